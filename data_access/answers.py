"""The answers of one file under one instrument, as arrays: what every reader produces and every store takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from data_access.errors import RefusedError
from scoring.instruments import Instrumen

Kind = TypeVar("Kind", bound=np.generic)
# Dimensions by which respondents are counted; the order is the one shown.
DIMENSI = ("layanan", "jenis_kelamin", "usia", "pendidikan", "pekerjaan", "kanal")
# Categories that have an order of their own; others are sorted by size where they are shown.
URUTAN = {
    "usia": ("di bawah 18", "18-20", "21-30", "31-40", "41-50", "51-60", "di atas 60"),
    "pendidikan": (
        "Tidak sekolah", "SD ke bawah", "SD", "SMP", "SMA", "Diploma", "D4", "S1", "S2", "S2 ke atas", "S3",
    ),
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class LembarJawaban:
    """Answers of n respondents to one instrument.

    ``butir`` is int8 of shape (n, number of items over all unsur, in instrument order), already oriented so that more
    is better, 0 where there is no answer. ``satker`` holds codes ("" = not known), ``tanggal`` is datetime64[s] (NaT =
    not known), ``kategori`` maps each of DIMENSI to n texts ("" = not known), ``baris`` is the row in the file (1, ..).
    """

    instrumen: Instrumen
    baris: npt.NDArray[np.int32]
    satker: npt.NDArray[np.object_]
    tanggal: npt.NDArray[np.datetime64]
    butir: npt.NDArray[np.int8]
    kategori: Mapping[str, npt.NDArray[np.object_]]
    id_sumber: npt.NDArray[np.object_] | None = None
    orang: npt.NDArray[np.int64] | None = None

    def __len__(self) -> int:
        return len(self.baris)

    @cached_property
    def distinct_satker(self) -> tuple[npt.NDArray[np.integer], npt.NDArray[np.object_]]:
        """For each row the position of its satker among the distinct ones, and these."""
        return _distinct(self.satker)

    @cached_property
    def distinct_kategori(self) -> Mapping[str, tuple[npt.NDArray[np.integer], npt.NDArray[np.object_]]]:
        """The same for the category of each dimension."""
        return {name: _distinct(texts) for name, texts in self.kategori.items()}

    @cached_property
    def months(self) -> npt.NDArray[np.int64]:
        """Month of every row as 202606, shape (n,); every row must have a date."""
        months = self.tanggal.astype("datetime64[M]").astype(np.int64)
        return (1970 + months // 12) * 100 + months % 12 + 1

    @cached_property
    def minutes(self) -> npt.NDArray[np.int64]:
        """Minutes since midnight, shape (n,); 0 = not known, because midnight exactly is how a source writes a date without
        a time. Every row must have a date."""
        minutes: npt.NDArray[np.int64] = self.tanggal.astype("datetime64[m]").astype(np.int64) % (24 * 60)
        return minutes

    @cached_property
    def hours(self) -> npt.NDArray[np.int64]:
        """Hour of every row, 0 to 23, -1 = not known, shape (n,)."""
        hours: npt.NDArray[np.int64] = np.where(self.minutes == 0, -1, self.minutes // 60)
        return hours

    def answered(self) -> LembarJawaban:
        """The same sheet without the rows that answer nothing: those are no respondents of this instrument."""
        rows: npt.NDArray[np.bool_] = np.any(self.butir != 0, axis=1)
        return self if rows.all() else self.take(rows)

    def without_categories(self) -> LembarJawaban:
        """The same sheet, lighter to take rows from."""
        return replace(self, kategori={})

    def join(self, other: LembarJawaban) -> LembarJawaban:
        """Both sheets as one; they must be of the same instrument."""
        if self.instrumen != other.instrumen:
            raise RefusedError(f"Dua lembar memakai kode instrumen {self.instrumen.kode} untuk instrumen yang berbeda.")
        return LembarJawaban(
            self.instrumen,
            np.concatenate([self.baris, other.baris]),
            np.concatenate([self.satker, other.satker]),
            np.concatenate([self.tanggal, other.tanggal]),
            np.concatenate([self.butir, other.butir]),
            {name: np.concatenate([values, other.kategori[name]]) for name, values in self.kategori.items()},
            _joined((len(self), self.id_sumber), (len(other), other.id_sumber), ""),
            _joined((len(self), self.orang), (len(other), other.orang), 0),
        )

    def take(self, rows: npt.NDArray[np.bool_] | npt.NDArray[np.intp]) -> LembarJawaban:
        """The same sheet with only ``rows`` (mask of length n, or positions in the order wanted)."""
        return LembarJawaban(
            self.instrumen,
            self.baris[rows],
            self.satker[rows],
            self.tanggal[rows],
            self.butir[rows],
            {name: values[rows] for name, values in self.kategori.items()},
            None if self.id_sumber is None else self.id_sumber[rows],
            None if self.orang is None else self.orang[rows],
        )


def _distinct(texts: npt.NDArray[np.object_]) -> tuple[npt.NDArray[np.integer], npt.NDArray[np.object_]]:
    codes, unique = pd.factorize(texts)
    return codes.astype(np.int16 if len(unique) < 2**15 else np.int32), unique


def _joined(
    first: tuple[int, npt.NDArray[Kind] | None], second: tuple[int, npt.NDArray[Kind] | None], none: object
) -> npt.NDArray[Kind] | None:
    """The optional column of two sheets, each as (rows, column); a sheet without it gives ``none`` for its rows."""
    known = [column for _, column in (first, second) if column is not None]
    if not known:
        return None
    return np.concatenate(
        [np.full(n, none, dtype=known[0].dtype) if column is None else column for n, column in (first, second)]
    )
