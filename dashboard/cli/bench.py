"""``pantau.py bench``: what a page costs at 50,000 and at 5,000,000 respondents (docs/bench.md)."""

import argparse
import json
import sys
from pathlib import Path


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = subparsers.add_parser("bench", help="ukur kecepatan pada 50.000 dan 5.000.000 responden")
    parser.add_argument("--size", choices=("full", "small"), default="full", help="ukuran data (bawaan full)")
    parser.add_argument("--only", choices=("impor",), help="ukur hanya bagian ini")
    parser.add_argument("--keep", metavar="FOLDER", type=Path, help="simpan basis data di sini, untuk dipakai lagi")
    parser.add_argument("--json", action="store_true", help="keluaran JSON")


def run(args: argparse.Namespace) -> int:
    """Measure and print; a missed goal is told, not an error."""
    from dashboard.bench import report
    from dashboard.bench.runner import RENCANA, run_bench, run_imports

    measure = run_imports if args.only else run_bench
    hasil = measure(RENCANA[args.size], args.keep, _tell)
    if args.json:
        print(json.dumps(report.as_json(hasil), ensure_ascii=False, indent=1))
    else:
        print(report.as_table(hasil))
    return 0


def _tell(text: str) -> None:
    """Progress on stderr, so that stdout is the result alone."""
    print(f"... {text}", file=sys.stderr, flush=True)
