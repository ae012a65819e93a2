"""Stored figures: what Streamlit sends for one is what it sends for the figure itself."""

import json

import numpy as np
import plotly.graph_objects as go
import plotly.io
from plotly.tools import return_figure_from_figure_or_data

from dashboard.charts.stored import StoredFigure, figure_json
from dashboard.charts.unsur import unsur_dots
from tests.charts.frames import four_unsur


def sent(figure: go.Figure) -> str:
    """The two steps of st.plotly_chart from figure to wire."""
    return str(plotly.io.to_json(return_figure_from_figure_or_data(figure, validate_figure=True), validate=False))


def test_the_same_text_reaches_the_browser():
    figure = unsur_dots(four_unsur(), tema="terang", gate=3.2)
    stored = StoredFigure(figure_json(figure))
    assert json.loads(sent(stored)) == json.loads(sent(figure))
    assert json.loads(sent(stored)) == json.loads(sent(stored))


def test_showing_does_not_wear_the_stored_figure_out():
    stored = StoredFigure(figure_json(unsur_dots(four_unsur(), tema="terang")))
    first = stored.to_dict()
    first["data"][0].pop("x")
    first.pop("layout")
    assert "x" in stored.to_dict()["data"][0]
    assert "layout" in stored.to_dict()


def test_arrays_travel_packed():
    text = figure_json(unsur_dots(four_unsur(), tema="terang"))
    packed = json.loads(text)["data"][2]["x"]
    assert packed["dtype"] == "f8"
    assert "NaN" not in text
    assert isinstance(unsur_dots(four_unsur(), tema="terang").data[2].x, np.ndarray)
