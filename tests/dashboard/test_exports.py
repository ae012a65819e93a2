"""Exports opened again: the numbers of the view, real and unrounded; texts stay texts; the explanation goes with them."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from dashboard import exports
from dashboard.views import penjelasan_halaman, responden, ringkasan, satker
from dashboard.views.common import Pilihan
from data_access.engine import make_engine
from data_access.repository import SurveyRepository
from data_access.sql_repository import SqlRepository
from scoring.periods import parse_period
from tests.dashboard.views_support import HARI, SCOPE, choice, known_satker, region, targets
from tests.support import databases, hostile
from tests.support.kertas import LAPAS, RUTAN


def opened(content: bytes) -> dict[str, Worksheet]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: sheet for sheet in book}


def rows_of(sheet: Worksheet) -> list[dict[str, object]]:
    head, *body = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in body]


def region_book(repo: SurveyRepository) -> dict[str, Worksheet]:
    view = region(repo)
    return opened(exports.ringkasan(view, tuple(penjelasan_halaman.of_ringkasan(repo, SCOPE, view).values())))


def test_ringkasan_has_the_numbers_of_the_view(repo: SurveyRepository):
    view, sheets = region(repo), region_book(repo)
    assert list(sheets) == ["Satker", "Unsur spkp", "Keterangan"]
    lapas, rutan = rows_of(sheets["Satker"])
    (row,) = [one for one in view.tabel.to_dict("records") if one["satker"] == LAPAS]
    assert lapas["SPKP nilai (skala 4)"] == pytest.approx(3.7375, abs=1e-12)
    assert (lapas["SPKP mutu"], lapas["SPKP keadaan"], lapas["SPKP responden"]) == ("A", "nilai", 10)
    assert lapas["SPKP kisaran 95 % bawah"] == pytest.approx(row["bawah_4"])
    assert lapas["SPKP kisaran 95 % atas"] == pytest.approx(row["atas_4"])
    assert (lapas["Target responden"], lapas["Unsur terlemah"]) == (43, "Prosedur/alur")
    # Under the floor: a value and its n, no letter. Not asked at all: its state and n 0, and no number that is no answer.
    assert (rutan["SPKP mutu"], rutan["SPKP keadaan"], rutan["SPKP responden"]) == (None, "di bawah minimal", 3)
    assert (rutan["SPAK nilai (skala 4)"], rutan["SPAK keadaan"], rutan["SPAK responden"]) == (
        None,
        "tidak ada data",
        0,
    )
    assert rutan["Target responden"] is None
    unsur = rows_of(sheets["Unsur spkp"])
    assert len(unsur) == 16
    assert {one["Nilai (skala 4)"] for one in unsur if one["Kode unsur"] == "U3"} == {2.5, 2.8}


def test_satker_has_every_survey_unsur_answer_and_month(repo: SurveyRepository):
    view = known_satker(repo)
    found = penjelasan_halaman.of_satker(repo, SCOPE, view)
    sheets = opened(exports.satker(view, found.all))
    assert [(one["Survei"], one["Nilai (skala 4)"]) for one in rows_of(sheets["Indeks"])] == [
        ("spkp", pytest.approx(3.7375)),
        ("spak", pytest.approx(3.76)),
    ]
    (u3,) = [one for one in rows_of(sheets["Unsur"]) if one["Kode unsur"] == "U3"]
    assert (u3["Nilai (skala 4)"], u3["NRR"], u3["Mutu"], u3["Responden"]) == (2.5, 3.5, "D", 10)
    (answers,) = [one for one in rows_of(sheets["Jawaban"]) if one["Unsur"] == "Prosedur/alur"]
    assert [answers[f"Jawaban {value}"] for value in range(1, 7)] == [5, 0, 0, 0, 0, 5]
    assert [(one["Bulan"], one["Nilai (skala 4)"]) for one in rows_of(sheets["12 bulan"])] == [
        ("Mei 2024", 4),
        ("Juni 2024", pytest.approx(3.7375)),
    ]
    told = [(str(one["Angka"]), str(one["Hal"]), str(one["Keterangan"])) for one in rows_of(sheets["Keterangan"])]
    formula = found.indeks["spkp"].rumus[0]
    assert ("IPKP Lapas Kelas IIB Kertas", "Rumus", formula) in told
    assert any(label == "Impor nomor 1" and "kertas.csv" in words for _, label, words in told)
    assert ("Semua angka", "Periode", "Juni 2024") in told
    assert not any(words == "DATA CONTOH" for _, _, words in told)


def test_lemah_and_responden(repo: SurveyRepository):
    view = region(repo)
    told = [penjelasan_halaman.of_ringkasan(repo, SCOPE, view)["spkp"]]
    first = rows_of(opened(exports.lemah(view, told))["Unsur lemah"])[0]
    assert (first["Unsur"], first["Nilai (skala 4)"], first["Mutu"]) == ("Prosedur/alur", 2.5, "D")
    assert first["Jarak ke ambang"] == pytest.approx(0.7)
    asked = targets(repo)
    sheets = opened(exports.responden(asked, partial(penjelasan_halaman.of_responden, repo, SCOPE, asked)))
    by_code = {one["Kode"]: one for one in rows_of(sheets["Target"])}
    assert [by_code[LAPAS][name] for name in ("Responden", "Target", "Kurang", "Pengguna layanan")] == [10, 43, 33, 48]
    assert any(
        str(one["Keterangan"]).startswith("Krejcie-Morgan = 3,841 × 48") for one in rows_of(sheets["Keterangan"])
    )


def test_numbers_of_a_past_day_leave_the_page_with_that_day(repo: SurveyRepository):
    """Until the evening of 11 June 2024 the Lapas has its ten respondents, the Rutan none of its three (12 June)."""
    asked = responden.build(repo, SCOPE, choice(), HARI, per=date(2024, 6, 11))
    sheets = opened(exports.responden(asked, partial(penjelasan_halaman.of_responden, repo, SCOPE, asked)))
    found = {one["Kode"]: (one["Responden"], one["Sampai akhir"]) for one in rows_of(sheets["Target"])}
    assert found == {LAPAS: (10, "2024-06-11"), RUTAN: (0, "2024-06-11")}
    notes = [(one["Hal"], one["Keterangan"]) for one in rows_of(sheets["Keterangan"])]
    assert ("Responden dihitung", "sampai akhir 11 Juni 2024") in notes


def test_numbers_are_numbers(repo: SurveyRepository):
    for sheet in (region_book(repo)[name] for name in ("Satker", "Unsur spkp")):
        for cell in (cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None):
            assert cell.data_type in {"n", "s"}
            assert not (cell.data_type == "s" and str(cell.value).replace(",", "", 1).isdecimal()), cell.coordinate


@pytest.fixture(scope="module")
def hostile_repo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SurveyRepository]:
    engine = make_engine(hostile.make_database(tmp_path_factory.mktemp("jahat") / "jahat.db"))
    yield SqlRepository(engine)
    engine.dispose()


def test_no_text_becomes_a_formula(hostile_repo: SurveyRepository):
    pilihan = Pilihan("jahat", parse_period(hostile.BULAN))
    view = ringkasan.build(hostile_repo, SCOPE, pilihan)
    told = tuple(penjelasan_halaman.of_ringkasan(hostile_repo, SCOPE, view).values())
    asked = responden.build(hostile_repo, SCOPE, pilihan, HARI)
    one = satker.build(hostile_repo, SCOPE, Pilihan("jahat", pilihan.periode, satker=hostile.kode_of(17)))
    assert one is not None
    found_all = penjelasan_halaman.of_satker(hostile_repo, SCOPE, one).all
    books: Sequence[bytes] = (
        exports.ringkasan(view, told),
        exports.lemah(view, told),
        exports.responden(asked, partial(penjelasan_halaman.of_responden, hostile_repo, SCOPE, asked)),
        exports.satker(one, found_all),
    )
    cells = [
        cell
        for content in books
        for sheet in opened(content).values()
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    ]
    # openpyxl reads a formula with the type f; a text that only looks like one keeps its sign and is quoted.
    assert {cell.data_type for cell in cells} == {"s"}
    risky = [cell for cell in cells if cell.value[0] in "=+-@"]
    assert {hostile.MUATAN[17], hostile.MUATAN[10]} <= {str(cell.value) for cell in risky}
    assert all(cell.quotePrefix for cell in risky)
    assert all(cell.hyperlink is None for cell in cells)


def test_a_cell_is_never_longer_than_a_spreadsheet_takes():
    table = pd.DataFrame({"Nama": ["x" * 40_000, "=1+1"], "Nilai": [1.5, float("nan")]})
    sheet = opened(exports.workbook([exports.Lembar("a/b:c", table)], (), choice()))["a b c"]
    assert [len(str(row["Nama"])) for row in rows_of(sheet)] == [32_767, 4]
    assert [row["Nilai"] for row in rows_of(sheet)] == [1.5, None]


def test_example_data_are_marked(tmp_path: Path):
    engine = make_engine(databases.url_of(databases.make_example(tmp_path / "contoh.db")))
    repo = SqlRepository(engine)
    month = repo.months(SCOPE)[-1]
    pilihan = Pilihan("spkp", parse_period(f"{month // 100}-{month % 100:02d}"))
    view = ringkasan.build(repo, SCOPE, pilihan)
    told = tuple(penjelasan_halaman.of_ringkasan(repo, SCOPE, view).values())
    first = rows_of(opened(exports.ringkasan(view, told))["Keterangan"])[0]
    assert (first["Angka"], first["Hal"], first["Keterangan"]) == ("Semua angka", "Keadaan data", "DATA CONTOH")
    engine.dispose()


@pytest.mark.parametrize(
    ("pilihan", "contoh", "name"),
    [
        (choice("2026-TW2"), False, "pantau-ringkasan-spkp-2026-TW2.xlsx"),
        (choice("2026-05..2026-06"), True, "CONTOH-pantau-ringkasan-spkp-2026-05-sampai-2026-06.xlsx"),
        (choice("2026", jenis="Kantor Imigrasi"), False, "pantau-ringkasan-spkp-2026-Kantor-Imigrasi.xlsx"),
        (
            Pilihan("s/../x", parse_period("2026"), satker="../A b"),
            False,
            "pantau-ringkasan-s-sampai-x-2026-sampai-A-b.xlsx",
        ),
    ],
)
def test_file_names_say_what_is_inside(pilihan: Pilihan, contoh: bool, name: str):
    made = partial(exports.file_name, "ringkasan", is_contoh=contoh)(pilihan)
    assert made == name
