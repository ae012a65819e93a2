"""The named sources: ``[sumber.NAMA]`` tables of the secrets file, which only the administrator writes.

Read without Streamlit, because scheduled commands need them too. Nothing here ever quotes a value of the file: an
address holds a password, and so may a mistyped one. Hence ``from None``: the errors of the parsers quote what they read.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import sqlalchemy as sa

from data_access.errors import RefusedError
from scoring.zona_waktu import ZONA_BAKU

ENV_FILE = "PANTAU_SECRETS_FILE"
ROOT = Path(__file__).resolve().parents[2]
DEFAULT_FILE = ROOT / ".streamlit" / "secrets.toml"
DRIVERS = {
    "postgresql": "postgresql+psycopg",
    "mysql": "mysql+pymysql",
    "mariadb": "mariadb+pymysql",
    "sqlite": "sqlite",
}
JENIS = {"postgresql": "PostgreSQL", "mysql": "MySQL", "mariadb": "MariaDB", "sqlite": "SQLite"}
_NAMA = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
_TEKS = ("judul", "url", "tabel", "skema", "id", "penanda", "profil", "instrumen", "satker", "zona")
_ANGKA = {"mundur": (0, 10_000_000), "batas_baris": (10, 500_000), "batas_detik": (1, 3_600)}
_WAJIB = ("url", "tabel")


@dataclass(frozen=True)
class Sumber:
    """One source. ``url`` is in no repr, and in no message of this package.

    ``tabel``: a table or view of schema ``skema`` ('' = the connection's own). ``kolom_id``: the column whose value
    names a respondent ('' = the table's primary key, if it has one). ``penanda``: a column that only grows (a number
    or a time), '' = every pull reads the whole table. ``mundur``: how far before the last mark a pull begins, in
    minutes for a time and in units for a number; None = one day or 1,000. ``zona``: time zone in which the source's times
    are meant, '' = the local time of each satker. ``batas_baris``: rows of one batch; ``batas_detik``: for every
    question to the source.
    """

    nama: str
    url: sa.URL = field(repr=False)
    tabel: str
    skema: str = ""
    judul: str = ""
    kolom_id: str = ""
    penanda: str = ""
    mundur: int | None = None
    profil: str = ""
    instrumen: str = ""
    satker: str = ""
    zona: str = ""
    batas_baris: int = 100_000
    batas_detik: int = 60

    @property
    def jenis(self) -> str:
        """The kind of database, for people: 'MariaDB'."""
        return JENIS[self.url.get_backend_name()]

    @property
    def zona_sesi(self) -> str:
        """The zone in which times that carry a zone are read."""
        return self.zona or ZONA_BAKU

    @property
    def sumber(self) -> str:
        """What ``impor.sumber`` says of its batches."""
        return f"tarikan:{self.nama}"

    def kunci(self, arti: str = "") -> str:
        """Digest of what decides which rows are read and what they mean, ``arti`` included; no password, no server."""
        meaning = [self.skema, self.tabel, self.kolom_id, self.penanda, self.instrumen, self.satker, self.zona, arti]
        return hashlib.sha256(json.dumps(meaning).encode()).hexdigest()[:16]


def secrets_file() -> Path:
    """The secrets file: PANTAU_SECRETS_FILE, else .streamlit/secrets.toml beside the program."""
    named = os.environ.get(ENV_FILE)
    return Path(named) if named else DEFAULT_FILE


def load_sources(file: Path | None = None) -> dict[str, Sumber]:
    """All sources by name; none when there is no file. RefusedError says what is wrong with which source."""
    file = file or secrets_file()
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError):
        raise RefusedError(
            f"Berkas rahasia {file.name} tidak dapat dibaca. Periksa hak baca dan penyandiannya."
        ) from None
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as exc:
        line = re.search(r"line (\d+)", str(exc))
        where = f" di sekitar baris {line.group(1)}" if line else ""
        raise RefusedError(f"Berkas rahasia {file.name} tidak dapat dibaca: ada salah tulis{where}.") from None
    tables = content.get("sumber", {})
    if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
        raise RefusedError(f"Bagian sumber di {file.name} harus ditulis sebagai [sumber.NAMA].")
    return {nama: _source(nama, table) for nama, table in tables.items()}


def find_source(nama: str, file: Path | None = None) -> Sumber:
    """The source of that name; RefusedError names those that exist."""
    sources = load_sources(file)
    if nama not in sources:
        known = f"Yang ada: {', '.join(sources)}." if sources else "Belum ada sumber yang diatur."
        raise RefusedError(f"Sumber '{nama}' tidak ada di {(file or secrets_file()).name}. {known}")
    return sources[nama]


def is_exposed(file: Path | None = None) -> bool:
    """True when other accounts of this computer may read the secrets file (told only where there are such bits)."""
    file = file or secrets_file()
    return os.name == "posix" and file.is_file() and bool(file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def _source(nama: str, table: Mapping[str, object]) -> Sumber:
    if not _NAMA.fullmatch(nama):
        raise RefusedError("Nama sumber hanya boleh huruf, angka, - dan _, paling banyak 40 huruf.")
    unknown = sorted(set(table) - {*_TEKS, *_ANGKA})
    if unknown:
        raise RefusedError(f"Sumber {nama}: pengaturan tidak dikenal: {', '.join(unknown)}.")
    texts = {key: _text(nama, table, key) for key in _TEKS if key in table}
    missing = [key for key in _WAJIB if not texts.get(key)]
    if missing:
        raise RefusedError(f"Sumber {nama}: {' dan '.join(missing)} belum diisi.")
    try:
        ZoneInfo(texts.get("zona") or ZONA_BAKU)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise RefusedError(
            f"Sumber {nama}: zona harus seperti Asia/Jakarta, Asia/Makassar, atau Asia/Jayapura."
        ) from None
    numbers = {key: _number(nama, table, key) for key in _ANGKA if key in table}
    return Sumber(
        nama=nama,
        url=_url(nama, texts["url"]),
        tabel=texts["tabel"],
        skema=texts.get("skema", ""),
        judul=texts.get("judul", ""),
        kolom_id=texts.get("id", ""),
        penanda=texts.get("penanda", ""),
        profil=texts.get("profil", ""),
        instrumen=texts.get("instrumen", ""),
        satker=texts.get("satker", ""),
        zona=texts.get("zona", ""),
        **numbers,
    )


def _text(nama: str, table: Mapping[str, object], key: str) -> str:
    value = table[key]
    if not isinstance(value, str) or "\0" in value:
        raise RefusedError(f'Sumber {nama}: {key} harus teks dalam tanda kutip, misalnya {key} = "...".')
    return value.strip()


def _number(nama: str, table: Mapping[str, object], key: str) -> int:
    low, high = _ANGKA[key]
    value = table[key]
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise RefusedError(f"Sumber {nama}: {key} harus bilangan bulat dari {low} sampai {high}.")
    return value


def _url(nama: str, text: str) -> sa.URL:
    try:
        url = sa.make_url(text)
        backend = url.get_backend_name()
    except (sa.exc.ArgumentError, ValueError):
        raise RefusedError(
            f"Sumber {nama}: url tidak dapat dibaca. Bentuknya jenis://pengguna:sandi@server:port/basisdata; tanda "
            "khusus di kata sandi ditulis sebagai kode persen (@ menjadi %40)."
        ) from None
    if backend not in DRIVERS:
        raise RefusedError(f"Sumber {nama}: jenis basis data belum didukung. Yang didukung: {', '.join(DRIVERS)}.")
    if backend == "sqlite" and (not url.database or url.database == ":memory:"):
        raise RefusedError(f"Sumber {nama}: url SQLite harus menyebut berkasnya, misalnya sqlite:////data/survei.db.")
    if backend != "sqlite" and not url.database:
        raise RefusedError(f"Sumber {nama}: url belum menyebut nama basis datanya.")
    return url.set(drivername=DRIVERS[backend])
