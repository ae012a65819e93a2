"""Comparing satker: what the view holds, what the sentences and tables say, and that they say when they cannot."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from dashboard.tables import perbandingan as tables_perbandingan
from dashboard.text import perbandingan as text
from dashboard.views import bulanan, perbandingan
from dashboard.views.bulanan import Bulanan
from dashboard.views.common import Pilihan
from dashboard.views.perbandingan import PerbandinganSatker
from data_access.repository import SurveyRepository
from scoring.comparison import compare
from scoring.indeks import indeks, rules_for
from scoring.instruments import shipped_instrument
from scoring.periods import months_between, parse_period
from scoring.xmr import xmr
from tests.dashboard.views_support import SCOPE, choice
from tests.support.factories import recap
from tests.support.kertas import LAPAS, RUTAN

SPKP = shipped_instrument("spkp")


def satker(kode: str, nama: str, jenis: str) -> dict[str, str]:
    return {"satker": kode, "nama": nama, "jenis": jenis, "bidik_predikat": ""}


DAFTAR = pd.DataFrame(
    [
        *(satker(f"L{n}", f"Lapas Kelas IIB Nomor {n}", "Lapas") for n in range(1, 8)),
        satker("R1", "Rutan Kelas I Rendah", "Rutan"),
        satker("B1", "Bapas Kelas II Kecil", "Bapas"),
        satker("B2", "Bapas Kelas I Kosong", "Bapas"),
    ]
)


def region(answers: dict[str, tuple[int, int]]) -> PerbandinganSatker:
    """Satker whose respondents gave all 6 and all 4: (how many, how many)."""
    butir = [[6] * 8] * 0
    owners: list[str] = []
    for kode, (high, low) in answers.items():
        butir += [[6] * 8] * high + [[4] * 8] * low
        owners += [kode] * (high + low)
    rekap, sebaran = recap(SPKP, np.array(butir, dtype=np.int8).reshape(-1, 8), owners)
    per_satker = indeks(rekap, rules_for(SPKP), sebaran=sebaran)
    hasil = compare(per_satker, sebaran, rules_for(SPKP))
    return PerbandinganSatker(Pilihan("spkp", parse_period("2026-06")), SPKP, DAFTAR, per_satker, per_satker, hasil)


PENUH = {f"L{n}": (30, 10) for n in range(1, 8)} | {"R1": (5, 35), "B1": (4, 3)}


def test_the_finding_says_how_many_lie_outside_and_which():
    view = region(PENUH)
    assert text.comparison_title(view) == "IPKP: satu satker di bawah kisaran wajar (Rutan I Rendah), 7 di dalam"
    notes = text.comparison_notes(view)
    assert notes[0].startswith("Peluang termasuk tiga terendah: Rutan I Rendah >99%")
    assert notes[-1] == "Tidak dibandingkan (responden di bawah 10 atau tanpa sebaran): Bapas II Kecil."


def test_all_inside_and_none_likely_the_lowest():
    view = region(dict.fromkeys(("L1", "L2", "L3", "L4", "L5", "R1", "B1", "B2"), (30, 10)))
    assert text.comparison_title(view) == "IPKP: 8 satker semuanya dalam kisaran wajar"
    assert text.comparison_notes(view) == [
        "Siapa tiga terendah belum dapat dipastikan: tidak ada satker yang peluangnya mencapai 50%.",
        "Beda antarsatker tidak lebih besar daripada kebetulan siapa yang mengisi.",
    ]


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({}, "Tidak ada jawaban SPKP untuk dibandingkan"),
        ({"B1": (4, 3)}, "Kisaran wajar perlu paling sedikit lima satker yang dapat dinilai; di sini belum ada"),
        (
            {"L1": (30, 10), "B1": (4, 3)},
            "Kisaran wajar perlu paling sedikit lima satker yang dapat dinilai; di sini baru satu",
        ),
    ],
)
def test_too_few_satker_are_said(answers: dict[str, tuple[int, int]], words: str):
    view = region(answers)
    assert text.comparison_title(view) == words
    assert text.comparison_notes(view) == []


def test_table_holds_every_satker_and_its_state():
    shown = tables_perbandingan.perbandingan(region(PENUH)).data.set_index("Satuan kerja")  # type: ignore[attr-defined]
    assert shown["Letak"].to_dict() == {
        "Rutan I Rendah": "di bawah", **{f"Lapas IIB Nomor {n}": "dalam" for n in range(1, 8)},
        "Bapas II Kecil": "n kurang", "Bapas I Kosong": "tidak ada data",
    }  # fmt: skip
    assert shown.index[0] == "Rutan I Rendah"
    assert shown.index[-1] == "Bapas I Kosong"
    assert shown.loc["Bapas I Kosong", "Kisaran wajar 95 %"] == "–"
    assert shown["Peluang tiga terendah"].sum() == pytest.approx(3)


def test_place_of_one_satker():
    view = region(PENUH)
    low = text.place_sentence(view, "R1").replace("\\", "")
    assert "Di antara 8 satker wilayah: di bawah kisaran wajar" in low
    assert "Peluang termasuk tiga terendah >99%, tiga tertinggi <1%" in low
    assert "ditarik" not in low  # outside the funnel it is not like the others
    assert text.place_sentence(view, "B1") == r"Belum dibandingkan\: baru 7 responden\."
    assert text.place_sentence(view, "B2") == ""


def test_shrunken_value_is_told_where_respondents_are_few():
    view = region(PENUH | {"L5": (9, 5)})
    row = view.row("L5")
    assert row is not None
    assert row["nilai_4"] < row["susut_4"]
    assert "taksiran terbaik tingkatnya 3," in text.shrunken_sentence(row)
    many = view.row("L1")
    assert many is not None
    assert text.shrunken_sentence(many) == ""


def test_beside_peers():
    """Lapas 3.70 (30 of 40 at 4.0, 10 at 2.8) against the four others, which are alike."""
    view = region(PENUH | {"L5": (10, 30)})
    words = text.peers_sentence(view, "L5").replace("\\", "")
    # (10 x 4.0 + 30 x 2.8) / 40 = 3.10
    assert words.startswith("IPKP 3,10; rata-rata enam Lapas lain 3,70. Selisih −0,60 (kisaran ")
    assert words.endswith(": lebih rendah, bukan sekadar kebetulan.")
    alike = text.peers_sentence(view, "L1").replace("\\", "")
    assert alike.endswith(": masih variasi wajar, bedanya bisa karena kebetulan.")
    assert text.peers_sentence(view, "R1").replace("\\", "") == (
        "Perbandingan perlu paling sedikit tiga Rutan lain yang dapat dinilai; belum ada."
    )
    assert text.peers_sentence(view, "B2").replace("\\", "") == "Tidak ada responden pada Juni 2026."


def months(values: list[float]) -> Bulanan:
    bulan = tuple(months_between(202501, 202612)[: len(values)])
    deret = pd.DataFrame({"bulan": bulan, "nilai_4": values, "n": 40})
    return Bulanan(SPKP, bulan, deret, xmr(np.array(values), minimal=12, runtun=8))


def test_months_in_words():
    few = text.months_sentence(months([3.4] * 9)).replace("\\", "")
    assert few.endswith("perlu paling sedikit dua belas bulan yang dapat dinilai; baru sembilan.")
    calm = text.months_sentence(months([3.4, 3.5] * 6)).replace("\\", "")
    assert calm.startswith(
        "Kebiasaan IPKP satker ini: 3,18–3,72, dari naik-turunnya Januari 2025 sampai Desember 2025. Semua bulan yang dapat"
    )
    assert text.habit_words(months([3.4, 3.5] * 6)) == ""


def test_months_that_differ_from_the_usual_ones():
    fell = months([3.4, 3.5] * 6 + [3.1, 3.0])
    assert text.habit_words(fell) == "sudah dua bulan di bawah kebiasaannya"
    words = text.months_sentence(fell).replace("\\", "")
    assert "Sudah dua bulan di bawah kebiasaannya, sejak Januari 2026: ada yang berubah, cari sebabnya." in words
    assert text.habit_words(months([3.4, 3.5] * 6 + [3.1])) == "Januari 2026 di bawah kebiasaannya"
    # Back to the usual: only what was is told.
    back = months([3.4, 3.5] * 6 + [3.1, 3.45])
    assert text.habit_words(back) == ""
    told = text.months_sentence(back).replace("\\", "")
    assert told.endswith("Bulan terakhir biasa saja. Sebelumnya di bawah kebiasaan: Januari 2026.")
    # Eight months over the mean 3.45, all inside 3.18 to 3.72: not outside the usual range.
    run = months([3.4, 3.5] * 6 + [3.5] * 8)
    assert text.habit_words(run) == "sudah sembilan bulan di atas rata-rata kebiasaannya"


def test_table_of_the_months():
    table = tables_perbandingan.bulanan(months([3.4, 3.5] * 6 + [3.1])).data  # type: ignore[attr-defined]
    assert table["Tanda"].tolist() == ["–"] * 12 + ["di bawah batas"]


def test_views_of_the_survey_on_paper(repo: SurveyRepository):
    """Two satker, one with 10 respondents: no funnel; two months: no limits."""
    view = perbandingan.build(repo, SCOPE, choice())
    assert view.hasil.corong is None
    assert view.tabel.set_index("satker")["n"].to_dict() == {LAPAS: 10, RUTAN: 3}
    assert text.comparison_title(view).endswith("di sini baru satu")
    months_view = bulanan.build(repo, SCOPE, Pilihan("spkp", parse_period("2024-06"), satker=LAPAS))
    assert months_view.bulan == (202405, 202406)
    assert months_view.peta.bulan == 2
    assert not months_view.peta.has_limits
    nothing = bulanan.build(repo, SCOPE, Pilihan("spkp", parse_period("2019-01"), satker=LAPAS))
    assert nothing.bulan == ()
    assert not nothing.peta.has_limits
