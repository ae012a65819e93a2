"""The checklist of Zona Integritas as an HTML table: one condition a row, WBK and WBBM beside each other.

For ``st.html``. Texts come from files too: everything is escaped here. On a phone every condition becomes a small card.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from dashboard.palette import WARNA, Tema
from scoring.zona import Keadaan

_CLASS = {
    Keadaan.TERPENUHI: "ya",
    Keadaan.BELUM: "belum",
    Keadaan.BELUM_MEMADAI: "ragu",
    Keadaan.TIDAK_ADA_DATA: "kosong",
}


@dataclass(frozen=True)
class Putusan:
    """The state of a condition for one predikat: symbol, word, and quiet lines under it."""

    keadaan: Keadaan
    tanda: str
    catatan: Sequence[str]


@dataclass(frozen=True)
class BarisSyarat:
    """One condition: its name, the evidence in lines, the decision for each predikat, the legal basis."""

    nama: str
    bukti: Sequence[str]
    putusan: Sequence[Putusan]
    dasar: str


def checklist_html(syarat: Sequence[BarisSyarat], predikat: Sequence[str], *, tema: Tema, judul: str) -> str:
    """The table as one <div>. ``predikat``: heads of the decision columns; ``judul``: caption, read by screen readers."""
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in ("Syarat", *predikat, "Bukti", "Dasar"))
    body = "".join(_row(row, predikat) for row in syarat)
    return (
        f'<div class="pantau-syarat">{_style(tema)}<table><caption>{escape(judul)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(row: BarisSyarat, predikat: Sequence[str]) -> str:
    cells = "".join(_decision(one, name) for one, name in zip(row.putusan, predikat, strict=True))
    evidence = "".join(f"<p>{escape(line)}</p>" for line in row.bukti)
    return (
        f'<tr><th scope="row">{escape(row.nama)}</th>{cells}'
        f'<td class="bukti">{evidence}</td><td class="dasar">{escape(row.dasar)}</td></tr>'
    )


def _decision(one: Putusan, predikat: str) -> str:
    notes = "".join(f"<p>{escape(line)}</p>" for line in one.catatan)
    return (
        f'<td class="putusan {_CLASS[one.keadaan]}"><b><span class="untuk" aria-hidden="true">{escape(predikat)}: </span>'
        f'<span class="tanda" aria-hidden="true">{escape(one.tanda)}</span> {escape(one.keadaan)}</b>{notes}</td>'
    )


def _style(tema: Tema) -> str:
    """Rules for this one table; every selector begins with its class."""
    w = WARNA[tema]
    rules = (
        ("", f"background:{w.kartu};border-radius:.5rem;padding:.25rem .75rem"),
        ("table", "border-collapse:collapse;width:100%;font-size:.875rem;font-variant-numeric:tabular-nums"),
        ("caption,.pantau-syarat .baca", "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)"),
        ("th,.pantau-syarat td",
         f"border:0;border-bottom:1px solid {w.kisi};padding:.55rem .6rem;text-align:left;vertical-align:top;color:{w.teks}"),
        ("tbody tr:last-child > *", "border-bottom:0"),
        ("thead th", f"color:{w.tenang};font-weight:400;padding:.35rem .6rem"),
        ("th[scope=row]", "font-weight:650;width:15%"),
        ("td.putusan", "width:19%"),
        ("p", f"margin:.1rem 0 0;line-height:1.35;font-size:.8125rem;color:{w.tenang}"),
        ("td.bukti p", f"color:{w.teks};margin:0 0 .15rem"),
        ("td.dasar", f"color:{w.tenang};font-size:.8125rem;width:13%"),
        ("b", "font-weight:650"),
        (".tanda", ("display:inline-block;min-width:1.35rem;height:1.35rem;line-height:1.35rem;text-align:center;"
         "border-radius:50%;font-size:.8125rem;margin-right:.15rem")),
        (".ya .tanda", f"background:{w.mutu['A']};color:{w.kartu}"),
        (".belum .tanda", f"background:{w.kartu};color:{w.teks};box-shadow:inset 0 0 0 2px {w.mutu['D']}"),
        (".ragu .tanda,.pantau-syarat .kosong .tanda",
         f"background:{w.kartu};color:{w.tenang};box-shadow:inset 0 0 0 1px {w.redup_tepi}"),
        (".ragu b,.pantau-syarat .kosong b", f"color:{w.tenang}"),
        (".untuk", "display:none"),
    )  # fmt: skip
    css = "".join(f".pantau-syarat {name}".rstrip() + f"{{{body}}}" for name, body in rules)
    phone = (
        ".pantau-syarat table,.pantau-syarat tbody{display:block}"
        ".pantau-syarat thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}"
        f".pantau-syarat tr{{display:grid;grid-template-columns:1fr 1fr;gap:0 1rem;padding:.6rem 0;"
        f"border-bottom:1px solid {w.kisi}}}.pantau-syarat tr:last-child{{border-bottom:0}}"
        ".pantau-syarat tr>*{display:block;width:auto!important;border:0;padding:.1rem 0}"
        ".pantau-syarat th[scope=row],.pantau-syarat td.bukti,.pantau-syarat td.dasar{grid-column:1/-1}"
        ".pantau-syarat .untuk{display:block}"
    )
    return f"<style>{css}@media(max-width:760px){{{phone}}}</style>"
