"""Sentences of Responden & Target."""

from __future__ import annotations

from dashboard.formats import (
    awal_kalimat,
    format_bulat,
    kata_bilangan,
)
from dashboard.text.base import count_satker, no_answers, plain
from dashboard.views.responden import HANYA_REKAP, KURANG, TANPA_DATA, TANPA_TARGET, TERCAPAI, RespondenTarget
from scoring.targets import MANUAL

KEADAAN_TARGET = {
    TERCAPAI: "Responden sudah sebanyak target atau lebih",
    KURANG: "Sudah ada responden, belum sebanyak target",
    TANPA_DATA: "Belum ada satu pun responden",
    TANPA_TARGET: "Jumlah pengguna layanan belum diisi",
    HANYA_REKAP: "Ada rekap, jawabannya belum ada: tidak dibandingkan dengan target",
}


def responden_finding(view: RespondenTarget) -> str:
    """The finding of Responden & Target."""
    total = len(view.tabel)
    if total == view.count(TANPA_DATA) + view.hanya_rekap:
        return plain(no_answers(view))
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
    """The states to show with their notes; 'target belum diketahui' and 'hanya rekap' only where they occur."""
    rare = {TANPA_TARGET, HANYA_REKAP}
    return [pair for pair in KEADAAN_TARGET.items() if pair[0] not in rare or view.count(pair[0])]


def chart_note(view: RespondenTarget) -> str:
    """What is drawn, and who is not: satker with only a recap are in the table."""
    first = "Paling jauh dari target di atas."
    if not view.hanya_rekap:
        return first
    return f"{first} {awal_kalimat(count_satker(view.hanya_rekap))} yang hanya punya rekap ada di tabel, tidak di sini."


def no_chart_words(view: RespondenTarget) -> str:
    """Why nothing is drawn."""
    return f"Tidak digambar: belum ada jawaban pada {view.pilihan.periode.label}. Target tiap satker ada di tabel."


def manual_lines(view: RespondenTarget) -> list[tuple[str, str]]:
    """(name of the satker, who set its target, why, and what that implies) where somebody set one."""
    manual = view.tabel[view.tabel["metode"] == MANUAL]
    return list(zip(manual["nama"], manual["alasan"], strict=True))
