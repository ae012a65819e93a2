"""The fields of a satker that have a closed list of values: time zone, working days, predikat."""

from __future__ import annotations

import re

from data_access.files.texts import words

_ZONA = {
    "wib": "Asia/Jakarta", "waktu indonesia barat": "Asia/Jakarta", "asia jakarta": "Asia/Jakarta",
    "asia pontianak": "Asia/Jakarta", "gmt 7": "Asia/Jakarta", "utc 7": "Asia/Jakarta", "7": "Asia/Jakarta",
    "wita": "Asia/Makassar", "waktu indonesia tengah": "Asia/Makassar", "asia makassar": "Asia/Makassar",
    "gmt 8": "Asia/Makassar", "utc 8": "Asia/Makassar", "8": "Asia/Makassar",
    "wit": "Asia/Jayapura", "waktu indonesia timur": "Asia/Jayapura", "asia jayapura": "Asia/Jayapura",
    "gmt 9": "Asia/Jayapura", "utc 9": "Asia/Jayapura", "9": "Asia/Jayapura",
}  # fmt: skip
_HARI = re.compile(r"([567])(?: hari(?: kerja)?)?(?: seminggu| per minggu| minggu)?")
_RENTANG = {"senin jumat": 5, "senin s d jumat": 5, "senin sampai jumat": 5, "senin jum at": 5,
            "senin sabtu": 6, "senin s d sabtu": 6, "senin sampai sabtu": 6}  # fmt: skip
TIDAK = "tidak"
_PREDIKAT = {"wbk": "WBK", "wbbm": "WBBM", TIDAK: "", "tidak ada": "", "bukan": "", "belum": ""}

HARAPAN = {
    "zona_waktu": "WIB, WITA, atau WIT",
    "hari_kerja": "5 (Senin sampai Jumat) atau 6",
    "bidik_predikat": "WBK, WBBM, atau 'tidak'",
}


def read_zone(text: str) -> str | None:
    """IANA name of a time zone, None when it is none of Indonesia's three."""
    return _ZONA.get(_plain(text))


def read_days(text: str) -> int | None:
    """Working days a week, 5 or 6; None for anything else."""
    plain = _plain(text)
    found = _HARI.fullmatch(plain)
    days = int(found.group(1)) if found else _RENTANG.get(plain)
    return days if days in {5, 6} else None


def read_predicate(text: str) -> str | None:
    """WBK, WBBM or '' (goes for none); None for anything else."""
    return _PREDIKAT.get(_plain(text))


def _plain(text: str) -> str:
    return " ".join(words(text).split())
