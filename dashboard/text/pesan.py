"""Messages to copy into a group chat: one satker, or all of them sorted by urgency. Plain text, no Markdown.

A message leaves Pantau, so it carries what it rests on (survey, period, the day it was counted on, how far the data go)
and nothing about persons: not even who set a manual target. The numbers are those of Responden & Target.
"""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charts.labels import ringkas_semua
from dashboard.formats import awal_kalimat, format_bulat, format_hari, format_tanggal
from dashboard.text.base import no_answers
from dashboard.text.gabungan import combined_words
from dashboard.text.laju import (
    KELOMPOK,
    count_sentence,
    count_words,
    days_left,
    laju_finding,
    late_words,
    need_words,
    outlook_words,
    provisional_words,
)
from dashboard.views.laju import LajuSatker, LajuWilayah
from dashboard.views.responden import HANYA_REKAP, TANPA_DATA, TANPA_LAYANAN, TANPA_TARGET
from scoring.pace import Keadaan, Laju
from scoring.targets import MANUAL

# A chat folds a long message away: beyond so many satker each gets a short line.
BARIS_PENUH = 15
# States whose satker have a line each; the others are told together, in one line a state.
BERBARIS = (
    Keadaan.GAGAL, Keadaan.TIDAK_TERCAPAI, TANPA_DATA, Keadaan.BELUM_ADA_LAJU, Keadaan.DIJAGA,
)  # fmt: skip
# In a chat nobody sees the notice that stands on every page.
CONTOH = "DATA CONTOH, bukan angka sungguhan."
SELESAI = "periode selesai"
# Letters of a name: more than any satker has.
PANJANG_OBROLAN = 120
BERSAMA = (Keadaan.AMAN, Keadaan.TERCAPAI, TANPA_TARGET, TANPA_LAYANAN, HANYA_REKAP)
RAMALAN = {
    Keadaan.GAGAL: "Akan gagal bila laju tetap: ",
    Keadaan.DIJAGA: "Perlu dijaga; bila laju tetap, ",
    Keadaan.AMAN: "Menuju target; bila laju tetap, ",
}


def satker_message(one: LajuSatker, view: LajuWilayah, *, is_contoh: bool) -> str:
    """The message for one satker's group: where it stands and what it needs; below that, what this rests on."""
    lines = [satker_line(one, view), _outlook(one, view), _combined(one, view), _data_words(one), _basis(one, view)]
    return "\n".join(line for line in (CONTOH if is_contoh else "", *lines) if line)


def satker_line(one: LajuSatker, view: LajuWilayah) -> str:
    """'Lapas Kelas IIB Sampit: 31 dari 43 responden, kurang 12, sisa 6 hari kerja: 2 per hari'."""
    return f"{_name(one.nama)}: {_standing(one, view)}"


def region_message(view: LajuWilayah, *, is_contoh: bool, urgent_only: bool = False) -> str:
    """The message for the group of all satker: the finding, then who needs something (most urgent first, with the number
    per working day), then the others in one line a state. ``urgent_only``: only who can still do something."""
    if not view.daftar:
        return f"Tidak ada satker dalam pilihan ini.\n{_survey(view)}."
    shown = [one for one in view.daftar if one.is_mendesak or not urgent_only]
    # Of whom nothing at all is known there is nothing to tell but the name.
    asked = [one for one in shown if one.keadaan in BERBARIS and one.laju is not None]
    unknown = [one for one in shown if one.keadaan == TANPA_DATA and one.laju is None]
    basis = [f"{_survey(view)}. {_moment_of(view.daftar, view)}", provisional_words(view)]
    head = [f"{_finding(view)}.", *filter(None, basis), *_common(asked, view)]
    parts = ["\n".join([*([CONTOH] if is_contoh else []), *head])]
    parts += [_group(state, asked, view) for state in BERBARIS if any(one.keadaan == state for one in asked)]
    together = [_named(f"{awal_kalimat(TANPA_DATA)}, {TANPA_TARGET}", unknown)] if unknown else []
    together += [_together(state, shown) for state in BERSAMA if any(one.keadaan == state for one in shown)]
    if not shown:
        together = ["Tidak ada satker yang mendesak."]
    return "\n\n".join([*parts, *(["\n".join(together)] if together else [])])


def _name(nama: str) -> str:
    """A name from a file on one line, without the characters that steer a terminal or turn the direction of writing."""
    return " ".join("".join(char if char.isprintable() else " " for char in nama).split())


def _is_over(one: LajuSatker, view: LajuWilayah) -> bool:
    """The satker's own day is after the period."""
    return one.hari_ini > view.pilihan.periode.last_day


def _standing(one: LajuSatker, view: LajuWilayah) -> str:
    laju = one.laju
    if one.keadaan == HANYA_REKAP:
        counted = "" if one.n_rekap is None else f" ({format_bulat(one.n_rekap)} responden)"
        return f"hanya rekap{counted}, jawaban responden belum ada"
    if one.keadaan == TANPA_LAYANAN:
        return "tidak ada pengguna layanan, jadi tidak ada target"
    if laju is None:
        counted = TANPA_DATA if one.keadaan == TANPA_DATA else f"{format_bulat(one.n)} responden"
        return f"{counted}, {TANPA_TARGET}"
    if one.keadaan == TANPA_DATA:
        return f"{TANPA_DATA}, target {format_bulat(laju.target)} responden, {_remaining(one, laju, view)}"
    counted = count_sentence(one, laju)
    return (
        counted if not laju.kurang else f"{counted}, kurang {format_bulat(laju.kurang)}, {_remaining(one, laju, view)}"
    )


def _remaining(one: LajuSatker, laju: Laju, view: LajuWilayah) -> str:
    """'sisa 6 hari kerja: 2 per hari', or that there is no day left to do it in."""
    if _is_over(one, view):
        return SELESAI
    if laju.perlu_per_hari is None:
        return "tidak ada lagi hari kerja"
    need, days = format_bulat(laju.perlu_per_hari), f"sisa {format_bulat(laju.sisa)} hari kerja"
    if laju.sisa > 1:
        return f"{days}: {need} per hari"
    is_today = view.per is None and one.hari_ini == view.pilihan.periode.last_day
    return f"{days}: {need} {'hari ini' if is_today else 'pada hari itu'}"


def _outlook(one: LajuSatker, view: LajuWilayah) -> str:
    """What will be at this pace, or what stands in the way of knowing it."""
    over = _is_over(one, view)
    if one.keadaan == HANYA_REKAP:
        return "Rekap tidak dibandingkan dengan target. Kirim jawaban respondennya untuk diunggah."
    if one.keadaan == TANPA_DATA:
        is_asked = not over and one.laju is not None and one.laju.perlu_per_hari is not None
        doubt = " Angka per hari di atas menganggap belum ada responden." if is_asked else ""
        return f"Bila survei sudah berjalan, kirim datanya untuk diunggah.{doubt}"
    if one.keadaan == TANPA_TARGET:
        return _why_unknown(one, view)
    if one.keadaan == Keadaan.BELUM_ADA_LAJU:
        return "Belum cukup hari untuk memperkirakan jumlah akhirnya."
    outlook = outlook_words(one)
    return f"{RAMALAN[Keadaan(one.keadaan)]}{outlook}." if outlook else ""


def _why_unknown(one: LajuSatker, view: LajuWilayah) -> str:
    table = view.dasar.tabel
    return str(table.loc[table["satker"] == one.satker, "alasan"].iloc[0])


def _combined(one: LajuSatker, view: LajuWilayah) -> str:
    """A small satker's months together, beside its own target and never instead of it."""
    small = next((item for item in view.dasar.kecil if item.satker == one.satker), None)
    if small is None or small.gabungan is None:
        return ""
    return f"Untuk Zona Integritas, {combined_words(small.gabungan, small.n)}."


def _data_words(one: LajuSatker) -> str:
    """How far the data go: days that were not uploaded are not seen, and not days without respondents."""
    if one.sampai is None:
        return ""
    late = one.laju.belum_terlihat if one.laju is not None else 0
    if one.laju is None or not late:
        return f"Data sampai {format_hari(one.sampai)}."
    ask = " Kirim dahulu data itu untuk diunggah." if one.laju.kurang else ""
    return f"Data sampai {format_hari(one.sampai)}; data {format_bulat(late)} hari kerja sesudahnya belum ada.{ask}"


def _basis(one: LajuSatker, view: LajuWilayah) -> str:
    return " ".join(part for part in (f"{_survey(view)}.", _moment_of([one], view), _target_words(one)) if part)


def _target_words(one: LajuSatker) -> str:
    """Where the target comes from; a manual one's author stays in Pantau."""
    if one.target is None or one.keadaan == HANYA_REKAP:
        return ""
    if one.target.metode == MANUAL:
        return f"Target {format_bulat(one.target.target)} ditetapkan manual."
    if one.target.sementara:
        return f"Target {format_bulat(one.target.target)} sementara, karena pengguna layanan periode ini belum diisi."
    return f"Target {format_bulat(one.target.target)}, dihitung dari {format_bulat(one.target.n)} pengguna layanan."


def _survey(view: LajuWilayah) -> str:
    return f"Survei {view.instrumen.kode.upper()} ({view.instrumen.indeks}), {view.pilihan.periode.label}"


def _moment_of(satker: Sequence[LajuSatker], view: LajuWilayah) -> str:
    """The day it was counted on. Around midnight the satker of a region have two dates: the earlier one is told."""
    periode = view.pilihan.periode
    if view.per is not None:
        return f"Keadaan pada akhir {format_tanggal(view.per)}."
    today = min(one.hari_ini for one in satker)
    if today > periode.last_day:
        late = any(one.laju is not None and one.laju.kurang and one.laju.belum_terlihat for one in satker)
        missing = any(one.keadaan == TANPA_DATA for one in satker)
        state = "angka masih dapat bertambah" if late or missing else "angka akhir"
        return f"Periode selesai {format_tanggal(periode.last_day)}, {state}."
    if today == periode.first_day and not any(one.n for one in satker):
        # The view shows a period that has not begun as on its first day.
        return f"Dihitung untuk seluruh periode, mulai {format_tanggal(today)}."
    # True on a closed day too, and when the message is read the day after.
    is_counted = any(one.laju is not None and one.laju.kurang and one.laju.sisa for one in satker)
    return f"Keadaan {format_tanggal(today)}{'; sisa hari kerja dihitung mulai hari itu' if is_counted else ''}."


def _finding(view: LajuWilayah) -> str:
    """The page's finding; the same words without the escapes that a page needs."""
    return laju_finding(view) if any(one.n for one in view.daftar) else awal_kalimat(no_answers(view.dasar))


def _common(asked: list[LajuSatker], view: LajuWilayah) -> list[str]:
    """What short lines have no room for: the days that are left, and how old the data are."""
    if len(asked) <= BARIS_PENUH:
        return []
    days = days_left([one for one in asked if not _is_over(one, view)], view.pilihan.periode.last_day)
    late = late_words(asked)
    return [line for line in (days, f"{late}." if late else "") if line]


def _group(state: str, asked: list[LajuSatker], view: LajuWilayah) -> str:
    """One state's heading with a line for each of its satker."""
    members = [one for one in asked if one.keadaan == state]
    short = _short_names(asked)
    if len(asked) <= BARIS_PENUH:
        # That the period is over stands above all of them.
        lines = [f"- {satker_line(one, view).removesuffix(f', {SELESAI}')}{_data_suffix(one)}" for one in members]
    else:
        lines = [f"- {short[one.satker]}: {_brief(one)}" for one in members]
    return "\n".join([f"{KELOMPOK[state][0]} ({format_bulat(len(members))}):", *lines])


def _brief(one: LajuSatker) -> str:
    """'31/43, 2 per hari'."""
    return ", ".join(words for words in (count_words(one), need_words(one)) if words)


def _data_suffix(one: LajuSatker) -> str:
    if one.sampai is None or one.laju is None or not one.laju.belum_terlihat:
        return ""
    return f" (data hanya sampai {format_hari(one.sampai)})"


def _together(state: str, shown: list[LajuSatker]) -> str:
    """One line: 'Tercapai (2): Lapas IIA Palangka Raya, Rutan IIB Kuala Kapuas.'; with what those on the way need."""
    members = [one for one in shown if one.keadaan == state]
    return _named(KELOMPOK[state][0], members, with_need=state == Keadaan.AMAN)


def _short_names(members: Sequence[LajuSatker]) -> dict[str, str]:
    """Short forms ('Lapas IIB'), but nothing left out: a chat breaks its lines itself, and a name with a gap is none."""
    return ringkas_semua({one.satker: _name(one.nama) for one in members}, PANJANG_OBROLAN)


def _named(title: str, members: list[LajuSatker], *, with_need: bool = False) -> str:
    short = _short_names(members)
    names = [f"{short[one.satker]} {need_words(one)}" if with_need else short[one.satker] for one in members]
    return f"{title} ({format_bulat(len(members))}): {', '.join(names)}."
