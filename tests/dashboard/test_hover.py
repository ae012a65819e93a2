"""What a pointer finds on a mark, a cell or a column head agrees with the explanation of the same number."""

from __future__ import annotations

import re
from html import unescape

from dashboard import tables
from dashboard.bantuan import BANTUAN, column_help
from dashboard.charts.heatmap_table import heatmap_html
from dashboard.charts.tren import tren
from dashboard.charts.unsur import unsur_dots
from dashboard.charts.wilayah import satker_dots
from dashboard.views import penjelasan_halaman
from data_access.repository import SurveyRepository
from tests.charts.frames import trace
from tests.dashboard.views_support import SCOPE, known_satker, region

JUNI = "Juni 2024"


def limits(words: str) -> str:
    """The first interval in a text."""
    found: list[str] = re.findall(r"\d,\d\d–\d,\d\d", words)
    return found[0]


def test_unsur(repo: SurveyRepository):
    view = known_satker(repo)
    told = {one.singkat.split(" (")[0]: one for one in penjelasan_halaman.of_satker(repo, SCOPE, view).unsur}
    figure = unsur_dots(view.utama.unsur, tema="terang", wilayah=view.utama.unsur_wilayah, periode=JUNI)
    hover = list(trace(figure, "nilai").hovertext)
    assert len(hover) == 8
    for words in hover:
        one = told[words.split("</b>")[0].removeprefix("<b>")]
        assert words.endswith(f"{one.n} responden, {JUNI}")
        assert limits(words) == limits(one.kisaran)
        assert one.nilai.split(" ")[0] in words
    assert "mutu D" in hover[0]
    assert all(words.endswith(JUNI) for words in trace(figure, "wilayah").hovertext)


def test_satker_of_a_region(repo: SurveyRepository):
    view = region(repo)
    names = dict(zip(view.satker["satker"], view.satker["nama"], strict=True))
    low, high = trace(satker_dots(view.tabel, names, tema="terang", periode=JUNI), "nilai").hovertext
    assert low.startswith("<b>Rutan I Pensil</b><br>Nilai 2,80, di bawah minimal<br>")
    assert low.endswith(f"3 responden, {JUNI}")
    lapas = penjelasan_halaman.of_satker(repo, SCOPE, known_satker(repo)).indeks["spkp"]
    assert limits(high) == limits(lapas.kisaran)
    assert "mutu A" in high


def test_months(repo: SurveyRepository):
    view = known_satker(repo)
    hover = list(trace(tren(view.tren, view.bulan_tren, tema="terang"), "sasaran").hovertext)
    assert hover[-1].startswith(f"<b>{JUNI}</b><br>Nilai 3,74, mutu A<br>")
    assert hover[-1].endswith("10 responden")
    assert hover[0].endswith("tidak ada data")


def test_heatmap_cells(repo: SurveyRepository):
    view = region(repo)
    names = dict(zip(view.satker["satker"], view.satker["nama"], strict=True))
    unsur = {one.kode: one.nama_pendek for one in view.instrumen.unsur}
    html = heatmap_html(view.unsur, names, unsur, tema="terang", judul="Nilai", periode=JUNI)
    titles = [unescape(title) for title in re.findall(r'<td title="([^"]*)"', html)]
    assert len(titles) == 16
    (weak,) = [title for title in titles if title.startswith("Prosedur: 2,50")]
    (u3,) = [
        one for one in penjelasan_halaman.of_satker(repo, SCOPE, known_satker(repo)).unsur if "(U3)" in one.singkat
    ]
    assert weak == f"Prosedur: 2,50, mutu D, 10 responden, kisaran 95 % {limits(u3.kisaran)}, {JUNI}"
    assert sum("di bawah minimal, nilai 2,80, 3 responden" in title for title in titles) == 8
    assert all(title.endswith(JUNI) for title in titles)


def test_columns_say_what_they_are(repo: SurveyRepository):
    view = known_satker(repo)
    found = column_help(tables.unsur(view.utama.unsur, view.pilihan.periode).columns)
    assert {"Nilai (skala 4)", "Mutu", "Kisaran 95 %", "NRR", "Responden"} <= set(found)
    words = column_help(
        ["IPKP", "Kisaran IPKP", "Mutu KEP/25/M.PAN/2/2004", "Satuan kerja"], {"IPKP": "Indeks Persepsi"}
    )
    assert words["IPKP"].startswith("Indeks Persepsi, skala 4")
    assert words["Kisaran IPKP"].endswith("(95 %).")
    assert "tabel mutu lain" in words["Mutu KEP/25/M.PAN/2/2004"]
    assert "Satuan kerja" not in words
    assert all(text.endswith(".") for text in BANTUAN.values())
