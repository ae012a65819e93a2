"""The messages for the group chats: every state word for word, and numbers in the words that agree with each other."""

from __future__ import annotations

import re
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.text.pesan import region_message, satker_line, satker_message
from dashboard.views.laju import URUTAN, LajuSatker
from scoring.pace import Pengamatan, assess
from scoring.periods import Periode
from scoring.targets import Target
from scoring.workdays import Kalender
from tests.dashboard.pesan_support import make_satker, make_small, make_view

GOLDEN = tomllib.loads((Path(__file__).parent / "golden" / "pesan.toml").read_text(encoding="utf-8"))["pesan"]
JUNI = Periode(202606, 202606)
# Address, e-mail, mention, a pictograph, and the name of who set the manual target (pesan_support).
NEVER = re.compile(r"https?:|www\.|@|[\U0001F000-\U0001FAFF\u2600-\u27BF]|Budi|[*_~`\\]")


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case["kasus"])
def test_every_state_word_for_word(case: dict[str, Any]):
    one = make_satker(case)
    kecil = (make_small(case["gabungan"], one),) if "gabungan" in case else ()
    per = case["hari"] if case.get("per") else None
    view = make_view([one], periode=case.get("periode", "2026-06"), per=per, kecil=kecil)
    message = satker_message(one, view, is_contoh=False)
    assert message == case["bunyi"].removeprefix("\n")
    assert NEVER.search(message) is None


def test_the_table_has_every_state():
    assert {case["status"] for case in GOLDEN} == {str(state) for state in URUTAN}


numbers = st.integers(min_value=0, max_value=2000)


@given(target=st.integers(1, 1500), n=numbers, day=st.integers(1, 30), week=st.sampled_from([5, 6]))
def test_numbers_in_the_words_agree(target: int, n: int, day: int, week: int):
    """kurang = target - n, and the number per day is the smallest whole one that reaches the target in the days left."""
    per = date(2026, 6, day)
    kalender = Kalender(week, {}, {})
    seen = Pengamatan(JUNI, target, {per: n}, {}, None, kalender, sampai=per, mulai=per + timedelta(days=1))
    laju = assess(seen)
    one = LajuSatker("A", "Rutan A", "Rutan", n, Target(0, target, "juknis", ""), laju, laju.keadaan, per, per)
    line = satker_line(one, make_view([one], per=per)).replace(".", "")
    left = sum((per + timedelta(days=ahead)).weekday() < week for ahead in range(1, 31 - day))
    if n >= target:
        assert line == f"Rutan A: {n} responden, target {target} tercapai"
    elif day == 30 or left == 0:
        assert line == f"Rutan A: {n} dari {target} responden, kurang {target - n}, tidak ada lagi hari kerja"
    else:
        told = re.fullmatch(r"Rutan A: (\d+) dari (\d+) responden, kurang (\d+), sisa (\d+) hari kerja: (\d+) .+", line)
        assert told is not None
        got, aim, short, days, each = map(int, told.groups())
        assert (got, aim, short, days) == (n, target, target - n, left)
        assert each * days >= short > (each - 1) * days


KURANG = {"status": "akan gagal bila laju tetap", "hari": date(2026, 6, 22), "sampai": date(2026, 6, 22), "n": 31}
KURANG |= {"target": 43, "kurang": 12, "sisa": 6, "per_hari": 2, "peluang": 0.08, "perkiraan": (36.2, 33, 40)}


def state(status: str, **changed: object) -> dict[str, Any]:
    return KURANG | {"status": status} | changed


def test_all_satker_in_one_message():
    kosong = state("belum ada data", n=0, kurang=43, per_hari=8, sampai=None)
    tanpa = {name: value for name, value in KURANG.items() if name != "target"}
    daftar = [
        make_satker(KURANG, kode="A"),
        make_satker(
            state("akan gagal bila laju tetap", belum_terlihat=5, sampai=date(2026, 6, 12)),
            kode="B",
            nama="Rutan Kelas I B",
        ),
        make_satker(kosong, kode="C", nama="Bapas Kelas II C"),
        make_satker(tanpa | {"status": "belum ada data", "n": 0, "sampai": None}, kode="D", nama="Bapas Kelas II D"),
        make_satker(state("perlu dijaga"), kode="E", nama="Lapas Kelas III E"),
        make_satker(state("menuju target", n=38, kurang=5, per_hari=1), kode="F", nama="Lapas Kelas IIA F"),
        make_satker(state("tercapai", n=45, kurang=0, per_hari=0), kode="G", nama="Lembaga Pembinaan Khusus Anak G"),
        make_satker(tanpa | {"status": "target belum diketahui"}, kode="H", nama="Rutan Kelas IIB H"),
        make_satker(state("hanya rekap", n=0), kode="I", nama="Rutan Kelas IIB I"),
    ]
    view = make_view(daftar, per=date(2026, 6, 22))
    urgent = """\
Dua dari 9 satker akan gagal mencapai target Juni 2026 bila lajunya tetap; dua satker belum ada datanya.
Survei SPKP (IPKP), Juni 2026. Keadaan pada akhir 22 Juni 2026.

Akan gagal bila laju tetap (2):
- Lapas Kelas IIB Sampit: 31 dari 43 responden, kurang 12, sisa 6 hari kerja: 2 per hari
- Rutan Kelas I B: 31 dari 43 responden, kurang 12, sisa 6 hari kerja: 2 per hari (data hanya sampai 12 Juni)

Belum ada data (1):
- Bapas Kelas II C: belum ada data, target 43 responden, sisa 6 hari kerja: 8 per hari

Perlu dijaga (1):
- Lapas Kelas III E: 31 dari 43 responden, kurang 12, sisa 6 hari kerja: 2 per hari

Belum ada data, target belum diketahui (1): Bapas II D."""
    assert region_message(view, is_contoh=False, urgent_only=True) == urgent
    assert (
        region_message(view, is_contoh=False)
        == f"""{urgent}
Menuju target (1): Lapas IIA F 1 per hari.
Tercapai (1): LPKA G.
Target belum diketahui (1): Rutan IIB H.
Hanya rekap (1): Rutan IIB I."""
    )


def test_all_reached_or_none_at_all():
    done = make_satker(state("tercapai", n=45, kurang=0, per_hari=0))
    view = make_view([done], per=date(2026, 6, 22))
    head = """\
Satu-satunya satker bertarget sudah mencapai target Juni 2026.
Survei SPKP (IPKP), Juni 2026. Keadaan pada akhir 22 Juni 2026.
"""
    assert region_message(view, is_contoh=False) == f"{head}\nTercapai (1): Lapas IIB Sampit."
    assert region_message(view, is_contoh=False, urgent_only=True) == f"{head}\nTidak ada satker yang mendesak."
    assert (
        region_message(make_view([]), is_contoh=False)
        == "Tidak ada satker dalam pilihan ini.\nSurvei SPKP (IPKP), Juni 2026."
    )


def test_a_period_that_is_over():
    """Told once above all of them, and nothing is asked per day any more."""
    short = make_satker(state("tidak tercapai", hari=date(2026, 7, 3), sampai=date(2026, 6, 30), sisa=0, per_hari=None))
    message = region_message(make_view([short]), is_contoh=False)
    assert message.splitlines()[1:] == [
        "Survei SPKP (IPKP), Juni 2026. Periode selesai 30 Juni 2026, angka akhir.",
        "",
        "Tidak tercapai (1):",
        "- Lapas Kelas IIB Sampit: 31 dari 43 responden, kurang 12",
    ]


def test_a_finding_without_answers_has_no_escapes_of_a_page():
    empty = make_satker(KURANG | {"status": "belum ada data", "n": 0, "kurang": 43, "per_hari": 2, "sampai": None})
    message = region_message(make_view([empty], periode="2026-05..2026-06", per=date(2026, 6, 22)), is_contoh=False)
    assert message.splitlines()[0] == "Belum ada jawaban pada Mei–Juni 2026."


def test_sixty_satker_stay_readable():
    """Short lines, days left and age of the data told once; within the 4,096 characters of one Telegram message."""
    old = {"belum_terlihat": 3, "sampai": date(2026, 6, 17)}
    daftar = [
        make_satker(
            KURANG | (old if number % 2 else {}),
            kode=f"S{number}",
            nama=f"Lembaga Pemasyarakatan Kelas IIB Kota {number}",
        )
        for number in range(60)
    ]
    message = region_message(make_view(daftar, per=date(2026, 6, 22)), is_contoh=False)
    lines = message.splitlines()
    assert lines[2:4] == [
        "Sisa 6 hari kerja sampai 30 Juni 2026.",
        "Data 30 satker belum diperbarui (yang terlama sampai 17 Juni 2026).",
    ]
    assert lines[6] == "- Lapas IIB Kota 0: 31/43, 2 per hari"
    assert len(lines) == 6 + 60
    assert len(message) < 4096


def test_a_chat_has_room_for_a_whole_name():
    nama = "Kantor Imigrasi Kelas II Non TPI Kotawaringin Timur Raya"
    for status in (KURANG, state("menuju target"), state("tercapai", n=45, kurang=0, per_hari=0)):
        crowd = [make_satker(KURANG, kode=f"S{number}", nama=f"Lapas {number}") for number in range(20)]
        view = make_view([make_satker(status, nama=nama), *crowd], per=date(2026, 6, 22))
        assert "Kanim II Non TPI Kotawaringin Timur Raya" in region_message(view, is_contoh=False)


@pytest.mark.parametrize(
    "nama", ["Lapas\nKelas IIB\tSampit", "Lapas Kelas \u202eIIB\u202c Sampit", "\x1b[2J\x07Lapas Kelas IIB Sampit"]
)
def test_a_name_from_a_file_stays_on_its_line(nama: str):
    one = make_satker(KURANG, nama=nama)
    message = region_message(make_view([one], per=date(2026, 6, 22)), is_contoh=False)
    line = message.splitlines()[-1]
    assert line.endswith("31 dari 43 responden, kurang 12, sisa 6 hari kerja: 2 per hari")
    assert line.isprintable()


def test_example_data_say_so_in_the_chat_too():
    one = make_satker(KURANG)
    view = make_view([one], per=date(2026, 6, 22))
    for message in (satker_message(one, view, is_contoh=True), region_message(view, is_contoh=True)):
        assert message.splitlines()[0] == "DATA CONTOH, bukan angka sungguhan."
