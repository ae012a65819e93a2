"""Reads Streamlit's settings back at start.

``.streamlit/config.toml`` is found through the working directory and can be overruled by the user's own
``~/.streamlit/config.toml``; a setting that is silently at its default would send telemetry or show tracebacks.
"""

from collections.abc import Callable, Mapping

EXPECTED: Mapping[str, object] = {
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "minimal",
    "client.disableDataExport": True,
    "client.allowedOrigins": [],
    "global.developmentMode": False,
    "server.address": "127.0.0.1",
    "server.fileWatcherType": "none",
    "server.maxUploadSize": 20,
    "server.enableCORS": True,
    "server.enableXsrfProtection": True,
    "server.enableStaticServing": False,
    "server.enableAgentApi": False,
    "server.allowedHosts": ["127.0.0.1", "localhost", "::1"],
    "server.trustedUserHeaders": {},
    "runner.enforceSerializableSessionState": True,
    "theme.font": "Plus Jakarta Sans, sans-serif",
}


class SettingsError(Exception):
    """A setting that protects someone has another value; ``str()`` is an Indonesian sentence."""


def check(read: Callable[[str], object]) -> None:
    """Compare the settings in force with what Pantau needs.

    ``read`` gives the value of a setting by name (``streamlit.config.get_option``). Raises ``SettingsError``.
    """
    wrong = [
        f"{name} bernilai {found!r}, seharusnya {wanted!r}"
        for name, wanted in EXPECTED.items()
        if (found := read(name)) != wanted
    ]
    if wrong:
        raise SettingsError(
            "Pantau tidak dijalankan karena pengaturan yang melindungi data tidak berlaku: "
            + "; ".join(wrong)
            + ". Pulihkan berkas .streamlit/config.toml dari rilis dan periksa ~/.streamlit/config.toml."
        )
