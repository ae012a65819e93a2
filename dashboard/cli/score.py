"""``pantau.py score``: the indices of a file (nothing is stored) or of the database."""

from __future__ import annotations

import argparse
import json
import math
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dashboard import importing
from dashboard.cli.files import read_bytes, tell_problems
from dashboard.formats import format_angka, format_bulat
from dashboard.kisaran import kisaran_words
from dashboard.views import score, score_internal, score_rekap
from data_access.confidential import ConfidentialRepository
from data_access.engine import database_url, make_engine
from data_access.errors import RefusedError
from data_access.file_repository import FileRepository
from data_access.files.options import ImportOptions
from data_access.files.source import inspect
from data_access.instrument_store import read_instrument
from data_access.repository import Scope, SurveyRepository
from data_access.sql_repository import SqlRepository
from scoring.conversions import KONVERSI
from scoring.errors import ScoringError
from scoring.indeks import BOBOT
from scoring.instruments import Instrumen, shipped_instruments
from scoring.periods import Periode, parse_month
from scoring.states import Status
from scoring.zona_waktu import JAM_PANTAU


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = subparsers.add_parser("score", help="hitung indeks dari berkas atau basis data")
    parser.add_argument("berkas", nargs="?", metavar="BERKAS", help="berkas XLSX atau CSV; tanpa berkas: basis data")
    parser.add_argument("--satker", metavar="KODE", help="hanya satker ini")
    parser.add_argument("--instrument", metavar="KODE|BERKAS", help="hanya instrumen ini; atau berkas instrumen TOML")
    parser.add_argument("--from", dest="dari", type=_month, metavar="2026-01", help="bulan pertama")
    parser.add_argument("--to", dest="sampai", type=_month, metavar="2026-06", help="bulan terakhir")
    parser.add_argument("--by", dest="per", choices=score.PER, help="satu hasil untuk tiap kelompok")
    parser.add_argument("--conversion", choices=tuple(KONVERSI), help="konversi lain dari bawaan instrumen")
    parser.add_argument("--weight", choices=tuple(BOBOT), default="exact", help="bobot (bawaan exact: tepat 1/k)")
    parser.add_argument("--confirm", action="store_true", help="terima keraguan yang disebut program")
    parser.add_argument("--json", action="store_true", help="keluaran JSON")


def run(args: argparse.Namespace) -> int:
    """Exit 0 with results, 1 when the file is refused or nothing matches."""
    if args.dari and args.sampai and args.dari > args.sampai:
        print("Bulan pertama (--from) harus sebelum bulan terakhir (--to).", file=sys.stderr)
        return 2
    instrument = read_instrument(args.instrument) if args.instrument else None
    source = _file_repository(args, instrument) if args.berkas else SqlRepository(make_engine(database_url()))
    today = datetime.now(UTC).astimezone(JAM_PANTAU).date()
    repo, scope = ConfidentialRepository(source, today), Scope.everything()
    minta, kode = _request(args, repo), instrument.kode if instrument else None
    results = score.score_all(repo, scope, minta, kode) + score_internal.score_internal(repo, scope, minta, kode)
    results += score_rekap.score_recaps(repo, scope, minta, kode)
    if score_internal.is_asked(repo, scope, kode):
        print(score_internal.RULE, file=sys.stderr)
    if not results:
        print("Tidak ada jawaban untuk pilihan ini.", file=sys.stderr)
        return 1
    print(json.dumps(_clean(results), ensure_ascii=False, allow_nan=False) if args.json else _report(results))
    return 0


def _request(args: argparse.Namespace, repo: ConfidentialRepository) -> score.Permintaan:
    """What is asked for; an end that is left open is where the data end: the period also decides which rules apply."""
    periode = None
    if args.dari or args.sampai:
        everything = Scope.everything()
        internal = {b for item in repo.internal_instruments(everything) for b in repo.months(everything, item.kode)}
        months = sorted(internal.union(repo.months(everything))) or [args.dari or args.sampai]
        dari = args.dari or min(months[0], args.sampai)
        periode = Periode(dari, args.sampai or max(months[-1], dari))
    satker = (args.satker,) if args.satker else ()
    return score.Permintaan(periode, satker, args.per, args.conversion, args.weight)


def _file_repository(args: argparse.Namespace, instrument: Instrumen | None) -> SurveyRepository:
    """The file as a repository; RefusedError after its problems were told. A satker option labels a file without satker."""
    name = Path(args.berkas).name
    content = read_bytes(args.berkas)
    options = ImportOptions(
        instrumen=instrument, untuk_disimpan=False, hari_ini=datetime.now(UTC).astimezone(JAM_PANTAU).date()
    )
    shipped = [shipped_instruments()[kode] for kode in importing.DIKENALI]
    check = inspect(content, name, options, shipped)
    if args.satker and not any(check.hasil.ringkasan.satker):
        check = inspect(content, name, replace(options, satker_default=args.satker), shipped)
    tell_problems(name, check.hasil.masalah)
    if importing.blocking(check.hasil.masalah, confirmed=args.confirm):
        hint = "" if check.hasil.ditolak else " Pilih dengan --instrument, atau tambahkan --confirm bila memang benar."
        raise RefusedError(f"{name} tidak dihitung: lihat masalah di atas.{hint}")
    return FileRepository(check.hasil.lembar, read_at=datetime.now(UTC))


def _clean(value: object) -> object:
    """NaN (no interval, no value) as null: JSON has no NaN, and missing is not a number."""
    if isinstance(value, dict):
        return {name: _clean(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_clean(part) for part in value]
    return None if isinstance(value, float) and math.isnan(value) else value


def _report(results: list[dict[str, Any]]) -> str:
    return "\n\n".join(_one_report(result) for result in results)


def _one_report(result: dict[str, Any]) -> str:
    indeks = result["indeks"]
    head = [
        result["instrumen"].upper(),
        result.get("layanan"),
        result["satker"],
        result["periode"],
        result.get("sumber"),
    ]
    title = ", ".join(str(part) for part in head if part)
    if result["status"] == Status.DISEMBUNYIKAN:
        return f"{title}: {result['status']}"
    low, high = indeks["interval_95"]
    span = kisaran_words(low, high, indeks["dasar_interval"], result["n"])
    head_line = (
        f"{title}: {format_angka(indeks['nilai_4'])} (skala 4), {format_angka(indeks['nilai_100'])} (skala 100), "
        f"mutu {indeks['mutu'] or '-'}, {format_bulat(result['n'])} responden, {span}, "
        f"konversi {result['konversi']}, {result['status']}"
    )
    lines = [head_line]
    weak = {item["unsur"]: ", ".join(item["alasan"]) for item in result["lemah"]}
    for unsur in result["unsur"]:
        note = f"  lemah: {weak[unsur['kode']]}" if unsur["kode"] in weak else ""
        lines.append(
            f"  {unsur['kode']:<4} {unsur['nama'][:44]:<44} n {format_bulat(unsur['n']):>7}  NRR {format_angka(unsur['nrr']):>5}  "
            f"{format_angka(unsur['nilai_4']):>5}  {unsur['mutu'] or '-'}{note}"
        )
    return "\n".join(lines)


def _month(text: str) -> int:
    try:
        return parse_month(text)
    except ScoringError as exc:
        # The sentence of a wrong usage ends with a full stop of its own.
        raise argparse.ArgumentTypeError(str(exc).rstrip(".")) from exc
