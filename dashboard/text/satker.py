"""Sentences of Satuan Kerja: the finding, the paragraph for the head of a UPT, the cards."""

from __future__ import annotations

from dashboard.formats import (
    awal_kalimat,
    format_angka,
    format_bulat,
    format_dekat_ambang,
    join_kata,
)
from dashboard.keadaan import KATA, has_value, nilai_teks
from dashboard.kisaran import TANPA_SEBARAN, kisaran_words, response_words
from dashboard.text.base import change_words, plain
from dashboard.text.laju import pace_sentence
from dashboard.text.lemah import BarisLemah, weak_row, worst_reason
from dashboard.text.perbandingan import habit_words
from dashboard.text.rekap import card_note as recap_card_note
from dashboard.text.rekap import card_value as recap_card_value
from dashboard.text.rekap import n_words, recap_sentence, recap_verdict
from dashboard.views.bulanan import Bulanan
from dashboard.views.common import lowest_unsur, rows
from dashboard.views.laju import LajuSatker
from dashboard.views.satker import HasilSurvei, SatuanKerja
from scoring.changes import WAJAR
from scoring.intervals import Dasar
from scoring.lowest import BELUM_TERBEDAKAN
from scoring.mutu import kinerja_of
from scoring.periods import month_label
from scoring.rules import PREDIKAT, display_rule, mutu_table
from scoring.states import Status
from scoring.targets import MANUAL, Target, implied_words
from scoring.weakness import DUA_TERENDAH

ARTI_WAJAR = "bedanya bisa karena kebetulan siapa yang mengisi"
_BELUM_PASTI = "belum pasti lebih rendah dari unsur lain"
_SAMA = 1e-9
DIMENSI_JUDUL = {
    "layanan": "Layanan",
    "jenis_kelamin": "Jenis kelamin",
    "usia": "Usia",
    "pendidikan": "Pendidikan",
}


def respondents_sentence(view: SatuanKerja, n: int) -> str:
    """How many respondents there are, of how many, and how many are missing."""
    if view.target is None:
        nobody = "Belum ada data responden" if view.utama.rekap_saja is None else "Jawaban responden belum ada"
        filled = nobody if n == 0 else f"{format_bulat(n)} responden"
        if view.pengguna == 0:
            return f"{filled}; tidak ada pengguna layanan pada periode ini, jadi tidak ada target."
        return f"{filled}; target belum diketahui karena jumlah pengguna layanan belum diisi."
    goal = f"target {format_bulat(view.target.target)}{_no_rule(view.target)}"
    if n == 0 and view.utama.rekap_saja is not None:
        told = awal_kalimat(n_words(view.utama.rekap_saja.tercatat.n))
        return f"{told} menurut rekap, {goal}; jawaban satu per satunya belum ada."
    if n >= view.target.target:
        reached = f"{format_bulat(n)} responden, {goal} tercapai."
        return f"{reached} {response_words(n, view.pengguna)}".strip()
    missing = view.target.target - n
    if n == 0:
        return f"Belum ada data responden; {goal}."
    return f"{format_bulat(n)} responden dari {goal}: kurang {format_bulat(missing)}."


def _no_rule(target: Target) -> str:
    """Behind a target that is not the rule's word on known service users; '' behind one that is."""
    if target.metode == MANUAL:
        return f" (target manual, {implied_words(target.target)})"
    return " (sementara, karena jumlah pengguna layanan belum diisi)" if target.sementara else ""


def _score_sentence(view: SatuanKerja) -> str:
    survei, waktu = view.utama, view.pilihan.periode
    name, periode, row = survei.instrumen.indeks, waktu.label, survei.sekarang
    if row is None and survei.rekap_saja is not None:
        return recap_sentence(survei.rekap_saja, survei.gate)
    if row is None:
        return f"{name} {periode} belum ada: tidak ada responden.{_last_known(view)}"
    value = format_dekat_ambang(float(row["nilai_4"]), survei.gate)
    if row["status"] != Status.NILAI:
        return (
            f"{name} {value} dari 4, tetapi baru {format_bulat(survei.n)} responden: belum memadai untuk dinilai "
            f"(paling sedikit {format_bulat(display_rule().minimal_mutu)})."
        )
    letter = str(row["mutu"])
    kinerja = kinerja_of(letter, mutu_table(waktu.rules_day)).lower()
    head = f"{name} {value} dari 4: mutu {letter} ({kinerja}){_gate_words(survei, view.predikat)}."
    return f"{head} {_span_sentence(survei)}"


def _last_known(view: SatuanKerja) -> str:
    """The newest month that has a value, where the chosen period has none; '' where no month has."""
    if view.tren.empty:
        return ""
    last = view.tren.sort_values("bulan").iloc[-1]
    shown = nilai_teks(last["status"], float(last["nilai_4"]), float(last["n"]), last["mutu"])
    return f" Data terakhir: {month_label(int(last['bulan']))}, {shown}."


def _gate_words(survei: HasilSurvei, predikat: str) -> str:
    if survei.gate is None or survei.sekarang is None:
        return ""
    distance = float(survei.sekarang["nilai_4"]) - survei.gate
    gate = f"ambang {predikat or PREDIKAT[0]} {format_angka(survei.gate)}"
    # Compared unrounded, but a binary fraction may lie a hair under the gate that it equals.
    if distance < -_SAMA:
        return f", kurang {format_dekat_ambang(-distance, 0.0)} dari {gate}"
    return f", sudah mencapai {gate}"


def _span_sentence(survei: HasilSurvei) -> str:
    """The interval in the words of somebody who never met one, and whether the gate lies inside it."""
    row = survei.sekarang
    if row is None:
        return ""
    low, high = float(row["bawah_4"]), float(row["atas_4"])
    words = kisaran_words(low, high, row["dasar"], survei.n)
    if row["dasar"] in {Dasar.SENSUS, Dasar.TANPA_SEBARAN}:
        return f"{awal_kalimat(words)}."
    words = words.replace("kisaran ", "", 1)
    first = f"Nilai seluruh pengguna layanan diperkirakan {words}"
    if survei.gate is None or not low < survei.gate <= high:
        return f"{first}."
    side = "di bawah" if float(row["nilai_4"]) < survei.gate - _SAMA else "mencapai"
    return f"{first}, jadi belum pasti {side} ambang."


def weak_sentence(survei: HasilSurvei) -> str:
    """Which unsur are weakest, or that none is."""
    # Those flagged by the rule, not simply two: where all others are equal, the second lowest is one of many.
    lowest = lowest_unsur(survei.lemah).head(2)
    if lowest.empty:
        return "Tidak ada unsur yang lebih lemah dari yang lain." if len(survei.unsur) else ""
    unsure = (lowest["terendah"] == BELUM_TERBEDAKAN).tolist()
    # Where neither stands out it is said once, of both.
    marks = [f"; {_BELUM_PASTI}" if one and not all(unsure) else "" for one in unsure]
    words = [f"{row.nama} ({format_angka(row.nilai_4)}{mark})" for row, mark in zip(rows(lowest), marks, strict=True)]
    return f"Paling lemah: {join_kata(words)}{f', tetapi {_BELUM_PASTI}' if all(unsure) else ''}."


def _is_judged(survei: HasilSurvei) -> bool:
    return survei.sekarang is not None and survei.sekarang["status"] == Status.NILAI


def _to_mend(survei: HasilSurvei, jenis: str) -> BarisLemah | None:
    """The weak unsur that comes first; None when none is weak for another reason than being among the lowest."""
    enough = survei.lemah[survei.lemah["status"] == Status.NILAI]
    if enough.empty or enough["alasan"].iloc[0] == (DUA_TERENDAH,):
        return None
    found: BarisLemah = next(rows(enough.head(1).rename(columns={"nama": "nama_unsur"}).assign(jenis=jenis)))
    return found


def mend_sentence(view: SatuanKerja) -> str:
    """The one thing to repair, with the worst reason; the weakest unsur where nothing has to be repaired; '' under the floor."""
    if not _is_judged(view.utama):
        return ""
    row = _to_mend(view.utama, view.jenis)
    if row is None:
        return weak_sentence(view.utama)
    value = format_dekat_ambang(row.nilai_4, row.ambang)
    return f"Yang pertama perlu dibenahi: {row.nama_unsur} ({value}), {worst_reason(row, view.pilihan.periode)}."


def weak_reasons(view: SatuanKerja) -> str:
    """Over the charts of the unsur: the weakest, and every reason of the one that comes first. Markdown-safe; '' where the
    first lines have said it all, and under the floor, where too few answered to call one weak."""
    row = _to_mend(view.utama, view.jenis) if _is_judged(view.utama) else None
    if row is None:
        return ""
    return plain(f"{weak_sentence(view.utama)} Yang pertama: {weak_row(row, view.pilihan.periode)}")


def _change_sentence(view: SatuanKerja, bulanan: Bulanan | None) -> str:
    perubahan = view.utama.perubahan
    moved = awal_kalimat(change_words(perubahan, view.pilihan.periode.previous.label))
    is_wajar = perubahan is not None and perubahan.arah == WAJAR
    meaning = " (bisa kebetulan)" if is_wajar else ""
    habit = "" if bulanan is None else habit_words(bulanan)
    link = "" if not habit else ", tetapi " if is_wajar else "; "
    return f"{moved}{meaning}{link}{habit}."


def satker_lines(view: SatuanKerja, bulanan: Bulanan | None = None, laju: LajuSatker | None = None) -> list[str]:
    """What the head of a UPT reads in the first minute, one line each: score and meaning, change, the one thing to
    repair, respondents missing. ``bulanan``: the months, for what a single change does not show; ``laju``: what is needed
    per day while the period runs. Markdown-safe."""
    parts = [_score_sentence(view)]
    if view.utama.sekarang is not None:
        parts += [_change_sentence(view, bulanan), mend_sentence(view)]
    need = "" if laju is None else pace_sentence(laju, view.pilihan.periode.last_day)
    parts.append(f"{respondents_sentence(view, view.utama.n)} {need}".strip())
    return [plain(part) for part in parts if part]


def satker_paragraph(view: SatuanKerja) -> str:
    """The same as one paragraph, for a slide."""
    return " ".join(satker_lines(view))


def satker_finding(view: SatuanKerja) -> str:
    """The head line of a satker: its name and its grade in words."""
    survei = view.utama
    if survei.sekarang is None and survei.rekap_saja is not None:
        verdict = recap_verdict(survei.rekap_saja, survei.gate)
    elif survei.sekarang is None:
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
    """'3,41 · B', '2,80 (n 7)' where n is under the floor, or that there are no data."""
    state = Status.TIDAK_ADA_DATA if survei.sekarang is None else Status(survei.sekarang["status"])
    if survei.sekarang is None and survei.rekap_saja is not None:
        return recap_card_value(survei.rekap_saja, survei.gate)
    if survei.sekarang is None or not has_value(state):
        return KATA[state]
    value, mutu = format_dekat_ambang(float(survei.sekarang["nilai_4"]), survei.gate), survei.sekarang["mutu"]
    return f"{value} · {mutu}" if state is Status.NILAI else f"{value} (n {format_bulat(survei.n)})"


def survey_card_note(survei: HasilSurvei, sebelumnya: str) -> str:
    """n, interval and change of one survey of a satker."""
    if survei.sekarang is None:
        return (
            "Tidak ada responden pada periode ini" if survei.rekap_saja is None else recap_card_note(survei.rekap_saja)
        )
    row = survei.sekarang
    span = kisaran_words(float(row["bawah_4"]), float(row["atas_4"]), row["dasar"], survei.n)
    floor = format_bulat(display_rule().minimal_mutu)
    thin = "" if row["status"] == Status.NILAI else f"di bawah minimal {floor} responden, jadi tanpa mutu; "
    return awal_kalimat(
        f"{thin}{format_bulat(survei.n)} responden, {span}; {change_words(survei.perubahan, sebelumnya)}"
    )


def survey_card_help(survei: HasilSurvei) -> str:
    """What the words of the card mean, where the head of a UPT meets them first."""
    words = [f"{survei.instrumen.nama_indeks}, skala 4."]
    if survei.sekarang is not None:
        words.append("Kisaran: nilai seluruh pengguna layanan diperkirakan ada di antaranya, dengan peluang 95 %.")
        words.append(f"Masih variasi wajar: {ARTI_WAJAR}.")
    return " ".join(words)
