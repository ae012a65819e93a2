"""What-if and sensitivity on Satuan Kerja as a visitor sees them (tests/support/kertas.py)."""

from pathlib import Path

from tests.pages import seen
from tests.pages.conftest import OpenPage
from tests.support.kertas import LAPAS, RUTAN


def test_what_if_and_the_number_of_another_report(paper_file: Path, open_page: OpenPage):
    app = open_page(paper_file, "satker", satker=LAPAS, periode="2024-06", survei="spkp")
    shown = seen.texts(app)
    # Raw 5,5625; WBK 3,20 is raw 4,6667: 0,8958 / (1/80) = 71,67 answers.
    assert "baru di bawahnya bila 72 dari 80 jawaban satu tingkat lebih rendah" in shown
    # Proportional 4 x 5,5625/6 = 3,7083.
    assert "IPKP berkisar 3,71–3,74; mutu tetap A" in shown
    strip = seen.table(app, "Tabel: IPKP pada skala 1–4 menurut").set_index("Cara hitung")
    assert strip["Skala 100"].to_dict() == {
        "Seperti di Pantau": "91,25",
        "Konversi proporsional": "92,71",
        "Tiap unsur dibulatkan dulu": "91,25",
    }
    (field,) = app.text_input
    for asked, answer in (
        ("92,71", "92,71 keluar dengan konversi proporsional"),
        ("sembilan", "Tulis satu angka saja"),
    ):
        app = field.set_value(asked).run()
        assert answer in seen.texts(app)


def test_too_few_respondents_get_no_verdict(paper_file: Path, open_page: OpenPage):
    app = open_page(paper_file, "satker", satker=RUTAN, periode="2024-06", survei="spkp")
    shown = seen.texts(app)
    assert "Baru 3 responden; perhitungan ini tampil mulai 10 responden." in shown
    assert "respondennya belum memadai untuk diberi mutu" in shown
    assert "Peluang" not in shown


def test_nothing_is_worked_out_without_answers(paper_file: Path, open_page: OpenPage):
    shown = seen.texts(open_page(paper_file, "satker", satker=RUTAN, periode="2024-05", survei="spkp"))
    assert "Andai jawaban berubah" not in shown
    assert "Mengapa angka ini bisa berbeda" not in shown
