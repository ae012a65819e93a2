"""``pantau.py muat-satker --kanwil NAMA``: make the real satker of a Kanwil from the reference list, names only."""

import argparse
from datetime import UTC, datetime


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = subparsers.add_parser("muat-satker", help="buat satker sungguhan dari daftar acuan")
    parser.add_argument("--kanwil", metavar="NAMA", required=True, help="nama Kanwil, misalnya: Kalimantan Tengah")


def run(args: argparse.Namespace) -> int:
    """Make the satker; RefusedError (exit 1) for a Kanwil that the list does not have."""
    from dashboard import demo
    from data_access import migrate, satker_reference
    from data_access.engine import database_url, make_engine

    chosen = satker_reference.reference_of(args.kanwil)
    url = database_url()
    migrate.upgrade(url)
    engine = make_engine(url)
    made = satker_reference.load_reference(engine, chosen, now=datetime.now(UTC))
    print(f"{len(made)} satker dibuat, {len(chosen) - len(made)} sudah ada.")
    unsure = [satker for satker in chosen if satker.kode in made and satker.keyakinan != satker_reference.PASTI]
    if unsure:
        print("Periksa nama dan kelasnya:")
        for satker in unsure:
            print(f"  {satker.nama} ({satker.keyakinan})")
    if demo.has_demo(engine):
        print("Data contoh masih ada di basis data ini; hapus dengan: pantau.py reset-demo")
    return 0
