"""CSV as it comes: which encoding, which separator, and its rows. Decided by fixed rules, shown to the operator."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from data_access.files.reading.limits import Limits, number
from data_access.files.reading.refusal import RefusalError

PEMISAH = (",", ";", "\t", "|")
_SAMPLE_CHARS = 64 * 1024
_SAMPLE_RECORDS = 200
_BOM = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 (BOM)"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),  # before UTF-16 LE, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_CONTROL_BYTES = bytes([*range(9), *range(14, 32)])
_IS_FOREIGN = bytes(byte > 127 for byte in range(256))
_MIN_WRAPPED = 3  # lines that must agree before quotes are taken for a wrapping
_DECLARED = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
_BUKAN_TEKS = (
    "Berkas ini bukan CSV: isinya bukan teks. Pilih berkas Excel (.xlsx) atau CSV yang berisi data survei, lalu unggah "
    "lagi."
)


def decode_text(content: bytes) -> tuple[str, str]:
    """(text, name of the encoding): byte order mark, then strict UTF-8, then UTF-16 by its zeros, then cp1252."""
    for mark, codec, name in _BOM:
        if content.startswith(mark):
            return _decode(content, codec, name)
    zeros = content.count(0)
    if not zeros:
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            return _old_windows(content)
        return _refuse_control(text, len(content) - len(content.translate(None, _CONTROL_BYTES))), "UTF-8"
    even, odd = content[0::2].count(0), content[1::2].count(0)
    # Latin text in UTF-16 has a zero in nearly every second byte and none in the others.
    if max(even, odd) > 0.6 * (len(content) / 2) and min(even, odd) < 0.1 * max(even, odd):
        return _decode(content, "utf-16-le" if odd > even else "utf-16-be", "UTF-16")
    raise RefusalError(_BUKAN_TEKS)


def _old_windows(content: bytes) -> tuple[str, str]:
    """Any bytes are nearly always valid cp1252: text is what has no control characters and is mostly ASCII."""
    foreign = sum(content.translate(_IS_FOREIGN))
    if foreign > len(content) // 3 or len(content.translate(None, _CONTROL_BYTES)) < len(content):
        raise RefusalError(_BUKAN_TEKS)
    return _decode(content, "cp1252", "Windows-1252")


def _decode(content: bytes, codec: str, name: str) -> tuple[str, str]:
    try:
        return _checked(content.decode(codec), name)
    except UnicodeDecodeError as exc:
        raise RefusalError(
            f"Berkas ini tidak dapat dibaca sebagai teks {name} (bita ke-{number(exc.start + 1)} tidak sah). Simpan "
            "ulang dari Excel dengan pilihan 'CSV UTF-8', lalu unggah lagi."
        ) from exc


def _checked(text: str, name: str) -> tuple[str, str]:
    return _refuse_control(text, len(_CONTROL.findall(text))), name


def _refuse_control(text: str, count: int) -> str:
    """The text, unless it holds more control characters than a few accidents."""
    if count > max(3, len(text) // 200):
        raise RefusalError(_BUKAN_TEKS)
    return text


def choose_separator(text: str) -> str:
    """The separator under which most records have the same number of columns, counted outside quotes.

    Equal shares: more columns win, then the order of PEMISAH. A first line ``sep=;`` (Excel) decides at once. A text
    without any separator is one column: ','.
    """
    declared = _DECLARED.match(text)
    if declared:
        return declared.group(1)
    sample, is_cut = text[:_SAMPLE_CHARS], len(text) > _SAMPLE_CHARS
    best, best_score = ",", (0.0, 0)
    for separator in PEMISAH:
        records, is_broken = _sample_counts(sample, separator)
        if is_cut and len(records) > 1:
            records.pop()  # the sample ends in the middle of this one
        # The widest of the most frequent widths: a short file has its title as often as its rows.
        width, times = max(Counter(records).items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        share = times / max(1, len(records))
        score = (share / 2 if is_broken else share, width)
        if width > 1 and score > best_score:
            best, best_score = separator, score
    return best


def _sample_counts(sample: str, separator: str) -> tuple[list[int], bool]:
    """(number of fields of the first records that are not blank, whether quotes do not fit this separator)."""
    counts: list[int] = []
    try:
        rows = csv.reader(StringIO(sample, newline=""), delimiter=separator, strict=True)
        counts.extend(len(row) for row in islice(rows, _SAMPLE_RECORDS) if row)
    except csv.Error as exc:
        return counts, "unexpected end of data" not in str(exc)  # the sample may end inside quotes
    return counts, False


def unwrapped(text: str) -> str:
    """The text with its records as they were meant when a program wrote every line as one quoted cell
    ('"No,""Nama"",4"'); any other text as it is."""
    if not text.startswith('"'):
        return text
    for separator in PEMISAH:
        if set(_sample_counts(text[:_SAMPLE_CHARS], separator)[0]) != {1}:
            return text
    rows = list(csv.reader(StringIO(text[:_SAMPLE_CHARS], newline="")))[:_SAMPLE_RECORDS]
    lines = [row[0] for row in rows if row][:-1]  # the last one may be cut
    inner = "\n".join(lines)
    widths = {tuple(_sample_counts(inner, separator)[0]) for separator in PEMISAH}
    if len(lines) < _MIN_WRAPPED or not any(len(set(one)) == 1 and one[0] > 1 for one in widths if one):
        return text
    return "\n".join(row[0] if row else "" for row in csv.reader(StringIO(text, newline="")))


def without_declaration(text: str) -> str:
    """The text without a first line ``sep=;``."""
    declared = _DECLARED.match(text)
    return text[declared.end() :] if declared else text


def iter_rows(text: str, separator: str, limits: Limits) -> Iterator[list[str]]:
    """The records of the text. RefusalError with the row number for broken quotes and for rows that are too wide."""
    csv.field_size_limit(limits.max_cell_text)
    reader = csv.reader(StringIO(without_declaration(text), newline=""), delimiter=separator, strict=True)
    nomor = 0
    while True:
        nomor += 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as exc:
            raise RefusalError(
                f"Baris {number(nomor)} tidak dapat dibaca: tanda kutip tidak berpasangan, atau satu sel lebih dari "
                f"{number(limits.max_cell_text)} huruf. Perbaiki tanda kutip di baris itu (atau simpan sebagai .xlsx), "
                "lalu unggah lagi."
            ) from exc
        if len(row) > limits.max_columns:
            row = _trimmed(row, limits, nomor)
        yield row


def _trimmed(row: list[str], limits: Limits, nomor: int) -> list[str]:
    while row and not row[-1]:
        row.pop()
    if len(row) > limits.max_columns:
        raise RefusalError(
            f"Baris {number(nomor)} mempunyai {number(len(row))} kolom, lebih dari batas {number(limits.max_columns)}. "
            "Hapus kolom yang tidak perlu, lalu unggah lagi."
        )
    return row
