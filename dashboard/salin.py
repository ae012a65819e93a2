"""A button that puts a text into the visitor's clipboard, for ``st.html`` (the click is served by static/pantau.js).

Streamlit has no such button: its own are answered by the server, which has no way to the visitor's clipboard.
"""

from __future__ import annotations

from html import escape
from urllib.parse import quote


def button_html(text: str, label: str, about: str = "") -> str:
    """A button with ``label`` ('Salin pesan') that copies exactly ``text``.

    ``about`` is read out after the label and not shown ('untuk Lapas Sampit'): many buttons with one label need it.
    The text is percent-encoded, because the sanitizer of ``st.html`` (DOMPurify) drops a whole attribute in which it
    sees, for example, ``]]>``; so nothing of the text is HTML at any moment.
    """
    hidden = f'<span class="pantau-baca"> {escape(about)}</span>' if about else ""
    return (
        f'<span class="pantau-salin"><button type="button" data-salin="{quote(text, safe="")}">'
        f'<span class="pantau-salin-kata">{escape(label)}</span>{hidden}</button>'
        '<span role="status" class="pantau-baca"></span></span>'
    )
