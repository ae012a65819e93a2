"""What a recap file says: one index, with or without its unsur, per satker, instrument and period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from data_access.files.problems import Masalah
from scoring.instruments import Instrumen
from scoring.periods import Periode

INDEKS = ""  # the unsur of a value that is the index itself
UNSUR_SKALA = "#unsur"


@dataclass(frozen=True)
class Entri:
    """One value as it stands in the file, nothing decided yet. Texts are '' where the file says nothing.

    ``label``: what the file calls the survey; ``unsur``: name or code, INDEKS for the index; ``nilai``: the number as
    written, with a decimal point; ``jawaban``: how often each answer was given; ``skala``: what the header says of the
    value's scale ('asli', '4', '100'); ``kolom``: the header, by which values of one kind are judged together.
    """

    baris: int
    satker: str = ""
    kode: str = ""
    label: str = ""
    periode: str = ""
    unsur: str = INDEKS
    nilai: str = ""
    n: int | None = None
    jawaban: Mapping[int, int] | None = None
    mutu: str = ""
    skala: str = ""
    kolom: str = ""


@dataclass(frozen=True)
class NilaiRekap:
    """One value, understood. ``unsur_no``: 0 the index, 1.. the unsur in instrument order; ``nilai`` '' where only the
    counts of each answer (``jawaban``) were given."""

    unsur_no: int
    nilai: str
    skala: str
    n: int | None
    jawaban: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Rekap:
    """The recap of one satker, instrument and period; the index first where there is one. ``yakin`` 0..1: the satker."""

    baris: int
    satker: str
    satker_teks: str
    yakin: float
    instrumen: Instrumen
    periode: Periode
    n: int | None
    mutu: str
    nilai: tuple[NilaiRekap, ...]

    @property
    def indeks(self) -> NilaiRekap | None:
        """The index as printed, None where the recap gives unsur only."""
        return next((one for one in self.nilai if one.unsur_no == 0), None)

    @property
    def skala(self) -> str:
        """The scale of the index, else of the unsur."""
        return next((one.skala for one in (self.indeks, *self.nilai) if one is not None), "")


@dataclass(frozen=True)
class RecapOptions:
    """The operator's choices; everything has a default that decides nothing.

    ``instrumen`` and ``skala``: by the file's own label of a survey ('' for a file without labels; '*' for every label);
    ``periode``: for rows that name none; ``satker``: code for rows that name none; ``satker_dikenal``: (code, name);
    ``alias``: remembered spellings of satker and ``dipilih``: those that the operator decides now, text -> code; ``lembar``:
    the sheet; ``lewati``: leave out what cannot be read instead of refusing the file; ``hari_ini``: periods of an internal
    survey must be over.
    """

    instrumen: Mapping[str, str] = field(default_factory=dict)
    skala: Mapping[str, str] = field(default_factory=dict)
    periode: Periode | None = None
    satker: str = ""
    satker_dikenal: tuple[tuple[str, str], ...] = ()
    alias: Mapping[str, str] = field(default_factory=dict)
    dipilih: Mapping[str, str] = field(default_factory=dict)
    lembar: str | None = None
    lewati: bool = False
    hari_ini: date | None = None


@dataclass(frozen=True)
class Pertanyaan:
    """What the file does not say: labels whose instrument or scale must be chosen (with what they could be), whether a
    period is missing, and satker texts without a code, each with the codes that it could mean. The scale is asked by a
    label, and of its unsur by that label with UNSUR_SKALA behind it."""

    instrumen: tuple[tuple[str, tuple[str, ...]], ...] = ()
    skala: tuple[tuple[str, tuple[str, ...]], ...] = ()
    periode: bool = False
    satker: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, eq=False)
class RecapHasil:
    """A recap file, read. ``kunci``: digest of the choices that gave it its meaning; ``dilewati``: rows left out."""

    lembar: str
    baris_dibaca: int
    rekap: tuple[Rekap, ...]
    masalah: tuple[Masalah, ...]
    tanya: Pertanyaan
    kunci: str

    @property
    def ditolak(self) -> bool:
        """True when nothing may be stored."""
        return not self.rekap or any(one.tingkat == "galat" for one in self.masalah)

    @property
    def perlu_konfirmasi(self) -> bool:
        """True when the operator has to confirm something."""
        return any(one.tingkat == "konfirmasi" for one in self.masalah)

    @property
    def dilewati(self) -> tuple[tuple[int, str], ...]:
        """(row, reason) of what was left out on request."""
        return tuple((one.baris, one.pesan) for one in self.masalah if one.kode.startswith("dilewati"))
