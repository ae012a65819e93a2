"""``pantau.py riwayat``, ``batal`` and ``pulih``: the history of imports, undo, and the undo undone."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from datetime import UTC, datetime

import sqlalchemy as sa

from dashboard.formats import format_bulat, format_waktu
from data_access import migrate
from data_access.engine import database_url, make_engine
from data_access.ledger.history import Impor, history
from data_access.ledger.undo import restore, undo
from data_access.repository import Scope
from scoring.zona_waktu import JAM_PANTAU


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the three commands."""
    parser = subparsers.add_parser("riwayat", help="riwayat impor: apa yang masuk, dan apa yang dibatalkan")
    parser.add_argument("--json", action="store_true", help="keluaran JSON")
    for name, words in (("batal", "batalkan satu impor"), ("pulih", "pulihkan impor yang dibatalkan")):
        one = subparsers.add_parser(name, help=words)
        one.add_argument("nomor", type=int, metavar="NOMOR", help="nomor impor, lihat: pantau.py riwayat")
        one.add_argument("--alasan", required=True, metavar="TEKS", help="mengapa; tersimpan dalam riwayat")
        one.add_argument("--by", default="", metavar="NAMA", help="siapa yang meminta (jabatan atau unit)")


def run(args: argparse.Namespace) -> int:
    """Exit 0 when it is done, 1 when there is no such import or nothing to undo."""
    url = database_url()
    migrate.upgrade(url)
    engine = make_engine(url)
    if args.command == "riwayat":
        _show(engine, as_json=args.json)
        return 0
    act = undo if args.command == "batal" else restore
    act(engine, args.nomor, now=datetime.now(UTC), oleh=args.by, alasan=args.alasan)
    done = "dibatalkan; datanya tetap tersimpan dan dapat dipulihkan" if args.command == "batal" else "dipulihkan"
    print(f"Impor nomor {args.nomor} {done}.")
    return 0


def _show(engine: sa.Engine, *, as_json: bool) -> None:
    found = history(engine, Scope.everything())
    if as_json:
        print(json.dumps([asdict(one) for one in found], ensure_ascii=False, default=_text))
        return
    if not found:
        print("Belum ada impor.")
    for one in found:
        print(_line(one))


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"no text for {type(value).__name__}")


def _line(one: Impor) -> str:
    when = format_waktu(one.diimpor_pada.astimezone(JAM_PANTAU))
    counts = [
        (one.baru, "baru"),
        (one.tetap, "tetap"),
        (one.berubah, "berubah"),
        (one.ditarik, "ditarik"),
        (one.ditolak, "dilewati"),
    ]
    told = ", ".join(f"{format_bulat(n)} {what}" for n, what in counts if n)
    told = "banyaknya dirahasiakan" if one.rahasia else told or "tidak ada perubahan"
    state = " [DIBATALKAN]" if one.dibatalkan_pada else ""
    return f"{one.id:>5}  {when}  {one.jenis:<9} {one.nama_berkas}: {told}{state}"
