"""Damaged and random files: always a result or a DataError, never another exception, and the program lives on."""

import random
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data_access.errors import DataError
from data_access.files.reading.codec import unpack_head
from data_access.files.reading.limits import DEFAULT
from data_access.files.reading.preflight import check_workbook
from data_access.files.reading.refusal import RefusalError
from data_access.files.reading.worker import read_content
from data_access.files.source import Pemeriksaan, inspect_raw
from scoring.instruments import shipped_instrument
from tests.files.makers import INSTRUMEN, SKM, check, csv_bytes, rewrite_zip, sheet_xml, survey, xlsx

GOOD = xlsx(survey([*SKM, "Layanan", "Usia"], [[4, 3, 2, 1, 4, 3, 2, 1, 4, "SIM", 30]] * 5))
SHEET = "xl/worksheets/sheet1.xml"


def examples(number: int) -> settings:
    """So many examples, the same ones in every run, without a time limit for a single one."""
    return settings(
        max_examples=number, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )


def judge(content: bytes, name: str = "survei.xlsx") -> None:
    """The file through everything; a result must be consistent with itself, a refusal a sentence."""
    refusal = "."
    try:
        inspected = check(content, name=name)
    except DataError as exc:
        refusal = str(exc)
    else:
        assert_consistent(inspected)
    assert refusal.endswith(".")


def assert_consistent(inspected: Pemeriksaan) -> None:
    for sheet in inspected.hasil.lembar:
        maximum = sheet.instrumen.skala_maks
        assert sheet.butir.shape == (len(sheet.baris), sum(len(unsur.butir) for unsur in sheet.instrumen.unsur))
        assert int(sheet.butir.min()) >= 0
        assert int(sheet.butir.max()) <= maximum
        assert (sheet.butir.max(axis=1) > 0).all()


def mutate(content: bytes, noise: random.Random) -> bytes:
    damaged = bytearray(content)
    for _ in range(noise.randint(1, 12)):
        place = noise.randrange(len(damaged))
        match noise.randrange(4):
            case 0:
                damaged[place] = noise.randrange(256)
            case 1:
                del damaged[place : place + noise.randint(1, 40)]
            case 2:
                damaged[place:place] = noise.randbytes(noise.randint(1, 20))
            case _:
                damaged = damaged[: max(1, place)] if noise.random() < 0.2 else damaged
    return bytes(damaged)


@examples(30)
@given(st.integers(0, 2**32))
def test_damaged_workbooks(seed: int):
    judge(mutate(GOOD, random.Random(seed)))


@examples(30)
@given(st.integers(0, 2**32))
def test_damaged_xml_inside_an_intact_zip(seed: int):
    """Damage that gets past the checksums of the zip and reaches the parser."""
    judge(rewrite_zip(GOOD, {SHEET: mutate(sheet_xml(GOOD), random.Random(seed))}))


@examples(400)
@given(st.integers(0, 2**32))
def test_the_look_into_the_zip_survives_everything(seed: int):
    """In this process, because it runs no foreign parser: only its own refusal may leave it."""
    with suppress(RefusalError):
        assert check_workbook(mutate(GOOD, random.Random(seed)), DEFAULT)[1].counts == {}


@examples(400)
@given(st.binary(max_size=400) | st.text(max_size=300).map(str.encode))
def test_any_bytes_as_csv(content: bytes):
    head, _ = unpack_head(read_content(content, DEFAULT))
    if "tolak" in head:
        assert str(head["tolak"]).endswith(".")
    else:
        assert head["jenis"] == "csv"


CELLS = st.one_of(
    st.none(),
    st.integers(-2, 8),
    st.floats(-10, 60_000, allow_nan=False),
    st.booleans(),
    st.sampled_from(
        [
            "",
            "-",
            "4",
            "4,0",
            "Sangat Baik",
            "TOTAL",
            "CONTOH",
            "27/05/2024",
            "05/27/2024",
            "L",
            "35",
            "S01",
            "0812345678901",
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12),
)
HEADERS = st.sampled_from(
    [
        *SKM,
        "A1",
        "A2",
        "A3",
        "A4",
        "A5",
        "Tanggal",
        "Satker",
        "Usia",
        "JK",
        "Layanan",
        "Nama",
        "Persyaratan",
        "Waktu",
        "x",
        "",
    ]
)


@examples(400)
@given(st.lists(HEADERS, min_size=1, max_size=16), st.lists(st.lists(CELLS, max_size=16), max_size=12))
def test_any_table(header: Sequence[str], rows: Sequence[Sequence[Any]]):
    """Any cells under any headers, without the child: recognition and conversion never fail, never invent answers."""
    raw = raw_table([header, *rows])
    from data_access.files.options import ImportOptions

    inspected = inspect_raw(raw, ImportOptions(untuk_disimpan=False), INSTRUMEN)
    assert inspected.hasil.lembar or inspected.hasil.masalah
    summary = inspected.hasil.ringkasan
    assert summary.baris_dipakai <= summary.baris_dibaca <= len(rows)


def raw_table(rows: Sequence[Sequence[Any]]):
    from data_access.files.reading.cells import RawColumn, RawFile, RawSheet

    width = max(map(len, rows))
    columns = []
    for place in range(width):
        cells = [row[place] if place < len(row) else None for row in rows]
        columns.append(RawColumn(tuple(cells), np.arange(len(cells), dtype=np.int32)))
    return RawFile("t", "0", 0, "csv", (RawSheet("CSV", len(rows), tuple(columns)),))


@examples(12)
@given(st.lists(st.lists(st.integers(1, 4), min_size=9, max_size=9), min_size=1, max_size=20))
def test_every_answer_arrives(table: list[list[int]]):
    """What is written is what is read, in the score form and in the words of the form."""
    skm = shipped_instrument("skm")
    words = [{number: text for text, number in unsur.butir[0].label} for unsur in skm.unsur]
    texts = [[words[place][number] for place, number in enumerate(row)] for row in table]
    for rows in (table, texts):
        (sheet,) = check(csv_bytes([[unsur.nama for unsur in skm.unsur], *rows])).hasil.lembar
        assert sheet.butir.tolist() == table


def test_damaged_files_of_every_format():
    """The short form of ``python -m tests.files.fuzz``, with made files only."""
    pytest.importorskip("resource", reason="proses anak dibatasi hanya di Linux dan macOS")
    from tests.files import fuzz

    result = fuzz.run(fuzz.seeds(None), range(100))
    assert result.wrong == []
    assert result.largest < 512 * 2**20
    endings = {ending for _, ending in result.endings}
    assert {"dibaca", "ditolak dengan kalimat"} <= endings
