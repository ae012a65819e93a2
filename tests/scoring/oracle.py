"""The way from answers to an index once more, in plain Python and exact fractions: what the fast code must equal."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from scoring.instruments import Instrumen

Respondent = Sequence[int]


def unsur_score(instrumen: Instrumen, respondent: Respondent, number: int) -> Fraction | None:
    """Mean of the items of unsur ``number`` (from 0) that the respondent answered; None where none was."""
    start = sum(len(unsur.butir) for unsur in instrumen.unsur[:number])
    items = respondent[start : start + len(instrumen.unsur[number].butir)]
    given = [item for item in items if item]
    return Fraction(sum(given), len(given)) if given else None


def nrr(instrumen: Instrumen, respondents: Sequence[Respondent]) -> list[Fraction | None]:
    """NRR per unsur over the respondents who answered it; None where nobody did."""
    result: list[Fraction | None] = []
    for number in range(len(instrumen.unsur)):
        scores = [unsur_score(instrumen, respondent, number) for respondent in respondents]
        given = [score for score in scores if score is not None]
        result.append(sum(given, Fraction(0)) / len(given) if given else None)
    return result


def weighted(instrumen: Instrumen, values: Sequence[Fraction | None]) -> Fraction | None:
    """Sum of weight x value, weights renormalised over the unsur that have one."""
    weights = [Fraction(1) if unsur.bobot is None else Fraction(unsur.bobot) for unsur in instrumen.unsur]
    pairs = [(weight, value) for weight, value in zip(weights, values, strict=True) if value is not None]
    total = sum((weight for weight, _ in pairs), Fraction(0))
    return sum((weight * value for weight, value in pairs), Fraction(0)) / total if pairs else None


def index(instrumen: Instrumen, respondents: Sequence[Respondent]) -> Fraction | None:
    """Raw index of a group; None when nobody answered anything."""
    return weighted(instrumen, nrr(instrumen, respondents))


def respondent_index(instrumen: Instrumen, respondent: Respondent) -> Fraction | None:
    """Raw index of one respondent."""
    return index(instrumen, [respondent])
