"""Rows: which of them are left out when the operator asks for it, and by what a row is known again."""

from collections.abc import Sequence

import pytest

from data_access.files.columns.mapping import ID, NOMOR, PRIBADI
from data_access.files.options import ImportOptions
from data_access.files.reading.cells import Cell
from data_access.files.source import Pemeriksaan
from data_access.files.values import source_ids
from scoring.instruments import shipped_instrument
from tests.files.makers import SKM, codes
from tests.files.raw import LOOK, look

SKIP = ImportOptions(untuk_disimpan=False, lewati_salah=True)
STORE = ImportOptions(lewati_salah=True)


def form(header: Sequence[str], rows: Sequence[Sequence[Cell]], options: ImportOptions = LOOK) -> Pemeriksaan:
    return look(
        {"Data": [[*header, *SKM], *([*row, *(1 + (n * n + k) % 4 for k in range(9))] for n, row in enumerate(rows))]},
        options,
    )


def ids(*values: Cell, header: str = "respondent_id") -> list[str] | None:
    inspected = form([header], [[value] for value in values])
    found = inspected.hasil.lembar[0].id_sumber
    return None if found is None else found.tolist()


def test_wrong_rows_are_left_out_with_their_reasons_when_asked():
    rows: list[list[Cell]] = [[7, *[4] * 8], [4] * 9, [3] * 9, ["entah", *[4] * 7, 3.5], [2] * 9]
    refused = look({"Data": [SKM, *rows]})
    assert refused.hasil.lembar == ()
    inspected = look({"Data": [SKM, *rows]}, SKIP)
    assert inspected.hasil.lembar[0].butir.tolist() == [[4] * 9, [3] * 9, [2] * 9]
    assert inspected.hasil.lembar[0].baris.tolist() == [3, 4, 6]
    assert inspected.hasil.ditolak_baris == (
        (2, "kolom A (U1): '7' di luar skala"),
        (5, "kolom A (U1): 'entah' tidak dikenal sebagai jawaban; kolom I (U9): '3.5' bukan bulat"),
    )
    (told,) = [one for one in inspected.hasil.masalah if one.kode == "BARIS_DILEWATI"]
    assert "2 dari 5 baris" in told.pesan
    assert "tidak dapat diketahui" in told.pesan
    assert inspected.hasil.ringkasan.baris_dipakai == 3
    assert not inspected.hasil.ditolak


def test_a_row_wrong_in_one_instrument_is_left_out_of_both():
    header = [*(f"U{n}" for n in range(1, 9)), *(f"A{n}" for n in range(1, 6))]
    rows = [[6] * 13, [*[5] * 8, 9, *[5] * 4], [4, *[6] * 12]]
    inspected = look({"Data": [header, *rows]}, SKIP)
    assert [one.baris.tolist() for one in inspected.hasil.lembar] == [[2, 4], [2, 4]]
    assert [row for row, _ in inspected.hasil.ditolak_baris] == [3]


def test_most_rows_wrong_is_another_meaning_and_refused():
    rows = [*[[7, *[4] * 8]] * 3, *[[4] * 9] * 2]
    inspected = look({"Data": [SKM, *rows]}, SKIP)
    assert "TERLALU_BANYAK_SALAH" in codes(inspected, "galat")
    assert (inspected.hasil.lembar, inspected.hasil.ditolak_baris) == ((), ())


def test_another_scale_is_never_left_out_row_by_row():
    rows = [*[[9] * 9] * 3, *[[4] * 9] * 7]
    inspected = look({"Data": [SKM, *rows]}, SKIP)
    assert codes(inspected, "galat") == ["SKALA_LAIN"]


def test_rows_without_satker_or_date_are_left_out_too():
    header = ["Tanggal", "Satker"]
    rows: list[list[Cell]] = [
        ["27/05/2024", "S1"],
        ["27/05/2024", ""],
        ["entah", "S1"],
        ["28/05/2024", "S1"],
        ["29/05/2024", "S1"],
    ]
    assert form(header, rows, ImportOptions()).hasil.ditolak
    inspected = form(header, rows, STORE)
    assert inspected.hasil.lembar[0].baris.tolist() == [2, 5, 6]
    assert [row for row, _ in inspected.hasil.ditolak_baris] == [3, 4]
    assert ["satker" in why for _, why in inspected.hasil.ditolak_baris] == [True, False]


def test_a_file_without_wrong_rows_is_the_same_with_and_without_the_choice():
    rows = [[4] * 9, [3] * 9]
    one, other = look({"Data": [SKM, *rows]}), look({"Data": [SKM, *rows]}, SKIP)
    assert one.hasil.masalah == other.hasil.masalah
    assert other.hasil.ditolak_baris == ()


@pytest.mark.parametrize(
    ("header", "values", "role"),
    [
        ("No", [1, 2, 3], NOMOR), ("Nomor Urut", [7, 8, 9], NOMOR), ("No. Responden", [1, 2, 3], NOMOR),
        ("Responden", [1, 2, 3], NOMOR), ("Responden", [655, 656, 660], ID), ("No. Responden", [2, 1, 3], ID),
        ("id", [1, 2, 3], ID), ("token", ["a1", "b2", "c3"], ID), ("_uuid", ["x-1", "x-2", "x-3"], ID),
        ("NIK", [1, 2, 3], PRIBADI),
    ],
)  # fmt: skip
def test_a_code_of_the_source_is_no_row_number(header: str, values: list[Cell], role: str):
    inspected = form([header], [[value] for value in values])
    assert inspected.pemetaan.kolom[0].peran == role
    found = inspected.hasil.lembar[0].id_sumber
    assert (found is not None) == (role == ID)


def test_ids_are_texts():
    assert ids(655, "R-7", "", 8.0, " a  b ") == ["655", "R-7", "", "8", "a b"]
    long = "x1" * 80
    (kept, *_) = ids(long, "2") or [""]
    assert len(kept) == 64
    assert ids("a1", header="No") is None


def test_two_id_columns_are_one_id():
    """A respondent may have several sessions (the market of services of Jepara)."""
    inspected = form(["respondent_id", "session"], [["a", 1], ["a", 2], ["b", 1], ["b", ""]])
    found = inspected.hasil.lembar[0].id_sumber
    assert found is not None
    assert found.tolist() == ["a|1", "a|2", "b|1", "b"]
    assert "ID_BERULANG" not in codes(inspected, "konfirmasi")


def test_ids_that_repeat_are_no_ids():
    inspected = form(["token"], [["t1"], [""], [""], ["t2"], ["t1"]])
    found = inspected.hasil.lembar[0].id_sumber
    assert found is not None
    assert found.tolist() == ["", "", "", "t2", ""]
    (told,) = [one for one in inspected.hasil.masalah if one.kode == "ID_BERULANG"]
    assert (told.tingkat, told.sel, told.jumlah) == ("konfirmasi", "A2", 2)
    assert "t1" not in told.pesan


def test_the_same_id_in_two_satker_is_two_people():
    inspected = form(["Satker", "token"], [["S1", "t1"], ["S2", "t1"], ["S1", "t2"]])
    found = inspected.hasil.lembar[0].id_sumber
    assert found is not None
    assert found.tolist() == ["t1", "t1", "t2"]


def test_a_number_of_a_person_is_never_an_id_itself(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(source_ids, "fingerprint", lambda _text: 4711)
    found = ids("3201011505900001", "budi@contoh.id", "A-1")
    assert found == ["", "", "A-1"]  # both have the same fingerprint here, so they repeat
    assert ids("3201011505900001", "A-1") == ["#4711", "A-1"]
    monkeypatch.setattr(source_ids, "fingerprint", lambda _text: 0)  # an installation without a secret
    assert ids("3201011505900001", "A-1") == ["", "A-1"]


def test_internal_answers_have_no_ids():
    integritas = shipped_instrument("integritas")
    sheet: list[list[Cell]] = [["token", "I1", "I2", "I3", "I4"], ["t1", 6, 6, 6, 6]]
    inspected = look({"Data": sheet}, ImportOptions(untuk_disimpan=False, instrumen=integritas))
    assert inspected.hasil.lembar[0].id_sumber is None
