"""The line into which a phone folds the row of filters, for ``st.html`` (static/pantau.css shows it on a phone only)."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape


def fold_html() -> str:
    """What opens and closes the row. Its words never change: a new text would close it while somebody is choosing."""
    return '<details class="pantau-lipat"><summary>Saringan</summary></details>'


def chosen_html(words: Sequence[str]) -> str:
    """What the filters of the row show: ``words`` in their order, as plain text."""
    return f'<div class="pantau-lipat-isi">{escape(", ".join(words))}</div>'
