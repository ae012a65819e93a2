"""Comparing satker on the pages, with too little to compare: the survey on paper has two satker and two months."""

from pathlib import Path

from tests.pages import seen
from tests.pages.conftest import OpenPage
from tests.support.kertas import LAPAS


def test_region_with_two_satker_says_why_there_is_no_funnel(paper_file: Path, open_page: OpenPage):
    app = open_page(paper_file, "ringkasan")
    seen.assert_sound(app)
    assert "Kisaran wajar perlu paling sedikit lima satker yang dapat dinilai; di sini baru satu." in seen.texts(app)
    assert seen.table(app, "Tabel 2 satker")["Dibanding lain"].tolist() == ["–", "n kurang"]


def test_satker_says_what_is_missing_for_a_comparison(paper_file: Path, open_page: OpenPage):
    app = open_page(paper_file, "satker", satker=LAPAS)
    seen.assert_sound(app)
    words = seen.texts(app)
    assert "perlu paling sedikit dua belas bulan yang dapat dinilai; baru dua." in words
    assert "Perbandingan perlu paling sedikit tiga Lapas lain yang dapat dinilai; belum ada." in words
    assert "Tidak ada satker sejenis lain yang punya jawaban pada periode ini." in words
