"""Days on which satker are closed or open although the country's calendar says otherwise, from a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from data_access.files.master.calendar_cells import BUKA, HAPUS, TUTUP, read_day, read_state
from data_access.files.master.cells_of_counts import satker_of
from data_access.files.master.rows import LembarInduk
from data_access.files.master.satker_lookup import PencariSatker
from data_access.files.master.statements import Isi, Pernyataan, PilihanInduk
from data_access.files.master.target_rows import TEKS_MAKS
from data_access.files.personal import has_personal
from data_access.files.problems import found
from data_access.files.reading.cells import Cell
from data_access.files.texts import excerpt, words

RENTANG_MAKS = 366  # days of one row: a year
HARI_MAKS = 50_000  # days of one file: some 130 satker for a whole year
TAHUN_WAJAR = 2  # years from today on that nobody has to confirm
SEMUA = ""  # the satker code of a day of every satker
_SEMUA = frozenset(
    {"semua", "semua satker", "semua upt", "semua unit", "seluruh satker", "seluruh upt", "kanwil dan upt"}
)
_SABTU = 5


@dataclass(frozen=True)
class _Baris:
    """One row: the days that it speaks of."""

    satker: str
    dari: date
    sampai: date
    nilai: dict[str, Isi]
    baris: int

    def days(self) -> Iterator[date]:
        for step in range((self.sampai - self.dari).days + 1):
            yield self.dari + timedelta(days=step)


@dataclass
class _Hasil:
    """The statements so far, and which pairs of rows were told to speak of the same days."""

    made: dict[tuple[str, str], Pernyataan] = field(default_factory=dict)
    told: set[tuple[int, int]] = field(default_factory=set)


def read_calendar_statements(
    sheets: Sequence[LembarInduk], satker: PencariSatker, pilihan: PilihanInduk, nama_berkas: str
) -> list[Pernyataan]:
    """Statements {(satker code or '' for all, ISO date): keadaan ('tutup', 'buka' or '' for no special day any more),
    keterangan, sumber}; a range of days is one statement a day. Problems go to the sheets' collectors."""
    hasil = _Hasil()
    for one in sheets:
        for baris, cells in one.rows():
            row = _row(one, baris, cells, satker, pilihan, nama_berkas)
            if row is None:
                continue
            if len(hasil.made) + (row.sampai - row.dari).days >= HARI_MAKS:
                pesan = f"Lebih dari {HARI_MAKS:,} hari dalam satu berkas ({{sel}}). Bagi menjadi beberapa berkas."
                one.masalah.add("galat", "TERLALU_BANYAK", pesan.replace(",", ".", 1), baris=baris)
                return list(hasil.made.values())
            _add(one, row, hasil)
    return list(hasil.made.values())


def _row(
    one: LembarInduk, baris: int, cells: Sequence[Cell], satker: PencariSatker, pilihan: PilihanInduk, nama_berkas: str
) -> _Baris | None:
    said = ("tanggal", "hari_awal", "hari_akhir", "keadaan", "keterangan")
    if not any(one.text(cells, isian) for isian in said):
        return None  # only a satker, as a list to fill in has it
    days = _days(one, baris, cells, pilihan)
    kode = _satker(one, baris, cells, satker)
    keadaan = _state(one, baris, cells)
    keterangan = _note(one, baris, cells)
    if days is None or kode is None or keadaan is None or keterangan is None:
        return None
    if keadaan == BUKA and days[0] != days[1]:
        _tell_open_weekend(one, baris, days)
    sumber = excerpt(f"berkas {nama_berkas}", TEKS_MAKS)
    return _Baris(kode, *days, {"keadaan": keadaan, "keterangan": keterangan, "sumber": sumber}, baris)


def _days(one: LembarInduk, baris: int, cells: Sequence[Cell], pilihan: PilihanInduk) -> tuple[date, date] | None:
    """First and last day of a row; None (and a problem) where they are not known."""
    firsts = [isian for isian in ("tanggal", "hari_awal") if one.text(cells, isian)]
    if not firsts:
        one.masalah.add("galat", "TANGGAL_KOSONG", "Tanggal kosong ({sel}). Isi di berkas.", baris=baris)
        return None
    dari = [_day(one, baris, isian, cells) for isian in firsts]
    last = _day(one, baris, "hari_akhir", cells) if one.text(cells, "hari_akhir") else dari[0]
    first = dari[0]
    if first is None or last is None or None in dari:
        return None
    column = one.judul.index(firsts[0])
    if len(set(dari)) > 1:
        pesan = "Kolom tanggal dan kolom hari pertama berbeda ({sel}). Isi salah satu."
        one.masalah.add("galat", "TANGGAL_BERBEDA", pesan, baris=baris, kolom=column)
        return None
    if last < first:
        pesan = "Hari terakhir mendahului hari pertama ({sel}). Tukar keduanya."
        one.masalah.add("galat", "RENTANG_TERBALIK", pesan, baris=baris, kolom=column)
        return None
    if (last - first).days >= RENTANG_MAKS:
        pesan = (
            f"Rentangnya lebih dari {RENTANG_MAKS} hari ({{sel}}). Periksa tahunnya, atau bagi menjadi beberapa baris."
        )
        one.masalah.add("galat", "RENTANG_TERLALU_PANJANG", pesan, baris=baris, kolom=column)
        return None
    today = pilihan.hari_ini
    if today is not None and any(abs(day.year - today.year) > TAHUN_WAJAR for day in (first, last)):
        pesan = f"Tahun {first.year} jauh dari tahun sekarang ({{sel}}). Pastikan benar."
        one.masalah.add("konfirmasi", "TAHUN_JAUH", pesan, baris=baris, kolom=column, nilai=str(first.year))
    return first, last


def _day(one: LembarInduk, baris: int, isian: str, cells: Sequence[Cell]) -> date | None:
    day, problem = read_day(one.cell(cells, isian), is_1904=one.sheet.sistem_1904)
    if day is None:
        text = one.text(cells, isian)
        pesan = f"Tanggal '{excerpt(found(text))}' {problem} ({{sel}}). Tulis seperti 2026-06-16 atau 16 Juni 2026."
        one.masalah.add("galat", "TANGGAL_TIDAK_DIKENALI", pesan, baris=baris, kolom=one.judul.index(isian), nilai=text)
    return day


def _satker(one: LembarInduk, baris: int, cells: Sequence[Cell], satker: PencariSatker) -> str | None:
    """Code of the satker, SEMUA for every one; None (and a problem) where it is not known."""
    texts = [text for text in (one.text(cells, "kode"), one.text(cells, "nama")) if text]
    if texts and all(words(text) in _SEMUA for text in texts):
        return SEMUA
    if texts:
        return satker_of(one, baris, cells, satker) or None
    column = next((index for index in map(one.judul.index, ("kode", "nama")) if index is not None), None)
    if column is not None:
        # Without such a column the file speaks of all; a cell that was left out in it may be a mistake.
        pesan = "Satker kosong dibaca sebagai semua satker ({sel}). Pastikan benar."
        one.masalah.add("konfirmasi", "SEMUA_SATKER", pesan, baris=baris, kolom=column)
    return SEMUA


def _state(one: LembarInduk, baris: int, cells: Sequence[Cell]) -> str | None:
    text, column = one.text(cells, "keadaan"), one.judul.index("keadaan")
    if not text:
        pesan = "Keadaan tidak disebut dan dibaca sebagai tutup ({sel}). Pastikan benar."
        one.masalah.add("konfirmasi", "KEADAAN_KOSONG", pesan, baris=baris, kolom=column)
        return TUTUP
    state = read_state(text)
    if state is None:
        pesan = f"Keadaan '{excerpt(found(text))}' tidak dikenali ({{sel}}). Tulis tutup, buka, atau hapus."
        one.masalah.add("galat", "KEADAAN_TIDAK_DIKENALI", pesan, baris=baris, kolom=column, nilai=text)
    return state


def _note(one: LembarInduk, baris: int, cells: Sequence[Cell]) -> str | None:
    """Why the day is special, '' where nothing is said; None (and a problem) where it cannot be kept."""
    text = one.text(cells, "keterangan")
    if len(text) <= TEKS_MAKS and not has_personal(text):
        return text
    why = "memuat surel, NIK, atau nomor telepon" if has_personal(text) else f"lebih dari {TEKS_MAKS} huruf"
    pesan = f"Kolom keterangan {why} ({{sel}}). Perbaiki di berkas."
    one.masalah.add("galat", "TEKS_TIDAK_DAPAT_DISIMPAN", pesan, baris=baris, kolom=one.judul.index("keterangan"))
    return None


def _tell_open_weekend(one: LembarInduk, baris: int, days: tuple[date, date]) -> None:
    """Who opens a range may not mean its Sundays."""
    span = (days[0] + timedelta(days=step) for step in range((days[1] - days[0]).days + 1))
    if any(day.weekday() >= _SABTU for day in span):
        pesan = "Rentang buka ini memuat Sabtu atau Minggu, dan hari itu ikut dibuka ({sel}). Pastikan benar."
        one.masalah.add("konfirmasi", "BUKA_AKHIR_PEKAN", pesan, baris=baris, kolom=one.judul.index("keadaan"))


def _add(one: LembarInduk, row: _Baris, hasil: _Hasil) -> None:
    nilai = row.nilai | ({"keterangan": ""} if row.nilai["keadaan"] == HAPUS else {})
    for day in row.days():
        statement = Pernyataan((row.satker, day.isoformat()), nilai, row.baris)
        other = hasil.made.setdefault((row.satker, day.isoformat()), statement)
        pair = (other.baris, row.baris)
        if other is statement or pair in hasil.told:
            continue
        hasil.told.add(pair)
        rows = f"baris {other.baris} dan {row.baris}, mulai {day.isoformat()}"
        if other.nilai == statement.nilai:
            pesan = f"Hari yang sama disebut dua kali ({rows}); dihitung sekali."
            one.masalah.add("peringatan", "GANDA_SAMA", pesan, baris=row.baris, nilai=rows)
        else:
            pesan = f"Hari yang sama disebut dua kali dengan isi berbeda ({rows}). Hapus salah satunya."
            one.masalah.add("galat", "GANDA_BERBEDA", pesan, baris=row.baris, nilai=rows)
