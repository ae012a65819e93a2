"""Text from files, made comparable: one spelling for what people see as the same words."""

from __future__ import annotations

import re
import unicodedata

# Characters that do not show: zero-width spaces and joiners, direction marks, the byte order mark, soft hyphen.
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_WORDS = re.compile(r"[^\w★]+|_+")
_NUMBERING = re.compile(r"^\s*\(?(?:no\.?\s*)?\d{1,3}\s*[.)\]:]\s*(?=\D)", re.IGNORECASE)
_BLANK = frozenset(
    {
        "n/a", "na", "n.a", "n.a.", "null", "none", "nan", "nihil", "kosong", ".", "..", "...", "#", "tidak_menjawab",
        "tidak_diisi", "tidak_mengisi", "belum_diisi",
    }
)  # fmt: skip
_DASHES = re.compile(r"[-‐-―−_\s]*")


def clean_text(text: str) -> str:
    """The text as it may be stored and shown: NFC, no control or invisible characters, single spaces, trimmed."""
    text = unicodedata.normalize("NFC", _CONTROL.sub(" ", _INVISIBLE.sub("", text)))
    return " ".join(text.split())


def has_control(text: str) -> bool:
    """True when the text holds control or invisible characters that clean_text removes (line breaks do not count)."""
    return bool(_INVISIBLE.search(text) or _CONTROL.search(text.replace("\r", "")))


def words(text: str) -> str:
    """The words of a text for comparing: NFKC, lower case, '&' as 'dan', only letters, digits and stars."""
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold().replace("&", " dan ")
    return _WORDS.sub(" ", text).strip()


def without_numbering(text: str) -> str:
    """A header without its leading number: '7. Bagaimana ...' -> 'Bagaimana ...'; the number is not an unsur number."""
    return _NUMBERING.sub("", text, count=1)


def is_blank(text: str) -> bool:
    """True for what people write where there is no answer: nothing, '-', 'N/A', 'tidak menjawab' ..."""
    return bool(_DASHES.fullmatch(text)) or text.strip().casefold().replace(" ", "_") in _BLANK


def excerpt(text: str, length: int = 60) -> str:
    """The beginning of a text, for quoting it in a sentence."""
    text = clean_text(text)
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
