"""One file of answers for ``pantau.py import``: examined, compared, stored, told."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from dashboard import importing
from dashboard.cli.files import problem_json, read_bytes, tell_problems
from dashboard.cli.progress import progress_line
from dashboard.formats import format_bulat, format_waktu
from dashboard.importing import Persetujuan
from dashboard.text import impor as text
from data_access import aliases
from data_access.errors import RefusedError
from data_access.files.options import ImportOptions
from data_access.files.reading.cells import RawFile
from data_access.files.reading.limits import COMMAND, from_settings
from data_access.files.reading.reader import read_file
from data_access.files.shapes import combine
from data_access.files.source import Pemeriksaan, inspect_raw
from data_access.files.values.satker_match import new_satker
from data_access.ledger.compare import Selisih, compare
from data_access.ledger.writing import GANTI, TAMBAH, TERPISAH
from data_access.repository import Scope, SurveyRepository
from data_access.store import HasilSimpan
from scoring.instruments import Instrumen, shipped_instruments
from scoring.zona_waktu import JAM_PANTAU

DISEBUT = 20


@dataclass(frozen=True)
class Hasil:
    """What became of one file. ``selisih`` None: it did not come to a comparison; ``simpan`` None: not stored."""

    berkas: str
    check: Pemeriksaan
    selisih: Selisih | None
    simpan: HasilSimpan | None
    satker_asing: tuple[str, ...]


@dataclass(frozen=True)
class Sesi:
    """What all files of one command share."""

    engine: sa.Engine
    repo: SurveyRepository
    scope: Scope
    options: ImportOptions
    nama_profil: str
    args: argparse.Namespace


def read_raw(paths: Sequence[str]) -> RawFile:
    """The files as one; several are sheets of one survey."""
    limits = from_settings(COMMAND)
    with progress_line("Membaca") as progress:
        return combine([read_file(read_bytes(path), Path(path).name, limits, progress) for path in paths])


def import_one(paths: Sequence[str], sesi: Sesi) -> Hasil:
    """Read, examine and compare; store unless something stands in the way or --dry-run forbids it."""
    now, args = datetime.now(UTC), sesi.args
    raw = read_raw(paths)
    instruments = _instruments(sesi)
    options = replace(
        importing.with_known(sesi.options, sesi.repo, sesi.scope, now.astimezone(JAM_PANTAU).date()),
        satker_alias=aliases.read_aliases(sesi.engine, sesi.scope),
    )
    check = inspect_raw(raw, options, instruments)
    unknown = check.hasil.ringkasan.satker_tidak_dikenal
    stopped = importing.blocking(check.hasil.masalah, confirmed=args.confirm)
    if stopped or (unknown and not args.create_satker) or not check.hasil.lembar:
        return Hasil(raw.nama, check, None, None, unknown)
    selisih = compare(sesi.engine, check.hasil.lembar, by_content=not args.separate)
    if args.dry_run:
        return Hasil(raw.nama, check, selisih, None, unknown)
    _refuse_undecided(selisih, args)
    with progress_line("Menyimpan") as progress:
        done = importing.save(sesi.engine, check, _agreed(sesi, check, selisih, unknown), now=now, progress=progress)
    return Hasil(raw.nama, check, selisih, done, unknown)


def _agreed(sesi: Sesi, check: Pemeriksaan, selisih: Selisih, unknown: Sequence[str]) -> Persetujuan:
    args = sesi.args
    return Persetujuan(
        confirmed=args.confirm,
        create_satker=new_satker(check.hasil.satker_dibaca, unknown),
        cara=GANTI if args.replace else TERPISAH if args.separate else TAMBAH,
        expected=selisih,
        profil=sesi.nama_profil,
        oleh=args.by,
    )


def _instruments(sesi: Sesi) -> list[Instrumen]:
    """Those that are offered, and the one that the profile names."""
    offered = importing.offered_instruments(sesi.repo, sesi.scope)
    named = sesi.options.profil.instrumen if sesi.options.profil else ""
    shipped = shipped_instruments()
    return [*offered, *([shipped[named]] if named in shipped and named not in {one.kode for one in offered} else [])]


def _refuse_undecided(selisih: Selisih, args: argparse.Namespace) -> None:
    """The same people sent again, or others who answered alike: where the file does not tell, the operator must."""
    if args.replace or args.add or args.separate or not selisih.is_ambiguous:
        return
    if selisih.lain:
        raise RefusedError(
            f"{format_bulat(selisih.lain)} responden sudah tersimpan untuk satker dan bulan yang sama, dan tidak seorang "
            "pun ada di berkas ini. Tambahkan --add bila berkas ini menambah, atau --replace bila menggantikan."
        )
    raise RefusedError(
        f"{text.alike_line(selisih)} {format_bulat(selisih.hilang)} responden yang tersimpan tidak ada di dalamnya. "
        "Tambahkan --add bila mereka tetap dihitung, --replace bila berkas ini menggantikan, atau --separate bila isinya "
        "orang lain semua."
    )


def tell(result: Hasil, args: argparse.Namespace) -> int:
    """Say what happened (problems on stderr, the rest on stdout unless --json) and return the exit code."""
    hasil = result.check.hasil
    tell_problems(result.berkas, hasil.masalah)
    stopped = importing.blocking(hasil.masalah, confirmed=args.confirm)
    if stopped:
        hint = " Tambahkan --confirm bila memang benar." if not hasil.ditolak else ""
        print(f"{result.berkas}: tidak disimpan, {len(stopped)} masalah harus diselesaikan.{hint}", file=sys.stderr)
        return 1
    if result.satker_asing and not args.create_satker:
        names = ", ".join(result.satker_asing)
        print(
            f"{result.berkas}: satker belum dikenal: {names}. Tambahkan --create-satker untuk membuatnya.",
            file=sys.stderr,
        )
        return 1
    if result.selisih is not None:
        _tell_vanished(result.berkas, result.selisih)
    if not args.json:
        print(_sentence(result, args))
    return 0


def _tell_vanished(nama: str, selisih: Selisih) -> None:
    """Who is no longer there, whatever becomes of them: on stderr, so that a schedule's log keeps it."""
    cells = [sel for sel in selisih.sel if sel.hilang]
    for sel in cells[:DISEBUT]:
        print(f"[hilang] {nama}: {text.vanished_line(sel, {})}", file=sys.stderr)
    if len(cells) > DISEBUT:
        print(f"... dan {len(cells) - DISEBUT} satker dan bulan lain.", file=sys.stderr)


def _sentence(result: Hasil, args: argparse.Namespace) -> str:
    counts = ", ".join(f"{kode} {n} responden" for kode, n in result.check.hasil.ringkasan.n.items())
    if args.dry_run and result.selisih is not None:
        return f"{result.berkas}: dapat disimpan ({counts}). {text.difference_line(result.selisih)}"
    done = result.simpan
    if done is None:
        return f"{result.berkas}: tidak ada yang disimpan."
    if not done.is_baru:
        since = format_waktu(done.disimpan_pada.astimezone(JAM_PANTAU))
        return f"{result.berkas}: sudah disimpan pada {since}; tidak ada yang berubah."
    return f"{result.berkas}: disimpan sebagai impor nomor {done.impor_id} ({counts})."


def as_json(result: Hasil) -> dict[str, object]:
    """The same as data."""
    ringkasan, done, selisih = result.check.hasil.ringkasan, result.simpan, result.selisih
    return {
        "berkas": result.berkas,
        "disimpan": done is not None,
        "sudah_ada": done is not None and not done.is_baru,
        "impor": done.impor_id if done else None,
        "baris_dibaca": ringkasan.baris_dibaca,
        "n": dict(ringkasan.n),
        "satker": dict(ringkasan.satker),
        "bulan": dict(ringkasan.bulan),
        "baru": selisih.baru if selisih else None,
        "tetap": selisih.tetap if selisih else None,
        "berubah": selisih.berubah if selisih else None,
        "hilang": selisih.hilang + selisih.lain if selisih else None,
        "ditarik": done.ditarik if done else 0,
        "baris_dilewati": [{"baris": baris, "alasan": alasan} for baris, alasan in result.check.hasil.ditolak_baris],
        "satker_belum_dikenal": list(result.satker_asing),
        "satker_dibuat": list(done.satker_baru) if done else [],
        "kolom_pribadi_tidak_dibaca": list(ringkasan.kolom_pribadi),
        "catatan": list(result.check.catatan),
        "pemetaan": [
            {"kolom": kolom.huruf, "judul": kolom.judul, "peran": kolom.peran, "cara": kolom.cara, "yakin": kolom.yakin}
            for kolom in result.check.pemetaan.kolom
        ],
        "masalah": [problem_json(one) for one in result.check.hasil.masalah],
    }
