"""Two services in one cell are one respondent."""

import pytest

from data_access.files.values.services import LEBIH_DARI_SATU, several_services
from tests.files.makers import SKM
from tests.files.raw import look


@pytest.mark.parametrize(
    ("texts", "several"),
    [
        (["layanan a; layanan b", "layanan a", ""], [True, False, False]),
        (["layanan a;", "; ;", "Layanan A; layanan a"], [False, False, False]),
        (["Kunjungan\nPenitipan", "Kunjungan"], [True, False]),
        # A comma separates only what stands alone elsewhere.
        (["Kunjungan, Penitipan barang", "Kunjungan", "Penitipan Barang"], [True, False, False]),
        (["Cuti, asimilasi, dan integrasi", "Kunjungan"], [False, False]),
    ],
)
def test_what_names_several_services(texts: list[str], several: list[bool]):
    assert several_services(texts) == several


def test_a_respondent_with_two_services_counts_once():
    cells = ["Kunjungan; Penitipan", "Kunjungan", "Penitipan"]
    inspected = look({"Data": [["Layanan", *SKM], *[[cell, *[4] * 9] for cell in cells]]})
    (sheet,) = inspected.hasil.lembar
    assert sheet.kategori["layanan"].tolist() == [LEBIH_DARI_SATU, "Kunjungan", "Penitipan"]
    assert ("layanan", "Kunjungan; Penitipan", LEBIH_DARI_SATU, 1) in inspected.hasil.kategori_asli
