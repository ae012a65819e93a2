#!/usr/bin/env python3
"""Start Pantau with one command: makes the virtual environment, then hands over to ``dashboard.cli``.

Standard library only, because nothing is installed yet when it runs. The syntax stays readable for Python 3.6, so
that an old Python gets a sentence instead of a SyntaxError: no new syntax, annotations that need 3.9 are quoted.

Environment: ``PANTAU_VENV`` names another place for the virtual environment (default ``.venv`` beside this file).
A folder ``wheels/`` beside this file is used instead of the network.
"""

import contextlib
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent
MINIMUM = (3, 11)
WHEELS = ROOT / "wheels"
RUNTIME_FILES = ("requirements.txt", "constraints.txt")
TEST_FILES = ("requirements-dev.txt",)
OWNED = "pantau-venv"  # marker: this folder was made here, so it may be removed and made again
STAMPS = {"run": "pantau-run.stamp", "test": "pantau-test.stamp"}
NO_NETWORK = (
    "NewConnectionError",
    "ConnectTimeoutError",
    "NameResolutionError",
    "Max retries exceeded",
    "ProxyError",
    "ReadTimeoutError",
    "SSLError",
    "Network is unreachable",
    "Connection refused",
    "(from versions: none)",  # all that pip says when the index cannot be read at all
)


class BootstrapError(Exception):
    """The environment cannot be made; ``str()`` is an Indonesian sentence for the user."""


def say(text: str, end: str = "\n") -> None:
    """Progress goes to stderr: stdout belongs to the command (``--json``)."""
    print(text, end=end, file=sys.stderr, flush=True)


def too_old(version: "tuple[int, ...]") -> str:
    """The sentence for a Python that is too old, or an empty string."""
    if version[:2] >= MINIMUM:
        return ""
    found = ".".join(str(part) for part in version[:3])
    return (
        "Pantau memerlukan Python {}.{} atau yang lebih baru, sedangkan ini Python {}. Pasang Python terbaru "
        "(Windows dan macOS: dari python.org; Debian/Ubuntu: sudo apt install python3 python3-venv), lalu jalankan "
        "lagi perintah ini."
    ).format(MINIMUM[0], MINIMUM[1], found)


def venv_folder() -> Path:
    """The virtual environment's folder."""
    named = os.environ.get("PANTAU_VENV")
    return Path(named).expanduser().absolute() if named else ROOT / ".venv"


def venv_python(folder: Path) -> Path:
    """The interpreter inside the virtual environment."""
    return folder / "Scripts" / "python.exe" if os.name == "nt" else folder / "bin" / "python"


def fingerprint(names: "tuple[str, ...]") -> str:
    """Hash of what the installation depends on: requirement files, Python version and machine."""
    digest = hashlib.sha256()
    for part in (platform.python_version(), sys.implementation.name, sys.platform, platform.machine()):
        digest.update(part.encode() + b"\0")
    for name in names:
        digest.update(name.encode() + b"\0" + (ROOT / name).read_bytes() + b"\0")
    return digest.hexdigest()


def needed_files(purpose: str) -> "tuple[str, ...]":
    """Requirement files whose content decides whether the installation is current."""
    return RUNTIME_FILES + TEST_FILES if purpose == "test" else RUNTIME_FILES


def is_ready(folder: Path, purpose: str) -> bool:
    """True when the last installation finished and nothing it depends on has changed since."""
    stamp = folder / STAMPS[purpose]
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != fingerprint(needed_files(purpose)):
        return False
    return starts(folder)


def starts(folder: Path, *arguments: str) -> bool:
    """True when the environment's interpreter runs (it does not when its base Python was removed)."""
    command = [str(venv_python(folder)), "-I", *(arguments or ("-c", "pass"))]
    try:
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    except OSError:
        return False
    return done.returncode == 0


@contextlib.contextmanager
def only_one(folder: Path) -> "Iterator[None]":
    """Let one process install at a time; the operating system releases the lock when a process dies."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_name(folder.name + ".lock").open("a+b") as handle:
        waiting = False
        while not take_lock(handle.fileno()):
            if not waiting:
                say("Menunggu pemasangan lain selesai ...")
            waiting = True
            time.sleep(0.5)
        yield


def take_lock(descriptor: int) -> bool:
    """Try to take the exclusive lock; False while another process holds it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def make_environment(folder: Path) -> None:
    """Make (or make again) the virtual environment; a folder that Pantau did not make is never removed."""
    ours = (folder / OWNED).is_file()
    finished = any((folder / name).is_file() for name in STAMPS.values())
    if folder.exists() and not ours and any(folder.iterdir()):
        if not starts(folder):
            raise BootstrapError(
                "Folder {} sudah ada tetapi bukan lingkungan Python yang dapat dijalankan. Pindahkan atau hapus folder "
                "itu, lalu jalankan lagi.".format(folder)
            )
        return
    # No stamp means that the last installation was interrupted: half-written packages count as installed for
    # pip, so only starting over is safe. A finished installation with changed requirements is updated in place.
    if ours and finished and starts(folder, "-m", "pip", "--version"):
        return
    say("Membuat lingkungan Python di {} ...".format(folder))
    if ours:
        shutil.rmtree(str(folder))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / OWNED).write_text("dibuat oleh pantau.py\n", encoding="utf-8")
    made = subprocess.run(
        [sys.executable, "-m", "venv", str(folder)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if made.returncode != 0:
        raise BootstrapError(
            "Lingkungan Python tidak dapat dibuat. Di Debian/Ubuntu pasang dahulu paketnya: sudo apt install "
            "python3-venv. Pesan Python: {}".format(last_lines(made.stdout.decode("utf-8", "replace")))
        )


def last_lines(text: str) -> str:
    """The last lines of a program's output, for the end of an error sentence."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return " / ".join(lines[-3:])


def install(folder: Path, purpose: str) -> None:
    """Install the pinned requirements; the stamp is written last, so an interruption is noticed next time."""
    for name in STAMPS.values():
        with contextlib.suppress(FileNotFoundError):
            (folder / name).unlink()
    command = [str(venv_python(folder)), "-I", "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    if WHEELS.is_dir():
        command += ["--no-index", "--find-links", str(WHEELS)]
    command += ["-r", str(ROOT / "requirements.txt")]
    if purpose == "test":
        command += ["-r", str(ROOT / "requirements-dev.txt")]
    say("Memasang pustaka, sekali saja (satu sampai lima menit) ", end="")
    log = folder / "pantau-pip.log"
    code = run_with_dots(command, log)
    if code != 0:
        output = log.read_text(encoding="utf-8", errors="replace")
        raise BootstrapError(explain_pip(output, log))
    for done in ("run", "test") if purpose == "test" else ("run",):
        (folder / STAMPS[done]).write_text(fingerprint(needed_files(done)), encoding="utf-8")


def run_with_dots(command: "list[str]", log: Path) -> int:
    """Run a long command with its output in a file and a dot every two seconds."""
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        try:
            while True:
                try:
                    code = process.wait(timeout=2)
                except subprocess.TimeoutExpired:
                    say(".", end="")
                    continue
                say(" selesai." if code == 0 else " gagal.")
                return code
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()


def explain_pip(output: str, log: Path) -> str:
    """Turn pip's output into one Indonesian sentence."""
    if WHEELS.is_dir():
        return (
            "Folder wheels/ tidak memuat semua pustaka yang diperlukan ({}). Lengkapi di komputer yang tersambung ke "
            "internet: pip download -d wheels -r requirements.txt. Rincian: {}"
        ).format(last_lines(output), log)
    if "No space left on device" in output:
        return "Ruang disk habis saat memasang pustaka (perlu sekitar 1 GB). Rincian: {}".format(log)
    if any(sign in output for sign in NO_NETWORK):
        return (
            "Registri paket Python tidak dapat dihubungi: periksa sambungan internet atau pengaturan proksi, lalu "
            "jalankan lagi. Tanpa internet: di komputer lain dengan sistem dan versi Python yang sama jalankan "
            "'pip download -d wheels -r requirements.txt', lalu salin folder wheels/ ke {}. Rincian: {}"
        ).format(ROOT, log)
    return "Pustaka tidak dapat dipasang: {}. Rincian: {}".format(last_lines(output), log)


def prepare(purpose: str) -> Path:
    """Make sure that the environment is complete; returns its interpreter."""
    folder = venv_folder()
    if not is_ready(folder, purpose):
        with only_one(folder):
            if not is_ready(folder, purpose):  # another process may just have finished
                make_environment(folder)
                install(folder, purpose)
    return venv_python(folder)


def hand_over(python: Path, arguments: "list[str]", folder: "Path | None" = None) -> int:
    """Run the environment's Python in place of this process; returns its exit code.

    PYTHONPATH and PYTHONSAFEPATH make exactly this folder importable, so that the user's working directory stays the
    working directory (file names are relative to it) without being searched for modules.
    """
    environment = dict(os.environ, PYTHONPATH=str(ROOT), PYTHONSAFEPATH="1", PYTHONUTF8="1")
    if "PANTAU_DATABASE_URL" in environment:
        environment["PANTAU_DATABASE_URL"] = absolute_url(environment["PANTAU_DATABASE_URL"])
    command = [str(python), *arguments]
    if folder is not None:
        os.chdir(str(folder))
    if os.name != "nt":
        sys.stdout.flush()
        os.execve(command[0], command, environment)
    process = subprocess.Popen(command, env=environment)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # the child got the same Ctrl+C and ends by itself


def absolute_url(url: str) -> str:
    """A SQLite address with a relative file name, made absolute: every command must mean the same file."""
    prefix = "sqlite:///"
    if not url.startswith(prefix) or url[len(prefix) :] in ("", ":memory:") or url.startswith(prefix + "file:"):
        return url
    return prefix + Path(url[len(prefix) :]).absolute().as_posix()


def start(name: str, arguments: "list[str]") -> int:
    """Make sure that the environment is complete and run a known command in it."""
    try:
        python = prepare("test" if name == "test" else "run")
    except BootstrapError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say("\nDihentikan. Jalankan lagi untuk melanjutkan.")
        return 130
    if name == "test":
        # -r lists at the end what failed and what was skipped, and why. tests/support/workers.py says what "auto" means.
        return hand_over(python, ["-m", "pytest", "-rfEs", "-n", "auto", "--dist", "loadfile", *arguments], ROOT)
    # Streamlit reads .streamlit/config.toml from the working directory.
    return hand_over(python, ["-m", "dashboard.cli", name, *arguments], ROOT if name == "run" else None)


def main(arguments: "list[str]") -> int:
    """Entry point; returns the exit code."""
    old = too_old(sys.version_info[:3])
    if old:
        say(old)
        return 1
    from dashboard.cli import commands

    name = arguments[0] if arguments else ""
    if name in ("-h", "--help"):
        print(commands.help_text())
        return 0
    if name in commands.NAMES:
        return start(name, arguments[1:])
    if name:
        say("Perintah '{}' tidak dikenal.\n".format(name))
    say(commands.help_text())
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
