"""Master data typed into a page: one batch of the ledger with who and why, refused when somebody else was there between.

The page says of every record what it showed before; storing compares that with what is there now, in the transaction
that writes. So what two people change at the same time is never lost in silence.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from data_access import rollup_store, schema
from data_access.engine import as_utc, unavailable_as, writing
from data_access.errors import RefusedError
from data_access.files.master.statements import TARGET, DataInduk, Isi, Pernyataan
from data_access.master_data.changes import key_text
from data_access.master_data.comparison import NOT_READ, Beda, compare_in
from data_access.master_data.edit_checks import Suntingan, refuse_unfit, refuse_words
from data_access.master_data.records import TABEL, Catatan, Kunci, current, satker_ids
from data_access.master_data.storing import ISIAN_HALAMAN, NOT_STORED, HasilInduk, fingerprint, store_batch
from data_access.master_data.targets import current_targets
from data_access.repository import Scope
from data_access.store import Berkas

_BESIDE = frozenset({"sumber", "oleh", "alasan"})
DIISI = "isi"  # the event of riwayat_impor that says who typed a batch and why


@dataclass(frozen=True)
class Bentrok:
    """A record that is not what the page showed: what it is now (None: there is none), and who made it so and when,
    where the ledger knows."""

    kunci: Kunci
    sekarang: Mapping[str, Isi] | None
    oleh: str
    pada: datetime | None


class ConflictError(RefusedError):
    """Somebody else changed what was to be changed; nothing was stored."""

    def __init__(self, bentrok: tuple[Bentrok, ...]) -> None:
        super().__init__(
            f"Tidak disimpan: {len(bentrok)} isian sudah diubah orang lain sejak tabel ini dibuka. Tidak ada yang berubah."
        )
        self.bentrok = bentrok


def read_records(engine: sa.Engine, jenis: str, scope: Scope) -> dict[Kunci, Catatan]:
    """Every record of one kind inside the scope, by key, as an edit must say that it was before.

    SourceUnavailableError when the database cannot be read.
    """
    with unavailable_as(NOT_READ), engine.connect() as connection:
        codes = {kode for kode in satker_ids(connection) if scope.satker is None or kode in scope.satker}
        if jenis != TARGET:
            # '' is every satker: days of a calendar that hold for all of them.
            return current(connection, jenis, {*codes, ""})
        return {key: record for key, record in current_targets(connection).items() if key[0] in codes}


def save_edits(  # noqa: PLR0913 - what, by whom and why
    engine: sa.Engine,
    jenis: str,
    edits: Sequence[Suntingan],
    scope: Scope,
    *,
    now: datetime,
    oleh: str,
    alasan: str,
) -> HasilInduk:
    """Store what was typed in one transaction, as one batch that can be undone. ``now``: UTC.

    ConflictError where a record is not what the page showed; RefusedError for what may not be stored (a satker outside
    the scope, a number that cannot be, no reason); SourceUnavailableError when the database does not take it. Nothing is
    stored then.
    """
    refuse_words(oleh, alasan)
    refuse_unfit(jenis, edits)
    statements = tuple(Pernyataan(one.kunci, one.nilai) for one in edits)
    data = DataInduk(jenis, statements, (), (), len(statements))
    with unavailable_as(NOT_STORED), writing(engine).begin() as connection:
        rollup_store.lock_writers(connection)
        selisih = compare_in(connection, data, scope)
        if stopped := [one for one in selisih.masalah if one.tingkat == "galat"]:
            raise RefusedError(f"Tidak disimpan. {stopped[0].pesan}")
        if moved := [beda for beda, one in zip(selisih.beda, edits, strict=True) if _has_moved(beda, one)]:
            raise ConflictError(tuple(_conflict(connection, jenis, beda) for beda in moved))
        berkas = _as_file(statements, oleh)
        done = store_batch(connection, berkas, selisih, fingerprint(berkas, data), now, len(statements))
        event = {"impor_id": done.impor_id, "tindakan": DIISI, "pada": now, "oleh": oleh, "alasan": alasan}
        connection.execute(sa.insert(schema.riwayat_impor).values(event))
        return done


def _has_moved(beda: Beda, typed: Suntingan) -> bool:
    """True when what is to be set is by now another than the page showed. Who set a target and why is new with each
    number, and where a number comes from is no part of it (comparison)."""
    now, shown = beda.sebelum or {}, typed.sebelum or {}
    return any(_told(now, name) != _told(shown, name) for name in typed.nilai if name not in _BESIDE)


def _told(record: Mapping[str, Isi], name: str) -> Isi:
    value = record.get(name)
    return None if value == "" else value


def _conflict(connection: sa.Connection, jenis: str, beda: Beda) -> Bentrok:
    said, impor = schema.impor_perubahan, schema.impor
    last = connection.execute(
        sa.select(impor.c.oleh, impor.c.diimpor_pada)
        .join_from(said, impor, impor.c.id == said.c.impor_id)
        .where(said.c.tabel == TABEL[jenis].name, said.c.kunci == key_text(beda.pernyataan.kunci))
        .where(impor.c.dibatalkan_pada.is_(None))
        .order_by(said.c.id.desc())
    ).first()
    who, when = ("", None) if last is None else (str(last.oleh), as_utc(last.diimpor_pada))
    return Bentrok(beda.pernyataan.kunci, beda.sebelum, who, when)


def _as_file(statements: Sequence[Pernyataan], oleh: str) -> Berkas:
    content = json.dumps([[list(one.kunci), dict(one.nilai)] for one in statements], sort_keys=True)
    return Berkas(ISIAN_HALAMAN, hashlib.sha256(content.encode()).hexdigest(), 0, len(statements), oleh=oleh)
