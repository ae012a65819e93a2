"""How sure the recognition says it is, against headers of published forms, unchanged and damaged in the usual ways.

The labels come from outside: column 3 of the village form, the order of the questions in the published questionnaires.
"""

import csv
from collections.abc import Iterable
from pathlib import Path

import pytest

from data_access.files.columns.mapping import YAKIN_PENUH
from data_access.files.columns.matching import Match, lexicon_of, parse_header
from data_access.files.columns.recognition import recognise
from data_access.files.columns.vocabulary import role_of_header
from scoring.instruments import Instrumen, Unsur, shipped_instruments
from tests.files.headers_labelled import NOT_ANSWERS, Labelled, mutated, real_headers
from tests.files.makers import INSTRUMEN, codes
from tests.files.raw import look, raw_sheet

SHIPPED = shipped_instruments()
PUBLIC = ("skm", "spkp", "spak")


def found(instrumen: str, header: str) -> Match | None:
    """The item that a header means to the recognition: words that are only alike do not beat a role of its own."""
    match = lexicon_of(SHIPPED[instrumen]).match(parse_header(header))
    return None if match and match.cara == "mirip" and role_of_header(header) is not None else match


def own_headers() -> Labelled:
    """Statements, names and synonyms of the shipped instruments."""
    return [
        (kode, text, butir.kode)
        for kode in PUBLIC
        for unsur in SHIPPED[kode].unsur
        for butir in unsur.butir
        for text in (butir.pernyataan, unsur.nama, *unsur.sinonim)
    ]


def no_answers() -> Labelled:
    """Columns about an unsur that are not the answers to it."""
    names = [(kode, unsur.nama.lower()) for kode in PUBLIC for unsur in SHIPPED[kode].unsur]
    return [(kode, form.format(name), "") for kode, name in names for form in NOT_ANSWERS]


def sure_and_wrong(labelled: Iterable[tuple[str, str, str]]) -> tuple[int, list[tuple[str, str, str]]]:
    """(how many were taken surely, those of them that are wrong)."""
    sure, wrong = 0, []
    for instrumen, header, kode in labelled:
        match = found(instrumen, header)
        if match is not None and match.yakin >= YAKIN_PENUH:
            sure += 1
            if match.butir != kode:
                wrong.append((header, kode, match.butir))
    return sure, wrong


def test_every_unchanged_header_is_read_right_or_asked(shared_data: Path):
    """Nothing is missed, nothing is taken for another item, and no header that is no unsur is taken at all."""
    headers = real_headers(shared_data)
    asked = 0
    for instrumen, header, kode in headers:
        match = found(instrumen, header)
        assert (match.butir if match else "") == kode, header
        asked += match is not None and match.yakin < YAKIN_PENUH
    assert sum(bool(kode) for _, _, kode in headers) > 45
    assert asked <= 6  # questions of the village form in words of its own


def test_what_is_sure_is_right_in_damaged_headers(shared_data: Path):
    """Slips of the pen, lost words, polite words, scanner's digits: at least 99.5 % of what is sure is right."""
    sure, wrong = sure_and_wrong(mutated([*real_headers(shared_data), *own_headers()], times=25, seed=11))
    assert sure > 3_000
    assert len(wrong) <= 0.005 * sure, wrong[:10]


def test_most_damaged_headers_are_still_read(shared_data: Path):
    labelled = [one for one in mutated([*real_headers(shared_data), *own_headers()], times=10, seed=12) if one[2]]
    right = sum((match := found(one[0], one[1])) is not None and match.butir == one[2] for one in labelled)
    assert right >= 0.9 * len(labelled)


def test_importance_reasons_and_totals_are_no_answers():
    """Also damaged: 'Harapn: persyaratan' may be asked about, it is never taken surely."""
    assert [header for kode, header, _ in no_answers() if found(kode, header)] == []
    _, wrong = sure_and_wrong(mutated(no_answers(), times=10, seed=13))
    assert wrong == []


@pytest.mark.parametrize("unsur", SHIPPED["spak"].unsur, ids=lambda one: one.kode)
def test_the_opposite_of_a_statement_is_not_the_statement(unsur: Unsur):
    """Answers to 'ada pungutan liar' would turn the index round."""
    statement = unsur.butir[0].pernyataan
    thing = statement.removeprefix("Tidak ada ")
    for header in (f"Ada {thing}", f"Apakah ada {thing}", f"Pernah mengalami {thing}", f"Masih ada {thing}"):
        assert found("spak", header) is None, header
    assert found("spak", statement) is not None


def test_two_items_of_one_likeness_are_both_named():
    """The runner-up is there for the page, and no sentence decides silently."""
    header = ["Bagaimana pendapat saudara tentang waktu yang diperlukan untuk mendapatkan produk layanan?"]
    sheet = raw_sheet("Data", [[*header, "U1", "U2", "U4", "U6", "U7", "U8", "U9"], *[[4] * 8] * 3])
    (kolom, *_) = recognise(sheet, [SHIPPED["skm"]]).kolom
    assert (kolom.peran, kolom.tingkat, kolom.cara) == ("butir:skm:U3", "cukup yakin", "mirip")


def test_the_village_form_as_a_file(shared_data: Path):
    """Header numbers 6..14 are not unsur numbers; Sarana is not asked; maklumat and nilai peringkat are no unsur."""
    with (shared_data / "formats/header_texts_desa_ciawitali.csv").open(encoding="utf-8") as lines:
        header = [row["header_as_exported"] for row in csv.DictReader(lines)]
    person = ["27/05/2024 7:59:02", "Budi Santoso", 30, "L", "SMA", "Petani"]
    rows = [[*person, *[1 + (place + n) % 4 for place in range(7)], "Ada", 9, "tidak ada", ""] for n in range(12)]
    inspected = look({"Data": [header, *rows]})
    roles = [kolom.peran for kolom in inspected.pemetaan.kolom]
    assert roles[6:13] == [f"butir:skm:{kode}" for kode in ("U7", "U4", "U3", "U2", "U1", "U6", "U8")]
    assert not any(role.startswith("butir:") for role in (*roles[:6], *roles[13:]))
    assert {"KOLOM_RAGU", "UNSUR_HILANG"} <= set(codes(inspected, "konfirmasi"))
    assert inspected.hasil.ditolak is False
    assert inspected.hasil.lembar[0].butir[0].tolist() == [1, 4, 3, 2, 0, 2, 1, 3, 0]


def test_amounts_and_free_text_under_a_likely_header_are_no_answers():
    header = [
        "Berapa lama waktu pelayanan yang Anda terima",
        "Pendapat tentang biaya pelayanan",
        *[f"U{n}" for n in (1, 2, 5, 6, 7, 8, 9)],
    ]
    rows = [[45 + n, 50_000 + n, *[4] * 7] for n in range(30)]
    roles = [kolom.peran for kolom in look({"Data": [header, *rows]}).pemetaan.kolom]
    assert roles[:2] == ["tak_dikenal", "tak_dikenal"]


def test_a_surer_column_takes_the_item_and_the_other_is_told():
    header = ["Persyaratan", "Persyratan berkas yg diminta", *[f"U{n}" for n in range(2, 10)]]
    inspected = look({"Data": [header, *[[4] * 10] * 3]})
    first, second = inspected.pemetaan.kolom[:2]
    assert (first.peran, second.peran) == ("butir:skm:U1", "tak_dikenal")
    assert second.alternatif == "butir:skm:U1"
    assert "KOLOM_TAK_DIKENAL" in codes(inspected, "peringatan")


@pytest.mark.parametrize(
    ("header", "kode"),
    [
        ("Persyratan", "U1"), ("kesesuian persyaratan", "U1"), ("Prilaku petugas", "U7"), ("pe1ayanan prosedur", "U2"),
        ("PERSYARATAN PELAYANANNYA", "U1"), ("Persyaratan U1", "U1"), ("Persyaratan (U1)", "U1"), ("[U1] Persyaratan", "U1"),
        ("Nilai U4", "U4"), ("skor [U4]", "U4"), ("SKM[U5]", "U5"), ("kelompok/U3_Waktu", "U3"), ("data/grup/U6", "U6"),
        ("U8. Sarana dan prasarana", "U9"), ("Penanganan Pengaduan (U9)", "U8"),
        ("Persyaratan (1 = Tidak Sesuai, 4 = Sangat Sesuai)", "U1"),
    ],
)  # fmt: skip
def test_ways_to_write_a_header(header: str, kode: str):
    match = found("skm", header)
    assert match is not None
    assert match.butir == kode


@pytest.mark.parametrize("instrumen", INSTRUMEN, ids=lambda one: one.kode)
def test_certainty_is_a_probability_and_never_above_an_exact_name(instrumen: Instrumen):
    for _, header, _ in mutated(own_headers(), times=2, seed=5):
        for match in lexicon_of(instrumen).candidates(parse_header(header)):
            assert 0 < match.yakin <= 1
            assert match.cara in ("nama", "pernyataan", "sinonim") or match.yakin <= 0.93
