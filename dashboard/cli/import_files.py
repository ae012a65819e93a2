"""``pantau.py import``: store survey files; each file wholly or not at all."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import sqlalchemy as sa

from dashboard import demo
from dashboard.cli import import_answers, import_recap
from dashboard.cli.files import read_bytes
from dashboard.cli.import_answers import Sesi
from data_access import migrate, profiles
from data_access.engine import database_url, make_engine
from data_access.errors import DataError, InvalidFileError
from data_access.files.columns.profile import Profil, profile_from_json
from data_access.files.options import ImportOptions
from data_access.instrument_store import read_instrument
from data_access.repository import Scope
from data_access.sql_repository import SqlRepository
from scoring.zona_waktu import ZONA_WAKTU

ZONA = {name: zona for zona, name in ZONA_WAKTU.items()} | {"UTC": "UTC"}


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = subparsers.add_parser("import", help="simpan berkas survei ke basis data")
    parser.add_argument("berkas", nargs="+", metavar="BERKAS", help="berkas survei: XLSX, XLS, ODS, CSV, tabel HTML")
    parser.add_argument("--kind", choices=("jawaban", "rekap"), default="jawaban", help="isi berkas")
    parser.add_argument("--satker", metavar="KODE", help="satker untuk baris yang tidak menyebut satker")
    parser.add_argument("--instrument", metavar="KODE|BERKAS", help="instrumen, bila tidak ingin dikenali otomatis")
    parser.add_argument(
        "--profile", metavar="NAMA|BERKAS", help="profil kolom yang disimpan di Unggah Data, atau JSON-nya"
    )
    parser.add_argument("--date", type=_day, metavar="2026-06-30", help="tanggal untuk baris tanpa tanggal")
    parser.add_argument("--zone", choices=sorted(ZONA), help="zona waktu jam di berkas, bila bukan jam setempat satker")
    parser.add_argument("--together", action="store_true", help="semua berkas adalah lembar dari satu survei")
    both = parser.add_mutually_exclusive_group()
    both.add_argument(
        "--add", action="store_true", help="menambah: responden lama yang tidak ada di berkas tetap dihitung"
    )
    both.add_argument("--replace", action="store_true", help="menggantikan: responden lama yang tidak ada ditarik")
    both.add_argument(
        "--separate", action="store_true", help="orang lain semua, walau jawabannya sama dengan yang tersimpan"
    )
    parser.add_argument("--skip-wrong", action="store_true", help="lewati baris yang salah, simpan sisanya")
    parser.add_argument("--create-satker", action="store_true", help="buat satker yang belum dikenal")
    parser.add_argument("--confirm", action="store_true", help="terima keraguan yang disebut program")
    parser.add_argument("--by", default="", metavar="NAMA", help="siapa yang mengimpor (jabatan atau unit)")
    parser.add_argument("--dry-run", action="store_true", help="periksa saja, jangan simpan")
    parser.add_argument("--json", action="store_true", help="keluaran JSON")


def run(args: argparse.Namespace) -> int:
    """Exit 0 when every file is stored (or would be, with --dry-run), 1 when one is refused."""
    url = database_url()
    migrate.upgrade(url)
    engine = make_engine(url)
    answers, codes = [], []
    sesi = _session(args, engine)
    for paths in [args.berkas] if args.together else [[path] for path in args.berkas]:
        nama = " + ".join(Path(path).name for path in paths)
        try:
            code, answer = _one(paths, sesi)
        except DataError as error:
            print(f"{nama}: {error}", file=sys.stderr)
            code, answer = 1, {"berkas": nama, "disimpan": False, "pesan": str(error), "masalah": []}
        codes.append(code)
        answers.append(answer)
    if args.json:
        print(json.dumps(answers, ensure_ascii=False))
    if not args.dry_run and demo.has_demo(engine):
        print("Data contoh masih ada di basis data; hapus dengan: pantau.py reset-demo", file=sys.stderr)
    return max(codes)


def _one(paths: Sequence[str], sesi: Sesi) -> tuple[int, dict[str, object]]:
    if sesi.args.kind == "rekap":
        return import_recap.import_one(paths, sesi)
    result = import_answers.import_one(paths, sesi)
    return import_answers.tell(result, sesi.args), import_answers.as_json(result)


def _session(args: argparse.Namespace, engine: sa.Engine) -> Sesi:
    instrument = read_instrument(args.instrument) if args.instrument else None
    nama, profile = _profile(args.profile, engine) if args.profile else ("", None)
    options = ImportOptions(
        instrumen=instrument,
        satker_default=args.satker,
        tanggal_default=args.date,
        zona_berkas=ZONA[args.zone] if args.zone else None,
        lewati_salah=args.skip_wrong,
        profil=profile,
    )
    return Sesi(engine, SqlRepository(engine), Scope.everything(), options, nama, args)


def _profile(given: str, engine: sa.Engine) -> tuple[str, Profil]:
    """(name, profile): a saved one of that name, else the JSON file."""
    if given in {one.nama for one in profiles.list_profiles(engine)}:
        return given, profiles.read_profile(engine, given)
    try:
        return Path(given).stem, profile_from_json(read_bytes(given).decode("utf-8"))
    except UnicodeDecodeError as exc:
        raise InvalidFileError(f"Profil {Path(given).name} bukan teks UTF-8.") from exc


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as exc:
        raise argparse.ArgumentTypeError(f"{text!r} bukan tanggal; tulis seperti 2026-06-30") from exc
