"""What changes in July does not change June: service users, predikat, working days, targets; from files, a page and undo.

A small Lapas that goes for WBK. Service users: May 20, June 24, July 31.
June:  fewer than 30 users: all 24 are asked; May and June together 44 users, Krejcie-Morgan
       3,841 x 44 x 0,25 / (0,0025 x 43 + 0,96025) = 42,25 / 1,06775 = 39,57: 40.
July:  31 users: Krejcie-Morgan 28,75, so 29; for WBK at least 30.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
import sqlalchemy as sa

from dashboard import master
from dashboard.views import gabungan, penjelasan_halaman, score
from dashboard.views.gabungan import SatkerKecil
from dashboard.views.kalender import calendars
from dashboard.views.target import read_basis, targets_of
from data_access.engine import make_engine
from data_access.files.master.statements import PENGGUNA, SATKER, TARGET, PilihanInduk
from data_access.files.reading.cells import Cell
from data_access.ledger import undo as ledger
from data_access.master_data.storing import store_master
from data_access.repository import Saringan, Scope
from data_access.sql_repository import SqlRepository
from scoring.periods import Periode, parse_period
from scoring.targets import Target
from tests.dashboard import views_support as views
from tests.files.master_support import file_of
from tests.support import kertas
from tests.support.pengguna import save_service_users

ALL = Scope.everything()
JUNI, JULI = parse_period("2026-06"), parse_period("2026-07")
Tabel = list[list[Cell]]
NAMA = "Lapas Kelas III Rawa Uji"


def at(month: int, day: int, year: int = 2026) -> datetime:
    return datetime(year, month, day, 3, tzinfo=UTC)


def load(engine: sa.Engine, when: datetime, jenis: str, rows: Tabel) -> int:
    """Import a file of master data as the upload page does; returns the number of the batch."""
    raw = file_of(rows, f"{jenis} {when.isoformat()}.xlsx")
    given = master.choices(engine, ALL, when.date(), PilihanInduk())
    checked = master.check(engine, raw, jenis, given, ALL)
    assert not [one for one in checked.data.masalah if one.tingkat == "galat"], checked.data.masalah
    berkas = master.source_of(raw, checked.data, "uji")
    return store_master(engine, berkas, checked.data, ALL, now=when, confirmed=True).impor_id


def load_satker(engine: sa.Engine, when: datetime, predikat: str, days: int) -> int:
    rows: Tabel = [["Kode", "Nama satker", "Bidik predikat", "Hari kerja"], ["0101", NAMA, predikat, days]]
    return load(engine, when, SATKER, rows)


def load_users(engine: sa.Engine, when: datetime, **months: int) -> int:
    """``juni=24``: the month's service users of 2026."""
    rows: Tabel = [["Kode", "Satker", *(f"{name} 2026" for name in months)], ["0101", NAMA, *months.values()]]
    return load(engine, when, PENGGUNA, rows)


class Diketahui(NamedTuple):
    """Everything that a target of a period rests on; ``hari_kerja``: working days a week."""

    target: Target | None
    hari_kerja: int
    kecil: tuple[SatkerKecil, ...]


def told(engine: sa.Engine, periode: Periode) -> Diketahui:
    repo = SqlRepository(engine)
    satker = repo.satker(ALL)
    pijakan = read_basis(repo, ALL, periode)
    target = targets_of(pijakan, "spkp", satker)["0101"]
    combined = gabungan.build(repo, ALL, Saringan("spkp", periode), satker, pijakan)
    return Diketahui(target, calendars(repo, ALL, periode)["0101"].hari_kerja, combined)


def numbers(engine: sa.Engine, periode: Periode) -> tuple[int | None, int, int | None]:
    """Target, working days a week, target of the combined months."""
    found = told(engine, periode)
    goal = found.kecil[0].gabungan if found.kecil else None
    return found.target.target if found.target else None, found.hari_kerja, goal.target.target if goal else None


@pytest.fixture
def engine(migrated_url: str) -> Iterator[sa.Engine]:
    """The Lapas as it was known at the beginning of July, on each engine."""
    opened = make_engine(migrated_url)
    load_satker(opened, at(1, 5), "WBK", 5)
    load_users(opened, at(7, 1), mei=20, juni=24, juli=31)
    assert numbers(opened, JUNI) == (24, 5, 40)
    assert numbers(opened, JULI) == (30, 5, None)
    yield opened
    opened.dispose()


def test_a_satker_list_of_july_leaves_june(engine: sa.Engine):
    june = told(engine, JUNI)
    batch = load_satker(engine, at(7, 15), "tidak", 6)
    assert told(engine, JUNI) == june
    assert numbers(engine, JULI) == (29, 6, None)  # no floor of 30 without a predikat
    ledger.undo(engine, batch, now=at(8, 1), oleh="uji", alasan="salah berkas")
    assert told(engine, JUNI) == june
    assert numbers(engine, JULI) == (30, 5, None)
    ledger.restore(engine, batch, now=at(8, 2), oleh="uji", alasan="ternyata benar")
    assert told(engine, JUNI) == june
    assert numbers(engine, JULI) == (29, 6, None)


def test_service_users_of_july_leave_june(engine: sa.Engine):
    june = told(engine, JUNI)
    batch = load_users(engine, at(7, 20), juli=100)
    assert told(engine, JUNI) == june
    assert numbers(engine, JULI)[0] == 80  # the published row of Krejcie & Morgan
    save_service_users(engine, {("0101", 202607): 48}, "isian halaman", now=at(7, 21))
    assert told(engine, JUNI) == june
    assert numbers(engine, JULI)[0] == 43
    ledger.undo(engine, batch, now=at(7, 22), oleh="uji", alasan="uji")
    assert told(engine, JUNI) == june
    assert numbers(engine, JULI)[0] == 43  # the page said it later


def test_a_corrected_number_of_june_is_a_correction_of_june(engine: sa.Engine):
    july = told(engine, JULI)
    batch = load_users(engine, at(7, 25), juni=48)
    assert numbers(engine, JUNI) == (43, 5, None)
    assert told(engine, JULI) == july
    ledger.undo(engine, batch, now=at(7, 26), oleh="uji", alasan="uji")
    assert numbers(engine, JUNI) == (24, 5, 40)


def test_a_manual_target_of_july_leaves_june_and_comes_back_after_undo(engine: sa.Engine):
    june = told(engine, JUNI)
    rows: Tabel = [
        ["Kode", "Satker", "Bulan", "Target", "Alasan", "Ditetapkan oleh"],
        ["0101", NAMA, "Juli 2026", 31, "semua pengguna diminta", "Kabid HAM"],
    ]
    batch = load(engine, at(7, 3), TARGET, rows)
    assert told(engine, JUNI) == june
    assert numbers(engine, JULI)[0] == 31
    ledger.undo(engine, batch, now=at(7, 4), oleh="uji", alasan="uji")
    assert numbers(engine, JULI)[0] == 30
    ledger.restore(engine, batch, now=at(7, 5), oleh="uji", alasan="uji")
    assert (told(engine, JUNI), numbers(engine, JULI)[0]) == (june, 31)


def test_every_page_and_command_takes_the_predikat_of_the_period(tmp_path: Path):
    """31 users in June 2024: 30 for WBK, 29 without. In July 2024 the Lapas gives WBK up."""
    engine = make_engine(kertas.make_database(tmp_path / "uji.db"))
    head: list[Cell] = ["Kode", "Nama satker", "Bidik predikat"]
    save_service_users(engine, {(kertas.LAPAS, 202406): 31}, "uji", now=at(7, 1, 2024))
    load(engine, at(1, 5, 2024), SATKER, [head, [kertas.LAPAS, "Lapas Kelas IIB Kertas", "WBK"]])
    load(engine, at(7, 5, 2024), SATKER, [head, [kertas.LAPAS, "Lapas Kelas IIB Kertas", "tidak"]])
    repo = SqlRepository(engine)
    assert repo.satker(ALL).set_index("satker").loc[kertas.LAPAS, "bidik_predikat"] == ""  # what it goes for now
    view = views.targets(repo)
    shown = views.known_satker(repo, kertas.LAPAS)
    asked = score.Permintaan(parse_period("2024-06"), satker=(kertas.LAPAS,))
    explained = {one.judul: one for one in penjelasan_halaman.of_responden(repo, ALL, view)}
    found = {
        "Responden & Target": view.tabel.set_index("satker").loc[kertas.LAPAS, "target"],
        "Ringkasan": views.region(repo).tabel.set_index("satker").loc[kertas.LAPAS, "target"],
        "Satuan Kerja": shown.target.target if shown.target else None,
        "perintah score": score.score_all(repo, ALL, asked, "spkp")[0]["target"]["target"],
        "penjelasan": explained["Target responden Lapas Kelas IIB Kertas"].nilai_utuh,
    }
    assert found == dict.fromkeys(found, 30)
    engine.dispose()
