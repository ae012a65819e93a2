"""A region of which only recaps are known: every page says what they tell and what they do not, and never invents a number.

    satker   Triwulan II 2024: SPKP (scale 100, n)   Mei 2024: SPKP   Triwulan II 2024: Survei Integritas
    LPS-01   80, n 40                                82, n 20         90, n 12
    RTN-01   60, n 30                                -                70, n 5
    BPS-01   -                                       -                -

By hand, 1 + 3 x score / 100: 80 -> 3.40 (NIK 85.00: B), 60 -> 2.80 (70.00: C, below the gate of WBK 3.20), 82 -> 3.46,
90 -> 3.70 (A), 70 -> 3.10 (5 employees: no grade).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data_access.engine import make_engine, writing
from data_access.ledger.undo import undo
from data_access.recaps import store_recap
from data_access.satker_names import SatkerBaru
from data_access.store import insert_satker
from scoring.instruments import shipped_instrument
from tests.files.recap_support import Rows, raw_of, read
from tests.pages import seen
from tests.pages.conftest import HALAMAN, OpenPage
from tests.support import databases
from tests.support.factories import make_sheet, store_sheets

SATKER = (
    SatkerBaru("LPS-01", "Lapas Kelas IIB Kertas", bidik_predikat="WBK"),
    SatkerBaru("RTN-01", "Rutan Kelas I Pensil", bidik_predikat="WBK"),
    SatkerBaru("BPS-01", "Bapas Kelas II Penghapus", bidik_predikat="WBK"),
)
KEPALA = ["Kode satker", "Survei", "Periode", "Nilai", "Responden"]
LAYANAN: Rows = [
    KEPALA,
    ["LPS-01", "SPKP", "2024-TW2", "80", 40],
    ["RTN-01", "SPKP", "2024-TW2", "60", 30],
    ["LPS-01", "SPKP", "2024-05", "82", 20],
]
PEGAWAI: Rows = [KEPALA, ["LPS-01", "INTEGRITAS", "2024-TW2", "90", 12], ["RTN-01", "INTEGRITAS", "2024-TW2", "70", 5]]
WAKTU = datetime(2024, 7, 2, tzinfo=UTC)


@pytest.fixture(scope="module")
def recap_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with three satker and recaps; for reading only."""
    file = databases.make_empty(tmp_path_factory.mktemp("rekap") / "rekap.db")
    engine = make_engine(databases.url_of(file))
    with writing(engine).begin() as connection:
        insert_satker(connection, list(SATKER))
    names = tuple((one.kode, "") for one in SATKER)
    for name, rows in (("3as.csv", LAYANAN), ("pegawai.csv", PEGAWAI)):
        raw = raw_of({"S": rows}, name, sha256=name.rjust(64, "0"))
        store_recap(engine, raw, read(raw, satker_dikenal=names), WAKTU)
    engine.dispose()
    return file


@pytest.mark.parametrize("halaman", [name for name in HALAMAN if name not in {"unggah", "metodologi"}])
def test_every_page_is_sound_and_invents_nothing(recap_file: Path, open_page: OpenPage, halaman: str):
    app = open_page(recap_file, halaman)
    seen.assert_sound(app)
    assert not seen.zeros(app)


def test_the_region_opens_with_the_period_of_its_recaps(recap_file: Path, open_page: OpenPage):
    app = open_page(recap_file)
    assert app.query_params["periode"] == "2024-TW2"
    assert seen.title(app) == "Hanya ada rekap pada Triwulan II 2024: 2 dari 3 satker, belum ada jawaban responden"
    cards = seen.cards(app)
    assert cards["IPKP wilayah"] == cards["Satker dengan unsur lemah"] == "tidak ada data"
    told = seen.texts(app)
    assert "dua satker hanya rekap, tidak ikut rata-rata. Rekapnya 2,80 sampai 3,40" in told
    assert "Rutan I Pensil: IPKP 2,80 menurut rekap (tanpa kisaran; n 30) di bawah ambang 3,20" in told
    rows = seen.table(app, "Tabel Rekap IPKP")
    # The lowest first.
    assert rows["Nilai rekap"].tolist() == ["2,80", "3,40"]


def test_a_month_inside_says_where_the_recaps_are(recap_file: Path, open_page: OpenPage):
    app = open_page(recap_file, periode="2024-06")
    assert seen.title(app) == "Belum ada jawaban pada Juni 2024"
    assert "Ada rekap lain yang bukan tepat Juni 2024: Triwulan II 2024 (dua satker)." in seen.texts(app)
    assert "Buka Triwulan II 2024" in seen.texts(app)


def test_respondents_of_a_recap_neither_reach_nor_miss_a_target(recap_file: Path, open_page: OpenPage):
    app = open_page(recap_file, "responden")
    rows = seen.table(app, "Tabel 3 satker").set_index("Satuan kerja")
    found = rows[["Keadaan", "Responden", "Menurut rekap"]].to_dict("index")
    assert list(found["Rutan Kelas I Pensil"].values()) == ["hanya rekap", "–", "30"]
    assert list(found["Bapas Kelas II Penghapus"].values()) == ["belum ada data", "0", "–"]
    assert seen.charts(app) == []
    words = " ".join(seen.texts(app).split())
    assert "Hanya rekap (2)" in words
    assert "30 (rekap)" in words


def test_a_satker_shows_its_recap_as_one_and_no_empty_chart(recap_file: Path, open_page: OpenPage):
    app = open_page(recap_file, "satker", satker="LPS-01")
    cards = {seen.unescaped(label): value for label, value in seen.cards(app).items()}
    assert (cards["IPKP (rekap)"], cards["Responden (rekap)"]) == ("3,40 · B", "40")
    assert seen.charts(app) == []


def test_a_satker_lists_the_recaps_of_the_year_that_its_period_does_not_show(recap_file: Path, open_page: OpenPage):
    app = open_page(recap_file, "satker", satker="LPS-01", periode="2024-06")
    assert seen.title(app) == "Lapas Kelas IIB Kertas: belum ada data Juni 2024"
    rows = seen.table(app, "Tabel Rekap IPKP 12 bulan terakhir")
    assert rows[["Periode", "Nilai rekap"]].to_numpy().tolist() == [["Triwulan II 2024", "3,40"], ["Mei 2024", "3,46"]]


def test_weak_unsur_and_zona_say_that_recaps_are_not_enough(recap_file: Path, open_page: OpenPage):
    assert "Dua satker hanya punya rekap. Unsurnya tidak dinilai di sini" in seen.texts(open_page(recap_file, "lemah"))
    zona = open_page(recap_file, "zona")
    assert seen.title(zona).startswith("Hanya ada rekap pada April 2024 sampai Juni 2024")
    assert seen.title(zona).endswith(": syarat survei belum dapat diperiksa")
    assert "Rekap tidak memenuhi syarat di halaman ini" in seen.texts(zona)


def test_the_projector_shows_the_recaps(recap_file: Path, open_page: OpenPage):
    app = open_page(recap_file, "rapat")
    assert seen.title(app) == "Rekap IPKP Triwulan II 2024: dua satker tanpa jawaban responden"
    assert "30 responden; jawabannya belum ada" in seen.texts(app)


def test_the_internal_recap_is_shown_apart_with_its_n(recap_file: Path, open_page: OpenPage):
    app = open_page(recap_file, "integritas")
    assert seen.title(app) == "Hanya ada rekap pada Triwulan II 2024: 2 dari 3 satker, belum ada jawaban pegawai"
    assert seen.cards(app)["Satker tanpa jawaban"] == "1 dari 3"
    rows = seen.table(app, "Tabel Rekap Indeks Integritas").to_numpy().tolist()
    assert [row[2:] for row in rows] == [["3,10", "–", "5"], ["3,70", "A", "12"]]
    assert seen.charts(app) == []


def test_a_single_hidden_answer_takes_the_internal_recap_away(
    recap_file: Path, copy_of: Callable[[Path], Path], open_page: OpenPage
):
    """Recap and hidden cell together would be a subtraction (docs/adr/0013-rekap.md)."""
    file = copy_of(recap_file)
    engine = make_engine(databases.url_of(file))
    store_sheets(
        engine, make_sheet(shipped_instrument("integritas"), [[3, 3, 3, 3]], satker="LPS-01", tanggal="2024-05-02")
    )
    engine.dispose()
    app = open_page(file, "integritas")
    seen.assert_sound(app)
    assert seen.table(app, "Tabel Rekap Indeks Integritas")["Nilai rekap"].tolist() == ["3,10"]
    index = seen.table(app, "Tabel 3 satker").set_index("Satuan kerja")["Indeks Integritas"]
    assert index.to_dict() == {
        "Lapas Kelas IIB Kertas": "× disembunyikan",
        "Rutan Kelas I Pensil": "hanya rekap",
        "Bapas Kelas II Penghapus": "tidak ada data",
    }
    assert "3,70" not in seen.texts(app)


def test_undoing_the_batches_empties_every_page(recap_file: Path, copy_of: Callable[[Path], Path], open_page: OpenPage):
    file = copy_of(recap_file)
    engine = make_engine(databases.url_of(file))
    for number in (1, 2):
        undo(engine, number, now=WAKTU, oleh="Kanwil", alasan="salah berkas")
    engine.dispose()
    for halaman in ("ringkasan", "satker", "lemah", "zona", "responden", "rapat"):
        assert "Belum ada data survei" in seen.texts(open_page(file, halaman))
    assert seen.title(open_page(file, "integritas")) == "Belum ada jawaban survei pegawai"
