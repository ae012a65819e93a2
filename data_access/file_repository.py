"""An uploaded file as a SurveyRepository: held in memory for a quick look, nothing stored."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from data_access.answers import DIMENSI, LembarJawaban
from data_access.conditions import conditions_frame
from data_access.days import daily_frame, imported_series, no_days, special_days_frame
from data_access.recap_records import RekapTercatat
from data_access.repository import (
    BERKAS,
    HARI_KHUSUS,
    IMPOR,
    KETENTUAN,
    LAPORAN,
    RESPONDEN,
    SATKER,
    TARGET,
    HariDiubah,
    Saringan,
    Scope,
    TargetDiubah,
    VersiData,
)
from data_access.rollup_store import SEMUA_RESPONDEN
from data_access.satker_names import SatkerBaru
from data_access.service_users import users_by_service_frame
from scoring.contract import JAM, REKAP, SEBARAN
from scoring.instruments import Instrumen, shipped_instruments
from scoring.periods import Periode
from scoring.rollup import build_rekap, build_sebaran, group_codes, unsur_scores

Builder = Callable[[npt.NDArray[np.int8], Instrumen, Mapping[str, npt.NDArray[Any]]], pd.DataFrame]


class FileRepository:
    """The answers of one file.

    A row without a date belongs to no month: it counts only where no period is asked for, and by month it is month 0.
    """

    def __init__(
        self, lembar: Sequence[LembarJawaban], *, read_at: datetime, names: Mapping[str, SatkerBaru] | None = None
    ) -> None:
        self._lembar = _by_instrument(lembar)
        self._read_at = read_at
        self._names = dict(names or {})

    def version(self) -> VersiData:
        """See SurveyRepository: a file in memory never changes."""
        return VersiData(1, self._read_at)

    def satker(self, scope: Scope) -> pd.DataFrame:
        """See SurveyRepository."""
        codes = sorted({str(kode) for sheet in self._lembar.values() for kode in sheet.satker})
        rows = [self._names.get(kode, SatkerBaru(kode)).as_row() for kode in codes if _may_see(scope, kode)]
        frame = pd.DataFrame(rows, columns=["kode", *SATKER[1:]]).rename(columns={"kode": "satker"})
        return frame.sort_values(["jenis", "nama", "satker"]).reset_index(drop=True)

    def instruments(self, scope: Scope) -> list[Instrumen]:
        """See SurveyRepository."""
        return [sheet.instrumen for sheet in self._lembar.values() if self._mask(sheet, scope).any()]

    def instrument(self, kode: str) -> Instrumen | None:
        """See SurveyRepository."""
        sheet = self._lembar.get(kode)
        return None if sheet is None else sheet.instrumen

    def months(self, scope: Scope, instrumen: str | None = None) -> list[int]:
        """See SurveyRepository."""
        found: set[int] = set()
        for kode, sheet in self._lembar.items():
            if instrumen in (None, kode):
                rows = self._mask(sheet, scope) & ~np.isnat(sheet.tanggal)
                found.update(sheet.take(rows).months.tolist())
        return sorted(found)

    def rekap(self, scope: Scope, saringan: Saringan, *, keys: Sequence[str] = ("satker",)) -> pd.DataFrame:
        """See SurveyRepository."""
        return self._build(build_rekap, REKAP, scope, saringan, keys)

    def sebaran(self, scope: Scope, saringan: Saringan, *, keys: Sequence[str] = ("satker",)) -> pd.DataFrame:
        """See SurveyRepository."""
        return self._build(build_sebaran, SEBARAN, scope, saringan, keys)

    def responden(self, scope: Scope, saringan: Saringan, *, keys: Sequence[str] = ("satker",)) -> pd.DataFrame:
        """See SurveyRepository."""
        sheet = self._select(scope, saringan)
        if sheet is None:
            return pd.DataFrame(columns=[*keys, *RESPONDEN]).astype({"n": "int64"})
        parts = []
        whole = np.full(len(sheet), "", dtype=object)
        for name in (SEMUA_RESPONDEN, *DIMENSI):
            kategori = whole if name == SEMUA_RESPONDEN else sheet.kategori[name]
            codes, groups = group_codes({**_key_arrays(sheet, keys), "kategori": kategori})
            parts.append(groups.assign(n=np.bincount(codes, minlength=len(groups)), dimensi=name))
        frame = pd.concat(parts, ignore_index=True)[[*keys, *RESPONDEN]]
        return frame.sort_values([*keys, "dimensi", "kategori"]).reset_index(drop=True)

    def rekap_layanan(self, scope: Scope, saringan: Saringan) -> tuple[pd.DataFrame, pd.DataFrame]:
        """See SurveyRepository."""
        keys = ("layanan",)
        return self.rekap(scope, saringan, keys=keys), self.sebaran(scope, saringan, keys=keys)

    def rekap_lengkap(self, scope: Scope, saringan: Saringan) -> pd.DataFrame:
        """See SurveyRepository."""
        sheet = self._select(scope, saringan)
        if sheet is None:
            return self._build(build_rekap, REKAP, scope, saringan, ("bulan",))
        scores = unsur_scores(sheet.butir, sheet.instrumen)
        wanted = scores[:, (scores > 0).any(axis=0)]
        chosen = sheet.take(np.all(wanted > 0, axis=1))
        return build_rekap(chosen.butir, chosen.instrumen, _key_arrays(chosen, ("bulan",)))[["bulan", *REKAP]]

    def daily(
        self, scope: Scope, saringan: Saringan, *, keys: Sequence[str] = ("satker", "tanggal"), jam: bool = False
    ) -> pd.DataFrame:
        """See SurveyRepository: a row without a date has no day."""
        sheet = self._select(scope, saringan)
        sheet = None if sheet is None else sheet.take(~np.isnat(sheet.tanggal))
        if sheet is None or not len(sheet):
            return no_days(keys, jam=jam)
        known = {"satker": sheet.satker, "tanggal": sheet.tanggal.astype("datetime64[D]")}
        arrays = {key: known[key] for key in keys} or {"_": np.zeros(len(sheet), dtype=np.int8)}
        codes, groups = group_codes(arrays)
        counts = {"n": np.bincount(codes, minlength=len(groups))}
        if jam:
            counts |= {name: np.bincount(codes, sheet.hours == hour, len(groups)) for hour, name in enumerate(JAM)}
        return daily_frame({**groups, **counts}, keys, jam=jam)

    def imported_at(self, scope: Scope, saringan: Saringan) -> pd.Series:
        """See SurveyRepository: the moment at which the file was read, as it would be were it stored now."""
        sheet = self._select(scope, saringan)
        found = () if sheet is None else sheet.distinct_satker[1]
        return imported_series({str(kode): self._read_at for kode in found})

    def special_days(self, scope: Scope, periode: Periode) -> pd.DataFrame:  # noqa: ARG002 - part of the interface
        """See SurveyRepository: a file of answers knows no calendar."""
        return special_days_frame({name: [] for name in HARI_KHUSUS})

    def day_changes(
        self,
        scope: Scope,  # noqa: ARG002 - part of the interface
        periode: Periode,  # noqa: ARG002
        after: date,  # noqa: ARG002
    ) -> tuple[HariDiubah, ...]:
        """See SurveyRepository: a file of answers knows no calendar."""
        return ()

    def target_changes(
        self,
        scope: Scope,  # noqa: ARG002 - part of the interface
        periode: Periode,  # noqa: ARG002
        after: date,  # noqa: ARG002
    ) -> tuple[TargetDiubah, ...]:
        """See SurveyRepository: a file of answers knows no users."""
        return ()

    def conditions(self, scope: Scope, day: date) -> pd.DataFrame:  # noqa: ARG002 - part of the interface
        """See SurveyRepository: as the satker are named beside the file, with five days a week, on every day."""
        known = self.satker(scope).assign(hari_kerja=5).sort_values("satker", ignore_index=True)
        return conditions_frame(known[list(KETENTUAN)])

    def conditions_by_day(self, scope: Scope, days: Collection[date]) -> dict[date, pd.DataFrame]:
        """See SurveyRepository."""
        return {day: self.conditions(scope, day) for day in days}

    def users_by_service(self, scope: Scope, periode: Periode) -> pd.DataFrame:  # noqa: ARG002 - part of the interface
        """See SurveyRepository: a file of answers does not know how many people were served."""
        return users_by_service_frame()

    def service_users(self, scope: Scope, periode: Periode) -> pd.Series:  # noqa: ARG002 - part of the interface
        """See SurveyRepository: a file of answers does not know how many people were served."""
        return pd.Series([], index=pd.Index([], name="satker", dtype=str), name="pengguna", dtype="int64")

    def monthly_service_users(self, scope: Scope, periode: Periode) -> pd.Series:  # noqa: ARG002 - part of the interface
        """See SurveyRepository: a file of answers does not know how many people were served."""
        index = pd.MultiIndex.from_arrays(
            [np.array([], dtype=object), np.array([], dtype=np.int64)], names=["satker", "bulan"]
        )
        return pd.Series([], index=index, name="pengguna", dtype="int64")

    def employees(self, scope: Scope, periode: Periode) -> pd.Series:  # noqa: ARG002 - part of the interface
        """See SurveyRepository: a file of answers does not know how many people work there."""
        return pd.Series([], index=pd.Index([], name="satker", dtype=str), name="pegawai", dtype="int64")

    def manual_targets(self, scope: Scope, periode: Periode) -> pd.DataFrame:  # noqa: ARG002 - part of the interface
        """See SurveyRepository: a file of answers knows no targets."""
        return pd.DataFrame(columns=list(TARGET))

    def imports(self, scope: Scope) -> pd.DataFrame:  # noqa: ARG002 - part of the interface
        """See SurveyRepository: nothing was imported."""
        return pd.DataFrame(columns=list(IMPOR))

    def batches(self, scope: Scope, saringan: Saringan) -> pd.DataFrame:  # noqa: ARG002 - part of the interface
        """See SurveyRepository: nothing was imported."""
        return pd.DataFrame(columns=list(BERKAS))

    def recaps(self, scope: Scope, saringan: Saringan) -> tuple[RekapTercatat, ...]:  # noqa: ARG002 - part of the interface
        """None: a file of answers holds no recaps."""
        return ()

    def recap_periods(self, scope: Scope) -> frozenset[tuple[str, Periode]]:  # noqa: ARG002 - part of the interface
        """None, as recaps()."""
        return frozenset()

    def survey_reports(self, scope: Scope) -> pd.DataFrame:  # noqa: ARG002 - part of the interface
        """See SurveyRepository: a file of answers is no report."""
        return pd.DataFrame(columns=list(LAPORAN))

    def _mask(self, sheet: LembarJawaban, scope: Scope) -> npt.NDArray[np.bool_]:
        if scope.satker is None:
            return np.ones(len(sheet), dtype=bool)
        return np.isin(sheet.satker.astype(str), sorted(scope.satker))

    def _select(self, scope: Scope, saringan: Saringan) -> LembarJawaban | None:
        sheet = self._lembar.get(saringan.instrumen)
        if sheet is None:
            return None
        rows = self._mask(sheet, scope)
        if saringan.satker:
            rows &= np.isin(sheet.satker.astype(str), saringan.satker)
        if saringan.jenis:
            known = self.satker(scope)
            wanted = known["satker"][known["jenis"].isin(saringan.jenis)]
            rows &= np.isin(sheet.satker.astype(str), wanted.to_list())
        if saringan.periode is not None:
            dated = ~np.isnat(sheet.tanggal)
            months = np.zeros(len(sheet), dtype=np.int64)
            months[dated] = sheet.take(dated).months
            rows &= (months >= saringan.periode.dari) & (months <= saringan.periode.sampai)
        chosen = sheet.take(rows)
        return chosen if len(chosen) else None

    def _build(
        self, build: Builder, columns: Sequence[str], scope: Scope, saringan: Saringan, keys: Sequence[str]
    ) -> pd.DataFrame:
        sheet = self._select(scope, saringan)
        if sheet is None:
            return pd.DataFrame(columns=[*keys, *columns]).astype(dict.fromkeys(columns[1:], "int64"))
        # Without keys everything is one group; a constant stands in and goes again.
        arrays = _key_arrays(sheet, keys) or {"_": np.zeros(len(sheet), dtype=object)}
        return build(sheet.butir, sheet.instrumen, arrays)[[*keys, *columns]]


def _by_instrument(lembar: Sequence[LembarJawaban]) -> dict[str, LembarJawaban]:
    """One sheet per instrument, shipped ones first; rows that answer nothing are no respondents."""
    found: dict[str, LembarJawaban] = {}
    for sheet in lembar:
        kode, answered = sheet.instrumen.kode, sheet.answered()
        if len(answered):
            found[kode] = found[kode].join(answered) if kode in found else answered
    shipped = [kode for kode in shipped_instruments() if kode in found]
    return {kode: found[kode] for kode in (*shipped, *(kode for kode in found if kode not in shipped))}


def _may_see(scope: Scope, kode: str) -> bool:
    return scope.satker is None or kode in scope.satker


def _key_arrays(sheet: LembarJawaban, keys: Sequence[str]) -> dict[str, npt.NDArray[Any]]:
    arrays: dict[str, npt.NDArray[Any]] = {}
    for key in keys:
        if key == "satker":
            arrays[key] = sheet.satker
        elif key == "layanan":
            arrays[key] = sheet.kategori["layanan"]
        else:
            dated = ~np.isnat(sheet.tanggal)
            months = np.zeros(len(sheet), dtype=np.int64)
            months[dated] = sheet.take(dated).months
            arrays[key] = months
    return arrays
