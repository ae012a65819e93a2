"""``pantau.py pesan``: the messages about respondents for the satker's group chats. Nothing is sent: text on stdout."""

from __future__ import annotations

import argparse
import json
import os
import sys
from datetime import UTC, date, datetime
from typing import Any

from dashboard import demo
from dashboard.text.pesan import region_message, satker_line, satker_message
from dashboard.views import laju
from dashboard.views.common import Pilihan
from dashboard.views.laju import Hari, LajuSatker, LajuWilayah
from data_access.confidential import ConfidentialRepository
from data_access.engine import database_url, make_engine
from data_access.repository import Scope, SurveyRepository
from data_access.sql_repository import SqlRepository
from scoring.errors import ScoringError
from scoring.periods import TAHUN_MIN, Periode, month_of_day, parse_period


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = subparsers.add_parser("pesan", help="tulis pesan pengingat responden untuk grup obrolan satker")
    parser.add_argument(
        "--periode", type=_period, metavar="2026-10", help="periode (bawaan: bulan berjalan, atau bulan --per)"
    )
    parser.add_argument("--survei", metavar="KODE", default="", help="survei, misalnya spak (bawaan: yang pertama)")
    parser.add_argument(
        "--per", type=_day, metavar="2026-10-20", help="keadaan pada akhir hari ini yang sudah lewat (bawaan: sekarang)"
    )
    parser.add_argument(
        "--satker",
        nargs="+",
        metavar="KODE",
        default=[],
        help="satu pesan untuk tiap satker ini, bukan satu untuk semua",
    )
    parser.add_argument("--mendesak", action="store_true", help="hanya satker yang masih harus berbuat sesuatu")
    parser.add_argument("--json", action="store_true", help="keluaran JSON: pesan untuk semua dan untuk tiap satker")


def run(args: argparse.Namespace) -> int:
    """Exit 0 with messages (nothing where none of the ``--satker`` is urgent), 1 when there is no such survey or satker,
    2 for a day outside of the period."""
    now = datetime.now(UTC)
    hari = laju.today_by_zone(now)
    today = min(day for _, day in hari)
    engine, scope = make_engine(database_url()), Scope.everything()
    repo, contoh = ConfidentialRepository(SqlRepository(engine), today), demo.has_demo(engine)
    periode = args.periode or _month_of(args.per or today)
    if args.per is not None and not _is_past_day(args.per, periode, today):
        print(
            f"--per {args.per} tidak dapat dipakai: pilih hari dalam {periode.label} yang sudah lewat.",
            file=sys.stderr,
        )
        return 2
    view = _view(repo, scope, args.survei.strip().lower(), periode, hari, args.per)
    unknown = [kode for kode in args.satker if view.of_satker(kode) is None]
    if unknown:
        print(f"Satker {', '.join(unknown)} tidak dikenal.", file=sys.stderr)
        return 1
    chosen = [one for one in view.daftar if one.satker in args.satker or not args.satker]
    chosen = [one for one in chosen if one.is_mendesak or not args.mendesak]
    if args.json:
        _write(
            json.dumps(
                _object(view, chosen, is_contoh=contoh, urgent_only=args.mendesak), ensure_ascii=False, allow_nan=False
            )
        )
    elif args.satker and chosen:
        _write("\n\n".join(satker_message(one, view, is_contoh=contoh) for one in chosen))
    elif not args.satker:
        _write(region_message(view, is_contoh=contoh, urgent_only=args.mendesak))
    return 0


def _write(text: str) -> None:
    try:
        print(text, flush=True)
    except BrokenPipeError:
        # The program behind the pipe has read enough. Python would try once more at its end, and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _view(
    repo: SurveyRepository, scope: Scope, survei: str, periode: Periode, hari: Hari, per: date | None
) -> LajuWilayah:
    """The view; ScoringError (exit 1) for a survey that has no answers here."""
    known = [item.kode for item in repo.instruments(scope)]
    if not known:
        raise ScoringError("Belum ada jawaban di basis data.")
    if survei and survei not in known:
        raise ScoringError(f"Survei {survei!r} tidak ada di basis data; yang ada: {', '.join(known)}.")
    return laju.build(repo, scope, Pilihan(survei or known[0], periode), hari, per)


def _object(view: LajuWilayah, chosen: list[LajuSatker], *, is_contoh: bool, urgent_only: bool) -> dict[str, Any]:
    return {
        "survei": view.instrumen.kode,
        "periode": view.pilihan.periode.iso,
        "per": view.per.isoformat() if view.per else None,
        "berjalan": view.is_running,
        "data_contoh": is_contoh,
        "pesan": region_message(view, is_contoh=is_contoh, urgent_only=urgent_only),
        "satker": [_satker(one, view, is_contoh=is_contoh) for one in chosen],
    }


def _satker(one: LajuSatker, view: LajuWilayah, *, is_contoh: bool) -> dict[str, Any]:
    """Numbers unrounded; null where it is not known."""
    found = one.laju
    return {
        "satker": one.satker,
        "nama": one.nama,
        "keadaan": str(one.keadaan),
        "mendesak": one.is_mendesak,
        "n": one.n if one.sampai is not None else None,
        "target": one.target.target if one.target else None,
        "target_sementara": one.target.sementara if one.target else None,
        "kurang": found.kurang if found and one.sampai is not None else None,
        "sisa_hari_kerja": found.sisa if found else None,
        "perlu_per_hari": found.perlu_per_hari if found else None,
        "perkiraan": found.perkiraan if found else None,
        "kisaran_90": [found.bawah, found.atas] if found and found.bawah is not None else None,
        "peluang": found.peluang if found else None,
        "data_sampai": one.sampai.isoformat() if one.sampai else None,
        "hari_kerja_belum_terlihat": found.belum_terlihat if found else None,
        "baris": satker_line(one, view),
        "pesan": satker_message(one, view, is_contoh=is_contoh),
    }


def _is_past_day(day: date, periode: Periode, today: date) -> bool:
    """A day of the period that is over; asked in this order, because the end of the last year that dates know has none."""
    return day.year >= TAHUN_MIN and day < today and periode.first_day <= day <= periode.last_day


def _month_of(day: date) -> Periode:
    bulan = month_of_day(day)
    return Periode(bulan, bulan)


def _period(text: str) -> Periode:
    try:
        return parse_period(text)
    except ScoringError as exc:
        # The sentence of a wrong usage ends with a full stop of its own.
        raise argparse.ArgumentTypeError(str(exc).rstrip(".")) from exc


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as exc:
        raise argparse.ArgumentTypeError(f"{text!r} bukan tanggal; tulis seperti 2026-10-20") from exc
