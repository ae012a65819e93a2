"""Several at once: writers queue and lose nothing, readers see one state."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

import pytest
import sqlalchemy as sa

from data_access import migrate, rollup_store, schema
from data_access.engine import make_engine, writing
from data_access.satker_names import SatkerBaru
from data_access.store import HasilSimpan, store
from scoring.instruments import shipped_instrument
from tests.data_access.state import ROLLUPS, assert_in_step, content, stored_rows, version
from tests.support.factories import NOW, at_minute, make_file, make_instrument, random_sheet, store_sheets

T = TypeVar("T")
SPKP = shipped_instrument("spkp")
BERSARANG = make_instrument((1, 3, 2), kode="bersarang", skala=(1, 10))


def at_once(jobs: Sequence[Callable[[], T]]) -> list[T]:
    """Run ``jobs`` in threads that start together."""
    start = threading.Barrier(len(jobs))

    def run(job: Callable[[], T]) -> T:
        start.wait(timeout=20)
        return job()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def put(url: str, seed: int, name: str) -> HasilSimpan:
    """One writer with an engine of its own, as another process would have."""
    engine = make_engine(url)
    try:
        sheets = [
            at_minute(random_sheet(seed, SPKP, 150, missing=0), seed),
            at_minute(random_sheet(seed + 50, BERSARANG, 50, missing=0), seed),
        ]
        wanted = [SatkerBaru(kode) for kode in "ABC"]
        return store(engine, make_file(name), sheets, now=NOW, create_satker=wanted)
    finally:
        engine.dispose()


def test_writers_at_once_all_arrive(migrated_url: str):
    results = at_once([partial(put, migrated_url, seed, f"{seed}.xlsx") for seed in range(4)])
    assert [result.is_baru for result in results] == [True] * 4
    # The new satker are made once, by whoever came first.
    assert sorted(result.satker_baru for result in results) == [(), (), (), ("A", "B", "C")]
    engine = make_engine(migrated_url)
    try:
        assert stored_rows(engine) == 4 * 200
        assert version(engine) == 4
        assert_in_step(engine)
        before = content(engine, *ROLLUPS)
        rollup_store.rebuild(engine, NOW)
        assert content(engine, *ROLLUPS) == before
    finally:
        engine.dispose()


def test_the_same_file_by_several_at_once_is_stored_once(migrated_url: str):
    results = at_once([lambda: put(migrated_url, 1, "sama.xlsx") for _ in range(4)])
    assert sorted(result.is_baru for result in results) == [False, False, False, True]
    assert len({result.impor_id for result in results}) == 1
    assert {result.disimpan_pada for result in results} == {NOW}
    engine = make_engine(migrated_url)
    assert stored_rows(engine) == 200
    engine.dispose()


def test_rebuilding_while_files_arrive_loses_nothing(migrated_url: str):
    engine = make_engine(migrated_url)
    try:
        put(migrated_url, 9, "awal.xlsx")
        jobs: list[Callable[[], object]] = [partial(put, migrated_url, seed, f"{seed}.xlsx") for seed in range(2)]
        jobs.append(partial(rollup_store.rebuild, engine, NOW))
        at_once(jobs)
        before = content(engine, *ROLLUPS)
        assert_in_step(engine)
        rollup_store.rebuild(engine, NOW)
        assert content(engine, *ROLLUPS) == before
    finally:
        engine.dispose()


def test_two_selects_of_one_transaction_see_one_state(engine: sa.Engine):
    store_sheets(engine, random_sheet(1, SPKP, 30), name="a.xlsx")
    answers = sa.select(sa.func.count()).select_from(schema.jawaban)
    respondents = sa.select(sa.func.sum(schema.rekap_unsur.c.n)).where(schema.rekap_unsur.c.unsur_no == 0)
    with engine.connect() as reader:
        first = reader.scalar(answers)
        store_sheets(engine, random_sheet(2, SPKP, 20), name="b.xlsx")
        assert (reader.scalar(answers), int(reader.scalar(respondents) or 0)) == (first, first)
    with engine.connect() as reader:
        assert (reader.scalar(answers), int(reader.scalar(respondents) or 0)) == (50, 50)


def test_a_reader_does_not_see_a_file_that_is_being_stored(engine: sa.Engine):
    store_sheets(engine, random_sheet(1, SPKP, 30))
    with writing(engine).begin() as writer:
        rollup_store.lock_writers(writer)
        writer.execute(sa.delete(schema.rekap_unsur))
        rollup_store.bump_version(writer, NOW)
        assert version(engine) == 1
        assert_in_step(engine)
        writer.rollback()
    assert_in_step(engine)


def test_two_programs_that_start_together_migrate_once(database_url: str):
    start = threading.Barrier(3)

    def run(_number: int) -> None:
        start.wait(timeout=20)
        migrate.upgrade(database_url)

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(run, range(3)))
    assert migrate.check(database_url) == {"database": "ok", "schema": "ok"}
    engine = make_engine(database_url)
    with engine.connect() as connection:
        assert len(connection.execute(sa.select(schema.versi_data)).all()) == 1
    engine.dispose()


@pytest.mark.parametrize("count", [2])
def test_a_waiting_writer_sees_what_the_first_one_made(migrated_url: str, count: int):
    """On PostgreSQL a snapshot taken before the lock would hide the first writer's satker and import."""
    engine = make_engine(migrated_url)
    try:
        with ThreadPoolExecutor(count) as pool:
            with writing(engine).begin() as first:
                rollup_store.lock_writers(first)
                waiting = [pool.submit(put, migrated_url, 1, "sama.xlsx") for _ in range(count)]
                first.execute(sa.insert(schema.satker).values(kode="B", nama="Rutan B", jenis="Rutan"))
            results = [job.result(timeout=30) for job in waiting]
        assert sorted(result.is_baru for result in results) == [False, True]
        assert {"A", "C"} == {kode for result in results for kode in result.satker_baru}
    finally:
        engine.dispose()
