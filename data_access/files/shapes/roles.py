"""What the columns of database tables are called: respondent, question, answer, score, option, time."""

from __future__ import annotations

import re
from functools import lru_cache

from data_access.files.texts import words

RESPONDEN, NOMOR, SOAL, TEKS_SOAL = "responden", "nomor", "soal", "teks soal"
SKOR, JAWABAN, PILIHAN, HURUF, TANDA, WAKTU, LAIN = "skor", "jawaban", "pilihan", "huruf", "tanda", "waktu", "lain"

_KATA: dict[str, tuple[str, ...]] = {
    RESPONDEN: (
        "respondent id", "responden id", "id responden", "id respondent", "kode responden", "no responden",
        "nomor responden", "no resp", "responden", "respondent", "response id", "id response", "id respons",
        "respons id", "submission id", "id submission", "submission uuid", "token", "uuid", "user id", "id user",
        "id pengguna", "id pengunjung", "pengunjung id", "id pelanggan", "id peserta", "id masyarakat", "id survei",
        "session id", "id sesi", "sesi", "parent index", "kode respon",
    ),
    NOMOR: ("id", "no", "nomor", "kode", "no urut", "nomor urut", "index", "indeks"),
    SOAL: (
        "unsur", "kode unsur", "id unsur", "unsur id", "no unsur", "nomor unsur", "pertanyaan id", "id pertanyaan",
        "kode pertanyaan", "no pertanyaan", "nomor pertanyaan", "id soal", "soal id", "kode soal", "no soal",
        "nomor soal", "question id", "id question", "question code", "item", "kode item", "butir", "kode butir",
        "id butir", "indikator", "id indikator", "kode indikator", "id kuesioner", "kuesioner id", "variabel",
        "variable", "aspek", "kode aspek", "question no", "qid",
    ),
    TEKS_SOAL: (
        "pertanyaan", "pernyataan", "question", "question text", "bunyi pertanyaan", "isi pertanyaan",
        "teks pertanyaan", "nama unsur", "soal", "isi soal", "uraian pertanyaan", "nama pertanyaan", "n pertanyaan",
        "uraian", "teks soal", "bunyi soal",
    ),
    SKOR: (
        "skor", "score", "nilai", "bobot", "poin", "point", "points", "nilai jawaban", "bobot nilai", "skor jawaban",
        "nilai skor", "nilai bobot", "bobot jawaban", "value",
    ),
    JAWABAN: (
        "jawaban", "answer", "pilihan", "respon", "response", "isi jawaban", "teks", "text", "isian", "jawaban teks",
        "teks jawaban", "label", "pilihan jawaban", "n jawaban", "nama jawaban", "answer text", "opsi", "nama pilihan",
        "isi pilihan", "label jawaban", "teks pilihan",
    ),
    PILIHAN: (
        "jawaban id", "id jawaban", "option id", "id pilihan", "pilihan id", "answer id", "opsi id", "id opsi",
        "id option", "id answer", "kode jawaban", "kode pilihan",
    ),
    HURUF: ("huruf", "nopilihan", "no pilihan", "huruf pilihan", "abjad", "huruf jawaban"),
    TANDA: ("flaghitungskor", "flag hitung skor", "hitung skor", "dihitung", "is scored", "scored", "flag skor"),
}  # fmt: skip
_TIME = re.compile(r"\b(?:waktu|tanggal|tgl|date|time|timestamp|created|entered|updated|submitted)\b")
_LETTER = re.compile(r"(?:(?:opsi|pilihan|jawaban|option) )?([a-j])")
_INDEX = {words(text): peran for peran, texts in _KATA.items() for text in texts}


@lru_cache(4096)
def table_role(header: str) -> str:
    """The role of a column in a table of a survey's database by its header."""
    text = words(header)
    if text in _INDEX:
        return _INDEX[text]
    return WAKTU if _TIME.search(text) else LAIN


def option_letter(header: str) -> str:
    """'a' for a column 'a', 'Opsi A' or 'pilihan_a' that holds the text of that option; '' for every other."""
    found = _LETTER.fullmatch(words(header))
    return found.group(1) if found else ""


def key_of(header: str) -> str:
    """What a key column counts: 'id_loket' and 'loket id' -> 'loket'; '' when the header names no key."""
    parts = words(header).split()
    if len(parts) > 1 and parts[0] in ("id", "kode"):
        return " ".join(parts[1:])
    return " ".join(parts[:-1]) if len(parts) > 1 and parts[-1] in ("id", "kode") else ""


def name_of(header: str) -> str:
    """What a name column names: 'nama_loket' -> 'loket'; '' when the header is no name."""
    parts = words(header).split()
    return " ".join(parts[1:]) if len(parts) > 1 and parts[0] in ("nama", "n", "name") else ""
