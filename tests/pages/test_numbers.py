"""Numbers on the pages equal the ones worked out on paper (tests/support/kertas.py), to the digits that are shown."""

# The stubs of pandas think that a row picked by .loc has a Series named tolist.
# mypy: disable-error-code="operator"

import re
from pathlib import Path

import pytest

from dashboard import loaders
from dashboard.views import satker as satker_view
from dashboard.views.common import Pilihan
from data_access.repository import Scope
from scoring import uji
from scoring.instruments import shipped_instrument
from scoring.periods import parse_period
from tests.pages import seen
from tests.pages.conftest import OpenPage
from tests.support.kertas import LAPAS, RUTAN


def test_ringkasan(paper_file: Path, open_page: OpenPage):
    app = open_page(paper_file)
    assert seen.title(app) == "Dua dari 2 satker perlu perhatian minggu ini, paling mendesak Rutan I Pensil"
    assert seen.cards(app) == {
        "IPKP wilayah": "3,27 · B",
        "IPAK wilayah": "3,76 · A",
        "Satker mencapai target": "0 dari 1",
        "Satker dengan unsur lemah": "1 dari 2",
    }
    (pooled,) = [card.help for card in app.metric if card.label == "IPKP wilayah"]
    assert seen.unescaped(pooled).endswith("semua responden digabung: 3,52.")
    shown = seen.table(app, "Tabel 2 satker: indeks").set_index("Satuan kerja")
    lapas, rutan = shown.loc["Lapas IIB Kertas"], shown.loc["Rutan I Pensil"]
    assert lapas[["IPKP", "IPAK", "Responden", "Target", "Capaian", "Unsur terlemah"]].tolist() == [
        "3,74 A", "3,76 A", "10", "43", "23%", "Prosedur/alur 2,50",
    ]  # fmt: skip
    assert rutan[["IPKP", "IPAK", "Responden", "Target", "Capaian", "Unsur terlemah"]].tolist() == [
        "2,80 (n 3)", "tidak ada data", "3", "–", "–", "–",
    ]  # fmt: skip


def test_ringkasan_heatmap(paper_file: Path, open_page: OpenPage):
    shown = [str(getattr(html, "value", "")) for html in open_page(paper_file).get("html")]
    (heatmap,) = [html for html in shown if 'scope="row"' in html]
    rows = [re.sub(r"<[^>]+>", " ", row).split() for row in heatmap.split("<tr>") if 'scope="row"' in row]
    lapas, rutan = sorted(rows)
    a, value_u3, value_u5 = ["4,00", "A"], ["2,50", "D"], ["3,40", "B"]
    assert lapas == ["Lapas", "IIB", "Kertas", *a, *a, *value_u3, *a, *value_u5, *a, *a, *a]
    assert rutan[:3] == ["Rutan", "I", "Pensil"]
    assert rutan[3:27] == ["2,80", "n", "3"] * 8


@pytest.mark.parametrize(
    ("query", "ipkp", "lapas", "rutan"),
    [
        ({"periode": "2024-S1"}, "3,33 · B", "3,87 A", "2,80 (n 3)"),
        ({"periode": "2024-05"}, "4,00 · A", "4,00 A", "tidak ada data"),
        # 3.1875 ends in a five: rounded up, not to the even digit.
        ({"konversi": "proporsional"}, "3,19 · B", "3,71 A", "2,67 (n 3)"),
    ],
)
def test_ringkasan_of_other_choices(
    paper_file: Path, open_page: OpenPage, query: dict[str, str], ipkp: str, lapas: str, rutan: str
):
    app = open_page(paper_file, **query)
    assert seen.cards(app)["IPKP wilayah"] == ipkp
    assert seen.table(app, "Tabel 2 satker: indeks")["IPKP"].tolist() == [lapas, rutan]


def test_ringkasan_of_one_jenis(paper_file: Path, open_page: OpenPage):
    app = open_page(paper_file, jenis="Rutan")
    # Three respondents: a value, but no mutu.
    assert seen.cards(app)["IPKP wilayah"] == "2,80"
    assert seen.cards(app)["IPAK wilayah"] == "tidak ada data"
    assert seen.table(app, "Tabel 1 satker")["Satuan kerja"].tolist() == ["Rutan I Pensil"]


def test_satker(paper_file: Path, open_page: OpenPage):
    app = open_page(paper_file, "satker", satker=LAPAS)
    assert seen.title(app) == "Lapas Kelas IIB Kertas: IPKP 3,74, sangat baik"
    assert seen.cards(app) == {"IPKP": "3,74 · A", "IPAK": "3,76 · A", "Responden": "10"}
    words = seen.texts(app)
    assert "Paling lemah: Prosedur/alur (2,50) dan Tarif/biaya (3,40)." in words
    assert "10 responden dari target 43: kurang 33." in words
    unsur = seen.table(app, "Tabel: Nilai 8 unsur").set_index("Unsur")
    assert unsur.loc["Prosedur/alur", ["Nilai (skala 4)", "Mutu", "Responden"]].tolist() == ["2,50", "D", "10"]
    assert unsur.loc["Tarif/biaya", ["Nilai (skala 4)", "Nilai (skala 100)", "NRR"]].tolist() == [
        "3,40", "80,00", "5,00",
    ]  # fmt: skip
    answers = seen.table(app, "Tabel: Sebaran jawaban").set_index("Unsur")
    assert answers.loc["Prosedur/alur"].tolist() == ["5", "0", "0", "0", "0", "5"]
    months = seen.table(app, "Tabel: Tren IPKP")
    assert len(months) == 12
    assert months["Bulan"].tolist()[-2:] == ["Mei 2024", "Juni 2024"]
    assert months["Indeks (skala 4)"].tolist()[-2:] == ["4,00", "3,74"]
    # Months without answers are there, in words.
    assert set(months["Mutu"].tolist()[:-2]) == {"tidak ada data"}


def test_satker_charts_show_the_same_numbers(paper_file: Path, open_page: OpenPage):
    app = open_page(paper_file, "satker", satker=LAPAS)
    by_alt = dict(zip(seen.alts(app), seen.charts(app), strict=True))
    (unsur,) = [figure for alt, figure in by_alt.items() if alt.startswith("Nilai 8 unsur IPKP")]
    points = {round(float(x), 4) for trace in unsur["data"] for x in _numbers(trace.get("x"))}
    assert {2.5, 3.4, 4.0} <= points
    (target,) = [alt for alt in by_alt if alt.startswith("Jumlah responden terhadap target")]
    assert "10/43, kurang 33 (23%)" in target
    (kelamin,) = [figure for alt, figure in by_alt.items() if "jenis kelamin" in alt]
    assert {7, 3} <= {round(x) for trace in kelamin["data"] for x in _numbers(trace.get("x"))}


def _numbers(values: object) -> list[float]:
    """Plotly packs arrays of numbers as base64 text."""
    import base64

    import numpy as np

    if isinstance(values, dict):
        packed = np.frombuffer(base64.b64decode(values["bdata"]), dtype=values["dtype"])
        return [float(value) for value in packed]
    return [float(value) for value in values or [] if isinstance(value, int | float)]  # type: ignore[attr-defined]


def test_satker_with_few_respondents(paper_file: Path, open_page: OpenPage):
    app = open_page(paper_file, "satker", satker=RUTAN)
    assert seen.title(app) == "Rutan Kelas I Pensil: responden belum memadai untuk dinilai"
    assert seen.cards(app) == {"IPKP": "2,80 (n 3)", "IPAK": "tidak ada data", "Responden": "3"}
    assert "tetapi baru 3 responden: belum memadai untuk dinilai (paling sedikit 10)." in seen.texts(app)


def test_lemah(paper_file: Path, open_page: OpenPage):
    app = open_page(paper_file, "lemah")
    assert seen.title(app) == "Satu dari 2 satker punya unsur di bawah ambang, paling sering Prosedur/alur"
    shown = seen.table(app, "Tabel 2 unsur lemah")
    assert shown[["Unsur", "Nilai", "Mutu", "Ambang", "Perubahan", "Responden"]].to_numpy().tolist() == [
        ["Prosedur/alur", "2,50", "D", "kurang 0,70", "turun 1,50", "10"],
        ["Tarif/biaya", "3,40", "B", "–", "turun 0,60", "10"],
    ]
    assert "Prosedur/alur 2,50 (" in seen.texts(app)
    (reasons,) = [one.value.set_index("Alasan") for one in app.table if "Alasan" in one.value.columns]
    # Two Lapas and Rutan have no peers, the Rutan has three respondents.
    assert reasons["Unsur"].to_dict() == {
        "Mutu C atau D": "1", "Di bawah ambang": "1", "Di bawah sejenis": "0", "Turun nyata": "2", "Menetap": "0",
        "Dua terendah": "2",
    }  # fmt: skip
    assert reasons.loc["Di bawah sejenis", "Tidak dinilai"] == "2 satker"
    assert set(seen.table(app, "Unsur terendah pada satker dengan")["Mutu"]) == {"n kurang"}
    spak = open_page(paper_file, "lemah", survei="spak")
    assert seen.table(spak, "Tabel 1 unsur lemah")[["Unsur", "Nilai", "Ambang"]].to_numpy().tolist() == [
        ["Kecurangan (di luar prosedur)", "2,80", "kurang 0,80"]
    ]


def test_lemah_by_reason(paper_file: Path, open_page: OpenPage):
    app = open_page(paper_file, "lemah", alasan="mutu")
    assert seen.table(app, "Tabel 1 unsur lemah")["Unsur"].tolist() == ["Prosedur/alur"]
    app = open_page(paper_file, "lemah", alasan="turun-nyata")
    assert seen.table(app, "Tabel 2 unsur lemah")["Unsur"].tolist() == ["Prosedur/alur", "Tarif/biaya"]
    none = open_page(paper_file, "lemah", alasan="menetap")
    assert "Tidak ada unsur yang ditandai lemah dengan pilihan ini." in seen.texts(none)
    unknown = open_page(paper_file, "lemah", alasan="entah")
    assert "Alamat ini meminta alasan entah, yang tidak dikenal." in seen.texts(unknown)


def test_responden(paper_file: Path, open_page: OpenPage):
    app = open_page(paper_file, "responden")
    assert seen.title(app) == "Satu dari 2 satker tidak mencapai target Juni 2024"
    words = " ".join(seen.texts(app).split())
    assert "Tidak tercapai (1)" in words
    assert "Lapas IIB Kertas Salin pesan untuk Lapas Kelas IIB Kertas 10/43 kurang 33" in words
    assert "Target belum diketahui (1)" in words
    assert "3 responden" in words
    shown = seen.table(app, "Tabel 2 satker: responden").set_index("Satuan kerja")
    assert shown.loc["Lapas Kelas IIB Kertas"].tolist()[:5] == ["tidak tercapai", "10", "43", "33", "48"]
    assert shown.loc["Rutan Kelas I Pensil"].tolist()[:5] == ["target belum diketahui", "3", "–", "–", "–"]


def test_rapat_slides(paper_file: Path, open_page: OpenPage):
    first = open_page(paper_file, "rapat")
    assert seen.title(first) == "IPKP 3,27 dan IPAK 3,76 pada Juni 2024; dua satker perlu perhatian minggu ini"
    assert seen.cards(first) == {"IPKP wilayah, Juni 2024": "3,27 · B", "IPAK wilayah, Juni 2024": "3,76 · A"}
    assert "1 dari 7 · data per" in seen.texts(first)
    titles = [seen.title(open_page(paper_file, "rapat", salindia=str(number))) for number in range(1, 8)]
    assert titles == [
        "IPKP 3,27 dan IPAK 3,76 pada Juni 2024; dua satker perlu perhatian minggu ini",
        "Satu dari 2 satker tidak mencapai target Juni 2024",
        "Dua satker tanpa SPKP dua bulan berturut-turut atau lebih sampai Desember 2024",
        "Satu dari 2 satker punya unsur di bawah ambang, paling sering Prosedur/alur",
        "Belum ada dari 2 satker yang memenuhi syarat survei WBK; satu hampir",
        "Lapas Kelas IIB Kertas: IPKP 3,74, sangat baik",
        "Rutan Kelas I Pensil: responden belum memadai untuk dinilai",
    ]


@pytest.mark.parametrize("salindia", ["0", "99", "-1", "x", "1.5", "²"])
def test_rapat_starts_at_the_first_slide_when_the_address_names_none(
    paper_file: Path, open_page: OpenPage, salindia: str
):
    app = open_page(paper_file, "rapat", salindia=salindia)
    seen.assert_sound(app)
    assert "1 dari 7" in seen.texts(app)


def test_page_view_and_paper_agree(paper_file: Path, open_page: OpenPage):
    """The page prints the view's number, which is the number on paper."""
    app = open_page(paper_file, "satker", satker=LAPAS)
    pilihan = Pilihan("spkp", parse_period("2024-06"), satker=LAPAS)
    view = satker_view.build(loaders.database(), Scope.everything(), pilihan)
    assert view is not None
    row = view.utama.sekarang
    assert row is not None
    assert view.utama.instrumen == shipped_instrument("spkp")
    assert float(row["nilai_4"]) == pytest.approx((6 * 6 + 3.5 + 5) / 8 * 3 / 5 + 0.4)
    assert seen.cards(app)["IPKP"].startswith(f"{float(row['nilai_4']):.2f}".replace(".", ","))


def test_metodologi_prints_what_is_computed(paper_file: Path, open_page: OpenPage):
    app = open_page(paper_file, "metodologi")
    shown = seen.table(app, f"{len(uji.run_cases())} kasus uji")
    assert len(shown) >= 100
    assert set(shown["Cocok"]) == {"ya"}
    assert seen.title(app) == f"Hitungan Pantau sama dengan terbitan pada {len(shown)} dari {len(shown)} kasus uji"
    gates = seen.table(app, "Ambang IPAK dan IPKP")
    assert set(gates.loc[gates["Indeks"] == "IPAK", "Ambang skala 4"]) == {"3,60"}
