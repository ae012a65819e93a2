"""Tests in several processes at once (pytest-xdist): how many, and which of them runs which file."""

from __future__ import annotations

import os
from collections.abc import Sequence

from xdist.scheduler import LoadFileScheduling
from xdist.workermanage import WorkerController

AT_MOST = 2  # each has a browser, a server and a PostgreSQL of its own, which two cores just carry
BROWSER = "tests/e2e/"


def count(named: Sequence[str]) -> int:
    """Processes for what the command line names; 0, which is none beside this one, for a single file.

    A process takes some seconds to start, and a file is never divided.
    """
    files = {name.partition("::")[0] for name in named}
    if len(files) == 1 and files.pop().endswith(".py"):
        return 0
    return min(AT_MOST, os.cpu_count() or 1)


class Scheduler(LoadFileScheduling):  # type: ignore[misc]  # xdist has no type information
    """Whole files, so that what is made for a file is made once; the first process takes those of the browser first.

    So there is mostly one browser with one server, which wait a lot, beside tests that compute all the time.
    """

    def _assign_work_unit(self, node: WorkerController) -> None:
        is_first = node.gateway.id == "gw0"
        wanted = (name for name in self.workqueue if name.startswith(BROWSER) == is_first)
        self.workqueue.move_to_end(next(wanted, next(iter(self.workqueue))), last=False)
        super()._assign_work_unit(node)
