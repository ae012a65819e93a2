"""Any table at all is read as master data or refused in words: no crash, no invented satker, no fraction of a person."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.files.kinds import KINDS, guess_kind
from data_access.files.master.reader import read_master
from data_access.files.master.statements import JENIS, KALENDER, SATKER, TARGET
from data_access.files.problems import TINGKAT
from data_access.files.reading.cells import Cell
from scoring.instruments import shipped_instruments
from tests.files.master_support import KNOWN, file_of
from tests.files.master_support import SATKER as DIKENAL
from tests.support.factories import PROPERTY

HEADERS = [
    "No", "Kode satker", "Nama satker", "Satker", "ID", "id_satker", "Induk", "Bulan", "Tahun", "Triwulan", "Periode", "Dari",
    "Sampai", "Jumlah", "Total", "Pengguna layanan", "Jumlah pegawai", "Target", "Alasan", "Survei", "Layanan", "Zona waktu",
    "Hari kerja", "Predikat", "Januari 2026", "Feb", "TW I 2026", "2026", "Judul apa saja", "",
    "Tanggal", "Sampai tanggal", "Keadaan", "Keterangan",
]  # fmt: skip
TEXTS = [
    "", " ", "-", "0101", "0102", "101", "101.0", "Lapas Kelas IIA Bandar Contoh", "Rutan KLAS II B Muara Uji", "TOTAL", "contoh",
    "Januari", "Mei 2026", "2026-06", "2026-13", "TW II", "Semester III", "1.250", "1,250", "12,5", "-3", "0", "aturan", "spkp",
    "WIB", "5", "WBK", "\u202e", "=1+1", "9" * 40, "x" * 500, "081234567890", "III", "²", "٣",
    "tutup", "Buka", "hapus", "16 Juni 2026", "2026-06-31", "Semua satker",
]  # fmt: skip
CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    st.sampled_from(TEXTS),
    st.integers(-5, 10**12),
    st.floats(-10, 1e16),
    st.booleans(),
    st.just(datetime.fromisoformat("2026-06-01")),
    st.text(max_size=8),
)
TABLES = st.lists(st.sampled_from(HEADERS), min_size=2, max_size=7).flatmap(
    lambda head: st.lists(st.lists(CELLS, min_size=len(head), max_size=len(head)), max_size=6).map(
        lambda rows: [head, *rows]
    )
)
INSTRUMEN = [shipped_instruments()[kode] for kode in ("spkp", "spak", "skm")]


@pytest.mark.parametrize("jenis", JENIS)
@PROPERTY
@given(rows=TABLES)
def test_any_table_is_read_or_refused(jenis: str, rows: list[list[Cell]]):
    data = read_master(file_of(rows), jenis, KNOWN)
    assert all(one.tingkat in TINGKAT and one.pesan and "{sel}" not in one.pesan for one in data.masalah)
    assert not any("081234567890" in one.pesan + one.ditemukan for one in data.masalah)
    keys = [one.kunci for one in data.pernyataan]
    assert len(set(keys)) == len(keys)
    known = {kode for kode, _nama in DIKENAL}
    if jenis == KALENDER:
        assert {one.satker for one in data.pernyataan} <= {*known, ""}
        assert {one.nilai["keadaan"] for one in data.pernyataan} <= {"tutup", "buka", ""}
        assert all(date.fromisoformat(str(one.kunci[1])) for one in data.pernyataan)
    elif jenis != SATKER:
        assert {one.satker for one in data.pernyataan} <= known
        for one in data.pernyataan:
            assert type(one.nilai["jumlah"]) is int or (jenis == TARGET and one.nilai["jumlah"] is None)
            assert all(200001 <= int(month) <= 209912 for month in one.kunci[1:] if isinstance(month, int))


@PROPERTY
@given(rows=TABLES)
def test_any_table_is_some_kind_of_file(rows: list[list[Cell]]):
    found = guess_kind(file_of(rows), INSTRUMEN)
    assert found.jenis in KINDS
    assert 0 <= found.yakin <= 1
    assert found.alasan
