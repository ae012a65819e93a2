"""Names of satker beside each other: the only place that tells two of one name apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping


def told_apart(nama: Mapping[str, str]) -> dict[str, str]:
    """Names by satker code, spaces put right; where two read the same (whatever their case), the code behind each:
    'Lapas Kelas IIB Sampit (LPS-02)'."""
    names = {kode: " ".join(full.split()) for kode, full in nama.items()}
    often = Counter(name.casefold() for name in names.values())
    return {kode: name if often[name.casefold()] == 1 else f"{name} ({kode})" for kode, name in names.items()}
