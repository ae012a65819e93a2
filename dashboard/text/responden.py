"""Sentences of Responden & Target."""

from __future__ import annotations

from dashboard.formats import (
    awal_kalimat,
    format_bulat,
    kata_bilangan,
)
from dashboard.text.base import no_answers
from dashboard.views.responden import KURANG, TANPA_DATA, TANPA_TARGET, TERCAPAI, RespondenTarget
from scoring.targets import MANUAL

KEADAAN_TARGET = {
    TERCAPAI: "Responden sudah sebanyak target atau lebih",
    KURANG: "Sudah ada responden, belum sebanyak target",
    TANPA_DATA: "Belum ada satu pun responden",
    TANPA_TARGET: "Jumlah pengguna layanan belum diisi",
}


def responden_finding(view: RespondenTarget) -> str:
    """The finding of Responden & Target."""
    total = len(view.tabel)
    if total == view.count(TANPA_DATA):
        return no_answers(view)
    short, reached = view.count(KURANG) + view.count(TANPA_DATA), view.count(TERCAPAI)
    if short + reached == 0:
        return f"Target {view.pilihan.periode.label} belum diketahui: jumlah pengguna layanan belum diisi"
    if short == 0:
        return f"Semua {format_bulat(reached)} satker bertarget sudah mencapai target {view.pilihan.periode.label}"
    return f"{awal_kalimat(kata_bilangan(short))} dari {format_bulat(total)} satker belum mencapai target {view.pilihan.periode.label}"


def count_of(view: RespondenTarget, keadaan: str) -> str:
    """'14 dari 19'."""
    return f"{format_bulat(view.count(keadaan))} dari {format_bulat(len(view.tabel))}"


def target_states(view: RespondenTarget) -> list[tuple[str, str]]:
    """The states to show with their notes; 'target belum diketahui' only where it occurs."""
    return [pair for pair in KEADAAN_TARGET.items() if pair[0] != TANPA_TARGET or view.count(pair[0])]


def manual_lines(view: RespondenTarget) -> list[tuple[str, str]]:
    """(name of the satker, who set its target, why, and what that implies) where somebody set one."""
    manual = view.tabel[view.tabel["metode"] == MANUAL]
    return list(zip(manual["nama"], manual["alasan"], strict=True))
