"""The back-test of the pace: its short form, what it stands on, and the long form that docs/laju.md holds."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from dashboard.cli import main
from dashboard.cli.uji_laju import BENIH_PERTAMA
from dashboard.demo_data.satker import SATKER
from dashboard.ujilaju.cara import CARA, GARIS, PANTAU, WILAYAH, Soal
from dashboard.ujilaju.deret import CONTOH, PROSES, Deret, example_series, jepara_series, process_series
from dashboard.ujilaju.laporan import BATAS, report, verdict
from dashboard.ujilaju.nilai import (
    Jawaban,
    answer,
    answers,
    by_source,
    calibration,
    mean_log,
    outcomes,
    questions,
    score,
    with_rest,
)
from scoring.errors import ScoringError
from scoring.pace import Keadaan, assess
from scoring.workdays import Kalender

DOKUMEN = Path(__file__).parents[2] / "docs" / "laju.md"
TETAP, AKHIR_BULAN = "tetap (Poisson)", "kejar akhir bulan"
Hasil = dict[str, list[Jawaban]]


@pytest.fixture(scope="module")
def short() -> Hasil:
    """Every third example satker, and three satker of each process, from ten and from two working days before the end."""
    series = example_series(BENIH_PERTAMA)[::3]
    series += [deret for nama in PROSES for deret in process_series(nama, BENIH_PERTAMA, 3)]
    return answers(questions(series, (10, 2)))


def test_the_pace_beats_the_straight_line_on_every_source(short: Hasil):
    for sumber, ways in by_source(short).items():
        own, line = score(ways[PANTAU]), score(ways[GARIS])
        assert own.brier < line.brier, sumber
        assert own.log < line.log, sumber


def test_the_satker_knows_itself_better_than_its_region(short: Hasil):
    """On the example data and over all sources; three satker with one rate may well be forecast by their mean."""
    example = by_source(short)[CONTOH]
    assert score(example[PANTAU]).brier < score(example[WILAYAH]).brier
    assert score(example[PANTAU]).log < score(example[WILAYAH]).log
    assert mean_log(short)[PANTAU] < 0.7 * mean_log(short)[WILAYAH]


def test_no_other_way_has_a_better_log_score(short: Hasil):
    means = mean_log(short)
    assert min(means, key=lambda nama: means[nama]) == PANTAU


def test_the_interval_covers_about_nine_of_ten(short: Hasil):
    """Over sources that keep their habits; a sudden change cannot be known (docs/laju.md)."""
    covered = {sumber: score(ways[PANTAU]).cakupan for sumber, ways in by_source(short).items()}
    assert all(share > 0.7 for share in covered.values()), covered
    assert 0.85 < np.mean(list(covered.values())) < 0.97


def test_what_is_said_comes_true_as_often(short: Hasil):
    """Each bin with a hundred probabilities or more: within 15 points; the states sort the targets."""
    own = short[PANTAU]
    large = [item for item in calibration(own) if item.banyak >= 100]
    assert len(large) >= 3
    for item in large:
        assert item.terjadi == pytest.approx(item.disebut, abs=0.15), item
    shares = {state: reached / count for state, (count, reached) in outcomes(with_rest(own, 10)).items()}
    assert shares[Keadaan.GAGAL] < 0.3 < shares[Keadaan.DIJAGA] < 0.85 < shares[Keadaan.AMAN]


def test_rhythm_is_what_month_end_catch_up_needs(short: Hasil):
    ways = by_source(short)[AKHIR_BULAN]
    assert score(ways[PANTAU]).brier < 0.75 * score(ways["tanpa irama hari"]).brier


def test_questions_hold_nothing_of_later_days():
    """With everything after it taken away, each question is the same but for what came."""
    deret = next(iter(process_series(TETAP, 1, 1)))
    month = deret.bulan[4]
    for soal in questions([deret], (10, 2)):
        if soal.amati.periode.dari == month:
            known = {day: n for day, n in deret.harian.items() if day <= soal.amati.sampai}
            assert not any(day > soal.amati.sampai for day in soal.amati.harian)
            again = next(
                item
                for item in questions([replace(deret, harian=known)], (soal.sisa,))
                if item.amati.periode.dari == month
            )
            assert again.amati == soal.amati
            assert again.datang == 0
            for nama, cara in CARA.items():
                np.testing.assert_array_equal(cara(again), cara(soal), err_msg=nama)


def hand_made() -> Soal:
    """March 2026 (22 working days), two on each of the first ten days, three on each of the last twelve."""
    days = (kalender := Kalender(5, {}, {})).workdays(date(2026, 3, 1), date(2026, 3, 31))
    counts = {day: 2 if place < 10 else 3 for place, day in enumerate(days)}
    deret = Deret("tangan", "tangan", "A", (202603,), counts, kalender, {202603: (20, 43, 60)})
    found = questions([deret], (12,))
    assert len(found) == 1
    return found[0]


def test_a_question_by_hand():
    soal = hand_made()
    assert (soal.n, soal.datang, soal.sisa, soal.target) == (20, 36, 12, (43, 60))
    assert soal.laju_wilayah == 2.0
    assert (soal.amati.sampai, soal.amati.mulai) == (date(2026, 3, 15), date(2026, 3, 16))


def test_the_straight_line_by_hand():
    """Two a day for twelve days: 24 to come, 44 together: 43 surely, 60 surely not. 36 came: 43 reached, 60 not."""
    said = answer(hand_made(), CARA[GARIS])
    assert (said.bawah, said.atas) == (24, 24)
    assert said.peluang == ((1.0, True), (0.0, False))
    assert not said.is_covered
    assert score([said]).brier == 0
    assert score([said]).log == pytest.approx(-np.log(0.99))


def test_pantau_is_judged_by_what_the_dashboard_shows():
    soal = hand_made()
    shown, said = assess(replace(soal.amati, target=43)), answer(soal, CARA[PANTAU])
    assert shown.peluang == pytest.approx(said.peluang[0][0], abs=1e-12)
    assert (shown.bawah, shown.atas) == (20 + said.bawah, 20 + said.atas)


def test_scores_by_hand():
    """Said 0.8 and it came, said 0.6 and it did not: Brier (0.04 + 0.36) / 2, log -(ln 0.8 + ln 0.4) / 2."""
    soal = hand_made()
    given = [Jawaban(soal, 30, 40, ((0.8, True),)), Jawaban(soal, 37, 41, ((0.6, False),))]
    found = score(given)
    assert found.brier == pytest.approx(0.2)
    assert found.log == pytest.approx(-(np.log(0.8) + np.log(0.4)) / 2)
    assert (found.cakupan, found.lebar) == (0.5, 7.0)
    bins = [(item.dari, item.banyak, item.disebut, item.terjadi) for item in calibration(given)]
    assert bins == [(0.5, 1, 0.6, 0.0), (0.8, 1, 0.8, 1.0)]
    assert outcomes(given) == {Keadaan.AMAN: (1, 1), Keadaan.DIJAGA: (1, 0), Keadaan.GAGAL: (0, 0)}


def test_the_same_series_at_every_call():
    for nama in PROSES:
        assert list(process_series(nama, 3, 2)) == list(process_series(nama, 3, 2))


def test_counters_of_jepara(shared_data: Path):
    """Sessions per counter as the published data's own table counts them; ours beats the straight line there."""
    series = jepara_series(shared_data / "jepara_mpp")
    assert {deret.satker: sum(deret.harian.values()) for deret in series} == {
        "1": 225, "2": 71, "21": 215, "22": 340, "5": 54,
    }  # fmt: skip
    found = answers(questions(series))
    assert score(found[PANTAU]).brier < 0.8 * score(found[GARIS]).brier
    assert score(found[PANTAU]).cakupan == pytest.approx(0.9, abs=0.06)


def test_a_folder_without_jepara_is_named(tmp_path: Path):
    with pytest.raises(ScoringError, match=re.escape("wide.csv tidak ada")):
        jepara_series(tmp_path)


def test_the_command_writes_the_document(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    """The whole way, with a region of two satker."""
    monkeypatch.setattr("dashboard.ujilaju.deret.SATKER", SATKER[:2])
    file = tmp_path / "laju.md"
    assert main(["uji-laju", "--benih", "1", "--satker", "1", "--tulis", str(file)]) == 0
    written = file.read_text(encoding="utf-8")
    assert "## Data contoh" in written
    assert "## Jepara" not in written
    assert capsys.readouterr().out.startswith(f"{file}: Nilai log Pantau 0,")


@pytest.mark.parametrize("wrong", [["--benih", "0"], ["--satker", "0"]])
def test_nothing_to_judge_is_wrong_usage(wrong: list[str], capsys: pytest.CaptureFixture[str]):
    assert main(["uji-laju", *wrong]) == 2
    assert "paling sedikit 1" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_told_before_the_work(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["uji-laju", "--tulis", str(tmp_path / "tidak-ada" / "laju.md")]) == 2
    assert "tidak-ada" in capsys.readouterr().err


def test_a_better_rival_is_named(short: Hasil):
    swapped = {PANTAU: short[GARIS], GARIS: short[PANTAU]}
    assert "LEBIH BAIK: garis lurus (0," in verdict(swapped)
    assert "tidak ada pembanding yang lebih baik" in verdict({PANTAU: short[PANTAU], GARIS: short[GARIS]})


def test_the_document_is_made_by_this_program(short: Hasil):
    """Its words are those of the report, and one of its rows is that of its seeds today."""
    text = DOKUMEN.read_text(encoding="utf-8")
    assert text.startswith(report(short).split("## Ringkasan")[0])
    assert BATAS in text
    assert "## Jepara (nyata)" in text
    section = text.split("## Tetap (Poisson)")[1]
    row = re.search(r"\| Pantau \| ([\d.]+) \| ([\d.]+) \| (0,\d+) \| (0,\d+) \|", section)
    assert row
    series = [d for seed in range(BENIH_PERTAMA, BENIH_PERTAMA + 3) for d in process_series(TETAP, seed, 20)]
    own = score(answers(questions(series), {PANTAU: CARA[PANTAU]})[PANTAU])
    assert [int(cell.replace(".", "")) for cell in row.groups()[:2]] == [own.soal, own.peluang]
    assert [float(cell.replace(",", ".")) for cell in row.groups()[2:]] == pytest.approx([own.brier, own.log], abs=6e-4)
