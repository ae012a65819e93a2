"""A list of satker from a file: codes, names and features, and the tree of parents that must have no cycle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from data_access.files.master.rows import LembarInduk
from data_access.files.master.satker_lookup import read_code
from data_access.files.master.satker_values import HARAPAN, read_days, read_predicate, read_zone
from data_access.files.master.statements import Isi, Pernyataan, PilihanInduk
from data_access.files.problems import found
from data_access.files.reading.cells import Cell, cell_text
from data_access.files.texts import clean_text, excerpt, is_blank, words

_TEKS_MAKS = 300
_TEXTS = ("jenis", "rumpun", "kabupaten")
_CLOSED = {"zona_waktu": read_zone, "hari_kerja": read_days, "bidik_predikat": read_predicate}
_NO_PARENT = frozenset({"", "0"})
_TREE_WORDS = ("id", "kode", "parent")  # a parent column with one of these words holds codes or numbers, not names


@dataclass
class _Baris:
    one: LembarInduk
    baris: int
    nilai: dict[str, Isi]
    induk: str = ""


@dataclass
class _Daftar:
    """The rows by code, and for each header of a number's column (``id satker``) what its numbers mean: number -> code."""

    rows: dict[str, _Baris] = field(default_factory=dict)
    nomor: dict[str, dict[str, str]] = field(default_factory=dict)


def read_satker_statements(sheets: Sequence[LembarInduk], pilihan: PilihanInduk) -> list[Pernyataan]:
    """Statements {(code,): fields that the file gives}; ``induk`` is the parent's code. Problems go to the collectors."""
    daftar = _Daftar()
    known = {kode.casefold(): kode for kode, _nama in pilihan.satker}
    for one in sheets:
        _read_sheet(one, daftar, known)
    _read_parents(sheets, daftar, pilihan)
    _tell_cycles(daftar)
    for one in sheets:
        _tell_same_names(one, daftar)
        _tell_lost_zeros(one, daftar, pilihan)
    return [Pernyataan((kode,), row.nilai, row.baris) for kode, row in daftar.rows.items()]


def _read_sheet(one: LembarInduk, daftar: _Daftar, known: dict[str, str]) -> None:
    for baris, cells in one.rows():
        kode = _code(one, baris, one.cell(cells, "kode"))
        nilai = _values(one, baris, cells)
        number = one.text(cells, "id")
        if not kode:
            continue
        kode = known.get(kode.casefold(), kode)
        row = _Baris(one, baris, nilai, one.text(cells, "induk"))
        other = daftar.rows.setdefault(kode, row)
        if other is not row:
            _tell_twice(one, kode, other, row)
            continue
        if number:
            daftar.nomor.setdefault(_header(one, "id"), {}).setdefault(number, kode)


def _code(one: LembarInduk, baris: int, cell: Cell) -> str:
    kode, doubt = read_code(cell)
    index = one.judul.index("kode")
    if is_blank(kode):
        one.masalah.add("galat", "KODE_KOSONG", "Kode satker kosong ({sel}). Isi di berkas.", baris=baris, kolom=index)
        return ""
    if doubt == "pecahan":
        pesan = (
            "Kode satker tersimpan sebagai bilangan desimal, sehingga nol di belakangnya bisa hilang ({sel}). Ubah kolom itu "
            "menjadi teks di Excel, isi lagi kodenya, lalu unggah."
        )
        one.masalah.add("galat", "KODE_BILANGAN_DESIMAL", pesan, baris=baris, kolom=index)
    elif doubt == "nol":
        pesan = "Kode berakhiran '.0' dibaca tanpa akhiran itu ({sel}), misalnya 12345.0 menjadi 12345. Pastikan benar."
        one.masalah.add("konfirmasi", "KODE_PECAHAN", pesan, baris=baris, kolom=index)
    if len(kode) > _TEKS_MAKS:
        one.masalah.add("galat", "KODE_PANJANG", "Kode satker terlalu panjang ({sel}).", baris=baris, kolom=index)
        return ""
    return kode


def _values(one: LembarInduk, baris: int, cells: Sequence[Cell]) -> dict[str, Isi]:
    """The fields that the row gives. A blank cell says nothing: it changes nothing."""
    raw = cell_text(one.cell(cells, "nama"))
    nama = clean_text(raw)
    if is_blank(nama):
        one.masalah.add("galat", "NAMA_KOSONG", "Nama satker kosong ({sel}). Isi di berkas.", baris=baris,
                        kolom=one.judul.index("nama"))  # fmt: skip
        nama = ""
    elif nama != raw.strip():
        pesan = "Spasi ganda atau tanda yang tidak tampak di nama satker dirapikan ({sel})."
        one.masalah.add("peringatan", "NAMA_DIRAPIKAN", pesan, baris=baris, kolom=one.judul.index("nama"))
    nilai: dict[str, Isi] = {"nama": nama}
    for name in _TEXTS:
        if text := one.text(cells, name):
            nilai[name] = text
    for name, read in _CLOSED.items():
        text = clean_text(cell_text(one.cell(cells, name)))
        if is_blank(text):
            continue
        value = read(text)
        if value is None:
            pesan = f"'{excerpt(found(text))}' tidak dikenali ({{sel}}). Isi dengan {HARAPAN[name]}."
            one.masalah.add("galat", "ISIAN_TIDAK_DIKENALI", pesan, baris=baris, kolom=one.judul.index(name), nilai=text,
                            diharapkan=HARAPAN[name])  # fmt: skip
        else:
            nilai[name] = value
    for name, value in nilai.items():
        if isinstance(value, str) and len(value) > _TEKS_MAKS:
            pesan = f"Isian lebih dari {_TEKS_MAKS} huruf ({{sel}}). Ringkas di berkas."
            one.masalah.add("galat", "ISIAN_PANJANG", pesan, baris=baris, kolom=one.judul.index(name))
    return nilai


def _tell_twice(one: LembarInduk, kode: str, other: _Baris, row: _Baris) -> None:
    where = f"baris {other.baris} dan {row.baris}" + (
        "" if other.one is row.one else f", lembar {other.one.sheet.nama} dan {row.one.sheet.nama}"
    )
    index = one.judul.index("kode")
    if (other.nilai, other.induk) == (row.nilai, row.induk):
        pesan = f"Kode {excerpt(kode)} disebut dua kali dengan isi yang sama ({where}); dihitung sekali."
        one.masalah.add("peringatan", "KODE_GANDA_SAMA", pesan, baris=row.baris, kolom=index, nilai=kode)
    else:
        pesan = f"Kode {excerpt(kode)} disebut dua kali dengan isi berbeda ({where}). Perbaiki salah satunya."
        one.masalah.add("galat", "KODE_GANDA", pesan, baris=row.baris, kolom=index, nilai=kode)


def _header(one: LembarInduk, isian: str) -> str:
    index = one.judul.index(isian)
    return "" if index is None else " ".join(words(one.masalah.judul.get(index, "")).split())


def _read_parents(sheets: Sequence[LembarInduk], daftar: _Daftar, pilihan: PilihanInduk) -> None:
    codes = {kode.casefold(): kode for kode, _nama in pilihan.satker}
    codes |= {kode.casefold(): kode for kode in daftar.rows}
    names: dict[str, set[str]] = {}
    for kode, nama in [*pilihan.satker, *((kode, str(row.nilai["nama"])) for kode, row in daftar.rows.items())]:
        names.setdefault(words(nama), set()).add(kode)
    for one in sheets:
        rows = [row for row in daftar.rows.values() if row.one is one and row.induk not in _NO_PARENT]
        meaning = _meaning(one, {row.induk for row in rows}, codes, daftar.nomor)
        for row in rows:
            if induk := _parent(one, row, meaning, names):
                row.nilai["induk"] = induk


def _meaning(
    one: LembarInduk, texts: set[str], codes: dict[str, str], nomor: dict[str, dict[str, str]]
) -> dict[str, str]:
    """What the texts of the parent column are, decided for the column as a whole: codes, or numbers of a list (of the one
    whose number has the same header, else of this list itself)."""
    header = _header(one, "induk")
    own = {} if "satker" in header and header != _header(one, "id") else nomor.get(_header(one, "id"), {})
    numbers = nomor.get(header, own)
    as_code = {text: codes[text.casefold()] for text in texts if text.casefold() in codes}
    as_number = {text: numbers[text] for text in texts if text in numbers}
    if header in nomor and header != _header(one, "id"):
        return as_number
    if as_code and len(as_code) == len(as_number) == len(texts) and as_code != as_number:
        pesan = "Kolom induk dapat berarti kode atau nomor di berkas ini ({sel}); dibaca sebagai kode. Pastikan benar."
        one.masalah.add("konfirmasi", "INDUK_KODE_ATAU_NOMOR", pesan, kolom=one.judul.index("induk"))
    return as_code if len(as_code) >= len(as_number) else as_number


def _parent(one: LembarInduk, row: _Baris, meaning: dict[str, str], names: dict[str, set[str]]) -> str:
    """Code of the parent: by code or number, else by name; a text that is none of these is told."""
    text, index, header = row.induk, one.judul.index("induk"), _header(one, "induk").split()
    named = names.get(words(text), set())
    if text in meaning or len(named) == 1:
        return meaning[text] if text in meaning else next(iter(named))
    if len(named) > 1:
        pesan = f"Nama induk '{excerpt(found(text))}' dipakai beberapa satker ({{sel}}). Tulis kodenya."
        one.masalah.add("galat", "INDUK_RANCU", pesan, baris=row.baris, kolom=index, nilai=text)
        return ""
    if not set(header) & set(_TREE_WORDS):
        pesan = f"Induk '{excerpt(found(text))}' bukan satker yang dikenal; disimpan sebagai nama saja ({{sel}}). Pastikan benar."
        one.masalah.add("konfirmasi", "INDUK_HANYA_NAMA", pesan, baris=row.baris, kolom=index, nilai=text)
        return text
    if header == ["id", "satker"]:
        pesan = (
            "Kolom ini menunjuk nomor satker di berkas lain, yang tidak ikut diunggah ({sel}): induknya dikosongkan. Unggah "
            "kedua daftar dalam satu berkas bila induknya perlu."
        )
        one.masalah.add("konfirmasi", "INDUK_DI_BERKAS_LAIN", pesan, baris=row.baris, kolom=index)
        return ""
    pesan = (
        f"Induk '{excerpt(found(text))}' tidak ada di berkas maupun di basis data ({{sel}}). Perbaiki, atau kosongkan."
    )
    one.masalah.add("galat", "INDUK_TIDAK_DIKENAL", pesan, baris=row.baris, kolom=index, nilai=text)
    return ""


def _tell_cycles(daftar: _Daftar) -> None:
    done: set[str] = set()
    for start in daftar.rows:
        path: list[str] = []
        kode = start
        while kode in daftar.rows and kode not in done and kode not in path:
            path.append(kode)
            kode = str(daftar.rows[kode].nilai.get("induk", ""))
        if kode in path:
            loop = path[path.index(kode) :]
            row = daftar.rows[loop[0]]
            chain = " -> ".join(excerpt(one) for one in [*loop, loop[0]])
            pesan = f"Induk berputar: {chain} ({{sel}}). Perbaiki induk salah satunya."
            row.one.masalah.add("galat", "INDUK_BERPUTAR", pesan, baris=row.baris, kolom=row.one.judul.index("induk"),
                                nilai=loop[0])  # fmt: skip
        done.update(path)


def _tell_same_names(one: LembarInduk, daftar: _Daftar) -> None:
    count = Counter(words(str(row.nilai["nama"])) for row in daftar.rows.values())
    for row in daftar.rows.values():
        if row.one is one and row.nilai["nama"] and count[words(str(row.nilai["nama"]))] > 1:
            pesan = (
                "Nama yang sama dipakai beberapa kode ({sel}); di berkas survei satker ini hanya dikenali dari kodenya."
            )
            one.masalah.add("peringatan", "NAMA_SAMA", pesan, baris=row.baris, kolom=one.judul.index("nama"))


def _tell_lost_zeros(one: LembarInduk, daftar: _Daftar, pilihan: PilihanInduk) -> None:
    """Codes of digits that differ from others by leading zeros only, or are shorter than all the others."""
    digits = [kode for kode in daftar.rows if kode.isdecimal()]
    padded = {kode.lstrip("0"): kode for kode, _nama in pilihan.satker if kode.isdecimal() and kode.startswith("0")}
    lengths = Counter(map(len, digits))
    usual, share = lengths.most_common(1)[0] if lengths else (0, 0)
    for kode in digits:
        row = daftar.rows[kode]
        if row.one is not one:
            continue
        short = len(kode) == usual - 1 and 4 * share >= 3 * len(digits) and isinstance(_cell_of(row), int | float)
        if kode in padded or short:
            other = f" (yang dikenal: {padded[kode]})" if kode in padded else ""
            pesan = f"Nol di depan kode {kode} mungkin hilang{other} ({{sel}}). Pastikan kodenya benar."
            one.masalah.add(
                "konfirmasi", "NOL_HILANG", pesan, baris=row.baris, kolom=one.judul.index("kode"), nilai=kode
            )


def _cell_of(row: _Baris) -> Cell:
    return row.one.cell(row.one.sheet.row(row.baris), "kode")
