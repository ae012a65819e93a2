"""Profiles: next month's file needs one click; a file that is not the same is refused with what differs."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_access.errors import RefusedError
from data_access.files.columns.mapping import ABAIKAN, SATKER, TAK_DIKENAL, butir_role
from data_access.files.columns.profile import KolomProfil, Profil, profile_from_json
from data_access.files.columns.profile_match import apply_profile, profile_fit
from data_access.files.profiles import make_profile, with_profile
from data_access.files.reading.cells import Cell
from scoring.instruments import shipped_instrument
from tests.files.makers import INSTRUMEN, SKM, codes
from tests.files.raw import LOOK, look, raw_file, raw_sheet

_ASKED = ("syarat", "alur", "kecepatan", "ongkos", "hasil", "kemampuan", "sikap", "aduan", "gedung")
_QUESTIONS = [f"{n}. Pertanyaan tentang hal {kata}" for n, kata in enumerate(_ASKED, 1)]
HEADER = ["Cap waktu", "Unit", "Nama", *_QUESTIONS, "Catatan lain"]


def rows_of(header: list[str], answer: Cell = 4, n: int = 3) -> list[list[Cell]]:
    """A file with this header: a date, a satker, a name, an answer under every question, free text elsewhere."""

    def cell(title: str, place: int) -> Cell:
        if "waktu" in title.lower():
            return f"2{place}/05/2024 08:00:00"
        if "pertanyaan" in title.lower():
            return answer
        return {"Unit": "S1", "Nama": f"Budi {place}"}.get(title, "teks")

    return [list(header), *[[cell(title, place) for title in header] for place in range(n)]]


def made() -> Profil:
    """A profile that the operator made for a file that nobody could recognise by itself."""
    inspected = look({"Jawaban": rows_of(HEADER)})
    mapping = inspected.pemetaan
    for place, kode in enumerate(SKM, 3):
        mapping = mapping.with_role(place, butir_role("skm", kode))
    options = replace(
        LOOK, pemetaan=mapping, label_values={"D": {"Oke": 3}, "*": {"Tidak tahu": None}}, bulan_dulu=False
    )
    return make_profile(mapping, options)


def use(profil: Profil, header: list[str], answer: Cell = 4):
    return look({"Juni": rows_of(header, answer)}, replace(LOOK, profil=profil))


def test_the_next_file_of_the_same_kind_needs_nothing_more():
    inspected = use(made(), HEADER)
    assert not inspected.hasil.ditolak
    assert inspected.hasil.lembar[0].butir.tolist() == [[4] * 9] * 3
    assert codes(inspected, "konfirmasi") == []
    assert {kolom.cara for kolom in inspected.pemetaan.kolom} == {"profil"}
    assert profile_fit(made(), raw_sheet("Juni", rows_of(HEADER))) == 1.0


def test_columns_may_change_places_and_titles_a_little():
    header = [HEADER[12], *HEADER[11:2:-1], HEADER[1], HEADER[0].upper() + " ", HEADER[2]]
    header[3] = header[3].replace("Pertanyaan tentang", "Pertanyan tentang") + " *"
    inspected = use(made(), header)
    roles = {kolom.judul: kolom.peran for kolom in inspected.pemetaan.kolom}
    assert roles[HEADER[11]] == butir_role("skm", "U9")
    assert roles[HEADER[3]] == butir_role("skm", "U1")
    assert roles["Unit"] == SATKER
    (told,) = [one for one in inspected.hasil.masalah if one.kode == "PROFIL_BERBEDA"]
    assert told.tingkat == "peringatan"
    assert "Pertanyan" in told.pesan


def test_labels_follow_their_column_to_its_new_letter():
    header = [HEADER[12], *HEADER[:12]]  # the question with the label is now in column E
    inspected = use(made(), header, "Oke")
    assert inspected.hasil.label_asing[0].kolom == "F"  # only the second question's 'Oke' is unknown
    assert "E" not in {one.kolom for one in inspected.hasil.label_asing}
    unknown = use(made(), HEADER, "Tidak tahu")
    assert codes(unknown, "galat") == ["TANPA_JAWABAN_SAMA_SEKALI"]  # for every column: no answer


def test_new_columns_are_told_and_not_read():
    inspected = use(made(), [*HEADER, "Nomor HP", "Fakultas", "Kritik dan saran"])
    roles = [kolom.peran for kolom in inspected.pemetaan.kolom[-3:]]
    assert roles == ["pribadi", TAK_DIKENAL, ABAIKAN]
    (told,) = [one for one in inspected.hasil.masalah if one.kode == "PROFIL_BERBEDA"]
    assert "Fakultas" in told.pesan
    assert inspected.hasil.lembar[0].butir.shape == (3, 9)


def test_a_new_column_that_looks_like_an_unsur_must_be_confirmed():
    kolom = tuple(KolomProfil(kode, butir_role("skm", kode)) for kode in SKM[:8])
    sheet: list[list[Cell]] = [[*SKM[:8], "Sarana dan prasarana"], [4] * 9]
    inspected = look({"Data": sheet}, replace(LOOK, profil=Profil(kolom)))
    assert "PROFIL_BERBEDA" in codes(inspected, "konfirmasi")
    assert inspected.pemetaan.kolom[8].alternatif == butir_role("skm", "U9")


def test_a_missing_answer_column_refuses_the_file():
    header = [title for title in HEADER if "alur" not in title]
    with pytest.raises(RefusedError, match="alur"):
        use(made(), header)
    assert profile_fit(made(), raw_sheet("Juni", rows_of(header))) == 0.0
    applied = apply_profile(made(), raw_sheet("Juni", rows_of(header)), INSTRUMEN)
    assert applied.pemetaan is None
    assert applied.cocok == pytest.approx(10 / 11, abs=0.001)  # of date, satker and nine questions one is missing
    assert "U2" in applied.beda[0]


def test_a_column_without_answers_may_be_missing_and_is_told():
    inspected = use(made(), [title for title in HEADER if title != "Unit"])
    assert inspected.hasil.lembar[0].butir.shape == (3, 9)
    assert "Satuan kerja" in next(one.pesan for one in inspected.hasil.masalah if one.kode == "PROFIL_BERBEDA")


@pytest.mark.parametrize(
    ("before", "now"),
    [("U1", "U2"), ("Tidak ada pungutan liar di sini", "Ada pungutan liar di sini"), ("Hal 1", "Hal 11")],
)
def test_numbers_and_negations_are_no_small_change(before: str, now: str):
    kolom = [
        KolomProfil(before, butir_role("skm", "U1")),
        *(KolomProfil(f"K{n}x", butir_role("skm", f"U{n}")) for n in range(2, 10)),
    ]
    sheet = raw_sheet("Data", [[now, *[f"K{n}x" for n in range(2, 10)]], [4] * 9])
    assert apply_profile(Profil(tuple(kolom)), sheet).pemetaan is None


def test_the_header_may_be_lower_down():
    rows: list[list[Cell]] = [["Rekap bulan Juni"], [], *rows_of(HEADER)]
    inspected = look({"Juni": rows}, replace(LOOK, profil=made()))
    assert inspected.pemetaan.baris_judul == 3
    assert inspected.hasil.lembar[0].butir.shape == (3, 9)


def test_the_sheet_that_fits_is_read():
    raw = raw_file({"Sampul": [["Laporan"], ["bulan Juni"]], "Jawaban": rows_of(HEADER)})
    options, applied = with_profile(made(), raw, LOOK, INSTRUMEN)
    assert applied.cocok == 1.0
    assert options.pemetaan is not None
    assert options.pemetaan.lembar == "Jawaban"


def test_what_is_chosen_now_goes_before_the_profile():
    profil = replace(made(), satker_default="LAMA", bulan_dulu=True, instrumen="spkp")
    skm = shipped_instrument("skm")
    options, _ = with_profile(
        profil, raw_file({"a": rows_of(HEADER)}), replace(LOOK, satker_default="BARU", instrumen=skm), INSTRUMEN
    )
    assert (options.satker_default, options.bulan_dulu, options.instrumen) == ("BARU", True, skm)
    with pytest.raises(RefusedError, match="lain-2030"):
        with_profile(replace(profil, instrumen="lain-2030"), raw_file({"a": rows_of(HEADER)}), LOOK, INSTRUMEN)


def test_profiles_survive_json():
    profil = replace(made(), lembar="Jawaban", satker_default="S1", zona_berkas="Asia/Makassar", lewati_salah=True)
    assert profile_from_json(profil.to_json()) == profil
    assert profil.to_json() == profile_from_json(profil.to_json()).to_json()


GOOD = json.loads(Profil((KolomProfil("U1", "butir:skm:U1"),), label={"*": {"a": 1}}).to_json())


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "null", "{}", "7", "{", "[" * 100_000, json.dumps({"versi": 1}), json.dumps({**GOOD, "versi": 2}),
        json.dumps({**GOOD, "versi": "1"}), json.dumps({**GOOD, "kolom": []}), json.dumps({**GOOD, "kolom": [{}] * 501}),
        json.dumps({**GOOD, "kolom": [{"judul": "U1", "peran": "admin"}]}),
        json.dumps({**GOOD, "kolom": [{"judul": "", "peran": "satker"}]}),
        json.dumps({**GOOD, "kolom": [{"judul": "x" * 500, "peran": "satker"}]}),
        json.dumps({**GOOD, "kolom": [{"judul": "a\u202eb", "peran": "satker"}]}),
        json.dumps({**GOOD, "kolom": [{"judul": "a", "peran": "satker", "lebih": 1}]}),
        json.dumps({**GOOD, "kolom": [{"judul": 3, "peran": "satker"}]}),
        json.dumps({**GOOD, "label": {"*": {"a": 11}}}), json.dumps({**GOOD, "label": {"*": {"a": True}}}),
        json.dumps({**GOOD, "label": {"*": {"a": 1.5}}}), json.dumps({**GOOD, "label": []}),
        json.dumps({**GOOD, "bulan_dulu": "ya"}), json.dumps({**GOOD, "instrumen": 5}),
        json.dumps({**GOOD, "arti_lembar": "apa"}), json.dumps({**GOOD, "perintah": "hapus"}), "x" * 1_000_001,
    ],
)  # fmt: skip
def test_a_text_that_is_no_profile_is_refused_in_words(text: str):
    with pytest.raises(RefusedError, match=r"^.{10,200}\.$"):
        profile_from_json(text)


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(name=st.sampled_from(sorted(GOOD)), value=_VALUES)
def test_any_value_in_any_place_is_a_profile_or_a_refusal(name: str, value: object):
    try:
        found = profile_from_json(json.dumps({**GOOD, name: value}))
    except RefusedError:
        return
    assert profile_from_json(found.to_json()) == found
