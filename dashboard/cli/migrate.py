"""``pantau.py migrate``: bring the database to the schema of this version."""

import argparse

from data_access import migrate
from data_access.engine import database_url


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    subparsers.add_parser("migrate", help="perbarui susunan basis data")


def run(args: argparse.Namespace) -> int:
    """Upgrade; nothing happens to a database that is up to date."""
    migrate.upgrade(database_url())
    print(f"Susunan basis data: {migrate.head()}.")
    return 0
