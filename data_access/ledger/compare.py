"""The dry run: what a file would change, told before anything is stored."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from data_access import schema
from data_access.answers import LembarJawaban
from data_access.engine import as_utc, unavailable_as
from data_access.ledger.cells import cell_places
from data_access.ledger.checks import complete_sheets
from data_access.ledger.effects import Dampak, DampakSatker, effects
from data_access.ledger.matching import BARU, BERUBAH, TETAP, Dikenal, Padanan, by_instrument, known_names, match


@dataclass(frozen=True)
class Asal:
    """An earlier import that brought ``n`` of the vanished respondents."""

    impor_id: int
    nama_berkas: str
    diimpor_pada: datetime
    n: int


@dataclass(frozen=True)
class SelisihSel:
    """One satker, instrument and month of the file. ``hilang``: respondents who count now and are not in the file.

    ``is_lain``: none of the earlier respondents is in the file, so it may well hold other people: whether it adds or
    replaces is for the operator to say.
    """

    satker: str
    instrumen: str
    bulan: int
    baru: int
    tetap: int
    berubah: int
    hilang: int
    is_lain: bool
    dampak: Dampak
    asal: tuple[Asal, ...]


@dataclass(frozen=True, eq=False)
class Temuan:
    """What a comparison rests on: storing the same sheets into the same data need not compare again.

    ``diberikan``: the sheets as they were given; ``lengkap``: what is stored of them; ``padanan``: what was found, one an
    instrument; ``keadaan``: number and time of the last change of the data; ``by_content``: see matching.match.
    """

    diberikan: tuple[LembarJawaban, ...]
    lengkap: tuple[LembarJawaban, ...]
    padanan: tuple[Padanan, ...]
    dikenal: Dikenal
    keadaan: tuple[int, datetime]
    by_content: bool

    def complete(self, lembar: Sequence[LembarJawaban]) -> Sequence[LembarJawaban]:
        """complete_sheets(), at once where these are the sheets that were compared."""
        return self.lengkap if _are_same(lembar, self.diberikan) else complete_sheets(lembar)

    def still(
        self, connection: sa.Connection, lengkap: Sequence[LembarJawaban], *, by_content: bool
    ) -> tuple[Padanan, ...] | None:
        """What was found, when comparing these complete sheets would find just that again; the caller holds the lock."""
        same = by_content == self.by_content and _are_same(lengkap, self.lengkap)
        unchanged = same and _state(connection) == self.keadaan and known_names(connection) == self.dikenal
        return self.padanan if unchanged else None


def _are_same(lembar: Sequence[LembarJawaban], other: Sequence[LembarJawaban]) -> bool:
    # The objects themselves: nothing writes into the arrays of a sheet.
    return len(lembar) == len(other) and all(one is two for one, two in zip(lembar, other, strict=True))


def _state(connection: sa.Connection) -> tuple[int, datetime]:
    versi, pada = connection.execute(sa.select(schema.versi_data.c.versi, schema.versi_data.c.diubah_pada)).one()
    return int(versi), pada


@dataclass(frozen=True)
class Selisih:
    """What storing the file would do. Numbers of an internal survey (docs/adr/0007) are not in it.

    ``sel``: public instruments by satker and month; ``satker``: the effect on each satker over the months of the file;
    ``rahasia``: internal instruments of the file, True where anything is different; ``id_ganda``: rows by instrument
    whose id occurs more than once in the file, so that it identifies nobody; ``hanya_isi``: rows taken for people who
    are stored because date and answers are the same, without an id or a time; ``tanda``: digest of the whole outcome;
    ``temuan``: for store() alone.
    """

    sel: tuple[SelisihSel, ...]
    satker: tuple[DampakSatker, ...]
    rahasia: Mapping[str, bool]
    id_ganda: Mapping[str, int]
    hanya_isi: int
    tanda: str = field(repr=False)
    temuan: Temuan = field(repr=False, compare=False)

    @property
    def baru(self) -> int:
        """Respondents who are not stored."""
        return sum(sel.baru for sel in self.sel)

    @property
    def tetap(self) -> int:
        """Respondents who are stored just so."""
        return sum(sel.tetap for sel in self.sel)

    @property
    def berubah(self) -> int:
        """Respondents who are stored with something else than the file says."""
        return sum(sel.berubah for sel in self.sel)

    @property
    def hilang(self) -> int:
        """Vanished respondents of cells of which the file holds others that were there."""
        return sum(sel.hilang for sel in self.sel if not sel.is_lain)

    @property
    def lain(self) -> int:
        """Earlier respondents of cells of which the file holds nobody who was there."""
        return sum(sel.hilang for sel in self.sel if sel.is_lain)

    @property
    def is_ambiguous(self) -> bool:
        """True when the file may hold the same people again, or others who answered alike: nothing in it tells which."""
        return bool(self.lain or (self.hanya_isi and self.hilang))

    @property
    def is_same(self) -> bool:
        """Everybody in the file is stored just so, and nobody has vanished."""
        return not (self.baru or self.berubah or self.hilang or self.lain or any(self.rahasia.values()))


def compare(engine: sa.Engine, lembar: Sequence[LembarJawaban], *, by_content: bool = True) -> Selisih:
    """What storing these sheets would change; nothing is written. Without ``by_content``: see matching.match.

    RefusedError for rows without satker or date, as store() has it; SourceUnavailableError when the database is away.
    """
    lengkap = tuple(complete_sheets(lembar))
    sentence = "Selisih tidak dapat dihitung: basis data tidak dapat dibaca. Ulangi nanti."
    with unavailable_as(sentence), engine.connect() as connection:
        keadaan, dikenal = _state(connection), known_names(connection)
        padanan = tuple(match(connection, sheet, dikenal, by_content=by_content) for sheet in by_instrument(lengkap))
        return _selisih(connection, Temuan(tuple(lembar), lengkap, padanan, dikenal, keadaan, by_content))


def outcome(padanan: Sequence[Padanan]) -> str:
    """Digest of who is new, unchanged, changed and vanished: equal when a comparison gives the same again."""
    digest = hashlib.sha256()
    for one in sorted(padanan, key=lambda found: found.sheet.instrumen.kode):
        digest.update(one.sheet.instrumen.kode.encode())
        met = np.where(one.lama >= 0, one.versi.id[one.lama], 0) if len(one.versi) else one.lama
        for part in (one.status, met, one.versi.id[one.hilang]):
            digest.update(len(part).to_bytes(8, "little") + part.astype("<i8").tobytes())
    return digest.hexdigest()


def _selisih(connection: sa.Connection, temuan: Temuan) -> Selisih:
    padanan, dikenal = temuan.padanan, temuan.dikenal
    cells: list[SelisihSel] = []
    whole: list[DampakSatker] = []
    for one in padanan:
        if not one.sheet.instrumen.internal:
            by_cell, by_satker = effects(connection, one, dikenal.instrumen.get(one.sheet.instrumen.kode))
            cells += _cells(connection, one, by_cell)
            whole += by_satker
    return Selisih(
        sel=tuple(cells),
        satker=tuple(whole),
        rahasia={
            one.sheet.instrumen.kode: not one.is_same or bool(len(one.hilang))
            for one in padanan
            if one.sheet.instrumen.internal
        },
        id_ganda={
            one.sheet.instrumen.kode: one.id_ganda
            for one in padanan
            if one.id_ganda and not one.sheet.instrumen.internal
        },
        hanya_isi=sum(one.hanya_isi for one in padanan if not one.sheet.instrumen.internal),
        tanda=outcome(padanan),
        temuan=temuan,
    )


def _cells(connection: sa.Connection, one: Padanan, dampak: Mapping[tuple[str, int], Dampak]) -> list[SelisihSel]:
    sheet = one.sheet
    keys, places = cell_places(sheet)
    at = {key: place for place, key in enumerate(keys)}

    def count(rows: npt.NDArray[np.bool_]) -> list[int]:
        counted: list[int] = np.bincount(places[rows], minlength=len(keys)).tolist()
        return counted

    new, same, changed = (count(one.status == status) for status in (BARU, TETAP, BERUBAH))
    met = count(one.lama >= 0)
    asal = _origins(connection, one)
    return [
        SelisihSel(
            satker=cell[0],
            instrumen=sheet.instrumen.kode,
            bulan=cell[1],
            baru=new[at[cell]],
            tetap=same[at[cell]],
            berubah=changed[at[cell]],
            hilang=sum(origin.n for origin in asal.get(cell, ())),
            is_lain=cell in asal and not met[at[cell]],
            dampak=found,
            asal=tuple(asal.get(cell, ())),
        )
        for cell, found in dampak.items()
    ]


def _origins(connection: sa.Connection, one: Padanan) -> dict[tuple[str, int], list[Asal]]:
    """Who brought the vanished, by (satker code, month); the oldest import first."""
    kode = one.codes_of_satker
    lost = one.versi.take(one.hilang)
    counted = Counter(zip(lost.satker_id.tolist(), lost.bulan.tolist(), lost.impor_id.tolist(), strict=True))
    impor = schema.impor
    wanted = sorted({impor_id for _, _, impor_id in counted})
    select = sa.select(impor.c.id, impor.c.nama_berkas, impor.c.diimpor_pada).where(impor.c.id.in_(wanted))
    known = {row.id: row for row in connection.execute(select)} if wanted else {}
    found: dict[tuple[str, int], list[Asal]] = {}
    for (satker_id, bulan, impor_id), n in sorted(counted.items()):
        batch = known[impor_id]
        origin = Asal(impor_id, batch.nama_berkas, as_utc(batch.diimpor_pada), n)
        found.setdefault((str(kode[satker_id]), bulan), []).append(origin)
    return found
