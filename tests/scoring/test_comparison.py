"""Comparing satker from answers: who is compared, on which spread, and beside which peers."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from scoring.changes import TURUN, WAJAR
from scoring.comparison import BedaSejenis, Perbandingan, beside_peers, compare
from scoring.funnel import Kisaran
from scoring.indeks import Aturan, indeks, rules_for
from scoring.states import Status
from tests.support.factories import make_instrument, recap

INSTRUMEN = make_instrument((1, 1, 1), skala=(1, 6))
ATURAN = rules_for(INSTRUMEN)


def compared(answers: dict[str, list[list[int]]], aturan: Aturan = ATURAN) -> Perbandingan:
    """The comparison of satker with these respondents' answers to three unsur."""
    butir = [row for rows in answers.values() for row in rows]
    satker = [kode for kode, rows in answers.items() for _ in rows]
    rekap, sebaran = recap(INSTRUMEN, np.array(butir, dtype=np.int8).reshape(-1, 3), satker)
    return compare(indeks(rekap, aturan, sebaran=sebaran), sebaran, aturan)


def mixed(high: int, low: int) -> list[list[int]]:
    """Respondents who gave all 6 and all 4."""
    return [[6, 6, 6]] * high + [[4, 4, 4]] * low


# Six satker of 40 with 30 of 40 at 6; one with 5 of 40; one with 7 respondents.
REGION = {f"S{number}": mixed(30, 10) for number in range(6)} | {"RENDAH": mixed(5, 35), "KECIL": mixed(0, 7)}


def test_who_is_compared_and_who_is_not():
    found = compared(REGION)
    tabel = found.tabel.set_index("satker")
    assert found.corong is not None
    assert tabel["kisaran"]["RENDAH"] == Kisaran.DI_BAWAH
    assert {tabel["kisaran"][f"S{number}"] for number in range(6)} == {Kisaran.DALAM}
    assert tabel["kisaran"]["KECIL"] is None
    assert tabel["status"]["KECIL"] == Status.DI_BAWAH_MINIMAL
    assert tabel.loc["KECIL", ["susut_4", "peluang_terendah", "peluang_tertinggi"]].isna().all()
    assert list(found.of(Kisaran.DI_BAWAH, Kisaran.DI_ATAS)["satker"]) == ["RENDAH"]
    assert len(found.dibandingkan) == 7


def test_spread_of_a_respondent_is_the_pooled_one_within_satker():
    """By hand on scale 4 (all 6 is 4.0, all 4 is 2.8): 40 x 0.75 x 0.25 x 1.44 = 10.8 in each of six satker and
    40 x 0.125 x 0.875 x 1.44 = 6.3 in the seventh, over 7 x 39 degrees of freedom."""
    corong = compared(REGION).corong
    assert corong is not None
    assert corong.simpangan == pytest.approx(np.sqrt((6 * 10.8 + 6.3) / (7 * 39)))
    assert (corong.low, corong.high) == (1.0, 4.0)


def test_the_small_one_does_not_move_the_centre():
    assert compared(REGION).corong == compared({k: v for k, v in REGION.items() if k != "KECIL"}).corong


def test_fewer_than_five_satker_have_no_funnel():
    found = compared({kode: REGION[kode] for kode in ("S0", "S1", "S2", "RENDAH", "KECIL")})
    assert found.corong is None
    assert found.dibandingkan.empty
    assert found.tabel["peluang_terendah"].isna().all()


def test_nobody_has_answered():
    found = compared({})
    assert found.corong is None
    assert found.tabel.empty


def test_an_aggregated_recap_is_not_compared():
    butir = [row for rows in REGION.values() for row in rows]
    rekap, sebaran = recap(INSTRUMEN, butir, [kode for kode, rows in REGION.items() for _ in rows])
    spread = sebaran[sebaran["satker"] != "RENDAH"]
    found = compare(indeks(rekap, ATURAN, sebaran=spread), spread, ATURAN)
    tabel = found.tabel.set_index("satker")
    assert tabel["kisaran"]["RENDAH"] is None
    assert len(found.dibandingkan) == 6


def test_another_conversion_gives_the_same_tiers_and_chances():
    own, other = compared(REGION), compared(REGION, rules_for(INSTRUMEN, konversi="proporsional"))
    assert other.corong is not None
    assert other.corong.low == pytest.approx(4 / 6)
    assert list(own.tabel["kisaran"]) == list(other.tabel["kisaran"])
    assert own.tabel["peluang_terendah"].to_numpy() == pytest.approx(
        other.tabel["peluang_terendah"].to_numpy(), nan_ok=True
    )


def test_sampling_variance_is_that_of_the_dirichlet_posterior():
    """SciPy's Dirichlet: 16 possible means of three answers, alpha 1/16 each, plus what was answered."""
    from scoring.comparison import _spread

    butir = mixed(30, 10) + mixed(5, 35)
    rekap, sebaran = recap(INSTRUMEN, butir, ["A"] * 40 + ["B"] * 40)
    _, variances = _spread(indeks(rekap, ATURAN, sebaran=sebaran), sebaran, ATURAN)
    means = np.arange(3, 19) / 3
    values = 1 + 3 * (means - 1) / 5
    for at, (high, low) in enumerate([(30, 10), (5, 35)]):
        alpha = np.full(16, 1 / 16) + np.where(means == 6, high, 0) + np.where(means == 4, low, 0)
        assert variances[at] == pytest.approx(values @ stats.dirichlet(alpha).cov() @ values)


def peers(values: dict[str, tuple[float, float, float]], jenis: dict[str, str], satker: str) -> BedaSejenis:
    frame = pd.DataFrame(
        [
            {"satker": kode, "n": 40, "nrr": v, "nilai_4": v, "nilai_100": 25 * v, "bawah_4": low, "atas_4": high,
             "status": Status.NILAI, "ragam_4": 40 * ((high - low) / 3.92) ** 2, "teramati": 0.0}
            for kode, (v, low, high) in values.items()
        ]
    )  # fmt: skip
    return beside_peers(frame, pd.Series(jenis), satker, ATURAN)


LAPAS = dict.fromkeys("ABCD", "Lapas") | {"R": "Rutan"}


def test_beside_peers_by_hand():
    """Peers 3.6, 3.7, 3.8: mean 3.7, spread 0.1, so +-1.96 x 0.1 / sqrt(3) = 0.1132, more than their own errors.
    A is 3.4 +- 0.1: difference -0.3, its interval +- sqrt(0.01 + 0.0128) = 0.151. The rutan is no peer."""
    values = {
        "A": (3.4, 3.3, 3.5), "B": (3.6, 3.55, 3.65), "C": (3.7, 3.65, 3.75), "D": (3.8, 3.75, 3.85), "R": (2.0, 1.9, 2.1),
    }  # fmt: skip
    found = peers(values, LAPAS, "A")
    assert (found.jenis, found.rerata.satker) == ("Lapas", 3)
    assert found.rerata.nilai_4 == pytest.approx(3.7)
    assert found.selisih is not None
    assert found.selisih.selisih == pytest.approx(-0.3)
    assert found.selisih.bawah == pytest.approx(-0.451, abs=1e-3)
    assert found.selisih.atas == pytest.approx(-0.149, abs=1e-3)
    assert found.selisih.arah == TURUN


def test_beside_alike_peers_their_sampling_errors_count():
    """Peers all 3.6 +- 0.15: mean +- 0.15 / sqrt(3) = 0.0866; A 3.5 +- 0.1 lies within +-0.132 of it."""
    values = {"A": (3.5, 3.4, 3.6)} | dict.fromkeys("BCD", (3.6, 3.45, 3.75))
    found = peers(values, LAPAS, "A")
    assert found.selisih is not None
    assert found.selisih.atas == pytest.approx(-0.1 + np.hypot(0.1, 0.15 / np.sqrt(3)), abs=0.012)
    assert found.selisih.arah == WAJAR


def test_too_few_respondents_or_an_unknown_kind_are_not_compared():
    frame = pd.DataFrame(
        {"satker": list("ABCD"), "n": [9, 40, 40, 40], "nrr": 2.0, "nilai_4": [2.0, 3.6, 3.7, 3.8], "nilai_100": 50.0,
         "bawah_4": 1.9, "atas_4": 3.9, "ragam_4": 0.1, "teramati": 0.0,
         "status": [Status.DI_BAWAH_MINIMAL, *[Status.NILAI] * 3]}
    )  # fmt: skip
    assert beside_peers(frame, pd.Series(LAPAS), "A", ATURAN).selisih is None
    unknown = beside_peers(frame, pd.Series(dict.fromkeys("ABCD", "")), "B", ATURAN)
    assert (unknown.selisih, unknown.rerata.satker) == (None, 0)


def test_two_peers_are_too_few():
    values = dict.fromkeys("ABC", (3.6, 3.5, 3.7))
    found = peers(values, LAPAS, "A")
    assert found.selisih is None
    assert found.rerata.satker == 2
    assert peers({"A": (3.6, 3.5, 3.7)}, LAPAS, "A").rerata.satker == 0
    assert peers(dict.fromkeys("BCD", (3.6, 3.5, 3.7)), LAPAS, "A").selisih is None
