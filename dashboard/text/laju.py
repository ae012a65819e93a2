"""Sentences on the pace towards the targets: who will miss his target, and what he needs per working day."""

from __future__ import annotations

from datetime import date

from dashboard.charts.labels import nama_ringkas
from dashboard.formats import awal_kalimat, format_angka, format_bulat, format_peluang, format_tanggal, kata_bilangan
from dashboard.text.base import count_satker, no_answers, plain
from dashboard.text.kalender import unofficial_sentence
from dashboard.text.responden import responden_finding
from dashboard.views.kalender import unofficial_years
from dashboard.views.laju import LajuSatker, LajuWilayah
from dashboard.views.responden import HANYA_REKAP, TANPA_DATA, TANPA_LAYANAN, TANPA_TARGET
from scoring.pace import Keadaan, Laju

# Satker that a line names; the page has them all.
DISEBUT = 3
# State -> (its words as a group, what it means).
KELOMPOK = {
    Keadaan.GAGAL: ("Akan gagal bila laju tetap", "peluang mencapai target di bawah 50%"),
    Keadaan.TIDAK_TERCAPAI: ("Tidak tercapai", "periode berakhir sebelum target tercapai"),
    TANPA_DATA: ("Belum ada data", "belum ada satu pun responden yang disimpan"),
    Keadaan.BELUM_ADA_LAJU: ("Belum ada laju", "belum cukup hari untuk memperkirakan"),
    Keadaan.DIJAGA: ("Perlu dijaga", "peluang mencapai target 50–80%"),
    Keadaan.AMAN: ("Menuju target", "peluang mencapai target 80% atau lebih"),
    Keadaan.TERCAPAI: ("Tercapai", "responden sudah sebanyak target atau lebih"),
    TANPA_TARGET: ("Target belum diketahui", "jumlah pengguna layanan belum diisi"),
    TANPA_LAYANAN: ("Tidak ada layanan", "tidak ada pengguna layanan pada periode ini"),
    HANYA_REKAP: ("Hanya rekap", "jawabannya belum ada, tidak dibandingkan dengan target"),
}


def laju_finding(view: LajuWilayah) -> str:
    """The finding of Responden & Target: of a running period who will miss his target, of one that is over who did."""
    # On the last night the period is over in one time zone and runs in another: then too it is told who is short.
    if not view.is_running or not any(one.n for one in view.daftar) or view.of(Keadaan.TIDAK_TERCAPAI):
        return responden_finding(view.dasar)
    periode, total = view.pilihan.periode.label, format_bulat(len(view.daftar))
    failing, empty = view.of(Keadaan.GAGAL), view.of(TANPA_DATA)
    if failing:
        beside = f"; {count_satker(len(empty))} belum punya responden" if empty else ""
        some = f"{awal_kalimat(kata_bilangan(len(failing)))} dari {total} satker"
        return f"{some} akan gagal mencapai target {periode} bila lajunya tetap{beside}"
    guarded, aimed = view.of(Keadaan.DIJAGA, Keadaan.BELUM_ADA_LAJU), len(view.of(Keadaan.AMAN, Keadaan.TERCAPAI))
    if empty:
        others = f"; {count_satker(len(guarded))} perlu dijaga" if guarded else ""
        if aimed + len(empty) == len(view.daftar):
            others = "; yang lain menuju atau sudah mencapai target"
        return f"{awal_kalimat(count_satker(len(empty)))} belum punya responden pada {periode}{others}"
    if guarded:
        return f"{awal_kalimat(kata_bilangan(len(guarded)))} dari {total} satker perlu dijaga agar mencapai target {periode}"
    if not aimed:
        return responden_finding(view.dasar)
    all_of_them = f"Semua {format_bulat(aimed)} satker" if aimed > 1 else "Satu-satunya satker"
    return f"{all_of_them} bertarget menuju atau sudah mencapai target {periode}"


def seen_sentence(view: LajuWilayah) -> str:
    """When the period is seen, and how many working days are left."""
    if not any(one.n for one in view.daftar):
        return plain(awal_kalimat(no_answers(view.dasar))) + "."
    if not view.is_running:
        return f"Periode ini sudah selesai. Pilih tanggal untuk melihat lajunya seperti pada hari itu.{_unseen(view)}"
    left = sorted({one.laju.sisa for one in view.daftar if one.laju is not None})
    days = f" Sisa {_span(left)} hari kerja sampai {format_tanggal(view.pilihan.periode.last_day)}." if left else ""
    when = "sekarang" if view.per is None else f"pada akhir {format_tanggal(view.per)}"
    return f"Keadaan {when}.{days}{_calendar(view)}{_after(provisional_words(view))}{_unseen(view)}"


def _calendar(view: LajuWilayah) -> str:
    """That the working days may still change, because holidays of the period are not official yet."""
    return _after(unofficial_sentence(unofficial_years(view.pilihan.periode)))


def _after(sentence: str) -> str:
    """A sentence behind another one; '' stays ''."""
    return f" {sentence}" if sentence else ""


def provisional_words(view: LajuWilayah) -> str:
    """'Semua target sementara: ...' where targets rest on an estimate; '' where none does."""
    count = sum(one.target is not None and one.target.sementara for one in view.daftar)
    if not count:
        return ""
    whose = "Semua target" if count == len(view.daftar) else f"Target {count_satker(count)}"
    return f"{whose} sementara: pengguna layanan {view.pilihan.periode.label} belum diisi, dipakai rata-rata bulan sebelumnya."


def _span(days: list[int]) -> str:
    low, high = format_bulat(days[0]), format_bulat(days[-1])
    return low if low == high else f"{low} sampai {high}"


def _unseen(view: LajuWilayah) -> str:
    """How old the data are, where working days have passed since."""
    late = [one for one in view.daftar if one.laju is not None and one.sampai is not None and one.laju.belum_terlihat]
    if not late:
        return ""
    oldest = min(one.sampai for one in late if one.sampai)
    whose = f"Data {count_satker(len(late))} belum diperbarui (yang terlama sampai {format_tanggal(oldest)})"
    return f" {whose}: hari sesudahnya belum terlihat, bukan nol."


def count_words(one: LajuSatker) -> str:
    """'31/43', or '31 responden' where there is no target; a recap's number says so, and nobody known is not 0."""
    if one.keadaan == HANYA_REKAP:
        return "rekap" if one.n_rekap is None else f"{format_bulat(one.n_rekap)} (rekap)"
    if one.target is None:
        return f"{format_bulat(one.n)} responden"
    if one.keadaan == TANPA_DATA:
        return f"target {format_bulat(one.target.target)}"
    return f"{format_bulat(one.n)}/{format_bulat(one.target.target)}"


def need_words(one: LajuSatker) -> str:
    """'2 per hari', 'kurang 12' where no working day is left, '' where nothing is needed or known."""
    laju = one.laju
    if laju is None or one.keadaan in {TANPA_TARGET, HANYA_REKAP} or not laju.kurang:
        return ""
    if laju.perlu_per_hari is None and one.keadaan == TANPA_DATA:
        # What it lacks in the end would be told as if nobody had answered.
        return ""
    if laju.perlu_per_hari is None:
        return f"kurang {format_bulat(laju.kurang)}"
    return f"{format_bulat(laju.perlu_per_hari)} per hari"


def short_words(one: LajuSatker) -> str:
    """'kurang 12', '' where nothing is missing or known."""
    return "" if one.laju is None or not one.laju.kurang else f"kurang {format_bulat(one.laju.kurang)}"


def chance_words(one: LajuSatker) -> str:
    """'peluang 12%' while it is open."""
    if one.laju is None or one.laju.peluang is None or one.keadaan not in {Keadaan.GAGAL, Keadaan.DIJAGA, Keadaan.AMAN}:
        return ""
    return f"peluang {format_peluang(one.laju.peluang)}"


def forecast_words(laju: Laju) -> str:
    """'perkiraan akhir 38 (34–41)'; '' without a pace."""
    if laju.perkiraan is None or laju.bawah is None or laju.atas is None:
        return ""
    return f"perkiraan akhir {format_bulat(laju.perkiraan)} ({format_bulat(laju.bawah)}–{format_bulat(laju.atas)})"


def pace_words(laju: Laju) -> str:
    """'laju 1,4 per hari'; '' without a pace."""
    return "" if laju.laju_per_hari is None else f"laju {format_angka(laju.laju_per_hari, 1)} per hari"


def detail_words(one: LajuSatker) -> str:
    """Everything of one satker in one line, for a tooltip and for those who do not see the bullet."""
    laju = one.laju
    if laju is None:
        return f"{count_words(one)}, {one.keadaan}"
    counted = f"{format_bulat(one.n)} dari {format_bulat(laju.target)} responden"
    parts = [
        f"{count_words(one)} responden" if one.keadaan == TANPA_DATA else counted,
        "" if laju.sisa == 0 else f"seharusnya {format_bulat(laju.seharusnya)} sampai saat itu",
        "" if one.keadaan == TANPA_DATA else short_words(one),
        "" if laju.perlu_per_hari is None or not laju.kurang else f"perlu {need_words(one)} kerja",
        "" if one.keadaan == TANPA_DATA else pace_words(laju),
        "" if not chance_words(one) else f"{forecast_words(laju)}, {chance_words(one)}",
        one.keadaan,
    ]
    return ", ".join(part for part in parts if part)


def pace_sentence(one: LajuSatker, akhir: date) -> str:
    """For the head of a UPT: what is needed until the end of the period, and what will be at this pace. '' when it is over,
    reached, or not known."""
    laju = one.laju
    if laju is None or laju.sisa == 0 or not laju.kurang:
        return ""
    need = f"Perlu {need_words(one)} kerja sampai {format_tanggal(akhir)} (sisa {format_bulat(laju.sisa)} hari kerja)"
    if not chance_words(one):
        return f"{need}."
    return f"{need}; bila laju tetap, {forecast_words(laju)}, {chance_words(one)} mencapai target."


def groups(view: LajuWilayah) -> list[tuple[str, str, tuple[LajuSatker, ...]]]:
    """The states that occur, most urgent first: words, meaning, satker."""
    found = [(*KELOMPOK[state], view.of(state)) for state in KELOMPOK]
    return [group for group in found if group[2]]


def needs_line(view: LajuWilayah) -> str:
    """'Perlu per hari kerja: Lapas IIB Sampit 2, Rutan Pancaloka 3, dan dua lain.' of the most urgent; '' without any."""
    asked = [one for one in view.daftar if one.is_mendesak and one.laju is not None and one.laju.perlu_per_hari]
    if not asked:
        return ""
    told = [f"{nama_ringkas(one.nama)} {format_bulat(one.laju.perlu_per_hari)}" for one in asked[:DISEBUT] if one.laju]
    others = len(asked) - len(told)
    return f"Perlu per hari kerja: {', '.join(told)}{f', dan {kata_bilangan(others)} lain' if others else ''}."
