"""The scale on which values stand: what the header says, what is possible, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.indeks import Aturan
from scoring.instruments import Instrumen
from scoring.recompute import ASLI, EMPAT, SERATUS, to_scale

# Under this a value is none of 100 and over it none of an answer scale (scales end at 10 at the most).
_TERATAS = 10.0
_NOISE = 1e-9


def possible(values: Sequence[float], aturan: Aturan) -> tuple[str, ...]:
    """The scales on which all ``values`` can stand; where two are the same scale, the answers' own."""
    item = aturan.instrumen
    low, high = min(values), max(values)
    found = []
    if item.skala_min - _NOISE <= low and high <= item.skala_maks + _NOISE:
        found.append(ASLI)
    if low >= 1 - _NOISE and high <= 4 + _NOISE and not is_same_as_four(item):
        found.append(EMPAT)
    if high > max(_TERATAS, item.skala_maks) and _fits_100(low, high, aturan):
        found.append(SERATUS)
    return tuple(found)


def is_possible(values: Sequence[float], skala: str, aturan: Aturan) -> bool:
    """Whether all ``values`` can stand on a scale that a header or the operator names."""
    low, high = min(values), max(values)
    if skala == SERATUS:
        return _fits_100(low, high, aturan)
    if skala == EMPAT:
        return low >= _lowest(EMPAT, aturan) - _NOISE and high <= 4 + _NOISE
    return low >= aturan.instrumen.skala_min - _NOISE and high <= aturan.instrumen.skala_maks + _NOISE


def is_same_as_four(item: Instrumen) -> bool:
    """Answers from 1 to 4 are scale 4 already."""
    return (item.skala_min, item.skala_maks) == (1, 4)


def _fits_100(low: float, high: float, aturan: Aturan) -> bool:
    return low >= _lowest(SERATUS, aturan) - _NOISE and high <= 100 + _NOISE


def _lowest(skala: str, aturan: Aturan) -> float:
    """The lowest value a scale can have under the instrument's conversion: 25 of 100 under x 25, 0 under min-maks."""
    return to_scale(float(aturan.instrumen.skala_min), skala, aturan.konversi.kode, aturan)


def choose(
    values: Sequence[float], stated: str, chosen: str, aturan: Aturan, beside: str = ""
) -> tuple[str, tuple[str, ...]]:
    """(scale, scales it could be). ``stated``: by the header; ``chosen``: by the operator; ``beside``: the scale of the
    unsur where these are their index and lie in their range. '' and several: must be asked; '' and none: impossible."""
    # An index and its conversion stand beside each other under one label: the choice is for the column that can have it.
    named = stated if stated and chosen and not is_possible(values, chosen, aturan) else chosen or stated
    if named:
        skala = ASLI if named == EMPAT and is_same_as_four(aturan.instrumen) else named
        return (skala, (skala,)) if is_possible(values, skala, aturan) else ("", ())
    found = possible(values, aturan)
    if beside in found:
        return beside, found
    return (found[0] if len(found) == 1 else ""), found
