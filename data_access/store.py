"""Storing answers: one transaction per file, rollup included. Whole or not at all; the same again changes nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from data_access import rollup_store, schema
from data_access.answers import LembarJawaban
from data_access.bulk import insert_rows
from data_access.engine import as_utc, unavailable_as, writing
from data_access.errors import RefusedError
from data_access.instrument_store import from_json, is_same_shape, to_json
from data_access.ledger.batches import open_batch
from data_access.ledger.checks import complete_sheets
from data_access.ledger.compare import Selisih, outcome
from data_access.ledger.matching import BARU, BERUBAH, TETAP, Padanan, by_instrument, known_names, match
from data_access.ledger.rows import Progress
from data_access.ledger.writing import GANTI, TAMBAH, TERPISAH, with_categories, write_sheet
from data_access.satker_names import SatkerBaru
from scoring.instruments import Instrumen

JENIS = "jawaban"
BANDINGKAN = "Membandingkan dengan data yang tersimpan"
NOT_STORED = (
    "Data tidak tersimpan: basis data tidak dapat ditulis (penuh, terkunci, atau hanya-baca). Tidak ada yang berubah; "
    "perbaiki lalu ulangi."
)


@dataclass(frozen=True)
class Berkas:
    """Where the answers come from. ``kunci``: whatever else decided their meaning (mapping, satker chosen).

    ``profil``: the saved column mapping that was used; ``sumber``: ``tarikan:NAMA`` for a pull, '' for a file.
    """

    nama: str
    sha256: str
    ukuran: int
    baris_dibaca: int
    kunci: str = ""
    oleh: str = ""
    is_contoh: bool = False
    profil: str = ""
    sumber: str = ""


@dataclass(frozen=True)
class HasilSimpan:
    """What storing did. ``is_baru`` False: nothing changed, because batch ``impor_id`` says the same since ``disimpan_pada``.

    ``jumlah``: respondents in the file by instrument. ``baru``, ``tetap``, ``berubah``, ``ditarik``: respondents that
    were new, unchanged, changed, withdrawn, without those of internal surveys; ``ditolak``: rows left out as wrong.
    """

    is_baru: bool
    impor_id: int
    disimpan_pada: datetime
    jumlah: Mapping[str, int] = field(default_factory=dict)
    satker_baru: tuple[str, ...] = ()
    baru: int = 0
    tetap: int = 0
    berubah: int = 0
    ditarik: int = 0
    ditolak: int = 0


@dataclass(frozen=True)
class Catatan:
    """What is kept with a batch beside its answers.

    ``ditolak``: (row of the file, reason) of the rows left out; ``kategori``: (dimension, text as written, category,
    rows) of what was read as which category.
    """

    ditolak: Sequence[tuple[int, str]] = ()
    kategori: Sequence[tuple[str, str, str, int]] = ()

    def write(self, connection: sa.Connection, impor_id: int) -> None:
        """Store both under the batch."""
        rows = [(impor_id, *row) for row in self.ditolak]
        insert_rows(connection, schema.impor_ditolak, ("impor_id", "baris", "alasan"), rows)
        texts = [(impor_id, *row) for row in self.kategori]
        insert_rows(connection, schema.impor_kategori, ("impor_id", "dimensi", "asli", "nama", "n"), texts)


def fingerprint(berkas: Berkas, lembar: Sequence[LembarJawaban]) -> str:
    """Identity of an import: the file's bytes with the instruments, satker and choices that gave them meaning."""
    # The instrument by its code, not its text: a better synonym in a later version must not let a file in twice.
    sheets = [[sheet.instrumen.kode, sorted(map(str, sheet.distinct_satker[1]))] for sheet in lembar]
    meaning = json.dumps([berkas.sha256, berkas.kunci, sheets])
    return hashlib.sha256(meaning.encode()).hexdigest()


def unknown_satker(engine: sa.Engine, lembar: Sequence[LembarJawaban]) -> list[str]:
    """Codes in the answers that the database does not know, sorted; the operator confirms them before they are made."""
    wanted = {str(kode) for sheet in lembar for kode in sheet.distinct_satker[1] if kode}
    with unavailable_as("Basis data tidak dapat dibaca; periksa lalu ulangi."), engine.connect() as connection:
        known = set(connection.scalars(sa.select(schema.satker.c.kode)))
    return sorted(wanted - known)


def store(  # noqa: PLR0913 - most are optional, and each is another choice of the operator
    engine: sa.Engine,
    berkas: Berkas,
    lembar: Sequence[LembarJawaban],
    *,
    now: datetime,
    create_satker: Sequence[SatkerBaru] = (),
    cara: str = TAMBAH,
    expected: Selisih | None = None,
    catatan: Catatan | None = None,
    progress: Progress | None = None,
) -> HasilSimpan:
    """Store the answers and their rollup in one transaction; a row without any answer is no respondent and left out.

    ``now``: UTC. ``cara``: TAMBAH keeps earlier respondents of the file's satker and months who are not in it, GANTI
    withdraws them, TERPISAH takes all in the file for other people; the same file is never taken so twice.
    ``expected``: what ledger.compare told the operator, who wants it so; when it is no longer so, RefusedError. Without
    it a file that is stored already is not looked at again. ``progress`` may raise CancelledError.

    RefusedError when something is missing that would have to be guessed (satker, date) or when an instrument of the
    same code has another shape; SourceUnavailableError when the database does not take it.
    """
    sheets = expected.temuan.complete(lembar) if expected is not None else complete_sheets(lembar)
    with unavailable_as(NOT_STORED), writing(engine).begin() as connection:
        return store_in(
            connection, berkas, sheets, now, create_satker,
            cara=cara, expected=expected, catatan=catatan, progress=progress,
        )  # fmt: skip


def store_in(  # noqa: PLR0913 - as store() has them
    connection: sa.Connection,
    berkas: Berkas,
    lembar: Sequence[LembarJawaban],
    now: datetime,
    create_satker: Sequence[SatkerBaru],
    *,
    cara: str = TAMBAH,
    expected: Selisih | None = None,
    catatan: Catatan | None = None,
    progress: Progress | None = None,
) -> HasilSimpan:
    """store() inside the caller's transaction, for those who store more than answers in it; complete sheets only."""
    rollup_store.lock_writers(connection)
    sidik = fingerprint(berkas, lembar)
    is_again = cara == TERPISAH or (expected is None and cara == TAMBAH)
    if is_again and (known := _counting(connection, schema.impor.c.sidik, sidik)):
        return known
    padanan = _compare(connection, lembar, expected, progress, by_content=cara != TERPISAH)
    sheets = [one.sheet for one in padanan]
    is_new = any(not one.is_same or (cara == GANTI and len(one.hilang)) for one in padanan)
    if not is_new and (known := _counting(connection, schema.impor.c.sha256, berkas.sha256)):
        return known
    created = insert_satker(connection, create_satker)
    dikenal = known_names(connection)
    missing = sorted({str(kode) for sheet in sheets for kode in sheet.distinct_satker[1]} - set(dikenal.satker))
    if missing:
        raise RefusedError(f"Satker belum dikenal: {', '.join(missing)}. Konfirmasi pembuatannya dulu.")
    dikenal = with_categories(connection, sheets, dikenal)
    catatan = catatan or Catatan()
    impor_id = open_batch(
        connection, berkas, jenis=JENIS, sidik=sidik, now=now, baris_dibaca=berkas.baris_dibaca,
        ringkasan=_summary(sheets), cara=cara, ditolak=len(catatan.ditolak), **_counts(padanan, cara),
    )  # fmt: skip
    for one in padanan:
        instrumen_id = register_instrument(connection, one.sheet.instrumen)
        write_sheet(connection, one, impor_id, instrumen_id, dikenal, cara=cara, progress=progress)
    catatan.write(connection, impor_id)
    rollup_store.bump_version(connection, now)
    public = [one for one in padanan if not one.sheet.instrumen.internal]
    jumlah = {sheet.instrumen.kode: len(sheet) for sheet in sheets}
    return HasilSimpan(True, impor_id, now, jumlah, created, **_counts(public, cara), ditolak=len(catatan.ditolak))


def _compare(
    connection: sa.Connection,
    lembar: Sequence[LembarJawaban],
    expected: Selisih | None,
    progress: Progress | None,
    *,
    by_content: bool,
) -> Sequence[Padanan]:
    """One sheet an instrument beside what is stored; RefusedError when that is no longer what the operator saw."""
    if expected is not None and (found := expected.temuan.still(connection, lembar, by_content=by_content)) is not None:
        return found
    sheets = by_instrument(lembar)
    dikenal = known_names(connection)
    padanan = []
    for number, sheet in enumerate(sheets):
        if progress is not None:
            progress(BANDINGKAN, number, len(sheets))
        padanan.append(match(connection, sheet, dikenal, by_content=by_content))
    if expected is not None and outcome(padanan) != expected.tanda:
        raise RefusedError(
            "Data berubah sejak selisihnya ditampilkan: berkas lain disimpan atau dibatalkan. Tidak ada yang disimpan; "
            "periksa selisih yang baru, lalu simpan lagi."
        )
    return padanan


def _counting(connection: sa.Connection, column: sa.Column[str], value: str) -> HasilSimpan | None:
    """The last batch of answers with this value that is not undone; a batch stored anew has '#2' behind its sidik."""
    impor = schema.impor
    same = sa.or_(column == value, column.like(f"{value}#%"))
    where = (same, impor.c.jenis == JENIS, impor.c.dibatalkan_pada.is_(None))
    row = connection.execute(
        sa.select(impor.c.id, impor.c.diimpor_pada).where(*where).order_by(impor.c.id.desc())
    ).first()
    return None if row is None else HasilSimpan(False, int(row.id), as_utc(row.diimpor_pada))


def _counts(padanan: Sequence[Padanan], cara: str) -> dict[str, int]:
    """New, unchanged, changed and withdrawn respondents."""
    found = {
        name: sum(int((one.status == status).sum()) for one in padanan)
        for name, status in (("baru", BARU), ("tetap", TETAP), ("berubah", BERUBAH))
    }
    return found | {"ditarik": sum(len(one.hilang) for one in padanan) if cara == GANTI else 0}


def insert_satker(connection: sa.Connection, wanted: Sequence[SatkerBaru]) -> tuple[str, ...]:
    """Make the satker that are not there yet, inside the caller's transaction; returns their codes."""
    known = set(connection.scalars(sa.select(schema.satker.c.kode)))
    rows = [new.as_row() for new in {new.kode: new for new in wanted}.values() if new.kode not in known]
    if rows:
        connection.execute(sa.insert(schema.satker), rows)
    return tuple(str(row["kode"]) for row in rows)


def register_instrument(connection: sa.Connection, instrumen: Instrumen) -> int:
    """The id of the instrument, stored on first use; RefusedError when its code stands for another shape already."""
    table = schema.instrumen
    row = connection.execute(sa.select(table.c.id, table.c.definisi).where(table.c.kode == instrumen.kode)).first()
    if row is None:
        values = {"kode": instrumen.kode, "nama": instrumen.nama, "definisi": to_json(instrumen)}
        key = connection.execute(sa.insert(table).values(values)).inserted_primary_key
        assert key is not None  # noqa: S101 - a single-row insert reports its key
        return int(key[0])
    if not is_same_shape(from_json(row.definisi), instrumen):
        raise RefusedError(
            f"Instrumen {instrumen.kode!r} sudah tersimpan dengan unsur, butir, skala, atau kerahasiaan lain. "
            "Beri kode lain pada berkas instrumen yang baru."
        )
    return int(row.id)


def _summary(sheets: Sequence[LembarJawaban]) -> str:
    """JSON for the history: what each sheet holds."""
    return json.dumps(
        [
            {
                "instrumen": sheet.instrumen.kode,
                "n": len(sheet),
                "satker": len(sheet.distinct_satker[1]),
                "dari": str(sheet.tanggal.min().astype("datetime64[D]")),
                "sampai": str(sheet.tanggal.max().astype("datetime64[D]")),
            }
            for sheet in sheets
        ]
    )
