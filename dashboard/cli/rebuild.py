"""``pantau.py rebuild``: make the monthly rollup anew from the answers."""

import argparse
from datetime import UTC, datetime

from data_access import migrate, rollup_store
from data_access.engine import database_url, make_engine


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    subparsers.add_parser("rebuild", help="hitung ulang rekap dari jawaban")


def run(args: argparse.Namespace) -> int:
    """Rebuild in one transaction: readers see the old rollup until the new one is complete."""
    url = database_url()
    migrate.upgrade(url)
    count = rollup_store.rebuild(make_engine(url), datetime.now(UTC))
    print(f"Rekap dihitung ulang dari {count} lembar jawaban.")
    return 0
