"""Thousands of damaged files: ``python -m tests.files.fuzz --jumlah 10000 [--data FOLDER] [--benih 1]``.

Real files and made ones of every format are damaged (bits, bytes, blocks, ends, parts of a zip, attributes of its XML)
and read in forked children with the limits of the program. Each has to end in cells or in an Indonesian sentence, in
time and in bounded memory. What the child cannot say itself (it died) counts only where the parent has a sentence for
it. Prints a table for docs/ketahanan.md; exit code 1 when a file did anything else.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import re
import resource
import select
import signal
import struct
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path

import python_calamine  # noqa: F401 - parsers are loaded once, before the children are forked

from data_access.errors import InvalidFileError
from data_access.files.reading.codec import unpack_head
from data_access.files.reading.html_tables import read_html  # noqa: F401
from data_access.files.reading.limits import DEFAULT
from data_access.files.reading.reader import read_file
from data_access.files.reading.worker import limit_self, read_content
from tests.files.binary_makers import html_table, ods, spreadsheet_xml, xls, xlsb
from tests.files.layouts import LAYOUTS
from tests.files.makers import SKM, is_sentence, survey, xlsx
from tests.support import servers

SECONDS = 5.0
ENDINGS = ("dibaca", "ditolak dengan kalimat", "anak dihentikan, ada kalimatnya")
_SURVIVABLE = (-signal.SIGABRT, -signal.SIGKILL, -signal.SIGXCPU, -signal.SIGSEGV, 1)
_ATTRIBUTE = re.compile(rb'"[^"<>]{0,40}"')
_NUMBERS = (b"0", b"-1", b"65536", b"1048577", b"99999999999999999999", b"1e308", b"", b"NaN", b"A1:XFD1048576")


@dataclass
class Result:
    """What became of the damaged files; ``wrong`` are those that ended in anything else than cells or a sentence."""

    endings: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    slowest: float = 0.0
    largest: int = 0  # bytes of memory that one child used


def seeds(folder: Path | None) -> list[tuple[str, bytes]]:
    """(format, content) of the files that are damaged: made ones of every format, and the real ones of a folder."""
    rows = survey([*SKM, "Layanan", "Usia"], [[4, 3, 2, 1, 4, 3, 2, 1, 4, "SIM", 30]] * 20)
    made = [("xlsx", xlsx(rows)), ("xlsb", xlsb({"Data": rows})), ("xls", xls({"Data": rows})), ("ods", ods({"Data": rows})),
            ("html", html_table(rows)), ("xml", spreadsheet_xml(rows))]  # fmt: skip
    made += [(layout.name.rpartition(".")[2], layout.content) for layout in (make() for make in LAYOUTS.values())]
    real = sorted(folder.rglob("*")) if folder else []
    made += [
        (path.suffix[1:] or "lain", path.read_bytes())
        for path in real
        if path.is_file() and path.stat().st_size < 1 << 20
    ]
    return made


def damage(content: bytes, noise: random.Random) -> bytes:
    """The file with one kind of damage, done once to twelve times."""
    kinds: Sequence[Callable[[bytes, random.Random], bytes]] = (
        _flip,
        _insert,
        _cut,
        _swap,
        _truncate,
        _repeat,
        _numbers,
    )
    if content.startswith(b"PK") and noise.random() < 0.6:
        return _in_zip(content, noise)
    for _ in range(noise.choice((1, 1, 1, 3, 12))):
        if content:
            content = noise.choice(kinds)(content, noise)
    return content


def _flip(content: bytes, noise: random.Random) -> bytes:
    place = noise.randrange(len(content))
    return content[:place] + bytes([content[place] ^ 1 << noise.randrange(8)]) + content[place + 1 :]


def _insert(content: bytes, noise: random.Random) -> bytes:
    place = noise.randrange(len(content) + 1)
    return content[:place] + noise.randbytes(noise.randint(1, 64)) + content[place:]


def _cut(content: bytes, noise: random.Random) -> bytes:
    place = noise.randrange(len(content))
    return content[:place] + content[place + noise.randint(1, 512) :]


def _swap(content: bytes, noise: random.Random) -> bytes:
    size = noise.choice((64, 512, 4096))
    blocks = [content[start : start + size] for start in range(0, len(content), size)]
    one, other = noise.randrange(len(blocks)), noise.randrange(len(blocks))
    blocks[one], blocks[other] = blocks[other], blocks[one]
    return b"".join(blocks)


def _truncate(content: bytes, noise: random.Random) -> bytes:
    return content[: noise.randrange(len(content))]


def _repeat(content: bytes, noise: random.Random) -> bytes:
    start = noise.randrange(len(content))
    piece = content[start : start + noise.randint(1, 2000)]
    return content[:start] + piece * noise.randint(2, 50) + content[start:]


def _numbers(content: bytes, noise: random.Random) -> bytes:
    """Four bytes become a number that lengths and places fear."""
    place = noise.randrange(len(content))
    number = noise.choice((0, 1, 0x7FFFFFFF, 0xFFFFFFFF, 0xFFFFFFFE, 65_535, 1 << 20))
    return content[:place] + struct.pack("<I", number) + content[place + 4 :]


def _in_zip(content: bytes, noise: random.Random) -> bytes:
    """Damage inside an intact zip, which reaches the parser: a part, its XML attributes, a part missing or twice."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = [(info.filename, archive.read(info)) for info in archive.infolist()]
    except (zipfile.BadZipFile, KeyError, NotImplementedError):
        return _flip(content, noise)
    place = noise.randrange(len(parts))
    name, data = parts[place]
    match noise.randrange(4):
        case 0 if len(parts) > 1:
            del parts[place]
        case 1 if data:
            parts[place] = name, noise.choice((_flip, _cut, _swap, _repeat, _numbers))(data, noise)
        case _:
            parts[place] = name, _ATTRIBUTE.sub(lambda found: _attribute(found, noise), data)
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, piece in parts:
            archive.writestr(part, piece)
    return buffer.getvalue()


def _attribute(found: re.Match[bytes], noise: random.Random) -> bytes:
    return b'"' + noise.choice(_NUMBERS) + b'"' if noise.random() < 0.02 else found.group(0)


def read_in_child(content: bytes) -> tuple[bytes, int, float, int]:
    """(answer, exit code or minus the signal, seconds, bytes of memory) of a forked child with the program's limits."""
    start = time.perf_counter()
    before = _resident()
    outlet, inlet = os.pipe()
    child = os.fork()
    if child == 0:
        _be_child(content, outlet, inlet)
    os.close(inlet)
    pieces: list[bytes] = []
    deadline = start + 2 * DEFAULT.seconds
    with open(outlet, "rb", buffering=0) as pipe:  # noqa: PTH123 - a file descriptor
        while True:
            if not select.select([pipe], [], [], max(0.0, deadline - time.perf_counter()))[0]:
                os.kill(child, signal.SIGKILL)
                break
            piece = pipe.read(1 << 16)
            if not piece:
                break
            pieces.append(piece)
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - start
    grown = max(0, usage.ru_maxrss * 1024 - before)
    return b"".join(pieces), os.waitstatus_to_exitcode(status), seconds, grown


def _resident() -> int:
    """Memory of this process in bytes: a forked child begins with as much, and only what it adds is the file's."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _be_child(content: bytes, outlet: int, inlet: int) -> None:
    """Never returns: reads the file, says the answer, ends without the parent's clean-up."""
    code = 1
    try:
        os.close(outlet)
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 2)
        limit_self(DEFAULT, len(content))
        gc.disable()
        answer = read_content(content, DEFAULT)
        view = memoryview(answer)
        while view:
            view = view[os.write(inlet, view) :]
        code = 0
    finally:
        os._exit(code)


def judge(content: bytes) -> tuple[str, str, float, int]:
    """(ending, what is wrong or '', seconds, memory) of one damaged file."""
    answer, code, seconds, memory = read_in_child(content)
    if code != 0:
        said = _from_parent(content) if code in _SURVIVABLE else f"kode keluar {code}"
        return ENDINGS[2], said, seconds, memory
    head, _ = unpack_head(answer)
    if "tolak" not in head:
        return ENDINGS[0], "", seconds, memory
    sentence = str(head["tolak"]) or "Memori habis."
    return ENDINGS[1], "" if is_sentence(sentence) else f"bukan kalimat: {sentence}", seconds, memory


def _from_parent(content: bytes) -> str:
    """The whole way once more, as the upload page goes it: '' when it ends in cells or in a sentence."""
    try:
        read_file(content, "survei.xlsx")
    except InvalidFileError as exc:
        return "" if is_sentence(str(exc).replace("survei.xlsx", "")) else f"bukan kalimat: {exc}"
    return ""


def run(files: Sequence[tuple[str, bytes]], numbers: Iterable[int], workers: int = 1) -> Result:
    """Damage and read one file for each of ``numbers`` (the same number: the same damage)."""
    result = Result()
    one = partial(_one, files)
    with ProcessPoolExecutor(workers, mp_context=get_context("fork")) as pool:
        outcomes = pool.map(one, numbers, chunksize=50) if workers > 1 else map(one, numbers)
        for number, kind, ending, wrong, seconds, memory in outcomes:
            result.endings[kind, ending] += 1
            result.slowest = max(result.slowest, seconds)
            result.largest = max(result.largest, memory)
            if wrong or seconds > SECONDS:
                result.wrong.append(f"nomor {number} ({kind}): {wrong or f'{seconds:.1f} detik'}")
    return result


def _one(files: Sequence[tuple[str, bytes]], number: int) -> tuple[int, str, str, str, float, int]:
    noise = random.Random(number)
    kind = noise.choice(sorted({kind for kind, _ in files}))
    content = noise.choice([content for name, content in files if name == kind])
    return number, kind, *judge(damage(content, noise))


def table(result: Result) -> Iterator[str]:
    """The result as a Markdown table."""
    yield "| bentuk | " + " | ".join(ENDINGS) + " | jumlah |"
    yield "|---|" + "---:|" * (len(ENDINGS) + 1)
    kinds = sorted({kind for kind, _ in result.endings})
    for kind in kinds:
        counts = [result.endings[kind, ending] for ending in ENDINGS]
        yield f"| {kind} | {' | '.join(map(str, counts))} | {sum(counts)} |"
    totals = [sum(result.endings[kind, ending] for kind in kinds) for ending in ENDINGS]
    yield f"| semua | {' | '.join(map(str, totals))} | {sum(totals)} |"


def main(arguments: Sequence[str]) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.files.fuzz")
    parser.add_argument("--jumlah", type=int, default=10_000)
    parser.add_argument("--benih", type=int, default=1)
    parser.add_argument("--data", type=Path, default=servers.ROOT.parent / "shared" / "data")
    chosen = parser.parse_args(arguments)
    files = seeds(chosen.data if chosen.data.is_dir() else None)
    start = time.perf_counter()
    result = run(files, range(chosen.benih, chosen.benih + chosen.jumlah), workers=2)
    print("\n".join(table(result)))
    print(f"\n{chosen.jumlah} berkas rusak dari {len(files)} berkas asal, {time.perf_counter() - start:.0f} detik.")
    print(f"Paling lama {result.slowest:.2f} detik, memori anak paling besar {result.largest / 2**20:.0f} MB.")
    print(f"Di luar dugaan: {len(result.wrong)}", *result.wrong[:50], sep="\n")
    return 1 if result.wrong else 0


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.exit(main(sys.argv[1:]))
