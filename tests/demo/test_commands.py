"""``reset-demo`` and ``muat-satker`` as an operator runs them."""

import csv
from collections import Counter

import pytest

from dashboard import demo
from dashboard.cli import main
from data_access import migrate
from data_access.engine import make_engine
from data_access.repository import Scope
from data_access.satker_names import jenis_of
from data_access.satker_reference import reference_list, reference_of
from data_access.sql_repository import SqlRepository


@pytest.fixture
def url(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("PANTAU_DATABASE_URL", sqlite_url)
    return sqlite_url


def codes(url: str) -> list[str]:
    engine = make_engine(url)
    found = SqlRepository(engine).satker(Scope.everything())["satker"].tolist()
    engine.dispose()
    return [str(kode) for kode in found]


def test_reset_demo_says_what_it_removed(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    migrate.upgrade(url)
    demo.ensure_demo(url)
    assert main(["reset-demo"]) == 0
    assert "19 satker" in capsys.readouterr().out
    assert codes(url) == []
    assert main(["reset-demo"]) == 0
    assert "Tidak ada data contoh" in capsys.readouterr().out


def test_reset_demo_reloads_when_asked_and_only_into_an_empty_database(url: str) -> None:
    assert main(["reset-demo", "--reload"]) == 0
    assert len(codes(url)) == 19
    assert main(["muat-satker", "--kanwil", "Bengkulu"]) == 0
    assert main(["reset-demo", "--reload"]) == 1
    assert len(codes(url)) == 9


def test_muat_satker_makes_the_satker_of_one_kanwil_once(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["muat-satker", "--kanwil", "kalimantan tengah"]) == 0
    said = capsys.readouterr().out
    assert "19 satker dibuat" in said
    assert "Rupbasan Palangka Raya (belum pasti)" in said
    engine = make_engine(url)
    satker = SqlRepository(engine).satker(Scope.everything()).set_index("satker")
    engine.dispose()
    # domain.md section 8: eight lapas, LPKA included, and four rutan.
    assert Counter(satker["jenis"]) == {
        "Lapas": 7, "LPKA": 1, "Rutan": 4, "Bapas": 4, "Rupbasan": 1, "Kantor Imigrasi": 2,
    }  # fmt: skip
    sampit = satker.loc["lapas-kelas-iib-sampit"]
    assert (sampit["nama"], sampit["rumpun"]) == ("Lapas Kelas IIB Sampit", "Pemasyarakatan")
    assert (sampit["induk"], sampit["zona_waktu"]) == ("Kanwil Kalimantan Tengah", "Asia/Jakarta")
    assert not satker["is_contoh"].any()
    assert main(["muat-satker", "--kanwil", "Kalimantan Tengah"]) == 0
    assert "0 satker dibuat, 19 sudah ada" in capsys.readouterr().out


@pytest.mark.usefixtures("url")
def test_an_unknown_kanwil_is_refused_with_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["muat-satker", "--kanwil", "Atlantis"]) == 1
    complaint = capsys.readouterr().err
    assert "Atlantis" in complaint
    assert "Nusa Tenggara Timur" in complaint


def test_the_reference_list_is_sound() -> None:
    listed = reference_list()
    assert len({satker.kode for satker in listed}) == len({(s.kanwil, s.nama) for s in listed}) == len(listed)
    assert all((satker.jenis, satker.rumpun) == jenis_of(satker.nama) for satker in listed)
    assert {satker.zona_waktu for satker in reference_of("Nusa Tenggara Timur")} == {"Asia/Makassar"}
    assert {len(reference_of(name)) for name in ("Kalimantan Tengah", "Bengkulu")} == {19, 9}
    assert not [satker for satker in listed if next(csv.reader([satker.nama])) != [satker.nama]]
