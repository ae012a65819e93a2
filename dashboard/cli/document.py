"""The end of a command that makes a document: to a file with the verdict on stdout, or the document itself."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def add_argument(parser: argparse.ArgumentParser) -> None:
    """Declare ``--tulis``."""
    parser.add_argument("--tulis", type=Path, metavar="BERKAS", help="tulis tabel dan penjelasannya sebagai Markdown")


def can_write(path: Path | None) -> bool:
    """Asked before the work begins; says so on stderr where there is no such folder."""
    if path is None or path.absolute().parent.is_dir():
        return True
    print(f"Folder untuk {path} tidak ada.", file=sys.stderr)
    return False


def deliver(document: str, path: Path | None, verdict: str) -> None:
    """Write the document and tell the verdict; without ``path`` print the document, which holds it."""
    if path is None:
        print(document)
        return
    path.write_text(document, encoding="utf-8", newline="\n")
    print(f"{path}: {verdict}")
