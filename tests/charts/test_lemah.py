"""Which unsur are weak most often: bars of counts and their sentence."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dashboard.charts.lemah import lemah_alt, lemah_bars

COUNTS = pd.DataFrame(
    {
        "unsur": ["U6", "U4", "U1"], "nama": ["Sarana <b>prasarana</b>", "Jangka waktu", "Informasi"],
        "lemah": [7, 2, 0], "ambang": [5, 0, 0], "satker": [18, 18, 18],
    }
)  # fmt: skip


def test_both_parts_of_a_bar_add_up_to_the_satker_where_it_is_weak():
    figure = lemah_bars(COUNTS, tema="terang")
    below, others = figure.data[:2]
    assert np.asarray(below.x).tolist() == [5, 0, 0]
    assert (np.asarray(below.x) + np.asarray(others.x)).tolist() == [7, 2, 0]
    assert figure.layout.barmode == "stack"
    # The axis ends where all satker would be: a long bar means many of them.
    assert list(figure.layout.xaxis.range) == [0, 18]
    assert list(figure.layout.yaxis2.ticktext) == ["<b>7</b> dari 18", "<b>2</b> dari 18", "<b>0</b> dari 18"]
    assert "<b>prasarana" not in figure.layout.yaxis.ticktext[0]


def test_sentence():
    assert lemah_alt(COUNTS, indeks="IPKP", periode="Juni 2026") == (
        "Banyaknya satker tempat tiap unsur IPKP lemah, Juni 2026: paling sering Sarana <b>prasarana</b>, 7 dari 18 satker, "
        "5 di bawah ambang; Jangka waktu 2."
    )
    nothing = lemah_alt(COUNTS.assign(lemah=0), indeks="IPKP", periode="Juni 2026")
    assert nothing.endswith("lemah, Juni 2026: tidak ada.")
