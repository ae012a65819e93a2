"""Any combination of what layouts are made of gives the answers that were written, or asks; it never invents any."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data_access.files.options import ImportOptions
from scoring.instruments import shipped_instrument
from tests.files.raw import look

SKM = shipped_instrument("skm")
CODES, NAMES = [unsur.kode for unsur in SKM.unsur], [unsur.nama for unsur in SKM.unsur]
OPTIONS = ImportOptions(instrumen=SKM, untuk_disimpan=False)
TITLES = [
    ["REKAPITULASI SURVEI"],
    [],
    ["Satuan Kerja", "Lapas Sampit"],
    ["Periode : Juni 2024"],
    ["LAPORAN", "", "", "2024"],
]
ANSWERS = st.lists(st.lists(st.integers(1, 4), min_size=9, max_size=9), min_size=3, max_size=8)
FEET = st.lists(
    st.sampled_from(["TOTAL", "Rata-Rata", "NRR / Unsur", "NRR Tertimbang", "Indeks", "tanpa nama"]), max_size=5
)
Rows = list[list[Any]]


def header(style: str, before: list[str], after: list[str]) -> Rows:
    """One of the forms in which titles come."""
    blank = [""] * len(before)
    match style:
        case "kode":
            return [[*before, *CODES, *after]]
        case "nama":
            return [[*before, *NAMES, *after]]
        case "kelompok":
            return [[*before, "Nilai Unsur Pelayanan", *[""] * 8, *after], [*blank, *CODES, *[""] * len(after)]]
        case _:
            return [[*before, *NAMES, *after], [*blank, *CODES, *[""] * len(after)]]


def footer(label: str, place: int, before: int, answers: list[list[int]]) -> list[Any]:
    columns = list(zip(*answers, strict=True))
    sums = [sum(column) for column in columns]
    values: list[Any] = sums if label == "TOTAL" else [round(total / len(answers), 2) + 0.001 for total in sums]
    if label == "tanpa nama":
        label, values = "", [total + 0.0 if max(sums) > 10 else "" for total in sums]
    cells: list[Any] = [""] * before
    cells[place % before] = label
    return [*cells, *values]


@settings(max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(
    ANSWERS,
    st.lists(st.sampled_from(TITLES), max_size=6),
    st.sampled_from(["kode", "nama", "kelompok", "bertumpuk"]),
    st.booleans(),
    FEET,
    st.integers(0, 2),
)
def test_every_combination_gives_its_answers(
    answers: list[list[int]], titles: Rows, style: str, has_numbers_row: bool, feet: list[str], place: int
):
    before, after = ["No", "Jenis Kelamin", "Tanggal"], ["Saran"]
    rows: Rows = [*titles, *header(style, before, after)]
    if has_numbers_row:
        rows.append([f"({number})" for number in range(1, 14)])
    first = len(rows) + 1
    rows += [[number, "L", "27/05/2024", *row, "Total sudah baik"] for number, row in enumerate(answers, start=1)]
    rows += [footer(label, place, len(before), answers) for label in feet]
    inspected = look({"Data": rows}, OPTIONS)
    assert [one.pesan for one in inspected.hasil.problems("galat")] == []
    (sheet,) = inspected.hasil.lembar
    assert sheet.butir.tolist() == answers
    assert sheet.baris.tolist() == list(range(first, first + len(answers)))
