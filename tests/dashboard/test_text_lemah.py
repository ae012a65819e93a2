"""The sentence that says why a weak unsur stands where it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd
import pytest

from dashboard import text
from dashboard.views import lemah as views_lemah
from scoring.changes import TANPA_KISARAN, TURUN, WAJAR
from scoring.lowest import BELUM_TERBEDAKAN, SERI, TERPISAH
from scoring.periods import parse_period
from scoring.states import Status

JUNI = parse_period("2026-06")


@dataclass
class Baris:
    """One row of weak unsur."""

    nama_unsur: str = "Sarana prasarana"
    nilai_4: float = 3.12
    bawah_4: float = 2.98
    atas_4: float = 3.25
    dasar: object = None
    mutu: str | None = "B"
    n: int = 41
    jarak: float = 0.08
    ambang: float = 3.2
    predikat: str = "WBK"
    jenis: str = "Lapas"
    selisih: float = -0.15
    arah: str | None = TURUN
    sejenis_4: float = 3.45
    sejenis_satker: int = 7
    terendah: str | None = TERPISAH
    alasan: tuple[str, ...] = ("ambang", "turun nyata")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (Baris(), "dua alasan, terberat kurang 0,08 dari ambang WBK 3,20; turun nyata 0,15 dari Mei 2026"),
        (
            Baris(mutu="C", alasan=("mutu", "ambang", "turun nyata")),
            "tiga alasan, terberat mutu C; kurang 0,08 dari ambang WBK 3,20; turun nyata 0,15 dari Mei 2026",
        ),
        (Baris(alasan=("di bawah sejenis",)), "0,33 di bawah rata-rata 7 Lapas lain (3,45)"),
        (Baris(alasan=("dua terendah",)), "termasuk dua terendah"),
        (Baris(alasan=("dua terendah",), terendah=SERI), "tidak terbedakan dari dua terendah"),
        (
            Baris(alasan=("menetap", "dua terendah"), terendah=BELUM_TERBEDAKAN),
            "dua alasan, terberat termasuk dua terendah, menetap tiga bulan, tetapi belum terbedakan dari unsur lain",
        ),
        (
            replace(Baris(predikat="WBBM"), ambang=3.6, jarak=0.48, alasan=("ambang",)),
            "kurang 0,48 dari ambang WBBM 3,60",
        ),
    ],
)
def test_why(row: Baris, words: str):
    assert text.weak_why(row, JUNI) == words
    assert text.weak_row(row, JUNI) == f"Sarana prasarana 3,12 (2,98–3,25; 41 responden): {words}."


def test_a_slide_tells_the_worst_only():
    assert text.weak_why(Baris(), JUNI, 1) == "dua alasan, terberat kurang 0,08 dari ambang WBK 3,20"


def test_other_lengths_of_period():
    row = Baris(alasan=("turun nyata", "menetap", "dua terendah"))
    assert text.weak_why(row, parse_period("2026-TW2")).endswith(
        "turun nyata 0,15 dari Triwulan I 2026; termasuk dua terendah, menetap tiga triwulan"
    )


@pytest.mark.parametrize(
    ("arah", "words"),
    [
        (TURUN, "turun 0,15"),
        (WAJAR, "variasi wajar"),
        (TANPA_KISARAN, "tanpa kisaran, tidak dinilai"),
        (None, "tanpa pembanding"),
    ],
)
def test_change_in_a_cell(arah: str | None, words: str):
    assert text.change_cell(arah, -0.15) == words


def test_how_often_each_unsur_is_weak():
    """Two satker with U1 below the gate, one with U2 only lowest by a hair, one U2 from three respondents."""
    rows = [
        ("A", "U1", 0.1, ("ambang", "dua terendah"), TERPISAH, Status.NILAI),
        ("B", "U1", 0.2, ("ambang",), None, Status.NILAI),
        ("C", "U1", 0.0, ("turun nyata",), None, Status.NILAI),
        ("A", "U2", 0.0, ("dua terendah",), BELUM_TERBEDAKAN, Status.NILAI),
        ("D", "U2", 0.5, ("ambang",), None, Status.DI_BAWAH_MINIMAL),
    ]
    lemah = pd.DataFrame(rows, columns=["satker", "unsur", "jarak", "alasan", "terendah", "status"])
    found = views_lemah.per_unsur(lemah, {"U2": "Tarif", "U1": "Sarana"}, 4)
    assert found[["nama", "lemah", "ambang", "satker"]].to_numpy().tolist() == [["Sarana", 3, 2, 4], ["Tarif", 0, 0, 4]]
    unjudged = pd.DataFrame({"satker": ["D", "D"], "alasan": ["mutu", "menetap"]})
    counts = views_lemah.per_reason(lemah, unjudged, ("ambang", "menetap", "dua terendah"))
    assert counts[["unsur", "satker", "tidak_dinilai"]].to_numpy().tolist() == [[2, 2, 0], [0, 0, 1], [2, 1, 0]]
