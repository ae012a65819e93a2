"""Whatever the answers, ids, and order of rows: melted to long form and read again they are the same answers."""

import random
from collections.abc import Mapping

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data_access.files.reading.cells import Cell, RawSheet
from data_access.files.shapes import widen
from data_access.files.source import inspect_raw
from tests.files.makers import INSTRUMEN, SKM
from tests.files.raw import LOOK, raw_file

Table = dict[str, dict[str, int]]
examples = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])

IDS = st.one_of(
    st.integers(1, 9_999).map(str),
    st.text("ABCDEFabcdef0123456789-", min_size=3, max_size=12).filter(lambda text: text.strip("-") != ""),
)
ANSWERS = st.dictionaries(st.sampled_from(SKM), st.integers(1, 4), min_size=5, max_size=9)
TABLES = st.dictionaries(IDS, ANSWERS, min_size=3, max_size=12).filter(
    lambda table: len({kode for row in table.values() for kode in row}) > 2
)


def melt(table: Table, form: str, seed: int) -> dict[str, list[list[Cell]]]:
    """The answers as one row an answer, in any order: as numbers, letters or ids of options with their table."""
    rows: list[list[Cell]] = []
    for kode, answers in table.items():
        for unsur, value in answers.items():
            forms: dict[str, Cell] = {"angka": value, "huruf": "abcd"[value - 1], "opsi": f"{unsur}-{value}"}
            rows.append([kode, unsur, forms[form]])
    random.Random(seed).shuffle(rows)
    header: list[Cell] = ["id_responden", "unsur", "jawaban_id" if form == "opsi" else "jawaban"]
    sheets: dict[str, list[list[Cell]]] = {"Jawaban": [header, *rows]}
    if form == "huruf":
        table_rows: list[list[Cell]] = [["unsur", "huruf", "pilihan", "skor"]]
        body: list[list[Cell]] = [
            [kode, "abcd"[value - 1], f"teks {value}", value] for kode in SKM for value in range(1, 5)
        ]
        random.Random(seed + 1).shuffle(body)
        sheets["Pilihan"] = [*table_rows, *body]
    if form == "opsi":
        options: list[list[Cell]] = [["jawaban_id", "unsur", "pilihan", "skor"]]
        sheets["Pilihan"] = options + [
            [f"{kode}-{value}", kode, f"teks {value}", value] for kode in SKM for value in range(1, 5)
        ]
    return sheets


def widened(sheets: Mapping[str, list[list[Cell]]]) -> tuple[Table, tuple[int, ...]]:
    found = widen(raw_file(sheets), INSTRUMEN)
    assert found is not None
    assert found.masalah == ()
    (sheet,) = found.raw.lembar
    return answers(sheet)


def answers(sheet: RawSheet) -> tuple[Table, tuple[int, ...]]:
    """(answers by id and question, rows of the file where the respondents begin) of a widened sheet."""
    header, *rows = (sheet.row(number) for number in range(1, sheet.n_baris + 1))
    table: Table = {}
    for row in rows:
        cells = dict(zip(header, row, strict=True))
        kode = str(cells["ID responden"])
        assert kode not in table
        table[kode] = {unsur: int(str(cells[unsur])) for unsur in SKM if cells.get(unsur) is not None}
    assert sheet.asal is not None
    return table, tuple(sheet.asal[1:].tolist())


@examples
@given(TABLES, st.sampled_from(["angka", "huruf", "opsi"]), st.integers(0, 2**20))
def test_melted_and_widened_is_the_same(table: Table, form: str, seed: int):
    sheets = melt(table, form, seed)
    read, asal = widened(sheets)
    assert read == table
    # Every row number shown is a row of that respondent.
    assert [sheets["Jawaban"][row - 1][0] for row in asal] == list(read)


@examples
@given(TABLES, st.integers(0, 2**20), st.integers(0, 2**20))
def test_the_order_of_the_rows_changes_nothing(table: Table, one: int, other: int):
    assert widened(melt(table, "angka", one))[0] == widened(melt(table, "angka", other))[0]


@examples
@given(TABLES, st.integers(0, 2**20), st.data())
def test_corrections_in_any_order_leave_the_last_answer(table: Table, seed: int, data: st.DataObject):
    """Answers given again later replace the former ones, wherever their rows stand."""
    header: list[Cell] = ["id_responden", "unsur", "jawaban", "waktu"]
    rows: list[list[Cell]] = [
        [kode, unsur, value, "2024-05-01 08:00:00"] for kode, row in table.items() for unsur, value in row.items()
    ]
    expected = {kode: dict(row) for kode, row in table.items()}
    corrected = data.draw(st.lists(st.sampled_from(sorted(table)), max_size=3, unique=True))
    for kode in corrected:
        unsur = data.draw(st.sampled_from(sorted(table[kode])))
        value = data.draw(st.integers(1, 4))
        rows.append([kode, unsur, value, "2024-05-01 08:30:00"])
        expected[kode][unsur] = value
    random.Random(seed).shuffle(rows)
    found = widen(raw_file({"Jawaban": [header, *rows]}), INSTRUMEN)
    assert found is not None
    assert {one.kode for one in found.masalah} <= {"JAWABAN_DIGANTI", "JAWABAN_BERULANG"}
    assert sum(one.jumlah for one in found.masalah) == len(corrected)
    assert answers(found.raw.lembar[0])[0] == expected


HEADS = st.sampled_from([
    "id_responden", "responden", "id", "unsur", "pertanyaan", "id_soal", "soal", "jawaban", "nilai", "skor", "jawaban_id",
    "waktu", "created_date", "satker", "loket", "id_loket", "nama_loket", "a", "b", "huruf", "flaghitungskor", "U1", "x", "",
])  # fmt: skip
CELLS = st.one_of(
    st.none(), st.integers(-1, 9), st.floats(0, 5), st.booleans(), st.sampled_from(SKM),
    st.sampled_from(["a", "d", "R1", "R2", "", "-", "0000-00-00", "2024-05-01 08:00:00", "Baik", "4,0", "TOTAL"]),
    st.text(max_size=4),
)  # fmt: skip
LONG_HEADS = st.lists(HEADS, max_size=3).map(lambda more: ["id_responden", "unsur", "jawaban", "skor", *more])
SHEETS = st.lists(
    st.tuples(LONG_HEADS | st.lists(HEADS, min_size=2, max_size=7), st.lists(st.lists(CELLS, max_size=7), max_size=14)),
    min_size=1, max_size=3,
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SHEETS)
def test_any_tables_end_in_a_result_or_a_problem(sheets: list[tuple[list[str], list[list[Cell]]]]):
    """Whatever stands in tables called like a survey's: no failure, every row of a message is a row of the file."""
    raw = raw_file({f"S{place}": [head, *rows] for place, (head, rows) in enumerate(sheets)})
    inspected = inspect_raw(raw, LOOK, INSTRUMEN)
    assert inspected.hasil.lembar or inspected.hasil.masalah
    longest = max(len(rows) for _, rows in sheets) + 1
    assert all(0 <= one.baris <= longest for one in inspected.hasil.masalah)
