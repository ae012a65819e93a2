"""Days closed or opened after a day: told with who and when, so that a number of a past meeting surprises nobody."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta

import sqlalchemy as sa

from data_access.files.master.statements import PENGGUNA, SATKER, TARGET, DataInduk, Isi, Pernyataan
from data_access.ledger import undo as ledger
from data_access.master_data.storing import store_master
from data_access.repository import HariDiubah, Scope, TargetDiubah
from data_access.sql_repository import SqlRepository
from data_access.store import Berkas
from scoring.periods import parse_period
from tests.data_access.test_calendar_days import Days, data

ALL = Scope.everything()
JUNI = parse_period("2026-06")
RAPAT = date(2026, 6, 16)
DESEMBER = datetime(2026, 12, 3, 3, tzinfo=UTC)


def say(engine: sa.Engine, what: DataInduk, when: datetime, oleh: str) -> int:
    name = f"{oleh} {when.isoformat()}"
    berkas = Berkas(name, hashlib.sha256(name.encode()).hexdigest(), 10, what.baris_dibaca, oleh=oleh)
    return store_master(engine, berkas, what, ALL, now=when, confirmed=True).impor_id


def close(engine: sa.Engine, said: Days, when: datetime, oleh: str = "Rina") -> int:
    return say(engine, data(said), when, oleh)


def satker(engine: sa.Engine) -> None:
    said = tuple(Pernyataan((kode,), {"nama": f"Lapas {kode}"}) for kode in "AB")
    say(engine, DataInduk(SATKER, said, (), (), 2), datetime(2026, 1, 5, tzinfo=UTC), "Rina")


def changes(engine: sa.Engine, after: date = RAPAT, scope: Scope = ALL) -> tuple[HariDiubah, ...]:
    return SqlRepository(engine).day_changes(scope, JUNI, after)


def test_a_day_closed_in_december_is_told_of_june(engine: sa.Engine):
    satker(engine)
    close(engine, {("A", "2026-06-10"): "tutup"}, datetime(2026, 6, 2, tzinfo=UTC))
    assert changes(engine) == ()
    close(
        engine,
        {("A", "2026-06-24"): "tutup", ("B", "2026-07-01"): "tutup", ("", "2026-06-01"): "buka"},
        DESEMBER,
        "Budi",
    )
    closed = HariDiubah("A", date(2026, 6, 24), "", "tutup", "Budi", DESEMBER)
    opened = HariDiubah("", date(2026, 6, 1), "", "buka", "Budi", DESEMBER)
    assert set(changes(engine)) == {closed, opened}  # July is another period
    assert changes(engine, scope=Scope.only("B")) == (opened,)
    assert changes(engine, after=date(2026, 12, 3)) == ()


def test_said_again_and_taken_back_is_no_change(engine: sa.Engine):
    satker(engine)
    first = close(engine, {("A", "2026-06-10"): "tutup"}, datetime(2026, 6, 2, tzinfo=UTC))
    again = close(engine, {("A", "2026-06-10"): "tutup"}, datetime(2026, 7, 2, tzinfo=UTC), "Budi")
    wrong = close(engine, {("A", "2026-06-11"): "tutup"}, datetime(2026, 7, 3, tzinfo=UTC), "Budi")
    ledger.undo(engine, wrong, now=DESEMBER, oleh="Sari", alasan="keliru")
    assert changes(engine) == ()
    ledger.undo(engine, again, now=DESEMBER, oleh="Sari", alasan="keliru")
    ledger.undo(engine, first, now=DESEMBER, oleh="Sari", alasan="hari itu buka")
    assert changes(engine) == (HariDiubah("A", date(2026, 6, 10), "tutup", "", "Sari", DESEMBER),)
    ledger.restore(engine, first, now=DESEMBER, oleh="Sari", alasan="memang tutup")
    assert changes(engine) == ()


def test_what_was_undone_before_the_day_and_restored_after_it_is_a_change(engine: sa.Engine):
    satker(engine)
    batch = close(engine, {("A", "2026-06-24"): "tutup"}, datetime(2026, 6, 2, tzinfo=UTC))
    ledger.undo(engine, batch, now=datetime(2026, 6, 3, tzinfo=UTC), oleh="Sari", alasan="keliru")
    assert changes(engine) == ()
    ledger.restore(engine, batch, now=DESEMBER, oleh="Budi", alasan="memang tutup")
    assert changes(engine) == (HariDiubah("A", date(2026, 6, 24), "", "tutup", "Budi", DESEMBER),)
    assert changes(engine, after=date(2026, 6, 2)) == ()


def test_a_day_ends_at_midnight_in_jakarta(engine: sa.Engine):
    """17.00 UTC on 16 June is 17 June there."""
    satker(engine)
    close(engine, {("A", "2026-06-24"): "tutup"}, datetime(2026, 6, 16, 16, 59, tzinfo=UTC))
    assert changes(engine) == ()
    close(engine, {("A", "2026-06-25"): "tutup"}, datetime(2026, 6, 16, 17, 0, tzinfo=UTC))
    assert [one.tanggal for one in changes(engine)] == [date(2026, 6, 25)]


def users(engine: sa.Engine, said: dict[tuple[str, int], int | None], when: datetime, oleh: str = "Rina") -> int:
    rows = tuple(Pernyataan(key, {"jumlah": n, "sumber": "uji", "rincian": ""}) for key, n in said.items())
    return say(engine, DataInduk(PENGGUNA, rows, (), (), len(rows)), when, oleh)


def target(engine: sa.Engine, key: tuple[str, str, int, int], n: int, when: datetime) -> int:
    said: dict[str, Isi] = {"jumlah": n, "alasan": "rapat", "oleh": "Kabid"}
    return say(engine, DataInduk(TARGET, (Pernyataan(key, said),), (), (), 1), when, "Subbag")


def moved(engine: sa.Engine, periode: str = "2026-06", scope: Scope = ALL) -> tuple[TargetDiubah, ...]:
    return SqlRepository(engine).target_changes(scope, parse_period(periode), RAPAT)


def test_users_of_the_period_that_are_others_now(engine: sa.Engine):
    satker(engine)
    users(engine, {("A", 202606): 70, ("B", 202606): 50, ("A", 202605): 66}, datetime(2026, 6, 2, tzinfo=UTC))
    assert moved(engine) == ()
    later = users(engine, {("A", 202606): 120, ("B", 202606): 50, ("A", 202605): 67}, DESEMBER, "Budi")
    changed = TargetDiubah("A", "pengguna", "", 70, 120, "Budi", DESEMBER)
    assert moved(engine) == (changed,)  # B is said again, May is another period
    assert {(one.semula, one.menjadi) for one in moved(engine, "2026-TW2")} == {(66, 67), (70, 120)}
    assert moved(engine, scope=Scope.only("B")) == ()
    ledger.undo(engine, later, now=DESEMBER, oleh="Sari", alasan="keliru")
    assert moved(engine) == ()
    next_day = DESEMBER + timedelta(days=1)
    users(engine, {("B", 202606): None}, next_day, "Budi")
    assert moved(engine) == (TargetDiubah("B", "pengguna", "", 50, None, "Budi", next_day),)


def test_targets_set_for_exactly_the_period(engine: sa.Engine):
    satker(engine)
    target(engine, ("A", "spkp", 202606, 202606), 43, datetime(2026, 6, 3, tzinfo=UTC))
    target(engine, ("A", "spkp", 202604, 202606), 99, DESEMBER)
    assert moved(engine) == ()  # a triwulan says nothing about its month
    target(engine, ("A", "", 202606, 202606), 50, DESEMBER)
    batch = target(engine, ("A", "spkp", 202606, 202606), 45, DESEMBER)
    every = TargetDiubah("A", "target", "", None, 50, "Subbag", DESEMBER)
    assert moved(engine) == (every, TargetDiubah("A", "target", "spkp", 43, 45, "Subbag", DESEMBER))
    ledger.undo(engine, batch, now=DESEMBER, oleh="Sari", alasan="keliru")
    assert moved(engine) == (every,)
