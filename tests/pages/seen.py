"""What a visitor of an AppTest page sees, as text and tables."""

from __future__ import annotations

import json
import re
from typing import Any

import pandas as pd
from streamlit import dataframe_util
from streamlit.testing.v1 import AppTest

_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~$:&])")


def unescaped(markdown: str) -> str:
    """Markdown with its escapes taken away, as it looks on the page."""
    return _ESCAPED.sub(r"\1", markdown)


def title(app: AppTest) -> str:
    """The page's finding; every page has exactly one."""
    (found,) = [unescaped(one.value) for one in app.title]
    return found


def texts(app: AppTest) -> str:
    """All sentences of the page in one text: headings, paragraphs, captions, messages, cards."""
    kinds = ("title", "subheader", "markdown", "caption", "text", "info", "success", "warning", "error")
    found = [str(one.value) for kind in kinds for one in getattr(app, kind)]
    found += [f"{card.label} {card.value}" for card in app.metric]
    found += [str(link.proto.label) for link in app.get("page_link")]
    found += [
        re.sub(r"<[^>]+>", " ", re.sub(r"<style>.*?</style>", "", str(getattr(one, "value", ""))))
        for one in app.get("html")
    ]
    return unescaped("\n".join(found))


def zeros(app: AppTest) -> list[str]:
    """The 0,00 on the page: what a missing number must never look like (100,00 is another number)."""
    return re.findall(r"(?<!\d)0,00(?!\d)", texts(app))


def cards(app: AppTest) -> dict[str, str]:
    """Label and value of every card."""
    return {card.label: card.value for card in app.metric}


def table(app: AppTest, alt: str) -> pd.DataFrame:
    """The table whose text alternative begins so, as displayed: all cells as text, a missing one as the placeholder."""
    (found,) = [one for one in app.dataframe if one.proto.alt.startswith(alt)]
    data = found.proto.arrow_data
    content = data.styler.display_values if data.HasField("styler") else data.data
    frame = dataframe_util.convert_arrow_bytes_to_pandas_df(content)
    return frame.astype(object).where(frame.notna(), found.proto.placeholder).astype(str)


def charts(app: AppTest) -> list[dict[str, Any]]:
    """Every figure as Plotly gets it."""
    return [json.loads(one.proto.spec) for one in app.get("plotly_chart")]


def alts(app: AppTest) -> list[str]:
    """The text alternative of every chart."""
    return [one.proto.alt for one in app.get("plotly_chart")]


def everything(app: AppTest) -> list[object]:
    """All that can be seen: sentences, tables and charts."""
    return [texts(app), alts(app), charts(app), *(one.value.astype(str).to_numpy().tolist() for one in app.dataframe)]


def assert_sound(app: AppTest) -> None:
    """No exception, no error message, one heading, every chart with a short text alternative."""
    assert [one.message for one in app.exception] == []
    assert [one.value for one in app.error] == []
    assert title(app)
    assert all(0 < len(alt) <= 250 for alt in alts(app))
    assert len(set(alts(app))) == len(alts(app))
