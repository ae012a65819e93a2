"""What went wrong at a source, as a sentence. Never the driver's own text: it names users, servers and statements."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from data_access.errors import DataError, SourceUnavailableError
from data_access.sources.settings import Sumber

_ADDRESS = (
    "server tidak dapat dihubungi. Periksa apakah server menyala, alamat dan port di url benar, dan jaringan terbuka."
)
_LOGIN = "pengguna atau kata sandi di url ditolak server. Perbaiki di berkas rahasia."
_DATABASE = "basis data yang disebut di url tidak ada di server itu."
_RIGHTS = "pengguna di url tidak berhak membaca tabel itu. Minta hak SELECT kepada pengelola basis data sumber."
_MISSING = "tabel atau view tidak ada di basis data itu. Periksa tabel dan skema di berkas rahasia."
_COLUMN = "ada kolom yang tidak ditemukan. Bila tabel itu view, view-nya mungkin rusak; minta pengelolanya memeriksa."
_VIEW = "view itu rusak: tabel atau kolom di dalamnya sudah tidak ada, atau pembuatnya tidak berhak lagi."
_SLOW = (
    "server tidak selesai menjawab dalam {detik} detik sehingga dihentikan. Tambahkan indeks pada kolom penanda, "
    "perkecil view, atau naikkan batas_detik."
)
_BROKEN = "sambungan ke server terputus di tengah tarikan. Tidak ada yang disimpan; ulangi nanti."
_BUSY = "server sedang terlalu sibuk atau tabelnya terkunci. Ulangi nanti."
_HOST = "server menolak sambungan dari komputer ini. Minta pengelolanya mengizinkan alamat komputer ini."
_DAMAGED = "berkas itu bukan basis data SQLite, atau isinya rusak."
_FILE = "berkas SQLite tidak dapat dibuka. Periksa apakah berkas itu ada dan boleh dibaca."
_VALUE = "ada nilai yang tidak dapat dibaca, misalnya tanggal di luar jangkauan atau teks rusak. Perbaiki lewat view."
_READ_ONLY = "tabel atau view itu mencoba mengubah data, padahal Pantau hanya membaca. Pakai view biasa."
_OTHER = "basis data sumber menolak permintaan Pantau. Periksa tabel, hak, dan versi servernya."
_PLUGIN = (
    "cara masuk akun itu (caching_sha2_password) tidak didukung tanpa sambungan terenkripsi. Buat akun dengan "
    "mysql_native_password, atau pakai ssl di url."
)

# Numbers of MariaDB and MySQL: mariadb.com/kb/en/mariadb-error-code-reference, PyMySQL's own 2xxx.
_MYSQL = {
    **dict.fromkeys((2002, 2003, 2005), _ADDRESS),
    **dict.fromkeys((1045, 1698, 1862, 3118, 4151), _LOGIN),
    **dict.fromkeys((1251, 2059, 2061), _PLUGIN),
    1049: _DATABASE,
    **dict.fromkeys((1044, 1142, 1143, 1227, 1345, 1370), _RIGHTS),
    1146: _MISSING,
    1054: _COLUMN,
    1356: _VIEW,
    **dict.fromkeys((1969, 3024), _SLOW),
    **dict.fromkeys((1053, 1317, 1927, 2006, 2013, 2055, 0), _BROKEN),
    **dict.fromkeys((1040, 1203, 1205, 1213, 1226), _BUSY),
    **dict.fromkeys((1129, 1130), _HOST),
    **dict.fromkeys((1290, 1792), _READ_ONLY),
}
# SQLSTATE of PostgreSQL, whole or its class (first two characters).
_POSTGRES = {
    "28": _LOGIN,
    "3D000": _DATABASE,
    "42501": _RIGHTS,
    "42P01": _MISSING,
    "3F000": _MISSING,
    "42703": _COLUMN,
    "57014": _SLOW,
    "57": _BROKEN,
    "08": _BROKEN,
    "53": _BUSY,
    "55": _BUSY,
    "25": _READ_ONLY,
    "22": _VALUE,
}
_SQLITE = (
    ("unable to open", _FILE),
    ("readonly", _READ_ONLY),
    ("not a database", _DAMAGED),
    ("malformed", _DAMAGED),
    ("interrupted", _SLOW),
    ("locked", _BUSY),
    ("no such table", _VIEW),
    ("no such column", _COLUMN),
)
# A refused connection of PostgreSQL has no SQLSTATE, only the server's words (English unless it is told otherwise).
_POSTGRES_TEXT = (
    ("password", _LOGIN),
    ("authentication", _LOGIN),
    ("pg_hba", _HOST),
    ("too many", _BUSY),
    ("starting up", _BUSY),
    ("shutting down", _BUSY),
    ("database ", _DATABASE),
    ("role ", _LOGIN),
)


@contextmanager
def explained(sumber: Sumber, *, connected: bool) -> Iterator[None]:
    """Errors of the driver inside, told as SourceUnavailableError; ``connected``: whether the server has answered yet.

    RuntimeError and UnicodeDecodeError are what PyMySQL raises for a way to sign in that it lacks and for broken text.
    """
    try:
        yield
    except DataError:
        raise
    except sa.exc.SQLAlchemyError as exc:
        raise SourceUnavailableError(told(sumber, reason(sumber, exc, connected=connected))) from None
    except RuntimeError:
        if connected:
            raise
        raise SourceUnavailableError(told(sumber, _PLUGIN)) from None
    except (UnicodeDecodeError, OverflowError):
        raise SourceUnavailableError(told(sumber, _VALUE)) from None
    except OSError:
        raise SourceUnavailableError(told(sumber, _BROKEN if connected else _ADDRESS)) from None


def told(sumber: Sumber, sentence: str) -> str:
    """'Sumber NAMA: ...' with the limit filled in."""
    return f"Sumber {sumber.nama}: {sentence.format(detik=sumber.batas_detik)}"


def reason(sumber: Sumber, exc: sa.exc.SQLAlchemyError, *, connected: bool) -> str:
    """The sentence for an error of SQLAlchemy, by what its driver says in numbers."""
    if isinstance(exc, sa.exc.NoSuchTableError):
        return _MISSING
    original = exc.orig if isinstance(exc, sa.exc.DBAPIError) else None
    if original is None:
        return _OTHER if connected else _ADDRESS
    backend = sumber.url.get_backend_name()
    if backend == "sqlite":
        return next((sentence for part, sentence in _SQLITE if part in str(original)), _OTHER)
    if backend == "postgresql":
        return _postgres(original, connected=connected)
    number = original.args[0] if original.args else None
    if number == 2013 and connected and "timed out" in str(original):
        return _SLOW
    return _MYSQL.get(number, _OTHER) if isinstance(number, int) else _OTHER


def _postgres(original: BaseException, *, connected: bool) -> str:
    state = getattr(original, "sqlstate", None)
    if state:
        return _POSTGRES.get(state) or _POSTGRES.get(state[:2]) or _OTHER
    if connected:
        return _VALUE if type(original).__name__ == "DataError" else _BROKEN
    text = str(original).rpartition("FATAL:")[2] if "FATAL:" in str(original) else ""
    return next((sentence for part, sentence in _POSTGRES_TEXT if part in text), _ADDRESS)
