"""Pantau's command line: ``python -m dashboard.cli PERINTAH ...``, started by ``pantau.py``.

Exit codes: 0 done, 1 data refused or a known obstacle, 2 wrong usage. Messages are Indonesian and go to stderr.
"""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from dashboard.cli import argparse_id, commands


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns its exit code. Wrong usage raises ``SystemExit(2)`` as argparse does.

    Only the module of the chosen command is imported, so that ``score`` does not pay for Streamlit. Errors other than
    the two domain errors are not caught here: ``dashboard.cli.__main__`` records them as incidents.
    """
    from data_access.errors import DataError
    from scoring.errors import ScoringError

    name = arguments[0] if arguments else ""
    if name in ("-h", "--help"):
        print(commands.help_text())
        return 0
    if name not in commands.COMMANDS:
        print(commands.help_text(), file=sys.stderr)
        return 2
    module = import_module(commands.COMMANDS[name].module)
    parser = argparse_id.build_parser()
    module.add_parser(parser.add_subparsers(dest="command", metavar="PERINTAH", required=True))
    args: argparse.Namespace = parser.parse_args(list(arguments))
    try:
        code: int = module.run(args)
    except (DataError, ScoringError) as error:
        print(str(error), file=sys.stderr)
        return 1
    return code
