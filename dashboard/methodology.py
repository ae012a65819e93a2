"""Metodologi in words and tables, made from the rule data themselves: what is printed is what is computed."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboard.formats import format_angka, format_bulat, format_tanggal
from dashboard.views import attention
from scoring import weakness
from scoring.conversions import KONVERSI
from scoring.instruments import Instrumen
from scoring.rules import PREDIKAT, TabelMutu, display_rule, gate_sets, gates, mutu_tables, target_rule

ATTENTION = ", ".join(
    f"{words} {weight}"
    for words, weight in (
        ("belum ada data", attention.TANPA_DATA),
        ("indeks di bawah ambang", attention.INDEKS_DI_BAWAH_AMBANG),
        ("indeks di bawah ambang tetapi belum pasti", attention.INDEKS_BELUM_PASTI),
        ("responden di bawah minimal", attention.DI_BAWAH_MINIMAL),
        ("turun nyata 0,10 atau lebih", attention.TURUN_BESAR),
        ("responden kurang dari separuh target, atau akan gagal bila laju tetap", attention.JAUH_DARI_TARGET),
        ("unsur bermutu D", attention.UNSUR_MUTU_D),
        ("turun nyata", attention.TURUN_NYATA),
        ("responden kurang dari target, atau perlu dijaga", attention.KURANG_RESPONDEN),
        ("unsur di bawah ambang", attention.UNSUR_DI_BAWAH_AMBANG),
        ("rekap di bawah ambang", attention.REKAP_DI_BAWAH_AMBANG),
        ("rekap berbeda dari jawaban tanpa penjelasan", attention.REKAP_BERBEDA),
        ("hanya rekap", attention.HANYA_REKAP),
    )
)
WEAK = ", ".join(f"{alasan} {format_angka(bobot, 0)}" for alasan, bobot in weakness.KEPARAHAN.items()) + (
    f" (mutu D {format_angka(weakness.KEPARAHAN[weakness.MUTU] + weakness.TAMBAHAN_D, 0)}; dua terendah yang belum pasti "
    f"{format_angka(weakness.TIDAK_PASTI, 1)})"
)
STEPS = (
    "Setiap jawaban diarahkan dulu: makin besar makin baik, juga untuk pertanyaan yang labelnya terbalik.",
    "Nilai satu responden untuk satu unsur adalah rata-rata butir yang ia jawab di unsur itu.",
    "NRR unsur adalah rata-rata nilai itu dari semua responden yang menjawabnya; jawaban kosong bukan nol.",
    "Indeks adalah jumlah bobot x NRR. Bobotnya tepat 1/k untuk k unsur yang berisi; unsur tanpa jawaban dikeluarkan.",
    "Angka wilayah adalah rata-rata indeks satker, supaya satker besar tidak menenggelamkan yang kecil.",
    "Tidak ada pembulatan sebelum akhir. Pembulatan setengah ke atas, hanya untuk tampilan dan mutu.",
    "Kisaran 95 % memakai model Dirichlet-multinomial (alfa = 1/K): tidak pernah keluar dari skala.",
    "Kisaran menyempit bila jumlah pengguna layanan diketahui; bila semua pengguna mengisi, tidak ada galat sampel.",
    "Responden lebih banyak dari pengguna layanan: jumlah itu tidak dipakai. Rekap tanpa sebaran jawaban tidak mendapat kisaran.",
    "Kisaran rata-rata (wilayah, jendela bulan) dihitung sekali dari galat semua bagiannya, yang saling bebas.",
    f"Di bawah {display_rule().minimal_mutu} responden nilai tampil pucat tanpa mutu.",
    (
        "Corong: batas wajar satker pada n responden adalah distribusi beta dengan ragam s²/n + tau²; tau² (beda biasa antarsatker) "
        "ditaksir dari skor z yang diwinsor 10 % (Spiegelhalter 2005). Di luar 99,8 %: di bawah atau di atas kisaran wajar."
    ),
    "Peluang tiga terendah dan nilai tersusut memakai model bertingkat normal-normal; beda antarsatker diintegralkan, bukan ditebak.",
    "Batas naik-turun bulanan (XmR): rata-rata ± 3/1,128 x rata-rata rentang bergerak dari 12 bulan pertama (Wheeler 2000).",
    (
        "Naik atau turun hanya disebut bila kisaran selisih dua periode (tanpa koreksi populasi terhingga) tidak memuat nol; "
        "selain itu masih variasi wajar."
    ),
    f"Unsur lemah: {WEAK}. Urutannya jumlah bobot, lalu jarak ke ambang x responden.",
    "Andai: jawaban yang harus naik satu tingkat = (ambang - indeks mentah) x n / bobot, dibulatkan ke atas, pecahan tepat.",
    "Peluang di atas ambang memakai model kisaran yang sama; bila N diketahui, hanya N - n jawaban yang belum pasti.",
    "Pembanding laporan lain: konversi, bobot 0,111 atau 0,11, rata-rata bulan, responden lengkap, unsur dibulatkan dulu.",
    f"Urutan Perlu perhatian menjumlahkan bobot alasan: {ATTENTION}.",
    f"Satu alasan berbobot {attention.MENDESAK} atau lebih berarti minggu ini; selebihnya dipantau.",
)


def since(tanggal: date) -> str:
    """A date in words."""
    return format_tanggal(tanggal)


def describe(instrumen: Instrumen) -> str:
    """Scale, conversion, status and source of an instrument in one sentence."""
    note = f" {instrumen.catatan}" if instrumen.catatan else ""
    if instrumen.internal:
        floor = display_rule().minimal_tampil_integritas
        note += f" Diisi pegawai: terbit tiap {instrumen.periode_terbit} yang selesai, paling sedikit {floor} pegawai."
    return (
        f"Skala jawaban {instrumen.skala_min} sampai {instrumen.skala_maks}; konversi "
        f"{KONVERSI[instrumen.konversi].nama}; status: {instrumen.status}. Dasar: {instrumen.dasar or 'berkas organisasi'}.{note}"
    )


def unsur_table(instrumen: Instrumen) -> pd.DataFrame:
    """Code, name, weight and question of each unsur."""
    return pd.DataFrame(
        {
            "Kode": [u.kode for u in instrumen.unsur],
            "Unsur": [u.nama for u in instrumen.unsur],
            "Bobot": [format_angka(bobot, 4) for bobot in instrumen.bobot],
            "Pernyataan": [" / ".join(b.pernyataan for b in u.butir) for u in instrumen.unsur],
        }
    )


def conversion_table() -> pd.DataFrame:
    """The named conversions with formulas and source."""
    rows = list(KONVERSI.values())
    return pd.DataFrame(
        {
            "Konversi": [row.nama for row in rows],
            "Skala 4": [row.rumus_4 for row in rows],
            "Skala 100": [row.rumus_100 for row in rows],
            "Sumber": [row.sumber for row in rows],
        }
    )


def mutu_versions() -> tuple[TabelMutu, ...]:
    """All grade tables, newest first."""
    return mutu_tables()


def gate_table() -> pd.DataFrame:
    """Gates by regulation, predikat and index."""
    rows = [
        {
            "Dasar": ambang.dasar,
            "Berlaku mulai": since(ambang.berlaku_mulai),
            "Predikat": predikat,
            "Indeks": indeks,
            "Ambang skala 4": format_angka(gate),
            "Minimal responden": format_bulat(ambang.minimal_responden),
        }
        for ambang in gate_sets()
        for predikat in PREDIKAT
        for indeks, gate in ambang.gate[predikat].items()
    ]
    return pd.DataFrame(rows)


def zona_sentences() -> list[str]:
    """How the conditions of Zona Integritas are checked, from the rules in force now."""
    rule, near = gates(), display_rule()
    per = "seluruh jendela" if rule.minimal_per == "jendela" else "setiap bulan"
    return [
        (
            "Nilai: rata-rata indeks bulanan dari 3, 6, atau 12 bulan terakhir; bulan tanpa data tidak ikut dan tidak menjadi nol. "
            "Nilai semua responden digabung ditulis di sebelahnya bila berbeda 0,01 atau lebih."
        ),
        f"Responden: paling sedikit {rule.minimal_responden} untuk tiap survei, dihitung atas {per}.",
        f"Bulan: {rule.minimal_bulan} bulan terakhir semuanya berisi, dan dicakup laporan survei yang dicatat ({rule.dasar_bulan}).",
        (
            f"Hampir siap: kurang paling banyak {format_angka(near.hampir_jarak)} dari ambang, {near.hampir_responden} responden, "
            f"{near.hampir_bulan} bulan, atau laporan belum dicatat."
        ),
    ]


def target_sentences() -> list[str]:
    """The target rule in sentences, from the rule data."""
    rule = target_rule()
    chi, p, d, e = (format_angka(float(value), 3) for value in (rule.chi_kuadrat, rule.p, rule.d, rule.slovin_e))
    return [
        f"Dasar: {rule.dasar}. N adalah jumlah pengguna layanan pada periode yang dipilih.",
        f"N lebih dari {rule.batas_slovin}: Krejcie-Morgan dengan khi-kuadrat {chi}, P {p}, d {d}, dibulatkan setengah ke atas.",
        f"N sampai {rule.batas_slovin}: Slovin dengan e {e}, dibulatkan ke atas.",
        f"Satker yang menuju Zona Integritas: paling sedikit {rule.minimal_zi} responden, dan tidak pernah melebihi N.",
        (
            f"N di bawah {rule.minimal_zi} untuk satker itu: bulan digabung mundur dari bulan terakhir sampai jumlah N "
            f"{rule.minimal_zi}, paling banyak {rule.gabung_bulan_maks} bulan; tampil di samping target periodenya."
        ),
        "Target menurut layanan: sebanding dengan pengguna tiap layanan, dibulatkan dengan sisa terbesar, jumlahnya tepat.",
        (
            "N dan target manual menurut periodenya sendiri, predikat yang dituju seperti tercatat pada akhir periode: perubahan "
            "di bulan Juli tidak mengubah target Juni. Target manual disertai N yang setara dengannya."
        ),
        "Survei Integritas: sensus, semua pegawai menjadi responden.",
    ]
