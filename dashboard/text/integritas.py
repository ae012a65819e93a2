"""Sentences of Survei Integritas."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from dashboard.formats import (
    awal_kalimat,
    format_angka,
    format_bulat,
    format_interval,
    format_persen,
    format_porsi,
    format_tanggal,
    is_missing,
    kata_bilangan,
)
from dashboard.keadaan import KATA
from dashboard.text.base import change_words, count_satker, plain
from dashboard.views.integritas import SurveiIntegritas, next_day
from scoring.changes import NAIK, RESPONDEN_SEDIKIT, TURUN, WAJAR
from scoring.instruments import Instrumen
from scoring.rules import display_rule
from scoring.states import Status

MINIMAL = display_rule().minimal_tampil_integritas
KOMPONEN_CONTOH = "Komponen contoh: bukan daftar resmi."
CARA_TERBIT = (
    f"Jawaban pegawai dirahasiakan: hasil satker tampil setelah periodenya selesai, bila paling sedikit {MINIMAL} pegawai "
    "menjawab setiap komponennya."
)
KERAHASIAAN = (
    "Hasil yang disembunyikan tidak ikut dalam angka wilayah. Sebaran jawaban serta jenis kelamin, usia, dan keterangan lain "
    "pegawai tidak pernah ditampilkan."
)
KARTU_BANTUAN = (
    "Kisaran: nilai bila semua pegawai menjawab diperkirakan ada di antaranya, dengan peluang 95 %. Masih variasi wajar: "
    "bedanya bisa karena kebetulan siapa yang menjawab."
)
BELUM_TERBIT = "Jawaban yang sudah masuk, juga banyaknya, tidak ditampilkan sebelum periodenya selesai."
TANPA_JAWABAN = "Belum ada jawaban survei pegawai"


def integritas_finding(view: SurveiIntegritas) -> str:
    """The finding: the region's index over the satker that are shown, or why there is none."""
    periode = view.pilihan.periode.label
    if not view.is_terbit:
        return f"{periode} belum selesai: hasil terbit mulai {format_tanggal(next_day(view.pilihan.periode))}"
    shown, hidden = len(view.tampil), view.count(Status.DISEMBUNYIKAN)
    if view.is_hanya_rekap:
        of = f"{format_bulat(len(view.rekap))} dari {format_bulat(len(view.tabel))} satker"
        return plain(f"Hanya ada rekap pada {periode}: {of}, belum ada jawaban pegawai")
    if not shown:
        if hidden:
            what = "Hasil dari jawaban" if view.rekap else "Semua hasil"
            return f"{what} {periode} disembunyikan: pegawai yang menjawab terlalu sedikit"
        return f"Belum ada jawaban pada {periode}"
    of = "" if shown == len(view.tabel) else f" dari {format_bulat(len(view.tabel))}"
    return plain(
        f"{view.instrumen.indeks} wilayah {format_angka(view.wilayah.nilai_4)} pada {periode}, rata-rata "
        f"{count_satker(shown)}{of}"
    )


def wilayah_state(view: SurveiIntegritas) -> Status:
    """The state of the region's mean: hidden where all that answered are hidden."""
    if len(view.tampil):
        return Status(view.wilayah.status)
    return Status.DISEMBUNYIKAN if view.count(Status.DISEMBUNYIKAN) else Status.TIDAK_ADA_DATA


def wilayah_value(view: SurveiIntegritas) -> str:
    """'3,62 · A', or the state in words."""
    if not len(view.tampil):
        return KATA[wilayah_state(view)]
    value = format_angka(view.wilayah.nilai_4)
    return f"{value} · {view.wilayah.mutu}" if view.wilayah.mutu else value


def wilayah_note(view: SurveiIntegritas) -> str:
    """Interval and change of the region's mean; the change is that of the satker that are shown in both periods."""
    if not len(view.tampil):
        return "Tidak ada satker yang dapat ditampilkan"
    before = view.pilihan.periode.previous.label
    moved = f"tidak ada pembanding pada {before}"
    if view.perubahan is not None:
        moved = f"{change_words(view.perubahan, before)}, {count_satker(view.pembanding)} yang sama"
    low, high = view.wilayah.bawah_4, view.wilayah.atas_4
    if is_missing(low) or high - low < 1e-9:
        return awal_kalimat(f"semua pegawai menjawab, jadi bukan perkiraan; {moved}")
    return awal_kalimat(f"kisaran {format_interval(low, high)}; {moved}")


def respons_value(view: SurveiIntegritas) -> str:
    """'81%': respondents of employees, over the satker that are shown and whose employees are known."""
    known = view.tampil[view.tampil["pegawai"].notna()]
    return "belum diketahui" if known.empty else format_porsi(known["n"].sum() / known["pegawai"].sum())


def respons_note(view: SurveiIntegritas) -> str:
    """The counts behind the response rate, and in how many satker everybody answered."""
    known = view.tampil[view.tampil["pegawai"].notna()]
    if known.empty:
        return "Jumlah pegawai belum diisi"
    counts = f"{format_bulat(known['n'].sum())} dari {format_bulat(known['pegawai'].sum())} pegawai"
    full = int(known["is_lengkap"].sum())
    lengkap = f"semua menjawab di {count_satker(full)}" if full else "belum ada satker yang lengkap"
    return f"{counts}; {lengkap}. Target: semua pegawai"


def hidden_note() -> str:
    """Why a satker is hidden."""
    return f"Kurang dari {MINIMAL} pegawai menjawab, atau menjawab sebuah komponennya; tidak ikut dihitung"


def recap_note(view: SurveiIntegritas) -> str:
    """What the recaps of this survey are and are not."""
    who = f"{awal_kalimat(count_satker(len(view.rekap)))} hanya punya rekap {view.pilihan.periode.label}"
    return (
        f"{who}: indeks dan jumlah pegawai yang menjawab, paling sedikit {MINIMAL}. Tanpa kisaran, tanpa komponen, dan tidak "
        "ikut rata-rata wilayah."
    )


def silent_note(view: SurveiIntegritas) -> str:
    """What is known of the satker without answers."""
    if view.rekap:
        return f"Tanpa jawaban dan tanpa rekap; {count_satker(len(view.rekap))} lain hanya punya rekap"
    return "Tidak ada pegawai yang menjawab"


def table_note(view: SurveiIntegritas) -> str:
    """What the interval means in a census, for the table of all satker."""
    full = int(view.tampil["is_lengkap"].sum())
    if not full:
        return "Belum ada satker yang semua pegawainya menjawab: setiap nilai adalah perkiraan dengan kisarannya."
    lengkap = f"{awal_kalimat(kata_bilangan(full))} satker lengkap"
    return f"{lengkap}: semua pegawainya menjawab, jadi nilainya bukan perkiraan dan tanpa kisaran."


def komponen_note(instrumen: Instrumen) -> str:
    """That the components are an example, where they are."""
    return f"{KOMPONEN_CONTOH} " if instrumen.is_contoh else ""


def kisaran_words(row: Mapping[Hashable, Any]) -> str:
    """The interval of a shown row, or that everybody answered, which leaves no sampling error."""
    if row["is_lengkap"]:
        return "semua menjawab"
    return format_interval(row["bawah_4"], row["atas_4"])


def perubahan_words(arah: object, selisih: float) -> str:
    """'naik nyata 0,12', 'masih variasi wajar', or that there is nothing to compare with."""
    if arah in (NAIK, TURUN):
        return f"{arah} nyata {format_angka(abs(selisih))}"
    return str(arah) if arah in (WAJAR, RESPONDEN_SEDIKIT) else "tidak ada pembanding"


def respons_words(n: float, pegawai: float) -> str:
    """'18 dari 20 (90%)'; that the number of employees is not known, or cannot be right."""
    if is_missing(pegawai):
        return f"{format_bulat(n)}, jumlah pegawai belum diisi"
    if n > pegawai:
        return f"{format_bulat(n)} dari {format_bulat(pegawai)}, periksa jumlah pegawai"
    return f"{format_bulat(n)} dari {format_bulat(pegawai)} ({format_persen(n / pegawai)})"
