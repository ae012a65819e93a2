"""Sentences of Responden & Target."""

from __future__ import annotations

from dashboard.formats import (
    awal_kalimat,
    format_bulat,
    kata_bilangan,
)
from dashboard.text.base import no_answers, plain
from dashboard.views.responden import KURANG, TANPA_DATA, TANPA_LAYANAN, TERCAPAI, RespondenTarget
from scoring.targets import MANUAL


def responden_finding(view: RespondenTarget) -> str:
    """The finding of Responden & Target."""
    total = len(view.tabel)
    if total == view.count(TANPA_DATA) + view.count(TANPA_LAYANAN) + view.hanya_rekap:
        return plain(no_answers(view))
    short, reached = view.count(KURANG) + view.count(TANPA_DATA), view.count(TERCAPAI)
    if short + reached == 0:
        return f"Target {view.pilihan.periode.label} belum diketahui: jumlah pengguna layanan belum diisi"
    if short == 0:
        return f"Semua {format_bulat(reached)} satker bertarget sudah mencapai target {view.pilihan.periode.label}"
    return f"{awal_kalimat(kata_bilangan(short))} dari {format_bulat(total)} satker belum mencapai target {view.pilihan.periode.label}"


def no_chart_words(view: RespondenTarget) -> str:
    """Why nothing is drawn."""
    return f"Tidak digambar: belum ada jawaban pada {view.pilihan.periode.label}. Target tiap satker ada di tabel."


def manual_lines(view: RespondenTarget) -> list[tuple[str, str]]:
    """(name of the satker, who set its target, why, and what that implies) where somebody set one."""
    manual = view.tabel[view.tabel["metode"] == MANUAL]
    return list(zip(manual["nama"], manual["alasan"], strict=True))
