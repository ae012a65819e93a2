"""Service users by layanan: from a file or a page into the ledger, never beside a number that they do not add up to."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from data_access import schema
from data_access.breakdown import breakdown_text, read_breakdown
from data_access.engine import writing
from data_access.errors import RefusedError
from data_access.files.master.statements import PENGGUNA, SATKER, DataInduk, Isi, Pernyataan
from data_access.ledger.undo import restore, undo
from data_access.master_data.comparison import compare
from data_access.master_data.edit_checks import Suntingan
from data_access.master_data.editing import read_records, save_edits
from data_access.master_data.storing import store_master
from data_access.repository import PENGGUNA_LAYANAN, Scope, SurveyRepository
from data_access.service_users import put_service_users
from data_access.sql_repository import SqlRepository
from data_access.store import Berkas
from scoring.periods import Periode
from tests.support.factories import NOW, PROPERTY

ALL = Scope.everything()
TAHUN = Periode(202601, 202612)
A1 = ("A", 202601)
Number = tuple[int, Mapping[str, int] | None]


def said(numbers: Mapping[tuple[str, int], Number]) -> DataInduk:
    """A file with these numbers; without parts it does not speak of layanan."""
    statements = []
    for key, (jumlah, parts) in numbers.items():
        nilai: dict[str, Isi] = {"jumlah": jumlah, "sumber": "uji"}
        statements.append(Pernyataan(key, nilai if parts is None else nilai | {"rincian": breakdown_text(parts)}))
    return DataInduk(PENGGUNA, tuple(statements), (), (), len(statements))


def put(engine: sa.Engine, jumlah: int, parts: Mapping[str, int] | None = None) -> int:
    """Store one number of A as a batch."""
    return store(engine, said({A1: (jumlah, parts)}))


def store(engine: sa.Engine, data: DataInduk) -> int:
    name = f"{data.jenis} {[dict(one.nilai) for one in data.pernyataan]}"
    return store_master(engine, Berkas(name, "0" * 64, 1, 1), data, ALL, now=NOW, confirmed=True).impor_id


def users(engine: sa.Engine, scope: Scope = ALL, periode: Periode = TAHUN) -> list[tuple[object, ...]]:
    return [*SqlRepository(engine).users_by_service(scope, periode).itertuples(index=False, name=None)]


def number(engine: sa.Engine) -> tuple[int, dict[str, int]]:
    """The number of A in January 2026 and its layanan."""
    whole = SqlRepository(engine).monthly_service_users(ALL, TAHUN)
    return int(whole[A1]), {str(layanan): int(str(n)) for _, _, layanan, n in users(engine)}


@pytest.fixture
def two(engine: sa.Engine) -> sa.Engine:
    """A database with satker A and B."""
    store(engine, DataInduk(SATKER, tuple(Pernyataan((kode,), {"nama": kode}) for kode in "AB"), (), (), 2))
    return engine


def test_the_text_is_the_same_for_the_same_parts():
    assert breakdown_text({"b": 2, "a": 1}) == breakdown_text({"a": 1, "b": 2}) == '{"a":1,"b":2}'
    assert breakdown_text({}) == ""
    assert read_breakdown("") == {}
    assert read_breakdown('{"Kunjungan \\"sore\\"":3}') == {'Kunjungan "sore"': 3}


def test_users_by_layanan_in_order_and_inside_the_scope(two: sa.Engine):
    store(two, said({("B", 202602): (9, {"Kunjungan": 9}), A1: (30, {"Kunjungan": 20, "Integrasi": 10}),
                     ("A", 202602): (5, None)}))  # fmt: skip
    wanted = [("A", 202601, "Integrasi", 10), ("A", 202601, "Kunjungan", 20), ("B", 202602, "Kunjungan", 9)]
    assert users(two) == wanted
    assert users(two, Scope.only("B", "Z")) == wanted[2:]
    assert users(two, Scope.only()) == []
    assert users(two, periode=Periode(202601, 202601)) == wanted[:2]
    frame = SqlRepository(two).users_by_service(ALL, TAHUN)
    assert [str(frame[name].dtype) for name in ("bulan", "jumlah")] == ["int64", "int64"]


def test_nobody_is_known_by_layanan(repo: SurveyRepository):
    found = repo.users_by_service(ALL, TAHUN)
    assert found.empty
    assert list(found.columns) == list(PENGGUNA_LAYANAN)
    assert [str(found[name].dtype) for name in ("bulan", "jumlah")] == ["int64", "int64"]


def test_another_total_clears_the_parts_and_undo_brings_them_back(two: sa.Engine):
    put(two, 30, {"Kunjungan": 20, "Integrasi": 10})
    total = put(two, 31)
    assert number(two) == (31, {})
    undo(two, total, now=NOW, oleh="uji", alasan="uji")
    assert number(two) == (30, {"Kunjungan": 20, "Integrasi": 10})
    restore(two, total, now=NOW, oleh="uji", alasan="uji")
    assert number(two) == (31, {})


def test_the_same_total_again_says_nothing_against_the_parts(two: sa.Engine):
    put(two, 30, {"Kunjungan": 20, "Integrasi": 10})
    assert [one.keadaan for one in compare(two, said({A1: (30, None)}), ALL).beda] == ["tetap"]
    put(two, 30)
    assert number(two) == (30, {"Kunjungan": 20, "Integrasi": 10})


def test_other_parts_of_the_same_total_are_a_change(two: sa.Engine):
    put(two, 30, {"Kunjungan": 20, "Integrasi": 10})
    (beda,) = compare(two, said({A1: (30, {"Kunjungan": 25, "Integrasi": 5})}), ALL).beda
    assert (beda.keadaan, beda.isian_berubah) == ("berubah", ("rincian",))
    put(two, 30, {"Kunjungan": 25, "Integrasi": 5})
    assert number(two) == (30, {"Kunjungan": 25, "Integrasi": 5})


def test_a_total_that_takes_the_parts_away_is_told_as_a_change_of_both(two: sa.Engine):
    put(two, 30, {"Kunjungan": 30})
    (beda,) = compare(two, said({A1: (40, None)}), ALL).beda
    assert (beda.keadaan, beda.isian_berubah) == ("berubah", ("jumlah", "rincian"))


def test_what_stood_there_before_the_ledger_comes_back_with_its_parts(two: sa.Engine):
    with writing(two).begin() as connection:
        put_service_users(connection, {A1: 12}, "lama", {A1: {"Kunjungan": 12}})
    done = put(two, 13)
    assert number(two) == (13, {})
    undo(two, done, now=NOW, oleh="uji", alasan="uji")
    assert number(two) == (12, {"Kunjungan": 12})


def test_a_statement_from_before_there_were_parts_is_replayed(two: sa.Engine):
    """impor_perubahan of an older program: neither ``sebelum`` nor ``sesudah`` knows of layanan."""
    old = put(two, 10)
    table = schema.impor_perubahan
    with writing(two).begin() as connection:
        change = sa.update(table).where(table.c.impor_id == old)
        connection.execute(
            change.values(sebelum='{"jumlah":7,"sumber":"lama"}', sesudah='{"jumlah":10,"sumber":"uji"}')
        )
    new = put(two, 30, {"Kunjungan": 30})
    undo(two, new, now=NOW, oleh="uji", alasan="uji")
    assert number(two) == (10, {})
    undo(two, old, now=NOW, oleh="uji", alasan="uji")
    assert number(two) == (7, {})


def test_a_page_gives_parts_too_and_may_take_them_away(two: sa.Engine):
    for parts in ({"Kunjungan": 20, "Integrasi": 10}, {"Kunjungan": 21, "Integrasi": 9}, {}):
        before = read_records(two, PENGGUNA, ALL).get(A1)
        typed = Suntingan(A1, before, {"jumlah": 30, "sumber": "halaman", "rincian": breakdown_text(parts)})
        save_edits(two, PENGGUNA, [typed], ALL, now=NOW, oleh="uji", alasan="uji")
        assert number(two) == (30, parts)


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ({"Kunjungan": 20}, "jumlah menurut layanan 20, tetapi jumlah seluruhnya 30"),
        ({"Kunjungan": 31}, "jumlah menurut layanan 31, tetapi jumlah seluruhnya 30"),
        ({"Kunjungan": 40, "Integrasi": -10}, "ada layanan yang jumlahnya negatif"),
        ({" ": 30}, "ada layanan tanpa nama"),
    ],
    ids=["kurang", "lebih", "negatif", "tanpa nama"],
)
def test_parts_that_are_not_the_number_are_refused(two: sa.Engine, parts: dict[str, int], problem: str):
    typed = Suntingan(A1, None, {"jumlah": 30, "sumber": "halaman", "rincian": breakdown_text(parts)})
    with pytest.raises(RefusedError, match="layanan"):
        save_edits(two, PENGGUNA, [typed], ALL, now=NOW, oleh="uji", alasan="uji")
    with (
        pytest.raises(RefusedError, match=f"A, Januari 2026: {problem}"),
        writing(two).begin() as connection,
    ):
        put_service_users(connection, {A1: 30}, "uji", {A1: parts})
    assert users(two) == []


def test_parts_of_a_number_that_nobody_gives_are_refused(two: sa.Engine):
    with pytest.raises(RefusedError, match="jumlah seluruhnya tidak disebut"), writing(two).begin() as connection:
        put_service_users(connection, {}, "uji", {A1: {"Kunjungan": 3}})


STEP = st.tuples(st.integers(1, 3), st.sampled_from([None, "satu", "dua"])) | st.integers(0, 5)


@PROPERTY
@given(steps=st.lists(STEP, min_size=1, max_size=8))
def test_parts_always_add_up_in_any_order_of_batches_undos_and_restores(
    kept_engine: sa.Engine, steps: list[tuple[int, str | None] | int]
):
    """A step is a batch (number, layanan or none), or the place of a batch that is undone, or restored."""
    with writing(kept_engine).begin() as connection:
        for table in reversed(schema.metadata.sorted_tables):
            if table is not schema.versi_data:
                connection.execute(sa.delete(table))
        connection.execute(sa.insert(schema.satker).values(kode="A", nama="A", jenis="Lapas"))
    batches: list[tuple[int, tuple[int, str | None], bool]] = []
    for step in steps:
        if isinstance(step, tuple):
            jumlah, layanan = step
            done = put(kept_engine, jumlah, None if layanan is None else {layanan: jumlah})
            known = [place for place, (impor_id, _, _) in enumerate(batches) if impor_id == done]
            if not known:
                batches.append((done, step, True))
        elif step < len(batches):
            impor_id, what, live = batches[step]
            (undo if live else restore)(kept_engine, impor_id, now=NOW, oleh="uji", alasan="uji")
            batches[step] = impor_id, what, not live
        wanted = replayed([what for _, what, live in batches if live])
        assert (number(kept_engine) if wanted else users(kept_engine)) == (wanted or [])


def replayed(live: list[tuple[int, str | None]]) -> tuple[int, dict[str, int]] | None:
    """The number and its layanan after these batches, said simply."""
    wanted: tuple[int, dict[str, int]] | None = None
    for jumlah, layanan in live:
        if layanan is not None:
            wanted = jumlah, {layanan: jumlah}
        elif wanted is None or wanted[0] != jumlah:
            wanted = jumlah, {}
    return wanted
