"""What the columns of the tables mean, shown at a column's head. One meaning for one name, on every page and export."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

BANTUAN: Mapping[str, str] = MappingProxyType(
    {
        "Nilai": "Nilai pada skala 4, setelah konversi; tidak dibulatkan sebelum ditampilkan.",
        "Nilai (skala 4)": "Nilai pada skala 4, setelah konversi; tidak dibulatkan sebelum ditampilkan.",
        "Nilai (skala 100)": "Nilai yang sama pada skala 100.",
        "Indeks (skala 4)": "Rata-rata unsur pada skala 4.",
        "NRR": "Nilai rata-rata unsur pada skala jawaban: jumlah nilai dibagi responden yang menjawabnya.",
        "Mutu": "Huruf menurut tabel mutu yang berlaku pada akhir periode; tanpa huruf bila responden di bawah minimal.",
        "Kisaran": "Kisaran 95 %: di antara kedua angka ini nilai sebenarnya wajar berada.",
        "Kisaran 95 %": "Di antara kedua angka ini nilai sebenarnya wajar berada. Makin sedikit responden, makin lebar.",
        "Responden": "Banyaknya responden pada periode yang dipilih (n).",
        "Target": "Responden yang harus dicapai, dihitung dari jumlah pengguna layanan.",
        "Capaian": "Responden dibagi target.",
        "Kurang": "Target dikurangi responden.",
        "Pengguna layanan": "Orang yang dilayani pada periode ini; N dalam rumus target.",
        "Aturan target": "Rumus yang menetapkan target satker ini, dengan angkanya.",
        "Ambang": "Nilai skala 4 terendah untuk predikat yang dituju satker.",
        "Prioritas": "Urutan menurut banyak dan beratnya alasan, lalu jarak ke ambang dikalikan responden.",
        "Tren 12 bulan": "Indeks tiap bulan; bulan tanpa data dibiarkan kosong.",
        "Kesiapan": "Siap: semua syarat survei terpenuhi. Hampir siap: yang kurang hanya hal kecil. Lihat Apa yang memutuskan.",
        "Predikat": "Predikat yang dipakai menilai baris ini.",
        "Yang masih kurang": "Semua yang memisahkan satker dari predikatnya.",
        "Bulan berisi": "Bulan dengan responden dalam jendela; SPAK lalu SPKP bila berbeda.",
        "Dihitung": "Apakah bulan ini masuk jendela yang menentukan nilai.",
        "Kosong beruntun": "Berapa periode terakhir yang sudah selesai tidak ada jawabannya, tanpa jeda.",
        "Unsur terlemah": "Unsur dengan nilai terendah di satker itu, bila ada yang lebih rendah dari yang lain.",
    }
)
_AWALAN = {
    "Kisaran ": "Di antara kedua angka ini nilai sebenarnya wajar berada (95 %).",
    "Mutu ": "Huruf menurut tabel mutu lain yang juga berlaku dalam periode ini.",
    "Nilai IP": "Rata-rata indeks bulanan pada skala 4; di dalam kurung jaraknya dari ambang predikat.",
    "Poin ": "Nilai skala 4 dibagi 4, kali poin penuh indeks ini pada LKE.",
    "Responden ": "Responden survei ini dalam seluruh jendela (n).",
    "Jawaban ": "Berapa kali jawaban ini diberikan.",
}


def column_help(columns: Iterable[object], nama_indeks: Mapping[str, str] | None = None) -> dict[str, str]:
    """The help of the columns that have one, by name; ``nama_indeks``: full names of indices that are columns."""
    found = {}
    for name in map(str, columns):
        by_prefix = next((words for prefix, words in _AWALAN.items() if name.startswith(prefix)), "")
        index = (nama_indeks or {}).get(name)
        words = BANTUAN.get(name) or (f"{index}, skala 4, dengan huruf mutu." if index else by_prefix)
        if words:
            found[name] = words
    return found
