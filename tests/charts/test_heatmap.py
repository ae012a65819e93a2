"""heatmap: a cell for every satker and unsur, four states that differ without colour; figure and table agree."""

from html.parser import HTMLParser
from typing import Any

import numpy as np
import pandas as pd
import pytest

from dashboard.charts.heatmap import heatmap_alt, heatmap_grid, heatmap_unsur
from dashboard.charts.heatmap_table import heatmap_html
from dashboard.palette import WARNA, Tema, ink_on
from scoring.states import Status
from tests.charts.frames import NO_VALUE, nilai_unsur, trace, value_row

SATKER = {
    "S1": "Lapas Kelas IIB Sampit",
    "S2": "Rutan Kelas IIB Buntok",
    "S3": "Bapas Kelas II Sampit",
    "S4": "LPKA Kelas II Sukamara",
    "S5": "Rutan Kelas IIA Kuala",
}
UNSUR = {"U1": "Informasi", "U2": "Respon petugas", "U3": "Sarana"}


def hidden() -> dict[str, Any]:
    return value_row(NO_VALUE, None, n=3, status=Status.DISEMBUNYIKAN)


def thin(nilai: float) -> dict[str, Any]:
    return value_row(nilai, None, n=7, status=Status.DI_BAWAH_MINIMAL)


def frame() -> pd.DataFrame:
    """S1 good, S2 weak with U2 missing, S3 below the minimum, S4 hidden, S5 without a row."""
    return pd.concat(
        [
            nilai_unsur([value_row(3.87, "A"), value_row(3.60, "A"), value_row(3.41, "B")], "S1"),
            nilai_unsur([value_row(3.10, "B"), value_row(2.31, "D"), value_row(2.85, "C")], "S2").drop(index=1),
            nilai_unsur([thin(2.0), thin(2.1), thin(2.2)], "S3"),
            nilai_unsur([hidden(), hidden(), hidden()], "S4"),
        ],
        ignore_index=True,
    )


def test_every_satker_and_unsur_has_a_cell():
    figure = heatmap_unsur(frame(), SATKER, UNSUR, tema="terang")
    cells = {(round(float(b) + 0.48), int(y)) for each in figure.data for b, y in zip(each.base, each.y, strict=True)}
    assert cells == {(column, row) for column in range(3) for row in range(5)}
    assert sum(len(each.x) for each in figure.data) == 15


def test_lowest_first_then_the_ones_that_cannot_be_compared():
    assert list(heatmap_grid(frame(), SATKER, UNSUR).satker) == ["S2", "S1", "S3", "S4", "S5"]
    assert list(heatmap_grid(frame(), SATKER, UNSUR, urut="resmi").satker) == list(SATKER)
    figure = heatmap_unsur(frame(), SATKER, UNSUR, tema="terang")
    assert figure.layout.yaxis.ticktext[:2] == ("Rutan IIB Buntok", "Lapas IIB Sampit")
    assert figure.layout.xaxis.ticktext == ("Informasi", "Respon<br>petugas", "Sarana")


@pytest.mark.parametrize("tema", ["terang", "gelap"])
def test_value_letter_colour_and_ink(tema: Tema):
    values = trace(heatmap_unsur(frame(), SATKER, UNSUR, tema=tema, urut="resmi"), "nilai")
    assert list(values.text) == ["3,87\u2002A", "3,60\u2002A", "3,41\u2002B", "3,10\u2002B", "2,85\u2002C"]
    fills = [WARNA[tema].mutu_isi[letter] for letter in "AABBC"]
    assert list(values.marker.color) == fills
    assert list(values.insidetextfont.color) == [ink_on(fill) for fill in fills]


def test_four_states_differ_without_colour():
    figure = heatmap_unsur(frame(), SATKER, UNSUR, tema="terang")
    looks = {each.name: (each.marker.pattern.shape, each.text[0]) for each in figure.data}
    assert looks == {
        "nilai": (None, "3,10\u2002B"),
        "di bawah minimal": ("/", "n\u20027"),
        "disembunyikan": ("x", "× disem-<br>bunyikan"),
        "tidak ada data": (None, "•"),
    }
    assert trace(figure, "tidak ada data").marker.color == "rgba(0,0,0,0)"
    assert figure.layout.title.text == "Arsir: di bawah minimal; titik: tidak ada data; silang: disembunyikan"


def test_note_names_only_states_that_occur():
    good = frame().query("satker == 'S1'")
    assert heatmap_unsur(good, {"S1": "Satu"}, UNSUR, tema="terang").layout.title.text == ""


def test_missing_is_neither_drawn_as_zero_nor_given_a_value():
    figure = heatmap_unsur(frame(), SATKER, UNSUR, tema="terang")
    assert "0,00" not in figure.to_json()
    hover = trace(figure, "tidak ada data").hovertext
    assert hover[0] == "<b>Rutan IIB Buntok</b><br>Respon petugas: tidak ada data"


def test_a_hidden_value_does_not_leave_the_server():
    leaky = frame()
    leaky.loc[leaky["satker"] == "S4", "nilai_4"] = 1.23
    assert "1,23" not in heatmap_unsur(leaky, SATKER, UNSUR, tema="terang").to_json()
    assert "1,23" not in heatmap_html(leaky, SATKER, UNSUR, tema="terang", judul="Nilai")
    assert "1,23" not in heatmap_alt(leaky, SATKER, UNSUR, indeks="IPKP", periode="Juni 2026")


def test_many_columns_tilt_their_names_and_break_the_long_word():
    many = {f"U{i}": f"Unsur {i}" for i in range(1, 14)}
    figure = heatmap_unsur(frame(), SATKER, many, tema="terang")
    assert figure.layout.xaxis.tickangle == -35
    assert len(figure.layout.xaxis.ticktext) == 13
    assert trace(figure, "disembunyikan").text[0] == "× disem-<br>bunyikan"


def test_sixty_satker_stay_readable():
    satker = {f"S{i}": f"Lapas Kelas IIB Kota {i}" for i in range(60)}
    figure = heatmap_unsur(frame(), satker, UNSUR, tema="terang")
    assert len(figure.layout.yaxis.ticktext) == 60
    assert figure.layout.height / 60 >= 29


class Table(HTMLParser):
    """Rows of cell texts, and the classes and titles of the cells."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.classes: list[str] = []
        self.tags: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")
        if tag == "td":
            self.classes.append(dict(attrs).get("class") or "")

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data


def test_table_has_the_same_cells_as_the_figure():
    table = Table(heatmap_html(frame(), SATKER, UNSUR, tema="terang", judul="Nilai unsur"))
    assert table.rows[0] == ["Satker", "Informasi", "Respon petugas", "Sarana"]
    assert table.rows[1] == ["Rutan IIB Buntok", "3,10 B", "•tidak ada data", "2,85 C"]
    assert table.rows[2] == ["Lapas IIB Sampit", "3,87 A", "3,60 A", "3,41 B"]
    assert table.rows[3][:2] == ["Bapas II Sampit", "2,00 n 7"]
    assert table.rows[4][:2] == ["LPKA II Sukamara", "× disem\u00adbunyikan"]
    assert set(table.classes) == {"", "minimal", "tutup", "kosong"}


def test_table_scrolls_in_its_own_box_and_is_reachable_by_keyboard():
    html = heatmap_html(frame(), SATKER, UNSUR, tema="terang", judul='Nilai "unsur"')
    assert 'role="region" tabindex="0" aria-label="Nilai &quot;unsur&quot;"' in html
    assert ".pantau-petak .gulir{overflow-x:auto" in html
    assert html.count("<th scope") == 1 + 3 + 5


def test_table_escapes_names_and_links():
    nasty = {**SATKER, "S1": "<script>alert(1)</script>"}
    html = heatmap_html(
        frame(), nasty, UNSUR, tema="terang", judul="x", tautan={"S1": 'satker?a="&b', "S2": "satker?b"}
    )
    assert "script" not in Table(html).tags
    assert 'href="satker?a=&quot;&amp;b"' in html
    assert html.count("<a ") == 2


def test_alt():
    assert heatmap_alt(frame(), SATKER, UNSUR, indeks="IPKP", periode="Juni 2026") == (
        "Nilai 3 unsur IPKP di 5 satker pada skala 1–4, Juni 2026: terendah Informasi di Bapas II Sampit, 2,00; "
        "1 sel bermutu C atau D; 2 satker tanpa nilai."
    )
    assert np.isnan(heatmap_grid(frame(), SATKER, UNSUR).cell("S5", "U1").nilai)
