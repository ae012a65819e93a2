"""Example data: an invented regional office with 18 months of generated answers, so that a newcomer sees a full board.

Complete months only. The data are stored once and stay: a half-filled month would remain half-filled for ever and look
like a collapse of respondents, and in the first days of a month everything would be below the minimum.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np
from sqlalchemy import Engine

from dashboard.demo_data import model, pegawai, people
from dashboard.demo_data.satker import BULAN, KODE_BERLAPORAN, KODE_LAPORAN_TERTINGGAL, SATKER, ZONA_WAKTU
from data_access import examples
from data_access.answers import DIMENSI, LembarJawaban
from data_access.engine import make_engine
from data_access.examples import Contoh, Terhapus
from data_access.satker_names import SatkerBaru
from data_access.store import Berkas
from data_access.survey_reports import LaporanBaru
from scoring.instruments import shipped_instrument
from scoring.periods import add_months, month_of_day, months_between

SEED = 2604
NAMA_BERKAS = "Data contoh (dibuat oleh Pantau)"
INSTRUMEN = ("spkp", "spak")
# Draw the channels and the users of each layanan beside the rest, which stays as it is without them.
_SEED_KANAL, _SEED_LAYANAN = 6, 7


@dataclass(frozen=True)
class Demo:
    """The example data. ``lembar``: SPKP and SPAK of the same people (same ``baris``), in order of time;
    ``pengguna``: service users by (satker code, month), ``rincian``: the same by layanan; ``laporan``: survey reports;
    ``integritas``: the internal survey of the employees, whose numbers are ``pegawai`` by (satker code, first month)."""

    satker: tuple[SatkerBaru, ...]
    bulan: tuple[int, ...]
    lembar: tuple[LembarJawaban, ...]
    pengguna: Mapping[tuple[str, int], int]
    rincian: Mapping[tuple[str, int], Mapping[str, int]]
    laporan: tuple[LaporanBaru, ...]
    integritas: LembarJawaban
    pegawai: Mapping[tuple[str, int], int]


def build_demo(seed: int = SEED, *, until: int) -> Demo:
    """The example data of the 18 months that end with ``until`` (202610).

    The same seed gives the same answers for every ``until``, only the days move: each satker and month draws from its
    own generator, counted from the oldest month.
    """
    bulan = tuple(months_between(add_months(until, 1 - BULAN), until))
    instruments = tuple(shipped_instrument(kode) for kode in INSTRUMEN)
    pengguna: dict[tuple[str, int], int] = {}
    rincian: dict[tuple[str, int], Mapping[str, int]] = {}
    codes, times, parts, about = [], [], [], []
    for number, satker in enumerate(SATKER):
        for position, month in enumerate(bulan):
            rng = np.random.default_rng([seed, number, position])
            users = model.count_users(rng, satker)
            pengguna[satker.kode, month] = users
            n = model.count_respondents(rng, satker, users, position)
            layanan = people.choose_layanan(rng, satker.jenis, n)
            parts.append(model.answers(rng, satker, instruments, layanan, position))
            others = np.random.default_rng([seed, number, position, _SEED_LAYANAN])
            rincian[satker.kode, month] = people.users_by_layanan(others, satker.jenis, users, layanan)
            channels = np.random.default_rng([seed, number, position, _SEED_KANAL])
            kanal = people.choose_kanal(channels, satker, layanan)
            about.append(people.describe(rng, satker, layanan) | {"kanal": kanal})
            times.append(people.opening_times(rng, month, n))
            codes.append(np.full(n, satker.kode, dtype=object))
    moments = np.concatenate(times)
    order = np.argsort(moments, kind="stable")
    kategori = {name: np.concatenate([part[name] for part in about])[order] for name in DIMENSI}
    baris = np.arange(1, len(order) + 1, dtype=np.int32)
    kode = np.concatenate(codes)[order]
    lembar = tuple(
        LembarJawaban(item, baris, kode, moments[order], np.concatenate([part[no] for part in parts])[order], kategori)
        for no, item in enumerate(instruments)
    )
    internal = pegawai.build_sheet(seed, bulan, len(baris) + 1)
    satker_baru = tuple(satker.as_new() for satker in SATKER)
    return Demo(satker_baru, bulan, lembar, pengguna, rincian, _reports(until), internal, pegawai.employees(bulan))


def _reports(until: int) -> tuple[LaporanBaru, ...]:
    """The survey reports of some satker, with invented references."""
    ends = dict.fromkeys(KODE_BERLAPORAN, until) | {KODE_LAPORAN_TERTINGGAL: add_months(until, -1)}
    return tuple(
        LaporanBaru(kode, add_months(end, -2), end, f"Laporan contoh {number:02d}, map ZI satker")
        for number, (kode, end) in enumerate(ends.items(), 1)
    )


def ensure_demo(url: str, *, now: datetime | None = None) -> bool:
    """Store the example data when the database has never held any data; True when it did.

    A database from which they were removed stays without them. ``now`` (UTC) is today unless a test says otherwise.
    """
    with _engine(url) as engine:
        return load_demo_engine(engine, now=now, again=False)


def load_demo_engine(engine: Engine, *, now: datetime | None = None, again: bool = True) -> bool:
    """Store the example data when the database is empty; with ``again`` also when they were removed before."""
    if not examples.is_empty(engine, untouched=not again):
        return False
    now = now or datetime.now(UTC)
    local = now.astimezone(ZoneInfo(ZONA_WAKTU))
    demo = build_demo(until=add_months(month_of_day(local), -1))
    sheets = (*demo.lembar, demo.integritas)
    answers = b"".join(sheet.butir.tobytes() + sheet.tanggal.tobytes() for sheet in sheets)
    berkas = Berkas(
        nama=NAMA_BERKAS,
        sha256=hashlib.sha256(answers).hexdigest(),
        ukuran=len(answers),
        baris_dibaca=len(demo.lembar[0]) + len(demo.integritas),
        oleh="Pantau",
        is_contoh=True,
    )
    content = Contoh(berkas, sheets, demo.satker, demo.pengguna, demo.laporan, demo.pegawai, demo.rincian)
    return examples.store_examples(engine, content, now=now, untouched=not again)


def reset_demo(url: str, *, now: datetime | None = None) -> Terhapus:
    """Remove the example data, wholly and nothing else, in one transaction; says what was removed."""
    with _engine(url) as engine:
        return reset_demo_engine(engine, now=now)


def reset_demo_engine(engine: Engine, *, now: datetime | None = None) -> Terhapus:
    """reset_demo for a process that has its engine already."""
    return examples.remove_examples(engine, now=now or datetime.now(UTC))


def has_demo(source: str | Engine) -> bool:
    """True while example data are in the database (URL or engine): one look into the small satker table."""
    if isinstance(source, Engine):
        return examples.has_examples(source)
    with _engine(source) as engine:
        return examples.has_examples(engine)


@contextmanager
def _engine(url: str) -> Iterator[Engine]:
    engine = make_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()
