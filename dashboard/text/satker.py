"""Sentences of Satuan Kerja: the finding, the paragraph for the head of a UPT, the cards."""

from __future__ import annotations

from dashboard.formats import (
    awal_kalimat,
    format_angka,
    format_bulat,
    format_dekat_ambang,
    format_interval,
    join_kata,
)
from dashboard.text.base import change_words, plain
from dashboard.views.common import lowest_unsur, rows
from dashboard.views.satker import HasilSurvei, SatuanKerja
from scoring.mutu import kinerja_of
from scoring.rules import PREDIKAT, mutu_table
from scoring.states import Status

DIMENSI_JUDUL = {
    "layanan": "Layanan",
    "jenis_kelamin": "Jenis kelamin",
    "usia": "Usia",
    "pendidikan": "Pendidikan",
}


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


def weak_sentence(survei: HasilSurvei) -> str:
    """Which unsur are weakest, or that none is."""
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
        parts.append(weak_sentence(survei))
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
