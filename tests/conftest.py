"""Fixtures for all tests. What a machine lacks is skipped with its reason (see tests/support/required.py)."""

import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from xdist.remote import Producer

from tests.support import chromium as chromium_support
from tests.support import mariadb, postgres, servers, workers
from tests.support.required import skip_or_fail

# Without a secret of their own the tests would make one beside the checkout's database.
os.environ.setdefault("PANTAU_GARAM", "rahasia untuk pengujian saja")
FAILED = pytest.StashKey[bool]()
ServerFactory = Callable[..., servers.RunningServer]
VisitFactory = Callable[..., chromium_support.Visit]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember a failure, so that the fixtures can show what they know at their end."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """How many processes ``-n auto`` means."""
    return workers.count(config.args)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> workers.Scheduler | None:
    """Which process gets which file with ``--dist loadfile``."""
    return workers.Scheduler(config, log) if config.getoption("dist") == "loadfile" else None


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder of the real published data; it is not part of the project."""
    named = os.environ.get("PANTAU_SHARED_DATA")
    folder = Path(named) if named else servers.ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("data nyata tidak ada di sini (PANTAU_SHARED_DATA)")
    return folder


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[str]:
    """Address of a PostgreSQL server that lives as long as the test run."""
    binaries = postgres.find_binaries()
    if binaries is None:
        skip_or_fail("postgresql", f"PostgreSQL {postgres.MINIMUM}+ tidak terpasang di komputer ini")
    with postgres.cluster(binaries) as address:
        yield address


@pytest.fixture
def postgres_url(postgres_cluster: str) -> Iterator[str]:
    """URL of an empty PostgreSQL database for one test."""
    with postgres.fresh_database(postgres_cluster) as url:
        yield url


@pytest.fixture(scope="session")
def postgres_template(postgres_cluster: str) -> Iterator[str]:
    """Name of a PostgreSQL database with all tables and nothing in them, to be copied."""
    from data_access import migrate

    with postgres.fresh_database(postgres_cluster) as url:
        migrate.upgrade(url)
        yield url.rpartition("/")[2]


@pytest.fixture(scope="session")
def mariadb_server() -> Iterator[mariadb.Server]:
    """A MariaDB server that lives as long as the test run; a source of answers, never Pantau's own database."""
    binaries = mariadb.find_binaries()
    if binaries is None:
        skip_or_fail("mariadb", "MariaDB (mariadbd, mariadb-install-db) tidak terpasang di komputer ini")
    with mariadb.running(binaries) as server:
        yield server


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """URL of a SQLite file for one test; it does not exist yet."""
    return f"sqlite:///{(tmp_path / 'uji.db').as_posix()}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """URL of an empty database; the test runs once for each engine."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return url


@pytest.fixture
def migrated_sqlite_url(tmp_path: Path) -> str:
    """URL of a SQLite file for one test, with all tables and nothing in them."""
    from tests.support import databases

    return databases.url_of(databases.make_empty(tmp_path / "uji.db"))


@pytest.fixture
def migrated_postgres_url(postgres_cluster: str, postgres_template: str) -> Iterator[str]:
    """URL of a PostgreSQL database for one test, with all tables and nothing in them."""
    with postgres.fresh_database(postgres_cluster, template=postgres_template) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def migrated_url(request: pytest.FixtureRequest) -> str:
    """URL of a database with all tables and nothing in them; the test runs once for each engine."""
    url: str = request.getfixturevalue(f"migrated_{'postgres' if request.param == 'postgresql' else 'sqlite'}_url")
    return url


@pytest.fixture
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ServerFactory]:
    """Starts servers: ``server(url)``, or ``server(url, script)`` for another page; all end with the test."""
    running: list[servers.RunningServer] = []

    def start(url: str, script: Path | None = None) -> servers.RunningServer:
        folder = tmp_path / f"server{len(running)}"
        folder.mkdir()
        running.append(servers.start(folder, url, script))
        return running[-1]

    yield start
    for one in running:
        servers.stop(one.process)
        if request.node.stash.get(FAILED, False):
            print(one.output.read_text(encoding="utf-8", errors="replace"))


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The browser's program file."""
    found = chromium_support.find_chromium()
    if found is None:
        skip_or_fail("chromium", "Chromium, Chrome atau Edge tidak ditemukan (PANTAU_CHROMIUM)")
    return found


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Browser]:
    """One browser for the whole test run."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=str(chromium), args=chromium_support.flags())
        yield launched
        launched.close()


@pytest.fixture
def browser_page(browser: Browser) -> Iterator[VisitFactory]:
    """Opens windows: ``browser_page(width=1366, height=768, scheme="light")``; all close with the test."""
    visits: list[chromium_support.Visit] = []

    def open_window(*, width: int = 1366, height: int = 768, scheme: str = "light") -> chromium_support.Visit:
        visits.append(chromium_support.Visit(browser, width=width, height=height, scheme=scheme))
        return visits[-1]

    yield open_window
    for visit in visits:
        visit.context.close()
