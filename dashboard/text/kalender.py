"""Sentences about calendars."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.formats import format_bulat, format_tanggal, join_kata
from data_access.holidays_id import PERKIRAAN, TahunLibur
from data_access.repository import HariDiubah
from scoring.zona_waktu import JAM_PANTAU

_KEADAAN = {"tutup": "tutup", "buka": "buka", "": "hari biasa"}
_TERBANYAK = 4  # days that are named; more are counted
# Behind the sentence, where the days can be written down.
TULIS_YANG_DITETAPKAN = "Tulis hari yang sudah ditetapkan di tabel di bawah."


def unofficial_sentence(years: Sequence[TahunLibur]) -> str:
    """What of the holidays of a period is not official yet (views.kalender.unofficial_years): the one sentence of every
    page; '' when everything is."""
    return " ".join(_year(one) for one in years if not one.is_official)


def _year(one: TahunLibur) -> str:
    open_points = [] if one.ada_cuti_bersama else ["cuti bersama belum ditetapkan"]
    if one.perkiraan:
        open_points.append(f"{_days(one)} masih perkiraan")
    return f"Hari libur {one.tahun} belum resmi semua: {', dan '.join(open_points)}; jumlah hari kerja dapat berubah."


def _days(one: TahunLibur) -> str:
    """'Idulfitri (20 Maret 2026)', or how many days there are."""
    if len(one.perkiraan) > _TERBANYAK:
        return f"tanggal {format_bulat(len(one.perkiraan))} hari libur"
    days = sorted(one.perkiraan.items())
    return join_kata([f"{name.replace(PERKIRAAN, '').strip()} ({format_tanggal(day)})" for day, name in days])


def changed_days_sentence(days: Sequence[HariDiubah]) -> str:
    """That days of a past period were closed or opened since the day it is seen on, with who and when; '' where none was."""
    if not days:
        return ""
    last = days[-1]
    who = f" oleh {last.oleh}" if last.oleh else ""
    when = f"{who} pada {format_tanggal(last.pada.astimezone(JAM_PANTAU).date())}"
    if len({one.tanggal for one in days}) == 1:
        what = f"{format_tanggal(last.tanggal)} diubah menjadi {_KEADAAN[last.menjadi]}{when}"
    else:
        what = f"{format_bulat(len({one.tanggal for one in days}))} hari diubah, terakhir{when}"
    return f"Kalender kerja dibetulkan sesudah hari itu ({what}): sisa hari dan kebutuhan per hari dihitung dengan yang sekarang."
