"""Header words of recap tables, and the words of the lines below them that are results and no satker."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from data_access.files.texts import words
from scoring.instruments import Instrumen
from scoring.recompute import ASLI, EMPAT, SERATUS

SATKER, KODE, LAYANAN, LABEL, PERIODE, BULAN, TAHUN = "satker", "kode", "layanan", "label", "periode", "bulan", "tahun"
UNSUR, KODE_UNSUR, BUTIR, NILAI, N, MUTU, HITUNG, JAWABAN, INDEKS = (
    "unsur", "kode unsur", "butir", "nilai", "n", "mutu", "hitung", "jawaban", "indeks",
)  # fmt: skip

_KATA: dict[str, tuple[str, ...]] = {
    SATKER: (
        "satker", "satuan kerja", "nama satker", "nama satuan kerja", "subject organization", "upt", "nama upt",
        "unit kerja", "nama unit kerja", "unit layanan", "unit pelayanan", "unit", "nama unit", "instansi",
        "nama instansi", "organisasi", "organisation", "organization", "org nm", "kantor", "nama kantor", "loket",
        "opd", "perangkat daerah", "report id",
    ),
    KODE: (
        "kode satker", "kode satuan kerja", "subject organization code", "kode upt", "kode unit", "kode unit kerja",
        "org pac id", "id satker",
    ),
    LAYANAN: ("nama layanan", "layanan", "jenis layanan", "jenis pelayanan", "nama pelayanan"),
    LABEL: ("weight name", "survei", "survey", "jenis survei", "instrumen", "jenis indeks", "nama indeks"),
    PERIODE: ("periode", "period", "triwulan", "semester", "periode survei", "event name", "waktu survei", "tanggal"),
    BULAN: ("bulan", "month"),
    TAHUN: ("tahun", "year"),
    UNSUR: (
        "unsur", "nama unsur", "unsur pelayanan", "unsur skm", "unsur layanan", "komponen", "indikator", "name",
        "uraian unsur", "measure title", "pertanyaan", "pernyataan", "unsur penilaian", "id soal",
    ),
    KODE_UNSUR: ("kode unsur", "no unsur", "measure cd"),
    BUTIR: ("sub item", "sub unsur", "butir"),
    N: (
        "n", "responden", "jumlah responden", "respondent count", "jml responden", "jumlah resp", "total responden",
        "banyak responden", "n responden", "sampel", "jumlah sampel", "respondents", "n sessions",
    ),
    MUTU: (
        "mutu", "grade", "predikat", "kategori", "score grade name", "score quality value", "mutu pelayanan",
        "kinerja", "kinerja unit pelayanan", "published predikat", "mutu layanan", "kategori mutu",
    ),
    HITUNG: ("count", "frekuensi", "banyaknya", "jumlah jawaban", "jumlah pemilih", "frequency", "perolehan"),
}  # fmt: skip
# Value headers, the best first, with the scale that they state themselves ('' = they do not say).
_NILAI: dict[str, str] = {
    "nilai konversi": SERATUS, "konversi": SERATUS, "nilai skala 100": SERATUS, "skala 100": SERATUS,
    "konversi skala 100": SERATUS, "nilai ikm": "", "nilai rata rata unsur": "", "nilai rata rata": "", "nrr": "",
    "nrr unsur": "", "nilai unsur": "", "nilai per unsur": "", "rata rata": "", "rata rata unsur": "",
    "published nilai": "", "nilai indeks pelayanan": "", "nilai indeks": "", "indeks": "", "indeks pelayanan": "",
    "score": "", "skor": "", "nilai": "", "mean": "", "prf rate": SERATUS, "skala 4": EMPAT, "nilai skala 4": EMPAT,
    "published index": "", "published konversi": SERATUS, "nilai persepsi": "",
}  # fmt: skip
_DIABAIKAN = frozenset(
    {
        "nilai rata rata tertimbang unsur", "nrr tertimbang", "nilai rata rata tertimbang", "rata rata tertimbang",
        "total nilai", "jumlah nilai", "jumlah pertanyaan", "bobot", "no", "nomor", "published percent", "persen",
        "weight result", "label", "province name", "kode wilayah", "kode eselon", "no resp", "total skor",
    }
)  # fmt: skip
# What files call the index of an instrument. IKM is two things: see candidates().
_INDEKS = {"ipkp": ("spkp",), "spkp": ("spkp",), "ipak": ("spak",), "spak": ("spak",), "ipk": ("spak",),
           "skm": ("skm",), "ikm": ("skm", "spkp"), "integritas": ("integritas",),
           "indeks integritas": ("integritas",), "survei integritas": ("integritas",),
           "indeks persepsi kualitas pelayanan": ("spkp",), "indeks persepsi anti korupsi": ("spak",),
           "indeks persepsi antikorupsi": ("spak",), "indeks persepsi korupsi": ("spak",),
           "indeks kepuasan masyarakat": ("skm", "spkp"), "survei kepuasan masyarakat": ("skm",),
           "survei persepsi kualitas pelayanan": ("spkp",), "survei persepsi anti korupsi": ("spak",)}  # fmt: skip
# 3AS shows the SPKP index as IKM and the SPAK index as IPK; only its own field names say that a file is from there.
TIGA_AS = frozenset({"weight name", "subject organization", "respondent count", "score grade name", "event name"})
_HURUF = {"a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "f": 6}
_JAWABAN = re.compile(r"(?:jawaban|nilai|skor|bintang|pilihan|skala|n)\s*(\d{1,2})")
_JUMLAH = re.compile(r"^(σ|sigma|total|jumlah|jml|sum)\b")
_RATA = re.compile(r"^(rata rata|rerata|nrr|nilai rata rata|nilai per unsur|mean)\b")
_AKHIR_INDEKS = re.compile(r"^(indeks|ikm|nilai (indeks|ikm|skm|ipk|ipkp|ipak)|nilai konversi|konversi|total|skm)\b")


@dataclass(frozen=True)
class Judul:
    """What a header means: its role; for NILAI the scale it states and its rank, for INDEKS the survey it names, for
    JAWABAN the answer that is counted."""

    peran: str
    skala: str = ""
    peringkat: int = 0
    label: str = ""
    jawaban: int = 0


@cache
def _index() -> dict[str, Judul]:
    found = {text: Judul(peran, peringkat=rank) for peran, texts in _KATA.items() for rank, text in enumerate(texts)}
    found |= {text: Judul(NILAI, skala, rank) for rank, (text, skala) in enumerate(_NILAI.items())}
    return found


def header_of(text: str) -> Judul | None:
    """The meaning of a header cell, None for one that says nothing here (an unsur is recognised elsewhere)."""
    flat = words(text)
    if not flat or flat in _DIABAIKAN:
        return None
    return _index().get(flat) or _index_or_scale(flat) or _answer_of(flat)


def _index_or_scale(flat: str) -> Judul | None:
    """'Nilai IPKP (skala 100)': the survey and the scale that a header names."""
    named, skala = _scale_words(flat)
    named = re.sub(r"^(nilai|indeks|skor|hasil) (?=ik?p|spkp|spak|skm|ikm)", "", named)
    if named in _INDEKS:
        return Judul(INDEKS, skala, label=named)
    if named in _NILAI and skala:
        return Judul(NILAI, skala, list(_NILAI).index(named))
    return None


def _answer_of(flat: str) -> Judul | None:
    """The answer that a column counts: 'b', 'Jawaban 3', '3'."""
    if flat in _HURUF:
        return Judul(JAWABAN, jawaban=_HURUF[flat], label="huruf")
    counted = _JAWABAN.fullmatch(flat)
    number = int(counted[1]) if counted else int(flat) if flat.isdecimal() else 0
    return Judul(JAWABAN, jawaban=number) if 1 <= number <= 10 else None


def _scale_words(flat: str) -> tuple[str, str]:
    """A header without the scale it states, and that scale."""
    for pattern, skala in ((r"\b(skala )?(0 |25 )?100\b|\bkonversi\b", SERATUS), (r"\b(skala )?(1 )?4\b", EMPAT),
                           (r"\b(skala )?(1 )?6\b|\bbintang\b", ASLI)):  # fmt: skip
        rest = " ".join(re.sub(pattern, " ", flat).split())
        if rest != flat:
            return rest, skala
    return flat, ""


def candidates(label: str, *, from_3as: bool) -> tuple[str, ...]:
    """Codes of the shipped instruments that a label can mean; () for one that is not known."""
    flat = words(label)
    if flat in ("ikm", "ipk") and from_3as:
        return ("spkp",) if flat == "ikm" else ("spak",)
    if flat in _INDEKS:
        return _INDEKS[flat]
    named = [kode for word in flat.split() for kode in _INDEKS.get(word, ())]
    return tuple(dict.fromkeys(named)) if len(set(named)) == 1 else ()


def own_label(label: str, instruments: tuple[Instrumen, ...]) -> tuple[str, ...]:
    """Codes of the offered instruments whose code, index or name a label is."""
    flat = words(label)
    return tuple(
        item.kode
        for item in instruments
        if flat and flat in {words(item.kode), words(item.indeks), words(item.nama), words(item.nama_indeks)}
    )


def is_sum(text: str) -> bool:
    """A line that adds up what stands above it."""
    return bool(_JUMLAH.match(words(text)))


def is_mean(text: str) -> bool:
    """A line of means of what stands above it; not of weighted ones."""
    flat = words(text)
    return bool(_RATA.match(flat)) and "tertimbang" not in flat and "bobot" not in flat


def is_result(text: str) -> bool:
    """A line that gives the index itself."""
    return bool(_AKHIR_INDEKS.match(words(text)))
