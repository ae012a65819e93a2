"""The pages, in the order of the navigation. A new page is one line here and one file in pages/."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True)
class Halaman:
    """One page: file name in pages/ (= its URL), title, Material icon, what it answers."""

    berkas: str
    judul: str
    ikon: str
    bantuan: str

    @property
    def path(self) -> str:
        """The page's file as st.Page and st.switch_page want it: relative to the entry."""
        return f"../pages/{self.berkas}.py"


HALAMAN = (
    Halaman("ringkasan", "Ringkasan Wilayah", "dashboard", "Posisi wilayah, dan satker mana yang perlu perhatian."),
    Halaman(
        "satker",
        "Satuan Kerja",
        "account_balance",
        "Nilai satu satker: apa artinya, apa yang berubah, apa yang terlemah.",
    ),
    Halaman("lemah", "Unsur Lemah", "trending_down", "Unsur apa yang lemah, di satker mana, dan mengapa."),
    Halaman(
        "zona",
        "Zona Integritas",
        "verified",
        "Siapa siap WBK atau WBBM, siapa hampir, dan syarat apa yang masih kurang.",
    ),
    Halaman(
        "responden", "Responden & Target", "groups", "Responden tiap satker terhadap target, dan aturan targetnya."
    ),
    Halaman(
        "kepatuhan",
        "Kalender Kepatuhan",
        "event_available",
        "Siapa sudah survei di bulan apa, siapa kosong, sepanjang tahun.",
    ),
    Halaman(
        "integritas",
        "Survei Integritas",
        "shield_person",
        "Apa kata pegawai, sejauh boleh ditampilkan, dan siapa yang belum menjawab.",
    ),
    Halaman("rapat", "Mode Rapat", "slideshow", "Salindia untuk proyektor; data baru tampil sendiri."),
    Halaman("unggah", "Unggah Data", "upload_file", "Memasukkan berkas survei, dan riwayatnya."),
    Halaman(
        "induk",
        "Data Induk",
        "edit_note",
        "Mengisi pengguna layanan, pegawai, target, dan kalender; dasar target dan hari kerja.",
    ),
    Halaman("metodologi", "Metodologi", "calculate", "Rumus, ambang, tabel mutu, sumbernya, dan uji perhitungan."),
)


def address(berkas: str, query: Mapping[str, str]) -> str:
    """The address of a page with its choices, for links outside of Streamlit's own."""
    return f"/{berkas}?{urlencode(query)}"
