"""What is asked of the database: pure functions from values to selects. Bound parameters; grouped in the database."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from data_access import schema
from data_access.repository import Saringan, Scope
from scoring.contract import JAWABAN
from scoring.periods import Periode

_S = schema.satker


def satker_in_scope(scope: Scope) -> sa.ColumnElement[bool]:
    """The viewer's scope as a condition on the satker table: the wall that every query of answers stands behind."""
    return sa.true() if scope.satker is None else _S.c.kode.in_(sorted(scope.satker))


def select_satker(scope: Scope) -> sa.Select[tuple[object, ...]]:
    """One row a satker in scope, columns as repository.SATKER."""
    columns = (_S.c.nama, _S.c.jenis, _S.c.rumpun, _S.c.induk, _S.c.zona_waktu, _S.c.bidik_predikat, _S.c.is_contoh)
    return (
        sa.select(_S.c.kode.label("satker"), *columns)
        .where(satker_in_scope(scope))
        .order_by(_S.c.jenis, _S.c.nama, _S.c.kode)
    )


def _conditions(table: sa.Table, scope: Scope, saringan: Saringan) -> list[sa.ColumnElement[bool]]:
    """Scope, satker and jenis through the satker table; instrument and months on the table itself."""
    wanted = [satker_in_scope(scope)]
    if saringan.satker:
        wanted.append(_S.c.kode.in_(saringan.satker))
    if saringan.jenis:
        wanted.append(_S.c.jenis.in_(saringan.jenis))
    instrumen_id = sa.select(schema.instrumen.c.id).where(schema.instrumen.c.kode == saringan.instrumen)
    conditions = [_S.c.id == table.c.satker_id, *wanted, table.c.instrumen_id == instrumen_id.scalar_subquery()]
    if saringan.periode is not None:
        conditions.append(table.c.bulan.between(saringan.periode.dari, saringan.periode.sampai))
    return conditions


def _key_columns(table: sa.Table, keys: Sequence[str]) -> list[sa.ColumnElement[object]]:
    known: dict[str, sa.ColumnElement[object]] = {"satker": _S.c.kode.label("satker"), "bulan": table.c.bulan}
    return [known[key] for key in keys]


def select_rekap(scope: Scope, saringan: Saringan, keys: Sequence[str]) -> sa.Select[tuple[object, ...]]:
    """Grain: keys x unsur_no. Sums of n, jumlah and the answer counts over the months asked for."""
    table = schema.rekap_unsur
    group = [*_key_columns(table, keys), table.c.unsur_no]
    sums = [sa.func.sum(table.c[name]).label(name) for name in ("n", "jumlah", *JAWABAN)]
    return sa.select(*group, *sums).where(*_conditions(table, scope, saringan)).group_by(*group).order_by(*group)


def select_sebaran(scope: Scope, saringan: Saringan, keys: Sequence[str]) -> sa.Select[tuple[object, ...]]:
    """Grain: keys x unsur_no x nilai. Respondents per value."""
    table = schema.rekap_sebaran
    group = [*_key_columns(table, keys), table.c.unsur_no, table.c.nilai]
    total = sa.func.sum(table.c.jumlah).label("jumlah")
    return sa.select(*group, total).where(*_conditions(table, scope, saringan)).group_by(*group).order_by(*group)


def select_responden(scope: Scope, saringan: Saringan, keys: Sequence[str]) -> sa.Select[tuple[object, ...]]:
    """Grain: keys x dimensi x kategori ('' = not known). Respondents."""
    table, kategori = schema.rekap_responden, schema.kategori
    group = [*_key_columns(table, keys), table.c.dimensi, sa.func.coalesce(kategori.c.nama, "").label("kategori")]
    return (
        sa.select(*group, sa.func.sum(table.c.n).label("n"))
        .select_from(table.outerjoin(kategori, kategori.c.id == table.c.kategori_id))
        .where(*_conditions(table, scope, saringan))
        .group_by(*group[:-1], kategori.c.nama)
    )


def select_months(scope: Scope, instrumen: str | None) -> sa.Select[int]:
    """Months with answers, ascending. Asks the respondent rows (unsur_no 0) of the rollup only."""
    table = schema.rekap_unsur
    select = (
        sa.select(table.c.bulan)
        .distinct()
        .where(table.c.unsur_no == 0, table.c.satker_id == _S.c.id, satker_in_scope(scope))
    )
    if instrumen is not None:
        kode = sa.select(schema.instrumen.c.id).where(schema.instrumen.c.kode == instrumen)
        select = select.where(table.c.instrumen_id == kode.scalar_subquery())
    return select.order_by(table.c.bulan)


def select_instruments(scope: Scope) -> sa.Select[tuple[str, str]]:
    """Code and definition of the instruments that have answers in scope."""
    table, instrumen = schema.rekap_unsur, schema.instrumen
    has_answers = sa.exists().where(
        table.c.instrumen_id == instrumen.c.id, table.c.satker_id == _S.c.id, satker_in_scope(scope)
    )
    return sa.select(instrumen.c.kode, instrumen.c.definisi).where(has_answers).order_by(instrumen.c.id)


def select_service_users(scope: Scope, periode: Periode) -> sa.Select[tuple[object, ...]]:
    """Service users per satker over the period; only satker for which every month is known."""
    table = schema.pengguna_layanan
    return (
        sa.select(_S.c.kode.label("satker"), sa.func.sum(table.c.jumlah).label("pengguna"))
        .where(
            table.c.satker_id == _S.c.id,
            satker_in_scope(scope),
            table.c.bulan.between(periode.dari, periode.sampai),
        )
        .group_by(_S.c.kode)
        .having(sa.func.count() == len(periode.months))
        .order_by(_S.c.kode)
    )


def select_imports(scope: Scope) -> sa.Select[tuple[object, ...]]:
    """Import batches that brought answers of a satker in scope, newest first.

    What a batch brought outside the scope is not told: its counts are those of the satker in scope.
    """
    impor, touched = schema.impor, schema.impor_satker
    brought = sa.select(sa.func.sum(touched.c.n)).where(
        touched.c.impor_id == impor.c.id, touched.c.satker_id == _S.c.id, satker_in_scope(scope)
    )
    stored = brought.scalar_subquery()
    columns = [impor.c[name] for name in ("id", "nama_berkas", "sha256", "ukuran", "diimpor_pada", "oleh", "ringkasan",
               "is_contoh")]  # fmt: skip
    read = impor.c.baris_dibaca if scope.satker is None else stored.label("baris_dibaca")
    return (
        sa.select(*columns, read, stored.label("lembar_disimpan"))
        .where(stored.is_not(None))
        .order_by(impor.c.id.desc())
    )


def select_import_parts(scope: Scope) -> sa.Select[tuple[object, ...]]:
    """Grain: import x instrument. What each batch brought of the satker in scope."""
    touched, instrumen = schema.impor_satker, schema.instrumen
    return (
        sa.select(
            touched.c.impor_id.label("id"),
            instrumen.c.kode.label("instrumen"),
            sa.func.sum(touched.c.n).label("n"),
            sa.func.count(sa.distinct(touched.c.satker_id)).label("satker"),
            sa.func.min(touched.c.bulan).label("dari"),
            sa.func.max(touched.c.bulan).label("sampai"),
        )
        .where(touched.c.instrumen_id == instrumen.c.id, touched.c.satker_id == _S.c.id, satker_in_scope(scope))
        .group_by(touched.c.impor_id, instrumen.c.kode)
        .order_by(touched.c.impor_id, instrumen.c.kode)
    )


def select_answers_by_layanan(scope: Scope, saringan: Saringan, k: int) -> sa.Select[tuple[object, ...]]:
    """Grain: one row a respondent (layanan, indeks, unsur scores). For one satker or a few: 6 ms of an indexed read."""
    table, kategori = schema.jawaban, schema.kategori
    scores = [table.c[name] for name in schema.SKOR[:k]]
    return (
        sa.select(sa.func.coalesce(kategori.c.nama, "").label("layanan"), table.c.indeks, table.c.butir, *scores)
        .select_from(table.outerjoin(kategori, kategori.c.id == table.c.layanan_id))
        .where(*_conditions(table, scope, saringan))
        .order_by(table.c.id)
    )
