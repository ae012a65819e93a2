"""The composition of respondents from a database to its sentences: 43 from one counter, 43 in one afternoon, one channel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
import sqlalchemy as sa

from dashboard.charts.komposisi import hari_alt, hari_bars, layanan_alt, layanan_bars, pekan_alt, pekan_jam
from dashboard.tables import komposisi as tables_komposisi
from dashboard.text import komposisi as text
from dashboard.views import komposisi
from dashboard.views.common import Pilihan
from dashboard.views.komposisi import KomposisiSatker, KomposisiWilayah
from data_access import migrate
from data_access.answers import LembarJawaban
from data_access.confidential import ConfidentialRepository
from data_access.engine import make_engine
from data_access.repository import Scope
from data_access.satker_names import SatkerBaru
from data_access.sql_repository import SqlRepository
from scoring.composition import Bobot, Isian, Jenis, Temuan
from scoring.day_hours import HariJam
from scoring.instruments import shipped_instrument
from scoring.periods import Periode, parse_period
from scoring.workdays import Kalender
from tests.support.factories import NOW, make_sheet, store_sheets
from tests.support.pengguna import save_service_users

ALL = Scope.everything()
HARI = tuple((f"Asia/{kota}", date(2026, 11, 20)) for kota in ("Jakarta", "Makassar", "Jayapura"))
OKTOBER = parse_period("2026-10")
KERJA = [day for day in range(1, 31) if date(2026, 10, day).weekday() < 5]
SEMUA = {"LAPAS": "Lapas Satu Sore", "RUTAN": "Rutan Satu Loket", "BAPAS": "Bapas Merata", "LPKA": "LPKA Sedikit"}
LAYANAN = {"Kunjungan": 30, "Titipan": 50, "Integrasi": 20}


def people(kode: str, moments: list[str], layanan: list[str], kanal: list[str]) -> LembarJawaban:
    """SPKP answers of as many people as moments; 'titipan' is written otherwise than in the numbers of users."""
    return make_sheet(
        shipped_instrument("spkp"),
        np.full((len(moments), 8), 6),
        satker=kode,
        tanggal=moments,
        layanan=layanan,
        kanal=kanal,
    )


def spread(n: int) -> list[str]:
    return [f"2026-10-{KERJA[at % len(KERJA)]:02d}T{8 + at % 6:02d}:{at % 60:02d}:00" for at in range(n)]


def mixed(n: int) -> list[str]:
    return [("Kunjungan", "titipan", "Titipan", "Integrasi")[at % 4] for at in range(n)]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sa.Engine]:
    url = f"sqlite:///{(tmp_path_factory.mktemp('komposisi') / 'uji.db').as_posix()}"
    migrate.upgrade(url)
    made = make_engine(url)
    afternoon = [f"2026-10-20T{13 + at % 3}:{at:02d}:00" for at in range(31)]
    ways = [("QR di loket", "Kertas")[at % 2] for at in range(43)]
    sheets = [
        people("LAPAS", spread(12) + afternoon, mixed(43), ways),
        people("RUTAN", spread(43), ["Kunjungan"] * 43, ways),
        people("BAPAS", spread(43), mixed(43), ["Kertas"] * 43),
        people("LPKA", afternoon[:7], mixed(7), ways[:7]),
    ]
    merged = sheets[0]
    for sheet in sheets[1:]:
        merged = merged.join(sheet)
    store_sheets(
        made, merged, satker=[SatkerBaru(kode, nama, zona_waktu="Asia/Jakarta") for kode, nama in SEMUA.items()]
    )
    save_service_users(
        made,
        {(kode, 202610): 100 for kode in SEMUA},
        "uji",
        now=NOW,
        rincian={(kode, 202610): LAYANAN for kode in ("LAPAS", "RUTAN", "BAPAS")},
    )
    yield made
    made.dispose()


def one(engine: sa.Engine, kode: str, periode: str = "2026-10") -> KomposisiSatker:
    repo = ConfidentialRepository(SqlRepository(engine), date(2026, 11, 20))
    view = komposisi.build(repo, ALL, Pilihan("spkp", parse_period(periode), satker=kode), HARI)
    assert view is not None
    return view


def region(engine: sa.Engine, periode: str = "2026-10", *jenis: str) -> KomposisiWilayah:
    view = komposisi.build_region(SqlRepository(engine), ALL, Pilihan("spkp", parse_period(periode), jenis), HARI)
    assert view is not None
    return view


def test_one_afternoon_in_words(engine: sa.Engine):
    view = one(engine, "LAPAS")
    assert text.reasons(view.hasil.perhatian, OKTOBER) == (
        "31 dari 43 responden menjawab pada satu siang, Selasa 20 Oktober 2026 pukul 13.00–16.00; wajarnya sekitar 2 sehari."
    )
    assert text.satker_sentence(view) == "Tidak tersebar merata: satu hal perlu dilihat."


def test_one_counter_in_words(engine: sa.Engine):
    view = one(engine, "RUTAN")
    assert text.reasons(view.hasil.perhatian, OKTOBER) == (
        "Semua 43 responden dari layanan Kunjungan, padahal layanan itu melayani 30% dari semua pengguna."
    )
    # 80 of 100 users are asked (Krejcie-Morgan); divided 30 : 50 : 20.
    assert view.sasaran == {"Titipan": 40, "Kunjungan": 24, "Integrasi": 16}


def test_names_of_layanan_meet_whatever_their_case(engine: sa.Engine):
    view = one(engine, "BAPAS")
    assert view.isian.layanan == {"Kunjungan": 11, "Titipan": 22, "Integrasi": 10}
    assert view.bagian == {"Titipan": 0.5, "Kunjungan": 0.3, "Integrasi": 0.2}
    assert text.satker_sentence(view) == "Responden tersebar wajar: tidak menumpuk pada satu hari, jam, atau layanan."


def test_one_channel_is_told_and_does_not_count_as_a_heap(engine: sa.Engine):
    (found,) = one(engine, "BAPAS").hasil.temuan
    assert text.finding_sentence(found, OKTOBER) == "Semua 43 responden mengisi lewat satu kanal: Kertas."


def test_seven_respondents_are_not_judged(engine: sa.Engine):
    view = one(engine, "LPKA")
    assert (view.hasil.n, view.hasil.temuan) == (7, ())
    assert text.satker_sentence(view).startswith("Sebarannya belum dinilai: perlu paling sedikit 10 responden")
    assert text.services_note(view).startswith("Jumlah pengguna tiap layanan belum diisi.")


def test_the_region_names_the_worst_first(engine: sa.Engine):
    view = region(engine)
    # 100 % against 30 % is 70 points too many, 72 % against 1/22 is 68.
    assert [row.satker for row in view.daftar] == ["RUTAN", "LAPAS"]
    assert text.region_title(view) == "Responden menumpuk di dua satker"
    assert text.whole_period_note(view, None) == ""
    # The page may be seen at the end of a day in the middle of the period: layanan and channel are not known by day.
    until = text.whole_period_note(view, view.pilihan.periode.first_day)
    assert until.startswith(f"Dari seluruh {view.pilihan.periode.label}, juga sesudah 1 ")
    assert text.region_information(view) == "Sekadar informasi: Bapas Merata (100% lewat Kertas)."
    (alone,) = view.informasi
    many = replace(view, informasi=(alone,) * 19)
    assert text.region_information(many).endswith("lewat Kertas), dan 15 satker lain.")
    assert view.dinilai == 3


def test_a_region_without_heaps_says_so_quietly(engine: sa.Engine):
    view = region(engine, "2026-10", "Bapas")
    assert (text.region_title(view), view.daftar) == ("Responden tidak menumpuk", ())
    judged = "Pada satu satker yang dinilai, responden tidak menumpuk pada satu hari"
    assert text.region_note(view) == f"{judged}, jam, atau layanan."
    uncounted = replace(view, dinilai=3)
    assert text.region_note(uncounted).endswith(
        "hari atau jam, dan pada satu layanan di satu satker yang pengguna tiap layanannya diisi."
    )
    assert text.region_note(replace(uncounted, dibanding=0)).endswith("karena pengguna tiap layanan belum diisi.")
    empty = region(engine, "2026-09")
    assert text.region_title(empty) == "Sebaran responden belum dapat dinilai"
    assert text.region_information(empty) == ""


def test_in_a_quarter_the_numbers_are_those_of_the_month(engine: sa.Engine):
    view = one(engine, "LAPAS", "2026-TW4")
    assert text.reasons(view.hasil.perhatian, view.isian.periode).startswith("31 dari 43 responden bulan itu menjawab")


def test_nothing_outside_of_the_scope(engine: sa.Engine):
    choice = Pilihan("spkp", OKTOBER, satker="LAPAS")
    assert komposisi.build(SqlRepository(engine), Scope.only("RUTAN"), choice, HARI) is None
    view = komposisi.build_region(SqlRepository(engine), Scope.only("RUTAN"), choice, HARI)
    assert view is not None
    assert [row.satker for row in view.daftar] == ["RUTAN"]


def test_a_running_month_is_observed_until_the_newest_upload(engine: sa.Engine):
    """Stored on 20 November; seen on the 22nd of October nothing later than that day is expected."""
    assert one(engine, "LAPAS").isian.sampai >= date(2026, 10, 31)
    early = tuple((zone, date(2026, 10, 22)) for zone, _ in HARI)
    view = komposisi.build(SqlRepository(engine), ALL, Pilihan("spkp", OKTOBER, satker="LAPAS"), early)
    assert view is not None
    assert view.isian.sampai == date(2026, 10, 22)
    assert view.hasil.bulan[0].akhir is None


@pytest.mark.parametrize(
    ("jam", "kata"),
    [((0, 3), "dini hari"), ((8, 11), "pagi"), ((13, 16), "siang"), ((15, 18), "sore"), ((19, 20), "malam")],
)
def test_parts_of_the_day(jam: tuple[int, int], kata: str):
    assert text.part_of_day(*jam) == kata


def test_every_kind_has_a_sentence_and_an_advice():
    for jenis in Jenis:
        found = Temuan(jenis, Bobot.PERHATIAN, 9, 12, 3.0, 1e-6, date(2026, 10, 20), (8, 10), "X")
        assert text.finding_sentence(found, OKTOBER).startswith("9 dari 12 responden")
        assert text.advice(found).endswith(".")


def test_the_charts_count_what_there_is():
    hours = {
        (date(2026, 10, 20), 13): 14,
        (date(2026, 10, 20), 5): 2,
        (date(2026, 10, 4), 20): 3,
        (date(2026, 10, 21), -1): 4,
    }
    jam = HariJam.of(hours)
    isian = Isian(Periode(202610, 202610), Kalender(5, {}, {}), date(2026, 10, 23), jam)
    bars = hari_bars(isian, tema="terang", sorot={date(2026, 10, 20)})
    assert sum(bars.data[0].y) == 23
    assert bars.layout.yaxis.dtick == 5  # 16 and the air above it in at most five steps
    assert [place for place, label in enumerate(bars.data[0].text) if label] == [19]
    assert "Sesudah 23 Oktober 2026 belum ada data" in bars.layout.title.text
    week = pekan_jam(jam, isian.kalender, tema="gelap")
    assert sorted(label for label in week.data[0].text if label) == ["14", "2", "3"]
    assert list(week.layout.xaxis.ticktext) == ["<7", *map(str, range(7, 17)), "≥17"]
    assert list(week.layout.yaxis.ticktext) == ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Minggu"]
    assert "4 responden tanpa jam" in week.layout.title.text
    assert hari_alt(jam, isian.periode).endswith(
        "terbanyak 16 dari 23 pada Selasa 20 Oktober 2026; 3 hari ada responden."
    )
    assert "terbanyak Selasa pukul 13.00–14.00, 14 responden" in pekan_alt(jam, periode="Oktober 2026")
    assert tables_komposisi.hari(isian).to_numpy().tolist() == [
        ["Minggu", "4 Oktober 2026", 3, "Minggu"],
        ["Selasa", "20 Oktober 2026", 16, ""],
        ["Rabu", "21 Oktober 2026", 4, ""],
    ]


def test_layanan_against_the_target_or_against_the_users():
    n, shares = {"A": 9, "Lain": 5}, {"A": 0.25, "B": 0.75}
    drawn = layanan_bars(n, shares, {"A": 4, "B": 12}, tema="terang", sorot={"A"})
    assert list(drawn.layout.yaxis.ticktext) == ["B", "A"]
    assert list(drawn.data[1].x) == [12, 4]
    # Without a target: the nine divided as the users are.
    assert list(layanan_bars(n, shares, {}, tema="terang").data[1].x) == [6.75, 2.25]
    assert "A 100% responden, 25% pengguna" in layanan_alt(n, shares, periode="Oktober 2026")
