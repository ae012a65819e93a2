"""Several services in one cell: one respondent, who is counted once.

Forms with tick boxes write 'a; b' (also what is read from '<li>a</li> <li>b</li>') or, in spreadsheets, 'a, b'. Counted
under each service the same respondent would be in the totals several times; a category for every combination would split
the services into groups of one. So they are a category of their own, which adds up with the others to n; the texts as
they stood are kept beside it (impor_kategori).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from data_access.files.texts import is_blank, words

LEBIH_DARI_SATU = "Lebih dari satu layanan"
_SURE = re.compile(r"\s*(?:;|\n)\s*")
_COMMA = re.compile(r"\s*,\s*")


def several_services(texts: Sequence[str]) -> list[bool]:
    """Which of a column's distinct texts name more than one service.

    A semicolon or a line break always separates. A comma does only where all parts are services by themselves elsewhere
    in the column: 'Cuti, asimilasi, dan integrasi' may be the name of one service.
    """
    parts = [_parts(text, _SURE) for text in texts]
    alone = {words(text) for text, one in zip(texts, parts, strict=True) if len(one) == 1 and "," not in text}
    listed = [_parts(text, _COMMA) for text in texts]
    return [len(one) > 1 or (len(many) > 1 and many <= alone) for one, many in zip(parts, listed, strict=True)]


def _parts(text: str, separator: re.Pattern[str]) -> set[str]:
    return {words(part) for part in separator.split(text) if not is_blank(part)}
