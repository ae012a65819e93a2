"""Workbooks of other programs, written byte by byte: old XLS (BIFF8 in OLE), XLSB, ODS, HTML and XML of 2003.

No package that writes them is needed, and each format's containers can be made wrong on purpose.
"""

import html
import io
import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

Rows = Iterable[Sequence[object]]
Merges = Sequence[tuple[int, int, int, int]]  # first row, first column, last row, last column, all from 0
SECTOR = 512
FREE, END, FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def xls(sheets: Mapping[str, Rows], *, merges: Merges = (), extra: bytes = b"", in_globals: bytes = b"") -> bytes:
    """An Excel 97-2003 workbook; ``merges`` belong to every sheet, ``extra`` are more records of every sheet."""
    bodies = [_biff_sheet(rows, merges, extra) for rows in sheets.values()]
    names = [name.encode("utf-16-le") for name in sheets]
    bounds = [12 + len(name) for name in names]
    start = len(_biff(0x0809, b"\0" * 16)) + sum(bounds) + len(in_globals) + len(_biff(0x000A))
    book = _biff(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 1997, 0, 0)) + in_globals
    for name, body in zip(names, bodies, strict=True):
        book += _biff(0x0085, struct.pack("<IBBBB", start, 0, 0, len(name) // 2, 1) + name)
        start += len(body)
    return ole({"Workbook": book + _biff(0x000A) + b"".join(bodies)})


def _biff(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _biff_sheet(rows: Rows, merges: Merges, extra: bytes) -> bytes:
    parts = [_biff(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 1997, 0, 0))]
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            head = struct.pack("<HHH", row, column, 0)
            if isinstance(cell, int | float):
                parts.append(_biff(0x0203, head + struct.pack("<d", cell)))
            elif cell not in (None, ""):
                text = str(cell)
                parts.append(_biff(0x0204, head + struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")))
    if merges:
        places = b"".join(struct.pack("<HHHH", top, bottom, left, right) for top, left, bottom, right in merges)
        parts.append(_biff(0x00E5, struct.pack("<H", len(merges)) + places))
    return b"".join([*parts, extra, _biff(0x000A)])


def ole(streams: Mapping[str, bytes]) -> bytes:
    """An OLE compound file; every stream is padded so that it lies in whole sectors."""
    chains: list[bytes] = [
        stream.ljust(max(4096, -(-len(stream) // SECTOR) * SECTOR), b"\0") for stream in streams.values()
    ]
    entries = [_entry("Root Entry", 5, END, 0, child=1)]
    start, fat = 0, []
    for place, (name, chain) in enumerate(zip(streams, chains, strict=True), start=1):
        count = len(chain) // SECTOR
        fat += [*range(start + 1, start + count), END]
        entries.append(_entry(name, 2, start, len(chain), right=place + 1 if place < len(chains) else FREE))
        start += count
    directory = b"".join(entries)
    directory = directory.ljust(-(-len(directory) // SECTOR) * SECTOR, b"\0")
    count = len(directory) // SECTOR
    fat += [*range(start + 1, start + count), END]
    tables = -(-(len(fat) + 1) // 127)
    first_fat = start + count
    fat += [FAT_SECTOR] * tables
    numbers = fat + [FREE] * (tables * SECTOR // 4 - len(fat))
    places = [first_fat + one for one in range(tables)]
    head = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, start, 0, 4096,
        END, 0, END, 0,
    )  # fmt: skip
    head += struct.pack("<109I", *places, *[FREE] * (109 - tables))
    return head + b"".join(chains) + directory + struct.pack(f"<{len(numbers)}I", *numbers)


def _entry(name: str, kind: int, start: int, size: int, *, right: int = FREE, child: int = FREE) -> bytes:
    raw = name.encode("utf-16-le")
    head = raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw) + 2, kind, 1, FREE, right, child)
    return head + bytes(36) + struct.pack("<III", start, size, 0)


def ods(sheets: Mapping[str, Rows], *, manifest: str = "", prolog: str = "") -> bytes:
    """An OpenDocument spreadsheet; cells after the last of a row are repeated blanks, as LibreOffice writes them."""
    tables = "".join(
        f"<table:table table:name={quoteattr(name)}>{''.join(map(_ods_row, rows))}"
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/>'
        "</table:table-row></table:table>"
        for name, rows in sheets.items()
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{prolog}'
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": f'<?xml version="1.0"?><m:manifest xmlns:m="urn:m">{manifest}</m:manifest>',
            "content.xml": content,
        }
    )


def _ods_row(cells: Sequence[object]) -> str:
    return f"<table:table-row>{''.join(map(_ods_cell, cells))}</table:table-row>"


def _ods_cell(cell: object) -> str:
    if cell in (None, ""):
        return "<table:table-cell/>"
    if isinstance(cell, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{cell}"><text:p>{cell}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(str(cell))}</text:p></table:table-cell>'


def xlsb(sheets: Mapping[str, Rows]) -> bytes:
    """An Excel binary workbook (MS-XLSB), as small as it may be."""
    bundle = b"".join(
        _brt(156, struct.pack("<II", 0, number) + _wide(f"rId{number}") + _wide(name))
        for number, name in enumerate(sheets, start=1)
    )
    book = _brt(131) + _brt(143) + bundle + _brt(144) + _brt(132)
    relations = "".join(
        f'<Relationship Id="rId{n}" Target="worksheets/sheet{n}.bin" Type="http://schemas.openxmlformats.org'
        '/officeDocument/2006/relationships/worksheet"/>'
        for n in range(1, len(sheets) + 1)
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.bin": book,
        "xl/_rels/workbook.bin.rels": f'<?xml version="1.0"?><Relationships>{relations}</Relationships>',
    }
    for number, rows in enumerate(sheets.values(), start=1):
        parts[f"xl/worksheets/sheet{number}.bin"] = _xlsb_sheet([list(row) for row in rows])
    return zipped(parts)


def _brt(kind: int, data: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = b"", len(data)
    while True:
        size += bytes([length & 0x7F | (0x80 if length > 0x7F else 0)])
        length >>= 7
        if not length:
            return head + size + data


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _xlsb_sheet(rows: list[list[object]]) -> bytes:
    parts = [_brt(129), _brt(148, struct.pack("<IIII", 0, len(rows), 0, max(map(len, rows), default=1))), _brt(145)]
    for number, cells in enumerate(rows):
        parts.append(_brt(0, struct.pack("<IIHBBBI", number, 0, 300, 0, 0, 0, 0)))
        for column, cell in enumerate(cells):
            head = struct.pack("<II", column, 0)
            if isinstance(cell, int | float):
                parts.append(_brt(5, head + struct.pack("<d", cell)))
            elif cell not in (None, ""):
                parts.append(_brt(6, head + _wide(str(cell))))
    return b"".join([*parts, _brt(146), _brt(130)])


def html_table(rows: Rows, *, before: str = "") -> bytes:
    """An HTML page with one table, as applications give out under the name .xls; cells are text."""
    lines = "".join(f"<tr>{''.join(f'<td>{html.escape(str(cell))}</td>' for cell in row)}</tr>\n" for row in rows)
    return f"<html><head><meta charset='utf-8'></head><body>{before}<table border=1>\n{lines}</table></body></html>".encode()


def spreadsheet_xml(rows: Rows) -> bytes:
    """An 'XML Spreadsheet 2003'."""
    lines = "".join(f"<Row>{''.join(map(_xml_cell, row))}</Row>" for row in rows)
    return (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Worksheet ss:Name="Data"><Table>{lines}</Table></Worksheet></Workbook>'
    ).encode()


def _xml_cell(cell: object) -> str:
    kind = "Number" if isinstance(cell, int | float) else "String"
    return f'<Cell><Data ss:Type="{kind}">{escape(str(cell))}</Data></Cell>'


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()
