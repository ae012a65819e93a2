"""``pantau.py pull``: fetch answers from a database that the secrets file names; made for schedules."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime

import sqlalchemy as sa

from dashboard import demo, importing, pulling
from dashboard.cli.files import problem_json, tell_problems
from dashboard.cli.progress import progress_line
from dashboard.formats import format_bulat, format_waktu
from dashboard.text import impor as text
from data_access import migrate
from data_access.engine import database_url, make_engine
from data_access.files.source import Pemeriksaan
from data_access.ledger.compare import Selisih, compare
from data_access.ledger.writing import GANTI, TAMBAH
from data_access.repository import Scope
from data_access.satker_names import SatkerBaru
from data_access.sources.marks import last_pulls
from data_access.sources.reading import Tarikan
from data_access.sources.settings import find_source, is_exposed, load_sources, secrets_file
from data_access.sql_repository import SqlRepository
from data_access.store import HasilSimpan
from scoring.zona_waktu import JAM_PANTAU


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = subparsers.add_parser("pull", help="tarik jawaban dari basis data lain")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("nama", nargs="?", metavar="NAMA", help="nama sumber di berkas rahasia")
    what.add_argument("--daftar", action="store_true", help="sebut sumber yang diatur")
    parser.add_argument(
        "--semua", action="store_true", help="baca seluruh tabel, dan sebut responden yang hilang di sana"
    )
    both = parser.add_mutually_exclusive_group()
    both.add_argument(
        "--add", action="store_true", help="menambah: yang tersimpan dan tidak ada di sumber tetap dihitung"
    )
    both.add_argument("--replace", action="store_true", help="menggantikan: yang tidak ada di sumber ditarik (--semua)")
    parser.add_argument("--create-satker", action="store_true", help="buat satker yang belum dikenal")
    parser.add_argument("--confirm", action="store_true", help="terima keraguan yang disebut program")
    parser.add_argument("--by", default="", metavar="NAMA", help="siapa yang menarik (jabatan atau unit)")
    parser.add_argument("--dry-run", action="store_true", help="periksa saja, jangan simpan")
    parser.add_argument("--json", action="store_true", help="keluaran JSON")


def run(args: argparse.Namespace) -> int:
    """Exit 0 when everything new is stored (or would be, with --dry-run), 1 when something is refused."""
    if is_exposed():
        nama = secrets_file().name
        print(f"{nama} dapat dibaca pengguna lain di komputer ini; batasi dengan: chmod 600 {nama}", file=sys.stderr)
    url = database_url()
    migrate.upgrade(url)
    engine = make_engine(url)
    if args.daftar:
        return _list(engine, as_json=args.json)
    tujuan = pulling.Tujuan(engine, SqlRepository(engine), Scope.everything())
    answers = _pull(tujuan, args, datetime.now(UTC))
    if args.json:
        print(json.dumps(answers, ensure_ascii=False))
    if not args.dry_run and demo.has_demo(engine):
        print("Data contoh masih ada di basis data; hapus dengan: pantau.py reset-demo", file=sys.stderr)
    return 1 if any("ditolak" in answer for answer in answers) else 0


def _pull(tujuan: pulling.Tujuan, args: argparse.Namespace, now: datetime) -> list[dict[str, object]]:
    """Piece by piece until the source has no more, or one piece is refused."""
    answers: list[dict[str, object]] = []
    sumber = find_source(args.nama)
    with progress_line("Menarik") as progress:
        for tarikan in pulling.fetch(tujuan, sumber, semua=args.semua, now=now, progress=progress):
            answers.append(_one(tujuan.engine, pulling.read(tujuan, tarikan, now), args, now))
            if "ditolak" in answers[-1]:
                break
    return answers


def _list(engine: sa.Engine, *, as_json: bool) -> int:
    pulled = last_pulls(engine)
    sources = load_sources().values()
    if as_json:
        found = [
            {"nama": one.nama, "judul": one.judul, "jenis": one.jenis, "tabel": one.tabel, "penanda": one.penanda,
             "ditarik_pada": pulled[one.nama].isoformat() if one.nama in pulled else None}
            for one in sources
        ]  # fmt: skip
        print(json.dumps(found, ensure_ascii=False))
        return 0
    if not sources:
        print(f"Belum ada sumber. Atur di {secrets_file().name} (contohnya di .streamlit/secrets.toml.example).")
    for one in sources:
        when = format_waktu(pulled[one.nama].astimezone(JAM_PANTAU)) if one.nama in pulled else "belum pernah"
        print(f"{one.nama}: {one.jenis}, {one.tabel}; terakhir ditarik {when}.")
    return 0


def _one(engine: sa.Engine, piece: pulling.Potongan, args: argparse.Namespace, now: datetime) -> dict[str, object]:
    """Store one piece, tell it, and give it as data; ``ditolak`` says why it was not taken."""
    tarikan, check = piece.tarikan, piece.check
    nama = tarikan.sumber.nama
    answer: dict[str, object] = {"sumber": nama, "baris": tarikan.baris, "seluruh_tabel": tarikan.is_penuh}
    if piece.is_kosong or check is None:
        if not args.dry_run:
            pulling.save(engine, piece, importing.Persetujuan(confirmed=False), now=now)
        _say(args, f"{nama}: belum ada jawaban baru.")
        return answer | {"disimpan": False, "n": {}, "masalah": []}
    hasil = check.hasil
    tell_problems(nama, hasil.masalah)
    answer |= {"n": dict(hasil.ringkasan.n), "masalah": [problem_json(one) for one in hasil.masalah]}
    selisih = None
    refused = _refusal(check, args)
    if not refused:
        selisih = compare(engine, hasil.lembar)
        answer |= {"baru": selisih.baru, "tetap": selisih.tetap, "berubah": selisih.berubah}
        if tarikan.is_penuh:
            answer |= {"hilang": _vanished(nama, selisih, args)}
        refused = _undecided(tarikan, selisih, args)
    if refused or selisih is None:
        print(f"{nama}: {refused}", file=sys.stderr)
        return answer | {"disimpan": False, "ditolak": refused}
    if args.dry_run:
        _say(args, f"{nama}: {_counts(selisih)}; tidak disimpan (--dry-run).")
        return answer | {"disimpan": False}
    done = pulling.save(engine, piece, _agreed(check, args), now=now)
    _say(args, f"{nama}: {_counts(selisih)}; {_outcome(done)}.")
    return answer | {"disimpan": done is not None and done.is_baru, "impor": done.impor_id if done else None}


def _agreed(check: Pemeriksaan, args: argparse.Namespace) -> importing.Persetujuan:
    return importing.Persetujuan(
        confirmed=args.confirm,
        create_satker=[SatkerBaru(kode) for kode in check.hasil.ringkasan.satker_tidak_dikenal],
        cara=GANTI if args.replace else TAMBAH,
        oleh=args.by,
    )


def _say(args: argparse.Namespace, sentence: str) -> None:
    if not args.json:
        print(sentence)


def _refusal(check: Pemeriksaan, args: argparse.Namespace) -> str:
    """Why a piece cannot be stored as it is, '' when it can."""
    stopped = importing.blocking(check.hasil.masalah, confirmed=args.confirm)
    if stopped:
        hint = "" if check.hasil.ditolak else " Tambahkan --confirm bila memang benar."
        return f"tidak disimpan, {format_bulat(len(stopped))} masalah harus diselesaikan.{hint}"
    unknown = check.hasil.ringkasan.satker_tidak_dikenal
    if unknown and not args.create_satker:
        return f"satker belum dikenal: {', '.join(unknown)}. Tambahkan --create-satker untuk membuatnya."
    return ""


def _undecided(tarikan: Tarikan, selisih: Selisih, args: argparse.Namespace) -> str:
    """A source that shares nobody with what is stored may be a survey that was uploaded as a file before."""
    if not selisih.lain or not (tarikan.is_awal or tarikan.is_penuh) or args.add or args.replace:
        return ""
    return (
        f"{format_bulat(selisih.lain)} responden sudah tersimpan untuk satker dan bulan yang sama, dan tidak seorang pun ada "
        "di sumber ini. Tambahkan --add bila sumber ini menambah, atau --semua --replace bila menggantikan."
    )


def _vanished(nama: str, selisih: Selisih, args: argparse.Namespace) -> list[dict[str, object]]:
    """Respondents that were stored and are not in the source's table: told, and only withdrawn by --replace."""
    cells = [sel for sel in selisih.sel if sel.hilang]
    end = "Mereka ditarik dari hitungan." if args.replace else "Mereka tetap dihitung."
    for sel in cells:
        print(f"{nama}: {text.vanished_line(sel, {})} {end}", file=sys.stderr)
    return [{"satker": sel.satker, "instrumen": sel.instrumen, "bulan": sel.bulan, "n": sel.hilang} for sel in cells]


def _counts(selisih: Selisih) -> str:
    counts = ((selisih.baru, "baru"), (selisih.berubah, "berubah"), (selisih.tetap, "tetap"))
    told = [f"{format_bulat(n)} {what}" for n, what in counts if n]
    told += [f"{kode.upper()} (banyaknya dirahasiakan)" for kode in selisih.rahasia]
    return ", ".join(told)


def _outcome(done: HasilSimpan | None) -> str:
    return (
        "tidak ada yang berubah" if done is None or not done.is_baru else f"disimpan sebagai unggahan {done.impor_id}"
    )
