"""Which satker a text means. The names are the real ones of the reference list; the spellings are made from them."""

import itertools
import random
import re
from collections.abc import Iterator

import pytest

from data_access.files.options import ImportOptions
from data_access.files.values.satker_match import BATAS_USUL, SatkerIndex
from data_access.files.values.satker_names import NamaSatker, parse_name
from data_access.satker_reference import reference_list
from tests.files.makers import SKM, check, codes, csv_bytes

KNOWN = [(satker.kode, satker.nama) for satker in reference_list()]
NAMES = {nama.casefold() for _, nama in KNOWN}
INDEX = SatkerIndex(KNOWN)
LONG = {
    "Lapas": ("Lembaga Pemasyarakatan", "LAPAS", "lapas", "LP"),
    "Rutan": ("Rumah Tahanan Negara", "Rumah Tahanan", "RUTAN"),
    "Bapas": ("Balai Pemasyarakatan", "BAPAS"),
    "LPKA": ("Lembaga Pembinaan Khusus Anak", "lpka"),
    "Rupbasan": ("Rumah Penyimpanan Benda Sitaan Negara", "RUPBASAN"),
    "Kantor": ("Kantor", "KANTOR"),
}
CLASS_WORDS = ("Kelas", "Klas", "KLS", "Kls.", "KELAS", "kelas", "Kl.")
ROMAN = {"I": "1", "II": "2", "III": "3"}


def spellings(nama: str) -> Iterator[str]:
    """Ways to write the same name: nothing here changes jenis, kelas, kekhususan or place."""
    first = nama.partition(" ")[0]
    found = re.search(r"Kelas (I{1,3})([AB]?)", nama)
    for word in (first, *LONG[first]):
        whole = nama.replace(first, word, 1)
        if found is None:
            yield from (whole, whole.upper(), f"  {whole.lower()}. ")
        else:
            yield from (whole.replace(found.group(), kelas) for kelas in classes(*found.groups()))
            yield whole.upper()
    yield nama.replace("Kantor Imigrasi", "Kanim").replace("Perempuan", "Wanita")
    for where in ("Palangka Raya", "Pangkalan Bun", "Muara Teweh", "Arga Makmur", "Kembang Kuning"):
        yield nama.replace(where, where.replace(" ", "")).replace("Tanjungpandan", "Tanjung Pandan")


def classes(number: str, letter: str) -> Iterator[str]:
    for kelas in CLASS_WORDS:
        for sign in (number, ROMAN[number], number.lower(), number.replace("I", "l")):
            for gap in ("", " ", "-") if letter else ("",):
                yield f"{kelas} {sign}{gap}{letter}"
        yield f"{kelas}{number}{letter}"


def other_satker(nama: str) -> Iterator[str]:
    """Names that are not this satker's: another jenis, kelas, kekhususan or place."""
    first = nama.partition(" ")[0]
    for word in ("Lapas", "Rutan", "Bapas", "LPKA", "Rudenim", "Rupbasan"):
        yield nama.replace("Kantor Imigrasi", "Kantor").replace(first, word, 1)
    if found := re.search(r"Kelas (I{1,3}[AB]?)", nama):
        yield from (nama.replace(found.group(), f"Kelas {kelas}") for kelas in ("I", "IIA", "IIB", "III", "II"))
    for special in ("Perempuan", "Narkotika", "Terbuka", "Pemuda"):
        yield nama.replace(f"{special} ", "")
        if special not in nama:
            yield nama.replace("Lapas", f"Lapas {special}")
    yield nama.replace("TPI", "Non TPI") if "TPI" in nama else nama.replace("Kelas I ", "Kelas I Non TPI ")
    for _, other in KNOWN:
        yield nama.replace(place(nama), place(other))


def place(nama: str) -> str:
    return re.sub(r"^(Kantor Imigrasi|\S+)( (Perempuan|Narkotika|Terbuka|Pemuda))?( Kelas I+[AB]?)?( TPI)? ", "", nama)


def typos(nama: str, seed: int) -> Iterator[str]:
    """The name with one letter of its place lost, doubled, swapped with the next, or replaced."""
    chance = random.Random(seed)
    where = place(nama)
    for _ in range(4):
        at = chance.randrange(len(where) - 1)
        swapped = where[:at] + where[at + 1] + where[at] + where[at + 2 :]
        if " " in where[at : at + 2]:
            continue  # a space that moves changes nothing
        for wrong in (where[:at] + where[at + 1 :], where[:at] + where[at] + where[at:], swapped):
            yield nama.replace(where, wrong)
        yield nama.replace(where, where[:at] + chance.choice("aeioubdklmnprst") + where[at + 1 :])


def test_every_spelling_of_a_name_is_the_satker_without_asking():
    """Precision 100 % and recall 100 % over all spellings that change nothing but the way of writing."""
    cases = [(kode, text) for kode, nama in KNOWN for text in spellings(nama)]
    assert len(cases) > 10_000
    wrong = [(text, found.kode) for kode, text in cases if (found := INDEX.match(text)).kode != kode]
    asked = [text for _, text in cases if not INDEX.match(text).is_certain]
    assert (wrong, asked) == ([], [])


def test_another_satker_is_never_taken_without_asking():
    cases = [(kode, text) for kode, nama in KNOWN for text in other_satker(nama) if text.casefold() not in NAMES]
    assert len(cases) > 9_000
    taken = [(text, one.kode) for _, text in cases if (one := INDEX.match(text)).is_certain]
    assert taken == []


def test_misspelt_places_are_asked_and_mostly_proposed_rightly():
    """Recall of the proposals on 1,500 misspelt names; none is taken without asking."""
    cases = [(kode, text) for place_, (kode, nama) in enumerate(KNOWN) for text in typos(nama, place_)]
    cases = [(kode, text) for kode, text in cases if text.casefold() not in NAMES]
    found = []
    for block in range(0, len(cases), 250):
        index = SatkerIndex(KNOWN)
        found += [(kode, index.match(text)) for kode, text in cases[block : block + 250]]
    sure = [one for _, one in found if one.is_certain]
    assert sure == []
    right = sum(one.kode == kode for kode, one in found)
    proposed = sum(one.is_proposal for _, one in found)
    assert right / len(found) > 0.9
    assert right / proposed > 0.99


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("LEMBAGA PEMASYARAKATAN KLS. II-B SAMPIT", ("lapas", "", "IIB", "", "sampit")),
        ("Lapas IIB Sampit", ("lapas", "", "IIB", "", "sampit")),
        ("LPP Klas IIA Palangkaraya", ("lapas", "perempuan", "IIA", "", "palangkaraya")),
        ("Lapas Kelas IIA Narkotika Kasongan", ("lapas", "narkotika", "IIA", "", "kasongan")),
        ("Kanim Kelas I Non-TPI Bogor", ("kanim", "", "I", "non tpi", "bogor")),
        ("Kantor Imigrasi Kelas I Khusus TPI Batam", ("kanim", "khusus", "I", "tpi", "batam")),
        ("Rumah Detensi Imigrasi Kupang", ("rudenim", "", "", "", "kupang")),
        ("Cabang Rutan Pagaralam", ("cabrutan", "", "", "", "pagaralam")),
        ("Lapas Kelas I Batu", ("lapas", "", "I", "", "batu")),
        ("Dinas Kependudukan Prov. Kalteng", ("", "", "", "", "dinas kependudukan provinsi kalteng")),
        ("Loket 1", ("", "", "", "", "loket 1")),
    ],
)
def test_a_name_is_taken_apart(text: str, parts: tuple[str, ...]):
    assert parse_name(text) == NamaSatker(*parts)


@pytest.mark.parametrize(
    ("text", "kode", "cara"),
    [
        ("lapas-kelas-iib-sampit", "lapas-kelas-iib-sampit", "kode"),
        ("lapas-kelas-iib-sampit | Lapas Kelas IIB Sampit", "lapas-kelas-iib-sampit", "kode"),
        ("LAPAS KELAS IIB SAMPIT - lapas-kelas-iib-sampit", "lapas-kelas-iib-sampit", "kode"),
        ("Lembaga Pemasyarakatan Kelas IIB Sampit", "lapas-kelas-iib-sampit", "nama"),
        ("Lapas Sampit", "lapas-kelas-iib-sampit", "mirip"),
        ("Lapas Palangka Raya", "lapas-kelas-iia-palangka-raya", "mirip"),
        ("Lapas Perempuan Palangka Raya", "lapas-perempuan-kelas-iia-palangka-raya", "mirip"),
        ("Kanim Kelas I TPI Palangka Raya", "kantor-imigrasi-kelas-i-palangka-raya", "mirip"),
        ("Rutan Kelas IIB Jepara", "rutan-jepara", "mirip"),
        ("Lapas Kasongan", "lapas-narkotika-kelas-iia-kasongan", "mirip"),
        # Code and name contradict each other.
        ("lapas-kelas-iib-sampit | Lapas Kelas IIA Palangka Raya", "lapas-kelas-iib-sampit", "mirip"),
    ],
)
def test_how_a_text_is_read(text: str, kode: str, cara: str):
    found = SatkerIndex(KNOWN).match(text)
    assert (found.kode, found.cara) == (kode, cara)
    assert found.is_certain == (cara != "mirip")
    assert found.yakin >= BATAS_USUL


@pytest.mark.parametrize(
    "text",
    [
        "Lapas Kelas IIB Palangka Raya",
        "Rutan Kelas IIB Palangka Raya",
        "Bapas Kelas III Sampit",
        "Palangka Raya",  # eight satker
        "Sampit",
        "Lapas Perempuan Kelas IIA Sampit",
        "OSS",
        "Lapas Pemalang",
    ],
)
def test_what_is_no_known_satker_stays_unknown(text: str):
    found = SatkerIndex(KNOWN).match(text)
    assert (found.kode, found.cara) == (text, "")


def test_candidates_are_offered_where_nothing_is_proposed():
    """The kelas of a satker may have been raised: it is shown, not proposed."""
    assert "lapas-kelas-iia-palangka-raya" in dict(SatkerIndex(KNOWN).match("Lapas Kelas IIB Palangka Raya").lain)
    assert len(SatkerIndex(KNOWN).match("Palangka Raya").lain) == 3


def test_numbers_and_single_letters_are_never_alike():
    index = SatkerIndex([("L1", "Loket Pelayanan 1"), ("BA", "Blok Hunian A"), ("00123", "Kantor Camat")])
    for text in ("Loket Pelayanan 2", "Loket Pelayanan II", "Loket Pelayanan", "Blok Hunian B"):
        assert index.match(text).cara == ""
    assert (index.match("Loket Pelayanan I").kode, index.match("Loket Pelayanan I").cara) == ("L1", "mirip")
    assert (index.match("123").kode, index.match("123").cara) == ("00123", "mirip")


def test_a_name_of_two_satker_names_neither():
    index = SatkerIndex([("A", "Lapas Kelas IIB Sampit"), ("B", "LAPAS KLAS II B SAMPIT")])
    found = index.match("Lembaga Pemasyarakatan Kelas IIB Sampit")
    assert (found.cara, {kode for kode, _ in found.lain}) == ("", {"A", "B"})


def test_remembered_and_chosen_spellings_are_certain():
    index = SatkerIndex(KNOWN, {"lp sampit kota": "lapas-kelas-iib-sampit", "lain": "tidak-ada"}, {"Lain": "BARU"})
    assert (index.match("LP. Sampit Kota").kode, index.match("LP. Sampit Kota").cara) == (
        "lapas-kelas-iib-sampit",
        "alias",
    )
    assert (index.match("lain").kode, index.match("lain").cara) == ("BARU", "operator")


def test_personal_data_never_becomes_a_code():
    found = SatkerIndex(KNOWN).match("Budi 081234567890")
    assert (found.kode, found.teks) == ("Budi [disamarkan]", "Budi [disamarkan]")


def test_a_column_of_free_text_costs_little():
    index = SatkerIndex(KNOWN)
    letters = ("".join(pair) for pair in itertools.product("abcdefghij", repeat=4))
    assert all(not index.match(f"catatan {text}").cara for text in letters)


def survey(*satker: str) -> bytes:
    return csv_bytes([["Tanggal", "Satker", *SKM], *[["27/05/2024", text, *[4] * 9] for text in satker]])


def test_a_file_asks_for_what_is_not_certain_and_takes_the_answer():
    content = survey("LAPAS KLAS II B SAMPIT", "Lapas Sampit", "Lapas Sampit", "Lapas Kelas IIB Palangka Raya")
    first = check(content, ImportOptions(satker_dikenal=tuple(KNOWN)))
    (problem,) = first.hasil.problems("konfirmasi")
    assert (problem.kode, problem.jumlah, problem.baris_awal) == ("SATKER_MIRIP", 2, (3, 4))
    assert [(one.teks, one.cara, one.n) for one in first.hasil.satker_dibaca] == [
        ("LAPAS KLAS II B SAMPIT", "nama", 1), ("Lapas Sampit", "mirip", 2), ("Lapas Kelas IIB Palangka Raya", "", 1),
    ]  # fmt: skip
    assert first.hasil.ringkasan.satker_tidak_dikenal == ("Lapas Kelas IIB Palangka Raya",)
    answered = ImportOptions(
        satker_dikenal=tuple(KNOWN),
        satker_pilihan={"Lapas Sampit": "lapas-kelas-iib-sampit"},
        satker_alias={"lapas kelas iib palangka raya": "lapas-kelas-iia-palangka-raya"},
    )
    second = check(content, answered)
    assert codes(second, "konfirmasi") == []
    assert second.hasil.ringkasan.satker == {"lapas-kelas-iib-sampit": 3, "lapas-kelas-iia-palangka-raya": 1}
