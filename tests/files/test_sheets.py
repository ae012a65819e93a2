"""Several sheets of one workbook: read together, a sheet of notes or means beside them, copies, names that mean something."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from data_access.errors import RefusedError
from data_access.files.options import BULAN, SATKER
from data_access.files.source import inspect
from tests.files.makers import INSTRUMEN, SKM, workbook
from tests.files.raw import LOOK, Rows, look, problem_codes

A, B = [[4] * 9, [3] * 9], [[2] * 9, [1, 2, 3, 4, 1, 2, 3, 4, 1], [4] * 9]


def months(**sheets: list[list[int]]) -> dict[str, Rows]:
    return {name.replace("_", " "): [SKM, *rows] for name, rows in sheets.items()}


def test_sheets_of_one_layout_are_read_together():
    sheets: dict[str, Rows] = {"Catatan": [["Diisi oleh petugas"], ["Mei lengkap"]], **months(Mei_2024=A, Juni_2024=B)}
    inspected = look(sheets)
    (sheet,) = inspected.hasil.lembar
    assert sheet.butir.tolist() == [*A, *B]
    assert len(np.unique(sheet.baris)) == 5
    assert inspected.lembar_dibaca == ("Mei 2024", "Juni 2024")
    assert inspected.hasil.ringkasan.baris_dipakai == 5
    assert any("Mei 2024 (2 baris), Juni 2024 (3 baris)" in note for note in inspected.catatan)
    assert any("Catatan" in note and "tidak dibaca" in note for note in inspected.catatan)


def test_only_the_sheets_that_are_chosen_are_read():
    sheets = months(Mei=A, Juni=B, Juli=A)
    assert look(sheets, replace(LOOK, lembar="Juni")).hasil.lembar[0].butir.tolist() == B
    two = look(sheets, replace(LOOK, lembar=("Juli", "Juni")))
    assert two.hasil.lembar[0].butir.tolist() == [*A, *B]
    assert two.kunci != look(sheets).kunci
    with pytest.raises(RefusedError, match="Mei, Juni, Juli"):
        look(sheets, replace(LOOK, lembar=("Juni", "Agustus")))


def test_names_of_sheets_mean_something_only_when_the_operator_says_so():
    sheets = months(Mei_2024=A, Juni_2024=B)
    asked = look(sheets)
    assert asked.saran_lembar == BULAN
    assert np.isnat(asked.hasil.lembar[0].tanggal).all()
    told = look(sheets, replace(LOOK, arti_lembar=BULAN))
    assert told.saran_lembar == ""
    assert told.hasil.ringkasan.bulan == {"2024-05": 2, "2024-06": 3}
    year = replace(LOOK, arti_lembar=BULAN, tanggal_default=date(2023, 1, 1))
    assert look(months(Mei=A, Juni=B), year).hasil.ringkasan.bulan == {"2023-05": 2, "2023-06": 3}
    refused = look(months(Mei=A, Lain=B), year)
    assert problem_codes(refused)["LEMBAR_BUKAN_BULAN"] == "galat"
    assert refused.hasil.lembar == ()


def test_names_of_sheets_as_satker():
    known = (("S01", "Rutan Kelas IIB Boyolali"), ("S02", "Lapas Kelas IIA Ambarawa"))
    sheets: dict[str, Rows] = {"Rutan Kelas IIB Boyolali": [SKM, *A], "S02": [SKM, *B], "Pos Baru": [SKM, [4] * 9]}
    asked = look(sheets)
    assert asked.saran_lembar == SATKER
    told = look(sheets, replace(LOOK, arti_lembar=SATKER, satker_dikenal=known))
    assert told.hasil.lembar[0].satker.tolist() == ["S01", "S01", "S02", "S02", "S02", "Pos Baru"]
    assert told.hasil.ringkasan.satker_tidak_dikenal == ("Pos Baru",)


def test_one_sheet_for_each_instrument():
    spak = [f"A{number}" for number in range(1, 6)]
    spkp = [f"U{number}" for number in range(1, 9)]
    sheets: dict[str, Rows] = {"IPKP": [spkp, [6] * 8, [5] * 8], "IPAK": [spak, [5] * 5]}
    found = look(sheets)
    assert [(sheet.instrumen.kode, len(sheet)) for sheet in found.hasil.lembar] == [("spkp", 2), ("spak", 1)]
    assert len(set(found.hasil.lembar[0].baris.tolist() + found.hasil.lembar[1].baris.tolist())) == 3


def test_a_recap_beside_the_answers_does_not_count():
    means: list[list[object]] = [["Satker", *SKM], ["S01", *[3.25] * 9], ["S02", *[3.5] * 9]]
    inspected = look({"Rekap": means, "Data": [SKM, *A]})
    assert inspected.hasil.lembar[0].butir.tolist() == A
    assert any("Rekap" in note and "rata-rata" in note for note in inspected.catatan)


def test_a_list_of_services_with_a_column_called_like_an_unsur_is_left_out():
    services: Rows = [["No", "Nama layanan", "Waktu pelayanan", "Biaya/tarif"], [1, "Kunjungan", "30 menit", "Gratis"]]
    chosen = replace(LOOK, instrumen=next(one for one in INSTRUMEN if one.kode == "skm"))
    for options in (LOOK, chosen):
        inspected = look({"Standar": services, "Data": [SKM, *A]}, options)
        assert inspected.lembar_dibaca == ("Data",)
        assert inspected.hasil.lembar[0].butir.tolist() == A


def test_a_sheet_whose_respondents_are_in_another_one_is_not_counted_twice():
    rows = [[value] * 8 + [other] for value in (1, 2, 3, 4) for other in (1, 2, 3)]
    whole: Rows = [SKM, *rows, [4] * 9, [4] * 9]
    sheets: dict[str, Rows] = {"Semua": whole, "Lapas": [SKM, *rows]}
    refused = look(sheets)
    assert refused.hasil.lembar == ()
    assert problem_codes(refused)["LEMBAR_SALINAN"] == "galat"
    assert len(look(sheets, replace(LOOK, lembar="Semua")).hasil.lembar[0]) == 14
    other: dict[str, Rows] = {"Semua": whole, "Lapas": [SKM, *rows[:8], *[[1] * 9] * 4]}
    assert problem_codes(look(other))["LEMBAR_MIRIP"] == "konfirmasi"


def test_straightliners_on_two_sheets_are_different_people():
    sheets: dict[str, Rows] = {"Mei": [SKM, *[[4] * 9] * 20], "Juni": [SKM, *[[4] * 9] * 30]}
    assert len(look(sheets).hasil.lembar[0]) == 50


def test_a_refusal_on_one_sheet_refuses_the_file_and_names_the_sheet():
    inspected = look(months(Mei=A, Juni=[*B, [4, 4, 4, 4, 4, 4, 4, 4, 9]]))
    assert inspected.hasil.lembar == ()
    (problem,) = inspected.hasil.problems("galat")
    assert (problem.lembar, problem.sel) == ("Juni", "I5")


def test_rows_left_out_have_a_number_of_their_own():
    bad = [4, 4, 4, 4, 4, 4, 4, 4, 9]
    inspected = look(months(Mei=[*A, bad], Juni=[*B, bad]), replace(LOOK, lewati_salah=True))
    assert len(inspected.hasil.lembar[0]) == 5
    rows = [row for row, _ in inspected.hasil.ditolak_baris]
    assert len(set(rows)) == 2
    assert "Lembar Juni, baris 5" in inspected.hasil.ditolak_baris[1][1]


def test_a_corrected_mapping_serves_every_sheet_with_these_columns():
    sheets = months(Mei=A, Juni=B)
    first = look(sheets)
    corrected = first.pemetaan.with_role("A", "butir:skm:U9").with_role("I", "butir:skm:U1")
    again = look(sheets, replace(LOOK, pemetaan=corrected))
    assert again.hasil.lembar[0].butir[3].tolist() == [1, 2, 3, 4, 1, 2, 3, 4, 1]
    assert again.hasil.lembar[0].butir[:, 0].tolist() == [row[8] for row in [*A, *B]]
    other = look({"Lain": [SKM[:5], [4] * 5]}, replace(LOOK, pemetaan=corrected))
    assert problem_codes(other) == {"PEMETAAN_LAIN": "galat"}


def test_a_real_workbook_with_months_as_sheets():
    content = workbook({"Jan 2024": [SKM, *A], "Feb 2024": [SKM, *B], "Petunjuk": [["Isi lembar bulan."]]})
    inspected = inspect(content, "rekap.xlsx", replace(LOOK, arti_lembar=BULAN), INSTRUMEN)
    assert inspected.hasil.ringkasan.bulan == {"2024-01": 2, "2024-02": 3}
