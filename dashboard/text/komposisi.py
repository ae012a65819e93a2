"""Sentences of the composition: what is concentrated, what it may mean, what to do; text from data is not escaped here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dashboard.formats import awal_kalimat, format_bulat, format_porsi, format_tanggal, join_kata, kata_bilangan
from dashboard.text.base import count_satker
from dashboard.views.komposisi import KomposisiSatker, KomposisiWilayah
from scoring.composition import Jenis, Pembanding, Temuan
from scoring.composition_rules import composition_rule
from scoring.periods import Periode
from scoring.workdays import HARI

CARA_BACA = (
    "Menumpuk berarti terlalu banyak responden pada satu hari, jam, atau layanan untuk disebut kebetulan. Itu alasan untuk "
    "bertanya, bukan tanda kecurangan."
)
# Satker that the line of information names; the page of each tells its own.
DISEBUT = 4
# The middle of a window of hours, from which on it has another name.
_BAGIAN_HARI = ((4.0, "dini hari"), (10.5, "pagi"), (15.0, "siang"), (18.5, "sore"), (24.0, "malam"))
_SARAN_WAKTU = (
    "Tanyakan apakah lembar kertas diketik sekaligus (isi tanggal pengisiannya, bukan tanggal mengetik) atau survei hanya "
    "dibuka saat itu; bagikan survei pada semua hari layanan."
)
_SARAN = {
    Jenis.JENDELA: _SARAN_WAKTU,
    Jenis.HARI: _SARAN_WAKTU,
    Jenis.AKHIR_BULAN: "Kejar target sejak awal bulan: yang datang pada akhir bulan belum tentu mewakili yang datang sebelumnya.",
    Jenis.LAYANAN: "Bagikan survei juga di layanan lain, menurut target tiap layanan.",
    Jenis.HARI_TUTUP: "Bila satker memang melayani pada hari itu, catat di kalender pada halaman Data Induk.",
    Jenis.LUAR_JAM: "Wajar bila survei diisi di rumah lewat tautan; bila tidak, periksa jam pada perangkat survei.",
    Jenis.KANAL: "Sediakan kanal lain bagi yang tidak memakainya.",
}


def finding_sentence(temuan: Temuan, periode: Periode) -> str:
    """'31 dari 43 responden menjawab pada satu siang, Selasa 20 Oktober 2026 pukul 13.00–16.00; wajarnya sekitar 2 sehari.'"""
    k, n = format_bulat(temuan.k), format_bulat(temuan.n)
    everyone = f"Semua {n} responden" if temuan.k == temuan.n else f"{k} dari {n} responden"
    # Days are judged month by month: in a longer period the numbers are of one of its months.
    if temuan.hari is not None and len(periode.months) > 1:
        everyone += " bulan itu"
    return f"{everyone} {_predicate(temuan)}."


def _predicate(temuan: Temuan) -> str:
    match temuan.jenis:
        case Jenis.JENDELA | Jenis.HARI:
            said = f"menjawab {_when(temuan)}; wajarnya sekitar {_about(temuan)} sehari"
        case Jenis.AKHIR_BULAN:
            days = kata_bilangan(composition_rule().hari_akhir)
            since = f" (sejak {day_words(temuan.hari)})" if temuan.hari else ""
            said = f"menjawab pada {days} hari kerja terakhir bulan{since}; wajarnya sekitar {_about(temuan)}"
        case Jenis.LAYANAN:
            share = format_porsi(temuan.wajar / temuan.n)
            users = temuan.pembanding is Pembanding.PENGGUNA
            usual = f"layanan itu melayani {share} dari semua pengguna" if users else f"pada bulan sebelumnya {share}"
            said = f"dari layanan {temuan.nama}, padahal {usual}"
        case Jenis.HARI_TUTUP:
            said = "menjawab pada hari tutup"
        case Jenis.LUAR_JAM:
            said = f"hari kerja menjawab di luar jam layanan (pukul {_hours(temuan)})"
        case Jenis.KANAL:
            said = f"mengisi lewat satu kanal: {temuan.nama}"
    return said


def advice(temuan: Temuan) -> str:
    """What to ask or to do about it."""
    return _SARAN[temuan.jenis]


def day_words(hari: date) -> str:
    """'Selasa 20 Oktober 2026'."""
    return f"{HARI[hari.weekday()]} {format_tanggal(hari)}"


def part_of_day(mulai: int, selesai: int) -> str:
    """'pagi', 'siang', 'sore', 'malam' or 'dini hari' for a window of hours."""
    middle = (mulai + selesai) / 2
    return next(nama for batas, nama in _BAGIAN_HARI if middle <= batas)


def satker_sentence(view: KomposisiSatker) -> str:
    """What is found, as one sentence; or that nothing is, or that there are too few respondents to tell."""
    rule, hasil = composition_rule(), view.hasil
    if not hasil.n:
        return "Belum ada jawaban yang dapat dilihat sebarannya."
    if not hasil.is_dinilai:
        return (
            f"Sebarannya belum dinilai: perlu paling sedikit {rule.minimal_n} responden sebulan dan "
            f"{kata_bilangan(rule.minimal_hari)} hari kerja."
        )
    if not hasil.perhatian:
        return f"Responden tersebar wajar: tidak menumpuk pada satu {_looked_at(view)}."
    return f"Tidak tersebar merata: {kata_bilangan(len(hasil.perhatian))} hal perlu dilihat."


def _looked_at(view: KomposisiSatker) -> str:
    parts = ["hari"]
    if view.isian.jam.tahu_jam:
        parts.append("jam")
    if view.bagian is not None:
        parts.append("layanan")
    return join_kata(parts, "atau")


def services_note(view: KomposisiSatker) -> str:
    """Why respondents cannot be compared with the users of each layanan; '' where they can."""
    if view.bagian is not None:
        return ""
    known = sum(n for nama, n in view.isian.layanan.items() if nama)
    if not known:
        return "Layanan responden tidak tercatat, jadi tidak dapat dibandingkan dengan penggunanya."
    if not view.isian.pengguna:
        return (
            "Jumlah pengguna tiap layanan belum diisi. Isi di halaman Data Induk agar terlihat layanan yang respondennya "
            "terlalu banyak atau terlalu sedikit."
        )
    if len(view.isian.pengguna) < 2:
        return "Satker ini mencatat satu layanan saja."
    return "Nama layanan pada jawaban berbeda dari nama layanan pada data pengguna, jadi keduanya tidak dibandingkan."


def region_title(view: KomposisiWilayah) -> str:
    """'Responden menumpuk di tiga satker', or the quiet sentence."""
    if view.daftar:
        return f"Responden menumpuk di {count_satker(len(view.daftar))}"
    if not view.dinilai:
        return "Sebaran responden belum dapat dinilai"
    return "Responden tidak menumpuk"


def whole_period_note(view: KomposisiWilayah, per: date | None) -> str:
    """'Dari seluruh Oktober 2026, juga sesudah 20 Oktober 2026. ' beside numbers of a past day ``per``; '' without one."""
    return "" if per is None else f"Dari seluruh {view.pilihan.periode.label}, juga sesudah {format_tanggal(per)}. "


def region_note(view: KomposisiWilayah) -> str:
    """What was looked at, and who has nothing but information to tell."""
    rule = composition_rule()
    if not view.dinilai:
        return f"Perlu paling sedikit {rule.minimal_n} responden sebulan pada satu satker."
    if view.daftar:
        return CARA_BACA
    judged = f"Pada {count_satker(view.dinilai)} yang dinilai, responden tidak menumpuk pada satu"
    if view.dibanding == view.dinilai:
        return f"{judged} hari, jam, atau layanan."
    if not view.dibanding:
        return f"{judged} hari atau jam; layanan belum dapat dinilai karena pengguna tiap layanan belum diisi."
    return f"{judged} hari atau jam, dan pada satu layanan di {count_satker(view.dibanding)} yang pengguna tiap layanannya diisi."


def region_information(view: KomposisiWilayah) -> str:
    """'Sekadar informasi: Rutan A (91% lewat Kertas) dan tiga satker lain.', the largest shares first; '' without any."""
    largest = sorted(view.informasi, key=lambda one: -max(found.bagian for found in one.hasil.temuan))
    parts = [f"{one.nama} ({join_kata([_short(found) for found in one.hasil.temuan])})" for one in largest[:DISEBUT]]
    if rest := len(largest) - len(parts):
        parts.append(f"{kata_bilangan(rest)} satker lain")
    return f"Sekadar informasi: {join_kata(parts)}." if parts else ""


def reasons(temuan: Iterable[Temuan], periode: Periode) -> str:
    """The sentences of some findings, in their order."""
    return " ".join(finding_sentence(one, periode) for one in temuan)


def _short(temuan: Temuan) -> str:
    share = format_porsi(temuan.bagian)
    return {
        Jenis.KANAL: f"{share} lewat {temuan.nama}",
        Jenis.HARI_TUTUP: f"{share} pada hari tutup",
        Jenis.LUAR_JAM: f"{share} di luar jam layanan",
        Jenis.LAYANAN: f"{share} dari layanan {temuan.nama}",
    }.get(temuan.jenis, awal_kalimat(temuan.jenis))


def _when(temuan: Temuan) -> str:
    day = day_words(temuan.hari) if temuan.hari else ""
    if temuan.jam is None:
        return f"pada satu hari, {day}"
    return f"pada satu {part_of_day(*temuan.jam)}, {day} pukul {_hours(temuan)}"


def _hours(temuan: Temuan) -> str:
    start, end = temuan.jam or (0, 24)
    return f"{start:02d}.00–{end:02d}.00"


def _about(temuan: Temuan) -> str:
    return format_bulat(max(temuan.wajar, 1))
