"""When do respondents answer, and for which service? Days of the period, day of the week by hour, layanan against users."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby

import numpy as np
import plotly.graph_objects as go

from dashboard.charts import base
from dashboard.charts.labels import aman, dua_baris, gabung_alt, konteks, potong
from dashboard.formats import format_angka, format_bulat, format_porsi, format_tanggal
from dashboard.palette import WARNA, Tema, ink_on, steps
from dashboard.theme import ukuran
from scoring.composition import Isian
from scoring.composition_rules import composition_rule
from scoring.day_hours import HariJam
from scoring.periods import Periode, month_label, month_of_day
from scoring.workdays import HARI, Kalender

# Service hours: each has a column of its own always; earlier and later ones share one each.
AWAL, AKHIR = composition_rule().jam_buka, composition_rule().jam_tutup
_TINGKAT = 4
_TINGGI_HARI = 150


def hari_bars(isian: Isian, *, tema: Tema, sorot: Collection[date] = (), rapat: bool = False) -> go.Figure:
    """Respondents of every day of the period; closed days shaded, ``sorot`` in colour with their number, and the line that
    an even spread over the working days until the last one observed would give."""
    size, warna, periode, kalender = ukuran(rapat), WARNA[tema], isian.periode, isian.kalender
    until = min(isian.sampai, periode.last_day)
    days = [periode.first_day + timedelta(step) for step in range((periode.last_day - periode.first_day).days + 1)]
    counts = isian.jam.harian
    values = np.array([counts.get(day, 0) for day in days], dtype=float)
    marked = [day in sorot and counts.get(day, 0) > 0 for day in days]
    even = float(values.sum()) / max(kalender.count(periode.first_day, until), 1)
    top = max(float(values.max()), even, 1.0) * 1.18
    trace = {
        "type": "bar", "name": "responden", "x": np.arange(len(days)), "y": values, "width": 0.8, "hoverinfo": "text",
        "hovertext": [_day_hover(day, counts.get(day, 0), kalender) for day in days],
        "text": _labels(values, marked),
        "textposition": "outside", "textangle": 0, "cliponaxis": False, "constraintext": "none",
        "textfont": {"size": size.sumbu, "color": warna.teks},
        "marker": {"color": [warna.merek if mark else warna.redup_tepi for mark in marked], "line": {"width": 0}},
    }  # fmt: skip
    line = {"type": "line", "x0": -0.5, "x1": len(days) - 0.5, "y0": even, "y1": even,
            "line": {"color": warna.ambang, "width": size.garis * 0.75, "dash": "dot"}}  # fmt: skip
    places, labels = _day_ticks(days, periode)
    layout = {
        "xaxis": {"range": [-0.5, len(days) - 0.5], "tickmode": "array", "tickvals": places, "ticktext": labels, "tickangle": 0},
        "yaxis": {"range": [0, top], "showgrid": True, "tickmode": "linear", "dtick": _count_step(top), "tickformat": ",d"},
        "shapes": [*_closed_bands(days, kalender, tema), *([line] if values.any() else [])],
    }  # fmt: skip
    notes = [f"Garis titik: bila merata, {format_angka(even, 1)} responden sehari", "Pita tegak: hari tutup"]
    if until < periode.last_day:
        notes.append(f"Sesudah {format_tanggal(until)} belum ada data")
    return base.build([trace], layout, base.Ruang(_TINGGI_HARI * size.sumbu / 13, notes), tema=tema, rapat=rapat)


def hari_alt(jam: HariJam, periode: Periode, *, tempat: str | None = None) -> str:
    """'Responden tiap hari, Lapas IIB Sampit, Oktober 2026: terbanyak 31 pada Selasa 20 Oktober 2026'"""
    counts = jam.harian
    head = f"Responden tiap hari, {konteks(tempat, periode.label)}"
    if not counts:
        return gabung_alt(f"{head}: tidak ada data")
    top = max(counts, key=lambda day: counts[day])
    return gabung_alt(
        f"{head}: terbanyak {format_bulat(counts[top])} dari {format_bulat(sum(counts.values()))} pada "
        f"{HARI[top.weekday()]} {format_tanggal(top)}",
        f"{len(counts)} hari ada responden",
    )


def pekan_jam(jam: HariJam, kalender: Kalender, *, tema: Tema, rapat: bool = False) -> go.Figure:
    """Respondents by day of the week and hour, the number in every cell; hours outside of service hours share a column."""
    size, warna = ukuran(rapat), WARNA[tema]
    grid, columns, unknown = _week(jam)
    rows = [day for day in range(7) if day < kalender.hari_kerja or any(key[0] == day for key in grid)]
    most = max(grid.values(), default=0)
    shades = steps(warna.kutub_atas, _TINGKAT)
    cells = [(rows.index(day), columns.index(at), day, at) for day in rows for at in columns]
    fills = [_fill(grid.get((day, at), 0), most, shades, warna.kartu) for _, _, day, at in cells]
    place = np.array([column for _, column, _, _ in cells], dtype=float)
    trace = {
        "type": "bar", "orientation": "h", "base": place - 0.48, "x": np.full(len(cells), 0.96), "width": 0.92,
        "y": np.array([row for row, _, _, _ in cells]), "hoverinfo": "text", "textangle": 0, "textposition": "inside",
        "hovertext": [f"<b>{HARI[day]}, {_hour_words(at)}</b><br>{format_bulat(grid.get((day, at), 0))} responden"
                      for _, _, day, at in cells],
        "text": [format_bulat(grid[day, at]) if (day, at) in grid else "" for _, _, day, at in cells],
        "insidetextanchor": "middle", "constraintext": "none",
        "insidetextfont": {"size": size.catatan, "color": [ink_on(fill) for fill in fills]},
        "marker": {"color": fills, "line": {"width": 1, "color": warna.kisi}},
    }  # fmt: skip
    layout = {
        "xaxis": {"range": [-0.5, len(columns) - 0.5], "tickmode": "array", "tickvals": np.arange(len(columns)),
                  "ticktext": [_hour_label(at) for at in columns], "tickangle": 0, "tickfont": {"size": size.catatan}},
        "yaxis": base.row_axis([HARI[day] for day in rows]),
        "barmode": "overlay",
    }  # fmt: skip
    notes = ["Jam mulai mengisi, waktu setempat"]
    if unknown:
        notes.append(f"{format_bulat(unknown)} responden tanpa jam tidak digambar")
    room = base.Ruang(len(rows) * size.baris * 0.8, notes, atas=size.label * 0.5)
    return base.build([trace], layout, room, tema=tema, rapat=rapat)


def pekan_alt(jam: HariJam, *, periode: str, tempat: str | None = None) -> str:
    """'Responden menurut hari dan jam, Lapas IIB Sampit, Oktober 2026: terbanyak Selasa pukul 13, 14 responden'"""
    grid, _, unknown = _week(jam)
    head = f"Responden menurut hari dalam seminggu dan jam, {konteks(tempat, periode)}"
    if not grid:
        return gabung_alt(f"{head}: jam tidak diketahui")
    day, at = max(grid, key=lambda key: grid[key])
    return gabung_alt(
        f"{head}: terbanyak {HARI[day]} {_hour_words(at)}, {format_bulat(grid[day, at])} responden",
        f"{format_bulat(unknown)} tanpa jam" if unknown else "",
    )


def layanan_bars(
    n: Mapping[str, int],
    bagian: Mapping[str, float],
    sasaran: Mapping[str, int],
    *,
    tema: Tema,
    sorot: Collection[str] = (),
    rapat: bool = False,
) -> go.Figure:
    """Respondents of each layanan (bars) against its part of the target (marks), most users first.

    ``bagian``: share of the service users; ``sasaran``: target by layanan, or empty: then the mark is what the same
    respondents would be, divided as the users are.
    """
    size, warna = ukuran(rapat), WARNA[tema]
    names = sorted(bagian, key=lambda nama: (-bagian[nama], nama))
    total = sum(n.get(nama, 0) for nama in names)
    wanted = np.array([sasaran[nama] if sasaran else bagian[nama] * total for nama in names], dtype=float)
    counts = np.array([n.get(nama, 0) for nama in names], dtype=float)
    end = max(float(wanted.max()), float(counts.max()), 1.0) * 1.04
    at = np.arange(len(names))
    hover = [
        f"<b>{aman(nama)}</b><br>{format_bulat(k)} responden, {format_porsi(k / max(total, 1))}<br>"
        f"{format_porsi(bagian[nama])} dari pengguna"
        for nama, k in zip(names, counts, strict=True)
    ]
    bars = {
        "type": "bar", "orientation": "h", "name": "responden", "x": counts, "y": at, "width": 0.5, "hovertext": hover,
        "hoverinfo": "text", "textposition": "none",
        "marker": {"color": [warna.merek if nama in sorot else warna.redup_tepi for nama in names], "line": {"width": 0}},
    }  # fmt: skip
    ticks = {
        "type": "scatter", "mode": "markers", "name": "target", "x": wanted, "y": at, "hoverinfo": "skip",
        "cliponaxis": False,
        "marker": {"symbol": "line-ns-open", "size": size.baris * 0.5, "color": warna.teks,
                   "line": {"width": size.garis * 1.5, "color": warna.teks}},
    }  # fmt: skip
    labels = [f"<b>{format_bulat(k)}</b>/{format_bulat(w)}" for k, w in zip(counts, wanted, strict=True)]
    layout = {
        "xaxis": {"range": [0, end], "showticklabels": False},
        "yaxis": base.row_axis([dua_baris(potong(nama, 34), 17) for nama in names]),
        "yaxis2": base.right_axis(labels),
    }
    what = "target per layanan" if sasaran else "bila seperti penggunanya"
    room = base.Ruang(len(names) * base.row_height(len(names), rapat=rapat), [f"Garis tegak: {what}"], tick_lines=0,
                      atas=size.label * 0.5)  # fmt: skip
    return base.build([bars, ticks, base.right_anchor()], layout, room, tema=tema, rapat=rapat)


def layanan_alt(n: Mapping[str, int], bagian: Mapping[str, float], *, periode: str, tempat: str | None = None) -> str:
    """'Responden tiap layanan terhadap penggunanya, ...: Kunjungan 31 dari 43 (72%), pengguna 40%; ...'"""
    total = sum(n.get(nama, 0) for nama in bagian)
    names = sorted(bagian, key=lambda nama: (-abs(n.get(nama, 0) / max(total, 1) - bagian[nama]), nama))
    head = f"Responden tiap layanan terhadap penggunanya, {konteks(tempat, periode)}"
    parts = [
        f"{potong(nama, 40)} {format_porsi(n.get(nama, 0) / max(total, 1))} responden, {format_porsi(bagian[nama])} pengguna"
        for nama in names
    ]
    return gabung_alt(f"{head}: {parts[0]}", *parts[1:])


def _count_step(top: float) -> int:
    """Whole respondents between two lines of the axis, so that there are at most five: 1, 2, 5, 10, 20 ..."""
    unit = 1
    while 5 * 5 * unit < top:
        unit *= 10
    return next(step for step in (unit, 2 * unit, 5 * unit) if 5 * step >= top)


def _labels(values: base.FloatArray, marked: Sequence[bool]) -> list[str]:
    """The number over the highest day of every run of marked days: over each of them they would lie on each other."""
    texts = [""] * len(marked)
    for is_marked, run in groupby(range(len(marked)), key=lambda place: marked[place]):
        if is_marked:
            top = max(run, key=lambda place: float(values[place]))
            texts[top] = f"<b>{format_bulat(float(values[top]))}</b>"
    return texts


def _day_hover(day: date, n: int, kalender: Kalender) -> str:
    why = kalender.reason(day)
    closed = f"<br>Tutup: {aman(why)}" if why else ""
    return f"<b>{HARI[day.weekday()]} {format_tanggal(day)}</b><br>{format_bulat(n)} responden{closed}"


def _day_ticks(days: Sequence[date], periode: Periode) -> tuple[list[int], list[str]]:
    """Some days of one month by number, the first day of each of several months by its short name."""
    if len(periode.months) == 1:
        places = [place for place, day in enumerate(days) if day.day in (1, 5, 10, 15, 20, 25, 30)]
        return places, [str(days[place].day) for place in places]
    every = 1 if len(periode.months) <= 3 else 3
    firsts = [place for place, day in enumerate(days) if day.day == 1][::every]
    return firsts, [month_label(month_of_day(days[place]), short=True) for place in firsts]


def _closed_bands(days: Sequence[date], kalender: Kalender, tema: Tema) -> list[base.Spec]:
    """One quiet band behind every run of closed days."""
    bands: list[list[int]] = []
    for place, day in enumerate(days):
        if kalender.is_workday(day):
            continue
        if bands and bands[-1][1] == place - 1:
            bands[-1][1] = place
        else:
            bands.append([place, place])
    return [
        {"type": "rect", "x0": first - 0.5, "x1": last + 0.5, "y0": 0, "y1": 1, "yref": "paper", "layer": "below",
         "line": {"width": 0}, "fillcolor": WARNA[tema].kisi}
        for first, last in bands
    ]  # fmt: skip


def _week(jam: HariJam) -> tuple[dict[tuple[int, int], int], list[int], int]:
    """Respondents by (day of the week, column), the columns, and how many have no hour. Column AWAL - 1 stands for all
    earlier hours and AKHIR for it and all later ones; both are there only where somebody answered."""
    grid: dict[tuple[int, int], int] = {}
    for at, hour in np.argwhere(jam.jam).tolist():
        key = jam.hari[at].weekday(), min(max(hour, AWAL - 1), AKHIR)
        grid[key] = grid.get(key, 0) + int(jam.jam[at, hour])
    unknown = int(jam.n.sum() - jam.jam.sum())
    used = {at for _, at in grid}
    return grid, [at for at in range(AWAL - 1, AKHIR + 1) if AWAL <= at < AKHIR or at in used], unknown


def _hour_label(at: int) -> str:
    return f"<{AWAL}" if at < AWAL else f"≥{AKHIR}" if at >= AKHIR else str(at)


def _hour_words(at: int) -> str:
    if at < AWAL:
        return f"sebelum pukul {AWAL:02d}.00"
    return f"sesudah pukul {AKHIR}.00" if at >= AKHIR else f"pukul {at:02d}.00–{at + 1:02d}.00"


def _fill(n: int, most: int, shades: Sequence[str], empty: str) -> str:
    """The shade of a cell; where nobody has more than a few, a single respondent is no dark cell."""
    return shades[(n * _TINGKAT - 1) // max(most, _TINGKAT)] if n else empty
