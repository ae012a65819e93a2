"""HTML tables, which many survey applications give out under the name .xls.

The parser (libxml2) builds a tree, so that what it may cost is bounded by the number of tags before it starts. Nothing
here follows the depth of the tree by recursion.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree, html
from lxml.html import HtmlElement

from data_access.files.reading.codec import pack
from data_access.files.reading.csv_text import decode_text
from data_access.files.reading.limits import Limits, number
from data_access.files.reading.refusal import RefusalError
from data_access.files.reading.tables import Region, Tick, check_size, encode, no_tick

_TANPA_TABEL = (
    "Berkas ini sebenarnya halaman web tanpa tabel, bukan data survei. Mungkin yang terunduh adalah halaman masuk "
    "(login) aplikasinya. Unduh ulang datanya, lalu unggah lagi."
)
_LINE = frozenset({"br", "p", "div", "tr"})
_SKIP = frozenset({"script", "style", "table", "head", "title"})
_MAX_TABLES = 200
_POINT = "\ue000"  # stands before each point of a list; a private character, which no text uses
_Row = list[str]


def read_html(content: bytes, limits: Limits, tick: Tick = no_tick) -> bytes:
    """The answer for an HTML page: each table with text is a sheet 'Tabel 1', 'Tabel 2' ..."""
    text, penyandian = decode_text(content)
    tags = text.count("<")
    if tags > limits.max_cells:
        raise RefusalError(
            f"Berkas ini halaman web dengan lebih dari {number(limits.max_cells)} tag. Hapus kolom dan baris yang tidak "
            "perlu atau pecah berkasnya, lalu unggah lagi."
        )
    check_size(text.count("<tr") + text.count("<TR"), 1, limits)
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as exc:
        raise RefusalError(_TANPA_TABEL) from exc
    heads: list[dict[str, object]] = []
    blocks: list[bytes] = []
    for rows in _tables(root).values():
        check_size(len(rows), 1, limits)
        cells, regions = _grid(rows, limits)
        table = encode(cells, limits, regions=regions, tick=tick, total=len(rows))
        if table.head["baris"]:
            heads.append({"nama": f"Tabel {len(heads) + 1}", "tersembunyi": False, **table.head})
            blocks += table.blocks
    if not heads:
        raise RefusalError(_TANPA_TABEL)
    return pack({"jenis": "html", "lembar": heads, "penyandian": penyandian}, blocks)


def _tables(root: HtmlElement) -> dict[HtmlElement | None, list[HtmlElement]]:
    """The rows of each table, without those of tables inside its cells."""
    found: dict[HtmlElement | None, list[HtmlElement]] = {}
    for row in root.iter("tr"):
        table = next(row.iterancestors("table"), None)
        found.setdefault(table, []).append(row)
        if len(found) > _MAX_TABLES:
            raise RefusalError(
                f"Halaman web ini berisi lebih dari {number(_MAX_TABLES)} tabel. Salin tabel datanya ke Excel, simpan "
                "sebagai .xlsx, lalu unggah lagi."
            )
    return found


def _grid(rows: list[HtmlElement], limits: Limits) -> tuple[list[_Row], list[Region]]:
    """Cells in their columns, and the cells that cover several columns or rows."""
    grid: list[_Row] = []
    regions: list[Region] = []
    taken: dict[int, int] = {}  # column -> rows below that a cell above still covers
    for nomor, row in enumerate(rows, start=1):
        line: _Row = []
        below = {column: rest - 1 for column, rest in taken.items() if rest > 1}
        for cell in row.iterchildren("td", "th"):
            while len(line) in taken:
                line.append("")
            start = len(line)
            across = _span(cell, "colspan", limits.max_columns)
            down = min(_span(cell, "rowspan", len(rows)), len(rows) - nomor + 1)
            line += [_text(cell), *[""] * (across - 1)]
            if len(line) > limits.max_columns:
                check_size(nomor, len(line), limits)
            if across > 1 or down > 1:
                regions.append((nomor, start, nomor + down - 1, start + across - 1))
            if down > 1:
                below |= dict.fromkeys(range(start, start + across), down - 1)
        grid.append(line)
        taken = below
    return grid, regions


def _span(cell: HtmlElement, name: str, most: int) -> int:
    text = (cell.get(name) or "1").strip()
    if text == "0" and name == "rowspan":  # HTML: down to the end of the table
        return most
    return max(1, min(int(text), most + 1)) if text.isascii() and text.isdecimal() and len(text) < 8 else 1


def _text(cell: HtmlElement) -> str:
    """The text of a cell: lines stay lines, the points of a list are joined with '; '."""
    if not len(cell):
        return " ".join((cell.text or "").split())
    lines = [" ".join(line.split()) for line in "".join(_pieces(cell)).split("\n")]
    text = "\n".join(line for line in lines if line)
    points = [point.strip() for point in text.split(_POINT)]
    return "; ".join(" ".join(point.split()) for point in points if point) if _POINT in text else text


def _pieces(cell: HtmlElement) -> Iterator[str]:
    """The text in its order; a mark before each point of a list. Tables inside the cell are left out."""
    skipped: HtmlElement | None = None
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        if skipped is not None:
            if event == "end" and element is skipped:
                skipped = None
                yield element.tail or ""
            continue
        tag = element.tag
        if event == "start":
            if element is not cell and tag in _SKIP:
                skipped = element
                continue
            yield _POINT if tag == "li" else "\n" if tag in _LINE else ""
            yield element.text or ""
        elif element is not cell:
            yield "\n" if tag in _LINE else _POINT if tag in ("ul", "ol") else ""
            yield element.tail or ""
