"""The settings in force are the ones that protect people, and the page shell is the one we know."""

import tomllib
from pathlib import Path

import pytest
from streamlit import config, file_util

from dashboard import settings, shell
from tests.support.servers import ROOT

# Safe by default and hidden from users: read back, but not repeated in the file.
LEFT_TO_DEFAULT = {"global.developmentMode", "server.trustedUserHeaders"}


def test_config_file_sets_every_expected_option() -> None:
    stored = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    written = {f"{section}.{option}": value for section, options in stored.items() for option, value in options.items()}
    wanted = {name: value for name, value in settings.EXPECTED.items() if name not in LEFT_TO_DEFAULT}
    assert {name: written.get(name, "hilang") for name in wanted} == wanted


@pytest.mark.parametrize(("name", "value"), [("server.maxUploadSize", 200), ("client.showErrorDetails", "full")])
def test_another_value_is_named(name: str, value: object) -> None:
    with pytest.raises(settings.SettingsError, match=f"{name} bernilai {value!r}, seharusnya"):
        settings.check(lambda option: value if option == name else settings.EXPECTED[option])


def test_every_option_exists_in_the_installed_streamlit() -> None:
    stored = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    names = [f"{section}.{option}" for section, options in stored.items() for option in options]
    nested = {"theme.light", "theme.dark"}
    unknown = [name for name in names if name not in nested and name not in config._config_options_template]
    assert unknown == []


def test_unknown_shell_is_refused() -> None:
    index = (Path(file_util.get_static_dir()) / "index.html").read_text(encoding="utf-8")
    assert b'<html lang="id">' in shell.build(index, b"", b"").html
    with pytest.raises(shell.ShellError, match="tidak dikenal"):
        shell.build(index.replace("<title>Streamlit</title>", "<title>Lain</title>"), b"", b"")


def test_stylesheet_is_linked_with_its_content() -> None:
    index = (Path(file_util.get_static_dir()) / "index.html").read_text(encoding="utf-8")
    one, other = shell.build(index, b"a{}", b"").html, shell.build(index, b"b{}", b"").html
    assert one.count(b'<link rel="stylesheet" href="/aset/pantau.css?v=') == 1
    assert one != other


def test_script_is_linked_with_its_content() -> None:
    index = (Path(file_util.get_static_dir()) / "index.html").read_text(encoding="utf-8")
    one, other = shell.build(index, b"", b"1").html, shell.build(index, b"", b"2").html
    assert one.count(b'<script defer src="/aset/pantau.js?v=') == 1
    assert one != other


def test_policy_follows_the_inline_script() -> None:
    """The hash of reliability finding A1, measured in Chromium on Streamlit 1.67.0's own page."""
    index = (Path(file_util.get_static_dir()) / "index.html").read_text(encoding="utf-8")
    policy = shell.build(index, b"", b"").content_security_policy
    assert "'sha256-THxz9J9+wf7rhwR2YkXJoSZ13UCmYyC+3lNDv2+8ugA='" in policy
    changed = shell.build(index.replace("window.prerenderReady = false", "window.prerenderReady = true"), b"", b"")
    assert "THxz9J9" not in changed.content_security_policy
