"""Recaps on the pages of the survey on paper (tests/support/kertas.py): marked, never mixed, and reconciled."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dashboard import exports, tables, text
from dashboard.text import rekap as words
from dashboard.views import attention, perbandingan, rekap, ringkasan, satker, score, score_rekap
from dashboard.views.common import Pilihan, last_recap
from dashboard.views.rekap import RekapSatker
from data_access.engine import make_engine, writing
from data_access.recaps import store_recap
from data_access.repository import SurveyRepository
from data_access.satker_names import SatkerBaru
from data_access.sql_repository import SqlRepository
from data_access.store import insert_satker
from scoring.periods import parse_period
from tests.dashboard.views_support import SCOPE, choice
from tests.files.recap_support import Rows, raw_of, read
from tests.support import kertas

BAPAS = "BPS-01"
NAMES = ((kertas.LAPAS, ""), (kertas.RUTAN, ""), (BAPAS, ""))
# SPKP of June: LPS-01 5.5625 -> scale 100: 91.25 by min-maks, 92.7083 by proporsional; RTN-01 60 (3 respondents);
# BPS-01 has no answers. SPAK of LPS-01 5.6 -> 92.
ROWS: Rows = [
    ["Kode satker", "Survei", "Bulan", "Nilai", "Grade", "Responden"],
    [kertas.LAPAS, "SPKP", "2024-06", "92,71", "Sangat Baik", 10],
    [kertas.LAPAS, "SPAK", "2024-06", "92,00", "A", 12],
    [kertas.RUTAN, "SPKP", "2024-06", "55,5", "D", 3],
    [BAPAS, "SPKP", "2024-06", "90", "Baik", 43],
]
LAMA: Rows = [ROWS[0], [BAPAS, "SPKP", "2024-06", "70", "Baik", 40]]


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SurveyRepository]:
    """The survey on paper, and recaps of June 2024, one of them revised."""
    file: Path = tmp_path_factory.mktemp("rekap") / "uji.db"
    engine = make_engine(kertas.make_database(file))
    with writing(engine).begin() as connection:
        insert_satker(connection, [SatkerBaru(BAPAS, "Bapas Kelas II Penghapus")])
    for name, rows in (("lama.csv", LAMA), ("hasil-3as.csv", ROWS)):
        raw = raw_of({"S": rows}, name, sha256=name.rjust(64, "0"))
        store_recap(engine, raw, read(raw, satker_dikenal=NAMES), datetime(2024, 7, 1, tzinfo=UTC))
    yield SqlRepository(engine)
    engine.dispose()


@pytest.fixture(scope="module")
def view(repo: SurveyRepository) -> ringkasan.RingkasanWilayah:
    return ringkasan.build(repo, SCOPE, choice())


def one(repo: SurveyRepository, kode: str) -> RekapSatker:
    (found,) = [
        item
        for item in rekap.of_region(repo, SCOPE, choice(), repo.instruments(SCOPE)[0])
        if item.tercatat.satker == kode
    ]
    return found


def page(repo: SurveyRepository, kode: str, periode: str = "2024-06") -> satker.SatuanKerja:
    found = satker.build(repo, SCOPE, Pilihan("spkp", parse_period(periode), satker=kode))
    assert found is not None
    return found


def test_the_region_is_the_mean_of_answers_alone(view: ringkasan.RingkasanWilayah):
    """(3.7375 + 2.80)/2 as without any recap; the recap of BPS-01 would have made it 3.41."""
    spkp = view.kartu[0]
    assert spkp.nilai.nilai_4 == pytest.approx(3.26875)
    assert (spkp.nilai.satker, spkp.hanya_rekap) == (2, 1)
    assert "satu satker hanya rekap, tidak ikut rata-rata" in text.card_note(spkp, "Mei 2024")


def test_a_satker_with_a_recap_alone_shows_it_marked(repo: SurveyRepository, view: ringkasan.RingkasanWilayah):
    """90 of 100 by min-maks: 1 + 3 x 0.9 = 3.70."""
    styler: Any = tables.ringkasan(view, [""] * len(view.tabel), perbandingan.build(repo, SCOPE, choice()))
    table = styler.data
    row = table[table["Satuan kerja"].str.contains("Penghapus")].iloc[0]
    assert (row["IPKP"], row["Dibanding lain"], row["IPAK"]) == (
        "3,70 A (rekap, n 43)",
        "hanya rekap",
        "tidak ada data",
    )
    answered = table[table["Satuan kerja"].str.contains("Kertas")].iloc[0]
    assert answered["IPKP"] == "3,74 A"


def test_it_is_missed_less_than_a_satker_without_anything(view: ringkasan.RingkasanWilayah):
    (item,) = [item for item in view.perhatian if item.satker == BAPAS]
    assert "IPKP (n 43) hanya dari rekap, jawaban respondennya belum ada" in item.alasan
    assert "belum ada data SPAK" in item.alasan


def test_an_unexplained_difference_is_watched_and_stands_first(view: ringkasan.RingkasanWilayah):
    """55.5 of RTN-01 is explained by nothing, 92.71 of LPS-01 by another conversion, BPS-01 has no answers to differ from."""
    assert [item.tercatat.satker for item in view.rekap_survei] == [kertas.RUTAN, kertas.LAPAS, BAPAS]
    (rutan,) = [item for item in view.perhatian if item.satker == kertas.RUTAN]
    assert "rekap IPKP berbeda dari jawaban responden dan belum dapat dijelaskan" in rutan.alasan
    (lapas,) = [item for item in view.perhatian if item.satker == kertas.LAPAS]
    assert "berbeda dari jawaban" not in " ".join(lapas.alasan)


def test_a_recap_below_its_gate_is_watched_but_no_alarm():
    """2.93 against 3.20; 3.20 reaches it."""
    ((weight, told),) = attention.recap_gate_reasons("IPKP", 2.93, 16, 3.20)
    assert told == "IPKP 2,93 menurut rekap (tanpa kisaran; n 16) di bawah ambang 3,20"
    assert weight < attention.MENDESAK
    assert attention.recap_gate_reasons("IPKP", 3.20, 16, 3.20) == []


def test_its_respondents_are_not_counted_against_the_target(view: ringkasan.RingkasanWilayah):
    """LPS-01 alone has a target; BPS-01 is neither reached nor missed."""
    assert text.reached_value(view) == "0 dari 1"
    assert "satu satker hanya rekap, tidak dihitung di sini" in text.reached_note(view)


def test_recaps_of_other_periods_are_named(repo: SurveyRepository):
    quarter = ringkasan.build(repo, SCOPE, choice("2024-TW2"))
    assert [(periode.kode, count) for periode, count in quarter.rekap_lain] == [("2024-06", 3)]
    note = words.other_periods_note(quarter.rekap_lain, quarter.pilihan.periode)
    assert note == "Ada rekap lain yang bukan tepat Triwulan II 2024: Juni 2024 (tiga satker)."
    assert words.other_periods_note((), quarter.pilihan.periode) == ""


def test_a_slide_says_how_each_differs(repo: SurveyRepository):
    assert words.compared_cell(one(repo, kertas.LAPAS)).endswith("selisih +1,46. Cocok bila konversi proporsional.")
    assert words.compared_cell(one(repo, kertas.RUTAN)).endswith(". Tidak dapat dijelaskan.")
    assert words.compared_cell(one(repo, BAPAS)) == "43 responden; jawabannya belum ada"


def test_without_answers_the_newest_recap_that_is_over_gives_the_period():
    periods = [parse_period(kode) for kode in ("2024-TW2", "2024-06", "2024-TW3", "2024-04..2024-08")]
    assert last_recap(periods, date(2024, 9, 30)).kode == "2024-04..2024-08"
    assert last_recap(periods[:2], date(2024, 9, 30)).kode == "2024-06"
    assert last_recap(periods, date(2024, 10, 1)).kode == "2024-TW3"
    assert last_recap(periods[2:3], date(2024, 8, 1)).kode == "2024-TW3"


def test_its_page_says_so_in_the_heading_and_on_the_card(repo: SurveyRepository):
    found = page(repo, BAPAS)
    assert text.satker_finding(found) == text.plain(
        "Bapas Kelas II Penghapus: IPKP 3,70 menurut rekap, jawaban respondennya belum ada"
    )
    assert text.survey_card_value(found.utama) == "3,70 · A"
    assert "tanpa kisaran" in text.survey_card_note(found.utama, "Mei 2024")
    assert "tidak ada data" in text.survey_card_value(found.survei[1])


def test_the_printed_grade_stands_beside_ours_where_they_differ(repo: SurveyRepository):
    """3.70 is NIK 92.5: A; the file says Baik, which is B."""
    bapas = one(repo, BAPAS)
    assert (bapas.nilai.mutu, bapas.mutu_tercetak, bapas.is_mutu_beda) == ("A", "B", True)
    assert text.plain("mutu A menurut tabel yang berlaku, tertulis B") in words.recap_line(bapas)
    assert not one(repo, kertas.LAPAS).is_mutu_beda


def test_three_respondents_have_no_grade(repo: SurveyRepository):
    rutan = one(repo, kertas.RUTAN)
    assert (rutan.nilai.mutu, rutan.mutu_tercetak, rutan.is_mutu_beda) == (None, "D", False)


def test_a_revised_recap_names_the_former(repo: SurveyRepository):
    assert text.plain("Direvisi; sebelumnya 70 pada skala 100 (40 responden, lama.csv).") == words.former_line(
        one(repo, BAPAS)
    )


def test_the_difference_and_what_explains_it(repo: SurveyRepository):
    """92,71 is 5.5625 x 100 / 6; ours is 91.25."""
    sentence = words.match_line(one(repo, kertas.LAPAS))
    assert text.plain("Rekap 92,71, jawaban yang tersimpan 91,25 (skala 100): selisih +1,46.") in sentence
    assert text.plain("Sama persis bila konversi proporsional.") in sentence


def test_a_difference_that_nothing_explains(repo: SurveyRepository):
    """Three respondents who all gave 4: every choice gives 60, or 66,67 by proporsional; none gives 55,5."""
    sentence = words.match_line(one(repo, kertas.RUTAN))
    assert "Tidak dapat dijelaskan dengan" in sentence
    assert words.reason_short(one(repo, kertas.RUTAN)) == "tidak dapat dijelaskan"


def test_the_same_value_from_other_respondents(repo: SurveyRepository):
    spak = page(repo, kertas.LAPAS).rekap[1]
    assert words.reason_short(spak) == "nilai sama, responden berbeda"
    assert "Responden di rekap 12, jawaban tersimpan 10" in words.match_line(spak).replace("\\", "")


def test_another_period_shows_none(repo: SurveyRepository):
    assert page(repo, BAPAS, "2024-05").rekap == ()
    quarter = page(repo, BAPAS, "2024-TW2")
    assert [item.tercatat.periode.kode for item in quarter.rekap] == ["2024-06"]
    # A month is no quarter: the card stays without a value.
    assert quarter.utama.rekap_saja is None


def test_exports_have_sheets_of_their_own(view: ringkasan.RingkasanWilayah):
    book = openpyxl.load_workbook(io.BytesIO(exports.ringkasan(view, ())))
    assert "Rekap" in book.sheetnames
    rows = list(book["Rekap"].iter_rows(values_only=True))
    bapas = next(dict(zip(rows[0], row, strict=True)) for row in rows[1:] if row[0] == BAPAS)
    assert (bapas["Tertulis"], bapas["Responden"], bapas["Dasar kisaran"]) == (90, 43, "tanpa sebaran")
    assert bapas["Selisih (skala tertulis)"] is None


def test_score_tells_recaps_apart(repo: SurveyRepository):
    asked = score.Permintaan(parse_period("2024-06"), per="satker")
    found = score_rekap.score_recaps(repo, SCOPE, asked, "spkp")
    assert [(item["sumber"], item["satker"], item["kecocokan"]) for item in found] == [
        ("rekap", kertas.LAPAS, "dapat dijelaskan"),
        ("rekap", kertas.RUTAN, "tidak dapat dijelaskan"),
        ("rekap", BAPAS, None),
    ]
    assert found[2]["indeks"]["nilai_4"] == pytest.approx(3.7)
    assert score_rekap.score_recaps(repo, SCOPE, score.Permintaan(parse_period("2024-06"))) == []
    assert [item["satker"] for item in score.score_all(repo, SCOPE, asked, "spkp")] == [kertas.LAPAS, kertas.RUTAN]


def test_hostile_names_stay_text(repo: SurveyRepository):
    bapas = one(repo, BAPAS)
    named = replace(bapas, tercatat=replace(bapas.tercatat, nama_berkas="[x](http://jahat.id) :material/home:.csv"))
    assert "[x](" not in words.recap_line(named)
