"""Every file of the collection of real survey data: how it goes in and what must come out, or why it is no survey data.

The expected numbers stand in the collection itself (expected_*.csv, published_*.csv), worked out by its makers. A file
without an entry here fails the first test.
"""

import csv
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from data_access.answers import LembarJawaban
from data_access.files.options import ImportOptions
from data_access.files.reading.cells import RawFile
from data_access.files.reading.reader import read_file
from data_access.files.shapes import combine
from data_access.files.source import Pemeriksaan, inspect_raw
from scoring.instruments import Instrumen, parse_instrument
from tests.files import everything
from tests.files.everything import FORMS, NO_DATA
from tests.files.makers import INSTRUMEN, SKM, csv_bytes, workbook

LOOK = ImportOptions(untuk_disimpan=False)


@cache
def read(content: bytes, name: str) -> RawFile:
    """The file, read once for all tests: each reading starts a process."""
    return read_file(content, name)


def inspect(content: bytes, name: str, options: ImportOptions, instruments: Sequence[Instrumen]) -> Pemeriksaan:
    return inspect_raw(read(content, name), options, instruments)


def table(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))


def values(path: Path) -> dict[str, float]:
    """{what: value} of an expected_*.csv with two columns."""
    return {row[0]: float(row[1]) for row in table(path)[1:]}


def nrr(sheet: LembarJawaban) -> list[float]:
    return [float(column[column > 0].mean()) for column in sheet.butir.T]


def together(folder: Path, *names: str) -> Pemeriksaan:
    files = [read((folder / name).read_bytes(), name) for name in names]
    return inspect_raw(combine(files), LOOK, INSTRUMEN)


def the_sheet(inspected: Pemeriksaan) -> LembarJawaban:
    assert inspected.hasil.problems("galat") == ()
    (sheet,) = inspected.hasil.lembar
    return sheet


def test_every_file_has_an_entry(shared_data: Path):
    found = {str(path.relative_to(shared_data)) for path in shared_data.rglob("*") if path.is_file()}
    entries = set(FORMS) | set(NO_DATA)
    assert found - entries == set(), "files without an entry"
    assert entries - found == set(), "entries without a file"
    assert not set(FORMS) & set(NO_DATA)


@pytest.mark.parametrize("name", sorted(NO_DATA))
def test_what_is_no_survey_data_stores_nothing(shared_data: Path, name: str):
    inspected = inspect((shared_data / name).read_bytes(), Path(name).name, LOOK, INSTRUMEN)
    assert NO_DATA[name].endswith(".")
    assert inspected.hasil.lembar == ()
    assert inspected.hasil.problems("galat") != ()


def test_every_form_names_a_test_that_exists():
    tests = set(globals()) | {name for module in everything.MODULES for name in everything.names_of(module)}
    missing = {file: [name for name in names if name not in tests] for file, names in FORMS.items()}
    assert {file: names for file, names in missing.items() if names} == {}


# Polres Gianyar: 201 respondents, in five forms.


def gianyar_order(inspected: Pemeriksaan) -> list[float]:
    """NRR in the order of the questions of the form: its eighth asks for Sarana (U9), its ninth for Pengaduan (U8)."""
    found = nrr(the_sheet(inspected))
    return [*found[:7], found[8], found[7]]


GIANYAR: dict[str, Callable[[Path], Pemeriksaan]] = {
    "tables as files": lambda at: together(at, "answers_long.csv", "options.csv", "questions.csv"),
    "tables as sheets": lambda at: inspect(
        workbook({name: table(at / f"{name}.csv") for name in ("questions", "answers_long", "options")}),
        "skck.xlsx", LOOK, INSTRUMEN,
    ),
    "questions only": lambda at: together(at, "answers_long.csv", "questions.csv"),
    "text as in a form": lambda at: inspect(
        (at / "wide_text_gform_like.csv").read_bytes(), "wide_text_gform_like.csv", LOOK, INSTRUMEN
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", list(GIANYAR))
def test_gianyar(shared_data: Path, form: str):
    folder = shared_data / "gianyar_skck"
    inspected = GIANYAR[form](folder)
    expected = values(folder / "expected_computed.csv")
    assert len(the_sheet(inspected)) == expected["n"] == 201
    assert gianyar_order(inspected) == pytest.approx([expected[f"NRR_{kode}"] for kode in SKM], abs=5e-7)
    assert inspected.hasil.ringkasan.bulan == {"2020-07": 163, "2020-08": 38}
    sheet = the_sheet(inspected)
    assert set(sheet.kategori["jenis_kelamin"]) == {"Laki-laki", "Perempuan"}
    assert "" not in set(sheet.kategori["pendidikan"])
    straight = sum(len(set(row)) == 1 for row in sheet.butir.tolist())
    assert straight == expected["n_straightline"] == 5


def test_gianyar_scores(shared_data: Path):
    """Only codes stand above the columns: they are taken at their word (U8, U9) and that is told."""
    folder = shared_data / "gianyar_skck"
    inspected = inspect((folder / "wide_scores.csv").read_bytes(), "wide_scores.csv", LOOK, INSTRUMEN)
    expected = values(folder / "expected_computed.csv")
    assert nrr(the_sheet(inspected)) == pytest.approx([expected[f"NRR_{kode}"] for kode in SKM], abs=5e-7)
    assert "KODE_SAJA" in {one.kode for one in inspected.hasil.masalah}
    turned = inspected.pemetaan.with_role("N", "butir:skm:U9").with_role("O", "butir:skm:U8")
    again = inspect(
        (folder / "wide_scores.csv").read_bytes(),
        "x.csv",
        ImportOptions(untuk_disimpan=False, pemetaan=turned),
        INSTRUMEN,
    )
    assert gianyar_order(again) == pytest.approx([expected[f"NRR_{kode}"] for kode in SKM], abs=5e-7)


def test_answers_without_the_questions_are_refused(shared_data: Path):
    """Numbers of questions without their texts mean nothing; letters without a table of options are not guessed."""
    for name, kode in (
        ("gianyar_skck/answers_long.csv", "TANPA_UNSUR"),
        ("jepara_mpp/answers_long.csv", "LABEL_ASING"),
    ):
        inspected = inspect((shared_data / name).read_bytes(), "answers_long.csv", LOOK, INSTRUMEN)
        assert inspected.hasil.lembar == ()
        assert {one.kode for one in inspected.hasil.problems("galat")} == {kode}
        assert "satu baris untuk satu jawaban" in inspected.catatan[0]


# Mal Pelayanan Publik Jepara: 1,028 forms of 1,024 numbers.


JEPARA: dict[str, Callable[[Path], Pemeriksaan]] = {
    "wide": lambda at: inspect((at / "wide.csv").read_bytes(), "wide.csv", LOOK, INSTRUMEN),
    "tables as files": lambda at: together(at, "answers_long.csv", "respondents.csv", "questions.csv", "loket.csv"),
    "tables as sheets": lambda at: inspect(
        workbook({name: table(at / f"{name}.csv") for name in ("loket", "questions", "respondents", "answers_long")}),
        "mpp.xlsx", LOOK, INSTRUMEN,
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", list(JEPARA))
def test_jepara(shared_data: Path, form: str):
    folder = shared_data / "jepara_mpp"
    sheet = the_sheet(JEPARA[form](folder))
    months = sheet.tanggal.astype("datetime64[M]").astype(str)
    units = np.array([str(text).split(" | ")[0] for text in sheet.satker])
    rows = table(folder / "expected_computed.csv")
    checked = 0
    for row in (dict(zip(rows[0], line, strict=True)) for line in rows[1:]):
        everyone = np.ones(len(sheet), dtype=bool)
        mask = {"ALL": everyone, "loket": units == row["key"], "month": months == row["key"]}[row["level"]]
        assert int(mask.sum()) == int(row["n_sessions"])
        assert nrr(sheet.take(mask)) == pytest.approx([float(row[f"NRR_{kode}"]) for kode in SKM], abs=5e-7)
        checked += 1
    assert checked == 21


def test_jepara_tells_what_did_not_fit(shared_data: Path):
    inspected = JEPARA["tables as files"](shared_data / "jepara_mpp")
    told = {one.kode: one for one in inspected.hasil.masalah}
    assert told["RESPONDEN_TANPA_JAWABAN"].jumlah == 11  # by the collection's README
    # README: 13 duplicate rows. Counted here: 1,051 rows of 1,035 numbers, so 16 repeat a number; 15 of them agree in all
    # but the time, and one (JPR00055) has another occupation.
    assert told["RESPONDEN_BERULANG"].jumlah + told["RESPONDEN_BERBEDA"].jumlah == 1051 - 1035
    assert told["RESPONDEN_BERBEDA"].jumlah == 1
    for unit in ("31", "49", "50", "54"):
        assert unit in told["KODE_TAK_DIKENAL"].pesan
    assert told["SATKER_KOSONG"].jumlah == 94
    assert told["FORMULIR_GANDA"].jumlah == 72  # four numbers with two forms of nine answers


# Old and other instruments.


def test_the_old_fourteen_unsur_need_their_instrument(shared_data: Path):
    path = shared_data / "kepmenpan14_2018" / "survey.csv"
    refused = inspect(path.read_bytes(), path.name, LOOK, INSTRUMEN)
    assert refused.hasil.lembar == ()
    unsur = table(path)[0][5:]
    text = 'kode = "ikm-2004"\nnama = "IKM 14 unsur"\nskala_min = 1\nskala_maks = 4\nkonversi = "x25"\n'
    text += "".join(f'[[unsur]]\nkode = "U{number}"\nnama = "{name}"\n' for number, name in enumerate(unsur, 1))
    options = ImportOptions(untuk_disimpan=False, instrumen=parse_instrument(text))
    sheet = the_sheet(inspect(path.read_bytes(), path.name, options, INSTRUMEN))
    assert sheet.butir.tolist() == [[int(cell) for cell in row[5:]] for row in table(path)[1:]]
    assert len(sheet) == 25


BFI = {"A": "agree", "C": "conscientious", "E": "extraversion", "N": "neuroticism", "O": "openness"}


def bfi_instrument(reversed_items: set[str]) -> str:
    """Five scales of five statements from 1 to 6, those with a minus in the key counted the other way round."""
    text = 'kode = "bfi"\nnama = "Big five"\nskala_min = 1\nskala_maks = 6\nkonversi = "minmax"\n'
    for letter, name in BFI.items():
        text += f'[[unsur]]\nkode = "{letter}"\nnama = "{name}"\n'
        for number in range(1, 6):
            arah = "negatif" if f"{letter}{number}" in reversed_items else "positif"
            text += f'[[unsur.butir]]\nkode = "{letter}{number}"\npernyataan = "{letter}{number}"\narah = "{arah}"\n'
    return text


def test_the_personality_items_need_an_instrument_of_their_own(shared_data: Path):
    path = shared_data / "careless_bfi" / "bfi.csv"
    asked = inspect(path.read_bytes(), path.name, LOOK, INSTRUMEN)
    assert any("deret kode lain" in one.pesan for one in asked.hasil.problems("konfirmasi"))  # A1..A5 are no SPAK
    keys = {cell.strip("-"): cell.startswith("-") for row in table(shared_data / "careless_bfi" / "bfi_keys.csv")[1:]
            for cell in row[1:]}  # fmt: skip
    instrumen = parse_instrument(bfi_instrument({item for item, is_reversed in keys.items() if is_reversed}))
    options = ImportOptions(untuk_disimpan=False, instrumen=instrumen)
    sheet = the_sheet(inspect(path.read_bytes(), path.name, options, INSTRUMEN))
    assert len(sheet) == 2800
    header, *rows = table(path)
    for place, item in enumerate(f"{letter}{number}" for letter in BFI for number in range(1, 6)):
        given = [int(row[header.index(item)]) for row in rows if row[header.index(item)] not in ("", "NA")]
        oriented = [7 - value if keys[item] else value for value in given]
        column = sheet.butir[:, place]
        assert (column > 0).sum() == len(given)
        assert column[column > 0].mean() == pytest.approx(sum(oriented) / len(oriented))


def test_sekadau(shared_data: Path):
    folder = shared_data / "sekadau_2019s1"
    expected = values(folder / "expected_computed_first49.csv")
    sheet = the_sheet(inspect((folder / "first49.csv").read_bytes(), "first49.csv", LOOK, INSTRUMEN))
    assert len(sheet) == 49
    assert nrr(sheet) == pytest.approx([expected[f"NRR_{kode}"] for kode in SKM], abs=5e-7)


# Published pages and layouts.


def test_tubaba_as_answers(shared_data: Path):
    """One respondent; the four rows below are sums and means."""
    path = shared_data / "published_small" / "tubaba_disdukcapil_2023S1.csv"
    inspected = inspect(path.read_bytes(), path.name, LOOK, INSTRUMEN)
    assert the_sheet(inspected).butir.tolist() == [[4] * 9]


def test_header_texts_of_a_village(shared_data: Path):
    """The exact headers of a form whose numbers are not unsur numbers."""
    rows = table(shared_data / "formats" / "header_texts_desa_ciawitali.csv")[1:]
    cells = {"timestamp": "27/05/2024 7:59:02", "age": "35", "sex": "Laki-laki", "education": "SMA", "job": "Petani"}
    answers = [cells.get(row[2], "3" if "(U" in row[2] or "(U9" in row[2] else "") for row in rows]
    inspected = inspect(csv_bytes([[row[1] for row in rows], answers, answers]), "desa.csv", LOOK, INSTRUMEN)
    found = {kolom.judul: kolom.peran for kolom in inspected.pemetaan.kolom}
    assert [found[" ".join(row[1].split())] for row in rows[6:13]] == [
        f"butir:skm:{kode}" for kode in ("U7", "U4", "U3", "U2", "U1", "U6", "U8")
    ]
    assert found["1. Nama Lengkap"] == "pribadi"
    for header in ("13. Bagaimana pendapat saudara tentang keberadaan maklumat / janji pelayanan?",
                   "14. Berapa menurut anda nilai peringkat pelayanan yg dilakukan oleh petugas?"):  # fmt: skip
        assert found[header] in ("tak_dikenal", "abaikan")


def test_html_table_of_surveiku(shared_data: Path):
    """Row 1 a merged title, row 2 the header with 'N0.', cells with a list of services; answers to U1..U8 and reasons."""
    rows = table(shared_data / "formats" / "header_texts_surveiku_xls.csv")
    assert "N0." in rows[2][1]
    head = ["N0.", "STATUS PENGISIAN", "Jenis Layanan yang diterima", "Jenis Kelamin", *[f"U{n}" for n in range(1, 10)],
            *[f"A{n}" for n in range(1, 10)], "SARAN", "Waktu Isi"]  # fmt: skip
    cell = "<li>layanan a</li> <li>layanan b</li>"
    body = [["1", "VALID", cell, "Laki-laki", *"433343432", *["cepat"] * 9, "-", "2024-05-27 07:59:02"],
            ["2", "VALID", "<li>layanan a</li>", "Perempuan", *"111222333", *["lama"] * 9, "-", "2024-05-28 08:00:00"]]  # fmt: skip
    html = f"<table><tr><td colspan={len(head)}>DATA PEROLEHAN SURVEI</td></tr>"
    html += "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in (head, *body)) + "</table>"
    inspected = inspect(html.encode(), "perolehan.xls", LOOK, INSTRUMEN)
    sheet = the_sheet(inspected)
    assert sheet.butir.tolist() == [[4, 3, 3, 3, 4, 3, 4, 3, 2], [1, 1, 1, 2, 2, 2, 3, 3, 3]]
    assert sheet.kategori["layanan"].tolist() == ["Lebih dari satu layanan", "layanan a"]


def test_labels_seen_elsewhere(shared_data: Path):
    """Of the labels of nine sources, those of the SKM's own questions have the same score; none has another one unasked."""
    from data_access.files.values.answer_values import KOSONG, read_answers

    skm = next(one for one in INSTRUMEN if one.kode == "skm")
    butir = {unsur.kode: unsur.butir[0] for unsur in skm.unsur}
    agreed, other = 0, []
    for source, unsur, score, label, _ in table(shared_data / "formats" / "label_dictionary_seen.csv")[1:]:
        if source.startswith("gianyar") and unsur in butir:
            # This form asks for Sarana as its eighth question, as the table's own note on the order says.
            kode = {"U8": "U9", "U9": "U8"}.get(unsur, unsur)
            found = int(read_answers([label], butir[kode], skm).asli[0])
            agreed += found == int(score)
            other += [(unsur, label)] if found not in (KOSONG, int(score)) else []
    assert other == []
    assert agreed >= 30


def test_import_template_of_another_app(shared_data: Path):
    """The empty template is refused as empty; filled in it is read with its unit, date and no name."""
    content = (shared_data / "formats" / "ikmkoding_import_template_quis.xlsx").read_bytes()
    empty = inspect(content, "quis.xlsx", LOOK, INSTRUMEN)
    assert [one.kode for one in empty.hasil.problems("galat")] == ["TANPA_BARIS"]
    header = [kolom.judul for kolom in empty.pemetaan.kolom]
    row: Sequence[object] = ["2021-03-04", 22, "Nama Orang", 27, "Perempuan", "Wiraswasta", "SMA", *[4, 3] * 4, 4]
    sheet = the_sheet(inspect(workbook({"Sheet1": [header, row]}), "quis.xlsx", LOOK, INSTRUMEN))
    assert (sheet.satker.tolist(), str(sheet.tanggal[0])[:10]) == (["22"], "2021-03-04")
    assert sheet.butir.tolist() == [[4, 3, 4, 3, 4, 3, 4, 3, 4]]


def test_a_google_form_on_something_else_is_refused(shared_data: Path):
    for name in ("gforms_en_locale_qris.csv", "gforms_id_locale_utbk.csv"):
        path = shared_data / "formats" / name
        inspected = inspect(path.read_bytes(), path.name, LOOK, INSTRUMEN)
        assert [one.kode for one in inspected.hasil.problems("galat")] == ["TANPA_UNSUR"]
        found = {kolom.peran: kolom.judul for kolom in inspected.pemetaan.kolom}
        assert found["tanggal"] == "Timestamp"
        assert found["pribadi"] in ("Nama", "Nama Lengkap")


def test_dates_of_google_forms_of_both_locales(shared_data: Path):
    """Every moment of both files is read: '2023/09/26 3:12:17 PM GMT+7' and '27/05/2024 7:59:02' with days above 12."""
    from data_access.files.values.dates import read_dates

    english = table(shared_data / "formats" / "gforms_en_locale_qris.csv")
    found = read_dates([row[0] for row in english[1:]]).waktu.astype(str).tolist()
    assert found[0] == "2023-09-26T15:12:17"
    assert "NaT" not in found
    indonesian = table(shared_data / "formats" / "gforms_id_locale_utbk.csv")
    found = read_dates([row[0] for row in indonesian[1:]]).waktu.astype(str).tolist()
    assert found[0] == "2024-05-20T17:54:58"
    assert "NaT" not in found


def test_option_table_of_another_app(shared_data: Path):
    """Ids of options in the answers, their weights in the app's own table: 'Sangat Baik' first or last, by its weight."""
    options = table(shared_data / "unit_masters" / "answer_options.csv")
    chosen = {row[1]: row for row in options[1:]}  # the last option of each question
    questions = [["id_pertanyaan", "pertanyaan"], *([kode, f"Pertanyaan nomor {kode}"] for kode in chosen)]
    answers = [["id_responden", "id_pertanyaan", "id_jawaban"]]
    answers += [[person, kode, row[0]] for person in ("P1", "P2") for kode, row in chosen.items()]
    book = workbook({"jawaban": answers, "pilihan": options, "pertanyaan": questions})
    widened = inspect(book, "aplikasi.xlsx", LOOK, INSTRUMEN).berkas.lembar[0]
    header, *rows = (widened.row(number) for number in (1, 2, 3))
    expected = {f"Pertanyaan nomor {kode}": int(row[3]) for kode, row in chosen.items()}
    for row in rows:
        assert dict(zip(header[1:], row[1:], strict=True)) == expected
    assert set(expected.values()) == {1, 4}  # the first question lists its best option first


def test_timing_columns_of_limesurvey_are_not_answers(shared_data: Path):
    """Header as LimeSurvey writes it (README of the collection, layout 10): mark before the first header, [SQ001], times."""
    assert "interviewtime" in (shared_data / "README.md").read_text(encoding="utf-8")
    head = ["id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp",
            *[f"PKZ[U{number}]" for number in range(1, 10)], "interviewtime", "groupTime80",
            *[f"U{number}Time" for number in range(1, 10)]]  # fmt: skip
    row = ["7", "2024-05-27 07:59:02", "3", "id", "1", "2024-05-27 07:50:00", "2024-05-27 07:59:02", *"433343432",
           "321.5", "80.2", *["12.25"] * 9]  # fmt: skip
    inspected = inspect(csv_bytes([head, row], encoding="utf-8-sig"), "results-survey.csv", LOOK, INSTRUMEN)
    sheet = the_sheet(inspected)
    assert sheet.butir.tolist() == [[4, 3, 3, 3, 4, 3, 4, 3, 2]]
    assert str(sheet.tanggal[0]) == "2024-05-27T07:59:02"
    assert sheet.id_sumber is not None
    assert sheet.id_sumber.tolist() == ["7"]
