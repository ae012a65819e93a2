"""Every layout of a recap, as files made here: what is read, what is asked, and what is refused."""

from __future__ import annotations

import pytest

from data_access.files.recap.model import RecapHasil, Rekap
from data_access.files.recap.reader import looks_like_recap
from data_access.files.recap.texts import parse_count, parse_number, parse_period
from tests.files.makers import SKM, survey
from tests.files.recap_support import INSTRUMEN, Rows, raw_of, read

UNSUR = ["Informasi", "Persyaratan", "Prosedur", "Jangka waktu", "Tarif", "Sarana", "Respon petugas", "Pengaduan"]
NAMA_SKM = ["Persyaratan", "Prosedur", "Waktu Pelayanan", "Biaya / Tarif", "Produk", "Kompetensi", "Perilaku",
            "Pengaduan", "Sarana"]  # fmt: skip
TIGA_AS = ["event_name", "subject_organization", "subject_organization_code", "weight_name", "score",
           "score_grade_name", "respondent_count"]  # fmt: skip


def likely(rows: Rows) -> float:
    """How much the sheet reads like a recap."""
    return looks_like_recap(raw_of({"Sheet1": rows}).lembar[0], INSTRUMEN)


def index_of(one: Rekap) -> tuple[str, str, str, str, int | None]:
    assert one.indeks is not None
    return one.satker, one.instrumen.kode, one.indeks.nilai, one.indeks.skala, one.n


def codes(hasil: RecapHasil, tingkat: str = "galat") -> list[str]:
    return [one.kode for one in hasil.masalah if one.tingkat == tingkat]


def test_records_of_3as():
    """IKM of 3AS is the index of SPKP, IPK that of SPAK; the score is of 100, as its field is defined."""
    rows: Rows = [
        ["Survei 2020", "LAPAS KELAS IIB SAMPIT", "0130", "IKM", "93.5", "Sangat Baik", 43],
        ["Survei 2020", "LAPAS KELAS IIB SAMPIT", "0130", "IPK", "4", "Tidak Baik", 43],
    ]
    content = [TIGA_AS, *rows]
    hasil = read(content)
    assert [index_of(one) for one in hasil.rekap] == [
        ("SPT", "spkp", "93.5", "100", 43),
        ("SPT", "spak", "4", "100", 43),
    ]
    assert [one.periode.kode for one in hasil.rekap] == ["2020", "2020"]
    assert [one.mutu for one in hasil.rekap] == ["Sangat Baik", "Tidak Baik"]
    assert likely(content) > 0.8


def test_dashboard_table_of_a_kanwil():
    """The survey and the period stand in the title; a total is no satker; nobody is no recap."""
    rows: Rows = [
        ["Hasil IPK Semester I 2025"],
        ["No", "Satuan Kerja", "Responden", "Nilai", "Grade"],
        [1, "Lapas Klas II B Sampit", 43, "93,5", "Sangat Baik"],
        [2, "Kanim Palangka Raya", 0, 0, "-"],
        ["Total", "", 43, "", ""],
    ]
    hasil = read(rows, dipilih={"Kanim Palangka Raya": "PLK"})
    assert [index_of(one) for one in hasil.rekap] == [("SPT", "spak", "93.5", "100", 43)]
    assert hasil.rekap[0].periode.kode == "2025-S1"
    assert codes(hasil) == []
    assert {"tanpa_responden", "baris_ringkasan"} <= set(codes(hasil, "peringatan"))


def test_two_row_header_of_two_surveys():
    rows: Rows = [
        ["No", "Satuan Kerja", "IPKP", "", "", "IPAK", "", ""],
        ["", "", "Nilai", "Mutu", "Responden", "Nilai", "Mutu", "Responden"],
        [1, "SPT", "96,1", "A", 40, "88", "B", 41],
    ]
    hasil = read(rows, "rekap.xlsx", periode=parse_period("2026-TW1"))
    assert [(*index_of(one), one.mutu) for one in hasil.rekap] == [
        ("SPT", "spkp", "96.1", "100", 40, "A"),
        ("SPT", "spak", "88", "100", 41, "B"),
    ]


def unsur_table(*footers: list[object]) -> list[list[object]]:
    head: list[object] = [
        "No",
        "Unsur",
        "Jumlah Pertanyaan",
        "Total Nilai",
        "Nilai Rata-Rata Unsur",
        "Nilai Rata-Rata Tertimbang Unsur",
    ]
    body: list[list[object]] = [[number, name, 1, 350, "3,5", "0,39"] for number, name in enumerate(NAMA_SKM, 1)]
    titles: list[list[object]] = [
        ["Laporan SKM"],
        ["Satuan Kerja : Lapas Kelas IIB Sampit"],
        ["Periode : Januari - Juni 2020"],
    ]
    return [*titles, head, *body, *footers]


def test_table_of_unsur_with_results_below():
    hasil = read(
        unsur_table(["", "Konversi", "", "", "87,5"], ["", "Mutu", "", "", "B"], ["Jumlah Responden", "", "", "", 100])
    )
    (one,) = hasil.rekap
    assert index_of(one) == ("SPT", "skm", "87.5", "100", 100)
    assert one.periode.kode == "2020-S1"
    # The 8th and 9th names stand swapped against the instrument: names beat positions.
    assert [value.unsur_no for value in one.nilai] == list(range(10))
    assert {value.nilai for value in one.nilai if value.unsur_no} == {"3.5"}
    assert {value.skala for value in one.nilai if value.unsur_no} == {"asli"}
    assert (one.mutu, hasil.masalah) == ("B", ())


def test_a_total_that_is_the_sum_is_no_index():
    """9 x 3.5 = 31.5: a sum. 87.5 under the same word is the index."""
    summed = read(unsur_table(["", "Total", "", "", "31,5"]))
    index = read(unsur_table(["", "Total", "", "", "87,5"]))
    assert [one.indeks for one in summed.rekap] == [None]
    assert index.rekap[0].indeks is not None


def test_an_index_that_is_not_the_mean_of_its_unsur_is_told():
    hasil = read(unsur_table(["", "Indeks", "", "", "3,71"]))
    assert "indeks_bukan_rata_rata" in codes(hasil, "peringatan")
    assert not hasil.ditolak


def test_one_row_a_satker():
    rows: Rows = [
        ["Satker", "Periode", *SKM, "Responden", "IKM"],
        ["SPT", "Semester I 2019", *["3,45"] * 9, 200, "86,25"],
        ["PLK", "Semester I 2019", *["3,15"] * 9, 30, "78,75"],
    ]
    content = rows
    hasil = read(content)
    assert [(*index_of(one), len(one.nilai)) for one in hasil.rekap] == [
        ("SPT", "skm", "86.25", "100", 200, 10),
        ("PLK", "skm", "78.75", "100", 30, 10),
    ]
    assert likely(content) > 0.8


def test_long_form_with_month_and_year():
    rows: list[list[object]] = [["satker", "bulan", "tahun", "unsur", "nilai", "n"]]
    rows += [["SPT", bulan, 2025, name, "5,01", 30] for bulan in ("Januari", 2) for name in UNSUR]
    hasil = read(rows)
    assert [(one.periode.kode, one.instrumen.kode, one.n, len(one.nilai)) for one in hasil.rekap] == [
        ("2025-01", "spkp", 30, 8),
        ("2025-02", "spkp", 30, 8),
    ]


def test_count_of_each_answer():
    rows: list[list[object]] = [["Unsur", *range(1, 7)], *([name, 0, 0, 1, 2, 10, 30] for name in UNSUR)]
    hasil = read(rows, "rekap.xlsx", satker="SPT", periode=parse_period("Mei 2026"))
    (one,) = hasil.rekap
    assert (one.instrumen.kode, one.n) == ("spkp", 43)
    assert [value.jawaban for value in one.nilai] == [((1, 0), (2, 0), (3, 1), (4, 2), (5, 10), (6, 30))] * 8


def test_answers_of_another_scale_are_not_taken_for_ours():
    """Counts of 1 to 4 are not counts of stars 1 to 6; as scale 4 they are means, when the operator says so."""
    rows: list[list[object]] = [["Unsur", *range(1, 5)], *([name, 0, 0, 10, 30] for name in UNSUR)]
    content = rows
    asked = read(content, "rekap.xlsx", satker="SPT", periode=parse_period("2026-05"))
    assert asked.rekap == ()
    assert asked.tanya.skala == (("#unsur", ("4",)),)
    hasil = read(content, "rekap.xlsx", satker="SPT", periode=parse_period("2026-05"), skala={"#unsur": "4"})
    assert {(value.nilai, value.skala, value.n, value.jawaban) for value in hasil.rekap[0].nilai} == {
        ("3.75", "4", 40, ())
    }


def test_services_are_no_satker():
    rows: Rows = [["Nama Layanan", "Nilai Indeks Pelayanan", "Konversi", "Mutu Pelayanan", "Jumlah Responden"],
            ["Paspor", "3,61", "90,25", "A", 40], ["Izin tinggal", "3,5", "87,5", "B", 20]]  # fmt: skip
    hasil = read([["SKM Triwulan III 2025"], *rows])
    assert codes(hasil) == ["satker_tidak_dikenal"]
    both = {"Paspor": "SPT", "Izin tinggal": "SPT"}
    assert codes(read([["SKM Triwulan III 2025"], *rows], dipilih=both)) == ["ganda"]


@pytest.mark.parametrize(
    ("nilai", "skala"),
    [("3,61", ("asli", "4")), ("4,61", ()), ("96,1", ())],
)
def test_a_scale_that_is_not_certain_is_asked(nilai: str, skala: tuple[str, ...]):
    """Of 1 to 6, 3.61 may be stars or scale 4; 4.61 can only be stars, 96.1 only of 100."""
    hasil = read([["Satker", "IPKP", "Responden"], ["SPT", nilai, 30]], periode=parse_period("2026-05"))
    assert hasil.tanya.skala == ((("ipkp", skala),) if skala else ())
    assert hasil.ditolak == bool(skala)


@pytest.mark.parametrize("nilai", ["7,5", "104", "-3"])
def test_impossible_values_are_refused(nilai: str):
    hasil = read([["Satker", "IPKP", "Responden"], ["SPT", nilai, 30]], periode=parse_period("2026-05"))
    assert codes(hasil) == ["nilai_mustahil"]


def test_ikm_alone_may_be_two_surveys():
    content: Rows = [["Satker", "IKM", "Responden"], ["SPT", "86,25", 30]]
    hasil = read(content, periode=parse_period("2026-05"))
    assert hasil.tanya.instrumen == (("ikm", ("skm", "spkp")),)
    chosen = read(content, periode=parse_period("2026-05"), instrumen={"ikm": "skm"})
    assert [index_of(one) for one in chosen.rekap] == [("SPT", "skm", "86.25", "100", 30)]


def test_satker_that_only_look_alike_are_asked_and_unknown_ones_refused():
    rows: Rows = [["Satker", "IPKP", "Responden"], ["Lapas Sampit", "96", 30], ["Lapas Antah", "95", 20]]
    hasil = read(rows, periode=parse_period("2026-05"))
    assert codes(hasil, "konfirmasi") == ["satker_mirip"]
    assert dict(hasil.tanya.satker) == {"Lapas Sampit": ("SPT",), "Lapas Antah": ()}
    left_out = read(rows, periode=parse_period("2026-05"), lewati=True, dipilih={"Lapas Sampit": "SPT"})
    assert [one.satker for one in left_out.rekap] == ["SPT"]
    assert [baris for baris, _ in left_out.dilewati] == [3]


def test_the_same_satker_twice_is_a_contradiction():
    rows: Rows = [["Satker", "IPKP", "Responden"], ["SPT", "96", 30], ["SPT", "95", 20]]
    assert codes(read(rows, periode=parse_period("2026-05"))) == ["ganda"]


def test_respondents_are_no_recap():
    rows = survey(SKM, [[3, 4, 3, 4, 3, 4, 3, 4, 3], [4, 4, 3, 4, 3, 4, 3, 4, 3]], satker="SPT")
    assert likely(rows) < 0.2
    assert "seperti_jawaban" in codes(read(rows))


def test_a_text_file_without_a_table_is_refused_with_the_reason():
    assert codes(read([["Kepada Yth."], ["dengan hormat"]])) == ["bukan_rekap"]


@pytest.mark.parametrize(("n", "triwulan", "kode"), [(4, "II", "internal"), (5, "II", ""), (5, "IV", "internal")])
def test_internal_survey_needs_five_and_a_period_that_is_over(n: int, triwulan: str, kode: str):
    rows: Rows = [["Satker", "Triwulan", "Tahun", "Indeks Integritas", "Responden"], ["SPT", triwulan, 2026, "95,1", n]]
    hasil = read(rows)
    assert codes(hasil) == ([kode] if kode else [])
    assert len(hasil.rekap) == (not kode)


def test_the_sheet_with_the_recap_is_read():
    sheets: dict[str, Rows] = {
        "Catatan": [["Kepada"]],
        "Semester II 2025": [["Satker", "IPKP", "Responden"], ["SPT", 96, 30]],
    }
    hasil = read(raw_of(sheets, "rekap.xlsx"))
    assert (hasil.lembar, hasil.rekap[0].periode.kode) == ("Semester II 2025", "2025-S2")


@pytest.mark.parametrize(
    ("text", "kode"),
    [
        ("Semester I 2019", "2019-S1"), ("SEMESTER 2 TAHUN 2023", "2023-S2"), ("Januari - Juni 2020", "2020-S1"),
        ("Periode: Juli s.d. Desember 2023", "2023-S2"), ("Triwulan III 2025", "2025-TW3"), ("TW IV 2025", "2025-TW4"),
        ("Mei 2024", "2024-05"), ("2024-05", "2024-05"), ("05/2024", "2024-05"), ("Tahun 2023", "2023"),
        ("skm_2020S1", "2020-S1"), ("Oktober 2025 - Maret 2026", "2025-10..2026-03"), ("Agt 2025", "2025-08"),
        ("2024 dan 2025", None), ("Triwulan V 2025", "2025"), ("tanpa tahun", None), ("Maret, Mei, Juli 2025", None),
        ("2024-13", None), ("", None),
    ],
)  # fmt: skip
def test_periods(text: str, kode: str | None):
    found = parse_period(text)
    assert (None if found is None else found.kode) == kode


@pytest.mark.parametrize(
    ("cell", "nilai"),
    [("87,56", "87.56"), ("3.580", "3.580"), ("1.234,5", "1234.5"), (3.5799999999999996, "3.58"), (": 3,96", "3.96"),
     ("97,94%", "97.94"), ("A", ""), ("3,5 (B)", ""), (None, ""), (4, "4")],
)  # fmt: skip
def test_numbers(cell: str | float | None, nilai: str):
    assert parse_number(cell) == nilai


@pytest.mark.parametrize(
    ("cell", "n"),
    [
        ("1.028", 1028),
        (1028.0, 1028),
        ("43", 43),
        ("3,5", None),
        ("-4", None),
        ("", None),
        ("9" * 400, None),
        (10**400, None),
    ],
)
def test_counts(cell: str | float, n: int | None):
    assert parse_count(cell) == n
