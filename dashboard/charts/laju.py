"""The pace of many satker in one look: a bullet each (achieved, expected by now, target, forecast), as HTML with small SVG pictures.

HTML and not one figure of Plotly: sixty bullets must wrap to the width of a phone, carry links and a button to copy the
message, be read by a screen reader and print; and they cost a page nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape

from dashboard.charts.labels import PANJANG_NAMA, ringkas_semua
from dashboard.charts.sparkline import svg_uri
from dashboard.formats import awal_kalimat, format_porsi
from dashboard.palette import WARNA, Tema
from dashboard.text.laju import chance_words, count_words, detail_words, need_words
from dashboard.views.laju import LajuSatker
from dashboard.views.responden import HANYA_REKAP, TANPA_DATA, TANPA_LAYANAN, TANPA_TARGET
from scoring.pace import Keadaan
from scoring.pace_rules import pace_rule

# A bar beyond this share of its target is cut and marked: 300 % would press all the others flat.
BATAS = 1.15
# Words of a state, its meaning, its satker (text.laju.groups).
Kelompok = tuple[str, str, tuple[LajuSatker, ...]]
# Up to so many satker a page has room for wide cells: whole names, and the words beside the numbers.
SATKER_LEGA = 24
# Letters of a name in a cell of the page, wide and narrow, and on the board: five columns of a slide have no room for more.
PANJANG_LEGA = 28
PANJANG_KISI = 23
PANJANG_RAPAT = 22
# Columns of a board up to which it is drawn large, and larger still, with longer names: few satker leave room to be read
# from the back row.
KOLOM_BESAR = 3
KOLOM_TERBESAR = 2
# As pictures: the sanitizer of st.html drops SVG elements, and an <img> has its own text for those who do not see it.
_SVG = '<svg xmlns="http://www.w3.org/2000/svg" {size}>{inner}</svg>'
_VIEW = 'width="16" height="16" viewBox="0 0 16 16"'
_CINCIN = '<circle cx="8" cy="8" r="6" fill="none" stroke="{warna}" stroke-width="2"/>'
_SEGITIGA = '<path d="M1 3h14l-7 11z" fill="{warna}"/>'
_BENTUK = {
    Keadaan.GAGAL: _SEGITIGA,
    Keadaan.TIDAK_TERCAPAI: _SEGITIGA,
    TANPA_DATA: _CINCIN.replace("/>", ' stroke-dasharray="3 2"/>'),
    Keadaan.BELUM_ADA_LAJU: _CINCIN,
    Keadaan.DIJAGA: _CINCIN + '<path d="M8 2a6 6 0 0 0 0 12z" fill="{warna}"/>',
    Keadaan.AMAN: _CINCIN + '<path d="M5 8h6" stroke="{warna}" stroke-width="2"/>',
    Keadaan.TERCAPAI: '<circle cx="8" cy="8" r="7" fill="{warna}"/>',
    TANPA_TARGET: '<path d="M3 8h10" stroke="{warna}" stroke-width="2"/>',
    TANPA_LAYANAN: '<circle cx="8" cy="8" r="2.5" fill="{warna}"/>',
    HANYA_REKAP: '<path d="M3 6h10M3 10h10" stroke="{warna}" stroke-width="2"/>',
}


def state_colours(tema: Tema) -> Mapping[str, str]:
    """The colour of each state: worse ones stand out, the others stay quiet."""
    warna = WARNA[tema]
    return {
        Keadaan.GAGAL: warna.mutu["D"], Keadaan.TIDAK_TERCAPAI: warna.mutu["D"], TANPA_DATA: warna.tenang,
        Keadaan.BELUM_ADA_LAJU: warna.tenang, Keadaan.DIJAGA: warna.mutu["C"], Keadaan.AMAN: warna.mutu["B"],
        Keadaan.TERCAPAI: warna.redup_tepi, TANPA_TARGET: warna.tenang, TANPA_LAYANAN: warna.tenang, HANYA_REKAP: warna.tenang,
    }  # fmt: skip


def symbol_html(keadaan: str, tema: Tema) -> str:
    """The sign of a state, beside its words."""
    shape = _BENTUK[keadaan].format(warna=state_colours(tema)[keadaan])
    return f'<img class="laju-tanda" alt="" src="{svg_uri(_SVG.format(size=_VIEW, inner=shape))}">'


def state_html(one: LajuSatker, tema: Tema) -> str:
    """The state of one satker with its sign and its chance: what the colour of a bullet says, in words."""
    words = ", ".join(filter(None, (awal_kalimat(one.keadaan), chance_words(one))))
    return f'<p class="pantau-keadaan">{symbol_html(one.keadaan, tema)} {escape(words)}</p>'


def bullet_html(one: LajuSatker, tema: Tema, *, tinggi: int = 24) -> str:
    """The bullet of one satker on the scale of its own target, 100 % wide and ``tinggi`` pixels high. What it shows is told
    by its label. '' without a target: there is no scale."""
    if one.laju is None or one.target is None:
        return ""
    warna, laju, part = WARNA[tema], one.laju, tinggi / 24
    colour = state_colours(tema)[one.keadaan]

    def at(value: float) -> str:
        return f"{min(value / laju.target, BATAS) / BATAS * 100:.2f}%"

    def bar(value: float, y: float, height: float, look: str) -> str:
        return f'<rect x="0" y="{y * part:g}" width="{at(value)}" height="{height * part:g}" {look}/>'

    def mark(value: float, y1: float, y2: float, width: float) -> str:
        place = f'x1="{at(value)}" x2="{at(value)}" y1="{y1 * part:g}" y2="{y2 * part:g}"'
        return f'<line {place} stroke="{warna.teks}" stroke-width="{width * part:g}"/>'

    marks = [
        bar(laju.target, 5, 10, f'fill="{warna.kisi}" stroke="{warna.redup_tepi}"'),
        bar(one.n, 7, 6, f'fill="{colour}"'),
        mark(laju.target, 2, 18, 3),
    ]
    if _has_expected(one):
        marks.append(mark(laju.seharusnya, 3, 17, 1.5))
    if one.n > BATAS * laju.target:
        look = f'text-anchor="end" font-size="{12 * part:g}" fill="{warna.teks}"'
        marks.append(f'<text x="100%" y="{15 * part:g}" {look}>›</text>')
    if chance_words(one) and laju.bawah is not None and laju.atas is not None and laju.perkiraan is not None:
        y, width = f"{20.5 * part:g}", f"{1.5 * part:g}"
        ends = f'x1="{at(laju.bawah)}" x2="{at(laju.atas)}" y1="{y}" y2="{y}"'
        marks.append(f'<line {ends} stroke="{colour}" stroke-width="{width}"/>')
        marks.append(f'<circle cx="{at(laju.perkiraan)}" cy="{y}" r="{2.5 * part:g}" fill="{colour}"/>')
    label = escape(detail_words(one), quote=True)
    picture = svg_uri(_SVG.format(size='width="100%" height="100%"', inner="".join(marks)))
    return f'<img class="laju-bilah" style="height:{tinggi}px" alt="{label}" title="{label}" src="{picture}">'


def pace_grid_html(
    groups: Sequence[Kelompok],
    tema: Tema,
    *,
    link: Callable[[str], str] | None = None,
    button: Callable[[LajuSatker], str] | None = None,
    tinggi: int = 20,
) -> str:
    """HTML of all satker by state, most urgent first, with the key to the marks.

    ``groups``: words, meaning, satker (text.laju.groups); ``link``: the address of a satker's page; ``button``: HTML that
    stands behind its name; ``tinggi``: pixels of a bullet.
    """
    everyone = [one for _, _, part in groups for one in part]
    is_wide = len(everyone) <= SATKER_LEGA
    names = ringkas_semua({one.satker: one.nama for one in everyone}, PANJANG_LEGA if is_wide else PANJANG_KISI)
    cells = "".join(
        f'<section class="laju-kelompok"><h3>{symbol_html(part[0].keadaan, tema)} {escape(words)} ({len(part)})'
        f' <small>{escape(meaning)}</small></h3><ul class="laju-kisi">'
        + "".join(_cell(one, names[one.satker], tema, link, button, tinggi) for one in part)
        + "</ul></section>"
        for words, meaning, part in groups
    )
    return f'<div class="laju{" laju-lega" if is_wide else ""}">{_legend(everyone, tema)}{cells}</div>'


def _cell(
    one: LajuSatker,
    nama: str,
    tema: Tema,
    link: Callable[[str], str] | None,
    button: Callable[[LajuSatker], str] | None,
    tinggi: int,
) -> str:
    title = escape(nama)
    if link is not None:
        title = f'<a href="{escape(link(one.satker), quote=True)}" target="_self">{title}</a>'
    tail = "" if button is None else button(one)
    return (
        f'<li class="laju-satker"><div class="laju-nama">{title}{_chance(one)}{tail}</div>'
        f'<div class="laju-baris"><b class="laju-jumlah">{escape(count_words(one))}</b>'
        f"{bullet_html(one, tema, tinggi=tinggi)}{_needed(one)}</div></li>"
    )


def _chance(one: LajuSatker) -> str:
    """'peluang 12%'; a cell too narrow for the word only lets it be read out, because the key above tells it."""
    word, _, share = chance_words(one).partition(" ")
    return f'<span class="laju-peluang"><span class="laju-kata">{word} </span>{escape(share)}</span>' if share else ""


def _needed(one: LajuSatker) -> str:
    """'perlu 2/hari', or 'kurang 12' where the period is over; the word as in _chance."""
    if not (need := _need(one)):
        return ""
    verb = "" if one.laju is None or one.laju.perlu_per_hari is None else '<span class="laju-kata">perlu </span>'
    return f'<span class="laju-perlu">{verb}<b>{escape(need)}</b></span>'


def pace_board_html(groups: Sequence[Kelompok], daftar: Sequence[LajuSatker], tema: Tema, *, kolom: int) -> str:
    """HTML for a projector: the satker of ``daftar`` in one grid of ``kolom`` columns, most urgent first, each with its sign;
    over it the signs with their words and how many satker of all ``groups`` have each."""
    is_large, is_largest = kolom <= KOLOM_BESAR, kolom <= KOLOM_TERBESAR
    tinggi = 64 if is_largest else 36 if is_large else 28
    names = ringkas_semua({one.satker: one.nama for one in daftar}, PANJANG_NAMA if is_large else PANJANG_RAPAT)
    cells = "".join(
        f'<li class="laju-satker"><div class="laju-nama">{symbol_html(one.keadaan, tema)}'
        f"<span>{escape(names[one.satker])}</span></div>"
        f'<div class="laju-baris">{bullet_html(one, tema, tinggi=tinggi)}'
        f'<div class="laju-angka">{_board_words(one)}</div></div>'
        "</li>"
        for one in daftar
    )
    size = " laju-papan-terbesar" if is_largest else " laju-papan-besar" if is_large else ""
    grid = f'<ul class="laju-kisi laju-papan{size}" style="--kolom:{kolom}">{cells}</ul>'
    return _board_key(groups, daftar, tema) + grid


def _board_words(one: LajuSatker) -> str:
    need = _need(one)
    counted = f"<span>{escape(count_words(one))}</span>"
    return f"{counted} <b>{escape(need)}</b>" if need else counted


def _board_key(groups: Sequence[Kelompok], daftar: Sequence[LajuSatker], tema: Tema) -> str:
    """The signs of the board with their words and how many satker each has, and what its lines are."""
    items = "".join(
        f"<li>{symbol_html(part[0].keadaan, tema)} {escape(words)} <b>{len(part)}</b></li>" for words, _, part in groups
    )
    lines = ["garis tebal target"] if any(one.laju is not None for one in daftar) else []
    lines += ["tipis seharusnya saat itu"] if any(_has_expected(one) for one in daftar) else []
    lines += ["bertitik perkiraan akhir"] if any(_has_forecast(one) for one in daftar) else []
    told = f'<li class="laju-kunci-garis">{", ".join(lines).capitalize()}</li>' if lines else ""
    return f'<ul class="laju-kunci laju-kunci-papan">{items}{told}</ul>'


def _has_expected(one: LajuSatker) -> bool:
    """The bullet has the mark of what is expected by then."""
    return one.laju is not None and 0 < one.laju.sisa < one.laju.hari_kerja


def _has_forecast(one: LajuSatker) -> bool:
    """The bullet has a forecast under it."""
    return bool(chance_words(one)) and one.laju is not None and one.laju.perkiraan is not None


def _need(one: LajuSatker) -> str:
    """What is needed, as short as a cell is wide: '2/hari'."""
    return need_words(one, "/hari")


def _legend(daftar: Sequence[LajuSatker], tema: Tema) -> str:
    """What the marks mean that the bullets of these satker have."""
    warna = WARNA[tema]
    line = f'stroke="{warna.teks}"'
    bar = state_colours(tema)[Keadaan.AMAN]
    signs = (
        (True, f'<rect y="5" width="22" height="6" fill="{bar}"/>', "responden"),
        (any(_has_expected(one) for one in daftar), f'<line x1="11" x2="11" y1="1" y2="15" {line} stroke-width="1.5"/>',
         "seharusnya sampai saat itu"),
        (True, f'<line x1="11" x2="11" y1="0" y2="16" {line} stroke-width="3.5"/>', "target"),
        (any(_has_forecast(one) for one in daftar),
         f'<line x1="0" x2="22" y1="8" y2="8" stroke="{bar}" stroke-width="1.5"/><circle cx="11" cy="8" r="3" fill="{bar}"/>',
         f"perkiraan akhir dengan kisaran {format_porsi(pace_rule().isi_kisaran)}"),
    )  # fmt: skip
    size = 'width="22" height="16" viewBox="0 0 22 16"'
    pictures = ((svg_uri(_SVG.format(size=size, inner=sign)), words) for occurs, sign, words in signs if occurs)
    items = "".join(f'<li><img alt="" src="{picture}"> {words}</li>' for picture, words in pictures)
    if any(_need(one).endswith("/hari") for one in daftar):
        items += "<li><b>/hari</b> perlu tiap hari kerja</li>"
    if any(chance_words(one) for one in daftar):
        items += "<li><b>%</b> peluang mencapai target</li>"
    return f'<ul class="laju-kunci">{items}</ul>'
