"""Names on marks and axes: shortened, wrapped and made harmless. Also the closing touch of every text alternative."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from textwrap import wrap

from dashboard.nama import told_apart

PANJANG_NAMA = 30
PANJANG_ALT = 250
# Letters that stay of the beginning of a name: what kind of satker, and its class.
_AWAL_NAMA = 11
# Official short forms, longest first so that "non TPI" survives as it is.
_SINGKATAN = (
    ("Lembaga Pembinaan Khusus Anak", "LPKA"),
    ("Lembaga Pemasyarakatan", "Lapas"),
    ("Rumah Penyimpanan Benda Sitaan Negara", "Rupbasan"),
    ("Rumah Detensi Imigrasi", "Rudenim"),
    ("Rumah Tahanan Negara", "Rutan"),
    ("Balai Pemasyarakatan", "Bapas"),
    ("Kantor Imigrasi", "Kanim"),
    ("Kantor Wilayah", "Kanwil"),
    ("Lapas Perempuan", "LPP"),
)
_KELAS = re.compile(r"\b(?:kelas|klas)\s+(I{1,3}|IV)(?:\s*([ABC]))?\b", re.IGNORECASE)


def nama_ringkas(nama: str, panjang: int = PANJANG_NAMA) -> str:
    """'Lapas Kelas IIB Sampit' -> 'Lapas IIB Sampit'; still too long: shortened in the middle.

    The beginning (what it is) and the end (where it is) tell satker of a region apart, the middle does not.
    """
    text = " ".join(nama.split())
    for full, short in _SINGKATAN:
        text = re.sub(rf"\b{full}\b", short, text, flags=re.IGNORECASE)
    text = _KELAS.sub(lambda found: found[1].upper() + (found[2] or "").upper(), text)
    if len(text) <= panjang:
        return text
    start = len(text) - (panjang - 1 - _AWAL_NAMA)
    # From a whole word on, where there is one: 'g Layang Raya' is no place, 'Layang Raya' is one.
    word = start if text[start - 1] == " " else text.find(" ", start) + 1 or start
    tail = text[word:].lstrip()
    return f"{text[: panjang - 1 - len(tail)].rstrip()}…{tail}"


def ringkas_semua(nama: Mapping[str, str], panjang: int = PANJANG_NAMA) -> dict[str, str]:
    """Short names by satker code; two that would look the same keep their full names, with the code where these are the
    same too."""
    apart = told_apart(nama)
    short = {kode: nama_ringkas(full, panjang) for kode, full in apart.items()}
    counts: dict[str, int] = {}
    for text in short.values():
        counts[text] = counts.get(text, 0) + 1
    return {kode: text if counts[text] == 1 else apart[kode] for kode, text in short.items()}


def aman(text: str) -> str:
    """``text`` as plain text in a figure: Plotly reads <b> and <a href> in labels, and names come from files."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def dua_baris(text: str, lebar: int = 18) -> str:
    """``text`` made harmless and broken into at most two lines of about ``lebar`` characters, for an axis."""
    lines = wrap(text, lebar, break_long_words=False) or [""]
    if len(lines) > 2:
        lines = wrap(text, max(lebar, -(-len(text) // 2) + 2), break_long_words=False, max_lines=2, placeholder="…")
    return "<br>".join(aman(line) for line in lines)


def gabung_alt(*parts: str) -> str:
    """A text alternative of at most PANJANG_ALT characters: whole parts, the least important last, as one sentence."""
    text = parts[0]
    for part in parts[1:]:
        if part and len(text) + len(part) + 3 <= PANJANG_ALT:
            text += f"; {part}"
    return text[: PANJANG_ALT - 1].rstrip(" ;,.") + "."


def potong(text: str, panjang: int) -> str:
    """``text`` cut at ``panjang`` characters with an ellipsis, for names inside a text alternative."""
    return text if len(text) <= panjang else text[: panjang - 1].rstrip() + "…"


def konteks(*bagian: str | None) -> str:
    """'Lapas IIB Sampit, Juni 2026' from place and period, without the empty ones; long names cut."""
    return ", ".join(potong(text, 60) for text in bagian if text)


def urutan(kunci: Sequence[str], tersedia: Sequence[str]) -> list[str]:
    """``kunci`` first, then what is ``tersedia`` beyond it, each once and in order."""
    return list(dict.fromkeys([*kunci, *tersedia]))
