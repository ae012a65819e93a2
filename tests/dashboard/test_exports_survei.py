"""Exports of Zona Integritas and Survei Integritas opened again: what the regulation asks, what may be told, what is hidden."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from dashboard import exports
from dashboard.views import integritas, penjelasan_halaman, penjelasan_zona, zona
from dashboard.views.common import Pilihan
from dashboard.views.zona import PilihanZona
from data_access.engine import make_engine
from data_access.repository import Scope, SurveyRepository
from data_access.sql_repository import SqlRepository
from scoring.periods import parse_period
from tests.dashboard.test_exports import opened, rows_of
from tests.kerahasiaan.survei import HARI_INI, KODE, orang, wall
from tests.support import hostile, kertas

SCOPE = Scope.everything()


def zona_book(repo: SurveyRepository, periode: str, satker: str = "") -> bytes:
    asked = PilihanZona(Pilihan("", parse_period(periode), satker=satker))
    view = zona.build(repo, SCOPE, asked)
    assert view is not None
    return exports.zona(view, partial(penjelasan_zona.of_zona, repo, SCOPE, view))


def test_zona_has_conditions_values_and_months(repo: SurveyRepository):
    """The small paper survey: May 2024 is 4.00, June 3.7375, so the mean of the months is 3.86875 (April is empty)."""
    sheets = opened(zona_book(repo, "2024-06", kertas.LAPAS))
    assert list(sheets) == ["Kesiapan", "Syarat", "Nilai", "Bulan", "Keterangan"]
    assert [one["Predikat"] for one in rows_of(sheets["Kesiapan"])] == ["WBK", "WBBM"]
    conditions = rows_of(sheets["Syarat"])
    assert len(conditions) == 14
    (gate,) = [
        one for one in conditions if (one["Predikat"], one["Syarat"], one["Indeks"]) == ("WBBM", "nilai", "IPKP")
    ]
    assert (gate["Ada"], gate["Perlu"], gate["Jarak"]) == (pytest.approx(3.86875), 3.6, pytest.approx(0.26875))
    (value,) = [one for one in rows_of(sheets["Nilai"]) if one["Indeks"] == "IPKP"]
    assert value["Poin"] == pytest.approx(3.86875 / 4 * 17.5)
    assert (value["Poin penuh"], value["Bulan berisi"], value["Bulan kosong"]) == (
        17.5,
        "Mei 2024 dan Juni 2024",
        "April 2024",
    )
    months = [one for one in rows_of(sheets["Bulan"]) if one["Indeks"] == "IPKP"]
    assert [(one["Bulan"], one["Nilai (skala 4)"]) for one in months] == [
        ("Mei 2024", 4),
        ("Juni 2024", pytest.approx(3.7375)),
    ]
    told = [(str(one["Hal"]), str(one["Keterangan"])) for one in rows_of(sheets["Keterangan"])]
    assert ("Rumus", "(4,00 + 3,7375) / 2 = 3,86875") in told
    assert any(words.startswith("PermenPANRB 90/2021, berlaku mulai 31 Desember 2021: WBK 3,20") for _, words in told)
    assert any("April 2024: tanpa jawaban" in words for _, words in told)


def test_zona_without_answers_has_states_and_no_numbers(repo: SurveyRepository):
    sheets = opened(zona_book(repo, "2019-01"))
    assert {one["Kesiapan"] for one in rows_of(sheets["Kesiapan"])} == {"tidak ada data"}
    assert {one["Ada"] for one in rows_of(sheets["Syarat"]) if one["Syarat"] == "nilai"} == {None}
    assert rows_of(sheets["Bulan"]) == []


@pytest.fixture(scope="module")
def hostile_repo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SurveyRepository]:
    engine = make_engine(hostile.make_database(tmp_path_factory.mktemp("jahat") / "jahat.db"))
    yield SqlRepository(engine)
    engine.dispose()


def test_hostile_names_stay_texts(hostile_repo: SurveyRepository):
    for satker in ("", hostile.kode_of(17)):
        book = openpyxl.load_workbook(io.BytesIO(zona_book(hostile_repo, hostile.BULAN, satker)))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
        assert {cell.data_type for cell in cells} == {"s"}
        risky = [cell for cell in cells if str(cell.value).startswith(("=", "+", "-", "@"))]
        assert risky
        assert all(cell.quotePrefix for cell in risky)


def test_survei_integritas_tells_a_hidden_satker_by_its_state_alone():
    """A: 12 people all 5, 1 + 3*4/5 = 3.40; B: three people; C: nobody."""
    repo = wall(
        {
            ("A", "2026-TW2"): [orang("2026-TW2", (5, 5, 5, 5))] * 12,
            ("B", "2026-TW2"): [orang("2026-TW2", (1, 1, 1, 1))] * 3,
            ("C", "2026-TW1"): [orang("2026-TW1", (6, 6, 6, 6))] * 6,
        }
    )
    view = integritas.build(repo, SCOPE, Pilihan(KODE, parse_period("2026-TW2")), HARI_INI)
    assert view is not None
    sheets = opened(exports.integritas(view, partial(penjelasan_halaman.of_integritas, repo, SCOPE, view)))
    by_code = {one["Kode"]: one for one in rows_of(sheets["Satker"])}
    assert (by_code["A"]["Nilai (skala 4)"], by_code["A"]["Keadaan"], by_code["A"]["Responden"]) == (
        pytest.approx(3.4),
        "nilai",
        12,
    )
    about = {"Kode", "Satuan kerja", "Jenis", "Keadaan"}
    assert {name: value for name, value in by_code["B"].items() if name not in about and value is not None} == {}
    assert by_code["B"]["Keadaan"] == "disembunyikan"
    assert (by_code["C"]["Keadaan"], by_code["C"]["Responden"]) == ("tidak ada data", 0)
    components = rows_of(sheets["Komponen"])
    assert {one["Nilai (skala 4)"] for one in components if one["Kode"] == "B"} == {None}
    assert not any("isaran" in name for name in components[0])
    told = [str(one["Keterangan"]) for one in rows_of(sheets["Keterangan"])]
    assert any("dirahasiakan" in words for words in told)
    assert "Komponen contoh: bukan daftar resmi." in told


def test_a_census_has_no_limits_of_no_width():
    frame = pd.DataFrame(
        {
            "nilai_4": [3.5, 3.4],
            "bawah_4": [3.5, 3.2],
            "atas_4": [3.5, 3.6],
            "dasar": ["sensus", "sampel"],
            "status": "nilai",
            "n": [20, 20],
        }
    )
    columns = pd.DataFrame(exports.columns.values(frame))
    assert columns["Kisaran 95 % bawah"].isna().tolist() == [True, False]
    assert columns["Dasar kisaran"].tolist() == ["sensus", "sampel"]


def test_texts_that_a_spreadsheet_or_xml_does_not_take(tmp_path: Path):
    texts = [
        "=1+1",
        "@SUM(A1)",
        "-2+3",
        "+1",
        "a\x00b\x07c\x1f",
        "\ufffe\uffff",
        "x" * 300,
        "\ttab",
        "baris\r\nbaru",
        "\U0001f600",
    ]
    (tmp_path / "uji.xlsx").write_bytes(
        exports.workbook(
            [exports.Lembar("=a'b" + "\x01" * 40, pd.DataFrame({"Nama": texts}))],
            (),
            Pilihan("x", parse_period("2026")),
        )
    )
    sheet = openpyxl.load_workbook(tmp_path / "uji.xlsx").worksheets[0]
    found = [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert len(found) == len(texts)
    assert found[:4] == texts[:4]
    assert len(str(found[6])) == 300
    assert sheet.column_dimensions["A"].width < 50


def test_a_file_name_is_legal_on_windows():
    asked = Pilihan("s" * 200 + ":*?<>|", parse_period("2026"), satker='CON."\\/\n')
    name = exports.file_name("zona", asked, is_contoh=True)
    assert len(name) <= 130
    assert not set(name) & set('<>:"/\\|?*\n')
    assert date(2026, 1, 1).strftime(name) == name  # no percent sign either: some browsers decode it
