"""Nothing that is shown depends on a hidden answer: the strongest form of suppression, asked of everything there is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from data_access.confidential import ConfidentialRepository
from data_access.engine import make_engine
from data_access.repository import Scope
from data_access.satker_names import SatkerBaru
from data_access.sql_repository import SqlRepository
from scoring.periods import parse_period
from tests.kerahasiaan import survei
from tests.kerahasiaan.survei import BERJALAN, HARI_INI, SATKER, TRIWULAN, Isi, Orang, Sel, orang
from tests.support import databases
from tests.support.factories import PROPERTY, store_sheets

SEL = [(kode, periode) for kode in SATKER for periode in (*TRIWULAN, BERJALAN)]
SEMUA_PERTANYAAN = survei.questions()
WAKTU = (None, *map(parse_period, ("2026-05", "2026-TW1", "2026-TW2", "2026-S1", "2026", "2026-02..2026-09")))
_nilai = st.integers(0, 6)


@st.composite
def persons(draw: st.DrawFn, periode: str, low: int, high: int) -> list[Orang]:
    """Between ``low`` and ``high`` employees of one cell, each of whom answered something."""
    answers = st.tuples(st.integers(1, 6), _nilai, _nilai, _nilai).flatmap(st.permutations)
    one = st.builds(
        orang, st.just(periode), answers, st.integers(0, 2), st.sampled_from(["Laki-laki", "Perempuan", ""])
    )
    return draw(st.lists(one, min_size=low, max_size=high))


def same_gaps(draw: st.DrawFn, before: Sequence[Orang]) -> list[Orang]:
    """The same employees, who leave the same components open and answer the others anew."""
    return [
        (bulan, tuple(draw(st.integers(1, 6)) if value else 0 for value in answers), draw(st.sampled_from(["", "x"])))
        for bulan, answers, _ in before
    ]


@st.composite
def twins(draw: st.DrawFn) -> tuple[Isi, Isi]:
    """Two data sets that agree on every released cell; the hidden ones hold other answers, months, genders and counts."""
    one: dict[Sel, list[Orang]] = {}
    for kode, periode in SEL:
        size = draw(st.sampled_from([0, 3, 4, 5, 6, 9]))
        full = [(6, 5, 6, 4)] * size if draw(st.booleans()) else None
        made = draw(persons(periode, size, size))
        one[kode, periode] = made if full is None else [orang(periode, a) for a in full]
    # Somebody must have answered, or there is no survey.
    one["A", "2026-TW1"] = [orang("2026-TW1", (6, 6, 5, 4), n % 3) for n in range(6)]
    other = dict(one)
    for kode, periode in survei.hidden_cells(one):
        few = len(one[kode, periode]) < 5 or periode == BERJALAN
        other[kode, periode] = draw(persons(periode, 1, 4)) if few else same_gaps(draw, one[kode, periode])
    return one, other


@settings(PROPERTY, max_examples=max(PROPERTY.max_examples // 3, 1))
@given(twins(), st.lists(st.sampled_from(SEMUA_PERTANYAAN), min_size=3, max_size=3), st.sampled_from(TRIWULAN))
def test_hidden_answers_change_nothing(pair: tuple[Isi, Isi], asked: list[survei.Pertanyaan], periode: str):
    one, other = map(survei.wall, pair)
    assert survei.hidden_cells(pair[0]) == survei.hidden_cells(pair[1])
    for question in asked:
        assert survei.answer(one, question) == survei.answer(other, question), question
    assert survei.pages(one, periode) == survei.pages(other, periode)


# Hidden: B in the first quarter (3 people), C in the second (a component answered by 2), A in the running one.
TETAP: Isi = {
    ("A", "2026-TW1"): [orang("2026-TW1", (6, 5, 4, 6), n % 3) for n in range(7)],
    ("B", "2026-TW1"): [orang("2026-TW1", (1, 2, 1, 1), n) for n in range(3)],
    ("C", "2026-TW1"): [orang("2026-TW1", (5, 5, 6, 6), 1) for _ in range(5)],
    ("A", "2026-TW2"): [orang("2026-TW2", (6, 6, 6, 5), n % 2) for n in range(8)],
    ("C", "2026-TW2"): [orang("2026-TW2", (4, 4, 4, 2 if n < 2 else 0), n % 3) for n in range(6)],
    ("B", "2026-TW3"): [orang("2026-TW3", (3, 4, 5, 6), n % 3) for n in range(11)],
    ("A", BERJALAN): [orang(BERJALAN, (2, 2, 2, 2)) for _ in range(9)],
}
LAIN: Isi = {
    **TETAP,
    ("B", "2026-TW1"): [orang("2026-TW1", (6, 0, 6, 6), 2, "Perempuan")],
    ("C", "2026-TW2"): [orang("2026-TW2", (1, 6, 1, 6 if n < 2 else 0), n % 3) for n in range(6)],
    ("A", BERJALAN): [orang(BERJALAN, (6, 6, 6, 6), 1) for _ in range(4)],
}


def test_all_questions_on_one_example():
    assert survei.hidden_cells(TETAP) == {("B", "2026-TW1"), ("C", "2026-TW2"), ("A", BERJALAN)}
    one, other = survei.wall(TETAP), survei.wall(LAIN)
    # A prime step: over the run of all tests every scope, period, choice and key meets every other.
    for question in SEMUA_PERTANYAAN[::97]:
        assert survei.answer(one, question) == survei.answer(other, question), question
    for periode, jenis in (("2026-TW1", ()), ("2026-TW2", ("Lapas",)), (BERJALAN, ()), ("2026", ())):
        assert survei.pages(one, periode, jenis) == survei.pages(other, periode, jenis)
        assert survei.export(one, periode) == survei.export(other, periode)


def test_the_same_questions_tell_the_two_apart_without_the_wall():
    """The comparison can fail: of the raw answers it does."""
    question = next(q for q in SEMUA_PERTANYAAN if q.keys == () and q.saringan.periode is None)
    raw = [survei.raw(isi).rekap(Scope.everything(), question.saringan, keys=()).to_csv() for isi in (TETAP, LAIN)]
    assert raw[0] != raw[1]


@contextmanager
def stored(isi: Isi, file: Path) -> Iterator[ConfidentialRepository]:
    """The same survey in a database."""
    engine = make_engine(databases.url_of(databases.make_empty(file)))
    satker = [SatkerBaru(kode, nama) for kode, nama in SATKER.items()]
    store_sheets(engine, survei.sheet(isi), satker=satker)
    yield ConfidentialRepository(SqlRepository(engine), HARI_INI)
    engine.dispose()


def test_the_database_keeps_the_same_silence(tmp_path: Path):
    """Also about its imports: the history tells no counts, a number names only imports of released answers."""
    everything = Scope.everything()
    with stored(TETAP, tmp_path / "satu.db") as one, stored(LAIN, tmp_path / "dua.db") as other:
        for question in SEMUA_PERTANYAAN[::263]:
            assert survei.answer(one, question) == survei.answer(other, question), question
        seen = survei.pages(one, "2026-TW2")
        assert seen == survei.pages(other, "2026-TW2") == survei.pages(survei.wall(TETAP), "2026-TW2")
        assert survei.export(one, "2026-TW2") == survei.export(other, "2026-TW2")
        assert survei.score_json(one) == survei.score_json(other)
        assert one.imports(everything).to_csv() == other.imports(everything).to_csv()
        batch = one.imports(everything).iloc[0]
        assert '"n": null' in batch["ringkasan"]
        assert batch[["baris_dibaca", "lembar_disimpan", "ukuran"]].isna().all()
        # 7 + 5 + 8 + 11 people in the four released cells, nobody else.
        question = next(q for q in SEMUA_PERTANYAAN if q.saringan.periode is None)
        assert one.batches(everything, question.saringan)["n"].tolist() == [7 + 5 + 8 + 11]


def test_hidden_sums_are_not_in_the_span_of_what_is_shown():
    """The attack itself: every shown sum is a linear combination of cells; no hidden cell can be solved for."""
    cells = list(TETAP)
    # Totals are what gives cells away: by satker, of all, of one jenis, over every kind of period.
    asked = [
        q
        for q in SEMUA_PERTANYAAN
        if q.scope.satker is None
        and q.keys in {(), ("satker",)}
        and not q.saringan.satker
        and q.saringan.periode in WAKTU
    ]

    def spans(make: Callable[[Isi], object]) -> dict[Sel, bool]:
        base = survei.shown_sums(make(TETAP), asked)
        columns = []
        for cell in cells:
            first, *others = TETAP[cell]
            raised = (first[0], (first[1][0] % 6 + 1, *first[1][1:]), first[2])
            moved = survei.shown_sums(make({**TETAP, cell: [raised, *others]}), asked)
            assert moved.keys() == base.keys()
            columns.append([moved[key] - base[key] for key in base])
        matrix = np.array(columns).T
        rank = np.linalg.matrix_rank(matrix)
        unit = np.eye(len(cells))
        return {
            cell: np.linalg.matrix_rank(np.vstack([matrix, unit[number]])) == rank for number, cell in enumerate(cells)
        }

    hidden = survei.hidden_cells(TETAP)
    found = spans(survei.wall)
    assert found == {cell: cell not in hidden for cell in cells}
    # The attack is a real one: it takes the usual suppression apart, and finds the hidden three.
    naive = spans(lambda isi: survei.NaiveRepository(survei.raw(isi)))
    assert naive["B", "2026-TW1"]
