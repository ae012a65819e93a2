"""What ``import`` and ``score`` share: reading the file argument, and telling problems on stderr."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from data_access.errors import InvalidFileError
from data_access.files.problems import Masalah

SHOWN = 50


def read_bytes(path: str) -> bytes:
    """The file's content; InvalidFileError says why it cannot be had."""
    file = Path(path)
    if not file.exists():
        raise InvalidFileError(f"Berkas {file.name} tidak ditemukan; periksa nama dan foldernya.")
    if not file.is_file():
        raise InvalidFileError(f"{file.name} bukan berkas.")
    try:
        return file.read_bytes()
    except OSError as exc:
        raise InvalidFileError(f"Berkas {file.name} tidak dapat dibaca: {exc.strerror}.") from exc


def tell_problems(nama: str, masalah: Sequence[Masalah]) -> None:
    """One line a problem on stderr, the first SHOWN of them and how many more there are."""
    for one in masalah[:SHOWN]:
        where = f" {one.sel}" if one.sel else ""
        print(f"[{one.tingkat}] {nama}{where}: {one.pesan}", file=sys.stderr)
    if len(masalah) > SHOWN:
        print(f"... dan {len(masalah) - SHOWN} masalah lain.", file=sys.stderr)


def problem_json(one: Masalah) -> dict[str, object]:
    """A problem as data."""
    return {
        "tingkat": one.tingkat,
        "kode": one.kode,
        "lembar": one.lembar,
        "baris": one.baris,
        "kolom": one.kolom,
        "judul": one.judul,
        "ditemukan": one.ditemukan,
        "diharapkan": one.diharapkan,
        "pesan": one.pesan,
        "jumlah": one.jumlah,
    }
