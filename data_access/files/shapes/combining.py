"""Several files given together, as the sheets of one: answers, respondents and options each in a file of its own."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from data_access.errors import InvalidFileError
from data_access.files.reading.cells import RawFile, RawSheet

JENIS = "gabungan"
_MAX_NAME = 200


def combine(files: Sequence[RawFile]) -> RawFile:
    """The files as one whose sheets are theirs, named by file, and by file and sheet where a file has several.

    The digest does not depend on the order in which they were given. InvalidFileError without any, and when one was
    given twice: its respondents would count twice.
    """
    if not files:
        raise InvalidFileError("Tidak ada berkas yang dipilih. Pilih paling sedikit satu berkas.")
    if len(files) == 1:
        return files[0]
    twice = [sha for sha, times in Counter(one.sha256 for one in files).items() if times > 1]
    if twice:
        names = ", ".join(one.nama for one in files if one.sha256 == twice[0])
        raise InvalidFileError(f"Berkas yang sama dipilih dua kali ({names}). Pilih setiap berkas satu kali saja.")
    files = sorted(files, key=lambda one: (one.nama, one.sha256))
    return RawFile(
        nama=" + ".join(one.nama for one in files)[:_MAX_NAME],
        sha256=hashlib.sha256("".join(sorted(one.sha256 for one in files)).encode()).hexdigest(),
        ukuran=sum(one.ukuran for one in files),
        jenis=JENIS,
        lembar=_named([(one, sheet) for one in files for sheet in one.lembar if sheet.n_baris]),
        penyandian=", ".join(dict.fromkeys(one.penyandian for one in files if one.penyandian)),
        pemisah=" ".join(dict.fromkeys(one.pemisah for one in files if one.pemisah)),
        cacat=_faults(files),
    )


def _named(sheets: Sequence[tuple[RawFile, RawSheet]]) -> tuple[RawSheet, ...]:
    names: Counter[str] = Counter()
    done = []
    for one, sheet in sheets:
        stem = PurePath(one.nama).stem or one.nama
        filled = sum(1 for other in one.lembar if other.n_baris)
        name = stem if filled == 1 else f"{stem} - {sheet.nama}"
        names[name] += 1
        done.append(replace(sheet, nama=name if names[name] == 1 else f"{name} ({names[name]})"))
    return tuple(done)


def _faults(files: Sequence[RawFile]) -> dict[str, tuple[int, tuple[str, ...]]]:
    """Cells without a usable value, over all files; the examples say in which file they are."""
    found: dict[str, tuple[int, tuple[str, ...]]] = {}
    for one in files:
        for kode, (jumlah, contoh) in one.cacat.items():
            known = found.get(kode, (0, ()))
            found[kode] = known[0] + jumlah, (*known[1], *(f"{one.nama} {address}" for address in contoh))[:5]
    return found
