"""June stays June: every field that counts as of a period, changed in July in every way that there is, on both engines.

The satker were made by their first answers with the defaults of the table (WBK, five days, WIB), which nobody ever stated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard import master
from dashboard.views.target import read_basis, targets_of
from data_access import migrate
from data_access.engine import make_engine
from data_access.files.master.statements import PEGAWAI, PENGGUNA, SATKER, TARGET, Isi, PilihanInduk
from data_access.files.reading.cells import Cell
from data_access.ledger import undo as ledger
from data_access.master_data.edit_checks import Suntingan
from data_access.master_data.editing import read_records, save_edits
from data_access.master_data.records import Kunci
from data_access.master_data.storing import store_master
from data_access.repository import Scope
from data_access.sql_repository import SqlRepository
from scoring.instruments import shipped_instrument
from scoring.periods import Periode, parse_period
from tests.dashboard.conftest import Perintah
from tests.files.makers import csv_bytes
from tests.files.master_support import file_of
from tests.support.factories import make_sheet, store_sheets

ALL = Scope.everything()
MEI, JUNI, JULI = parse_period("2026-05"), parse_period("2026-06"), parse_period("2026-07")
Tabel = list[list[Cell]]
# What is changed in July: kind, a file that does it, and (where a page can) key and fields typed into it.
UBAHAN: dict[str, tuple[str, Tabel, tuple[Kunci, Mapping[str, Isi]] | None]] = {
    "predikat": (SATKER, [["Kode", "Nama satker", "Bidik predikat"], ["A", "Lapas A", "tidak"]], None),
    "hari kerja": (
        SATKER,
        [["Kode", "Nama satker", "Hari kerja"], ["A", "Lapas A", 6]],
        (("A",), {"hari_kerja": 6}),
    ),
    "zona waktu": (SATKER, [["Kode", "Nama satker", "Zona waktu"], ["A", "Lapas A", "WIT"]], None),
    "pengguna": (
        PENGGUNA,
        [["Kode", "Satker", "Juli 2026"], ["A", "Lapas A", 100]],
        (("A", 202607), {"jumlah": 100, "sumber": "uji", "rincian": ""}),
    ),
    "pengguna menurut layanan": (
        PENGGUNA,
        [["Kode", "Bulan", "Layanan", "Jumlah"], ["A", "2026-07", "Kunjungan", 60], ["A", "2026-07", "Titipan", 20]],
        (("A", 202607), {"jumlah": 80, "sumber": "uji", "rincian": '{"Kunjungan":60,"Titipan":20}'}),
    ),
    "target manual": (
        TARGET,
        [
            ["Kode", "Satker", "Bulan", "Target", "Alasan", "Ditetapkan oleh"],
            ["A", "Lapas A", "Juli 2026", 9, "uji", "Kabid"],
        ],
        (("A", "", 202607, 202607), {"jumlah": 9, "alasan": "uji", "oleh": "Kabid"}),
    ),
    "pegawai": (
        PEGAWAI,
        [["Kode", "Bulan", "Jumlah pegawai"], ["A", "2026-07", 77]],
        (("A", 202607), {"jumlah": 77, "sumber": "uji"}),
    ),
}


@pytest.fixture
def engine(migrated_url: str) -> Iterator[sa.Engine]:
    opened = make_engine(migrated_url)
    store_sheets(opened, make_sheet(shipped_instrument("spkp"), [[6] * 8]))
    by_file(opened, PENGGUNA, [["Kode", "Bulan", "Layanan", "Jumlah"], ["A", "2026-06", "Kunjungan", 20],
                               ["A", "2026-06", "Titipan", 11], ["A", "2026-07", "Kunjungan", 31]], at(1))  # fmt: skip
    by_file(opened, PEGAWAI, [["Kode", "Bulan", "Jumlah pegawai"], ["A", "2026-01", 40]], at(1))
    yield opened
    opened.dispose()


def at(day: int) -> datetime:
    """A moment of July 2026."""
    return datetime(2026, 7, day, 3, tzinfo=UTC)


def by_file(engine: sa.Engine, jenis: str, rows: Tabel, when: datetime) -> int:
    raw = file_of(rows, f"{jenis}.xlsx")
    checked = master.check(engine, raw, jenis, master.choices(engine, ALL, when.date(), PilihanInduk()), ALL)
    assert not [one for one in checked.data.masalah if one.tingkat == "galat"], checked.data.masalah
    berkas = master.source_of(raw, checked.data, "uji")
    return store_master(engine, berkas, checked.data, ALL, now=when, confirmed=True).impor_id


def by_page(engine: sa.Engine, jenis: str, kunci: Kunci, nilai: Mapping[str, Isi], when: datetime) -> int:
    before = read_records(engine, jenis, ALL).get(kunci)
    edit = Suntingan(kunci, before, nilai)
    return save_edits(engine, jenis, [edit], ALL, now=when, oleh="uji", alasan="uji").impor_id


def told(engine: sa.Engine, periode: Periode) -> dict[str, object]:
    """Everything that counts as of a period."""
    repo = SqlRepository(engine)
    basis = read_basis(repo, ALL, periode)
    target = targets_of(basis, "spkp", repo.satker(ALL))["A"]
    return {
        "ketentuan": repo.conditions(ALL, periode.last_day).to_dict("records"),
        "pengguna": dict(basis.pengguna),
        "layanan": repo.users_by_service(ALL, periode).to_dict("records"),
        "target": None if target is None else (target.target, target.alasan),
        "pegawai": repo.employees(ALL, periode).to_dict(),
    }


def earlier(engine: sa.Engine) -> tuple[dict[str, object], dict[str, object]]:
    return told(engine, MEI), told(engine, JUNI)


def test_a_file_its_undo_its_return_and_the_file_again(engine: sa.Engine):
    before, july = earlier(engine), told(engine, JULI)
    for isian, (jenis, rows, _) in UBAHAN.items():
        batch = by_file(engine, jenis, rows, at(10))
        changed = told(engine, JULI)
        assert (earlier(engine), changed == july) == (before, False), isian
        ledger.undo(engine, batch, now=at(11), oleh="uji", alasan="uji")
        assert (earlier(engine), told(engine, JULI)) == (before, july), isian
        again = by_file(engine, jenis, rows, at(12))
        assert again != batch
        assert (earlier(engine), _values(told(engine, JULI))) == (before, _values(changed)), isian
        ledger.restore(engine, batch, now=at(13), oleh="uji", alasan="uji")
        ledger.undo(engine, again, now=at(14), oleh="uji", alasan="uji")
        assert (earlier(engine), _values(told(engine, JULI))) == (before, _values(changed)), isian
        ledger.undo(engine, batch, now=at(15), oleh="uji", alasan="uji")
        assert (earlier(engine), told(engine, JULI)) == (before, july), isian


def _values(found: dict[str, object]) -> dict[str, object]:
    """Without the words of a target: they name the day on which it was recorded."""
    target = found["target"]
    return found | {"target": target[0] if isinstance(target, tuple) else None}


def test_a_page_and_its_undo(engine: sa.Engine):
    before, july = earlier(engine), told(engine, JULI)
    for isian, (jenis, _, typed) in UBAHAN.items():
        if typed is None:
            continue
        for day in (10, 20):
            batch = by_page(engine, jenis, *typed, at(day))
            assert (earlier(engine), told(engine, JULI) == july) == (before, False), isian
            ledger.undo(engine, batch, now=at(day + 1), oleh="uji", alasan="uji")
            assert (earlier(engine), told(engine, JULI)) == (before, july), isian


def test_twice_on_one_day_the_later_counts_at_its_end(engine: sa.Engine):
    for hour, week in ((1, 6), (2, 5), (3, 6)):
        rows: Tabel = [["Kode", "Nama satker", "Hari kerja"], ["A", "Lapas A", week]]
        by_file(engine, SATKER, rows, datetime(2026, 7, 10, hour, tzinfo=UTC))
    found = SqlRepository(engine).conditions_by_day(ALL, [date(2026, 7, 9), date(2026, 7, 10)])
    assert [one["hari_kerja"].tolist() for one in found.values()] == [[5], [6]]


def test_the_command_leaves_the_months_before(pantau: Perintah, tmp_path: Path, sqlite_url: str):
    """``muat`` on the day of the test: June 2026 is over."""
    migrate.upgrade(sqlite_url)
    engine = make_engine(sqlite_url)
    store_sheets(engine, make_sheet(shipped_instrument("spkp"), [[6] * 8]))
    file = tmp_path / "satker.csv"
    file.write_bytes(csv_bytes([["Kode satker", "Nama satker", "Bidik predikat"], ["A", "Lapas A", "tidak"]]))
    before = told(engine, JUNI)
    assert pantau("muat", file, "--jenis", "satker", "--confirm").code == 0
    assert told(engine, JUNI) == before
    assert SqlRepository(engine).satker(ALL)["bidik_predikat"].tolist() == [""]
    engine.dispose()
