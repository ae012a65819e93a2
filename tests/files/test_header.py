"""Where the header is and what it says: title rows above, two and three rows, merged groups, titles cut in two."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from data_access.files.columns.header import Header, find_header
from data_access.files.columns.header_rows import has_titles
from data_access.files.columns.matching import Lexicon
from data_access.files.reading.cells import Cell
from scoring.instruments import shipped_instrument
from tests.files.makers import SKM, check, csv_bytes
from tests.files.raw import LOOK, raw_sheet

LEXICONS = [Lexicon(shipped_instrument("skm"))]
NAMES = [unsur.nama for unsur in shipped_instrument("skm").unsur]
FOUR = [4] * 9
Rows = Sequence[Sequence[Cell]]
Regions = Sequence[tuple[int, int, int, int]]


def header(rows: Rows, regions: Regions = ()) -> Header:
    """``regions``: merged cells (first row from 1, first column from 0, last row, last column)."""
    found = find_header(replace(raw_sheet("Data", rows), gabungan=tuple(regions)), LEXICONS)
    assert has_titles(replace(raw_sheet("Data", rows), gabungan=tuple(regions)), found.akhir, found.teks)
    return found


@pytest.mark.parametrize("above", [0, 1, 5, 20, 28])
def test_the_header_is_found_below_title_rows(above: int):
    titles: Rows = [["REKAP SURVEI"], ["Satker", "Lapas Sampit"], ["Periode", "Juni 2024"], [], []] * 6
    found = header([*titles[:above], ["No", "Tanggal", *SKM], [1, "27/05/2024", *FOUR]])
    assert (found.awal, found.akhir, found.teks) == (above + 1, above + 1, ("No", "Tanggal", *SKM))


def test_groups_over_codes_with_merged_cells():
    rows: Rows = [["No", "Nilai Unsur Pelayanan", *[None] * 8, "Saran"], ["No", *SKM, "Saran"], [1, *FOUR, "baik"]]
    found = header(rows, [(1, 0, 2, 0), (1, 1, 1, 9), (1, 10, 2, 10)])
    assert (found.awal, found.akhir, found.teks) == (1, 2, ("No", *SKM, "Saran"))


def test_groups_over_codes_without_merged_cells():
    rows: Rows = [["No", "Nilai Unsur Pelayanan", *[""] * 8, "Saran"], ["", *SKM, ""], [1, *FOUR, "baik"]]
    found = header(rows)
    assert (found.awal, found.akhir, found.teks) == (1, 2, ("No", *SKM, "Saran"))


def test_names_over_codes_are_both_kept():
    """The names decide what a code means: forms swap U8 and U9."""
    rows: Rows = [["No", *NAMES], ["", *SKM], [1, *FOUR]]
    assert header(rows).teks == ("No", *(f"{code} {name}" for code, name in zip(SKM, NAMES, strict=True)))


def test_sub_items_under_merged_groups():
    groups: list[Cell] = [cell for name in NAMES[:3] for cell in (name, None)]
    rows: Rows = [
        ["No", "Nama Lengkap", *groups],
        [None, None, "U1.1", "U1.2", "U2.1", "U2.2", "U3.1", "U3.2"],
        [1, "A", *[4] * 6],
    ]
    found = header(rows, [(1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 1, 5), (1, 6, 1, 7)])
    assert found.akhir == 2
    assert found.teks[:2] == ("No", "Nama Lengkap")
    assert all("U1." in text for text in found.teks[2:4])
    assert header(rows).teks == found.teks  # without merged cells the blank cells say the same


def test_the_same_word_under_each_group_belongs_to_the_group():
    groups: list[Cell] = [cell for name in NAMES for cell in (name, "")]
    body: list[Cell] = [4, "x"] * 9
    rows: Rows = [["No", *groups], ["", *(["Nilai", "Alasan"] * 9)], [1, *body]]
    assert header(rows).teks[1:5] == (
        f"{NAMES[0]} Nilai",
        f"{NAMES[0]} Alasan",
        f"{NAMES[1]} Nilai",
        f"{NAMES[1]} Alasan",
    )


def test_titles_cut_in_two_rows():
    rows: Rows = [["No", "Jenis", "Tingkat", *[""] * 9], ["", "Kelamin", "Pendidikan", *SKM], [1, "L", "SMA", *FOUR]]
    assert header(rows).teks == ("No", "Jenis Kelamin", "Pendidikan", *SKM)


def test_three_rows():
    rows: Rows = [
        ["No", "Identitas", None, "Penilaian", *[None] * 8],
        [None, "Jenis", "Pendidikan", *NAMES],
        [None, "Kelamin", None, *SKM],
        [1, "L", "SMA", *FOUR],
    ]
    found = header(rows, [(1, 0, 3, 0), (1, 1, 1, 2), (1, 3, 1, 11), (2, 2, 3, 2)])
    assert (found.awal, found.akhir) == (1, 3)
    assert found.teks[:4] == ("No", "Jenis Kelamin", "Pendidikan", f"U1 {NAMES[0]}")


@pytest.mark.parametrize("first", [[*FOUR], ["Baik"] * 9, [*["4"] * 9]])
def test_the_first_respondent_is_no_header(first: list[Cell]):
    assert header([["Layanan", *SKM], ["Informasi", *first], ["Informasi", *first]]).akhir == 1
    assert header([["Layanan", *NAMES], ["Informasi", *first], ["Informasi", *first]]).akhir == 1


def test_a_column_without_a_title_does_not_pull_the_first_respondent_up():
    assert header([["No", "", *SKM], [1, "Informasi", *FOUR], [2, "Kunjungan", *FOUR]]).akhir == 1


def test_quoted_titles_over_several_lines():
    rows: list[list[object]] = [
        ["No", *(f"{place}. {name}\n- 1 = kurang\n- 4 = baik" for place, name in enumerate(NAMES, 1))],
        [1, *FOUR],
    ]
    inspected = check(csv_bytes(rows), LOOK)
    assert inspected.hasil.lembar[0].baris.tolist() == [2]


def test_empty_sheets():
    assert find_header(raw_sheet("Data", []), LEXICONS) == Header(0, 0, ())


def test_a_mapping_fits_the_next_file_of_the_layout_and_no_other():
    rows: Rows = [["Judul"], ["No", "Nilai", *[""] * 8], ["", *SKM], [1, *FOUR]]
    pemetaan = check(csv_bytes(rows), LOOK).pemetaan
    assert pemetaan.baris_judul == 3
    assert pemetaan.fits(raw_sheet("CSV", [["Lain"], *rows[1:], [2, *FOUR]]))
    assert not pemetaan.fits(raw_sheet("CSV", [*rows[:2], ["", *SKM[:8], "U8"], rows[3]]))
    assert not pemetaan.fits(raw_sheet("CSV", rows[1:]))
