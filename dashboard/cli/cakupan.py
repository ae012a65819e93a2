"""``pantau.py cakupan``: simulates how often the 95 % intervals hold the true value (docs/selang.md)."""

import argparse
import sys

from dashboard.cli import document


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = subparsers.add_parser("cakupan", help="uji cakupan kisaran 95 % dengan simulasi")
    parser.add_argument(
        "--ulangan", type=int, default=10_000, metavar="N", help="survei tiruan per keadaan (bawaan 10000)"
    )
    document.add_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Simulate, then write or print; a missed goal is told, not an error."""
    from dashboard.coverage_report import report, verdict
    from scoring.coverage import Baris, coverage_table

    if args.ulangan < 1:
        print("Jumlah ulangan (--ulangan) paling sedikit 1.", file=sys.stderr)
        return 2
    if not document.can_write(args.tulis):
        return 2
    baris: list[Baris] = []
    for item in coverage_table(args.ulangan):
        if not baris or (item.hal, item.bentuk) != (baris[-1].hal, baris[-1].bentuk):
            print(f"... {item.hal}, {item.bentuk}", file=sys.stderr, flush=True)
        baris.append(item)
    document.deliver(report(baris, args.ulangan), args.tulis, verdict(baris))
    return 0
