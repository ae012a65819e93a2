"""``python -m tests.support.serve_script SCRIPT``: any Streamlit script behind Pantau's server and middleware."""

import os
import sys
import threading
from pathlib import Path

from dashboard import server
from dashboard.cli import run
from data_access import migrate


def main(script: Path) -> int:
    listener = run.bind("127.0.0.1", 0)
    port: int = listener.getsockname()[1]
    url = os.environ["PANTAU_DATABASE_URL"]
    migrate.upgrade(url)
    with listener:
        app = server.build_app(url, port, script)
        threading.Thread(target=run.announce, args=("127.0.0.1", port, False), daemon=True).start()
        return 0 if server.serve(app, listener) else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
