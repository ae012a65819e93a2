"""Files made to hurt in the other formats: ODS, old XLS, XLSB, HTML, XML of 2003. All end in an Indonesian sentence."""

import struct
import time
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest

from data_access.errors import InvalidFileError
from data_access.files.reading.codec import unpack_head
from data_access.files.reading.limits import COMMAND, DEFAULT, Limits, from_settings
from data_access.files.reading.reader import read_file
from data_access.files.reading.worker import read_content
from tests.files.binary_makers import SECTOR, html_table, ods, ole, spreadsheet_xml, xls, xlsb
from tests.files.makers import is_sentence, rewrite_zip

ROWS: list[list[object]] = [["No", "U1", "U2"]]
ROWS += [[place, 4, 3] for place in range(1, 30)]
resource = pytest.importorskip("resource", reason="proses anak dibatasi hanya di Linux dan macOS")
GOOD = {
    "xls": xls({"Data": ROWS}),
    "ods": ods({"Data": ROWS}),
    "xlsb": xlsb({"Data": ROWS}),
    "html": html_table(ROWS),
    "xml": spreadsheet_xml(ROWS),
}


def spent() -> float:
    """Processor time of the children so far (their time on the wall depends on what else the machine does)."""
    return float(sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]))


def refusal(content: bytes, limits: Limits = DEFAULT) -> str:
    start = spent()
    with pytest.raises(InvalidFileError) as caught:
        read_file(content, "survei.xls", limits)
    assert spent() - start < 5
    sentence = str(caught.value)
    assert is_sentence(sentence.replace("survei.xls", "")), sentence
    return sentence


def said_here(content: bytes) -> str:
    """The sentence with which a file is refused, without the child process: for refusals before any foreign parser."""
    head, _ = unpack_head(read_content(content, DEFAULT))
    sentence = str(head.get("tolak", ""))
    assert is_sentence(sentence), head
    return sentence


@pytest.mark.parametrize("jenis", ["xls", "ods", "xlsb", "xml"])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_truncated_files(jenis: str, part: float):
    said_here(GOOD[jenis][: int(len(GOOD[jenis]) * part)])


def test_encrypted_files_are_named():
    locked = ole({"EncryptionInfo": b"x", "EncryptedPackage": b"y"})
    assert "kata sandi" in said_here(locked)
    passed = struct.pack("<HH", 0x002F, 6) + bytes(6)
    assert "kata sandi" in said_here(xls({"Data": ROWS}, in_globals=passed))
    assert "kata sandi" in said_here(ods({"Data": ROWS}, manifest="<m:encryption-data/>"))


@pytest.mark.parametrize(
    ("stream", "said"), [("WordDocument", "Word"), ("PowerPoint Document", "PowerPoint"), ("Isi", "Office lama")]
)
def test_other_old_office_files_are_named(stream: str, said: str):
    assert said in said_here(ole({stream: b"isi"}))


def test_an_ole_table_that_runs_in_a_circle():
    """The first sector of the workbook's chain names itself as the next."""
    content = GOOD["xls"]
    (fat,) = struct.unpack_from("<I", content, 76)
    place = (fat + 1) * SECTOR
    assert "rusak" in said_here(content[:place] + struct.pack("<I", 0) + content[place + 4 :])


@pytest.mark.parametrize("offset", [30, 32, 44, 48, 68, 76])
def test_a_header_of_ole_that_lies(offset: int):
    content = bytearray(GOOD["xls"])
    content[offset : offset + 4] = b"\xf0\xf0\xf0\x0f"
    said_here(bytes(content))


def test_ods_cells_that_repeat_themselves_without_end():
    bomb = ods({"Data": ROWS})
    with zipfile.ZipFile(BytesIO(bomb)) as archive:
        xml = archive.read("content.xml")
    rows = xml.replace(b"<table:table-row>", b'<table:table-row table:number-rows-repeated="1000000">', 1)
    refusal(rewrite_zip(bomb, {"content.xml": rows}))
    wide = xml.replace(b"<table:table-cell ", b'<table:table-cell table:number-columns-repeated="16000" ', 1)
    assert "kolom" in refusal(rewrite_zip(bomb, {"content.xml": wide}))


def test_entities_in_ods_and_xml():
    declared = '<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;">]>'
    assert "DOCTYPE" in said_here(ods({"Data": ROWS}, prolog=declared))
    assert "DOCTYPE" in said_here(GOOD["xml"].replace(b"?><?mso", f"?>{declared}<?mso".encode()))


def test_entities_in_html_are_not_expanded():
    page = b'<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]><table><tr><td>&a;</td></tr></table>'
    cell = read_file(page, "data.xls").lembar[0].row(1)[0]
    assert "root" not in str(cell)


def test_a_bomb_in_an_ods():
    assert "mengembang" in said_here(rewrite_zip(GOOD["ods"], {}, add={"Pictures/a.png": bytes(5 * 2**20)}))


@pytest.mark.parametrize(
    "page",
    [
        b"<table><tr><td>" + b"<div>" * 200_000 + b"4",
        b"<table>" * 50_000,
        b"<table><tr>" + b"<td><table><tr>" * 30_000,
        b"<table><tr><td rowspan=99999999 colspan=99999999>x" + b"<tr><td>y" * 5_000,
        b"<table>" + b"<tr><td rowspan=60000>x" * 60_000,
        b"<p>" * 3_000_000,
        b"<table><tr><td>" + b"<a href=x>" * 300_000,
    ],
    ids=["divs", "tables", "tables in cells", "spans", "many spans", "paragraphs", "links"],
)  # fmt: skip
def test_html_made_to_hurt(page: bytes):
    """A result or a sentence, soon."""
    start = spent()
    said = "."
    try:
        read_file(page, "data.xls")
    except InvalidFileError as exc:
        said = str(exc)
    assert is_sentence(said)
    assert spent() - start < 5


def test_a_million_rows_in_every_format():
    rows = "<tr><td>4" * 1_000_000
    assert "100.000 baris" in refusal(f"<table>{rows}".encode())
    assert "100.000 baris" in refusal(b"U1,U2\n" + b"4,3\n" * 1_000_000)
    row = "<table:table-row><table:table-cell/></table:table-row>"
    with zipfile.ZipFile(BytesIO(GOOD["ods"])) as archive:
        xml = archive.read("content.xml")
    many = xml.replace(b"<table:table-row>", row.encode() * 1_000_000 + b"<table:table-row>", 1)
    assert "100.000 baris" in refusal(
        rewrite_zip(GOOD["ods"], {"content.xml": many}), replace(DEFAULT, max_ratio=10**6)
    )
    lines = b"<Row><Cell/></Row>" * 1_000_000
    assert "100.000 baris" in refusal(GOOD["xml"].replace(b"<Row>", lines + b"<Row>", 1))
    far = GOOD["xml"].replace(b"<Row>", b'<Row ss:Index="999999999">', 1)
    assert "100.000 baris" in refusal(far)


@pytest.mark.parametrize("jenis", GOOD)
def test_ten_thousand_columns_in_every_format(jenis: str):
    wide: list[list[object]] = [list(range(10_000))]
    if jenis == "xls":  # the format ends at 256 columns
        return
    content = {"ods": ods, "xlsb": xlsb}[jenis]({"Data": wide}) if jenis in ("ods", "xlsb") else (
        html_table(wide) if jenis == "html" else spreadsheet_xml(wide)
    )  # fmt: skip
    assert "kolom, lebih dari batas 500" in refusal(content)


def test_old_excel_at_its_widest_and_longest():
    """65,536 rows and 256 columns, two cells: the parser wants memory for all cells between, and the child ends."""
    far = struct.pack("<HH", 0x0203, 14) + struct.pack("<HHHd", 65_535, 255, 0, 7.0)
    said = refusal(xls({"Data": ROWS}, extra=far))
    assert "memori" in said or "sel" in said


def test_control_characters_and_formula_texts_are_only_text():
    rows: list[list[object]] = [["U1", "U2"], ["=cmd|' /C calc'!A0", "+1"], ["@SUM(A1)", "-2"]]
    for content in (xls({"D": rows}), ods({"D": rows}), html_table(rows)):
        assert read_file(content, "d.xls").lembar[0].row(2) == ("=cmd|' /C calc'!A0", "+1")


def test_settings_change_the_limits(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PANTAU_BATAS_BARIS", "10")
    assert "10 baris" in refusal(ods({"Data": ROWS * 5}), from_settings())
    with pytest.raises(InvalidFileError, match="10 baris"):
        read_file(html_table(ROWS * 5), "data.xls")
    assert from_settings(COMMAND).max_rows == 10
    monkeypatch.setenv("PANTAU_BATAS_BARIS", "banyak")
    with pytest.raises(Exception, match="PANTAU_BATAS_BARIS"):
        from_settings()


def test_reading_can_be_cancelled_and_tells_how_far_it_is():
    from data_access.errors import CancelledError

    content = b"U1,U2\n" + b"4,3\n" * 90_000
    seen: list[tuple[str, int, int]] = []
    assert read_file(content, "s.csv", progress=lambda *what: seen.append(what)).lembar[0].n_baris == 90_001
    assert seen[-1][:2] == ("membaca", 90_001)

    def stop(_stage: str, _done: int, _total: int) -> None:
        raise CancelledError("Dibatalkan.")

    start = time.perf_counter()
    with pytest.raises(CancelledError):
        read_file(content, "s.csv", progress=stop)
    assert time.perf_counter() - start < 5
