"""Composition of respondents: constructed heaps are found, even spreads are left alone, small numbers are quiet.

October 2026 begins on a Thursday and has 22 working days of a five-day week.
"""

from dataclasses import replace
from datetime import date
from typing import TypedDict, Unpack

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from scoring.composition import Bobot, Isian, Jenis, Komposisi, Pembanding, assess, service_shares
from scoring.day_hours import HariJam
from scoring.periods import Periode
from scoring.workdays import Kalender
from tests.support.factories import PROPERTY

OKTOBER = Periode(202610, 202610)
LIMA = Kalender(5, {}, {})
HARI = LIMA.workdays(OKTOBER.first_day, OKTOBER.last_day)
SELASA = date(2026, 10, 20)
Jam = dict[tuple[date, int], int]


class Dikenal(TypedDict, total=False):
    """What else may be known of the respondents."""

    layanan: dict[str, int]
    pengguna: dict[str, int]
    layanan_sebelum: dict[str, int]
    kanal: dict[str, int]


def spread(n: int, days: list[date] = HARI, hour: int = 9) -> Jam:
    """``n`` respondents, one a day and round again."""
    found: Jam = {}
    for number in range(n):
        day = days[number % len(days)]
        found[day, hour] = found.get((day, hour), 0) + 1
    return found


def look(jam: Jam, *, periode: Periode = OKTOBER, sampai: date | None = None, **known: Unpack[Dikenal]) -> Komposisi:
    return assess(replace(Isian(periode, LIMA, sampai or periode.last_day, HariJam.of(jam)), **known))


def kinds(hasil: Komposisi) -> list[Jenis]:
    return [one.jenis for one in hasil.temuan]


def test_31_of_43_in_one_afternoon():
    hasil = look(spread(12) | {(SELASA, 13): 14, (SELASA, 14): 11, (SELASA, 15): 6})
    (found,) = hasil.temuan
    assert (found.jenis, found.bobot) == (Jenis.JENDELA, Bobot.PERHATIAN)
    assert (found.k, found.n, found.hari, found.jam) == (31, 43, SELASA, (13, 16))
    assert found.wajar == pytest.approx(43 / 22)
    # Bonferroni over the 22 working days of the exact tail, from SciPy.
    assert found.peluang == pytest.approx(22 * stats.binom.sf(30, 43, 1 / 22), rel=1e-6)


def test_a_whole_day_is_told_as_a_day():
    hours: Jam = {(SELASA, hour): 3 for hour in range(8, 16)}
    (found,) = look(spread(19) | hours).temuan
    assert (found.jenis, found.k, found.jam) == (Jenis.HARI, 24, None)


def test_hours_that_are_not_known_leave_the_day():
    (found,) = look(spread(12, hour=-1) | {(SELASA, -1): 31}).temuan
    assert (found.jenis, found.k, found.hari) == (Jenis.HARI, 31, SELASA)


def test_catching_up_in_the_last_days():
    """15 on the first 15 working days, 9 on each of 28, 29 and 30 October: no day holds 40 %, the last three 27 of 42."""
    last: Jam = {(date(2026, 10, day), hour): 1 for day in (28, 29, 30) for hour in range(8, 17)}
    (found,) = look(spread(15, HARI[:15]) | last).temuan
    assert (found.jenis, found.hari, found.k, found.n) == (Jenis.AKHIR_BULAN, date(2026, 10, 28), 27, 42)
    assert found.wajar == pytest.approx(42 * 3 / 22)


def test_the_end_of_the_month_is_not_judged_before_it_is_over():
    last: Jam = {(date(2026, 10, day), hour): 1 for day in (28, 29) for hour in range(8, 16)}
    assert look(spread(6, HARI[:15]) | last, sampai=date(2026, 10, 29)).temuan == ()


def test_a_quarter_does_not_hide_an_afternoon():
    quarter = Periode(202608, 202610)
    days = LIMA.workdays(quarter.first_day, date(2026, 9, 30))
    hasil = look(spread(86, days) | {(SELASA, 13): 43}, periode=quarter)
    assert [(one.jenis, one.k, one.n) for one in hasil.temuan] == [(Jenis.JENDELA, 43, 43)]
    assert hasil.n == 129


def test_43_from_one_counter():
    """43 of 43 at a counter that serves 30 % of the users; the tail is 0.3 ** 43, looked at for three services."""
    users = {"Kunjungan": 30, "Titipan": 50, "Integrasi": 20}
    (found,) = look(spread(43), layanan={"Kunjungan": 43}, pengguna=users).temuan
    assert (found.jenis, found.nama, found.k, found.n) == (Jenis.LAYANAN, "Kunjungan", 43, 43)
    assert (found.pembanding, found.bobot) == (Pembanding.PENGGUNA, Bobot.PERHATIAN)
    assert found.peluang == pytest.approx(3 * 0.3**43, rel=1e-6)
    assert found.wajar == pytest.approx(0.3 * 43)


def test_a_counter_that_serves_nearly_everybody_is_no_finding():
    users = {"Kunjungan": 95, "Titipan": 5}
    assert look(spread(43), layanan={"Kunjungan": 43}, pengguna=users).temuan == ()


def test_services_of_another_list_are_not_compared():
    assert service_shares({"A": 30, "B": 10}, {"C": 5, "D": 5}) is None
    assert service_shares({"A": 30, "B": 7, "": 50}, {"A": 30, "C": 10}) == {"A": 0.75, "C": 0.25}
    assert look(spread(43), layanan={"A": 43}, pengguna={"C": 50, "D": 50}).temuan == ()


def test_without_users_the_months_before_are_compared_with_and_weigh_less():
    before = {"Kunjungan": 40, "Titipan": 60}
    (found,) = look(spread(43), layanan={"Kunjungan": 43}, layanan_sebelum=before).temuan
    assert (found.pembanding, found.bobot) == (Pembanding.SEBELUMNYA, Bobot.INFORMASI)
    assert found.peluang == pytest.approx(stats.betabinom.pmf(43, 43, 40.5, 60.5), rel=1e-6)
    # A satker with one service has nothing to be concentrated on; too few months before say nothing.
    assert look(spread(43), layanan={"Kunjungan": 43}, layanan_sebelum={"Kunjungan": 90}).temuan == ()
    assert look(spread(43), layanan={"Kunjungan": 43}, layanan_sebelum={"Titipan": 20}).temuan == ()


def test_one_channel_is_information_only():
    (found,) = look(spread(43), kanal={"Kertas": 42, "QR di loket": 1, "": 3}).temuan
    assert (found.jenis, found.bobot, found.k, found.n, found.peluang) == (Jenis.KANAL, Bobot.INFORMASI, 42, 43, None)
    assert look(spread(43), kanal={"Kertas": 30, "QR di loket": 13}).temuan == ()
    assert look(spread(43), kanal={"Kertas": 19, "": 24}).temuan == ()


def test_closed_days_and_night_hours_are_information_only():
    sunday = [date(2026, 10, day) for day in (4, 11, 18, 25)]
    night = {(day, 21): n for (day, _), n in spread(15).items()}
    hasil = look(spread(15) | night | spread(20, sunday))
    assert [(one.jenis, one.k, one.n, one.bobot) for one in hasil.temuan] == [
        (Jenis.LUAR_JAM, 15, 30, Bobot.INFORMASI),
        (Jenis.HARI_TUTUP, 20, 50, Bobot.INFORMASI),
    ]


def test_a_few_known_hours_say_nothing_about_the_rest():
    few = {(day, 21): n for (day, _), n in spread(12).items()}
    assert look(spread(200, hour=-1) | few).temuan == ()


def test_a_holiday_that_is_worked_is_a_working_day():
    sundays = [date(2026, 10, day) for day in (4, 11, 18, 25)]
    opened = Kalender(5, {}, dict.fromkeys(sundays, "pelayanan Minggu"))
    jam = spread(20) | spread(16, sundays)
    assert assess(Isian(OKTOBER, opened, OKTOBER.last_day, HariJam.of(jam))).temuan == ()
    assert kinds(assess(Isian(OKTOBER, LIMA, OKTOBER.last_day, HariJam.of(jam)))) == [Jenis.HARI_TUTUP]


def test_days_on_which_visitors_usually_come_are_fuller():
    """Half of the month on one Tuesday is a heap where people come every day, and not where they come on Tuesdays."""
    jam = spread(8, [day for day in HARI if day.weekday() == 1 and day != SELASA]) | {(SELASA, 9): 4, (SELASA, 12): 4}
    before = (0, 40, 0, 0, 0, 0, 0)  # on the Tuesdays of the months before
    assert kinds(look(jam)) == [Jenis.HARI]
    assert assess(Isian(OKTOBER, LIMA, OKTOBER.last_day, HariJam.of(jam), before)).temuan == ()


@pytest.mark.parametrize("n", [1, 5, 9])
def test_few_respondents_are_not_judged(n: int):
    hasil = look({(SELASA, 9): n}, layanan={"A": n}, pengguna={"A": 1, "B": 99}, kanal={"Kertas": n})
    assert (hasil.is_dinilai, hasil.temuan, hasil.n) == (False, (), n)


def test_the_first_days_of_a_month_are_not_judged():
    assert not look({(date(2026, 10, 1), 9): 30}, sampai=date(2026, 10, 6)).is_dinilai  # four working days
    assert look({(date(2026, 10, 1), 9): 30}, sampai=date(2026, 10, 7)).is_dinilai


def test_nobody_answered():
    hasil = look({})
    assert (hasil.n, hasil.is_dinilai, hasil.temuan, hasil.terburuk) == (0, False, (), 0.0)


def test_worst_first_and_information_last():
    hasil = look(
        spread(12) | {(SELASA, 13): 31},
        layanan={"A": 43},
        pengguna={"A": 50, "B": 50},
        kanal={"Kertas": 43},
    )
    assert kinds(hasil) == [Jenis.JENDELA, Jenis.LAYANAN, Jenis.KANAL]
    assert hasil.terburuk == pytest.approx((31 - 43 / 22) / 43)


def even_month(rng: np.random.Generator, n: int, weights: npt.NDArray[np.float64]) -> Jam:
    """``n`` respondents over the working days by ``weights`` and over a working day as visitors come: early."""
    hours = np.array([0.2, 0.25, 0.2, 0.1, 0.05, 0.1, 0.1])
    days, at = rng.choice(len(HARI), n, p=weights / weights.sum()), rng.choice(7, n, p=hours)
    found: Jam = {}
    for day, hour in zip(days, at, strict=True):
        key = HARI[day], 8 + int(hour)
        found[key] = found.get(key, 0) + 1
    return found


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("even", 0.002),  # the claim: at most alfa for the day and for the end of the month
        ("uneven", 0.04),  # days twice as uneven as chance (exponential weights): not even, and still rarely told
        ("two visiting days", 0.01),
    ],
)
def test_false_alarms(name: str, most: float):
    """Share of months without a heap in which one is told, over 300 months of 15, 43 and 120 respondents each."""
    rng, alarms, months = np.random.default_rng(20), 0, 0
    for n in (15, 43, 120):
        for _ in range(300):
            weights = rng.exponential(size=len(HARI)) if name == "uneven" else np.ones(len(HARI))
            if name == "two visiting days":
                weights = np.array([day.weekday() in (1, 3) for day in HARI], dtype=float)
            services = rng.multinomial(n, [0.46, 0.22, 0.2, 0.12])
            users = {"A": 46, "B": 22, "C": 20, "D": 12}
            hasil = look(
                even_month(rng, n, weights), layanan=dict(zip("ABCD", services.tolist(), strict=True)), pengguna=users
            )
            alarms, months = alarms + bool(hasil.temuan), months + 1
    assert alarms / months <= most


@pytest.mark.parametrize(("n", "share"), [(30, 0.6), (43, 0.5), (43, 0.72), (120, 0.45)])
def test_heaps_are_found_among_even_respondents(n: int, share: float):
    """The same months with a share of the respondents moved into one afternoon, and into the last three days."""
    rng, heap, days = np.random.default_rng(21), round(n * share), HARI[-3:]
    afternoon = late = 0
    for _ in range(60):
        even = even_month(rng, n - heap, np.ones(len(HARI)))
        hours = {(SELASA, 13): heap // 2, (SELASA, 14): heap - heap // 2}
        found = look({**even, **{key: even.get(key, 0) + k for key, k in hours.items()}})
        afternoon += any(one.hari == SELASA for one in found.perhatian)
        spread_late = spread(heap, days)
        found = look({**even, **{key: even.get(key, 0) + k for key, k in spread_late.items()}})
        late += Jenis.AKHIR_BULAN in kinds(found)
    assert afternoon >= 59
    assert late >= 54 or share < 0.5


@PROPERTY
@given(
    counts=st.dictionaries(
        st.tuples(st.sampled_from([date(2026, 10, day) for day in range(1, 32)]), st.integers(-1, 23)),
        st.integers(1, 40),
        max_size=30,
    ),
    layanan=st.dictionaries(st.sampled_from(["", "A", "B", "C"]), st.integers(0, 60)),
    pengguna=st.dictionaries(st.sampled_from(["A", "B", "C"]), st.integers(0, 300)),
)
def test_whatever_comes_the_findings_are_sound(counts: Jam, layanan: dict[str, int], pengguna: dict[str, int]):
    hasil = look(counts, layanan=layanan, pengguna=pengguna)
    assert hasil.n == sum(counts.values())
    for one in hasil.temuan:
        assert 0 < one.k <= one.n
        assert one.berlebih > 0
        assert one.peluang is not None
        assert one.peluang <= 0.0001
        if one.jenis in {Jenis.HARI, Jenis.JENDELA}:
            assert one.hari is not None
            assert one.k <= sum(n for (day, _), n in counts.items() if day == one.hari)
