"""Recaps in the database: whole or not at all, the newest counts, the former stay, and never a word about few employees."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from data_access import recaps, schema
from data_access.confidential import ConfidentialRepository
from data_access.errors import RefusedError
from data_access.files.reading.cells import RawFile
from data_access.files.recap.model import RecapHasil
from data_access.ledger.undo import restore, undo
from data_access.recaps import HasilRekap, store_recap
from data_access.repository import Saringan, Scope
from data_access.sql_repository import SqlRepository
from scoring.instruments import shipped_instrument
from scoring.periods import Periode, parse_period
from tests.files.recap_support import Rows, raw_of, read
from tests.support.factories import NOW, make_sheet, store_sheets

EVERYTHING = Scope.everything()
HEAD = ["Kode satker", "Survei", "Bulan", "Nilai", "Grade", "Responden"]
JUNI = Periode(202606, 202606)
SPKP = [6, 5, 6, 5, 6, 5, 6, 5]


@pytest.fixture
def filled(engine: sa.Engine) -> sa.Engine:
    """Two satker with answers of June."""
    sheet = make_sheet(shipped_instrument("spkp"), [SPKP] * 12, satker=["A"] * 6 + ["B"] * 6, tanggal="2026-06-05")
    store_sheets(engine, sheet)
    return engine


def file_of(*rows: list[object], name: str = "rekap.csv") -> tuple[RawFile, RecapHasil]:
    raw = raw_of({"Sheet1": [HEAD, *rows]}, name, sha256=f"{abs(hash((name, str(rows)))):064d}"[:64])
    return raw, read(raw, satker_dikenal=(("A", "Lapas A"), ("B", "Rutan B")))


def put(engine: sa.Engine, *rows: list[object], name: str = "rekap.csv", hours: int = 0) -> HasilRekap:
    raw, hasil = file_of(*rows, name=name)
    return store_recap(engine, raw, hasil, NOW + timedelta(hours=hours), "penguji")


def shown(engine: sa.Engine, scope: Scope = EVERYTHING, kode: str = "spkp") -> list[tuple[str, str, int | None, bool]]:
    found = SqlRepository(engine).recaps(scope, Saringan(kode))
    return [(one.satker, one.indeks.nilai if one.indeks else "", one.n, one.terbaru) for one in found]


def test_what_was_written_is_read_back(filled: sa.Engine):
    done = put(filled, ["A", "SPKP", "2026-06", "96,10", "Baik", 43])
    (one,) = SqlRepository(filled).recaps(EVERYTHING, Saringan("spkp"))
    assert (done.is_baru, done.baru) == (True, 1)
    assert (one.satker, one.periode, one.n, one.mutu, one.terbaru) == ("A", JUNI, 43, "Baik", True)
    assert one.indeks is not None
    # As written: the last zero says how precise it is.
    assert (one.indeks.nilai, one.indeks.skala) == ("96.10", "100")


def test_the_same_file_again_changes_nothing(filled: sa.Engine):
    first = put(filled, ["A", "SPKP", "2026-06", "96,1", "A", 43])
    again = put(filled, ["A", "SPKP", "2026-06", "96,1", "A", 43], hours=1)
    assert (again.is_baru, again.impor_id, again.disimpan_pada) == (False, first.impor_id, first.disimpan_pada)
    assert len(shown(filled)) == 1


def test_a_corrected_recap_counts_and_the_former_stays(filled: sa.Engine):
    put(filled, ["A", "SPKP", "2026-06", "96,1", "A", 43], ["B", "SPKP", "2026-06", "90", "A", 20])
    done = put(
        filled, ["A", "SPKP", "2026-06", "95,1", "A", 44], ["B", "SPKP", "2026-06", "90", "A", 20], name="baru.csv"
    )
    assert (done.baru, done.tetap, done.direvisi) == (0, 1, 1)
    assert [one for one in shown(filled) if one[0] == "A"] == [("A", "96.1", 43, False), ("A", "95.1", 44, True)]


def test_an_undone_recap_gives_way_to_the_former_and_comes_back(filled: sa.Engine):
    put(filled, ["A", "SPKP", "2026-06", "96,1", "A", 43])
    second = put(filled, ["A", "SPKP", "2026-06", "95,1", "A", 44], name="baru.csv")
    before = shown(filled)
    undo(filled, second.impor_id, now=NOW, oleh="", alasan="salah berkas")
    assert shown(filled) == [("A", "96.1", 43, True)]
    restore(filled, second.impor_id, now=NOW, oleh="", alasan="ternyata benar")
    assert shown(filled) == before


def test_an_undone_file_can_be_stored_anew(filled: sa.Engine):
    first = put(filled, ["A", "SPKP", "2026-06", "96,1", "A", 43])
    undo(filled, first.impor_id, now=NOW, oleh="", alasan="coba")
    again = put(filled, ["A", "SPKP", "2026-06", "96,1", "A", 43], hours=1)
    assert again.is_baru
    assert len(shown(filled)) == 1


def test_periods_of_different_length_do_not_replace_each_other(filled: sa.Engine):
    put(filled, ["A", "SPKP", "2026-06", "96,1", "A", 43])
    raw = raw_of(
        {"S": [["Kode satker", "Periode", "IPKP", "Responden"], ["A", "Semester I 2026", "91", 200]]}, sha256="7" * 64
    )
    store_recap(filled, raw, read(raw, satker_dikenal=(("A", ""),)), NOW)
    assert {one[1]: one[3] for one in shown(filled)} == {"96.1": True, "91": True}
    repo = SqlRepository(filled)
    march = repo.recaps(EVERYTHING, Saringan("spkp", parse_period("2026-03")))
    assert [one.periode.kode for one in march] == ["2026-S1"]


def test_recaps_never_enter_the_answers(filled: sa.Engine):
    repo = SqlRepository(filled)
    before = repo.rekap(EVERYTHING, Saringan("spkp"))
    batches = repo.batches(EVERYTHING, Saringan("spkp"))
    put(filled, ["A", "SPKP", "2026-06", "25", "D", 4000])
    assert repo.rekap(EVERYTHING, Saringan("spkp")).equals(before)
    assert repo.batches(EVERYTHING, Saringan("spkp")).equals(batches)
    assert repo.months(EVERYTHING) == [202606]


def test_the_scope_is_a_wall(filled: sa.Engine):
    put(filled, ["A", "SPKP", "2026-06", "96,1", "A", 43], ["B", "SPAK", "2026-06", "90", "A", 20])
    assert shown(filled, Scope.only("B")) == []
    repo = SqlRepository(filled)
    assert repo.recap_periods(Scope.only("B")) == {("spak", JUNI)}
    assert [item.kode for item in repo.instruments(Scope.only("B"))] == ["spkp", "spak"]
    assert repo.recap_periods(Scope.only()) == frozenset()


def test_refused_recaps_leave_nothing(filled: sa.Engine):
    raw, hasil = file_of(["A", "SPKP", "2026-06", "960", "A", 43])
    with pytest.raises(RefusedError):
        store_recap(filled, raw, hasil, NOW)
    raw, good = file_of(["A", "SPKP", "2026-06", "96", "A", 43])
    stranger = replace(good, rekap=tuple(replace(one, satker="Z") for one in good.rekap))
    with pytest.raises(RefusedError, match="Z"):
        store_recap(filled, raw, stranger, NOW)
    with filled.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(schema.rekap_jadi)) == 0
        assert connection.scalar(sa.select(sa.func.count()).where(schema.impor.c.jenis == recaps.JENIS)) == 0


def test_storing_changes_the_version_that_caches_watch(filled: sa.Engine):
    before = SqlRepository(filled).version().versi
    put(filled, ["A", "SPKP", "2026-06", "96,1", "A", 43])
    assert SqlRepository(filled).version().versi > before


def internal(engine: sa.Engine, n: int = 12, triwulan: str = "II 2026") -> None:
    rows: Rows = [["Kode satker", "Periode", "Indeks Integritas", "Responden"], ["A", f"Triwulan {triwulan}", "91", n]]
    raw = raw_of({"S": rows}, sha256=f"{n:064d}")
    store_recap(engine, raw, read(raw, satker_dikenal=(("A", ""),)), NOW)


def seen(engine: sa.Engine, today: date = date(2026, 11, 21)) -> int:
    repo = ConfidentialRepository(SqlRepository(engine), today)
    return len(repo.recaps(EVERYTHING, Saringan("integritas")))


def test_internal_recaps_wait_for_the_end_of_their_period(filled: sa.Engine):
    internal(filled)
    assert (seen(filled), seen(filled, date(2026, 6, 30))) == (1, 0)


def test_internal_recaps_are_silent_where_answers_are_stored(filled: sa.Engine):
    """12 employees in the recap and 11 answers would be one employee."""
    internal(filled)
    store_sheets(
        filled,
        make_sheet(shipped_instrument("integritas"), [[5, 5, 5, 5]] * 11, tanggal="2026-04-02"),
        name="pegawai.csv",
    )
    assert seen(filled) == 0


def test_a_revised_internal_recap_shows_the_newest_alone(filled: sa.Engine):
    internal(filled, 12)
    internal(filled, 13)
    repo = ConfidentialRepository(SqlRepository(filled), date(2026, 11, 21))
    assert [one.n for one in repo.recaps(EVERYTHING, Saringan("integritas"))] == [13]


def test_fewer_than_five_employees_are_never_stored(filled: sa.Engine):
    rows: Rows = [["Kode satker", "Periode", "Indeks Integritas", "Responden"], ["A", "Triwulan II 2026", "91", 5]]
    raw = raw_of({"S": rows})
    hasil = read(raw, satker_dikenal=(("A", ""),))
    few = replace(hasil, rekap=tuple(replace(one, n=4) for one in hasil.rekap))
    with pytest.raises(RefusedError, match="paling sedikit 5"):
        store_recap(filled, raw, few, NOW)
