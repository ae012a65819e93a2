"""Sparklines: gaps stay gaps, one axis for all rows, nothing but shapes in the SVG."""

from base64 import b64decode
from collections.abc import Sequence
from xml.etree import ElementTree as ET

import pytest

from dashboard.charts.sparkline import TINGGI, shared_range, sparkline_svg, svg_uri

NAN = float("nan")
SVG = "{http://www.w3.org/2000/svg}"


def point(x: str, y: str) -> tuple[float, float]:
    return float(x), float(y)


Line = list[tuple[float, float]]


def parts(values: Sequence[float | None], rentang: tuple[float, float] = (1.0, 4.0)) -> tuple[list[Line], Line]:
    root = ET.fromstring(sparkline_svg(values, tema="terang", rentang=rentang))  # noqa: S314 - our own text
    lines = [[point(*p.split(",")) for p in line.attrib["points"].split()] for line in root.iter(f"{SVG}polyline")]
    dots = [point(dot.attrib["cx"], dot.attrib["cy"]) for dot in root.iter(f"{SVG}circle")]
    return lines, dots


def test_a_missing_month_parts_the_line():
    lines, dots = parts([3.0, 3.5, None, 3.2, 3.4, 3.6])
    assert [len(line) for line in lines] == [2, 3]
    assert dots == [lines[1][-1]]  # the newest month
    assert lines[1][0][0] > lines[0][-1][0]


def test_a_month_alone_is_a_dot():
    lines, dots = parts([3.0, NAN, 3.2, NAN, 3.4])
    assert lines == []
    assert len({dot[0] for dot in dots}) == 3


def test_no_newest_value_no_newest_dot():
    lines, dots = parts([3.0, 3.1, None])
    assert [len(line) for line in lines] == [2]
    assert dots == []


def test_nothing_is_drawn_for_nothing():
    assert parts([None, NAN, None]) == ([], [])
    assert parts([]) == ([], [])


def test_height_follows_the_shared_axis():
    lines, _ = parts([3.0, 3.5, 4.0], rentang=(3.0, 4.0))
    ys = [y for _, y in lines[0]]
    assert ys == pytest.approx([TINGGI - 4, TINGGI / 2, 4])
    assert shared_range([[3.71, None], [NAN, 3.2]]) == (3.0, 4.0)
    assert shared_range([[2.49]]) == (2.0, 4.0)
    assert shared_range([[None], []]) == (1.0, 4.0)


def test_gate_is_drawn_when_asked_for():
    assert 'y1="14.0"' in sparkline_svg([3.0], tema="gelap", gate=3.5, rentang=(3.0, 4.0))
    assert "<line" not in sparkline_svg([3.0], tema="gelap")


def test_uri_holds_the_svg():
    svg = sparkline_svg([3.0, 3.2], tema="terang")
    head, _, body = svg_uri(svg).partition(",")
    assert head == "data:image/svg+xml;base64"
    assert b64decode(body).decode() == svg
