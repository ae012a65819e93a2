"""Sentences of Responden & Target."""

from __future__ import annotations

from dashboard.formats import (
    awal_kalimat,
    format_bulat,
    kata_bilangan,
)
from dashboard.text.base import count_satker, no_answers, plain
from dashboard.views.responden import TANPA_DATA, TANPA_LAYANAN, TERCAPAI, RespondenTarget
from scoring.targets import MANUAL


def responden_finding(view: RespondenTarget) -> str:
    """The finding of Responden & Target. Who has no data is told apart from who is short, as the states below it do."""
    total, empty = len(view.tabel), view.count(TANPA_DATA)
    if total == empty + view.count(TANPA_LAYANAN) + view.hanya_rekap:
        return plain(no_answers(view))
    periode = view.pilihan.periode.label
    short = int(((view.tabel["n"] > 0) & (view.tabel["kurang"] > 0)).sum())
    reached = view.count(TERCAPAI)
    if short:
        missed = f"{some_of(short, total)} {'belum' if view.is_running else 'tidak'} mencapai target {periode}"
        return f"{missed}; {empty_words(empty)}" if empty else missed
    if empty:
        others = "; yang lain sudah mencapai target" if reached and reached + empty == total else ""
        return f"{awal_kalimat(empty_words(empty))} pada {periode}{others}"
    if not reached:
        return f"Target {periode} belum diketahui: jumlah pengguna layanan belum diisi"
    return f"{all_with_target(reached)} sudah mencapai target {periode}"


def some_of(count: int, total: int) -> str:
    """'Tujuh dari 20 satker'; of one: 'Satu-satunya satker'."""
    return (
        f"{awal_kalimat(kata_bilangan(count))} dari {format_bulat(total)} satker"
        if total > 1
        else "Satu-satunya satker"
    )


def empty_words(count: int) -> str:
    """'tiga satker belum ada datanya'."""
    return f"{count_satker(count)} belum ada datanya"


def all_with_target(count: int) -> str:
    """'Semua 8 satker bertarget', 'Satu-satunya satker bertarget'."""
    return f"Semua {format_bulat(count)} satker bertarget" if count > 1 else "Satu-satunya satker bertarget"


def rules_note(view: RespondenTarget) -> str:
    """What the targets of the table were computed from."""
    is_guess = any(target is not None and target.sementara for target in view.sasaran.values())
    users = "Dihitung dari jumlah pengguna layanan pada periode yang sama"
    return f"{users}; yang belum diisi, dari rata-rata bulan sebelumnya (sementara)." if is_guess else f"{users}."


def no_chart_words(view: RespondenTarget) -> str:
    """Why nothing is drawn, under the finding that says that nobody answered."""
    where = "pada halaman Responden & Target"
    known = any(target is not None for target in view.sasaran.values())
    return f"Belum ada yang dapat digambar.{f' Target tiap satker ada {where}.' if known else ''}"


def manual_lines(view: RespondenTarget) -> list[tuple[str, str]]:
    """(name of the satker, who set its target, why, and what that implies) where somebody set one."""
    manual = view.tabel[view.tabel["metode"] == MANUAL]
    return list(zip(manual["nama"], manual["alasan"], strict=True))
