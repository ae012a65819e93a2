"""``pantau.py import``: store survey files; each file wholly or not at all."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import sqlalchemy as sa

from dashboard import demo, importing
from dashboard.cli.files import problem_json, read_bytes, tell_problems
from dashboard.formats import format_waktu
from data_access import migrate
from data_access.engine import database_url, make_engine
from data_access.errors import DataError, InvalidFileError
from data_access.files.columns.mapping import mapping_from_json
from data_access.files.options import ImportOptions
from data_access.files.source import Pemeriksaan, inspect
from data_access.instrument_store import read_instrument
from data_access.repository import Scope, SurveyRepository
from data_access.satker_names import SatkerBaru
from data_access.sql_repository import SqlRepository
from data_access.store import HasilSimpan


@dataclass(frozen=True)
class _Hasil:
    """What became of one file."""

    berkas: str
    check: Pemeriksaan
    simpan: HasilSimpan | None
    satker_asing: tuple[str, ...]

    @property
    def is_done(self) -> bool:
        return self.simpan is not None


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = subparsers.add_parser("import", help="simpan berkas survei ke basis data")
    parser.add_argument("berkas", nargs="+", metavar="BERKAS", help="berkas XLSX atau CSV, satu baris satu responden")
    parser.add_argument("--satker", metavar="KODE", help="satker untuk baris yang tidak menyebut satker")
    parser.add_argument("--instrument", metavar="KODE|BERKAS", help="instrumen, bila tidak ingin dikenali otomatis")
    parser.add_argument(
        "--profile", metavar="BERKAS", help="pemetaan kolom (JSON) yang disimpan dari halaman Unggah Data"
    )
    parser.add_argument("--date", type=_day, metavar="2026-06-30", help="tanggal untuk baris tanpa tanggal")
    parser.add_argument("--create-satker", action="store_true", help="buat satker yang belum dikenal")
    parser.add_argument("--confirm", action="store_true", help="terima keraguan yang disebut program")
    parser.add_argument("--dry-run", action="store_true", help="periksa saja, jangan simpan")
    parser.add_argument("--json", action="store_true", help="keluaran JSON")


def run(args: argparse.Namespace) -> int:
    """Exit 0 when every file is stored (or would be, with --dry-run), 1 when one is refused."""
    url = database_url()
    migrate.upgrade(url)
    engine = make_engine(url)
    repo, scope = SqlRepository(engine), Scope.everything()
    instrument = read_instrument(args.instrument) if args.instrument else None
    profile = mapping_from_json(_profile_text(args.profile)) if args.profile else None
    options = ImportOptions(
        instrumen=instrument, satker_default=args.satker, tanggal_default=args.date, pemetaan=profile
    )
    answers: list[dict[str, object]] = []
    codes = []
    for path in args.berkas:
        try:
            result = _one(path, args, options, engine, repo, scope)
        except DataError as error:
            print(f"{Path(path).name}: {error}", file=sys.stderr)
            answers.append({"berkas": Path(path).name, "disimpan": False, "pesan": str(error), "masalah": []})
            codes.append(1)
            continue
        codes.append(_tell(result, args))
        answers.append(_as_json(result, args))
    if args.json:
        print(json.dumps(answers, ensure_ascii=False))
    if not args.dry_run and demo.has_demo(engine):
        print("Data contoh masih ada di basis data; hapus dengan: pantau.py reset-demo", file=sys.stderr)
    return max(codes)


def _one(
    path: str, args: argparse.Namespace, options: ImportOptions, engine: sa.Engine, repo: SurveyRepository, scope: Scope
) -> _Hasil:
    options = importing.with_known(options, repo, scope, datetime.now(UTC).astimezone(importing.ZONA).date())
    check = inspect(read_bytes(path), Path(path).name, options, importing.offered_instruments(repo, scope))
    unknown = check.hasil.ringkasan.satker_tidak_dikenal
    stopped = importing.blocking(check.hasil.masalah, confirmed=args.confirm)
    if args.dry_run or stopped or (unknown and not args.create_satker):
        return _Hasil(Path(path).name, check, None, unknown)
    new = [SatkerBaru(kode) for kode in unknown]
    done = importing.save(engine, check, now=datetime.now(UTC), confirmed=args.confirm, create_satker=new)
    return _Hasil(Path(path).name, check, done, unknown)


def _tell(result: _Hasil, args: argparse.Namespace) -> int:
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
    if not args.json:
        print(_sentence(result, args))
    return 0


def _sentence(result: _Hasil, args: argparse.Namespace) -> str:
    counts = ", ".join(f"{kode} {n} responden" for kode, n in result.check.hasil.ringkasan.n.items())
    if args.dry_run:
        return f"{result.berkas}: dapat disimpan ({counts})."
    if result.simpan is not None and not result.simpan.is_baru:
        since = result.simpan.disimpan_pada
        return f"{result.berkas}: sudah disimpan pada {format_waktu(since.astimezone(importing.ZONA))}; tidak ada yang berubah."
    return f"{result.berkas}: disimpan ({counts})."


def _as_json(result: _Hasil, args: argparse.Namespace) -> dict[str, object]:
    ringkasan = result.check.hasil.ringkasan
    return {
        "berkas": result.berkas,
        "disimpan": result.is_done,
        "sudah_ada": result.simpan is not None and not result.simpan.is_baru,
        "baris_dibaca": ringkasan.baris_dibaca,
        "n": dict(ringkasan.n),
        "satker": dict(ringkasan.satker),
        "bulan": dict(ringkasan.bulan),
        "satker_belum_dikenal": list(result.satker_asing),
        "satker_dibuat": list(result.simpan.satker_baru) if result.simpan else [],
        "kolom_pribadi_tidak_dibaca": list(ringkasan.kolom_pribadi),
        "pemetaan": [
            {"kolom": kolom.huruf, "judul": kolom.judul, "peran": kolom.peran, "cara": kolom.cara}
            for kolom in result.check.pemetaan.kolom
        ],
        "masalah": [problem_json(one) for one in result.check.hasil.masalah],
    }


def _profile_text(path: str) -> str:
    try:
        return read_bytes(path).decode("utf-8")
    except UnicodeDecodeError as exc:
        raise InvalidFileError(f"Profil {Path(path).name} bukan teks UTF-8.") from exc


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as exc:
        raise argparse.ArgumentTypeError(f"{text!r} bukan tanggal; tulis seperti 2026-06-30") from exc
