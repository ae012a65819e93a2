"""Which kind of file this is: answers, a recap, or one of the lists of master data. Said with how sure and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from data_access.files.columns.mapping import split_butir
from data_access.files.columns.recognition import recognise
from data_access.files.master.calendar_cells import read_state
from data_access.files.master.headers import HEADER_ROWS, field_of, find_header
from data_access.files.master.statements import KALENDER, NAMA_JENIS, PEGAWAI, PENGGUNA, SATKER, TARGET
from data_access.files.reading.cells import RawFile, RawSheet, cell_text
from data_access.files.recap.reader import looks_like_recap
from data_access.files.shapes.long_form import is_long
from data_access.files.shapes.tables import as_table
from data_access.files.texts import clean_text, is_blank, words
from scoring.instruments import UNSUR_MIN, Instrumen

JAWABAN, REKAP = "jawaban", "rekap"
KINDS = (JAWABAN, REKAP, SATKER, PENGGUNA, PEGAWAI, TARGET, KALENDER)
YAKIN = 0.9  # under this the operator is asked


class Dugaan(NamedTuple):
    """``jenis``: one of KINDS; ``yakin`` 0..1; ``alasan``: what speaks for it, for the operator."""

    jenis: str
    yakin: float
    alasan: str


# Words in a title, a sheet's or the file's name that say what a bare column "Jumlah" counts.
_KATA = {
    TARGET: ("target", "sampel"),
    PEGAWAI: ("pegawai", "asn", "pns", "sdm", "personel", "kepegawaian"),
    PENGGUNA: ("pengguna", "pemohon", "pelanggan", "pengunjung", "kunjungan", "dilayani", "populasi", "layanan"),
}
_ALASAN = {
    SATKER: "Ada kolom kode dan nama satker, tanpa jawaban dan tanpa angka per bulan.",
    PENGGUNA: "Ada satker dan jumlah orang yang dilayani.",
    PEGAWAI: "Ada satker dan jumlah pegawai.",
    TARGET: "Ada satker dan target responden.",
    KALENDER: "Ada tanggal dan keadaan tutup atau buka.",
}


def guess_kind(raw: RawFile, instruments: Sequence[Instrumen]) -> Dugaan:
    """What a file seems to be. Under YAKIN the page asks; where nothing fits it is offered as answers, with 0 certainty.

    Two kinds that fit about equally well make each other less certain.
    """
    sheets = [sheet for sheet in raw.lembar if sheet.n_baris and not sheet.tersembunyi]
    found = [one for sheet in sheets for one in _of_sheet(raw, sheet, instruments)]
    if not found:
        return Dugaan(JAWABAN, 0.0, "Tidak ada judul kolom yang dikenali.")
    best = max(found, key=lambda one: one.yakin)
    rival = max((one for one in found if one.jenis != best.jenis), key=lambda one: one.yakin, default=None)
    if rival is None or best.yakin - rival.yakin >= 1 - YAKIN:
        return best
    doubt = f"{best.alasan} Tetapi bisa juga {_name(rival.jenis)}: {rival.alasan[0].lower()}{rival.alasan[1:]}"
    return Dugaan(best.jenis, min(best.yakin, YAKIN - 0.2), doubt)


def _name(jenis: str) -> str:
    return NAMA_JENIS.get(jenis, "rekap" if jenis == REKAP else "jawaban responden")


def _of_sheet(raw: RawFile, sheet: RawSheet, instruments: Sequence[Instrumen]) -> Iterator[Dugaan]:
    recap = looks_like_recap(sheet, instruments)
    if recap > 0:
        yield Dugaan(REKAP, recap, "Isinya ringkasan per satker atau per unsur, bukan satu baris satu responden.")
    table = as_table(sheet)
    if table is not None and is_long(table, instruments):
        yield Dugaan(JAWABAN, 0.95, "Satu baris berisi satu jawaban (bentuk panjang).")
        return
    roles = [split_butir(kolom.peran) for kolom in recognise(sheet, instruments).kolom]
    items = len({role for role in roles if role is not None})
    if items >= UNSUR_MIN:
        # The more a sheet reads like a recap, the less its unsur columns say that rows are people.
        yield Dugaan(JAWABAN, max(0.95 - recap, 0.1), f"{items} kolom dikenali sebagai pertanyaan survei.")
        return
    master = _master_kind(raw, sheet)
    if master is not None:
        yield master


def _master_kind(raw: RawFile, sheet: RawSheet) -> Dugaan | None:
    for jenis in (TARGET, PEGAWAI, PENGGUNA):
        judul = find_header(sheet, jenis, None)
        index = None if judul is None else judul.index("jumlah")
        if judul is None or index is None:
            continue
        header = cell_text(sheet.row(judul.baris)[index])
        field = field_of(jenis, header)
        if set(words(header).split()) & set(_KATA[jenis]) and field is not None:
            return Dugaan(jenis, 0.95 if field[2] == 1.0 else 0.8, _ALASAN[jenis])
    if _is_calendar(sheet):
        return Dugaan(KALENDER, 0.95, _ALASAN[KALENDER])
    if find_header(sheet, PENGGUNA, None) is not None:
        return _by_title(raw, sheet)
    satker = find_header(sheet, SATKER, None)
    if satker is None:
        return None
    sure = min(sure for _index, sure in satker.isian.values())
    names = words(cell_text(sheet.row(satker.baris)[satker.isian["nama"][0]]))
    # A column "Nama" may hold the names of anything.
    return Dugaan(SATKER, 0.95 if sure == 1.0 and names != "nama" else 0.8, _ALASAN[SATKER])


def _is_calendar(sheet: RawSheet) -> bool:
    """Days with a column that says of each whether it is open: other files have a day and a status too."""
    judul = find_header(sheet, KALENDER, None)
    index = None if judul is None else judul.index("keadaan")
    if judul is None or index is None:
        return False
    below = (clean_text(cell_text(sheet.row(baris)[index])) for baris in range(judul.baris + 1, sheet.n_baris + 1))
    said = [text for text in below if not is_blank(text)]
    return bool(said) and all(read_state(text) is not None for text in said)


def _by_title(raw: RawFile, sheet: RawSheet) -> Dugaan:
    """Numbers per satker whose column says only "Jumlah", or only months: what the title says that they count."""
    judul = find_header(sheet, PENGGUNA, None)
    above = range(1, judul.baris if judul is not None else min(HEADER_ROWS, sheet.n_baris))
    title = " ".join([raw.nama, sheet.nama, *(cell_text(cell) for baris in above for cell in sheet.row(baris))])
    said = set(words(title).split())
    named = [jenis for jenis, texts in _KATA.items() if said & set(texts)]
    if len(named) == 1:
        return Dugaan(named[0], 0.9, f"{_ALASAN[named[0]]} Menurut judul atau nama berkasnya.")
    return Dugaan(PENGGUNA, 0.5, "Ada satker dan angka per bulan, tetapi tidak disebut angka apa.")
