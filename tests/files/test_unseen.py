"""Files as offices make them that no test had in mind: the right answers, or a question, never another answer silently."""

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import numpy as np
import pytest
import xlsxwriter

from data_access.files.options import ImportOptions
from data_access.files.source import Pemeriksaan
from tests.files.layouts import ANSWERS, CODES, NAMES
from tests.files.makers import check, csv_bytes
from tests.files.raw import LOOK, look, problem_codes

ROWS = [[place, *row] for place, row in enumerate(ANSWERS, start=1)]
SHUFFLED = [8, 2, 5, 0, 7, 1, 3, 6, 4]  # the order of the unsur in a form of its own
SIX = [
    [1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6, 1],
    [6, 5, 6, 5, 6, 5, 6, 5, 6, 5, 6, 5, 6],
    [5, 5, 5, 5, 5, 5, 5, 5, 6, 6, 6, 6, 6],
]
KNOWN = (
    ("W01", "Lembaga Pemasyarakatan Kelas IIB Sampit"),
    ("W02", "Lembaga Pemasyarakatan Kelas IIA Palangkaraya"),
    ("W03", "Rumah Tahanan Negara Kelas IIB Kapuas"),
)
Rows = Sequence[Any]


def one(rows: Rows, options: ImportOptions = LOOK) -> Pemeriksaan:
    return look({"Data": rows}, options)


def answers(inspected: Pemeriksaan) -> list[list[int]]:
    assert [problem.pesan for problem in inspected.hasil.problems("galat")] == []
    butir = np.concatenate([sheet.butir for sheet in inspected.hasil.lembar], axis=1)
    return [[int(score) for score in row] for row in butir]


def sums(digits: int | None = None, factor: float = 1.0) -> list[float]:
    return [round(sum(column) * factor, digits) for column in zip(*ANSWERS, strict=True)]


NOTES: dict[str, Rows] = {
    "official form": [
        ["ΣNilai /Unsur", *sums()],
        ["NRR / Unsur", *sums(3, 1 / 6)],
        ["NRR tertbg/ unsur", *sums(4, 0.111 / 6)],
        ["IKM Unit pelayanan", *[""] * 7, "**)", 72.7],
        [],
        ["Keterangan :"],
        ["- U1 s.d. U9", "", "= Unsur-Unsur pelayanan"],
        ["- NRR", "", "= Nilai rata-rata"],
        ["- *)", "", "= Jumlah NRR IKM tertimbang"],
        [],
        [*[""] * 8, "Sampit, 30 Juni 2024"],
        [*[""] * 8, "Kepala,"],
    ],
    "statistics that could be answers": [
        ["Min", *[1] * 9],
        ["Max", *[4] * 9],
        ["Modus", *[3] * 9],
        ["Nilai tengah", *[3] * 9],
    ],
    "counts of each answer": [[f"Jumlah jawaban {score}", *[score % 3 + 1] * 9] for score in (4, 3, 2, 1)],
    "counts named by their label": [["Sangat Baik", *[3] * 9], ["Baik", *[2] * 9], ["Kurang Baik", *[1] * 9]],
    "validity of the items": [["r hitung", *[0.61] * 9], ["r tabel", *[0.36] * 9], ["Varians", *[0.44] * 9]],
    "without a label": [
        ["", *sums()],
        ["", *[value / 6 for value in sums()]],
        ["", *sums(9, 0.111 / 6)],
        [*[""] * 9, 72.7],
    ],
    "a second table": [
        [],
        ["NO", "UNSUR PELAYANAN", "NILAI", "MUTU"],
        *[[place, name, 3.21, "B"] for place, name in enumerate(NAMES, start=1)],
    ],
    "a legend": [[], ["Keterangan:"], ["1 = Tidak Baik"], ["2 = Kurang Baik"], ["3 = Baik"], ["4 = Sangat Baik"]],
}


@pytest.mark.parametrize("name", NOTES)
def test_what_stands_below_the_respondents_is_left_out_and_told(name: str):
    inspected = one([["No", *CODES], *ROWS, *NOTES[name]])
    assert answers(inspected) == ANSWERS
    assert problem_codes(inspected)["BARIS_KAKI_DILEWATI"] == "peringatan"


def test_numbers_in_a_second_table_that_could_be_answers_are_asked():
    inspected = one([["No", *CODES], *ROWS, [], ["No", "Jenis Kelamin", "Jumlah"], [1, 4, 3], [2, 3, 3]])
    assert problem_codes(inspected)["BARIS_KAKI"] == "galat"


@pytest.mark.parametrize("number", [7, "7b", "R-7"])
def test_the_last_respondents_stay_although_they_answer_little_or_have_another_number(number: int | str):
    last = [number, 4, "", 3, *[""] * 6]
    assert answers(one([["No", *CODES], *ROWS, [], last]))[-1] == [4, 0, 3, *[0] * 6]


def test_the_last_respondents_who_answer_in_words_stay():
    words = [["No", *NAMES], *([place, *["Baik"] * 9] for place in range(1, 6)), [], ["", "Baik", "Baik", *[""] * 7]]
    assert answers(one(words))[-1] == [3, 3, *[0] * 7]


TITLES = {
    "satker": (["Lapas Kelas IIB Sampit"], ["Lapas Kelas IIA Palangkaraya"]),
    "month": (["BULAN APRIL 2024"], ["BULAN MEI 2024"]),
    "label beside": (["Satuan Kerja :", "Lapas Kelas IIB Sampit"], ["Satuan Kerja :", "Rutan Kelas IIB Kapuas"]),
}


@pytest.mark.parametrize("kind", TITLES)
def test_titles_between_blocks_are_asked_about(kind: str):
    first, second = TITLES[kind]
    header = ["No", *NAMES]
    inspected = one([first, header, *ROWS, ["Jumlah", *sums()], [], second, header, *ROWS])
    assert answers(inspected) == ANSWERS * 2
    assert problem_codes(inspected)["JUDUL_BLOK"] == "konfirmasi"


@pytest.mark.parametrize("kind", TITLES)
def test_titles_between_blocks_without_a_header_of_their_own(kind: str):
    first, second = TITLES[kind][0][-1:], TITLES[kind][1][-1:]
    inspected = one([["No", *NAMES], first, *ROWS, second, *ROWS])
    assert answers(inspected) == ANSWERS * 2
    assert problem_codes(inspected)["JUDUL_BLOK"] == "konfirmasi"


def test_the_highest_scores_above_the_first_respondent_are_no_respondent():
    assert answers(one([["No", *CODES], ["Skor maksimal", *[4] * 9], *ROWS])) == ANSWERS


def test_rows_without_answers_are_no_titles():
    header = ["No", "Jenis Kelamin", "Saran", *NAMES]
    rows = [
        *([place, "L", "", *row] for place, *row in ROWS),
        [7, "P", "antre lama", *[""] * 9],
        [8, "P", "", *[4] * 9],
    ]
    assert "JUDUL_BLOK" not in problem_codes(one([header, *rows]))


def test_the_same_title_on_every_page_is_no_question():
    rows = [
        ["DATA SURVEI"],
        ["No", *NAMES],
        *ROWS,
        ["DATA SURVEI"],
        ["No", *NAMES],
        *ROWS,
        ["Halaman 3"],
        ["No", *NAMES],
        *ROWS,
    ]
    inspected = one(rows)
    assert answers(inspected) == ANSWERS * 3
    assert "JUDUL_BLOK" not in problem_codes(inspected)


REVERSED = "1 = Sangat Baik, 2 = Baik, 3 = Kurang Baik, 4 = Tidak Baik"


@pytest.mark.parametrize("above", [True, False])
def test_a_legend_outside_the_table_that_counts_downwards_refuses_the_file(above: bool):
    note: Rows = [[f"Keterangan: {REVERSED}"], []]
    rows = [*note, ["No", *NAMES], *ROWS] if above else [["No", *NAMES], *ROWS, *note[::-1]]
    assert problem_codes(one(rows))["ARAH_TERBALIK"] == "galat"
    told = ImportOptions(untuk_disimpan=False, label_values={"*": {"1": 4, "2": 3, "3": 2, "4": 1}})
    assert answers(one(rows, told)) == [[5 - score for score in row] for row in ANSWERS]


@pytest.mark.parametrize("where", ["below", "beside", "own sheet"])
def test_codes_with_a_meaning_of_their_own_refuse_the_file(where: str):
    table = [["No", *CODES], *ROWS]
    legend = [(code, NAMES[place]) for code, place in zip(CODES, SHUFFLED, strict=True)]
    sheets: dict[str, Rows] = {"Data": table}
    if where == "below":
        sheets["Data"] = [*table, [], ["Keterangan"], *([f"{code} = {name}"] for code, name in legend)]
    elif where == "beside":
        sheets["Data"] = [*table, [], ["Keterangan"], *([code, name] for code, name in legend)]
    else:
        sheets["Keterangan"] = [["Kode", "Unsur"], *legend]
    inspected = look(sheets)
    assert problem_codes(inspected)["KODE_LAIN"] == "galat"
    assert "B (U1) adalah Sarana" in inspected.hasil.problems("galat")[0].pesan


def test_a_legend_that_says_what_the_instrument_says_is_no_question():
    legend = [[f"{code} = {name}"] for code, name in zip(CODES, NAMES, strict=True)]
    inspected = one([["No", *CODES], *ROWS, [], ["Keterangan"], *legend])
    assert answers(inspected) == ANSWERS


def test_a_month_in_the_title_against_the_chosen_one():
    rows = [["SURVEI KEPUASAN MASYARAKAT"], ["BULAN JUNI 2024"], [], ["No", *NAMES], *ROWS]
    july = problem_codes(one(rows, ImportOptions(satker_default="W01", tanggal_default=date(2024, 7, 1))))
    june = problem_codes(one(rows, ImportOptions(satker_default="W01", tanggal_default=date(2024, 6, 30))))
    assert july["TANGGAL_JUDUL"] == "konfirmasi"
    assert "TANGGAL_JUDUL" not in june


def test_a_satker_in_the_title_against_the_chosen_one():
    rows = [["SURVEI KEPUASAN MASYARAKAT"], ["LAPAS KLAS II B SAMPIT"], [], ["No", *NAMES], *ROWS]
    given = {"satker_dikenal": KNOWN, "tanggal_default": date(2024, 6, 30)}
    assert problem_codes(one(rows, ImportOptions(satker_default="W03", **given)))["SATKER_JUDUL"] == "konfirmasi"  # type: ignore[arg-type]
    assert "SATKER_JUDUL" not in problem_codes(one(rows, ImportOptions(satker_default="W01", **given)))  # type: ignore[arg-type]


def test_a_satker_written_once_for_the_rows_below_it_is_asked():
    names = [KNOWN[0][1], "", "", KNOWN[1][1], "", ""]
    rows = [["Satker", "No", *NAMES], *([name, *row] for name, row in zip(names, ROWS, strict=True))]
    options = ImportOptions(satker_dikenal=KNOWN, satker_default="W03", tanggal_default=date(2024, 6, 30))
    assert problem_codes(one(rows, options))["SATKER_SEKALI"] == "konfirmasi"


def test_dates_of_which_a_spreadsheet_turned_half_are_asked():
    # 3/6 and 5/6 became 6 March and 6 May in a spreadsheet set to month/day; from the 13th on they stayed texts.
    dates = [
        datetime.fromisoformat("2024-03-06"),
        datetime.fromisoformat("2024-05-06"),
        "13/06/2024",
        "15/06/2024",
        "17/06/2024",
        "19/06/2024",
    ]
    whole = [dates[0], datetime.fromisoformat("2024-06-25"), *dates[2:]]
    turned, right = (
        one([["Tanggal", *NAMES], *([day, *row] for day, row in zip(given, ANSWERS, strict=True))])
        for given in (dates, whole)
    )
    assert problem_codes(turned)["TANGGAL_TERTUKAR"] == "konfirmasi"
    assert "TANGGAL_TERTUKAR" not in problem_codes(right)


@pytest.mark.parametrize(
    ("titles", "cells", "expected"),
    [
        (["Tgl", "Bln", "Thn"], [27, 6, 2024], "2024-06-27"),
        (["Tanggal", "Bulan", "Tahun"], ["27", "Juni", "2024"], "2024-06-27"),
        (["Bulan", "Tahun"], ["Nopember", 2024], "2024-11-01"),
        (["Tanggal", "Bulan", "Tahun"], ["27/06/2024", "Juni", "2024"], "2024-06-27"),
    ],
)
def test_day_month_and_year_in_columns_of_their_own(titles: list[str], cells: list[object], expected: str):
    inspected = one([["No", *titles, *NAMES], *([place, *cells, *row] for place, *row in ROWS)])
    (sheet,) = inspected.hasil.lembar
    assert {str(day)[:10] for day in sheet.tanggal} == {expected}


def test_a_day_that_does_not_exist_is_told():
    inspected = one([["Tgl", "Bln", "Thn", *NAMES], *([31, 6, 2024, *row] for row in ANSWERS)])
    assert problem_codes(inspected)["TANGGAL_TAK_TERBACA"] == "galat"


HEADERS = {
    "number after the survey": [
        *(f"spkp_{place}" for place in range(1, 9)),
        *(f"spak_{place}" for place in range(1, 6)),
    ],
    "code after the survey": [
        *(f"SPKP U{place}" for place in range(1, 9)),
        *(f"SPAK U{place}" for place in range(1, 6)),
    ],
    "own codes after the survey": [*(f"SPKP_U{n}" for n in range(1, 9)), *(f"SPAK_A{n}" for n in range(1, 6))],
}


@pytest.mark.parametrize("name", HEADERS)
def test_numbers_beside_the_name_of_a_survey(name: str):
    inspected = one([["No", *HEADERS[name]], *([place, *row] for place, row in enumerate(SIX, start=1))])
    assert answers(inspected) == SIX


GROUPS = {
    "plain numbers": ("SPKP", "SPAK", [*range(1, 9), *range(1, 6)]),
    "U in both": ("Survei Persepsi Kualitas Pelayanan (SPKP)", "Survei Persepsi Anti Korupsi (SPAK)",
                  [*CODES[:8], *CODES[:5]]),
}  # fmt: skip


def merged(header: Sequence[tuple[int, int, int, int, str]], rows: Rows) -> bytes:
    """A workbook with merged titles (first row, first column, last row, last column, text) above ``rows``."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Data")
        for top, left, bottom, right, text in header:
            sheet.merge_range(top, left, bottom, right, text)
        for number, row in enumerate(rows, start=1):
            sheet.write_row(number, 0, row)
    return buffer.getvalue()


@pytest.mark.parametrize("name", GROUPS)
def test_two_surveys_as_groups_over_the_same_numbers(name: str):
    spkp, spak, below = GROUPS[name]
    titles = [(0, 0, 1, 0, "No"), (0, 1, 0, 8, spkp), (0, 9, 0, 13, spak)]
    content = merged(titles, [["", *below], *([place, *row] for place, row in enumerate(SIX, start=1))])
    assert answers(check(content)) == SIX


def test_importance_beside_performance_is_not_read():
    titles = [(0, 0, 1, 0, "No"), (0, 1, 0, 9, "TINGKAT KEPENTINGAN"), (0, 10, 0, 18, "TINGKAT KINERJA")]
    content = merged(titles, [["", *NAMES, *NAMES], *([place, *[4] * 9, *row] for place, *row in ROWS)])
    assert answers(check(content)) == ANSWERS


def test_codes_of_answers_are_no_header():
    header = ["id", "submitdate", *(f"Q001[SQ00{place}]" for place in range(1, 10))]
    rows = [[place, "2024-06-01 08:00:00", *(f"A{score}" for score in row)] for place, *row in ROWS]
    inspected = one([header, *rows])
    assert inspected.pemetaan.baris_judul == 1
    assert problem_codes(inspected)["TANPA_UNSUR"] == "galat"


@pytest.mark.parametrize("title", ["Submission Date", "Date submitted", "Completion time", "Start Date"])
def test_date_columns_of_survey_tools_are_certain(title: str):
    inspected = one([[title, *NAMES], *(["2024-06-27 08:00:00", *row] for row in ANSWERS)])
    assert answers(inspected) == ANSWERS
    assert inspected.hasil.problems("konfirmasi") == ()


def test_unit_pelaksana_teknis_is_the_satker():
    options = ImportOptions(untuk_disimpan=False, satker_dikenal=KNOWN)
    inspected = one(
        [["Unit Pelaksana Teknis", *NAMES], *(["LAPAS KLAS II B SAMPIT", *row] for row in ANSWERS)], options
    )
    assert set(inspected.hasil.lembar[0].satker) == {"W01"}


def test_computed_columns_beside_the_answers_are_not_read():
    header = ["No", *(text for code in CODES for text in (code, f"Nilai {code}"))]
    inspected = one([header, *([place, *(x for score in row for x in (score, score * 25))] for place, *row in ROWS)])
    assert answers(inspected) == ANSWERS


def test_scores_beside_their_words_are_no_second_survey():
    words = ["Tidak Baik", "Kurang Baik", "Baik", "Sangat Baik"]
    header = ["No", *(text for name in NAMES for text in (name, f"Skor {name}"))]
    inspected = one(
        [header, *([place, *(x for score in row for x in (words[score - 1], score))] for place, *row in ROWS)]
    )
    assert answers(inspected) == ANSWERS


@pytest.mark.parametrize("short", [["STS", "TS", "S", "SS"], ["TB", "KB", "B", "SB"]])
def test_abbreviated_ladders_are_read_and_told(short: list[str]):
    columns = [[place % 4 + 1, *[score % 4 + 1 for score in range(place, place + 8)]] for place in range(6)]
    inspected = one(
        [["No", *NAMES], *([place, *(short[score - 1] for score in row)] for place, row in enumerate(columns, 1))]
    )
    assert answers(inspected) == columns
    assert "LABEL_DIARTIKAN" in problem_codes(inspected)


def test_texts_marked_by_an_apostrophe():
    assert (
        answers(one([["No", *NAMES], *([place, *(f"'{score}" for score in row)] for place, *row in ROWS)])) == ANSWERS
    )


def test_lines_wrapped_in_quotes():
    lines = csv_bytes([["No", *NAMES], *ROWS]).decode().splitlines()
    wrapped = "\r\n".join('"' + line.replace('"', '""') + '"' for line in lines).encode()
    assert answers(check(wrapped, name="d.csv")) == ANSWERS


def test_one_column_of_quoted_texts_stays_one_column():
    wrapped = b'"Saran"\r\n"Antre lama, panas"\r\n"Baik"\r\n"Petugas ramah, cepat, sopan"\r\n"Baik"\r\n'
    assert [len(sheet.kolom) for sheet in check(wrapped, name="d.csv").berkas.lembar] == [1]


def test_respondents_as_columns_are_refused_with_what_to_do():
    rows = [["No", "Unsur", *(f"R{place}" for place in range(1, 7))]]
    rows += [
        [str(place), name, *column]
        for place, name, column in zip(range(1, 10), NAMES, zip(*ANSWERS, strict=True), strict=True)
    ]
    (problem,) = one(rows).hasil.problems("galat")
    assert problem.kode == "TANPA_UNSUR"
    assert "Transpos" in problem.pesan


def test_a_file_of_something_else_is_not_told_to_turn_its_table():
    (problem,) = one([["Nama barang", "Jumlah"], ["Kertas", 4], ["Tinta", 3], ["Map", 2], ["Pena", 9]]).hasil.problems(
        "galat"
    )
    assert "Transpos" not in problem.pesan


def test_dates_marked_by_an_apostrophe():
    (sheet,) = one([["Tanggal", *NAMES], *(["'27/06/2024", *row] for row in ANSWERS)]).hasil.lembar
    assert {str(day)[:10] for day in sheet.tanggal} == {"2024-06-27"}
