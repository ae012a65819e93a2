"""The pace towards a target: hand-worked cases, properties, and the distribution against scipy."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from scoring.pace import Keadaan, Laju, Pengamatan, assess, predict, state_of
from scoring.pace_model import HariKerja, Ramalan, per_workday, rhythm
from scoring.pace_rules import pace_rule
from scoring.periods import Periode, add_months
from scoring.workdays import Kalender
from tests.scoring.golden_tables import Row, cases

BIASA = Kalender(5, {}, {})
OKTOBER = Periode(202610, 202610)
SEHARI = timedelta(days=1)


def observed(
    harian: Mapping[date, int], per: date, *, sebelum: Mapping[date, int] | None = None, target: int = 43
) -> Pengamatan:
    """October 2026 as of the end of the day ``per``; ``sebelum``: September."""
    known = date(2026, 9, 1) if sebelum is not None else None
    return Pengamatan(OKTOBER, target, harian, sebelum or {}, known, BIASA, per, per + SEHARI)


def of_row(row: Row) -> Pengamatan:
    dari, _, sampai = row["periode"].partition("..")
    period = Periode(int(dari), int(sampai or dari))
    pairs = [part.split(" ") for part in row["harian"].split(";") if part]
    closed = {date.fromisoformat(day): "Libur" for day in row["tutup"].split() if day != "*"}
    if row["tutup"] == "*":
        closed = {period.first_day + SEHARI * step: "Libur" for step in range(31)}
    return Pengamatan(
        period,
        int(row["target"]),
        {date.fromisoformat(day): int(n) for day, n in pairs},
        {},
        None,
        Kalender(int(row["hari_kerja_sepekan"]), closed, {}),
        date.fromisoformat(row["sampai"]),
        date.fromisoformat(row["mulai"]),
    )


@cases("laju")
def test_arithmetic_of_the_days(row: Row):
    found = assess(of_row(row))
    assert (found.hari_kerja, found.sisa, found.belum_terlihat) == tuple(
        int(row[name]) for name in ("hari_kerja", "sisa", "belum_terlihat")
    )
    assert found.seharusnya == pytest.approx(float(row["seharusnya"]), abs=5e-5)
    assert found.kurang == int(row["kurang"])
    assert found.perlu_per_hari == (None if row["perlu_per_hari"] == "-" else int(row["perlu_per_hari"]))
    if row["keadaan"] == "*":  # decided by the probability alone
        assert found.peluang is not None
        assert found.keadaan is state_of(found.peluang, pace_rule())
    else:
        assert found.keadaan.value == row["keadaan"]


def test_forecast_from_this_month_alone_by_hand():
    """31 in 14 working days, 8 to come: rate (31 + 1/2) / 14 = 2.25, 18 expected, together 49.

    Dispersion 3 as long as nothing else was seen: variance / mean - 1 = 3 (1 + 8/14) - 1 + 0.05 x 18 = 4.6143.
    """
    amati = observed({date(2026, 10, 5): 31}, date(2026, 10, 20))
    coming = predict(amati)
    assert coming is not None
    assert coming.mean == pytest.approx(18.0)
    assert coming.odds == pytest.approx(3 * 22 / 14 - 1 + 0.9)
    theirs = stats.nbinom(18 / coming.odds, 1 / (1 + coming.odds))
    found = assess(amati)
    assert found.laju_per_hari == pytest.approx(2.25)
    assert found.perkiraan == pytest.approx(49.0)
    assert found.peluang == pytest.approx(theirs.sf(11), abs=1e-9)
    assert (found.bawah, found.atas) == (31 + theirs.ppf(0.05), 31 + theirs.ppf(0.95))
    assert found.keadaan is Keadaan.DIJAGA


def test_forecast_with_a_month_before_by_hand():
    """September: one on each of its 22 working days, so no rhythm and dispersion 1 ((30 + 0) / (10 + 21) is below 1).

    It weighs 8 days: rate (31 + 8 + 1/2) / (14 + 8) = 1.7955; 8 days bring 14.3636; variance / mean - 1 = 8/22 + 0.05 x 14.3636.
    """
    before = dict.fromkeys(BIASA.workdays(date(2026, 9, 1), date(2026, 9, 30)), 1)
    coming = predict(observed({date(2026, 10, 5): 31}, date(2026, 10, 20), sebelum=before))
    assert coming is not None
    assert coming.laju == pytest.approx(39.5 / 22)
    assert coming.mean == pytest.approx(8 * 39.5 / 22)
    assert coming.odds == pytest.approx(8 / 22 + 0.05 * 8 * 39.5 / 22)


def test_the_day_under_way_is_half_seen():
    """Today the 22nd, 31 so far: 15 1/2 days seen, 6 1/2 to come at (31 + 1/2) / 15.5."""
    amati = replace(observed({date(2026, 10, 5): 31}, date(2026, 10, 22)), mulai=date(2026, 10, 22))
    coming = predict(amati)
    assert coming is not None
    assert coming.mean == pytest.approx(6.5 * 31.5 / 15.5)


def test_days_that_were_not_seen_are_forecast_and_not_empty():
    """Uploaded on the 15th, seen on the 21st: 11 days were seen, 11 are still to come, 4 of which are gone."""
    amati = replace(observed({date(2026, 10, 5): 31}, date(2026, 10, 15)), mulai=date(2026, 10, 22))
    found = assess(amati)
    assert found.perkiraan == pytest.approx(31 + 11 * 31.5 / 11)
    assert (found.sisa, found.belum_terlihat) == (7, 4)


def test_rhythm_by_hand():
    """The last two weeks of November, four on each Tuesday; 24 to 30 November are the month's last five days.

    Mean 0.8: chi square 2 x 3.2^2 / 0.8 + 8 x 0.8 = 32, dispersion (30 + 32) / (10 + 9) = 3.2632. Prior 5 x 3.2632 = 16.3158:
    Tuesday (8 + 16.3158) / (1.6 + 16.3158) = 1.3572, others 16.3158 / 17.9158 = 0.9107; a week weighs 5.0000, so the last
    five days expected 4 and had 4: weight 1. Tuesdays expected 1.0858, others 0.7286: chi square 15.6434 + 5.8284 = 21.4719.
    Again with dispersion 51.4719 / 19 = 2.7090 and prior 13.5452: 21.5452 / 15.1452 = 1.4226, 13.5452 / 15.1452 = 0.8944;
    Tuesdays 1.1381, others 0.7155: chi square 14.3941 + 5.7239 = 20.1180, dispersion 50.1180 / 19 = 2.6378.
    """
    days = BIASA.workdays(date(2026, 11, 17), date(2026, 11, 30))
    found = rhythm(HariKerja.of(days, 5), np.array([4.0 if day.weekday() == 1 else 0.0 for day in days]), pace_rule())
    assert found.pekan == pytest.approx([0.8944, 1.4226, *[0.8944] * 3, 1.0, 1.0], abs=5e-5)
    assert found.akhir == pytest.approx(1.0)
    assert found.phi == pytest.approx(2.6378, abs=5e-5)


def test_the_last_days_of_each_month_are_known():
    """November 2026 ends on a Monday: its last five working days are 24, 25, 26, 27 and 30."""
    days = BIASA.workdays(date(2026, 11, 20), date(2026, 12, 4))
    flags = HariKerja.of(days, 5).akhir
    assert [day.day for day, flag in zip(days, flags, strict=True) if flag and day.month == 11] == [24, 25, 26, 27, 30]


def test_respondents_of_closed_days_count_with_the_working_day_before():
    days = [date(2026, 10, 2), date(2026, 10, 5)]
    counts = {date(2026, 10, 1): 1, date(2026, 10, 3): 2, date(2026, 10, 4): 4, date(2026, 10, 5): 8}
    assert per_workday(counts, days).tolist() == [7.0, 8.0]
    assert per_workday(counts, []).tolist() == []


@pytest.mark.parametrize("size", [0.3, 1.0, 4.0, 250.0])
@pytest.mark.parametrize("odds", [1e-6, 0.05, 1.0, 7.5])
def test_the_distribution_is_that_of_scipy(size: float, odds: float):
    ours, theirs = Ramalan(1.0, size, odds), stats.nbinom(size, 1 / (1 + odds))
    k = np.arange(len(ours.probabilities))
    np.testing.assert_allclose(ours.probabilities, theirs.pmf(k), atol=1e-10)
    assert ours.probabilities.sum() == pytest.approx(1, abs=1e-9)
    assert ours.mean == pytest.approx(theirs.mean())
    for needed in (-1, 0, 1, 3, 40, 10**6):
        assert ours.at_least(needed) == pytest.approx(theirs.sf(needed - 1), abs=1e-9)
    low, high = ours.interval(0.9)
    assert low == min(theirs.ppf(0.05), int(theirs.mean()))
    assert high == max(theirs.ppf(0.95), np.ceil(theirs.mean()))


def test_nothing_to_come_is_certain():
    none = Ramalan(1.0, 0.0, 0.0)
    assert (none.mean, none.at_least(0), none.at_least(1), none.interval(0.9)) == (0.0, 1.0, 0.0, (0, 0))


def test_limits_of_the_states():
    rule = pace_rule()
    found = [state_of(chance, rule) for chance in (1.0, 0.8, 0.79, 0.5, 0.49, 0.0)]
    assert found == [Keadaan.AMAN] * 2 + [Keadaan.DIJAGA] * 2 + [Keadaan.GAGAL] * 2


def test_a_weekly_visit_is_learnt_from_the_months_before():
    """Ten every Tuesday: with four working days and no Tuesday left, next to nothing is to come; with one, about ten."""
    tuesdays = {day: 10 for day in BIASA.workdays(date(2026, 4, 1), date(2026, 10, 31)) if day.weekday() == 1}

    def coming(per: date) -> float:
        inside = {day: n for day, n in tuesdays.items() if date(2026, 10, 1) <= day <= per}
        before = {day: n for day, n in tuesdays.items() if day < date(2026, 10, 1)}
        known = replace(observed(inside, per, sebelum=before), sebelum_dari=date(2026, 4, 1))
        found = predict(known)
        assert found is not None
        return found.mean

    assert coming(date(2026, 10, 27)) < 2
    assert 8 < coming(date(2026, 10, 26)) < 12


# What can be observed: any period of up to three months, any calendar, any days, seen up to any day.
@st.composite
def observations(draw: st.DrawFn) -> Pengamatan:
    dari = draw(st.integers(2024, 2028)) * 100 + draw(st.integers(1, 12))
    period = Periode(dari, add_months(dari, draw(st.integers(0, 2))))
    length = (period.last_day - period.first_day).days
    closed = draw(st.sets(st.integers(0, length), max_size=6))
    calendar = Kalender(
        draw(st.sampled_from([5, 6])), {period.first_day + SEHARI * step: "Libur" for step in closed}, {}
    )
    seen = draw(st.integers(-3, length + 3))
    start = seen + draw(st.integers(0, 12))
    counts = draw(st.dictionaries(st.integers(0, max(seen, 0)), st.integers(1, 40), max_size=12))
    before = draw(st.dictionaries(st.integers(1, 200), st.integers(1, 40), max_size=12))
    known = draw(st.none() | st.integers(1, 200))
    first = period.first_day
    return Pengamatan(
        period,
        draw(st.integers(1, 120)),
        {first + SEHARI * step: n for step, n in counts.items() if step <= seen},
        {first - SEHARI * step: n for step, n in before.items() if known is not None and step <= known},
        None if known is None else first - SEHARI * known,
        calendar,
        first + SEHARI * seen,
        first + SEHARI * start,
    )


def chance(found: Laju) -> float:
    assume(found.peluang is not None)
    assert found.peluang is not None
    return found.peluang


@settings(max_examples=60)
@given(observations(), st.data())
def test_more_respondents_never_lower_the_probability(amati: Pengamatan, data: st.DataObject):
    first, last = amati.periode.first_day, min(amati.sampai, amati.periode.last_day)
    assume(last >= first)
    day = first + SEHARI * data.draw(st.integers(0, (last - first).days))
    more = {**amati.harian, day: amati.harian.get(day, 0) + data.draw(st.integers(1, 60))}
    before, after = chance(assess(amati)), assess(replace(amati, harian=more)).peluang
    assert after is not None
    assert after >= before - 1e-9


@settings(max_examples=60)
@given(observations(), st.integers(1, 50))
def test_a_higher_target_never_raises_the_probability(amati: Pengamatan, more: int):
    harder = assess(replace(amati, target=amati.target + more))
    assert chance(harder) <= chance(assess(amati)) + 1e-12


@settings(max_examples=80)
@given(observations())
def test_what_always_holds(amati: Pengamatan):
    found = assess(amati)
    assert found == assess(amati)
    assert found.kurang == max(found.target - found.n, 0)
    assert 0 <= found.seharusnya <= found.target
    assert found.sisa + found.belum_terlihat <= found.hari_kerja
    assert (found.keadaan is Keadaan.TERCAPAI) == (found.kurang == 0)
    if found.kurang == 0:
        assert (found.peluang, found.perlu_per_hari) == (1.0, 0)
    elif found.sisa == 0:
        assert found.perlu_per_hari is None
    else:
        needed = found.perlu_per_hari
        assert needed is not None
        assert needed * found.sisa >= found.kurang > (needed - 1) * found.sisa
        # On schedule exactly when no more is needed per day than was planned per day.
        planned = Fraction(found.target, found.hari_kerja)
        on_schedule = found.n >= planned * (found.hari_kerja - found.sisa)
        assert on_schedule == (Fraction(found.kurang, found.sisa) <= planned)
    if found.perkiraan is None:
        assert found.bawah is found.atas is None
    else:
        assert found.bawah is not None
        assert found.atas is not None
        assert found.n <= found.bawah <= found.perkiraan <= found.atas
    assert found.peluang is None or 0 <= found.peluang <= 1


@settings(max_examples=60)
@given(observations(), st.integers(1, 20), st.integers(1, 50))
def test_nothing_after_the_last_seen_day_counts(amati: Pengamatan, later: int, n: int):
    tomorrow = {amati.sampai + SEHARI * later: n}
    assert assess(replace(amati, harian={**amati.harian, **tomorrow})) == assess(amati)
    assert assess(replace(amati, sebelum={**amati.sebelum, **tomorrow})) == assess(amati)


def test_months_before_that_were_not_seen_to_their_end_are_unknown_there():
    """Seen up to 15 September, asked about October: the second half of September is unknown and not without respondents."""
    days = BIASA.workdays(date(2026, 9, 1), date(2026, 9, 15))
    amati = replace(observed({}, date(2026, 9, 15), sebelum=dict.fromkeys(days, 2)), mulai=date(2026, 9, 30))
    found = assess(amati)
    assert found.laju_per_hari == pytest.approx((0.5 + 8 / 11 * 22) / 8, rel=0.02)
    assert found.sisa == found.hari_kerja == 22


def test_sixty_satker_are_quick():
    """60 satker, half a year of days each: well under a tenth of a second (the page has 1.5 s for everything)."""
    before = dict.fromkeys(BIASA.workdays(date(2026, 4, 1), date(2026, 9, 30)), 2)
    amati = replace(
        observed({date(2026, 10, 5): 31}, date(2026, 10, 20), sebelum=before), sebelum_dari=date(2026, 4, 1)
    )
    spent = []
    for _ in range(5):
        began = time.process_time()
        for _ in range(60):
            assess(amati)
        spent.append(time.process_time() - began)
    assert min(spent) < 0.1
