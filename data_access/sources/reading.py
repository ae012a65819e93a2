"""One pull: which rows of a table or view, as a file of one sheet, so that everything after it is as for a file."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from data_access.errors import RefusedError
from data_access.files.reading.cells import RawFile, RawSheet
from data_access.files.reading.limits import DEFAULT, number
from data_access.files.texts import clean_text
from data_access.sources.cells import SheetBuilder
from data_access.sources.connecting import reading
from data_access.sources.explain import told
from data_access.sources.marks import Nilai, Penanda, as_mark, before, kind
from data_access.sources.settings import Sumber

Progress = Callable[[str, int, int], None]
JENIS = "basis data"
_BLOCK = 2_000


@dataclass(frozen=True)
class Permintaan:
    """From where to read: ``mulai`` (None: the beginning), less the source's ``mundur``; ``lanjut``: the next piece of
    the same pull, so exactly from ``mulai`` on. ``semua``: the whole table in one piece."""

    mulai: Penanda | None = None
    semua: bool = False
    lanjut: bool = False


@dataclass(frozen=True, eq=False)
class Tarikan:
    """Rows of a source. ``penanda`` is what to keep when they are stored; ``is_penuh``: the whole table, so who is not
    in it is no longer in the source; ``is_awal``: the first rows that are ever read of it; ``ada_lagi``: more rows follow,
    to be pulled from ``penanda`` on."""

    sumber: Sumber
    berkas: RawFile
    baris: int
    kolom_id: str
    penanda: Penanda | None
    is_penuh: bool
    is_awal: bool
    ada_lagi: bool


@dataclass(frozen=True)
class _Potongan:
    """Which rows: from ``dari`` to ``sampai`` of the mark column (None = no bound)."""

    dari: Nilai | None = None
    sampai: Nilai | None = None
    puncak: Nilai | None = None


def pull(
    sumber: Sumber, permintaan: Permintaan, kunci: str, *, now: datetime, progress: Progress | None = None
) -> Tarikan:
    """Read a source, at most ``sumber.batas_baris`` rows; ``kunci`` goes into the new mark, ``now`` is UTC.

    SourceUnavailableError when the source does not give the rows, RefusedError when its settings do not fit it; both
    say what to do.
    """
    with reading(sumber, now=now) as connection:
        table, header = _table(connection, sumber)
        kolom_id = _id_column(connection, sumber, header)
        if sumber.penanda and not kolom_id:
            # Without a key a respondent is told by minute and answers, and a pull would cut groups of equal ones.
            raise RefusedError(
                told(sumber, "penanda hanya dapat dipakai bersama id: tulis kolom yang menunjuk satu responden.")
            )
        part = _part(connection, sumber, table, permintaan)
        query = _rows(sumber, table, header, kolom_id, part, with_blank=not permintaan.lanjut)
        sheet = _fetch(connection, sumber, query, header, progress)
    limit = part.sampai if part.sampai is not None else part.puncak
    return Tarikan(
        sumber=sumber,
        berkas=_as_file(sumber, sheet),
        baris=sheet.n_baris - 1,
        kolom_id=kolom_id,
        penanda=permintaan.mulai if limit is None else Penanda(limit, kunci),
        is_penuh=part.dari is None and part.sampai is None,
        is_awal=permintaan.mulai is None,
        ada_lagi=part.sampai is not None,
    )


def _table(connection: sa.Connection, sumber: Sumber) -> tuple[sa.TableClause, tuple[str, ...]]:
    """(the table, its columns). The name is one that the database itself lists, and is quoted: it is never SQL."""
    found = sa.inspect(connection).has_table(sumber.tabel, schema=sumber.skema or None)
    name = sa.sql.quoted_name(sumber.tabel, quote=True)
    schema = sa.sql.quoted_name(sumber.skema, quote=True) if sumber.skema else None
    if not found:
        raise RefusedError(
            told(sumber, "tabel atau view di berkas rahasia tidak ada, atau pengguna di url tidak berhak melihatnya.")
        )
    bare = sa.table(name, schema=schema)
    header = tuple(connection.execute(sa.select(sa.literal_column("*")).select_from(bare).limit(0)).keys())
    if len(header) > DEFAULT.max_columns:
        raise RefusedError(told(sumber, f"tabel itu mempunyai lebih dari {number(DEFAULT.max_columns)} kolom."))
    for key, kolom in (("penanda", sumber.penanda), ("id", sumber.kolom_id)):
        if kolom and kolom not in header:
            raise RefusedError(told(sumber, f"kolom {kolom} ({key}) tidak ada di tabel {sumber.tabel}."))
    columns: list[sa.ColumnClause[Any]] = [sa.column(sa.sql.quoted_name(kolom, quote=True)) for kolom in header]
    return sa.table(name, *columns, schema=schema), header


def _id_column(connection: sa.Connection, sumber: Sumber, header: tuple[str, ...]) -> str:
    """The column that names a respondent: as set, else a primary key of one column, else ''."""
    if sumber.kolom_id:
        return sumber.kolom_id
    inspector = sa.inspect(connection)
    if sumber.tabel not in inspector.get_table_names(schema=sumber.skema or None):
        return ""  # a view has no key
    key = inspector.get_pk_constraint(sumber.tabel, schema=sumber.skema or None)["constrained_columns"]
    return key[0] if len(key) == 1 and key[0] in header else ""


def _part(connection: sa.Connection, sumber: Sumber, table: sa.TableClause, permintaan: Permintaan) -> _Potongan:
    """Which rows are asked for: up to the newest mark, or up to a mark that keeps the piece within its limit."""
    mulai = permintaan.mulai
    if not sumber.penanda:
        return _Potongan()
    kolom = table.c[sumber.penanda]
    known = sa.select(kolom).where(kolom.is_not(None))
    top = connection.scalar(known.order_by(kolom.desc()).limit(1))
    if top is None:
        return _Potongan()
    puncak = as_mark(top, sumber.penanda)
    if mulai is not None and kind(mulai.nilai) != kind(puncak):
        mulai = None
    if permintaan.semua:
        return _Potongan(puncak=puncak)
    dari = None
    if mulai is not None:
        dari = mulai.nilai if permintaan.lanjut else before(mulai.nilai, sumber.mundur)
        known = known.where(kolom >= dari)
    # A fifth is kept free for rows with the same mark and for the other rows of the same respondents.
    last = connection.scalar(known.order_by(kolom).offset(sumber.batas_baris * 4 // 5 - 1).limit(1))
    sampai = None if last is None else as_mark(last, sumber.penanda)
    if sampai is None or sampai == puncak:
        return _Potongan(dari, None, puncak)
    if mulai is not None and not mulai.nilai < sampai:  # type: ignore[operator]  # one column has one kind of value
        raise RefusedError(
            told(
                sumber,
                f"lebih dari {number(sumber.batas_baris)} baris mempunyai penanda yang sama atau termasuk yang dibaca "
                "ulang. Naikkan batas_baris atau kurangi mundur.",
            )
        )
    return _Potongan(dari, sampai, puncak)


def _rows(
    sumber: Sumber, table: sa.TableClause, header: tuple[str, ...], kolom_id: str, part: _Potongan, *, with_blank: bool
) -> sa.Select[tuple[object, ...]]:
    """The question. Respondents of several rows (long form) come whole as soon as one of their rows is asked for."""
    query = sa.select(*(table.c[kolom] for kolom in header))
    order = [table.c[kolom] for kolom in (sumber.penanda, kolom_id) if kolom]
    if part.dari is not None or part.sampai is not None:
        kolom = table.c[sumber.penanda]
        bounds = [kolom >= part.dari] if part.dari is not None else []
        bounds += [kolom <= part.sampai] if part.sampai is not None else []
        wanted = [sa.and_(*bounds)]
        if kolom_id:
            same = table.alias("sebagian")
            inner = [same.c[sumber.penanda] >= part.dari] if part.dari is not None else []
            inner += [same.c[sumber.penanda] <= part.sampai] if part.sampai is not None else []
            wanted.append(table.c[kolom_id].in_(sa.select(same.c[kolom_id]).where(*inner)))
        if with_blank:
            wanted.append(kolom.is_(None))
            if isinstance(part.puncak, date) and sumber.url.get_backend_name() in ("mysql", "mariadb"):
                wanted.append(kolom == sa.literal_column("0"))  # '0000-00-00', the blank of old tables
        query = query.where(sa.or_(*wanted))
    return query.order_by(*order).limit(sumber.batas_baris + 1)


def _fetch(
    connection: sa.Connection,
    sumber: Sumber,
    query: sa.Select[tuple[object, ...]],
    header: tuple[str, ...],
    progress: Progress | None,
) -> RawSheet:
    builder = SheetBuilder(clean_text(sumber.tabel)[:100] or sumber.nama, header, sumber.zona_sesi)
    # Whole, not streamed: cursors on the server leave tracebacks on stderr when the line breaks (PyMySQL, psycopg), and
    # 100,000 rows x 20 columns are 110 MB.
    result = connection.execute(query)
    while rows := result.fetchmany(_BLOCK):
        builder.extend(rows)
        if progress is not None:
            progress("Menarik data", builder.rows, 0)
        if builder.rows > sumber.batas_baris:
            raise RefusedError(
                told(
                    sumber,
                    f"ada lebih dari {number(sumber.batas_baris)} baris untuk satu tarikan. Naikkan batas_baris di "
                    "berkas rahasia, atau atur penanda supaya ditarik sebagian-sebagian.",
                )
            )
    result.close()
    return builder.finish(DEFAULT.max_cell_text)


def _as_file(sumber: Sumber, sheet: RawSheet) -> RawFile:
    """The sheet as a file; its digest is that of the cells, so that the same rows again are the same file."""
    digest, size = hashlib.sha256(), 0
    for kolom in sheet.kolom:
        for part in (repr(kolom.values).encode("utf-8", "replace"), kolom.codes.tobytes()):
            digest.update(part)
            size += len(part)
    nama = f"Tarikan {sumber.judul or sumber.nama}"
    return RawFile(nama=nama, sha256=digest.hexdigest(), ukuran=size, jenis=JENIS, lembar=(sheet,))
