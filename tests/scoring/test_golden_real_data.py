"""Real survey data of others (not part of the project): every NRR and index that was computed elsewhere."""

from __future__ import annotations

import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from scoring.indeks import indeks, nilai_unsur
from scoring.instruments import shipped_instrument
from scoring.rollup import build_rekap
from tests.support.factories import plain_rules

UNSUR = [f"U{number}" for number in range(1, 10)]
# The expected files print six decimals.
PRINTED = 5.1e-7


def skm_answers(frame: pd.DataFrame) -> np.ndarray:
    return frame[UNSUR].fillna(0).to_numpy().astype(np.int8)


def skm_recap(frame: pd.DataFrame, **keys: pd.Series) -> pd.DataFrame:
    arrays = {name: values.to_numpy(object) for name, values in keys.items()}
    constant = {"satker": np.full(len(frame), "ALL", dtype=object)}
    return build_rekap(skm_answers(frame), shipped_instrument("skm"), arrays or constant)


def check(rekap: pd.DataFrame, key: str, expected: pd.DataFrame) -> None:
    """``expected``: one row per key with n, NRR_U1..U9 and ikm."""
    aturan = plain_rules(shipped_instrument("skm"))
    whole = indeks(rekap, aturan, (key,)).set_index(key)
    unsur = nilai_unsur(rekap, aturan, (key,)).pivot(index=key, columns="unsur", values="nrr")
    assert sorted(whole.index) == sorted(expected.index)
    assert whole["n"].to_dict() == expected["n"].to_dict()
    difference = (unsur[UNSUR] - expected[[f"NRR_{kode}" for kode in UNSUR]].set_axis(UNSUR, axis=1)).abs()
    assert difference.to_numpy().max() < PRINTED
    assert (whole["nilai_100"] - expected["ikm"]).abs().max() < PRINTED


@pytest.fixture(scope="module")
def jepara(shared_data: Path) -> pd.DataFrame:
    frame = pd.read_csv(shared_data / "jepara_mpp" / "wide.csv", dtype={"ID LOKET": str})
    return frame.assign(loket=frame["ID LOKET"].fillna(""), bulan=frame["Tanggal"].str[:7])


@pytest.fixture(scope="module")
def jepara_expected(shared_data: Path) -> pd.DataFrame:
    frame = pd.read_csv(shared_data / "jepara_mpp" / "expected_computed.csv", dtype={"key": str})
    return frame.assign(key=frame["key"].fillna(""))


@pytest.mark.parametrize(("level", "count"), [("loket", 14), ("month", 6)])
def test_jepara_by_counter_and_month(jepara: pd.DataFrame, jepara_expected: pd.DataFrame, level: str, count: int):
    key = {"loket": "loket", "month": "bulan"}[level]
    wanted = jepara_expected[jepara_expected["level"] == level].set_index("key")
    assert len(wanted) == count
    wanted = wanted.assign(n=wanted["n_sessions"], ikm=wanted["IKM_available_case_1/9"])
    check(skm_recap(jepara, **{key: jepara[key]}), key, wanted)


def test_jepara_as_a_whole(jepara: pd.DataFrame, jepara_expected: pd.DataFrame):
    wanted = jepara_expected[jepara_expected["level"] == "ALL"].assign(key="ALL").set_index("key")
    check(skm_recap(jepara), "satker", wanted.assign(n=wanted["n_sessions"], ikm=wanted["IKM_available_case_1/9"]))


def test_jepara_complete_cases(jepara: pd.DataFrame, jepara_expected: pd.DataFrame):
    complete = jepara[jepara[UNSUR].notna().all(axis=1)]
    aturan = plain_rules(shipped_instrument("skm"))
    found = indeks(skm_recap(complete, loket=complete["loket"]), aturan, ("loket",)).set_index("loket")
    wanted = jepara_expected[jepara_expected["level"] == "loket"].set_index("key")
    assert found["n"].to_dict() == wanted["n_complete"].to_dict()
    assert (found["nilai_100"] - wanted["IKM_complete_case_1/9"]).abs().max() < PRINTED


def test_gianyar(shared_data: Path):
    frame = pd.read_csv(shared_data / "gianyar_skck" / "wide_scores.csv")
    expected = pd.read_csv(shared_data / "gianyar_skck" / "expected_computed.csv").set_index("what")["value"]
    row = pd.DataFrame(
        [{"n": int(expected["n"]), "ikm": expected["IKM_weight_1/9"], **expected.to_dict()}], index=["ALL"]
    )
    check(skm_recap(frame), "satker", row)


@pytest.mark.parametrize(
    ("bobot", "name"), [("exact", "IKM_weight_1/9"), ("0.111", "IKM_weight_0.111"), ("0.11", "IKM_weight_0.11")]
)
def test_gianyar_weights(shared_data: Path, bobot: str, name: str):
    frame = pd.read_csv(shared_data / "gianyar_skck" / "wide_scores.csv")
    expected = pd.read_csv(shared_data / "gianyar_skck" / "expected_computed.csv").set_index("what")["value"][name]
    found = indeks(skm_recap(frame), plain_rules(shipped_instrument("skm"), bobot=bobot))
    assert found["nilai_100"].iloc[0] == pytest.approx(expected, abs=PRINTED)


def test_sekadau(shared_data: Path):
    frame = pd.read_csv(shared_data / "sekadau_2019s1" / "first49.csv")
    expected = pd.read_csv(shared_data / "sekadau_2019s1" / "expected_computed_first49.csv").set_index("what")["value"]
    row = pd.DataFrame([{"n": 49, "ikm": expected["IKM_1/9"], **expected.to_dict()}], index=["ALL"])
    check(skm_recap(frame), "satker", row)


# What the methodology page shows must be the data of its source, not something that happens to give the number.
def shipped_case(part: str) -> dict[str, Any]:
    text = (resources.files("scoring") / "rules" / "uji_perhitungan.toml").read_text("utf-8")
    (found,) = [case for case in tomllib.loads(text)["kasus"] if part in case["nama"]]
    return dict(found)


@pytest.mark.parametrize(
    ("part", "file"),
    [("Sekadau", "sekadau_2019s1/first49.csv"), ("Polres Gianyar", "gianyar_skck/wide_scores.csv")],
)
def test_shipped_answer_counts_are_those_of_the_source(shared_data: Path, part: str, file: str):
    frame = pd.read_csv(shared_data / file)
    counts = [[int((frame[kode] == value).sum()) for value in range(1, 5)] for kode in UNSUR]
    assert shipped_case(part)["cacah"] == counts


@pytest.mark.parametrize(("survey", "part"), [("IKM", "IKM Pengadilan Negeri"), ("IPK", "IPK Pengadilan Negeri")])
def test_shipped_payakumbuh_sums_are_the_published_values(shared_data: Path, survey: str, part: str):
    frame = pd.read_csv(shared_data / "published_small" / "pn_payakumbuh_2020S1.csv", dtype=str)
    rows = frame[(frame["survey"] == survey) & frame["no"].notna()]
    published = [round(100 * float(text.replace(",", "."))) for text in rows["published_nilai"]]
    assert shipped_case(part)["jumlah"] == published
    total = frame[(frame["survey"] == survey) & frame["no"].isna()]["published_nilai"].item()
    assert shipped_case(part)["harap"][0]["nilai"] == total


def test_shipped_krejcie_morgan_rows_are_the_published_table(shared_data: Path):
    table = pd.read_csv(shared_data / "krejcie_morgan" / "table.csv")
    case = shipped_case("90 baris")
    assert (case["n"], case["target"]) == (table["N"].tolist(), table["S_table"].tolist())


def test_golden_surveiku_tables_are_the_published_ones(shared_data: Path):
    folder = shared_data / "surveiku_reports"
    own = Path(__file__).parent / "golden"
    published = pd.read_csv(folder / "published_unsur.csv", dtype=str)
    golden = pd.read_csv(own / "surveiku_unsur.csv", dtype=str)
    assert (
        golden[["laporan", "unsur", "nilai_terbit", "predikat_terbit"]].to_numpy().tolist()
        == published[["report_id", "unsur", "published_nilai", "published_predikat"]].to_numpy().tolist()
    )
    frequencies = pd.read_csv(folder / "frequency_tables.csv", dtype={"sub_item": str})
    counts = pd.read_csv(own / "surveiku_jawaban.csv", dtype={"butir": str})
    wide = frequencies.fillna({"sub_item": ""}).pivot(
        index=["report_id", "unsur", "sub_item"], columns="score", values="count"
    )
    golden_wide = counts.fillna({"butir": ""}).set_index(["laporan", "unsur", "butir"])
    names = [f"jawaban_{value}" for value in range(1, 5)]
    assert golden_wide[names].sort_index().to_numpy().tolist() == wide.sort_index().to_numpy().tolist()
