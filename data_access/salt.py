"""Salted fingerprints of personal data: the same person is noticed again, and nobody can count back who it was.

A plain hash of a NIK or a telephone number is no protection: all of them can be tried in minutes. So the hash is keyed
with a secret of this installation, kept outside the database (docs/adr/0014). Without the secret there is no
fingerprint at all.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import tempfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import sqlalchemy as sa

from data_access.engine import DEFAULT_FILE, database_url

ENV_SALT = "PANTAU_GARAM"
MIN_LENGTH = 16  # characters of a secret that somebody chose; a made one has 64
_NAME = "garam.rahasia"
_BYTES = 32


def fingerprint(text: str, *, use: str = "pribadi") -> int:
    """A 64-bit signed number that stands for ``text`` in this installation; 0 when there is no secret, or no text.

    ``use`` separates fingerprints of different kinds, so that they cannot be compared with each other.
    """
    return fingerprints([text], use=use)[0]


def fingerprints(texts: Sequence[str], *, use: str = "pribadi") -> list[int]:
    """The same for many texts at once."""
    key = _salt(os.environ.get(ENV_SALT, ""), database_url())
    if key is None:
        return [0] * len(texts)
    start = hashlib.blake2b(digest_size=8, key=key, person=use.encode()[:16])
    return [_number(start.copy(), text) if text else 0 for text in texts]


def _number(state: hashlib.blake2b, text: str) -> int:
    state.update(text.encode())
    return int.from_bytes(state.digest(), "big", signed=True) or 1


@lru_cache(maxsize=8)
def _salt(chosen: str, url: str) -> bytes | None:
    """The secret as a key of 32 bytes: the environment's, else the file's; None when there is neither."""
    if chosen:
        return hashlib.blake2b(chosen.encode(), digest_size=_BYTES).digest() if len(chosen) >= MIN_LENGTH else None
    path = salt_file(url)
    return None if path is None else _read_or_make(path)


def salt_file(url: str) -> Path | None:
    """Where the secret of the installation with this database is kept: beside a SQLite file, else under data/.

    None for a database in memory, which nothing outlives.
    """
    try:
        parsed = sa.make_url(url)
    except sa.exc.ArgumentError:
        return None
    if parsed.get_backend_name() != "sqlite":
        return DEFAULT_FILE.parent / _NAME
    database = parsed.database
    return Path(database).parent / _NAME if database and database != ":memory:" else None


def _read_or_make(path: Path) -> bytes | None:
    """The secret in ``path``, made when there is none; None when it cannot be read or made, or is too short."""
    try:
        if not path.exists():
            _make(path)
        text = path.read_text("ascii").strip()
        if path.stat().st_mode & 0o077 and os.name == "posix":
            path.chmod(0o600)
    except (OSError, UnicodeDecodeError):
        return None
    return hashlib.blake2b(text.encode(), digest_size=_BYTES).digest() if len(text) >= MIN_LENGTH else None


def _make(path: Path) -> None:
    """Write a new secret whole or not at all; of two processes that do so at once, the first one's stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".garam-", dir=path.parent)  # mode 0600
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(_BYTES) + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(name, path)
        except FileExistsError:
            return
    finally:
        Path(name).unlink(missing_ok=True)
