"""Service users by layanan as one text: JSON of {layanan: number}, keys sorted, so that equal ones are equal texts."""

from __future__ import annotations

import json
from collections.abc import Mapping

LAYANAN_MAKS = 120  # letters of the name of a layanan


def breakdown_text(parts: Mapping[str, int]) -> str:
    """The text to store; '' for no breakdown."""
    if not parts:
        return ""
    return json.dumps(dict(parts), ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def read_breakdown(text: str) -> dict[str, int]:
    """Inverse of breakdown_text; empty where only the whole is known."""
    return {str(name): int(number) for name, number in json.loads(text).items()} if text else {}
