"""What each column of a sheet means: recognised, corrected by the operator, kept as JSON."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from data_access.answers import DIMENSI
from data_access.errors import RefusedError
from data_access.files.columns.header_rows import has_titles
from data_access.files.reading.cells import RawSheet, column_letter
from scoring.instruments import Instrumen

SATKER, TANGGAL, ID, NOMOR = "satker", "tanggal", "id", "nomor"
PRIBADI, ABAIKAN, TAK_DIKENAL = "pribadi", "abaikan", "tak_dikenal"
BUTIR = "butir:"
# From this certainty on a column needs no confirmation; below the second it should be looked at first.
YAKIN_PENUH, YAKIN_CUKUP = 0.9, 0.6
TINGKAT_YAKIN = ((YAKIN_PENUH, "yakin"), (YAKIN_CUKUP, "cukup yakin"), (0.0, "perlu diperiksa"))
# Roles that exist besides the items of instruments, in the order in which a page offers them.
PERAN_UMUM = (SATKER, TANGGAL, *DIMENSI, ID, NOMOR, PRIBADI, ABAIKAN, TAK_DIKENAL)
# Roles that only one column can have.
TUNGGAL = (SATKER, TANGGAL, *DIMENSI)
PERAN_NAMA = {
    SATKER: "Satuan kerja",
    TANGGAL: "Tanggal",
    "layanan": "Layanan",
    "jenis_kelamin": "Jenis kelamin",
    "usia": "Usia",
    "pendidikan": "Pendidikan",
    "pekerjaan": "Pekerjaan",
    "kanal": "Kanal pengisian",
    ID: "Kode jawaban dari aplikasi asal",
    NOMOR: "Nomor urut baris (tidak dibaca)",
    PRIBADI: "Data pribadi (tidak dibaca)",
    ABAIKAN: "Diabaikan",
    TAK_DIKENAL: "Tidak dikenali (tidak dibaca)",
}


def butir_role(instrumen: str, butir: str) -> str:
    """The role of a column that holds answers to item ``butir`` of ``instrumen``: 'butir:spkp:U1'."""
    return f"{BUTIR}{instrumen}:{butir}"


def split_butir(peran: str) -> tuple[str, str] | None:
    """(instrument, item) of such a role, None for every other role."""
    if not peran.startswith(BUTIR):
        return None
    instrumen, _, butir = peran.removeprefix(BUTIR).partition(":")
    return (instrumen, butir) if instrumen and butir else None


def role_name(peran: str, instruments: Sequence[Instrumen]) -> str:
    """A role in words, for a list to choose from: 'U1 Informasi pelayanan (IPKP)'."""
    pair = split_butir(peran)
    if pair is None:
        return PERAN_NAMA.get(peran, peran)
    for instrumen in instruments:
        for unsur in instrumen.unsur:
            for butir in unsur.butir:
                if pair == (instrumen.kode, butir.kode):
                    return f"{butir.kode} {unsur.nama} ({instrumen.indeks})"
    return peran


def possible_roles(instruments: Sequence[Instrumen]) -> tuple[str, ...]:
    """Every role that a column can be given."""
    items = (butir_role(i.kode, b.kode) for i in instruments for u in i.unsur for b in u.butir)
    return (*items, *PERAN_UMUM)


@dataclass(frozen=True)
class Kolom:
    """One column: ``cara`` says by what it was recognised ('kode', 'kode saja', 'nama', 'sinonim', 'pernyataan',
    'ejaan', 'mirip', 'label', 'judul', 'isi', 'profil', 'operator', ''), ``yakin`` how sure (0..1), ``catatan`` what the
    operator should know about it. ``alternatif`` is the role that comes next ('' = none is close), with its certainty.
    """

    indeks: int
    judul: str
    peran: str
    cara: str = ""
    yakin: float = 0.0
    catatan: str = ""
    alternatif: str = ""
    alternatif_yakin: float = 0.0

    @property
    def tingkat(self) -> str:
        """How sure in words: 'yakin', 'cukup yakin', 'perlu diperiksa', or '' for a column that nothing is known of."""
        if self.peran == TAK_DIKENAL:
            return ""
        return next((nama for batas, nama in TINGKAT_YAKIN if self.yakin >= batas), TINGKAT_YAKIN[-1][1])

    @property
    def huruf(self) -> str:
        """The column's letter in a spreadsheet."""
        return column_letter(self.indeks)

    @property
    def alamat(self) -> str:
        """'G (U1)': letter and header, for sentences."""
        return f"{self.huruf} ({self.judul})" if self.judul else self.huruf


@dataclass(frozen=True)
class Pemetaan:
    """The meaning of a sheet's columns. A plain value: corrections make a new one.

    ``baris_judul`` is the header's row (1 = first). ``keraguan`` are sentences that the operator must confirm.
    """

    lembar: str
    baris_judul: int
    kolom: tuple[Kolom, ...]
    keraguan: tuple[str, ...] = ()

    @property
    def instrumen(self) -> tuple[str, ...]:
        """Codes of the instruments that have at least one column, in the order of their first column."""
        pairs = (split_butir(kolom.peran) for kolom in self.kolom)
        return tuple(dict.fromkeys(pair[0] for pair in pairs if pair))

    def columns(self, *peran: str) -> tuple[Kolom, ...]:
        """The columns that have one of these roles."""
        return tuple(kolom for kolom in self.kolom if kolom.peran in peran)

    def column(self, peran: str) -> Kolom | None:
        """The first column with this role, or None."""
        return next((kolom for kolom in self.kolom if kolom.peran == peran), None)

    def with_role(self, column: int | str, peran: str) -> Pemetaan:
        """The mapping with another role for one column (index or letter). RefusedError: no such column, or no role."""
        if peran not in PERAN_UMUM and split_butir(peran) is None:
            raise RefusedError(f"Peran kolom '{peran}' tidak ada. Pilihannya: unsur, {', '.join(PERAN_UMUM)}.")
        for kolom in self.kolom:
            if column in (kolom.indeks, kolom.huruf):
                changed = replace(kolom, peran=peran, cara="operator", yakin=1.0, catatan="")
                rest = tuple(changed if one is kolom else one for one in self.kolom)
                return replace(self, kolom=rest)
        raise RefusedError(f"Lembar {self.lembar} tidak mempunyai kolom {column}.")

    def confirmed(self) -> Pemetaan:
        """The mapping after the operator has confirmed its doubts."""
        return replace(self, keraguan=())

    def fits(self, sheet: RawSheet) -> bool:
        """True when the sheet has the same headers in the same places, so that the mapping can be used for it."""
        return has_titles(sheet, self.baris_judul, [kolom.judul for kolom in self.kolom])

    def to_json(self) -> str:
        """The mapping as text: for a profile, or to tell one meaning of a file from another."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @property
    def kunci(self) -> str:
        """Digest of what the columns mean (not of how that was found out)."""
        meaning = [self.lembar, self.baris_judul, [(kolom.indeks, kolom.peran) for kolom in self.kolom]]
        return hashlib.sha256(json.dumps(meaning).encode()).hexdigest()


def mapping_from_json(text: str) -> Pemetaan:
    """A mapping from to_json; RefusedError when the text is not one."""
    try:
        raw = json.loads(text)
        kolom = tuple(_column_from(one, place) for place, one in enumerate(raw["kolom"]))
        return Pemetaan(str(raw["lembar"]), int(raw["baris_judul"]), kolom, tuple(map(str, raw["keraguan"])))
    except (ValueError, KeyError, TypeError) as exc:
        raise RefusedError("Profil pemetaan kolom ini tidak dapat dibaca. Buat pemetaan baru dari berkasnya.") from exc


def _column_from(raw: Mapping[str, object], place: int) -> Kolom:
    peran = str(raw["peran"])
    if raw["indeks"] != place or (peran not in PERAN_UMUM and split_butir(peran) is None):
        raise ValueError(f"column {place} of the mapping")
    yakin = float(str(raw["yakin"]))
    other = str(raw.get("alternatif", ""))
    other_yakin = float(str(raw.get("alternatif_yakin", 0.0)))
    return Kolom(place, str(raw["judul"]), peran, str(raw["cara"]), yakin, str(raw["catatan"]), other, other_yakin)
