"""The view of Survei Integritas, worked out by hand on a small survey, and the words of every state."""

from __future__ import annotations

import math
from collections.abc import Hashable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dashboard import keadaan
from dashboard.charts.heatmap_table import heatmap_html
from dashboard.charts.wilayah import satker_dots, satker_dots_alt
from dashboard.tables import integritas as tables_integritas
from dashboard.text import integritas as kalimat
from dashboard.views import integritas, score, score_internal
from dashboard.views.common import Pilihan
from dashboard.views.integritas import SurveiIntegritas
from dashboard.views.score import Permintaan
from data_access.confidential import ConfidentialRepository
from data_access.repository import Scope
from scoring.periods import Periode, parse_period
from scoring.states import Status
from tests.kerahasiaan import survei
from tests.kerahasiaan.survei import HARI_INI, KODE, Isi, orang

ALL = Scope.everything()
# Second quarter. A: 12 people, all 5 -> 1 + 3*4/5 = 3.40, and 12 employees: everybody. B: three people. C: nobody.
# First quarter. A: 12 people, all 4 -> 2.80. C: 6 people, all 6 -> 4.00, too few for a grade.
DUA: Isi = {
    ("A", "2026-TW1"): [orang("2026-TW1", (4, 4, 4, 4))] * 12,
    ("C", "2026-TW1"): [orang("2026-TW1", (6, 6, 6, 6))] * 6,
    ("A", "2026-TW2"): [orang("2026-TW2", (5, 5, 5, 5))] * 12,
    ("B", "2026-TW2"): [orang("2026-TW2", (1, 1, 1, 1))] * 3,
}
PEGAWAI = {"A": 12, "B": 20, "C": 9}


class WithEmployees(ConfidentialRepository):
    """A file, and the employees that a database would know."""

    def employees(self, scope: Scope, periode: Periode) -> pd.Series:  # noqa: ARG002 - the same in every period
        return pd.Series(PEGAWAI, name="pegawai")


@pytest.fixture(scope="module")
def repo() -> ConfidentialRepository:
    return WithEmployees(survei.raw(DUA), HARI_INI)


def view_of(repo: ConfidentialRepository, periode: str) -> SurveiIntegritas:
    view = integritas.build(repo, ALL, Pilihan(KODE, parse_period(periode)), HARI_INI)
    assert view is not None
    return view


def row(view: SurveiIntegritas, kode: str) -> dict[Hashable, Any]:
    (found,) = view.tabel[view.tabel["satker"] == kode].to_dict("records")
    return found


def test_full_response_has_no_interval_and_is_said(repo: ConfidentialRepository):
    view = view_of(repo, "2026-TW2")
    a = row(view, "A")
    assert a["nilai_4"] == pytest.approx(3.40)
    assert (a["bawah_4"], a["atas_4"]) == pytest.approx((3.40, 3.40))
    assert (a["mutu"], a["respons"], bool(a["is_lengkap"])) == ("B", 1.0, True)
    (words,) = [line for line in tables_integritas.satker(view).to_numpy().tolist() if line[0] == survei.SATKER["A"]]
    assert words[1:] == ["3,40 B", "semua menjawab", "12 dari 12 (100%)", "naik nyata 0,60"]
    assert kalimat.wilayah_note(view) == (
        "Semua pegawai menjawab, jadi bukan perkiraan; naik nyata 0,60 dari Triwulan I 2026, satu satker yang sama"
    )


def test_partial_response_is_corrected_for_the_number_of_employees(repo: ConfidentialRepository):
    """C: 6 of 9 answered 6. At worst the other three answer 1: (36 + 3) / 9 = 4.33 -> 1 + 3*3.33/5 = 3.00."""
    c = row(view_of(repo, "2026-TW1"), "C")
    assert c["nilai_4"] == pytest.approx(4.0)
    assert 3.0 <= c["bawah_4"] < 4.0
    assert c["status"] == Status.DI_BAWAH_MINIMAL
    assert c["mutu"] is None


def test_a_hidden_satker_has_no_number_at_all(repo: ConfidentialRepository):
    b = row(view_of(repo, "2026-TW2"), "B")
    assert b["status"] == Status.DISEMBUNYIKAN
    assert b["pegawai"] == 20
    for name in ("n", "respons", "nrr", "nilai_4", "nilai_100", "bawah_4", "atas_4", "selisih"):
        assert math.isnan(b[name]), name
    assert not isinstance(b["mutu"], str)


def test_nobody_answered_is_a_count_and_no_value(repo: ConfidentialRepository):
    c = row(view_of(repo, "2026-TW2"), "C")
    assert (c["status"], c["n"], c["respons"]) == (Status.TIDAK_ADA_DATA, 0.0, 0.0)
    assert math.isnan(c["nilai_4"])


def test_the_region_is_the_mean_of_what_is_shown(repo: ConfidentialRepository):
    first, second = view_of(repo, "2026-TW1"), view_of(repo, "2026-TW2")
    assert first.wilayah.nilai_4 == pytest.approx((2.80 + 4.00) / 2)
    assert second.wilayah.nilai_4 == pytest.approx(3.40)
    # Compared with the first quarter only A, which is shown in both: 3.40 - 2.80, not 3.40 - 3.40.
    assert second.pembanding == 1
    assert second.perubahan is not None
    assert second.perubahan.selisih == pytest.approx(0.60)
    assert second.komponen["nilai_4"].tolist() == pytest.approx([3.40] * 4)
    assert second.komponen["n"].tolist() == [12] * 4


def test_the_finding_of_every_situation(repo: ConfidentialRepository):
    assert (
        kalimat.integritas_finding(view_of(repo, "2026-TW2")).replace("\\", "")
        == "Indeks Integritas wilayah 3,40 pada Triwulan II 2026, rata-rata satu satker dari 3"
    )
    assert kalimat.integritas_finding(view_of(repo, "2026-TW3")) == "Belum ada jawaban pada Triwulan III 2026"
    running = view_of(repo, "2026-TW4")
    assert kalimat.integritas_finding(running) == "Triwulan IV 2026 belum selesai: hasil terbit mulai 1 Januari 2027"
    hidden = WithEmployees(survei.raw({("B", "2026-TW2"): DUA["B", "2026-TW2"]}), HARI_INI)
    view = view_of(hidden, "2026-TW2")
    assert kalimat.integritas_finding(view).startswith("Semua hasil Triwulan II 2026 disembunyikan")
    assert kalimat.wilayah_value(view) == "× disembunyikan"
    assert kalimat.respons_value(view) == "belum diketahui"


def test_an_unknown_survey_has_no_view(repo: ConfidentialRepository):
    assert integritas.build(repo, ALL, Pilihan("spkp", parse_period("2026-TW2")), HARI_INI) is None


@pytest.mark.parametrize(
    ("status", "wanted"),
    [
        (Status.NILAI, "3,41 B"),
        (Status.DI_BAWAH_MINIMAL, "3,41 (n 7)"),
        (Status.DISEMBUNYIKAN, "× disembunyikan"),
        (Status.TIDAK_ADA_DATA, "tidak ada data"),
    ],
)
def test_the_state_decides_what_is_said(status: Status, wanted: str):
    """Not the number: a value that slipped in beside the state is not printed either."""
    assert keadaan.nilai_teks(status, 3.41, 7, "B") == wanted
    assert keadaan.has_value(status) == ("3,41" in wanted)
    assert keadaan.n_teks(status, 7) == ("–" if status is Status.DISEMBUNYIKAN else "7")
    assert keadaan.angka_teks(status, "3,2–3,5") == ("3,2–3,5" if "3,41" in wanted else "–")


def test_chart_and_grid_say_the_states(repo: ConfidentialRepository):
    view = view_of(repo, "2026-TW2")
    figure = satker_dots(view.tabel, survei.SATKER, tema="terang")
    assert "× disem-<br>bunyikan" in figure.layout.yaxis2.ticktext
    assert "tidak ada<br>data" in figure.layout.yaxis2.ticktext
    drawn = [x for trace in figure.data if trace.name == "nilai" for x in trace.x if not math.isnan(x)]
    assert drawn == pytest.approx([3.40])
    assert "2 satker tanpa nilai" in satker_dots_alt(view.tabel, survei.SATKER, ukuran_nilai="I", periode="x")
    names = {item.kode: item.nama_pendek for item in survei.INTEGRITAS.unsur}
    html = heatmap_html(view.unsur, survei.SATKER, names, tema="terang", judul="x")
    assert html.count("× disem&shy;bunyikan</span>") == 4
    assert "silang: disembunyikan" in html.lower()
    assert "0,00" not in html


def test_score_has_the_interval_of_the_page(repo: ConfidentialRepository):
    periode = parse_period("2026-TW1")
    results = score_internal.score_internal(repo, ALL, Permintaan(periode, per="satker"))
    (c,) = [one for one in results if one["satker"] == "C"]
    page = row(view_of(repo, "2026-TW1"), "C")
    assert c["indeks"]["interval_95"] == pytest.approx([page["bawah_4"], page["atas_4"]])
    assert "6 dari 9 pegawai mengisi" in c["penjelasan"]["kisaran"]


def test_score_carries_the_state_and_no_numbers(repo: ConfidentialRepository):
    minta = Permintaan(parse_period("2026-TW2"), per="satker")
    shown, hidden = score_internal.score_internal(repo, ALL, minta)
    assert (shown["satker"], shown["n"], shown["status"]) == ("A", 12, "nilai")
    assert shown["target"] == {
        "n": 12, "target": 12, "metode": "sensus", "alasan": "Sensus: seluruh 12 pegawai menjadi responden."
    }  # fmt: skip
    assert (hidden["satker"], hidden["status"]) == ("B", "disembunyikan")
    assert hidden["n"] is None
    assert {value for unsur in hidden["unsur"] for name, value in unsur.items() if name in {"n", "nrr", "nilai_4"}} == {
        None
    }
    assert hidden.keys() == shown.keys()
    assert hidden["indeks"].keys() == shown["indeks"].keys()
    assert hidden["penjelasan"].keys() == shown["penjelasan"].keys()
    assert hidden["penjelasan"]["nilai_utuh"] is None
    assert hidden["indeks"]["nilai_4"] is None
    assert hidden["indeks"]["interval_95"] == [None, None]
    # All 12 employees answered: nobody speaks of service users here.
    assert shown["indeks"]["dasar_interval"] == "sensus"
    assert shown["penjelasan"]["kisaran"].startswith("sensus: semua 12 pegawai mengisi")
    # By publication period, and nothing by service; public scoring does not know the survey.
    by_period = score_internal.score_internal(repo, ALL, replace(minta, periode=None, per="periode"))
    assert [(one["periode"], one["n"]) for one in by_period] == [("2026-01/2026-03", 18), ("2026-04/2026-06", 12)]
    assert score_internal.score_internal(repo, ALL, replace(minta, per="layanan")) == []
    assert score.score_all(survei.raw(DUA), ALL, minta) == []


def test_the_command_tells_the_rule(tmp_path: Path, pantau):  # noqa: ANN001 - fixture
    lines = ["Satker;Tanggal;I1;I2;I3;I4"]
    lines += [f"LPS-01;2026-0{month}-05;6;5;6;6" for month in (4, 5, 6) for _ in range(3)]
    lines += ["RTN-01;2026-05-05;1;1;1;1"] * 3
    file = tmp_path / "integritas.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    answer = pantau("score", file, "--instrument", "integritas", "--by", "satker", "--json")
    assert answer.code == 0
    assert "paling sedikit 5 pegawai" in answer.err
    found = {one["satker"]: one for one in answer.data}
    # 9 people: (6 + 5 + 6 + 6) / 4 = 5.75 -> 1 + 3*4.75/5 = 3.85; fewer than 10 for a grade.
    assert found["LPS-01"]["indeks"]["nilai_4"] == pytest.approx(3.85)
    assert found["LPS-01"]["status"] == "di bawah minimal"
    assert (found["RTN-01"]["n"], found["RTN-01"]["status"]) == (None, "disembunyikan")
    text = pantau("score", file, "--instrument", "integritas", "--by", "satker")
    assert "RTN-01" in text.out
    assert "disembunyikan" in text.out
    one_month = pantau("score", file, "--instrument", "integritas", "--from", "2026-05", "--to", "2026-05", "--json")
    assert one_month.code == 1
    assert one_month.out == ""
