"""Explanations of a number: the printed formula gives the shown value, and everything beside it is true."""

from __future__ import annotations

import csv
import math
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.text import explanation_markdown, explanation_rows, unsur_markdown
from dashboard.views import penjelasan_halaman, score
from dashboard.views.penjelasan import Impor, Landasan, Penjelasan
from dashboard.views.penjelasan_nilai import of_index, of_target, of_unsur, rows_by_unsur
from data_access.file_repository import FileRepository
from data_access.files.options import ImportOptions
from data_access.files.source import inspect
from data_access.repository import SurveyRepository
from scoring import rules
from scoring.indeks import Aturan, indeks, nilai_unsur, rules_for
from scoring.instruments import shipped_instruments
from scoring.periods import parse_period
from scoring.rounding import round_decimal
from scoring.states import Status
from scoring.targets import juknis
from tests.dashboard.rumus_reader import number, sides
from tests.dashboard.views_support import SCOPE, known_satker, region, targets
from tests.support.factories import PROPERTY, answers, make_instrument, random_answers, recap
from tests.support.kertas import LAPAS

JUNI = Landasan(parse_period("2024-06"), ambang=rules.gates(date(2024, 6, 30)), predikat="WBK")


def explain(
    aturan: Aturan, matrix: list[list[int]] | np.ndarray[tuple[int, int], np.dtype[np.int8]], landasan: Landasan = JUNI
) -> Penjelasan:
    """The index of one satker A from its answers."""
    rekap, sebaran = recap(aturan.instrumen, matrix)
    row = indeks(rekap, aturan, sebaran=sebaran).iloc[0].to_dict()
    return of_index("Satker A", aturan, row, nilai_unsur(rekap, aturan), rekap, landasan)


def assert_recomputes(penjelasan: Penjelasan) -> None:
    """Each step gives what it says, the next step starts from there, and the last one is the value that is shown."""
    first, second = penjelasan.rumus
    worked, told = sides(first)
    assert float(worked) == pytest.approx(float(told), abs=2e-5)
    assert first.rsplit(" = ", 1)[1] in second
    assert penjelasan.nilai_utuh is not None
    assert float(number(second.rsplit(" = ", 1)[1])) == pytest.approx(penjelasan.nilai_utuh, abs=1e-6)
    assert float(sides(second)[0]) == pytest.approx(penjelasan.nilai_utuh, abs=2e-5)


def test_paper_survey_to_the_digit(repo: SurveyRepository):
    """Expected numbers: tests/support/kertas.py."""
    found = penjelasan_halaman.of_satker(repo, SCOPE, known_satker(repo))
    ipkp = found.indeks["spkp"]
    assert ipkp.rumus == (
        "IPKP = rata-rata 8 unsur = (6,00 + 6,00 + 3,50 + 6,00 + 5,00 + 6,00 + 6,00 + 6,00) / 8 = 5,5625",
        "skala 4 = 1 + 3 × (5,5625 - 1) / (6 - 1) = 3,7375",
    )
    assert ipkp.nilai_utuh == pytest.approx(3.7375)
    assert (ipkp.n, ipkp.periode, ipkp.status) == (10, "Juni 2024", Status.NILAI)
    assert ipkp.nilai == "3,74 pada skala 4 (mutu A), 91,25 pada skala 100"
    words = dict(explanation_rows(ipkp))
    assert words["Tabel mutu"].startswith(
        "PermenPANRB 14/2017, berlaku mulai 12 Mei 2017: NIK = 25 × 3,7375 = 93,44: mutu A"
    )
    assert words["Ambang WBK"].startswith("PermenPANRB 90/2021, berlaku mulai 31 Desember 2021: 3,20 pada skala 4")
    assert "10 dari 48 pengguna layanan mengisi" in words["Kisaran 95 %"]
    assert words["Impor nomor 1"] == "kertas.csv, disimpan 20 November 2026 10.30 WIB: 10 responden dari angka ini"
    u3 = found.unsur[2]
    assert u3.rumus == ("NRR = (5 × 1 + 5 × 6) / 10 = 3,50", "skala 4 = 1 + 3 × (3,50 - 1) / (6 - 1) = 2,50")
    assert "NIK = 25 × 2,50 = 62,50: mutu D, di bawah NIK 65,00" in unsur_markdown(u3).replace("\\", "")
    for one in (*found.indeks.values(), *found.unsur):
        assert_recomputes(one)


def test_region_and_targets_of_the_paper_survey(repo: SurveyRepository):
    found = penjelasan_halaman.of_ringkasan(repo, SCOPE, region(repo))["spkp"]
    assert found.rumus[0] == "IPKP wilayah = rata-rata 2 satker = (3,7375 + 2,80) / 2 = 3,26875"
    # All 13 together: (10 * 5.5625 + 3 * 4) / 13 = 5.2019, on scale 4 3.5212.
    assert found.rumus[1] == "Gabungan (semua responden dihitung menjadi satu) = 3,521154"
    assert (found.n, found.impor[0].n) == (13, 13)
    without, short = sorted(penjelasan_halaman.of_responden(repo, SCOPE, targets(repo)), key=lambda one: one.n or 0)
    assert (short.nilai, short.impor[0].n) == ("10 dari 43 responden", 10)
    assert (without.nilai, without.status, without.impor[0].n) == ("–", Status.TIDAK_ADA_DATA, 3)


@pytest.mark.parametrize("n", [1, 9, 29, 30, 31, 48, 100, 12345])
@pytest.mark.parametrize("zi", [False, True])
def test_target_formula_gives_the_target(n: int, zi: bool):
    target = juknis(n, zi=zi)
    (formula,) = of_target("Satker A", target, 5, JUNI).rumus
    exact, rounding = formula.split(", dibulatkan ")
    assert float(sides(exact)[0]) == pytest.approx(float(sides(exact)[1]), abs=1e-5)
    base = int(round_decimal(float(sides(exact)[1]), 0)) if "setengah" in rounding else math.ceil(sides(exact)[1])
    assert target.target == (min(max(base, 30), n) if zi else base)
    assert formula.endswith(f"{target.target:,}".replace(",", "."))


@PROPERTY
@given(
    seed=st.integers(0, 10_000),
    butir=st.sampled_from([(1, 1, 1), (1, 3, 2), (1,) * 8, (2,) * 5]),
    skala=st.sampled_from([(1, 4), (1, 5), (1, 6), (1, 10)]),
    konversi=st.sampled_from(["minmax", "proporsional"]),
    bobot=st.sampled_from(["exact", "0.111", "sendiri"]),
    missing=st.sampled_from([0.0, 0.3]),
)
def test_any_formula_gives_the_shown_value(
    seed: int, butir: tuple[int, ...], skala: tuple[int, int], konversi: str, bobot: str, missing: float
):
    own = [float(number + 1) for number in range(len(butir))] if bobot == "sendiri" else None
    instrumen = make_instrument(butir, skala=skala, bobot=own)
    aturan = rules_for(instrumen, konversi=konversi, bobot="0.111" if bobot == "0.111" else "exact")
    matrix = random_answers(np.random.default_rng(seed), instrumen, 17, missing=missing)
    assert_recomputes(explain(aturan, matrix))
    rekap, _ = recap(instrumen, matrix)
    counts, unsur = rows_by_unsur(rekap), rows_by_unsur(nilai_unsur(rekap, aturan))
    for kode, row in unsur.items():
        assert_recomputes(of_unsur("Satker A", aturan, row, counts[kode], 17, JUNI))


def test_what_was_left_out_is_told():
    """U1 by all four, U2 by nobody, U3 by three of four; U4 has two items of which one is empty."""
    instrumen = make_instrument((1, 1, 1, 2), skala=(1, 6))
    found = explain(
        rules_for(instrumen, minimal=0), [[6, 0, 5, 6, 6], [6, 0, 0, 6, 6], [6, 0, 5, 0, 6], [6, 0, 5, 6, 6]]
    )
    assert found.dikecualikan == (
        "Unsur 2 tanpa jawaban: tidak ikut dihitung; bobot 3 unsur lain menjadi 1/3",
        "Unsur 3: 1 dari 4 responden tidak menjawab, dihitung dari 3",
        "Unsur 4: 1 butir kosong di antara yang menjawab, dirata-rata dari butir yang terisi",
    )
    assert "rata-rata 3 unsur = (6,00 + 5,00 + 6,00) / 3" in found.rumus[0]


def test_a_hidden_value_tells_nothing_but_its_state():
    aturan = rules_for(make_instrument(skala=(1, 6)))
    rekap, _ = recap(aturan.instrumen, answers([[6, 5, 4]] * 3))
    row = indeks(rekap, aturan).iloc[0].to_dict() | {"status": Status.DISEMBUNYIKAN}
    landasan = replace(JUNI, impor=(Impor(7, "terkunci.csv", datetime(2026, 1, 1, tzinfo=UTC), 3, False),))
    found = of_index("Satker A", aturan, row, nilai_unsur(rekap, aturan), rekap, landasan)
    assert (found.nilai, found.nilai_utuh, found.n, found.impor, found.dikecualikan) == (
        "disembunyikan",
        None,
        None,
        (),
        (),
    )
    assert "terkunci" not in explanation_markdown(found)
    assert "5,00" not in explanation_markdown(found)
    # One hidden unsur: the index may be shown, its parts may not, or the hidden one could be worked out.
    unsur = nilai_unsur(rekap, aturan)
    unsur["status"] = [Status.DISEMBUNYIKAN, Status.NILAI, Status.NILAI]
    shown = of_index("Satker A", aturan, row | {"status": Status.NILAI}, unsur, rekap, JUNI)
    assert shown.rumus[0] == "Nilai unsurnya tidak disebut, karena sebagian disembunyikan."


def test_nothing_answered_is_not_zero():
    aturan = rules_for(make_instrument())
    rekap, _ = recap(aturan.instrumen, answers([[4, 4, 4]]))
    found = of_index("Satker A", aturan, None, nilai_unsur(rekap, aturan).head(0), rekap.head(0), JUNI)
    assert (found.status, found.nilai, found.nilai_utuh) == (Status.TIDAK_ADA_DATA, "tidak ada data", None)
    assert found.rumus == ("Tidak ada jawaban pada periode ini; yang tidak ada bukan nol.",)


def test_many_imports_are_summed_up_on_a_page_and_whole_in_an_export():
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    many = tuple(Impor(number, f"{number}.csv", moment, 10, number == 3) for number in range(9, 0, -1))
    found = explain(rules_for(make_instrument()), [[4, 4, 4]] * 12, replace(JUNI, impor=many, data_per=moment))
    short, whole = explanation_rows(found), explanation_rows(found, whole=True)
    assert dict(short)["Impor lain"] == "4 impor, 40 responden"
    assert sum(label.startswith("Impor nomor") for label, _ in whole) == 9
    assert dict(short)["Keadaan data"] == "DATA CONTOH"
    assert dict(short)["Data per"] == "1 Januari 2026 07.00 WIB"


def look_at(path: Path) -> FileRepository:
    options = ImportOptions(instrumen=None, untuk_disimpan=False, hari_ini=date(2026, 11, 20))
    check = inspect(path.read_bytes(), path.name, options, list(shipped_instruments().values()))
    return FileRepository(check.hasil.lembar, read_at=datetime(2026, 11, 20, tzinfo=UTC))


def test_gianyar_explains_its_published_value(shared_data: Path):
    folder = shared_data / "gianyar_skck"
    with (folder / "expected_computed.csv").open(encoding="utf-8") as lines:
        known = {row["what"]: float(row["value"]) for row in csv.DictReader(lines)}
    (result,) = score.score_all(look_at(folder / "wide_scores.csv"), SCOPE, score.Permintaan())
    told = result["penjelasan"]
    printed = [float(number(text)) for text in told["rumus"][0].split("(")[1].split(")")[0].split(" + ")]
    assert printed == pytest.approx([known[f"NRR_U{unsur}"] for unsur in range(1, 10)], abs=1e-6)
    assert 25 * float(sides(told["rumus"][0])[0]) == pytest.approx(known["IKM_weight_1/9"], abs=3e-5)
    assert (told["n"], told["nilai"]) == (201, "3,43 pada skala 4 (mutu B), 85,85 pada skala 100")
    assert told["dikecualikan"] == []


def test_jepara_tells_who_left_an_unsur_out(shared_data: Path):
    folder = shared_data / "jepara_mpp"
    with (folder / "expected_computed.csv").open(encoding="utf-8") as lines:
        (known,) = [row for row in csv.DictReader(lines) if row["level"] == "ALL"]
    with (folder / "wide.csv").open(encoding="utf-8") as lines:
        sheet = [row for row in csv.DictReader(lines) if any(row[f"U{unsur}"].strip() for unsur in range(1, 10))]
    (result,) = score.score_all(look_at(folder / "wide.csv"), SCOPE, score.Permintaan())
    told = result["penjelasan"]
    empty = [sum(not row[f"U{unsur}"].strip() for row in sheet) for unsur in range(1, 10)]
    missing = [int(line.split(": ")[1].split(" dari ")[0].replace(".", "")) for line in told["dikecualikan"]]
    assert missing == [count for count in empty if count]
    assert told["nilai_utuh"] * 25 == pytest.approx(float(known["IKM_available_case_1/9"]), abs=5e-7)


def test_hostile_names_stay_text():
    aturan = rules_for(make_instrument())
    rekap, sebaran = recap(aturan.instrumen, [[4, 4, 4]] * 12)
    row = indeks(rekap, aturan, sebaran=sebaran).iloc[0].to_dict()
    landasan = replace(
        JUNI, impor=(Impor(1, "![x](http://192.0.2.1/a.png).csv", datetime(2026, 1, 1, tzinfo=UTC), 12, False),)
    )
    words = explanation_markdown(of_index(LAPAS, aturan, row, nilai_unsur(rekap, aturan), rekap, landasan))
    assert "![" not in words
    assert "](http" not in words
