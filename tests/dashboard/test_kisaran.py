"""The words that stand where an interval is shown: sample, census, doubt about N, recap without a distribution."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from math import nan

import pandas as pd
import pytest

from dashboard import kisaran, text
from dashboard.charts import base
from data_access.repository import SurveyRepository
from scoring.intervals import Dasar
from scoring.states import Status
from tests.dashboard.views_support import known_satker, region


@pytest.mark.parametrize(
    ("limits", "dasar", "cell", "words"),
    [
        ((3.224, 3.576), Dasar.SAMPEL, "3,22–3,58", "kisaran 3,22–3,58"),
        ((3.4, 3.4), Dasar.SENSUS, "sensus", "sensus: semua 43 pengguna layanan mengisi"),
        ((nan, nan), Dasar.TANPA_SEBARAN, "tanpa sebaran", "tanpa kisaran: rekap tidak memuat sebaran jawaban"),
        (
            (3.224, 3.576),
            Dasar.MELEBIHI_PENGGUNA,
            "3,22–3,58 (periksa N)",
            "kisaran 3,22–3,58 (jumlah pengguna layanan perlu diperiksa)",
        ),
        ((nan, nan), None, "–", "kisaran –"),
    ],
)
def test_words_of_each_basis(limits: tuple[float, float], dasar: Dasar | None, cell: str, words: str):
    assert kisaran.kisaran_cell(*limits, dasar) == cell
    assert kisaran.kisaran_words(*limits, dasar, 43) == words


def test_column_of_a_table_in_which_a_satker_has_no_answers():
    frame = pd.DataFrame(
        {"bawah_4": [3.2, nan, 3.4], "atas_4": [3.6, nan, 3.4], "dasar": [Dasar.SAMPEL, nan, Dasar.SENSUS]}
    )
    assert kisaran.kisaran_column(frame) == ["3,20–3,60", "–", "sensus"]
    assert kisaran.kisaran_column(frame.drop(columns="dasar")) == ["3,20–3,60", "–", "3,40–3,40"]


@pytest.mark.parametrize(
    ("n", "pengguna", "words"),
    [
        (43, 48, "Tidak mengisi: 5 dari 48 pengguna layanan."),
        (43, 43, ""),
        (0, 48, ""),
        (43, None, ""),
        (
            43,
            20,
            "Responden (43) lebih banyak dari 20 pengguna layanan yang tercatat: periksa jumlah pengguna layanannya.",
        ),
    ],
)
def test_who_did_not_answer(n: int, pengguna: int | None, words: str):
    assert kisaran.response_words(n, pengguna) == words


def test_card_and_paragraph_of_a_census_claim_no_interval(repo: SurveyRepository):
    view = known_satker(repo)
    survei = view.utama
    assert survei.sekarang is not None
    now = survei.sekarang.copy()
    now["dasar"] = Dasar.SENSUS
    census = replace(survei, sekarang=now)
    note = text.survey_card_note(census, "Mei 2024")
    assert note.startswith("10 responden, sensus: semua 10 pengguna layanan mengisi; ")
    assert "kisaran" not in note
    assert "kisaran 3," in text.survey_card_note(survei, "Mei 2024")
    whole = replace(survei, unsur=survei.unsur.assign(dasar=Dasar.SENSUS))
    assert text.unsur_note(whole, "").startswith("Skala 4, sensus, jadi tanpa kisaran; ")
    assert text.unsur_note(survei, "").startswith("Skala 4, titik dengan kisaran 95 %; ")
    some = replace(survei, unsur=survei.unsur.assign(dasar=[Dasar.SENSUS] + [Dasar.SAMPEL] * (len(survei.unsur) - 1)))
    assert "kecuali yang diisi semua pengguna layanan" in text.unsur_note(some, "")


def test_a_month_has_the_same_interval_in_the_trend_as_on_its_card(repo: SurveyRepository):
    """The number of service users of June narrows both."""
    view = known_satker(repo)
    assert view.pengguna == 48
    assert view.utama.sekarang is not None
    june = view.tren[view.tren["bulan"] == 202406].iloc[0]
    for name in ("bawah_4", "atas_4", "dasar"):
        assert june[name] == view.utama.sekarang[name]


def test_region_without_an_interval_says_why(repo: SurveyRepository):
    kartu = region(repo).kartu[0]
    without = replace(kartu, nilai=replace(kartu.nilai, bawah_4=nan, atas_4=nan))
    assert text.card_note(without, "Mei 2024").startswith(
        "tanpa kisaran: ada rekap tanpa sebaran jawaban, rata-rata 2 "
    )


@pytest.mark.parametrize(
    ("dasar", "line"),
    [
        (Dasar.SAMPEL, "Rentang 95% 3,22–3,58"),
        (Dasar.SENSUS, "Sensus: semua 43 pengguna layanan mengisi"),
        (Dasar.TANPA_SEBARAN, "Tanpa kisaran: rekap tidak memuat sebaran jawaban"),
        (Dasar.MELEBIHI_PENGGUNA, "Rentang 95% 3,22–3,58 (periksa N)"),
    ],
)
def test_hover_of_a_value(dasar: Dasar, line: str):
    limits = (nan, nan) if dasar is Dasar.TANPA_SEBARAN else (3.224, 3.576)
    row: dict[Hashable, object] = {
        "nilai_4": 3.4,
        "mutu": "B",
        "bawah_4": limits[0],
        "atas_4": limits[1],
        "n": 43,
        "dasar": dasar,
    }
    assert base.value_hover("Biaya", row, Status.NILAI).split("<br>")[2] == line
