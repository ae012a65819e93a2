"""Every page in every state of the data: it says what there is, and never shows an exception or an invented number."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import demo
from tests.pages import seen
from tests.pages.conftest import HALAMAN, OpenPage
from tests.support import kertas

BERSARING = ("ringkasan", "satker", "lemah", "zona", "responden", "rapat")
# Every filter with a value that is not its first one, and what it stands for in the URL.
SARINGAN = [
    ("Rentang", "Triwulan", "periode", "2024-TW2"),
    ("Rentang", "Tahun", "periode", "2024"),
    ("Periode", "Mei 2024", "periode", "2024-05"),
    ("Survei", "SPAK (IPAK)", "survei", "spak"),
    ("Jenis satker", "Rutan", "jenis", "Rutan"),
    ("Konversi", "proporsional", "konversi", "proporsional"),
    ("Satuan kerja", "Rutan Kelas I Pensil", "satker", kertas.RUTAN),
    ("Dihitung dari", "6 bulan terakhir", "jendela", "6"),
    ("Predikat", "WBBM", "predikat", "WBBM"),
    ("Alasan", "Mutu C atau D", "alasan", "mutu"),
    ("Seperti pada akhir", "5 Juni 2024", "per", "2024-06-05"),
]
# Filters beside Periode and Konversi; Zona Integritas always looks at both surveys and at whole months.
BEDA = {
    "satker": {"Rentang", "Survei", "Satuan kerja"},
    "lemah": {"Rentang", "Survei", "Jenis satker", "Alasan"},
    "responden": {"Rentang", "Survei", "Jenis satker", "Seperti pada akhir"},
    "zona": {"Satuan kerja", "Dihitung dari", "Predikat", "Jenis satker"},
}
BIASA = {"Rentang", "Survei", "Jenis satker"}
# Respondents are counted the same in every conversion.
TANPA_KONVERSI = {"responden"}


def selectbox(app: AppTest, label: str):
    (found,) = [one for one in app.selectbox if one.label == label]
    return found


@pytest.mark.parametrize("halaman", HALAMAN)
def test_default_view_of_the_example_data(example_file: Path, open_page: OpenPage, halaman: str):
    app = open_page(example_file, halaman)
    seen.assert_sound(app)
    assert "DATA CONTOH" in seen.texts(app)
    if halaman in BERSARING:
        assert "Juni 2024" in seen.texts(app)
        assert app.query_params["periode"] == "2024-06"


def test_every_page_has_a_heading_of_its_own(example_file: Path, open_page: OpenPage):
    titles = [seen.title(open_page(example_file, halaman)) for halaman in HALAMAN]
    assert len(set(titles)) == len(HALAMAN)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("halaman", ["satker", "responden", "rapat"])
def test_charts_follow_the_theme(example_file: Path, open_page: OpenPage, halaman: str, theme: str):
    app = open_page(example_file, halaman)
    app.context["theme"] = theme
    app.run()
    seen.assert_sound(app)
    ink = {"light": "#101820", "dark": "#E8EDF2"}[theme]  # text colours of .streamlit/config.toml
    for figure in seen.charts(app):
        assert ink.lower() in str(figure["layout"]).lower()


@pytest.mark.parametrize("halaman", BERSARING)
def test_an_empty_database_says_what_to_do(empty_file: Path, open_page: OpenPage, halaman: str):
    app = open_page(empty_file, halaman)
    assert [one.message for one in app.exception] == []
    assert "Belum ada data survei" in {one.value for one in app.title}
    assert "DATA CONTOH" not in seen.texts(app)
    assert app.metric == []
    assert app.dataframe == []


@pytest.mark.parametrize("halaman", ["unggah", "metodologi"])
def test_pages_without_data_of_their_own_work_on_an_empty_database(empty_file: Path, open_page: OpenPage, halaman: str):
    app = open_page(empty_file, halaman)
    seen.assert_sound(app)
    assert "DATA CONTOH" not in seen.texts(app)
    assert ("Belum ada berkas yang disimpan." in seen.texts(app)) == (halaman == "unggah")


@pytest.mark.parametrize("halaman", BERSARING)
@pytest.mark.parametrize("satker", [kertas.LAPAS, kertas.RUTAN])
def test_one_satker_without_data_in_the_period(paper_file: Path, open_page: OpenPage, halaman: str, satker: str):
    """In May nobody answered at the Rutan."""
    app = open_page(paper_file, halaman, periode="2024-05", satker=satker)
    seen.assert_sound(app)
    assert not seen.zeros(app)
    assert "nan" not in seen.texts(app).lower().split()


@pytest.mark.parametrize("halaman", BERSARING)
@pytest.mark.parametrize(
    ("periode", "label"),
    [
        ("2019-01", "Januari 2019"),
        ("2031", "Tahun 2031"),
        ("2019-TW3", "Triwulan III 2019"),
        ("2018-11..2019-03", "November 2018–Maret 2019"),
    ],
)
def test_a_period_without_data_is_shown_as_asked(
    paper_file: Path, open_page: OpenPage, halaman: str, periode: str, label: str
):
    app = open_page(paper_file, halaman, periode=periode)
    seen.assert_sound(app)
    assert selectbox(app, "Periode").value == periode
    assert label in seen.texts(app)
    assert app.query_params["periode"] == periode
    assert not seen.zeros(app)
    if halaman != "satker":
        assert "Belum ada jawaban" in seen.title(app)


@pytest.mark.parametrize("halaman", BERSARING)
@pytest.mark.parametrize(("label", "choice", "name", "value"), SARINGAN)
def test_each_filter_changes_the_view_and_the_address(
    paper_file: Path, open_page: OpenPage, halaman: str, label: str, choice: str, name: str, value: str
):
    app = open_page(paper_file, halaman)
    offered = {one.label for one in app.selectbox}
    always = {"Periode"} if halaman in TANPA_KONVERSI else {"Periode", "Konversi"}
    assert offered == always | BEDA.get(halaman, BIASA)
    if label not in offered:
        return
    before = seen.everything(app)
    selectbox(app, label).select(choice).run()
    seen.assert_sound(app)
    assert app.query_params[name] == value
    assert seen.everything(app) != before
    again = open_page(paper_file, halaman, **app.query_params)
    assert seen.everything(again) == seen.everything(app)


@pytest.mark.parametrize("halaman", BERSARING)
@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("periode", "2024-13"),
        ("periode", "kemarin"),
        ("periode", "9999"),
        ("survei", "tidak-ada"),
        ("jenis", "Rupbasan"),
        ("konversi", "x25"),  # of SKM; SPKP answers go from 1 to 6
    ],
)
def test_what_nobody_knows_is_said_and_not_replaced_in_silence(
    paper_file: Path, open_page: OpenPage, halaman: str, name: str, asked: str
):
    app = open_page(paper_file, halaman, **{name: asked})
    seen.assert_sound(app)
    told = [seen.unescaped(one.value) for one in app.info if f"meminta {name} {asked}," in seen.unescaped(one.value)]
    # Those pages have no such filter.
    shown = (halaman, name) not in {("satker", "jenis"), ("zona", "survei"), ("responden", "konversi")}
    assert len(told) == shown
    if shown:
        selectbox(app, "Periode").select("Mei 2024").run()
        if name == "periode":
            assert not app.info


def test_an_unknown_satker_is_never_another_one(paper_file: Path, open_page: OpenPage):
    app = open_page(paper_file, "satker", satker="XX-99")
    assert [one.message for one in app.exception] == []
    assert seen.title(app) == "Satker ini tidak ada dalam data"
    assert selectbox(app, "Satuan kerja").value == "XX-99"
    assert app.metric == []
    assert "Lapas" not in seen.texts(app)
    selectbox(app, "Satuan kerja").select("Rutan Kelas I Pensil").run()
    assert seen.title(app) == "Rutan Kelas I Pensil: responden belum memadai untuk dinilai"
    assert app.query_params["satker"] == kertas.RUTAN


@pytest.mark.parametrize("value", ["", "'; DROP TABLE satker; --", "<img src=x>", "\0", "a" * 5000, "2024-06-31"])
def test_anything_in_the_address_is_survived(paper_file: Path, open_page: OpenPage, value: str):
    names = ("periode", "satker", "survei", "jenis", "konversi", "salindia")
    for halaman in ("satker", "rapat"):
        app = open_page(paper_file, halaman, **dict.fromkeys(names, value))
        assert [one.message for one in app.exception] == []
        assert seen.title(app)


@pytest.mark.parametrize("halaman", HALAMAN)
def test_without_example_data_there_is_no_notice(
    example_file: Path, copy_of: Callable[[Path], Path], open_page: OpenPage, halaman: str
):
    """Removed while the page is open, as by the button (tests/e2e clicks it) or by the command."""
    file = copy_of(example_file)
    app = open_page(file, halaman)
    assert "DATA CONTOH" in seen.texts(app)
    assert ("Hapus data contoh" in {one.label for one in app.button}) == (halaman != "rapat")
    demo.reset_demo(f"sqlite:///{file.as_posix()}")
    app.run()
    assert [one.message for one in app.exception] == []
    assert "DATA CONTOH" not in seen.texts(app)
    assert ("Belum ada data survei" in seen.texts(app)) == (halaman in {*BERSARING, "kepatuhan"})


def test_choices_follow_to_the_next_page(example_file: Path, open_page: OpenPage):
    app = open_page(example_file)
    selectbox(app, "Periode").select("Maret 2024").run()
    selectbox(app, "Survei").select("SPAK (IPAK)").run()
    app.query_params.clear()  # as the browser does on a change of page
    app.switch_page("../pages/satker.py").run()
    assert (app.query_params["periode"], app.query_params["survei"]) == ("2024-03", "spak")
    assert "SPAK, Maret 2024" in seen.texts(app)
