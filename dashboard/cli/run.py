"""``pantau.py run``: prepares the database and serves the dashboard on this computer."""

import argparse
import http.client
import ipaddress
import os
import socket
import sys
import threading
import time
import webbrowser

DEFAULT_PORT = 8501
START_SECONDS = 120


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = subparsers.add_parser("run", help="jalankan dasbor di komputer ini")
    parser.add_argument("--port", type=_port, default=DEFAULT_PORT, help=f"nomor port (bawaan {DEFAULT_PORT})")
    parser.add_argument("--host", default="127.0.0.1", help="alamat loopback (bawaan 127.0.0.1)")
    parser.add_argument("--open", action="store_true", help="buka dasbor di peramban")


def run(args: argparse.Namespace) -> int:
    """Serve until Ctrl+C; returns the exit code."""
    address = loopback_address(args.host)
    if address is None:
        print(
            f"Pantau hanya melayani komputer ini sendiri (127.0.0.1); alamat {args.host} ditolak sampai fitur masuk "
            "(login) tersedia.",
            file=sys.stderr,
        )
        return 2
    try:
        listener = bind(address, args.port)
    except OSError:
        print(
            f"Port {args.port} sudah dipakai, mungkin oleh Pantau yang masih berjalan. Hentikan program itu atau "
            f"pilih port lain, misalnya: pantau.py run --port {args.port + 1 if args.port < 65535 else DEFAULT_PORT}",
            file=sys.stderr,
        )
        return 1
    with listener:
        return _serve(listener, open_browser=args.open)


def _serve(listener: socket.socket, *, open_browser: bool) -> int:
    """Prepare the database, then serve on the bound socket."""
    from dashboard import server, settings, shell
    from dashboard.demo import ensure_demo
    from data_access import migrate
    from data_access.engine import database_url

    url = database_url()
    port: int = listener.getsockname()[1]
    try:
        app = server.build_app(url, port)
    except (settings.SettingsError, shell.ShellError) as error:
        print(str(error), file=sys.stderr)
        return 1
    migrate.upgrade(url)
    ensure_demo(url)
    host = listener.getsockname()[0]
    threading.Thread(target=announce, args=(host, port, open_browser), daemon=True).start()
    try:
        started = server.serve(app, listener)
    except KeyboardInterrupt:
        print("Pantau berhenti.")
        return 0
    if not started:
        print("Server tidak dapat dimulai; pesan di atas menyebut sebabnya.", file=sys.stderr)
    return 0 if started else 1


def _port(text: str) -> int:
    """A port number; 0 lets the system choose a free one."""
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} bukan nomor port (0 sampai 65535)")
    return int(text)


def loopback_address(host: str) -> str | None:
    """The numeric loopback address for a host name, or None when others could reach it."""
    if host.lower() == "localhost":
        return "127.0.0.1"
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return None
    # The Host check knows these two; other addresses of 127.0.0.0/8 have no use.
    return str(address) if str(address) in {"127.0.0.1", "::1"} else None


def bind(address: str, port: int) -> socket.socket:
    """A bound socket that does not listen yet, so that nobody connects before the database is ready."""
    listener = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
    try:
        if os.name != "nt":  # on Windows this option would share a port that is in use
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((address, port))
    except OSError:
        listener.close()
        raise
    return listener


def announce(host: str, port: int, open_browser: bool) -> None:
    """Print the address as soon as the server really answers."""
    name = f"[{host}]" if ":" in host else host
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if answers(host, port):
            print(f"Pantau siap: http://{name}:{port}", flush=True)
            if open_browser:
                webbrowser.open(f"http://{name}:{port}")
            return
        time.sleep(0.1)
    print(f"Server belum menjawab setelah {START_SECONDS} detik.", file=sys.stderr, flush=True)


def answers(host: str, port: int) -> bool:
    """True when /healthz answers 200."""
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
