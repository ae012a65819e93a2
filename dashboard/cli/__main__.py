"""``python -m dashboard.cli``: runs a command and turns a bug into one sentence with an incident number."""

import sys
from types import TracebackType

from dashboard import incidents
from dashboard.cli import main


def report_bug(_kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Record an unexpected error; the user sees one sentence, the trace is in the log.

    An exception hook instead of ``except Exception``: nothing can be swallowed, and Python still exits with 1.
    """
    if isinstance(error, KeyboardInterrupt):
        print("Dihentikan.", file=sys.stderr)
        return
    number = incidents.record(error.with_traceback(trace))
    print(
        f"Terjadi kesalahan yang tidak terduga. Nomor kejadian {number}; rinciannya di {incidents.log_file()}.",
        file=sys.stderr,
    )


if __name__ == "__main__":
    sys.excepthook = report_bug
    sys.exit(main(sys.argv[1:]))
