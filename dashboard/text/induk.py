"""Sentences about a file of master data."""

from __future__ import annotations

from dashboard.formats import format_bulat
from data_access.files.master.statements import NAMA_JENIS, DataInduk
from data_access.master_data.comparison import Selisih
from data_access.master_data.storing import HasilInduk

TEMPAT = {
    "satker": "Satker yang ada di berkas saja yang dibuat atau diubah; yang tidak ada di berkas tidak dihapus.",
    "pengguna": "Angka tiap satker dan bulan. Bulan yang kosong di berkas tidak diubah.",
    "pegawai": "Jumlah pegawai berlaku mulai bulannya sampai ada jumlah yang lebih baru.",
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
