"""Reporting periods: bulan, triwulan, semester, tahun, as whole months. No clock: the caller brings today's date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from scoring.errors import ScoringError

BULAN = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
ROMAWI = ("I", "II", "III", "IV")
# Years that a period may name: a year typed into an address must not reach a date that does not exist.
TAHUN_MIN, TAHUN_MAKS = 2000, 2099
PANJANG = {"bulan": 1, "triwulan": 3, "semester": 6, "tahun": 12}
_FORM = re.compile(r"^(\d{4})(?:-(?:(TW)([1-4])|(S)([12])|(\d{2})))?$")


def month_index(bulan: int) -> int:
    """Months since year 0 of a month written 202606, so that months can be subtracted."""
    return bulan // 100 * 12 + bulan % 100 - 1


def month_of(index: int) -> int:
    """The month written 202606 with this month index (inverse of month_index)."""
    return index // 12 * 100 + index % 12 + 1


def month_of_day(hari: date) -> int:
    """202606 for any day of June 2026."""
    return hari.year * 100 + hari.month


def add_months(bulan: int, count: int) -> int:
    """The month ``count`` months after ``bulan`` (202606), negative counts before it."""
    return month_of(month_index(bulan) + count)


def months_between(dari: int, sampai: int) -> list[int]:
    """All months from ``dari`` to ``sampai``, both included, written 202606."""
    return [month_of(i) for i in range(month_index(dari), month_index(sampai) + 1)]


def month_label(bulan: int, *, short: bool = False) -> str:
    """'Juni 2026', or 'Jun 26' when short."""
    nama = BULAN[bulan % 100 - 1]
    return f"{nama[:3]} {bulan // 100 % 100:02d}" if short else f"{nama} {bulan // 100}"


def parse_month(text: str) -> int:
    """202606 from '2026-06'; ScoringError otherwise."""
    found = re.fullmatch(r"(\d{4})-(\d{2})", text.strip())
    if not found or not 1 <= int(found[2]) <= 12 or not _is_year(found[1]):
        raise ScoringError(f"Bulan {text!r} tidak dikenali; tulis seperti 2026-06.")
    return int(found[1]) * 100 + int(found[2])


def _is_year(text: str) -> bool:
    return TAHUN_MIN <= int(text) <= TAHUN_MAKS


@dataclass(frozen=True, order=True)
class Periode:
    """Whole months from ``dari`` to ``sampai`` (202606), both included."""

    dari: int
    sampai: int

    @property
    def months(self) -> list[int]:
        """The months of the period, written 202606."""
        return months_between(self.dari, self.sampai)

    @property
    def kode(self) -> str:
        """The period as it stands in a URL: 2026-06, 2026-TW2, 2026-S1, 2026, or 2026-01..2026-05."""
        tahun, start, count = self.dari // 100, self.dari % 100, len(self.months)
        if count == 1:
            return f"{tahun}-{start:02d}"
        if count == 3 and start % 3 == 1:
            return f"{tahun}-TW{start // 3 + 1}"
        if count == 6 and start % 6 == 1:
            return f"{tahun}-S{start // 6 + 1}"
        if count == 12 and start == 1:
            return f"{tahun}"
        return f"{_iso(self.dari)}..{_iso(self.sampai)}"

    @property
    def iso(self) -> str:
        """ISO form for data exchange: 2026-06, or the interval 2026-01/2026-06."""
        return _iso(self.dari) if self.dari == self.sampai else f"{_iso(self.dari)}/{_iso(self.sampai)}"

    @property
    def label(self) -> str:
        """The period in words: Juni 2026, Triwulan II 2026, Semester I 2026, Tahun 2026."""
        tahun, start, count = self.dari // 100, self.dari % 100, len(self.months)
        if count == 1:
            return month_label(self.dari)
        if count == 3 and start % 3 == 1:
            return f"Triwulan {ROMAWI[start // 3]} {tahun}"
        if count == 6 and start % 6 == 1:
            return f"Semester {ROMAWI[start // 6]} {tahun}"
        if count == 12 and start == 1:
            return f"Tahun {tahun}"
        return self.span

    @property
    def span(self) -> str:
        """The months themselves, also where they are a triwulan: September–Oktober 2026, Desember 2026–Januari 2027."""
        first, last = month_label(self.dari), month_label(self.sampai)
        if self.dari == self.sampai:
            return last
        return f"{BULAN[self.dari % 100 - 1] if self.dari // 100 == self.sampai // 100 else first}–{last}"

    @property
    def previous(self) -> Periode:
        """The period of the same length that ends the month before this one begins."""
        return Periode(add_months(self.dari, -len(self.months)), add_months(self.dari, -1))

    @property
    def last_day(self) -> date:
        """The last calendar day of the period."""
        after = add_months(self.sampai, 1)
        return date.fromordinal(date(after // 100, after % 100, 1).toordinal() - 1)

    @property
    def first_day(self) -> date:
        """The first calendar day of the period."""
        return date(self.dari // 100, self.dari % 100, 1)

    @property
    def rules_day(self) -> date:
        """The day whose rules judge the period: its last one. scoring.crossing tells which others it also saw."""
        return self.last_day


def _iso(bulan: int) -> str:
    return f"{bulan // 100}-{bulan % 100:02d}"


def period_containing(bulan: int, jenis: str) -> Periode:
    """The bulan, triwulan, semester or tahun that contains the month ``bulan`` (202606)."""
    count = PANJANG[jenis]
    start = month_index(bulan) // count * count
    return Periode(month_of(start), month_of(start + count - 1))


def parse_period(text: str) -> Periode:
    """A Periode from its ``kode``; ScoringError says which forms exist."""
    if ".." in text:
        dari, sampai = (parse_month(part) for part in text.split("..", 1))
        if dari <= sampai:
            return Periode(dari, sampai)
    found = _FORM.match(text.strip())
    if found and _is_year(found[1]):
        tahun, _, tw, _, semester, bulan = found.groups()
        if bulan and 1 <= int(bulan) <= 12:
            return period_containing(int(tahun) * 100 + int(bulan), "bulan")
        if tw:
            return period_containing(int(tahun) * 100 + int(tw) * 3, "triwulan")
        if semester:
            return period_containing(int(tahun) * 100 + int(semester) * 6, "semester")
        if not bulan:
            return period_containing(int(tahun) * 100 + 1, "tahun")
    raise ScoringError(f"Periode {text!r} tidak dikenali; tulis 2026-06, 2026-TW2, 2026-S1, atau 2026.")
