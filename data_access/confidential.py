"""The one place that keeps the answers of employees confidential: a repository around any other repository.

Of an internal instrument it shows released cells only (scoring.confidentiality): whole satker in whole publication
periods that are over. No method returns, or adds up, anything else of it; public instruments pass through untouched.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from data_access.days import imported_series, no_days
from data_access.instrument_store import keep_internal
from data_access.recap_records import RekapTercatat
from data_access.repository import (
    BERKAS,
    RESPONDEN,
    HariDiubah,
    Saringan,
    Scope,
    SurveyRepository,
    TargetDiubah,
    VersiData,
)
from data_access.rollup_store import SEMUA_RESPONDEN
from scoring.confidentiality import cell_states, is_mean_released, publication_periods
from scoring.contract import REKAP, SEBARAN
from scoring.instruments import Instrumen
from scoring.periods import Periode, period_containing
from scoring.rollup import combine
from scoring.rules import display_rule
from scoring.states import Status

_CELL = ["satker", "terbit"]
_FINEST = ("satker", "bulan")


class ConfidentialRepository:
    """A SurveyRepository; ``today`` (the office's date) decides which publication periods are over."""

    def __init__(self, inner: SurveyRepository, today: date) -> None:
        self._inner = inner
        self._today = today

    def version(self) -> VersiData:
        """See SurveyRepository."""
        return self._inner.version()

    def satker(self, scope: Scope) -> pd.DataFrame:
        """See SurveyRepository."""
        return self._inner.satker(scope)

    def instruments(self, scope: Scope) -> list[Instrumen]:
        """See SurveyRepository: the public ones only. Whoever shows an internal one asks internal_instruments()."""
        return [item for item in self._inner.instruments(scope) if self._internal(item.kode) is None]

    def internal_instruments(self, scope: Scope) -> list[Instrumen]:
        """The internal instruments with answers inside the scope."""
        found = (self._internal(item.kode) for item in self._inner.instruments(scope))
        return [item for item in found if item is not None]

    def instrument(self, kode: str) -> Instrumen | None:
        """See SurveyRepository."""
        found = self._inner.instrument(kode)
        return None if found is None else keep_internal(found)

    def months(self, scope: Scope, instrumen: str | None = None) -> list[int]:
        """See SurveyRepository: without an instrument the months of the public ones. Of an internal one all months of the
        publication periods that are over and have answers: in which of them somebody answered is not told."""
        if instrumen is None:
            public = [item.kode for item in self.instruments(scope)]
            return sorted({bulan for kode in public for bulan in self._inner.months(scope, kode)})
        found = self._inner.months(scope, instrumen)
        item = self._internal(instrumen)
        if item is None:
            return found
        return [bulan for periode in publication_periods(item, found, None, self._today) for bulan in periode.months]

    def rekap(self, scope: Scope, saringan: Saringan, *, keys: Sequence[str] = ("satker",)) -> pd.DataFrame:
        """See SurveyRepository."""
        item = self._internal(saringan.instrumen)
        if item is None:
            return self._inner.rekap(scope, saringan, keys=keys)
        if not _may_group(item, keys):
            return _empty(keys, REKAP)
        rows = self._inner.rekap(scope, saringan, keys=_FINEST)
        return _grouped(self._released(rows, rows, item, saringan), keys, REKAP)

    def sebaran(self, scope: Scope, saringan: Saringan, *, keys: Sequence[str] = ("satker",)) -> pd.DataFrame:
        """See SurveyRepository."""
        item = self._internal(saringan.instrumen)
        if item is None:
            return self._inner.sebaran(scope, saringan, keys=keys)
        if not _may_group(item, keys):
            return _empty(keys, SEBARAN)
        rows = self._inner.sebaran(scope, saringan, keys=_FINEST)
        counts = self._inner.rekap(scope, saringan, keys=_FINEST)
        return _grouped(self._released(rows, counts, item, saringan), keys, SEBARAN)

    def responden(self, scope: Scope, saringan: Saringan, *, keys: Sequence[str] = ("satker",)) -> pd.DataFrame:
        """See SurveyRepository. Of an internal instrument only how many: five women of whom four are known is one."""
        item = self._internal(saringan.instrumen)
        if item is None:
            return self._inner.responden(scope, saringan, keys=keys)
        if not _may_group(item, keys):
            return _empty(keys, RESPONDEN, whole=("n",))
        rows = self._inner.responden(scope, saringan, keys=_FINEST)
        rows = rows[rows["dimensi"] == SEMUA_RESPONDEN]
        counts = self._inner.rekap(scope, saringan, keys=_FINEST)
        kept = self._released(rows, counts, item, saringan)
        by = [*keys, *RESPONDEN[:-1]]
        found: pd.DataFrame = kept.groupby(by, sort=True)["n"].sum().reset_index()
        return found[[*keys, *RESPONDEN]].astype({"n": "int64"})

    def rekap_layanan(self, scope: Scope, saringan: Saringan) -> tuple[pd.DataFrame, pd.DataFrame]:
        """See SurveyRepository. Finer than a cell: nothing of an internal instrument."""
        if self._internal(saringan.instrumen) is None:
            return self._inner.rekap_layanan(scope, saringan)
        return _empty(("layanan",), REKAP), _empty(("layanan",), SEBARAN)

    def rekap_lengkap(self, scope: Scope, saringan: Saringan) -> pd.DataFrame:
        """See SurveyRepository. A part of a cell: nothing of an internal instrument."""
        if self._internal(saringan.instrumen) is None:
            return self._inner.rekap_lengkap(scope, saringan)
        return _empty(("bulan",), REKAP)

    def daily(
        self, scope: Scope, saringan: Saringan, *, keys: Sequence[str] = ("satker", "tanggal"), jam: bool = False
    ) -> pd.DataFrame:
        """See SurveyRepository. A day is a part of a cell: nothing of an internal instrument."""
        if self._internal(saringan.instrumen) is None:
            return self._inner.daily(scope, saringan, keys=keys, jam=jam)
        return no_days(keys, jam=jam)

    def imported_at(self, scope: Scope, saringan: Saringan) -> pd.Series:
        """See SurveyRepository. When somebody answered follows from when a batch came: nothing of an internal instrument."""
        if self._internal(saringan.instrumen) is None:
            return self._inner.imported_at(scope, saringan)
        return imported_series({})

    def special_days(self, scope: Scope, periode: Periode) -> pd.DataFrame:
        """See SurveyRepository: calendars say nothing about answers."""
        return self._inner.special_days(scope, periode)

    def day_changes(self, scope: Scope, periode: Periode, after: date) -> tuple[HariDiubah, ...]:
        """See SurveyRepository."""
        return self._inner.day_changes(scope, periode, after)

    def target_changes(self, scope: Scope, periode: Periode, after: date) -> tuple[TargetDiubah, ...]:
        """See SurveyRepository."""
        return self._inner.target_changes(scope, periode, after)

    def conditions(self, scope: Scope, day: date) -> pd.DataFrame:
        """See SurveyRepository."""
        return self._inner.conditions(scope, day)

    def conditions_by_day(self, scope: Scope, days: Collection[date]) -> dict[date, pd.DataFrame]:
        """See SurveyRepository."""
        return self._inner.conditions_by_day(scope, days)

    def users_by_service(self, scope: Scope, periode: Periode) -> pd.DataFrame:
        """See SurveyRepository."""
        return self._inner.users_by_service(scope, periode)

    def service_users(self, scope: Scope, periode: Periode) -> pd.Series:
        """See SurveyRepository."""
        return self._inner.service_users(scope, periode)

    def monthly_service_users(self, scope: Scope, periode: Periode) -> pd.Series:
        """See SurveyRepository."""
        return self._inner.monthly_service_users(scope, periode)

    def employees(self, scope: Scope, periode: Periode) -> pd.Series:
        """See SurveyRepository."""
        return self._inner.employees(scope, periode)

    def manual_targets(self, scope: Scope, periode: Periode) -> pd.DataFrame:
        """See SurveyRepository: targets say nothing about answers."""
        return self._inner.manual_targets(scope, periode)

    def imports(self, scope: Scope) -> pd.DataFrame:
        """See SurveyRepository. What a batch brought of an internal survey is told by its name alone, without counts and
        days (None): a batch less what is released would be how many answered in a hidden cell."""
        frame = self._inner.imports(scope)
        parts = [_sheets(text) for text in frame["ringkasan"]]
        # By the name, not by the answers that are there: those of an undone batch count no more and stay secret.
        secret = {kode for part in parts for one in part if self._internal(kode := str(one["instrumen"])) is not None}
        touched = np.array([any(one["instrumen"] in secret for one in part) for part in parts], dtype=bool)
        if not touched.any():
            return frame
        told = [
            [
                dict.fromkeys(one) | {"instrumen": one["instrumen"]} if one["instrumen"] in secret else one
                for one in part
            ]
            for part in parts
        ]
        counts = {
            name: frame[name].astype("Int64").mask(touched) for name in ("baris_dibaca", "lembar_disimpan", "ukuran")
        }
        return frame.assign(ringkasan=[json.dumps(part) for part in told], **counts)

    def batches(self, scope: Scope, saringan: Saringan) -> pd.DataFrame:
        """See SurveyRepository: of an internal instrument the imports that released cells rest on."""
        item = self._internal(saringan.instrumen)
        if item is None:
            return self._inner.batches(scope, saringan)
        states = self._states(self._inner.rekap(scope, saringan, keys=_FINEST), item, saringan)
        shown = states[states == Status.NILAI].index.to_frame(index=False)
        parts = [
            self._inner.batches(
                scope,
                replace(
                    saringan,
                    periode=period_containing(int(str(bulan)), item.periode_terbit),
                    satker=tuple(part["satker"]),
                ),
            )
            for bulan, part in shown.groupby("terbit", sort=True)
        ]
        if not parts:
            return self._inner.batches(Scope.only(), saringan)
        by = [name for name in BERKAS if name != "n"]
        found: pd.DataFrame = pd.concat(parts, ignore_index=True).groupby(by)["n"].sum().reset_index()
        return found.sort_values(["diimpor_pada", "id"], ascending=False, ignore_index=True)[list(BERKAS)]

    def recaps(self, scope: Scope, saringan: Saringan) -> tuple[RekapTercatat, ...]:
        """See SurveyRepository. Of an internal instrument only what counts, of a whole publication period that is over, from
        enough respondents, and only where no answers are stored: two numbers of one cell would tell who is the difference."""
        found = self._inner.recaps(scope, saringan)
        item = self._internal(saringan.instrumen)
        if item is None:
            return found
        minimal = display_rule().minimal_tampil_integritas
        newest = [one for one in found if one.terbaru]
        shown = [one for one in newest if is_mean_released(one.n, one.periode, item, self._today, minimal)]
        return tuple(one for one in shown if not self._is_answered(one))

    def recap_periods(self, scope: Scope) -> frozenset[tuple[str, Periode]]:
        """See SurveyRepository: of an internal instrument those of recaps that may be shown."""
        found = self._inner.recap_periods(scope)
        public = frozenset(one for one in found if self._internal(one[0]) is None)
        secret = {kode for kode, _ in found - public}
        return public | {(kode, one.periode) for kode in secret for one in self.recaps(scope, Saringan(kode))}

    def _is_answered(self, one: RekapTercatat) -> bool:
        asked = Saringan(one.instrumen, one.periode, satker=(one.satker,))
        return not self._inner.rekap(Scope.only(one.satker), asked).empty

    def survey_reports(self, scope: Scope) -> pd.DataFrame:
        """See SurveyRepository."""
        return self._inner.survey_reports(scope)

    def concealed(self, scope: Scope, saringan: Saringan) -> frozenset[str]:
        """The satker with a hidden cell among what is asked for: their existence is told, nothing else.

        Empty for a public instrument, and for periods that are not (whole) publication periods that are over.
        """
        item = self._internal(saringan.instrumen)
        if item is None:
            return frozenset()
        states = self._states(self._inner.rekap(scope, saringan, keys=_FINEST), item, saringan)
        return frozenset(states[states == Status.DISEMBUNYIKAN].index.get_level_values("satker"))

    def _internal(self, kode: str) -> Instrumen | None:
        """The instrument when it is internal, None when it is public or unknown (then there are no answers either)."""
        found = self.instrument(kode)
        return found if found is not None and found.internal else None

    def _states(self, counts: pd.DataFrame, item: Instrumen, saringan: Saringan) -> pd.Series:
        """State by (satker, first month of the publication period) of the cells asked for; ``counts``: rekap by month."""
        rows = self._in_periods(counts, item, saringan)
        return cell_states(rows, _CELL, display_rule().minimal_tampil_integritas)

    def _released(self, rows: pd.DataFrame, counts: pd.DataFrame, item: Instrumen, saringan: Saringan) -> pd.DataFrame:
        """The ``rows`` (by satker and bulan) of released cells."""
        states = self._states(counts, item, saringan)
        rows = self._in_periods(rows, item, saringan)
        cells = pd.MultiIndex.from_frame(rows[_CELL])
        return rows[cells.isin(states[states == Status.NILAI].index)]

    def _in_periods(self, rows: pd.DataFrame, item: Instrumen, saringan: Saringan) -> pd.DataFrame:
        """The ``rows`` inside publication periods that are over, with the period's first month as ``terbit``."""
        months = [int(bulan) for bulan in rows["bulan"].unique()]
        first = {
            bulan: periode.dari
            for periode in publication_periods(item, months, saringan.periode, self._today)
            for bulan in periode.months
        }
        inside = rows["bulan"].isin(list(first))
        kept = rows[inside]
        return kept.assign(terbit=kept["bulan"].map(first).astype("int64"))


def _sheets(ringkasan: str) -> list[dict[str, object]]:
    """What a batch brought by instrument; batches of master data bring none."""
    return [one for one in json.loads(ringkasan) if isinstance(one, dict) and "instrumen" in one]


def _may_group(item: Instrumen, keys: Sequence[str]) -> bool:
    """Groups coarser than a cell, or the cell itself: satker, and months where an instrument is published monthly."""
    return set(keys) <= {"satker"} or (item.periode_terbit == "bulan" and set(keys) <= {"satker", "bulan"})


def _grouped(rows: pd.DataFrame, keys: Sequence[str], columns: Sequence[str]) -> pd.DataFrame:
    if rows.empty:
        return _empty(keys, columns)
    found = combine(rows, keys)[[*keys, *columns]]
    return found.astype(dict.fromkeys(columns[1:], "int64"))


def _empty(keys: Sequence[str], columns: Sequence[str], whole: Sequence[str] | None = None) -> pd.DataFrame:
    numbers = columns[1:] if whole is None else whole
    types = dict.fromkeys(numbers, "int64") | ({"bulan": "int64"} if "bulan" in keys else {})
    return pd.DataFrame(columns=[*keys, *columns]).astype(types)
