"""Sentences of Ringkasan Wilayah and of the region on the projector."""

from __future__ import annotations

from dashboard.charts.labels import nama_ringkas
from dashboard.formats import (
    TANPA_NILAI,
    awal_kalimat,
    format_angka,
    format_bulat,
    format_interval,
    format_persen,
    is_missing,
    join_kata,
    kata_bilangan,
)
from dashboard.keadaan import KATA, has_value
from dashboard.text.base import change_words, count_satker, no_answers, plain
from dashboard.text.rekap import range_note, region_note
from dashboard.views.attention import Perhatian
from dashboard.views.ringkasan import Kartu, RingkasanWilayah
from scoring.rules import PREDIKAT, gates
from scoring.states import Status
from scoring.targets import implied_words

MANUAL_DISEBUT = 5


def card_value(kartu: Kartu) -> str:
    """'3,62 · A', or the state in words."""
    if not has_value(kartu.nilai.status):
        return KATA[kartu.nilai.status]
    value = format_angka(kartu.nilai.nilai_4)
    return f"{value} · {kartu.nilai.mutu}" if kartu.nilai.mutu else value


def card_note(kartu: Kartu, sebelumnya: str) -> str:
    """What stands under the value: interval, what it is the mean of, change."""
    alone = region_note(kartu.hanya_rekap)
    if not has_value(kartu.nilai.status):
        return f"Belum ada jawaban pada periode ini{alone}{range_note(kartu.rentang_rekap)}"
    has_interval = not is_missing(kartu.nilai.bawah_4)
    limits = f"kisaran {format_interval(kartu.nilai.bawah_4, kartu.nilai.atas_4)}"
    span = limits if has_interval else "tanpa kisaran: ada rekap tanpa sebaran jawaban"
    mean = f"{span}, rata-rata {kartu.satker_dengan_data} satker"
    return f"{mean}; {change_words(kartu.perubahan, sebelumnya)}{_same_satker(kartu)}{alone}"


def _same_satker(kartu: Kartu) -> str:
    """', 17 satker yang sama' where the change is of fewer satker than the value."""
    if kartu.perubahan is None or kartu.pembanding == kartu.satker_dengan_data:
        return ""
    return f", {count_satker(kartu.pembanding)} yang sama"


def ringkasan_finding(view: RingkasanWilayah) -> str:
    """The finding of Ringkasan Wilayah."""
    if view.is_kosong:
        return plain(no_answers(view))
    needed = [item for item in view.perhatian if item.is_needed]
    total = len(view.satker)
    watched = len(view.perhatian) - len(needed)
    if not needed:
        rest = f"; {count_satker(watched)} perlu dipantau" if watched else ""
        return f"Tidak ada dari {format_bulat(total)} satker yang perlu tindakan minggu ini{rest}"
    count = f"{awal_kalimat(kata_bilangan(len(needed)))} dari {format_bulat(total)} satker perlu perhatian minggu ini"
    return plain(f"{count}, paling mendesak {nama_ringkas(needed[0].nama)}")


def watch_line(item: Perhatian) -> str:
    """One satker to be watched, in a line: 'Rutan I Pensil: 10 dari target 43 responden, kurang 33.'"""
    return f"{nama_ringkas(item.nama)}: {'; '.join(item.alasan[:2])}."


def region_title(view: RingkasanWilayah) -> str:
    """The finding on the projector: the indices of the region in one line."""
    if view.is_kosong:
        return plain(no_answers(view))
    words = [
        f"{kartu.instrumen.indeks} {format_angka(kartu.nilai.nilai_4)}"
        for kartu in view.kartu
        if has_value(kartu.nilai.status)
    ]
    needed = sum(item.is_needed for item in view.perhatian)
    return plain(
        f"{join_kata(words)} pada {view.pilihan.periode.label}; {count_satker(needed)} perlu perhatian minggu ini"
    )


def region_gate(view: RingkasanWilayah) -> float | None:
    """The WBK gate of the chosen index, as the line on the regional chart."""
    return gates(view.pilihan.periode.rules_day).gate_of(PREDIKAT[0], view.instrumen.indeks)


def reached_value(view: RingkasanWilayah) -> str:
    """'14 dari 19': satker that reached their respondent target; in words where no target is known."""
    if view.satker_bertarget == 0:
        return KATA[Status.TIDAK_ADA_DATA] if view.hanya_rekap else TANPA_NILAI
    return f"{format_bulat(view.satker_tercapai)} dari {format_bulat(view.satker_bertarget)}"


def reached_note(view: RingkasanWilayah) -> str:
    """Respondents of the chosen survey, and of how many all targets together."""
    words = f"{format_bulat(view.responden)} responden {view.instrumen.kode.upper()}"
    if view.hanya_rekap:
        words += f"; {count_satker(view.hanya_rekap)} hanya rekap, tidak dihitung di sini"
    if view.hanya_rekap == len(view.tabel):
        return words
    if not view.target:
        some = "sebagian satker" if view.satker_bertarget else "semua satker"
        return f"{words}; target {some} belum diketahui"
    share = f"{format_persen(view.responden / view.target)} dari jumlah target {format_bulat(view.target)}"
    return f"{words}; {share}" if view.hanya_rekap else f"{words}, {share}"


def manual_note(view: RingkasanWilayah) -> str:
    """Whose target in the table somebody set, with the number of users that it implies; '' for none. Markdown-safe."""
    manual = view.tabel[view.tabel["target_manual"]]
    if manual.empty:
        return ""
    named = [
        f"{nama_ringkas(nama)} ({format_bulat(target)}, {implied_words(int(target))})"
        for nama, target in zip(manual["nama"], manual["target"], strict=True)
    ]
    who = join_kata(named) if len(named) <= MANUAL_DISEBUT else count_satker(len(named))
    where = "siapa yang menetapkan dan alasannya ada di Responden & Target"
    return plain(f"Target manual, bukan dari aturan: {who}; {where}.")


def weak_note(view: RingkasanWilayah) -> str:
    """What is counted as weak; what it needs where nobody's answers are stored."""
    return "Perlu jawaban responden" if view.is_kosong else "Ada unsur di bawah ambang predikat yang dituju"


def weak_value(view: RingkasanWilayah) -> str:
    """'6 dari 19': satker with an unsur below its gate, over all surveys."""
    if view.is_kosong:
        return KATA[Status.TIDAK_ADA_DATA]
    below = view.lemah[(view.lemah["jarak"] > 0) & (view.lemah["status"] == Status.NILAI)]
    return f"{format_bulat(below['satker'].nunique())} dari {format_bulat(len(view.satker))}"
