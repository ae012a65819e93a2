"""Responden & Target of a satker too small for the minimum, and of one whose users are known by layanan."""

from collections.abc import Callable
from pathlib import Path

from data_access.engine import make_engine
from tests.pages import seen
from tests.pages.conftest import OpenPage
from tests.support import databases
from tests.support.factories import NOW
from tests.support.kertas import LAPAS
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
