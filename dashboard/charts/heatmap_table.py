"""The heatmap as a real HTML table: scrolls sideways in its own box on a phone, is read cell by cell, prints, links.

For ``st.html``. Names come from files: everything is escaped here.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import pandas as pd

from dashboard.charts.heatmap import Petak, Sel, fill_of, heatmap_grid, state_notes
from dashboard.charts.unsur import Urut
from dashboard.formats import format_angka, format_bulat
from dashboard.palette import WARNA, Tema, ink_on
from scoring.states import Status

_STATE_CLASS = {
    Status.DI_BAWAH_MINIMAL: "minimal",
    Status.DISEMBUNYIKAN: "tutup",
    Status.TIDAK_ADA_DATA: "kosong",
}


def heatmap_html(  # noqa: PLR0913 - the page chooses each on its own
    nilai: pd.DataFrame,
    satker: Mapping[str, str],
    unsur: Mapping[str, str],
    *,
    tema: Tema,
    judul: str,
    periode: str = "",
    urut: Urut = "nilai",
    tautan: Mapping[str, str] | None = None,
) -> str:
    """The grid (arguments: heatmap_grid) as one <div>. ``judul``: the table's caption, read first by screen readers.

    ``periode``: its label, for the cells' titles; ``tautan``: satker code -> relative address that its name links to.
    """
    grid = heatmap_grid(nilai, satker, unsur, urut=urut)
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in grid.unsur.values())
    body = "".join(_row(grid, kode, tautan or {}, periode, tema) for kode in grid.satker)
    note = "".join(f"<p>{escape(line)}</p>" for line in state_notes(grid))
    label = escape(judul, quote=True)
    return (
        f'<div class="pantau-petak">{_style(tema)}<div class="gulir" role="region" tabindex="0" aria-label="{label}">'
        f'<table><caption>{escape(judul)}</caption><thead><tr><th scope="col">Satker</th>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>{note}</div>"
    )


def _row(grid: Petak, kode: str, tautan: Mapping[str, str], periode: str, tema: Tema) -> str:
    name = escape(grid.satker[kode])
    if kode in tautan:
        name = f'<a href="{escape(tautan[kode], quote=True)}" target="_self">{name}</a>'
    cells = "".join(_cell(grid.cell(kode, unsur), grid.unsur[unsur], periode, tema) for unsur in grid.unsur)
    return f'<tr><th scope="row">{name}</th>{cells}</tr>'


def _cell(cell: Sel, unsur: str, periode: str, tema: Tema) -> str:
    when = f", {periode}" if periode else ""
    title = escape(f"{unsur}: {cell.keterangan}{when}", quote=True)
    if cell.status is Status.NILAI:
        fill = fill_of(cell, tema)
        letter = f" <b>{cell.mutu}</b>" if cell.mutu else ""
        style = f"background:{fill};color:{ink_on(fill)}"
        return f'<td title="{title}" style="{style}">{format_angka(cell.nilai)}{letter}</td>'
    if cell.status is Status.DI_BAWAH_MINIMAL:
        inner = f"<span>{format_angka(cell.nilai)} <small>n {format_bulat(cell.n)}</small></span>"
    elif cell.status is Status.DISEMBUNYIKAN:
        inner = f"<span>{cell.teks.replace('disem', 'disem&shy;')}</span>"
    else:
        inner = f'<span aria-hidden="true">{cell.teks}</span><span class="baca">{cell.keterangan}</span>'
    return f'<td title="{title}" class="{_STATE_CLASS[cell.status]}">{inner}</td>'


def _style(tema: Tema) -> str:
    """Rules for this one table; every selector begins with its class."""
    w = WARNA[tema]
    hatch = f"repeating-linear-gradient(-45deg,{w.kartu} 0 6px,{w.arsir} 6px 7px)"
    cross = f"repeating-linear-gradient(45deg,transparent 0 6px,{w.arsir} 6px 7px),{hatch}"
    rules = (
        ("", f"background:{w.kartu};border-radius:.5rem;padding:.5rem"),
        (".gulir", "overflow-x:auto;position:relative"),
        (".gulir:focus-visible", f"outline:2px solid {w.merek};outline-offset:2px"),
        ("table", "border-collapse:separate;border-spacing:2px;width:100%;font-size:.8125rem"),
        ("td", "font-variant-numeric:tabular-nums"),
        ("caption", "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)"),
        ("th", f"font-weight:400;color:{w.teks};border:0;padding:3px 6px;line-height:1.25"),
        ("thead th", f"color:{w.tenang};vertical-align:bottom;text-align:center;min-width:3.3rem;padding:3px 2px"),
        ("th[scope=row],.pantau-petak thead th:first-child",
         f"text-align:left;white-space:nowrap;position:sticky;left:0;background:{w.kartu};z-index:1"),
        ("td", "text-align:center;white-space:nowrap;padding:5px 3px;border:0;border-radius:3px"),
        ("td.minimal", f"background:{hatch};color:{w.teks}"),
        ("td.tutup", f"background:{cross};color:{w.teks}"),
        ("td.minimal span,.pantau-petak td.tutup span", f"background:{w.kartu};padding:0 3px;border-radius:2px"),
        ("td.tutup", "white-space:normal;font-size:.75rem;line-height:1.2"),
        ("small", "font-size:.75rem"),
        ("td.kosong", f"color:{w.tenang}"),
        (".baca", "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)"),
        ("a", f"color:{w.tautan}"),
        ("p", f"color:{w.tenang};font-size:.75rem;margin:.25rem 0 0"),
    )  # fmt: skip
    css = "".join(f".pantau-petak {name}".rstrip() + f"{{{body}}}" for name, body in rules)
    phone = "@media(max-width:640px){.pantau-petak th[scope=row]{white-space:normal;min-width:6.5rem}}"
    return f"<style>{css}{phone}</style>"
