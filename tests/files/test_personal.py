"""Personal data: columns and texts in which it is recognised, what is left of it, and who answered twice."""

import random
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.files.columns.mapping import PRIBADI
from data_access.files.options import ImportOptions
from data_access.files.personal import SAMARAN, is_personal_header, looks_like_names, mask_personal
from data_access.files.values.names import NamesOfPeople
from scoring.instruments import shipped_instruments
from tests.files.makers import SKM, check, codes, csv_bytes, xlsx
from tests.support.factories import PROPERTY

FOUR = [4] * 9


@pytest.mark.parametrize(
    "header",
    [
        "Nama", "1. Nama Lengkap", "Nama Anda (boleh inisial)", "Nama pengguna layanan", "Nama Warga Binaan", "NIK",
        "NIK (16 digit)", "Nomor Induk Kependudukan", "No. KTP", "No. HP / WA", "Nomor WhatsApp yang dapat dihubungi",
        "Telp.", "E-mail", "Alamat Email Aktif", "Email Address", "Alamat", "Tempat/Tanggal Lahir", "IP Address",
        "NIP", "Nomor Paspor", "Nama Ibu", "Username",
    ],
)  # fmt: skip
def test_headers_of_personal_data(header: str):
    assert is_personal_header(header)


@pytest.mark.parametrize(
    "header",
    [
        "Nama Layanan", "Nama Satker", "Nama Unit Kerja", "Layanan Paspor", "Nomor Responden", "Identitas Responden",
        "Alamat unit", "Tanggal", "No", "Bagaimana pelayanan melalui WhatsApp?", "Kemudahan nomor kontak layanan", "",
    ],
)  # fmt: skip
def test_headers_of_other_columns(header: str):
    assert not is_personal_header(header)


@pytest.mark.parametrize(
    "text",
    [
        "3201011505900001", "3201.0115.0590.0001", "320101 150590 0001", "198001012005011001", "0812-3456-7890",
        "081234567890", "+62 812 3456 7890", "+62-812-3456-789", "(0812) 3456 7890", "6281234567890", "(0536) 3221234",
        "021-5551234", "budi.s@contoh.id", "192.168.1.10", "2001:db8::ff00:42:8329", "fe80::1ff:fe23:4567:890a",
        "12.345.678.9-012.000", "C1234567",
    ],
)  # fmt: skip
def test_personal_data_in_a_text_is_masked(text: str):
    assert mask_personal(text) == SAMARAN
    assert mask_personal(f"Hubungi {text}, terima kasih") == f"Hubungi {SAMARAN}, terima kasih"


@pytest.mark.parametrize(
    "text",
    [
        "100.21.01.01", "10:15:22", "2024-05-27 10:15:22", "27/05/2024 7.59.02", "2024/05/27 07:59:02.123456",
        "Rp 1.500.000.000", "3.580123456789012", "nilai 4;3;4;3;2;4;4;4;4", "JPR00001", "Kelas A::B", "IKM 2024 2025",
        "Lapas Kelas IIB Sampit", "0,8123456789",
    ],
)  # fmt: skip
def test_other_texts_stay(text: str):
    assert mask_personal(text) == text


def people(n: int, seed: int = 7) -> list[str]:
    chance = random.Random(seed)
    first = ["Siti", "Budi", "Wayan", "Maria", "Agus", "Dewi", "Rudi", "Yohana", "Slamet", "Nurul"]
    last = ["Santoso", "Aminah", "Sudarma", "Tarigan", "Wibowo", "Lestari", "Hidayat", "Manurung", "Susilo", "Rahayu"]
    return [f"{chance.choice(first)} {chance.choice(last)} {chance.choice(last)}" for _ in range(n)]


def test_a_column_of_names_without_a_header():
    names = sorted(set(people(40)))
    assert looks_like_names("", names, len(names))
    assert looks_like_names("Nama Pengisi Survei Ini", names, len(names))
    assert not looks_like_names("Layanan", names, len(names))
    assert not looks_like_names("", ["Kunjungan Tatap Muka", "Penitipan Barang"], 40)
    rows: list[list[object]] = [["", *SKM], *[[name, *FOUR] for name in names]]
    assert check(csv_bytes(rows)).pemetaan.kolom[0].peran == PRIBADI


def test_names_are_no_source_ids():
    names = sorted(set(people(40)))
    rows: list[list[object]] = [["Responden", "Layanan", *SKM], *[[name, f"untuk {name}", *FOUR] for name in names]]
    inspected = check(csv_bytes(rows))
    assert inspected.pemetaan.kolom[0].peran == PRIBADI
    assert set(inspected.hasil.lembar[0].kategori["layanan"]) == {f"untuk {SAMARAN}"}


def test_names_under_another_header_are_not_read():
    names = sorted(set(people(60)))
    inspected = check(csv_bytes([["Jenis Layanan", *SKM], *[[name, *FOUR] for name in names]]))
    assert "ISIAN_NAMA" in codes(inspected, "peringatan")
    everything = repr(inspected.hasil) + repr(inspected.pratinjau) + repr(inspected.hasil.lembar[0].kategori)
    assert [name for name in names if name in everything] == []


def test_names_from_their_column_are_found_in_other_texts():
    known = NamesOfPeople(["Siti Aminah", "Budi"])
    assert known.mask("Kunjungan a.n. SITI  AMINAH, sore") == f"Kunjungan a.n. {SAMARAN} sore"
    assert known.mask("Kunjungan Budi") == "Kunjungan Budi"  # one word may be anything


def test_what_was_left_out_is_told():
    rows: list[list[object]] = [
        ["Nama", "No HP", "Layanan", "Satker", *SKM],
        ["Siti Aminah", "081234567891", "Kunjungan untuk Siti Aminah", "Lapas 3201011505900001", *FOUR],
        ["Budi Santoso", "081234567892", "Kunjungan", "Lapas", *FOUR],
    ]
    inspected = check(csv_bytes(rows))
    assert inspected.hasil.ringkasan.kolom_pribadi == ("A (Nama)", "B (No HP)")
    assert inspected.hasil.ringkasan.sel_disamarkan == {"D (Satker)": 1, "C (Layanan)": 1}
    assert inspected.hasil.lembar[0].kategori["layanan"].tolist() == [f"Kunjungan untuk {SAMARAN}", "Kunjungan"]
    assert inspected.hasil.lembar[0].satker.tolist() == [f"Lapas {SAMARAN}", "Lapas"]
    assert inspected.hasil.kategori_asli == (
        ("layanan", "Kunjungan", "Kunjungan", 1),
        ("layanan", f"Kunjungan untuk {SAMARAN}", f"Kunjungan untuk {SAMARAN}", 1),
    )


def persons(header: str, *values: object) -> list[int]:
    inspected = check(xlsx([["Satker", header, *SKM], *[["S1", value, *FOUR] for value in values]]))
    orang = inspected.hasil.lembar[0].orang
    return [0] * len(values) if orang is None else [int(one) for one in orang]


def test_one_person_in_several_spellings_is_one_fingerprint():
    one = persons("No HP", "0812-3456-7890", "+62 812 3456 7890", "6281234567890", 81234567890, "0812 3456 7899")
    assert one[0] != 0
    assert len(set(one[:4])) == 1
    assert one[4] not in {0, one[0]}
    mail = persons("Email", "Budi@Contoh.id ", "budi@contoh.id", "-")
    assert mail[0] == mail[1] != 0 == mail[2]
    nik = persons("NIK", "3201011505900001", "3201 0115 0590 0001", "tidak ada")
    assert nik[0] == nik[1] != 0 == nik[2]


@pytest.mark.parametrize("value", ["080000000000", "08", "0", "Budi Santoso", 3201011505900001.0, "1234567890"])
def test_what_identifies_nobody_is_nobodys(value: object):
    assert persons("No HP", value, value) == [0, 0]


def test_namesakes_are_different_people():
    assert persons("Nama", "Siti Aminah", "Siti Aminah") == [0, 0]


def test_people_with_several_answers_are_counted_and_kept():
    phones = ["081211112222", "0812-1111-2222", "081233334444", "081255556666", "081255556666"]
    satker = ["S1", "S1", "S1", "S1", "S2"]  # the last two: one person at two satker
    rows: list[list[object]] = [
        ["Satker", "HP", *SKM],
        *[[kode, hp, *FOUR] for kode, hp in zip(satker, phones, strict=True)],
    ]
    inspected = check(csv_bytes(rows))
    (told,) = [one for one in inspected.hasil.masalah if one.kode == "ORANG_BERULANG"]
    assert told.pesan.startswith("1 orang mengisi lebih dari sekali")
    assert (told.tingkat, told.baris_awal, inspected.hasil.ringkasan.orang_berulang) == ("peringatan", (2, 3), 1)
    assert len(inspected.hasil.lembar[0]) == 5


def test_nobody_is_told_apart_in_a_confidential_survey():
    skm = shipped_instruments()["skm"]
    secret = replace(skm, internal=True, periode_terbit="tahun")
    rows: list[list[object]] = [["Satker", "HP", "Usia", *SKM], *[["S1", "081211112222", 30, *FOUR]] * 2]
    inspected = check(csv_bytes(rows), ImportOptions(untuk_disimpan=False, instrumen=secret))
    assert inspected.hasil.lembar[0].orang is None
    assert inspected.hasil.kategori_asli == ()
    assert "ORANG_BERULANG" not in codes(inspected, "peringatan")


def test_without_a_secret_there_is_no_fingerprint(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PANTAU_GARAM", "pendek")
    assert persons("No HP", "081234567890", "081234567890") == [0, 0]


def test_a_header_keeps_no_address():
    inspected = check(csv_bytes([["Layanan (tanya 0812-3456-7890)", *SKM], ["SKCK", *FOUR]]))
    assert inspected.pemetaan.kolom[0].judul == f"Layanan (tanya {SAMARAN})"
    assert "0812" not in inspected.pemetaan.to_json()


@PROPERTY
@given(st.text(max_size=80))
def test_masking_twice_changes_nothing_more(text: str):
    once = mask_personal(text)
    assert mask_personal(once) == once


@PROPERTY
@given(
    before=st.text(alphabet="abc xyz,:;", max_size=20),
    phone=st.from_regex(r"(0|62|\+62 ?)8[1-9][0-9]{8,9}", fullmatch=True),
    after=st.text(alphabet="abc xyz,:;", max_size=20),
)
def test_a_number_is_found_in_any_sentence(before: str, phone: str, after: str):
    masked = mask_personal(f"{before} {phone} {after}")
    assert phone not in masked
    assert SAMARAN in masked


def test_looking_for_names_is_quick_whatever_the_text():
    """Short parts behind each other could be cut into degrees in 2^28 ways."""
    start = time.perf_counter()
    assert not looks_like_names("", [f"A B {n}{'A.' * 26}!" for n in range(10)], 10)
    assert not looks_like_names("", [f"A B {'A.' * 26}{n}" for n in range(10)], 10)
    assert time.perf_counter() - start < 2
