"""Sentences about master data: a file of them, and what is known of them."""

from __future__ import annotations

from dashboard.formats import awal_kalimat, format_bulat, kata_bilangan
from data_access.files.master.statements import NAMA_JENIS, DataInduk
from data_access.master_data.comparison import Selisih
from data_access.master_data.storing import HasilInduk
from scoring.periods import month_label

TEMPAT = {
    "satker": "Satker yang ada di berkas saja yang dibuat atau diubah; yang tidak ada di berkas tidak dihapus.",
    "pengguna": "Angka tiap satker dan bulan. Bulan yang kosong di berkas tidak diubah.",
    "pegawai": "Jumlah pegawai berlaku mulai bulannya sampai ada jumlah yang lebih baru.",
    "kalender": "Hanya hari yang berbeda dari kalender umum. Hari yang tidak ada di berkas tidak diubah.",
    "target": "Target berlaku untuk periode yang disebut sebagai satu keseluruhan. Target lama tetap tercatat dalam riwayat.",
}


def read_sentence(data: DataInduk, selisih: Selisih) -> str:
    """'47 baris dibaca sebagai daftar satker: 40 baru, 5 berubah, 2 tetap.'"""
    counts = ", ".join(f"{format_bulat(selisih.count(name))} {name}" for name in ("baru", "berubah", "tetap"))
    return f"{format_bulat(data.baris_dibaca)} baris dibaca sebagai {NAMA_JENIS[data.jenis]}: {counts}."


def stored_sentence(nama: str, jenis: str, done: HasilInduk, since: str) -> str:
    """What became of the file; ``since``: when it was stored, in words."""
    if not done.is_baru:
        return f"{nama} sudah disimpan pada {since}; tidak ada yang berubah."
    counts = f"{format_bulat(done.baru)} baru, {format_bulat(done.berubah)} berubah, {format_bulat(done.tetap)} tetap"
    return f"{nama} disimpan sebagai {NAMA_JENIS[jenis]}: {counts}. Dapat dibatalkan di riwayat unggahan."


def change_count(count: int) -> str:
    """What the table of changes is, before they are stored."""
    return f"{format_bulat(count)} isian akan disimpan; yang lain tidak berubah."


def edited_sentence(done: HasilInduk) -> str:
    """What became of what was typed: '3 isian disimpan sebagai unggahan nomor 12: 2 baru, 1 berubah.'"""
    counts = [f"{format_bulat(n)} {name}" for name, n in (("baru", done.baru), ("berubah", done.berubah)) if n]
    total = format_bulat(done.baru + done.berubah + done.tetap)
    return f"{total} isian disimpan sebagai catatan nomor {done.impor_id}: {', '.join(counts) or 'tetap'}."


def survey_name(kode: str) -> str:
    """'SPKP', or that it is every survey."""
    return kode.upper() if kode else "semua survei"


def users_finding(missing: int, total: int, month: int) -> str:
    """'Pengguna layanan Oktober 2026 belum diisi untuk 4 dari 60 satker'"""
    return _filled(f"Pengguna layanan {month_label(month)}", missing, total)


def employees_finding(missing: int, total: int) -> str:
    """'Jumlah pegawai sudah diisi untuk semua satker'"""
    return _filled("Jumlah pegawai", missing, total)


def _filled(what: str, missing: int, total: int) -> str:
    if not missing:
        return f"{what} sudah diisi untuk semua satker"
    return f"{what} belum diisi untuk {format_bulat(missing)} dari {format_bulat(total)} satker"


def targets_finding(count: int, month: int) -> str:
    """'Tiga satker memakai target manual pada November 2026'"""
    if not count:
        return f"Semua satker memakai target menurut aturan pada {month_label(month)}"
    return f"{awal_kalimat(kata_bilangan(count))} satker memakai target manual pada {month_label(month)}"


def calendar_finding(days: int, six: int, year: int) -> str:
    """'Dua hari tutup atau tetap buka tercatat untuk 2026, dan tiga satker bekerja 6 hari seminggu'"""
    said = f"{awal_kalimat(kata_bilangan(days))} hari tutup atau tetap buka tercatat untuk {year}" if days else ""
    week = f"{kata_bilangan(six)} satker bekerja 6 hari seminggu" if six else ""
    if not said:
        rest = f"; {week}" if week else ""
        return f"Hari kerja {year} mengikuti libur nasional dan cuti bersama{rest}"
    return f"{said}, dan {week}" if week else said
