"""Kalender Kepatuhan on a year worked out by hand (kepatuhan_support): every state, every edge of a month and a year."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest

from dashboard import exports
from dashboard.charts.kepatuhan import kepatuhan_html
from dashboard.tables import kepatuhan as tables_kepatuhan
from dashboard.text import kepatuhan as kalimat
from dashboard.views import kepatuhan
from dashboard.views.kepatuhan import KalenderKepatuhan
from dashboard.views.kepatuhan_sel import PilihanKepatuhan
from dashboard.views.laju import Hari
from data_access import migrate
from data_access.confidential import ConfidentialRepository
from data_access.engine import make_engine
from data_access.file_repository import FileRepository
from data_access.sql_repository import SqlRepository
from scoring.compliance import Kepatuhan
from scoring.instruments import shipped_instrument
from scoring.periods import parse_period
from tests.dashboard import kepatuhan_support as tahun
from tests.support.factories import NOW, make_sheet

K = Kepatuhan
# The table of kepatuhan_support, letter by letter; C in March has a recap, July runs, the rest is to come.
HURUF = {"A": "SKMSSS", "B": "TSTBSB", "C": "?–RBBB", "D": "BBBBBB"}
EMPAT = ("A", "B", "C", "D")


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlRepository]:
    engine = make_engine(tahun.make_database(tmp_path_factory.mktemp("tahun") / "uji.db"))
    yield SqlRepository(engine)
    engine.dispose()


@pytest.fixture(scope="module")
def view(repo: SqlRepository) -> KalenderKepatuhan:
    return tahun.build(repo)


def letters(view: KalenderKepatuhan, kode: str, survei: str = "spkp") -> str:
    (one,) = [one for one in view.survei if one.instrumen.kode == survei]
    return "".join(kalimat.HURUF[one.of(kode, periode).keadaan] for periode in one.kolom)


@pytest.mark.parametrize("kode", EMPAT)
def test_every_cell_of_the_year(view: KalenderKepatuhan, kode: str):
    assert letters(view, kode) == HURUF[kode] + "…" + "·" * 5


def test_the_words_of_the_cells(view: KalenderKepatuhan):
    def said(kode: str, periode: str, survei: str = "spkp") -> str:
        return kalimat.cell_words(tahun.cell(view, kode, periode, survei))

    assert said("A", "2026-01") == "sudah, 12 dari 12"
    assert said("A", "2026-02") == "di bawah target, 11 dari 12"
    assert said("A", "2026-03") == "di bawah minimal, 9 dari 12"
    assert said("B", "2026-01") == "per triwulan, 0 dari 12; Triwulan I 2026: 33 dari 33"
    assert said("B", "2026-06") == "belum ada data, 0 dari 12; Triwulan II 2026: 32 dari 33"
    assert said("C", "2026-01") == "target belum diketahui, 5 responden"
    assert said("C", "2026-02") == "tidak ada layanan"
    assert said("C", "2026-03") == "hanya rekap; rekap Maret 2026"
    assert said("D", "2026-06") == "belum ada data, 0 dari 12"
    assert said("A", "2026-07") == "berjalan, 0 dari 12"
    assert said("A", "2026-08") == "belum waktunya"


def test_the_survey_of_employees_says_what_survei_integritas_says(view: KalenderKepatuhan):
    assert [letters(view, kode, "integritas") for kode in EMPAT] == ["SB…·", "×B…·", "MB…·", "BB…·"]
    first = [tahun.cell(view, kode, "2026-TW1", "integritas") for kode in EMPAT]
    assert [(one.n, one.target) for one in first] == [(6, 6), (None, 9), (8, 20), (0, 4)]
    assert kalimat.cell_words(first[1]) == "disembunyikan"
    assert {tahun.cell(view, kode, "2026-TW3", "integritas").n for kode in EMPAT} == {None}


def test_employees_answer_on_the_last_day_and_nothing_is_told_before_the_next(repo: SqlRepository):
    before = tahun.build(repo, hari=tahun.days(date(2026, 3, 31)))
    cells = [tahun.cell(before, kode, "2026-TW1", "integritas") for kode in EMPAT]
    # Nothing of the survey is published yet, so it is not even told that it has begun.
    assert {(one.keadaan, one.n) for one in cells} == {(K.BELUM_WAKTUNYA, None)}
    after = tahun.build(repo, hari=tahun.days(date(2026, 4, 1)))
    assert tahun.cell(after, "A", "2026-TW1", "integritas").n == 6


@pytest.mark.parametrize(
    ("hari", "a", "d"),
    [
        (tahun.days(date(2026, 6, 30)), K.SUDAH, K.BERJALAN),
        # Half past midnight in Jayapura is still 30 June in Jakarta and Makassar.
        (tahun.days(date(2026, 6, 30), date(2026, 6, 30), date(2026, 7, 1)), K.SUDAH, K.KOSONG),
        (tahun.days(date(2026, 7, 1)), K.SUDAH, K.KOSONG),
    ],
)
def test_a_month_ends_in_each_time_zone_of_its_own(repo: SqlRepository, hari: Hari, a: K, d: K):
    found = tahun.build(repo, hari=hari)
    assert tahun.cell(found, "A", "2026-06").keadaan is a
    assert tahun.cell(found, "B", "2026-06").keadaan is (
        K.KOSONG if dict(hari)["Asia/Jakarta"].day == 1 else K.BERJALAN
    )
    assert tahun.cell(found, "D", "2026-06").keadaan is d
    # Followed up is what is over for everybody.
    assert found.tinjau[-1].kode == ("2026-06" if dict(hari)["Asia/Jakarta"].day == 1 else "2026-05")


@pytest.mark.parametrize(
    ("today", "year", "tinjau"),
    [
        (date(2026, 12, 31), 2026, ["2026-09", "2026-10", "2026-11"]),
        (date(2027, 1, 1), 2026, ["2026-10", "2026-11", "2026-12"]),
        (date(2027, 1, 1), 2027, ["2026-10", "2026-11", "2026-12"]),
        (date(2027, 2, 28), 2027, ["2026-11", "2026-12", "2027-01"]),
        (date(2027, 3, 1), 2027, ["2026-12", "2027-01", "2027-02"]),
        (date(2028, 2, 29), 2028, ["2027-11", "2027-12", "2028-01"]),
        (date(2028, 3, 1), 2028, ["2027-12", "2028-01", "2028-02"]),
        (date(2026, 2, 1), 2026, ["2025-11", "2025-12", "2026-01"]),
    ],
)
def test_the_three_months_that_are_followed_up(repo: SqlRepository, today: date, year: int, tinjau: list[str]):
    found = tahun.build(repo, year, hari=tahun.days(today), survei="spkp")
    assert [one.kode for one in found.tinjau] == tinjau
    assert [one.kode for one in found.survei[0].kolom] == [f"{year}-{month:02d}" for month in range(1, 13)]


def test_nothing_is_due_before_the_first_answers(repo: SqlRepository):
    found = tahun.build(repo, 2025)
    assert {letters(found, kode) for kode in EMPAT} == {"·" * 12}
    assert found.kekurangan == ()
    assert kalimat.finding(found).replace("\\", "") == "Belum ada periode yang selesai untuk dinilai pada tahun 2025"
    assert "Tidak ada satker yang kosong" not in kalimat.no_gaps(found)


def test_who_has_gaps_longest_empty_first(view: KalenderKepatuhan):
    monthly = [one for one in view.kekurangan if one.instrumen.kode == "spkp"]
    # A reached its target in April, May and June; B left two of them empty, C and D all three.
    assert [(one.satker, one.beruntun, one.kosong) for one in monthly] == [("D", 6, 3), ("C", 3, 3), ("B", 1, 2)]
    assert [kalimat.run_words(one) for one in monthly] == ["sedikitnya 6 bulan", "3 bulan", "1 bulan"]
    assert view.kosong_beruntun == {"C", "D"}
    finding = kalimat.finding(view).replace("\\", "")
    assert finding == "Dua satker kosong dua bulan berturut-turut atau lebih sampai Juni 2026"
    # Most empty months first, over both surveys: D 6 + 2, C 3 + 1, B 2 + 1, A 0 + 1.
    assert [kode for kode, _, _ in view.satker] == ["D", "C", "B", "A"]


def test_the_finding_of_every_situation(repo: SqlRepository):
    def finding(today: date, survei: str = "", jenis: str = "") -> str:
        view = tahun.build(repo, survei=survei, jenis=jenis, hari=tahun.days(today))
        return kalimat.finding(view).replace("\\", "")

    # On 1 March: January and February are over; C served nobody in February, D is empty, B is empty in January.
    assert finding(date(2026, 3, 1), survei="spkp") == (
        "Satu satker tanpa SPKP dua bulan berturut-turut atau lebih sampai Februari 2026"
    )
    assert finding(date(2026, 3, 1), survei="spkp", jenis="Rutan") == (
        "Tidak ada satker yang kosong atau di bawah target pada Februari 2026"
    )
    # Of one satker alone it is told who, not how many.
    assert (
        finding(date(2026, 3, 1), survei="spkp", jenis="Lapas")
        == "Lapas Kelas IIB Anggrek di bawah target pada Februari 2026"
    )
    assert finding(date(2026, 7, 1), survei="spkp", jenis="Rutan") == (
        "Satu satker punya bulan tanpa SPKP dalam tiga bulan terakhir, April–Juni 2026"
    )
    assert finding(date(2026, 7, 1), survei="integritas") == "Empat satker belum ada datanya pada Triwulan II 2026"


def test_a_file_without_service_users_has_nothing_to_judge():
    """A looked-at file knows no targets: respondents in both months, and no praise for it."""
    sheet = make_sheet(shipped_instrument("spkp"), [[5] * 8] * 4, tanggal=["2026-04-05"] * 2 + ["2026-05-05"] * 2)
    today = date(2026, 6, 1)
    repo = ConfidentialRepository(FileRepository([sheet], read_at=NOW), today)
    view = kepatuhan.build(repo, tahun.ALL, PilihanKepatuhan(2026), tahun.days(today), today)
    assert letters(view, "A") == "···??…······"
    assert kalimat.finding(view).replace("\\", "") == (
        "Belum ada satker yang dapat dinilai pada Mei 2026: targetnya belum diketahui, atau hanya ada rekap"
    )


def test_the_cards_count_every_satker_once(view: KalenderKepatuhan):
    cards = {one.instrumen.kode: kalimat.card(one, len(view.satker)) for one in view.survei}
    assert cards["spkp"] == ("SPKP Juni 2026: sudah", "1 dari 4", "3 belum ada data")
    assert cards["integritas"] == ("Integritas Triwulan II 2026: sudah", "0 dari 4", "4 belum ada data")


def test_the_list_says_months_and_counts(view: KalenderKepatuhan):
    lines = tables_kepatuhan.kekurangan(view).astype(str).to_numpy().tolist()
    assert ["Rutan IIB Bakung", "SPKP", "1 bulan", "belum ada data", "32 dari 12", "belum ada data"] in lines
    assert ["Lapas IIB Anggrek", "Integritas", "1 triwulan", "–", "–", "TW II: belum ada data"] in lines


class _Tabel(HTMLParser):
    """What stands in the table: heads by scope, and the words of every cell."""

    def __init__(self) -> None:
        super().__init__()
        self.heads: list[str] = []
        self.cells: list[str] = []
        self.links: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "th":
            self.heads.append(str(found.get("scope")))
        if title := found.get("title"):
            self.cells.append(title)
        if tag == "a":
            self.links.append((str(found["href"]), found.get("tabindex")))


def test_the_table_is_read_cell_by_cell(view: KalenderKepatuhan):
    table = _Tabel()
    table.feed(
        kepatuhan_html(
            view,
            tema="terang",
            judul="Kepatuhan",
            tautan=lambda kode, one, when: f"/{one.instrumen.kode}/{kode}/{when.kode}",
        )
    )
    assert sorted(set(table.heads)) == ["col", "colgroup", "row"]
    assert table.heads.count("row") == 4
    assert len(table.cells) == 4 * (12 + 4)
    assert "SPKP Februari 2026: di bawah target, 11 dari 12" in table.cells
    assert "Integritas Triwulan I 2026: disembunyikan" in table.cells
    # One link a row for the keyboard; none into months that have not come.
    assert [tab for _, tab in table.links].count(None) == 4
    assert ("/spkp/A/2026-02", "-1") in table.links
    assert not [href for href, _ in table.links if href.endswith("2026-08")]


def test_names_from_files_are_no_markup(view: KalenderKepatuhan):
    evil = KalenderKepatuhan(view.pilihan, (("A", "<img src=x onerror=1>", "Lapas"),), view.survei, ())
    html = kepatuhan_html(evil, tema="gelap", judul='"><script>', tautan=lambda *_: '"onclick="')
    assert "<img" not in html
    assert "<script" not in html
    assert '"onclick="' not in html


def test_every_state_has_a_sign_of_its_own(view: KalenderKepatuhan):
    assert len(set(kalimat.HURUF.values())) == len(Kepatuhan) == len(kalimat.ARTI)
    assert set(kalimat.present(view)) == set(Kepatuhan)


def test_the_workbook_has_a_sheet_a_survey_and_empty_cells_for_what_is_not_known(view: KalenderKepatuhan):
    book = openpyxl.load_workbook(io.BytesIO(exports.kepatuhan(view)))
    assert book.sheetnames == ["SPKP", "Integritas", "Perlu ditindaklanjuti", "Rincian", "Keterangan"]
    calendar = {row[0]: row for row in book["SPKP"].iter_rows(values_only=True)}
    assert calendar["Kode"][3:5] == ("Januari 2026", "Februari 2026")
    assert calendar["B"][3:9] == ("per triwulan", "sudah", "per triwulan", "belum ada data", "sudah", "belum ada data")
    assert calendar["B"][15:] == (4, 2)
    details = {(row[0], row[3], row[4]): row[5:] for row in book["Rincian"].iter_rows(values_only=True)}
    assert details["A", "SPKP", "Februari 2026"] == ("di bawah target", 11, 12, None, None, None, None)
    assert details["B", "SPKP", "Juni 2026"] == ("belum ada data", 0, 12, "Triwulan II 2026", 32, 33, None)
    assert details["C", "SPKP", "Maret 2026"] == ("hanya rekap", None, 12, None, None, None, "Maret 2026")
    assert details["B", "Integritas", "Triwulan I 2026"] == ("disembunyikan", None, 9, None, None, None, None)
    name = exports.file_name("kepatuhan", exports.kepatuhan_choice(view.pilihan))
    assert name == "pantau-kepatuhan-semua-survei-2026.xlsx"


def test_headings_of_columns():
    named = {"2026-01": "Jan", "2026-12": "Des", "2026-TW3": "TW III", "2026-S2": "Smt II", "2026": "2026"}
    assert {kode: kalimat.column_head(parse_period(kode)) for kode in named} == named
    assert parse_period("2026-11..2027-01").span == "November 2026–Januari 2027"


def test_an_empty_database_has_no_calendar(tmp_path: Path):
    url = f"sqlite:///{(tmp_path / 'kosong.db').as_posix()}"
    migrate.upgrade(url)
    engine = make_engine(url)
    found = tahun.build(SqlRepository(engine))
    engine.dispose()
    assert (found.satker, found.survei, found.kekurangan) == ((), (), ())


def test_a_slide_says_how_many_of_all_it_shows(view: KalenderKepatuhan):
    assert kalimat.slide_note(view, ["A", "B"]).startswith("2 dari 4 satker: ")
