"""Zona Integritas without a page: recomputed from the raw answers, across a rule change, and on the command line."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path
from statistics import fmean

import numpy as np
import pytest

from dashboard import demo
from dashboard.text import zona as words
from dashboard.views import zona
from dashboard.views.common import Pilihan
from dashboard.views.zona import PilihanZona, ZonaIntegritas
from data_access.answers import LembarJawaban
from data_access.file_repository import FileRepository
from data_access.repository import Scope, SurveyRepository
from scoring.instruments import shipped_instrument
from scoring.periods import months_between, parse_period
from scoring.rules import PREDIKAT
from scoring.zona import JenisSyarat, Keadaan, Kesiapan
from tests.dashboard.conftest import Perintah
from tests.support import kertas
from tests.support.factories import NOW, make_sheet

SCOPE = Scope.everything()
SAMPAI = 202610


def view_of(repo: SurveyRepository, periode: str, jendela: int = 3, konversi: str = "") -> ZonaIntegritas:
    pilihan = Pilihan("spkp", parse_period(periode), konversi=konversi)
    found = zona.build(repo, SCOPE, PilihanZona(pilihan, jendela))
    assert found is not None
    return found


@pytest.fixture(scope="module")
def example() -> demo.Demo:
    """The example data of the months that end with October 2026."""
    return demo.build_demo(until=SAMPAI)


def by_hand(sheet: LembarJawaban, satker: str, months: list[int]) -> tuple[list[float], int]:
    """Index on scale 4 of every month that has answers, and the respondents, by plain loops over the raw answers."""
    values, n = [], 0
    for bulan in months:
        mine = [
            answers
            for answers, kode, moment in zip(sheet.butir.tolist(), sheet.satker, sheet.tanggal, strict=True)
            if kode == satker and str(moment)[:7] == f"{bulan // 100}-{bulan % 100:02d}" and any(answers)
        ]
        columns = [[answer for answer in column if answer] for column in zip(*mine, strict=True)]
        nrr = [fmean(column) for column in columns if column]
        if nrr:
            values.append(1 + 3 * (fmean(nrr) - 1) / 5)
            n += len(mine)
    return values, n


@pytest.mark.parametrize("jendela", [3, 6])
def test_values_states_and_points_recomputed_from_raw_answers(example: demo.Demo, jendela: int):
    """Four satker, one of them with an empty month; gates 3.60/3.20 and 3.60/3.60, 17.5 points, as the regulation has them."""
    names = {new.kode: new for new in example.satker}
    chosen = ("CTH01", "CTH05", "CTH06", "CTH11")
    sheets = [sheet.take(np.isin(sheet.satker.astype(str), chosen)) for sheet in example.lembar]
    view = view_of(FileRepository(sheets, read_at=NOW, names=names), "2026-10", jendela)
    months = months_between(202611 - jendela, SAMPAI)
    gates = {"WBK": {"IPAK": 3.60, "IPKP": 3.20}, "WBBM": {"IPAK": 3.60, "IPKP": 3.60}}
    assert {one.satker for one in view.satker} == set(chosen)
    for one in view.satker:
        for sheet in sheets:
            name = sheet.instrumen.indeks
            values, n = by_hand(sheet, one.satker, months)
            nilai = one.nilai[name]
            assert nilai.nilai_4 == pytest.approx(fmean(values), abs=1e-9)
            assert (nilai.n, len(nilai.bulan)) == (n, len(values))
            assert nilai.bawah_4 < nilai.nilai_4 < nilai.atas_4
            assert words.points_words(nilai.nilai_4, view.ambang, name).startswith(
                f"{fmean(values) / 4 * 17.5:.2f}"[:4].replace(".", ",")
            )
            for predikat, hasil in one.hasil.items():
                reached = fmean(values) >= gates[predikat][name]
                assert hasil.of(JenisSyarat.NILAI, name).keadaan == ("terpenuhi" if reached else "belum")
                has_three = len(by_hand(sheet, one.satker, months[-3:])[0]) == 3
                assert hasil.of(JenisSyarat.BULAN, name).keadaan == ("terpenuhi" if has_three else "belum")
                assert hasil.of(JenisSyarat.RESPONDEN, name).keadaan == ("terpenuhi" if n >= 30 else "belum")


def test_on_paper(repo: SurveyRepository):
    """May all 4.00, June 3.7375 and 3.76 (tests/support/kertas.py); April empty; ten respondents a month."""
    view = view_of(repo, "2024-06")
    first, second = view.satker
    assert (first.satker, second.satker) == (kertas.LAPAS, kertas.RUTAN)
    assert first.nilai["IPKP"].nilai_4 == pytest.approx((4.00 + 3.7375) / 2)
    assert first.nilai["IPAK"].nilai_4 == pytest.approx((4.00 + 3.76) / 2)
    assert (first.nilai["IPKP"].bulan, first.nilai["IPKP"].kosong) == ((202405, 202406), (202404,))
    assert first.utama.kesiapan is Kesiapan.HAMPIR
    assert second.utama.of(JenisSyarat.NILAI, "IPKP").keadaan is Keadaan.BELUM_MEMADAI
    assert second.utama.of(JenisSyarat.NILAI, "IPAK").keadaan is Keadaan.TIDAK_ADA_DATA
    assert words.zona_title(view) == "Belum ada dari 2 satker yang memenuhi syarat survei WBK; satu hampir"


def test_under_the_proportional_conversion_another_gate_is_missed(repo: SurveyRepository):
    """May 4.00, June 4 x 5.5625/6 = 3.70833 and 4 x 5.6/6 = 3.73333."""
    view = view_of(repo, "2024-06", konversi="proporsional")
    assert view.satker[0].nilai["IPKP"].nilai_4 == pytest.approx((4 + 4 * 5.5625 / 6) / 2)
    assert view.konversi == {"IPAK": "proporsional", "IPKP": "proporsional"}
    assert "proporsional" in " ".join(words.decides(view))


def test_the_region_is_filtered_and_one_satker_is_that_one(repo: SurveyRepository):
    pilihan = Pilihan("spkp", parse_period("2024-06"), jenis=("Rutan",))
    view = zona.build(repo, SCOPE, PilihanZona(pilihan))
    assert view is not None
    assert [one.satker for one in view.satker] == [kertas.RUTAN]
    assert (
        zona.build(repo, Scope.only(kertas.RUTAN), PilihanZona(Pilihan("spkp", pilihan.periode, satker=kertas.LAPAS)))
        is None
    )


def test_a_window_without_answers_says_so(repo: SurveyRepository):
    view = view_of(repo, "2019-01")
    assert words.zona_title(view) == "Belum ada jawaban pada November 2018 sampai Januari 2019"
    assert {one.utama.kesiapan for one in view.satker} == {Kesiapan.TANPA_DATA}
    assert all(math.isnan(nilai.nilai_4) for one in view.satker for nilai in one.nilai.values())


def test_a_window_that_crosses_a_rule_change_names_both():
    """PermenPANRB 90/2021 since 31 December 2021; before it IPAK brought 15 points and IPKP 20."""
    dates = ["2021-10-04", "2021-11-08", "2021-12-06"] * 4
    sheets = [
        make_sheet(shipped_instrument(kode), np.full((12, k), 6, dtype=np.int8), tanggal=dates)
        for kode, k in (("spak", 5), ("spkp", 8))
    ]
    view = view_of(FileRepository(sheets, read_at=NOW), "2021-12")
    assert view.ambang.berlaku_mulai == date(2021, 12, 31)
    told = words.crossing_words(view)
    assert "PermenPANRB 52/2014 dan 10/2019" in told
    assert "poin penuh IPAK 15,0 dan IPKP 20,0" in told
    assert "Yang memutuskan: PermenPANRB 90/2021, karena berlaku pada Desember 2021." in told
    assert words.crossing_words(view_of(FileRepository(sheets, read_at=NOW), "2021-11")) == ""


@pytest.mark.parametrize(
    ("jarak", "expected"), [(-0.0001, "kurang dari 0,001"), (-0.0124, "0,012"), (-0.05, "0,050"), (-0.0624, "0,06")]
)
def test_a_distance_near_the_gate_is_never_rounded_away(jarak: float, expected: str):
    assert words.gap_words(jarak) == expected


def test_command(pantau: Perintah, tmp_path: Path):
    kertas.make_database(tmp_path / "uji.db")
    answer = pantau("zona", "--to", "2024-06", "--json")
    assert (answer.code, answer.err) == (0, "")
    lapas, rutan = answer.data
    assert (lapas["satker"], lapas["periode"], lapas["konversi"]["IPKP"]) == (
        kertas.LAPAS,
        "2024-04/2024-06",
        "min-maks",
    )
    assert lapas["nilai"]["IPKP"]["nilai_4"] == pytest.approx(3.86875)
    assert lapas["nilai"]["IPKP"]["poin"] == pytest.approx(3.86875 / 4 * 17.5)
    assert set(lapas["predikat"]) == set(PREDIKAT)
    assert rutan["nilai"]["IPAK"]["nilai_4"] is None
    assert len(lapas["predikat"]["WBK"]["syarat"]) == 7
    told = pantau("zona", "--satker", "XX-99")
    assert (told.code, told.out, told.err.strip()) == (1, "", "Satker XX-99 tidak dikenal.")
