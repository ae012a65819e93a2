"""Pages as AppTest runs them: from the router, with a database of the test's own, and fresh caches."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit import config
from streamlit.testing.v1 import AppTest

from dashboard import loaders
from tests.support import databases, kertas
from tests.support.servers import ROOT

HALAMAN = (
    "ringkasan",
    "satker",
    "lemah",
    "zona",
    "responden",
    "kepatuhan",
    "integritas",
    "rapat",
    "unggah",
    "induk",
    "metodologi",
)
OpenPage = Callable[..., AppTest]


@pytest.fixture(scope="session")
def example_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the example data; for reading only."""
    return databases.make_example(tmp_path_factory.mktemp("contoh") / "contoh.db")


@pytest.fixture(scope="session")
def paper_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the survey on paper; for reading only."""
    file = tmp_path_factory.mktemp("kertas") / "kertas.db"
    kertas.make_database(file)
    return file


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables and nothing in them; for reading only."""
    return databases.make_empty(tmp_path_factory.mktemp("kosong") / "kosong.db")


@pytest.fixture
def copy_of(tmp_path: Path) -> Callable[[Path], Path]:
    """``copy_of(example_file)``: a database that the test may change."""
    return lambda file: Path(shutil.copy(file, tmp_path / "salinan.db"))


@pytest.fixture(autouse=True)
def own_settings() -> Iterator[None]:
    """AppTest keeps functions in its session, which the setting that the server runs with would refuse."""
    before = config.get_option("runner.enforceSerializableSessionState")
    config.set_option("runner.enforceSerializableSessionState", False)
    yield
    config.set_option("runner.enforceSerializableSessionState", before)


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenPage]:
    """``open_page(file, "satker", periode="2024-06")``: a page after its first run, with its URL parameters."""

    def forget() -> None:
        loaders.engine().dispose()
        st.cache_data.clear()
        st.cache_resource.clear()

    def open_one(file: Path, halaman: str = "ringkasan", **query: str) -> AppTest:
        if os.environ.get("PANTAU_DATABASE_URL"):
            forget()
        monkeypatch.setenv("PANTAU_DATABASE_URL", databases.url_of(file))
        app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60)
        app.query_params.update(query)
        if halaman != HALAMAN[0]:
            app.switch_page(f"../pages/{halaman}.py")
        return app.run()

    monkeypatch.delenv("PANTAU_DATABASE_URL", raising=False)
    yield open_one
    forget()
