"""Storing a file: whole or not at all, once only, and nothing guessed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, timedelta

import pytest
import sqlalchemy as sa

from data_access import schema
from data_access.answers import LembarJawaban
from data_access.engine import make_engine
from data_access.errors import RefusedError, SourceUnavailableError
from data_access.repository import Scope
from data_access.satker_names import SatkerBaru
from data_access.sql_repository import SqlRepository
from data_access.store import Berkas, HasilSimpan, store, unknown_satker
from scoring.instruments import shipped_instrument
from tests.data_access.state import assert_in_step, content, stored_rows, version
from tests.support.factories import NOW, at_minute, make_file, make_instrument, make_sheet, random_sheet, store_sheets

SPKP = shipped_instrument("spkp")
BERSARANG = make_instrument((1, 3, 2), kode="bersarang", skala=(1, 10))
ABC = tuple(SatkerBaru(kode) for kode in "ABC")


def two_sheets(seed: int = 1) -> list[LembarJawaban]:
    return [random_sheet(seed, SPKP, 30), random_sheet(seed + 1, BERSARANG, 20)]


def put(engine: sa.Engine, sheets: list[LembarJawaban], name: str = "survei.xlsx") -> HasilSimpan:
    return store(engine, make_file(name), sheets, now=NOW, create_satker=ABC)


def test_stores_a_file(engine: sa.Engine):
    result = put(engine, two_sheets())
    assert (result.is_baru, result.disimpan_pada, result.satker_baru) == (True, NOW, ("A", "B", "C"))
    assert result.jumlah == {"spkp": 30, "bersarang": 20}
    assert stored_rows(engine) == 50
    assert version(engine) == 1
    assert_in_step(engine)


def test_same_file_twice_changes_nothing(engine: sa.Engine):
    first = put(engine, two_sheets())
    before = content(engine)
    again = store(engine, make_file("survei.xlsx"), two_sheets(), now=NOW + timedelta(days=9), create_satker=ABC)
    assert (again.is_baru, again.impor_id, again.disimpan_pada) == (False, first.impor_id, NOW)
    assert again.disimpan_pada.tzinfo == UTC
    assert content(engine) == before


def test_same_file_under_another_name_is_the_same_file(engine: sa.Engine):
    put(engine, two_sheets())
    before = content(engine)
    renamed = replace(make_file("survei.xlsx"), nama="salinan survei.xlsx", oleh="orang lain")
    assert not store(engine, renamed, two_sheets(), now=NOW).is_baru
    assert content(engine) == before


def test_a_better_synonym_does_not_let_a_file_in_twice(engine: sa.Engine):
    put(engine, [random_sheet(1, SPKP, 30)])
    newer = replace(SPKP, catatan="versi baru", unsur=(replace(SPKP.unsur[0], sinonim=("info",)), *SPKP.unsur[1:]))
    assert not put(engine, [random_sheet(1, newer, 30)]).is_baru
    assert stored_rows(engine) == 30


@pytest.mark.parametrize(
    ("change", "rows", "stored"),
    [
        (lambda: (make_file("survei.xlsx"), [random_sheet(1, SPKP, 30, satker=("D",))]), 60, 30),
        (lambda: (make_file("survei.xlsx"), [random_sheet(1, make_instrument((1,) * 8, skala=(1, 6)), 30)]), 60, 30),
        # The same people again, in a file that was saved anew: a batch of its own that brings nobody.
        (lambda: (make_file("lain.xlsx"), [random_sheet(1, SPKP, 30)]), 30, 0),
        (lambda: (make_file("lain.xlsx"), [at_minute(random_sheet(1, SPKP, 30), 1)]), 60, 30),
    ],
    ids=["satker lain", "instrumen lain", "isi sama", "isi lain"],
)
def test_what_gives_the_file_another_meaning_makes_it_another_import(
    engine: sa.Engine, change: Callable[[], tuple[Berkas, list[LembarJawaban]]], rows: int, stored: int
):
    put(engine, [random_sheet(1, SPKP, 30)])
    file, sheets = change()
    result = store(engine, file, sheets, now=NOW, create_satker=[*ABC, SatkerBaru("D")])
    assert (result.is_baru, result.baru, result.tetap) == (True, stored, 30 - stored)
    assert stored_rows(engine) == rows
    assert version(engine) == 2
    assert_in_step(engine)


def test_another_mapping_that_gives_the_same_answers_is_no_other_import(engine: sa.Engine):
    first = put(engine, [random_sheet(1, SPKP, 30)])
    before = content(engine)
    again = store(
        engine, replace(make_file("survei.xlsx"), kunci="pemetaan lain"), [random_sheet(1, SPKP, 30)], now=NOW
    )
    assert (again.is_baru, again.impor_id) == (False, first.impor_id)
    assert content(engine) == before


def test_what_is_written_in_a_row(engine: sa.Engine):
    sheet = make_sheet(
        BERSARANG,
        [[10, 1, 0, 3, 0, 0], [0, 10, 9, 10, 4, 5]],
        tanggal=["2026-02-28T23:59:30", "2026-03-01T00:00:00"],
        layanan=["Paspor", ""],
        jenis_kelamin="P",
    )
    store_sheets(engine, sheet)
    with engine.connect() as connection:
        first, second = connection.execute(sa.select(schema.jawaban).order_by(schema.jawaban.c.baris)).all()
        found = connection.execute(sa.select(schema.kategori.c.id, schema.kategori.c.nama)).all()
        names = {row.id: row.nama for row in found}
    # Scores x 6, the least common multiple of one, two and three items.
    assert (first.u01, first.u02, first.u03) == (60, 12, None)
    assert (second.u01, second.u02, second.u03) == (None, 58, 27)
    assert (first.butir, second.butir) == ("A10300", "0A9A45")
    assert (first.bulan, first.menit, str(first.tanggal)) == (202602, 1439, "2026-02-28")
    assert (second.bulan, second.menit, str(second.tanggal)) == (202603, None, "2026-03-01")
    assert (first.indeks, second.indeks) == (6_000_000, 7_083_333)
    assert (names[first.layanan_id], second.layanan_id, first.usia_id) == ("Paspor", None, None)
    assert names[first.jenis_kelamin_id] == names[second.jenis_kelamin_id] == "P"
    assert (first.baris, second.baris) == (2, 3)


def test_single_items_need_no_second_copy(engine: sa.Engine):
    store_sheets(engine, make_sheet(SPKP, [[6, 5, 4, 3, 2, 1, 0, 6]]))
    with engine.connect() as connection:
        row = connection.execute(sa.select(schema.jawaban)).one()
    assert row.butir is None
    assert [row.u01, row.u02, row.u06, row.u07, row.u08, row.u09] == [6, 5, 1, None, 6, None]


def test_import_history(engine: sa.Engine):
    put(engine, two_sheets(), "april.xlsx")
    put(engine, [random_sheet(9, SPKP, 5)], "mei.csv")
    found = SqlRepository(engine).imports(Scope.everything())
    assert found["nama_berkas"].tolist() == ["mei.csv", "april.xlsx"]
    assert found["lembar_disimpan"].tolist() == [5, 50]
    assert found["oleh"].tolist() == ["penguji"] * 2
    assert found["diimpor_pada"].dt.to_pydatetime().tolist() == [NOW, NOW]
    assert found["is_contoh"].tolist() == [False, False]


def test_two_sheets_of_one_instrument_are_added_up(engine: sa.Engine):
    result = put(engine, [random_sheet(1, SPKP, 30), random_sheet(2, SPKP, 12)])
    assert result.jumlah == {"spkp": 42}
    assert_in_step(engine)


def test_rows_that_answer_nothing_are_no_respondents(engine: sa.Engine):
    sheet = make_sheet(SPKP, [[6] * 8, [0] * 8, [0, 5, 0, 0, 0, 0, 0, 0]], tanggal=["2026-01-01", "NaT", "2026-01-02"])
    assert store_sheets(engine, sheet).jumlah == {"spkp": 2}
    assert_in_step(engine)


def test_unknown_satker_are_listed_and_made_only_on_confirmation(engine: sa.Engine):
    sheets = [random_sheet(1, SPKP, 30)]
    assert unknown_satker(engine, sheets) == ["A", "B", "C"]
    with pytest.raises(RefusedError, match=r"Satker belum dikenal: B, C\. Konfirmasi"):
        store(engine, make_file(), sheets, now=NOW, create_satker=[SatkerBaru("A")])
    assert unknown_satker(engine, sheets) == ["A", "B", "C"]
    assert put(engine, sheets).satker_baru == ("A", "B", "C")
    assert unknown_satker(engine, sheets) == []


def test_a_satker_confirmed_twice_or_known_already_is_made_once(engine: sa.Engine):
    twice = [SatkerBaru("A"), SatkerBaru("A", "Lapas Kelas I Anggrek")]
    result = store(engine, make_file(), [make_sheet(SPKP, [[6] * 8])], now=NOW, create_satker=twice)
    assert result.satker_baru == ("A",)
    again = store(engine, make_file("b"), [make_sheet(SPKP, [[5] * 8])], now=NOW, create_satker=twice)
    assert (again.is_baru, again.satker_baru) == (True, ())
    assert SqlRepository(engine).satker(Scope.everything())["nama"].tolist() == ["Lapas Kelas I Anggrek"]


REFUSED: dict[str, tuple[Callable[[], list[LembarJawaban]], str]] = {
    "tanpa jawaban sama sekali": (lambda: [make_sheet(SPKP, [[0] * 8] * 3)], "Tidak ada jawaban"),
    "tanpa lembar": (list, "Tidak ada jawaban"),
    "tanpa tanggal": (
        lambda: [make_sheet(SPKP, [[6] * 8] * 3, tanggal=["2026-01-01", "NaT", "NaT"])],
        "2 baris tanpa tanggal \\(pertama: baris 3\\)",
    ),
    "tanpa satker": (
        lambda: [make_sheet(SPKP, [[6] * 8] * 3, satker=["A", "A", ""])], "1 baris tanpa satker \\(pertama: baris 4\\)",
    ),
    "jawaban di atas skala": (
        lambda: [make_sheet(SPKP, [[6] * 8, [6] * 7 + [7]])], "1 baris dengan jawaban di luar skala 1 sampai 6",
    ),
    "jawaban di bawah skala": (
        lambda: [make_sheet(make_instrument(skala=(2, 5)), [[5, 1, 5]])], "di luar skala 2 sampai 5",
    ),
    "jawaban negatif": (lambda: [make_sheet(SPKP, [[6] * 7 + [-1]])], "di luar skala"),
    "karakter NUL": (lambda: [make_sheet(SPKP, [[6] * 8], layanan="SIM\0")], "layanan yang memuat"),
    "teks terlalu panjang": (lambda: [make_sheet(SPKP, [[6] * 8], usia="é" * 501)], "usia yang memuat"),
    "lembar kedua rusak": (
        lambda: [random_sheet(1, SPKP, 10), make_sheet(BERSARANG, [[11] * 6])], "1 sampai 10 \\(bersarang\\)",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def kept(kept_engine: sa.Engine) -> sa.Engine:
    """A database with one file that every refused file must leave alone."""
    put(kept_engine, two_sheets(), "sebelumnya.xlsx")
    return kept_engine


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_stored_is_refused_and_leaves_no_trace(kept: sa.Engine, case: str):
    sheets, sentence = REFUSED[case]
    before = content(kept)
    with pytest.raises(RefusedError, match=sentence):
        put(kept, sheets())
    assert content(kept) == before
    assert version(kept) == 1


def test_the_longest_text_that_is_taken_fits_everywhere(engine: sa.Engine):
    # Four bytes a letter and nothing that compresses: the worst case for an index.
    text = "".join(chr(0x10000 + number) for number in range(500))
    store_sheets(engine, make_sheet(SPKP, [[6] * 8], satker=text, layanan=text))
    assert_in_step(engine)


OTHER_SHAPES = {
    "skala lain": replace(BERSARANG, skala_maks=9),
    "unsur lain": make_instrument((1, 3, 2, 1), kode="bersarang", skala=(1, 10)),
    "butir lain": make_instrument((1, 2, 2), kode="bersarang", skala=(1, 10)),
    "bobot lain": make_instrument((1, 3, 2), kode="bersarang", skala=(1, 10), bobot=(1, 2, 1)),
    "kode unsur lain": replace(BERSARANG, unsur=(replace(BERSARANG.unsur[0], kode="X"), *BERSARANG.unsur[1:])),
    "arah lain": replace(
        BERSARANG,
        unsur=(
            replace(BERSARANG.unsur[0], butir=(replace(BERSARANG.unsur[0].butir[0], arah="negatif"),)),
            *BERSARANG.unsur[1:],
        ),
    ),
}


@pytest.mark.parametrize("case", OTHER_SHAPES)
def test_an_instrument_of_the_same_code_and_another_shape_is_refused(kept: sa.Engine, case: str):
    before = content(kept)
    with pytest.raises(RefusedError, match="'bersarang' sudah tersimpan"):
        put(kept, [random_sheet(2, SPKP, 10), random_sheet(1, OTHER_SHAPES[case], 10)], "lain.xlsx")
    assert content(kept) == before
    assert version(kept) == 1


def test_new_wording_is_no_new_shape(engine: sa.Engine):
    put(engine, [random_sheet(1, BERSARANG, 10)])
    reworded = replace(BERSARANG, nama="Nama baru", konversi="proporsional", label=(("Ya", 1),))
    assert put(engine, [random_sheet(2, reworded, 10)], "lain.xlsx").is_baru
    assert_in_step(engine)


def test_a_database_without_tables_says_so(database_url: str):
    engine = make_engine(database_url)
    try:
        with pytest.raises(SourceUnavailableError, match="tidak dapat ditulis"):
            put(engine, two_sheets())
        with pytest.raises(SourceUnavailableError, match="tidak dapat dibaca"):
            unknown_satker(engine, two_sheets())
    finally:
        engine.dispose()
