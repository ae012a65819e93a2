"""Every chart drawn by Plotly in a real browser: silent console, readable sizes, nothing cut off or overlapping."""

import json
from base64 import b64encode
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from plotly.offline import get_plotlyjs

from dashboard.charts.stored import figure_json
from dashboard.palette import WARNA, Tema, contrast
from dashboard.theme import PLOTLY_CONFIG
from tests.charts.gallery import charts
from tests.conftest import VisitFactory

pytestmark = pytest.mark.browser
FONT = Path(__file__).parents[2] / "dashboard" / "static" / "plus-jakarta-sans-latin-wght-normal.woff2"
PAGE = """<!doctype html><html lang="id"><style>@font-face {{font-family: "Plus Jakarta Sans"; font-weight: 200 800;
src: url(data:font/woff2;base64,{font})}} body {{margin: 0; background: {ground}}}</style><body>{boxes}</body></html>"""
DRAW = """async ([figures, config, width]) => {
  await document.fonts.load('400 16px "Plus Jakarta Sans"');
  await document.fonts.load('700 16px "Plus Jakarta Sans"');
  for (const [name, figure] of figures) {
    figure.layout.width = width;
    await Plotly.newPlot(document.getElementById(name), figure.data, figure.layout, config);
  }
}"""
TEXTS = """(name) => {
  const box = document.getElementById(name), frame = box.getBoundingClientRect();
  return [...box.querySelectorAll('svg text')].filter(t => t.textContent.trim()).map(t => {
    const r = t.getBoundingClientRect(), style = getComputedStyle(t);
    const role = t.closest('.xtick,.x2tick') ? 'x' : t.closest('.ytick') ? 'y' : t.closest('.y2tick') ? 'y2' : 'other';
    return {text: t.textContent, role, size: parseFloat(style.fontSize), fill: style.fill, top: r.top, bottom: r.bottom,
            left: r.left, right: r.right, out: Math.max(frame.left - r.left, r.right - frame.right,
                                                        frame.top - r.top, r.bottom - frame.bottom)};
  });
}"""
# (width in pixels, Mode Rapat): a phone, half a page at 1366, a full page, the projector.
SIZES = [(326, False), (500, False), (1000, False), (1800, True)]


def overlap(first: dict[str, Any], second: dict[str, Any]) -> float:
    """Pixels by which two boxes lie on each other, in the direction in which they do least."""
    wide = min(first["right"], second["right"]) - max(first["left"], second["left"])
    high = min(first["bottom"], second["bottom"]) - max(first["top"], second["top"])
    return float(min(wide, high))


def hex_of(fill: str) -> str:
    red, green, blue = (int(part) for part in fill.removeprefix("rgb(").rstrip(")").split(","))
    return f"#{red:02X}{green:02X}{blue:02X}"


@pytest.mark.parametrize("tema", ["terang", "gelap"])
@pytest.mark.parametrize(("width", "rapat"), SIZES)
def test_charts_are_readable(browser_page: VisitFactory, tema: Tema, width: int, rapat: bool):
    built = {name.replace(" ", "-"): build() for name, build in charts(tema, rapat=rapat).items()}
    if width < 1000:  # the heatmap's figure is for wide screens; phones get the table
        built = {name: figure for name, figure in built.items() if not name.startswith("heatmap")}
    visit = browser_page(width=width, height=900)
    noise: list[str] = []
    visit.page.on("console", lambda message: noise.append(message.text))
    boxes = "".join(f'<div id="{name}"></div>' for name in built)
    font = b64encode(FONT.read_bytes()).decode()
    visit.page.set_content(PAGE.format(font=font, ground=WARNA[tema].kartu, boxes=boxes))
    visit.page.add_script_tag(content=get_plotlyjs())
    figures = [[name, json.loads(figure_json(figure))] for name, figure in built.items()]
    visit.page.evaluate(DRAW, [figures, dict(PLOTLY_CONFIG), width])
    assert noise == []
    assert visit.foreign_requests == []
    smallest = 24 if rapat else 12
    for name in built:
        texts = visit.page.evaluate(TEXTS, name)
        assert texts, name
        for each in texts:
            assert each["size"] >= smallest, (name, each)
            assert each["out"] <= 1.5, (name, each)
            if each["role"] != "other":
                assert contrast(hex_of(each["fill"]), WARNA[tema].halaman) >= 4.5, (name, each)
        for axis in ("x", "y", "y2"):
            # Boxes round tilted names overlap where the names do not.
            ticks = [each for each in texts if each["role"] == axis and (name, axis) != ("heatmap_unsur-13", "x")]
            for first, second in pairwise(ticks):
                assert overlap(first, second) <= 3, (name, first["text"], second["text"])
