"""Manual targets from a file: satker, survey, months, number, who set it and why."""

from __future__ import annotations

from collections.abc import Sequence

from data_access.files.master.cells_of_counts import SelJumlah, read_counts
from data_access.files.master.rows import LembarInduk
from data_access.files.master.satker_lookup import PencariSatker
from data_access.files.master.statements import Pernyataan, PilihanInduk
from data_access.files.personal import has_personal
from data_access.files.problems import found
from data_access.files.texts import excerpt, words
from scoring.periods import Periode

ATURAN = "aturan"  # in the number's cell: the rule applies again
_SEMUA = frozenset({"", "semua", "semua survei", "semua instrumen"})
TEKS_MAKS = 200


def read_target_statements(
    sheets: Sequence[LembarInduk], satker: PencariSatker, pilihan: PilihanInduk
) -> list[Pernyataan]:
    """Statements {(satker, instrument or '', first month, last month): jumlah (None: the rule again), alasan, oleh}."""
    known = {words(name): kode for kode, names in pilihan.instrumen for name in (kode, *names)}
    made: dict[tuple[str, str, int, int], Pernyataan] = {}
    for one in sheets:
        for cell in read_counts(one, satker, pilihan, nol="galat", blank=ATURAN):
            instrumen = _instrument(one, cell, known)
            alasan = _text(one, cell, "alasan", pilihan.alasan)
            oleh = _text(one, cell, "oleh", pilihan.oleh)
            if instrumen is None or alasan is None or oleh is None:
                continue
            key = (cell.satker, instrumen, *cell.masa)
            jumlah = None if cell.jumlah < 0 else cell.jumlah
            statement = Pernyataan(key, {"jumlah": jumlah, "alasan": alasan, "oleh": oleh}, cell.baris)
            other = made.setdefault(key, statement)
            if other is not statement:
                _tell_twice(one, other, statement)
    return list(made.values())


def _tell_twice(one: LembarInduk, other: Pernyataan, statement: Pernyataan) -> None:
    label = f"{statement.satker}, {Periode(int(statement.kunci[2]), int(statement.kunci[3])).label}"
    rows = f"baris {other.baris} dan {statement.baris}"
    if other.nilai == statement.nilai:
        one.masalah.add("peringatan", "GANDA_SAMA", f"Target {label} disebut dua kali ({rows}); dihitung sekali.",
                        baris=statement.baris, nilai=label)  # fmt: skip
    else:
        pesan = f"Target {label} disebut dua kali dengan isi berbeda ({rows}). Hapus salah satunya."
        one.masalah.add("galat", "GANDA_BERBEDA", pesan, baris=statement.baris, nilai=label)


def _instrument(one: LembarInduk, cell: SelJumlah, known: dict[str, str]) -> str | None:
    text = one.text(cell.cells, "instrumen")
    if words(text) in _SEMUA:
        return ""
    if (kode := known.get(words(text))) is not None:
        return kode
    names = ", ".join(sorted(set(known.values())))
    pesan = f"Survei '{excerpt(found(text))}' tidak dikenal ({{sel}}). Pilihannya: {names}, atau kosong untuk semua."
    index = one.judul.index("instrumen")
    one.masalah.add("galat", "SURVEI_TIDAK_DIKENAL", pesan, baris=cell.baris, kolom=index, nilai=text)
    return None


def _text(one: LembarInduk, cell: SelJumlah, isian: str, default: str) -> str | None:
    """The text of a field or the default; None (and a problem) where a reason is missing or the text cannot be kept."""
    text, index = one.text(cell.cells, isian) or default, one.judul.index(isian)
    if isian == "alasan" and not text:
        pesan = "Alasan target kosong ({sel}). Tulis alasannya di berkas, atau satu alasan untuk seluruh berkas."
        one.masalah.add("galat", "ALASAN_KOSONG", pesan, baris=cell.baris, kolom=index)
        return None
    if len(text) > TEKS_MAKS or has_personal(text):
        why = "memuat surel, NIK, atau nomor telepon" if has_personal(text) else f"lebih dari {TEKS_MAKS} huruf"
        pesan = f"Kolom {isian} {why} ({{sel}}). Perbaiki di berkas."
        one.masalah.add("galat", "TEKS_TIDAK_DAPAT_DISIMPAN", pesan, baris=cell.baris, kolom=index, nilai=isian)
        return None
    return text
