"""The pace of a region from a real database: as of a day, live in three time zones, stale data, order, words.

June 2026 has 20 working days with five days a week: 22 weekdays less Pancasila Day (Monday 1) and the Islamic New Year
(Tuesday 16). Counted from a printed calendar.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from dashboard import exports
from dashboard.text import laju as words
from dashboard.text import pesan
from dashboard.text.pesan import region_message
from dashboard.views import laju, ringkasan
from dashboard.views.common import Pilihan
from dashboard.views.laju import LajuSatker, LajuWilayah, today_by_zone
from dashboard.views.responden import TANPA_DATA, TANPA_LAYANAN, TANPA_TARGET
from data_access import migrate
from data_access.engine import make_engine
from data_access.repository import Scope
from data_access.satker_names import SatkerBaru
from data_access.sql_repository import SqlRepository
from data_access.store import store
from scoring.instruments import shipped_instrument
from scoring.pace import Keadaan
from scoring.periods import parse_period
from tests.support.factories import make_file, make_sheet
from tests.support.pengguna import save_service_users

SPKP = shipped_instrument("spkp")
JUNI = parse_period("2026-06")
# 48 service users ask for 43 respondents (Krejcie-Morgan): the number of the news item.
PENGGUNA = 48
# Noon in Jakarta on Friday 19 June 2026, the same date in all three zones.
SIANG = datetime(2026, 6, 19, 5, tzinfo=UTC)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    url = f"sqlite:///{tmp_path / 'laju.db'}"
    migrate.upgrade(url)
    opened = make_engine(url)
    yield opened
    opened.dispose()


def answer(engine: sa.Engine, days: Mapping[tuple[str, str], int], when: datetime = SIANG, *, zona: str = "") -> None:
    """Store respondents: (satker, day) -> how many, imported at ``when``."""
    cells = [(kode, f"{day}T09:00") for (kode, day), n in days.items() for _ in range(n)]
    answers = [[1 + row % 6] * 8 for row in range(len(cells))]
    sheet = make_sheet(SPKP, answers, satker=[kode for kode, _ in cells], tanggal=[day for _, day in cells])
    new = [SatkerBaru(kode, f"Lapas Kelas IIB {kode}", zona_waktu=zona or "Asia/Jakarta") for kode, _ in days]
    store(
        engine,
        make_file(f"{when}-{sorted(days)}"),
        (sheet,),
        now=when,
        create_satker=list({n.kode: n for n in new}.values()),
    )


def users(engine: sa.Engine, *codes: str, bulan: int = 202606) -> None:
    save_service_users(engine, {(kode, bulan): PENGGUNA for kode in codes}, "uji", now=SIANG)


def see(engine: sa.Engine, per: str | None = None, now: datetime = SIANG, periode: str = "2026-06") -> LajuWilayah:
    asked = Pilihan("spkp", parse_period(periode))
    day = date.fromisoformat(per) if per else None
    return laju.build(SqlRepository(engine), Scope.everything(), asked, today_by_zone(now), day)


def one(view: LajuWilayah, kode: str) -> LajuSatker:
    found = view.of_satker(kode)
    assert found is not None
    return found


def test_the_sentence_of_the_meeting(engine: sa.Engine):
    """31 of 43, twelve short; after Monday 22 June six working days remain (23-26, 29, 30): two a day."""
    days = {("Sampit", "2026-06-02"): 15, ("Sampit", "2026-06-22"): 16, ("Sampit", "2026-06-24"): 5}
    answer(engine, days, datetime(2026, 6, 30, 5, tzinfo=UTC))
    users(engine, "Sampit")
    sampit = one(see(engine, "2026-06-22", datetime(2026, 7, 3, 5, tzinfo=UTC)), "Sampit")
    assert sampit.laju is not None
    assert (sampit.n, sampit.laju.target, sampit.laju.kurang) == (31, 43, 12)
    assert (sampit.laju.hari_kerja, sampit.laju.sisa, sampit.laju.perlu_per_hari) == (20, 6, 2)
    assert sampit.laju.seharusnya == pytest.approx(43 * 14 / 20)
    assert words.count_words(sampit) == "31/43"
    assert words.need_words(sampit) == "2 per hari"


def test_a_day_of_the_past_gives_the_same_numbers_for_ever(engine: sa.Engine):
    answer(engine, {("A", "2026-06-05"): 10, ("A", "2026-06-17"): 5}, datetime(2026, 6, 17, 8, tzinfo=UTC))
    users(engine, "A")
    at_the_meeting = one(see(engine, "2026-06-17", datetime(2026, 6, 18, 2, tzinfo=UTC)), "A")
    answer(engine, {("A", "2026-06-18"): 9, ("A", "2026-06-30"): 20}, datetime(2026, 7, 2, 8, tzinfo=UTC))
    a_quarter_later = one(see(engine, "2026-06-17", datetime(2026, 9, 30, 2, tzinfo=UTC)), "A")
    assert a_quarter_later == at_the_meeting
    assert one(see(engine, None, datetime(2026, 9, 30, 2, tzinfo=UTC)), "A").keadaan == Keadaan.TERCAPAI


def test_live_today_can_still_be_used(engine: sa.Engine):
    answer(engine, {("A", "2026-06-18"): 10})
    users(engine, "A")
    live = one(see(engine), "A")
    assert live.laju is not None
    assert (live.hari_ini, live.laju.sisa) == (date(2026, 6, 19), 8)  # Friday 19, 22-26, 29, 30


def test_midnight_has_two_dates(engine: sa.Engine):
    """23.30 WIB on 30 June is 00.30 WITA and 01.30 WIT on 1 July: there the month is over."""
    for kode, zona in (("Barat", "Asia/Jakarta"), ("Tengah", "Asia/Makassar"), ("Timur", "Asia/Jayapura")):
        answer(engine, {(kode, "2026-06-18"): 10}, zona=zona)
    users(engine, "Barat", "Tengah", "Timur")
    view = see(engine, None, datetime(2026, 6, 30, 16, 30, tzinfo=UTC))
    left = {item.satker: item.laju.sisa for item in view.daftar if item.laju}
    assert left == {"Barat": 1, "Tengah": 0, "Timur": 0}
    assert one(view, "Tengah").keadaan == Keadaan.TIDAK_TERCAPAI
    assert one(view, "Barat").keadaan != Keadaan.TIDAK_TERCAPAI
    assert view.is_running


def test_days_after_the_newest_upload_are_unknown_and_not_empty(engine: sa.Engine):
    """Uploaded on Friday 12 June, seen on Friday 19 June: Monday 15, Wednesday 17, Thursday 18 are not in yet (16 is closed)."""
    answer(
        engine,
        {("A", f"2026-06-{day:02d}"): 3 for day in (2, 3, 4, 5, 8, 9, 10, 11, 12)},
        datetime(2026, 6, 12, 8, tzinfo=UTC),
    )
    users(engine, "A")
    view = see(engine)
    stale = one(view, "A")
    assert stale.laju is not None
    assert stale.sampai == date(2026, 6, 12)
    assert stale.laju.belum_terlihat == 3
    assert "12 Juni 2026" in words.seen_sentence(view)
    answer(engine, {("A", "2026-06-18"): 1})  # now it is known that the week was empty
    fresh = one(see(engine), "A").laju
    assert fresh is not None
    assert fresh.belum_terlihat == 0
    assert stale.laju.peluang is not None
    assert fresh.peluang is not None
    assert fresh.peluang < stale.laju.peluang


def test_an_upload_without_new_answers_is_news_too(engine: sa.Engine):
    """The same respondents again a week later: nobody answered in between, and that is known."""
    answer(engine, {("A", "2026-06-03"): 9}, datetime(2026, 6, 5, 8, tzinfo=UTC))
    users(engine, "A")
    assert one(see(engine), "A").sampai == date(2026, 6, 5)
    answer(engine, {("A", "2026-06-03"): 9, ("A", "2026-05-20"): 1}, datetime(2026, 6, 17, 8, tzinfo=UTC))
    assert one(see(engine), "A").n == 9
    assert one(see(engine), "A").sampai == date(2026, 6, 17)


def test_the_most_urgent_first_and_every_state_told_apart(engine: sa.Engine):
    steady = {
        (kode, f"2026-06-{day:02d}"): n
        for kode, n in (("Cukup", 4), ("Kurang", 1))
        for day in (2, 3, 4, 5, 8, 9, 10, 11, 12, 15, 17, 18)
    }
    answer(engine, {**steady, ("Sudah", "2026-06-04"): 50, ("TanpaN", "2026-06-04"): 5, ("Kosong", "2026-05-04"): 5})
    users(engine, "Cukup", "Kurang", "Sudah", "Kosong")
    view = see(engine)
    assert [(item.satker, item.keadaan) for item in view.daftar] == [
        ("Kurang", Keadaan.GAGAL), ("Kosong", TANPA_DATA), ("Cukup", Keadaan.TERCAPAI), ("Sudah", Keadaan.TERCAPAI),
        ("TanpaN", TANPA_TARGET),
    ]  # fmt: skip
    assert words.laju_finding(view) == (
        "Satu dari 5 satker akan gagal mencapai target Juni 2026 bila lajunya tetap; satu satker belum ada datanya"
    )
    # 43 respondents in the eight working days from 19 June on: six a day.
    assert words.need_words(one(view, "Kosong")) == "6 per hari"
    assert words.chance_words(one(view, "Kosong")) == ""
    assert words.need_words(one(view, "TanpaN")) == ""


def test_a_period_that_is_over_says_who_missed_it(engine: sa.Engine):
    answer(engine, {("A", "2026-06-18"): 10, ("B", "2026-06-18"): 43})
    users(engine, "A", "B")
    view = see(engine, None, datetime(2026, 7, 1, 5, tzinfo=UTC))
    assert not view.is_running
    assert [item.keadaan for item in view.daftar] == [Keadaan.TIDAK_TERCAPAI, Keadaan.TERCAPAI]
    assert words.laju_finding(view) == "Satu dari 2 satker tidak mencapai target Juni 2026"
    assert words.need_words(view.daftar[0]) == "kurang 33"
    assert view.sepuluh_hari == date(2026, 6, 16)  # closed; 17-19, 22-26, 29, 30 follow


def test_after_the_end_who_lacks_most_comes_first_also_where_days_are_not_uploaded(engine: sa.Engine):
    """A's last days are not uploaded, so it has a chance left; it still lacks more of its target than B."""
    answer(engine, {("A", "2026-06-18"): 10})
    answer(engine, {("B", "2026-06-29"): 41}, datetime(2026, 7, 1, 5, tzinfo=UTC))
    users(engine, "A", "B")
    view = see(engine, None, datetime(2026, 7, 1, 5, tzinfo=UTC))
    late = one(view, "A").laju
    assert late is not None
    assert late.peluang
    assert [item.satker for item in view.daftar] == ["A", "B"]


@pytest.mark.parametrize("per", ["2026-06-30", "2026-05-31", "2026-07-04"])
def test_a_day_that_is_no_past_day_of_the_period_is_the_present(engine: sa.Engine, per: str):
    answer(engine, {("A", "2026-06-18"): 10})
    users(engine, "A")
    assert see(engine, per, datetime(2026, 7, 5, 5, tzinfo=UTC)).per is None


def test_nobody_answered_and_nothing_is_known(engine: sa.Engine):
    answer(engine, {("A", "2026-05-18"): 10})
    view = see(engine)
    assert words.laju_finding(view) == "Belum ada jawaban pada Juni 2026"
    assert one(view, "A").laju is None
    assert one(view, "A").sampai is None


def test_a_month_that_is_not_over_is_steered_by_the_months_before(engine: sa.Engine):
    """Nobody knows June's users in June: 50, 47 and 47 in the three known months before are 48 on average, so 43."""
    answer(engine, {("A", "2026-06-18"): 10})
    save_service_users(
        engine,
        {("A", bulan): n for bulan, n in ((202602, 900), (202603, 50), (202604, 47), (202605, 47))},
        "uji",
        now=SIANG,
    )
    running = one(see(engine), "A")
    assert running.target is not None
    assert (running.target.n, running.target.target, running.target.sementara) == (48, 43, True)
    assert running.target.alasan.startswith(
        "Sementara, karena pengguna layanan Juni 2026 belum diisi: dipakai rata-rata Maret, April, dan Mei 2026."
    )
    assert "Semua target sementara" in words.seen_sentence(see(engine))
    assert "Semua target sementara: pengguna layanan Juni 2026 belum diisi" in region_message(
        see(engine), is_contoh=False
    )
    over = one(see(engine, None, datetime(2026, 7, 1, 5, tzinfo=UTC)), "A")
    assert over.keadaan == TANPA_TARGET
    save_service_users(engine, {("A", 202606): 60}, "uji", now=SIANG)
    known = one(see(engine), "A").target
    assert known is not None
    assert (known.n, known.target, known.sementara) == (60, 52, False)


def test_the_last_night_never_tells_that_all_is_well_while_the_east_has_missed(engine: sa.Engine):
    """23.30 WIB on 30 June: Barat has its 43, Tengah (00.30 WITA) has 10 and no day left."""
    answer(engine, {("Barat", "2026-06-18"): 50})
    answer(engine, {("Tengah", "2026-06-18"): 10}, zona="Asia/Makassar")
    users(engine, "Barat", "Tengah")
    view = see(engine, None, datetime(2026, 6, 30, 16, 30, tzinfo=UTC))
    assert [item.keadaan for item in view.daftar] == [Keadaan.TIDAK_TERCAPAI, Keadaan.TERCAPAI]
    assert words.laju_finding(view) == "Satu dari 2 satker belum mencapai target Juni 2026"


def test_beside_a_satker_without_answers_nothing_is_promised_of_the_others(engine: sa.Engine):
    """On 5 June (16 working days left) 10 of 43 may do or not; of TanpaN nobody knows its target."""
    answer(engine, {("Jaga", "2026-06-04"): 10, ("Kosong", "2026-05-04"): 0}, datetime(2026, 6, 5, 8, tzinfo=UTC))
    users(engine, "Jaga", "Kosong")
    guarded = see(engine, "2026-06-05")
    assert one(guarded, "Jaga").keadaan == Keadaan.DIJAGA
    assert words.laju_finding(guarded) == "Satu satker belum ada datanya pada Juni 2026; satu satker perlu dijaga"
    answer(engine, {("TanpaN", "2026-06-04"): 5, ("Jaga", "2026-06-05"): 40}, datetime(2026, 6, 5, 9, tzinfo=UTC))
    assert words.laju_finding(see(engine)) == "Satu satker belum ada datanya pada Juni 2026"
    users(engine, "TanpaN")
    answer(engine, {("TanpaN", "2026-06-05"): 40}, datetime(2026, 6, 5, 10, tzinfo=UTC))
    assert words.laju_finding(see(engine)).endswith("Juni 2026; yang lain menuju atau sudah mencapai target")


@pytest.mark.parametrize("now", [SIANG, datetime(2026, 5, 29, 5, tzinfo=UTC)])
def test_answers_dated_in_the_future_count_as_they_do_on_every_page(engine: sa.Engine, now: datetime):
    """Somebody confirmed the date of 25 June; live, on 19 June and on 29 May before the month, they are respondents."""
    answer(engine, {("A", "2026-06-25"): 40, ("A", "2026-06-26"): 3}, now)
    users(engine, "A")
    live = one(see(engine, None, now), "A")
    assert live.laju is not None
    assert (live.n, live.laju.n, live.keadaan) == (43, 43, Keadaan.TERCAPAI)
    assert one(see(engine, "2026-06-25", datetime(2026, 7, 3, 5, tzinfo=UTC)), "A").n == 40


def test_of_a_satker_without_answers_nothing_is_forecast(engine: sa.Engine):
    """May went well, June is not known: what June comes to is not May's to say."""
    answer(engine, {("A", f"2026-05-{day:02d}"): 4 for day in (4, 5, 6, 7, 8, 11, 12, 13)})
    users(engine, "A")
    empty = one(see(engine), "A")
    assert empty.keadaan == TANPA_DATA
    assert empty.laju is not None
    assert (empty.laju.perlu_per_hari, empty.laju.peluang, empty.laju.perkiraan, empty.laju.atas) == (
        6,
        None,
        None,
        None,
    )


def test_working_days_of_a_year_without_decree_are_not_told_as_certain(engine: sa.Engine):
    """No decree of 2090 can be known; of June 2026 everything is."""
    answer(engine, {("A", "2090-06-05"): 3, ("A", "2026-06-05"): 3}, datetime(2090, 6, 7, 5, tzinfo=UTC))
    users(engine, "A", bulan=209006)
    users(engine, "A")
    far = words.seen_sentence(see(engine, None, datetime(2090, 6, 8, 5, tzinfo=UTC), "2090-06"))
    assert "Hari libur 2090 belum resmi semua: cuti bersama belum ditetapkan, dan " in far
    assert "ditetapkan" not in words.seen_sentence(see(engine, "2026-06-10", datetime(2090, 6, 8, 5, tzinfo=UTC)))


def test_an_upload_of_may_says_nothing_of_june(engine: sa.Engine):
    """Sent on Friday 5 June: May's file. In the second quarter the four working days 2-5 June are not in yet, not empty."""
    answer(engine, {("A", "2026-05-11"): 20}, datetime(2026, 6, 5, 3, tzinfo=UTC))
    for bulan in (202604, 202605, 202606):
        users(engine, "A", bulan=bulan)
    quarter = one(see(engine, "2026-06-05", periode="2026-TW2"), "A")
    assert quarter.sampai == date(2026, 5, 31)
    assert quarter.laju is not None
    assert quarter.laju.belum_terlihat == 4
    answer(engine, {("A", "2026-06-03"): 1}, datetime(2026, 6, 5, 4, tzinfo=UTC))
    assert one(see(engine, "2026-06-05", periode="2026-TW2"), "A").sampai == date(2026, 6, 5)


def test_the_workbook_carries_the_pace(engine: sa.Engine):
    days = {("Sampit", "2026-06-02"): 15, ("Sampit", "2026-06-22"): 16}
    answer(engine, days, datetime(2026, 6, 22, 5, tzinfo=UTC))
    users(engine, "Sampit")
    view = see(engine, "2026-06-22", datetime(2026, 7, 3, 5, tzinfo=UTC))
    book = load_workbook(BytesIO(exports.responden(view.dasar, tuple, view)), read_only=True)
    head, row = list(book["Laju"].iter_rows(values_only=True))[:2]
    told = dict(zip(head, row, strict=True))
    asked = ("Satuan kerja", "Kurang", "Sisa hari kerja", "Perlu per hari kerja", "Data sampai")
    assert [told[name] for name in asked] == ["Lapas Kelas IIB Sampit", 12, 6, 2, "2026-06-22"]
    assert told["Seharusnya"] == pytest.approx(43 * 14 / 20)
    assert 0 < told["Peluang tercapai"] < 1
    assert told["Perkiraan, bawah (90%)"] <= told["Perkiraan akhir"] <= told["Perkiraan, atas (90%)"]


def test_who_served_nobody_lacks_nobody(engine: sa.Engine):
    answer(engine, {("A", "2026-06-18"): 10, ("Kosong", "2026-05-04"): 5})
    users(engine, "A")
    save_service_users(engine, {("Kosong", 202606): 0}, "uji", now=SIANG)
    view = see(engine)
    nobody = one(view, "Kosong")
    assert (nobody.keadaan, nobody.is_mendesak, nobody.laju) == (TANPA_LAYANAN, False, None)
    assert "belum ada datanya" not in words.laju_finding(view)
    assert pesan.satker_line(nobody, view).endswith("Kosong: tidak ada pengguna layanan, jadi tidak ada target")
    assert "Kosong" not in pesan.region_message(view, is_contoh=False, urgent_only=True)
    region = ringkasan.build(SqlRepository(engine), Scope.everything(), view.pilihan, today_by_zone(SIANG))
    assert [item.satker for item in region.perhatian if any("belum ada data" in why for why in item.alasan)] == []
