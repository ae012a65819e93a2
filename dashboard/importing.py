"""From an inspected file to the database: shared by the upload page and the commands. No Streamlit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import sqlalchemy as sa

from data_access.errors import RefusedError
from data_access.files.options import ImportOptions
from data_access.files.problems import Masalah
from data_access.files.source import Pemeriksaan
from data_access.ledger.compare import Selisih
from data_access.ledger.rows import Progress
from data_access.ledger.writing import TAMBAH
from data_access.repository import Scope, SurveyRepository
from data_access.satker_names import SatkerBaru
from data_access.store import Berkas, Catatan, HasilSimpan, store
from scoring.instruments import Instrumen, shipped_instruments

# Offered when a file is recognised without a choice; the others are read only when they are asked for by name.
DIKENALI = ("spkp", "spak", "skm")


def offered_instruments(repo: SurveyRepository, scope: Scope) -> list[Instrumen]:
    """The instruments a file is compared with: the usual shipped ones, then an organisation's own from the database."""
    shipped = shipped_instruments()
    own = [item for item in repo.instruments(scope) if item.kode not in shipped]
    return [shipped[kode] for kode in DIKENALI] + own


def known_satker(repo: SurveyRepository, scope: Scope) -> tuple[tuple[str, str], ...]:
    """(kode, nama) of the satker in scope, so that names in a file become codes."""
    frame = repo.satker(scope)
    return tuple(zip(frame["satker"], frame["nama"], strict=True))


def blocking(masalah: Sequence[Masalah], *, confirmed: bool) -> list[Masalah]:
    """The problems that forbid storing: errors always, doubts until the operator has confirmed them."""
    return [one for one in masalah if one.tingkat == "galat" or (one.tingkat == "konfirmasi" and not confirmed)]


@dataclass(frozen=True)
class Persetujuan:
    """What the operator has agreed to. ``confirmed``: the doubts are right; ``create_satker``: satker to make; ``cara`` and
    ``expected``: see store(); ``profil``: the saved mapping by which the file was read; ``oleh``: who stores it."""

    confirmed: bool
    create_satker: Sequence[SatkerBaru] = ()
    cara: str = TAMBAH
    expected: Selisih | None = None
    profil: str = ""
    oleh: str = ""


def save(
    engine: sa.Engine,
    check: Pemeriksaan,
    setuju: Persetujuan,
    *,
    now: datetime,
    progress: Progress | None = None,
) -> HasilSimpan:
    """Store an inspected file whole. RefusedError while it has blocking problems or satker that nobody confirmed."""
    stopped = blocking(check.hasil.masalah, confirmed=setuju.confirmed)
    if stopped:
        raise RefusedError(f"Berkas tidak disimpan: {len(stopped)} masalah harus diselesaikan dulu. {stopped[0].pesan}")
    berkas = Berkas(
        nama=check.berkas.nama,
        sha256=check.berkas.sha256,
        ukuran=check.berkas.ukuran,
        baris_dibaca=check.hasil.ringkasan.baris_dibaca,
        kunci=check.kunci,
        oleh=setuju.oleh,
        profil=setuju.profil,
    )
    return store(
        engine,
        berkas,
        check.hasil.lembar,
        now=now,
        create_satker=setuju.create_satker,
        cara=setuju.cara,
        expected=setuju.expected,
        catatan=Catatan(check.hasil.ditolak_baris, check.hasil.kategori_asli),
        progress=progress,
    )


def with_known(options: ImportOptions, repo: SurveyRepository, scope: Scope, today: date) -> ImportOptions:
    """The options completed by what the database and the calendar know."""
    frame = repo.satker(scope)
    return replace(
        options,
        satker_dikenal=tuple(zip(frame["satker"], frame["nama"], strict=True)),
        satker_zona=dict(zip(frame["satker"], frame["zona_waktu"], strict=True)),
        hari_ini=today,
    )
