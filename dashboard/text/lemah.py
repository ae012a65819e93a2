"""Sentences of Unsur Lemah."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import pandas as pd

from dashboard.formats import (
    TANPA_NILAI,
    awal_kalimat,
    format_angka,
    format_bulat,
    format_dekat_ambang,
    kata_bilangan,
)
from dashboard.kisaran import kisaran_cell
from dashboard.text.base import no_answers, plain
from dashboard.views import lemah as views_lemah
from dashboard.views.ringkasan import RingkasanWilayah
from scoring.changes import NAIK, TURUN, WAJAR
from scoring.lowest import BELUM_TERBEDAKAN, SERI
from scoring.peers import MINIMAL_SEJENIS
from scoring.periods import PANJANG, Periode
from scoring.rules import PREDIKAT
from scoring.weakness import ALASAN, AMBANG, DI_BAWAH_SEJENIS, DUA_TERENDAH, MENETAP, MUTU, TURUN_NYATA

# The reasons as they stand in an address and in a filter.
KODE_ALASAN = {name.replace(" ", "-"): name for name in ALASAN}
ARTI_ALASAN = {
    MUTU: "Nilainya bermutu C atau D.",
    AMBANG: "Nilainya di bawah ambang predikat yang dituju satker (WBK bila tidak menuju apa pun).",
    DI_BAWAH_SEJENIS: "Lebih rendah dari rata-rata satker lain yang sejenis, lebih dari kebetulan (kisaran 99 % selisihnya "
    f"di bawah 0). Dinilai bila ada paling sedikit {MINIMAL_SEJENIS} satker sejenis lain.",
    TURUN_NYATA: "Lebih rendah dari periode sebelumnya, lebih dari kebetulan (kisaran 95 % selisihnya di bawah 0).",
    MENETAP: "Termasuk dua terendah pada tiga periode berturut-turut.",
    DUA_TERENDAH: "Termasuk dua unsur terendah di satkernya. Seri: tidak terbedakan dari yang kedua. Ragu: lebih dari separuh "
    "unsur tidak terbedakan darinya, jadi urutannya belum pasti.",
}


def lemah_finding(view: RingkasanWilayah) -> str:
    """The finding of Unsur Lemah: how many satker have an unsur below its gate or a grade C/D, and the commonest one."""
    if view.responden == 0:
        return plain(no_answers(view))
    total = len(view.satker)
    serious = views_lemah.serious(view.lemah_survei)
    if serious.empty:
        return f"Tidak ada unsur di bawah ambang pada {format_bulat(total)} satker"
    count = serious["satker"].nunique()
    common = serious["nama_unsur"].value_counts()
    return (
        f"{awal_kalimat(kata_bilangan(count))} dari {format_bulat(total)} satker punya unsur di bawah ambang, "
        f"paling sering {plain(str(common.index[0]))}"
    )


class BarisLemah(Protocol):
    """One row of weak unsur with the satker's jenis, as views.common.rows gives it."""

    nama_unsur: str
    nilai_4: float
    bawah_4: float
    atas_4: float
    dasar: object
    mutu: str | None
    n: int
    jarak: float
    ambang: float
    predikat: str
    jenis: str
    selisih: float
    arah: str | None
    sejenis_4: float
    sejenis_satker: int
    terendah: str | None
    alasan: tuple[str, ...]


def length_words(periode: Periode) -> str:
    """'bulan', 'triwulan', 'semester', 'tahun'; 'periode' for any other length."""
    return next((name for name, count in PANJANG.items() if count == len(periode.months)), "periode")


def weak_row(row: BarisLemah, periode: Periode) -> str:
    """Why a weak unsur stands where it stands, in one sentence: 'Sarana prasarana 3,120 (2,98–3,25; 41 responden): dua
    alasan, terberat kurang 0,080 dari ambang WBK 3,20; turun nyata 0,15 dari Mei 2026.'"""
    span = kisaran_cell(row.bawah_4, row.atas_4, row.dasar)
    value = format_dekat_ambang(row.nilai_4, row.ambang)
    return f"{row.nama_unsur} {value} ({span}; {format_bulat(row.n)} responden): {weak_why(row, periode)}."


def weak_why(row: BarisLemah, periode: Periode, most: int | None = None) -> str:
    """The reasons of one weak unsur with their numbers, the worst first; at most ``most`` of them told."""
    words = _evidence(row, periode)
    told = words if most is None else words[:most]
    if len(row.alasan) == 1:
        return told[0]
    return f"{kata_bilangan(len(row.alasan))} alasan, terberat {'; '.join(told)}"


def worst_reason(row: BarisLemah, periode: Periode) -> str:
    """The weightiest reason alone, with its numbers."""
    return _evidence(row, periode)[0]


def _evidence(row: BarisLemah, periode: Periode) -> list[str]:
    words = {
        MUTU: f"mutu {row.mutu}",
        AMBANG: f"kurang {format_dekat_ambang(row.jarak, 0.0)} dari ambang {row.predikat or PREDIKAT[0]} "
        f"{format_angka(row.ambang)}",
        DI_BAWAH_SEJENIS: f"{format_angka(row.sejenis_4 - row.nilai_4)} di bawah rata-rata "
        f"{format_bulat(row.sejenis_satker)} {row.jenis} lain ({format_angka(row.sejenis_4)})",
        TURUN_NYATA: f"turun nyata {format_angka(-row.selisih)} dari {periode.previous.label}",
        MENETAP: "",
        DUA_TERENDAH: _lowest_words(row, periode),
    }
    return [words[name] for name in ALASAN if name in row.alasan and words[name]]


def _lowest_words(row: BarisLemah, periode: Periode) -> str:
    if row.terendah == SERI:
        return "tidak terbedakan dari dua terendah"
    staying = f", menetap tiga {length_words(periode)}" if MENETAP in row.alasan else ""
    unsure = ", tetapi belum terbedakan dari unsur lain" if row.terendah == BELUM_TERBEDAKAN else ""
    return f"termasuk dua terendah{staying}{unsure}"


def change_cell(arah: object, selisih: float) -> str:
    """A change in a table cell: 'turun 0,15', 'naik 0,08', 'variasi wajar', or why nothing can be said."""
    if arah in {NAIK, TURUN}:
        return f"{arah} {format_angka(abs(selisih))}"
    if arah == WAJAR:
        return "variasi wajar"
    return str(arah) if isinstance(arah, str) else "tanpa pembanding"


def peer_cell(alasan: Sequence[str], nilai_4: float, sejenis_4: float, sejenis_satker: float) -> str:
    """The comparison with peers in a table cell."""
    if DI_BAWAH_SEJENIS in alasan:
        return f"{format_angka(sejenis_4 - nilai_4)} di bawah"
    return TANPA_NILAI if sejenis_satker >= MINIMAL_SEJENIS else "tidak dinilai"


def lowest_cell(alasan: Sequence[str], terendah: object) -> str:
    """Whether an unsur is lowest in its satker, in a table cell."""
    if DUA_TERENDAH not in alasan:
        return TANPA_NILAI
    if terendah == SERI:
        return "seri"
    unsure = "ragu" if terendah == BELUM_TERBEDAKAN else ""
    staying = "menetap" if MENETAP in alasan else ""
    return ", ".join(word for word in (staying, unsure) if word) or "ya"


def reason_name(alasan: str) -> str:
    """A reason as a heading: 'Turun nyata'; 'Di bawah ambang' for the short 'ambang'."""
    return awal_kalimat({MUTU: "mutu C atau D", AMBANG: "di bawah ambang"}.get(alasan, alasan))


def unjudged_note(tidak_dinilai: pd.DataFrame) -> str:
    """Which reasons could not be judged at one satker, and why; '' when all six could."""
    if tidak_dinilai.empty:
        return ""
    words = [f"{name} ({sebab})" for name, sebab in zip(tidak_dinilai["alasan"], tidak_dinilai["sebab"], strict=True)]
    return f"Alasan unsur lemah yang tidak dinilai: {'; '.join(words)}."
