"""``pantau.py muat BERKAS --jenis ...``: master data from a file; the file wholly or not at all."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from dashboard import demo, importing, master
from dashboard.cli.files import problem_json, read_bytes, tell_problems
from dashboard.formats import format_bulat, format_waktu
from dashboard.master import PeriksaInduk
from data_access import migrate
from data_access.engine import database_url, make_engine
from data_access.files.master.statements import JENIS, NAMA_JENIS, PilihanInduk
from data_access.files.reading.reader import read_file
from data_access.master_data.comparison import Beda
from data_access.master_data.storing import HasilInduk, store_master
from data_access.repository import Scope
from scoring.errors import ScoringError
from scoring.periods import TAHUN_MAKS, TAHUN_MIN, Periode, parse_period
from scoring.zona_waktu import JAM_PANTAU

SHOWN = 10


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "muat", help="muat satker, pengguna layanan, pegawai, target, atau kalender dari berkas"
    )
    parser.add_argument("berkas", metavar="BERKAS", help="berkas XLSX, CSV, atau bentuk lain yang dapat dibaca")
    parser.add_argument("--jenis", required=True, choices=JENIS, help="isi berkas")
    parser.add_argument("--periode", type=_period, metavar="2026-06", help="periode untuk baris tanpa bulan")
    parser.add_argument("--tahun", type=_year, metavar="2026", help="tahun untuk bulan tanpa tahun")
    parser.add_argument("--alasan", default="", metavar="TEKS", help="alasan untuk target tanpa alasan")
    parser.add_argument("--oleh", default="", metavar="NAMA", help="siapa yang memuat (jabatan atau unit)")
    parser.add_argument("--confirm", action="store_true", help="terima keraguan yang disebut program")
    parser.add_argument("--dry-run", action="store_true", help="periksa saja, jangan simpan")
    parser.add_argument("--json", action="store_true", help="keluaran JSON")


def run(args: argparse.Namespace) -> int:
    """Exit 0 when the file is stored (or would be, with --dry-run), 1 when it is refused."""
    raw = read_file(read_bytes(args.berkas), Path(args.berkas).name)
    url = database_url()
    migrate.upgrade(url)
    engine = make_engine(url)
    scope, now = Scope.everything(), datetime.now(UTC)
    periode = (args.periode.dari, args.periode.sampai) if args.periode else None
    given = PilihanInduk(periode=periode, tahun=args.tahun, oleh=args.oleh, alasan=args.alasan)
    pilihan = master.choices(engine, scope, now.astimezone(JAM_PANTAU).date(), given)
    check = master.check(engine, raw, args.jenis, pilihan, scope)
    stopped = importing.blocking(check.selisih.masalah, confirmed=args.confirm)
    stored = None
    if not args.dry_run and not stopped:
        berkas = master.source_of(raw, check.data, args.oleh)
        stored = store_master(engine, berkas, check.data, scope, now=now, confirmed=args.confirm)
    tell_problems(raw.nama, check.selisih.masalah)
    if args.json:
        print(json.dumps(_as_json(raw.nama, check, stored), ensure_ascii=False))
    if stopped:
        hint = " Tambahkan --confirm bila memang benar." if not check.selisih.ditolak else ""
        print(f"{raw.nama}: tidak disimpan, {len(stopped)} masalah harus diselesaikan.{hint}", file=sys.stderr)
    elif not args.json:
        print("\n".join(_lines(raw.nama, check, stored)))
    if stored is not None and demo.has_demo(engine):
        print("Data contoh masih ada di basis data; hapus dengan: pantau.py reset-demo", file=sys.stderr)
    return 1 if stopped else 0


def _lines(nama: str, check: PeriksaInduk, stored: HasilInduk | None) -> Sequence[str]:
    selisih = check.selisih
    counts = ", ".join(f"{format_bulat(selisih.count(name))} {name}" for name in ("baru", "berubah", "tetap"))
    what = NAMA_JENIS[check.data.jenis]
    if stored is None:
        return [f"{nama}: dapat disimpan sebagai {what} ({counts}).", *_changes(check)]
    if not stored.is_baru:
        since = format_waktu(stored.disimpan_pada.astimezone(JAM_PANTAU))
        return [f"{nama}: sudah disimpan pada {since}; tidak ada yang berubah."]
    return [f"{nama}: disimpan sebagai {what} ({counts})."]


def _changes(check: PeriksaInduk) -> list[str]:
    """The first changed values, before -> after."""
    changed = [one for one in check.selisih.beda if one.keadaan == "berubah"]
    lines = [
        f"  {_key(one)}: {name} {(one.sebelum or {}).get(name)} -> {one.sesudah[name]}"
        for one in changed[:SHOWN]
        for name in one.isian_berubah
    ]
    return lines if len(changed) <= SHOWN else [*lines, f"  ... dan {len(changed) - SHOWN} perubahan lain"]


def _key(one: Beda) -> str:
    """The key of a record; a part that is left out (satker of a day, survey of a target) means all of them."""
    return " ".join(str(part) or "semua" for part in one.pernyataan.kunci)


def _as_json(nama: str, check: PeriksaInduk, stored: HasilInduk | None) -> dict[str, object]:
    selisih = check.selisih
    return {
        "berkas": nama,
        "jenis": check.data.jenis,
        "disimpan": stored is not None,
        "sudah_ada": stored is not None and not stored.is_baru,
        "impor_id": None if stored is None else stored.impor_id,
        "baris_dibaca": check.data.baris_dibaca,
        "baru": selisih.count("baru"),
        "berubah": selisih.count("berubah"),
        "tetap": selisih.count("tetap"),
        "kolom": [
            {"lembar": one.lembar, "kolom": one.huruf, "judul": one.judul, "isian": one.isian, "yakin": one.yakin}
            for one in check.data.kolom
        ],
        "masalah": [problem_json(one) for one in selisih.masalah],
    }


def _period(text: str) -> Periode:
    try:
        return parse_period(text)
    except ScoringError as exc:
        raise argparse.ArgumentTypeError(str(exc)) from exc


def _year(text: str) -> int:
    if text.isdecimal() and TAHUN_MIN <= int(text) <= TAHUN_MAKS:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} bukan tahun; tulis seperti 2026")
