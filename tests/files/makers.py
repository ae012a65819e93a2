"""Small survey files for the tests, honest and hostile."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence

import xlsxwriter

from data_access.files.options import ImportOptions
from data_access.files.source import Pemeriksaan, inspect
from scoring.instruments import shipped_instruments

_ENGLISH = re.compile(r"\b(the|error|file|invalid|failed|cannot|not found|unexpected|traceback|none)\b", re.IGNORECASE)
_QUOTED = re.compile(r"'[^']*'|\([^)]*\)")  # what stands in the file may be in any language
INSTRUMEN = list(shipped_instruments().values())
SPKP_SPAK = [*(f"U{number}" for number in range(1, 9)), *(f"A{number}" for number in range(1, 6))]
SKM = [f"U{number}" for number in range(1, 10)]


def xlsx(rows: Iterable[Sequence[object]], *, name: str = "Data", **options: object) -> bytes:
    """A workbook with one sheet; ``options`` go to XlsxWriter."""
    return workbook({name: rows}, **options)


def workbook(sheets: Mapping[str, Iterable[Sequence[object]]], **options: object) -> bytes:
    buffer = io.BytesIO()
    settings = {"in_memory": True, "default_date_format": "dd/mm/yyyy hh:mm:ss", **options}
    with xlsxwriter.Workbook(buffer, settings) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return buffer.getvalue()


def csv_bytes(rows: Iterable[Sequence[object]], *, separator: str = ",", encoding: str = "utf-8") -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=separator).writerows(rows)
    return buffer.getvalue().encode(encoding)


def survey(header: Sequence[str], answers: Iterable[Sequence[object]], *, satker: str = "S01") -> list[list[object]]:
    """Header and rows with Tanggal and Satker before the answers."""
    rows: list[list[object]] = [["Tanggal", "Satker", *header]]
    rows += [["27/05/2024", satker, *row] for row in answers]
    return rows


def rewrite_zip(content: bytes, change: Mapping[str, bytes], *, add: Mapping[str, bytes] | None = None) -> bytes:
    """The same zip with some parts replaced and others added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            new.writestr(item.filename, change.get(item.filename, old.read(item)))
        for name, data in (add or {}).items():
            new.writestr(name, data)
    return buffer.getvalue()


def sheet_xml(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("xl/worksheets/sheet1.xml")


def check(content: bytes, options: ImportOptions | None = None, name: str = "survei.xlsx") -> Pemeriksaan:
    """The file as the page would see it, with every shipped instrument on offer; every message is checked."""
    inspected = inspect(content, name, options or ImportOptions(untuk_disimpan=False), INSTRUMEN)
    wrong = [problem.pesan for problem in inspected.hasil.masalah if not is_sentence(problem.pesan)]
    assert wrong == []
    return inspected


def is_sentence(text: str) -> bool:
    """True when a message is what an operator should see: a whole sentence, with no word of a library's own message."""
    return text.rstrip().endswith(".") and not _ENGLISH.search(_QUOTED.sub("", text))


def codes(inspected: Pemeriksaan, tingkat: str) -> list[str]:
    """Codes of the problems of one level."""
    return [one.kode for one in inspected.hasil.problems(tingkat)]
