"""Users of one satker by layanan: the whole and its parts must agree, and which of them was meant is not guessed. No Streamlit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from dashboard.formats import format_bulat
from dashboard.forms.induk.cells import Bacaan, Batas, read_number, shown, typed
from data_access.breakdown import breakdown_text, read_breakdown
from data_access.master_data.edit_checks import Suntingan
from data_access.master_data.records import Catatan, Kunci
from scoring.periods import month_label

SEMUA_LAYANAN = "Jumlah seluruhnya"
LAYANAN = "Layanan"


def names_of(records: Mapping[Kunci, Catatan], satker: str, more: Iterable[str]) -> list[str]:
    """The layanan that have a row: those of stored numbers of any year, then ``more``; each once, whatever its case."""
    parts = (_parts(record) for key, record in records.items() if key[0] == satker)
    found: dict[str, str] = {}
    for name in (*(name for one in parts for name in one), *more):
        found.setdefault(name.casefold(), name)
    return list(found.values())


def service_table(
    records: Mapping[Kunci, Catatan], satker: str, months: Mapping[str, int], names: Iterable[str]
) -> pd.DataFrame:
    """Rows SEMUA_LAYANAN and each layanan, a column a month (``months``: title -> 202606); '' where it is not known."""
    rows = [SEMUA_LAYANAN, *names]
    frame = pd.DataFrame({LAYANAN: rows}, index=rows)
    for title, month in months.items():
        record = records.get((satker, month), {})
        parts = _parts(record)
        frame[title] = [shown(record.get("jumlah")), *(shown(parts.get(name)) for name in rows[1:])]
    return frame


def read_services(  # noqa: PLR0913 - one satker and its table
    records: Mapping[Kunci, Catatan],
    after: pd.DataFrame,
    *,
    satker: str,
    nama: str,
    months: Mapping[str, int],
    sumber: str,
    batas: Batas,
) -> Bacaan:
    """The edits of the table, one for each month whose numbers are others than before."""
    edits: list[Suntingan] = []
    problems: list[str] = []
    for title, month in months.items():
        cells = {str(row): typed(after.at[row, title]) for row in after.index}
        numbers: dict[str, int | None] = {}
        wrong = []
        for row, text in cells.items():
            numbers[row], problem = read_number(text, f"{nama}, {row}, {month_label(month)}", batas)
            wrong += [problem] if problem else []
        if wrong:
            problems += wrong
            continue
        edit, problem = _month(records.get((satker, month)), numbers, (satker, month), f"{nama}, {month_label(month)}")
        problems += [problem] if problem else []
        if edit is not None:
            edits.append(Suntingan(edit.kunci, edit.sebelum, {**edit.nilai, "sumber": sumber}))
    return Bacaan(tuple(edits), tuple(problems))


def _month(
    before: Catatan | None, numbers: Mapping[str, int | None], key: Kunci, where: str
) -> tuple[Suntingan | None, str]:
    """The edit of one month, None where nothing is new; and why it cannot be stored."""
    parts = {name: n for name, n in numbers.items() if n is not None and name != SEMUA_LAYANAN}
    whole, known = numbers[SEMUA_LAYANAN], None if before is None else before["jumlah"]
    if parts and _follows(before, parts, whole):
        whole = sum(parts.values())
    if parts and sum(parts.values()) != whole:
        told = f"jumlah layanannya {format_bulat(sum(parts.values()))}, tetapi {SEMUA_LAYANAN} {format_bulat(whole)}"
        return None, f"{where}: {told}. Samakan, atau kosongkan {SEMUA_LAYANAN} supaya dihitung dari layanannya."
    text = breakdown_text(parts)
    if whole == known and text == str((before or {}).get("rincian") or ""):
        return None, ""
    return Suntingan(key, before, {"jumlah": whole, "rincian": text}), ""


def _follows(before: Catatan | None, parts: Mapping[str, int], whole: int | None) -> bool:
    """True when the whole is nobody's own number: it is empty, or it is still the sum of the layanan before."""
    return whole is None or (bool(_parts(before)) and before is not None and whole == before["jumlah"] and bool(parts))


def _parts(record: Mapping[str, object] | None) -> dict[str, int]:
    return read_breakdown(str((record or {}).get("rincian") or ""))
