"""Conversions, grades and gates: the printed boundary cases."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from scoring import rules
from scoring.conversions import KONVERSI, conversion
from scoring.errors import ScoringError
from scoring.indeks import rules_for
from scoring.instruments import shipped_instrument
from scoring.mutu import grade, grade_one, kinerja_of, nik_of
from scoring.rounding import round_decimal
from scoring.states import Status, status_of
from scoring.weakness import AMBANG, weak_unsur
from tests.scoring.golden_tables import Row, cases, decimals


@cases("konversi")
def test_conversion(row: Row):
    low, high, x = int(row["skala_min"]), int(row["skala_maks"]), float(row["nilai"])
    chosen = conversion(row["konversi"], high)
    for value, printed in (
        (chosen.to_4(x, low, high), row["skala_4"]),
        (chosen.to_100(x, low, high), row["skala_100"]),
    ):
        assert str(round_decimal(value, decimals(printed))) == printed


def test_only_minmax_fits_the_published_pair_of_3as():
    # SPAK nasional 2023: 97,94 pada skala 100 dan 3,94 pada skala 4 (Kanwil Sumatera Barat, 14 Maret 2024).
    fits = []
    for kode in ("minmax", "proporsional"):
        chosen = conversion(kode, 6)
        grid = np.linspace(1, 6, 500_001)
        printed = [np.round(100 * chosen.to_100(grid, 1, 6)) == 9794, np.round(100 * chosen.to_4(grid, 1, 6)) == 394]
        if np.logical_and(*printed).any():
            fits.append(kode)
    assert fits == ["minmax"]


def test_x25_is_for_the_scale_of_skm_only():
    with pytest.raises(ScoringError, match="1-4"):
        conversion("x25", 6)
    with pytest.raises(ScoringError, match="minmax, proporsional, x25"):
        conversion("minmaks", 6)


def test_conversions_name_their_source():
    assert set(KONVERSI) == {"minmax", "proporsional", "x25"}
    assert all(chosen.sumber and chosen.rumus_4 and chosen.rumus_100 for chosen in KONVERSI.values())


@cases("mutu")
def test_grade(row: Row):
    table = rules.mutu_table(date.fromisoformat(row["tanggal"]) if row["tanggal"] else None)
    assert grade_one(float(row["nik"]) / 25, table) == row["mutu"]


def test_letter_always_agrees_with_the_printed_number():
    table = rules.mutu_table()
    nilai = np.arange(10_000, 40_001) / 10_000
    printed = [float(round_decimal(25 * value, 2)) for value in nilai]
    bounds = {"A": (88.31, 100.0), "B": (76.61, 88.30), "C": (65.0, 76.60), "D": (25.0, 64.99)}
    for letter, nik in zip(grade(nilai, table), printed, strict=True):
        low, high = bounds[letter]
        assert low <= nik <= high


def test_grade_tables_have_no_gap_and_cover_everything():
    for table in rules.mutu_tables():
        assert [kelas.mutu for kelas in table.kelas] == ["A", "B", "C", "D"]
        lower = [kelas.dari for kelas in table.kelas]
        assert lower == sorted(lower, reverse=True)
        assert lower[-1] == 0
        assert table.dasar


def test_missing_value_has_no_grade():
    assert grade_one(float("nan"), rules.mutu_table()) is None
    assert list(grade(np.array([np.nan, 4.0]), rules.mutu_table())) == [None, "A"]
    assert np.isnan(nik_of(np.array([np.nan]))).all()


def test_words_of_a_grade():
    words = {letter: kinerja_of(letter, rules.mutu_table()) for letter in "ABCD"}
    assert words == {"A": "Sangat Baik", "B": "Baik", "C": "Kurang Baik", "D": "Tidak Baik"}


@cases("ambang_zi")
def test_gates_of_zona_integritas(row: Row):
    gates = rules.gates(date(2026, 1, 1))
    value = float(row["nilai_4"])
    assert value / 4 * gates.bobot_poin == pytest.approx(float(row["poin"]), abs=1e-9)
    for predikat in ("WBK", "WBBM"):
        for kode in ("spak", "spkp"):
            aturan = rules_for(shipped_instrument(kode))
            nilai = pd.DataFrame(
                {
                    "satker": ["A"],
                    "unsur": ["x"],
                    "n": [30],
                    "nilai_4": [value],
                    "mutu": [None],
                    "status": [Status.NILAI],
                }
            )
            weak = weak_unsur(nilai, aturan, gates, predikat=predikat)
            state = "belum" if any(AMBANG in reasons for reasons in weak["alasan"]) else "tercapai"
            assert state == row[f"{predikat}_{aturan.instrumen.indeks}".lower()], (predikat, kode)


def test_gates_exist_only_where_the_regulation_sets_them():
    gates = rules.gates()
    assert gates.gate_of("WBK", "IKM") is None
    assert gates.gate_of("", "IPKP") is None
    with pytest.raises(ScoringError, match="WBK, WBBM"):
        gates.gate_of("wbk", "IPKP")
    assert gates.minimal_responden == 30


def test_rules_in_force_by_date():
    assert rules.mutu_table(date(1999, 1, 1)).kode == "kep-25-2004"
    assert rules.mutu_table(None).kode == "permenpanrb-14-2017"
    assert rules.gates(date(2021, 6, 1)).dasar != rules.gates(date(2022, 6, 1)).dasar
    assert rules.display_rule().minimal_mutu == 10
    assert rules.display_rule().minimal_zi == 30


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (0, "tidak ada data"),
        (float("nan"), "tidak ada data"),
        (1, "di bawah minimal"),
        (9, "di bawah minimal"),
        (10, "nilai"),
    ],
)
def test_states_of_a_number(n: float, expected: str):
    assert status_of(n, 10) == expected
