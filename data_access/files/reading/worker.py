"""The child process that reads one file: ``python -m data_access.files.reading.worker``, file on stdin, cells on stdout.

It limits itself before it touches the file: address space and CPU time where the platform has ``resource`` (Linux, and
macOS as far as it honours them), no files written, no core dump. Windows has no such limits in the standard library:
there the checks before parsing and the parent's clock remain. Only the standard library and the parser are imported,
so that it starts in hundredths of a second.
"""

from __future__ import annotations

import contextlib
import gc
import json
import sys
from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import islice, zip_longest
from typing import Any, BinaryIO

from data_access.files.reading.codec import ColumnCoder, pack
from data_access.files.reading.csv_text import choose_separator, decode_text, iter_rows
from data_access.files.reading.limits import Limits, number
from data_access.files.reading.preflight import check_workbook
from data_access.files.reading.refusal import RefusalError
from data_access.files.reading.sniff import sniff

_BLOCK = 2_000
_Table = tuple[dict[str, Any], list[bytes]]


def _limit_self(limits: Limits) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    seconds = max(1, round(limits.seconds))
    wanted = (
        (resource.RLIMIT_AS, limits.memory, limits.memory),
        (resource.RLIMIT_CPU, seconds, seconds + 1),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_CORE, 0, 0),
    )
    for what, soft, hard in wanted:
        with contextlib.suppress(ValueError, OSError):  # macOS refuses some of them
            resource.setrlimit(what, (soft, hard))


def _encode(rows: Iterable[Sequence[Any]], limits: Limits) -> _Table:
    """The rows as column heads and code blocks. RefusalError when there are too many rows or cells."""
    coders: list[ColumnCoder] = []
    done = last = 0
    source = iter(rows)
    while block := list(islice(source, _BLOCK)):
        columns = list(zip_longest(*block, fillvalue=""))
        coders.extend(ColumnCoder(done) for _ in range(len(columns) - len(coders)))
        for position, coder in enumerate(coders):
            coder.extend(columns[position] if position < len(columns) else [""] * len(block))
        last = next((done + back for back in range(len(block), 0, -1) if any(map(_filled, block[back - 1]))), last)
        done += len(block)
        _check_size(last, len(coders), limits)
    columns_out = [coder.finish(last, limits.max_cell_text) for coder in coders] if last else []
    return {"baris": last, "kolom": [head for head, _ in columns_out]}, [codes for _, codes in columns_out]


def _indent(head: dict[str, Any], blocks: list[bytes], columns: int) -> _Table:
    """The table with the empty columns that the parser left out on its left side."""
    empty = {"nilai": [None], "waktu": []}
    return {**head, "kolom": [empty] * columns + head["kolom"]}, [bytes(4 * head["baris"])] * columns + blocks


def _filled(cell: object) -> bool:
    return cell is not None and cell != ""


def _check_size(rows: int, columns: int, limits: Limits) -> None:
    if rows > limits.last_row:
        raise RefusalError(
            f"Berkas ini berisi lebih dari {number(limits.max_rows)} baris, batas satu kali unggah. Pecah menjadi "
            "beberapa berkas (misalnya satu berkas tiap bulan), lalu unggah satu per satu."
        )
    if columns > limits.max_columns:
        raise RefusalError(
            f"Berkas ini mempunyai {number(columns)} kolom, lebih dari batas {number(limits.max_columns)}. Hapus "
            "kolom yang tidak perlu, lalu unggah lagi."
        )
    if rows * columns > limits.max_cells:
        raise RefusalError(
            f"Berkas ini berisi lebih dari {number(limits.max_cells)} sel. Hapus kolom yang tidak perlu atau pecah "
            "berkasnya, lalu unggah lagi."
        )


def _read_workbook(content: bytes, limits: Limits) -> bytes:
    defects = check_workbook(content, limits)
    # Imported late: a file that is refused before parsing never meets the parser.
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    heads, blocks = [], []
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        for meta in workbook.sheets_metadata:
            if meta.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = workbook.get_sheet_by_name(meta.name)
            _check_size(sheet.total_height, sheet.total_width, limits)
            head, codes = _encode(sheet.iter_rows(), limits)
            head, codes = _indent(head, codes, sheet.start[1] if sheet.start else 0)
            heads.append({"nama": meta.name, "tersembunyi": meta.visible != SheetVisibleEnum.Visible, **head})
            blocks += codes
    except PasswordError as exc:
        raise RefusalError(
            "Berkas Excel ini dikunci dengan kata sandi. Hapus kata sandinya, lalu unggah lagi."
        ) from exc
    except CalamineError as exc:
        raise RefusalError(
            "Isi berkas Excel ini rusak sehingga tidak dapat dibaca. Buka di Excel, simpan sebagai berkas .xlsx "
            "baru, lalu unggah berkas baru itu."
        ) from exc
    cacat = {kode: [jumlah, defects.examples[kode]] for kode, jumlah in defects.counts.items()}
    return pack({"jenis": "xlsx", "lembar": heads, "cacat": cacat}, blocks)


def _read_csv(content: bytes, limits: Limits) -> bytes:
    text, penyandian = decode_text(content)
    pemisah = choose_separator(text)
    head, blocks = _encode(iter_rows(text, pemisah, limits), limits)
    sheet = {"nama": "CSV", "tersembunyi": False, **head}
    return pack({"jenis": "csv", "lembar": [sheet], "penyandian": penyandian, "pemisah": pemisah}, blocks)


def read_content(content: bytes, limits: Limits) -> bytes:
    """The answer for one file (see codec): its cells, or why it is refused."""
    try:
        answer = _read_workbook(content, limits) if sniff(content) == "zip" else _read_csv(content, limits)
        if len(answer) > limits.max_answer:
            raise MemoryError
        return answer
    except RefusalError as exc:
        return pack({"tolak": str(exc)})
    except MemoryError:
        return pack({"tolak": "", "sebab": "memori"})


def main(source: BinaryIO, target: BinaryIO) -> None:
    """First line: the limits as JSON; the rest of ``source``: the file. Writes one answer (see codec)."""
    limits = Limits(**json.loads(source.readline()))
    _limit_self(limits)
    gc.disable()  # millions of cells and no cycles: collecting only costs time in a process that ends soon
    target.write(read_content(source.read(), limits))
    target.flush()


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
