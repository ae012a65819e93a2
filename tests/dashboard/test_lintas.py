"""A period that crosses a rule change shows both results, in every place: sentences, tables, JSON, exports, explanations.

Three satker in 2017, eight respondents in March and eight in September (SPKP, answers 1 to 6, all alike):
    LPS-01  all 5: scale 4 = 1 + 3*4/5 = 3.40, NIK 85.00: A from 81.26 (2004), B up to 88.30 (2017)
    RTN-01  all 4: 2.80, NIK 70.00: B from 62.51 (2004), C up to 76.60 (2017)
    BPS-01  all 6: 4.00, NIK 100: A by both
Mean of the three: 3.40. By 2017 the eight unsur of RTN-01 are C, by 2004 none is C or D.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime

import openpyxl
import pytest

from dashboard import exports, tables
from dashboard.views import lintas, penjelasan_halaman, ringkasan, satker, score
from dashboard.views.common import Pilihan
from data_access.file_repository import FileRepository
from data_access.repository import SurveyRepository
from scoring.instruments import shipped_instrument
from scoring.periods import parse_period
from tests.dashboard.views_support import SCOPE
from tests.support.factories import make_sheet

SEMUA = "Periode ini melintasi perubahan tabel mutu 12 Mei 2017: "
JAWABAN = {"LPS-01": 5, "RTN-01": 4, "BPS-01": 6}
LAMA, BARU = "KEP/25/M.PAN/2/2004", "PermenPANRB 14/2017"


@pytest.fixture(scope="module")
def repo_2017() -> SurveyRepository:
    people = [(kode, day) for kode in JAWABAN for day in ("2017-03-10", "2017-09-12") for _ in range(8)]
    sheet = make_sheet(
        shipped_instrument("spkp"),
        [[JAWABAN[kode]] * 8 for kode, _ in people],
        satker=[kode for kode, _ in people],
        tanggal=[day for _, day in people],
    )
    return FileRepository([sheet], read_at=datetime(2026, 11, 20, tzinfo=UTC))


def choice(periode: str, kode: str = "") -> Pilihan:
    return Pilihan("spkp", parse_period(periode), satker=kode)


def sheet_texts(content: bytes) -> list[str]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None
    ]


def test_region(repo_2017: SurveyRepository):
    view = ringkasan.build(repo_2017, SCOPE, choice("2017"))
    sentence = f"{SEMUA}B menurut {BARU}, A menurut {LAMA}."
    assert lintas.of_ringkasan(view) == (sentence, f"2 dari 3 satker bermutu lain menurut {LAMA}.")
    assert view.kartu[0].nilai.mutu == "B"
    assert lintas.of_lemah(view)[-1] == f"Unsur bermutu C atau D: 8 menurut {BARU}, 0 menurut {LAMA}."
    told = penjelasan_halaman.of_ringkasan(repo_2017, SCOPE, view)["spkp"]
    assert told.lintas == (sentence,)
    content = exports.ringkasan(view, [told])
    assert {sentence, f"Mutu {LAMA}"} <= set(sheet_texts(content))
    by_code = dict(
        zip(view.tabel["satker"], lintas.other_grades(view.tabel, view.pilihan.periode)[f"Mutu {LAMA}"], strict=True)
    )
    assert by_code == {"LPS-01": "A", "RTN-01": "B", "BPS-01": "A"}


def test_one_satker(repo_2017: SurveyRepository):
    view = satker.build(repo_2017, SCOPE, choice("2017", "RTN-01"))
    assert view is not None
    assert lintas.of_satker(view) == (f"{SEMUA}C menurut {BARU}, B menurut {LAMA}.",)
    shown = tables.unsur(view.utama.unsur, view.pilihan.periode)
    assert set(shown.data["Mutu"]) == {"C"}  # type: ignore[attr-defined]
    assert set(shown.data[f"Mutu {LAMA}"]) == {"B"}  # type: ignore[attr-defined]


@pytest.mark.parametrize(("periode", "mutu"), [("2017-03", "A"), ("2017-09", "B")])
def test_inside_one_rule_set_there_is_one_result(repo_2017: SurveyRepository, periode: str, mutu: str):
    """Eight respondents in one month are under the floor of ten: the letter is judged on the table that is used."""
    view = ringkasan.build(repo_2017, SCOPE, choice(periode))
    assert lintas.of_ringkasan(view) == ()
    assert lintas.of_lemah(view) == ()
    assert view.kartu[0].nilai.mutu == mutu
    assert lintas.other_grades(view.tabel, view.pilihan.periode) == {}


def test_json_tells_both(repo_2017: SurveyRepository):
    (result,) = score.score_all(repo_2017, SCOPE, score.Permintaan(parse_period("2017"), satker=("LPS-01",)))
    assert (result["indeks"]["mutu"], result["tabel_mutu"], result["mutu_lain"]) == ("B", BARU, {LAMA: "A"})
    assert result["penjelasan"]["lintas"] == [f"{SEMUA}B menurut {BARU}, A menurut {LAMA}."]
    (alone,) = score.score_all(repo_2017, SCOPE, score.Permintaan(parse_period("2017-06..2017-12"), satker=("LPS-01",)))
    assert (alone["mutu_lain"], alone["penjelasan"]["lintas"]) == ({}, [])


def test_gates_and_instruments():
    spkp, lama = shipped_instrument("spkp"), shipped_instrument("spkp-2021")
    (gates,) = lintas.sentences(parse_period("2021-12"), lama, 3.1, is_graded=True)
    assert gates == (
        "Periode ini melintasi perubahan ambang Zona Integritas 31 Desember 2021: ambang WBK 3,20 (belum tercapai; paling "
        "banyak 17,5 poin) menurut PermenPANRB 90/2021, 3,20 (belum tercapai; paling banyak 20 poin) menurut PermenPANRB "
        "52/2014 dan 10/2019."
    )
    last = lintas.sentences(parse_period("2021-12..2022-01"), spkp, None, is_graded=False)[-1]
    assert last == (
        "Periode ini melintasi perubahan instrumen 1 Januari 2022: Survei Persepsi Kualitas Pelayanan (7 unsur) sampai "
        "sehari sebelumnya, Survei Persepsi Kualitas Pelayanan sejak tanggal itu; hasil keduanya dihitung terpisah."
    )
    assert lintas.sentences(None, spkp, 3.4, is_graded=True) == ()
