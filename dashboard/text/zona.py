"""Sentences of Zona Integritas: the finding, what is missing, evidence and distance of every condition."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.formats import (
    awal_kalimat,
    format_angka,
    format_bulat,
    format_dekat_ambang,
    format_perubahan,
    format_tanggal,
    join_kata,
    kata_bilangan,
)
from dashboard.text.base import count_satker, plain
from dashboard.views.zona import DITUJU, PilihanZona, ZonaIntegritas, ZonaSatker
from scoring import zona
from scoring.periods import month_label
from scoring.rules import PREDIKAT, Ambang, display_rule
from scoring.zona import Hasil, JenisSyarat, Keadaan, Kepastian, Kesiapan, Syarat

TANDA = {
    Keadaan.TERPENUHI: "✓",
    Keadaan.BELUM: "✕",
    Keadaan.BELUM_MEMADAI: "?",
    Keadaan.TIDAK_ADA_DATA: "–",
}
TANDA_SIAP = {Kesiapan.SIAP: "✓", Kesiapan.HAMPIR: "≈", Kesiapan.BELUM: "✕", Kesiapan.TANPA_DATA: "–"}
KETERANGAN_SIAP = {
    Kesiapan.SIAP: "Semua syarat survei terpenuhi",
    Kesiapan.HAMPIR: "Yang kurang hanya hal kecil",
    Kesiapan.BELUM: "Masih ada yang jauh dari syarat",
    Kesiapan.TANPA_DATA: "Tidak ada jawaban SPAK maupun SPKP",
}
_PALING_DEKAT = 0.0005


def window_words(pilihan: PilihanZona) -> str:
    """'3 bulan (April–Juni 2026)', with the period it ends with where that is no month."""
    chosen, window = pilihan.pilihan.periode, pilihan.periode
    end = "" if chosen.dari == chosen.sampai else f", sampai bulan terakhir {chosen.label}"
    return f"{pilihan.jendela} bulan ({window.span}){end}"


def aim_words(view: ZonaIntegritas) -> str:
    """'WBK', 'WBBM', or that each satker is judged by its own."""
    aims = {one.predikat for one in view.satker}
    return aims.pop() if len(aims) == 1 else "predikat yang dituju"


def zona_finding(view: ZonaIntegritas) -> str:
    """'Empat dari 17 satker memenuhi syarat survei WBK, tiga hampir', safe inside Markdown."""
    return plain(zona_title(view))


def zona_title(view: ZonaIntegritas) -> str:
    """The finding as bare text."""
    total = len(view.satker)
    if view.responden == 0:
        window = f"{month_label(view.pilihan.periode.dari)} sampai {_end(view)}"
        if view.rekap:
            return f"Hanya ada rekap pada {window}: syarat survei belum dapat diperiksa"
        return f"Belum ada jawaban pada {window}"
    if total == 0:
        return "Tidak ada satker yang membidik WBK atau WBBM di sini"
    ready, nearly = (len(view.with_state(state)) for state in (Kesiapan.SIAP, Kesiapan.HAMPIR))
    near = f"{kata_bilangan(nearly)} hampir" if nearly else "tidak ada yang hampir"
    # Not "siap WBK": the survey is only a part of what TPI and TPN judge.
    asked = f"memenuhi syarat survei {aim_words(view)}"
    if ready == 0:
        return f"Belum ada dari {format_bulat(total)} satker yang {asked}; {near}"
    return f"{awal_kalimat(kata_bilangan(ready))} dari {format_bulat(total)} satker {asked}, {near}"


def _end(view: ZonaIntegritas) -> str:
    """The window's end in words; a period of several months by its name."""
    chosen = view.pilihan.pilihan.periode
    last = month_label(view.pilihan.sampai)
    return last if chosen.dari == chosen.sampai else f"{last} (akhir {chosen.label})"


def _small_words(view: ZonaIntegritas) -> str:
    rule, per = display_rule(), view.ambang.minimal_responden
    return (
        f"laporan, {format_bulat(rule.hampir_bulan)} bulan, {format_bulat(rule.hampir_responden)} dari "
        f"{format_bulat(per)} responden, atau {format_angka(rule.hampir_jarak)} dari ambang"
    )


def gap_words(jarak: float) -> str:
    """A distance to a gate without its sign; three decimals within 0.05, and never '0,000' for what is not reached."""
    if 0 < abs(jarak) < _PALING_DEKAT:
        return "kurang dari 0,001"
    return format_dekat_ambang(abs(jarak), 0.0)


def zona_basis(view: ZonaIntegritas, data_per: str, *, sementara: bool) -> str:
    """What the page rests on: window, respondents of each survey, time of the data."""
    everyone = (*view.satker, *view.tanpa_bidik)
    counts = [
        f"{survey_name(view, name)} {format_bulat(sum(one.nilai[name].n for one in everyone if name in one.nilai))}"
        for name in view.ambang.gate[PREDIKAT[0]]
    ]
    part = " (berjalan, sementara)" if sementara else ""
    return f"{window_words(view.pilihan)}{part}, responden {join_kata(counts)}, data per {data_per}"


def survey_name(view: ZonaIntegritas, indeks: str) -> str:
    """'SPAK' for IPAK: the survey behind an index, the index itself where nobody ever answered it."""
    return view.survei[indeks].kode.upper() if indeks in view.survei else indeks


def missing_words(hasil: Hasil, view: ZonaIntegritas) -> list[str]:
    """Everything that stands between a satker and the predikat, each as a few words, the gates first."""
    without = {item.indeks for item in hasil.syarat if item.keadaan is Keadaan.TIDAK_ADA_DATA and item.indeks}
    words = [f"{join_kata([survey_name(view, name) for name in sorted(without)])} tanpa data"] if without else []
    months: dict[tuple[int, ...], list[str]] = {}
    for item in hasil.kurang:
        if item.indeks in without:
            continue
        if item.jenis is JenisSyarat.NILAI:
            words.append(_value_missing(item))
        elif item.jenis is JenisSyarat.RESPONDEN:
            words.append(f"kurang {format_bulat(-item.jarak)} responden {survey_name(view, item.indeks)}")
        elif item.jenis is JenisSyarat.BULAN:
            months.setdefault(item.kurang, []).append(survey_name(view, item.indeks))
    words += [f"{month_words(kosong)} tanpa data {join_kata(names)}" for kosong, names in months.items()]
    report = hasil.of(JenisSyarat.LAPORAN)
    if report.keadaan is Keadaan.TIDAK_ADA_DATA:
        words.append("laporan survei belum dicatat")
    elif report.keadaan is Keadaan.BELUM:
        words.append(f"laporan survei belum mencakup {month_words(report.kurang)}")
    return words


def _value_missing(item: Syarat) -> str:
    if item.keadaan is Keadaan.BELUM_MEMADAI:
        return f"responden {item.indeks} terlalu sedikit untuk dinilai"
    doubt = f" ({Kepastian.BELUM_PASTI})" if item.kepastian is Kepastian.BELUM_PASTI else ""
    return f"{item.indeks} kurang {gap_words(item.jarak)} dari {format_angka(item.perlu)}{doubt}"


def month_words(bulan: Sequence[int]) -> str:
    """'Mei 2026 dan Juni 2026'."""
    return join_kata([month_label(month) for month in bulan])


def recap_note(view: ZonaIntegritas) -> str:
    """Who has only a recap in the window, and why it decides nothing here; '' where there is nobody."""
    if not view.rekap:
        return ""
    who = "Satker ini" if view.pilihan.pilihan.satker else awal_kalimat(count_satker(len(view.rekap)))
    return (
        f"{who} hanya punya rekap pada bulan-bulan ini. Rekap tidak memenuhi syarat di halaman ini, karena responden dan bulannya "
        "tidak dapat diperiksa tanpa jawaban satu per satu; nilainya tampil di Ringkasan Wilayah dan Satuan Kerja."
    )


def satker_finding_zona(one: ZonaSatker) -> str:
    """'Lapas Kelas IIB Sampit: hampir siap WBK'."""
    hasil = one.utama
    if hasil.kesiapan is Kesiapan.TANPA_DATA:
        return plain(f"{one.nama}: tidak ada data SPAK dan SPKP")
    return plain(f"{one.nama}: {hasil.kesiapan} {hasil.predikat}")


def satker_paragraph_zona(one: ZonaSatker, view: ZonaIntegritas) -> str:
    """What stands between the satker and each predikat, in one sentence each, the one that it goes for first."""
    aim = f"Satker ini membidik {one.bidik}." if one.bidik else "Satker ini tidak membidik WBK atau WBBM."
    order = sorted(PREDIKAT, key=lambda predikat: predikat != (one.predikat or PREDIKAT[0]))
    by_words: dict[str, list[str]] = {}
    for predikat in order:
        words = missing_words(one.hasil[predikat], view)
        text = f"masih kurang: {'; '.join(words)}" if words else "semua syarat survei terpenuhi"
        by_words.setdefault(text, []).append(predikat)
    first, *others = [f"Untuk {join_kata(names)} {text}." for text, names in by_words.items()]
    return "\n\n".join(plain(part) for part in (f"{aim} {first}", *others))


def value_words(item: Syarat) -> str:
    """'3,583 (kurang 0,017)', '3,75 (+0,15)', '3,62 (+0,020, belum pasti)', or the state in words."""
    if item.keadaan is Keadaan.TIDAK_ADA_DATA:
        return str(item.keadaan)
    value = format_dekat_ambang(item.ada, item.perlu)
    if item.keadaan is Keadaan.BELUM_MEMADAI:
        return f"{value} (belum memadai)"
    if item.keadaan is Keadaan.BELUM:
        return f"{value} (kurang {gap_words(item.jarak)})"
    doubt = ", belum pasti" if item.kepastian is Kepastian.BELUM_PASTI else ""
    return f"{value} ({_above(item.jarak)}{doubt})"


def _above(jarak: float) -> str:
    return "tepat" if jarak == 0 else format_perubahan(jarak, 3 if abs(jarak) <= display_rule().hampir_jarak else 2)


def points_words(nilai_4: float, ambang: Ambang, indeks: str) -> str:
    """'15,75 dari 17,5 poin'; a dash without a value."""
    return f"{format_angka(zona.points(nilai_4, ambang, indeks))} dari {format_angka(ambang.bobot_of(indeks), 1)} poin"


def crossing_words(view: ZonaIntegritas) -> str:
    """That the rules changed within the window, with what both ask; '' where they did not."""
    if len(view.aturan) < 2:
        return ""
    sides = [f"{rule.dasar} (mulai {format_tanggal(rule.berlaku_mulai)}): {_rule_words(rule)}" for rule in view.aturan]
    return (
        f"Jendela ini melintasi pergantian aturan. {'; '.join(sides)}. Yang memutuskan: {view.ambang.dasar}, karena berlaku "
        f"pada {month_label(view.pilihan.sampai)}."
    )


def _rule_words(rule: Ambang) -> str:
    parts = [
        f"{predikat} {join_kata([f'{name} {format_angka(gate)}' for name, gate in gates.items()])}"
        for predikat, gates in rule.gate.items()
    ]
    weights = [f"{name} {format_angka(rule.bobot_of(name), 1)}" for name in rule.gate[PREDIKAT[0]]]
    return f"{', '.join(parts)}; poin penuh {join_kata(weights)}"


def decides(view: ZonaIntegritas) -> list[str]:
    """What decides, in sentences made from the rules in force."""
    rule = view.ambang
    conversion = join_kata([f"{name} memakai konversi {nama}" for name, nama in view.konversi.items()])
    per = "atas seluruh jendela" if rule.minimal_per == "jendela" else "untuk setiap bulan"
    last = format_bulat(rule.minimal_bulan)
    return [
        f"Ambang ({rule.dasar}): {_rule_words(rule)}. Poin = nilai skala 4 / 4 x poin penuh.",
        (
            "Yang memutuskan adalah rata-rata indeks bulanan, tanpa pembulatan. Nilai semua responden digabung ditulis di "
            f"sebelahnya bila berbeda {format_angka(zona.BEDA_CARA)} atau lebih; peraturan tidak menyebut cara yang mana."
        ),
        f"{conversion}. Min-maks adalah konversi yang cocok dengan angka terbitan 3AS; dengan konversi lain nilainya berubah."
        if conversion
        else "Belum ada survei dengan ambang.",
        f"Responden: paling sedikit {format_bulat(rule.minimal_responden)} untuk tiap survei, dihitung {per}.",
        (
            f"{awal_kalimat(kata_bilangan(rule.minimal_bulan))} bulan berturut-turut ({rule.dasar_bulan}): {last} bulan terakhir "
            "semuanya berisi. Bulan kosong tidak dihitung sebagai nol; nilainya memakai bulan yang berisi."
        ),
        f"Laporan survei yang dicatat harus mencakup {last} bulan terakhir. Belum dicatat berarti tidak ada data, bukan belum.",
        (
            f"Belum dapat dipastikan: ambang berada di dalam kisaran 95 % nilainya, jadi nilai sebenarnya dapat di kedua sisi. "
            f"Belum memadai: kurang dari {format_bulat(display_rule().minimal_mutu)} responden, tidak dinilai."
        ),
        f"Hampir siap: yang kurang paling banyak {_small_words(view)}.",
        "Halaman ini hanya memeriksa syarat survei. Nilai pengungkit, capaian kinerja, dan nilai total dinilai TPI dan TPN.",
    ]


def outside_note(view: ZonaIntegritas) -> str:
    """Satker that are not counted because they go for no predikat; '' when there are none."""
    if not view.tanpa_bidik or view.pilihan.predikat != DITUJU:
        return ""
    names = join_kata([one.nama for one in view.tanpa_bidik])
    return f"Tidak membidik predikat, jadi tidak dihitung: {names}. Pilih WBK atau WBBM di atas untuk ikut melihatnya."
