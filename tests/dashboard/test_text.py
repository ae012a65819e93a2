"""Sentences and tables of the pages, made from the survey on paper (tests/support/kertas.py)."""

# The stubs of pandas think that a row picked by .loc has a Series named tolist.
# mypy: disable-error-code="operator"

from dataclasses import replace

import pandas as pd
import pytest
from pandas.io.formats.style import Styler

from dashboard import tables, text
from data_access.repository import SurveyRepository
from scoring import uji
from scoring.changes import NAIK, TANPA_KISARAN, TURUN, WAJAR, Perubahan
from scoring.instruments import shipped_instrument
from scoring.periods import Periode
from scoring.rules import mutu_table
from tests.dashboard.views_support import comparison, known_satker, region, targets
from tests.support.kertas import LAPAS, RUTAN


def displayed(table: Styler) -> pd.DataFrame:
    """What a reader sees: every cell as its text."""
    cells = table._translate(sparse_index=False, sparse_cols=False)["body"]  # type: ignore[attr-defined]
    rows = [[cell["display_value"] for cell in row if cell["type"] == "td"] for row in cells]
    return pd.DataFrame(rows, columns=table.columns, dtype=object)


def test_region(repo: SurveyRepository):
    view = region(repo)
    assert (
        text.ringkasan_finding(view) == r"Dua dari 2 satker perlu perhatian minggu ini, paling mendesak Rutan I Pensil"
    )
    assert [text.card_value(kartu) for kartu in view.kartu] == ["3,27 · B", "3,76 · A"]
    assert text.region_title(view) == "IPKP 3,27 dan IPAK 3,76 pada Juni 2024; dua satker perlu perhatian minggu ini"
    assert text.reached_value(view) == "0 dari 1"
    assert text.reached_note(view) == "13 responden SPKP; target sebagian satker belum diketahui"
    assert text.weak_value(view) == "1 dari 2"
    assert text.region_gate(view) == 3.2
    assert text.card_note(view.kartu[1], "Mei 2024").startswith("kisaran ")
    assert "rata-rata 1 satker" in text.card_note(view.kartu[1], "Mei 2024")


def test_findings_of_the_other_pages(repo: SurveyRepository):
    finding = text.lemah_finding(region(repo))
    assert finding == "Satu dari 2 satker punya unsur di bawah ambang, paling sering Prosedur/alur"
    assert text.responden_finding(targets(repo)) == "Satu dari 2 satker tidak mencapai target Juni 2024"
    assert text.lemah_finding(region(repo, "2024-05")) == "Tidak ada unsur di bawah ambang pada 2 satker"


def test_a_period_without_answers_is_neither_good_nor_bad(repo: SurveyRepository):
    view = region(repo, "2019-01")
    sentences = [
        text.ringkasan_finding(view),
        text.region_title(view),
        text.lemah_finding(view),
        text.responden_finding(targets(repo, "2019-01")),
    ]
    assert set(sentences) == {"Belum ada jawaban pada Januari 2019"}
    assert [text.card_value(kartu) for kartu in view.kartu] == ["tidak ada data", "tidak ada data"]
    assert text.reached_value(view) == "–"
    assert text.reached_note(view) == "0 responden SPKP; target semua satker belum diketahui"


def test_without_any_known_target_none_is_called_reached(repo: SurveyRepository):
    view = targets(repo, "2024-05")  # nobody entered the service users of May
    view.tabel["keadaan"] = "target belum diketahui"
    expected = "Target Mei 2024 belum diketahui: jumlah pengguna layanan belum diisi"
    assert text.responden_finding(view) == expected


def test_paragraph_of_a_satker(repo: SurveyRepository):
    view = known_satker(repo)
    sentences = text.satker_paragraph(view).replace("\\", "").split(". ")
    assert sentences[0] == "IPKP 3,74 dari 4: mutu A (sangat baik), sudah mencapai ambang WBK 3,20"
    assert sentences[1].startswith("Nilai seluruh pengguna layanan diperkirakan 3,")
    # The one thing to repair stands in the first minute, the whole list with the unsur.
    assert sentences[-2] == "Yang pertama perlu dibenahi: Prosedur/alur (2,50), mutu D"
    reasons = text.weak_reasons(view).replace("\\", "")
    assert reasons.startswith(
        "Paling lemah: Prosedur/alur (2,50) dan Tarif/biaya (3,40). Yang pertama: Prosedur/alur 2,50 ("
    )
    assert "kurang 0,70 dari ambang WBK 3,20" in reasons
    assert sentences[-1] == "10 responden dari target 43: kurang 33."
    assert text.satker_finding(view).replace("\\", "") == "Lapas Kelas IIB Kertas: IPKP 3,74, sangat baik"
    assert text.survey_card_value(view.survei[1]) == "3,76 · A"


def test_paragraph_of_few_respondents_and_of_none(repo: SurveyRepository):
    few = text.satker_paragraph(known_satker(repo, RUTAN)).replace("\\", "")
    start = "IPKP 2,80 dari 4, tetapi baru 3 responden: belum memadai untuk dinilai (paling sedikit 10)."
    assert few.startswith(start)
    # Three answers do not say which unsur is weak, nor that a gate is missed.
    assert "lemah" not in few
    assert "ambang" not in few
    assert text.weak_reasons(known_satker(repo, RUTAN)) == ""
    assert text.survey_card_value(known_satker(repo, RUTAN).survei[0]) == "2,80 (n 3)"
    none = text.satker_paragraph(known_satker(repo, RUTAN, "2024-05")).replace("\\", "")
    assert none.startswith("IPKP Mei 2024 belum ada: tidak ada responden.")
    assert "0,00" not in none
    assert text.satker_finding(known_satker(repo, RUTAN, "2024-05")).endswith("belum ada data Mei 2024")


@pytest.mark.parametrize(
    ("nilai", "bawah", "atas", "words"),
    [
        (3.198, 3.09, 3.28, "kurang 0,002 dari ambang WBK 3,20. ... diperkirakan 3,09–3,28, jadi belum pasti di bawah ambang."),
        (3.25, 3.15, 3.33, "sudah mencapai ambang WBK 3,20. ... diperkirakan 3,15–3,33, jadi belum pasti mencapai ambang."),
        (3.00, 2.90, 3.10, "kurang 0,20 dari ambang WBK 3,20. ... diperkirakan 2,90–3,10."),
    ],
)  # fmt: skip
def test_an_interval_around_the_gate_leaves_it_open(
    repo: SurveyRepository, nilai: float, bawah: float, atas: float, words: str
):
    view = known_satker(repo)
    assert view.utama.sekarang is not None
    now = view.utama.sekarang.copy()
    now["nilai_4"], now["bawah_4"], now["atas_4"] = nilai, bawah, atas
    shown = replace(view, survei=(replace(view.utama, sekarang=now), *view.survei[1:]))
    assert (
        text.satker_lines(shown)[0].replace("\\", "").endswith(words.replace("...", "Nilai seluruh pengguna layanan"))
    )


def test_only_the_truly_lowest_are_called_weakest(repo: SurveyRepository):
    view = known_satker(repo)
    spak = view.survei[1]  # A2 2.80, all others 4.00: the second lowest is one of four equals
    paragraph = text.weak_sentence(spak)
    assert paragraph == "Paling lemah: Kecurangan (di luar prosedur) (2,80)."


@pytest.mark.parametrize(
    ("perubahan", "words"),
    [
        (None, "tidak ada pembanding (Mei 2026 tanpa data)"),
        (Perubahan(0.08, 0.01, 0.2, NAIK), "naik nyata 0,08 dari Mei 2026"),
        (Perubahan(-0.125, -0.3, -0.01, TURUN), "turun nyata 0,13 dari Mei 2026"),
        (Perubahan(-0.3, -0.7, 0.1, WAJAR), "masih variasi wajar dibanding Mei 2026"),
        (
            Perubahan(-0.3, float("nan"), float("nan"), TANPA_KISARAN),
            "perubahan dari Mei 2026 tanpa kisaran, tidak dinilai",
        ),
    ],
)
def test_change(perubahan: Perubahan | None, words: str):
    assert text.change_words(perubahan, "Mei 2026") == words


def test_running_period_is_called_preliminary():
    assert text.basis("SPKP", "Juni 2026", 12345, "1 Juli 2026", sementara=True) == (
        "SPKP, Juni 2026 (berjalan, sementara), 12.345 responden, data per 1 Juli 2026"
    )
    assert "sementara" not in text.basis("SPKP", "Mei 2026", 1, "1 Juli 2026")


def test_table_of_the_region(repo: SurveyRepository):
    view = region(repo)
    shown = displayed(tables.ringkasan(view, ["gambar 1", "gambar 2"], comparison(repo))).set_index("Satuan kerja")
    assert list(shown.index) == ["Lapas IIB Kertas", "Rutan I Pensil"]
    lapas, rutan = shown.iloc[0], shown.iloc[1]
    assert (lapas["IPKP"], lapas["IPAK"], lapas["Responden"], lapas["Target"]) == ("3,74 A", "3,76 A", "10", "43")
    assert lapas["Capaian"] == "23%"
    assert lapas["Unsur terlemah"] == "Prosedur/alur 2,50"
    assert (lapas["Dibanding lain"], rutan["Dibanding lain"]) == ("–", "n kurang")  # too few satker to compare
    assert (rutan["IPKP"], rutan["IPAK"], rutan["Target"], rutan["Capaian"]) == (
        "2,80 (n 3)", "tidak ada data", "–", "–",
    )  # fmt: skip
    empty = displayed(tables.ringkasan(region(repo, "2019-01"), ["", ""], comparison(repo, "2019-01")))
    assert set(empty["IPKP"]) == {"tidak ada data"}
    assert set(empty["Unsur terlemah"]) == {"–"}
    assert "0,00" not in empty.to_string()


def test_table_of_weak_unsur(repo: SurveyRepository):
    view = region(repo)
    shown = displayed(tables.lemah(view.lemah_survei, view.pilihan.periode))
    first = shown.iloc[0]
    fell = "turun nyata 1,50 dari Mei 2024; termasuk dua terendah"
    # U3 fell from 4.00 to 2.50 and misses 3.20 by 0.70; one Lapas alone has no peers.
    assert first.tolist() == [
        "1", "Lapas IIB Kertas", "Prosedur/alur", "2,50", "D", "kurang 0,70", "tidak dinilai", "turun 1,50", "ya",
        first["Kisaran"], "10",
        f"empat alasan, terberat mutu D; kurang 0,70 dari ambang WBK 3,20; {fell}",
    ]  # fmt: skip
    second = shown.iloc[1]
    assert (second["Unsur"], second["Nilai"], second["Ambang"], second["Mutu"]) == ("Tarif/biaya", "3,40", "–", "B")
    assert (
        second["Mengapa di urutan ini"] == "dua alasan, terberat turun nyata 0,60 dari Mei 2024; termasuk dua terendah"
    )
    assert shown.iloc[-1]["Mutu"] == "n kurang"


def test_table_of_targets(repo: SurveyRepository):
    shown = displayed(tables.responden(targets(repo))).set_index("Satuan kerja")
    assert shown.loc["Lapas Kelas IIB Kertas"].tolist() == [
        "tidak tercapai", "10", "43", "33", "48", "48 pengguna layanan: Krejcie-Morgan memberi 43 responden.",
    ]  # fmt: skip
    assert shown.loc["Rutan Kelas I Pensil"].tolist()[:5] == ["target belum diketahui", "3", "–", "–", "–"]


def test_tables_of_one_satker(repo: SurveyRepository):
    spkp = known_satker(repo, LAPAS).survei[0]
    shown = displayed(tables.unsur(spkp.unsur, Periode(202406, 202406))).set_index("Unsur")
    assert shown.loc["Prosedur/alur", ["Nilai (skala 4)", "Nilai (skala 100)", "Mutu", "NRR", "Responden"]].tolist() == [
        "2,50", "50,00", "D", "3,50", "10",
    ]  # fmt: skip
    counts = tables.jawaban(spkp.rekap, shipped_instrument("spkp")).set_index("Unsur")
    assert counts.loc["Prosedur/alur"].tolist() == [5, 0, 0, 0, 0, 5]
    months = displayed(tables.tren(known_satker(repo, LAPAS).tren, [202405, 202406]))
    assert months["Bulan"].tolist() == ["Mei 2024", "Juni 2024"]
    assert months["Indeks (skala 4)"].tolist() == ["4,00", "3,74"]


def test_table_of_grades_is_the_regulation():
    """PermenPANRB 14/2017, table of NIK 2017."""
    shown = tables.mutu(mutu_table())
    assert shown["Mulai NIK"].tolist() == ["88,31", "76,61", "65,00", "0,00"]
    assert shown["Mulai nilai skala 4"].tolist() == ["3,5324", "3,0644", "2,6000", "0,0000"]


def test_golden_cases_are_shown_with_both_numbers():
    hasil = uji.run_cases()
    shown = tables.uji(hasil)
    assert len(shown) == len(hasil)
    assert set(shown["Cocok"]) == {"ya"}
    assert shown["Terbitan"].tolist() == [item.diharapkan for item in hasil]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Lapas Kelas IIB Sampit", "Lapas Kelas IIB Sampit"),
        ("Rutan Jum'at, Ma'ruf", "Rutan Jum'at, Ma'ruf"),
        ("# satu *dua* [tiga](x)", r"\# satu \*dua\* \[tiga\]\(x\)"),
        ("$5 dan $10", r"\$5 dan \$10"),
        # What the frontend looks for after the escapes are gone is broken up by an invisible word joiner.
        ("http://a.id", "http\\:\u2060//a\\.id"),
        ("WWW.a.id", "WWW\u2060\\.a\\.id"),
        ("x@a.id", "x\u2060@a\\.id"),
        (":material/home:", "\\:\u2060material/home\\:"),
        ("a -> b -- c", "a \\-\u2060\\> b \\-\u2060\\- c"),
        ("pukul 08:30", r"pukul 08\:30"),
    ],
)
def test_text_from_a_file_is_no_markdown(name: str, written: str):
    assert text.plain(name) == written


def test_only_columns_of_long_words_get_a_width_and_never_the_names_that_open_a_satker():
    frame = pd.DataFrame(
        {
            tables.SATKER: ["Lapas Narkotika IIA Muara Lazuardi"],
            "Kisaran": ["3,66–3,90 (periksa N)"],
            "IPKP": ["3,94 (n 7)"],
        }
    )
    widths = tables.wide_columns(frame)
    assert set(widths) == {"Kisaran"}
    assert widths["Kisaran"] >= 21 * 7  # 21 letters of about 7 px
