"""Sentences on the pace towards the targets: who will miss his target, and what he needs per working day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dashboard.charts.labels import nama_ringkas
from dashboard.formats import (
    awal_kalimat,
    format_angka,
    format_bulat,
    format_peluang,
    format_porsi,
    format_tanggal,
    join_kata,
    kata_bilangan,
)
from dashboard.text.base import count_satker
from dashboard.text.kalender import changed_days_sentence, unofficial_sentence
from dashboard.text.responden import all_with_target, empty_words, responden_finding, some_of
from dashboard.views.kalender import unofficial_years
from dashboard.views.laju import LajuSatker, LajuWilayah
from dashboard.views.responden import HANYA_REKAP, TANPA_DATA, TANPA_LAYANAN, TANPA_TARGET
from data_access.files.master.statements import PENGGUNA, TARGET
from data_access.repository import TargetDiubah
from scoring.pace import Keadaan, Laju
from scoring.pace_rules import pace_rule
from scoring.zona_waktu import JAM_PANTAU

# What a target rests on (TargetDiubah.isian), in words.
ISIAN = {PENGGUNA: "pengguna layanan", TARGET: "target manual"}
# Satker that a line names; the page has them all.
DISEBUT = 3
_DIJAGA, _AMAN = format_porsi(pace_rule().dijaga), format_porsi(pace_rule().aman)
# State -> what it means, most urgent first; its word is the state itself, wherever it stands.
ARTI = {
    Keadaan.GAGAL: f"peluang mencapai target di bawah {_DIJAGA}",
    Keadaan.TIDAK_TERCAPAI: "periode berakhir sebelum target tercapai",
    TANPA_DATA: "belum ada satu pun responden yang disimpan",
    Keadaan.BELUM_ADA_LAJU: "belum cukup hari untuk memperkirakan",
    Keadaan.DIJAGA: f"peluang mencapai target {_DIJAGA} sampai {_AMAN}",
    Keadaan.AMAN: f"peluang mencapai target {_AMAN} atau lebih",
    Keadaan.TERCAPAI: "responden sudah sebanyak target atau lebih",
    TANPA_TARGET: "jumlah pengguna layanan belum diisi",
    TANPA_LAYANAN: "tidak ada pengguna layanan pada periode ini",
    HANYA_REKAP: "jawaban respondennya belum ada, jadi tidak dibandingkan dengan target",
}
KELOMPOK = {state: (awal_kalimat(str(state)), meaning) for state, meaning in ARTI.items()}


def laju_finding(view: LajuWilayah) -> str:
    """The finding of Responden & Target: of a running period who will miss his target, of one that is over who did."""
    # On the last night the period is over in one time zone and runs in another: then too it is told who is short.
    if not view.is_running or not any(one.n for one in view.daftar) or view.of(Keadaan.TIDAK_TERCAPAI):
        return responden_finding(view.dasar)
    periode = view.pilihan.periode.label
    failing, empty = view.of(Keadaan.GAGAL), view.of(TANPA_DATA)
    if failing:
        beside = f"; {empty_words(len(empty))}" if empty else ""
        return (
            f"{some_of(len(failing), len(view.daftar))} akan gagal mencapai target {periode} bila lajunya tetap{beside}"
        )
    guarded, aimed = view.of(Keadaan.DIJAGA), len(view.of(Keadaan.AMAN, Keadaan.TERCAPAI))
    if empty:
        others = f"; {count_satker(len(guarded))} perlu dijaga" if guarded else ""
        if aimed + len(empty) == len(view.daftar):
            others = "; yang lain menuju atau sudah mencapai target"
        return f"{awal_kalimat(empty_words(len(empty)))} pada {periode}{others}"
    if guarded:
        return f"{some_of(len(guarded), len(view.daftar))} perlu dijaga agar mencapai target {periode}"
    return _quiet_finding(view, aimed)


def _quiet_finding(view: LajuWilayah, aimed: int) -> str:
    """Of a running period in which nobody is known to need anything; ``aimed``: who is on the way or has reached it."""
    periode, unsure = view.pilihan.periode.label, view.of(Keadaan.BELUM_ADA_LAJU)
    if unsure:
        who = awal_kalimat(count_satker(len(unsure)))
        return f"{who} {Keadaan.BELUM_ADA_LAJU} pada {periode}: belum cukup hari untuk melihat lajunya"
    if not aimed or aimed == len(view.of(Keadaan.TERCAPAI)):
        return responden_finding(view.dasar)
    return f"{all_with_target(aimed)} menuju atau sudah mencapai target {periode}"


def seen_sentence(view: LajuWilayah) -> str:
    """When the period is seen, and how many working days are left."""
    if not view.is_running:
        look = (
            " Pilih tanggal untuk melihat lajunya seperti pada hari itu." if any(one.n for one in view.daftar) else ""
        )
        return f"Periode ini sudah selesai.{look}{_unseen(view)}"
    when = "Keadaan sekarang." if view.per is None else f"Keadaan pada akhir {format_tanggal(view.per)}."
    days = _after(days_left(view.daftar, view.pilihan.periode.last_day))
    return f"{when}{days}{_calendar(view)}{_after(provisional_words(view))}{_after(changed_targets_sentence(view))}{_unseen(view)}"


def days_left(satker: Sequence[LajuSatker], akhir: date) -> str:
    """'Sisa 6 hari kerja sampai 30 Juni 2026.', '5 sampai 6' where calendars differ; '' where no target asks for it."""
    left = sorted({one.laju.sisa for one in satker if one.laju is not None})
    if not left:
        return ""
    if left[-1] == 0:
        return f"Tidak ada lagi hari kerja sampai {format_tanggal(akhir)}."
    span = " sampai ".join(format_bulat(days) for days in dict.fromkeys((left[0], left[-1])))
    if left[0] == 0:
        span = f"paling banyak {format_bulat(left[-1])}"
    return f"Sisa {span} hari kerja sampai {format_tanggal(akhir)}."


def _calendar(view: LajuWilayah) -> str:
    """That the working days may still change, because holidays of the period are not official yet, or have changed."""
    open_points = unofficial_sentence(unofficial_years(view.pilihan.periode))
    return f"{_after(open_points)}{_after(changed_days_sentence(view.hari_diubah))}"


def changed_targets_sentence(view: LajuWilayah) -> str:
    """That users or targets of a past period were filled in or changed since the day it is seen on, with who and when; ''
    where none was. A meeting that comes back to its day sees why the target is another one."""
    if not view.target_diubah:
        return ""
    last = view.target_diubah[-1]
    who = f" oleh {last.oleh}" if last.oleh else ""
    when = f"{who} pada {format_tanggal(last.pada.astimezone(JAM_PANTAU).date())}"
    is_plain = last.isian != PENGGUNA or len(view.pilihan.periode.months) == 1
    if len(view.target_diubah) == 1 and is_plain:
        what = f"{_one_change(last, view)}{when}"
    else:
        what = f"{_many_changes(view)} diisi atau diubah, terakhir{when}"
    return f"Sesudah hari itu {what}: target dihitung dengan yang sekarang."


def _one_change(one: TargetDiubah, view: LajuWilayah) -> str:
    """'pengguna layanan Lapas A diubah dari 70 menjadi 120'"""
    found = view.of_satker(one.satker)
    of = f"{ISIAN[one.isian]} {found.nama if found is not None else one.satker}"
    before, after = (None if n is None else format_bulat(n) for n in (one.semula, one.menjadi))
    if before is None:
        return f"{of} diisi {after}"
    return f"{of} ({before}) dihapus" if after is None else f"{of} diubah dari {before} menjadi {after}"


def _many_changes(view: LajuWilayah) -> str:
    """'pengguna layanan 19 satker dan target manual satu satker'"""
    changed = {kind: {one.satker for one in view.target_diubah if one.isian == kind} for kind in ISIAN}
    return join_kata([f"{ISIAN[kind]} {count_satker(len(satker))}" for kind, satker in changed.items() if satker])


def _after(sentence: str) -> str:
    """A sentence behind another one; '' stays ''."""
    return f" {sentence}" if sentence else ""


def provisional_words(view: LajuWilayah) -> str:
    """'Semua target sementara: ...' where targets rest on an estimate; '' where none does."""
    count = sum(one.target is not None and one.target.sementara for one in view.daftar)
    if not count:
        return ""
    whose = "Semua target" if count == len(view.daftar) else f"Target {count_satker(count)}"
    return f"{whose} sementara: pengguna layanan {view.pilihan.periode.label} belum diisi, jadi dipakai rata-rata bulan sebelumnya."


def _unseen(view: LajuWilayah) -> str:
    told = late_words(view.daftar)
    return f" {told}: hari sesudahnya belum ada datanya, bukan nol." if told else ""


def late_words(satker: Sequence[LajuSatker]) -> str:
    """'Data tiga satker belum diperbarui (yang terlama sampai 17 Juni 2026)', where working days have passed since."""
    late = [one.sampai for one in satker if one.laju is not None and one.laju.belum_terlihat and one.sampai is not None]
    if not late:
        return ""
    oldest = f"{'yang terlama ' if len(late) > 1 else ''}sampai {format_tanggal(min(late))}"
    return f"Data {count_satker(len(late))} belum diperbarui ({oldest})"


def count_words(one: LajuSatker) -> str:
    """'31/43', or '31 responden' where there is no target; a recap's number says so, and nobody known is not 0."""
    if one.keadaan == HANYA_REKAP:
        return "rekap" if one.n_rekap is None else f"{format_bulat(one.n_rekap)} (rekap)"
    if one.target is None:
        return f"{format_bulat(one.n)} responden"
    if one.keadaan == TANPA_DATA:
        return f"target {format_bulat(one.target.target)}"
    return f"{format_bulat(one.n)}/{format_bulat(one.target.target)}"


def need_words(one: LajuSatker, per_hari: str = " per hari") -> str:
    """'2 per hari', 'kurang 12' where no working day is left, '' where nothing is needed or known. ``per_hari``: '/hari' where
    room is short."""
    laju = one.laju
    if laju is None or one.keadaan in {TANPA_TARGET, HANYA_REKAP} or not laju.kurang:
        return ""
    if laju.perlu_per_hari is None and one.keadaan == TANPA_DATA:
        # What it lacks in the end would be told as if nobody had answered.
        return ""
    if laju.perlu_per_hari is None:
        return f"kurang {format_bulat(laju.kurang)}"
    return f"{format_bulat(laju.perlu_per_hari)}{per_hari}"


def short_words(one: LajuSatker) -> str:
    """'kurang 12', '' where nothing is missing or known."""
    return "" if one.laju is None or not one.laju.kurang else f"kurang {format_bulat(one.laju.kurang)}"


def chance_words(one: LajuSatker) -> str:
    """'peluang 12%' while it is open: a day is left on which somebody may still come, or is not in the data yet."""
    laju = one.laju
    if laju is None or laju.peluang is None or one.keadaan not in {Keadaan.GAGAL, Keadaan.DIJAGA, Keadaan.AMAN}:
        return ""
    return f"peluang {format_peluang(laju.peluang)}" if laju.sisa + laju.belum_terlihat else ""


def forecast_words(laju: Laju) -> str:
    """'perkiraan akhir 38 (antara 34 dan 41)'; '' without a pace."""
    if laju.perkiraan is None or laju.bawah is None or laju.atas is None:
        return ""
    ends = f"antara {format_bulat(laju.bawah)} dan {format_bulat(laju.atas)}"
    return f"perkiraan akhir {format_bulat(laju.perkiraan)} ({ends})"


def outlook_words(one: LajuSatker) -> str:
    """'perkiraan akhir 38 (antara 34 dan 41), peluang mencapai target 12%'; '' where nothing is open or known."""
    chance = chance_words(one)
    if one.laju is None or not chance:
        return ""
    told = (forecast_words(one.laju), chance.replace("peluang", "peluang mencapai target"))
    return ", ".join(words for words in told if words)


def pace_words(laju: Laju) -> str:
    """'laju 1,4 per hari'; '' without a pace."""
    return "" if laju.laju_per_hari is None else f"laju {format_angka(laju.laju_per_hari, 1)} per hari"


def count_sentence(one: LajuSatker, laju: Laju) -> str:
    """'31 dari 43 responden'; '45 responden, target 43 tercapai' where '45 dari 43' would be none."""
    if laju.kurang:
        return f"{format_bulat(laju.n)} dari {format_bulat(laju.target)} responden"
    return f"{format_bulat(one.n)} responden, target {format_bulat(laju.target)} tercapai"


def need_sentence(laju: Laju) -> str:
    """'2 responden per hari kerja', '12 responden pada satu-satunya hari kerja yang tersisa'; '' where nothing can be done."""
    if not laju.perlu_per_hari:
        return ""
    when = "per hari kerja" if laju.sisa > 1 else "pada satu-satunya hari kerja yang tersisa"
    return f"{format_bulat(laju.perlu_per_hari)} responden {when}"


def detail_words(one: LajuSatker) -> str:
    """Everything of one satker in one line, for a tooltip and for those who do not see the bullet."""
    laju = one.laju
    if laju is None:
        return f"{count_words(one)}, {one.keadaan}"
    parts = [
        f"{count_words(one)} responden" if one.keadaan == TANPA_DATA else count_sentence(one, laju),
        "" if not laju.sisa or not laju.kurang else f"seharusnya {format_bulat(laju.seharusnya)} sampai saat itu",
        "" if one.keadaan == TANPA_DATA else short_words(one),
        "" if not (need := need_sentence(laju)) else f"perlu {need}",
        "" if one.keadaan == TANPA_DATA else pace_words(laju),
        outlook_words(one),
        "" if one.keadaan == Keadaan.TERCAPAI else one.keadaan,
    ]
    return ", ".join(part for part in parts if part)


def pace_sentence(one: LajuSatker, akhir: date) -> str:
    """For the head of a UPT: what is needed until the end of the period, and what will be at this pace. '' when it is over,
    reached, or not known."""
    laju = one.laju
    if laju is None or laju.sisa == 0 or not laju.kurang:
        return ""
    need = f"Perlu {need_sentence(laju)}"
    if laju.sisa > 1:
        need += f" sampai {format_tanggal(akhir)} (sisa {format_bulat(laju.sisa)} hari kerja)"
    outlook = outlook_words(one)
    return f"{need}; bila laju tetap, {outlook}." if outlook else f"{need}."


def groups(view: LajuWilayah) -> list[tuple[str, str, tuple[LajuSatker, ...]]]:
    """The states that occur, most urgent first: words, meaning, satker."""
    found = [(*KELOMPOK[state], view.of(state)) for state in KELOMPOK]
    return [group for group in found if group[2]]


def needs_line(view: LajuWilayah) -> str:
    """'Perlu per hari kerja: Lapas IIB Sampit 2, Rutan Pancaloka 3, dan dua lain.' of the most urgent; '' without any."""
    asked = [one for one in view.daftar if one.is_mendesak and one.laju is not None and one.laju.perlu_per_hari]
    if not asked:
        return ""
    most = asked[:DISEBUT]
    told = [f"{nama_ringkas(one.nama)} {format_bulat(one.laju.perlu_per_hari)}" for one in most if one.laju]
    others = len(asked) - len(told)
    return f"Perlu per hari kerja: {', '.join(told)}{f', dan {kata_bilangan(others)} lain' if others else ''}."
