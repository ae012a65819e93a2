"""From a named source to the database: shared by the upload page and ``pantau.py pull``. No Streamlit."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa

from dashboard import importing
from data_access import aliases, profiles
from data_access.errors import InvalidFileError, RefusedError
from data_access.files.columns.profile import Profil, profile_from_json
from data_access.files.options import ImportOptions
from data_access.files.source import Pemeriksaan
from data_access.instrument_store import read_instrument
from data_access.ledger.writing import GANTI
from data_access.repository import Scope, SurveyRepository
from data_access.sources.inspection import inspect_pull, source_options
from data_access.sources.marks import read_mark
from data_access.sources.reading import Permintaan, Progress, Tarikan, pull
from data_access.sources.saving import Cara, note_pull, store_pull
from data_access.sources.settings import ROOT, Sumber
from data_access.store import HasilSimpan
from scoring.instruments import Instrumen, shipped_instruments
from scoring.zona_waktu import JAM_PANTAU

# Problems of a file that holds no answers: in a pull they only say that nobody has answered yet.
TANPA_ISI = frozenset({"TANPA_BARIS", "TANPA_JAWABAN_SAMA_SEKALI"})


@dataclass(frozen=True)
class Tujuan:
    """Where a pull goes: Pantau's own database, and what its user may see of it."""

    engine: sa.Engine
    repo: SurveyRepository
    scope: Scope


@dataclass(frozen=True, eq=False)
class Potongan:
    """One piece of a pull with what it says. ``check`` None: no row has come."""

    tarikan: Tarikan
    check: Pemeriksaan | None

    @property
    def is_kosong(self) -> bool:
        """True when nothing is to be stored because nobody has answered."""
        if self.check is None:
            return True
        wrong = {one.kode for one in self.check.hasil.masalah if one.tingkat == "galat"}
        return bool(wrong) and wrong <= TANPA_ISI


def fetch(
    tujuan: Tujuan, sumber: Sumber, *, semua: bool, now: datetime, progress: Progress | None = None
) -> Iterator[Tarikan]:
    """The pieces of a pull, each read when it is asked for, so that each is stored before the next. ``now``: UTC."""
    kunci = _kunci(sumber, _profile(tujuan, sumber))
    wanted = Permintaan(read_mark(tujuan.engine, sumber.nama, kunci), semua)
    while True:
        tarikan = pull(sumber, wanted, kunci, now=now, progress=progress)
        yield tarikan
        if not tarikan.ada_lagi:
            return
        wanted = Permintaan(tarikan.penanda, lanjut=True)


def read(tujuan: Tujuan, tarikan: Tarikan, now: datetime) -> Potongan:
    """What was pulled, recognised and converted by the source's profile and settings."""
    if not tarikan.baris:
        return Potongan(tarikan, None)
    options = options_for(tujuan, tarikan.sumber, now)
    return Potongan(tarikan, inspect_pull(tarikan, options, instruments_for(tujuan, options)))


def options_for(tujuan: Tujuan, sumber: Sumber, now: datetime) -> ImportOptions:
    """How the rows are read, as the source's settings and what the database knows decide it."""
    instrumen = read_instrument(sumber.instrumen) if sumber.instrumen else None
    today = now.astimezone(JAM_PANTAU).date()
    options = importing.with_known(ImportOptions(), tujuan.repo, tujuan.scope, today)
    options = replace(
        options,
        profil=_profile(tujuan, sumber),
        satker_alias=aliases.read_aliases(tujuan.engine, tujuan.scope),
    )
    return source_options(sumber, options, instrumen)


def instruments_for(tujuan: Tujuan, options: ImportOptions) -> list[Instrumen]:
    """The instruments that rows are compared with: the usual ones, and the one that settings or profile name."""
    offered = {item.kode: item for item in importing.offered_instruments(tujuan.repo, tujuan.scope)}
    named = shipped_instruments().get(options.profil.instrumen) if options.profil else None
    return list((offered | {item.kode: item for item in (named, options.instrumen) if item is not None}).values())


def _kunci(sumber: Sumber, saved: Profil | None) -> str:
    return sumber.kunci(hashlib.sha256(saved.to_json().encode()).hexdigest() if saved else "")


def _profile(tujuan: Tujuan, sumber: Sumber) -> Profil | None:
    """The profile that the source names: a saved one, or a JSON file beside the program."""
    if not sumber.profil:
        return None
    if not sumber.profil.endswith(".json"):
        return profiles.read_profile(tujuan.engine, sumber.profil)
    file = ROOT / sumber.profil
    try:
        return profile_from_json(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as exc:
        raise InvalidFileError(f"Profil {file.name} dari sumber {sumber.nama} tidak dapat dibaca.") from exc


def save(
    engine: sa.Engine,
    piece: Potongan,
    setuju: importing.Persetujuan,
    *,
    now: datetime,
    progress: Progress | None = None,
) -> HasilSimpan | None:
    """Store one piece with the source's mark; None when it brought nothing new.

    RefusedError while something has to be decided first.
    """
    if piece.is_kosong or piece.check is None:
        note_pull(engine, piece.tarikan.sumber.nama, now=now)
        return None
    stopped = importing.blocking(piece.check.hasil.masalah, confirmed=setuju.confirmed)
    if stopped:
        raise RefusedError(
            f"Tarikan tidak disimpan: {len(stopped)} masalah harus diselesaikan dulu. {stopped[0].pesan}"
        )
    if setuju.cara == GANTI and not piece.tarikan.is_penuh:
        raise RefusedError(
            "Hanya tarikan seluruh tabel dapat menggantikan yang tersimpan. Tarik semua, dan naikkan batas_baris bila perlu."
        )
    cara = Cara(setuju.cara, setuju.create_satker, setuju.oleh)
    return store_pull(engine, piece.tarikan, piece.check, cara, now=now, progress=progress)
