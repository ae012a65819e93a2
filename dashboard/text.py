"""Sentences: every page opens with its finding, made by rules from the numbers. Text from data is escaped for Markdown."""

from __future__ import annotations

import re
from typing import Protocol

from dashboard.charts.labels import nama_ringkas
from dashboard.formats import (
    TANPA_NILAI,
    awal_kalimat,
    format_angka,
    format_bulat,
    format_dekat_ambang,
    format_interval,
    format_persen,
    is_missing,
    join_kata,
    kata_bilangan,
)
from dashboard.views.common import lowest_unsur, rows
from dashboard.views.responden import KURANG, TANPA_DATA, TANPA_TARGET, TERCAPAI, RespondenTarget
from dashboard.views.ringkasan import Kartu, RingkasanWilayah
from dashboard.views.satker import HasilSurvei, SatuanKerja
from scoring.changes import NAIK, TURUN, WAJAR, Perubahan
from scoring.mutu import kinerja_of
from scoring.rules import PREDIKAT, gates, mutu_table
from scoring.states import Status

DIMENSI_JUDUL = {
    "layanan": "Layanan",
    "jenis_kelamin": "Jenis kelamin",
    "usia": "Usia",
    "pendidikan": "Pendidikan",
}
KEADAAN_TARGET = {
    TERCAPAI: "Responden sudah sebanyak target atau lebih",
    KURANG: "Sudah ada responden, belum sebanyak target",
    TANPA_DATA: "Belum ada satu pun responden",
    TANPA_TARGET: "Jumlah pengguna layanan belum diisi",
}
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&])")
# What the frontend still finds after the escapes are gone: addresses, :material/icons:, arrows and the like. An invisible
# word joiner in between (U+2060) leaves the text as it looks.
_FOUND_LATER = re.compile(r"(?<=:)(?=[a-z/])|(?<=www)(?=\.)|(?=@)|(?<=[-<>~])(?=[-=>])", re.IGNORECASE)
ALASAN = {
    "mutu": "mutu C atau D",
    "ambang": "di bawah ambang",
    "dua terendah": "dua terendah",
}


def inert(text: str) -> str:
    """The same to the eye, with nothing in it that the frontend turns into a link or an icon."""
    return _FOUND_LATER.sub("\u2060", text)


def plain(text: str) -> str:
    """Text that came from data, safe inside Markdown: shown letter by letter, never as a link, picture or formula."""
    return _MARKDOWN.sub(r"\\\1", inert(text))


def count_satker(count: int) -> str:
    """'tiga satker', '19 satker', 'tidak ada satker'."""
    return "tidak ada satker" if count == 0 else f"{kata_bilangan(count)} satker"


def reasons(alasan: tuple[str, ...]) -> str:
    """The reasons of a weak unsur in words."""
    return join_kata([ALASAN[name] for name in alasan])


def change_words(perubahan: Perubahan | None, sebelumnya: str) -> str:
    """'naik nyata 0,08 dari Mei 2026', 'masih variasi wajar dibanding Mei 2026', or that there is no comparison."""
    if perubahan is None:
        return f"tidak ada pembanding ({sebelumnya} tanpa data)"
    if perubahan.arah == WAJAR:
        return f"masih variasi wajar dibanding {sebelumnya}"
    word = {NAIK: "naik nyata", TURUN: "turun nyata"}[perubahan.arah]
    return f"{word} {format_angka(abs(perubahan.selisih))} dari {sebelumnya}"


def card_value(kartu: Kartu) -> str:
    """'3,62 · A', or the state in words."""
    if is_missing(kartu.nilai.nilai_4):
        return "tidak ada data"
    value = format_angka(kartu.nilai.nilai_4)
    return f"{value} · {kartu.nilai.mutu}" if kartu.nilai.mutu else value


def card_note(kartu: Kartu, sebelumnya: str) -> str:
    """What stands under the value: interval, what it is the mean of, change."""
    if is_missing(kartu.nilai.nilai_4):
        return "Belum ada jawaban pada periode ini"
    has_interval = not is_missing(kartu.nilai.bawah_4)
    span = f"kisaran {format_interval(kartu.nilai.bawah_4, kartu.nilai.atas_4)}, " if has_interval else ""
    return f"{span}rata-rata {kartu.satker_dengan_data} satker; {change_words(kartu.perubahan, sebelumnya)}"


def ringkasan_finding(view: RingkasanWilayah) -> str:
    """The finding of Ringkasan Wilayah."""
    if all(kartu.nilai.n == 0 for kartu in view.kartu):
        return _no_answers(view)
    needed = [item for item in view.perhatian if item.is_needed]
    total = len(view.satker)
    if not needed:
        return f"Semua {format_bulat(total)} satker dalam keadaan baik pada {view.pilihan.periode.label}"
    count = f"{awal_kalimat(kata_bilangan(len(needed)))} dari {format_bulat(total)} satker perlu perhatian"
    return plain(f"{count}, paling mendesak {nama_ringkas(needed[0].nama)}")


def _no_answers(view: RingkasanWilayah | RespondenTarget) -> str:
    """Nothing was answered, so nothing can be good or bad."""
    return f"Belum ada jawaban pada {view.pilihan.periode.label}"


def region_title(view: RingkasanWilayah) -> str:
    """The finding on the projector: the indices of the region in one line."""
    if all(kartu.nilai.n == 0 for kartu in view.kartu):
        return _no_answers(view)
    words = [
        f"{kartu.instrumen.indeks} {format_angka(kartu.nilai.nilai_4)}"
        for kartu in view.kartu
        if not is_missing(kartu.nilai.nilai_4)
    ]
    needed = sum(item.is_needed for item in view.perhatian)
    return plain(f"{join_kata(words)} pada {view.pilihan.periode.label}; {count_satker(needed)} perlu perhatian")


def basis(survei: str, periode: str, n: int, data_per: str, *, sementara: bool = False) -> str:
    """What a page rests on: survey, period, respondents, time of the data."""
    part = " (berjalan, sementara)" if sementara else ""
    return f"{survei}, {periode}{part}, {format_bulat(n)} responden, data per {data_per}"


def lemah_finding(view: RingkasanWilayah) -> str:
    """The finding of Unsur Lemah: how many satker have an unsur below its gate or a grade C/D, and the commonest one."""
    if view.responden == 0:
        return _no_answers(view)
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


def responden_finding(view: RespondenTarget) -> str:
    """The finding of Responden & Target."""
    total = len(view.tabel)
    if total == view.count(TANPA_DATA):
        return _no_answers(view)
    short, reached = view.count(KURANG) + view.count(TANPA_DATA), view.count(TERCAPAI)
    if short + reached == 0:
        return f"Target {view.pilihan.periode.label} belum diketahui: jumlah pengguna layanan belum diisi"
    if short == 0:
        return f"Semua {format_bulat(reached)} satker bertarget sudah mencapai target {view.pilihan.periode.label}"
    return f"{awal_kalimat(kata_bilangan(short))} dari {format_bulat(total)} satker belum mencapai target {view.pilihan.periode.label}"


def respondents_sentence(view: SatuanKerja, n: int) -> str:
    """How many respondents there are, of how many, and how many are missing."""
    if view.target is None:
        filled = "Belum ada yang mengisi" if n == 0 else f"{format_bulat(n)} orang mengisi"
        return f"{filled}; target belum dapat dihitung karena jumlah pengguna layanan belum diisi."
    if n >= view.target.target:
        return f"Target responden tercapai: {format_bulat(n)} dari {format_bulat(view.target.target)}."
    missing = view.target.target - n
    return f"Responden baru {format_bulat(n)} dari target {format_bulat(view.target.target)}: kurang {format_bulat(missing)} orang."


def _score_sentence(survei: HasilSurvei, periode: str) -> str:
    name = survei.instrumen.indeks
    if survei.sekarang is None:
        return f"{name} {periode} belum dapat disebut: tidak ada responden."
    row = survei.sekarang
    value = format_dekat_ambang(float(row["nilai_4"]), survei.gate)
    if row["status"] != Status.NILAI:
        return f"{name} {periode} sebesar {value}, tetapi baru {format_bulat(survei.n)} responden: belum memadai untuk diberi mutu."
    span = format_interval(float(row["bawah_4"]), float(row["atas_4"]))
    letter = str(row["mutu"])
    return f"{name} {periode} sebesar {value} dari 4, mutu {letter} ({kinerja_of(letter, mutu_table()).lower()}); kisarannya {span}."


def _gate_sentence(survei: HasilSurvei, predikat: str) -> str:
    if survei.gate is None or survei.sekarang is None:
        return ""
    distance = float(survei.sekarang["nilai_4"]) - survei.gate
    aim = predikat or "WBK"
    if distance < 0:
        return f"Kurang {format_dekat_ambang(-distance, 0.0)} dari ambang {aim} {format_angka(survei.gate)}."
    return f"Sudah melewati ambang {aim} {format_angka(survei.gate)}."


def _weak_sentence(survei: HasilSurvei) -> str:
    # Those flagged by the rule, not simply two: where all others are equal, the second lowest is one of many.
    lowest = lowest_unsur(survei.lemah).head(2)
    if lowest.empty:
        return "Tidak ada unsur yang lebih lemah dari yang lain." if len(survei.unsur) else ""
    words = [f"{row.nama} ({format_angka(row.nilai_4)})" for row in rows(lowest)]
    return f"Paling lemah: {join_kata(words)}."


def satker_paragraph(view: SatuanKerja) -> str:
    """The plain paragraph for the head of a UPT: score, change, weakest, respondents missing. Markdown-safe."""
    survei, periode = view.utama, view.pilihan.periode
    parts = [_score_sentence(survei, periode.label), _gate_sentence(survei, view.predikat)]
    if survei.sekarang is not None:
        moved = change_words(survei.perubahan, periode.previous.label)
        parts.append(f"{awal_kalimat(moved)}.")
        parts.append(_weak_sentence(survei))
    parts.append(respondents_sentence(view, survei.n))
    return plain(" ".join(part for part in parts if part))


def satker_finding(view: SatuanKerja) -> str:
    """The head line of a satker: its name and its grade in words."""
    survei = view.utama
    if survei.sekarang is None:
        verdict = f"belum ada data {view.pilihan.periode.label}"
    elif survei.sekarang["status"] != Status.NILAI:
        verdict = "responden belum memadai untuk dinilai"
    else:
        kinerja = kinerja_of(str(survei.sekarang["mutu"]), mutu_table(view.pilihan.periode.first_day))
        value = format_dekat_ambang(float(survei.sekarang["nilai_4"]), survei.gate)
        verdict = f"{survei.instrumen.indeks} {value}, {kinerja.lower()}"
    return plain(f"{view.nama}: {verdict}")


def unsur_note(survei: HasilSurvei, predikat: str) -> str:
    """What the lines of the unsur chart mean."""
    gate = f"garis: ambang {predikat or PREDIKAT[0]} {format_angka(survei.gate)}; " if survei.gate else ""
    return f"Skala 4, titik dengan kisaran 95 %; {gate}tanda abu-abu: rata-rata wilayah."


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


def count_of(view: RespondenTarget, keadaan: str) -> str:
    """'14 dari 19'."""
    return f"{format_bulat(view.count(keadaan))} dari {format_bulat(len(view.tabel))}"


def region_gate(view: RingkasanWilayah) -> float | None:
    """The WBK gate of the chosen index, as the line on the regional chart."""
    return gates(view.pilihan.periode.first_day).gate_of(PREDIKAT[0], view.instrumen.indeks)


def survey_card_value(survei: HasilSurvei) -> str:
    """'3,41 · B', the value alone where n is under the floor, or that there are no data."""
    if survei.sekarang is None:
        return "tidak ada data"
    value, mutu = format_dekat_ambang(float(survei.sekarang["nilai_4"]), survei.gate), survei.sekarang["mutu"]
    return f"{value} · {mutu}" if isinstance(mutu, str) else value


def survey_card_note(survei: HasilSurvei, sebelumnya: str) -> str:
    """n, interval and change of one survey of a satker."""
    if survei.sekarang is None:
        return "Tidak ada responden pada periode ini"
    row = survei.sekarang
    span = format_interval(float(row["bawah_4"]), float(row["atas_4"]))
    thin = "" if row["status"] == Status.NILAI else "belum memadai untuk diberi mutu; "
    return awal_kalimat(
        f"{thin}{format_bulat(survei.n)} responden, kisaran {span}; {change_words(survei.perubahan, sebelumnya)}"
    )


WEAK_NOTE = "Ada unsur di bawah ambang predikat yang dituju"


def reached_value(view: RingkasanWilayah) -> str:
    """'14 dari 19': satker that reached their respondent target; in words where no target is known."""
    if view.satker_bertarget == 0:
        return TANPA_NILAI
    return f"{format_bulat(view.satker_tercapai)} dari {format_bulat(view.satker_bertarget)}"


def reached_note(view: RingkasanWilayah) -> str:
    """Respondents of the chosen survey, and of how many all targets together."""
    words = f"{format_bulat(view.responden)} responden {view.instrumen.kode.upper()}"
    if not view.target:
        some = "sebagian satker" if view.satker_bertarget else "semua satker"
        return f"{words}; target {some} belum diketahui"
    return f"{words}, {format_persen(view.responden / view.target)} dari jumlah target {format_bulat(view.target)}"


def weak_value(view: RingkasanWilayah) -> str:
    """'6 dari 19': satker with an unsur below its gate, over all surveys."""
    if all(kartu.nilai.n == 0 for kartu in view.kartu):
        return "tidak ada data"
    below = view.lemah[(view.lemah["jarak"] > 0) & (view.lemah["status"] == Status.NILAI)]
    return f"{format_bulat(below['satker'].nunique())} dari {format_bulat(len(view.satker))}"


def gate_label(predikat: str) -> str:
    """'ambang WBK'."""
    return f"ambang {predikat or PREDIKAT[0]}"


def target_states(view: RespondenTarget) -> list[tuple[str, str]]:
    """The states to show with their notes; 'target belum diketahui' only where it occurs."""
    return [pair for pair in KEADAAN_TARGET.items() if pair[0] != TANPA_TARGET or view.count(pair[0])]
