"""What the readers share: the sheets that can be read, their rows without examples and totals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from data_access.files.master.collector import Pengumpul
from data_access.files.master.headers import HEADER_ROWS, KATA, Judul, find_header, header_text
from data_access.files.master.statements import KALENDER, NAMA_JENIS, SATKER, KolomInduk, PilihanInduk
from data_access.files.problems import Masalah, found
from data_access.files.reading.cells import Cell, RawFile, RawSheet, cell_text, column_letter
from data_access.files.texts import clean_text, excerpt, is_blank
from scoring.periods import Periode

CONTOH = "contoh"
_FOOTER = re.compile(r"(?:grand\s+|sub\s*)?(?:total|jumlah|rata[\s-]?rata|keseluruhan)\b.*", re.IGNORECASE)
_SURE = 0.9


@dataclass(frozen=True)
class LembarInduk:
    """One sheet whose header is understood, with the place for its problems."""

    sheet: RawSheet
    judul: Judul
    masalah: Pengumpul

    def rows(self) -> Iterator[tuple[int, Sequence[Cell]]]:
        """(row number, cells) below the header that hold something, without example rows and totals."""
        named = [self.judul.index(name) for name in ("kode", "nama")]
        for baris in range(self.judul.baris + 1, self.sheet.n_baris + 1):
            cells = self.sheet.row(baris)
            texts = [clean_text(cell_text(cell)) for cell in cells]
            if not any(texts) or any(text.casefold() == CONTOH for text in texts):
                continue
            if all(is_blank(texts[index]) for index in named if index is not None):
                # A total stands where a satker is missing, or to the left of it.
                if not self._has_day(texts) and any(_FOOTER.fullmatch(text) for text in texts):
                    self._tell_footer(baris)
                    continue
            elif any(index is not None and _FOOTER.fullmatch(texts[index]) for index in named):
                self._tell_footer(baris)
                continue
            yield baris, cells

    def _has_day(self, texts: Sequence[str]) -> bool:
        """True where a day of a calendar stands: no total has one, and its satker may be left out."""
        places = [self.judul.index(name) for name in ("tanggal", "hari_awal")]
        return any(index is not None and not is_blank(texts[index]) for index in places)

    def cell(self, cells: Sequence[Cell], isian: str) -> Cell:
        """The cell of a field, None where the file has no such column."""
        index = self.judul.index(isian)
        return None if index is None else cells[index]

    def text(self, cells: Sequence[Cell], isian: str) -> str:
        """The text of a field, '' where it is blank."""
        text = clean_text(cell_text(self.cell(cells, isian)))
        return "" if is_blank(text) else text

    def _tell_footer(self, baris: int) -> None:
        self.masalah.add("peringatan", "BARIS_JUMLAH", "Baris jumlah atau rata-rata tidak dibaca ({sel}).", baris=baris)


def readable_sheets(raw: RawFile, jenis: str, pilihan: PilihanInduk) -> tuple[list[LembarInduk], list[Masalah]]:
    """The sheets of a file that are of this kind; a problem where there is none. Hidden sheets are not read."""
    sheets = []
    for sheet in raw.lembar:
        judul = None if sheet.tersembunyi or not sheet.n_baris else find_header(sheet, jenis, pilihan.tahun)
        if judul is not None:
            titles = {index: header_text(cell) for index, cell in enumerate(sheet.row(judul.baris))}
            sheets.append(LembarInduk(sheet, judul, Pengumpul(sheet.nama, titles)))
    for one in sheets:
        _tell_unsure(one)
    if sheets:
        return sheets, []
    wanted = {"kode": "kode atau nama satker"} | (
        {"jumlah": KATA[jenis]["jumlah"][0]} if "jumlah" in KATA[jenis] else {}
    )
    wanted |= {"nama": "nama satker", "kode": "kode satker"} if jenis == SATKER else {}
    wanted = {"tanggal": "tanggal", "keadaan": "keadaan (tutup atau buka)"} if jenis == KALENDER else wanted
    pesan = (
        f"Judul kolom {NAMA_JENIS[jenis]} tidak ditemukan di {HEADER_ROWS} baris pertama. Yang diperlukan: "
        f"{' dan '.join(wanted.values())}. Pakai templatnya, atau perbaiki judul kolom."
    )
    return [], [Masalah("galat", "JUDUL_TIDAK_DIKENALI", pesan)]


def _tell_unsure(one: LembarInduk) -> None:
    for isian, (index, sure) in one.judul.isian.items():
        if sure < _SURE:
            header = found(one.masalah.judul.get(index, ""))
            known = KATA_NAMA.get(isian, isian)
            pesan = f"Judul '{excerpt(header)}' dibaca sebagai {known} karena ejaannya mirip ({{sel}}). Pastikan benar."
            one.masalah.add("konfirmasi", "JUDUL_MIRIP", pesan, kolom=index, nilai=header)


KATA_NAMA = {
    "kode": "kode satker", "nama": "nama satker", "id": "nomor di berkas asal", "jenis": "jenis satker",
    "rumpun": "rumpun", "kabupaten": "kabupaten/kota", "induk": "satker induk", "zona_waktu": "zona waktu",
    "hari_kerja": "hari kerja seminggu", "bidik_predikat": "predikat yang dibidik", "tahun": "tahun", "bulan": "bulan",
    "triwulan": "triwulan", "semester": "semester", "periode": "periode", "dari": "bulan awal", "sampai": "bulan akhir",
    "jumlah": "jumlah", "layanan": "layanan", "sumber": "keterangan", "total": "jumlah baris", "instrumen": "survei",
    "alasan": "alasan", "oleh": "penetap", "tanggal": "tanggal", "hari_awal": "hari pertama", "hari_akhir": "hari terakhir",
    "keadaan": "tutup atau buka", "keterangan": "keterangan",
}  # fmt: skip


def columns_of(one: LembarInduk) -> list[KolomInduk]:
    """What each understood column was read as, in file order."""
    named = {index: (KATA_NAMA.get(isian, isian), sure) for isian, (index, sure) in one.judul.isian.items()}
    named |= {index: (_masa_text(masa), 1.0) for index, masa in one.judul.masa.items()}
    return [
        KolomInduk(one.sheet.nama, column_letter(index), found(one.masalah.judul.get(index, "")), *named[index])
        for index in sorted(named)
    ]


def _masa_text(masa: tuple[int, int]) -> str:
    return Periode(*masa).label if masa[0] >= 100_000 else "bulan tanpa tahun"
