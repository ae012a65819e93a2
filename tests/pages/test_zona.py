"""Zona Integritas as a visitor meets it: the survey on paper (tests/support/kertas.py), its report, one satker."""

from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.pages import seen
from tests.pages.conftest import OpenPage
from tests.support.kertas import LAPAS, RUTAN

TABEL = "Tabel 2 satker"


def button(app: AppTest, label: str):
    return next(one for one in app.button if one.label == label)


def checklist(app: AppTest) -> str:
    """The HTML table of conditions as text, without its style."""
    (found,) = [text for text in (seen.texts(app),) if "Syarat WBK WBBM Bukti Dasar" in " ".join(text.split())]
    return " ".join(found.split())


def test_region_on_paper(paper_file: Path, open_page: OpenPage):
    """April is empty; LPS-01 has 10 respondents in May and in June, RTN-01 three in June and no SPAK.

    IPKP (4.00 + 3.7375)/2 = 3.86875, 16.93 points; IPAK (4.00 + 3.76)/2 = 3.88, 16.975 points, rounded half up 16.98."""
    app = open_page(paper_file, "zona")
    seen.assert_sound(app)
    assert seen.title(app) == "Belum ada dari 2 satker yang memenuhi syarat survei WBK; satu hampir"
    assert "3 bulan (April–Juni 2024), responden SPAK 20 dan SPKP 23" in seen.texts(app)
    cards = seen.cards(app)
    assert [cards[name] for name in cards] == ["0 dari 2", "1 dari 2", "1 dari 2", "0 dari 2"]
    rows = seen.table(app, TABEL).set_index("Satuan kerja")
    lapas, rutan = rows.loc["Lapas IIB Kertas"], rows.loc["Rutan I Pensil"]
    assert (lapas["Nilai IPAK"], lapas["Nilai IPKP"]) == ("3,88 (+0,28)", "3,87 (+0,67)")
    assert (lapas["Poin IPAK"], lapas["Poin IPKP"]) == ("16,98", "16,93")
    assert lapas["Yang masih kurang"] == (
        "kurang 10 responden SPAK; kurang 10 responden SPKP; April 2024 tanpa data SPAK dan SPKP; laporan survei belum dicatat"
    )
    assert (rutan["Kesiapan"], rutan["Nilai IPAK"], rutan["Nilai IPKP"]) == (
        "✕ belum siap",
        "tidak ada data",
        "2,80 (belum memadai)",
    )
    assert rutan["Poin IPAK"] == "–"
    assert rutan["Bulan berisi"] == "0/3 dan 1/3"


def test_checklist_of_one_satker(paper_file: Path, open_page: OpenPage):
    app = open_page(paper_file, "zona", satker=LAPAS)
    seen.assert_sound(app)
    assert seen.title(app) == "Lapas Kelas IIB Kertas: hampir siap WBK"
    text = checklist(app)
    assert "Nilai IPAK WBK: ✓ terpenuhi 0,28 di atas ambang ambang 3,60 = 15,75 poin" in text
    assert "3,88 dari 4" in text
    assert "16,98 dari 17,5 poin" in text
    assert "Responden SPAK WBK: ✕ belum kurang 10 dari 30" in text
    assert "2 dari 3 bulan terakhir berisi. Kosong: April 2024." in text
    assert "Laporan survei WBK: – tidak ada data belum dicatat di sini" in text
    assert len(seen.charts(app)) == 2
    button(app, "Semua satker").click().run()
    assert app.query_params["satker"] == "semua"
    assert seen.table(app, TABEL).shape[0] == 2


def test_a_satker_without_one_survey(paper_file: Path, open_page: OpenPage):
    app = open_page(paper_file, "zona", satker=RUTAN)
    seen.assert_sound(app)
    text = checklist(app)
    assert "Nilai IPAK WBK: – tidak ada data ambang 3,60 = 15,75 poin" in text
    assert "Nilai IPKP WBK: ? belum memadai 0,40 di bawah ambang" in text
    assert "SPAK tanpa data" in seen.texts(app)


def test_a_report_is_recorded_and_withdrawn(paper_file: Path, copy_of: Callable[[Path], Path], open_page: OpenPage):
    app = open_page(copy_of(paper_file), "zona", satker=LAPAS)
    app.text_input[0].input("No. 12/ZI, 5 Juli 2024, map ZI")
    button(app, "Simpan catatan laporan").click().run()
    seen.assert_sound(app)
    assert (
        "Laporan survei WBK: ✓ terpenuhi WBBM: ✓ terpenuhi No. 12/ZI, 5 Juli 2024, map ZI (Triwulan II 2024)"
        in checklist(app)
    )
    button(app, "Tarik").click().run()
    assert "Laporan survei WBK: – tidak ada data" in checklist(app)


def test_what_is_no_reference_is_told(paper_file: Path, copy_of: Callable[[Path], Path], open_page: OpenPage):
    app = open_page(copy_of(paper_file), "zona", satker=LAPAS)
    button(app, "Simpan catatan laporan").click().run()
    told = [seen.unescaped(one.value) for one in app.error]
    assert told == ["Isi rujukan laporan: nomor, tanggal, atau tempat menyimpannya."]


def test_an_unknown_satker_is_never_another_one(paper_file: Path, open_page: OpenPage):
    app = open_page(paper_file, "zona", satker="XX-99")
    assert [one.message for one in app.exception] == []
    assert seen.title(app) == "Satker ini tidak ada dalam data"


def test_a_shared_link_reproduces_the_page(example_file: Path, open_page: OpenPage):
    link = {"satker": "CTH11", "periode": "2024-06", "jendela": "12", "predikat": "WBBM", "konversi": "proporsional"}
    app = open_page(example_file, "zona", **link)
    seen.assert_sound(app)
    assert {name: app.query_params[name] for name in link} == link
    assert "12 bulan (Juli 2023–Juni 2024)" in seen.texts(app)
    assert seen.everything(open_page(example_file, "zona", **link)) == seen.everything(app)


def test_the_choice_of_a_period_elsewhere_ends_the_window(example_file: Path, open_page: OpenPage):
    app = open_page(example_file, "zona", periode="2024-TW1")
    assert "3 bulan (Januari–Maret 2024), sampai bulan terakhir Triwulan I 2024" in seen.texts(app)
    assert app.query_params["periode"] == "2024-TW1"
