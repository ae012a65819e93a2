"""The monthly rollup equals the answers, however it came to be: added to import by import, or rebuilt by SQL."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from data_access import rollup_store, schema
from data_access.answers import LembarJawaban
from data_access.packing import DIGITS, pack, unpack
from data_access.repository import Saringan, Scope
from data_access.sql_repository import SqlRepository
from scoring.contract import JAM
from scoring.instruments import Instrumen, shipped_instrument
from scoring.rollup import build_rekap, build_sebaran
from tests.data_access.conftest import migrated
from tests.data_access.state import ROLLUPS, assert_in_step, content, named_rollups, version
from tests.data_access.survey import tidy
from tests.support.factories import (
    NOW,
    PROPERTY,
    make_instrument,
    make_sheet,
    random_answers,
    random_sheet,
    store_sheets,
)

LATER = NOW + timedelta(hours=1)
INSTRUMENTS = [
    shipped_instrument("spkp"),
    make_instrument((1, 3, 2), kode="bersarang", skala=(1, 10)),
    make_instrument((4, 1, 5, 2), kode="timbang", skala=(2, 5), bobot=(1, 2, 3, 4)),
    make_instrument((1,) * 25, kode="panjang", skala=(1, 4)),
]
FILES = [
    [random_sheet(10 * number + place, instrumen, 25, missing=0.3) for place, instrumen in enumerate(INSTRUMENTS)]
    for number in range(3)
]


@pytest.fixture
def filled(engine: sa.Engine) -> sa.Engine:
    """Three files of four instruments: single items, nested items, weights, scales up to 10."""
    for number, sheets in enumerate(FILES):
        store_sheets(engine, *sheets, name=f"{number}.xlsx")
    return engine


def test_rebuilding_changes_nothing_but_the_version(filled: sa.Engine):
    before = content(filled)
    rows = rollup_store.rebuild(filled, LATER)
    after = content(filled)
    assert rows == len(after["jawaban"])
    assert after.pop("versi_data") != before.pop("versi_data")
    assert after == before
    assert version(filled) == len(FILES) + 1
    assert_in_step(filled)


def test_rebuilding_repairs_a_damaged_rollup(filled: sa.Engine):
    before = content(filled, *ROLLUPS)
    with filled.begin() as connection:
        connection.execute(sa.update(schema.rekap_unsur).values(n=schema.rekap_unsur.c.n + 1, jumlah=0))
        connection.execute(sa.delete(schema.rekap_sebaran))
        connection.execute(sa.delete(schema.rekap_responden).where(schema.rekap_responden.c.dimensi == "usia"))
    assert content(filled, *ROLLUPS) != before
    rollup_store.rebuild(filled, LATER)
    assert content(filled, *ROLLUPS) == before


def test_rebuilding_some_satker_leaves_the_others(filled: sa.Engine):
    before = content(filled, *ROLLUPS)
    with filled.begin() as connection:
        first = connection.scalar(sa.select(sa.func.min(schema.satker.c.id))) or 0
        for table in ROLLUPS:
            connection.execute(sa.delete(table).where(table.c.satker_id == first))
        rollup_store.rebuild_in(connection, {int(first)})
    assert content(filled, *ROLLUPS) == before


def test_rebuilding_an_empty_database(engine: sa.Engine):
    assert rollup_store.rebuild(engine, LATER) == 0
    assert all(not rows for rows in content(engine, *ROLLUPS).values())


def test_hours_are_those_of_the_clock_and_midnight_is_none(engine: sa.Engine):
    """Both ways: NumPy while importing, SQL while rebuilding. One person at each moment, in two months."""
    times = ["2026-01-31T00:00", "2026-01-31T00:01", "2026-01-31T09:59", "2026-01-31T10:00", "2026-01-31T23:59"]
    moments = [*times, "2026-02-01T00:00", "2026-02-01T00:00:40"]
    store_sheets(engine, make_sheet(INSTRUMENTS[0], [[6] * 8] * 7, tanggal=moments))
    wanted = [
        (202601, "2026-01-31", 5, {0: 1, 9: 1, 10: 1, 23: 1}),
        (202602, "2026-02-01", 2, {}),
    ]
    for _ in range(2):
        with engine.connect() as connection:
            rows = connection.execute(sa.select(schema.rekap_hari)).mappings().all()
        found = [
            (
                row["bulan"],
                str(row["tanggal"]),
                row["n"],
                {hour: row[name] for hour, name in enumerate(JAM) if row[name]},
            )
            for row in rows
        ]
        assert sorted(found, key=lambda row: row[:2]) == wanted
        rollup_store.rebuild(engine, LATER)


def test_order_of_imports_does_not_matter(filled: sa.Engine, tmp_path_factory: pytest.TempPathFactory):
    file = tmp_path_factory.mktemp("urutan") / "terbalik.db"
    with migrated(f"sqlite:///{file.as_posix()}") as other:
        for number, sheets in reversed(list(enumerate(FILES))):
            store_sheets(other, *reversed(sheets), name=f"{number}.xlsx")
        assert named_rollups(other) == named_rollups(filled)


def test_rollup_equals_the_answers_of_all_files_together(filled: sa.Engine):
    repository, by = SqlRepository(filled), ("satker", "bulan")
    for first, second, third in zip(*FILES, strict=True):
        together = first.join(second).join(third).answered()
        saringan = Saringan(together.instrumen.kode)
        keys = {"satker": together.satker, "bulan": together.months}
        rekap = repository.rekap(Scope.everything(), saringan, keys=by)
        sebaran = repository.sebaran(Scope.everything(), saringan, keys=by)
        assert tidy(rekap).equals(tidy(build_rekap(together.butir, together.instrumen, keys)[rekap.columns]))
        assert tidy(sebaran).equals(tidy(build_sebaran(together.butir, together.instrumen, keys)[sebaran.columns]))


@PROPERTY
@given(st.integers(0, 10_000), st.integers(0, 30), st.integers(1, 12))
def test_packed_answers_come_back(seed: int, rows: int, items: int):
    butir = np.random.default_rng(seed).integers(0, 11, (rows, items)).astype(np.int8)
    texts = pack(butir)
    assert all(len(text) == items and set(text) <= set(DIGITS) for text in texts)
    assert (unpack(texts, items) == butir).all()


@pytest.mark.parametrize("instrumen", INSTRUMENTS, ids=[instrumen.kode for instrumen in INSTRUMENTS])
def test_stored_scores_fit_their_columns(instrumen: Instrumen):
    sheet: LembarJawaban = random_sheet(1, instrumen, 5)
    top = np.full_like(sheet.butir, instrumen.skala_maks)
    assert int(top.max()) * instrumen.pembagi < 2**15
    assert random_answers(np.random.default_rng(1), instrumen, 3).dtype == np.int8


def test_the_largest_instrument_fits_its_columns(engine: sa.Engine):
    """25 unsur of 10 items, all at 10: small integers hold 10 x 2520."""
    largest = make_instrument((10,) * 25, kode="terbesar", skala=(1, 10))
    sheet = random_sheet(1, largest, 3)
    full = LembarJawaban(
        largest, sheet.baris, sheet.satker, sheet.tanggal, np.full_like(sheet.butir, 10), sheet.kategori
    )
    store_sheets(engine, full)
    with engine.connect() as connection:
        row = connection.execute(sa.select(schema.jawaban).limit(1)).one()
    assert (row.u01, row.u25, row.indeks, row.butir) == (25_200, 25_200, 10_000_000, "A" * 250)
    before = content(engine, *ROLLUPS)
    rollup_store.rebuild(engine, LATER)
    assert content(engine, *ROLLUPS) == before
