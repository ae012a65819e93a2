"""Every kind of spreadsheet that survey data comes in gives the same cells; its content decides what it is."""

from collections.abc import Callable
from pathlib import Path

import pytest

from data_access.errors import InvalidFileError
from data_access.files.reading.cells import RawFile, RawSheet
from data_access.files.reading.reader import read_file
from tests.files.binary_makers import html_table, ods, spreadsheet_xml, xls, xlsb
from tests.files.makers import SKM, xlsx

ROWS: list[list[object]] = [
    ["No", "Layanan", *SKM],
    [1, "Kunjungan – Jum'at & <b>", 4, 3, 2, 1, 4, 3, 2, 1, 4],
    [2, "Café", 1, 2, 3, 4, 1, 2, 3, 4, 1],
]
MAKERS: dict[str, Callable[[], bytes]] = {
    "xlsx": lambda: xlsx(ROWS),
    "xlsb": lambda: xlsb({"Data": ROWS}),
    "xls": lambda: xls({"Data": ROWS}),
    "ods": lambda: ods({"Data": ROWS}),
    "xml": lambda: spreadsheet_xml(ROWS),
    "html": lambda: html_table(ROWS),
}


def rows_of(sheet: RawSheet) -> list[tuple[object, ...]]:
    return [sheet.row(number) for number in range(1, sheet.n_baris + 1)]


def the_sheet(raw: RawFile) -> RawSheet:
    (sheet,) = raw.lembar
    return sheet


@pytest.mark.parametrize("jenis", MAKERS)
def test_every_format_gives_the_same_cells_under_a_wrong_name(jenis: str):
    raw = read_file(MAKERS[jenis](), "survei.csv")
    assert raw.jenis == jenis
    cells = rows_of(the_sheet(raw))
    wanted = [tuple(str(cell) for cell in row) if jenis == "html" else tuple(row) for row in ROWS]
    assert cells == wanted


def test_old_workbooks_have_several_sheets_and_merged_cells():
    merged = xls({"Satu": [["Judul"], ["a", "b"]], "Dua": [["x"]]}, merges=[(0, 0, 0, 1)])
    raw = read_file(merged, "lama.xls")
    assert [(sheet.nama, sheet.n_baris) for sheet in raw.lembar] == [("Satu", 2), ("Dua", 1)]
    assert raw.lembar[0].gabungan == ((1, 0, 1, 1),)


def test_failed_formulas_of_old_workbooks_are_counted():
    import struct

    failed = struct.pack("<HH", 0x0205, 8) + struct.pack("<HHHBB", 2, 1, 0, 42, 1)
    raw = read_file(xls({"Data": [["U1", "U2"], [4, 3]]}, extra=failed), "lama.xls")
    assert raw.cacat == {"rumus_galat": (1, ("B3",))}


def test_html_cells_that_cover_others():
    page = (
        "<table><tr><td colspan=3>DATA PEROLEHAN SURVEI</td></tr>"
        "<tr><th rowspan='2'>Satker</th><th colspan=2>Nilai</th></tr>"
        "<tr><th>U1</th><th>U2</th></tr>"
        "<tr><td rowspan=2>S01<td>4<td>3<tr><td>2<td>1</table>"
    )
    sheet = the_sheet(read_file(page.encode(), "data.xls"))
    assert rows_of(sheet) == [
        ("DATA PEROLEHAN SURVEI", None, None),
        ("Satker", "Nilai", None),
        ("Satker", "U1", "U2"),
        ("S01", "4", "3"),
        ("S01", "2", "1"),
    ]
    assert sheet.gabungan == ((1, 0, 1, 2), (2, 0, 3, 0), (2, 1, 2, 2), (4, 0, 5, 0))


def test_html_lists_lines_and_tables_within_cells():
    page = (
        "<table><tr><td><ul><li>Kunjungan <b>biasa</b></li> <li> Penitipan</li></ul></td>"
        "<td>baris satu<br>baris   dua<script>var x=1</script></td><td>a&nbsp;&amp;&#x20;b<!-- c --></td></tr></table>"
        "<table><tr><td><table><tr><td>dalam</td></tr></table></td></tr></table>"
    )
    raw = read_file(page.encode(), "data.xls")
    assert [rows_of(sheet) for sheet in raw.lembar] == [
        [("Kunjungan biasa; Penitipan", "baris satu\nbaris dua", "a & b")],
        [("dalam",)],
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_html_in_every_encoding(encoding: str):
    page = "<html><body><table><tr><td>Café – ramah</td></tr></table></body></html>"
    assert the_sheet(read_file(page.encode(encoding), "data.xls")).row(1) == ("Café – ramah",)


def test_a_web_page_without_a_table_is_refused_as_such():
    with pytest.raises(InvalidFileError, match="tanpa tabel"):
        read_file(b"<!DOCTYPE html><html><body><form>Masuk</form></body></html>", "data.xls")


def test_xml_of_2003_skips_cells_by_their_index():
    rows = spreadsheet_xml([["a", "b"]]).replace(
        b"</Row>", b'</Row><Row ss:Index="4"><Cell ss:Index="3"><Data ss:Type="DateTime">2024-05-27T07:59:02.000</Data>'
        b'</Cell><Cell ss:MergeAcross="1"><Data ss:Type="Boolean">1</Data></Cell></Row>'
    )  # fmt: skip
    sheet = the_sheet(read_file(rows, "data.xls"))
    assert [str(cell) for cell in sheet.row(4)] == ["None", "None", "2024-05-27 07:59:02", "True", "None"]
    assert sheet.gabungan == ((4, 3, 4, 4),)


def test_merged_cells_of_the_body_hold_for_all_their_rows():
    import io

    import openpyxl

    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in (["Satker", "U1"], ["S01", 4], [None, 3], ["S02", 2]):
        page.append(row)
    page.merge_cells("A2:A3")
    buffer = io.BytesIO()
    book.save(buffer)
    sheet = the_sheet(read_file(buffer.getvalue(), "data.xlsx"))
    assert [row[0] for row in rows_of(sheet)] == ["Satker", "S01", "S01", "S02"]


def test_computed_values_stand_for_formulas(shared_data: Path):
    """A real scratch sheet: 3 respondents, 8 items, every result a formula; Excel stored 9, 0.75 and 0.75."""
    path = shared_data / "formats" / "ikmkoding_simulasi_formula_cells.xlsx"
    raw = read_file(path.read_bytes(), path.name)
    sheet = raw.lembar[0]
    assert [sheet.row(number)[5:7] for number in range(3, 11)] == [(9, 0.75)] * 8
    assert sheet.row(12)[3] == 0.75
    assert raw.cacat == {}
