"""The one door to survey data: what may be asked, by whom. Two implementations: the database, an uploaded file."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

import pandas as pd

from data_access.recap_records import RekapTercatat
from scoring.instruments import Instrumen
from scoring.periods import Periode


@dataclass(frozen=True)
class Scope:
    """Which satker the viewer may see, by code. There is no default: a read without a scope does not exist."""

    satker: frozenset[str] | None

    @classmethod
    def everything(cls) -> Scope:
        """Every satker: the regional office, and a single-user installation without sign-in."""
        return cls(None)

    @classmethod
    def only(cls, *kode: str) -> Scope:
        """Only these satker; ``Scope.only()`` sees nothing."""
        return cls(frozenset(kode))


@dataclass(frozen=True)
class Saringan:
    """What is asked for: one instrument, whole months (None: all), and optionally some satker or jenis."""

    instrumen: str
    periode: Periode | None = None
    satker: tuple[str, ...] = ()
    jenis: tuple[str, ...] = ()


@dataclass(frozen=True)
class VersiData:
    """State of the data: ``versi`` grows with each change; ``diubah_pada`` is UTC, None when there are no data yet."""

    versi: int
    diubah_pada: datetime | None


@dataclass(frozen=True)
class HariDiubah:
    """A day of the calendar that is another one now than it was: ``semula`` and ``menjadi`` are 'tutup', 'buka' or '' (as the
    country has it); ``satker`` '' is all of them; ``oleh`` changed it last, at ``pada`` (UTC)."""

    satker: str
    tanggal: date
    semula: str
    menjadi: str
    oleh: str
    pada: datetime


@dataclass(frozen=True)
class TargetDiubah:
    """What a target of a period rests on and is another number now than it was: ``isian`` 'pengguna' (service users of one
    of its months) or 'target' (set by hand for the period and ``instrumen``, '' for all of them). ``semula``, ``menjadi``:
    None where there was, or is, none; ``oleh`` changed it last, at ``pada`` (UTC)."""

    satker: str
    isian: str
    instrumen: str
    semula: int | None
    menjadi: int | None
    oleh: str
    pada: datetime


# Columns of the frames below, so that an empty answer has them too.
SATKER = ("satker", "nama", "jenis", "rumpun", "induk", "zona_waktu", "bidik_predikat", "is_contoh")
RESPONDEN = ("dimensi", "kategori", "n")
IMPOR = ("id", "nama_berkas", "sha256", "ukuran", "diimpor_pada", "oleh", "baris_dibaca", "lembar_disimpan",
         "ringkasan", "is_contoh")  # fmt: skip
BERKAS = ("id", "nama_berkas", "diimpor_pada", "is_contoh", "n")
TARGET = ("satker", "instrumen", "jumlah", "alasan", "oleh", "dicatat_pada", "nama_berkas")
HARI_KHUSUS = ("satker", "tanggal", "keadaan", "keterangan")
PENGGUNA_LAYANAN = ("satker", "bulan", "layanan", "jumlah")
KETENTUAN = ("satker", "bidik_predikat", "hari_kerja", "zona_waktu")
LAPORAN = ("id", "satker", "dari", "sampai", "rujukan", "dicatat_oleh", "dicatat_pada")


class SurveyRepository(Protocol):
    """Every method takes the viewer's scope first and answers only about satker inside it."""

    def version(self) -> VersiData:
        """The state of the data, cheap enough to ask every few seconds."""
        ...

    def satker(self, scope: Scope) -> pd.DataFrame:
        """One row a satker, columns SATKER, sorted by jenis and nama; also those without answers."""
        ...

    def instruments(self, scope: Scope) -> list[Instrumen]:
        """The instruments with answers or recaps inside the scope, shipped ones first."""
        ...

    def instrument(self, kode: str) -> Instrumen | None:
        """The definition of one instrument, None when it has never been answered here."""
        ...

    def months(self, scope: Scope, instrumen: str | None = None) -> list[int]:
        """The months (202606) with answers inside the scope, ascending."""
        ...

    def rekap(self, scope: Scope, saringan: Saringan, *, keys: Sequence[str] = ("satker",)) -> pd.DataFrame:
        """``rekap`` frame of scoring.contract, keys from satker and bulan (or none: all pooled)."""
        ...

    def sebaran(self, scope: Scope, saringan: Saringan, *, keys: Sequence[str] = ("satker",)) -> pd.DataFrame:
        """``sebaran`` frame of scoring.contract for the same keys."""
        ...

    def responden(self, scope: Scope, saringan: Saringan, *, keys: Sequence[str] = ("satker",)) -> pd.DataFrame:
        """Respondents per key, dimension and category: keys, dimensi, kategori ('' = not known), n."""
        ...

    def rekap_layanan(self, scope: Scope, saringan: Saringan) -> tuple[pd.DataFrame, pd.DataFrame]:
        """``rekap`` and ``sebaran`` frames with the key layanan, from the answers themselves."""
        ...

    def rekap_lengkap(self, scope: Scope, saringan: Saringan) -> pd.DataFrame:
        """``rekap`` frame with the key bulan of complete cases only, from the answers themselves: respondents who
        answered every unsur that anybody among those asked for answered (a free service has no tarif)."""
        ...

    def daily(
        self, scope: Scope, saringan: Saringan, *, keys: Sequence[str] = ("satker", "tanggal"), jam: bool = False
    ) -> pd.DataFrame:
        """Respondents by day: ``keys`` from satker and tanggal (datetime64[s]), n, and with ``jam`` the columns
        scoring.contract.JAM: how many of n in each hour of local time; whose hour is not known are in n only. Counts are
        int64, sorted by the keys. Days without respondents have no row. Of an internal instrument: nothing."""
        ...

    def imported_at(self, scope: Scope, saringan: Saringan) -> pd.Series:
        """Until when answers asked for would have been seen, UTC, by satker code: when the newest import was stored that
        speaks of them and still counts, or a database was pulled from which answers of the satker came before."""
        ...

    def special_days(self, scope: Scope, periode: Periode) -> pd.DataFrame:
        """Days of the period that differ from the country's calendar, columns HARI_KHUSUS, sorted: satker code ('' = every
        satker), tanggal (datetime64[s]), keadaan ('tutup' or 'buka')."""
        ...

    def day_changes(self, scope: Scope, periode: Periode, after: date) -> tuple[HariDiubah, ...]:
        """The special days of the period that are others now than at the end of the day ``after`` (Asia/Jakarta), oldest
        change first: of satker in scope and of every satker."""
        ...

    def target_changes(self, scope: Scope, periode: Periode, after: date) -> tuple[TargetDiubah, ...]:
        """Service users of the months of the period and targets set by hand for exactly the period that are others now than
        at the end of the day ``after`` (Asia/Jakarta), oldest change first. Each month of a satker is one of them."""
        ...

    def conditions(self, scope: Scope, day: date) -> pd.DataFrame:
        """One row a satker in scope, columns KETENTUAN, as they counted on ``day``: what the imports of master data until
        that day (Asia/Jakarta) and still in force say; before the first that says it, what it found there, and where that
        one made the satker, what it says."""
        ...

    def conditions_by_day(self, scope: Scope, days: Collection[date]) -> dict[date, pd.DataFrame]:
        """``conditions`` of several days, asked for once."""
        ...

    def users_by_service(self, scope: Scope, periode: Periode) -> pd.DataFrame:
        """Service users by satker, bulan and layanan (columns satker, bulan, layanan, jumlah), where the number of a month is
        known by layanan; those layanan of a month add up to service_users of that month."""
        ...

    def service_users(self, scope: Scope, periode: Periode) -> pd.Series:
        """Service users per satker code over the period; a satker missing a month is not in it (missing is no 0)."""
        ...

    def monthly_service_users(self, scope: Scope, periode: Periode) -> pd.Series:
        """Service users by (satker, bulan) for the months of the period that are known, sorted."""
        ...

    def employees(self, scope: Scope, periode: Periode) -> pd.Series:
        """Employees per satker code as of the period's last month; a satker that never told is not in it."""
        ...

    def manual_targets(self, scope: Scope, periode: Periode) -> pd.DataFrame:
        """The target that somebody set for exactly these months, one row a satker and instrument ('' = every public one),
        columns TARGET; ``jumlah`` is missing where the rule applies again. What was undone or replaced is not in it."""
        ...

    def imports(self, scope: Scope) -> pd.DataFrame:
        """History of imports, newest first, columns IMPOR."""
        ...

    def batches(self, scope: Scope, saringan: Saringan) -> pd.DataFrame:
        """The imports that brought the answers asked for, newest first, columns BERKAS; ``n``: how many of those answers.

        Empty for answers that were never imported (a file that is only looked at).
        """
        ...

    def recaps(self, scope: Scope, saringan: Saringan) -> tuple[RekapTercatat, ...]:
        """Recaps of the instrument asked for whose period touches the one asked for, oldest first, also revised ones."""
        ...

    def recap_periods(self, scope: Scope) -> frozenset[tuple[str, Periode]]:
        """(instrument code, period) of the recaps inside the scope."""
        ...

    def survey_reports(self, scope: Scope) -> pd.DataFrame:
        """Recorded survey reports, newest months first, columns LAPORAN (``dari`` and ``sampai``: months, 202606)."""
        ...
