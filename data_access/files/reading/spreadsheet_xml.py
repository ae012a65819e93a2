"""'XML Spreadsheet 2003', which older applications give out under the name .xls: rows and cells as plain XML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Any

from lxml import etree
from lxml.etree import _Element

from data_access.files.reading.codec import pack
from data_access.files.reading.limits import Limits
from data_access.files.reading.refusal import RefusalError
from data_access.files.reading.sniff import SIMPAN_ULANG
from data_access.files.reading.tables import Region, Table, Tick, check_size, encode, no_tick

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\x00!\x00(?:D\x00O\x00C|E\x00N\x00T)", re.IGNORECASE)
_RUSAK = f"Isi berkas XML ini rusak atau terpotong sehingga tidak dapat dibaca. {SIMPAN_ULANG}"


def read_spreadsheet_xml(content: bytes, limits: Limits, tick: Tick = no_tick) -> bytes:
    """The answer for an XML Spreadsheet 2003."""
    if _DTD.search(content):
        raise RefusalError(
            "Berkas ini berisi deklarasi XML (DOCTYPE/ENTITY) yang tidak pernah ditulis Excel dan dapat "
            f"membahayakan server, jadi ditolak. {SIMPAN_ULANG}"
        )
    heads, blocks = [], []
    try:
        for nama, table in _sheets(content, limits, tick):
            heads.append({"nama": nama, "tersembunyi": False, **table.head})
            blocks += table.blocks
    except (etree.LxmlError, ValueError) as exc:
        raise RefusalError(_RUSAK) from exc
    return pack({"jenis": "xml", "lembar": heads}, blocks)


def _sheets(content: bytes, limits: Limits, tick: Tick) -> Iterator[tuple[str, Table]]:
    rows: list[list[Any]] = []
    regions: list[Region] = []
    events = etree.iterparse(
        BytesIO(content), events=("end",), tag=(f"{_SS}Row", f"{_SS}Worksheet"), resolve_entities=False, no_network=True
    )
    for _, element in events:
        if element.tag == f"{_SS}Worksheet":
            yield (
                element.get(f"{_SS}Name") or "Lembar",
                encode(rows, limits, regions=regions, tick=tick, total=len(rows)),
            )
            rows, regions = [], []
        else:
            index = _whole(element.get(f"{_SS}Index"), len(rows) + 1)
            check_size(index, 1, limits)
            rows += [[] for _ in range(index - 1 - len(rows))]
            rows.append(_cells(element, index, regions, limits))
        element.clear()


def _cells(row: _Element, nomor: int, regions: list[Region], limits: Limits) -> list[Any]:
    line: list[Any] = []
    for cell in row.iterchildren(f"{_SS}Cell"):
        start = max(_whole(cell.get(f"{_SS}Index"), len(line) + 1) - 1, len(line))
        across, down = _whole(cell.get(f"{_SS}MergeAcross"), 0), _whole(cell.get(f"{_SS}MergeDown"), 0)
        check_size(1, start + across + 1, limits)
        line += [""] * (start - len(line))
        line += [_value(cell.find(f"{_SS}Data")), *[""] * across]
        if across or down:
            regions.append((nomor, start, nomor + down, start + across))
    return line


def _whole(text: str | None, default: int) -> int:
    if text is None:
        return default
    return min(int(text), 10**9) if text.isascii() and text.isdecimal() and len(text) < 10 else default


def _value(data: _Element | None) -> str | int | float | bool | datetime:
    if data is None:
        return ""
    text = "".join(data.itertext())
    match data.get(f"{_SS}Type"):
        case "Number":
            value = float(text)
            return int(value) if value.is_integer() and abs(value) < 1e15 else value
        case "DateTime":
            return datetime.fromisoformat(text).replace(tzinfo=None)
        case "Boolean":
            return text.strip() == "1"
        case "Error":
            return ""
    return text
