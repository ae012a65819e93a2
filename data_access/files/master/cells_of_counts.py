"""Numbers per satker and months from a sheet, wide (a column a month) or long (a row a month), as they stand there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from data_access.files.master.numbers import Bilangan, read_count
from data_access.files.master.periods import Masa, has_year, read_period
from data_access.files.master.rows import LembarInduk
from data_access.files.master.satker_lookup import PencariSatker, read_code
from data_access.files.master.statements import PilihanInduk
from data_access.files.problems import found
from data_access.files.reading.cells import Cell, cell_text
from data_access.files.texts import clean_text, excerpt, is_blank
from scoring.periods import TAHUN_MAKS, TAHUN_MIN, month_label

TERBANYAK = 10_000_000


@dataclass(frozen=True)
class SelJumlah:
    """One number: ``masa`` its months, ``rinci`` what divides numbers of the same satker and months (a service), ``kolom``
    where it stands."""

    satker: str
    masa: Masa
    jumlah: int
    rinci: str
    baris: int
    kolom: int
    cells: Sequence[Cell]


def read_counts(
    one: LembarInduk, satker: PencariSatker, pilihan: PilihanInduk, *, nol: str, blank: str = ""
) -> Iterator[SelJumlah]:
    """The numbers of a sheet. ``nol``: level of a problem that a 0 is ('konfirmasi' or 'galat'). ``blank``: cells with this
    text are read as number -1 (a target that is taken back)."""
    numbers = [*one.judul.masa] or [index for index in (one.judul.index("jumlah"),) if index is not None]
    for baris, cells in one.rows():
        if all(is_blank(clean_text(cell_text(cells[index]))) for index in numbers):
            continue  # a row without a number says nothing
        kode = satker_of(one, baris, cells, satker)
        wide = [(index, masa, cells[index]) for index, masa in one.judul.masa.items()]
        long = [] if wide else _long(one, baris, cells, pilihan)
        known = []
        for index, masa, cell in [*wide, *long]:
            jumlah = _number(one, baris, index, cell, nol=nol, blank=blank)
            if jumlah is not None:
                known.append(jumlah)
            if jumlah is not None and kode and _year_known(one, index, masa):
                yield SelJumlah(kode, masa, jumlah, one.text(cells, "layanan"), baris, index, cells)
        if wide:
            _check_total(one, baris, cells, known)


def satker_of(one: LembarInduk, baris: int, cells: Sequence[Cell], satker: PencariSatker) -> str:
    """Code of the satker of a row; '' (and a problem) where it is not known or not named."""
    kode, nama = one.cell(cells, "kode"), one.cell(cells, "nama")
    match = satker.find(kode, nama)
    if read_code(kode)[1] == "nol":
        pesan = "Kode satker berakhiran ',0' atau '.0' dibaca tanpa akhiran itu ({sel})."
        one.masalah.add("peringatan", "KODE_PECAHAN", pesan, baris=baris, kolom=one.judul.index("kode"))
    text = " ".join(clean_text(cell_text(cell)) for cell in (kode, nama) if cell is not None).strip()
    column = one.judul.index("kode")
    column = one.judul.index("nama") if column is None or not clean_text(cell_text(kode)) else column
    if match.kode and match.ragu:
        pesan = f"Satker '{excerpt(found(text))}' belum pasti: {match.ragu} ({{sel}}). Dibaca begitu; pastikan benar."
        one.masalah.add("konfirmasi", "SATKER_MIRIP", pesan, baris=baris, kolom=column, nilai=text)
    elif not match.kode and not text:
        one.masalah.add("galat", "SATKER_KOSONG", "Satker kosong ({sel}). Isi di berkas.", baris=baris, kolom=column)
    elif not match.kode:
        hint = f" ({match.ragu})" if match.ragu else ""
        pesan = (
            f"Satker '{excerpt(found(text))}' tidak dikenal{hint} ({{sel}}). Perbaiki, atau muat daftar satkernya dulu."
        )
        one.masalah.add("galat", "SATKER_TIDAK_DIKENAL", pesan, baris=baris, kolom=column, nilai=text)
    return match.kode


def _long(one: LembarInduk, baris: int, cells: Sequence[Cell], pilihan: PilihanInduk) -> list[tuple[int, Masa, Cell]]:
    """The number of a long row with its months; nothing where the row names no months."""
    index = one.judul.index("jumlah")
    if index is None:
        return []
    masa = _row_period(one, baris, cells, pilihan)
    return [] if masa is None else [(index, masa, cells[index])]


def _row_period(one: LembarInduk, baris: int, cells: Sequence[Cell], pilihan: PilihanInduk) -> Masa | None:
    tahun = _row_year(one, baris, cells, pilihan)
    if one.text(cells, "dari"):
        return _from_to(one, baris, cells, tahun)
    for isian in ("periode", "bulan", "triwulan", "semester"):
        index = one.judul.index(isian)
        if index is not None and one.text(cells, isian):
            return _period(one, baris, index, cells, tahun, "" if isian == "periode" else isian)
    if one.judul.index("tahun") is not None and tahun:
        return tahun * 100 + 1, tahun * 100 + 12
    if pilihan.periode is not None:
        return pilihan.periode
    pesan = "Bulan tidak disebut ({sel}). Tambahkan kolom Bulan, atau tentukan bulannya untuk seluruh berkas."
    one.masalah.add("galat", "BULAN_KOSONG", pesan, baris=baris)
    return None


def _from_to(one: LembarInduk, baris: int, cells: Sequence[Cell], tahun: int | None) -> Masa | None:
    """The months of a row that names its first and its last; without a last one it is the first alone."""
    dari, sampai = one.judul.index("dari"), one.judul.index("sampai")
    first = None if dari is None else _period(one, baris, dari, cells, tahun, "bulan")
    has_last = sampai is not None and bool(one.text(cells, "sampai"))
    last = _period(one, baris, sampai, cells, tahun, "bulan") if sampai is not None and has_last else first
    if first is None or last is None:
        return None
    if first[0] <= last[1]:
        return first[0], last[1]
    pesan = "Bulan akhir mendahului bulan awal ({sel}). Tukar keduanya."
    one.masalah.add("galat", "PERIODE_TERBALIK", pesan, baris=baris, kolom=dari)
    return None


def _row_year(one: LembarInduk, baris: int, cells: Sequence[Cell], pilihan: PilihanInduk) -> int | None:
    text = one.text(cells, "tahun")
    if not text:
        return pilihan.tahun or one.judul.tahun
    if text.isdecimal() and TAHUN_MIN <= int(text) <= TAHUN_MAKS:
        return int(text)
    pesan = f"Tahun '{excerpt(found(text))}' tidak dikenali ({{sel}}). Tulis empat angka, misalnya 2026."
    one.masalah.add("galat", "TAHUN_TIDAK_DIKENALI", pesan, baris=baris, kolom=one.judul.index("tahun"), nilai=text)
    return None


def _period(
    one: LembarInduk, baris: int, index: int, cells: Sequence[Cell], tahun: int | None, satuan: str
) -> Masa | None:
    masa = read_period(cells[index], tahun, satuan=satuan)
    text = clean_text(cell_text(cells[index]))
    if masa is None:
        pesan = (
            f"Periode '{excerpt(found(text))}' tidak dikenali ({{sel}}). Tulis seperti 2026-06 atau Triwulan II 2026."
        )
        one.masalah.add("galat", "PERIODE_TIDAK_DIKENALI", pesan, baris=baris, kolom=index, nilai=text)
    return masa


def _year_known(one: LembarInduk, index: int, masa: Masa) -> bool:
    if has_year(masa):
        return True
    name = month_label(TAHUN_MIN * 100 + masa[0]).split()[0] if masa[0] == masa[1] else "periode itu"
    pesan = f"Tahun untuk {name} tidak disebut ({{sel}}). Tulis tahunnya di judul, atau tentukan tahunnya."
    one.masalah.add("galat", "TAHUN_KOSONG", pesan, kolom=index)
    return False


def _number(one: LembarInduk, baris: int, index: int, cell: Cell, *, nol: str, blank: str) -> int | None:
    text = clean_text(cell_text(cell))
    if blank and text.casefold() == blank:
        return -1
    read: Bilangan = read_count(cell)
    tell = one.masalah.add
    if read.masalah or (read.nilai or 0) > TERBANYAK:
        why = read.masalah or f"lebih dari {TERBANYAK:,}".replace(",", ".")
        pesan = f"'{excerpt(found(text))}' {why} ({{sel}}). Isi dengan bilangan bulat, misalnya 1250."
        tell("galat", "BUKAN_BILANGAN", pesan, baris=baris, kolom=index, nilai=text, diharapkan="bilangan bulat")
        return None
    if read.nilai == 0:
        if nol == "galat":
            pesan = "Angka 0 tidak dapat dipakai di sini ({sel}). Isi paling sedikit 1, atau kosongkan bila belum ada angkanya."
            tell("galat", "NOL", pesan, baris=baris, kolom=index)
            return None
        pesan = "Angka 0 berarti tidak ada orang yang dilayani ({sel}). Kosongkan bila sebenarnya belum diketahui."
        tell("konfirmasi", "NOL", pesan, baris=baris, kolom=index)
    if read.ragu:
        pesan = f"'{text}' dibaca {text.replace(',', '')}: koma sebagai tanda ribuan ({{sel}}). Pastikan benar."
        tell("konfirmasi", "KOMA_RIBUAN", pesan, baris=baris, kolom=index, nilai=text)
    return read.nilai


def _check_total(one: LembarInduk, baris: int, cells: Sequence[Cell], known: Sequence[int]) -> None:
    """A total beside the months must be their sum: otherwise a month is missing or misread."""
    for isian in ("total", "jumlah"):
        index = one.judul.index(isian)
        total = read_count(cells[index]).nilai if index is not None else None
        if index is not None and total is not None and total != sum(known):
            pesan = (
                f"Kolom jumlah berisi {total}, tetapi jumlah bulan-bulannya {sum(known)} ({{sel}}). Yang disimpan adalah "
                "angka tiap bulan; pastikan benar."
            )
            one.masalah.add("konfirmasi", "JUMLAH_BERBEDA", pesan, baris=baris, kolom=index, nilai=str(total))
