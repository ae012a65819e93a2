"""Distances to the gates, the months with both gates, and the checklist as HTML."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from dashboard.charts.zona import SILANG, gate_distances, gate_distances_alt, zona_tren
from dashboard.charts.zona_table import BarisSyarat, Putusan, checklist_html
from dashboard.palette import WARNA
from scoring.states import Status
from scoring.zona import Keadaan
from tests.charts.frames import trace, value_row

SATKER = {"S1": "Lapas Kelas IIB Sampit", "S2": "Rutan Kelas IIB Buntok", "S3": "Bapas Kelas II Sampit"}


def row(satker: str, indeks: str, nilai: float, gate: float, **more: object) -> dict[str, object]:
    return {"satker": satker, "indeks": indeks, **value_row(nilai, "A"), "ambang": gate, **more}


NILAI = pd.DataFrame(
    [
        row("S1", "IPAK", 3.70, 3.6),
        row("S1", "IPKP", 3.16, 3.2),
        row("S2", "IPAK", 3.90, 3.6, n=7, status=Status.DI_BAWAH_MINIMAL),
        row("S2", "IPKP", float("nan"), 3.2, n=0, status=Status.TIDAK_ADA_DATA),
    ]
)


def test_distances_not_values_and_a_missing_one_is_not_drawn():
    figure = gate_distances(NILAI, SATKER, ["IPAK", "IPKP"], tema="terang")
    assert np.array(trace(figure, "IPAK").x, float) == pytest.approx([0.10, 0.30, np.nan], nan_ok=True)
    assert np.array(trace(figure, "IPKP").x, float) == pytest.approx([-0.04, np.nan, np.nan], nan_ok=True)
    assert list(figure.layout.yaxis2.ticktext) == ["+0,10<br>−0,040", "+0,30<br>–", "tidak ada<br>data"]
    assert figure.layout.shapes[0].x0 == 0


def test_below_the_gate_and_below_the_minimum_look_different():
    figure = gate_distances(NILAI, SATKER, ["IPAK", "IPKP"], tema="gelap")
    warna = WARNA["gelap"]
    assert trace(figure, "IPKP").marker.color[0] == warna.mutu["D"]
    assert list(trace(figure, "IPAK").marker.color[:2]) == [warna.merek, warna.kartu]
    assert trace(figure, "IPAK").marker.symbol != trace(figure, "IPKP").marker.symbol
    assert "Tanda kosong: di bawah minimal" in figure.layout.title.text


def test_distances_alt():
    assert gate_distances_alt(NILAI, SATKER, periode="Juni 2026", predikat="WBK") == (
        "Jarak IPAK dan IPKP ke ambang WBK, 3 satker, Juni 2026: 1 satker di bawah ambang; terendah Lapas IIB Sampit IPKP "
        "−0,04; 1 satker tanpa data."
    )


def test_months_with_both_gates_and_a_cross_for_the_empty_month():
    months = [202601, 202602, 202603, 202604]
    deret = pd.DataFrame([{"bulan": bulan, **value_row(3.4, "B")} for bulan in (202601, 202602, 202604)])
    figure = zona_tren(deret, months, tema="terang", gates={"WBK": 3.2, "WBBM": 3.6}, jendela=months[1:])
    assert list(figure.layout.yaxis2.ticktext) == ["WBK<br>3,20", "WBBM<br>3,60"]
    assert list(trace(figure, "kosong").x) == [2]
    assert SILANG in figure.layout.title.text
    shade = [shape for shape in figure.layout.shapes if shape.type == "rect"]
    assert [(shape.x0, shape.x1) for shape in shade] == [(0.5, 3.5)]
    same = zona_tren(deret, months, tema="terang", gates={"WBK": 3.6, "WBBM": 3.6}, jendela=months[1:])
    assert list(same.layout.yaxis2.ticktext) == ["WBK<br>WBBM<br>3,60"]


def test_checklist_escapes_what_comes_from_files():
    evil = '<img src=x onerror="alert(1)">'
    rows = [BarisSyarat(evil, [evil], [Putusan(Keadaan.BELUM, "✕", [evil])], evil)]
    html = checklist_html(rows, ["WBK"], tema="terang", judul=evil)
    assert "<img" not in html
    assert html.count("&lt;img") == 5
    assert "belum</b>" in html
