"""Reading: what stands in a file arrives, whatever encoding, separator or kind of cell it came in."""

from datetime import UTC, datetime

import numpy as np
import pytest

from data_access.errors import InvalidFileError
from data_access.files.reading.cells import RawFile, cell_text, column_letter
from data_access.files.reading.csv_text import choose_separator, decode_text
from data_access.files.reading.reader import read_file
from data_access.files.reading.refusal import RefusalError
from tests.files.makers import csv_bytes, rewrite_zip, sheet_xml, workbook, xlsx

ROWS = [
    ["No", "Layanan", "Saran", "U1"],
    ["1", "Kunjungan – Jum'at", 'Bilang "baik", lalu pergi', "6"],
    ["2", "Café; penitipan, barang", "dua\nbaris", "5"],
    ["3", "", "satu | dua\ttiga", "4"],
]
ENCODINGS = [
    ("utf-8", "UTF-8"),
    ("utf-8-sig", "UTF-8 (BOM)"),
    ("utf-16", "UTF-16"),
    ("utf-16-le", "UTF-16"),
    ("utf-16-be", "UTF-16"),
    ("cp1252", "Windows-1252"),
]


def rows_of(raw: RawFile, sheet: int = 0) -> list[list[str]]:
    one = raw.lembar[sheet]
    return [[cell_text(cell) for cell in one.row(number)] for number in range(1, one.n_baris + 1)]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize(("encoding", "shown"), ENCODINGS)
def test_csv_in_every_encoding_with_every_separator(encoding: str, shown: str, separator: str):
    raw = read_file(csv_bytes(ROWS, separator=separator, encoding=encoding), "survei.csv")
    assert rows_of(raw) == ROWS
    assert (raw.jenis, raw.penyandian, raw.pemisah) == ("csv", shown, separator)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends(newline: str):
    raw = read_file(newline.join(["U1;U2", "1;2", "", "3;4"]).encode(), "survei.csv")
    assert rows_of(raw) == [["U1", "U2"], ["1", "2"], ["", ""], ["3", "4"]]


def test_rows_shorter_than_others_are_filled_up_and_trailing_blank_rows_dropped():
    raw = read_file(b"a,b,c\n1\n2,3,4\n,,\n,,\n", "survei.csv")
    assert rows_of(raw) == [["a", "b", "c"], ["1", "", ""], ["2", "3", "4"]]


def test_columns_that_begin_late_keep_their_rows():
    lines = ["a", *["1"] * 4_500, "2,spät"]
    raw = read_file("\n".join(lines).encode(), "survei.csv")
    assert raw.lembar[0].row(4_502) == ("2", "spät")
    assert raw.lembar[0].row(4_501) == ("1", None)


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("Nilai;Umur\n3,5;20\n4,5;30\n", ";"),  # decimal commas
        ("Layanan,U1\na;b;c,4\nd,5\n", ","),  # several services in one cell
        ("Kritik\n", ","),  # one column
        ("sep=|\na|b\n", "|"),
        ("Rekap survei 2024\na;b;c\n1;2;3\n4;5;6\n", ";"),
        ('"a,b";"c,d"\n"1,2";"3,4"\n', ";"),  # commas inside quotes do not count
        ('a;b,c\n1;2,3\n"x, y";4,5\n', ";"),  # the quotes fit one separator only
    ],
)
def test_separators_are_counted_outside_quotes(text: str, separator: str):
    assert choose_separator(text) == separator


def test_the_line_that_declares_the_separator_is_no_row():
    assert rows_of(read_file(b"sep=;\r\nU1;U2\r\n1;2\r\n", "s.csv")) == [["U1", "U2"], ["1", "2"]]


def test_text_that_is_in_no_known_encoding_is_refused_with_its_place():
    with pytest.raises(RefusalError, match="bita ke-8"):
        decode_text(b"pelayan\x81 sangat ramah dan cepat")


def test_cells_keep_their_kind():
    moment = datetime(2024, 5, 27, 7, 59, 2)  # noqa: DTZ001 - spreadsheets have local times only
    raw = read_file(xlsx([["a", 4, 4.5, True, moment, None, "4"]]), "survei.xlsx")
    assert raw.lembar[0].row(1) == ("a", 4, 4.5, True, moment, None, "4")


def test_true_is_not_one():
    """In Python they are equal; as answers they are not."""
    raw = read_file(xlsx([[1], [True], [0], [False], [1.0]]), "survei.xlsx")
    assert [cell_text(raw.lembar[0].row(number)[0]) for number in range(1, 6)] == ["1", "TRUE", "0", "FALSE", "1"]


def test_dates_of_the_1904_calendar():
    moment = datetime(2024, 5, 27, 7, 59, 2)  # noqa: DTZ001
    assert read_file(xlsx([[moment]], date_1904=True), "survei.xlsx").lembar[0].row(1) == (moment,)


def test_rows_and_columns_keep_their_numbers():
    raw = read_file(xlsx([[], [], [None, None, "U1"], [None, None, 4]]), "survei.xlsx")
    assert raw.lembar[0].row(3) == (None, None, "U1")
    assert raw.lembar[0].row(4) == (None, None, 4)
    assert raw.lembar[0].n_baris == 4


def test_every_sheet_is_read_and_hidden_ones_marked():
    raw = read_file(workbook({"Satu": [["a"]], "Dua": [["b"], ["c"]]}), "survei.xlsx")
    assert [(sheet.nama, sheet.n_baris, sheet.tersembunyi) for sheet in raw.lembar] == [
        ("Satu", 1, False),
        ("Dua", 2, False),
    ]
    assert raw.sheet("Dua") is raw.lembar[1]
    assert raw.sheet("Tiga") is None


def test_formulas_without_a_value_and_failed_ones_are_counted():
    cells = (
        '<row r="2"><c r="A2"><f>1+1</f></c><c r="B2"><f>1+1</f><v></v></c><c r="C2"><f>1+1</f><v>2</v></c></row>'
        '<row r="3"><c r="A3" t="e"><f>NA()</f><v>#N/A</v></c><c r="B3" t="e"><v>#REF!</v></c></row>'
    )
    good = xlsx([["U1", "U2", "U3"]])
    sheet = sheet_xml(good).replace(b"</sheetData>", f"{cells}</sheetData>".encode())
    raw = read_file(rewrite_zip(good, {"xl/worksheets/sheet1.xml": sheet}), "survei.xlsx")
    assert raw.cacat == {"rumus_tanpa_nilai": (2, ("A2", "B2")), "rumus_galat": (2, ("A3", "B3"))}
    assert raw.lembar[0].row(2)[2] == 2


def test_formulas_are_counted_once_across_pieces_of_a_large_sheet():
    """The sheet is looked at in pieces of 1 MB that overlap."""
    filler = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(2, 40_000))
    formulas = "".join(f'<row r="{n}"><c r="A{n}"><f>1+1</f></c></row>' for n in range(40_000, 70_000))
    good = xlsx([["U1"]])
    sheet = sheet_xml(good).replace(b"</sheetData>", f"{filler}{formulas}</sheetData>".encode())
    assert len(sheet) > 2 * 2**20
    raw = read_file(rewrite_zip(good, {"xl/worksheets/sheet1.xml": sheet}), "survei.xlsx")
    assert raw.cacat["rumus_tanpa_nilai"][0] == 30_000


def test_the_same_content_is_the_same_file_under_any_name():
    content = xlsx([["U1"], [4]])
    one, other = read_file(content, "a.xlsx"), read_file(content, "b.csv")
    assert one.sha256 == other.sha256
    assert (other.nama, other.jenis, other.ukuran) == ("b.csv", "xlsx", len(content))


def test_a_csv_named_xlsx_is_read_for_what_it_is():
    assert read_file(b"U1,U2\n1,2\n", "survei.xlsx").jenis == "csv"


def test_distinct_values_stand_for_all_rows():
    column = read_file(csv_bytes([["U1"], ["4"], ["5"], ["4"]]), "s.csv").lembar[0].kolom[0]
    assert column.values == ("U1", "4", "5")
    assert column.codes.tolist() == [0, 1, 2, 1]
    assert column.counts.tolist() == [1, 2, 1]
    part = column.part(1)
    assert (part.values, part.codes.tolist()) == (("4", "5"), [0, 1, 0])
    assert part.codes.dtype == np.int32


def test_a_cell_that_swallowed_the_file_is_refused():
    with pytest.raises(InvalidFileError, match=r"32\.767 huruf"):
        read_file(csv_bytes([["U1"], ["x" * 40_000]]), "s.csv")


@pytest.mark.parametrize(("index", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (499, "SF"), (701, "ZZ"), (702, "AAA")])
def test_column_letters(index: int, letter: str):
    assert column_letter(index) == letter


def test_times_have_no_zone():
    """A guard for the reader of dates: nothing here may turn local times into UTC."""
    raw = read_file(xlsx([[datetime(2024, 1, 1, 0, 30)]]), "s.xlsx")  # noqa: DTZ001
    (value,) = raw.lembar[0].row(1)
    assert isinstance(value, datetime)
    assert value.tzinfo is None
    assert value.replace(tzinfo=UTC).isoformat() == "2024-01-01T00:30:00+00:00"
