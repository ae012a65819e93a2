"""A stored recap as pages see it (docs/adr/0013-rekap.md)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scoring.periods import Periode


@dataclass(frozen=True)
class NilaiTercatat:
    """One value as it was given. ``nilai`` is the number as printed ('' where only the counts in ``jawaban`` were given),
    on ``skala`` (scoring.recompute.SKALA); ``jawaban``: (answer, count)."""

    nilai: str
    skala: str
    n: int | None
    jawaban: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class RekapTercatat:
    """The recap of one satker, instrument and period from one import. ``unsur``: by number (1..); ``mutu``: as printed.

    ``terbaru``: it counts; a former one of the same satker, instrument and period is kept and called revised."""

    impor_id: int
    nama_berkas: str
    diimpor_pada: datetime
    is_contoh: bool
    satker: str
    instrumen: str
    periode: Periode
    n: int | None
    mutu: str
    indeks: NilaiTercatat | None
    unsur: tuple[tuple[int, NilaiTercatat], ...]
    terbaru: bool
