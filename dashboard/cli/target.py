"""``pantau.py target``: how many respondents a number of service users asks for, by layanan, over combined months, and
which number of service users a target implies."""

import argparse
import json
import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from dashboard.formats import format_bulat
from scoring import targets
from scoring.errors import ScoringError
from scoring.periods import parse_month
from scoring.rules import target_rule
from scoring.targets import Target

Pasangan = tuple[str, int]


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = subparsers.add_parser("target", help="hitung jumlah responden yang diperlukan")
    asked = parser.add_mutually_exclusive_group(required=True)
    asked.add_argument("n", metavar="N", type=int, nargs="?", help="jumlah pengguna layanan dalam periode itu")
    asked.add_argument(
        "--layanan",
        metavar="NAMA=N",
        type=_pair,
        nargs="+",
        help="pengguna tiap layanan: N jumlahnya, targetnya dibagi",
    )
    asked.add_argument(
        "--gabung",
        metavar="BULAN=N",
        type=_pair,
        nargs="+",
        help="pengguna tiap bulan (2026-09=24) satker kecil menuju ZI",
    )
    asked.add_argument(
        "--tersirat", metavar="TARGET", type=int, help="jumlah pengguna layanan yang tersirat dari target"
    )
    parser.add_argument("--method", choices=targets.METODE, default="juknis", help="metode (bawaan juknis)")
    parser.add_argument("--e", type=_fraction, default=None, help="batas kesalahan Slovin (bawaan 0,05)")
    parser.add_argument("--zi", action="store_true", help="satker diusulkan untuk Zona Integritas")
    parser.add_argument("--json", action="store_true", help="keluaran JSON")


def run(args: argparse.Namespace) -> int:
    """Print the answer; ScoringError (exit 1) when the numbers make no sense."""
    if args.tersirat is not None:
        answer, words = _implied(args.tersirat)
    elif args.gabung is not None:
        answer, words = _combined(args.gabung)
    else:
        answer, words = _of_users(args)
    print(json.dumps(answer, ensure_ascii=False) if args.json else words)
    return 0


def _of_users(args: argparse.Namespace) -> tuple[dict[str, object], str]:
    parts = None if args.layanan is None else _unique(args.layanan, "Layanan")
    n = args.n if parts is None else sum(parts.values())
    found = targets.target_for(n, args.method, e=args.e, zi=args.zi)
    whom = "pegawai" if found.metode == "sensus" else "pengguna layanan"
    words = f"Target: {format_bulat(found.target)} responden dari {format_bulat(found.n)} {whom} ({found.metode}).\n{found.alasan}"
    if parts is None:
        return _answer(found), words
    divided = targets.allocate(found.target, parts)
    why = targets.allocation_reason(found.target, parts)
    lines = [
        f"{nama}: {format_bulat(divided[nama])} responden dari {format_bulat(users)} pengguna"
        for nama, users in parts.items()
    ]
    return _answer(found) | {"layanan": divided, "alasan_layanan": why}, "\n".join([words, *lines])


def _combined(pairs: Sequence[Pasangan]) -> tuple[dict[str, object], str]:
    """The months that a satker with so few users takes together, backwards from the newest that is given."""
    users = {parse_month(bulan): n for bulan, n in _unique(pairs, "Bulan").items()}
    newest = max(users)
    own = None if users[newest] < 1 else targets.juknis(users[newest], zi=True)
    found = targets.combine_months(users, newest, zi=True)
    told = {"satu_bulan": None if own is None else _answer(own)}
    alone = "Bulan terakhir tanpa pengguna layanan." if own is None else own.alasan
    if found is not None:
        words = f"{alone}\nTarget bulan digabung: {format_bulat(found.target.target)} responden.\n{found.target.alasan}"
        return told | {"periode": found.periode.iso, **_answer(found.target)}, words
    is_enough = users[newest] >= target_rule().minimal_zi
    few = f"Pengguna layanan pada bulan yang disebut belum {target_rule().minimal_zi}, jadi belum cukup untuk digabung."
    why = "Satu bulan cukup: tidak perlu digabung." if is_enough else few
    return told | {"periode": None, "alasan": why}, f"{alone}\n{why}"


def _implied(target: int) -> tuple[dict[str, object], str]:
    if target < 1:
        raise ScoringError(f"Target harus paling sedikit 1, bukan {target}.")
    span, words = targets.implied_population(target), targets.implied_words(target)
    limits = [span[0], span[-1]] if span else None
    return {"target": target, "n": limits, "alasan": words}, f"Target {format_bulat(target)} {words} (Krejcie-Morgan)."


def _answer(found: Target) -> dict[str, object]:
    return {"n": found.n, "target": found.target, "metode": found.metode, "alasan": found.alasan}


def _unique(pairs: Sequence[Pasangan], what: str) -> Mapping[str, int]:
    """The pairs by name; ScoringError for one that is named twice or has a negative number."""
    found: dict[str, int] = {}
    for nama, n in pairs:
        if nama in found:
            raise ScoringError(f"{what} {nama!r} disebut dua kali.")
        if n < 0:
            raise ScoringError(f"{what} {nama!r}: jumlah pengguna layanan tidak boleh negatif.")
        found[nama] = n
    return found


def _pair(text: str) -> Pasangan:
    """('Kunjungan', 30) from 'Kunjungan=30'."""
    nama, _, number = text.rpartition("=")
    if not nama.strip() or not re.fullmatch(r"-?[0-9]{1,12}", number.strip()):
        raise argparse.ArgumentTypeError(f"{text!r} tidak berbentuk NAMA=N")
    return nama.strip(), int(number)


def _fraction(text: str) -> Fraction:
    """An exact fraction from '0,05' or '0.05'."""
    try:
        return Fraction(text.replace(",", "."))
    except (ValueError, ZeroDivisionError) as exc:
        raise argparse.ArgumentTypeError(f"{text!r} bukan bilangan") from exc
