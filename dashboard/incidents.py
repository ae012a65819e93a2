"""Unexpected errors: one JSON line in the log, one number for the user.

JSON keeps an entry on one line whatever the message contains (a file name with a line break cannot forge an entry).
"""

import json
import os
import secrets
import threading
import traceback
from datetime import UTC, datetime
from pathlib import Path

from dashboard import ROOT

MAX_BYTES = 5_000_000
_lock = threading.Lock()  # sessions are threads


def log_file() -> Path:
    """The log's place; ``PANTAU_LOG_FILE`` moves it."""
    return Path(os.environ.get("PANTAU_LOG_FILE") or ROOT / "data" / "log" / "pantau.log")


def record(error: BaseException) -> str:
    """Append the error with its trace to the log; returns the incident number, e.g. ``20260621-073205-9F3A``."""
    now = datetime.now(UTC)
    number = f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(2).upper()}"
    entry = {
        "waktu": now.isoformat(timespec="seconds"),
        "nomor": number,
        "jenis": type(error).__name__,
        "pesan": str(error),
        "jejak": "".join(traceback.format_exception(error)),
    }
    with _lock:
        _append(log_file(), json.dumps(entry, ensure_ascii=False))
    return number


def _append(path: Path, line: str) -> None:
    """Write one line; a full log is set aside once, so the folder never holds more than two."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size > MAX_BYTES:
        path.replace(path.with_suffix(".log.1"))
    with path.open("a", encoding="utf-8") as log:
        log.write(line + "\n")
