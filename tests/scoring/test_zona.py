"""Zona Integritas: every condition at and around its limit, and what must hold for any answers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import indeks, rules, zona
from scoring.instruments import shipped_instrument
from scoring.rollup import build_rekap, build_sebaran
from scoring.zona import Hasil, JenisSyarat, Keadaan, Kepastian, NilaiZona
from tests.scoring import oracle
from tests.scoring.golden_tables import Row, cases
from tests.support.factories import PROPERTY

BULAN = (202604, 202605, 202606)
AMBANG = rules.gates()
SPAK = shipped_instrument("spak")
AWAL = indeks.prior_4(indeks.rules_for(SPAK))


def monthly(values: Sequence[str], counts: Sequence[int], half: float = 0.05) -> pd.DataFrame:
    """Monthly indices of satker A with intervals of +- ``half``."""
    rows = [
        {"satker": "A", "bulan": bulan, "n": n, "nilai_4": float(value), "bawah_4": float(value) - half,
         "atas_4": float(value) + half, "ragam_4": 0.09, "teramati": 0.0}
        for bulan, value, n in zip(BULAN, values, counts, strict=True)
        if n
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["satker", "bulan", "n", "nilai_4", "bawah_4", "atas_4", "ragam_4", "teramati"])


def value_of(months: pd.DataFrame, name: str = "IPAK") -> NilaiZona:
    """The window value of satker A; the pooled value is the mean weighted by respondents."""
    if months.empty:
        return zona.window_values(months, months, ["A"], BULAN, name, AWAL)["A"]
    pooled = pd.DataFrame(
        {"satker": ["A"], "nilai_4": [(months["n"] * months["nilai_4"]).sum() / months["n"].sum()], "bawah_4": [3.0],
         "atas_4": [4.0]}
    )  # fmt: skip
    return zona.window_values(months, pooled, ["A"], BULAN, name, AWAL)["A"]


def golden_values(row: Row) -> dict[str, NilaiZona]:
    found = {}
    for name, survey in (("IPAK", "spak"), ("IPKP", "spkp")):
        values = [row[f"{survey}_bulan_{number}"] for number in (1, 2, 3)]
        found[name] = value_of(monthly(values, [int(n) for n in row[f"n_{survey}"].split()]), name)
    return found


@cases("zona")
def test_conditions(row: Row):
    laporan = {"ya": BULAN, "sebagian": BULAN[:2], "tidak": ()}[row["laporan"]]
    nilai = golden_values(row)
    hasil = {predikat: zona.check(nilai, laporan, BULAN, AMBANG, predikat) for predikat in rules.PREDIKAT}
    wbk, wbbm = hasil["WBK"], hasil["WBBM"]
    found = {
        "wbk_ipak": wbk.of(JenisSyarat.NILAI, "IPAK").keadaan,
        "wbk_ipkp": wbk.of(JenisSyarat.NILAI, "IPKP").keadaan,
        "wbbm_ipkp": wbbm.of(JenisSyarat.NILAI, "IPKP").keadaan,
        "responden_spak": wbk.of(JenisSyarat.RESPONDEN, "IPAK").keadaan,
        "responden_spkp": wbk.of(JenisSyarat.RESPONDEN, "IPKP").keadaan,
        "bulan_spak": wbk.of(JenisSyarat.BULAN, "IPAK").keadaan,
        "bulan_spkp": wbk.of(JenisSyarat.BULAN, "IPKP").keadaan,
        "syarat_laporan": wbk.of(JenisSyarat.LAPORAN).keadaan,
        "wbk": wbk.kesiapan,
        "wbbm": wbbm.kesiapan,
    }
    assert found == {name: row[name] for name in found}
    if row["ipak"]:
        assert nilai["IPAK"].nilai_4 == pytest.approx(float(row["ipak"]), abs=1e-12)
        assert zona.points(nilai["IPAK"].nilai_4, AMBANG, "IPAK") == pytest.approx(float(row["poin_ipak"]), abs=1e-9)
    else:
        assert math.isnan(nilai["IPAK"].nilai_4)


def test_points_at_the_gates():
    """PermenPANRB 90/2021: 15.75 and 14.00 of 17.5; before it IPAK brought 15 points and IPKP 20 (13.5 and 16)."""
    old = rules.gates(date(2020, 6, 1))
    assert zona.points(3.60, AMBANG, "IPAK") == pytest.approx(15.75)
    assert zona.points(3.20, AMBANG, "IPKP") == pytest.approx(14.00)
    assert zona.points(3.60, old, "IPAK") == pytest.approx(13.5)
    assert zona.points(3.20, old, "IPKP") == pytest.approx(16.0)


def test_mean_of_months_and_pooled_value_are_two_statements():
    """(3.50 + 3.60 + 3.70)/3 = 3.60; pooled (10*3.50 + 10*3.60 + 30*3.70)/50 = 3.64: 0.04 apart, both are shown.

    With 10, 10 and 13 respondents (35 + 36 + 48.1)/33 = 3.60909: less than 0.01 apart."""
    apart = value_of(monthly(["3.50", "3.60", "3.70"], [10, 10, 30]))
    assert [apart.nilai_4, apart.gabungan_4] == pytest.approx([3.60, 3.64])
    assert apart.is_two_values
    assert not value_of(monthly(["3.50", "3.60", "3.70"], [10, 10, 13])).is_two_values
    exactly = replace(apart, nilai_4=3.60, gabungan_4=3.61)
    assert exactly.is_two_values


def test_interval_of_the_mean_is_that_of_a_stratified_sample():
    """Variance of one respondent 0.09, 400 in each month: error sqrt(3 x 0.09/400)/3 = 0.00866, so 3.60 -+ 0.017. Where
    three of four service users answered every month it is half of that."""
    months = monthly(["3.50", "3.60", "3.70"], [400, 400, 400])
    nilai = value_of(months)
    assert [nilai.bawah_4, nilai.atas_4] == pytest.approx([3.583, 3.617], abs=0.002)
    known = value_of(months.assign(teramati=0.75))
    assert [known.bawah_4, known.atas_4] == pytest.approx([3.5915, 3.6085], abs=0.001)
    alone = value_of(months[:1])
    assert [alone.bawah_4, alone.atas_4] == pytest.approx([3.45, 3.55])
    no_interval = value_of(months.assign(bawah_4=np.nan, atas_4=np.nan))
    assert math.isnan(no_interval.bawah_4)
    assert zona.certainty(no_interval.bawah_4, no_interval.atas_4, 3.6) is Kepastian.TANPA_KISARAN


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (3.55, 3.65, Kepastian.BELUM_PASTI),
        (3.60, 3.65, Kepastian.PASTI),  # the whole interval reaches the gate
        (3.55, 3.60, Kepastian.BELUM_PASTI),  # its upper end does
        (3.50, 3.5999, Kepastian.PASTI),
        (3.60, 3.60, Kepastian.PASTI),  # a census
    ],
)
def test_certainty(low: float, high: float, expected: Kepastian):
    assert zona.certainty(low, high, 3.60) is expected


def test_a_window_of_six_needs_the_last_three_months():
    """A gap before them leaves the condition met; the value still names the empty month."""
    window = (202601, 202602, 202603, *BULAN)
    months = monthly(["3.8", "3.8", "3.8"], [10, 10, 10])
    early = months.iloc[:1].assign(bulan=202601)
    nilai = zona.window_values(pd.concat([early, months]), months[:0], ["A"], window, "IPAK", AWAL)["A"]
    assert (nilai.bulan, nilai.kosong) == ((202601, *BULAN), (202602, 202603))
    hasil = zona.check({"IPAK": nilai}, BULAN, window, AMBANG, "WBK")
    assert hasil.of(JenisSyarat.BULAN, "IPAK").keadaan is Keadaan.TERPENUHI
    assert hasil.of(JenisSyarat.LAPORAN).keadaan is Keadaan.TERPENUHI


def test_a_rule_may_ask_for_thirty_every_month():
    each = replace(AMBANG, minimal_per="bulan")
    nilai = {"IPAK": value_of(monthly(["3.8", "3.8", "3.8"], [30, 29, 40]))}
    assert zona.check(nilai, (), BULAN, AMBANG, "WBK").of(JenisSyarat.RESPONDEN, "IPAK").jarak == 69
    found = zona.check(nilai, (), BULAN, each, "WBK").of(JenisSyarat.RESPONDEN, "IPAK")
    assert (found.keadaan, found.jarak) == (Keadaan.BELUM, -1)


def test_rule_sets_of_a_window_that_crosses_a_change():
    """PermenPANRB 90/2021 came into force on 31 December 2021."""
    names = [rule.dasar for rule in zona.rule_sets((202110, 202111, 202112))]
    assert names == ["PermenPANRB 52/2014 dan 10/2019", "PermenPANRB 90/2021"]
    assert len(zona.rule_sets(BULAN)) == 1


def test_order_ready_first_then_nearest():
    def result(ipak: str, laporan: Sequence[int] = BULAN) -> Hasil:
        nilai = {name: value_of(monthly([ipak] * 3, [20] * 3), name) for name in ("IPAK", "IPKP")}
        return zona.check(nilai, laporan, BULAN, AMBANG, "WBK")

    ordered = [result("3.8"), result("3.8", ()), result("3.58"), result("3.5"), result("3.4")]
    assert sorted((ordered[at] for at in (3, 0, 4, 2, 1)), key=zona.sort_key) == ordered


Months = list[npt.NDArray[np.int8]]


@st.composite
def three_months(draw: st.DrawFn) -> Months:
    """Complete SPAK answers of up to three months, 0 to 8 respondents each."""
    rows = st.lists(st.lists(st.integers(1, 6), min_size=5, max_size=5), max_size=8)
    return [np.array(draw(rows), dtype=np.int8).reshape(-1, 5) for _ in BULAN]


def judge(months: Months, *, with_interval: bool = False) -> tuple[NilaiZona, Hasil]:
    """The fast way: rollup, indices, window, conditions."""
    butir = np.concatenate(months)
    bulan = np.repeat(BULAN, [len(part) for part in months])
    keys = {"satker": np.full(len(butir), "A", dtype=object), "bulan": bulan}
    aturan = indeks.rules_for(SPAK)
    by, whole = ("satker", "bulan"), {"satker": keys["satker"]}
    spread = build_sebaran(butir, SPAK, keys) if with_interval else None
    one = indeks.indeks(build_rekap(butir, SPAK, keys), aturan, by, sebaran=spread)
    pooled = indeks.indeks(build_rekap(butir, SPAK, whole), aturan)
    nilai = zona.window_values(one, pooled, ["A"], BULAN, "IPAK", AWAL)["A"]
    return nilai, zona.check({"IPAK": nilai}, BULAN, BULAN, AMBANG, "WBK")


@PROPERTY
@given(three_months())
def test_value_is_the_mean_of_exact_monthly_indices_and_pooled_their_weighted_mean(months: Months):
    if not sum(map(len, months)):
        return
    exact = [(oracle.index(SPAK, part.tolist()), len(part)) for part in months]
    known = [(value, n) for value, n in exact if value is not None]
    to_4 = [(float(1 + 3 * (value - 1) / 5), n) for value, n in known]
    nilai, _ = judge(months, with_interval=True)
    assert nilai.nilai_4 == pytest.approx(sum(value for value, _ in to_4) / len(to_4), abs=1e-9)
    assert nilai.gabungan_4 == pytest.approx(sum(value * n for value, n in to_4) / nilai.n, abs=1e-9)
    assert nilai.n == sum(n for _, n in exact)
    assert len(nilai.bulan) == len(known)
    assert 1 <= nilai.bawah_4 <= nilai.nilai_4 + 1e-9
    assert nilai.nilai_4 - 1e-9 <= nilai.atas_4 <= 4 + 1e-9


@PROPERTY
@given(three_months(), st.integers(0, 2), st.integers(1, 12), st.data())
def test_better_answers_never_undo_a_condition(months: Months, where: int, more: int, data: st.DataObject):
    """Respondents who give the maximum come in, and somebody gives more than before."""
    if not sum(map(len, months)):
        return
    better = [part.copy() for part in months]
    filled = [at for at, part in enumerate(better) if len(part)]
    changed = better[data.draw(st.sampled_from(filled))]
    changed[data.draw(st.integers(0, len(changed) - 1))] = SPAK.skala_maks
    better[where] = np.concatenate([better[where], np.full((more, 5), SPAK.skala_maks, dtype=np.int8)])
    before, after = judge(months)[1], judge(better)[1]
    for old, new in zip(before.syarat, after.syarat, strict=True):
        if old.keadaan is Keadaan.TERPENUHI:
            assert new.keadaan is Keadaan.TERPENUHI, old
