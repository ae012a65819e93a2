"""What-if and sensitivity of Satuan Kerja: views and sentences, against numbers worked out by hand."""

# The stubs of pandas think that a row picked by .loc has a Series named tolist.
# mypy: disable-error-code="operator"

from __future__ import annotations

import re

import pytest

from dashboard.charts.kepekaan import TitikCara, kepekaan_alt, kepekaan_strip
from dashboard.tables import andai as tables_andai
from dashboard.text.andai import andai_sentences, gate_sentence, sasaran_title, too_few
from dashboard.text.kepekaan import kepekaan_summary, match_sentence, no_difference, parse_printed
from dashboard.views import andai, kepekaan
from dashboard.views.andai import AndaiSatker
from dashboard.views.common import Pilihan
from dashboard.views.kepekaan import KepekaanSatker
from data_access.file_repository import FileRepository
from data_access.repository import Scope, SurveyRepository
from scoring.instruments import shipped_instrument
from scoring.periods import parse_period
from scoring.sensitivity import reproducing
from scoring.states import Status
from tests.pages.seen import unescaped
from tests.support.factories import NOW, make_sheet
from tests.support.kertas import LAPAS, RUTAN

SCOPE = Scope.everything()
# Ten respondents, SPKP 1 to 6: Sarana (U6) 3, the other seven half 5, half 6. Raw index (7 x 5,5 + 3)/8 = 5,1875,
# min-maks 1 + 3 x 4,1875/5 = 3,5125 (NIK 87,81: B), proporsional 4 x 5,1875/6 = 3,4583. One answer is 1/80 = 0,0125.
SEPULUH = [[5 + number % 2] * 5 + [3] + [5 + number % 2] * 2 for number in range(10)]


def choice(satker: str = "A", periode: str = "2026-01") -> Pilihan:
    return Pilihan("spkp", parse_period(periode), satker=satker)


def file_of(rows: list[list[int]], **about: str | list[str]) -> FileRepository:
    return FileRepository([make_sheet(shipped_instrument("spkp"), rows, **about)], read_at=NOW)


def what_if(repo: SurveyRepository, pilihan: Pilihan) -> AndaiSatker:
    view = andai.build(repo, SCOPE, pilihan)
    assert view is not None
    return view


def other_ways(repo: SurveyRepository, pilihan: Pilihan) -> KepekaanSatker:
    view = kepekaan.build(repo, SCOPE, pilihan)
    assert view is not None
    return view


def sentences(view: AndaiSatker) -> dict[str, list[str]]:
    return {
        sasaran_title(one.andai.sasaran): [unescaped(text) for text in andai_sentences(one, view)]
        for one in view.sasaran
    }


def test_what_if_below_a_gate():
    """WBBM 3,60 is raw 5,3333: missing 0,14583 = 11,67 answers. Sarana alone: 12 steps of ten people, so six people two
    steps; its value from 1 + 3 x 2/5 = 2,20 to 1 + 3 x 3,1667/5 = 2,90. Mutu A from NIK 88,305 = 3,5322, raw 5,2203:
    missing 2,63 answers; Sarana to 3,2627 = 2,3576. In the other unsur five people each can rise: ten and five, 7 + 5."""
    found = sentences(what_if(file_of(SEPULUH), choice()))
    assert list(found) == ["Ambang WBK 3,20", "Ambang WBBM 3,60", "Mutu A, mulai 3,532 (NIK 88,31)"]
    assert found["Ambang WBBM 3,60"][:2] == [
        (
            "Agar IPKP mencapai 3,60, nilai unsur Sarana prasarana perlu naik dari 2,20 ke 2,90; misalnya 6 dari 10 responden "
            "memberi sampai dua tingkat lebih tinggi."
        ),
        (
            "Atau dua unsur bersama, satu tingkat: 7 dari 10 responden di Sarana prasarana dan 5 dari 10 responden di "
            "Informasi pelayanan."
        ),
    ]
    assert found["Mutu A, mulai 3,532 (NIK 88,31)"][:2] == [
        (
            "Agar IPKP bermutu A, nilai unsur Sarana prasarana perlu naik dari 2,20 ke 2,36; misalnya 3 dari 10 responden "
            "memberi satu tingkat lebih tinggi."
        ),
        (
            "Atau dua unsur bersama, satu tingkat: 2 dari 10 responden di Sarana prasarana dan 1 dari 10 responden di "
            "Informasi pelayanan."
        ),
    ]
    assert all(re.fullmatch(r"Peluang (nilai|mutu) sebenarnya .*: [<>]?\d+%\.", texts[-1]) for texts in found.values())


def test_sentence_of_the_slide():
    assert unescaped(gate_sentence(what_if(file_of(SEPULUH), choice()))) == (
        "Agar IPKP mencapai WBBM 3,60: Sarana prasarana naik dari 2,20 ke 2,90, misalnya 6 dari 10 responden sampai dua "
        "tingkat lebih tinggi."
    )
    assert unescaped(gate_sentence(what_if(file_of([[3] * 8] * 12), choice()))) == (
        "Agar IPKP mencapai WBK 3,20, tidak cukup dengan satu unsur."
    )


def test_what_if_table_is_weakest_first_and_says_what_cannot_be():
    table = tables_andai.andai(what_if(file_of(SEPULUH), choice())).set_index("Unsur")
    assert table.index[0] == "Sarana prasarana"
    assert table.loc["Sarana prasarana"].tolist() == [
        "2,20", "2,90", "6 dari 10 responden, sampai dua tingkat", "2,36", "3 dari 10 responden",
    ]  # fmt: skip
    # 5,5 + 1,1667 is more than 6.
    assert table.loc["Persyaratan"].tolist() == [
        "3,70",
        "lebih dari 4,00",
        "tidak cukup sendiri",
        "3,86",
        "3 dari 10 responden",
    ]


def test_not_enough_with_one_unsur():
    """All 3: raw 3, min-maks 2,20; WBK 3,20 is raw 4,6667: 1,6667 x 8 = 13,33 of at most 3 a unsur: five unsur."""
    found = sentences(what_if(file_of([[3] * 8] * 12), choice()))
    assert found["Ambang WBK 3,20"][0] == (
        "Agar IPKP mencapai 3,20, tidak cukup dengan satu unsur: paling sedikit lima unsur harus naik."
    )
    assert found["Ambang WBK 3,20"][1].startswith("Peluang")


def test_what_if_over_all_gates(repo: SurveyRepository):
    """tests/support/kertas.py: raw 5,5625. WBK 3,20 is raw 4,6667: 0,8958/0,0125 = 71,67 answers; WBBM 18,33."""
    view = what_if(repo, choice(LAPAS, "2024-06"))
    found = sentences(view)
    assert [(title, texts[0]) for title, texts in found.items()] == [
        ("Ambang WBK 3,20", "IPKP sudah mencapai ambang ini; baru di bawahnya bila 72 dari 80 jawaban satu tingkat lebih rendah."),
        ("Ambang WBBM 3,60", "IPKP sudah mencapai ambang ini; baru di bawahnya bila 19 dari 80 jawaban satu tingkat lebih rendah."),
    ]  # fmt: skip
    assert gate_sentence(view) == ""


def test_no_verdict_under_the_floor_and_nothing_without_answers(repo: SurveyRepository):
    view = what_if(repo, choice(RUTAN, "2024-06"))
    assert (view.sasaran, view.status) == ((), Status.DI_BAWAH_MINIMAL)
    assert too_few(view) == "Baru 3 responden; perhitungan ini tampil mulai 10 responden."
    assert andai.build(repo, SCOPE, choice(RUTAN, "2024-05")) is None
    assert kepekaan.build(repo, SCOPE, choice(RUTAN, "2024-05")) is None
    assert andai.build(repo, Scope.only(RUTAN), choice(LAPAS, "2024-06")) is None
    assert kepekaan.build(repo, Scope.only(RUTAN), choice(LAPAS, "2024-06")) is None


def test_an_internal_survey_is_not_worked_out():
    sheet = make_sheet(shipped_instrument("integritas"), [[5, 4, 3, 6]] * 12)
    repo = FileRepository([sheet], read_at=NOW)
    pilihan = Pilihan("integritas", parse_period("2026-01"), satker="A")
    assert andai.build(repo, SCOPE, pilihan) is None
    assert kepekaan.build(repo, SCOPE, pilihan) is None


def test_sensitivity_sentences():
    view = other_ways(file_of(SEPULUH), choice())
    assert unescaped(kepekaan_summary(view)) == (
        "Dengan satu pilihan hitung yang lain IPKP berkisar 3,46–3,51; mutu tetap B; ambang WBK 3,20 tetap tercapai."
    )
    assert no_difference(view) == (
        "Semua responden mengisi semua unsur, jadi jawaban lengkap saja memberi angka yang sama. "
        "Periode ini satu bulan, jadi rata-rata bulanan sama dengan gabungannya."
    )
    table = tables_andai.kepekaan(view).set_index("Cara hitung")
    assert table.loc["Seperti di Pantau"].tolist() == ["3,513", "83,75", "–", "B", "10", "tercapai"]
    assert table.loc["Konversi proporsional"].tolist() == ["3,458", "86,46", "−0,054", "B", "10", "tercapai"]


def test_a_choice_that_changes_the_grade_and_the_gate_is_named():
    """Twelve people gave 5; in January two of them gave Sarana 1, nobody else answered it. Pooled (7 x 5 + 1)/8 = 4,5:
    3,10 (NIK 77,5: B), and the same from the two complete people. January 4,5, February without Sarana 5."""
    rows = [[5] * 5 + [1 if number < 2 else 0] + [5] * 2 for number in range(12)]
    months = ["2026-01-05"] * 6 + ["2026-02-05"] * 6
    view = other_ways(file_of(rows, tanggal=months), choice(periode="2026-TW1"))
    # Mean of months (4,5 + 5)/2 = 4,75: 1 + 3 x 3,75/5 = 3,25; proporsional 4 x 4,5/6 = 3,00.
    assert unescaped(kepekaan_summary(view)) == (
        "Dengan satu pilihan hitung yang lain IPKP berkisar 3,00–3,25; mutu berubah menjadi C bila konversi proporsional; "
        "ambang WBK 3,20 tercapai bila rata-rata bulan."
    )


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("83,75", "83,75 sama dengan yang ditampilkan di sini, pada skala 100."),
        ("3.51", "3.51 sama dengan yang ditampilkan di sini, pada skala 4."),
        ("5,19", "5,19 sama dengan yang ditampilkan di sini, pada skala jawaban."),
        ("86,46", "86,46 keluar dengan konversi proporsional, hasilnya 86,4583 pada skala 100."),
        (
            "90,00",
            (
                "Tidak satu pun dari 4 gabungan pilihan menghasilkan 90,00. Kemungkinan datanya yang berbeda: periode, "
                "respondennya, atau unsur yang dihitung."
            ),
        ),
    ],
)
def test_the_number_of_another_report(asked: str, answer: str):
    view = other_ways(file_of(SEPULUH), choice())
    printed = parse_printed(asked)
    assert printed is not None
    assert unescaped(match_sentence(asked, reproducing(view.kepekaan, *printed), view)) == answer


@pytest.mark.parametrize("text", ["", "tiga", "3,4,5", "1.234,5", "-3,4", "3,45 A", "1e5", "٣,٤"])
def test_what_is_not_one_number_is_not_guessed(text: str):
    assert parse_printed(text) is None


def test_strip_shows_the_shown_way_and_a_gate_only_when_it_is_near():
    rows = [
        TitikCara("Seperti di Pantau", 3.55, "A", Status.NILAI, 43),
        TitikCara("Bobot 0,11", 3.49, "B", Status.NILAI, 43),
    ]
    near, far = (kepekaan_strip(rows, tema="terang", gate=gate) for gate in (3.6, 3.2))
    assert [list(figure.data[0].x) for figure in (near, far)] == [[3.55, 3.49]] * 2
    assert [len(figure.layout.shapes) for figure in (near, far)] == [2, 1]
    low, high = far.layout.xaxis.range
    assert 3.4 < low < 3.49
    assert 3.55 < high < 3.65
    assert kepekaan_alt(rows, indeks="IPKP", periode="Juni 2026", tempat="Lapas IIB Sampit") == (
        "IPKP pada skala 1–4 menurut 2 cara hitung, Lapas IIB Sampit, Juni 2026: seperti di Pantau 3,550; "
        "terendah Bobot 0,11 3,490; tertinggi Seperti di Pantau 3,550."
    )
