"""The viewer's choice, and the frames that several pages start from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from dashboard.nama import told_apart
from data_access.repository import Saringan, Scope, SurveyRepository
from data_access.satker_names import JENIS_LAIN
from scoring import indeks, rules, weakness
from scoring.changes import Nilai
from scoring.contract import SEMUA
from scoring.errors import ScoringError
from scoring.instruments import Instrumen, shipped_instruments
from scoring.periods import Periode, add_months, month_of_day, period_containing
from scoring.states import with_states

BULAN_TREN = 12


@dataclass(frozen=True)
class Pilihan:
    """What the viewer chose; all of it stands in the URL. ``konversi`` '' means the instrument's own."""

    instrumen: str
    periode: Periode
    jenis: tuple[str, ...] = ()
    satker: str = ""
    konversi: str = ""

    @property
    def before(self) -> Pilihan:
        """The same choice one period earlier."""
        return replace(self, periode=self.periode.previous)

    def saringan(self, instrumen: str, periode: Periode | None = None, *, whole_region: bool = False) -> Saringan:
        """The repository's filter for an instrument and a period (default: the chosen one)."""
        satker = (self.satker,) if self.satker and not whole_region else ()
        return Saringan(instrumen, periode or self.periode, satker=satker, jenis=self.jenis)


def rules_of(instrumen: Instrumen, pilihan: Pilihan) -> indeks.Aturan:
    """The rules for the chosen period, with the chosen conversion where the instrument's scale allows it."""
    tanggal = pilihan.periode.rules_day
    try:
        return indeks.rules_for(instrumen, tanggal=tanggal, konversi=pilihan.konversi or None)
    except ScoringError:
        return indeks.rules_for(instrumen, tanggal=tanggal)


def surveys(repo: SurveyRepository, scope: Scope, pilihan: Pilihan) -> tuple[list[Instrumen], Instrumen]:
    """The instruments with answers or recaps in scope, and the chosen one of them. Where there is nothing in scope, the
    chosen shipped one (else the first public one) alone: its view tells that nobody has answered, instead of failing."""
    known = repo.instruments(scope)
    if not known:
        public = [item for item in shipped_instruments().values() if not item.internal]
        known = [next((item for item in public if item.kode == pilihan.instrumen), public[0])]
    return known, next((item for item in known if item.kode == pilihan.instrumen), known[0])


def respondents(repo: SurveyRepository, scope: Scope, asked: Saringan, per: date | None = None) -> pd.DataFrame:
    """Respondents of a public instrument: columns satker, n; those without have no row. With ``per`` only the ones until
    the end of that day."""
    if per is None:
        rekap = repo.rekap(scope, asked)
        return rekap.loc[rekap["unsur"] == SEMUA, ["satker", "n"]]
    daily = repo.daily(scope, asked)
    counted: pd.DataFrame = daily[daily["tanggal"] <= pd.Timestamp(per)].groupby("satker")["n"].sum().reset_index()
    return counted


def satker_of(repo: SurveyRepository, scope: Scope) -> pd.DataFrame:
    """The satker in scope as ``repo.satker``, but with names that tell any two apart (dashboard.nama)."""
    satker = repo.satker(scope)
    names = told_apart(dict(zip(satker["satker"], satker["nama"], strict=True)))
    return satker.assign(nama=satker["satker"].map(names))


def with_every_satker(frame: pd.DataFrame, satker: pd.DataFrame) -> pd.DataFrame:
    """``frame`` (one row a satker) with a row for each satker of the list: without answers n is 0, a count, and the value
    is in the state 'tidak ada data', never 0."""
    wanted = typed(satker[["satker", "nama", "jenis", "bidik_predikat"]])
    merged = wanted.merge(typed(frame), on="satker", how="left")
    merged = merged.assign(n=merged["n"].fillna(0).astype(int))
    return with_states(merged) if "status" in merged.columns else merged


def typed(frame: pd.DataFrame) -> pd.DataFrame:
    """``frame`` with satker codes as texts: in one without rows they have no type, and could not be matched with codes."""
    return frame.astype({"satker": "str"})


def monthly_indeks(
    repo: SurveyRepository, scope: Scope, instrumen: Instrumen, pilihan: Pilihan, *, with_interval: bool
) -> pd.DataFrame:
    """Index per satker and month for the 12 months that end with the chosen period; months without answers have no row."""
    months = trend_period(pilihan.periode)
    saringan = pilihan.saringan(instrumen.kode, months, whole_region=not with_interval)
    keys = ("satker", "bulan")
    rekap = repo.rekap(scope, saringan, keys=keys)
    sebaran = repo.sebaran(scope, saringan, keys=keys) if with_interval else None
    # By month, so that a month has the same interval in the trend as on its own card.
    users = repo.monthly_service_users(scope, months) if with_interval else None
    return indeks.indeks(rekap, rules_of(instrumen, pilihan), keys, sebaran=sebaran, populations=users)


def trend_period(periode: Periode) -> Periode:
    """The 12 months that end with the period (the whole period when it is longer)."""
    return Periode(min(periode.dari, add_months(periode.sampai, 1 - BULAN_TREN)), periode.sampai)


def nilai_of(row: pd.Series | Mapping[str, Any] | None) -> Nilai:
    """A frame row as a value with interval; no row is n = 0."""
    if row is None:
        return Nilai(float("nan"), float("nan"), float("nan"), 0)
    return Nilai(float(row["nilai_4"]), float(row["bawah_4"]), float(row["atas_4"]), int(row["n"]))


def rows(frame: pd.DataFrame) -> Iterator[Any]:
    """The rows as named tuples, for sentences and cards; frames here are satker x unsur, never answers."""
    return frame.itertuples(index=False)


def row_of(frame: pd.DataFrame, satker: str) -> pd.Series | None:
    """The row of one satker, None when it has none."""
    found = frame[frame["satker"] == satker]
    return None if found.empty else found.iloc[0]


def lowest_unsur(lemah: pd.DataFrame) -> pd.DataFrame:
    """The rows of weak unsur that are among the two lowest of their satker, lowest first; none where all are equal."""
    is_lowest = np.array([weakness.DUA_TERENDAH in alasan for alasan in lemah["alasan"]], dtype=bool)
    return lemah[is_lowest].sort_values("nilai_4", kind="stable")


def predikat_by_satker(satker: pd.DataFrame) -> pd.Series:
    """The predikat that each satker goes for, by code; WBK where it goes for none, so that a gate can still be shown."""
    return satker.set_index("satker")["bidik_predikat"].where(lambda aims: aims != "", rules.PREDIKAT[0])


def known_kinds(jenis: pd.Series) -> pd.Series:
    """jenis by satker, '' where nobody knows it: that is no kind of satker to compare within."""
    return jenis.where(jenis != JENIS_LAIN, "")


def period_choices(months: Sequence[int], jenis: str) -> list[Periode]:
    """The periods of one length that contain data, newest first."""
    return sorted({period_containing(bulan, jenis) for bulan in months}, reverse=True)


def default_period(months: Sequence[int], today: date, jenis: str = "bulan") -> Periode:
    """The last period with data that is over on ``today``; the last one with data when none is over."""
    running = month_of_day(today)
    choices = period_choices(months, jenis)
    over = [periode for periode in choices if periode.sampai < running]
    if over:
        return over[0]
    return choices[0] if choices else period_containing(add_months(running, -1), jenis)


def last_recap(periods: Sequence[Periode], today: date) -> Periode:
    """The period of the newest recap that is over on ``today`` (the newest at all where none is); of several that end
    together the shortest."""
    over = [periode for periode in periods if periode.last_day < today] or list(periods)
    return max(over, key=lambda periode: (periode.sampai, periode.dari))


def is_running(periode: Periode, today: date) -> bool:
    """True while the period is not over: its numbers are preliminary."""
    return today <= periode.last_day
