"""Records of master data before and after, in words."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from dashboard.formats import TANPA_NILAI
from dashboard.forms.induk.cells import row_names
from dashboard.tables.induk import differences
from dashboard.text import induk as text_induk
from data_access.breakdown import breakdown_text
from data_access.files.master.statements import PENGGUNA, Isi, Pernyataan
from data_access.master_data.comparison import Beda, Selisih


def users(jumlah: int, **layanan: int) -> dict[str, Isi]:
    return {"jumlah": jumlah, "sumber": "uji", "rincian": breakdown_text(layanan)}


def shown(before: Mapping[str, Isi] | None, after: Mapping[str, Isi]) -> tuple[str, str]:
    beda = Beda(Pernyataan(("A", 202601), after), before, after, "berubah" if before else "baru")
    frame = differences(Selisih(PENGGUNA, (beda,), ()), {"A": "Lapas Satu"}, ("baru", "berubah"))
    return str(frame["Sebelum"][0]), str(frame["Sesudah"][0])


def test_users_are_shown_with_their_layanan_the_largest_first():
    before = users(1250, Kunjungan=1000, Cuti=250)
    assert shown(before, users(1300)) == ("1.250 (Kunjungan 1.000, Cuti 250)", "1.300")
    assert shown(None, users(1300, Cuti=650, Asimilasi=650)) == (TANPA_NILAI, "1.300 (Asimilasi 650, Cuti 650)")


def test_a_number_that_was_taken_away_is_no_zero():
    assert shown(users(7), {"jumlah": None, "sumber": "uji"}) == ("7", TANPA_NILAI)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (text_induk.users_finding(0, 60, 202610), "Pengguna layanan Oktober 2026 sudah diisi untuk semua satker"),
        (text_induk.users_finding(4, 60, 202610), "Pengguna layanan Oktober 2026 belum diisi untuk 4 dari 60 satker"),
        (text_induk.employees_finding(1, 2), "Jumlah pegawai belum diisi untuk 1 dari 2 satker"),
        (text_induk.targets_finding(0, 202611), "Semua satker memakai target menurut aturan pada November 2026"),
        (text_induk.targets_finding(3, 202611), "Tiga satker memakai target manual pada November 2026"),
        (text_induk.calendar_finding(0, 0, 2026), "Hari kerja 2026 mengikuti libur nasional dan cuti bersama"),
        (
            text_induk.calendar_finding(0, 2, 2026),
            "Hari kerja 2026 mengikuti libur nasional dan cuti bersama; dua satker bekerja 6 hari seminggu",
        ),
        (text_induk.calendar_finding(2, 0, 2026), "Dua hari tutup atau tetap buka tercatat untuk 2026"),
        (
            text_induk.calendar_finding(2, 1, 2026),
            "Dua hari tutup atau tetap buka tercatat untuk 2026, dan satu satker bekerja 6 hari seminggu",
        ),
    ],
)
def test_the_page_opens_with_what_is_known_and_what_is_missing(told: str, expected: str):
    assert told == expected


def test_a_name_stands_in_its_column_whole_and_is_nobody_elses():
    long = "Lembaga Pembinaan Khusus Anak Kelas II Palangka Raya"
    names = row_names({"A": "Lapas Kelas IIB Sampit", "B": "Lapas Kelas IIB Sampit", "C": long})
    assert names == {"A": "Lapas IIB Sampit (A)", "B": "Lapas IIB Sampit (B)", "C": "LPKA II Palangka Raya"}
