"""``pantau.py target N``: how many respondents a number of service users asks for."""

import argparse
import json
from fractions import Fraction

from scoring import targets


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = subparsers.add_parser("target", help="hitung jumlah responden yang diperlukan")
    parser.add_argument("n", metavar="N", type=int, help="jumlah pengguna layanan dalam periode itu")
    parser.add_argument("--method", choices=targets.METODE, default="juknis", help="metode (bawaan juknis)")
    parser.add_argument("--e", type=_fraction, default=None, help="batas kesalahan Slovin (bawaan 0,05)")
    parser.add_argument("--zi", action="store_true", help="satker diusulkan untuk Zona Integritas")
    parser.add_argument("--json", action="store_true", help="keluaran JSON")


def run(args: argparse.Namespace) -> int:
    """Print the target; ScoringError (exit 1) when N or e make no sense."""
    found = targets.target_for(args.n, args.method, e=args.e, zi=args.zi)
    if args.json:
        answer = {"n": found.n, "target": found.target, "metode": found.metode, "alasan": found.alasan}
        print(json.dumps(answer, ensure_ascii=False))
    else:
        whom = "pegawai" if found.metode == "sensus" else "pengguna layanan"
        print(f"Target: {found.target} responden dari {found.n} {whom} ({found.metode}).\n{found.alasan}")
    return 0


def _fraction(text: str) -> Fraction:
    """An exact fraction from '0,05' or '0.05'."""
    try:
        return Fraction(text.replace(",", "."))
    except (ValueError, ZeroDivisionError) as exc:
        raise argparse.ArgumentTypeError(f"{text!r} bukan bilangan") from exc
