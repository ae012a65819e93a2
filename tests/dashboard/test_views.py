"""What the views compute, against numbers worked out on paper (tests/support/kertas.py)."""

# The stubs of pandas think that a row picked by .loc has a Series named tolist.
# mypy: disable-error-code="operator"

from datetime import date

import numpy as np
import pandas as pd
import pytest

from dashboard.views import attention, ringkasan
from dashboard.views.attention import Perhatian
from dashboard.views.common import default_period, period_choices
from data_access.repository import Scope, SurveyRepository
from scoring.changes import NAIK, TURUN, WAJAR, Nilai, Perubahan
from scoring.contract import JAWABAN
from scoring.periods import Periode
from scoring.states import Status
from tests.dashboard.views_support import HARI, choice, known_satker, one_satker, region, targets
from tests.support.kertas import LAPAS, RUTAN


def by_satker(frame: pd.DataFrame, column: str) -> dict[str, object]:
    return dict(zip(frame["satker"], frame[column], strict=True))


def test_region_is_the_mean_of_satker_with_the_pooled_value_beside_it(repo: SurveyRepository):
    spkp, spak = region(repo).kartu
    assert spkp.nilai.nilai_4 == pytest.approx(3.26875)
    assert (spkp.nilai.mutu, spkp.nilai.n, spkp.satker_dengan_data) == ("B", 13, 2)
    assert spkp.gabungan_4 == pytest.approx(1 + 3 * ((10 * 5.5625 + 3 * 4) / 13 - 1) / 5)
    assert spak.nilai.nilai_4 == pytest.approx(3.76)
    assert (spak.nilai.mutu, spak.satker_dengan_data) == ("A", 1)
    # May: only the Lapas, everything 4.00. It alone is compared: that the Rutan answered in June is no fall of the region.
    assert spkp.perubahan is not None
    assert spkp.perubahan.selisih == pytest.approx(3.7375 - 4)
    assert spkp.pembanding == 1


def test_table_has_every_satker_and_no_zero_for_a_missing_value(repo: SurveyRepository):
    june, may = region(repo).tabel, region(repo, "2024-05").tabel
    assert by_satker(june, "nilai_4") == {LAPAS: pytest.approx(3.7375), RUTAN: pytest.approx(2.8)}
    assert by_satker(june, "mutu") == {LAPAS: "A", RUTAN: None}
    assert by_satker(june, "n:spak") == {LAPAS: 10, RUTAN: pytest.approx(np.nan, nan_ok=True)}
    assert by_satker(june, "target") == {LAPAS: 43, RUTAN: pytest.approx(np.nan, nan_ok=True)}
    assert by_satker(june, "terlemah")[LAPAS] == "Prosedur/alur"
    assert by_satker(june, "terlemah_4")[LAPAS] == pytest.approx(2.5)
    assert by_satker(may, "n") == {LAPAS: 10, RUTAN: 0}
    assert by_satker(may, "nilai_4") == {LAPAS: 4.0, RUTAN: pytest.approx(np.nan, nan_ok=True)}


def test_trend_is_twelve_months_with_gaps(repo: SurveyRepository):
    tren = by_satker(region(repo).tabel, "tren")
    gap = [pytest.approx(np.nan, nan_ok=True)]
    assert tren[LAPAS] == [*gap * 10, 4.0, pytest.approx(3.7375)]
    assert tren[RUTAN] == [*gap * 11, pytest.approx(2.8)]


def test_a_longer_period_pools_its_months(repo: SurveyRepository):
    view = region(repo, "2024-S1")
    assert by_satker(view.tabel, "nilai_4")[LAPAS] == pytest.approx(3.86875)
    assert view.kartu[0].nilai.nilai_4 == pytest.approx(3.334375)
    assert view.kartu[0].perubahan is None  # nothing in the semester before


def test_filters_of_jenis_and_conversion(repo: SurveyRepository):
    rutan = region(repo, jenis="Rutan")
    assert list(rutan.tabel["satker"]) == [RUTAN]
    assert rutan.kartu[0].nilai.nilai_4 == pytest.approx(2.8)
    assert rutan.kartu[0].nilai.mutu is None
    proportional = region(repo, konversi="proporsional")
    assert proportional.kartu[0].nilai.nilai_4 == pytest.approx(3.1875)
    assert by_satker(proportional.tabel, "nilai_4") == {
        LAPAS: pytest.approx(4 * 5.5625 / 6),
        RUTAN: pytest.approx(4 * 4 / 6),
    }


def test_a_period_without_data_is_empty_and_not_zero(repo: SurveyRepository):
    view = region(repo, "2019-01")
    assert (view.responden, view.satker_tercapai) == (0, 0)
    assert view.unsur.empty
    assert view.lemah.empty
    assert all(np.isnan(kartu.nilai.nilai_4) and kartu.nilai.mutu is None for kartu in view.kartu)
    assert view.tabel["nilai_4"].isna().all()
    assert [item.satker for item in view.perhatian] == [LAPAS, RUTAN]


def test_scope_of_one_satker_sees_nothing_of_the_other(repo: SurveyRepository):
    view = ringkasan.build(repo, Scope.only(RUTAN), choice())
    assert list(view.tabel["satker"]) == [RUTAN]
    assert view.kartu[0].nilai.nilai_4 == pytest.approx(2.8)
    assert view.responden == 3
    assert set(view.unsur["satker"]) == {RUTAN}


def test_weak_unsur_and_their_order(repo: SurveyRepository):
    view = region(repo)
    serious = view.lemah[view.lemah["status"] == Status.NILAI]
    found = [(row.satker, row.unsur, row.alasan) for row in serious.itertuples()]
    assert found == [  # type: ignore[comparison-overlap]
        # mutu 4 (D: 6), ambang 3, turun nyata 2, dua terendah 1: U3 12, A2 10, U5 3. In May everything was 4.00.
        (LAPAS, "U3", ("mutu", "ambang", "turun nyata", "dua terendah")),
        (LAPAS, "A2", ("mutu", "ambang", "turun nyata", "dua terendah")),
        (LAPAS, "U5", ("turun nyata", "dua terendah")),
    ]
    assert list(serious["jarak"]) == [pytest.approx(0.7), pytest.approx(0.8), 0.0]
    # The Rutan has three respondents: listed after all the others, whatever its values.
    assert set(view.lemah[view.lemah["status"] != Status.NILAI]["satker"]) == {RUTAN}
    assert list(view.lemah_survei["prioritas"]) == list(range(1, len(view.lemah_survei) + 1))


def test_who_needs_attention(repo: SurveyRepository):
    rutan, lapas = region(repo).perhatian
    assert (rutan.satker, lapas.satker) == (RUTAN, LAPAS)
    assert rutan.alasan == ("belum ada data SPAK", "IPKP belum dapat dinilai, respondennya terlalu sedikit")
    assert rutan.bobot == attention.TANPA_DATA + attention.DI_BAWAH_MINIMAL
    assert "10 dari 43 responden, kurang 33" in lapas.alasan
    # U3 is the D; A2 (2.80, a C) misses its gate by more and is the other one.
    _, unsur = lapas.alasan
    assert unsur.startswith("Prosedur/alur 2,50 (mutu D; 1,")  # with its interval
    assert unsur.endswith(") dan 1 unsur lain di bawah ambang")
    assert lapas.terberat == pytest.approx(attention.JAUH_DARI_TARGET + 1 - 10 / 43)
    assert lapas.is_needed


WATCHED = [(attention.KURANG_RESPONDEN + 0.1, "a"), (attention.UNSUR_DI_BAWAH_AMBANG + 0.5, "b"), (2.06, "c")]


def test_small_reasons_do_not_add_up_to_an_urgent_one():
    """Three things to watch are still things to watch; one urgent reason goes before them however much they weigh."""
    small = Perhatian("S", "S", ("a", "b", "c"), sum(w for w, _ in WATCHED), max(w for w, _ in WATCHED))
    urgent = Perhatian("M", "M", ("d",), attention.MENDESAK, attention.MENDESAK)
    assert small.bobot > urgent.bobot
    assert (small.is_needed, urgent.is_needed) == (False, True)
    assert attention.rank([small, urgent]) == [urgent, small]


@pytest.mark.parametrize(("turun", "is_urgent"), [(0.05, False), (0.099, False), (0.10, True), (0.3, True)])
def test_only_a_large_fall_calls_for_action_this_week(turun: float, is_urgent: bool):
    moved = Perubahan(-turun, -turun - 0.04, -turun + 0.04, TURUN)
    ((weight, _),) = attention.index_reasons("IPKP", Nilai(3.7, 3.6, 3.8, 40), 3.2, moved)
    assert (weight >= attention.MENDESAK) == is_urgent


@pytest.mark.parametrize(("n", "is_urgent"), [(42, False), (22, False), (21, True), (1, True)])
def test_less_than_half_of_the_target_calls_for_action_this_week(n: int, is_urgent: bool):
    ((weight, _),) = attention.respondent_reasons({"SPKP": n}, 43)
    assert (weight >= attention.MENDESAK) == is_urgent


def test_one_satker(repo: SurveyRepository):
    view = known_satker(repo)
    spkp, spak = view.survei
    assert spkp.sekarang is not None
    assert spkp.sekarang["nilai_4"] == pytest.approx(3.7375)
    assert (spkp.n, spak.n, spkp.gate, spak.gate) == (10, 10, 3.2, 3.6)
    assert spkp.perubahan is not None
    assert spkp.perubahan.selisih == pytest.approx(3.7375 - 4)
    assert dict(zip(spkp.unsur["unsur"], spkp.unsur["nilai_4"], strict=True)) == {
        **{f"U{number}": 4.0 for number in (1, 2, 4, 6, 7, 8)}, "U3": 2.5, "U5": pytest.approx(3.4),
    }  # fmt: skip
    # Region's mean per unsur: of the satker's values, U3 (2.5 + 2.8)/2.
    region_u3 = spkp.unsur_wilayah.set_index("unsur").loc["U3", "nilai_4"]
    assert region_u3 == pytest.approx(2.65)
    assert (view.pengguna, view.target.target if view.target else None) == (48, 43)
    kelamin = view.kategori["jenis_kelamin"]
    assert dict(zip(kelamin["kategori"], kelamin["n"], strict=True)) == {"Laki-laki": 7, "Perempuan": 3}
    assert list(view.tren["bulan"]) == [202405, 202406]


def test_answers_are_counted_not_smoothed(repo: SurveyRepository):
    rekap = known_satker(repo).survei[0].rekap.set_index("unsur")
    assert rekap.loc["U3", list(JAWABAN[:6])].tolist() == [5, 0, 0, 0, 0, 5]
    assert rekap.loc["U5", list(JAWABAN[:6])].tolist() == [0, 0, 0, 0, 10, 0]


def test_one_satker_without_data_and_an_unknown_one(repo: SurveyRepository):
    view = known_satker(repo, RUTAN, "2024-05")
    assert all(survei.sekarang is None and survei.n == 0 and survei.unsur.empty for survei in view.survei)
    assert (view.target, view.pengguna) == (None, None)
    assert one_satker(repo, "TIDAK-ADA") is None


def test_respondents_against_target(repo: SurveyRepository):
    view = targets(repo)
    assert by_satker(view.tabel, "n") == {LAPAS: 10, RUTAN: 3}
    assert by_satker(view.tabel, "target") == {LAPAS: 43, RUTAN: pytest.approx(np.nan, nan_ok=True)}
    assert by_satker(view.tabel, "kurang") == {LAPAS: 33, RUTAN: pytest.approx(np.nan, nan_ok=True)}
    assert by_satker(view.tabel, "keadaan") == {LAPAS: "tidak tercapai", RUTAN: "target belum diketahui"}
    assert targets(repo, "2024-05").count("belum ada data") == 1
    assert not view.is_running
    running = targets(repo, hari=date(2024, 6, 30))
    assert running.is_running
    assert by_satker(running.tabel, "keadaan")[LAPAS] == "belum tercapai"


@pytest.mark.parametrize(
    ("months", "today", "jenis", "expected"),
    [
        ([202405, 202406], date(2024, 7, 1), "bulan", "2024-06"),
        ([202405, 202406], date(2024, 6, 30), "bulan", "2024-05"),  # June is not over
        ([202406], date(2024, 6, 15), "bulan", "2024-06"),  # nothing else there is
        ([202401, 202406], date(2026, 1, 1), "triwulan", "2024-TW2"),
        ([202401, 202406], date(2024, 6, 30), "semester", "2024-S1"),
        ([], date(2024, 1, 5), "bulan", "2023-12"),
    ],
)
def test_default_period(months: list[int], today: date, jenis: str, expected: str):
    assert default_period(months, today, jenis).kode == expected


def test_periods_offered_are_those_with_data():
    assert [p.kode for p in period_choices([202403, 202404, 202411], "triwulan")] == [
        "2024-TW4",
        "2024-TW2",
        "2024-TW1",
    ]


CHANGE = Perubahan(-0.2, -0.3, -0.1, TURUN)
NAN = float("nan")


SURE = "IPAK 3,50 (3,40–3,58; 54 responden) di bawah ambang 3,60"
UNSURE = "IPAK 3,590 (3,40–3,70; 25 responden) di bawah ambang 3,60, belum pasti"


@pytest.mark.parametrize(
    ("nilai", "gate", "perubahan", "words"),
    [
        (Nilai(3.5, 3.4, 3.58, 54), 3.6, None, [SURE]),
        (Nilai(3.59, 3.4, 3.7, 25), 3.6, None, [UNSURE]),
        (Nilai(3.5, NAN, NAN, 54), 3.6, None, ["IPAK 3,50 (54 responden) di bawah ambang 3,60"]),
        (Nilai(3.6, 3.4, 3.7, 25), 3.6, None, []),
        (Nilai(3.9, 3.8, 3.95, 25), 3.6, CHANGE, ["IPAK turun nyata 0,20 (0,10–0,30)"]),
        (Nilai(3.9, 3.8, 3.95, 25), 3.6, Perubahan(-0.2, -0.4, -0.004, TURUN), ["IPAK turun nyata 0,20 (0,004–0,40)"]),
        (Nilai(3.9, 3.8, 3.95, 25), 3.6, Perubahan(-0.2, -0.5, 0.1, WAJAR), []),
        (Nilai(3.9, 3.8, 3.95, 25), 3.6, Perubahan(0.2, 0.1, 0.3, NAIK), []),
        (Nilai(1.0, 1.0, 1.2, 25), None, None, []),
    ],
)
def test_reasons_from_an_index(nilai: Nilai, gate: float | None, perubahan: Perubahan | None, words: list[str]):
    assert [text for _, text in attention.index_reasons("IPAK", nilai, gate, perubahan)] == words


def test_an_index_that_may_be_below_its_gate_by_chance_is_watched_and_no_alarm():
    ((sure, _),) = attention.index_reasons("IPAK", Nilai(3.5, 3.4, 3.58, 54), 3.6, None)
    ((unsure, _),) = attention.index_reasons("IPAK", Nilai(3.5, 3.3, 3.62, 25), 3.6, None)
    assert unsure < attention.MENDESAK <= sure


def test_too_few_respondents_are_told_once_for_all_indices():
    words = "IPKP dan IPAK belum dapat dinilai, respondennya terlalu sedikit"
    assert attention.thin_reasons(["IPKP", "IPAK"]) == [(attention.DI_BAWAH_MINIMAL, words)]
    assert attention.thin_reasons([]) == []


@pytest.mark.parametrize(
    ("counts", "target", "words"),
    [
        ({"SPKP": 40, "SPAK": 40}, 40, []),
        ({"SPKP": 38, "SPAK": 38}, 43, ["38 dari 43 responden, kurang 5"]),
        ({"SPKP": 43, "SPAK": 38}, 43, ["38 dari 43 responden SPAK, kurang 5"]),
        ({"SPKP": 0, "SPAK": 0}, 43, ["belum ada data"]),
        ({"SPKP": 0, "SPAK": 5}, None, ["belum ada data SPKP"]),
        ({"SPKP": 5, "SPAK": 5}, None, []),
    ],
)
def test_reasons_from_respondents(counts: dict[str, int], target: int | None, words: list[str]):
    assert [text for _, text in attention.respondent_reasons(counts, target)] == words


def test_period_is_preliminary_only_while_it_runs(repo: SurveyRepository):
    assert targets(repo, "2024", hari=date(2024, 12, 31)).is_running
    assert not targets(repo, "2024", hari=HARI).is_running
    assert choice("2024").periode == Periode(202401, 202412)
