"""Header words of the columns that are not answers: satker, dates, respondents' features, numbers, free text."""

from __future__ import annotations

from functools import cache

from data_access.files.columns.mapping import ABAIKAN, ID, NOMOR, PRIBADI, SATKER, TANGGAL
from data_access.files.columns.matching import parse_header
from data_access.files.personal import is_personal_header
from data_access.files.texts import words

# The number of a respondent: a code of the source, or only the rows counted (told by the content).
_MUNGKIN_NOMOR = ("nomor responden", "no responden", "no resp", "no res", "nomor resp", "responden", "respondent")
# Role -> header words, the most specific first: of two columns the one named earlier here is used.
_KATA: dict[str, tuple[str, ...]] = {
    TANGGAL: (
        "tanggal survei", "tanggal pengisian", "tanggal isi", "waktu pengisian", "waktu isi", "tanggal", "tgl",
        "tanggal survey", "tanggal layanan", "tanggal pelayanan", "tanggal kunjungan", "tanggal respon",
        "cap waktu", "stempel waktu", "timestamp", "submitdate", "submission time", "tanggal dan waktu",
        "waktu survei", "waktu mengisi", "waktu", "datestamp", "created at", "created date", "submitted at",
        "date", "submission date", "date submitted", "completion time", "end date", "enddate", "startdate", "start date",
        "start time", "date started", "tanggal mulai", "start", "end", "periode", "bulan",
    ),
    SATKER: (
        "kode satker", "kode satuan kerja", "id satker", "kode upt", "kode unit kerja", "kode unit", "satker",
        "satuan kerja", "nama satker", "nama satuan kerja", "upt", "nama upt", "unit pelaksana teknis",
        "nama unit pelaksana teknis", "satuan pelayanan", "kantor pelayanan", "unit kerja", "nama unit kerja",
        "unit layanan", "unit pelayanan", "nama unit", "unit", "instansi", "nama instansi", "kantor", "nama kantor",
        "id loket", "kode loket", "loket", "nama loket",
    ),
    "layanan": (
        "jenis layanan", "layanan", "jenis pelayanan", "nama layanan", "layanan yang diterima",
        "jenis layanan yang diterima", "jenis pelayanan yang diterima", "layanan yang digunakan",
        "jenis layanan yang digunakan", "layanan yang diakses", "jenis layanan yang diakses", "produk layanan",
        "jenis produk layanan", "produk/jenis layanan", "produk jenis layanan", "pelayanan", "keperluan",
        "keperluan layanan", "jenis keperluan",
    ),
    "jenis_kelamin": ("jenis kelamin", "jk", "kelamin", "gender", "l/p", "jenis kelamin (l/p)", "sex", "jns kelamin"),
    "usia": ("usia", "umur", "kelompok usia", "kelompok umur", "rentang usia", "rentang umur", "age"),
    "pendidikan": (
        "pendidikan", "pendidikan terakhir", "jenjang pendidikan", "tingkat pendidikan", "jenjang pendidikan terakhir",
        "tingkat pendidikan terakhir",
    ),
    "pekerjaan": ("pekerjaan", "pekerjaan utama", "jenis pekerjaan", "profesi", "status pekerjaan"),
    # How the form was reached. Not "kanal layanan" or "kanal informasi", which are about the service, and nothing with
    # "sumber" or "media" alone: those ask where somebody heard of it.
    "kanal": (
        "kanal pengisian", "kanal pengisian survei", "kanal survei", "kanal survey", "kanal respons", "kanal",
        "saluran pengisian", "saluran survei", "cara pengisian", "cara pengisian survei", "cara mengisi survei",
        "metode pengisian", "metode pengisian survei", "media pengisian", "media pengisian survei",
        "diisi melalui", "pengisian melalui", "mengisi survei melalui", "survey channel", "distribution channel",
        "distributionchannel", "channel",
    ),
    ID: (
        "id responden", "responden id", "respondent id", "kode responden", "id respons", "response id", "id jawaban",
        "kode jawaban", "submission id", "id survei", "uuid", "token", "id", "instanceid", "meta instanceid",
        "id sesi", "session id", "session", "sesi", *_MUNGKIN_NOMOR,
    ),
    NOMOR: ("no", "nomor", "nomor urut", "no urut", "n0", "nomor baris", "no baris", "urutan", "index", "row"),
    ABAIKAN: (
        "saran", "kritik", "kritik dan saran", "saran dan masukan", "kritik saran", "saran masukan", "masukan",
        "komentar", "keluhan", "catatan", "keterangan", "alasan", "ulasan", "pesan", "status pengisian", "status",
        "jumlah", "total", "rata rata", "nilai rata rata", "ikm", "indeks", "skor",
        # What LimeSurvey and KoboToolbox add of their own.
        "lastpage", "startlanguage", "seed", "interviewtime", "refurl", "validation status", "notes", "version",
        "tags", "deviceid", "formhub uuid", "status pengiriman",
    ),
}  # fmt: skip
# Words around the subject: "Berapa usia Bapak/Ibu?" asks for usia.
_FILLER = frozenset(
    {
        "anda", "saudara", "bapak", "ibu", "sdr", "responden", "berapa", "berapakah", "apa", "apakah", "sebutkan",
        "pilih", "pilihlah", "silakan", "silahkan", "mohon", "isi", "isikan", "masukkan", "wajib", "opsional",
        "tahun",
    }
)  # fmt: skip
CATATAN_TEKS = "Teks bebas dan isian lain tidak dibaca ke dalam hasil."
CATATAN_PRIBADI = "Data pribadi: tidak dibaca dan tidak disimpan."


@cache
def _index() -> dict[str, tuple[str, int]]:
    return {words(text): (peran, rank) for peran, texts in _KATA.items() for rank, text in enumerate(texts)}


def role_of_header(header: str) -> tuple[str, int] | None:
    """(role, rank: lower is the better column for it) of a header that names no item; None when it says nothing."""
    known = _index()
    for name in parse_header(header).nama:
        for text in (name, _without_filler(name)):
            if is_personal_header(text):
                return PRIBADI, 0
            if text in known:
                return known[text]
    return None


def may_be_counter(header: str) -> bool:
    """True for headers that stand above a code of the source in one file and above counted rows in another."""
    return words(header) in _MUNGKIN_NOMOR


def _without_filler(name: str) -> str:
    return " ".join(word for word in name.split() if word not in _FILLER)
