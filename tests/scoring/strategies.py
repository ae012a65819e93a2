"""Instruments and answers for property tests."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from scoring.instruments import Instrumen
from tests.support.factories import item_count, make_instrument

SKALA = [(1, 4), (1, 5), (1, 6), (1, 10), (2, 5)]
Answers = npt.NDArray[np.int8]


@st.composite
def instruments(draw: st.DrawFn) -> Instrumen:
    """3 to 6 unsur with 1 to 4 items each, any scale, a conversion that fits, equal or given weights."""
    skala = draw(st.sampled_from(SKALA))
    konversi = draw(st.sampled_from(["minmax", "proporsional"] + (["x25"] if skala == (1, 4) else [])))
    items = draw(st.lists(st.integers(1, 4), min_size=3, max_size=6))
    weights = st.lists(st.sampled_from([0.5, 1.0, 2.0, 3.0]), min_size=len(items), max_size=len(items))
    bobot = draw(st.none() | weights)
    return make_instrument(items, skala=skala, konversi=konversi, bobot=bobot)


@st.composite
def answers(
    draw: st.DrawFn, instrumen: Instrumen, *, complete: bool = False, min_rows: int = 1, max_rows: int = 12
) -> Answers:
    """Answers of a few respondents, 0 = no answer unless ``complete``."""
    given = st.integers(instrumen.skala_min, instrumen.skala_maks)
    elements = given if complete else st.one_of(given, given, given, st.just(0))
    rows = draw(st.integers(min_rows, max_rows))
    return draw(hnp.arrays(np.int8, (rows, item_count(instrumen)), elements=elements, fill=st.nothing()))


@st.composite
def surveys(draw: st.DrawFn, *, complete: bool = False, min_rows: int = 1) -> tuple[Instrumen, Answers]:
    """An instrument with answers to it."""
    instrumen = draw(instruments())
    return instrumen, draw(answers(instrumen, complete=complete, min_rows=min_rows))
