"""``pantau.py zona``: which conditions of WBK and WBBM the surveys of every satker meet."""

from __future__ import annotations

import argparse
import json
import math
import sys
from datetime import UTC, datetime
from typing import Any

from dashboard.text import zona as words
from dashboard.views import zona
from dashboard.views.common import Pilihan
from dashboard.views.zona import DITUJU, JENDELA, PilihanZona, ZonaIntegritas, ZonaSatker
from data_access.confidential import ConfidentialRepository
from data_access.engine import database_url, make_engine
from data_access.repository import Scope
from data_access.sql_repository import SqlRepository
from scoring.conversions import KONVERSI
from scoring.errors import ScoringError
from scoring.periods import Periode, parse_month
from scoring.rules import PREDIKAT
from scoring.zona import JenisSyarat, NilaiZona, Syarat, points
from scoring.zona_waktu import JAM_PANTAU


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = subparsers.add_parser("zona", help="periksa syarat survei WBK dan WBBM tiap satker")
    parser.add_argument("--satker", metavar="KODE", default="", help="hanya satker ini")
    parser.add_argument(
        "--to", dest="sampai", type=_month, metavar="2026-06", help="bulan terakhir (bawaan: yang terbaru)"
    )
    parser.add_argument("--months", dest="jendela", type=int, choices=JENDELA, default=JENDELA[0], help="berapa bulan")
    parser.add_argument(
        "--predikat", choices=(DITUJU, *PREDIKAT), default=DITUJU, help="predikat (bawaan: yang dituju)"
    )
    parser.add_argument("--conversion", choices=tuple(KONVERSI), default="", help="konversi lain dari bawaan instrumen")
    parser.add_argument("--json", action="store_true", help="keluaran JSON")


def run(args: argparse.Namespace) -> int:
    """Exit 0 with results, 1 when there are no answers or no such satker."""
    today = datetime.now(UTC).astimezone(JAM_PANTAU).date()
    repo, scope = ConfidentialRepository(SqlRepository(make_engine(database_url())), today), Scope.everything()
    months = repo.months(scope)
    if not months:
        print("Belum ada jawaban di basis data.", file=sys.stderr)
        return 1
    last = args.sampai or months[-1]
    chosen = Pilihan("", Periode(last, last), satker=args.satker, konversi=args.conversion)
    view = zona.build(repo, scope, PilihanZona(chosen, args.jendela, args.predikat))
    if view is None:
        print(f"Satker {args.satker} tidak dikenal.", file=sys.stderr)
        return 1
    everyone = (*view.satker, *view.tanpa_bidik)
    if args.json:
        print(json.dumps([_object(one, view) for one in everyone], ensure_ascii=False, allow_nan=False))
    else:
        print("\n".join([f"{words.zona_title(view)}.", *(_line(one, view) for one in everyone)]))
    return 0


def _line(one: ZonaSatker, view: ZonaIntegritas) -> str:
    hasil = one.utama
    values = [f"{item.indeks} {words.value_words(item)}" for item in hasil.syarat if item.jenis is JenisSyarat.NILAI]
    missing = "; ".join(words.missing_words(hasil, view)) or "tidak ada yang kurang"
    aim = hasil.predikat if one.predikat else f"tidak membidik, dilihat untuk {hasil.predikat}"
    return f"{one.nama} ({aim}): {hasil.kesiapan}; {', '.join(values)}; {missing}."


def _object(one: ZonaSatker, view: ZonaIntegritas) -> dict[str, Any]:
    return {
        "satker": one.satker,
        "bidik_predikat": one.bidik or None,
        "periode": view.pilihan.periode.iso,
        "aturan": view.ambang.dasar,
        "konversi": view.konversi,
        "nilai": {name: _value(nilai, view) for name, nilai in one.nilai.items()},
        "predikat": {
            name: {"kesiapan": str(hasil.kesiapan), "syarat": [_condition(item) for item in hasil.syarat]}
            for name, hasil in one.hasil.items()
        },
    }


def _value(nilai: NilaiZona, view: ZonaIntegritas) -> dict[str, Any]:
    return {
        "n": nilai.n,
        "bulan": list(nilai.bulan),
        "kosong": list(nilai.kosong),
        "nilai_4": _number(nilai.nilai_4),
        "interval_95": [_number(nilai.bawah_4), _number(nilai.atas_4)],
        "gabungan_4": _number(nilai.gabungan_4),
        "gabungan_interval_95": [_number(nilai.gabungan_bawah_4), _number(nilai.gabungan_atas_4)],
        "poin": _number(points(nilai.nilai_4, view.ambang, nilai.indeks)),
        "status": str(nilai.status),
    }


def _condition(item: Syarat) -> dict[str, Any]:
    return {
        "syarat": str(item.jenis),
        "indeks": item.indeks or None,
        "keadaan": str(item.keadaan),
        "ada": _number(item.ada),
        "perlu": item.perlu,
        "jarak": _number(item.jarak),
        "kepastian": str(item.kepastian) if item.kepastian else None,
        "bulan_kurang": list(item.kurang),
    }


def _number(value: float) -> float | None:
    """NaN as null: JSON has no NaN, and missing is not a number."""
    return None if math.isnan(value) else value


def _month(text: str) -> int:
    try:
        return parse_month(text)
    except ScoringError as exc:
        # The sentence of a wrong usage ends with a full stop of its own.
        raise argparse.ArgumentTypeError(str(exc).rstrip(".")) from exc
