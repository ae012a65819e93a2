"""The checklist of Zona Integritas in words: what stands under each state, and the evidence for each condition."""

from __future__ import annotations

from typing import Any

from dashboard.formats import (
    format_angka,
    format_bulat,
    format_dekat_ambang,
    format_interval,
    is_missing,
    join_kata,
)
from dashboard.text.zona import gap_words, month_words, points_words
from dashboard.views.common import rows
from dashboard.views.zona import PilihanZona, ZonaSatker
from scoring import zona
from scoring.periods import Periode
from scoring.rules import Ambang, display_rule
from scoring.zona import JenisSyarat, Keadaan, Kepastian, NilaiZona, Syarat


def verdict(item: Syarat, ambang: Ambang) -> list[str]:
    """What stands under the state of one condition: distance, gate, points, certainty."""
    if item.keadaan is Keadaan.TIDAK_ADA_DATA:
        return [_asked(item, ambang)]
    if item.jenis is JenisSyarat.NILAI:
        word = "tepat di ambang" if item.jarak == 0 else f"{gap_words(item.jarak)} {_side(item.jarak)} ambang"
        return [word, _asked(item, ambang), *_certainty(item)]
    if item.jenis is JenisSyarat.LAPORAN:
        return [] if item.keadaan is Keadaan.TERPENUHI else [f"belum mencakup {month_words(item.kurang)}"]
    if item.jarak < 0:
        return [f"kurang {format_bulat(-item.jarak)} dari {format_bulat(item.perlu)}"]
    return [f"{format_bulat(item.ada)}, perlu {format_bulat(item.perlu)}"]


def _asked(item: Syarat, ambang: Ambang) -> str:
    if item.jenis is JenisSyarat.NILAI:
        return f"ambang {format_angka(item.perlu)} = {format_angka(zona.points(item.perlu, ambang, item.indeks))} poin"
    if item.jenis is JenisSyarat.LAPORAN:
        return "belum dicatat di sini"
    return f"perlu {format_bulat(item.perlu)}"


def _side(jarak: float) -> str:
    return "di atas" if jarak > 0 else "di bawah"


def _certainty(item: Syarat) -> list[str]:
    if item.keadaan is Keadaan.BELUM_MEMADAI:
        return [f"kurang dari {format_bulat(display_rule().minimal_mutu)} responden: tidak dinilai"]
    if item.kepastian is Kepastian.BELUM_PASTI:
        return [f"{Kepastian.BELUM_PASTI}: ambang ada di dalam kisaran"]
    if item.kepastian is Kepastian.PASTI:
        return [f"pasti: seluruh kisaran {_side(item.jarak) if item.jarak else 'di atas'} ambang"]
    return ["tanpa kisaran: rekap tanpa sebaran"]


def value_evidence(nilai: NilaiZona | None, ambang: Ambang, pilihan: PilihanZona) -> list[str]:
    """What the value of an index rests on: value, interval, points, months that count and that do not, pooled value."""
    if nilai is None or nilai.n == 0:
        return ["Tidak ada responden dalam jendela ini."]
    gate = [gates[nilai.indeks] for gates in ambang.gate.values()]
    lines = [
        (
            f"{format_dekat_ambang(nilai.nilai_4, *gate)} dari 4, kisaran {format_interval(nilai.bawah_4, nilai.atas_4)}; "
            f"{points_words(nilai.nilai_4, ambang, nilai.indeks)}."
        ),
        f"Rata-rata {len(nilai.bulan)} indeks bulanan, {format_bulat(nilai.n)} responden.",
    ]
    if nilai.kosong:
        lines.append(
            f"Tidak ikut dihitung karena kosong: {month_words(nilai.kosong)} (jendela {pilihan.jendela} bulan)."
        )
    if nilai.is_two_values:
        lines.append(
            f"Bila semua responden digabung: {format_dekat_ambang(nilai.gabungan_4, *gate)}, kisaran "
            f"{format_interval(nilai.gabungan_bawah_4, nilai.gabungan_atas_4)}; "
            f"{points_words(nilai.gabungan_4, ambang, nilai.indeks)}{_other_decision(nilai, ambang)}."
        )
    return lines


def _other_decision(nilai: NilaiZona, ambang: Ambang) -> str:
    """Names the predikat for which the pooled value would decide otherwise."""
    differs = [
        predikat
        for predikat, gates in ambang.gate.items()
        if zona.at_least(nilai.nilai_4, gates[nilai.indeks]) != zona.at_least(nilai.gabungan_4, gates[nilai.indeks])
    ]
    return f" (hasilnya lain untuk {join_kata(differs)})" if differs else ""


def respondent_evidence(nilai: NilaiZona | None, ambang: Ambang) -> list[str]:
    """Respondents of the window and of its smallest month."""
    if nilai is None or nilai.n == 0:
        return ["Tidak ada responden dalam jendela ini."]
    least = f", bulan tersedikit {format_bulat(nilai.n_terendah)}" if len(nilai.bulan) > 1 else ""
    per = "untuk tiap bulan" if ambang.minimal_per == "bulan" else "atas seluruh jendela"
    return [
        f"{format_bulat(nilai.n)} responden{least}.",
        f"Minimal {format_bulat(ambang.minimal_responden)} dihitung {per}.",
    ]


def month_evidence(item: Syarat) -> list[str]:
    """How many of the last months have data, and which have none."""
    have = 0 if is_missing(item.ada) else int(item.ada)
    empty = f" Kosong: {month_words(item.kurang)}." if item.kurang else ""
    return [f"{have} dari {format_bulat(item.perlu)} bulan terakhir berisi.{empty}"]


def report_evidence(one: ZonaSatker) -> list[str]:
    """The recorded reports with the months they cover; that none is recorded says nothing about the report itself."""
    if one.laporan.empty:
        return ["Belum ada yang dicatat di Pantau; laporannya sendiri mungkin sudah ada."]
    return [f"{row.rujukan} ({Periode(int(row.dari), int(row.sampai)).label})" for row in rows(one.laporan)]


def report_line(row: Any, dicatat: str) -> str:  # noqa: ANN401 - a named tuple
    """One recorded report: reference, months; ``dicatat``: when it was recorded, in words."""
    return f"{row.rujukan}: {Periode(int(row.dari), int(row.sampai)).label}, dicatat {dicatat}"
