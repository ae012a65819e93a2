"""Answers: numbers and labels to scores, with every problem of a file at once."""

import time
from collections.abc import Sequence

import numpy as np
import pytest

from data_access.answers import DIMENSI
from data_access.files.columns.mapping import ABAIKAN
from data_access.files.options import ImportOptions
from data_access.files.reading.cells import Cell
from data_access.files.source import Pemeriksaan
from data_access.files.values.answer_values import BUKAN_BULAT, DI_LUAR_SKALA, LABEL_ASING, SAH, read_answers
from scoring.instruments import Butir, shipped_instrument
from tests.files.makers import SKM, SPKP_SPAK, check, codes, csv_bytes, rewrite_zip, sheet_xml, survey, xlsx

SPKP, KEPUASAN = shipped_instrument("spkp"), shipped_instrument("skm")


def read(value: Cell, kode: str = "U1", instrumen: str = "skm", **given: int | None) -> tuple[int, int]:
    """(answer, why not) of one cell."""
    chosen = shipped_instrument(instrumen)
    read_in = read_answers([value], chosen.unsur_at(kode).butir[0], chosen, given)
    return int(read_in.nilai[0]), int(read_in.sebab[0])


@pytest.mark.parametrize("value", [1, 1.0, "1", " 1 ", "1,0", "1.0", "１", "\u00a01", "01", "+1"])
def test_numbers_in_every_form(value: Cell):
    assert read(value) == (1, SAH)


@pytest.mark.parametrize(
    "value", [None, "", " ", "-", "–", "N/A", "n/a", "null", "NaN", "kosong", "tidak menjawab", "--"]
)
def test_no_answer(value: Cell):
    assert read(value) == (0, SAH)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (0, DI_LUAR_SKALA), (5, DI_LUAR_SKALA), ("-1", DI_LUAR_SKALA), (50, DI_LUAR_SKALA), ("99999", DI_LUAR_SKALA),
        (3.5, BUKAN_BULAT), ("3,45", BUKAN_BULAT), ("3.875", BUKAN_BULAT),
        ("Sangat Setuju", LABEL_ASING), ("Mahal", LABEL_ASING), ("a", LABEL_ASING), (True, LABEL_ASING),
        ("4 4", LABEL_ASING), ("inf", LABEL_ASING),
        ("1e0", LABEL_ASING), ("#REF!", LABEL_ASING), ("1. Sangat Sesuai", LABEL_ASING),
    ],
)  # fmt: skip
def test_what_is_no_answer(value: Cell, reason: int):
    assert read(value) == (0, reason)


@pytest.mark.parametrize(
    ("unsur", "label", "number"),
    [
        ("U1", "Sangat Sesuai", 4), ("U1", "  sangat   SESUAI ", 4), ("U1", "tidak sesuai", 1), ("U2", "Mudah ", 3),
        ("U3", "kadang tepat waktu", 2), ("U4", "Gratis", 4), ("U4", "Sangat mahal", 1), ("U4", "Selalu Sesuai", 4),
        ("U8", "Ada tapi tidak berfungsi", 2), ("U8", "Dikelola dengan baik", 4), ("U9", "Buruk", 1),
        ("U9", "Cukup", 2), ("U6", "Kurang Baik", 2), ("U1", "d. Sangat Sesuai", 4), ("U1", "4 - Sangat Sesuai", 4),
        ("U7", "(c) Sopan dan ramah", 3),
    ],
)  # fmt: skip
def test_labels_of_the_form(unsur: str, label: str, number: int):
    assert read(label, unsur) == (number, SAH)


@pytest.mark.parametrize(
    ("label", "number"),
    [("★★★★★★", 6), ("⭐⭐", 2), ("***", 3), ("★★★☆☆☆", 3), ("5 bintang", 5), ("★\ufe0f★", 2)],
)
def test_stars(label: str, number: int):
    assert read(label, "U1", "spkp") == (number, SAH)


def test_labels_of_spak_have_their_own_direction():
    assert read("Tidak Ada Sama Sekali", "A1", "spak") == (6, SAH)
    assert read("Selalu ada", "A1", "spak") == (1, SAH)


def test_agreement_is_never_guessed_but_can_be_given():
    assert read("Sangat Setuju", "U1", "spkp") == (0, LABEL_ASING)
    assert read("Sangat Setuju", "U1", "spkp", **{"sangat setuju": 6}) == (6, SAH)
    assert read("Tidak tahu", "U1", "spkp", **{"Tidak Tahu": None}) == (0, SAH)
    assert read("Luar biasa", "U1", "spkp", **{"luar biasa": 9}) == (0, DI_LUAR_SKALA)


def test_negative_items_are_turned():
    item = Butir("X", "Ada pungutan", arah="negatif")
    turned = read_answers([1, 2, 6, None], item, SPKP)
    assert turned.nilai.tolist() == [6, 5, 1, 0]
    assert turned.asli.tolist() == [1, 2, 6, 0]


def answers(*rows: Sequence[object], options: ImportOptions | None = None, header: Sequence[str] = SKM) -> Pemeriksaan:
    return check(csv_bytes(survey(header, rows)), options)


def test_one_sheet_per_instrument_with_its_own_respondents():
    """Row 3 answers SPKP only, row 4 nothing at all."""
    inspected = answers([6] * 8 + [5] * 5, [4] * 8 + [""] * 5, [""] * 13, header=SPKP_SPAK)
    spkp, spak = inspected.hasil.lembar
    assert (spkp.instrumen.kode, spkp.baris.tolist()) == ("spkp", [2, 3])
    assert (spak.instrumen.kode, spak.baris.tolist()) == ("spak", [2])
    assert spkp.butir.dtype == np.int8
    assert spkp.butir.tolist() == [[6] * 8, [4] * 8]
    summary = inspected.hasil.ringkasan
    assert (summary.baris_dibaca, summary.baris_dipakai, summary.baris_tanpa_jawaban) == (3, 2, 1)
    assert summary.n == {"spkp": 2, "spak": 1}
    assert codes(inspected, "peringatan") == ["KODE_SAJA", "TANPA_JAWABAN"]
    assert set(spkp.kategori) == set(DIMENSI)


def test_answers_stand_in_the_order_of_the_instrument():
    inspected = answers([4, 3, 2, 1, 4, 3, 2, 1, 2], header=SKM[::-1])
    assert inspected.hasil.lembar[0].butir.tolist() == [[2, 1, 2, 3, 4, 1, 2, 3, 4]]


def test_every_problem_at_once_with_its_cell():
    inspected = answers([5, *[4] * 8], [4] * 9, ["Entah", *[4] * 7, "3,5"])
    problems = {one.kode: one for one in inspected.hasil.problems("galat")}
    assert set(problems) == {"DI_LUAR_SKALA", "LABEL_ASING", "BUKAN_BULAT"}
    assert [problems[kode].sel for kode in ("DI_LUAR_SKALA", "LABEL_ASING", "BUKAN_BULAT")] == ["C2", "C4", "K4"]
    outside = problems["DI_LUAR_SKALA"]
    assert (outside.lembar, outside.judul, outside.ditemukan) == ("CSV", "U1", "5")
    assert outside.diharapkan.startswith("angka bulat 1 sampai 4")
    assert inspected.hasil.lembar == ()


def test_thousands_of_equal_problems_are_one_line():
    inspected = answers(*[[7, *[4] * 8]] * 3_000)
    (problem,) = inspected.hasil.problems("galat")
    assert (problem.jumlah, problem.baris_awal[:3], len(problem.baris_awal)) == (3_000, (2, 3, 4), 10)
    assert "2.995 baris lain" in problem.pesan


def test_thousands_of_different_problems_are_a_few_lines():
    inspected = answers(*[[f"teks {n}", *[4] * 8] for n in range(3_000)])
    # Free text under a code is no item any more: one problem says that U1 has no column.
    assert [one.kode for one in inspected.hasil.problems("konfirmasi")] == ["UNSUR_HILANG"]
    named = answers(*[[f"teks {n}", *[4] * 8] for n in range(3_000)], header=["Persyaratan", *SKM[1:]])
    problems = named.hasil.problems("galat")
    assert len(problems) == 21
    assert sum(one.jumlah for one in problems) == 3_000


def test_unknown_labels_can_be_given_a_number():
    inspected = answers(["Oke", *[4] * 8], ["oke ", *[3] * 8], ["?", *[3] * 8])
    assert [(one.kolom, one.butir, one.label, one.jumlah) for one in inspected.hasil.label_asing] == [
        ("C", "U1", "Oke", 1), ("C", "U1", "oke", 1), ("C", "U1", "?", 1),
    ]  # fmt: skip
    options = ImportOptions(untuk_disimpan=False, label_values={"C": {"Oke": 3}, "*": {"?": None}})
    again = answers(["Oke", *[4] * 8], ["oke ", *[3] * 8], ["?", *[3] * 8], options=options)
    assert again.hasil.lembar[0].butir[:, 0].tolist() == [3, 3, 0]
    assert again.kunci != inspected.kunci


def test_zero_is_refused_with_a_hint():
    (problem,) = answers([0, *[4] * 8]).hasil.problems("galat")
    assert "kosongkan" in problem.pesan


@pytest.mark.parametrize(("highest", "n", "expected"), [(4, 10, ["SKALA_RAGU"]), (4, 9, []), (5, 10, [])])
def test_a_scale_of_four_in_an_instrument_of_six_needs_confirmation(highest: int, n: int, expected: list[str]):
    assert codes(answers(*[[highest] * 8] * n, header=SKM[:8]), "konfirmasi") == expected


def test_the_doubt_about_the_scale_is_a_warning_when_the_instrument_was_chosen():
    chosen = answers(*[[4] * 8] * 10, header=SKM[:8], options=ImportOptions(instrumen=SPKP, untuk_disimpan=False))
    assert codes(chosen, "konfirmasi") == []
    assert "SKALA_RAGU" in codes(chosen, "peringatan")


def test_stars_say_which_scale_it_is():
    assert codes(answers(*[["★★★★"] * 8] * 10, header=SKM[:8]), "konfirmasi") == []


def test_missing_unsur_need_confirmation():
    inspected = answers([4] * 8, header=[*SKM[:3], *SKM[4:]])
    (problem,) = inspected.hasil.problems("konfirmasi")
    assert (problem.kode, problem.diharapkan) == ("UNSUR_HILANG", "U4 Biaya/tarif")
    assert inspected.hasil.lembar[0].butir.tolist() == [[4, 4, 4, 0, 4, 4, 4, 4, 4]]


@pytest.mark.parametrize(
    "label",
    ["TOTAL", "Jumlah", "Rata-Rata", "Nilai per Unsur", "Rata-Rata * Bobot", "Indeks", "Nilai Konversi", "PREDIKAT",
     "Σ Nilai / Unsur", "NRR / Unsur", "NRR Tertimbang / Unsur", "IKM UNIT PELAYANAN 100", "Grand Total",
     "Mutu Pelayanan"],
)  # fmt: skip
def test_footer_rows_are_left_out_by_name_and_told(label: str):
    rows: list[list[object]] = [
        ["No", "Nama", *SKM],
        [1, "Budi", *[4] * 9],
        [label, "", *[4] * 9],
        ["", label, *["3,5"] * 9],
    ]
    inspected = check(xlsx(rows))
    assert inspected.hasil.ringkasan.baris_dipakai == 1
    (problem,) = [one for one in inspected.hasil.masalah if one.kode == "BARIS_KAKI_DILEWATI"]
    assert (problem.tingkat, problem.baris_awal) == ("peringatan", (3, 4))
    assert "Baris 3, 4" in problem.pesan


def test_people_and_services_are_no_footers():
    header = ["No", "Nama", "Layanan", "Pekerjaan", *SKM]
    inspected = check(csv_bytes([header, [1, "Total Wijaya", "Indeks berita", "Jumlah", *[4] * 9]]))
    assert inspected.hasil.ringkasan.baris_dipakai == 1
    assert not inspected.hasil.ditolak


def test_example_rows_are_skipped_and_told():
    inspected = check(csv_bytes([["No", *SKM], ["CONTOH", *[1] * 9], ["Contoh 2", *[1] * 9], [1, *[4] * 9]]))
    assert inspected.hasil.ringkasan.baris_contoh == (2, 3)
    assert inspected.hasil.lembar[0].baris.tolist() == [4]


def test_satker_by_code_name_and_default():
    known = (("S01", "Lapas Kelas IIB Sampit"), ("S02", "Rutan Kelas IIB Kapuas"))
    header = ["Satker", *SKM]
    rows = [
        ["s01"],
        ["LAPAS  KELAS IIB SAMPIT"],
        ["S02 | Rutan Kelas IIB Kapuas"],
        [""],
        ["Bapas Baru"],
        [" bapas baru"],
    ]
    content = csv_bytes([header, *[[*row, *[4] * 9] for row in rows]])
    options = ImportOptions(untuk_disimpan=False, satker_dikenal=known, satker_default="S02")
    inspected = check(content, options)
    assert inspected.hasil.lembar[0].satker.tolist() == ["S01", "S01", "S02", "S02", "Bapas Baru", "Bapas Baru"]
    assert inspected.hasil.ringkasan.satker == {"Bapas Baru": 2, "S01": 2, "S02": 2}
    assert inspected.hasil.ringkasan.satker_tidak_dikenal == ("Bapas Baru",)


def test_codes_of_satker_keep_their_zeros_and_lose_their_decimals():
    assert check(csv_bytes([["Satker", *SKM], ["007", *[4] * 9]])).hasil.lembar[0].satker.tolist() == ["007"]
    assert check(xlsx([["Satker", *SKM], [13.0, *[4] * 9]])).hasil.lembar[0].satker.tolist() == ["13"]


def test_blank_satker_refuse_storing_and_are_listed():
    content = csv_bytes(
        [["Tanggal", "Satker", *SKM], *[["27/05/2024", "S1" if n % 3 else "", *[4] * 9] for n in range(30)]]
    )
    (problem,) = check(content, ImportOptions()).hasil.problems("galat")
    assert (problem.kode, problem.jumlah, problem.sel, problem.baris_awal[:3]) == ("SATKER_KOSONG", 10, "B2", (2, 5, 8))
    assert not check(content, ImportOptions(satker_default="S9")).hasil.ditolak


def test_categories():
    header = ["Jenis Kelamin", "Usia", "Pendidikan", "Pekerjaan", "Layanan", *SKM]
    people: list[list[object]] = [
        ["L", 35, "SLTA", "wiraswasta", "SIM"],
        ["perempuan", "17", "S-1", "Pegawai Swasta", " sim "],
        ["Laki Laki", "21-30", "D III", "PNS/TNI/POLRI", "SIM"],
        ["P", -41, "S2 Keatas", "BURUH HARIAN", ""],
        ["x", 352, "", "-", "Kunjungan"],
        ["Wanita", "61 tahun", "SD Kebawah", "Pelajar", "Kunjungan"],
    ]
    inspected = check(csv_bytes([header, *[[*person, *[4] * 9] for person in people]]))
    kategori = {name: values.tolist() for name, values in inspected.hasil.lembar[0].kategori.items()}
    assert kategori == {
        "jenis_kelamin": ["Laki-laki", "Perempuan", "Laki-laki", "Perempuan", "", "Perempuan"],
        "usia": ["31-40", "di bawah 18", "21-30", "", "", "di atas 60"],
        "pendidikan": ["SMA", "S1", "Diploma", "S2 ke atas", "", "SD ke bawah"],
        "pekerjaan": ["Wirausaha", "Swasta", "PNS/TNI/Polri", "Buruh harian", "", "Pelajar/Mahasiswa"],
        "layanan": ["SIM", "SIM", "SIM", "", "Kunjungan", "Kunjungan"],
        "kanal": [""] * 6,
    }
    warned = {
        (one.kolom, one.jumlah) for one in inspected.hasil.problems("peringatan") if one.kode == "KATEGORI_TIDAK_SAH"
    }
    assert warned == {("A", 1), ("B", 2)}


@pytest.mark.parametrize(
    ("age", "band"),
    [(5, "di bawah 18"), (17.9, "di bawah 18"), (18, "18-20"), (20, "18-20"), (21, "21-30"), (30, "21-30"),
     (31, "31-40"), (41, "41-50"), (50, "41-50"), (51, "51-60"), (60, "51-60"), (61, "di atas 60"), (110, "di atas 60"),
     ("> 60", "di atas 60"), ("Diatas 46", "di atas 46"), ("< 18 tahun", "di bawah 18"),
     ("60 tahun ke atas", "60 ke atas"), ("17 s/d 25", "17-25"), ("25 th", "21-30"), ("tiga puluh", "")],
)  # fmt: skip
def test_age_bands(age: float | str, band: str):
    assert check(xlsx([["Usia", *SKM], [age, *[4] * 9]])).hasil.lembar[0].kategori["usia"].tolist() == [band]


def test_personal_data_in_texts_that_are_kept_is_masked():
    layanan = "SKCK a.n. 3201011505900001, hp 0812-3456-7890, surel budi@contoh.id"
    inspected = check(csv_bytes([["Layanan", *SKM], [layanan, *[4] * 9], ["SIM", *[4] * 9]]))
    kept = inspected.hasil.lembar[0].kategori["layanan"].tolist()
    assert kept == ["SKCK a.n. [disamarkan], hp [disamarkan], surel [disamarkan]", "SIM"]
    (problem,) = [one for one in inspected.hasil.masalah if one.kode == "DISAMARKAN"]
    assert (problem.sel, problem.jumlah) == ("A2", 1)
    assert "3201011505900001" not in repr(inspected.hasil.masalah) + repr(inspected.pratinjau)


def test_texts_that_are_expensive_to_search_are_cut():
    """Looking for addresses in 30,000 letters without one takes minutes when it is not bounded."""
    start = time.perf_counter()
    inspected = check(csv_bytes([["Layanan", "Lain", *SKM], *[["a" * 30_000, "b" * 30_000, *[4] * 9]] * 5]))
    assert time.perf_counter() - start < 5
    assert len(inspected.hasil.lembar[0].kategori["layanan"][0]) == 120


def test_control_characters_are_removed_and_told():
    inspected = check(csv_bytes([["Layanan", *SKM], ["Kun\u200bjungan\x07 pagi", *[4] * 9]]))
    assert inspected.hasil.lembar[0].kategori["layanan"].tolist() == ["Kunjungan pagi"]
    assert "KARAKTER_KENDALI" in codes(inspected, "peringatan")


def test_formulas_stay_text():
    inspected = check(csv_bytes([["Layanan", *SKM], ['=HYPERLINK("http://x","y")', *[4] * 9]]))
    assert inspected.hasil.lembar[0].kategori["layanan"].tolist() == ['=HYPERLINK("http://x","y")']


def test_a_file_with_a_header_only_is_refused():
    assert codes(check(csv_bytes([SKM])), "galat") == ["TANPA_BARIS"]
    assert codes(check(csv_bytes([["No", *SKM], [1, *[""] * 9]])), "galat") == ["TANPA_JAWABAN_SAMA_SEKALI"]


def test_an_instrument_without_answers_is_told_and_left_out():
    inspected = answers([6] * 8 + [""] * 5, header=SPKP_SPAK)
    assert [sheet.instrumen.kode for sheet in inspected.hasil.lembar] == ["spkp"]
    assert "INSTRUMEN_KOSONG" in codes(inspected, "peringatan")


def test_failed_formulas_need_confirmation():
    good = xlsx(survey(SKM, [[4] * 9]))
    cell = b'<row r="3"><c r="C3" t="e"><f>NA()</f><v>#N/A</v></c><c r="D3"><v>3</v></c></row></sheetData>'
    sheet = sheet_xml(good).replace(b"</sheetData>", cell)
    inspected = check(rewrite_zip(good, {"xl/worksheets/sheet1.xml": sheet}))
    (problem,) = inspected.hasil.problems("konfirmasi")
    assert (problem.kode, problem.jumlah, problem.ditemukan) == ("RUMUS_GALAT", 1, "C3")


def test_columns_left_out_are_listed():
    inspected = check(csv_bytes([["Nama", "Saran", "Fakultas", *SKM], ["Budi", "cepat", "F", *[4] * 9]]))
    summary = inspected.hasil.ringkasan
    assert summary.kolom_pribadi == ("A (Nama)",)
    assert [name for name, _ in summary.kolom_dilewati] == ["B (Saran)", "C (Fakultas)"]
    assert inspected.pratinjau.kolom == ("Baris", *SKM)
    assert inspected.pratinjau.baris == (("2", *["4"] * 9),)


def test_the_operator_can_leave_an_instrument_out():
    inspected = answers([6] * 8 + ["Setuju"] * 5, header=SPKP_SPAK)
    assert inspected.hasil.ditolak  # what was agreed with is not known
    mapping = inspected.pemetaan
    for letter in "KLMNO":
        mapping = mapping.with_role(letter, ABAIKAN)
    again = answers([6] * 8 + ["Setuju"] * 5, header=SPKP_SPAK, options=ImportOptions(pemetaan=mapping))
    assert [sheet.instrumen.kode for sheet in again.hasil.lembar] == ["spkp"]


def test_codes_above_texts_that_are_no_answers_are_told():
    """A1.. beside U1.. may be the reasons for the answers, or answers in words that nobody knows."""
    inspected = answers([6] * 8 + ["Baik sekali"] * 5, header=SPKP_SPAK)
    assert [sheet.instrumen.kode for sheet in inspected.hasil.lembar] == ["spkp"]
    assert codes(inspected, "konfirmasi") == ["KERAGUAN"]
    assert "K, L, M, N, O" in inspected.pemetaan.keraguan[0]
