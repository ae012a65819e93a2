"""Large CSV are read column by column: cell for cell the same as record by record, or not at all."""

import csv
import io
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data_access.files.reading import csv_columns
from data_access.files.reading.csv_columns import plan_columns, read_columns
from data_access.files.reading.csv_text import iter_rows
from data_access.files.reading.limits import DEFAULT
from data_access.files.reading.reader import read_file
from data_access.files.reading.refusal import RefusalError
from data_access.files.reading.tables import Table, encode, no_tick

WIDTHS: dict[int, type[np.unsignedinteger]] = {1: np.uint8, 2: np.uint16, 4: np.uint32}
Rows = Sequence[Sequence[str]]


def cells(table: Table) -> list[tuple[object, ...]]:
    columns = []
    for head, block in zip(table.head["kolom"], table.blocks, strict=True):
        codes = np.frombuffer(block, dtype=WIDTHS[head["lebar"]])
        columns.append([head["nilai"][code] for code in codes])
    return list(zip(*columns, strict=True))


def both(text: str, separator: str = ",") -> tuple[Table | None, Table]:
    """(column by column, record by record)."""
    plan = plan_columns(text, separator, DEFAULT)
    fast = read_columns(text.encode(), plan, separator, DEFAULT, no_tick) if plan else None
    return fast, encode(iter_rows(text, separator, DEFAULT), DEFAULT)


def written(rows: Rows, separator: str = ",", newline: str = "\n") -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=separator, lineterminator=newline).writerows(rows)
    return buffer.getvalue()


@pytest.fixture(autouse=True)
def _small_files_count_as_large(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(csv_columns, "LARGE", 200)


CELLS = st.sampled_from(
    ["", "4", "ya", "a;b", "é", 'di"a', "dua\nbaris", "a,b", " ", "NA", "null", "1.0", "x" * 300, "001", "'", "#"]
)


@settings(max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=40),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_the_same_cells_as_record_by_record(rows: list[tuple[str, str, str]], separator: str, newline: str):
    head = [["No", "U1", "Saran"], *[[str(number), "4", "baik"] for number in range(csv_columns.LARGE)]]
    fast, slow = both(written([*head, *rows, ["z", "z", "z"]], separator, newline), separator)
    if fast is not None:
        assert fast.head["baris"] == slow.head["baris"]
        assert cells(fast) == cells(slow)
    elif not any('"' in cell for row in rows for cell in row):
        pytest.fail("a plain file was not read by columns")


def test_titles_above_and_blank_rows_between_and_below():
    """Also a blank line in the middle, which is a row like any other."""
    rows = [
        ["Rekap"],
        [],
        ["No", "U1"],
        *[[str(number), "4"] for number in range(500)],
        [],
        ["7", "3"],
        ["", ""],
        ["", ""],
    ]
    fast, slow = both(written(rows))
    assert fast is not None
    assert fast.head["baris"] == slow.head["baris"] == 505
    assert cells(fast) == cells(slow)


@pytest.mark.parametrize("wrong", ["1,2,3", "1", '1,"2" x'])
def test_what_is_not_rectangular_is_left_to_the_other_reader(wrong: str):
    lines = [*["1,2"] * 300, wrong, *["3,4"] * 5]
    plan = plan_columns("\n".join(lines), ",", DEFAULT)
    assert plan is None or read_columns("\n".join(lines).encode(), plan, ",", DEFAULT, no_tick) is None


def test_many_distinct_values_and_a_text_that_is_too_long():
    rows = [[str(number), f"nama {number}"] for number in range(70_000)]
    fast, slow = both(written(rows))
    assert fast is not None
    assert [one["lebar"] for one in fast.head["kolom"]] == [4, 4]
    assert cells(fast) == cells(slow)
    with pytest.raises(RefusalError, match="32\\.767 huruf"):
        both(written([*rows[:300], ["1", "x" * 40_000]]))


def test_a_large_file_through_the_child():
    """More than 4 MB: the child really takes this way; the row numbers are those of the records."""
    lines = [
        "\ufeffNo;U1;Saran",
        *[f"{number};4;cukup baik dan ramah sekali petugasnya di sini" for number in range(90_000)],
    ]
    sheet = read_file("\n".join(lines).encode(), "besar.csv").lembar[0]
    assert sheet.n_baris == 90_001
    assert sheet.row(90_001)[0] == "89999"
    assert sheet.row(1) == ("No", "U1", "Saran")
