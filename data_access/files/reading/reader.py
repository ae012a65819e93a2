"""Reading a survey file of unknown origin: a child process parses it, this side only receives cells."""

from __future__ import annotations

import hashlib
import logging
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

import numpy as np

from data_access.errors import InvalidFileError
from data_access.files.reading.cells import Cell, RawColumn, RawFile, RawSheet
from data_access.files.reading.codec import unpack_head
from data_access.files.reading.limits import DEFAULT, Limits, megabytes, number
from data_access.files.texts import clean_text

ROOT = Path(__file__).resolve().parents[3]
_log = logging.getLogger(__name__)
# Several operators at once must not add up to the machine's memory: the others wait for their turn.
_SLOTS = threading.BoundedSemaphore(2)
# What a Python needs to start, on Linux, macOS and Windows. Nothing else: no database address, no secrets.
_ENVIRONMENT = (
    "PATH", "SYSTEMROOT", "TEMP", "TMP", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PYTHONHOME", "HOME", "USERPROFILE",
    "APPDATA",
)  # fmt: skip
_MAX_SHEET_NAME = 100
_PECAH = "Hapus lembar dan kolom yang tidak perlu, atau pecah menjadi beberapa berkas, lalu unggah lagi."


def read_file(content: bytes, name: str, limits: Limits = DEFAULT) -> RawFile:
    """Every sheet of an XLSX, or the rows of a CSV, as distinct values and codes.

    The content decides what it is, never the name. InvalidFileError with an Indonesian sentence for everything that is
    not read: too large, another kind of file, damaged, hostile, or beyond the limits of memory and time.
    """
    nama = _display_name(name)
    if len(content) > limits.max_bytes:
        raise InvalidFileError(
            f"Berkas {nama} berukuran {megabytes(len(content))}, lebih dari batas {megabytes(limits.max_bytes)}. "
            f"{_PECAH}"
        )
    with _SLOTS:
        head, answer, start = _ask_child(content, nama, limits)
    try:
        lembar = _build_sheets(head, answer, start)
    except (ValueError, KeyError, TypeError, IndexError) as exc:
        raise InvalidFileError(
            f"Berkas {nama} tidak dapat dibaca: hasil pembacaannya tidak utuh. Unggah lagi."
        ) from exc
    if not any(sheet.n_baris for sheet in lembar):
        raise InvalidFileError(f"Berkas {nama} tidak berisi data: semua lembarnya kosong. Periksa berkasnya.")
    return RawFile(
        nama=nama,
        sha256=hashlib.sha256(content).hexdigest(),
        ukuran=len(content),
        jenis=str(head["jenis"]),
        lembar=lembar,
        penyandian=str(head.get("penyandian", "")),
        pemisah=str(head.get("pemisah", "")),
        cacat={str(kode): (int(jumlah), tuple(contoh)) for kode, (jumlah, contoh) in head.get("cacat", {}).items()},
    )


def _display_name(name: str) -> str:
    """The file's own name: without folders (of either system) and without characters that do not print."""
    last = PurePosixPath(PureWindowsPath(name).name).name
    return "".join(char for char in last if char.isprintable())[:200] or "tanpa nama"


def _ask_child(content: bytes, nama: str, limits: Limits) -> tuple[dict[str, Any], bytes, int]:
    """(head, whole answer, where the blocks begin) of a child that was allowed to do nothing but parse."""
    environment = {key: os.environ[key] for key in _ENVIRONMENT if key in os.environ}
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1", "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    with subprocess.Popen(
        [sys.executable, "-m", "data_access.files.reading.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    ) as child:
        try:
            answer, complaint = child.communicate(limits.to_json().encode() + b"\n" + content, timeout=limits.seconds)
        except subprocess.TimeoutExpired as exc:
            child.kill()
            child.communicate()
            raise InvalidFileError(_too_slow(nama, limits)) from exc
    if child.returncode != 0:
        _log.warning("reader child ended with %s: %s", child.returncode, _last_line(complaint))
        raise InvalidFileError(_death_sentence(nama, child.returncode, limits))
    try:
        head, start = unpack_head(answer)
    except (ValueError, TypeError) as exc:
        raise InvalidFileError(f"Berkas {nama} tidak dapat dibaca: pembacanya berhenti di tengah jalan.") from exc
    if head.get("sebab") == "memori":
        raise InvalidFileError(_too_big(nama, limits))
    if "tolak" in head:
        raise InvalidFileError(f"{nama}: {head['tolak']}")
    return head, answer, start


def _last_line(complaint: bytes) -> str:
    """The kind of the child's last error, without its text: that may quote the file."""
    lines = complaint.decode("utf-8", "replace").strip().splitlines()
    return lines[-1].split(":")[0][:100] if lines else ""


def _too_slow(nama: str, limits: Limits) -> str:
    return f"Pembacaan {nama} dihentikan setelah {number(limits.seconds)} detik: isinya terlalu rumit. {_PECAH}"


def _too_big(nama: str, limits: Limits) -> str:
    return f"Membaca {nama} memerlukan memori lebih dari batas {megabytes(limits.memory)}. {_PECAH}"


def _death_sentence(nama: str, returncode: int, limits: Limits) -> str:
    """Why a child died, by its exit code: a parser that cannot get memory aborts, the kernel ends one that runs on."""
    if returncode == -getattr(signal, "SIGXCPU", 24):
        return _too_slow(nama, limits)
    if returncode in (-signal.SIGABRT, -getattr(signal, "SIGKILL", 9)):
        return _too_big(nama, limits)
    return (
        f"Berkas {nama} rusak sehingga pembacanya berhenti. Buka di Excel, simpan sebagai berkas .xlsx baru, lalu "
        "unggah berkas baru itu."
    )


def _build_sheets(head: dict[str, Any], answer: bytes, start: int) -> tuple[RawSheet, ...]:
    """The sheets of an answer. Checked against its bytes: a child that was taken over must not confuse this process."""
    sheets: list[RawSheet] = []
    for raw in head["lembar"]:
        rows = int(raw["baris"])
        columns = []
        for column in raw["kolom"]:
            codes = np.frombuffer(answer, dtype=np.int32, count=rows, offset=start)
            start += 4 * rows
            columns.append(_build_column(column, codes))
        nama = clean_text(str(raw["nama"]))[:_MAX_SHEET_NAME] or f"Lembar {len(sheets) + 1}"
        sheets.append(RawSheet(nama, rows, tuple(columns), bool(raw["tersembunyi"])))
    if start != len(answer):
        raise ValueError("blocks and head disagree")
    return tuple(sheets)


def _build_column(raw: dict[str, Any], codes: np.typing.NDArray[np.int32]) -> RawColumn:
    values: list[Cell] = raw["nilai"]
    if len(codes) and not (codes.min() >= 0 and codes.max() < len(values)):
        raise ValueError("codes without values")
    if raw["waktu"]:
        from datetime import datetime

        for place in raw["waktu"]:
            values[place] = datetime.fromisoformat(str(values[place]))
    return RawColumn(tuple(values), codes)
