"""A look into the zip (XLSX, XLSB, ODS) before the workbook parser sees it.

A valid 5 KB workbook with the cells A1 and XFD1048576 makes the parser ask for 549 GB and abort its process; a 1.5 MB
one can unpack to 1.5 GB. Whatever is declared too large, packed too tightly or too far out is refused here, with its
place. What slips through (forged sizes, unusual spelling of the XML) meets the limits of the child process.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from data_access.files.reading.limits import Limits, megabytes, number
from data_access.files.reading.refusal import RefusalError
from data_access.files.reading.sniff import SIMPAN_ULANG
from data_access.files.reading.tables import check_size

_RUSAK = (
    "Berkas Excel ini rusak atau terpotong sehingga tidak dapat dibuka. Unduh atau salin ulang berkasnya, atau simpan "
    "ulang dari Excel, lalu unggah lagi."
)
_CHUNK = 1 << 20
_OVERLAP = 512  # one cell tag that straddles two chunks still fits
_RATIO_FROM = 1 << 20  # small parts may be packed as tightly as they like
_EXAMPLES = 5
_SHEET = re.compile(r"xl/worksheets/[^/]*?(\d*)\.xml", re.IGNORECASE)
_DTD = (b"<!DOCTYPE", b"<!ENTITY")
_BAD_FORMULA = re.compile(rb'<c r="([A-Z]{1,3}\d{1,7})"[^>]*\bt="e"')
_NO_VALUE = re.compile(rb'<c r="([A-Z]{1,3}\d{1,7})"[^>]*><f[^>]*>[^<]*</f>(?:<v></v>|<v ?/>)?</c>')
_SYSTEM_1904 = re.compile(rb'\bdate1904\s*=\s*["\'](?:1|true|on)["\']')
_ADDRESS = re.compile(rb'r="(([A-Z]{1,7})\d{1,9})"')
_FILLED = re.compile(rb"(?:[^<>]*[^<>/])?>\s*<(?:\w+:)?(?:v|is|f)\b")
_ODS_MIME = b"application/vnd.oasis.opendocument.spreadsheet"
_ODS_ROW = re.compile(rb"<table:table-row[\s>/]")
_OTHER_KINDS = (
    ("word/document.xml", "dokumen Word"),
    ("ppt/presentation.xml", "presentasi PowerPoint"),
    ("content.xml", "dokumen OpenDocument"),
)
# The part that makes a zip a workbook, by kind.
_BOOKS = (("xl/workbook.xml", "xlsx"), ("xl/workbook.bin", "xlsb"))
_DIKUNCI = "Isi berkas ini dikunci dengan kata sandi. Hapus kata sandinya, lalu unggah lagi."


@dataclass
class Defects:
    """Cells that seem filled and have no usable value: counts and example addresses. ``is_1904``: the workbook counts
    its days from 1904."""

    counts: dict[str, int] = field(default_factory=dict)
    examples: dict[str, list[str]] = field(default_factory=dict)
    is_1904: bool = False

    def add(self, kode: str, pattern: re.Pattern[bytes], chunk: bytes, repeated: int) -> None:
        """Count the matches in ``chunk`` that do not lie in its ``repeated`` beginning; keep the first addresses."""
        found = [match.group(1).decode() for match in pattern.finditer(chunk) if match.end() > repeated]
        if found:
            self.counts[kode] = self.counts.get(kode, 0) + len(found)
            kept = self.examples.setdefault(kode, [])
            kept.extend(found[: _EXAMPLES - len(kept)])

    def add_cell(self, kode: str, row: int, column: int) -> None:
        """Count one cell (row and column from 0); keep the first addresses."""
        from data_access.files.reading.cells import column_letter  # loads NumPy, which most files do not need

        self.counts[kode] = self.counts.get(kode, 0) + 1
        kept = self.examples.setdefault(kode, [])
        if len(kept) < _EXAMPLES:
            kept.append(f"{column_letter(column)}{row + 1}")


def check_workbook(content: bytes, limits: Limits) -> tuple[str, Defects]:
    """(kind: 'xlsx', 'xlsb' or 'ods', what is odd about its cells); RefusalError for a zip that is none of them,
    damaged, hostile or too large."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            jenis = _check_directory(archive, limits)
            defects = Defects()
            for info in archive.infolist():
                name = info.filename.lower()
                if name.endswith((".xml", ".rels", ".vml")):
                    _check_part(archive, info, limits, defects)
                elif name.endswith(".bin"):
                    deque(_chunks(archive, info), maxlen=0)  # its length and checksum are what the directory says
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError) as exc:
        raise RefusalError(_RUSAK) from exc
    return jenis, defects


def _check_directory(archive: zipfile.ZipFile, limits: Limits) -> str:
    entries = archive.infolist()
    names = [info.filename.lower() for info in entries]
    if len(entries) > limits.max_entries:
        raise RefusalError(
            f"Berkas Excel ini berisi {number(len(entries))} bagian, lebih dari batas {number(limits.max_entries)}. "
            "Salin lembar datanya ke buku kerja baru, lalu unggah berkas baru itu."
        )
    if any(info.flag_bits & 1 for info in entries):
        raise RefusalError(_DIKUNCI)
    if len(set(names)) != len(names):
        raise RefusalError(_RUSAK)
    unpacked = sum(info.file_size for info in entries)
    dense = any(
        info.file_size > _RATIO_FROM and info.file_size > limits.max_ratio * info.compress_size for info in entries
    )
    if unpacked > limits.max_unpacked or dense:
        raise RefusalError(
            f"Isi berkas ini mengembang menjadi {megabytes(unpacked)} setelah dibuka, tidak wajar untuk data survei "
            f"(batas {megabytes(limits.max_unpacked)}). Salin sel datanya ke buku kerja baru, lalu unggah berkas "
            "baru itu."
        )
    jenis = next((kind for name, kind in _BOOKS if name in names), None)
    if jenis is None and _is_ods(archive, names):
        jenis = "ods"
    if jenis is None:
        raise RefusalError(_other_kind(names))
    return jenis


def _is_ods(archive: zipfile.ZipFile, names: list[str]) -> bool:
    """True for an OpenDocument spreadsheet; RefusalError when it is encrypted (its manifest says so)."""
    if "content.xml" not in names or "mimetype" not in names:
        return False
    with archive.open(archive.infolist()[names.index("mimetype")]) as part:
        if not part.read(200).strip().startswith(_ODS_MIME):
            return False
    if "meta-inf/manifest.xml" in names:
        for chunk, _ in _chunks(archive, archive.infolist()[names.index("meta-inf/manifest.xml")]):
            if b"encryption-data" in chunk:
                raise RefusalError(_DIKUNCI)
    return True


def _other_kind(names: list[str]) -> str:
    for name, what in _OTHER_KINDS:
        if name in names:
            return f"Berkas ini adalah {what}, bukan Buku Kerja Excel (.xlsx). {SIMPAN_ULANG}"
    return "Berkas ini adalah arsip ZIP, bukan Buku Kerja Excel (.xlsx). Buka arsipnya, lalu unggah berkas di dalamnya."


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[tuple[bytes, int]]:
    """(piece, how much of its beginning repeats the piece before): no tag is cut. Reading to the end checks the CRC."""
    tail = b""
    with archive.open(info) as part:
        while piece := part.read(_CHUNK):
            yield tail + piece, len(tail)
            tail = piece[-_OVERLAP:]


def _check_part(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits, defects: Defects) -> None:
    sheet = _SHEET.fullmatch(info.filename)
    far = _far_cell(limits)
    ods_rows = 0
    for chunk, repeated in _chunks(archive, info):
        if not repeated and chunk.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise RefusalError(f"Berkas Excel ini memakai penyandian XML yang tidak didukung. {SIMPAN_ULANG}")
        # The one rare character first: looking for it alone is twenty times as fast.
        if b"!" in chunk and any(mark in chunk for mark in _DTD):
            raise RefusalError(
                "Berkas Excel ini berisi deklarasi XML (DOCTYPE/ENTITY) yang tidak pernah ditulis Excel dan dapat "
                f"membahayakan server, jadi ditolak. {SIMPAN_ULANG}"
            )
        if sheet is None:
            ods_rows += sum(match.end() > repeated for match in _ODS_ROW.finditer(chunk))
            check_size(ods_rows, 1, limits)
            defects.is_1904 |= _SYSTEM_1904.search(chunk) is not None and info.filename.lower() == _BOOKS[0][0]
            continue
        if beyond := _first_filled(far, chunk, limits):
            raise RefusalError(
                f"Lembar ke-{sheet.group(1) or '1'} berisi sel {beyond}, di luar batas {number(limits.max_rows)} "
                f"baris dan {number(limits.max_columns)} kolom. Hapus isi sel itu (Ctrl+End di Excel menunjukkan "
                "letaknya) atau pecah berkasnya, lalu unggah lagi."
            )
        if b't="e"' in chunk:
            defects.add("rumus_galat", _BAD_FORMULA, chunk, repeated)
        if b"</f>" in chunk:
            defects.add("rumus_tanpa_nilai", _NO_VALUE, chunk, repeated)


def _far_cell(limits: Limits) -> re.Pattern[bytes]:
    """Finds candidates for cells beyond the limits, as spreadsheet programs write addresses.

    Searching for what is rare behind a literal beginning is fast, parsing 2 million cells is not: letters after Z and
    the number of digits decide roughly, _first_filled looks at the exact address.
    """
    digits = len(str(limits.last_row))
    first = chr(ord("A") + min((max(limits.max_columns, 26) - 26) // 26, 25))
    far = rf"(?:[{str(limits.last_row)[0]}-9]\d{{{digits - 1}}}|\d{{{digits + 1}}})"
    address = rf'r="[A-Z](?:{far}|[A-Z](?:{far}|[A-Z]|(?<=[{first}-Z].)))'.encode()
    # A million rows that are only styled are left to the pattern: looked at one by one they take ten seconds.
    return re.compile(address + rb'(?=[A-Z]*\d*"' + _FILLED.pattern + rb")")


def _first_filled(far: re.Pattern[bytes], chunk: bytes, limits: Limits) -> str | None:
    """Address of the first far cell that has content; styled empty cells far out are harmless and common."""
    for candidate in far.finditer(chunk):
        match = _ADDRESS.match(chunk, candidate.start())
        if match is None:
            continue
        address, letters = match.group(1).decode(), match.group(2).decode()
        column = 0
        for letter in letters:
            column = column * 26 + ord(letter) - ord("A") + 1
        is_far = column > limits.max_columns or int(address[len(letters) :]) > limits.last_row
        if is_far and _FILLED.match(chunk, match.end()):
            return address
    return None
