"""Long form, one row an answer: the shapes met in real databases, and everything that is wrong with them."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from data_access.errors import InvalidFileError
from data_access.files.options import ImportOptions
from data_access.files.shapes import combine, widen
from tests.files.makers import INSTRUMEN, SKM
from tests.files.raw import LOOK, Rows, look, problem_codes, raw_file

NAMES = [
    "Persyaratan", "Prosedur", "Waktu pelayanan", "Biaya/tarif", "Produk spesifikasi jenis pelayanan", "Kompetensi pelaksana",
    "Perilaku pelaksana", "Penanganan pengaduan", "Sarana dan prasarana",
]  # fmt: skip
ANSWERS = {"R1": [4, 3, 4, 3, 4, 3, 4, 3, 4], "R2": [1, 2, 3, 4, 1, 2, 3, 4, 1], "R3": [2] * 9}


def long_rows(
    answers: Mapping[str, list[int]] = ANSWERS, *, letters: bool = False, time: str = ""
) -> list[list[object]]:
    rows: list[list[object]] = [["respondent_id", "unsur", "jawaban", *(["created_date"] if time else [])]]
    for kode, values in answers.items():
        for unsur, value in zip(SKM, values, strict=True):
            rows.append([kode, unsur, "abcd"[value - 1] if letters else value, *([time] if time else [])])
    return rows


def read(sheets: Mapping[str, Rows], options: ImportOptions = LOOK) -> dict[str, list[int]]:
    """{id: answers} of a file without refusals."""
    inspected = look(sheets, options)
    assert inspected.hasil.problems("galat") == ()
    (sheet,) = inspected.hasil.lembar
    assert sheet.id_sumber is not None
    return {str(kode): row for kode, row in zip(sheet.id_sumber, sheet.butir.tolist(), strict=True)}


def test_one_row_an_answer_becomes_one_row_a_respondent():
    assert read({"Jawaban": long_rows()}) == ANSWERS


def test_row_numbers_are_those_of_the_file():
    rows = long_rows()
    rows[14][2] = 9  # R2's fifth answer stands in row 15; the respondent begins in row 11
    (problem,) = look({"Jawaban": rows}).hasil.problems("galat")
    assert (problem.kode, problem.baris) == ("DI_LUAR_SKALA", 11)


QUESTIONS = [
    ["id_soal", "soal", "a", "b", "c", "d"],
    ["U1", "Persyaratan pelayanan", "Tidak Sesuai", "Kurang Sesuai", "Sesuai", "Sangat Sesuai"],
    ["U2", "Prosedur pelayanan", "Tidak Mudah ", "Kurang Mudah ", "Mudah", "Sangat Mudah"],
    ["U3", "Kecepatan pelayanan", "Tidak Cepat", "Kurang Cepat", "Cepat", "Sangat Cepat"],
    ["U4", "Kewajaran biaya", "Sangat Mahal", "Cukup Mahal", "Murah", "Gratis"],
    ["U5", "Kesesuaian hasil pelayanan", "Tidak Sesuai", "Kurang Sesuai", "Sesuai", "Sangat Sesuai"],
    ["U6", "Kemampuan petugas", "Tidak Kompeten", "Kurang Kompeten", "Kompeten", "Sangat Kompeten"],
    ["U7", "Perilaku petugas", "Tidak sopan dan ramah", "Kurang sopan dan ramah", "Sopan dan ramah",
     "Sangat sopan dan ramah"],
    ["U8", "Penanganan pengaduan", "Tidak Ada", "Ada tapi tidak berfungsi", "Berfungsi kurang maksimal",
     "Dikelola dengan baik"],
    ["U9", "Sarana dan prasarana", "Buruk", "Cukup", "Baik", "Sangat Baik"],
]  # fmt: skip


def test_letters_through_the_table_of_questions():
    assert read({"Jawaban": long_rows(letters=True), "Soal": QUESTIONS}) == ANSWERS


def test_letters_that_count_the_other_way_round():
    """a = Sangat Sesuai: the texts decide, not the alphabet."""
    turned = [QUESTIONS[0], *([*row[:2], *reversed(row[2:])] for row in QUESTIONS[1:])]
    expected = {kode: [5 - value for value in values] for kode, values in ANSWERS.items()}
    assert read({"Jawaban": long_rows(letters=True), "Soal": turned}) == expected


def test_letters_without_any_table_are_asked_not_guessed():
    sheets = {"Jawaban": long_rows(letters=True)}
    inspected = look(sheets)
    assert inspected.hasil.lembar == ()
    assert {one.label for one in inspected.hasil.label_asing} == {"a", "b", "c", "d"}
    given = replace(LOOK, label_values={"*": {"a": 1, "b": 2, "c": 3, "d": 4}})
    assert read(sheets, given) == ANSWERS


def test_a_question_whose_words_nobody_knows_follows_the_others_when_confirmed():
    strange: list[list[object]] = [list(row) for row in QUESTIONS]
    strange[9][2:] = ["Merah", "Kuning", "Hijau", "Biru"]
    sheets = {"Jawaban": long_rows(letters=True), "Soal": strange}
    assert read(sheets) == ANSWERS
    inspected = look(sheets)
    assert problem_codes(inspected)["ARAH_HURUF"] == "konfirmasi"
    nobody = [QUESTIONS[0], *([*row[:2], "Merah", "Kuning", "Hijau", "Biru"] for row in QUESTIONS[1:])]
    assert problem_codes(look({"Jawaban": long_rows(letters=True), "Soal": nobody}))["LABEL_ASING"] == "galat"


def eav() -> dict[str, Rows]:
    """Three tables; age and gender are rows too, with skor 0."""
    options: list[list[object]] = [["jawaban_id", "pertanyaan_id", "pilihan", "skor", "flaghitungskor"]]
    options += [[13, 6, "L", 0, 0], [14, 6, "P", 0, 0]]
    options += [[100 + 10 * place + value, 9 + place, f"Pilihan {value}", value, 1] for place in range(9)
                for value in range(1, 5)]  # fmt: skip
    questions: list[list[object]] = [["pertanyaan_id", "pertanyaan", "flaghitungskor"], [5, "Usia (Tahun)", 0]]
    questions += [[6, "Jenis Kelamin", 0], *([9 + place, name, 1] for place, name in enumerate(NAMES))]
    answers: list[list[object]] = [["respon_id", "pertanyaan_id", "jawaban_id", "skor", "teks", "responden_id"]]
    for kode, values in ANSWERS.items():
        answers += [[len(answers), 5, 12, 0.0, "35", kode], [len(answers) + 1, 6, 14, 0.0, "P", kode]]
        for place, value in enumerate(values):
            option = 100 + 10 * place + value
            answers.append([len(answers), 9 + place, option, float(value), f"Pilihan {value}", kode])
    return {"respon": answers, "pilihan": options, "pertanyaan": questions}


def test_demographics_as_rows_do_not_enter_a_mean():
    inspected = look(eav())
    (sheet,) = inspected.hasil.lembar
    assert sheet.butir.tolist() == list(ANSWERS.values())
    assert set(sheet.kategori["usia"]) == {"31-40"}
    assert set(sheet.kategori["jenis_kelamin"]) == {"Perempuan"}


def test_scores_come_from_the_option_table_when_the_answers_have_only_its_ids():
    sheets = dict(eav())
    sheets["respon"] = [[row[1], row[2], row[5]] for row in sheets["respon"]]
    inspected = look(sheets)
    (sheet,) = inspected.hasil.lembar
    assert sheet.butir.tolist() == list(ANSWERS.values())
    assert set(sheet.kategori["jenis_kelamin"]) == {"Perempuan"}


def test_a_score_of_zero_is_no_answer_and_told():
    sheets = eav()
    rows = [list(row) for row in sheets["respon"]]
    rows[3][2:5] = [None, 0.0, None]  # R1's first answer
    inspected = look({**sheets, "respon": rows})
    assert inspected.hasil.lembar[0].butir[0].tolist() == [0, *ANSWERS["R1"][1:]]
    (told,) = [one for one in inspected.hasil.masalah if one.kode == "SKOR_NOL"]
    assert (told.baris, told.jumlah) == (4, 1)


def test_scores_against_the_meaning_of_their_texts_are_asked():
    rows: list[list[object]] = [["id responden", "pertanyaan", "jawaban", "skor"]]
    for kode in ("R1", "R2"):
        for name in NAMES:
            for text, score in (("Sangat Baik", 1), ("Tidak Baik", 4)):
                if (kode == "R1") == (score == 1):
                    rows.append([kode, name, text, score])
    inspected = look({"Jawaban": rows})
    assert problem_codes(inspected)["SKOR_BERLAWANAN"] == "konfirmasi"


def test_respondents_in_a_table_of_their_own():
    people: list[list[object]] = [["respondent_id", "umur", "jk", "loket", "created_date", "kanal"]]
    people += [["R1", 27, "L", "1", "2021-01-05 04:21:54", "qr"], ["R2", 41, "P", "", "0000-00-00", None]]
    people += [["R3", 19, "P", "31", "2021-02-01", "Kiosk"], ["R9", 50, "L", "1", "2021-03-01", "qr"]]
    units = [["id_loket", "nama_loket"], ["1", "PELAYANAN OSS"], ["2", "SAMSAT"]]
    inspected = look({"answers": long_rows(time="2022-05-05"), "people": people, "loket": units})
    (sheet,) = inspected.hasil.lembar
    assert [str(value)[:10] for value in sheet.tanggal] == ["2021-01-05", "NaT", "2021-02-01"]
    assert [text.split(" | ")[0] for text in sheet.satker] == ["1", "", "31"]
    assert sheet.kategori["usia"].tolist() == ["21-30", "41-50", "18-20"]
    assert sheet.kategori["kanal"].tolist() == ["QR di loket", "", "Tablet/kiosk"]
    told = {one.kode: one for one in inspected.hasil.masalah}
    assert (told["RESPONDEN_TANPA_JAWABAN"].baris, told["RESPONDEN_TANPA_JAWABAN"].lembar) == (5, "people")
    assert "31" in told["KODE_TAK_DIKENAL"].pesan
    assert "SATKER_KOSONG" in told
    assert "TANGGAL_KOSONG" in told
    assert any("people" in note for note in inspected.catatan)


def test_answers_of_nobody_in_the_table_stay_and_are_told():
    people: Rows = [["respondent_id", "umur"], ["R1", 27], ["R2", 30]]
    inspected = look({"answers": long_rows(), "people": people})
    assert len(inspected.hasil.lembar[0]) == 3
    assert problem_codes(inspected)["JAWABAN_YATIM"] == "konfirmasi"


def test_the_same_respondent_twice_is_read_from_the_last_record():
    people: list[list[object]] = [["respondent_id", "umur", "created_date"], ["R1", 50, "2021-01-06"]]
    people += [["R1", 27, "2021-01-05"], ["R2", 30, "2021-01-05"], ["R2", 30, "2021-01-05"], ["R3", 20, "2021-01-05"]]
    inspected = look({"answers": long_rows(), "people": people})
    assert inspected.hasil.lembar[0].kategori["usia"].tolist()[0] == "41-50"
    told = {one.kode: one.baris for one in inspected.hasil.masalah}
    assert (told["RESPONDEN_BERBEDA"], told["RESPONDEN_BERULANG"]) == (3, 4)


def test_of_two_answers_the_last_by_time_counts():
    rows = long_rows(time="2024-05-01 08:00:00")
    rows.insert(1, ["R1", "U1", 2, "2024-05-01 09:00:00"])
    inspected = look({"Jawaban": rows})
    assert inspected.hasil.lembar[0].butir[0].tolist() == [2, *ANSWERS["R1"][1:]]
    (told,) = [one for one in inspected.hasil.masalah if one.kode == "JAWABAN_DIGANTI"]
    assert (told.baris, told.jumlah) == (3, 1)


@pytest.mark.parametrize("time", ["", "2024-05-01"])
def test_two_answers_without_a_time_that_decides_refuse_the_file(time: str):
    rows = long_rows(time=time)
    rows.append(["R2", "U4", 2, time])
    inspected = look({"Jawaban": rows})
    (problem,) = inspected.hasil.problems("galat")
    assert (problem.kode, problem.jumlah, problem.baris_awal) == ("JAWABAN_BERTENTANGAN", 2, (14, 29))


def test_the_same_answer_twice_counts_once():
    rows = [*long_rows(), ["R2", "U4", 4]]
    inspected = look({"Jawaban": rows})
    assert inspected.hasil.lembar[0].butir.tolist() == list(ANSWERS.values())
    assert problem_codes(inspected)["JAWABAN_BERULANG"] == "peringatan"


def test_a_second_full_form_under_one_number_is_a_second_form():
    rows = long_rows(time="2024-05-01 08:00:00")
    rows += [[*row[:2], 1, "2024-05-01 08:00:06"] for row in rows[1:10]]
    inspected = look({"Jawaban": rows})
    assert inspected.hasil.lembar[0].butir.tolist() == [*ANSWERS.values(), [1] * 9]
    assert problem_codes(inspected)["FORMULIR_GANDA"] == "peringatan"


def test_answers_without_respondent_or_question_are_told():
    rows: list[list[object]] = [*long_rows(), ["", "U1", 4], ["R1", None, 4]]
    inspected = look({"Jawaban": rows})
    told = {one.kode: (one.tingkat, one.baris) for one in inspected.hasil.masalah}
    assert told["JAWABAN_TANPA_RESPONDEN"] == ("konfirmasi", 29)
    assert told["JAWABAN_TANPA_SOAL"] == ("konfirmasi", 30)


def test_bare_numbers_of_unsur_are_asked():
    rows = [[row[0], str(row[1]).replace("U", ""), row[2]] for row in long_rows()]
    rows[0][1] = "unsur"
    inspected = look({"Jawaban": rows})
    assert inspected.hasil.lembar[0].butir.tolist() == list(ANSWERS.values())
    assert problem_codes(inspected)["NOMOR_UNSUR"] == "konfirmasi"
    rows[0][1] = "pertanyaan_id"
    assert problem_codes(look({"Jawaban": rows}))["TANPA_UNSUR"] == "galat"


@pytest.mark.parametrize(
    "rows",
    [
        [["respondent_id", "Tanggal", *SKM], ["R1", "2024-05-01", *[4] * 9], ["R2", "2024-05-01", *[4] * 9]],
        [["No", "Unsur", "Nilai"], *[[number, name, 3.5] for number, name in enumerate(NAMES)]],
        [["survey", "no", "unsur", "published_nilai"], *[["IKM", n, name, "3,5"] for n, name in enumerate(NAMES)]],
        [["Catatan"], ["tidak ada"]],
    ],
)
def test_what_is_no_long_form_stays_as_it_is(rows: Rows):
    assert widen(raw_file({"Data": rows}), INSTRUMEN) is None


def test_files_given_together_become_sheets_in_any_order():
    one, two = raw_file({"CSV": long_rows(letters=True)}, "b.csv"), raw_file({"CSV": QUESTIONS}, "a.csv")
    joined = combine([one, two])
    assert [sheet.nama for sheet in joined.lembar] == ["a", "b"]
    assert joined.sha256 == combine([two, one]).sha256
    assert combine([one]) is one
    with pytest.raises(InvalidFileError, match="dua kali"):
        combine([one, one])
    widened = widen(joined, INSTRUMEN)
    assert widened is not None
    assert [sheet.nama for sheet in widened.raw.lembar] == ["b"]


def kobo(*, long: bool) -> dict[str, Rows]:
    survey: list[list[object]] = [
        ["start", "identitas/kantor/Satker", "identitas/Usia", "_id", "_uuid", "_submission_time", "_index"]
    ]
    survey += [["x", "S01", 30, 901, "u1", "2024-05-01T08:00:00", 1], ["x", "S02", 40, 902, "u2", "2024-06-01", 2]]
    parent = ["_index", "_parent_table_name", "_parent_index"]
    if long:
        rows: list[list[object]] = [["penilaian/unsur", "penilaian/nilai", *parent]]
        for place, values in enumerate((ANSWERS["R1"], ANSWERS["R2"]), 1):
            rows += [[kode, value, len(rows), "survei", place] for kode, value in zip(SKM, values, strict=True)]
    else:
        rows = [[*(f"penilaian/{kode}" for kode in SKM), *parent]]
        rows += [[*ANSWERS["R1"], 1, "survei", 1], [*ANSWERS["R2"], 2, "survei", 2], [*ANSWERS["R3"], 3, "survei", 2]]
    return {"survei": survey, "ulang": rows}


def test_kobo_groups_and_repeats():
    inspected = look(kobo(long=False))
    (sheet,) = inspected.hasil.lembar
    assert sheet.butir.tolist() == list(ANSWERS.values())
    assert sheet.satker.tolist() == ["S01", "S02", "S02"]
    assert [str(day)[:10] for day in sheet.tanggal] == ["2024-05-01", "2024-06-01", "2024-06-01"]
    (sheet,) = look(kobo(long=True)).hasil.lembar
    assert sheet.butir.tolist() == [ANSWERS["R1"], ANSWERS["R2"]]
    assert sheet.satker.tolist() == ["S01", "S02"]


def test_kobo_keeps_the_path_of_a_question_with_several_answers():
    header = ["_id", "_uuid", "Layanan", "Layanan/U1", "tanya/U1", *SKM[1:]]
    inspected = look({"survei": [header, [1, "u", "x", 0, *[4] * 9], [2, "v", "x", 1, *[3] * 9]]})
    assert inspected.hasil.lembar[0].butir.tolist() == [[4] * 9, [3] * 9]


def test_letters_in_wide_form_through_a_table_in_another_sheet():
    rows: Rows = [["ID responden", *SKM], *[[kode, *("abcd"[v - 1] for v in row)] for kode, row in ANSWERS.items()]]
    assert read({"Data": rows, "Soal": QUESTIONS}) == ANSWERS
    reverse: Rows = [["huruf", "pilihan", "skor"], *[["abcd"[4 - v], f"pilihan {v}", v] for v in (1, 2, 3, 4)]]
    assert read({"Data": rows, "Pilihan": reverse}) == {k: [5 - v for v in row] for k, row in ANSWERS.items()}
    assert problem_codes(look({"Data": rows}))["LABEL_ASING"] == "galat"


def test_numbers_that_begin_anew_in_each_satker_are_different_people():
    rows: list[list[object]] = [["no responden", "satker", "unsur", "nilai"]]
    for satker, shift in (("S01", 0), ("S02", 1)):
        for number, values in enumerate(ANSWERS.values(), 1):
            rows += [[number, satker, kode, (v - 1 + shift) % 4 + 1] for kode, v in zip(SKM, values, strict=True)]
    (sheet,) = look({"Jawaban": rows}).hasil.lembar
    expected = [[(v - 1 + shift) % 4 + 1 for v in values] for shift in (0, 1) for values in ANSWERS.values()]
    assert sheet.butir.tolist() == expected
    assert sheet.satker.tolist() == ["S01"] * 3 + ["S02"] * 3
