"""Records of master data before and after, in words."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.formats import TANPA_NILAI
from dashboard.tables.induk import differences
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
