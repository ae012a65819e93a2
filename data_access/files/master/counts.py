"""Service users and employees per satker and month, from the numbers of a file: doubled, summed, divided only as told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from data_access.breakdown import LAYANAN_MAKS, breakdown_text
from data_access.files.master.cells_of_counts import SelJumlah, read_counts
from data_access.files.master.rows import LembarInduk
from data_access.files.master.satker_lookup import PencariSatker
from data_access.files.master.statements import PEGAWAI, Isi, Pernyataan, PilihanInduk
from data_access.files.personal import has_personal
from data_access.files.reading.cells import column_letter
from data_access.files.texts import excerpt, words
from scoring.periods import Periode, month_label, months_between

# How a number that was divided over months says so in ``sumber``; the number of another origin is never replaced by one.
DIBAGI = "dibagi rata dari"
_SUMBER_MAKS = 200


@dataclass(frozen=True)
class _Jumlah:
    jumlah: int
    bagian: int  # how many numbers it is the sum of
    sel: SelJumlah
    rincian: Mapping[str, int]  # by layanan, '' for the parts that name none

    @property
    def layanan(self) -> Mapping[str, int]:
        """The number by layanan, empty unless every part names its own."""
        return {} if "" in self.rincian else self.rincian


def read_count_statements(
    sheets: Sequence[LembarInduk], satker: PencariSatker, pilihan: PilihanInduk, jenis: str, nama_berkas: str
) -> list[Pernyataan]:
    """Statements {(satker, month): jumlah, sumber, perhaps rincian}; problems go to the sheets' collectors.

    Numbers of several services of the same months are added up, and kept by service as ``rincian``. A number of a
    triwulan, a semester or a year is divided evenly over its months and has to be confirmed, because the months are
    stored; where the months themselves are in the file too, it only checks them. Employees are no flow: their number holds
    from the first month of its period.
    """
    found: dict[tuple[str, int, int], _Jumlah] = {}
    spelling: dict[str, str] = {}
    for one in sheets:
        nol = "galat" if jenis == PEGAWAI else "konfirmasi"
        _add_up(one, read_counts(one, satker, pilihan, nol=nol), found, spelling)
    if jenis == PEGAWAI:
        return _from_first_month(sheets[0], found, nama_berkas)
    return _by_month(sheets[0], found, nama_berkas)


def _add_up(
    one: LembarInduk,
    cells: Iterable[SelJumlah],
    found: dict[tuple[str, int, int], _Jumlah],
    spelling: dict[str, str],
) -> None:
    """Add the numbers of one sheet to ``found``; ``spelling``: words of a layanan -> as the file first writes it."""
    seen: dict[tuple[str, int, int, str], SelJumlah] = {}
    for cell in cells:
        key = (cell.satker, *cell.masa)
        before = seen.setdefault((*key, words(cell.rinci)), cell)
        if before is not cell:
            _tell_twice(one, before, cell)
            continue
        known = found.get(key) or _Jumlah(0, 0, cell, {})
        layanan = _service(one, cell, spelling)
        parts = {**known.rincian, layanan: known.rincian.get(layanan, 0) + cell.jumlah}
        found[key] = _Jumlah(cell.jumlah + known.jumlah, 1 + known.bagian, cell, parts)
        if known.bagian:
            _tell_added(one, found[key], is_first=known.bagian == 1)


def _service(one: LembarInduk, cell: SelJumlah, spelling: dict[str, str]) -> str:
    """The service of a number; a problem where its text cannot be kept."""
    if len(cell.rinci) > LAYANAN_MAKS or has_personal(cell.rinci):
        why = (
            "memuat surel, NIK, atau nomor telepon" if has_personal(cell.rinci) else f"lebih dari {LAYANAN_MAKS} huruf"
        )
        index = one.judul.index("layanan")
        one.masalah.add(
            "galat", "TEKS_TIDAK_DAPAT_DISIMPAN", f"Nama layanan {why} ({{sel}}). Perbaiki di berkas.",
            baris=cell.baris, kolom=index, nilai="layanan",
        )  # fmt: skip
    known_by = words(cell.rinci)
    return spelling.setdefault(known_by, cell.rinci) if known_by else ""


def _tell_added(one: LembarInduk, count: _Jumlah, *, is_first: bool) -> None:
    baris, kolom = count.sel.baris, count.sel.kolom
    if set(count.rincian) == {""}:
        pesan = "Angka satker dan bulan yang sama dari beberapa lembar dijumlahkan ({sel})."
        one.masalah.add("peringatan", "DIJUMLAHKAN", pesan, baris=baris, kolom=kolom)
    elif not count.layanan:
        pesan = (
            "Sebagian baris satker dan bulan ini tidak menyebut layanannya ({sel}). Semuanya dijumlahkan, tanpa rincian tiap "
            "layanan. Pastikan baris tanpa layanan itu bukan jumlah seluruhnya."
        )
        one.masalah.add("konfirmasi", "LAYANAN_SEBAGIAN", pesan, baris=baris, kolom=kolom)
    elif is_first:
        pesan = "Angka beberapa layanan dari satker dan bulan yang sama dijumlahkan; rinciannya ikut disimpan ({sel})."
        one.masalah.add("peringatan", "DIJUMLAHKAN", pesan, baris=baris, kolom=kolom)


def _tell_twice(one: LembarInduk, before: SelJumlah, cell: SelJumlah) -> None:
    where = f"{column_letter(before.kolom)}{before.baris} dan {column_letter(cell.kolom)}{cell.baris}"
    label = f"{cell.satker}, {Periode(*cell.masa).label}"
    if before.jumlah == cell.jumlah:
        pesan = f"{label} disebut dua kali dengan angka yang sama ({where}); dihitung sekali."
        one.masalah.add("peringatan", "GANDA_SAMA", pesan, baris=cell.baris, kolom=cell.kolom, nilai=label)
        return
    pesan = (
        f"{label} disebut dua kali dengan angka berbeda: {before.jumlah} dan {cell.jumlah} ({where}). Hapus salah satunya, "
        "atau isi kolom Layanan bila keduanya layanan yang berbeda."
    )
    one.masalah.add("galat", "GANDA_BERBEDA", pesan, baris=cell.baris, kolom=cell.kolom, nilai=label)


def _from_first_month(
    one: LembarInduk, found: dict[tuple[str, int, int], _Jumlah], nama_berkas: str
) -> list[Pernyataan]:
    made: dict[tuple[str, int], Pernyataan] = {}
    for (kode, dari, sampai), count in found.items():
        if dari != sampai:
            pesan = (
                f"Jumlah pegawai {Periode(dari, sampai).label} disimpan berlaku mulai {month_label(dari)} ({{sel}}). "
                "Pastikan benar."
            )
            one.masalah.add("konfirmasi", "PEGAWAI_PERIODE", pesan, baris=count.sel.baris, nilai=f"{dari}-{sampai}")
        statement = _statement(kode, dari, count.jumlah, _source(one, count.sel, nama_berkas), count.sel.baris)
        other = made.setdefault((kode, dari), statement)
        if other is not statement and other.nilai["jumlah"] != count.jumlah:
            pesan = f"{kode}, {month_label(dari)} disebut dua kali dengan angka berbeda (baris {other.baris} dan {count.sel.baris})."
            one.masalah.add("galat", "GANDA_BERBEDA", pesan, baris=count.sel.baris, nilai=f"{kode} {dari}")
    return list(made.values())


def _by_month(one: LembarInduk, found: dict[tuple[str, int, int], _Jumlah], nama_berkas: str) -> list[Pernyataan]:
    months = {(kode, dari): count for (kode, dari, sampai), count in found.items() if dari == sampai}
    made = {
        key: _statement(*key, count.jumlah, _source(one, count.sel, nama_berkas), count.sel.baris, count.layanan)
        for key, count in months.items()
    }
    longer = sorted((item for item in found.items() if item[0][1] != item[0][2]), key=lambda item: _span(item[0]))
    for (kode, dari, sampai), count in longer:
        _divide(one, kode, Periode(dari, sampai), count, made)
    return list(made.values())


def _span(key: tuple[str, int, int]) -> int:
    return len(months_between(key[1], key[2]))


def _divide(
    one: LembarInduk, kode: str, periode: Periode, count: _Jumlah, made: dict[tuple[str, int], Pernyataan]
) -> None:
    known = {bulan: int(made[kode, bulan].nilai["jumlah"] or 0) for bulan in periode.months if (kode, bulan) in made}
    baris, label = count.sel.baris, f"{kode}, {periode.label}"
    if len(known) == len(periode.months):
        if sum(known.values()) != count.jumlah:
            pesan = f"{label}: {count.jumlah}, tetapi jumlah bulan-bulannya {sum(known.values())} ({{sel}}). Samakan."
            one.masalah.add("galat", "JUMLAH_PERIODE_BERBEDA", pesan, baris=baris, kolom=count.sel.kolom, nilai=label)
        return
    if known:
        pesan = (
            f"{label} berisi jumlah seluruhnya dan sebagian bulannya ({{sel}}). Isi semua bulan, atau hanya jumlahnya."
        )
        one.masalah.add("galat", "PERIODE_SEBAGIAN", pesan, baris=baris, kolom=count.sel.kolom, nilai=label)
        return
    share, rest = divmod(count.jumlah, len(periode.months))
    pesan = (
        f"Angka {periode.label} akan dibagi rata ke {len(periode.months)} bulan, karena yang disimpan adalah angka tiap "
        f"bulan ({{sel}}). Jumlah {periode.label} tetap sama; angka bulanannya hanya perkiraan. Pastikan setuju, atau unggah "
        "angka tiap bulan."
    )
    one.masalah.add("konfirmasi", "DIBAGI_RATA", pesan, baris=baris, kolom=count.sel.kolom, nilai=periode.label)
    for place, bulan in enumerate(periode.months):
        sumber = f"{DIBAGI} {periode.label}: {count.jumlah}"
        made[kode, bulan] = _statement(kode, bulan, share + (place < rest), sumber, baris)


def _statement(
    kode: str, bulan: int, jumlah: int, sumber: str, baris: int, layanan: Mapping[str, int] | None = None
) -> Pernyataan:
    nilai: dict[str, Isi] = {"jumlah": jumlah, "sumber": sumber}
    return Pernyataan((kode, bulan), nilai | ({"rincian": breakdown_text(layanan)} if layanan else {}), baris)


def _source(one: LembarInduk, cell: SelJumlah, nama_berkas: str) -> str:
    """Where a number comes from: what the file says about it, else the file."""
    return excerpt(one.text(cell.cells, "sumber") or f"berkas {nama_berkas}", _SUMBER_MAKS)
