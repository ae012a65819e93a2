"""The settings in force are the ones that protect people, and the page shell is the one we know."""

import tomllib

import pytest
from streamlit import config, file_util

from dashboard import settings, shell
from tests.support.servers import ROOT


def test_config_file_gives_every_expected_setting() -> None:
    stored = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))

    def read(name: str) -> object:
        section, _, option = name.rpartition(".")
        return stored.get(section, {}).get(option, config._config_options_template[name].default_val)

    settings.check(read)


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
    index = (ROOT / file_util.get_static_dir() / "index.html").read_text(encoding="utf-8")
    assert b'<html lang="id">' in shell.build(index).html
    with pytest.raises(shell.ShellError, match="tidak dikenal"):
        shell.build(index.replace("<title>Streamlit</title>", "<title>Lain</title>"))


def test_policy_follows_the_inline_script() -> None:
    """The hash of reliability finding A1, measured in Chromium on Streamlit 1.67.0's own page."""
    index = (ROOT / file_util.get_static_dir() / "index.html").read_text(encoding="utf-8")
    policy = shell.build(index).content_security_policy
    assert "'sha256-THxz9J9+wf7rhwR2YkXJoSZ13UCmYyC+3lNDv2+8ugA='" in policy
    changed = shell.build(index.replace("window.prerenderReady = false", "window.prerenderReady = true"))
    assert "THxz9J9" not in changed.content_security_policy
