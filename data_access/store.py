"""Storing answers: one transaction per file, rollup included. Whole or not at all; the same again changes nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
import numpy.typing as npt
import pandas as pd
import sqlalchemy as sa

from data_access import rollup_store, schema
from data_access.answers import DIMENSI, LembarJawaban
from data_access.bulk import insert_rows
from data_access.engine import as_utc, unavailable_as, writing
from data_access.errors import RefusedError
from data_access.instrument_store import from_json, is_same_shape, to_json
from data_access.packing import pack
from data_access.satker_names import SatkerBaru
from scoring.instruments import Instrumen
from scoring.rollup import respondent_index, unsur_scores

# Longer names do not fit into an index of PostgreSQL; a cell as long as this is a comment and no category.
TEXT_MAX = 500
NOT_STORED = (
    "Data tidak tersimpan: basis data tidak dapat ditulis (penuh, terkunci, atau hanya-baca). Tidak ada yang berubah; "
    "perbaiki lalu ulangi."
)


@dataclass(frozen=True)
class Berkas:
    """Where the answers come from. ``kunci``: whatever else decided their meaning (mapping, satker chosen)."""

    nama: str
    sha256: str
    ukuran: int
    baris_dibaca: int
    kunci: str = ""
    oleh: str = ""
    is_contoh: bool = False


@dataclass(frozen=True)
class HasilSimpan:
    """What storing did. ``is_baru`` False: the file was already in, ``disimpan_pada`` says since when."""

    is_baru: bool
    impor_id: int
    disimpan_pada: datetime
    jumlah: Mapping[str, int] = field(default_factory=dict)
    satker_baru: tuple[str, ...] = ()


def fingerprint(berkas: Berkas, lembar: Sequence[LembarJawaban]) -> str:
    """Identity of an import: the file's bytes with the instruments, satker and choices that gave them meaning."""
    # The instrument by its code, not its text: a better synonym in a later version must not let a file in twice.
    sheets = [[sheet.instrumen.kode, sorted({str(kode) for kode in sheet.satker})] for sheet in lembar]
    meaning = json.dumps([berkas.sha256, berkas.kunci, sheets])
    return hashlib.sha256(meaning.encode()).hexdigest()


def unknown_satker(engine: sa.Engine, lembar: Sequence[LembarJawaban]) -> list[str]:
    """Codes in the answers that the database does not know, sorted; the operator confirms them before they are made."""
    wanted = {str(kode) for sheet in lembar for kode in sheet.satker if kode}
    with unavailable_as("Basis data tidak dapat dibaca; periksa lalu ulangi."), engine.connect() as connection:
        known = set(connection.scalars(sa.select(schema.satker.c.kode)))
    return sorted(wanted - known)


def store(
    engine: sa.Engine,
    berkas: Berkas,
    lembar: Sequence[LembarJawaban],
    *,
    now: datetime,
    create_satker: Sequence[SatkerBaru] = (),
) -> HasilSimpan:
    """Store the answers and their rollup in one transaction; a row without any answer is no respondent and left out.

    ``now``: UTC. RefusedError when something is missing that would have to be guessed (satker, date) or when an
    instrument of the same code has another shape; SourceUnavailableError when the database does not take it.
    """
    lembar = [sheet for sheet in map(LembarJawaban.answered, lembar) if len(sheet)]
    _check(lembar)
    with unavailable_as(NOT_STORED), writing(engine).begin() as connection:
        return store_in(connection, berkas, lembar, now, create_satker)


def _check(lembar: Sequence[LembarJawaban]) -> None:
    """RefusedError for what would have to be guessed (satker, date) and for what cannot be an answer or a name."""
    if not lembar:
        raise RefusedError("Tidak ada jawaban yang dapat disimpan dari berkas ini.")
    for sheet in lembar:
        low, high = sheet.instrumen.skala_min, sheet.instrumen.skala_maks
        beyond = ((sheet.butir != 0) & ((sheet.butir < low) | (sheet.butir > high))).any(axis=1)
        scale = f"dengan jawaban di luar skala {low} sampai {high} ({sheet.instrumen.kode})"
        _refuse(sheet, beyond, scale, "Perbaiki di berkas.")
        for what, missing in (("satker", sheet.satker == ""), ("tanggal", np.isnat(sheet.tanggal))):
            _refuse(sheet, missing, f"tanpa {what}", f"Isi di berkas, atau tentukan {what} untuk baris yang kosong.")
        for name, texts in (("satker", sheet.satker), *sheet.kategori.items()):
            unfit = [text for text in pd.unique(texts) if len(text) > TEXT_MAX or "\0" in text]
            problem = f"dengan {name} yang memuat lebih dari {TEXT_MAX} huruf atau karakter NUL"
            _refuse(sheet, np.isin(texts, np.array(unfit, dtype=object)), problem, "Ringkas di berkas.")


def _refuse(sheet: LembarJawaban, rows: npt.NDArray[np.bool_], problem: str, remedy: str) -> None:
    if rows.any():
        first = int(sheet.baris[int(np.flatnonzero(rows)[0])])
        raise RefusedError(f"{int(rows.sum())} baris {problem} (pertama: baris {first}). {remedy}")


def store_in(
    connection: sa.Connection,
    berkas: Berkas,
    lembar: Sequence[LembarJawaban],
    now: datetime,
    create_satker: Sequence[SatkerBaru],
) -> HasilSimpan:
    """store() inside the caller's transaction, for those who store more than answers in it; complete sheets only."""
    rollup_store.lock_writers(connection)
    sidik = fingerprint(berkas, lembar)
    known = connection.execute(
        sa.select(schema.impor.c.id, schema.impor.c.diimpor_pada).where(schema.impor.c.sidik == sidik)
    ).first()
    if known is not None:
        return HasilSimpan(False, int(known.id), as_utc(known.diimpor_pada))
    created = insert_satker(connection, create_satker)
    satker_id = _ids(connection, schema.satker)
    missing = sorted({str(kode) for sheet in lembar for kode in sheet.satker} - set(satker_id))
    if missing:
        raise RefusedError(f"Satker belum dikenal: {', '.join(missing)}. Konfirmasi pembuatannya dulu.")
    impor_id = _insert_batch(connection, berkas, sidik, lembar, now)
    for sheet in lembar:
        instrumen_id = register_instrument(connection, sheet.instrumen)
        kategori_id = _category_ids(connection, sheet)
        _insert_answers(connection, sheet, impor_id, instrumen_id, satker_id, kategori_id)
        rollup_store.add_sheet(connection, sheet, impor_id, instrumen_id, satker_id, kategori_id)
    rollup_store.bump_version(connection, now)
    counts: dict[str, int] = {}
    for sheet in lembar:
        counts[sheet.instrumen.kode] = counts.get(sheet.instrumen.kode, 0) + len(sheet)
    return HasilSimpan(True, impor_id, now, counts, created)


def insert_satker(connection: sa.Connection, wanted: Sequence[SatkerBaru]) -> tuple[str, ...]:
    """Make the satker that are not there yet, inside the caller's transaction; returns their codes."""
    known = set(connection.scalars(sa.select(schema.satker.c.kode)))
    rows = [new.as_row() for new in {new.kode: new for new in wanted}.values() if new.kode not in known]
    if rows:
        connection.execute(sa.insert(schema.satker), rows)
    return tuple(str(row["kode"]) for row in rows)


def _ids(connection: sa.Connection, table: sa.Table) -> dict[str, int]:
    return {str(kode): int(number) for kode, number in connection.execute(sa.select(table.c.kode, table.c.id))}


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


def _category_ids(connection: sa.Connection, sheet: LembarJawaban) -> dict[tuple[str, str], int]:
    table = schema.kategori
    wanted = {(name, str(text)) for name in DIMENSI for text in pd.unique(sheet.kategori[name]) if text}
    select = sa.select(table.c.dimensi, table.c.nama, table.c.id)
    known = {(row.dimensi, row.nama): int(row.id) for row in connection.execute(select)}
    new = sorted(wanted - set(known))
    if new:
        connection.execute(sa.insert(table), [{"dimensi": name, "nama": text} for name, text in new])
        known = {(row.dimensi, row.nama): int(row.id) for row in connection.execute(select)}
    return known


def _insert_batch(
    connection: sa.Connection, berkas: Berkas, sidik: str, lembar: Sequence[LembarJawaban], now: datetime
) -> int:
    ringkasan = [
        {
            "instrumen": sheet.instrumen.kode,
            "n": len(sheet),
            "satker": len(set(sheet.satker)),
            "dari": str(sheet.tanggal.min().astype("datetime64[D]")),
            "sampai": str(sheet.tanggal.max().astype("datetime64[D]")),
        }
        for sheet in lembar
    ]
    values = {
        "nama_berkas": berkas.nama, "sha256": berkas.sha256, "sidik": sidik, "ukuran": berkas.ukuran,
        "diimpor_pada": now, "oleh": berkas.oleh, "baris_dibaca": berkas.baris_dibaca,
        "lembar_disimpan": sum(map(len, lembar)), "ringkasan": json.dumps(ringkasan), "is_contoh": berkas.is_contoh,
    }  # fmt: skip
    key = connection.execute(sa.insert(schema.impor).values(values)).inserted_primary_key
    assert key is not None  # noqa: S101 - a single-row insert reports its key
    return int(key[0])


def _insert_answers(
    connection: sa.Connection,
    sheet: LembarJawaban,
    impor_id: int,
    instrumen_id: int,
    satker_id: Mapping[str, int],
    kategori_id: Mapping[tuple[str, str], int],
) -> None:
    scores = unsur_scores(sheet.butir, sheet.instrumen)
    names = schema.SKOR[: scores.shape[1]]
    days = sheet.tanggal.astype("datetime64[D]")
    minutes = (sheet.tanggal.astype("datetime64[m]") - days).astype(int)
    columns: list[Sequence[object]] = [
        [impor_id] * len(sheet),
        sheet.baris.tolist(),
        [satker_id[str(kode)] for kode in sheet.satker],
        [instrumen_id] * len(sheet),
        sheet.months.tolist(),
        np.datetime_as_string(days).tolist(),
        # Midnight exactly is how a source writes a date without a time.
        [minute or None for minute in minutes.tolist()],
        *([kategori_id.get((name, str(text))) for text in sheet.kategori[name]] for name in DIMENSI),
        respondent_index(scores, sheet.instrumen).tolist(),
        [None] * len(sheet) if sheet.instrumen.pembagi == 1 else pack(sheet.butir),
        *([score or None for score in column] for column in scores.T.tolist()),
    ]
    order = ("impor_id", "baris", "satker_id", "instrumen_id", "bulan", "tanggal", "menit",
             *(f"{name}_id" for name in DIMENSI), "indeks", "butir", *names)  # fmt: skip
    insert_rows(connection, schema.jawaban, order, zip(*columns, strict=True))
