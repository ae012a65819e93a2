"""The example data in a database: in once, out wholly, and everything else stays as it was (SQLite and PostgreSQL)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import numpy as np
import pandas as pd
import pytest
import sqlalchemy as sa

from dashboard import demo
from data_access import rollup_store, schema
from data_access.answers import DIMENSI, LembarJawaban
from data_access.employees import put_employees
from data_access.engine import make_engine
from data_access.examples import Terhapus
from data_access.repository import Scope
from data_access.satker_names import SatkerBaru
from data_access.service_users import put_service_users
from data_access.sql_repository import SqlRepository
from data_access.store import Berkas, store
from data_access.survey_reports import LaporanBaru, record
from scoring.instruments import shipped_instrument

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
ROLLUPS = (schema.rekap_unsur, schema.rekap_sebaran, schema.rekap_responden, schema.rekap_hari)
WITH_SATKER = (
    *ROLLUPS,
    schema.jawaban,
    schema.impor_satker,
    schema.pengguna_layanan,
    schema.pegawai,
    schema.laporan_survei,
)
TABLES = (*WITH_SATKER, schema.impor, schema.satker)


@pytest.fixture
def url(migrated_url: str) -> str:
    """A database with all tables."""
    return migrated_url


@pytest.fixture
def engine(url: str) -> Iterator[sa.Engine]:
    """The test's own look into it."""
    opened = make_engine(url)
    yield opened
    opened.dispose()


def rows(engine: sa.Engine, table: sa.Table) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return sorted((tuple(row) for row in connection.execute(sa.select(table))), key=repr)


def content(engine: sa.Engine, *tables: sa.Table) -> dict[str, list[tuple[object, ...]]]:
    return {table.name: rows(engine, table) for table in tables or TABLES}


def own_rows(engine: sa.Engine, table: sa.Table) -> list[tuple[object, ...]]:
    """The rows that belong to the satker MILIK."""
    mine = sa.select(schema.satker.c.id).where(schema.satker.c.kode == "MILIK").scalar_subquery()
    with engine.connect() as connection:
        found = connection.execute(sa.select(table).where(table.c.satker_id == mine))
        return sorted((tuple(row) for row in found), key=repr)


def own_answers(satker: str, n: int = 12) -> LembarJawaban:
    rng = np.random.default_rng(5)
    days = np.datetime64("2026-10-01", "s") + np.arange(n) * np.timedelta64(1, "D")
    kategori = {name: np.full(n, "", dtype=object) for name in DIMENSI}
    kategori["layanan"] = np.full(n, "Layanan Kunjungan", dtype=object)
    return LembarJawaban(
        shipped_instrument("spkp"),
        np.arange(1, n + 1, dtype=np.int32),
        np.full(n, satker, dtype=object),
        days,
        rng.integers(1, 7, size=(n, 8)).astype(np.int8),
        kategori,
    )


def store_own(engine: sa.Engine, satker: str, *, create: bool = True) -> None:
    new = (SatkerBaru(satker, f"Rutan {satker}"),) if create else ()
    store(engine, Berkas("milik.csv", f"sha-{satker}", 10, 12), [own_answers(satker)], now=NOW, create_satker=new)


def assert_rollup_equals_answers(engine: sa.Engine) -> None:
    before = content(engine, *ROLLUPS)
    rollup_store.rebuild(engine, NOW)
    assert content(engine, *ROLLUPS) == before


def test_an_empty_database_gets_the_example_once(url: str, engine: sa.Engine) -> None:
    assert not demo.has_demo(url)
    assert demo.ensure_demo(url, now=NOW)
    assert demo.has_demo(url)
    assert not demo.ensure_demo(url, now=NOW)
    repo, everything = SqlRepository(engine), Scope.everything()
    assert len(repo.satker(everything)) == 19
    assert repo.satker(everything)["is_contoh"].all()
    assert repo.imports(everything)["is_contoh"].tolist() == [True]
    assert (repo.months(everything)[0], repo.months(everything)[-1]) == (202505, 202610)
    assert len(rows(engine, schema.pengguna_layanan)) == 19 * 18
    assert len(rows(engine, schema.pegawai)) == 19
    assert_rollup_equals_answers(engine)


def test_the_last_month_is_the_one_before_today_in_the_satkers_time_zone(url: str, engine: sa.Engine) -> None:
    """17:00 UTC on 31 October is already 1 November in WITA."""
    assert demo.ensure_demo(url, now=datetime(2026, 10, 31, 17, 0, tzinfo=UTC))
    assert SqlRepository(engine).months(Scope.everything())[-1] == 202610


def test_a_database_with_data_gets_no_example(url: str, engine: sa.Engine) -> None:
    store_own(engine, "MILIK")
    assert not demo.ensure_demo(url, now=NOW)
    assert not demo.load_demo_engine(engine, now=NOW)
    assert not demo.has_demo(url)


def test_reset_leaves_everything_else_exactly_as_it_was(url: str, engine: sa.Engine) -> None:
    demo.ensure_demo(url, now=NOW)
    store_own(engine, "MILIK")
    with engine.begin() as connection:
        put_service_users(connection, {("MILIK", 202610): 77}, "laporan")
        put_employees(connection, {("MILIK", 202601): 21}, Scope.everything(), "diisi sendiri")
        closed = {"tanggal": date(2026, 10, 5), "keadaan": "tutup", "keterangan": "uji", "sumber": ""}
        example = sa.select(schema.satker.c.id).where(schema.satker.c.kode == "CTH01").scalar_subquery()
        for unit in (example, sa.null()):
            connection.execute(sa.insert(schema.hari_khusus).values(satker_id=unit, **closed))
    record(engine, LaporanBaru("MILIK", 202608, 202610, "No. 7, map ZI"), Scope.everything(), oleh="", now=NOW)
    own = {table.name: own_rows(engine, table) for table in WITH_SATKER}
    assert all(own.values())
    gone = demo.reset_demo(url, now=NOW)
    assert gone.satker == 19
    assert gone.lembar > 28_000
    assert gone.dipertahankan == ()
    assert not demo.has_demo(url)
    assert {name: rows(engine, schema.metadata.tables[name]) for name in own} == own
    # Days of an example satker go with it, those of every satker stay.
    assert [row[1] for row in rows(engine, schema.hari_khusus)] == [None]
    assert [row[1] for row in rows(engine, schema.satker)] == ["MILIK"]
    assert [row[1] for row in rows(engine, schema.impor)] == ["milik.csv"]
    assert_rollup_equals_answers(engine)


def test_an_example_satker_with_own_answers_stays_with_only_those(url: str, engine: sa.Engine) -> None:
    demo.ensure_demo(url, now=NOW)
    store_own(engine, "CTH01", create=False)
    # Its example report goes, the one that the user recorded stays.
    record(engine, LaporanBaru("CTH01", 202608, 202610, "No. 8, map ZI"), Scope.everything(), oleh="", now=NOW)
    gone = demo.reset_demo(url, now=NOW)
    assert SqlRepository(engine).survey_reports(Scope.everything())["rujukan"].tolist() == ["No. 8, map ZI"]
    assert gone.dipertahankan == ("CTH01",)
    assert gone.satker == 18
    assert not demo.has_demo(url)
    assert len(rows(engine, schema.jawaban)) == 12
    assert rows(engine, schema.pengguna_layanan) == rows(engine, schema.pegawai) == []
    repo = SqlRepository(engine)
    satker = repo.satker(Scope.everything())
    assert satker["satker"].tolist() == ["CTH01"]
    assert not satker["is_contoh"].any()
    assert_rollup_equals_answers(engine)


def test_after_a_reset_the_example_comes_back_only_when_asked(url: str, engine: sa.Engine) -> None:
    demo.ensure_demo(url, now=NOW)
    demo.reset_demo(url, now=NOW)
    empty = content(engine)
    assert all(found == [] for found in empty.values())
    assert not demo.ensure_demo(url, now=NOW)
    assert demo.load_demo_engine(engine, now=NOW)
    assert demo.has_demo(url)
    assert_rollup_equals_answers(engine)


def test_reset_without_example_changes_nothing(url: str, engine: sa.Engine) -> None:
    store_own(engine, "MILIK")
    before, version = content(engine), SqlRepository(engine).version()
    assert demo.reset_demo(url, now=NOW) == Terhapus()
    assert content(engine) == before
    assert SqlRepository(engine).version() == version


def test_screens_are_told_that_the_data_changed(url: str, engine: sa.Engine) -> None:
    repo = SqlRepository(engine)
    start = repo.version().versi
    demo.ensure_demo(url, now=NOW)
    stored = repo.version().versi
    demo.reset_demo(url, now=NOW)
    assert start < stored < repo.version().versi


def test_a_reset_that_fails_halfway_changes_nothing(
    url: str, engine: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo.ensure_demo(url, now=NOW)
    before = content(engine)

    def fail(*_: object) -> None:
        raise RuntimeError("listrik padam")

    # The last step of the transaction: everything is deleted by then.
    monkeypatch.setattr(rollup_store, "bump_version", fail)
    with pytest.raises(RuntimeError, match="listrik padam"):
        demo.reset_demo(url, now=NOW)
    assert content(engine) == before


def test_scores_read_back_equal_a_hand_count(url: str, engine: sa.Engine) -> None:
    """The mean of U6 of one satker and month, straight from the generated answers."""
    demo.ensure_demo(url, now=NOW)
    sheet = demo.build_demo(until=202610).lembar[0]
    stars = sheet.butir[(sheet.satker == "CTH06") & (sheet.months == 202610), 5]
    with engine.connect() as connection:
        table = schema.rekap_unsur
        found = connection.execute(
            sa.select(table.c.n, table.c.jumlah)
            .join(schema.satker, schema.satker.c.id == table.c.satker_id)
            .join(schema.instrumen, schema.instrumen.c.id == table.c.instrumen_id)
            .where(
                schema.satker.c.kode == "CTH06",
                schema.instrumen.c.kode == "spkp",
                table.c.bulan == 202610,
                table.c.unsur_no == 6,
            )
        ).one()
    assert (found.n, found.jumlah) == ((stars > 0).sum(), stars.sum())


def test_dates_are_whole_days_of_the_months_they_count_for(url: str, engine: sa.Engine) -> None:
    demo.ensure_demo(url, now=NOW)
    with engine.connect() as connection:
        found = pd.DataFrame(connection.execute(sa.select(schema.jawaban.c.tanggal, schema.jawaban.c.bulan)).all())
    assert found["tanggal"].min() >= date(2025, 5, 1)
    assert found["tanggal"].max() <= date(2026, 10, 31)
