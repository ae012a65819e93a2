"""The dry run: what a file would change, told before anything is stored."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
import sqlalchemy as sa

from data_access import schema
from data_access.answers import LembarJawaban
from data_access.engine import as_utc, unavailable_as
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


@dataclass(frozen=True)
class Selisih:
    """What storing the file would do. Numbers of an internal survey (docs/adr/0007) are not in it.

    ``sel``: public instruments by satker and month; ``satker``: the effect on each satker over the months of the file;
    ``rahasia``: internal instruments of the file, True where anything is different; ``id_ganda``: rows by instrument
    whose id occurs more than once in the file, so that it identifies nobody; ``hanya_isi``: rows taken for people who
    are stored because date and answers are the same, without an id or a time; ``tanda``: digest of the whole outcome.
    """

    sel: tuple[SelisihSel, ...]
    satker: tuple[DampakSatker, ...]
    rahasia: Mapping[str, bool]
    id_ganda: Mapping[str, int]
    hanya_isi: int
    tanda: str = field(repr=False)

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
    sheets = by_instrument(complete_sheets(lembar))
    sentence = "Selisih tidak dapat dihitung: basis data tidak dapat dibaca. Ulangi nanti."
    with unavailable_as(sentence), engine.connect() as connection:
        dikenal = known_names(connection)
        return _selisih(
            connection, [match(connection, sheet, dikenal, by_content=by_content) for sheet in sheets], dikenal
        )


def outcome(padanan: Sequence[Padanan]) -> str:
    """Digest of who is new, unchanged, changed and vanished: equal when a comparison gives the same again."""
    digest = hashlib.sha256()
    for one in sorted(padanan, key=lambda found: found.sheet.instrumen.kode):
        digest.update(one.sheet.instrumen.kode.encode())
        met = np.where(one.lama >= 0, one.versi.id[one.lama], 0) if len(one.versi) else one.lama
        for part in (one.status, met, one.versi.id[one.hilang]):
            digest.update(len(part).to_bytes(8, "little") + part.astype("<i8").tobytes())
    return digest.hexdigest()


def _selisih(connection: sa.Connection, padanan: Sequence[Padanan], dikenal: Dikenal) -> Selisih:
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
    )


def _cells(connection: sa.Connection, one: Padanan, dampak: Mapping[tuple[str, int], Dampak]) -> list[SelisihSel]:
    sheet = one.sheet
    rows = list(zip(sheet.satker.tolist(), sheet.months.tolist(), strict=True))
    counts = {
        status: Counter(row for row, found in zip(rows, one.status.tolist(), strict=True) if found == status)
        for status in (BARU, TETAP, BERUBAH)
    }
    met = Counter(row for row, lama in zip(rows, one.lama.tolist(), strict=True) if lama >= 0)
    asal = _origins(connection, one)
    return [
        SelisihSel(
            satker=cell[0],
            instrumen=sheet.instrumen.kode,
            bulan=cell[1],
            baru=counts[BARU][cell],
            tetap=counts[TETAP][cell],
            berubah=counts[BERUBAH][cell],
            hilang=sum(origin.n for origin in asal.get(cell, ())),
            is_lain=cell in asal and not met[cell],
            dampak=found,
            asal=tuple(asal.get(cell, ())),
        )
        for cell, found in dampak.items()
    ]


def _origins(connection: sa.Connection, one: Padanan) -> dict[tuple[str, int], list[Asal]]:
    """Who brought the vanished, by (satker code, month); the oldest import first."""
    kode = dict(zip(one.satker_id.tolist(), one.sheet.satker.tolist(), strict=True))
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
