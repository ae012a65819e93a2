"""Special days as rows of a table: ranges of days that are closed or opened, for one satker or all. No Streamlit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from dashboard.forms.induk.cells import SATKER, Bacaan, typed
from dashboard.nama import told_apart
from data_access.files.master.calendar_cells import BUKA, TUTUP, read_day
from data_access.files.texts import excerpt
from data_access.master_data.days import SEMUA
from data_access.master_data.edit_checks import Suntingan, unfit_text
from data_access.master_data.records import Catatan, Kunci

DARI, SAMPAI, KEADAAN, KETERANGAN = "Dari", "Sampai", "Keadaan", "Keterangan"
SEMUA_SATKER = "Semua satker"
KATA = {TUTUP: "tutup", BUKA: "tetap buka"}
KOLOM = (SATKER, DARI, SAMPAI, KEADAAN, KETERANGAN)


@dataclass(frozen=True)
class Rentang:
    """Days one after the other that say the same: ``kode`` '' for all satker."""

    kode: str
    dari: date
    sampai: date
    keadaan: str
    keterangan: str

    @property
    def hari(self) -> Iterator[date]:
        """Its days, ascending."""
        return (self.dari + timedelta(days=step) for step in range((self.sampai - self.dari).days + 1))


def day_text(day: date) -> str:
    """'24-12-2026'."""
    return f"{day:%d-%m-%Y}"


def ranges(records: Mapping[Kunci, Catatan], year: int) -> list[Rentang]:
    """The special days of a year, those of all satker first, days one after the other taken together."""
    found: list[Rentang] = []
    for key in sorted(records, key=lambda key: (str(key[0]), str(key[1]))):
        day, record = date.fromisoformat(str(key[1])), records[key]
        if day.year != year:
            continue
        one = Rentang(str(key[0]), day, day, str(record["keadaan"]), str(record["keterangan"]))
        before = found[-1] if found else None
        if before is not None and _goes_on(before, one):
            found[-1] = Rentang(one.kode, before.dari, day, one.keadaan, one.keterangan)
        else:
            found.append(one)
    return found


def _goes_on(before: Rentang, one: Rentang) -> bool:
    same = (before.kode, before.keadaan, before.keterangan) == (one.kode, one.keadaan, one.keterangan)
    return same and one.dari - before.sampai == timedelta(days=1)


def day_table(records: Mapping[Kunci, Catatan], year: int, labels: Mapping[str, str]) -> pd.DataFrame:
    """One row a range; ``labels``: satker code ('' for all) -> how the table names it."""
    rows = [
        (labels[one.kode], day_text(one.dari), day_text(one.sampai), KATA[one.keadaan], one.keterangan)
        for one in ranges(records, year)
        if one.kode in labels
    ]
    return pd.DataFrame(rows, columns=list(KOLOM), dtype=object)


def read_days(
    records: Mapping[Kunci, Catatan], after: pd.DataFrame, *, year: int, labels: Mapping[str, str], sumber: str
) -> Bacaan:
    """The edits of the table, one a day that is new, other than before, or gone. While anything is wrong, none: a row that
    cannot be read must not look like one that was removed."""
    codes = {label: kode for kode, label in labels.items()}
    problems: list[str] = []
    wanted: dict[Kunci, tuple[str, str]] = {}
    first: dict[Kunci, int] = {}
    for number, values in enumerate(after[list(KOLOM)].itertuples(index=False), 1):
        cells = {title: typed(value) for title, value in zip(KOLOM, values, strict=True)}
        if not any(cells.values()):
            continue
        one, wrong = _read_row(cells, codes, year)
        problems += [f"Baris {number}, {problem}" for problem in wrong]
        if one is None:
            continue
        for day in one.hari:
            key: Kunci = (one.kode, day.isoformat())
            said = (one.keadaan, one.keterangan)
            if wanted.setdefault(key, said) != said:
                problems.append(
                    f"Baris {first[key]} dan {number}: {day_text(day)} disebut dua kali dengan isi berbeda."
                )
                break
            first.setdefault(key, number)
    if problems:
        return Bacaan((), tuple(problems))
    return Bacaan(tuple(_edits(records, wanted, year, set(codes.values()), sumber)))


def _read_row(cells: Mapping[str, str], codes: Mapping[str, str], year: int) -> tuple[Rentang | None, list[str]]:
    """The range of a row; None and every reason where it is none."""
    wrong: list[str] = []
    if cells[SATKER] not in codes:
        wrong.append(f"kolom {SATKER}: pilih satkernya, atau {SEMUA_SATKER}.")
    days = {}
    # One day needs no second date.
    for title in (DARI, SAMPAI) if cells[SAMPAI] else (DARI,):
        day, problem = read_day(cells[title])
        if not cells[title]:
            wrong.append(f"kolom {title}: tulis tanggalnya, misalnya 24-12-{year}.")
        elif day is None:
            wrong.append(f"kolom {title}: '{excerpt(cells[title])}' {problem}; tulis seperti 24-12-{year}.")
        elif day.year != year:
            wrong.append(f"kolom {title}: {day_text(day)} bukan tahun {year}. Pilih bulan dari tahun itu di atas.")
        else:
            days[title] = day
    state = next((name for name, word in KATA.items() if word == cells[KEADAAN]), "")
    if not state:
        wrong.append(f"kolom {KEADAAN}: pilih {' atau '.join(KATA.values())}.")
    if problem := unfit_text(cells[KETERANGAN]):
        wrong.append(f"kolom {KETERANGAN}: {problem}.")
    last = days.get(SAMPAI, days.get(DARI))
    if last is not None and DARI in days and last < days[DARI]:
        wrong.append(f"kolom {SAMPAI}: lebih awal daripada {DARI}; betulkan salah satunya.")
    if wrong or last is None:
        return None, wrong
    return Rentang(codes[cells[SATKER]], days[DARI], last, state, cells[KETERANGAN]), []


def _edits(
    records: Mapping[Kunci, Catatan], wanted: Mapping[Kunci, tuple[str, str]], year: int, codes: set[str], sumber: str
) -> Iterator[Suntingan]:
    shown = {key for key in records if str(key[1]).startswith(f"{year}-") and key[0] in codes}
    for key in sorted({*wanted, *shown}, key=lambda key: (str(key[0]), str(key[1]))):
        now = records.get(key)
        keadaan, keterangan = wanted.get(key, ("", ""))
        if now is None or (keadaan, keterangan) != (now["keadaan"], typed(now["keterangan"])):
            yield Suntingan(key, now, {"keadaan": keadaan, "keterangan": keterangan, "sumber": sumber})


def labels_of(units: Mapping[str, str], *, with_all: bool) -> dict[str, str]:
    """How a table names each satker (``units``: code -> name): by name, with the code where two have the same."""
    labels = {SEMUA: SEMUA_SATKER} if with_all else {}
    return labels | told_apart(units)
