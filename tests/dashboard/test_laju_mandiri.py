"""Pace and targets computed a second time, in plain Python from the raw respondents, and compared with the view.

First triwulan of 2024 with its leap day. Closed days as the decrees of the three ministers for 2024 print them (855/3/4 of
2023; the election by presidential decree 10 of 2024), typed here by hand: 1 January, 8 February, 9 February (cuti bersama),
10 February, 14 February (election), 11 March, 12 March (cuti bersama), 29 March, 31 March.
"""

from __future__ import annotations

import calendar
import math
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard.views import laju
from dashboard.views.common import Pilihan
from dashboard.views.laju import LajuSatker, today_by_zone
from data_access import migrate
from data_access.engine import make_engine
from data_access.files.master.statements import KALENDER, SATKER, TARGET, DataInduk, Isi, Pernyataan
from data_access.master_data.storing import store_master
from data_access.repository import Scope
from data_access.sql_repository import SqlRepository
from data_access.store import Berkas
from scoring.instruments import shipped_instrument
from scoring.periods import Periode, parse_period
from tests.support.factories import make_sheet, store_sheets
from tests.support.pengguna import save_service_users

ALL = Scope.everything()
LIBUR = {date(2024, *day) for day in ((1, 1), (2, 8), (2, 9), (2, 10), (2, 14), (3, 11), (3, 12), (3, 29), (3, 31))}
# Code -> days a week, hours before UTC, predikat; D was opened in the middle of the triwulan, E closed.
SATKER_UJI: dict[str, tuple[int, int, str]] = {
    "A": (5, 7, "WBK"), "B": (6, 8, ""), "C": (6, 9, "WBBM"), "D": (5, 8, ""), "E": (5, 9, "WBK"), "F": (6, 7, ""),
}  # fmt: skip
ZONA = {7: "Asia/Jakarta", 8: "Asia/Makassar", 9: "Asia/Jayapura"}
# 30 and 31: the two rules meet; B's February was typed twice on one day, the later number counts.
PENGGUNA = {
    "A": (48, 24, 31), "B": (100, 2000, 12), "C": (30, 29, 5), "D": (1, 17, 32), "E": (32, 0, 0), "F": (60, 12, 75),
}  # fmt: skip
# F: more than the users of February; A: of the triwulan, says nothing about its months.
MANUAL = {("F", 202402, 202402): 40, ("A", 202401, 202403): 90}
KHUSUS = {("A", date(2024, 2, 24)): "buka", ("B", date(2024, 2, 29)): "tutup", ("", date(2024, 3, 1)): "tutup",
          ("C", date(2024, 3, 1)): "buka"}  # fmt: skip
# Live: the last moments of 29 February and the first of 1 March in each of the three zones; and when all is over.
SAAT = [datetime(2024, 2, 29, hour, minute, tzinfo=UTC) for hour, minute in ((14, 59), (15, 0), (16, 0), (17, 0))]
SAAT.append(datetime(2024, 4, 2, 5, tzinfo=UTC))
PER = [date(2024, 2, 9), date(2024, 2, 28), date(2024, 2, 29)]


def respondents() -> dict[tuple[str, date], int]:
    rng, found = random.Random(29), {("A", date(2024, 2, 29)): 5, ("B", date(2024, 2, 29)): 2}
    for step in range(31 + 29 + 31):
        day = date(2024, 1, 1) + timedelta(step)
        there = [kode for kode in "ABCF" if rng.random() < 0.5]
        there += ["D"] * (day >= date(2024, 2, 15)) + ["E"] * (day <= date(2024, 1, 20))
        found |= {(kode, day): rng.randint(1, 4) for kode in there if (kode, day) not in found}
    return found


RESPONDEN = respondents()


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sa.Engine]:
    file: Path = tmp_path_factory.mktemp("mandiri") / "uji.db"
    url = f"sqlite:///{file.as_posix()}"
    migrate.upgrade(url)
    made = make_engine(url)
    put(made, SATKER, {(kode,): {"nama": f"Lapas {kode}", "hari_kerja": week, "zona_waktu": ZONA[hours], "bidik_predikat": aim}
                       for kode, (week, hours, aim) in SATKER_UJI.items()})  # fmt: skip
    put(made, TARGET, {(kode, "", dari, sampai): {"jumlah": n, "alasan": "rapat", "oleh": "Kabid"}
                       for (kode, dari, sampai), n in MANUAL.items()})  # fmt: skip
    put(made, KALENDER, {(kode, day.isoformat()): {"keadaan": state, "keterangan": "uji", "sumber": "uji"}
                         for (kode, day), state in KHUSUS.items()})  # fmt: skip
    cells = [key for key, n in RESPONDEN.items() for _ in range(n)]
    answers = [[1 + row % 6] * 8 for row in range(len(cells))]
    sheet = make_sheet(shipped_instrument("spkp"), answers, satker=[kode for kode, _ in cells],
                       tanggal=[f"{day}T10:00" for _, day in cells])  # fmt: skip
    store_sheets(made, sheet)
    users = {(kode, 202401 + month): n for kode, counts in PENGGUNA.items() for month, n in enumerate(counts)}
    save_service_users(made, users | {("B", 202402): 7}, "uji", now=datetime(2024, 4, 1, 3, tzinfo=UTC))
    save_service_users(made, {("B", 202402): users["B", 202402]}, "uji", now=datetime(2024, 4, 1, 4, tzinfo=UTC))
    yield made
    made.dispose()


def put(engine: sa.Engine, jenis: str, said: dict[tuple[str | int, ...], dict[str, Isi]]) -> None:
    data = DataInduk(jenis, tuple(Pernyataan(key, nilai) for key, nilai in said.items()), (), (), len(said))
    when = datetime(2023, 12, 1, tzinfo=UTC)
    store_master(engine, Berkas(jenis, jenis.ljust(64, "0"), 1, 1), data, ALL, now=when, confirmed=True)


def works(kode: str, day: date) -> bool:
    special = KHUSUS.get((kode, day)) or KHUSUS.get(("", day))
    if special:
        return special == "buka"
    return calendar.weekday(day.year, day.month, day.day) < SATKER_UJI[kode][0] and day not in LIBUR


def goal(kode: str, periode: Periode) -> int | None:
    """The juknis rule in exact fractions: 3.841, half up; Slovin up; at least 30 for Zona Integritas, at most all."""
    if (kode, periode.dari, periode.sampai) in MANUAL:
        return MANUAL[kode, periode.dari, periode.sampai]
    n = sum(PENGGUNA[kode][bulan - 202401] for bulan in periode.months)
    x, quarter, d2 = Fraction("3.841"), Fraction(1, 4), Fraction("0.0025")
    sample = math.floor(x * n * quarter / (d2 * (n - 1) + x * quarter) + Fraction(1, 2))
    sample = sample if n > 30 else math.ceil(n / (1 + n * d2))
    return min(max(sample, 30) if SATKER_UJI[kode][2] else sample, n) or None


def expected(kode: str, periode: Periode, now: datetime, per: date | None) -> tuple[object, ...] | None:
    """Respondents, target, working days, those left, missing, needed per day, expected by now; None without target."""
    first, last = periode.first_day, periode.last_day
    target = goal(kode, periode)
    if target is None:
        return None
    counted = [c for (one, day), c in RESPONDEN.items() if one == kode and first <= day <= (per or last)]
    days = [day for day in (first + timedelta(step) for step in range((last - first).days + 1)) if works(kode, day)]
    today = (now + timedelta(hours=SATKER_UJI[kode][1])).date()
    left = sum(day > per if per else day >= today for day in days)
    short = max(target - sum(counted), 0)
    need = 0 if not short else math.ceil(Fraction(short, left)) if left else None
    return (
        sum(counted),
        target,
        len(days),
        left,
        short,
        need,
        pytest.approx(float(target * (1 - Fraction(left, len(days))))),
    )


def shown(one: LajuSatker) -> tuple[object, ...] | None:
    pace = one.laju
    if pace is None:
        return None
    return one.n, pace.target, pace.hari_kerja, pace.sisa, pace.kurang, pace.perlu_per_hari, pace.seharusnya


@pytest.mark.parametrize("periode", ["2024-02", "2024-TW1"])
def test_the_view_equals_plain_python(engine: sa.Engine, periode: str):
    asked = Pilihan("spkp", parse_period(periode))
    repo, moments = SqlRepository(engine), [(now, None) for now in SAAT] + [(SAAT[-1], per) for per in PER]
    for now, per in moments:
        view = laju.build(repo, ALL, asked, today_by_zone(now), per)
        # The last day of a period is no past day of it: it is seen as it is now.
        seen = view.per
        assert seen == (None if per == asked.periode.last_day else per)
        found = {one.satker: shown(one) for one in view.daftar}
        assert found == {kode: expected(kode, asked.periode, now, seen) for kode in SATKER_UJI}, (now, per)


def test_the_leap_month_by_hand(engine: sa.Engine):
    """February 2024: 29 days, 21 from Monday to Friday; less 8, 9 and 14 makes 18. A opens on Saturday 24: 19. B has six days a
    week: 25, less four Saturdays' one holiday (10) and 8, 9, 14 makes 21, and is closed on 29: 20."""
    view = laju.build(SqlRepository(engine), ALL, Pilihan("spkp", parse_period("2024-02")), today_by_zone(SAAT[-1]))
    found = {one.satker: one.laju.hari_kerja for one in view.daftar if one.laju}
    assert (found["A"], found["B"]) == (19, 20)
