"""Skipping with a reason, except where the machine promises to have everything.

``PANTAU_CI_REQUIRE="chromium postgresql mariadb"`` turns the skips for these names into failures: a pipeline that lost its
browser must not stay green.
"""

import os
from typing import NoReturn

import pytest


def skip_or_fail(name: str, reason: str) -> NoReturn:
    """Skip the test for a missing program, or fail where it is required."""
    if name in os.environ.get("PANTAU_CI_REQUIRE", "").split():
        pytest.fail(f"{reason} (wajib di sini: PANTAU_CI_REQUIRE)", pytrace=False)
    pytest.skip(reason)
