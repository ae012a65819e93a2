"""Every view and every workbook where there is nothing: a new database, a viewer without satker, a jenis without satker, a
period without answers. Nothing fails, and nothing is told that is not there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dashboard import exports
from dashboard.text import kepatuhan as words_kepatuhan
from dashboard.text import laju as words_laju
from dashboard.text import pesan
from dashboard.views import (
    bulanan,
    integritas,
    kepatuhan,
    komposisi,
    laju,
    penjelasan_halaman,
    penjelasan_zona,
    perbandingan,
    responden,
    ringkasan,
    satker,
    zona,
)
from dashboard.views.common import Pilihan
from dashboard.views.kepatuhan_sel import PilihanKepatuhan
from dashboard.views.laju import LajuWilayah, today_by_zone
from dashboard.views.zona import PilihanZona
from data_access import migrate
from data_access.confidential import ConfidentialRepository
from data_access.engine import make_engine
from data_access.repository import Scope
from data_access.sql_repository import SqlRepository
from scoring.periods import parse_period
from tests.support import kertas

HARI_INI = date(2024, 6, 20)
HARI = today_by_zone(datetime(2024, 6, 20, 5, tzinfo=UTC))
JUNI = Pilihan("spkp", parse_period("2024-06"))
LAPAS = Scope.only(kertas.LAPAS)
# (database, scope, choice) in which nobody has answered.
KOSONG: dict[str, tuple[str, Scope, Pilihan]] = {
    "basis data baru": ("baru", Scope.everything(), JUNI),
    "tanpa satker": ("kertas", Scope.only(), JUNI),
    "satker yang tidak ada": ("kertas", Scope.only("X"), JUNI),
    "jenis tanpa satker": ("kertas", Scope.everything(), replace(JUNI, jenis=("Bapas",))),
    "jenis di luar cakupan": ("kertas", LAPAS, replace(JUNI, jenis=("Rutan",))),
    "periode tanpa jawaban": ("kertas", LAPAS, replace(JUNI, periode=parse_period("2019-TW1"))),
    "instrumen yang tidak ada": ("baru", LAPAS, replace(JUNI, instrumen="tidak-ada")),
}
Keadaan = tuple[ConfidentialRepository, Scope, Pilihan]


@pytest.fixture(scope="module")
def repos(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, ConfidentialRepository]]:
    folder: Path = tmp_path_factory.mktemp("kosong")
    new = f"sqlite:///{(folder / 'baru.db').as_posix()}"
    migrate.upgrade(new)
    engines = {"baru": make_engine(new), "kertas": make_engine(kertas.make_database(folder / "kertas.db"))}
    yield {name: ConfidentialRepository(SqlRepository(one), HARI_INI) for name, one in engines.items()}
    for one in engines.values():
        one.dispose()


@pytest.fixture(params=KOSONG)
def nothing(request: pytest.FixtureRequest, repos: dict[str, ConfidentialRepository]) -> Keadaan:
    name, scope, pilihan = KOSONG[request.param]
    return repos[name], scope, pilihan


def sheets(content: bytes) -> list[str]:
    names: list[str] = load_workbook(BytesIO(content)).sheetnames
    return names


def test_region_and_its_workbooks(nothing: Keadaan):
    repo, scope, pilihan = nothing
    for hari in (None, HARI):
        view = ringkasan.build(repo, scope, pilihan, hari)
        assert (view.responden, view.satker_tercapai, len(view.lemah), len(view.unsur)) == (0, 0, 0, 0)
        assert {one.satker_dengan_data for one in view.kartu} == {0}
        told = tuple(penjelasan_halaman.of_ringkasan(repo, scope, view).values())
        assert len(sheets(exports.ringkasan(view, told))) > 1
        assert sheets(exports.lemah(view, told))


@pytest.mark.parametrize("per", [None, date(2024, 6, 14), date(2019, 2, 28)])
def test_pace_target_and_messages(nothing: Keadaan, per: date | None):
    repo, scope, pilihan = nothing
    view = laju.build(repo, scope, pilihan, HARI, per)
    assert all((one.n, one.sampai) == (0, None) for one in view.daftar)
    assert int(view.dasar.tabel["n"].sum()) == 0
    assert len(view.dasar.tabel) == len(view.daftar)
    assert _words(view)
    told = penjelasan_halaman.of_responden(repo, scope, view.dasar)
    assert "Target" in sheets(exports.responden(view.dasar, lambda: told, view))
    assert responden.build(repo, scope, pilihan, HARI_INI).count(responden.TERCAPAI) == 0


def _words(view: LajuWilayah) -> str:
    parts = (words_laju.laju_finding(view), words_laju.seen_sentence(view), pesan.region_message(view, is_contoh=False))
    assert all(parts)
    return " ".join(parts)


def test_one_satker(nothing: Keadaan):
    repo, scope, pilihan = nothing
    asked = replace(pilihan, satker=kertas.LAPAS)
    view = satker.build(repo, scope, asked, HARI_INI)
    assert (view is None) == repo.satker(scope).empty
    if view is not None:
        assert view.utama.n == 0
        told = penjelasan_halaman.of_satker(repo, scope, view)
        assert sheets(exports.satker(view, told.all))
    assert bulanan.build(repo, scope, replace(asked, satker="X")).bulan == ()


def test_comparison_and_composition(nothing: Keadaan):
    repo, scope, pilihan = nothing
    view = perbandingan.build(repo, scope, pilihan)
    assert view.per_satker.empty
    assert (view.tabel["n"] == 0).all()
    region = komposisi.build_region(repo, scope, pilihan, HARI)
    assert region is None or (region.daftar, region.dinilai) == ((), 0)


def test_gates_integrity_and_compliance(nothing: Keadaan):
    repo, scope, pilihan = nothing
    view = zona.build(repo, scope, PilihanZona(pilihan))
    assert view is not None
    assert view.responden == 0
    assert sheets(exports.zona(view, lambda: penjelasan_zona.of_zona(repo, scope, view)))
    asked = replace(pilihan, instrumen="integritas")
    assert integritas.build(repo, scope, asked, HARI_INI) is None
    year = PilihanKepatuhan(pilihan.periode.sampai // 100, pilihan.jenis)
    calendar = kepatuhan.build(repo, scope, year, HARI, HARI_INI)
    assert calendar.kekurangan == ()
    assert words_kepatuhan.finding(calendar)
    assert sheets(exports.kepatuhan(calendar))
