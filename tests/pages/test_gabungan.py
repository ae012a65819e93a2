"""Responden & Target of a satker too small for the minimum, and of one whose users are known by layanan."""

from collections.abc import Callable
from pathlib import Path

from data_access.engine import make_engine
from tests.pages import seen
from tests.pages.conftest import OpenPage
from tests.support import databases
from tests.support.factories import NOW
from tests.support.kertas import LAPAS, RUTAN
from tests.support.pengguna import save_service_users


def test_combined_months_and_layanan_stand_beside_the_target(
    paper_file: Path, copy_of: Callable[[Path], Path], open_page: OpenPage
):
    """22 + 24 = 46 users: 41 respondents; 10 answered in each month, all for Kunjungan."""
    file = copy_of(paper_file)
    engine = make_engine(databases.url_of(file))
    users = {(LAPAS, 202405): 22, (LAPAS, 202406): 24}
    parts = {(LAPAS, 202406): {"Kunjungan": 20, "Titipan": 4}}
    save_service_users(engine, users, "uji", now=NOW, rincian=parts)
    engine.dispose()
    app = open_page(file, "responden", periode="2024-06")
    seen.assert_sound(app)
    words = seen.texts(app)
    assert "24 pengguna sebulan (target 24), jadi 30 responden tidak dapat dicapai" in words
    assert "Mei–Juni 2024 digabung: 20 dari 41 responden, kurang 21 (46 pengguna)." in words
    table = seen.table(app, "Tabel target tiap satker menurut layanan")
    assert table[["Layanan", "Target", "Responden", "Kurang"]].to_numpy().tolist() == [
        ["Kunjungan", "20", "10", "10"],
        ["Titipan", "4", "0", "4"],
    ]


def test_nothing_to_combine_shows_nothing(paper_file: Path, open_page: OpenPage):
    words = seen.texts(open_page(paper_file, "responden", periode="2024-06"))
    assert "bulan digabung" not in words


def test_the_satker_itself_reads_what_the_months_together_need(
    paper_file: Path, copy_of: Callable[[Path], Path], open_page: OpenPage
):
    """The head of a small UPT has no reason to open the region's page; RTN-01 has no users on record and is told nothing."""
    file = copy_of(paper_file)
    engine = make_engine(databases.url_of(file))
    save_service_users(engine, {(LAPAS, 202405): 22, (LAPAS, 202406): 24}, "uji", now=NOW)
    engine.dispose()
    words = seen.texts(open_page(file, "satker", satker=LAPAS, periode="2024-06"))
    assert "Untuk Zona Integritas: 24 pengguna sebulan (target 24), jadi 30" in words
    assert "Mei–Juni 2024 digabung: 20 dari 41 responden, kurang 21 (46 pengguna)." in words
    assert "Untuk Zona Integritas" not in seen.texts(open_page(file, "satker", satker=RUTAN, periode="2024-06"))


def test_a_slide_of_a_satker_without_data_draws_no_dial_at_0(
    paper_file: Path, copy_of: Callable[[Path], Path], open_page: OpenPage
):
    """In May 2024 nothing of RTN-01 is stored. 100 users: Krejcie-Morgan 96,025 / 1,20775 = 79,5: 80 respondents."""
    file = copy_of(paper_file)
    engine = make_engine(databases.url_of(file))
    save_service_users(engine, {(LAPAS, 202405): 100, (RUTAN, 202405): 100}, "uji", now=NOW)
    engine.dispose()
    empty = open_page(file, "rapat", periode="2024-05", salindia="7")
    assert seen.title(empty) == "Rutan Kelas I Pensil: belum ada data Mei 2024"
    assert "Belum ada data responden; target 80." in seen.texts(empty)
    assert seen.charts(empty) == []
    assert len(seen.charts(open_page(file, "rapat", periode="2024-05", salindia="6"))) == 2


def test_nobody_stored_and_no_target_known_is_no_0_either(paper_file: Path, open_page: OpenPage):
    """RTN-01 in May 2024: no respondents stored, no service users on record."""
    app = open_page(paper_file, "satker", satker=RUTAN, periode="2024-05")
    assert seen.cards(app)["Responden"] == "belum ada data"
    assert "target belum diketahui karena jumlah pengguna layanan belum diisi" in seen.texts(app)
