"""One month of a satker's calendar as an HTML table: which days are worked, and why the others are not.

For ``st.html``. Reasons come from files and pages: everything is escaped here.
"""

from __future__ import annotations

from datetime import date, timedelta
from html import escape

from dashboard.formats import format_tanggal
from scoring.periods import Periode, month_of_day
from scoring.workdays import HARI, Kalender

TUTUP, BUKA = "tutup", "tetap buka"


def month_html(kalender: Kalender, bulan: int, judul: str) -> str:
    """The month (202610) as a table of weeks, Monday first, and a list of its closed and opened days with their reasons.

    ``judul``: the caption, which screen readers read first.
    """
    periode = Periode(bulan, bulan)
    first = periode.first_day
    monday = first - timedelta(days=first.weekday())
    weeks = (periode.last_day - monday).days // len(HARI) + 1
    heads = "".join(f'<th scope="col" abbr="{name}">{name[:3]}</th>' for name in HARI)
    body = "".join(
        f"<tr>{''.join(_cell(kalender, monday + timedelta(days=7 * week + place), bulan) for place in range(len(HARI)))}</tr>"
        for week in range(weeks)
    )
    notes = "".join(f"<li>{escape(line)}</li>" for line in special_lines(kalender, periode))
    table = f"<table><caption>{escape(judul)}</caption><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
    none = "<p>Tidak ada hari libur, cuti bersama, atau hari khusus pada bulan ini.</p>"
    return f'<div class="pantau-kalender">{table}{f"<ul>{notes}</ul>" if notes else none}</div>'


def special_lines(kalender: Kalender, periode: Periode) -> list[str]:
    """'17 Agustus 2026: tutup, Hari Kemerdekaan' for each day that is closed or opened by something else than the week."""
    days = sorted(day for day in {*kalender.tutup, *kalender.buka} if periode.first_day <= day <= periode.last_day)
    told = []
    for day in days:
        is_open = day in kalender.buka
        reason = kalender.buka[day] if is_open else kalender.tutup[day]
        told.append(f"{format_tanggal(day)}: {BUKA if is_open else TUTUP}{f', {reason}' if reason else ''}")
    return told


def _cell(kalender: Kalender, day: date, bulan: int) -> str:
    if month_of_day(day) != bulan:
        return "<td></td>"
    works, reason = kalender.is_workday(day), kalender.reason(day)
    if day in kalender.buka:
        word, kind = BUKA, "buka"
    elif works:
        return f'<td class="kerja"><b>{day.day}</b></td>'
    elif day in kalender.tutup:
        word, kind = TUTUP, "tutup"
    else:
        return f'<td class="pekan" title="{escape(reason, quote=True)}"><b>{day.day}</b></td>'
    title = escape(kalender.buka.get(day, "") or reason, quote=True)
    return f'<td class="{kind}" title="{title}"><b>{day.day}</b> <small>{word}</small></td>'
