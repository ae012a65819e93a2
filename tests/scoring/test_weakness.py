"""Weak unsur: who is on the list, why, and in which order."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import weakness
from scoring.indeks import Aturan, nilai_unsur, rules_for
from scoring.instruments import shipped_instrument
from scoring.mutu import grade_one
from scoring.rules import gates
from scoring.states import status_of
from scoring.weakness import AMBANG, DUA_TERENDAH, MUTU, Pembanding, judge_unsur, weak_unsur
from tests.support.factories import PROPERTY, make_instrument, plain_rules, rekap_of

VALUES = st.lists(st.sampled_from([1.0, 2.5, 3.0, 3.2, 3.5, 3.6, 4.0]), min_size=1, max_size=8)
SPKP = rules_for(shipped_instrument("spkp"))


def values_frame(values: dict[str, list[float]], n: int = 40) -> pd.DataFrame:
    """nilai_unsur as if computed: satker -> values of U1, U2, ... on scale 4."""
    rows = [
        {
            "satker": satker, "unsur": f"U{number}", "nama": f"Unsur {number}", "n": n, "nrr": value, "nilai_4": value,
            "nilai_100": 25 * value, "mutu": grade_one(value, SPKP.tabel) if n >= 10 else None,
            "status": status_of(n, 10), "bawah_4": np.nan, "atas_4": np.nan,
        }
        for satker, column in values.items()
        for number, value in enumerate(column, 1)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def reasons(frame: pd.DataFrame) -> dict[tuple[str, str], tuple[str, ...]]:
    return {(row["satker"], row["unsur"]): row["alasan"] for row in frame.to_dict("records")}


def test_every_reason_is_named():
    frame = values_frame({"A": [2.0, 3.1, 3.3, 3.9]})
    found = reasons(weak_unsur(frame, SPKP, gates()))
    assert found == {("A", "U1"): (MUTU, AMBANG, DUA_TERENDAH), ("A", "U2"): (AMBANG, DUA_TERENDAH)}


def test_aiming_at_wbbm_raises_the_gate():
    frame = values_frame({"A": [3.55, 3.7, 3.8], "B": [3.55, 3.7, 3.8], "C": [3.55, 3.7, 3.8]})
    aims = pd.Series({"A": "WBK", "B": "WBBM", "C": ""})
    found = weak_unsur(frame, SPKP, gates(), predikat=aims)
    u1 = found[found["unsur"] == "U1"].set_index("satker")
    assert u1["alasan"].to_dict() == {"A": (DUA_TERENDAH,), "B": (AMBANG, DUA_TERENDAH), "C": (DUA_TERENDAH,)}
    assert u1["ambang"].to_dict() == {"A": 3.2, "B": 3.6, "C": pytest.approx(np.nan, nan_ok=True)}
    assert u1["jarak"].to_dict() == {"A": 0.0, "B": pytest.approx(0.05), "C": 0.0}


def test_an_index_without_a_gate_has_no_such_reason():
    skm = rules_for(shipped_instrument("skm"))
    found = weak_unsur(values_frame({"A": [1.0, 2.0, 3.9]}), skm, gates())
    assert not any(AMBANG in alasan for alasan in found["alasan"])
    assert found["ambang"].isna().all()


def test_a_gate_reached_exactly_is_reached():
    # A sum of ninths or a mean of thirds that should be 3.60 ends a hair below it in binary.
    for value in (3.6, np.nextafter(3.6, 0), 1 + 3 * (16 / 3 - 1) / 5):
        frame = values_frame({"A": [float(value), 3.9, 4.0]})
        found = weak_unsur(frame, rules_for(shipped_instrument("spak")), gates())
        assert reasons(found)["A", "U1"] == (DUA_TERENDAH,)


def test_below_the_floor_there_is_no_grade_reason_and_the_place_is_last():
    few, many = values_frame({"Sedikit": [1.5, 2.0, 3.9]}, n=4), values_frame({"Cukup": [3.1, 3.15, 3.9]}, n=40)
    found = weak_unsur(pd.concat([few, many]), SPKP, gates())
    assert found["satker"].tolist() == ["Cukup", "Cukup", "Sedikit", "Sedikit"]
    assert not any(MUTU in alasan for alasan in found[found["satker"] == "Sedikit"]["alasan"])


def test_priority_by_severity_of_reasons_then_distance_times_respondents():
    frame = pd.concat(
        [
            values_frame({"Dekat": [3.15, 3.18, 3.9]}, n=30),
            values_frame({"Jauh": [3.07, 3.09, 3.9]}, n=30),
            values_frame({"Ramai": [3.15, 3.18, 3.9]}, n=900),
            values_frame({"Parah": [2.0, 2.9, 3.9]}, n=30),
        ]
    )
    found = weak_unsur(frame, SPKP, gates())
    assert found["prioritas"].tolist() == list(range(1, len(found) + 1))
    order = list(dict.fromkeys(found["satker"]))
    assert order == ["Parah", "Ramai", "Jauh", "Dekat"]
    assert found.iloc[0][["satker", "unsur"]].tolist() == ["Parah", "U1"]


def test_nothing_weak_gives_an_empty_list_with_all_columns():
    columns = set(weak_unsur(values_frame({"A": [2.0, 3.0, 4.0]}), SPKP, gates()).columns)
    for frame in (values_frame({"A": [4.0, 4.0, 4.0]}), values_frame({"A": [4.0]}).iloc[:0]):
        found = weak_unsur(frame, SPKP, gates())
        assert found.empty
        assert set(found.columns) == columns


def test_works_by_month_and_for_everything_pooled():
    instrumen = make_instrument(skala=(1, 6))
    rekap = rekap_of(instrumen, [[2, 5, 6]] * 12).assign(bulan=202601)
    aturan = plain_rules(instrumen)
    by_month = weak_unsur(nilai_unsur(rekap, aturan, ("bulan",)), aturan, gates(), keys=("bulan",))
    pooled = weak_unsur(nilai_unsur(rekap, aturan, ()), aturan, gates(), keys=())
    assert by_month["unsur"].tolist() == pooled["unsur"].tolist() == ["U1", "U2"]


@PROPERTY
@given(st.dictionaries(st.sampled_from("ABC"), VALUES, min_size=1), st.sampled_from(["WBK", "WBBM", ""]))
def test_weak_list_invariants(values: dict[str, list[float]], predikat: str):
    frame = values_frame(values)
    found = weak_unsur(frame, SPKP, gates(), predikat=predikat)
    assert not found.duplicated(["satker", "unsur"]).any()
    assert all(found["alasan"].map(len) > 0)
    gate = gates().gate_of(predikat, "IPKP")
    listed = reasons(found)
    for row in frame.to_dict("records"):
        alasan = listed.get((row["satker"], row["unsur"]), ())
        assert (MUTU in alasan) == (row["mutu"] in {"C", "D"})
        assert (AMBANG in alasan) == (gate is not None and row["nilai_4"] < gate)
    assert found["bobot"].tolist() == sorted(found["bobot"], reverse=True)


@PROPERTY
@given(st.dictionaries(st.sampled_from("ABC"), VALUES, min_size=1), st.randoms(use_true_random=False))
def test_order_of_rows_decides_nothing_but_ties(values: dict[str, list[float]], random: np.random.Generator):
    frame = values_frame(values)
    order = list(frame.index)
    random.shuffle(order)
    one, other = (weak_unsur(part, SPKP, gates()) for part in (frame, frame.loc[order]))
    assert reasons(one) == reasons(other)
    assert one["nilai_4"].tolist() == other["nilai_4"].tolist()


def with_limits(values: dict[str, list[float]], half: float = 0.1, n: int = 40) -> pd.DataFrame:
    frame = values_frame(values, n)
    return frame.assign(bawah_4=frame["nilai_4"] - half, atas_4=frame["nilai_4"] + half)


JENIS = pd.Series("Lapas", index=list("ABCDE"))
unsur_values = st.lists(st.integers(100, 400).map(lambda number: number / 100), min_size=4, max_size=4)
regions = st.fixed_dictionaries(dict.fromkeys("ABCD", unsur_values))


@PROPERTY
@given(regions, unsur_values, unsur_values, st.integers(0, 3), st.floats(0.001, 1.5))
def test_lowering_an_unsur_never_takes_it_off_the_list(
    now: dict[str, list[float]], before: list[float], earlier: list[float], at: int, drop: float
):
    """Every reason that it had stays, and with no reason gone its weight does not fall."""
    lower = {**now, "A": [max(1.0, value - drop) if place == at else value for place, value in enumerate(now["A"])]}
    banding = Pembanding(with_limits({"A": before}), with_limits({"A": earlier}), jenis=JENIS)
    one, other = (weak_unsur(with_limits(values), SPKP, gates(), banding=banding) for values in (now, lower))
    key = ("A", f"U{at + 1}")
    had, has = reasons(one).get(key, ()), reasons(other).get(key, ())
    assert set(had) <= set(has)


@PROPERTY
@given(regions, st.floats(-0.3, 0.3))
def test_the_same_shift_of_all_satker_changes_no_comparison(now: dict[str, list[float]], shift: float):
    shifted = {name: [value + shift for value in values] for name, values in now.items()}
    banding = Pembanding(jenis=JENIS)
    one, other = (judge_unsur(with_limits(values), SPKP, gates(), banding=banding).unsur for values in (now, shifted))
    compared = [frame["alasan"].map(lambda found: weakness.DI_BAWAH_SEJENIS in found) for frame in (one, other)]
    assert compared[0].tolist() == compared[1].tolist()
    assert one["terendah"].tolist() == other["terendah"].tolist()


def unjudged(frame: pd.DataFrame, banding: Pembanding | None = None, aturan: Aturan = SPKP) -> dict[str, str]:
    found = judge_unsur(frame, aturan, gates(), banding=banding).tidak_dinilai
    return dict(zip(found["alasan"], found["sebab"], strict=True))


def test_with_one_period_of_one_satker_three_reasons_are_judged_and_the_others_say_why():
    assert unjudged(with_limits({"A": [3.0, 3.5, 3.9]})) == {
        "di bawah sejenis": weakness.TANPA_JENIS,
        "turun nyata": weakness.TANPA_SEBELUM,
        "menetap": weakness.TANPA_DUA_SEBELUM,
    }


def test_with_everything_known_nothing_is_left_unjudged():
    values = {name: [3.0, 3.5, 3.9] for name in "ABCD"}
    frame = with_limits(values)
    assert unjudged(frame, Pembanding(frame, frame, jenis=JENIS)) == {}


def test_why_a_reason_could_not_be_judged():
    now = with_limits({"A": [3.0, 3.5, 3.9], "B": [3.0, 3.5, 3.9]})
    few, recap = with_limits({"A": [3.0, 3.5, 3.9]}, n=5), values_frame({"A": [3.0, 3.5, 3.9]})
    alone = now[now["satker"] == "A"]
    assert unjudged(alone, Pembanding(few, now))["turun nyata"] == weakness.SEBELUM_KURANG
    assert unjudged(alone, Pembanding(few, now))["menetap"] == weakness.TANPA_DUA_SEBELUM
    assert unjudged(alone, Pembanding(recap, now))["turun nyata"] == weakness.TANPA_KISARAN
    assert "menetap" not in unjudged(alone, Pembanding(recap, now))
    assert unjudged(now, Pembanding(now, now, jenis=JENIS))["di bawah sejenis"] == weakness.SEJENIS_KURANG
    thin = unjudged(few, Pembanding(now, now, jenis=JENIS))
    assert set(thin.values()) == {weakness.RESPONDEN_KURANG}
    assert set(thin) == {"mutu", "di bawah sejenis", "turun nyata", "menetap"}
    skm = rules_for(shipped_instrument("skm"))
    assert unjudged(alone, Pembanding(now, now), skm)["ambang"] == weakness.TANPA_AMBANG


def test_limits_to_compare_with_are_not_those_that_are_shown():
    """N known: the shown limits are narrow; the fall of 0.10 is judged by the wide ones, 0.1 sqrt 2 = 0.14."""
    shown, wide = with_limits({"A": [3.8, 3.9, 4.0]}, 0.01), with_limits({"A": [3.8, 3.9, 4.0]}, 0.1)
    before = with_limits({"A": [3.9, 3.9, 4.0]}, 0.1)
    found = judge_unsur(shown, SPKP, gates(), banding=Pembanding(before, kisaran=wide)).unsur.iloc[0]
    assert (found["arah"], found["bawah_4"]) == ("masih variasi wajar", pytest.approx(3.79))
    assert [found["selisih_bawah"], found["selisih_atas"]] == pytest.approx([-0.1 - 0.02**0.5, -0.1 + 0.02**0.5])
