"""A trend for a table cell: a small SVG with gaps where months are missing, as a data URI for an image column.

A missing value turns a cell of st.column_config.LineChartColumn (1.67) into a row of raw numbers; an image column draws
what it is given.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from itertools import pairwise

from dashboard.charts.base import SKALA_ATAS, SKALA_BAWAH
from dashboard.formats import is_missing
from dashboard.palette import WARNA, Tema

LEBAR, TINGGI = 120, 28
_TEPI = 4.0


def sparkline_svg(
    values: Sequence[float | None],
    *,
    tema: Tema,
    gate: float | None = None,
    rentang: tuple[float, float] = (SKALA_BAWAH, SKALA_ATAS),
) -> str:
    """A line through ``values`` (oldest first, None or NaN = no data), newest point marked, as an SVG document.

    ``rentang``: the lower and upper end of the axis, the same for all rows of a table, or rows cannot be compared.
    """
    points = _points(values, rentang)
    warna = WARNA[tema]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{LEBAR}" height="{TINGGI}" viewBox="0 0 {LEBAR} {TINGGI}">'
    ]
    if gate is not None:
        y = _height(gate, rentang)
        parts.append(
            f'<line x1="0" x2="{LEBAR}" y1="{y:.1f}" y2="{y:.1f}" stroke="{warna.redup_tepi}" stroke-dasharray="2 3"/>'
        )
    for run in _runs(points):
        if len(run) == 1:
            parts.append(_dot(run[0], 1.75, warna.merek))
        else:
            path = " ".join(f"{x:.1f},{y:.1f}" for x, y in run)
            parts.append(
                f'<polyline points="{path}" fill="none" stroke="{warna.merek}" stroke-width="1.75" '
                'stroke-linecap="round" stroke-linejoin="round"/>'
            )
    if points and points[-1] is not None:
        parts.append(_dot(points[-1], 3, warna.merek))
    return "".join([*parts, "</svg>"])


def svg_uri(svg: str) -> str:
    """``svg`` as a data URI for st.column_config.ImageColumn: nothing is fetched."""
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def shared_range(rows: Iterable[Sequence[float | None]]) -> tuple[float, float]:
    """The axis for all sparklines of one table: from the highest half step below the lowest value up to 4."""
    present = [float(value) for row in rows for value in row if value is not None and not is_missing(value)]
    if not present:
        return SKALA_BAWAH, SKALA_ATAS
    start = next((s for s in (3.5, 3.0, 2.5, 2.0, 1.5) if s <= min(present)), SKALA_BAWAH)
    return start, SKALA_ATAS


Point = tuple[float, float]


def _height(value: float, rentang: tuple[float, float]) -> float:
    low, high = rentang
    share = min(max((value - low) / (high - low), 0.0), 1.0)
    return TINGGI - _TEPI - share * (TINGGI - 2 * _TEPI)


def _points(values: Sequence[float | None], rentang: tuple[float, float]) -> list[Point | None]:
    step = (LEBAR - 2 * _TEPI) / max(len(values) - 1, 1)
    return [
        None if value is None or is_missing(value) else (_TEPI + at * step, _height(float(value), rentang))
        for at, value in enumerate(values)
    ]


def _runs(points: Sequence[Point | None]) -> list[list[Point]]:
    """Neighbouring points, run by run; a missing month ends a run."""
    cuts = [-1, *[at for at, point in enumerate(points) if point is None], len(points)]
    runs = [[p for p in points[start + 1 : end] if p is not None] for start, end in pairwise(cuts)]
    return [run for run in runs if run]


def _dot(point: Point, radius: float, colour: str) -> str:
    return f'<circle cx="{point[0]:.1f}" cy="{point[1]:.1f}" r="{radius}" fill="{colour}"/>'
