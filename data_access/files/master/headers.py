"""Which column of a master data file is which: by synonyms, then by nearly the same spelling; header row anywhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from data_access.files.master.periods import Masa, read_period
from data_access.files.master.statements import KALENDER, PEGAWAI, PENGGUNA, SATKER, TARGET
from data_access.files.reading.cells import Cell, RawSheet, cell_text
from data_access.files.texts import clean_text, words

HEADER_ROWS = 20
MIRIP = 88.0  # rapidfuzz ratio from which a header is taken as misspelt; it is asked about
_SHORTEST = 5  # shorter headers differ in one letter and mean something else
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")

_KODE = ("kode satker", "kode satuan kerja", "kode unit", "kode unit kerja", "kode upt", "kode kantor", "kode", "kd satker",
         "satker kode", "kode instansi", "kode opd", "id loket", "kode loket")  # fmt: skip
_NAMA = ("nama satker", "nama satuan kerja", "satuan kerja", "satker", "n satker", "nama unit", "nama unit kerja", "n unit",
         "unit kerja", "nama upt", "upt", "unit", "nama kantor", "kantor", "nama instansi", "instansi", "nama opd",
         "unit layanan", "nama loket", "loket")  # fmt: skip
_JENIS = ("jenis", "jenis satker", "jenis upt", "tipe", "tipe satker", "kategori satker")
_ABAIKAN = ("no", "nomor", "nomor urut", "no urut", "alamat", "telepon", "no telepon", "is active", "aktif", "status",
            "kode tipe unit", "tipe unit", "email", "surel", "website", "kode pos", "latitude", "longitude")  # fmt: skip
_WAKTU: dict[str, tuple[str, ...]] = {
    "tahun": ("tahun", "year", "tahun anggaran", "ta"),
    "bulan": ("bulan", "month", "berlaku mulai", "berlaku mulai bulan", "mulai bulan", "bulan mulai", "tmt"),
    "triwulan": ("triwulan", "tw", "kuartal", "quarter"),
    "semester": ("semester", "smt"),
    "periode": ("periode", "masa", "period", "periode survei"),
    "dari": ("dari", "dari bulan", "mulai", "bulan awal", "awal", "periode awal"),
    "sampai": ("sampai", "sampai bulan", "s d", "sd", "bulan akhir", "akhir", "hingga", "selesai", "periode akhir"),
}
_HITUNGAN = {
    "kode": _KODE,
    "nama": _NAMA,
    **_WAKTU,
    "sumber": ("sumber", "sumber data", "keterangan", "catatan"),
    "total": ("total", "grand total", "jumlah total", "total keseluruhan", "rata rata"),
    "abaikan": (*_ABAIKAN, *_JENIS),
}
KATA: dict[str, dict[str, tuple[str, ...]]] = {
    SATKER: {
        "kode": _KODE,
        "nama": (*_NAMA, "nama"),
        "id": ("id", "id satker", "id unit", "id unit kerja", "id upt", "id kantor"),
        "jenis": _JENIS,
        "rumpun": ("rumpun", "bidang", "kelompok"),
        "kabupaten": ("kabupaten", "kabupaten kota", "kab kota", "kota kabupaten", "kab", "kota", "wilayah kabupaten"),
        "induk": ("induk", "satker induk", "kode induk", "id parent", "parent", "parent id", "kode parent", "id induk",
                  "induk satker", "kode satker induk", "kanwil", "kantor wilayah", "unit induk", "atasan"),
        "zona_waktu": ("zona waktu", "zona", "waktu", "wilayah waktu", "timezone", "time zone"),
        "hari_kerja": ("hari kerja", "jumlah hari kerja", "hari kerja seminggu", "hari kerja per minggu"),
        "bidik_predikat": ("bidik predikat", "predikat", "predikat yang dibidik", "target predikat", "wbk wbbm",
                           "predikat zi", "usulan zi", "bidik zi"),
        "abaikan": _ABAIKAN,
    },
    PENGGUNA: {
        **_HITUNGAN,
        "jumlah": ("pengguna layanan", "jumlah pengguna layanan", "jumlah pengguna", "pengguna", "jumlah", "jumlah pemohon",
                   "pemohon", "jumlah pelanggan", "pelanggan", "jumlah kunjungan", "kunjungan", "jumlah pengunjung",
                   "pengunjung", "populasi", "jumlah populasi", "jumlah layanan", "jumlah yang dilayani", "dilayani",
                   "jumlah orang", "jumlah penerima layanan", "penerima layanan"),
        "layanan": ("layanan", "jenis layanan", "jenis pelayanan", "nama layanan", "pelayanan"),
    },
    PEGAWAI: {
        **_HITUNGAN,
        "jumlah": ("pegawai", "jumlah pegawai", "jumlah", "jumlah asn", "asn", "jumlah pns", "jumlah sdm", "sdm",
                   "personel", "jumlah personel", "karyawan", "jumlah karyawan"),
    },
    TARGET: {
        **{isian: texts for isian, texts in _HITUNGAN.items() if isian != "sumber"},
        "jumlah": ("target", "target responden", "jumlah target", "target manual", "target jumlah responden", "jumlah",
                   "sampel", "jumlah sampel", "target sampel"),
        "instrumen": ("instrumen", "survei", "jenis survei", "kode instrumen", "survey"),
        "alasan": ("alasan", "dasar", "dasar penetapan", "alasan penetapan", "keterangan", "catatan"),
        "oleh": ("oleh", "ditetapkan oleh", "penetap", "yang menetapkan", "ditentukan oleh"),
    },
    KALENDER: {
        "kode": _KODE,
        "nama": _NAMA,
        "tanggal": ("tanggal", "tgl", "hari tanggal", "tanggal libur", "tanggal tutup", "tanggal buka"),
        "hari_awal": ("dari", "dari tanggal", "mulai", "mulai tanggal", "tanggal mulai", "tanggal awal", "awal"),
        "hari_akhir": ("sampai", "sampai tanggal", "sampai dengan", "s d", "sd", "s d tanggal", "hingga", "selesai",
                       "tanggal selesai", "tanggal akhir", "akhir"),
        "keadaan": ("keadaan", "status", "tutup buka", "buka tutup", "tutup atau buka", "status layanan", "status hari"),
        "keterangan": ("keterangan", "alasan", "catatan", "uraian", "nama libur", "hari libur", "nama hari libur", "sebab",
                       "kegiatan"),
        "abaikan": ("hari", "jumlah hari", *(text for text in _ABAIKAN if text != "status"), *_JENIS),
    },
}  # fmt: skip


@dataclass(frozen=True)
class Judul:
    """Header of a sheet: ``baris`` its row, ``isian`` field -> (column index, how sure), ``masa`` column index -> the months
    that a wide column stands for; ``tahun``: the only year that a title or the sheet's name names."""

    baris: int
    isian: Mapping[str, tuple[int, float]]
    masa: Mapping[int, Masa]
    tahun: int | None = None

    @property
    def nilai(self) -> int:
        """How many columns are understood."""
        return len(self.isian) + len(self.masa)

    def index(self, isian: str) -> int | None:
        """Column index of a field, None where the file has none."""
        return self.isian[isian][0] if isian in self.isian else None


@cache
def _known(jenis: str) -> dict[str, tuple[str, int]]:
    """words of a header -> (field, rank: the lower the more specific)."""
    found: dict[str, tuple[str, int]] = {}
    for isian, texts in KATA[jenis].items():
        for rank, text in enumerate(texts):
            found.setdefault(words(text), (isian, rank))
    return found


@cache
def field_of(jenis: str, text: str) -> tuple[str, int, float] | None:
    """(field, rank, how sure 0..1) of a header, None when it says nothing."""
    plain = " ".join(words(text).split())
    known = _known(jenis)
    if plain in known:
        return (*known[plain], 1.0)
    if len(plain) < _SHORTEST:
        return None
    ratio, best = max((fuzz.ratio(plain, one), one) for one in known)
    return (*known[best], 0.6) if ratio >= MIRIP and len(best) >= _SHORTEST else None


def find_header(sheet: RawSheet, jenis: str, tahun: int | None) -> Judul | None:
    """The header of a sheet for this kind of file: of the first rows the one that explains most columns; None when none
    has a satker and something to say about it, or of a calendar a day."""
    best: Judul | None = None
    for baris in range(1, min(HEADER_ROWS, sheet.n_baris) + 1):
        found = _header_at(sheet, baris, jenis, tahun)
        if found is not None and (best is None or found.nilai > best.nilai):
            best = found
    return best


def _header_at(sheet: RawSheet, baris: int, jenis: str, tahun: int | None) -> Judul | None:
    cells = sheet.row(baris)
    general = tahun or _only_year(" ".join([sheet.nama, *(_row_text(sheet, one) for one in range(1, baris))]))
    years = _years(sheet, baris, general)
    isian: dict[str, tuple[int, int, float]] = {}
    masa: dict[int, Masa] = {}
    for index, cell in enumerate(cells):
        text = clean_text(cell_text(cell))
        found = field_of(jenis, text) if text and isinstance(cell, str) else None
        if found is not None:
            name, rank, sure = found
            if name not in isian or (sure, -rank) > (isian[name][2], -isian[name][1]):
                isian[name] = (index, rank, sure)
        elif jenis not in {SATKER, KALENDER} and (months := read_period(cell, years[index])) is not None:
            masa[index] = months
    _parent_of_other_list(isian, [words(cell_text(cell)) for cell in cells], jenis)
    if jenis == KALENDER:
        # Days may be of every satker, so that none has to be named; a lone word "Tanggal" stands in instructions too.
        days, others = {"tanggal", "hari_awal"} & set(isian), set(isian) - {"tanggal", "hari_awal", "abaikan"}
        return _without_ranks(baris, isian, {}, general) if days and others else None
    if not ({"kode", "nama"} & set(isian)):
        return None
    if jenis == SATKER:
        return _without_ranks(baris, isian, {}, general) if {"kode", "nama"} <= set(isian) else None
    if "jumlah" not in isian and not masa:
        return None
    return _without_ranks(baris, isian, masa, general)


def _without_ranks(
    baris: int, isian: Mapping[str, tuple[int, int, float]], masa: Mapping[int, Masa], tahun: int | None
) -> Judul:
    fields = {name: (index, sure) for name, (index, _rank, sure) in isian.items() if name != "abaikan"}
    return Judul(baris, fields, masa, tahun)


def _parent_of_other_list(isian: dict[str, tuple[int, int, float]], texts: list[str], jenis: str) -> None:
    """In a list of units (id_unit, n_unit, kode_unit) a column id_satker is no number of its own: it names the parent."""
    texts = [" ".join(text.split()) for text in texts]
    of_units = any(text in {"id unit", "n unit", "kode unit", "nama unit"} for text in texts)
    of_satker = any(text in {"n satker", "kode satker", "nama satker"} for text in texts)
    if jenis == SATKER and of_units and not of_satker and "id satker" in texts:
        isian["induk"] = (texts.index("id satker"), 0, 1.0)
        if "id unit" in texts:
            isian["id"] = (texts.index("id unit"), 0, 1.0)
        elif isian.get("id", (-1,))[0] == isian["induk"][0]:
            del isian["id"]


def _years(sheet: RawSheet, baris: int, general: int | None) -> list[int | None]:
    """The year that stands above each column: in the row before (merged cells say it once, to the left), else the general
    one."""
    years: list[int | None] = [general] * len(sheet.kolom)
    if baris > 1:
        running = None
        for index, cell in enumerate(sheet.row(baris - 1)):
            above = _YEAR.fullmatch(cell_text(cell).strip())
            running = int(above.group(1)) if above else running
            years[index] = running or general
    return years


def _row_text(sheet: RawSheet, baris: int) -> str:
    return " ".join(cell_text(cell) for cell in sheet.row(baris) if cell is not None)


def _only_year(text: str) -> int | None:
    found = {int(year) for year in _YEAR.findall(text)}
    return found.pop() if len(found) == 1 else None


def header_text(cell: Cell) -> str:
    """A header cell as it may be shown."""
    return clean_text(cell_text(cell))
