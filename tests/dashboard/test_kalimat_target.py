"""Targets in words: one word a state wherever it stands, the findings word for word, two satker of one name told apart."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from dashboard import exports, tables
from dashboard.charts.laju import pace_board_html, pace_grid_html
from dashboard.nama import told_apart
from dashboard.text import laju as words
from dashboard.text.kepatuhan import ARTI
from dashboard.text.pesan import region_message, satker_line
from dashboard.views import kepatuhan, laju
from dashboard.views.common import Pilihan
from dashboard.views.kepatuhan_sel import PilihanKepatuhan
from dashboard.views.laju import URUTAN, LajuSatker, LajuWilayah
from data_access.confidential import ConfidentialRepository
from data_access.engine import make_engine
from data_access.repository import Scope
from data_access.satker_names import SatkerBaru
from data_access.sql_repository import SqlRepository
from data_access.store import store
from scoring import targets
from scoring.compliance import Kepatuhan
from scoring.instruments import shipped_instrument
from scoring.periods import parse_period
from tests.dashboard.pesan_support import make_satker, make_view
from tests.support.factories import make_file, make_sheet
from tests.support.pengguna import save_service_users

PANDUAN = (Path(__file__).parents[2] / "docs" / "panduan.md").read_text(encoding="utf-8")
GOLDEN = tomllib.loads((Path(__file__).parent / "golden" / "temuan.toml").read_text(encoding="utf-8"))["temuan"]
# Noon in Jakarta on Friday 19 June 2026.
SIANG = datetime(2026, 6, 19, 5, tzinfo=UTC)
TENGAH, AKHIR, SESUDAH = date(2026, 6, 22), date(2026, 6, 30), date(2026, 7, 3)
TANPA_TARGET = {"target belum diketahui", "tidak ada layanan"}


def one_of(number: int, keadaan: str, *, selesai: bool) -> LajuSatker:
    """A satker in a state, with numbers that the state can have: 43 wanted, 31 there, 45 where it is reached."""
    n = 0 if keadaan in {"belum ada data", "tidak ada layanan", "hanya rekap"} else 45 if keadaan == "tercapai" else 31
    fields: dict[str, Any] = {"status": keadaan, "hari": SESUDAH if selesai else TENGAH, "n": n}
    if keadaan not in TANPA_TARGET:
        fields |= {"target": 43, "kurang": max(43 - n, 0), "sisa": 0 if selesai else 6, "per_hari": None}
    if n:
        fields["sampai"] = AKHIR if selesai else TENGAH
    return make_satker(fields, kode=f"S{number}", nama=f"Lapas Kelas IIB Kota {number}")


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case["kasus"])
def test_the_finding_word_for_word(case: dict[str, Any]):
    selesai = case.get("selesai", False)
    daftar = [one_of(number, keadaan, selesai=selesai) for number, keadaan in enumerate(case["keadaan"])]
    view = make_view(daftar, per=None if selesai else TENGAH)
    assert words.laju_finding(view).replace("\\", "") == case["bunyi"]


def test_a_state_has_one_word_in_the_list_the_guide_and_the_calendar():
    assert set(words.KELOMPOK) == set(URUTAN)
    for keadaan in URUTAN:
        assert words.KELOMPOK[keadaan][0].lower() == str(keadaan)
        assert f"| {keadaan} |" in PANDUAN
    assert set(ARTI) == set(Kepatuhan)
    # What both lists know is called the same: nobody answered, no target, nobody served, a recap alone.
    both = {str(state) for state in Kepatuhan} & {str(state) for state in URUTAN}
    assert both == {"belum ada data", "target belum diketahui", "tidak ada layanan", "hanya rekap"}


def test_names_are_told_apart_only_where_they_are_the_same():
    names = {"LPS-01": "Lapas Kelas IIB  Sampit", "LPS-02": "LAPAS KELAS IIB SAMPIT", "RTN-01": "Rutan Kelas I Solo"}
    assert told_apart(names) == {
        "LPS-01": "Lapas Kelas IIB Sampit (LPS-01)",
        "LPS-02": "LAPAS KELAS IIB SAMPIT (LPS-02)",
        "RTN-01": "Rutan Kelas I Solo",
    }
    assert told_apart({}) == {}


@pytest.fixture
def engine(migrated_sqlite_url: str) -> Iterator[sa.Engine]:
    """Two Lapas of one name: A with 5 respondents on 18 June 2026, B with 50, both with 48 users; C without either."""
    opened = make_engine(migrated_sqlite_url)
    people = ["A"] * 5 + ["B"] * 50
    new = [SatkerBaru(kode, "Lapas Kelas IIB Sampit") for kode in "AB"] + [SatkerBaru("C", "Rutan Kelas I Solo")]
    days = ["2026-06-18T09:00"] * 55 + ["2026-05-18T09:00"]
    answers = [[1 + row % 6] * 8 for row in range(56)]
    sheet = make_sheet(shipped_instrument("spkp"), answers, satker=[*people, "C"], tanggal=days)
    store(opened, make_file("dua nama"), (sheet,), now=SIANG, create_satker=new)
    save_service_users(opened, {(kode, 202606): 48 for kode in "AB"}, "uji", now=SIANG)
    yield opened
    opened.dispose()


def see(engine: sa.Engine, now: datetime = SIANG) -> LajuWilayah:
    repo, asked = SqlRepository(engine), Pilihan("spkp", parse_period("2026-06"))
    return laju.build(repo, Scope.everything(), asked, laju.today_by_zone(now))


def test_two_satker_of_one_name_are_told_apart_wherever_targets_are_told(engine: sa.Engine):
    view = see(engine)
    short, reached = view.of_satker("A"), view.of_satker("B")
    assert short is not None
    assert reached is not None
    assert satker_line(short, view).startswith("Lapas Kelas IIB Sampit (A): 5 dari 43 responden, kurang 38")
    assert satker_line(reached, view) == "Lapas Kelas IIB Sampit (B): 50 responden, target 43 tercapai"
    assert "Tercapai (1): Lapas IIB Sampit (B)." in region_message(view, is_contoh=False)
    groups = words.groups(view)
    shown = (
        pace_grid_html(groups, "terang"),
        pace_board_html(groups, view.daftar, "terang", kolom=3),
        tables.responden(view.dasar).to_html(),
        words.needs_line(view),
    )
    for one in shown:
        assert "IIB Sampit (A)" in one
        assert "Solo (C)" not in one
    hari = laju.today_by_zone(SIANG)
    repo = ConfidentialRepository(SqlRepository(engine), SIANG.date())
    calendar = kepatuhan.build(repo, Scope.everything(), PilihanKepatuhan(2026), hari, SIANG.date())
    assert calendar.nama["B"] == "Lapas Kelas IIB Sampit (B)"


def test_the_table_and_the_workbook_say_the_states_of_the_list(engine: sa.Engine):
    for now, missed in ((SIANG, "akan gagal bila laju tetap"), (datetime(2026, 7, 2, tzinfo=UTC), "tidak tercapai")):
        view = see(engine, now)
        told = {one.satker: str(one.keadaan) for one in view.daftar}
        assert told == {"A": missed, "B": "tercapai", "C": "belum ada data"}
        book = load_workbook(BytesIO(exports.responden(view.dasar, tuple, view)), read_only=True)
        for name in ("Target", "Laju"):
            head, *lines = book[name].iter_rows(values_only=True)
            rows = [dict(zip(head, line, strict=True)) for line in lines]
            assert {row["Kode"]: row["Keadaan"] for row in rows} == told
        shown = tables.responden(view.dasar).to_html()
        assert all(state in shown for state in told.values())


def test_thousands_have_a_point_in_every_reason():
    assert targets.juknis(12345).alasan == "12.345 pengguna layanan: Krejcie-Morgan memberi 373 responden."
    assert targets.census(1500).alasan == "Sensus: seluruh 1.500 pegawai menjadi responden."
    # 1466 users: 3,841 x 1466 x 0,25 / (0,0025 x 1465 + 0,96025) = 1407,7265 / 4,62275 = 304,52, so 305; 1465 give 304,48.
    assert (
        "Krejcie-Morgan target 305 setara dengan 1.466 sampai"
        in targets.manual(305, "Target manual 305 ditetapkan").alasan
    )
    assert "Target 1.000 dibagi sebanding dengan 2.000 pengguna" in targets.allocation_reason(
        1000, {"A": 1500, "B": 500}
    )


def test_a_recap_is_never_held_against_the_target():
    recap = make_satker(
        {"status": "hanya rekap", "hari": TENGAH, "n": 0, "n_rekap": 40, "target": 43, "kurang": 43, "sisa": 6}
    )
    alone = replace(recap, laju=None)
    assert words.detail_words(alone) == "40 (rekap), hanya rekap"
    assert words.pace_sentence(alone, AKHIR) == ""


def test_no_working_day_and_one_working_day_left():
    fields = {
        "status": "akan gagal bila laju tetap",
        "hari": AKHIR,
        "sampai": AKHIR,
        "n": 31,
        "target": 43,
        "kurang": 12,
    }
    none = make_satker(fields | {"sisa": 0, "peluang": 0.0, "perkiraan": (31.0, 31, 31)})
    last = make_satker(fields | {"sisa": 1, "per_hari": 12, "peluang": 0.001, "perkiraan": (32.4, 31, 35)})
    assert words.days_left([none], AKHIR) == "Tidak ada lagi hari kerja sampai 30 Juni 2026."
    assert words.days_left([none, last], AKHIR) == "Sisa paling banyak 1 hari kerja sampai 30 Juni 2026."
    assert words.days_left([], AKHIR) == ""
    assert words.detail_words(none) == "31 dari 43 responden, kurang 12, laju 1,0 per hari, akan gagal bila laju tetap"
    assert words.pace_sentence(none, AKHIR) == ""
    assert words.pace_sentence(last, AKHIR) == (
        "Perlu 12 responden pada satu-satunya hari kerja yang tersisa; bila laju tetap, perkiraan akhir 32 (antara 31 dan 35), "
        "peluang mencapai target <1%."
    )
