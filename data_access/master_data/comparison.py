"""What a file of master data would change: before and after of every record, and what the database makes impossible."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa

from data_access.engine import unavailable_as
from data_access.files.master.counts import DIBAGI
from data_access.files.master.statements import KALENDER, PENGGUNA, SATKER, TARGET, DataInduk, Isi, Pernyataan
from data_access.files.problems import Masalah, in_order
from data_access.files.texts import excerpt
from data_access.master_data.days import SEMUA
from data_access.master_data.records import Catatan, Kunci, current, merged, satker_ids
from data_access.master_data.targets import current_targets
from data_access.repository import Scope
from scoring.periods import month_label

NOT_READ = "Basis data tidak dapat dibaca; periksa lalu ulangi."
Keadaan = Literal["baru", "berubah", "tetap"]
KEADAAN: tuple[Keadaan, ...] = ("baru", "berubah", "tetap")
# Where a number comes from is no part of it: the same number from another file is no change.
_BESIDE = frozenset({"sumber"})


@dataclass(frozen=True)
class Beda:
    """One record before and after. ``sebelum`` None: there is none yet."""

    pernyataan: Pernyataan
    sebelum: Mapping[str, Isi] | None
    sesudah: Mapping[str, Isi]
    keadaan: Keadaan

    @property
    def isian_berubah(self) -> tuple[str, ...]:
        """The fields that get another value."""
        before = self.sebelum or {}
        return tuple(name for name, value in self.sesudah.items() if name not in _BESIDE and before.get(name) != value)


@dataclass(frozen=True)
class Selisih:
    """A file against the database. ``masalah``: of the file and of the comparison, worst first."""

    jenis: str
    beda: tuple[Beda, ...]
    masalah: tuple[Masalah, ...]

    def count(self, keadaan: Keadaan) -> int:
        """How many records are in a state."""
        return sum(one.keadaan == keadaan for one in self.beda)

    @property
    def ditolak(self) -> bool:
        """True when it cannot be stored as it is."""
        return any(one.tingkat == "galat" for one in self.masalah)

    @property
    def perlu_konfirmasi(self) -> bool:
        """True when the operator has to confirm something first."""
        return any(one.tingkat == "konfirmasi" for one in self.masalah)


def compare(engine: sa.Engine, data: DataInduk, scope: Scope) -> Selisih:
    """What storing ``data`` would do now. SourceUnavailableError when the database cannot be read."""
    with unavailable_as(NOT_READ), engine.connect() as connection:
        return compare_in(connection, data, scope)


def compare_in(connection: sa.Connection, data: DataInduk, scope: Scope) -> Selisih:
    """compare() inside the caller's transaction."""
    before = _before(connection, data)
    beda = tuple(difference(data.jenis, one, before.get(one.kunci)) for one in data.pernyataan)
    problems = [*data.masalah, *_outside(connection, data, scope), *_replaced_by_shares(data.jenis, beda)]
    if data.jenis == SATKER:
        problems += _cycles(connection, beda, data.masalah)
    return Selisih(data.jenis, beda, in_order(problems))


def _before(connection: sa.Connection, data: DataInduk) -> dict[Kunci, Catatan]:
    if data.jenis == TARGET:
        return current_targets(connection)
    return current(connection, data.jenis, {one.satker for one in data.pernyataan})


def difference(jenis: str, one: Pernyataan, before: Catatan | None) -> Beda:
    """What a statement does to the record ``before``, None where there is none."""
    after = merged(jenis, one.kunci, before, one.nilai)
    if before is None:
        # A day that is none, and is to be none, does not become anything.
        is_nothing = jenis == KALENDER and not one.nilai["keadaan"]
        return Beda(one, None, after, "tetap" if is_nothing else "baru")
    # Of the record, not of the statement: another number of users takes the layanan of the one before along.
    same = all(before.get(name) == value for name, value in after.items() if name not in _BESIDE)
    return Beda(one, before, after, "tetap" if same else "berubah")


def _outside(connection: sa.Connection, data: DataInduk, scope: Scope) -> Iterable[Masalah]:
    """Records of satker that the viewer may not change, or that are not there any more."""
    codes = {one.satker for one in data.pernyataan}
    known = set(satker_ids(connection))
    refused = codes - scope.satker if scope.satker is not None else set()
    if data.jenis != SATKER:
        refused |= codes - known
    if data.jenis == KALENDER and SEMUA in refused:
        refused.discard(SEMUA)
        if scope.satker is not None:
            pesan = "Hari untuk semua satker hanya dapat diubah oleh yang boleh mengubah semua satker. Sebut satkernya."
            yield Masalah("galat", "SATKER_DI_LUAR", pesan)
    for kode in sorted(refused)[:20]:
        pesan = f"Satker {excerpt(kode)} tidak dikenal, atau bukan satker yang boleh Anda ubah."
        yield Masalah("galat", "SATKER_DI_LUAR", pesan)


def _replaced_by_shares(jenis: str, beda: Sequence[Beda]) -> Iterable[Masalah]:
    """A number of a year divided over its months must not replace a month that somebody counted."""
    if jenis != PENGGUNA:
        return
    for one in beda:
        before = one.sebelum
        if one.keadaan == "berubah" and before and _is_share(one.sesudah) and not _is_share(before):
            bulan = month_label(int(one.pernyataan.kunci[1]))
            pesan = (
                f"{excerpt(one.pernyataan.satker)}, {bulan} sudah punya angka sendiri ({before['jumlah']}); angka yang dibagi "
                "rata tidak menggantinya. Unggah angka tiap bulan."
            )
            yield Masalah("galat", "DIBAGI_MENIMPA", pesan, baris=one.pernyataan.baris)


def _is_share(record: Mapping[str, Isi]) -> bool:
    return str(record.get("sumber", "")).startswith(DIBAGI)


def _cycles(connection: sa.Connection, beda: Sequence[Beda], told: Sequence[Masalah]) -> Iterable[Masalah]:
    """Cycles that close only with satker that the file does not mention."""
    if any(one.kode == "INDUK_BERPUTAR" for one in told):
        return
    parents = {
        str(key[0]): str(record["induk"]) for key, record in current(connection, SATKER, satker_ids(connection)).items()
    }
    rows = {one.pernyataan.satker: one for one in beda}
    parents |= {kode: str(one.sesudah["induk"]) for kode, one in rows.items()}
    done: set[str] = set()
    for start, row in rows.items():
        path: list[str] = []
        kode = start
        while kode in parents and kode not in done and kode not in path:
            path.append(kode)
            kode = parents[kode]
        if kode in path:
            chain = " -> ".join(excerpt(one) for one in [*path[path.index(kode) :], kode])
            pesan = f"Induk berputar bersama satker yang sudah ada: {chain}. Perbaiki induk salah satunya."
            yield Masalah("galat", "INDUK_BERPUTAR", pesan, baris=row.pernyataan.baris)
        done.update(path)
