"""Every chart and table in each of the four states: the words of the state, and never a 0 or a value that must not show."""

from __future__ import annotations

import json
import math
from collections.abc import Callable

import pandas as pd
import pytest

from dashboard import keadaan, tables
from dashboard.charts.heatmap import heatmap_unsur
from dashboard.charts.heatmap_table import heatmap_html
from dashboard.charts.tren import tren
from dashboard.charts.unsur import unsur_dots
from dashboard.charts.wilayah import satker_dots
from dashboard.keadaan import mutu_teks
from dashboard.palette import Tema
from dashboard.text.ringkasan import card_note, card_value
from dashboard.views.common import with_every_satker
from dashboard.views.ringkasan import Kartu
from scoring.indeks import Rerata
from scoring.instruments import shipped_instrument
from scoring.mutu import grade_one
from scoring.periods import Periode
from scoring.rules import mutu_table
from scoring.states import Status, status_of, with_states

# A value that is nowhere else in a figure, so that it is found wherever it slips through.
BOCOR = 3.217
TEMA: Tema = "terang"
SATKER = {"A": "Lapas Kelas IIA Anggrek", "B": "Rutan Kelas IIB Bakung"}
UNSUR = {"U1": "Informasi", "U2": "Sarana"}
JUNI = Periode(202406, 202406)
TIDAK_TAMPIL = (Status.TIDAK_ADA_DATA, Status.DISEMBUNYIKAN)
each_state = pytest.mark.parametrize("status", list(Status))


def frame(status: Status) -> pd.DataFrame:
    """A known row (A, U1, May: 3.64, 40 people) and one in the state, with a value beside it that must not show where
    the state forbids it."""
    rows = [
        ("A", "U1", "Informasi", 202405, 40.0, 3.64, "A", Status.NILAI, 3.5, 3.75),
        ("B", "U2", "Sarana", 202406, 7.0, BOCOR, grade_one(BOCOR, mutu_table()) if status is Status.NILAI else None,
         status, 3.0, 3.4),
    ]  # fmt: skip
    names = ["satker", "unsur", "nama", "bulan", "n", "nilai_4", "mutu", "status", "bawah_4", "atas_4"]
    made = pd.DataFrame(rows, columns=names)
    return made.assign(nrr=made["nilai_4"], nilai_100=25 * made["nilai_4"], dasar=None)


def figures() -> dict[str, Callable[[pd.DataFrame], str]]:
    """What draws a state, as the JSON or HTML that a browser gets."""
    return {
        "unsur": lambda f: str(unsur_dots(f, tema=TEMA).to_json()),
        "satker": lambda f: str(satker_dots(f, SATKER, tema=TEMA).to_json()),
        "tren": lambda f: str(tren(f, [202405, 202406], tema=TEMA).to_json()),
        "petak": lambda f: str(heatmap_unsur(f, SATKER, UNSUR, tema=TEMA).to_json()),
        "petak html": lambda f: heatmap_html(f, SATKER, UNSUR, tema=TEMA, judul="x"),
    }


@each_state
@pytest.mark.parametrize("chart", figures())
def test_a_chart_says_the_state_and_draws_no_forbidden_value(chart: str, status: Status):
    drawn = figures()[chart](frame(status))
    text = json.dumps(json.loads(drawn), ensure_ascii=False) if drawn.startswith("{") else drawn
    words = {
        Status.NILAI: ("3,22",),
        Status.DI_BAWAH_MINIMAL: ("di bawah minimal", "Di bawah minimal"),
        Status.DISEMBUNYIKAN: ("disembunyikan",),
        Status.TIDAK_ADA_DATA: ("tidak ada data",),
    }[status]
    assert any(word in text for word in words)
    shows = "3,22" in text or str(BOCOR) in text
    assert shows == (status not in TIDAK_TAMPIL)
    assert "0,00" not in text


@each_state
def test_a_dot_is_missing_and_not_at_zero(status: Status):
    figure = satker_dots(frame(status), SATKER, tema=TEMA)
    (marks,) = [trace for trace in figure.data if trace.name == "nilai"]
    values = [float(x) for x in marks.x]
    assert 0.0 not in values
    assert math.isnan(values[-1]) == (status in TIDAK_TAMPIL)
    # The letter belongs to a value alone.
    assert [bool(text) for text in marks.text].count(True) == (2 if status is Status.NILAI else 1)


@each_state
def test_tables_name_the_state_and_tell_no_forbidden_value(status: Status):
    made = frame(status).assign(arah=None, selisih=math.nan)
    for styler in (tables.unsur(made, JUNI), tables.tren(made, [202405, 202406, 202407])):
        table: pd.DataFrame = styler.data  # type: ignore[attr-defined]  # pandas ships no type for it
        assert table["Mutu"].tolist()[:2] == ["A", mutu_teks(status, "B")]
        value = table[next(name for name in table.columns if "skala 4" in name)]
        assert math.isnan(value.iloc[1]) == (status in TIDAK_TAMPIL)
        assert math.isnan(table["Responden"].iloc[1]) == (status is Status.DISEMBUNYIKAN)
        assert ("3,00–3,40" in table["Kisaran 95 %"].tolist()) == (status not in TIDAK_TAMPIL)
    # July has no row in the data.
    assert table["Mutu"].tolist()[2] == "tidak ada data"


@pytest.mark.parametrize(
    ("status", "wanted"),
    [
        (Status.NILAI, "B"),
        (Status.DI_BAWAH_MINIMAL, "n kurang"),
        (Status.DISEMBUNYIKAN, "× disembunyikan"),
        (Status.TIDAK_ADA_DATA, "tidak ada data"),
    ],
)
def test_the_letter_or_the_state(status: Status, wanted: str):
    assert mutu_teks(status, "B") == wanted


@each_state
def test_a_card_of_the_region_says_the_state(status: Status):
    mutu = "B" if status is Status.NILAI else None
    rerata = Rerata(7, 2, BOCOR, BOCOR, 80.0, mutu, status, 3.0, 3.4)
    kartu = Kartu(shipped_instrument("spkp"), rerata, None, None, 2, 2)
    wanted = {
        Status.NILAI: "3,22 · B",
        Status.DI_BAWAH_MINIMAL: "3,22",
        Status.DISEMBUNYIKAN: "× disembunyikan",
        Status.TIDAK_ADA_DATA: "tidak ada data",
    }
    assert card_value(kartu) == wanted[status]
    assert ("3,00" in card_note(kartu, "Mei 2024")) == (status not in TIDAK_TAMPIL)


def test_what_the_data_do_not_mention_is_in_a_state_too():
    rows = with_states(pd.DataFrame({"status": [Status.NILAI, None, float("nan")]}))
    assert rows["status"].tolist() == [Status.NILAI, Status.TIDAK_ADA_DATA, Status.TIDAK_ADA_DATA]
    satker = pd.DataFrame({"satker": ["A", "C"], "nama": ["a", "c"], "jenis": "Lapas", "bidik_predikat": ""})
    every = with_every_satker(frame(Status.NILAI).drop(columns="nama"), satker).set_index("satker")
    assert every["status"].tolist() == [Status.NILAI, Status.TIDAK_ADA_DATA]
    assert every["n"].tolist() == [40, 0]
    assert math.isnan(every["nilai_4"].iloc[1])


@pytest.mark.parametrize(
    ("n", "status"),
    [(0, Status.TIDAK_ADA_DATA), (1, Status.DI_BAWAH_MINIMAL), (9, Status.DI_BAWAH_MINIMAL), (10, Status.NILAI)],
)
def test_the_state_follows_from_n(n: int, status: Status):
    assert status_of(n, 10) == status


def test_every_state_has_its_own_words():
    assert len({mutu_teks(status, "B") for status in Status}) == len(Status)
    assert keadaan.KATA.keys() == set(Status) - {Status.NILAI}
