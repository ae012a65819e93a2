"""Exports of KoboToolbox: group paths before the questions, repeat groups in a sheet of their own."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from data_access.files.columns.header_rows import header_text
from data_access.files.reading.cells import RawColumn, RawSheet
from data_access.files.shapes.tables import key_texts, retitled

_MARKS = frozenset(
    {
        "_id", "_uuid", "_submission_time", "_validation_status", "_index", "_parent_index", "_submitted_by",
        "__version__", "_tags", "_notes", "_status", "_parent_table_name", "_submission__id", "_submission__uuid",
    }
)  # fmt: skip
_TICKS = frozenset({"0", "1", "TRUE", "FALSE", "True", "False"})
_MIN_MARKS = 2
_MAX_DEPTH = 5
_IDENTIFIER = re.compile(r"[A-Za-z_][\w.-]*")


def without_groups(sheet: RawSheet) -> RawSheet | None:
    """The sheet with 'question' instead of 'group/question' in its first row; None when it is no such export.

    The columns 'question/option' with 0 and 1 repeat a question with several answers and are left out.
    """
    if not sheet.n_baris:
        return None
    headers = [header_text(cell) for cell in sheet.row(1)]
    if sum(header in _MARKS for header in headers) < _MIN_MARKS:
        return None
    kept = [place for place, header in enumerate(headers) if not _is_option(header, headers, sheet.kolom[place])]
    short = [headers[place] for place in kept]
    for _ in range(_MAX_DEPTH):
        short = _one_level(short)
    if short == headers:
        return None
    columns = [sheet.kolom[place] for place in kept]
    columns = [
        column if new == headers[place] else retitled(column, 1, new)
        for place, column, new in zip(kept, columns, short, strict=True)
    ]
    return replace(sheet, kolom=tuple(columns))


def _is_option(header: str, headers: list[str], column: RawColumn) -> bool:
    question = header.rpartition("/")[0]
    return question in headers and {key for key in key_texts(column.part(1)) if key} <= _TICKS


def _one_level(headers: list[str]) -> list[str]:
    groups = Counter(header.partition("/")[0] for header in headers if "/" in header)
    return [_without(header, groups, headers) for header in headers]


def _without(header: str, groups: Counter[str], headers: list[str]) -> str:
    group, _, rest = header.partition("/")
    is_group = bool(rest.strip()) and group not in headers
    is_named = _IDENTIFIER.fullmatch(group) is not None and (groups[group] > 1 or " " not in rest)
    return rest if is_group and (is_named or groups[group] > 1) else header
