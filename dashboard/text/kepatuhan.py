"""Sentences of Kalender Kepatuhan, and what each cell says in words."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.formats import awal_kalimat, format_bulat, join_kata, kata_bilangan
from dashboard.text.base import count_satker, plain
from dashboard.text.integritas import CARA_TERBIT
from dashboard.views.kepatuhan import (
    BULAN_TINJAU,
    KalenderKepatuhan,
    Kekurangan,
    KepatuhanSurvei,
    is_monthly,
    length_of,
)
from dashboard.views.kepatuhan_sel import Sel
from scoring.compliance import BERMASALAH, Kepatuhan
from scoring.instruments import Instrumen
from scoring.periods import BULAN, PANJANG, ROMAWI, Periode
from scoring.rules import display_rule

# One letter each, so that a cell of 26 pixels says its state without its colour.
HURUF = {
    Kepatuhan.SUDAH: "S",
    Kepatuhan.TRIWULAN: "T",
    Kepatuhan.KURANG: "K",
    Kepatuhan.MINIMAL: "M",
    Kepatuhan.KOSONG: "B",
    Kepatuhan.TANPA_TARGET: "?",
    Kepatuhan.HANYA_REKAP: "R",
    Kepatuhan.DISEMBUNYIKAN: "×",
    Kepatuhan.TANPA_LAYANAN: "–",
    Kepatuhan.BERJALAN: "…",
    Kepatuhan.BELUM_WAKTUNYA: "·",
}
# Whose respondents are elsewhere, or need not be, has not 0 of them.
_TANPA_ANGKA = {Kepatuhan.HANYA_REKAP, Kepatuhan.TANPA_LAYANAN}
MINIMAL = display_rule().minimal_mutu
ARTI = {
    Kepatuhan.SUDAH: "responden sebanyak target atau lebih",
    Kepatuhan.TRIWULAN: "disurvei sekali dalam triwulan, dan target triwulan tercapai",
    Kepatuhan.KURANG: "ada responden, belum sebanyak target",
    Kepatuhan.MINIMAL: f"kurang dari {MINIMAL} responden: belum cukup untuk diberi mutu",
    Kepatuhan.KOSONG: "kosong: periodenya sudah lewat, tidak ada jawaban",
    Kepatuhan.TANPA_TARGET: "ada responden; jumlah pengguna layanan atau pegawai belum diisi",
    Kepatuhan.HANYA_REKAP: "ada rekap, jawabannya tidak ada di sini",
    Kepatuhan.DISEMBUNYIKAN: "ada jawaban pegawai, terlalu sedikit untuk ditampilkan",
    Kepatuhan.TANPA_LAYANAN: "pengguna layanannya 0, jadi tidak ada yang ditanya",
    Kepatuhan.BERJALAN: "periodenya belum selesai: belum dinilai",
    Kepatuhan.BELUM_WAKTUNYA: "periodenya belum mulai, atau surveinya belum dimulai di wilayah ini",
}
CARA_BACA = (
    "Setiap survei yang pernah dijawab di wilayah ini ditunggu dari setiap satker: survei publik setiap bulan, survei pegawai "
    "setiap periode terbitnya. Bulan sebelum jawaban pertama di wilayah ini tidak dihitung."
)
CALENDAR_NOTE = (
    "Yang paling banyak kosong di atas. Arahkan ke sebuah sel untuk angkanya; nama dan sel membuka halamannya."
)
CARA_TRIWULAN = (
    "Satker yang seluruh respondennya dalam satu triwulan masuk pada satu bulan dinilai menurut target triwulan: bila tercapai, "
    "dua bulan lainnya tertulis 'per triwulan', bukan 'belum ada data'."
)


def column_head(periode: Periode) -> str:
    """'Jan', 'TW I', 'Smt I' or '2026': a period of a year whose number stands in the heading."""
    count, start = len(periode.months), periode.dari % 100
    if count == 1:
        return BULAN[start - 1][:3]
    if count == PANJANG["triwulan"]:
        return f"TW {ROMAWI[start // 3]}"
    return f"Smt {ROMAWI[start // 6]}" if count == PANJANG["semester"] else str(periode.dari // 100)


def counts_words(sel: Sel) -> str:
    """'31 dari 43', '31 responden' where the target is not known, or '' where nothing may or can be told."""
    if sel.n is None or sel.keadaan in _TANPA_ANGKA:
        return ""
    counted = format_bulat(sel.n)
    return f"{counted} responden" if sel.target is None else f"{counted} dari {format_bulat(sel.target)}"


def cell_words(sel: Sel) -> str:
    """The whole cell: 'di bawah target, 31 dari 43'; 'per triwulan, 0 dari 43; Triwulan III 2026: 120 dari 105'."""
    first = ", ".join(part for part in (str(sel.keadaan), counts_words(sel)) if part)
    if sel.triwulan is not None:
        quarter, n, target = sel.triwulan
        of = f" dari {format_bulat(target)}" if target is not None else " responden"
        first += f"; {quarter.label}: {format_bulat(n)}{of}"
    if sel.rekap is not None:
        first += f"; rekap {sel.rekap.label}"
    return first


def cell_short(sel: Sel) -> str:
    """What stands in a wide cell: '31/43', '12/?', the state in a word, or its letter where there is nothing to say yet."""
    if sel.keadaan is Kepatuhan.BELUM_WAKTUNYA or (sel.keadaan is Kepatuhan.BERJALAN and not sel.n):
        return HURUF[sel.keadaan]
    if sel.n is None or sel.keadaan in _TANPA_ANGKA:
        return str(sel.keadaan)
    return f"{format_bulat(sel.n)}/{'?' if sel.target is None else format_bulat(sel.target)}"


def survey_name(item: Instrumen) -> str:
    """'SPKP', 'Integritas': short enough for a head of columns."""
    return item.kode.upper() if is_monthly(item) and not item.internal else awal_kalimat(item.kode)


def _due(view: KalenderKepatuhan) -> list[KepatuhanSurvei]:
    """The surveys whose last period that is over is judged."""
    return [one for one in view.survei if one.tinjau and one.is_due(one.tinjau[-1])]


def finding(view: KalenderKepatuhan) -> str:
    """The finding: who left months empty in a row, else who left any empty, else who is short, else that all is done.

    Of the monthly surveys where there are any; of the employees' survey where only that was chosen.
    """
    due = _due(view)
    due = [one for one in due if is_monthly(one.instrumen)] or due
    if not due:
        return f"Belum ada periode yang selesai untuk dinilai pada tahun {view.pilihan.tahun}"
    codes, first, last = {one.instrumen.kode for one in due}, due[0].tinjau[0], due[0].tinjau[-1]
    gaps = [one for one in view.kekurangan if one.instrumen.kode in codes]
    if row := view.kosong_beruntun:
        who = awal_kalimat(count_satker(len(row)))
        return plain(f"{who} {empty_words(view)} dua bulan berturut-turut atau lebih sampai {last.label}")
    if empty := {one.satker for one in gaps if one.kosong}:
        who, span = awal_kalimat(count_satker(len(empty))), Periode(first.dari, last.sampai)
        if is_monthly(due[0].instrumen):
            return plain(f"{who} punya bulan {empty_words(view)} dalam tiga bulan terakhir, {span.span}")
        return plain(f"{who} belum ada datanya pada {span.label}")
    return plain(_last_month(view, due, last))


def _last_month(view: KalenderKepatuhan, due: Sequence[KepatuhanSurvei], last: Periode) -> str:
    """Where nobody left a month empty: who is short in the last one, or that nobody is, or that nobody can be judged."""
    if short := frozenset[str]().union(*(one.in_state(last, *BERMASALAH) for one in due)):
        of = format_bulat(len(view.satker))
        if len(view.satker) == 1:
            return f"{view.satker[0][1]} di bawah target pada {last.label}"
        return f"{awal_kalimat(kata_bilangan(len(short)))} dari {of} satker di bawah target pada {last.label}"
    if not any(one.count(last, Kepatuhan.SUDAH, Kepatuhan.TRIWULAN) for one in due):
        return f"Belum ada satker yang dapat dinilai pada {last.label}: targetnya belum diketahui, atau hanya ada rekap"
    return f"Tidak ada satker yang kosong atau di bawah target pada {last.label}"


def empty_words(view: KalenderKepatuhan) -> str:
    """'kosong'; 'tanpa SPKP' where one survey is looked at."""
    return f"tanpa {survey_name(view.survei[0].instrumen)}" if len(view.survei) == 1 else "kosong"


def basis(view: KalenderKepatuhan, data_per: str) -> str:
    """What the page rests on."""
    names = join_kata([survey_name(one.instrumen) for one in view.survei])
    return f"{names}, {view.pilihan.periode.label}, {format_bulat(len(view.satker))} satker, data per {data_per}"


def card(one: KepatuhanSurvei, satker: int) -> tuple[str, str, str]:
    """Label, value and note of one survey: its last period that is over."""
    name = survey_name(one.instrumen)
    if not one.tinjau:
        return name, "belum ada", "Belum ada periode yang selesai"
    last = one.tinjau[-1]
    done = one.count(last, Kepatuhan.SUDAH, Kepatuhan.TRIWULAN)
    others = [
        f"{format_bulat(count)} {state}"
        for state in Kepatuhan
        if state not in {Kepatuhan.SUDAH, Kepatuhan.TRIWULAN} and (count := one.count(last, state))
    ]
    return (
        f"{name} {last.label}: sudah",
        f"{format_bulat(done)} dari {format_bulat(satker)}",
        awal_kalimat(", ".join(others) or "semua satker sudah"),
    )


def row_note(view: KalenderKepatuhan) -> str:
    """What the card of those that are empty in a row counts."""
    names = [survey_name(one.instrumen) for one in view.survei if is_monthly(one.instrumen)]
    return f"Satker tanpa jawaban {' atau '.join(names)} pada dua bulan terakhir yang sudah selesai, atau lebih lama"


def run_words(one: Kekurangan) -> str:
    """'3 bulan', 'sedikitnya 5 bulan', '1 triwulan', or that the last one is not empty."""
    if not one.beruntun:
        return "tidak"
    length = length_of(one.instrumen)
    unit = next(name for name, count in PANJANG.items() if count == length)
    return f"{'sedikitnya ' if one.is_sejak_awal else ''}{format_bulat(one.beruntun)} {unit}"


def list_note(view: KalenderKepatuhan) -> str:
    """Over which months the list looks, and how it is ordered."""
    if not view.tinjau:
        return ""
    if len(view.tinjau) == 1:
        return f"Tanpa jawaban, atau kurang dari {MINIMAL} yang menjawab, pada {view.tinjau[0].label}."
    span = Periode(view.tinjau[0].dari, view.tinjau[-1].sampai).span
    return (
        f"Kosong atau di bawah minimal pada salah satu bulan {span}, atau di bawah target pada semuanya. Yang paling lama "
        "kosong di atas."
    )


def no_gaps(view: KalenderKepatuhan) -> str:
    """That nobody has a gap; where no period is over, when there will be something to tell."""
    if not _due(view):
        return "Bulan dinilai mulai bulan pertama yang ada datanya, setelah bulan itu selesai."
    count = kata_bilangan(BULAN_TINJAU)
    return f"Tidak ada satker yang kosong atau terus di bawah target dalam {count} bulan terakhir yang sudah selesai."


def caption(judul: Sequence[str], tahun: int) -> str:
    """What the table is, read first by screen readers."""
    return f"Kepatuhan {join_kata(judul)} tiap satker tahun {tahun}"


def notes(view: KalenderKepatuhan) -> list[str]:
    """What is expected of whom; about employees only where they are asked."""
    found = [CARA_BACA, CARA_TRIWULAN]
    return [*found, CARA_TERBIT] if any(one.instrumen.internal for one in view.survei) else found


def present(view: KalenderKepatuhan) -> list[Kepatuhan]:
    """The states that occur in the calendar of the year, in their order: what the key explains."""
    found = {
        one.of(kode, periode).keadaan for one in view.survei for kode, _, _ in view.satker for periode in one.kolom
    }
    return [state for state in Kepatuhan if state in found]


def slide_note(view: KalenderKepatuhan, shown: Sequence[str]) -> str:
    """Who is on a slide, and what the numbers in its cells are."""
    count = f"{format_bulat(len(shown))} dari {format_bulat(len(view.satker))}"
    return f"{count} satker: yang bulannya kosong atau di bawah target lebih dahulu. Angka: responden/target."
