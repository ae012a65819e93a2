"""What is asked of the database: pure functions from values to selects. Bound parameters; grouped in the database."""

from __future__ import annotations

from functools import lru_cache

import sqlalchemy as sa

from data_access import schema
from data_access.repository import Saringan, Scope
from scoring.contract import JAWABAN
from scoring.periods import Periode

_S = schema.satker
# A page asks the same questions at every visit; building a select costs as much as running it on the rollup.
_KEPT = 256


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


def asked_for(table: sa.Table, scope: Scope, saringan: Saringan) -> list[sa.ColumnElement[bool]]:
    """Scope, satker and jenis through the satker table; instrument and months on the table itself."""
    wanted = [satker_in_scope(scope)]
    if saringan.satker:
        wanted.append(_S.c.kode.in_(saringan.satker))
    if saringan.jenis:
        wanted.append(_S.c.jenis.in_(saringan.jenis))
    instrumen_id = sa.select(schema.instrumen.c.id).where(schema.instrumen.c.kode == saringan.instrumen)
    # IN, not a join: SQLite then looks up each satker in the rollup's key; with a join it reads the whole rollup.
    conditions = [
        table.c.satker_id.in_(sa.select(_S.c.id).where(*wanted)),
        table.c.instrumen_id == instrumen_id.scalar_subquery(),
    ]
    if saringan.periode is not None:
        conditions.append(table.c.bulan.between(saringan.periode.dari, saringan.periode.sampai))
    return conditions


def _key_columns(table: sa.Table, keys: tuple[str, ...]) -> list[sa.ColumnElement[object]]:
    known: dict[str, sa.ColumnElement[object]] = {"satker": table.c.satker_id, "bulan": table.c.bulan}
    return [known[key] for key in keys]


def _sums(
    table: sa.Table, scope: Scope, saringan: Saringan, grain: list[sa.ColumnElement[object]], names: tuple[str, ...]
) -> sa.Select[tuple[object, ...]]:
    """``names`` summed to ``grain``. Where each group is one row of the rollup (a satker and one month) nothing is
    summed, which halves the time; else it is grouped by the satker's number, because the rollup lies in that order."""
    where = asked_for(table, scope, saringan)
    by = {column.name for column in grain}
    is_one_month = saringan.periode is not None and saringan.periode.dari == saringan.periode.sampai
    if "satker_id" in by and ("bulan" in by or is_one_month):
        columns = [*grain, *(table.c[name] for name in names)]
        return _with_codes(sa.select(*columns).where(*where), len(grain))
    sums = [sa.func.sum(table.c[name]).label(name) for name in names]
    grouped = sa.select(*grain, *sums).where(*where).group_by(*grain).subquery()
    return _with_codes(sa.select(*grouped.c), len(grain))


def _with_codes(select: sa.Select[tuple[object, ...]], ordered: int) -> sa.Select[tuple[object, ...]]:
    """``select`` with the satker's code in place of its number, sorted by its first ``ordered`` columns."""
    columns = []
    for column in select.selected_columns:
        code = sa.select(_S.c.kode).where(_S.c.id == column).scalar_subquery().label("satker")
        columns.append(code if column.name == "satker_id" else column)
    return select.with_only_columns(*columns).order_by(*columns[:ordered])


@lru_cache(maxsize=_KEPT)
def select_rekap(
    scope: Scope, saringan: Saringan, keys: tuple[str, ...], answers: tuple[str, ...] = JAWABAN
) -> sa.Select[tuple[object, ...]]:
    """Grain: keys x unsur_no. Sums of n, jumlah and the answer counts ``answers`` over the months asked for."""
    table = schema.rekap_unsur
    grain = [*_key_columns(table, keys), table.c.unsur_no]
    return _sums(table, scope, saringan, grain, ("n", "jumlah", *answers))


@lru_cache(maxsize=_KEPT)
def select_sebaran(scope: Scope, saringan: Saringan, keys: tuple[str, ...]) -> sa.Select[tuple[object, ...]]:
    """Grain: keys x unsur_no x nilai. Respondents per value."""
    table = schema.rekap_sebaran
    grain = [*_key_columns(table, keys), table.c.unsur_no, table.c.nilai]
    return _sums(table, scope, saringan, grain, ("jumlah",))


@lru_cache(maxsize=_KEPT)
def select_responden(scope: Scope, saringan: Saringan, keys: tuple[str, ...]) -> sa.Select[tuple[object, ...]]:
    """Grain: keys x dimensi x kategori ('' = not known). Respondents."""
    table, kategori = schema.rekap_responden, schema.kategori
    grain = [*_key_columns(table, keys), table.c.dimensi, table.c.kategori_id]
    counted = _sums(table, scope, saringan, grain, ("n",)).order_by(None).subquery()
    columns = [column for column in counted.c if column.name not in ("kategori_id", "n")]
    return sa.select(*columns, sa.func.coalesce(kategori.c.nama, "").label("kategori"), counted.c.n).select_from(
        counted.outerjoin(kategori, kategori.c.id == counted.c.kategori_id)
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


def select_monthly_service_users(scope: Scope, periode: Periode) -> sa.Select[tuple[object, ...]]:
    """Service users per satker and month of the period, where known."""
    table = schema.pengguna_layanan
    return (
        sa.select(_S.c.kode.label("satker"), table.c.bulan, table.c.jumlah.label("pengguna"))
        .where(
            table.c.satker_id == _S.c.id,
            satker_in_scope(scope),
            table.c.bulan.between(periode.dari, periode.sampai),
        )
        .order_by(_S.c.kode, table.c.bulan)
    )


def select_employees(scope: Scope, bulan: int) -> sa.Select[tuple[object, ...]]:
    """Employees per satker as of the month ``bulan`` (202606): the newest number that was valid by then."""
    table = schema.pegawai
    later = table.alias("kemudian")
    newest = sa.select(sa.func.max(later.c.bulan)).where(later.c.satker_id == table.c.satker_id, later.c.bulan <= bulan)
    return (
        sa.select(_S.c.kode.label("satker"), table.c.jumlah)
        .where(table.c.satker_id == _S.c.id, satker_in_scope(scope), table.c.bulan == newest.scalar_subquery())
        .order_by(_S.c.kode)
    )


def select_survey_reports(scope: Scope) -> sa.Select[tuple[object, ...]]:
    """One row a recorded report, columns as repository.LAPORAN."""
    table = schema.laporan_survei
    columns = (table.c.dari, table.c.sampai, table.c.rujukan, table.c.dicatat_oleh, table.c.dicatat_pada)
    return (
        sa.select(table.c.id, _S.c.kode.label("satker"), *columns)
        .where(table.c.satker_id == _S.c.id, satker_in_scope(scope))
        .order_by(table.c.sampai.desc(), table.c.id.desc())
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


@lru_cache(maxsize=_KEPT)
def select_batches(scope: Scope, saringan: Saringan) -> sa.Select[tuple[object, ...]]:
    """Grain: import. How many of the answers asked for each import brought, newest first."""
    impor, touched = schema.impor, schema.impor_satker
    n = sa.func.sum(touched.c.n).label("n")
    # A batch of whose answers none counts any more carries no number.
    wanted = (*asked_for(touched, scope, saringan), touched.c.n > 0)
    counted = sa.select(touched.c.impor_id, n).where(*wanted).group_by(touched.c.impor_id).subquery()
    columns = [impor.c[name] for name in ("id", "nama_berkas", "diimpor_pada", "is_contoh")]
    return (
        sa.select(*columns, counted.c.n)
        .where(impor.c.id == counted.c.impor_id)
        .order_by(impor.c.diimpor_pada.desc(), impor.c.id.desc())
    )


def select_answers_by_layanan(scope: Scope, saringan: Saringan, k: int) -> sa.Select[tuple[object, ...]]:
    """Grain: one row a respondent (layanan, indeks, unsur scores). For one satker or a few: 6 ms of an indexed read."""
    table, kategori = schema.jawaban, schema.kategori
    scores = [table.c[name] for name in schema.SKOR[:k]]
    return (
        sa.select(sa.func.coalesce(kategori.c.nama, "").label("layanan"), table.c.indeks, table.c.butir, *scores)
        .select_from(table.outerjoin(kategori, kategori.c.id == table.c.layanan_id))
        .where(*asked_for(table, scope, saringan), table.c.aktif)
        .order_by(table.c.id)
    )


def select_incomplete_answers(
    scope: Scope, saringan: Saringan, k: int, numbers: tuple[int, ...]
) -> sa.Select[tuple[object, ...]]:
    """Grain: one row a respondent (bulan, unsur scores) who left out any of the unsur ``numbers`` (from 1) of the ``k``."""
    table = schema.jawaban
    scores = [table.c[name] for name in schema.SKOR[:k]]
    left_out = [sa.func.coalesce(scores[number - 1], 0) == 0 for number in numbers]
    wanted = (*asked_for(table, scope, saringan), table.c.aktif, sa.or_(*left_out))
    return sa.select(table.c.bulan, table.c.butir, *scores).where(*wanted)
