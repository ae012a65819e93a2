"""Imports files in child processes and kills them: test_crash talks to it. Arguments: database URL, number of rows.

Every line of standard input is the name of a file and the seconds after which its import is killed. The answer is
"selesai" and the seconds it took when the import was faster than that, "mati" when it was killed.
"""

from __future__ import annotations

import os
import signal
import sys
import time
import zlib

from data_access.answers import LembarJawaban
from data_access.engine import make_engine
from data_access.satker_names import SatkerBaru
from data_access.store import store
from scoring.instruments import shipped_instrument
from tests.support.factories import NOW, at_minute, make_file, make_instrument, random_sheet


def sheets_of(rows: int) -> list[LembarJawaban]:
    """What is imported."""
    nested = make_instrument((1, 3, 2), kode="bersarang", skala=(1, 10))
    return [random_sheet(7, shipped_instrument("spkp"), rows), random_sheet(8, nested, rows)]


def run(url: str, name: str, sheets: list[LembarJawaban]) -> None:
    """One import, in the child."""
    wanted = [SatkerBaru(kode) for kode in "ABC"]
    later = zlib.crc32(name.encode()) % 500
    others = [at_minute(sheet, later) for sheet in sheets]
    store(make_engine(url), make_file(name), others, now=NOW, create_satker=wanted)


def main() -> None:
    """See the module."""
    url, sheets = sys.argv[1], sheets_of(int(sys.argv[2]))
    # A fork starts at once; a fresh process would load its libraries for a second each time.
    for line in sys.stdin:
        name, seconds = line.split()
        child = os.fork()
        if not child:
            run(url, name, sheets)
            os._exit(0)
        started = time.monotonic()
        ended, status = 0, 0
        while not ended and time.monotonic() - started < float(seconds):
            time.sleep(0.002)
            ended, status = os.waitpid(child, os.WNOHANG)
        if not ended:
            os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
        took = time.monotonic() - started
        print("mati" if os.WIFSIGNALED(status) else f"selesai {took}", flush=True)


if __name__ == "__main__":
    main()
