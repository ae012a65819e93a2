"""Whatever stands in a table, reading it as a recap ends with recaps or with sentences, and every recap is possible."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scoring.indeks import rules_for
from scoring.periods import parse_period
from scoring.recompute import from_scale
from tests.files.recap_support import Rows, read
from tests.support.factories import PROPERTY

WORDS = ["Satker", "Satuan Kerja", "Kode satker", "Unsur", "Nilai", "Konversi", "IKM", "IPKP", "IPAK", "Responden", "n",
         "Mutu", "Periode", "Bulan", "Tahun", "Survei", "Total", "Rata-rata", "Indeks", "U1", "U2", "U3", "Informasi",
         "Persyaratan", "Prosedur", "1", "2", "3", "4", "count", "skor", "SPT", "Semester I 2020", "A", "", None]  # fmt: skip
CELLS = st.one_of(
    st.sampled_from(WORDS),
    st.integers(-3, 10**9),
    st.floats(allow_nan=True, allow_infinity=False, width=32),
    st.text(max_size=12),
    st.sampled_from(["87,56", "3,58", "96,1", "1.028", "=1+1", "-", "\u200b", "9" * 400]),
)
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=7), min_size=1, max_size=10)


@PROPERTY
@given(TABLES)
def test_any_table(rows: Rows):
    hasil = read(rows, satker="SPT", periode=parse_period("2024-05"), lewati=True)
    assert hasil.rekap or hasil.masalah
    for one in hasil.rekap:
        aturan = rules_for(one.instrumen)
        for value in one.nilai:
            if value.nilai:
                raw = from_scale(float(value.nilai), value.skala, aturan.konversi.kode, aturan)
                assert one.instrumen.skala_min - 1e-6 <= raw <= one.instrumen.skala_maks + 1e-6
