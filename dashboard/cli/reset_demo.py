"""``pantau.py reset-demo``: remove the example data, and nothing else."""

import argparse


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = subparsers.add_parser("reset-demo", help="hapus data contoh")
    parser.add_argument(
        "--reload", action="store_true", help="lalu muat lagi, sampai bulan lalu (bila tidak ada data lain)"
    )


def run(args: argparse.Namespace) -> int:
    """Remove, and load again with --reload; exit 1 when there are other data beside which no examples are loaded."""
    import sys

    from dashboard import demo
    from data_access import migrate
    from data_access.engine import database_url, make_engine

    url = database_url()
    migrate.upgrade(url)
    engine = make_engine(url)
    gone = demo.reset_demo_engine(engine)
    if not (gone.lembar or gone.satker or gone.dipertahankan):
        print("Tidak ada data contoh di basis data ini.")
    else:
        print(f"Data contoh dihapus: {gone.satker} satker, {gone.lembar} lembar jawaban.")
    if gone.dipertahankan:
        kept = ", ".join(gone.dipertahankan)
        print(f"Dipertahankan karena memuat jawaban yang Anda simpan sendiri: {kept}.", file=sys.stderr)
    if not args.reload:
        return 0
    if demo.load_demo_engine(engine):
        print("Data contoh baru dimuat.")
        return 0
    print("Data contoh tidak dimuat karena basis data ini berisi data lain.", file=sys.stderr)
    return 1
