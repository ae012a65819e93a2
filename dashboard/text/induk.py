"""Sentences about a file of master data."""

from __future__ import annotations

from dashboard.formats import format_bulat, format_tanggal, join_kata
from data_access.files.master.statements import NAMA_JENIS, DataInduk
from data_access.holidays_id import PERKIRAAN, TahunLibur
from data_access.master_data.comparison import Selisih
from data_access.master_data.storing import HasilInduk

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


def unofficial_words(status: TahunLibur) -> str:
    """That the holidays of a year are not all official yet, and which ones are not."""
    told = []
    if not status.ada_cuti_bersama:
        told.append("cuti bersamanya belum ditetapkan")
    if status.perkiraan:
        days = [
            f"{name.replace(PERKIRAAN, '').strip()} ({format_tanggal(day)})" for day, name in status.perkiraan.items()
        ]
        told.append(f"tanggal berikut baru perkiraan: {join_kata(days)}")
    return (
        f"Hari libur {status.tahun} belum resmi seluruhnya: {'; '.join(told)}. Jumlah hari kerja tahun itu dapat berubah; "
        "tulis hari yang sudah ditetapkan di tabel di bawah."
    )
