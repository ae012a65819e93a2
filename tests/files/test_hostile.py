"""Files made to hurt: every one ends in an Indonesian sentence, quickly, and this process lives on."""

import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest

from data_access.errors import DataError, InvalidFileError
from data_access.files.reading.child import ROOT
from data_access.files.reading.limits import DEFAULT, Limits
from data_access.files.reading.reader import read_file
from tests.files.makers import SKM, csv_bytes, is_sentence, rewrite_zip, sheet_xml, survey, workbook, xlsx

GOOD = xlsx(survey(["U1", "U2"], [[6, 5], [4, 3]]))
SHEET = "xl/worksheets/sheet1.xml"


def refusal(content: bytes, name: str = "survei.xlsx", limits: Limits = DEFAULT) -> str:
    """The sentence with which a file is refused, checked for its form."""
    start = time.perf_counter()
    with pytest.raises(InvalidFileError) as caught:
        read_file(content, name, limits)
    assert time.perf_counter() - start < 10
    sentence = str(caught.value)
    assert is_sentence(sentence.replace(name, "")), sentence
    return sentence


def with_cells(cells: str) -> bytes:
    """The good workbook with more cells in its sheet XML."""
    return rewrite_zip(GOOD, {SHEET: sheet_xml(GOOD).replace(b"</sheetData>", f"{cells}</sheetData>".encode())})


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "kosong"),
        (b"\xef\xbb\xbf \r\n\n", "kosong"),
        (b"%PDF-1.7\n1 0 obj", "dokumen PDF"),
        (b"<!DOCTYPE html><html><p>Masuk</p></html>", "halaman web"),
        (b"\xef\xbb\xbf  <html><table></table></html>", "halaman web"),
        (b'<?xml version="1.0"?><Workbook/>', "halaman web"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "rusak"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "gambar PNG"),
        (b"{\\rtf1 hello}", "RTF"),
        (GOOD[: len(GOOD) // 2], "rusak"),
        (GOOD[:40], "rusak"),
    ],
)  # fmt: skip
def test_other_kinds_are_named(content: bytes, said: str):
    assert said in refusal(content)


def test_random_bytes_are_no_survey():
    noise = random.Random(5)
    for size in (50, 500, 50_000):
        refusal(noise.randbytes(size), "survei.csv")


@pytest.mark.parametrize(
    ("part", "said"),
    [("word/document.xml", "Word"), ("content.xml", "OpenDocument"), ("a.txt", "ZIP")],
)
def test_other_zips_are_named(part: str, said: str):
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(part, "<x/>")
    assert said in refusal(buffer.getvalue())


@pytest.mark.parametrize("cell", ["XFD1048576", "SG1", "AAA3", "A200000", "B100101"])
def test_a_far_cell_is_refused_with_its_address(cell: str):
    said = refusal(with_cells(f'<row><c r="{cell}"><v>1</v></c></row>'))
    assert cell in said
    assert "100.000 baris" in said


def test_the_last_allowed_cell_is_read():
    raw = read_file(with_cells('<row r="9"><c r="SF9"><v>7</v></c></row>'), "survei.xlsx")
    assert raw.lembar[0].row(9)[499] == 7


def test_far_cells_without_content_do_no_harm():
    """Whole formatted columns are common in real workbooks."""
    raw = read_file(with_cells('<row r="9"><c r="XFD9" s="1"/><c r="XFC9" s="1"></c></row>'), "survei.xlsx")
    assert raw.lembar[0].n_baris == 3


def test_a_far_cell_that_hides_from_the_check_only_kills_the_child():
    """Unusual XML passes the look into the zip; the child's limits remain, and this process lives on."""
    said = refusal(with_cells("<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"))
    assert "memori" in said
    assert read_file(GOOD, "survei.xlsx").lembar[0].n_baris == 3


def test_a_bomb_is_refused_before_it_is_unpacked():
    bomb = rewrite_zip(GOOD, {}, add={"xl/media/image1.png": bytes(500 * 2**20)})
    assert len(bomb) < 2 * 2**20
    assert "mengembang" in refusal(bomb)


def test_a_giant_comment_is_refused():
    """The kind of file that keeps openpyxl busy for minutes: little to download, much to parse."""
    comment = b"<!--" + b"x" * (120 * 2**20) + b"--></worksheet>"
    assert "mengembang" in refusal(rewrite_zip(GOOD, {SHEET: sheet_xml(GOOD).replace(b"</worksheet>", comment)}))


def test_forged_sizes_do_not_help():
    """The directory says 10 bytes, the part holds more: noticed while reading it."""
    with zipfile.ZipFile(BytesIO(GOOD)) as archive:
        real = archive.getinfo(SHEET).file_size
    forged = GOOD.replace(real.to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert forged != GOOD
    assert "rusak" in refusal(forged)


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"])
def test_entities_are_refused_in_every_part(part: str):
    with zipfile.ZipFile(BytesIO(GOOD)) as archive:
        xml = archive.read(part)
    declared = xml.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;">]>', 1)
    assert "DOCTYPE" in refusal(rewrite_zip(GOOD, {part: declared}))


def test_too_many_parts_are_refused():
    assert "bagian" in refusal(rewrite_zip(GOOD, {}, add={f"xl/media/{n}.png": b"x" for n in range(2_001)}))


def test_limits_are_settings():
    rows = xlsx(survey(["U1", "U2"], [[6, 5]] * 300))
    assert "100 baris" in refusal(rows, limits=replace(DEFAULT, max_rows=100))
    assert "batas 3." in refusal(rows, limits=replace(DEFAULT, max_columns=3))
    assert "1.000 sel" in refusal(rows, limits=replace(DEFAULT, max_cells=1_000))
    assert "MB" in refusal(rows, limits=replace(DEFAULT, max_bytes=1_000))
    assert read_file(rows, "survei.xlsx", replace(DEFAULT, max_rows=300)).lembar[0].n_baris == 301


def test_limits_hold_for_csv_too():
    rows = csv_bytes([["U1", "U2"], *[[6, 5]] * 300])
    assert "100 baris" in refusal(rows, "s.csv", replace(DEFAULT, max_rows=100))
    assert "10.000 kolom" in refusal(b",".join([b"x"] * 10_000), "s.csv")
    assert "tanda kutip" in refusal(b'U1,U2\n6,"5\n' + b"4,3\n" * 50_000, "s.csv")
    assert "tanda kutip" in refusal(b'U1,U2\n6,5\n6,"5" baik\n', "s.csv")


@pytest.mark.skipif(sys.platform != "linux", reason="hanya Linux membatasi ruang alamat sebuah proses")
def test_memory_of_the_child_is_limited():
    """Much content inside all other limits: the child dies of its memory limit, this process does not grow."""
    rows = xlsx([[f"jawaban {row} nomor {n}" for n in range(10)] for row in range(20_000)])
    assert "memori" in refusal(rows, limits=replace(DEFAULT, memory=64 * 2**20))


def test_time_is_limited():
    assert "dihentikan" in refusal(xlsx([[n, n] for n in range(60_000)]), limits=replace(DEFAULT, seconds=0.05))


@pytest.mark.skipif(os.name == "nt", reason="sinyal POSIX")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGABRT, signal.SIGSEGV])
def test_a_killed_child_is_a_sentence(how: signal.Signals, monkeypatch: pytest.MonkeyPatch):
    start: Callable[..., subprocess.Popen[bytes]] = subprocess.Popen

    def killed(*args: object, **kwargs: object) -> subprocess.Popen[bytes]:
        child = start(*args, **kwargs)
        child.send_signal(how)
        return child

    monkeypatch.setattr(subprocess, "Popen", killed)
    refusal(GOOD)
    monkeypatch.undo()
    assert read_file(GOOD, "survei.xlsx").lembar[0].n_baris == 3


@pytest.mark.parametrize("answer", [b"", b"PANTAU1\n", b"PANTAU1\n" + (9).to_bytes(8, "big") + b"[1,2,3,4]", b"hello"])
def test_an_answer_that_is_none_is_a_sentence(answer: bytes, monkeypatch: pytest.MonkeyPatch):
    program = f"import sys; sys.stdin.buffer.read(); sys.stdout.buffer.write({answer!r})"
    run_instead(monkeypatch, [sys.executable, "-c", program])
    refusal(GOOD)


def test_codes_without_values_are_refused(monkeypatch: pytest.MonkeyPatch):
    """A child that was taken over cannot make this process read beyond its data."""
    program = (
        "import sys; sys.stdin.buffer.read(); from data_access.files.reading.codec import pack;"
        "head = {'jenis': 'xlsx', 'lembar': [{'nama': 'a', 'tersembunyi': False, 'baris': 2,"
        " 'kolom': [{'nilai': [1], 'waktu': []}]}]};"
        "sys.stdout.buffer.write(pack(head, [(7).to_bytes(4, 'little') * 2]))"
    )
    run_instead(monkeypatch, [sys.executable, "-c", program])
    assert "tidak utuh" in refusal(GOOD)


def run_instead(monkeypatch: pytest.MonkeyPatch, command: list[str]) -> None:
    start: Callable[..., subprocess.Popen[bytes]] = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda _args, **kwargs: start(command, **kwargs))


def test_the_child_sees_no_secrets(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PANTAU_DATABASE_URL", "postgresql://rahasia")
    seen: dict[str, str] = {}
    start: Callable[..., subprocess.Popen[bytes]] = subprocess.Popen

    def spy(*args: object, env: dict[str, str], **kwargs: object) -> subprocess.Popen[bytes]:
        seen.update(env)
        return start(*args, env=env, **kwargs)

    monkeypatch.setattr(subprocess, "Popen", spy)
    read_file(GOOD, "survei.xlsx")
    assert "PYTHONPATH" in seen
    assert not any("rahasia" in value for value in seen.values())


def test_an_honest_workbook_needs_a_fraction_of_the_memory():
    raw = read_file(xlsx([SKM, *[[4] * 9] * 20_000]), "besar.xlsx", replace(DEFAULT, memory=200 * 2**20))
    assert raw.lembar[0].n_baris == 20_001


def test_file_names_are_shown_without_folders_and_tricks():
    assert read_file(GOOD, "C:\\data\\survei\u202e.xlsx").nama == "survei.xlsx"
    assert read_file(GOOD, "../../etc/survei.xlsx").nama == "survei.xlsx"


def test_hidden_and_empty_sheets():
    raw = read_file(workbook({"Kosong": [], "Data": survey(["U1"], [[4]])}), "s.xlsx")
    assert [(sheet.nama, sheet.n_baris) for sheet in raw.lembar] == [("Kosong", 0), ("Data", 2)]
    with pytest.raises(DataError, match="semua lembarnya kosong"):
        read_file(workbook({"Kosong": []}), "s.xlsx")


def test_the_child_starts_without_what_it_rarely_needs():
    """NumPy, Arrow and lxml cost a quarter of a second and memory: most files are read without them."""
    program = (
        "import sys; import data_access.files.reading.worker;"
        "print([name for name in ('numpy', 'pyarrow', 'lxml', 'pandas', 'python_calamine') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
