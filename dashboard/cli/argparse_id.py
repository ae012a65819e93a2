"""argparse in Indonesian.

argparse takes its sentences from ``gettext`` through two module globals. A compiled catalogue would have to be found
by the user's locale settings; replacing the two globals gives Indonesian on every machine. The test of this module
provokes every usage error, so that a changed English original is noticed.
"""

import argparse
from gettext import ngettext as english_ngettext

SENTENCES = {
    "usage: ": "Cara pakai: ",
    "positional arguments": "argumen",
    "options": "pilihan",
    "show this help message and exit": "tampilkan bantuan ini",
    " (default: %(default)s)": " (bawaan: %(default)s)",
    "%(prog)s: error: %(message)s\n": "Salah pakai: %(message)s.\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "ambiguous option: %(option)s could match %(matches)s": "pilihan %(option)s kurang lengkap: %(matches)s",
    "expected one argument": "perlu satu nilai",
    "expected at most one argument": "paling banyak satu nilai",
    "expected at least one argument": "perlu paling sedikit satu nilai",
    "expected %s argument": "perlu %s nilai",
    "expected %s arguments": "perlu %s nilai",
    "ignored explicit argument %r": "tidak menerima nilai %r",
    "invalid %(type)s value: %(value)r": "nilai %(value)r tidak dapat dibaca",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r tidak ada dalam daftar: %(choices)s",
    "invalid choice: %(value)r, maybe you meant %(suggestion)r? (choose from %(choices)s)": (
        "%(value)r tidak ada dalam daftar: %(choices)s"
    ),
    "not allowed with argument %s": "tidak boleh bersama %s",
    "one of the arguments %s is required": "salah satu dari %s harus diisi",
    "the following arguments are required: %s": "harus diisi: %s",
    "unrecognized arguments: %s": "argumen tidak dikenal: %s",
    "can't open '%(filename)s': %(error)s": "'%(filename)s' tidak dapat dibuka: %(error)s",
}


def _translate(message: str) -> str:
    return SENTENCES.get(message, message)


def _translate_plural(singular: str, plural: str, count: int) -> str:
    return _translate(english_ngettext(singular, plural, count))


class IndonesianParser(argparse.ArgumentParser):
    """Parser whose messages are Indonesian; options cannot be abbreviated, so that scripts stay unambiguous."""

    def __init__(self, **options: object) -> None:
        options.setdefault("allow_abbrev", False)
        super().__init__(**options)  # type: ignore[arg-type]  # argparse's own signature, passed through


def build_parser() -> IndonesianParser:
    """The top-level parser, without subcommands."""
    argparse._ = _translate  # type: ignore[attr-defined]
    argparse.ngettext = _translate_plural  # type: ignore[attr-defined]
    return IndonesianParser(prog="pantau.py", description="Dasbor Pemantauan SPAK-SPKP")
