"""Master data in the ledger: stored whole, compared before, undone and restored as if every batch were said again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from data_access import schema
from data_access.engine import writing
from data_access.errors import RefusedError
from data_access.files.master.reader import read_master
from data_access.files.master.statements import (
    PEGAWAI,
    PENGGUNA,
    SATKER,
    TARGET,
    DataInduk,
    Isi,
    Pernyataan,
    PilihanInduk,
)
from data_access.files.reading.reader import read_file
from data_access.ledger import undo as ledger_undo
from data_access.master_data.changes import touched_satker
from data_access.master_data.comparison import compare
from data_access.master_data.edit_checks import Suntingan
from data_access.master_data.editing import read_records, save_edits
from data_access.master_data.storing import ISIAN_HALAMAN, HasilInduk, store_master
from data_access.repository import Scope
from data_access.sql_repository import SqlRepository
from data_access.store import Berkas
from scoring.periods import parse_period
from tests.data_access.state import version
from tests.support.factories import NOW, PROPERTY, make_instrument, make_sheet, store_sheets

ALL = Scope.everything()
Key = tuple[str | int, ...]
Record = Mapping[str, Isi]


def data(jenis: str, *said: tuple[Key, Record]) -> DataInduk:
    statements = tuple(Pernyataan(key, values, row) for row, (key, values) in enumerate(said, 2))
    return DataInduk(jenis, statements, (), (), len(statements))


def users(*said: tuple[str, int, int]) -> DataInduk:
    records: list[tuple[Key, Record]] = [((kode, bulan), {"jumlah": n, "sumber": "uji"}) for kode, bulan, n in said]
    return data(PENGGUNA, *records)


def units(**names: str) -> DataInduk:
    return data(SATKER, *(((kode,), {"nama": nama}) for kode, nama in names.items()))


def store(
    engine: sa.Engine, what: DataInduk, nama: str = "berkas.xlsx", *, scope: Scope = ALL, ok: bool = True
) -> HasilInduk:
    return store_master(engine, Berkas(nama, "0" * 64, 10, what.baris_dibaca), what, scope, now=NOW, confirmed=ok)


def undo(engine: sa.Engine, impor_id: int) -> None:
    ledger_undo.undo(engine, impor_id, now=NOW, oleh="uji", alasan="uji")


def restore(engine: sa.Engine, impor_id: int) -> None:
    ledger_undo.restore(engine, impor_id, now=NOW, oleh="uji", alasan="uji")


def state(engine: sa.Engine) -> dict[str, object]:
    """All master data by satker code: what undo and restore must bring back exactly."""
    found: dict[str, object] = {}
    with engine.connect() as connection:
        satker = {row["id"]: dict(row) for row in connection.execute(sa.select(schema.satker)).mappings()}
        found["satker"] = {row["kode"]: {**row, "id": 0} for row in satker.values()}
        for table in (schema.pengguna_layanan, schema.pegawai):
            rows = connection.execute(sa.select(table)).mappings()
            found[table.name] = {(satker[row["satker_id"]]["kode"], row["bulan"]): row["jumlah"] for row in rows}
    return found


def user_numbers(engine: sa.Engine) -> dict[object, object]:
    found = state(engine)["pengguna_layanan"]
    assert isinstance(found, dict)
    return found


@pytest.fixture
def three(engine: sa.Engine) -> sa.Engine:
    """A database with satker A, B, C from a file."""
    store(engine, units(A="Lapas Satu", B="Rutan Dua", C="Bapas Tiga"))
    return engine


def test_the_tree_of_a_city_is_stored_found_again_undone_and_restored(engine: sa.Engine, shared_data: Path):
    path = shared_data / "unit_masters" / "unit_kerja_tree.csv"
    read = read_master(read_file(path.read_bytes(), path.name), SATKER, PilihanInduk())
    done = store(engine, read)
    assert (done.is_baru, done.baru, done.berubah, done.tetap) == (True, 1511, 0, 0)
    stored = state(engine)
    names = stored["satker"]
    assert isinstance(names, dict)
    assert len(names) == 1511
    assert names["100.04.06.02"]["induk"] == "100.04"  # SDN 1 BENDA hangs on the Dinas, not on its code's prefix
    before = version(engine)
    again = store(engine, read)
    assert (again.is_baru, again.impor_id, version(engine)) == (False, done.impor_id, before)
    undo(engine, done.impor_id)
    assert state(engine)["satker"] == {}
    restore(engine, done.impor_id)
    assert state(engine) == stored


def test_what_is_new_changed_and_unchanged_is_told_before_anything_is_stored(three: sa.Engine):
    store(three, users(("A", 202601, 10), ("B", 202601, 20)))
    before = state(three)
    selisih = compare(three, users(("A", 202601, 10), ("B", 202601, 25), ("C", 202601, 30)), ALL)
    assert [(one.pernyataan.satker, one.keadaan) for one in selisih.beda] == [
        ("A", "tetap"),
        ("B", "berubah"),
        ("C", "baru"),
    ]
    assert (selisih.beda[1].sebelum or {})["jumlah"] == 20
    assert selisih.beda[1].sesudah["jumlah"] == 25
    assert selisih.beda[1].isian_berubah == ("jumlah",)
    assert state(three) == before


def test_a_list_changes_only_the_fields_it_gives(three: sa.Engine):
    store(three, data(SATKER, (("A",), {"kabupaten": "Kota Uji", "zona_waktu": "Asia/Jayapura"})))
    satker = state(three)["satker"]
    assert isinstance(satker, dict)
    wanted = ("nama", "jenis", "kabupaten", "zona_waktu", "hari_kerja")
    assert [satker["A"][name] for name in wanted] == ["Lapas Satu", "Lapas", "Kota Uji", "Asia/Jayapura", 5]


def test_undo_in_any_order_leaves_what_the_others_said(three: sa.Engine):
    first = store(three, users(("A", 202601, 10), ("B", 202601, 20))).impor_id
    second = store(three, users(("A", 202601, 11))).impor_id
    third = store(three, users(("A", 202601, 11), ("C", 202601, 5))).impor_id
    undo(three, second)
    assert user_numbers(three) == {("A", 202601): 11, ("B", 202601): 20, ("C", 202601): 5}  # the third says 11 as well
    undo(three, third)
    assert user_numbers(three) == {("A", 202601): 10, ("B", 202601): 20}
    undo(three, first)
    assert user_numbers(three) == {}
    restore(three, third)
    restore(three, first)  # restored last, but said first
    assert user_numbers(three) == {("A", 202601): 11, ("B", 202601): 20, ("C", 202601): 5}


def test_what_was_there_before_any_batch_comes_back(three: sa.Engine):
    with writing(three).begin() as connection:
        connection.execute(
            sa.insert(schema.pengguna_layanan).from_select(
                ["satker_id", "bulan", "jumlah", "sumber"],
                sa.select(schema.satker.c.id, sa.literal(202601), sa.literal(7), sa.literal("lama")).where(
                    schema.satker.c.kode == "A"
                ),
            )
        )
    done = store(three, users(("A", 202601, 9)))
    undo(three, done.impor_id)
    assert user_numbers(three) == {("A", 202601): 7}


def test_numbers_typed_into_a_page_are_batches_too(three: sa.Engine):
    store(three, users(("A", 202601, 10)))
    for jenis, jumlah in ((PENGGUNA, 12), (PEGAWAI, 44)):
        before = read_records(three, jenis, ALL).get(("A", 202601))
        typed = Suntingan(("A", 202601), before, {"jumlah": jumlah, "sumber": "halaman"})
        save_edits(three, jenis, [typed], ALL, now=NOW, oleh="uji", alasan="uji")
    table = schema.impor
    with three.connect() as connection:
        rows = connection.execute(
            sa.select(table.c.id, table.c.jenis).where(table.c.nama_berkas == ISIAN_HALAMAN)
        ).all()
        by_kind = {str(row.jenis): int(row.id) for row in rows}
        assert touched_satker(connection, by_kind[PEGAWAI]) == {"A"}
    assert set(by_kind) == {PENGGUNA, PEGAWAI}
    undo(three, by_kind[PENGGUNA])
    undo(three, by_kind[PEGAWAI])
    assert user_numbers(three) == {("A", 202601): 10}
    assert state(three)["pegawai"] == {}


def test_a_list_whose_satker_have_data_cannot_be_undone(engine: sa.Engine):
    listed = store(engine, units(A="Lapas Satu", B="Rutan Dua"))
    counted = store(engine, users(("A", 202601, 10)))
    before = state(engine)
    with pytest.raises(RefusedError, match=r"1 satker sudah punya data lain .*\(A\)"):
        undo(engine, listed.impor_id)
    assert state(engine) == before
    undo(engine, counted.impor_id)
    undo(engine, listed.impor_id)
    with pytest.raises(RefusedError, match="Satker belum dikenal: A"):
        restore(engine, counted.impor_id)
    restore(engine, listed.impor_id)
    restore(engine, counted.impor_id)
    assert state(engine) == before


def test_answers_hold_their_satker_too(engine: sa.Engine):
    listed = store(engine, units(A="Lapas Satu"))
    store_sheets(engine, make_sheet(make_instrument(), [[4, 4, 4]], satker=["A"]))
    with pytest.raises(RefusedError, match="sudah punya data lain"):
        undo(engine, listed.impor_id)


def test_scope_and_unknown_satker_refuse_the_whole_file(three: sa.Engine):
    before = state(three), version(three)
    with pytest.raises(RefusedError, match="Satker B"):
        store(three, users(("A", 202601, 1), ("B", 202601, 1)), scope=Scope.only("A"))
    with pytest.raises(RefusedError, match="Satker Z"):
        store(three, users(("A", 202601, 1), ("Z", 202601, 1)))
    assert (state(three), version(three)) == before


def test_a_divided_number_never_replaces_a_counted_month(three: sa.Engine):
    store(three, users(("A", 202601, 10)))
    share: Record = {"jumlah": 30, "sumber": "dibagi rata dari Triwulan I 2026: 90"}
    months: list[Key] = [("A", 202601), ("A", 202602), ("A", 202603)]
    divided = data(PENGGUNA, *((key, share) for key in months))
    with pytest.raises(RefusedError, match=r"Januari 2026 sudah punya angka sendiri \(10\)"):
        store(three, divided)
    assert user_numbers(three) == {("A", 202601): 10}


def test_a_cycle_that_closes_in_the_database_is_refused(three: sa.Engine):
    store(three, data(SATKER, (("A",), {"nama": "Lapas Satu", "induk": "B"})))
    with pytest.raises(RefusedError, match="Induk berputar bersama satker yang sudah ada"):
        store(three, data(SATKER, (("B",), {"nama": "Rutan Dua", "induk": "A"})))


def target(kode: str, instrumen: str, periode: str, jumlah: int | None) -> tuple[Key, Record]:
    months = parse_period(periode)
    return (kode, instrumen, months.dari, months.sampai), {"jumlah": jumlah, "alasan": "uji", "oleh": "Kabid"}


def manual(engine: sa.Engine, periode: str, scope: Scope = ALL) -> dict[tuple[str, str], int | None]:
    frame = SqlRepository(engine).manual_targets(scope, parse_period(periode))
    missing = frame["jumlah"].isna()
    values = [None if gone else int(n) for n, gone in zip(frame["jumlah"], missing, strict=True)]
    return dict(zip(zip(frame["satker"], frame["instrumen"], strict=True), values, strict=True))


def test_targets_are_of_their_period_keep_their_history_and_can_be_undone(three: sa.Engine):
    june = store(three, data(TARGET, target("A", "spkp", "2026-06", 43), target("B", "", "2026-06", 30)))
    july = store(three, data(TARGET, target("A", "spkp", "2026-07", 60)))
    assert manual(three, "2026-06") == {("A", "spkp"): 43, ("B", ""): 30}  # July does not change June
    assert manual(three, "2026-07") == {("A", "spkp"): 60}
    assert manual(three, "2026-TW2") == {}
    assert manual(three, "2026-06", Scope.only("B")) == {("B", ""): 30}
    back = store(three, data(TARGET, target("A", "spkp", "2026-06", None)))
    assert (back.baru, back.berubah) == (0, 1)
    assert manual(three, "2026-06") == {("A", "spkp"): None, ("B", ""): 30}
    undo(three, back.impor_id)
    assert manual(three, "2026-06")["A", "spkp"] == 43
    undo(three, june.impor_id)
    assert manual(three, "2026-06") == {}
    restore(three, june.impor_id)
    restore(three, back.impor_id)
    assert manual(three, "2026-06") == {("A", "spkp"): None, ("B", ""): 30}
    undo(three, july.impor_id)
    assert manual(three, "2026-07") == {}
    with three.connect() as connection:
        assert (
            connection.scalar(sa.select(sa.func.count()).select_from(schema.target_manual)) == 4
        )  # nothing is deleted


@dataclass
class Model:
    """What the state must be, said simply: the live batches again, oldest first, over what was there before."""

    said: list[dict[tuple[str, int], int]] = field(default_factory=list)
    live: list[bool] = field(default_factory=list)

    def numbers(self) -> dict[tuple[str, int], int]:
        found: dict[tuple[str, int], int] = {}
        for batch, counts in zip(self.said, self.live, strict=True):
            found |= batch if counts else {}
        return found


KEYS = st.tuples(st.sampled_from("ABC"), st.sampled_from([202601, 202602]))
BATCH = st.dictionaries(KEYS, st.integers(1, 3), min_size=1, max_size=4)
STEPS = st.lists(st.one_of(BATCH, st.integers(0, 5)), min_size=1, max_size=9)


@PROPERTY
@given(steps=STEPS)
def test_any_order_of_batches_undos_and_restores_is_a_replay(
    kept_engine: sa.Engine, steps: list[dict[tuple[str, int], int] | int]
):
    """A step is a batch, or a number: that batch is undone, or restored when it is undone."""
    _clear(kept_engine)
    store(kept_engine, units(A="Satu", B="Dua", C="Tiga"))
    model, numbers = Model(), list[int]()
    for place, step in enumerate(steps):
        if isinstance(step, dict):
            said = users(*((kode, bulan, n) for (kode, bulan), n in step.items()))
            berkas = Berkas(f"{place}.xlsx", f"{place:064d}", 1, 1)
            when = NOW + timedelta(minutes=place)
            numbers.append(store_master(kept_engine, berkas, said, ALL, now=when, confirmed=True).impor_id)
            model.said.append(step)
            model.live.append(True)
        elif step < len(numbers):
            before = user_numbers(kept_engine)
            act, back = (undo, restore) if model.live[step] else (restore, undo)
            act(kept_engine, numbers[step])
            back(kept_engine, numbers[step])
            assert user_numbers(kept_engine) == before  # there and back again changes nothing
            act(kept_engine, numbers[step])
            model.live[step] = not model.live[step]
        assert user_numbers(kept_engine) == model.numbers()
    _clear(kept_engine)


def _clear(engine: sa.Engine) -> None:
    with writing(engine).begin() as connection:
        for table in reversed(schema.metadata.sorted_tables):
            if table is not schema.versi_data:
                connection.execute(sa.delete(table))
