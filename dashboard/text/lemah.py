"""Sentences of Unsur Lemah."""

from __future__ import annotations

from typing import Protocol

from dashboard.formats import (
    awal_kalimat,
    format_angka,
    format_bulat,
    format_dekat_ambang,
    kata_bilangan,
)
from dashboard.text.base import no_answers, plain, reasons
from dashboard.views.ringkasan import RingkasanWilayah
from scoring.states import Status


def lemah_finding(view: RingkasanWilayah) -> str:
    """The finding of Unsur Lemah: how many satker have an unsur below its gate or a grade C/D, and the commonest one."""
    if view.responden == 0:
        return no_answers(view)
    lemah, total = view.lemah_survei, len(view.satker)
    serious = lemah[(lemah["jarak"] > 0) | lemah["mutu"].isin(["C", "D"])]
    serious = serious[serious["status"] == Status.NILAI]
    if serious.empty:
        return f"Tidak ada unsur di bawah ambang pada {format_bulat(total)} satker"
    count = serious["satker"].nunique()
    common = serious["nama_unsur"].value_counts()
    return (
        f"{awal_kalimat(kata_bilangan(count))} dari {format_bulat(total)} satker punya unsur di bawah ambang, "
        f"paling sering {plain(str(common.index[0]))}"
    )


class BarisLemah(Protocol):
    """One row of weak unsur, as views.common.rows gives it."""

    nama_unsur: str
    nilai_4: float
    mutu: str | None
    n: int
    jarak: float
    ambang: float
    alasan: tuple[str, ...]


def weak_row(row: BarisLemah) -> str:
    """One weak unsur as a sentence: 'Sarana prasarana 3,12 (mutu B, 41 responden): di bawah ambang dan dua terendah.'"""
    mutu = f"mutu {row.mutu}, " if isinstance(row.mutu, str) else ""
    gap = (
        f"; kurang {format_dekat_ambang(row.jarak, 0.0)} dari ambang {format_angka(row.ambang)}"
        if row.jarak > 0
        else ""
    )
    value = f"{row.nama_unsur} {format_dekat_ambang(row.nilai_4, row.ambang)} ({mutu}{format_bulat(row.n)} responden)"
    return f"{value}: {reasons(row.alasan)}{gap}."
