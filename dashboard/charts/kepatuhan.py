"""The compliance calendar as a real HTML table: satker down, periods across, one state a cell told by sign, letter and colour.

For ``st.html``. Names come from files: everything is escaped here. Scrolls inside its own box with the names and the months
in sight; is read cell by cell, prints, links.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape

from dashboard.charts.labels import PANJANG_NAMA, ringkas_semua
from dashboard.palette import WARNA, Tema, ink_on
from dashboard.text.kepatuhan import HURUF, cell_short, cell_words, column_head, present, survey_name
from dashboard.views.kepatuhan import KalenderKepatuhan, KepatuhanSurvei
from dashboard.views.kepatuhan_sel import Sel
from scoring.compliance import Kepatuhan
from scoring.periods import Periode

# Address of a satker's page for one period of one survey, '' for none.
Tautan = Callable[[str, KepatuhanSurvei, Periode], str]
KELAS = {
    Kepatuhan.SUDAH: "s",
    Kepatuhan.TRIWULAN: "t",
    Kepatuhan.KURANG: "k",
    Kepatuhan.MINIMAL: "m",
    Kepatuhan.KOSONG: "b",
    Kepatuhan.TANPA_TARGET: "q",
    Kepatuhan.HANYA_REKAP: "r",
    Kepatuhan.DISEMBUNYIKAN: "x",
    Kepatuhan.TANPA_LAYANAN: "l",
    Kepatuhan.BERJALAN: "j",
    Kepatuhan.BELUM_WAKTUNYA: "w",
}
# Beside the months of two surveys and the triwulan of a third, on an office screen.
NAMA_SEMPIT = 27
# How much of the round sign is filled; other states have their letter alone.
_SIGN = (
    "content:'';display:inline-block;box-sizing:border-box;width:.5625rem;height:.5625rem;border:1px solid currentColor;"
    "border-radius:50%;margin-right:2px;background:"
)
ISI = {"s": 100, "t": 100, "k": 50, "m": 25, "b": 0}


def kepatuhan_html(
    view: KalenderKepatuhan, *, tema: Tema, judul: str, tautan: Tautan, satker: Sequence[str] = (), rapat: bool = False
) -> str:
    """The calendar as one <div>. ``judul``: the table's caption; ``satker``: only these (default: all of ``view``).

    Where one survey is shown its cells say respondents and target, else a letter each.
    """
    is_wide = len(view.survei) == 1
    short = ringkas_semua(view.nama, PANJANG_NAMA if is_wide else NAMA_SEMPIT)
    codes = satker or list(short)
    body = "".join(_row(view, kode, short, tautan, is_wide=is_wide) for kode in codes)
    label = escape(judul, quote=True)
    classes = f"pantau-patuh{' lebar' if is_wide else ''}{' rapat' if rapat else ''}"
    return (
        f'<div class="{classes}">{_style(tema)}{key_html(view, is_wide=is_wide)}'
        f'<div class="gulir" role="region" tabindex="0" aria-label="{label}"><table><caption>{escape(judul)}</caption>'
        f"<thead>{_heads(view)}</thead><tbody>{body}</tbody></table></div></div>"
    )


def key_html(view: KalenderKepatuhan, *, is_wide: bool = False) -> str:
    """The states that occur, each as its cell looks and in words: where cells hold numbers, without the letter."""
    looks = {state: "" if is_wide and KELAS[state] in ISI else HURUF[state] for state in present(view)}
    items = "".join(
        f'<li><span class="tanda {KELAS[state]}" aria-hidden="true"><b>{look}</b></span> {escape(state.value)}</li>'
        for state, look in looks.items()
    )
    return f'<ul class="kunci" aria-label="Arti tanda">{items}</ul>'


def _heads(view: KalenderKepatuhan) -> str:
    """The surveys over their periods; one row of months where one survey is shown."""
    groups = "".join(
        f'<th scope="colgroup" colspan="{len(one.kolom)}"{_group(place, 0)}>{escape(survey_name(one.instrumen))}</th>'
        for place, one in enumerate(view.survei)
    )
    columns = "".join(
        f'<th scope="col"{_group(place, number)} abbr="{escape(periode.label, quote=True)}">{column_head(periode)}</th>'
        for place, one in enumerate(view.survei)
        for number, periode in enumerate(one.kolom)
    )
    return f'<tr><th scope="col" rowspan="2">Satker</th>{groups}</tr><tr class="bulan">{columns}</tr>'


def _row(view: KalenderKepatuhan, kode: str, short: Mapping[str, str], tautan: Tautan, *, is_wide: bool) -> str:
    first = view.survei[0]
    address = tautan(kode, first, first.tinjau[-1] if first.tinjau else first.kolom[-1])
    name = escape(short[kode])
    if address:
        name = f'<a href="{escape(address, quote=True)}" target="_self">{name}</a>'
    names = [f"{survey_name(one.instrumen)} " for one in view.survei]
    cells = "".join(
        _cell(
            names[place],
            one.of(kode, periode),
            _address(tautan, kode, one, periode),
            _group(place, number),
            is_wide=is_wide,
        )
        for place, one in enumerate(view.survei)
        for number, periode in enumerate(one.kolom)
    )
    return f'<tr><th scope="row">{name}</th>{cells}</tr>'


def _address(tautan: Tautan, kode: str, one: KepatuhanSurvei, periode: Periode) -> str:
    """Nothing to see where nothing was due."""
    return "" if one.of(kode, periode).keadaan is Kepatuhan.BELUM_WAKTUNYA else tautan(kode, one, periode)


def _cell(survei: str, sel: Sel, address: str, group: str, *, is_wide: bool) -> str:
    """One cell. Its words are its title: shown on hover, and the only thing that is read out. Its link is left out of the
    tab order, there would be hundreds of them; the name in front of the row is the way for the keyboard."""
    title = escape(f"{survei}{sel.periode.label}: {cell_words(sel)}", quote=True)
    style = KELAS[sel.keadaan]
    sign = f'<b aria-hidden="true">{escape(cell_short(sel) if is_wide else HURUF[sel.keadaan])}</b>'
    if address:
        link = escape(address, quote=True)
        inner = f'<a class="{style}" href="{link}" target="_self" tabindex="-1" title="{title}">{sign}</a>'
    else:
        inner = f'<span class="{style}" role="img" aria-label="{title}" title="{title}">{sign}</span>'
    return f"<td{group}>{inner}</td>"


def _group(place: int, number: int) -> str:
    """The first column of every survey but the first stands a little apart."""
    return ' class="g"' if place and not number else ""


def _looks(tema: Tema) -> dict[str, str]:
    """Fill and ink of each state, as CSS: stronger the worse, hatched where there is too little to judge, an outline where
    nothing is judged."""
    w = WARNA[tema]
    good, short, thin, bad = (w.mutu_isi[letter] for letter in "ABCD")
    hatch = f"repeating-linear-gradient(-45deg,{thin} 0 5px,{w.kartu} 5px 8px)"
    cross = (
        f"repeating-linear-gradient(45deg,transparent 0 5px,{w.arsir} 5px 6px),"
        f"repeating-linear-gradient(-45deg,{w.kartu} 0 5px,{w.arsir} 5px 6px)"
    )
    plain = f"background:{w.kartu};color:{w.teks}"
    return {
        "s": f"background:{good};color:{ink_on(good)}",
        "t": f"background:{good};color:{ink_on(good)};outline:1px dashed {w.redup_tepi};outline-offset:-2px",
        "k": f"background:{short};color:{ink_on(short)}",
        "m": f"background:{hatch};color:{w.teks}",
        "b": f"background:{bad};color:{ink_on(bad)}",
        "q": f"{plain};outline:1px solid {w.redup_tepi};outline-offset:-1px",
        "r": f"{plain};outline:1px solid {w.redup_tepi};outline-offset:-1px",
        "x": f"background:{cross};color:{w.teks}",
        "l": f"{plain};color:{w.tenang}",
        "j": f"{plain};outline:1px dashed {w.redup_tepi};outline-offset:-1px",
        "w": f"{plain};color:{w.tenang}",
    }


def _style(tema: Tema) -> str:
    """Rules for this one table; every selector begins with its class."""
    w = WARNA[tema]
    rules = [
        ("", f"background:{w.kartu};border-radius:.5rem;padding:.5rem;print-color-adjust:exact"),
        (".gulir", "overflow:auto;position:relative;max-height:calc(100vh - 7rem)"),
        (".gulir:focus-visible", f"outline:2px solid {w.merek};outline-offset:2px"),
        ("table", "border-collapse:separate;border-spacing:2px;width:100%;font-size:.8125rem"),
        ("caption", "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)"),
        ("th", f"font-weight:400;color:{w.teks};border:0;padding:2px 6px;line-height:1.25;background:{w.kartu}"),
        ("thead th", f"color:{w.tenang};text-align:center;padding:2px 0;position:sticky;top:0;height:1.5rem;z-index:2"),
        ("thead th", f"box-shadow:0 2px {w.kartu},0 -2px {w.kartu}"),
        ("thead tr.bulan th", "top:1.5rem;min-width:1.6rem;font-size:.75rem;padding:2px 2px;white-space:nowrap"),
        ("thead th[scope=colgroup]", f"color:{w.teks};font-weight:650;text-align:left;padding-left:2px"),
        ("thead th.g[scope=colgroup]", "padding-left:10px"),
        ("thead th:first-child[rowspan]", "left:0;z-index:3;text-align:left;padding:2px 6px;vertical-align:bottom"),
        ("th[scope=row]", "text-align:left;white-space:nowrap;width:1%;position:sticky;left:0;z-index:1"),
        ("td", "text-align:center;white-space:nowrap;padding:0;border:0;font-variant-numeric:tabular-nums"),
        # Room beside the cell, whose own box stays like the others.
        ("td.g,.pantau-patuh thead tr.bulan th.g", "padding-left:8px"),
        ("thead tr.bulan th.g", "min-width:2.1rem"),
        ("td > *", "display:block;padding:3px 1px;border-radius:3px;text-decoration:none;line-height:1.3"),
        ("a:hover b", "text-decoration:underline"),
        ("b", "font-weight:650"),
        (".l b,.pantau-patuh .w b,.pantau-patuh .j b", "font-weight:400"),
        (".m b,.pantau-patuh .x b", f"background:{w.kartu};padding:0 2px;border-radius:2px"),
        ("th a", f"color:{w.tautan}"),
        (".kunci", "list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin:0 0 .5rem;padding:0;font-size:.8125rem"),
        (".kunci li", "display:flex;align-items:center;gap:.375rem;margin:0"),
        (".tanda", "display:inline-block;min-width:1.75rem;text-align:center;border-radius:3px;line-height:1.5"),
        ("b::before", "display:none"),
        *((f".{name} b::before", f"{_SIGN}conic-gradient(currentColor {part}%,transparent 0)") for name, part in ISI.items()),
        *((f".{name}", look) for name, look in _looks(tema).items()),
    ]  # fmt: skip
    css = "".join(f".pantau-patuh {name}".rstrip() + f"{{{body}}}" for name, body in rules)
    phone = "@media(max-width:640px){.pantau-patuh th[scope=row]{white-space:normal;min-width:6.5rem;max-width:8rem}}"
    wide = (
        ".pantau-patuh.lebar .tanda b:empty::before{margin-right:0}.pantau-patuh.lebar td>*{padding:4px 3px}"
        ".pantau-patuh.lebar thead tr.bulan th{min-width:3.5rem}"
    )
    big = (
        ".pantau-patuh.rapat table,.pantau-patuh.rapat .kunci{font-size:1.5rem}.pantau-patuh.rapat .gulir{max-height:none}"
        ".pantau-patuh.rapat thead tr.bulan th{font-size:1.5rem;top:0}.pantau-patuh.rapat thead th{position:static;height:auto}"
        ".pantau-patuh.rapat b::before{width:1rem!important;height:1rem!important;margin-right:6px!important}"
        ".pantau-patuh.rapat td>*{padding:7px 3px}.pantau-patuh.rapat .tanda{min-width:3.25rem}"
    )
    paper = "@media print{.pantau-patuh .gulir{max-height:none;overflow:visible}}"
    return f"<style>{css}{wide}{phone}{big}{paper}</style>"
