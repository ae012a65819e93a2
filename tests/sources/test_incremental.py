"""Pulling a little at a time ends where one pull of everything ends, whatever the order in which rows appear."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.pulling import Tujuan
from data_access import schema
from data_access.errors import RefusedError
from data_access.ledger.writing import GANTI
from data_access.repository import VersiData
from data_access.sources.marks import read_mark
from data_access.sources.settings import Sumber
from tests.data_access.state import content, named_rollups
from tests.sources.conftest import MakeTujuan
from tests.sources.makers import NOW, counting, pull_all, pull_into, source
from tests.support import postgres
from tests.support.factories import PROPERTY

UNSUR = [f"U{number}" for number in range(1, 10)]
Wide = tuple[list[str], list[list[str | None]]]
Insert = Callable[[Sequence[tuple[Any, ...]]], object]


@pytest.fixture(scope="module")
def wide(shared_data: Path) -> Wide:
    """The header and rows of a real survey of a public service mall, 13 counters, January to June 2021."""
    with (shared_data / "jepara_mpp" / "wide.csv").open(encoding="utf-8", newline="") as lines:
        header, *rows = csv.reader(lines)
    return header, [[cell or None for cell in row] for row in rows]


@pytest.fixture(params=["sqlite", "postgresql"])
def survey_table(request: pytest.FixtureRequest, tmp_path: Path, wide: Wide) -> Iterator[tuple[str, Insert]]:
    """(URL, a function that adds rows) of a table ``jawaban`` with that survey's columns and a running number."""
    columns = ", ".join(f'"{name}" {"smallint" if name in UNSUR else "text"}' for name in wide[0])
    create = f"CREATE TABLE jawaban (nomor INTEGER PRIMARY KEY, {columns})"
    insert = f"INSERT INTO jawaban VALUES ({', '.join(['%s'] * (len(wide[0]) + 1))})"
    if request.param == "sqlite":
        connection = sqlite3.connect(tmp_path / "survei.db", isolation_level=None)
        connection.execute(create)
        yield (
            f"sqlite:///{tmp_path / 'survei.db'}",
            lambda rows: connection.executemany(insert.replace("%s", "?"), rows),
        )
        connection.close()
        return
    with (
        postgres.fresh_database(request.getfixturevalue("postgres_cluster")) as url,
        psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connected,
    ):
        connected.execute(create.encode())
        yield url, lambda rows: connected.cursor().executemany(insert.encode(), rows)


def test_three_pulls_are_one(survey_table: tuple[str, Insert], wide: Wide, make_tujuan: MakeTujuan):
    url, insert = survey_table
    rows = [(number, *row) for number, row in enumerate(wide[1], 1)]
    given_by_admin = {"penanda": "nomor", "satker": "MPP", "instrumen": "skm"}
    little, whole, chunked = make_tujuan(), make_tujuan(), make_tujuan()
    for start, stop in ((0, 400), (400, 401), (401, 1028)):
        insert(rows[start:stop])
        (done,) = pull_into(little, source(url, **given_by_admin))
        assert done is not None
        assert done.baru == stop - start
    assert pull_into(little, source(url, **given_by_admin)) == [None]  # nothing new: no batch
    (done,) = pull_into(whole, source(url, **given_by_admin))
    assert done is not None
    assert done.baru == 1028
    assert len(pull_into(chunked, source(url, **given_by_admin, batas_baris=500))) == 3  # 400 rows a piece
    assert counting(little.engine) == counting(whole.engine) == counting(chunked.engine)
    assert named_rollups(little.engine) == named_rollups(whole.engine) == named_rollups(chunked.engine)
    assert pull_into(whole, source(url, **given_by_admin), semua=True) == [None]


def make_table(file: Path, rows: list[tuple[object, ...]]) -> None:
    """A table with one row a respondent: number, when it was changed, day, answers."""
    file.unlink(missing_ok=True)
    with sqlite3.connect(file) as connection:
        columns = ", ".join(f"{name} INTEGER" for name in UNSUR)
        connection.execute(f"CREATE TABLE jawaban (kode INTEGER PRIMARY KEY, diubah TEXT, tanggal TEXT, {columns})")
        connection.executemany(f"INSERT OR REPLACE INTO jawaban VALUES (?, ?, ?{', ?' * 9})", rows)
    connection.close()


def moment(minute: int) -> str:
    return f"2026-03-{10 + minute // 1440:02d} {minute // 60 % 24:02d}:{minute % 60:02d}:00"


# Each event: who answers (or answers anew), when by the source's clock, how late that is committed, the answer.
events = st.lists(
    st.tuples(st.integers(1, 8), st.integers(0, 59), st.integers(1, 4), st.booleans()), min_size=1, max_size=12
)


@settings(PROPERTY, max_examples=6)
@given(events)
def test_any_order_of_rows_and_pulls(
    tmp_path: Path, make_tujuan: MakeTujuan, happened: list[tuple[int, int, int, bool]]
):
    """Rows appear up to 59 minutes after the time they carry, some change, and pulls come in between."""
    file = tmp_path / "survei.db"
    sumber = source(f"sqlite:///{file}", penanda="diubah", mundur=60, satker="LOKET", instrumen="skm")
    little, whole = make_tujuan(), make_tujuan()
    state: dict[int, tuple[object, ...]] = {}
    for clock, (kode, late, answer, pulls) in enumerate(happened):
        written = moment(600 + clock * 20 - late)
        if kode not in state or str(state[kode][1]) <= written:
            state[kode] = (kode, written, "2026-03-09 08:00:00", *[answer] * 8, 1 + clock % 4)
        make_table(file, list(state.values()))
        if pulls:
            pull_into(little, sumber)
    pull_into(little, sumber)
    pull_into(whole, sumber)
    assert counting(little.engine) == counting(whole.engine)
    assert named_rollups(little.engine) == named_rollups(whole.engine)


@pytest.fixture
def loket(tmp_path: Path) -> tuple[Path, Sumber]:
    file = tmp_path / "survei.db"
    make_table(file, [(kode, moment(kode), "2026-03-09 08:00:00", *[3] * 9) for kode in (1, 2, 3)])
    return file, source(f"sqlite:///{file}", penanda="diubah", satker="LOKET", instrumen="skm")


def test_changed_row_and_row_with_the_same_time(loket: tuple[Path, Sumber], make_tujuan: MakeTujuan):
    file, sumber = loket
    tujuan = make_tujuan()
    pull_into(tujuan, sumber)
    make_table(file, [
        (1, moment(1), "2026-03-09 08:00:00", *[3] * 9),
        (2, moment(3), "2026-03-09 08:00:00", *[4] * 9),  # changed
        (3, moment(3), "2026-03-09 08:00:00", *[3] * 9),
        (4, moment(3), "2026-03-09 08:00:00", *[3] * 9),  # committed after the pull, with the time of the mark itself
    ])  # fmt: skip
    (done,) = pull_into(tujuan, source(str(sumber.url), penanda="diubah", mundur=0, satker="LOKET", instrumen="skm"))
    assert done is not None
    assert (done.baru, done.berubah, done.ditarik) == (1, 1, 0)
    with tujuan.engine.connect() as connection:
        (batch,) = connection.execute(schema.impor.select().where(schema.impor.c.id == done.impor_id))
    assert (batch.sumber, batch.nama_berkas, batch.cara) == ("tarikan:uji", "Tarikan uji", "tambah")


@pytest.mark.parametrize("is_empty", [False, True], ids=["tidak ada yang baru", "tabelnya kosong"])
def test_the_first_look_of_a_day_is_seen_at_once(
    loket: tuple[Path, Sumber], make_tujuan: MakeTujuan, *, is_empty: bool
):
    """What pages keep is kept by the number of the data: it grows when the day until which a satker was seen does, in any
    zone, and not with every look of a schedule. When the data changed stays, because they did not.

    The first pull is at 10.30 in Jakarta; 15.00 UTC is midnight in Jayapura, 16.00 in Makassar, 17.00 in Jakarta.
    """
    file, sumber = loket
    tujuan = make_tujuan()
    pull_into(tujuan, sumber)
    before = tujuan.repo.version()
    if is_empty:
        make_table(file, [])
    grown = []
    for hour, minute in ((3, 35), (14, 59), (15, 0), (15, 5), (16, 0), (17, 0), (17, 5)):
        assert pull_into(tujuan, sumber, now=NOW.replace(hour=hour, minute=minute)) == [None]
        grown.append(tujuan.repo.version().versi - before.versi)
    assert grown == [0, 0, 1, 1, 2, 3, 3]
    assert tujuan.repo.version().diubah_pada == before.diubah_pada


def test_other_settings_begin_anew(loket: tuple[Path, Sumber], make_tujuan: MakeTujuan):
    """A corrected instrument, table or profile must not leave old rows read the old way."""
    _, sumber = loket
    tujuan = make_tujuan()
    pull_into(tujuan, sumber)
    assert read_mark(tujuan.engine, "uji", sumber.kunci()) is not None
    other = source(str(sumber.url), penanda="diubah", satker="LAIN", instrumen="skm")
    assert read_mark(tujuan.engine, "uji", other.kunci()) is None


def test_mark_and_answers_are_stored_together(
    loket: tuple[Path, Sumber], make_tujuan: MakeTujuan, monkeypatch: pytest.MonkeyPatch
):
    """A crash between the two leaves neither: the mark can never be ahead of the answers."""
    from data_access.sources import saving

    _, sumber = loket
    tujuan = make_tujuan()
    before = content(tujuan.engine)

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(saving, "write_mark", crash)
    with pytest.raises(KeyboardInterrupt):
        pull_into(tujuan, sumber)
    assert content(tujuan.engine) == before


def test_nobody_has_answered_yet(tmp_path: Path, make_tujuan: MakeTujuan):
    file = tmp_path / "survei.db"
    sumber = source(f"sqlite:///{file}", penanda="diubah", satker="LOKET", instrumen="skm")
    tujuan = make_tujuan()
    make_table(file, [])
    assert pull_into(tujuan, sumber) == [None]
    assert tujuan.repo.version() == VersiData(0, None)  # still as new
    make_table(file, [(1, moment(1), "2026-03-09 08:00:00", *[None] * 9)])
    assert pull_into(tujuan, sumber) == [None]
    assert read_mark(tujuan.engine, "uji", sumber.kunci()) is None  # the empty row may be filled in later
    make_table(file, [(1, moment(1), "2026-03-09 08:00:00", *[2] * 9)])
    (done,) = pull_into(tujuan, sumber)
    assert done is not None
    assert done.baru == 1


def test_mark_needs_a_key_and_must_grow(tmp_path: Path):
    file = tmp_path / "survei.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE jawaban (uuid TEXT PRIMARY KEY, waktu TEXT, U1 INTEGER)")
        connection.execute("CREATE TABLE tanpa_kunci (waktu TEXT, U1 INTEGER)")
        connection.execute("INSERT INTO jawaban VALUES ('f81d4fae-7dec-11d0', '2026-03-09 08:00:00', 3)")
        connection.executemany("INSERT INTO jawaban VALUES (?, '2026-03-09', 3)", [(f"x{n}",) for n in range(20)])
    connection.close()
    url = f"sqlite:///{file}"
    with pytest.raises(RefusedError, match="bersama id"):
        pull_all(source(url, "tanpa_kunci", penanda="waktu"))
    with pytest.raises(RefusedError, match="bilangan atau waktu"):
        pull_all(source(url, penanda="uuid"))
    with pytest.raises(RefusedError, match=r"kolom diubah \(penanda\) tidak ada"):
        pull_all(source(url, penanda="diubah"))
    with pytest.raises(RefusedError, match="lebih dari 10 baris"):
        pull_all(source(url, batas_baris=10))
    first = pull_all(source(url, penanda="waktu", batas_baris=21))
    with pytest.raises(RefusedError, match="penanda yang sama"):
        pull_all(source(url, penanda="waktu", batas_baris=10), first.penanda)


def vanished(tujuan: Tujuan) -> int:
    """Respondents who no longer count."""
    with tujuan.engine.connect() as connection:
        return len(connection.execute(schema.jawaban.select().where(~schema.jawaban.c.aktif)).all())


def test_row_deleted_at_the_source_stays_until_somebody_decides(loket: tuple[Path, Sumber], make_tujuan: MakeTujuan):
    file, sumber = loket
    tujuan = make_tujuan()
    pull_into(tujuan, sumber)
    make_table(file, [(kode, moment(kode), "2026-03-09 08:00:00", *[3] * 9) for kode in (1, 3)])
    assert pull_into(tujuan, sumber, semua=True) == [None]
    assert vanished(tujuan) == 0
    assert len(counting(tujuan.engine)) == 3
    (done,) = pull_into(tujuan, sumber, semua=True, cara=GANTI)
    assert done is not None
    assert done.ditarik == 1
    assert len(counting(tujuan.engine)) == 2
