"""A day closed in December for June: the page seen as of 16 June, and its workbook, say who changed the calendar and when.

June 2026 has 20 working days with five days a week; after the 16th (closed itself) remain 17-19, 22-26, 29, 30: 10. With
the 24th closed, 9.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from dashboard import exports
from dashboard.text import laju as words
from dashboard.text.kalender import changed_days_sentence
from dashboard.views import laju
from dashboard.views.common import Pilihan
from dashboard.views.laju import LajuWilayah, today_by_zone
from data_access import migrate
from data_access.engine import make_engine
from data_access.files.master.statements import TARGET, DataInduk, Pernyataan
from data_access.repository import HariDiubah, Scope
from data_access.sql_repository import SqlRepository
from scoring.instruments import shipped_instrument
from scoring.periods import parse_period
from tests.data_access.test_later_changes import DESEMBER, close, say
from tests.support.factories import make_sheet, store_sheets
from tests.support.pengguna import save_service_users

NANTI = today_by_zone(datetime(2026, 12, 20, 5, tzinfo=UTC))


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    url = f"sqlite:///{(tmp_path / 'uji.db').as_posix()}"
    migrate.upgrade(url)
    opened = make_engine(url)
    sheet = make_sheet(shipped_instrument("spkp"), [[6] * 8] * 11, satker=["A"] * 11, tanggal=["2026-06-09T10:00"] * 11)
    store_sheets(opened, sheet)
    save_service_users(opened, {("A", 202606): 31}, "uji", now=datetime(2026, 7, 1, tzinfo=UTC))
    yield opened
    opened.dispose()


def see(engine: sa.Engine, per: date | None, *jenis: str) -> LajuWilayah:
    asked = Pilihan("spkp", parse_period("2026-06"), jenis)
    return laju.build(SqlRepository(engine), Scope.everything(), asked, NANTI, per)


def test_the_page_and_the_workbook_say_it(engine: sa.Engine):
    meeting = date(2026, 6, 16)
    before = see(engine, meeting)
    pace = before.daftar[0].laju
    assert pace is not None
    # 31 users, WBK: 30; 19 missing in 10 days.
    assert (pace.kurang, pace.sisa, pace.perlu_per_hari, before.hari_diubah) == (19, 10, 2, ())
    close(engine, {("A", "2026-06-24"): "tutup"}, DESEMBER, "Kasubbag <b>")
    view = see(engine, meeting)
    changed = view.daftar[0].laju
    assert changed is not None
    assert (changed.sisa, changed.perlu_per_hari) == (9, 3)
    told = "Kalender kerja dibetulkan sesudah hari itu (24 Juni 2026 diubah menjadi tutup oleh Kasubbag <b> pada 3 Desember 2026)"
    assert told in words.seen_sentence(view)
    book = load_workbook(BytesIO(exports.responden(view.dasar, tuple, view)))
    cells = [str(value) for row in book["Keterangan"].iter_rows(values_only=True) for value in row if value]
    assert [one for one in cells if one.startswith(told)]
    # Of another jenis it says nothing, nor of the month as it is now.
    assert see(engine, meeting, "Rutan").hari_diubah == ()
    assert see(engine, None).hari_diubah == ()


def target_note(engine: sa.Engine) -> str:
    book = load_workbook(BytesIO(exports.responden((view := see(engine, date(2026, 6, 16))).dasar, tuple, view)))
    notes = [[str(cell) for cell in row if cell] for row in book["Keterangan"].iter_rows(values_only=True)]
    (told,) = [row[2] for row in notes if row[1:2] == ["Target"]]
    assert told in words.seen_sentence(view)
    return told


def test_users_filled_in_or_changed_since_are_told(engine: sa.Engine):
    """On 16 June nobody knew June's users. What the page says of that day is computed with those of July, and later ones."""
    name = see(engine, None).daftar[0].nama
    now = ": target dihitung dengan yang sekarang."
    assert (
        target_note(engine) == f"Sesudah hari itu pengguna layanan {name} diisi 31 oleh penguji pada 1 Juli 2026{now}"
    )
    save_service_users(engine, {("A", 202606): 64}, "uji", now=DESEMBER)
    assert (
        target_note(engine)
        == f"Sesudah hari itu pengguna layanan {name} diisi 64 oleh penguji pada 3 Desember 2026{now}"
    )
    row = Pernyataan(("A", "spkp", 202606, 202606), {"jumlah": 43, "alasan": "rapat", "oleh": "Kabid"})
    say(engine, DataInduk(TARGET, (row,), (), (), 1), datetime(2026, 12, 19, 18, tzinfo=UTC), "Subbag")
    assert target_note(engine) == (
        "Sesudah hari itu pengguna layanan satu satker dan target manual satu satker diisi atau diubah, "
        f"terakhir oleh Subbag pada 20 Desember 2026{now}"
    )
    # What was known on the day itself is no news of the last day of the year, nor of the month as it is now.
    assert see(engine, None).target_diubah == ()


def test_several_days_are_counted_and_the_last_change_named():
    first = HariDiubah("A", date(2026, 6, 24), "", "tutup", "Rina", datetime(2026, 7, 1, tzinfo=UTC))
    last = HariDiubah("", date(2026, 6, 25), "tutup", "", "", datetime(2026, 8, 31, 18, tzinfo=UTC))
    assert "(2 hari diubah, terakhir pada 1 September 2026)" in changed_days_sentence((first, last))
    assert "(25 Juni 2026 diubah menjadi hari biasa pada 1 September 2026)" in changed_days_sentence((last,))
    assert changed_days_sentence(()) == ""
