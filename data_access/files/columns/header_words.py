"""Words of headers that say nothing about which unsur is asked, and words that make a header no answer column."""

from __future__ import annotations

NEGATIONS = frozenset({"tidak", "bukan", "tanpa", "belum", "kurang", "tak", "jangan", "non"})
# "Ada pungutan liar" and "Tidak ada pungutan liar" are opposites: with these a name is a claim and no longer a name.
CLAIMS = frozenset(
    {
        "ada", "adanya", "adakah", "apakah", "pernah", "pernahkah", "terjadi", "terdapat", "menerima", "meminta",
        "diminta", "memberi", "memberikan", "melihat", "mengalami", "mengetahui", "melakukan", "setuju", "bebas",
        "masih", "ditemukan", "menemukan", "menawarkan", "ditawari",
    }
)  # fmt: skip
# A column about the importance, the reason, the expectation, a computed value: not the answer, whatever unsur it names.
OTHER_SUBJECTS = frozenset(
    {
        "harapan", "ekspektasi", "kepentingan", "penting", "pentingnya", "alasan", "mengapa", "kenapa", "jelaskan",
        "sebutkan", "tuliskan", "uraikan", "saran", "masukan", "usulan", "komentar", "keluhan", "kendala", "hambatan",
        "masalah", "kesulitan", "sulit", "sulitnya", "berbelit", "rumit", "rumitnya", "lambat", "lambatnya",
        "keterlambatan", "terlambat", "mahal", "mahalnya", "buruk", "buruknya", "kekurangan", "total", "jumlah",
        "rata", "rerata", "rataan", "nrr", "konversi", "tertimbang", "bobot", "target", "predikat", "mutu", "indeks",
        "ikm", "ipkp", "ipak", "gap", "selisih", "peringkat", "maklumat", "janji", "bukti", "tanggal",
        "rupiah", "rp", "menit", "hari", "perbaikan", "ditingkatkan", "diperbaiki", "berapa", "berapakah",
        "cap", "stempel", "ketidaksesuaian", "ketidakjelasan", "ketidakpuasan", "kepala", "bulan", "tahun",
    }
)  # fmt: skip
# Around the subject of a question: who is asked, how, where.
COMMON = frozenset(
    {
        "yang", "pada", "dari", "untuk", "dengan", "dalam", "oleh", "atau", "dan", "ini", "itu", "unit", "layanan",
        "pelayanan", "bapak", "ibu", "saudara", "saudari", "anda", "sdr", "kakak", "bagaimana", "bagaimanakah",
        "pendapat", "penilaian", "pemahaman", "persepsi", "menurut", "tentang", "mengenai", "terhadap", "terkait",
        "apakah", "adalah", "ditetapkan", "diberikan", "diterima", "petugas", "disediakan", "di", "ke", "para",
        "kami", "kita", "kantor", "instansi", "satker", "mohon", "silakan", "silahkan", "berikan", "nilai", "skor",
        "jawaban", "unsur", "butir", "pertanyaan", "pernyataan", "soal", "skm", "spkp", "spak", "survei", "survey",
        "wajib", "diisi", "isian", "pilih", "salah", "satu", "secara", "antara", "serta", "hal", "aspek", "kode",
        "atas", "sini", "tersebut", "si", "nya", "berilah", "beri", "tingkat", "kepuasan", "puas", "seberapa",
        "merasa", "skala", "bintang", "responden", "masyarakat", "penerima", "pengguna", "publik", "jawablah", "isilah",
    }
)  # fmt: skip
# What stands beside a code without saying anything else: "Nilai U1", "Skor [U3]".
NEUTRAL = frozenset(
    {
        "nilai", "skor", "unsur", "jawaban", "kode", "butir", "pertanyaan", "pernyataan", "soal", "skm", "spkp",
        "spak", "ikm", "ipkp", "ipak", "no", "nomor", "survei", "survey", "wajib", "penilaian", "kolom",
    }
)  # fmt: skip
# Short names of surveys and of their indices, as headers write them beside a number.
INSTRUMENTS = {"skm": "skm", "ikm": "skm", "spkp": "spkp", "ipkp": "spkp", "spak": "spak", "ipak": "spak"}
TOPIC_MARKS = frozenset({"tentang", "mengenai", "terhadap", "terkait", "perihal", "soal"})
SHORT_FORMS = {
    "yg": "yang", "dgn": "dengan", "dg": "dengan", "utk": "untuk", "dlm": "dalam", "pd": "pada",
    "thd": "terhadap", "ttg": "tentang", "tdk": "tidak", "gak": "tidak", "krn": "karena",
    "bpk": "bapak", "sdr": "saudara", "wkt": "waktu", "plyn": "pelayanan", "info": "informasi",
    "persyaratannya": "persyaratan", "syaratnya": "syarat",
}  # fmt: skip
# Correct words one letter away from words of unsur ("saran" and "sarana"): never taken for a slip of the pen.
CORRECT = frozenset(
    {
        "saran", "jalur", "atur", "tarik", "responden", "respons", "budaya", "produksi", "biasa", "sosial",
        "kompensasi", "kompetisi", "pungut", "sistem", "proses", "provinsi", "profesi", "anggota", "angkutan", "formasi",
        "reformasi", "transformasi", "konfirmasi", "pengadaan", "pengajuan", "penggunaan", "pengadilan", "kelompok",
        "keperluan", "pendidikan", "pekerjaan", "kelamin", "sasaran", "insentif", "konsulat", "instalasi", "fasilitator",
        "penelitian", "penyediaan", "kejelasan", "diskusi", "implementasi", "gratis", "kebersihan", "keamanan",
        "keadilan", "kedisiplinan", "disiplin", "tanggung", "jawab", "kepastian", "kenyamanan", "lingkungan", "tarian",
    }
)  # fmt: skip
