"""``pantau.py uji-laju``: back-test of the forecast of respondents (docs/laju.md)."""

import argparse
import sys
from pathlib import Path

from dashboard.cli import document

# Seeds of the data that are judged; those below chose the weights of rules/laju.toml.
BENIH_PERTAMA = 11


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = subparsers.add_parser("uji-laju", help="uji mundur perkiraan jumlah responden")
    parser.add_argument(
        "--benih", type=int, default=3, metavar="N", help="berapa kali data contoh dan proses tiruan dibuat (bawaan 3)"
    )
    parser.add_argument("--satker", type=int, default=20, metavar="N", help="satker tiap proses tiruan (bawaan 20)")
    parser.add_argument(
        "--jepara", type=Path, metavar="FOLDER", help="folder data Jepara (wide.csv); tanpa ini dilewati"
    )
    document.add_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Judge, then write or print; a rival that is better is told, not an error."""
    if args.benih < 1 or args.satker < 1:
        print("Jumlah benih (--benih) dan satker (--satker) paling sedikit 1.", file=sys.stderr)
        return 2
    if not document.can_write(args.tulis):
        return 2
    from dashboard.ujilaju.deret import PROSES, Deret, example_series, jepara_series, process_series
    from dashboard.ujilaju.laporan import report, verdict
    from dashboard.ujilaju.nilai import answers, questions

    seeds = range(BENIH_PERTAMA, BENIH_PERTAMA + args.benih)
    series: list[Deret] = [deret for seed in seeds for deret in example_series(seed)]
    if args.jepara is not None:
        series += jepara_series(args.jepara)
    series += [deret for nama in PROSES for seed in seeds for deret in process_series(nama, seed, args.satker)]
    asked = questions(series)
    print(f"... {len(asked)} ramalan", file=sys.stderr, flush=True)
    hasil = answers(asked)
    document.deliver(report(hasil), args.tulis, verdict(hasil))
    return 0
