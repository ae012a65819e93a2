"""Rows that are no respondents are left out and told when that is certain, and asked about when it is not."""

from collections.abc import Sequence

import pytest

from data_access.files.source import Pemeriksaan
from tests.files.makers import SKM
from tests.files.raw import LOOK, look

ROWS = [
    [4, 3, 4, 3, 4, 3, 4, 3, 4],
    [3, 3, 3, 3, 3, 3, 3, 3, 3],
    [1, 2, 3, 4, 1, 2, 3, 4, 1],
    [2, 2, 2, 2, 2, 2, 2, 2, 2],
]
SUMS = [10, 10, 12, 12, 10, 10, 12, 12, 10]
MEANS = [2.5, 2.5, 3, 3, 2.5, 2.5, 3, 3, 2.5]


def read(header: Sequence[object], rows: Sequence[Sequence[object]]) -> Pemeriksaan:
    """Cells as a CSV would hold them, read without the child process."""
    cells = [["" if cell == "" else str(cell) for cell in row] for row in [[*header, *SKM], *rows]]
    return look({"Data": cells}, LOOK)


def outcome(inspected: Pemeriksaan) -> tuple[list[int], tuple[int, ...], tuple[int, ...]]:
    """(rows taken, rows left out, rows in doubt)."""
    taken = inspected.hasil.lembar[0].baris.tolist() if inspected.hasil.lembar else []
    told = {one.kode: one.baris_awal for one in inspected.hasil.masalah}
    return taken, told.get("BARIS_KAKI_DILEWATI", ()), told.get("BARIS_KAKI", ())


@pytest.mark.parametrize("place", range(4))
def test_the_label_may_stand_in_any_column(place: int):
    """Also in the column of an answer, where a merged cell puts it."""
    rows = [[number, "27/05/2024", "L", *row] for number, row in enumerate(ROWS, start=1)]
    cells: list[object] = ["", "", "", *SUMS]
    cells[place] = "TOTAL"
    assert outcome(read(["No", "Tanggal", "JK"], [*rows, cells])) == ([2, 3, 4, 5], (6,), ())


def test_footers_within_the_body():
    """Two pages of a printed report: a subtotal, the titles again, the next people."""
    body: list[list[object]] = [[number, "L", *row] for number, row in enumerate(ROWS, start=1)]
    rows: list[list[object]] = [
        *body[:2],
        ["Jumlah", "", *SUMS],
        ["No", "JK", *SKM],
        *body[2:],
        ["Rata-rata", "", *MEANS],
    ]
    assert outcome(read(["No", "JK"], rows)) == ([2, 3, 6, 7], (4, 5, 8), ())


@pytest.mark.parametrize(
    "text", ["Total sangat memuaskan", "Nilai plus untuk petugas", "Jumlah loket kurang", "Indeks"]
)
def test_what_a_respondent_writes_never_makes_him_a_footer(text: str):
    rows = [[text, number, "L", *row] for number, row in enumerate(ROWS, start=1)]
    assert outcome(read(["Saran", "No", "JK"], rows)) == ([2, 3, 4, 5], (), ())


def test_a_name_like_a_label_is_asked_about():
    rows = [[number, "Budi", "L", *row] for number, row in enumerate(ROWS[:3], start=1)]
    taken, left_out, doubtful = outcome(read(["No", "Nama", "JK"], [*rows, ["Total", "Siti", "L", *ROWS[3]]]))
    assert (taken, left_out, doubtful) == ([], (), (5,))


def test_free_text_alone_is_asked_about():
    """Only answers and a text 'Total': a person's remark, or a total that looks like answers."""
    rows: list[list[object]] = [["baik", *ROWS[0]], ["Total", *ROWS[1]], ["ramah", *ROWS[2]]]
    assert outcome(read(["Saran"], rows)) == ([], (), (3,))


@pytest.mark.parametrize("values", [SUMS, [f"{value}".replace(".", ",") for value in MEANS]])
def test_sums_and_means_without_a_label_are_noticed(values: list[object]):
    assert outcome(read([], [*ROWS, values])) == ([2, 3, 4, 5], (6,), ())
    with_number = [[number, *row] for number, row in enumerate(ROWS, start=1)]
    assert outcome(read(["No"], [*with_number, ["", *values]])) == ([2, 3, 4, 5], (6,), ())


def test_rounded_means_without_a_label_are_noticed():
    three = [[1] * 9, [1] * 9, [2] * 9]
    assert outcome(read([], [*three, ["1,33"] * 9])) == ([2, 3, 4], (5,), ())


def test_whole_means_without_a_label():
    """Everybody answered 3: a last row of 3 is a person, unless all other rows have a number and it has none."""
    same = [[3] * 9] * 3
    assert outcome(read([], [*same, [3] * 9])) == ([2, 3, 4, 5], (), ())
    numbered = [[number, *row] for number, row in enumerate(same, start=1)]
    assert outcome(read(["No"], [*numbered, ["", *[3] * 9]])) == ([], (), (5,))


def test_the_row_that_counts_the_columns():
    rows = [[number, "L", *row] for number, row in enumerate(ROWS, start=1)]
    for numbers in ([f"({place})" for place in range(1, 12)], list(range(1, 12))):
        assert outcome(read(["No", "JK"], [numbers, *rows])) == ([3, 4, 5, 6], (2,), ())


def test_a_person_who_answers_1_2_3_4_is_kept():
    rows = [[1, 2, 3, 4, 4, 3, 2, 1, 1], *ROWS]
    assert outcome(read([], rows)) == ([2, 3, 4, 5, 6], (), ())
