"""The secret of the installation: made once, readable by its owner only, and no fingerprint without it."""

import stat
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from data_access import salt
from data_access.salt import fingerprint, salt_file

pytestmark = pytest.mark.usefixtures("_forget")
NIK = "nik:3201011505900001"


@pytest.fixture
def _forget(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """No secret in the environment and none remembered from another test."""
    monkeypatch.delenv("PANTAU_GARAM", raising=False)
    salt._salt.cache_clear()
    return salt._salt.cache_clear


def use(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Path:
    monkeypatch.setenv("PANTAU_DATABASE_URL", f"sqlite:///{(folder / 'pantau.db').as_posix()}")
    return folder / "garam.rahasia"


def test_the_secret_is_made_once_beside_the_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = use(monkeypatch, tmp_path)
    first = fingerprint(NIK)
    assert first != 0
    secret = file.read_text("ascii")
    assert len(secret.strip()) == 64
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    salt._salt.cache_clear()
    assert (fingerprint(NIK), file.read_text("ascii")) == (first, secret)
    assert [path.name for path in tmp_path.iterdir()] == ["garam.rahasia"]


def test_another_installation_gives_another_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    found = set()
    for name in ("satu", "dua"):
        use(monkeypatch, tmp_path / name)
        found.add(fingerprint(NIK))
    assert len(found) == 2
    assert 0 not in found


def test_other_people_and_other_uses_give_other_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    use(monkeypatch, tmp_path)
    numbers = {fingerprint(f"hp:6281{number:08d}") for number in range(5_000)}
    assert len(numbers) == 5_000
    assert all(-(2**63) <= number < 2**63 for number in numbers)
    assert fingerprint(NIK) != fingerprint(NIK, use="lain")
    assert fingerprint("") == 0


def test_the_secret_of_the_environment_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = use(monkeypatch, tmp_path)
    monkeypatch.setenv("PANTAU_GARAM", "rahasia yang panjang sekali")
    assert fingerprint(NIK) != 0
    assert not file.exists()
    monkeypatch.setenv("PANTAU_GARAM", "pendek")
    assert fingerprint(NIK) == 0


def test_without_a_place_for_the_secret_there_is_no_fingerprint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    blocked = tmp_path / "berkas"
    blocked.write_text("bukan folder")
    use(monkeypatch, blocked / "dalam")
    assert fingerprint(NIK) == 0
    monkeypatch.setenv("PANTAU_DATABASE_URL", "sqlite://")
    assert fingerprint(NIK) == 0


def test_a_damaged_secret_is_never_replaced_by_a_weak_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = use(monkeypatch, tmp_path)
    file.write_text("x")
    assert fingerprint(NIK) == 0
    assert file.read_text() == "x"


def test_two_processes_at_once_agree(tmp_path: Path):
    path = tmp_path / "garam.rahasia"
    start = threading.Barrier(8)
    found: list[bytes | None] = []

    def make() -> None:
        start.wait()
        found.append(salt._read_or_make(path))

    threads = [threading.Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1
    assert None not in found


def test_where_the_secret_is_kept():
    assert salt_file("sqlite:////srv/pantau/survei.db") == Path("/srv/pantau/garam.rahasia")
    found = salt_file("postgresql://pantau@127.0.0.1/pantau")
    assert found is not None
    assert found.parent.name == "data"
    assert salt_file("sqlite://") is None
