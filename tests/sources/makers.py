"""Sources as an administrator would set them up, and the same pull steps as page and command make."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from dashboard.importing import Persetujuan
from dashboard.pulling import Tujuan, fetch, read, save
from data_access import schema
from data_access.answers import DIMENSI
from data_access.files.reading.cells import Cell
from data_access.ledger.writing import TAMBAH
from data_access.satker_names import SatkerBaru
from data_access.sources.marks import Penanda
from data_access.sources.reading import Permintaan, Tarikan, pull
from data_access.sources.settings import Sumber
from data_access.store import HasilSimpan

NOW = datetime(2026, 11, 20, 3, 30, tzinfo=UTC)
KUNCI = "uji"


def source(url: str, tabel: str = "jawaban", **settings: Any) -> Sumber:  # noqa: ANN401 - of several kinds
    """A source named 'uji'."""
    return Sumber("uji", sa.make_url(url), tabel, **settings)


def pull_all(sumber: Sumber, mulai: Penanda | None = None, **wanted: bool) -> Tarikan:
    """One piece of a pull."""
    return pull(sumber, Permintaan(mulai, **wanted), KUNCI, now=NOW)


def rows(tarikan: Tarikan) -> list[tuple[Cell, ...]]:
    """The rows under the header."""
    (sheet,) = tarikan.berkas.lembar
    return [sheet.row(baris) for baris in range(2, sheet.n_baris + 1)]


def column(tarikan: Tarikan, nama: str) -> list[Cell]:
    """The cells of one column, without its header."""
    (sheet,) = tarikan.berkas.lembar
    place = sheet.row(1).index(nama)
    return [row[place] for row in rows(tarikan)]


def pull_into(
    tujuan: Tujuan, sumber: Sumber, *, semua: bool = False, cara: str = TAMBAH, now: datetime = NOW
) -> list[HasilSimpan | None]:
    """A whole pull, stored piece by piece as the command does it, doubts confirmed and unknown satker made."""
    done = []
    for tarikan in fetch(tujuan, sumber, semua=semua, now=now):
        piece = read(tujuan, tarikan, now)
        found = piece.check.hasil.ringkasan.satker_tidak_dikenal if piece.check else ()
        agreed = Persetujuan(confirmed=True, create_satker=[SatkerBaru(kode) for kode in found], cara=cara)
        done.append(save(tujuan.engine, piece, agreed, now=now))
    return done


def counting(engine: sa.Engine) -> list[tuple[object, ...]]:
    """The respondents who count, with names in place of numbers: equal when two databases say the same."""
    jawaban = schema.jawaban
    names = [schema.kategori.alias(name) for name in DIMENSI]
    query = sa.select(
        schema.satker.c.kode,
        schema.instrumen.c.kode,
        jawaban.c.tanggal,
        jawaban.c.menit,
        jawaban.c.kunci,
        jawaban.c.indeks,
        *(jawaban.c[name] for name in schema.SKOR),
        *(name.c.nama for name in names),
    ).where(jawaban.c.aktif)
    query = query.join(schema.satker, schema.satker.c.id == jawaban.c.satker_id)
    query = query.join(schema.instrumen, schema.instrumen.c.id == jawaban.c.instrumen_id)
    for name, table in zip(DIMENSI, names, strict=True):
        query = query.outerjoin(table, table.c.id == jawaban.c[f"{name}_id"])
    with engine.connect() as connection:
        return sorted((tuple(row) for row in connection.execute(query)), key=repr)
