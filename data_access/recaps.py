"""Recaps in the database: stored whole or not at all, never mixed with answers, the newest of a period counts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from data_access import queries, rollup_store, schema
from data_access.engine import as_utc, unavailable_as, writing
from data_access.errors import RefusedError
from data_access.files.reading.cells import RawFile
from data_access.files.recap.model import NilaiRekap, RecapHasil, Rekap
from data_access.ledger.batches import open_batch
from data_access.recap_records import NilaiTercatat, RekapTercatat
from data_access.repository import Saringan, Scope
from data_access.store import Berkas, register_instrument
from scoring.periods import Periode
from scoring.recompute import ASLI
from scoring.rules import display_rule

JENIS = "rekap"
NOT_STORED = "Rekap tidak tersimpan: basis data tidak dapat ditulis. Tidak ada yang berubah; perbaiki lalu ulangi."
_R = schema.rekap_jadi
_Key = tuple[str, str, int, int]


@dataclass(frozen=True)
class HasilRekap:
    """What storing did. ``is_baru`` False: the same file was in already, nothing changed. ``baru``, ``tetap`` and
    ``direvisi`` count recaps: new, equal to the one that counts, and replacing another value of the same period."""

    is_baru: bool
    impor_id: int
    disimpan_pada: datetime
    baru: int = 0
    tetap: int = 0
    direvisi: int = 0


def store_recap(engine: sa.Engine, raw: RawFile, hasil: RecapHasil, now: datetime, oleh: str = "") -> HasilRekap:
    """Store the recaps of a file in one transaction. ``now``: UTC; ``oleh``: who stores ('' without sign-in).

    RefusedError for a file that read_recap refused or that names unknown satker; SourceUnavailableError when the database
    does not take it. What needs confirmation is the caller's matter.
    """
    if hasil.ditolak:
        reasons = [one.pesan for one in hasil.masalah if one.tingkat == "galat"]
        raise RefusedError(reasons[0] if reasons else "Tidak ada rekap yang dapat disimpan dari berkas ini.")
    _check_internal(hasil.rekap)
    sidik = hashlib.sha256(json.dumps([raw.sha256, hasil.kunci, JENIS]).encode()).hexdigest()
    with unavailable_as(NOT_STORED), writing(engine).begin() as connection:
        rollup_store.lock_writers(connection)
        known = _counting_batch(connection, sidik)
        if known is not None:
            return HasilRekap(False, *known, tetap=len(hasil.rekap))
        return _store_in(connection, raw, hasil, sidik, now, oleh)


def _check_internal(rekap: Iterable[Rekap]) -> None:
    """The wall of docs/adr/0007-kerahasiaan.md once more, whoever made the recaps."""
    minimal = display_rule().minimal_tampil_integritas
    for one in rekap:
        is_index_only = all(value.unsur_no == 0 for value in one.nilai)
        if one.instrumen.internal and (one.n is None or one.n < minimal or not is_index_only):
            raise RefusedError(
                f"Rekap survei internal hanya disimpan sebagai indeks dari paling sedikit {minimal} responden."
            )


def _counting_batch(connection: sa.Connection, sidik: str) -> tuple[int, datetime] | None:
    """The batch of this file and these choices that still counts, None when there is none (or it was undone)."""
    impor = schema.impor
    same = sa.or_(impor.c.sidik == sidik, impor.c.sidik.like(f"{sidik}#%"))
    wanted = sa.select(impor.c.id, impor.c.diimpor_pada).where(same, impor.c.dibatalkan_pada.is_(None))
    row = connection.execute(wanted.order_by(impor.c.id.desc())).first()
    return None if row is None else (int(row.id), as_utc(row.diimpor_pada))


def _store_in(
    connection: sa.Connection, raw: RawFile, hasil: RecapHasil, sidik: str, now: datetime, oleh: str
) -> HasilRekap:
    satker_id = {str(kode): int(number) for kode, number in _pairs(connection)}
    if missing := sorted({one.satker for one in hasil.rekap} - set(satker_id)):
        raise RefusedError(f"Satker belum dikenal: {', '.join(missing)}. Muat datanya dulu.")
    instrumen_id = {
        one.instrumen.kode: register_instrument(connection, one.instrumen)
        for one in {one.instrumen.kode: one for one in hasil.rekap}.values()
    }
    before = {_key(one): one for one in read(connection, Scope.everything()) if one.terbaru}
    same = sum(_is_same(before.get(_key_of(one)), one) for one in hasil.rekap)
    revised = sum(_key_of(one) in before for one in hasil.rekap) - same
    new = len(hasil.rekap) - same - revised
    berkas = Berkas(raw.nama, raw.sha256, raw.ukuran, hasil.baris_dibaca, oleh=oleh)
    impor_id = open_batch(
        connection,
        berkas,
        jenis=JENIS,
        sidik=sidik,
        now=now,
        baris_dibaca=hasil.baris_dibaca,
        ringkasan=json.dumps(_summary(hasil.rekap)),
        baru=new,
        tetap=same,
        berubah=revised,
        ditolak=len(hasil.dilewati),
    )
    rows = [row for one in hasil.rekap for row in _rows(one, impor_id, satker_id, instrumen_id)]
    connection.execute(sa.insert(_R), rows)
    connection.execute(sa.insert(schema.impor_satker), _touched(hasil.rekap, impor_id, satker_id, instrumen_id))
    _note_left_out(connection, impor_id, hasil)
    rollup_store.bump_version(connection, now)
    return HasilRekap(True, impor_id, now, new, same, revised)


def _pairs(connection: sa.Connection) -> list[tuple[str, int]]:
    satker = schema.satker
    return [(str(kode), int(number)) for kode, number in connection.execute(sa.select(satker.c.kode, satker.c.id))]


def _key(one: RekapTercatat) -> _Key:
    return one.satker, one.instrumen, one.periode.dari, one.periode.sampai


def _key_of(one: Rekap) -> _Key:
    return one.satker, one.instrumen.kode, one.periode.dari, one.periode.sampai


def _is_same(known: RekapTercatat | None, new: Rekap) -> bool:
    if known is None:
        return False
    values = {value.unsur_no: NilaiTercatat(value.nilai, value.skala, value.n, value.jawaban) for value in new.nilai}
    unsur = tuple((number, value) for number, value in sorted(values.items()) if number)
    index = values.get(0)
    return (known.n, known.mutu, known.indeks, known.unsur) == (
        new.n,
        new.mutu,
        None if index is None else replace(index, n=new.n),
        unsur,
    )


def _rows(
    one: Rekap, impor_id: int, satker_id: dict[str, int], instrumen_id: dict[str, int]
) -> Iterable[dict[str, object]]:
    """One row a value; the row of the index is always there and carries n and the printed grade."""
    index = one.indeks or NilaiRekap(0, "", ASLI, one.n)
    for value in (replace(index, n=one.n), *(value for value in one.nilai if value.unsur_no)):
        yield {
            "impor_id": impor_id,
            "satker_id": satker_id[one.satker],
            "instrumen_id": instrumen_id[one.instrumen.kode],
            "dari": one.periode.dari,
            "sampai": one.periode.sampai,
            "unsur_no": value.unsur_no,
            "n": value.n,
            "nilai": value.nilai,
            "skala": value.skala,
            "jawaban": json.dumps(dict(value.jawaban)) if value.jawaban else None,
            "mutu": one.mutu if value.unsur_no == 0 else "",
        }


def _touched(
    rekap: Sequence[Rekap], impor_id: int, satker_id: dict[str, int], instrumen_id: dict[str, int]
) -> list[dict[str, int]]:
    """Whom the batch touches, so that a scope holds for its history. n = 0: it brought no respondent."""
    keys = {(satker_id[one.satker], instrumen_id[one.instrumen.kode], one.periode.dari) for one in rekap}
    return [
        {"impor_id": impor_id, "satker_id": satker, "instrumen_id": instrumen, "bulan": bulan, "n": 0}
        for satker, instrumen, bulan in sorted(keys)
    ]


def _note_left_out(connection: sa.Connection, impor_id: int, hasil: RecapHasil) -> None:
    by_row: dict[int, str] = {}
    for baris, alasan in hasil.dilewati:
        by_row.setdefault(baris, alasan)
    if by_row:
        rows = [{"impor_id": impor_id, "baris": baris, "alasan": alasan} for baris, alasan in by_row.items()]
        connection.execute(sa.insert(schema.impor_ditolak), rows)


def _summary(rekap: Sequence[Rekap]) -> list[dict[str, object]]:
    """For the history, in the form of other batches; n counts recaps."""
    by_code: dict[str, list[Rekap]] = {}
    for one in rekap:
        by_code.setdefault(one.instrumen.kode, []).append(one)
    return [
        {
            "instrumen": kode,
            "n": len(part),
            "satker": len({one.satker for one in part}),
            "dari": min(one.periode.first_day for one in part).isoformat(),
            "sampai": max(one.periode.last_day for one in part).isoformat(),
        }
        for kode, part in by_code.items()
    ]


def read(connection: sa.Connection, scope: Scope, saringan: Saringan | None = None) -> tuple[RekapTercatat, ...]:
    """The recaps of batches that count, oldest first; with ``saringan`` those of its instrument that touch its period."""
    rows = connection.execute(_select(scope, saringan)).mappings().all()
    groups: dict[tuple[int, _Key], list[Any]] = {}
    for row in rows:
        key = (str(row["satker"]), str(row["instrumen"]), int(row["dari"]), int(row["sampai"]))
        groups.setdefault((int(row["impor_id"]), key), []).append(row)
    newest = {key: impor_id for impor_id, key in sorted(groups)}
    return tuple(_record(key, part, is_newest=newest[key] == impor_id) for (impor_id, key), part in groups.items())


def _select(scope: Scope, saringan: Saringan | None) -> sa.Select[Any]:
    impor, satker, instrumen = schema.impor, schema.satker, schema.instrumen
    names = ("dari", "sampai", "unsur_no", "n", "nilai", "skala", "jawaban", "mutu")
    where = [
        _R.c.impor_id == impor.c.id,
        _R.c.satker_id == satker.c.id,
        _R.c.instrumen_id == instrumen.c.id,
        impor.c.dibatalkan_pada.is_(None),
        queries.satker_in_scope(scope),
    ]
    if saringan is not None:
        where.append(instrumen.c.kode == saringan.instrumen)
        where += [satker.c.kode.in_(saringan.satker)] if saringan.satker else []
        where += [satker.c.jenis.in_(saringan.jenis)] if saringan.jenis else []
        if saringan.periode is not None:
            where += [_R.c.dari <= saringan.periode.sampai, _R.c.sampai >= saringan.periode.dari]
    return (
        sa.select(
            _R.c.impor_id,
            impor.c.nama_berkas,
            impor.c.diimpor_pada,
            impor.c.is_contoh,
            satker.c.kode.label("satker"),
            instrumen.c.kode.label("instrumen"),
            *(_R.c[name] for name in names),
        )
        .where(*where)
        .order_by(_R.c.impor_id, _R.c.id)
    )


def _record(key: _Key, rows: Sequence[Any], *, is_newest: bool) -> RekapTercatat:
    first = rows[0]
    values = {
        int(row["unsur_no"]): NilaiTercatat(
            str(row["nilai"]),
            str(row["skala"]),
            None if row["n"] is None else int(row["n"]),
            tuple(sorted((int(answer), int(n)) for answer, n in json.loads(row["jawaban"] or "{}").items())),
        )
        for row in rows
    }
    index = values.pop(0)
    return RekapTercatat(
        impor_id=int(first["impor_id"]),
        nama_berkas=str(first["nama_berkas"]),
        diimpor_pada=as_utc(first["diimpor_pada"]),
        is_contoh=bool(first["is_contoh"]),
        satker=key[0],
        instrumen=key[1],
        periode=Periode(key[2], key[3]),
        n=index.n,
        mutu=next((str(row["mutu"]) for row in rows if row["mutu"]), ""),
        indeks=index if index.nilai else None,
        unsur=tuple(sorted(values.items())),
        terbaru=is_newest,
    )


def select_coverage(scope: Scope) -> sa.Select[Any]:
    """Distinct (instrument code, definition, dari, sampai) of the recaps in scope that count."""
    impor, satker, table = schema.impor, schema.satker, schema.instrumen
    return (
        sa.select(table.c.kode, table.c.definisi, _R.c.dari, _R.c.sampai)
        .distinct()
        .where(
            _R.c.unsur_no == 0,
            _R.c.impor_id == impor.c.id,
            _R.c.satker_id == satker.c.id,
            _R.c.instrumen_id == table.c.id,
            impor.c.dibatalkan_pada.is_(None),
            queries.satker_in_scope(scope),
        )
    )
