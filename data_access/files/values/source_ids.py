"""The id that the source gave each respondent, as text: by it a file that is sent again updates and does not double."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from data_access.files.columns.mapping import ID, Kolom
from data_access.files.frame import Frame, Mask, column_of
from data_access.files.personal import has_personal
from data_access.files.problems import Masalah, first_rows, rows_text
from data_access.files.reading.cells import Cell, RawColumn, cell_text
from data_access.files.texts import clean_text, is_blank
from data_access.salt import fingerprint

MAX_ID = 100
# Rules out most ids before they are searched for an address or a number of a person.
_POSSIBLE = re.compile(r"@|\d[\d .-]{8}|\d\.\d+\.")
_SAMBUNG = "|"  # between the ids of two columns (respondent and session)


def read_source_ids(
    frame: Frame, used: Mask, satker: npt.NDArray[np.object_]
) -> tuple[npt.NDArray[np.object_] | None, list[Masalah]]:
    """The source's id of every row ("" = none), or None when the file has no such column; and what is told about it.

    Several id columns are one id together. An id that two rows of one satker share identifies neither of them.
    """
    columns = frame.pemetaan.columns(ID)
    if not columns:
        return None, []
    texts, codes = _one_id([column_of(frame, kolom) for kolom in columns])
    ids = np.array(texts, dtype=object)[codes]
    repeated = _repeated(codes, satker, used & (ids != ""), len(texts))
    if not repeated.any():
        return ids, []
    ids[repeated] = ""
    return ids, [_told(frame, columns, repeated)]


def _one_id(columns: Sequence[RawColumn]) -> tuple[list[str], npt.NDArray[np.int64]]:
    """(different ids, which of them each row has) of one or several columns read together."""
    texts, codes = _distinct(_id_texts(columns[0].values), columns[0].codes)
    for column in columns[1:]:
        others, places = _distinct(_id_texts(column.values), column.codes)
        pairs, codes = np.unique(codes * len(others) + places, return_inverse=True)
        joined = [(texts[pair // len(others)], others[pair % len(others)]) for pair in pairs.tolist()]
        texts = [_SAMBUNG.join(pair) if all(pair) else "".join(pair) for pair in joined]
    return texts, codes


def _distinct(texts: list[str], codes: npt.NDArray[np.int32]) -> tuple[list[str], npt.NDArray[np.int64]]:
    """One entry per different text: the number 1 and the text '1' are two cells and one id."""
    if len(set(texts)) == len(texts):
        return texts, codes.astype(np.int64)
    places = {text: place for place, text in enumerate(dict.fromkeys(texts))}
    return list(places), np.array([places[text] for text in texts], dtype=np.int64)[codes]


def _id_texts(values: Sequence[Cell]) -> list[str]:
    texts = list(map(cell_text, values))
    joined = "\n".join(texts)  # looked at once, because a file may have 100,000 different ids
    is_tidy = joined.isascii() and " " not in joined and joined.replace("\n", "").isprintable()
    texts = [text if is_tidy and text[-1:].isdigit() else _tidied(text) for text in texts]
    if _POSSIBLE.search(joined):
        texts = [_fingerprint(text) if _POSSIBLE.search(text) and has_personal(text) else text for text in texts]
    return [text if len(text) <= MAX_ID else hashlib.sha256(text.encode()).hexdigest() for text in texts]


def _tidied(text: str) -> str:
    text = clean_text(text)
    return "" if is_blank(text) else text


def _fingerprint(text: str) -> str:
    """A person's own number or address as an id: never itself; "" where this installation has no secret."""
    number = fingerprint(text)
    return f"#{number}" if number else ""


def _repeated(codes: npt.NDArray[np.int64], satker: npt.NDArray[np.object_], used: Mask, n: int) -> Mask:
    """Rows whose id another row of the same satker has too."""
    if not used.any() or np.bincount(codes[used], minlength=n).max() < 2:
        return np.zeros(len(codes), dtype=bool)
    units, names = pd.factorize(satker)
    pairs = codes * (len(names) + 1) + units
    _, places, counts = np.unique(pairs[used], return_inverse=True, return_counts=True)
    result = np.zeros(len(codes), dtype=bool)
    result[used] = counts[places] > 1
    return result


def _told(frame: Frame, columns: Sequence[Kolom], repeated: Mask) -> Masalah:
    jumlah, rows = first_rows(repeated, frame.baris)
    kolom = columns[0]
    names = ", ".join(one.alamat for one in columns)
    return Masalah(
        "konfirmasi", "ID_BERULANG",
        f"Kolom {names}, {rows_text(rows, jumlah)}: kode jawabannya dipakai lebih dari satu baris, sehingga tidak "
        "menunjuk satu responden. Baris itu tetap dibaca sebagai responden yang berbeda; bila itu isian ulang orang "
        "yang sama, hapus salah satunya di berkas.",
        frame.sheet.nama, rows[0], kolom.huruf, kolom.judul, "", "satu kode untuk satu responden", jumlah, rows,
    )  # fmt: skip
