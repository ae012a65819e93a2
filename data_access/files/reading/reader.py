"""Reading a survey file of unknown origin: a child process parses it, this side only receives cells."""

from __future__ import annotations

import hashlib
import logging
import signal
import threading
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

import numpy as np

from data_access.errors import InvalidFileError
from data_access.files.personal import mask_personal
from data_access.files.reading.cells import Cell, RawColumn, RawFile, RawSheet
from data_access.files.reading.child import Progress, run_child
from data_access.files.reading.codec import unpack_head
from data_access.files.reading.limits import Limits, from_settings, megabytes, number
from data_access.files.texts import clean_text

_log = logging.getLogger(__name__)
# Several operators at once must not add up to the machine's memory: the others wait for their turn.
_SLOTS = threading.BoundedSemaphore(2)
_NO_MEMORY = ("MemoryError", "ImportError", "OSError")
_NO_ALLOCATION = (b"memory allocation of", b"PyObject pointer is null")
_MAX_SHEET_NAME = 100
_WIDTHS: dict[int, np.dtype[np.unsignedinteger[Any]]] = {
    1: np.dtype(np.uint8),
    2: np.dtype(np.uint16),
    4: np.dtype(np.uint32),
}
_PECAH = "Hapus lembar dan kolom yang tidak perlu, atau pecah menjadi beberapa berkas, lalu unggah lagi."


def read_file(content: bytes, name: str, limits: Limits | None = None, progress: Progress | None = None) -> RawFile:
    """Every sheet of a workbook (XLSX, XLSB, XLS, ODS), every table of an HTML page, or the rows of a CSV, as distinct
    values and codes.

    The content decides what it is, never the name. Without ``limits`` those of the settings hold. ``progress`` is told
    (stage, rows read, rows in all or 0) several times a second; CancelledError from it ends the reading.
    InvalidFileError with an Indonesian sentence for everything that is not read: too large, another kind of file,
    damaged, hostile, or beyond the limits of memory and time.
    """
    limits = limits or from_settings()
    nama = _display_name(name)
    if len(content) > limits.max_bytes:
        raise InvalidFileError(
            f"Berkas {nama} berukuran {megabytes(len(content))}, lebih dari batas {megabytes(limits.max_bytes)}. "
            f"{_PECAH}"
        )
    _wait_for_turn(progress)
    try:
        head, answer, start = _ask_child(content, nama, limits, progress)
    finally:
        _SLOTS.release()
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


def _wait_for_turn(progress: Progress | None) -> None:
    """Take one of the slots; an operator who waits for one can cancel as well."""
    while not _SLOTS.acquire(timeout=0.2):
        if progress is not None:
            progress("menunggu giliran", 0, 0)


def _display_name(name: str) -> str:
    """The file's own name: without folders (of either system), characters that do not print, and personal data."""
    last = PurePosixPath(PureWindowsPath(name).name).name
    return mask_personal("".join(char for char in last if char.isprintable())[:200]) or "tanpa nama"


def _ask_child(
    content: bytes, nama: str, limits: Limits, progress: Progress | None
) -> tuple[dict[str, Any], bytes, int]:
    """(head, whole answer, where the blocks begin) of a child that was allowed to do nothing but parse."""
    returncode, answer, complaint = run_child(content, limits, progress)
    if returncode is None:
        raise InvalidFileError(_too_slow(nama, limits.seconds))
    if returncode != 0:
        _log.warning("reader child ended with %s: %s", returncode, _last_line(complaint))
        raise InvalidFileError(_death_sentence(nama, returncode, complaint, limits, len(content)))
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


def _too_slow(nama: str, seconds: float) -> str:
    return f"Pembacaan {nama} dihentikan setelah {number(seconds)} detik: isinya terlalu rumit. {_PECAH}"


def _too_big(nama: str, limits: Limits) -> str:
    return f"Membaca {nama} memerlukan memori lebih dari batas {megabytes(limits.memory)}. {_PECAH}"


def _death_sentence(nama: str, returncode: int, complaint: bytes, limits: Limits, size: int) -> str:
    """Why a child died, by its exit code and its last words: a parser that cannot get memory aborts or panics, a library
    that does not fit into it cannot be loaded, the kernel ends a child that runs on."""
    is_memory = _last_line(complaint) in _NO_MEMORY or any(words in complaint for words in _NO_ALLOCATION)
    if returncode == -getattr(signal, "SIGXCPU", 24):
        return _too_slow(nama, limits.cpu_seconds(size))
    if returncode in (-signal.SIGABRT, -getattr(signal, "SIGKILL", 9)) or is_memory:
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
            width = _WIDTHS[int(column["lebar"])]
            codes = np.frombuffer(answer, dtype=width, count=rows, offset=start).astype(np.int32)
            start += width.itemsize * rows
            columns.append(_build_column(column, codes))
        nama = clean_text(str(raw["nama"]))[:_MAX_SHEET_NAME] or f"Lembar {len(sheets) + 1}"
        merged = tuple(_region(one) for one in raw["gabungan"])
        is_1904 = bool(raw.get("sistem_1904", False))
        sheets.append(RawSheet(nama, rows, tuple(columns), bool(raw["tersembunyi"]), merged, sistem_1904=is_1904))
    if start != len(answer):
        raise ValueError("blocks and head disagree")
    return tuple(sheets)


def _region(raw: list[int]) -> tuple[int, int, int, int]:
    top, left, bottom, right = map(int, raw)
    return top, left, bottom, right


def _build_column(raw: dict[str, Any], codes: np.typing.NDArray[np.int32]) -> RawColumn:
    values: list[Cell] = raw["nilai"]
    if len(codes) and not (codes.min() >= 0 and codes.max() < len(values)):
        raise ValueError("codes without values")
    if raw["waktu"]:
        from datetime import datetime

        for place in raw["waktu"]:
            values[place] = datetime.fromisoformat(str(values[place]))
    return RawColumn(tuple(values), codes)
