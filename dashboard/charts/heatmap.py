"""What is weak where? Satker x unsur, value and letter in every cell, four states that differ without colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import base
from dashboard.charts.labels import aman, gabung_alt, konteks, ringkas_semua
from dashboard.charts.unsur import Urut
from dashboard.formats import format_angka, format_bulat
from dashboard.kisaran import kisaran_cell
from dashboard.palette import WARNA, Tema, ink_on
from dashboard.theme import BENING, ukuran
from scoring.states import Status

# From this many columns on, upright column names no longer fit beside each other at 1366 px.
KOLOM_MIRING = 9
TITIK = "•"
TERTUTUP = "× disembunyikan"


@dataclass(frozen=True)
class Sel:
    """One cell: its state, its value on scale 4 (NaN unless the state has one), respondents and mutu."""

    status: Status
    nilai: float
    n: int
    mutu: str | None
    kisaran: str = ""

    @property
    def teks(self) -> str:
        """What the cell says: '3,41 B', 'n 7' below the minimum, a dot without data, '× disembunyikan'."""
        match self.status:
            case Status.NILAI:
                return f"{format_angka(self.nilai)} {self.mutu or ''}".rstrip()
            case Status.DI_BAWAH_MINIMAL:
                return f"n {format_bulat(self.n)}"
            case Status.DISEMBUNYIKAN:
                return TERTUTUP
            case Status.TIDAK_ADA_DATA:
                return TITIK

    @property
    def keterangan(self) -> str:
        """The cell in words, for hover and screen readers."""
        match self.status:
            case Status.NILAI:
                return f"{format_angka(self.nilai)}, mutu {self.mutu or '–'}, {self._basis}"
            case Status.DI_BAWAH_MINIMAL:
                return f"di bawah minimal, nilai {format_angka(self.nilai)}, {self._basis}"
            case Status.DISEMBUNYIKAN:
                return "disembunyikan"
            case Status.TIDAK_ADA_DATA:
                return "tidak ada data"

    @property
    def _basis(self) -> str:
        """n, and the interval where it is known: what every compared number carries."""
        span = f", kisaran 95 % {self.kisaran}" if self.kisaran else ""
        return f"{format_bulat(self.n)} responden{span}"


KOSONG = Sel(Status.TIDAK_ADA_DATA, float("nan"), 0, None)


@dataclass(frozen=True)
class Petak:
    """The grid in drawing order: short names of rows (satker) and columns (unsur) by code, and the cells with data."""

    satker: Mapping[str, str]
    unsur: Mapping[str, str]
    sel: Mapping[tuple[str, str], Sel]

    def cell(self, satker: str, unsur: str) -> Sel:
        """The cell of a satker and unsur; one without a row in the data has no data."""
        return self.sel.get((satker, unsur), KOSONG)


def heatmap_grid(
    nilai: pd.DataFrame, satker: Mapping[str, str], unsur: Mapping[str, str], *, urut: Urut = "nilai"
) -> Petak:
    """The grid of ``nilai`` (scoring.indeks.nilai_unsur, several satker; frames of several instruments may be joined).

    ``satker``: code -> full name of every satker that ought to show; ``unsur``: code -> short name, in column order.
    ``urut``: 'nilai' puts the lowest mean over the unsur first and satker without values last; 'resmi' keeps the order.
    """
    known = nilai[nilai["satker"].isin(list(satker)) & nilai["unsur"].isin(list(unsur))]
    cells = {
        (str(row["satker"]), str(row["unsur"])): Sel(
            status,
            float(value),
            int(row["n"]) if pd.notna(row["n"]) else 0,
            str(row["mutu"]) if pd.notna(row["mutu"]) else None,
            "" if pd.isna(row["bawah_4"]) else kisaran_cell(row["bawah_4"], row["atas_4"], row.get("dasar")),
        )
        for row, status, value in zip(known.to_dict("records"), base.statuses(known), base.shown(known), strict=True)
    }
    codes = list(satker)
    if urut == "nilai":
        # Below the minimum a mean is chance: such satker come after the ones with values, before those without data.
        thin = pd.Series(base.shown(known), index=known["satker"].to_numpy(str))
        firm = thin[[status is Status.NILAI for status in base.statuses(known)]].groupby(level=0).mean()
        values = firm.combine_first(thin.groupby(level=0).mean() + base.SKALA_ATAS)
        codes = list(values.reindex(codes).sort_values(kind="stable", na_position="last").index)
    short = ringkas_semua(satker)
    return Petak({kode: short[kode] for kode in codes}, dict(unsur), cells)


def heatmap_unsur(
    nilai: pd.DataFrame,
    satker: Mapping[str, str],
    unsur: Mapping[str, str],
    *,
    tema: Tema,
    urut: Urut = "nilai",
    rapat: bool = False,
) -> go.Figure:
    """The grid as one figure (arguments: heatmap_grid), for wide screens, projector, export. Phones: heatmap_html."""
    grid = heatmap_grid(nilai, satker, unsur, urut=urut)
    size, columns = ukuran(rapat), len(grid.unsur)
    tilted = columns >= KOLOM_MIRING
    places = [(row, at, kode, name) for row, kode in enumerate(grid.satker) for at, name in enumerate(grid.unsur)]
    by_state: dict[Status, list[tuple[int, int, str, str]]] = {}
    for place in places:
        by_state.setdefault(grid.cell(place[2], place[3]).status, []).append(place)
    traces = [
        {
            **_trace(grid, by_state[status]),
            **_look(status, [grid.cell(*p[2:]) for p in by_state[status]], tema, rapat),
        }
        for status in Status
        if status in by_state
    ]
    layout = {
        "xaxis": {
            "range": [-0.5, columns - 0.5], "side": "top", "tickmode": "array", "tickvals": np.arange(columns),
            "ticktext": [aman(name) if tilted else aman(name).replace(" ", "<br>", 1) for name in grid.unsur.values()],
            "tickangle": -35 if tilted else 0, "tickfont": {"size": size.catatan, "color": WARNA[tema].teks},
        },
        "yaxis": base.row_axis([aman(name) for name in grid.satker.values()]),
        "barmode": "overlay",
    }  # fmt: skip
    notes = state_notes(grid)
    # Names stay on one line here: the figure is for wide screens, a phone gets the table.
    height = max(size.sumbu * 1.5, 29.0)
    if not rapat and Status.DISEMBUNYIKAN in by_state:
        height = max(height, size.catatan * 2.9)  # '× disembunyikan' in two lines
    if tilted:
        layout["margin"] = {"t": size.label, "b": size.catatan * 3, "r": size.catatan * 4}  # the last tilted name
    room = base.Ruang(len(grid.satker) * height, notes, tick_lines=0)
    return base.build(traces, layout, room, tema=tema, rapat=rapat)


def heatmap_alt(
    nilai: pd.DataFrame, satker: Mapping[str, str], unsur: Mapping[str, str], *, indeks: str, periode: str
) -> str:
    """'Nilai unsur IPKP 19 satker pada skala 1–4, Juni 2026: terendah Sarana di Lapas IIB Sampit, 2,89 ...'"""
    grid = heatmap_grid(nilai, satker, unsur)
    head = f"Nilai {len(unsur)} unsur {indeks} di {len(satker)} satker pada skala 1–4, {konteks(periode)}"
    drawn = {pair: cell for pair, cell in grid.sel.items() if np.isfinite(cell.nilai)}
    if not drawn:
        return gabung_alt(f"{head}: tidak ada data")
    (kode, name), lowest = min(drawn.items(), key=lambda item: item[1].nilai)
    weak = sum(cell.mutu in {"C", "D"} for cell in drawn.values())
    empty = sum(all(np.isnan(grid.cell(s, u).nilai) for u in grid.unsur) for s in grid.satker)
    return gabung_alt(
        f"{head}: terendah {grid.unsur[name]} di {grid.satker[kode]}, {format_angka(lowest.nilai)}",
        f"{weak or 'tidak ada'} sel bermutu C atau D",
        f"{empty} satker tanpa nilai" if empty else "",
    )


def state_notes(grid: Petak) -> list[str]:
    """One line that explains the states that occur in the grid."""
    present = {grid.cell(s, u).status for s in grid.satker for u in grid.unsur}
    words = {
        Status.DI_BAWAH_MINIMAL: "arsir: di bawah minimal",
        Status.TIDAK_ADA_DATA: "titik: tidak ada data",
        Status.DISEMBUNYIKAN: "silang: disembunyikan",
    }
    found = [text for status, text in words.items() if status in present]
    if not found:
        return []
    line = "; ".join(found)
    return [line[0].upper() + line[1:]]


def _trace(grid: Petak, places: Sequence[tuple[int, int, str, str]]) -> base.Spec:
    """The cells of one state. Bars and not a heatmap trace: only bars are hatched and choose the ink of each text."""
    at = np.array([column for _, column, _, _ in places], dtype=float)
    hover = [
        f"<b>{aman(grid.satker[kode])}</b><br>{aman(grid.unsur[name])}: {grid.cell(kode, name).keterangan}"
        for _, _, kode, name in places
    ]
    return {
        "type": "bar", "orientation": "h", "base": at - 0.48, "x": np.full(len(places), 0.96), "width": 0.92,
        "y": np.array([row for row, _, _, _ in places]), "hovertext": hover, "hoverinfo": "text", "textangle": 0,
        "textposition": "inside", "insidetextanchor": "middle", "constraintext": "none",
    }  # fmt: skip


def _look(status: Status, cells: Sequence[Sel], tema: Tema, rapat: bool) -> base.Spec:
    """Name, fill, hatching, text and ink of the cells of one state: mutu by colour and letter, the rest by pattern."""
    warna = WARNA[tema]
    # The font's own space is too narrow to part number and letter.
    texts = [cell.teks.replace(" ", "\u2002") for cell in cells]
    marker: base.Spec = {"color": warna.kartu, "line": {"width": 1, "color": warna.redup_tepi}}
    ink: str | list[str] = warna.teks
    if status is Status.NILAI:
        fills = [fill_of(cell, tema) for cell in cells]
        marker, ink = {"color": fills, "line": {"width": 0}}, [ink_on(fill) for fill in fills]
    elif status is Status.TIDAK_ADA_DATA:
        marker = {"color": BENING, "line": {"width": 0}}
    else:
        shape = "/" if status is Status.DI_BAWAH_MINIMAL else "x"
        marker["pattern"] = {"shape": shape, "fgcolor": warna.arsir, "bgcolor": warna.kartu, "fillmode": "overlay",
                             "solidity": 0.14, "size": 12 if rapat else 7}  # fmt: skip
        # In a cell of Rapat the word has no room: the cross and the note under the figure say it.
        fitting = "×" if rapat else "× disem-<br>bunyikan"
        texts = [
            fitting if cell.status is Status.DISEMBUNYIKAN else text for cell, text in zip(cells, texts, strict=True)
        ]
    font = {"size": ukuran(rapat).catatan, "color": ink}
    return {"name": status.value, "marker": marker, "text": texts, "insidetextfont": font}


def fill_of(cell: Sel, tema: Tema) -> str:
    """The fill of a cell that has a value."""
    warna = WARNA[tema]
    return warna.mutu_isi.get(cell.mutu or "", warna.kartu)
