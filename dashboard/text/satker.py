"""Sentences of Satuan Kerja: the finding, the paragraph for the head of a UPT, the cards."""

from __future__ import annotations

from dashboard.formats import (
    awal_kalimat,
    format_angka,
    format_bulat,
    format_dekat_ambang,
    join_kata,
)
from dashboard.keadaan import KATA, has_value
from dashboard.kisaran import TANPA_SEBARAN, kisaran_words, response_words
from dashboard.text.base import change_words, plain
from dashboard.text.lemah import weak_row
from dashboard.views.common import lowest_unsur, rows
from dashboard.views.satker import HasilSurvei, SatuanKerja
from scoring.intervals import Dasar
from scoring.lowest import BELUM_TERBEDAKAN
from scoring.mutu import kinerja_of
from scoring.periods import Periode
from scoring.rules import PREDIKAT, mutu_table
from scoring.states import Status
from scoring.weakness import DUA_TERENDAH

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
        reached = f"Target responden tercapai: {format_bulat(n)} dari {format_bulat(view.target.target)}."
        return f"{reached} {response_words(n, view.pengguna)}".strip()
    missing = view.target.target - n
    return f"Responden baru {format_bulat(n)} dari target {format_bulat(view.target.target)}: kurang {format_bulat(missing)} orang."


def _score_sentence(survei: HasilSurvei, waktu: Periode) -> str:
    name, periode = survei.instrumen.indeks, waktu.label
    if survei.sekarang is None:
        return f"{name} {periode} belum dapat disebut: tidak ada responden."
    row = survei.sekarang
    value = format_dekat_ambang(float(row["nilai_4"]), survei.gate)
    if row["status"] != Status.NILAI:
        return f"{name} {periode} sebesar {value}, tetapi baru {format_bulat(survei.n)} responden: belum memadai untuk diberi mutu."
    span = kisaran_words(float(row["bawah_4"]), float(row["atas_4"]), row["dasar"], survei.n)
    letter = str(row["mutu"])
    kinerja = kinerja_of(letter, mutu_table(waktu.rules_day)).lower()
    return f"{name} {periode} sebesar {value} dari 4, mutu {letter} ({kinerja}); {span}."


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
    unsure = (lowest["terendah"] == BELUM_TERBEDAKAN).tolist()
    # Where neither stands out it is said once, of both.
    marks = ["; belum terbedakan" if one and not all(unsure) else "" for one in unsure]
    words = [f"{row.nama} ({format_angka(row.nilai_4)}{mark})" for row, mark in zip(rows(lowest), marks, strict=True)]
    return f"Paling lemah: {join_kata(words)}{', tetapi belum terbedakan dari unsur lain' if all(unsure) else ''}."


def first_to_mend(survei: HasilSurvei, jenis: str, periode: Periode) -> str:
    """The weak unsur that comes first, with its reasons; '' when it only is among the lowest."""
    enough = survei.lemah[survei.lemah["status"] == Status.NILAI]
    if enough.empty or enough["alasan"].iloc[0] == (DUA_TERENDAH,):
        return ""
    row = next(rows(enough.head(1).rename(columns={"nama": "nama_unsur"}).assign(jenis=jenis)))
    return f"Yang pertama perlu dibenahi: {weak_row(row, periode)}"


def satker_paragraph(view: SatuanKerja) -> str:
    """The plain paragraph for the head of a UPT: score, change, weakest, respondents missing. Markdown-safe."""
    survei, periode = view.utama, view.pilihan.periode
    parts = [_score_sentence(survei, periode), _gate_sentence(survei, view.predikat)]
    if survei.sekarang is not None:
        moved = change_words(survei.perubahan, periode.previous.label)
        parts.append(f"{awal_kalimat(moved)}.")
        parts.extend([weak_sentence(survei), first_to_mend(survei, view.jenis, periode)])
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
        kinerja = kinerja_of(str(survei.sekarang["mutu"]), mutu_table(view.pilihan.periode.rules_day))
        value = format_dekat_ambang(float(survei.sekarang["nilai_4"]), survei.gate)
        verdict = f"{survei.instrumen.indeks} {value}, {kinerja.lower()}"
    return plain(f"{view.nama}: {verdict}")


def unsur_note(survei: HasilSurvei, predikat: str) -> str:
    """What the lines of the unsur chart mean."""
    gate = f"garis: ambang {predikat or PREDIKAT[0]} {format_angka(survei.gate)}; " if survei.gate else ""
    bases = set(survei.unsur["dasar"])
    span = {Dasar.SENSUS: "sensus, jadi tanpa kisaran", Dasar.TANPA_SEBARAN: TANPA_SEBARAN}
    most = "titik dengan kisaran 95 %" + (
        ", kecuali yang diisi semua pengguna layanan" if Dasar.SENSUS in bases else ""
    )
    only = span.get(next(iter(bases))) if len(bases) == 1 else None
    return f"Skala 4, {only or most}; {gate}tanda abu-abu: rata-rata wilayah."


def survey_card_value(survei: HasilSurvei) -> str:
    """'3,41 · B', the value alone where n is under the floor, or that there are no data."""
    state = Status.TIDAK_ADA_DATA if survei.sekarang is None else Status(survei.sekarang["status"])
    if survei.sekarang is None or not has_value(state):
        return KATA[state]
    value, mutu = format_dekat_ambang(float(survei.sekarang["nilai_4"]), survei.gate), survei.sekarang["mutu"]
    return f"{value} · {mutu}" if state is Status.NILAI else value


def survey_card_note(survei: HasilSurvei, sebelumnya: str) -> str:
    """n, interval and change of one survey of a satker."""
    if survei.sekarang is None:
        return "Tidak ada responden pada periode ini"
    row = survei.sekarang
    span = kisaran_words(float(row["bawah_4"]), float(row["atas_4"]), row["dasar"], survei.n)
    thin = "" if row["status"] == Status.NILAI else "belum memadai untuk diberi mutu; "
    return awal_kalimat(
        f"{thin}{format_bulat(survei.n)} responden, {span}; {change_words(survei.perubahan, sebelumnya)}"
    )
