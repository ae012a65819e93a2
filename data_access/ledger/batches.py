"""One import is one batch: its row in ``impor``, under a fingerprint that no other batch has."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from data_access import schema
from data_access.errors import RefusedError
from data_access.files.personal import has_personal

if TYPE_CHECKING:
    from data_access.store import Berkas


def open_batch(  # noqa: PLR0913 - the columns of one row
    connection: sa.Connection,
    berkas: Berkas,
    *,
    jenis: str,
    sidik: str,
    now: datetime,
    baris_dibaca: int,
    ringkasan: str,
    lembar_disimpan: int | None = None,
    baru: int = 0,
    tetap: int = 0,
    berubah: int = 0,
    ditarik: int = 0,
    ditolak: int = 0,
    cara: str = "tambah",
) -> int:
    """The id of a new batch, inside the caller's writing transaction.

    ``sidik``: hex digest of the file and of what decides its meaning. A batch that is stored anew on purpose gets it
    with ``#2``, ``#3``, ... behind. ``ringkasan``: JSON for the history. ``now``: UTC. The counts are of respondents
    (answers to one instrument), or of records where ``jenis`` brings none; ``lembar_disimpan`` without a value is what
    was new or changed. RefusedError when who stores it is told with personal data.
    """
    refuse_personal(berkas.oleh)
    if lembar_disimpan is None:
        lembar_disimpan = baru + berubah
    values = {
        "nama_berkas": berkas.nama, "sha256": berkas.sha256, "sidik": _free_sidik(connection, sidik),
        "ukuran": berkas.ukuran, "diimpor_pada": now, "oleh": berkas.oleh, "baris_dibaca": baris_dibaca,
        "lembar_disimpan": lembar_disimpan, "ringkasan": ringkasan, "is_contoh": berkas.is_contoh, "jenis": jenis,
        "profil": berkas.profil, "sumber": berkas.sumber, "cara": cara, "baru": baru, "tetap": tetap,
        "berubah": berubah, "ditarik": ditarik, "ditolak": ditolak,
    }  # fmt: skip
    key = connection.execute(sa.insert(schema.impor).values(values)).inserted_primary_key
    assert key is not None  # noqa: S101 - a single-row insert reports its key
    return int(key[0])


def refuse_personal(oleh: str, alasan: str = "") -> None:
    """RefusedError where who did something, or why, holds personal data: the history keeps both for good."""
    for what, text in (("Nama pengisi", oleh), ("Alasan", alasan)):
        if has_personal(text):
            raise RefusedError(
                f"{what} memuat surel, NIK, atau nomor telepon; tulis tanpa itu. Tidak ada yang berubah."
            )


def _free_sidik(connection: sa.Connection, sidik: str) -> str:
    """``sidik``, or with the first ``#number`` behind it that no batch has yet."""
    kept = schema.impor.c.sidik
    # Hex digests hold no wildcard of LIKE.
    taken = set(connection.scalars(sa.select(kept).where(sa.or_(kept == sidik, kept.like(f"{sidik}#%")))))
    number = 1
    while (free := sidik if number == 1 else f"{sidik}#{number}") in taken:
        number += 1
    return free
