"""The bullets of a region as HTML: every state has a sign and words, marks lie where the numbers say, names are harmless."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from dashboard.charts.laju import BATAS, bullet_html, pace_board_html, pace_grid_html, symbol_html
from dashboard.text.laju import KELOMPOK, detail_words
from dashboard.views.laju import URUTAN, LajuSatker
from dashboard.views.responden import HANYA_REKAP, TANPA_DATA, TANPA_TARGET
from scoring.pace import Keadaan, Laju
from scoring.targets import Target

HARI = date(2026, 6, 22)
LAJU = Laju(
    n=31, target=43, hari_kerja=20, sisa=6, belum_terlihat=0, seharusnya=30.1, kurang=12, perlu_per_hari=2,
    laju_per_hari=1.4, perkiraan=39.4, bawah=34, atas=45, peluang=0.21, keadaan=Keadaan.GAGAL,
)  # fmt: skip
SAMPIT = LajuSatker(
    "S", "Lapas Kelas IIB Sampit", "Lapas", 31, Target(48, 43, "juknis", "aturan"), LAJU, Keadaan.GAGAL, HARI, HARI
)


def drawing(html: str) -> ET.Element:
    found = re.search(r"base64,([^\"]+)\"", html)
    assert found
    # Our own picture, made two lines above.
    return ET.fromstring(base64.b64decode(found[1]))  # noqa: S314


def shares(root: ET.Element, tag: str, name: str) -> list[float]:
    return [float(str(item.get(name)).rstrip("%")) for item in root.iter(f"{{http://www.w3.org/2000/svg}}{tag}")]


def test_every_state_has_a_sign_of_its_own_and_words():
    assert set(KELOMPOK) == set(URUTAN)
    # Two ways of missing the target share the triangle: a period is either running or over.
    signs = {state: symbol_html(state, "terang") for state in KELOMPOK if state != Keadaan.TIDAK_TERCAPAI}
    assert len(set(signs.values())) == len(signs)


def test_marks_lie_where_the_numbers_say():
    root = drawing(bullet_html(SAMPIT, "terang"))
    full = 100 / BATAS
    assert shares(root, "rect", "width") == pytest.approx([full, full * 31 / 43], abs=0.01)
    target, expected, forecast = shares(root, "line", "x1")
    assert (target, expected, forecast) == pytest.approx((full, full * 30.1 / 43, full * 34 / 43), abs=0.01)
    assert shares(root, "circle", "cx") == pytest.approx([full * 39.4 / 43], abs=0.01)


def test_more_than_fits_is_cut_and_marked():
    many = replace(
        SAMPIT, n=100, laju=replace(LAJU, n=100, kurang=0, keadaan=Keadaan.TERCAPAI), keadaan=Keadaan.TERCAPAI
    )
    root = drawing(bullet_html(many, "gelap"))
    assert shares(root, "rect", "width")[1] == 100
    assert [item.text for item in root.iter("{http://www.w3.org/2000/svg}text")] == ["›"]


def test_the_picture_is_told_in_words():
    told = (
        "31 dari 43 responden, seharusnya 30 sampai saat itu, kurang 12, perlu 2 responden per hari kerja, "
        "laju 1,4 per hari, perkiraan akhir 39 (antara 34 dan 45), peluang mencapai target 21%, akan gagal bila laju tetap"
    )
    assert detail_words(SAMPIT) == told
    assert f'alt="{told}"' in bullet_html(SAMPIT, "terang")


def test_without_a_target_there_is_no_scale():
    unknown = replace(SAMPIT, target=None, laju=None, keadaan=TANPA_TARGET)
    assert bullet_html(unknown, "terang") == ""
    grid = pace_grid_html([(*KELOMPOK[TANPA_TARGET], (unknown,))], "terang")
    assert "31 responden" in grid


def test_nobody_answered_has_a_need_and_no_chance():
    nobody = replace(SAMPIT, n=0, laju=replace(LAJU, n=0, kurang=43, perlu_per_hari=8), keadaan=TANPA_DATA, sampai=None)
    grid = pace_grid_html([(*KELOMPOK[TANPA_DATA], (nobody,))], "terang")
    assert '<b class="laju-jumlah">target 43</b>' in grid
    assert "0/43" not in grid
    assert "0 dari 43" not in grid
    assert "8/hari" in grid
    assert "peluang" not in grid.replace(KELOMPOK[TANPA_DATA][1], "")


def test_names_and_links_are_harmless():
    evil = replace(SAMPIT, satker='"><script>', nama="<img src=x onerror=alert(1)>")
    grid = pace_grid_html([(*KELOMPOK[Keadaan.GAGAL], (evil,))], "terang", link=lambda kode: f"/satker?satker={kode}")
    board = pace_board_html([(*KELOMPOK[Keadaan.GAGAL], (evil,))], (evil,), "terang", kolom=3)
    assert "<script" not in grid
    assert "onerror=alert(1)>" not in grid + board.replace("&lt;img src=x onerror=alert(1)&gt;", "")


def test_a_recap_alone_is_not_compared():
    recap = replace(SAMPIT, n=0, n_rekap=38, laju=None, target=SAMPIT.target, keadaan=HANYA_REKAP)
    grid = pace_grid_html([(*KELOMPOK[HANYA_REKAP], (recap,))], "terang")
    assert "38 (rekap)" in grid
    assert "/hari" not in grid


def test_the_board_counts_all_satker_and_not_only_those_of_the_slide():
    groups = [(*KELOMPOK[Keadaan.GAGAL], (SAMPIT,) * 70)]
    board = pace_board_html(groups, (SAMPIT,) * 10, "terang", kolom=3)
    assert board.count('class="laju-satker"') == 10
    assert "<b>70</b>" in board


def test_only_marks_that_occur_are_explained():
    over = replace(SAMPIT, laju=replace(LAJU, sisa=0, perlu_per_hari=None, peluang=0.0), keadaan=Keadaan.TIDAK_TERCAPAI)
    for keadaan, one, occurs in ((Keadaan.GAGAL, SAMPIT, True), (Keadaan.TIDAK_TERCAPAI, over, False)):
        groups = [(*KELOMPOK[keadaan], (one,))]
        grid = pace_grid_html(groups, "terang")
        board = pace_board_html(groups, (one,), "terang", kolom=5)
        assert ("seharusnya sampai saat itu</li>" in grid) is ("tipis seharusnya" in board) is occurs
        assert ("perkiraan akhir dengan kisaran" in grid) is ("perkiraan akhir" in board.split("<ul")[1]) is occurs
        assert ("<b>/hari</b>" in grid) is ("<b>%</b> peluang" in grid) is occurs
        assert "Garis tebal target" in board


def test_few_satker_are_drawn_large_with_whole_names():
    long = replace(SAMPIT, nama="Lapas Narkotika Kelas IIA Kasongan")
    groups = [(*KELOMPOK[Keadaan.GAGAL], (long,))]
    assert "Lapas Narkotika IIA Kasongan" in pace_board_html(groups, (long,), "terang", kolom=3)
    assert "laju-papan-besar" not in pace_board_html(groups, (long,), "terang", kolom=5)
    assert "laju-papan-terbesar" in pace_board_html(groups, (long,), "terang", kolom=1)


def test_a_narrow_cell_hides_words_from_the_eye_only():
    """Only what stands in .laju-kata may be hidden (static/pantau.css): the numbers stay, and the words are read out."""
    grid = pace_grid_html([(*KELOMPOK[Keadaan.GAGAL], (SAMPIT,))], "terang")
    cell = grid.split('<li class="laju-satker"')[1]
    assert re.findall(r'<span class="laju-kata">(.*?)</span>(?:<b>)?([^<]+)', cell) == [
        ("peluang ", "21%"),
        ("perlu ", "2/hari"),
    ]
    assert '<b class="laju-jumlah">31/43</b>' in cell


def test_few_satker_have_wide_cells_and_longer_names():
    long = replace(SAMPIT, nama="Lapas Narkotika Kelas IIA Kasongan")
    few = [(*KELOMPOK[Keadaan.GAGAL], (long, *(replace(SAMPIT, satker=f"S{number}") for number in range(23))))]
    many = [(*KELOMPOK[Keadaan.GAGAL], (*few[0][2], replace(SAMPIT, satker="T")))]
    assert 'class="laju laju-lega"' in pace_grid_html(few, "terang")
    assert ">Lapas Narkotika IIA Kasongan<" in pace_grid_html(few, "terang")
    assert "laju-lega" not in pace_grid_html(many, "terang")
    assert "Narkotika IIA" not in pace_grid_html(many, "terang")
