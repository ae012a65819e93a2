"""Starts the real server as its own process and ends it with everything that it started."""

import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READY = re.compile(r"^Pantau siap: (http://\S+)$", re.MULTILINE)
START_SECONDS = 180  # the first start loads the example data


@dataclass
class RunningServer:
    """A server that answers; ``address`` has no slash at its end."""

    address: str
    process: "subprocess.Popen[bytes]"
    output: Path
    incidents: Path

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.address.rsplit(":", 1)[1])


def environment(folder: Path, **extra: str) -> dict[str, str]:
    """Environment for Pantau's programs: this source tree, log and data in ``folder``."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONSAFEPATH": "1",
        "PYTHONUTF8": "1",
        "PANTAU_LOG_FILE": str(folder / "pantau.log"),
        **extra,
    }


def start(folder: Path, url: str, script: Path | None = None) -> RunningServer:
    """Start the dashboard (or, with ``script``, another page behind the same middleware) and wait until it answers."""
    module = ["dashboard.cli", "run", "--port", "0"] if script is None else ["tests.support.serve_script", str(script)]
    output = folder / "server.txt"
    with output.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", *module],
            cwd=ROOT,
            env=environment(folder, PANTAU_DATABASE_URL=url),
            stdout=log,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if ready := READY.search(output.read_text(encoding="utf-8", errors="replace")):
            return RunningServer(ready.group(1), process, output, folder / "pantau.log")
        time.sleep(0.05)
    stop(process)
    raise RuntimeError(f"the server did not start:\n{output.read_text(encoding='utf-8', errors='replace')}")


def stop(process: "subprocess.Popen[bytes]") -> None:
    """End the server's whole process group; politely first."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], check=False, capture_output=True)
        process.wait()
        return
    for kind in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is None:
            os.killpg(process.pid, kind)
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                continue
