"""Answer texts to numbers: labels of published forms, slips of the pen, ladders of other forms, turned directions.

The expected numbers are those printed in the sources (label_dictionary_seen.csv, options.csv, answer_options.csv).
"""

import csv
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import pytest

from data_access.files.options import ImportOptions
from data_access.files.source import Pemeriksaan
from data_access.files.values.label_ladders import MUTU, SERING, SETUJU, ladders_for, read_degrees
from scoring.instruments import Instrumen, parse_instrument, shipped_instrument
from tests.files.makers import SKM, codes, is_sentence
from tests.files.raw import look

NAMES = ["Persyaratan", "Prosedur", "Waktu", "Biaya", "Produk", "Kompetensi", "Perilaku", "Pengaduan", "Sarana"]
# In these two sources the 8th question is Sarana and the 9th Pengaduan.
TURNED = [*NAMES[:7], "Sarana", "Pengaduan"]
SPKP = [
    "Informasi pelayanan", "Persyaratan", "Prosedur/alur", "Jangka waktu penyelesaian", "Tarif/biaya",
    "Sarana prasarana", "Respon petugas", "Konsultasi dan pengaduan",
]  # fmt: skip
SPAK = ["Diskriminasi", "Kecurangan", "Gratifikasi", "Pungli", "Percaloan"]
LOOK = ImportOptions(untuk_disimpan=False)
OFTEN = ["Tidak pernah", "Hampir tidak pernah", "Jarang", "Kadang-kadang", "Sering", "Selalu"]


def form(header: Sequence[str], rows: Sequence[Sequence[object]], options: ImportOptions = LOOK) -> Pemeriksaan:
    inspected = look({"Data": [header, *rows]}, options)
    assert [one.pesan for one in inspected.hasil.masalah if not is_sentence(one.pesan)] == []
    return inspected


def columns_of(labels: Sequence[str], header: Sequence[str] = NAMES, options: ImportOptions = LOOK) -> Pemeriksaan:
    """A form in which every question has these answers, one row for each."""
    return form(header, [[label] * len(header) for label in labels], options)


def first_column(inspected: Pemeriksaan) -> list[int]:
    return list(inspected.hasil.lembar[0].butir[:, 0].tolist())


def seen(folder: Path, source: str) -> dict[str, dict[int, str]]:
    table: dict[str, dict[int, str]] = defaultdict(dict)
    with (folder / "formats/label_dictionary_seen.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["source"] == source:
                table[row["unsur"]][int(row["score"])] = row["label"]
    return table


@pytest.mark.parametrize(
    ("source", "header", "first"), [("gianyar_skck", TURNED, 1), ("jepara_mpp", NAMES, 1), ("jaluadjie_skm", TURNED, 2)]
)
def test_labels_of_published_forms_are_the_numbers_printed_there(
    shared_data: Path, source: str, header: list[str], first: int
):
    """All nine questions at once, every label; what is read beyond the instrument's own labels is told."""
    table = seen(shared_data, source)
    asked = sorted(table, key=lambda kode: int(kode[1:]))[first - 1 :]
    rows = [[table[kode][number] for kode in asked] for number in (1, 2, 3, 4)] * 3
    options = LOOK
    if source == "jaluadjie_skm":  # 'Tidak sopan dan tidak marah': a slip of the pen that could mean anything
        assert [one.label for one in form(header, rows).hasil.label_asing] == ["a. Tidak sopan dan tidak marah"]
        options = ImportOptions(untuk_disimpan=False, label_values={"G": {"a. Tidak sopan dan tidak marah": 1}})
    inspected = form(header, rows, options)
    assert not inspected.hasil.ditolak
    expected = [[number] * 9 for number in (1, 2, 3, 4)] * 3
    assert inspected.hasil.lembar[0].butir.tolist() == expected


def test_every_pair_of_the_dictionary_is_read_as_printed_or_asked(shared_data: Path):
    """252 pairs of 9 sources, each question alone under a neutral item: no pair gets another number silently.

    Told by its source as turned (uconbeton: 'Sangat Setuju' = 1) is only what numbers say, not what the words say: texts
    are read by the item, and need confirmation.
    """
    instrumen = _neutral(4)
    sources: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    with (shared_data / "formats/label_dictionary_seen.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            sources[row["source"], row["unsur"]][int(row["score"])] = row["label"]
    assert sum(map(len, sources.values())) == 252
    read = 0
    for (source, _), labels in sources.items():
        rows = [[labels[number], 4, 4] for number in sorted(labels)] * 3
        options = ImportOptions(untuk_disimpan=False, instrumen=instrumen)
        inspected = form(["Hal 1", "Hal 2", "Hal 3"], rows, options)
        if inspected.hasil.ditolak:
            assert inspected.hasil.label_asing
            continue
        numbers = inspected.hasil.lembar[0].butir[: len(labels), 0].tolist()
        is_turned = source == "uconbeton_dinas"
        assert numbers == sorted(labels, reverse=is_turned), (source, labels)
        assert not is_turned or "LABEL_DIARTIKAN" in codes(inspected, "konfirmasi")
        read += len(labels)
    assert read > 150


def _neutral(scale: int) -> Instrumen:
    units = "".join(f'[[unsur]]\nkode = "H{n}"\nnama = "Hal {n}"\n' for n in (1, 2, 3))
    return parse_instrument(f'kode = "netral"\nnama = "Netral"\nskala_min = 1\nskala_maks = {scale}\n{units}')


@pytest.mark.parametrize(
    ("labels", "level"),
    [
        (["Tidak Puas", "Kurang Puas", "Puas", "Sangat Puas"], "peringatan"),
        (["Sangat Tidak Puas", "Tidak Puas", "Puas", "Sangat Puas"], "peringatan"),
        (["Tidak Jelas", "Kurang Jelas", "Jelas", "Sangat Jelas"], "peringatan"),
        (["Tidak Setuju", "Kurang Setuju", "Setuju", "Sangat Setuju"], "konfirmasi"),
        (["Sangat Tidak Setuju", "Tidak Setuju", "Setuju", "Sangat Setuju"], "konfirmasi"),
        (["Tidak pernah", "Kadang-kadang", "Sering", "Selalu"], "konfirmasi"),
    ],
)
def test_a_whole_ladder_is_read_and_told(labels: list[str], level: str):
    """Good words have their direction in themselves; agreeing and 'how often' have it from the question."""
    inspected = columns_of(labels)
    assert first_column(inspected) == [1, 2, 3, 4]
    assert codes(inspected, level).count("LABEL_DIARTIKAN") == 1


def test_part_of_a_ladder_is_asked():
    """'Puas' and 'Sangat Puas' are the top of four steps and of five."""
    inspected = columns_of(["Puas", "Sangat Puas"])
    assert first_column(inspected) == [3, 4]
    assert "LABEL_DIARTIKAN" in codes(inspected, "konfirmasi")


def test_a_part_whose_numbers_depend_on_the_ladder_stays_unknown():
    """'Tidak Puas' is 1 beside 'Kurang Puas' and 2 above 'Sangat Tidak Puas'."""
    inspected = columns_of(["Tidak Puas", "Puas"])
    assert codes(inspected, "galat")
    assert {one.label for one in inspected.hasil.label_asing} == {"Tidak Puas", "Puas"}


@pytest.mark.parametrize(
    ("labels", "steps"),
    [
        (["Sangat Tidak Puas", "Tidak Puas", "Cukup Puas", "Puas", "Sangat Puas"], 5),
        (["Sangat Tidak Setuju", "Tidak Setuju", "Netral", "Setuju", "Sangat Setuju"], 5),
        (["Sangat Tidak Puas", "Tidak Puas", "Kurang Puas", "Cukup Puas", "Puas", "Sangat Puas"], 6),
    ],
)
def test_a_ladder_of_another_length_is_refused_with_its_reason(labels: list[str], steps: int):
    inspected = columns_of(labels)
    (problem,) = [one for one in inspected.hasil.masalah if one.kode == "LABEL_SKALA"]
    assert (problem.tingkat, inspected.hasil.lembar) == ("galat", ())
    assert f"bertingkat {steps}" in problem.pesan
    assert f"1-{steps}" in problem.pesan


def test_four_whole_steps_are_not_part_of_six():
    """SPKP has six steps; a form of four is another form, although its words occur among six as well."""
    inspected = columns_of(["Tidak Sesuai", "Kurang Sesuai", "Sesuai", "Sangat Sesuai"], SPKP)
    assert codes(inspected, "galat") == ["LABEL_SKALA"]
    assert "bertingkat 4" in inspected.hasil.problems("galat")[0].pesan


def test_the_instrument_with_that_scale_is_named_and_reads_it():
    five = _neutral(5)
    labels = ["Sangat Tidak Puas", "Tidak Puas", "Cukup Puas", "Puas", "Sangat Puas"]
    own = form(
        ["Hal 1", "Hal 2", "Hal 3"], [[one] * 3 for one in labels], ImportOptions(untuk_disimpan=False, instrumen=five)
    )
    assert first_column(own) == [1, 2, 3, 4, 5]


def test_how_often_turns_round_where_bribes_are_asked_about():
    inspected = columns_of(OFTEN, SPAK)
    assert first_column(inspected) == [6, 5, 4, 3, 2, 1]
    (problem,) = [one for one in inspected.hasil.masalah if one.kode == "LABEL_DIARTIKAN"]
    assert problem.tingkat == "konfirmasi"
    assert "selalu = 1" in problem.pesan


def test_how_often_a_denial_is_true_cannot_be_known():
    """'Selalu' to 'Tidak ada pungutan liar': always none, or always some."""
    statements = [unsur.butir[0].pernyataan for unsur in shipped_instrument("spak").unsur]
    inspected = columns_of(OFTEN, statements)
    assert codes(inspected, "galat")
    assert inspected.hasil.lembar == ()


def test_agreeing_with_a_denial_is_good_where_the_statement_is_the_header():
    labels = ["Sangat Tidak Setuju", "Tidak Setuju", "Kurang Setuju", "Cukup Setuju", "Setuju", "Sangat Setuju"]
    statements = [unsur.butir[0].pernyataan for unsur in shipped_instrument("spak").unsur]
    inspected = columns_of(labels, statements)
    assert first_column(inspected) == [1, 2, 3, 4, 5, 6]
    assert "LABEL_DIARTIKAN" in codes(inspected, "konfirmasi")
    assert columns_of(labels, SPAK).hasil.ditolak  # only the name: what was agreed with is not known


def test_the_price_list_with_a_wrong_word_is_asked():
    """'Sangat Mahal, Cukup Mahal, Mahal, Gratis': the third is printed where 'Murah' belongs."""
    rows = [[4, 4, 4, label, *[4] * 5] for label in ("Sangat Mahal", "Cukup Mahal", "Mahal", "Gratis")]
    inspected = form(SKM, rows)
    assert [(one.label, one.butir) for one in inspected.hasil.label_asing] == [("Mahal", "U4")]


@pytest.mark.parametrize(
    ("unsur", "label", "number"),
    [
        ("U1", "Sangt Sesuai", 4), ("U1", "Sesui", 3), ("U1", "tdk sesuai", 1), ("U1", "Kurnag Sesuai", 2),
        ("U2", "Sangat Mudha", 4), ("U3", "Kurang Cepta", 2), ("U6", "Tidak Kompten", 1), ("U8", "Dikelola degan baik", 4),
    ],
)  # fmt: skip
def test_slips_of_the_pen_are_read_and_told(unsur: str, label: str, number: int):
    rows: list[list[object]] = [[label if kode == unsur else 4 for kode in SKM], [4] * 9]
    inspected = form(SKM, rows)
    assert inspected.hasil.lembar[0].butir[0, SKM.index(unsur)] == number
    assert "LABEL_EJAAN" in codes(inspected, "peringatan")


@pytest.mark.parametrize(
    ("unsur", "label"),
    [("U4", "Mahal"), ("U4", "Mudah"), ("U3", "Tepat"), ("U1", "Sesat"), ("U7", "Tidak sopan dan tidak marah"),
     ("U9", "Bauk sekali"), ("U1", "1 = Sangat Sesuai"), ("U1", "Sangat Sesuai (1)"), ("U1", "Baik, tapi lambat sekali")],
)  # fmt: skip
def test_other_words_are_no_slips_of_the_pen(unsur: str, label: str):
    """Correct words, other numbers beside the label, comments: asked, or confirmed where the first part is a label."""
    rows: list[list[object]] = [[label if kode == unsur else 4 for kode in SKM], [4] * 9]
    inspected = form(SKM, rows)
    assert inspected.hasil.label_asing or "LABEL_DIARTIKAN" in codes(inspected, "konfirmasi")


def test_labels_that_mean_the_same_number_are_asked():
    """One form has 'Cepat', another 'Banyak Tepat Waktu': in one column they may be two steps."""
    rows = [[4, 4, label, *[4] * 6] for label in ("Cepat", "Banyak Tepat Waktu", "Sangat Cepat", "Selalu Tepat Waktu")]
    inspected = form(SKM, rows)
    assert codes(inspected, "konfirmasi").count("LABEL_SAMA") == 2
    decided = ImportOptions(
        untuk_disimpan=False, label_values={"C": {"Banyak Tepat Waktu": 3, "Selalu Tepat Waktu": 4}}
    )
    assert "LABEL_SAMA" not in codes(form(SKM, rows, decided), "konfirmasi")


def test_letters_say_nothing_until_a_table_does():
    rows: list[list[object]] = [list("abcdabcda"), list("ddddddddd")]
    inspected = form(SKM, rows)
    assert {one.kode for one in inspected.hasil.problems("galat")} == {"LABEL_ASING"}
    assert "huruf" in inspected.hasil.problems("galat")[0].pesan
    table = ImportOptions(untuk_disimpan=False, label_values={"*": {"a": 1, "b": 2, "c": 3, "d": 4}})
    assert form(SKM, rows, table).hasil.lembar[0].butir.tolist() == [[1, 2, 3, 4, 1, 2, 3, 4, 1], [4] * 9]


def test_labels_of_the_neighbour_say_that_columns_changed_places():
    labels = ["Tidak ada", "Ada tetapi tidak berfungsi", "Berfungsi kurang maksimal", "Dikelola dengan baik"]
    inspected = form(SKM, [[*[4] * 8, label] for label in labels])
    assert "U8" in inspected.hasil.problems("galat")[0].pesan
    assert "tertukar" in inspected.hasil.problems("galat")[0].pesan


@pytest.mark.parametrize(
    "legend", ["1 = Sangat Setuju, 4 = Sangat Tidak Setuju", "1=Selalu; 2=Sering; 3=Jarang; 4=Tidak pernah"]
)
def test_numbers_counted_the_other_way_round_are_refused(legend: str):
    header = [f"{name} ({legend})" for name in NAMES]
    inspected = form(header, [[1] * 9, [2] * 9])
    assert codes(inspected, "galat") == ["ARAH_TERBALIK"]
    turned = ImportOptions(untuk_disimpan=False, label_values={"*": {"1": 4, "2": 3, "3": 2, "4": 1}})
    assert form(header, [[1] * 9, [2] * 9], turned).hasil.lembar[0].butir.tolist() == [[4] * 9, [3] * 9]


def test_a_legend_in_the_usual_direction_is_fine():
    header = [f"{name} (1 = Tidak Baik, 4 = Sangat Baik)" for name in NAMES]
    assert form(header, [[1] * 9]).hasil.lembar[0].butir.tolist() == [[1] * 9]


@pytest.mark.parametrize(
    ("numbers", "scale"),
    [([8, 9, 10], "1-10"), ([5, 4, 3], "1-5"), ([6, 5, 6], "1-6"), ([0, 3, 2], "0-3"), ([80, 95], "100")],
)
def test_another_scale_is_said_once_and_never_rescaled(numbers: list[int], scale: str):
    inspected = form(SKM, [[number] * 9 for number in numbers])
    assert codes(inspected, "galat") == ["SKALA_LAIN"]
    assert scale in inspected.hasil.problems("galat")[0].pesan
    assert inspected.hasil.lembar == ()


def test_ladders_know_their_kinds():
    assert read_degrees(["tidak sesuai", "sangat sesuai"]).jenis == MUTU  # type: ignore[union-attr]
    assert read_degrees(["setuju", "ragu ragu"]).jenis == SETUJU  # type: ignore[union-attr]
    assert read_degrees(["selalu", "jarang"]).jenis == SERING  # type: ignore[union-attr]
    assert read_degrees(["mudah", "cepat"]) is None
    assert read_degrees(["sangat mahal", "mahal"]) is None
    lengths = {steps.panjang for steps in ladders_for(MUTU, frozenset({"tidak", "kurang", "", "sangat"}))}
    assert lengths == {4, 5, 6}
    assert [
        steps.panjang for steps in ladders_for(MUTU, frozenset({"tidak", "kurang", "", "sangat"})) if steps.penuh
    ] == [4]
