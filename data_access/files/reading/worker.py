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
import os
import sys
from collections.abc import Callable
from typing import BinaryIO

from data_access.files.reading.codec import pack, tick_frame
from data_access.files.reading.csv_columns import plan_columns, read_columns
from data_access.files.reading.csv_text import choose_separator, decode_text, iter_rows, unwrapped
from data_access.files.reading.limits import Limits
from data_access.files.reading.refusal import RefusalError
from data_access.files.reading.sniff import sniff
from data_access.files.reading.tables import Tick, encode, no_tick
from data_access.files.reading.workbooks import read_ole, read_zip


def limit_self(limits: Limits, size: int) -> None:
    """Bound this process for a file of ``size`` bytes."""
    try:
        import resource
    except ImportError:  # Windows
        return
    seconds = limits.cpu_seconds(size)
    wanted = (
        (resource.RLIMIT_AS, limits.memory, limits.memory),
        (resource.RLIMIT_CPU, seconds, seconds + 1),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_CORE, 0, 0),
    )
    for what, soft, hard in wanted:
        with contextlib.suppress(ValueError, OSError):  # macOS refuses some of them
            resource.setrlimit(what, (soft, hard))


def _read_csv(content: bytes, limits: Limits, tick: Tick) -> bytes:
    decoded, penyandian = decode_text(content)
    text = unwrapped(decoded)
    is_utf8 = text is decoded and penyandian == "UTF-8"
    del decoded
    pemisah = choose_separator(text)
    table = None
    if plan := plan_columns(text, pemisah, limits):
        utf8 = content if is_utf8 else text.encode()
        text = ""  # a large text is not kept beside its bytes
        table = read_columns(utf8, plan, pemisah, limits, tick)
    if table is None:
        text = text or decode_text(content)[0]
        table = encode(iter_rows(text, pemisah, limits), limits, tick=tick)
    sheet = {"nama": "CSV", "tersembunyi": False, **table.head}
    return pack({"jenis": "csv", "lembar": [sheet], "penyandian": penyandian, "pemisah": pemisah}, table.blocks)


def _read_html(content: bytes, limits: Limits, tick: Tick) -> bytes:
    from data_access.files.reading.html_tables import read_html  # its parser is loaded only where it is needed

    return read_html(content, limits, tick)


def _read_xml(content: bytes, limits: Limits, tick: Tick) -> bytes:
    from data_access.files.reading.spreadsheet_xml import read_spreadsheet_xml

    return read_spreadsheet_xml(content, limits, tick)


_READERS: dict[str, Callable[[bytes, Limits, Tick], bytes]] = {
    "zip": read_zip,
    "ole": read_ole,
    "html": _read_html,
    "xml": _read_xml,
    "teks": _read_csv,
}


def read_content(content: bytes, limits: Limits, tick: Tick = no_tick) -> bytes:
    """The answer for one file (see codec): its cells, or why it is refused."""
    try:
        answer = _READERS[sniff(content)](content, limits, tick)
        if len(answer) > limits.max_answer:
            raise MemoryError
        return answer
    except RefusalError as exc:
        return pack({"tolak": str(exc)})
    except MemoryError:
        return pack({"tolak": "", "sebab": "memori"})


def main(source: BinaryIO, target: BinaryIO) -> None:
    """First line: the limits as JSON; the rest of ``source``: the file. Writes frames of progress and one answer."""
    limits = Limits(**json.loads(source.readline()))
    content = source.read()
    limit_self(limits, len(content))
    gc.disable()  # millions of cells and no cycles: collecting only costs time in a process that ends soon

    def tick(done: int, total: int) -> None:
        target.write(tick_frame(done, total))
        target.flush()

    target.write(read_content(content, limits, tick))
    target.flush()


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
    os._exit(0)  # millions of cells need not be taken apart one by one first
