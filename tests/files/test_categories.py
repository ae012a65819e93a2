"""Respondents' features in common categories, from the spellings of real files; the raw text is kept beside it."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from data_access.files.values.categories import read_category
from tests.files.makers import SKM, check, codes, csv_bytes

FOUR = [4] * 9


def category(dimensi: str, text: str) -> str:
    return read_category(dimensi, [text], [1]).teks[0]


@pytest.mark.parametrize(
    ("dimensi", "text", "expected"),
    [
        ("jenis_kelamin", "L", "Laki-laki"), ("jenis_kelamin", "Laki Laki", "Laki-laki"),
        ("jenis_kelamin", "LAKI - LAKI", "Laki-laki"), ("jenis_kelamin", "Laki-laki (L)", "Laki-laki"),
        ("jenis_kelamin", "Pria", "Laki-laki"), ("jenis_kelamin", "P", "Perempuan"),
        ("jenis_kelamin", "perempuan", "Perempuan"), ("jenis_kelamin", "Permpuan", "Perempuan"),
        ("jenis_kelamin", "Wanita", "Perempuan"), ("jenis_kelamin", "x", ""), ("jenis_kelamin", "L/P", ""),
        ("pendidikan", "S2 Keatas", "S2 ke atas"), ("pendidikan", "SLTA Sederajat", "SMA"),
        ("pendidikan", "SMA / SMK / Sederajat", "SMA"), ("pendidikan", "D4/S1", "S1"),
        ("pendidikan", "Sarjana (S1)", "S1"), ("pendidikan", "Strata 1 (S1)", "S1"), ("pendidikan", "D-III", "Diploma"),
        ("pendidikan", "Diploma III (D3)", "Diploma"), ("pendidikan", "Tamat SD", "SD"),
        ("pendidikan", "SD Kebawah", "SD ke bawah"), ("pendidikan", "sma sedrajat", "SMA"),
        ("pendidikan", "Pasca Sarjana", "S2"), ("pendidikan", "S1/S2/S3", "S1/S2/S3"),
        ("pendidikan", "Pesantren", "Pesantren"),
        ("pekerjaan", "wiraswasta", "Wirausaha"), ("pekerjaan", "Wiraswasta", "Wirausaha"),
        ("pekerjaan", "WIRASWATA", "Wirausaha"), ("pekerjaan", "PNS/TNI/POLRI", "PNS/TNI/Polri"),
        ("pekerjaan", "SWASTA", "Swasta"), ("pekerjaan", "Karyawan Swasta", "Swasta"), ("pekerjaan", "POLRI", "Polri"),
        ("pekerjaan", "Mahasiwa", "Pelajar/Mahasiswa"), ("pekerjaan", "Pelajar / Mahasiswa", "Pelajar/Mahasiswa"),
        ("pekerjaan", "LAINNYA", "Lainnya"), ("pekerjaan", "PNS/Swasta", "PNS/Swasta"),
        ("pekerjaan", "Buruh harian", "Buruh harian"),
        ("kanal", "QR", "QR di loket"), ("kanal", "SCAN BARCODE", "QR di loket"), ("kanal", "QR Code di Loket", "QR di loket"),
        ("kanal", "WA", "Tautan/WhatsApp"), ("kanal", "Link (WhatsApp)", "Tautan/WhatsApp"),
        ("kanal", "Whatsap", "Tautan/WhatsApp"), ("kanal", "e-mail", "Tautan/WhatsApp"),
        ("kanal", "Kios Survei", "Tablet/kiosk"), ("kanal", "TABLET", "Tablet/kiosk"), ("kanal", "manual", "Kertas"),
        ("kanal", "Formulir kertas", "Kertas"), ("kanal", "Dibantu petugas", "Petugas/wawancara"),
        ("kanal", "Website", "Situs web"), ("kanal", "Lain-lain", "Lainnya"),
        # Several of ours at once, or none of them: left as they are, never forced.
        ("kanal", "QR/WA", "QR/WA"), ("kanal", "online", "Online"), ("kanal", "Radio", "Radio"),
    ],
)  # fmt: skip
def test_spellings(dimensi: str, text: str, expected: str):
    assert category(dimensi, text) == expected


@pytest.mark.parametrize(
    ("text", "band", "cuts_across"),
    [
        # Inside one of our bands: di bawah 18, 18-20, 21-30, 31-40, 41-50, 51-60, di atas 60.
        ("26-30", "21-30", False), ("18 s.d. 20 tahun", "18-20", False), ("< 17", "di bawah 18", False),
        ("17 ke bawah", "di bawah 18", False), ("> 65 tahun", "di atas 60", False), ("61+", "di atas 60", False),
        ("31 - 40 thn", "31-40", False), ("Diatas 60", "di atas 60", False), ("<18", "di bawah 18", False),
        # Across them: kept as the file's own band, never forced into one of ours.
        ("Diatas 46", "di atas 46", True), ("17-25", "17-25", True), ("< 20 tahun", "di bawah 20", True),
        ("60 tahun ke atas", "60 ke atas", True), ("25 s/d 35", "25-35", True), ("<= 30", "30 ke bawah", True),
        ("≥ 51 tahun", "51 ke atas", True), ("Dibawah 20", "di bawah 20", True),
        # Ages of nobody, from real files.
        ("-41", "", False), ("1", "", False), ("352", "", False), ("30-20", "", False), ("tiga puluh", "", False),
        ("", "", False), ("17", "di bawah 18", False), ("18", "18-20", False), ("25,0", "21-30", False),
    ],
)  # fmt: skip
def test_ages(text: str, band: str, cuts_across: bool):
    read = read_category("usia", [text], [1])
    assert (read.teks[0], read.melintas[0]) == (band, cuts_across)
    assert read.tidak_sah[0] == (band == "" and text != "")


def test_short_words_are_never_read_as_misspelt():
    for text in ("SMX", "S4", "PN", "TNX"):
        read = read_category("pendidikan", [text], [1])
        assert (read.teks[0], read.mirip[0]) == (text, False)


def test_a_misspelt_word_is_told_and_the_raw_text_kept():
    rows: list[list[object]] = [["Pekerjaan", "Usia", *SKM], *[["wiraswasta", "Diatas 46", *FOUR]] * 2, ["Wirasawsta", "-41", *FOUR],
            ["Wiraswasta ", "30", *FOUR]]  # fmt: skip
    inspected = check(csv_bytes(rows))
    assert inspected.hasil.lembar[0].kategori["pekerjaan"].tolist() == ["Wirausaha"] * 4
    assert inspected.hasil.kategori_asli == (
        ("usia", "Diatas 46", "di atas 46", 2), ("usia", "-41", "", 1), ("usia", "30", "21-30", 1),
        ("pekerjaan", "wiraswasta", "Wirausaha", 2), ("pekerjaan", "Wirasawsta", "Wirausaha", 1),
        ("pekerjaan", "Wiraswasta", "Wirausaha", 1),
    )  # fmt: skip
    told = {(one.kode, one.sel) for one in inspected.hasil.problems("peringatan")}
    assert {("KATEGORI_MIRIP", "A4"), ("KATEGORI_MELINTAS", "B2"), ("KATEGORI_TIDAK_SAH", "B4")} <= told
    assert codes(inspected, "galat") == []


def test_the_channel_is_read_in_our_words_and_the_raw_text_kept():
    answers: list[list[object]] = [[text, "Instagram", *FOUR] for text in ("Scan QR", "wa", "Scan QR", "", "Pos")]
    rows: list[list[object]] = [["Kanal pengisian", "Sumber informasi", *SKM], *answers]
    inspected = check(csv_bytes(rows))
    assert inspected.hasil.lembar[0].kategori["kanal"].tolist() == [
        "QR di loket", "Tautan/WhatsApp", "QR di loket", "", "Pos",
    ]  # fmt: skip
    assert set(inspected.hasil.kategori_asli) == {
        ("kanal", "Scan QR", "QR di loket", 2), ("kanal", "wa", "Tautan/WhatsApp", 1), ("kanal", "Pos", "Pos", 1),
    }  # fmt: skip


def test_a_channel_column_of_names_is_not_kept():
    last_names = ("Wijaya", "Lestari", "Putra", "Sari", "Utami")
    names = [f"{first} {last}" for first in ("Budi", "Siti", "Agus", "Dewi", "Rina") for last in last_names]
    inspected = check(csv_bytes([["Cara pengisian", *SKM], *[[name, *FOUR] for name in names]]))
    assert set(inspected.hasil.lembar[0].kategori["kanal"]) == {""}
    assert inspected.hasil.kategori_asli == ()


def test_a_file_with_thousands_of_texts_keeps_the_most_frequent():
    rows: list[list[object]] = [
        ["Layanan", *SKM],
        *[[f"layanan ke-{n // 2}" if n < 1200 else "SIM", *FOUR] for n in range(1400)],
    ]
    kept = check(csv_bytes(rows)).hasil.kategori_asli
    assert len(kept) == 500
    assert kept[0] == ("layanan", "SIM", "SIM", 200)


def test_the_respondents_of_jepara(shared_data: Path):
    """Counted from respondents.csv: one age is -41, "wiraswasta" comes in two spellings, no category is lost."""
    with (shared_data / "jepara_mpp" / "respondents.csv").open(encoding="utf-8", newline="") as lines:
        raw = list(csv.DictReader(lines))
    for dimensi, column, wanted in (
        ("jenis_kelamin", "jk", {"Laki-laki": 525, "Perempuan": 526}),
        ("pendidikan", "pendidikan", {"SMA": 550, "S1": 432, "SMP": 46, "S2 ke atas": 17, "SD ke bawah": 6}),
        (
            "pekerjaan",
            "pekerjaan",
            {"Wirausaha": 360, "Lainnya": 340, "PNS/TNI/Polri": 146, "Swasta": 144, "Pelajar/Mahasiswa": 61},
        ),
    ):
        values = [row[column] for row in raw]
        assert Counter(read_category(dimensi, values, [1] * len(values)).teks) == wanted
    ages = read_category("usia", [row["umur"] for row in raw], [1] * len(raw))
    by_hand = Counter(
        next(band for last, band in ((17, "di bawah 18"), (20, "18-20"), (30, "21-30"), (40, "31-40"), (50, "41-50"),
                                     (60, "51-60"), (999, "di atas 60")) if int(row["umur"]) <= last)
        for row in raw if row["umur"] != "-41"
    )  # fmt: skip
    assert Counter(ages.teks) == by_hand | {"": 1}
    assert sum(ages.tidak_sah) == 1
