"""Recognition: which column is what, by name before code, never by position, and never by guessing."""

import json
import random
from collections.abc import Sequence

import pytest

from data_access.errors import RefusedError
from data_access.files.columns.mapping import (
    ABAIKAN,
    ID,
    NOMOR,
    PRIBADI,
    SATKER,
    TAK_DIKENAL,
    TANGGAL,
    Pemetaan,
    butir_role,
    mapping_from_json,
    possible_roles,
    role_name,
)
from data_access.files.columns.matching import canonical_code
from data_access.files.columns.recognition import recognise
from data_access.files.options import ImportOptions
from data_access.files.reading.cells import RawSheet
from data_access.files.reading.reader import read_file
from scoring.instruments import Instrumen, parse_instrument, shipped_instrument
from tests.files.makers import INSTRUMEN, SKM, SPKP_SPAK, check, codes, csv_bytes, survey, xlsx


def sheet_of(*rows: Sequence[object]) -> RawSheet:
    return read_file(csv_bytes(rows), "survei.csv").lembar[0]


def mapping(*rows: Sequence[object], chosen: Instrumen | None = None) -> Pemetaan:
    return recognise(sheet_of(*rows), INSTRUMEN, chosen)


def roles(header: Sequence[str], values: Sequence[object] | None = None) -> dict[str, str]:
    """Role per header, with one row of values below."""
    found = mapping(header, values or [4] * len(header))
    return {kolom.judul: kolom.peran for kolom in found.kolom}


@pytest.mark.parametrize(
    ("header", "instruments"),
    [
        (SKM, ("skm",)),
        (SKM[:8], ("spkp",)),
        (SPKP_SPAK[8:], ("spak",)),
        (SPKP_SPAK, ("spkp", "spak")),
        ([f"I{n}" for n in range(1, 5)], ("integritas",)),
        (["u1", "U-2", "U 3", "U04", "(U5)", "U6.", "[U7]", "u_8"], ("spkp",)),
        (["No", *SKM, "Rata-rata"], ("skm",)),
    ],
)
def test_codes_say_which_instrument(header: list[str], instruments: tuple[str, ...]):
    assert mapping(header, [4] * len(header)).instrumen == instruments


@pytest.mark.parametrize("instrumen", INSTRUMEN, ids=lambda one: one.kode)
@pytest.mark.parametrize("by", ["nama", "pernyataan", "kode dan nama", "nomor dan pernyataan"])
def test_every_shipped_instrument_is_known_by_its_names_in_any_order(instrumen: Instrumen, by: str):
    """Statements of two instruments can be the same; then the columns themselves say nothing more."""
    units = list(instrumen.unsur)
    random.Random(instrumen.kode).shuffle(units)
    header = {
        "nama": [unsur.nama for unsur in units],
        "pernyataan": [unsur.butir[0].pernyataan for unsur in units],
        "kode dan nama": [f"{unsur.kode} {unsur.nama}" for unsur in units],
        "nomor dan pernyataan": [f"{n}. {unsur.butir[0].pernyataan}?" for n, unsur in enumerate(units, 7)],
    }[by]
    found = mapping(header, [4] * len(header))
    assert [kolom.peran for kolom in found.kolom] == [butir_role(instrumen.kode, unsur.kode) for unsur in units]
    assert {kolom.yakin for kolom in found.kolom} == {1.0}


def test_names_beat_codes_and_positions():
    """Real forms put Sarana 8th and Pengaduan 9th."""
    header = [*SKM[:7], "U8 Sarana dan Prasarana", "U9 Penanganan Pengaduan"]
    found = mapping(header, [4] * 9)
    assert found.kolom[7].peran == butir_role("skm", "U9")
    assert found.kolom[8].peran == butir_role("skm", "U8")
    assert "U8" in found.kolom[7].catatan


def test_a_code_with_unknown_words_is_taken_but_told():
    found = mapping(["U1 Kelengkapan syarat administrasi", *SKM[1:]], [4] * 9)
    assert found.kolom[0].peran == butir_role("skm", "U1")
    assert found.kolom[0].yakin < 0.5
    assert "kelengkapan syarat administrasi" in found.kolom[0].catatan


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("Tidak ada pungutan liar (pungli) di unit layanan ini", "A4"),
        ("Tidak ada diskriminasi dalam pelayanan pada unit layanan ini.", "A1"),
        ("TIDAK ADA PERCALOAN / PERANTARA TIDAK RESMI PADA UNIT LAYANAN INI !", "A5"),
        ("Tidak ada pungutan\u00a0liar (pungli)\u200b pada unit layanan ini", "A4"),
        ("9) Tidak ada pungutan liar (pungli) pada unit layanan ini  ", "A4"),
        ("Penilaian [Pungutan liar]", "A4"),
    ],
)
def test_small_differences_of_wording_are_understood(header: str, code: str):
    found = mapping([header, "A2 Kecurangan", "Percaloan" if code != "A5" else "Gratifikasi", "Imbalan"], [6, 6, 6, 6])
    assert found.kolom[0].peran == butir_role("spak", code)


@pytest.mark.parametrize(
    "header",
    [
        "Ada pungutan liar (pungli) pada unit layanan ini",  # the opposite
        "Tidak ada petugas pada unit layanan ini",
        "Tidak ada kutipan liar pada unit layanan ini",
        "Apakah petugas pada unit layanan ini ramah?",
        "Pelayanan pada unit layanan ini mudah diikuti/dilakukan",
        "Informasi dan persyaratan",
        "Bagaimana pendapat saudara tentang waktu yang diperlukan untuk mendapatkan produk layanan?",
        "Berapa menurut anda nilai peringkat pelayanan yg dilakukan oleh petugas?",
    ],
)
def test_what_is_not_certain_is_not_recognised_and_told(header: str):
    inspected = check(csv_bytes([[header, *SPKP_SPAK], *[[6] * 14] * 3]))
    assert inspected.pemetaan.kolom[0].peran == TAK_DIKENAL
    assert "KOLOM_TAK_DIKENAL" in codes(inspected, "peringatan")


def test_real_headers_of_a_village_form():
    """Numbers before the questions are not unsur numbers (header texts of a real Google form)."""
    header = [
        "Cap waktu", "1. Nama Lengkap", "2. Umur", "3. Jenis Kelamin", "4. Jenjang Pendidikan", "5. Pekerjaan",
        "15. Apakah saudara memiliki sebuah laporan/keluhan saudara yang ingin di sampaikan ke kantor desa",
    ]  # fmt: skip
    found = roles(header, ["27/05/2024 7:59:02", "Budi", 30, "L", "SMA", "Petani", "tidak ada"])
    assert list(found.values()) == [TANGGAL, PRIBADI, "usia", "jenis_kelamin", "pendidikan", "pekerjaan", TAK_DIKENAL]


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("Kode Satker", SATKER), ("SATUAN KERJA", SATKER), ("ID LOKET", SATKER), ("Unit Layanan", SATKER),
        ("Tanggal", TANGGAL), ("Timestamp", TANGGAL), ("Waktu Isi", TANGGAL), ("submitdate", TANGGAL),
        ("Jenis Layanan yang diterima", "layanan"), ("Layanan", "layanan"), ("Produk layanan", "layanan"),
        ("Jenis kelamin Anda", "jenis_kelamin"), ("JK", "jenis_kelamin"), ("L/P", "jenis_kelamin"),
        ("Usia (Tahun)", "usia"), ("Berapa usia Bapak/Ibu?", "usia"), ("Umur Responden", "usia"),
        ("Pendidikan Terakhir", "pendidikan"), ("5. Pekerjaan", "pekerjaan"),
        ("Nama", PRIBADI), ("Nama Lengkap (opsional)", PRIBADI), ("NIK", PRIBADI), ("No. HP/WA", PRIBADI),
        ("Alamat e-mail", PRIBADI), ("Email Address", PRIBADI), ("ALAMAT", PRIBADI), ("IP Address", PRIBADI),
        ("Tanggal Lahir", PRIBADI), ("Nomor Telepon", PRIBADI),
        ("No", NOMOR), ("NO. RESP", ID), ("N0.", NOMOR), ("respondent_id", ID), ("Responden", ID), ("_uuid", ID),
        ("Kritik dan Saran", ABAIKAN), ("Rata-rata", ABAIKAN),
        ("Nama Layanan", "layanan"), ("Nama Satker", SATKER), ("Fakultas", TAK_DIKENAL),
        ("Kanal", "kanal"), ("Kanal Pengisian", "kanal"), ("Kanal pengisian (QR/WhatsApp/kertas)", "kanal"),
        ("6. Cara pengisian survei", "kanal"), ("Survei ini diisi melalui", TAK_DIKENAL), ("Metode Pengisian", "kanal"),
        ("DistributionChannel", "kanal"), ("Media pengisian", "kanal"),
        # About the service, about hearing of it, or personal: not how the form was reached.
        ("Sumber informasi", TAK_DIKENAL), ("Media Sosial", PRIBADI), ("Sumber", TAK_DIKENAL), ("WhatsApp", PRIBADI),
        ("Kanal layanan", TAK_DIKENAL), ("Kanal pengaduan", TAK_DIKENAL), ("Kanal informasi", TAK_DIKENAL),
        ("Media", TAK_DIKENAL), ("Dari mana Anda mengetahui layanan ini?", TAK_DIKENAL),
    ],
)  # fmt: skip
def test_other_columns_by_their_header(header: str, role: str):
    assert roles([header, *SKM])[header] == role


def test_personal_data_is_recognised_by_content_too():
    rows: list[list[object]] = [["Kolom X", *SKM], *[[f"0812345678{n:02d}", *[4] * 9] for n in range(20)]]
    assert mapping(*rows).kolom[0].peran == PRIBADI
    rows = [["Kolom X", *SKM], *[[f"budi{n}@contoh.id", *[4] * 9] for n in range(20)]]
    assert mapping(*rows).kolom[0].peran == PRIBADI


def test_personal_data_is_never_in_the_results():
    header = ["Nama", "NIK", "Email", "Layanan", *SKM]
    inspected = check(csv_bytes([header, ["Budi Rahasia", "3201011505900001", "b@rahasia.id", "SKCK", *[4] * 9]]))
    everything = repr(inspected.hasil) + repr(inspected.pratinjau) + repr(inspected.hasil.lembar[0].kategori)
    assert "rahasia" not in everything.lower()
    assert "3201011505900001" not in everything
    assert inspected.hasil.ringkasan.kolom_pribadi == ("A (Nama)", "B (NIK)", "C (Email)")


def test_waktu_is_a_date_or_an_unsur_by_its_content():
    names = ["Persyaratan", "Prosedur", "Waktu", "Biaya", "Produk", "Kompetensi", "Perilaku", "Pengaduan", "Sarana"]
    assert roles(names)["Waktu"] == butir_role("skm", "U3")
    assert roles(["Waktu", *SKM], ["2020-07-15 13:53:59", *[4] * 9])["Waktu"] == TANGGAL


def test_two_columns_for_one_role_the_more_specific_wins():
    found = roles(["Satker", "Kode Satker", "Unit", *SKM], ["Lapas Baru", "S01", "Loket 2", *[4] * 9])
    assert [found["Satker"], found["Kode Satker"], found["Unit"]] == [ABAIKAN, SATKER, ABAIKAN]


def test_free_text_under_a_code_is_no_answer():
    """One app exports the reasons for the answers as A1..An."""
    rows: list[list[object]] = [[*SKM, "A1"], *[[*[4] * 9, f"alasan panjang nomor {'x' * n}"] for n in range(30)]]
    assert mapping(*rows).kolom[9].peran == TAK_DIKENAL


@pytest.mark.parametrize(
    "above", [[], [["Rekap Survei"], []], [["REKAP"], ["Periode", "Januari 2024"], [], ["Satker", "S1"]]]
)
def test_the_header_is_found_below_titles(above: list[list[str]]):
    found = mapping(*above, ["No", *SKM], [1, *[4] * 9])
    assert found.baris_judul == len(above) + 1
    assert found.instrumen == ("skm",)


def test_seven_names_without_sarana_need_confirmation():
    """The 7-unsur form of 2021, or an SPKP form that lost a column: the operator decides."""
    names = [unsur.nama for unsur in shipped_instrument("spkp-2021").unsur]
    found = mapping(names, [6] * 7)
    assert found.instrumen == ("spkp-2021",)
    assert "2021" in found.keraguan[0]
    chosen = mapping(names, [6] * 7, chosen=shipped_instrument("spkp"))
    assert (chosen.instrumen, chosen.keraguan) == (("spkp",), ())


def own_instrument(kode: str, prefix: str = "U", skala: int = 4) -> Instrumen:
    units = "".join(f'[[unsur]]\nkode = "{prefix}{n}"\nnama = "Hal {kode} {n}"\n' for n in range(1, 10))
    return parse_instrument(f'kode = "{kode}"\nnama = "Survei {kode}"\nskala_min = 1\nskala_maks = {skala}\n{units}')


def test_equally_good_instruments_need_confirmation():
    content = csv_bytes([SKM, [4] * 9])
    raw = read_file(content, "survei.csv")
    found = recognise(raw.lembar[0], [*INSTRUMEN, own_instrument("buatan")])
    assert found.instrumen == ("skm",)
    assert "Survei buatan" in found.keraguan[0]


def test_codes_of_another_form_need_confirmation():
    """The form of 2004 has U1..U14: nine of them would fit the SKM of 2017."""
    found = mapping([f"U{n}" for n in range(1, 15)], [4] * 14)
    assert found.instrumen == ("skm",)
    assert "U10, U11, U12, U13, U14" in found.keraguan[0]


def test_codes_beside_unknown_words_need_confirmation():
    found = mapping([f"U{n} Pernyataan lain nomor {n}" for n in range(1, 9)], [6] * 8)
    assert found.instrumen == ("spkp",)
    assert "bukan nama unsur" in found.keraguan[0]


def test_long_headers_stay_the_same_header():
    """What is shown is cut, what is compared must be cut in the same place."""
    content = csv_bytes([[f"Keterangan {'panjang ' * 100}", *SKM], ["x", *[4] * 9]])
    found = check(content).pemetaan
    assert len(found.kolom[0].judul) <= 400
    assert not check(content, ImportOptions(untuk_disimpan=False, pemetaan=found)).hasil.ditolak


def test_roles_that_do_not_exist_are_refused():
    content = csv_bytes([["No", *SKM], [1, *[4] * 9]])
    found = check(content).pemetaan
    with pytest.raises(RefusedError, match="nama_ibu"):
        found.with_role("A", "nama_ibu")
    for role in ("butir:skm:U10", "butir:lain:U1"):
        other = check(content, ImportOptions(untuk_disimpan=False, pemetaan=found.with_role("A", role)))
        assert codes(other, "galat") == ["PERAN_LAIN"]


def test_a_chosen_instrument_is_used_for_codes_and_names():
    own = own_instrument("buatan", skala=10)
    by_code = mapping(SKM, [9] * 9, chosen=own)
    assert by_code.instrumen == ("buatan",)
    assert by_code.keraguan == ()
    by_name = mapping([f"hal BUATAN {n}" for n in range(9, 0, -1)], [9] * 9, chosen=own)
    assert by_name.kolom[0].peran == butir_role("buatan", "U9")


def test_nested_items_are_known_by_code_and_statement():
    nested = parse_instrument(
        'kode = "panjang"\nnama = "Bentuk panjang"\nskala_min = 1\nskala_maks = 6\n'
        + "".join(
            f'[[unsur]]\nkode = "U{u}"\nnama = "Unsur {u}"\n'
            + "".join(
                f'[[unsur.butir]]\nkode = "U{u}.{b}"\npernyataan = "Pernyataan {u} yang ke {b}"\n' for b in (1, 2)
            )
            for u in (1, 2, 3)
        )
    )
    found = mapping(["U1.1", "Pernyataan 1 yang ke 2", "U2.01", "U2.2", "U3.1 -", "U3.2"], [5] * 6, chosen=nested)
    assert [kolom.peran.split(":")[2] for kolom in found.kolom] == ["U1.1", "U1.2", "U2.1", "U2.2", "U3.1", "U3.2"]


def test_duplicate_headers_are_an_error_until_the_operator_decides():
    content = csv_bytes([[*SKM, "U9"], [*[4] * 9, 3]])
    inspected = check(content)
    assert codes(inspected, "galat") == ["JUDUL_GANDA"]
    assert inspected.hasil.lembar == ()
    corrected = inspected.pemetaan.with_role("J", ABAIKAN)
    again = check(content, ImportOptions(untuk_disimpan=False, pemetaan=corrected))
    assert not again.hasil.ditolak
    assert again.hasil.lembar[0].butir.tolist() == [[4] * 9]


def test_a_correction_changes_one_column_and_what_the_file_means():
    inspected = check(csv_bytes([["Hal lain", *SKM[1:]], [2, *[4] * 8]]))
    assert inspected.pemetaan.kolom[0].peran == TAK_DIKENAL
    corrected = inspected.pemetaan.with_role(0, butir_role("skm", "U1"))
    assert inspected.pemetaan.kolom[0].peran == TAK_DIKENAL  # a plain value: the old one stays
    again = check(
        csv_bytes([["Hal lain", *SKM[1:]], [2, *[4] * 8]]), ImportOptions(pemetaan=corrected, untuk_disimpan=False)
    )
    assert again.hasil.lembar[0].butir[0, 0] == 2
    assert again.pemetaan.kolom[0].cara == "operator"
    assert again.kunci != inspected.kunci


def test_a_mapping_survives_json_and_refuses_other_files():
    content = csv_bytes([["No", *SKM], [1, *[4] * 9]])
    found = check(content).pemetaan
    again = mapping_from_json(found.to_json())
    assert again == found
    other = check(csv_bytes([["Nomor urut lain", *SKM], [1, *[4] * 9]]), ImportOptions(pemetaan=again))
    assert codes(other, "galat") == ["PEMETAAN_LAIN"]
    moved = json.loads(found.to_json())
    moved["kolom"][0]["indeks"] = 5
    for broken in ("", "[]", "{}", json.dumps({"kolom": [{"x": 1}]}), json.dumps(moved)):
        with pytest.raises(RefusedError, match="pemetaan"):
            mapping_from_json(broken)
    with pytest.raises(RefusedError, match="kolom ZZ"):
        found.with_role("ZZ", SATKER)


def test_roles_can_be_listed_in_words():
    listed = possible_roles(INSTRUMEN)
    assert listed[0] == "butir:spkp:U1"
    assert {SATKER, TANGGAL, "layanan", PRIBADI, ABAIKAN} <= set(listed)
    assert role_name("butir:skm:U9", INSTRUMEN) == "U9 Sarana dan prasarana (IKM)"
    assert role_name(SATKER, INSTRUMEN) == "Satuan kerja"


def test_the_sheets_with_items_are_read_and_others_are_named():
    from tests.files.makers import workbook

    rows = survey(SKM, [[4] * 9] * 2)
    content = workbook({"Sampul": [["Rekap"]], "Juli": rows, "Agustus": rows})
    inspected = check(content)
    assert inspected.lembar_dibaca == ("Juli", "Agustus")
    assert "Sampul" in inspected.catatan[-1]
    chosen = check(content, ImportOptions(lembar="Agustus"))
    assert (chosen.pemetaan.lembar, codes(chosen, "konfirmasi")) == ("Agustus", [])
    with pytest.raises(RefusedError, match="Sampul, Juli, Agustus"):
        check(content, ImportOptions(lembar="September"))


def test_a_file_without_any_unsur_says_so():
    inspected = check(xlsx([["Judul"], ["isi"]]))
    assert codes(inspected, "galat") == ["TANPA_UNSUR"]


@pytest.mark.parametrize(("text", "code"), [("u 01", "U1"), ("U-1", "U1"), ("U1.02", "U1.2"), ("a10", "A10")])
def test_codes_have_one_spelling(text: str, code: str):
    assert canonical_code(text) == code
