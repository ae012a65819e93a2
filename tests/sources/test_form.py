"""Pulling on the page: the same steps as a file, and nothing of the address."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard import loaders
from data_access.engine import make_engine
from tests.pages.conftest import own_settings  # noqa: F401 - a fixture that every test here uses
from tests.pages.seen import table, texts
from tests.sources.conftest import write_secrets
from tests.sources.makers import counting
from tests.sources.test_incremental import make_table, moment
from tests.support.databases import url_of

# The form in an app of two pages: the second is where its link leads.
SCRIPT = """
import streamlit as st
from dashboard.forms import sources
st.navigation([st.Page(sources.show, title="Unggah", default=True), st.Page("../pages/ringkasan.py")]).run()
"""
RAHASIA = "sandi-yang-tak-boleh-tampak"


@pytest.fixture
def own(tmp_path: Path, empty_database: bytes, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """URL of Pantau's own database, which the form of this test uses."""
    file = tmp_path / "pantau.db"
    file.write_bytes(empty_database)
    monkeypatch.setenv("PANTAU_DATABASE_URL", url_of(file))
    st.cache_resource.clear()
    st.cache_data.clear()
    yield url_of(file)
    loaders.engine().dispose()
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture
def open_form(own: str, tmp_path: Path) -> Callable[[], AppTest]:
    for name, text in (("dashboard/app.py", SCRIPT), ("pages/ringkasan.py", "")):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text, encoding="utf-8")

    def opened() -> AppTest:
        app = AppTest.from_file(str(tmp_path / "dashboard" / "app.py"), default_timeout=30).run()
        assert not app.exception
        return app

    assert own
    return opened


def press(app: AppTest, key: str) -> None:
    app.button(key=key).click()
    app.run()
    assert not app.exception


def test_nothing_configured(open_form: Callable[[], AppTest], secrets: Path):
    app = open_form()
    assert not texts(app).strip()
    assert not app.button
    assert not secrets.exists()


def test_pull_look_and_store(open_form: Callable[[], AppTest], own: str, secrets: Path, tmp_path: Path):
    make_table(tmp_path / "survei.db", [(kode, moment(kode), "2026-03-09 08:00:00", *[3] * 9) for kode in range(1, 6)])
    write_secrets(secrets, f"sqlite:///{tmp_path / 'survei.db'}", satker="LOKET", instrumen="skm", penanda="diubah")
    app = open_form()
    assert table(app, "1 basis data")["Terakhir ditarik"].tolist() == ["belum pernah"]
    press(app, "tarik")
    assert "5 responden SKM" in texts(app)
    assert app.button(key="simpan-tarikan").disabled
    assert "1 satker belum dipastikan" in texts(app)
    (agree,) = [box for box in app.checkbox if box.label.startswith("Setujui semua")]
    agree.check().run()
    assert not app.exception
    press(app, "simpan-tarikan")
    assert "Tarikan uji disimpan: 5 responden SKM" in texts(app)
    assert "Lihat hasilnya" in texts(app)
    engine = make_engine(own)
    assert len(counting(engine)) == 5
    engine.dispose()
    press(app, "tarik")
    assert "5 tetap" in texts(app)


def test_server_that_is_away(open_form: Callable[[], AppTest], secrets: Path):
    write_secrets(secrets, f"mysql://baca:{RAHASIA}@127.0.0.1:9/skm", tabel="v_pantau")
    app = open_form()
    press(app, "tarik")
    shown = texts(app)
    assert "server tidak dapat dihubungi" in shown
    assert RAHASIA not in shown
    assert "127.0.0.1" not in shown
