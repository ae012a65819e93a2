"""Special days in the ledger: of one satker and of all, replaced, removed, undone and restored as if said again."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from data_access import schema
from data_access.engine import writing
from data_access.errors import RefusedError
from data_access.files.master.statements import KALENDER, SATKER, DataInduk, Pernyataan
from data_access.ledger import undo as ledger_undo
from data_access.ledger.history import history
from data_access.master_data.comparison import compare
from data_access.master_data.storing import HasilInduk, store_master
from data_access.repository import Scope
from data_access.sql_repository import SqlRepository
from data_access.store import Berkas
from scoring.periods import parse_period
from tests.support.factories import NOW, PROPERTY

ALL = Scope.everything()
Days = dict[tuple[str, str], str]  # (satker code or '', ISO date) -> state


def data(said: Days, note: str = "uji") -> DataInduk:
    statements = tuple(
        Pernyataan(key, {"keadaan": state, "keterangan": note if state else "", "sumber": "berkas uji"}, row)
        for row, (key, state) in enumerate(said.items(), 2)
    )
    return DataInduk(KALENDER, statements, (), (), len(statements))


def store(
    engine: sa.Engine, said: Days, *, nama: str = "hari.xlsx", scope: Scope = ALL, note: str = "uji"
) -> HasilInduk:
    what = data(said, note)
    berkas = Berkas(nama, hashlib.sha256(nama.encode()).hexdigest(), 10, what.baris_dibaca)
    return store_master(engine, berkas, what, scope, now=NOW, confirmed=True)


def undo(engine: sa.Engine, impor_id: int) -> None:
    ledger_undo.undo(engine, impor_id, now=NOW, oleh="uji", alasan="uji")


def restore(engine: sa.Engine, impor_id: int) -> None:
    ledger_undo.restore(engine, impor_id, now=NOW, oleh="uji", alasan="uji")


def seen(engine: sa.Engine, periode: str = "2026", scope: Scope = ALL) -> Days:
    """What the repository says of a period."""
    frame = SqlRepository(engine).special_days(scope, parse_period(periode))
    days = frame["tanggal"].dt.date.map(date.isoformat)
    return dict(zip(zip(frame["satker"], days, strict=True), frame["keadaan"], strict=True))


def add_satker(engine: sa.Engine) -> HasilInduk:
    """Satker A and B."""
    said = tuple(Pernyataan((kode,), {"nama": f"Lapas {kode}"}) for kode in "AB")
    what = DataInduk(SATKER, said, (), (), 2)
    return store_master(engine, Berkas("satker.xlsx", "1" * 64, 1, 2), what, ALL, now=NOW, confirmed=True)


@pytest.fixture
def two(engine: sa.Engine) -> sa.Engine:
    add_satker(engine)
    return engine


def test_days_are_new_changed_removed_and_never_double(two: sa.Engine):
    first = store(two, {("", "2026-06-16"): "buka", ("A", "2026-06-16"): "tutup", ("A", "2026-06-30"): "tutup"})
    assert (first.baru, first.berubah, first.tetap) == (3, 0, 0)
    again = store(
        two,
        {
            ("", "2026-06-16"): "tutup",
            ("A", "2026-06-16"): "tutup",
            ("A", "2026-06-30"): "",
            ("B", "2026-07-01"): "tutup",
            ("B", "2026-07-02"): "",  # is no special day, and stays none
        },
        nama="lagi.xlsx",
    )
    assert (again.baru, again.berubah, again.tetap) == (1, 2, 2)
    assert seen(two) == {("", "2026-06-16"): "tutup", ("A", "2026-06-16"): "tutup", ("B", "2026-07-01"): "tutup"}
    assert seen(two, "2026-06") == {("", "2026-06-16"): "tutup", ("A", "2026-06-16"): "tutup"}
    with two.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(schema.hari_khusus)) == 3


def test_another_reason_is_a_change(two: sa.Engine):
    store(two, {("A", "2026-06-16"): "tutup"})
    assert [one.keadaan for one in compare(two, data({("A", "2026-06-16"): "tutup"}, "banjir"), ALL).beda] == [
        "berubah"
    ]
    assert [one.keadaan for one in compare(two, data({("A", "2026-06-16"): "tutup"}), ALL).beda] == ["tetap"]


def test_the_history_tells_the_months(two: sa.Engine):
    store(two, {("", "2026-05-31"): "tutup", ("A", "2026-06-01"): "tutup"})
    newest = history(two, ALL)[0]
    assert (newest.jenis, newest.baru) == ("kalender", 2)
    with two.connect() as connection:
        told = connection.scalar(sa.select(schema.impor.c.ringkasan).where(schema.impor.c.id == newest.id))
    assert told == '[{"jenis": "kalender", "n": 2, "satker": 2, "dari": 202605, "sampai": 202606}]'


def test_undo_and_restore_in_any_order(two: sa.Engine):
    first = store(two, {("", "2026-06-16"): "tutup", ("A", "2026-06-17"): "tutup"})
    second = store(two, {("", "2026-06-16"): "buka", ("A", "2026-06-17"): ""}, nama="kedua.xlsx")
    assert seen(two) == {("", "2026-06-16"): "buka"}
    undo(two, first.impor_id)
    assert seen(two) == {("", "2026-06-16"): "buka"}  # the later batch said it too
    undo(two, second.impor_id)
    assert seen(two) == {}
    restore(two, first.impor_id)
    assert seen(two) == {("", "2026-06-16"): "tutup", ("A", "2026-06-17"): "tutup"}
    restore(two, second.impor_id)
    assert seen(two) == {("", "2026-06-16"): "buka"}


def test_who_sees_one_satker_sees_the_days_of_all_and_may_not_set_them(two: sa.Engine):
    store(two, {("", "2026-06-16"): "buka", ("A", "2026-06-17"): "tutup", ("B", "2026-06-18"): "tutup"})
    only = Scope.only("A")
    assert seen(two, scope=only) == {("", "2026-06-16"): "buka", ("A", "2026-06-17"): "tutup"}
    with pytest.raises(RefusedError, match="Hari untuk semua satker hanya dapat diubah"):
        store(two, {("", "2026-06-19"): "tutup"}, nama="semua.xlsx", scope=only)
    with pytest.raises(RefusedError, match="Satker B tidak dikenal"):
        store(two, {("B", "2026-06-19"): "tutup"}, nama="lain.xlsx", scope=only)
    assert store(two, {("A", "2026-06-19"): "tutup"}, nama="sendiri.xlsx", scope=only).baru == 1


def test_an_unknown_satker_refuses_the_whole_file(two: sa.Engine):
    with pytest.raises(RefusedError, match="Satker Z tidak dikenal"):
        store(two, {("A", "2026-06-19"): "tutup", ("Z", "2026-06-19"): "tutup"})
    assert seen(two) == {}


def test_a_satker_with_days_of_its_own_is_not_taken_away_under_them(engine: sa.Engine):
    listed = add_satker(engine)
    stored = store(engine, {("A", "2026-06-16"): "tutup"})
    with pytest.raises(RefusedError, match="sudah punya data lain"):
        undo(engine, listed.impor_id)
    undo(engine, stored.impor_id)
    undo(engine, listed.impor_id)
    with pytest.raises(RefusedError, match="Satker belum dikenal: A"):
        restore(engine, stored.impor_id)
    restore(engine, listed.impor_id)
    restore(engine, stored.impor_id)
    assert seen(engine) == {("A", "2026-06-16"): "tutup"}


KEYS = st.tuples(st.sampled_from(["", "A", "B"]), st.sampled_from(["2026-06-16", "2026-06-17"]))
BATCH = st.dictionaries(KEYS, st.sampled_from(["tutup", "buka", ""]), min_size=1, max_size=4)


@settings(PROPERTY, max_examples=max(PROPERTY.max_examples // 2, 1))
@given(steps=st.lists(st.one_of(BATCH, st.integers(0, 4)), min_size=1, max_size=8))
def test_any_order_of_batches_undos_and_restores_is_a_replay(kept_engine: sa.Engine, steps: list[Days | int]):
    """A step is a batch, or a number: that batch is undone, or restored when it is undone."""
    _clear(kept_engine)
    add_satker(kept_engine)
    said: list[Days] = []
    live: list[bool] = []
    numbers: list[int] = []
    for place, step in enumerate(steps):
        if isinstance(step, dict):
            what, when = data(step), NOW + timedelta(minutes=place)
            berkas = Berkas(f"{place}.xlsx", f"{place:064d}", 1, 1)
            stored = store_master(kept_engine, berkas, what, ALL, now=when, confirmed=True)
            said.append(step)
            live.append(True)
            numbers.append(stored.impor_id)
        elif step < len(numbers):
            (undo if live[step] else restore)(kept_engine, numbers[step])
            live[step] = not live[step]
        expected: Days = {}
        for batch, counts in zip(said, live, strict=True):
            expected |= batch if counts else {}
        assert seen(kept_engine) == {key: state for key, state in expected.items() if state}
    _clear(kept_engine)


def _clear(engine: sa.Engine) -> None:
    with writing(engine).begin() as connection:
        for table in reversed(schema.metadata.sorted_tables):
            if table is not schema.versi_data:
                connection.execute(sa.delete(table))
