"""Data Induk: what is typed into its tables, refused without being lost, stored with who and why, and taken back.

On tests/support/kertas.py: LPS-01 (row 0) served 48 people in June 2024, nothing is known of RTN-01 (row 1).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from streamlit.testing.v1 import AppTest

from dashboard import loaders
from data_access.engine import make_engine
from data_access.file_repository import FileRepository
from data_access.files.master import statements
from data_access.master_data.edit_checks import Suntingan
from data_access.master_data.editing import read_records, save_edits
from data_access.repository import Scope
from data_access.sql_repository import SqlRepository
from scoring.periods import parse_period
from tests.pages import seen
from tests.pages.conftest import OpenPage
from tests.support import databases, kertas
from tests.support.factories import NOW

Copy = Callable[[Path], Path]
ALL = Scope.everything()
TAHUN = {"bagian": "pengguna", "tahun": "2024"}


def type_into(app: AppTest, key: str, *cells: tuple[int, str, str]) -> AppTest:
    """Type texts into cells (row, column, text) of an editor, all of it in one go."""
    rows: dict[int, dict[str, str]] = {}
    for row, column, text in cells:
        rows.setdefault(row, {})[column] = text
    return edit(app, key, {"edited_rows": rows, "added_rows": [], "deleted_rows": []})


def edit(app: AppTest, key: str, state: dict[str, Any]) -> AppTest:
    app.session_state[key] = state
    return app.run()


def press(app: AppTest, label: str) -> AppTest:
    (found,) = [one for one in app.button if one.label == label]
    return found.click().run()


def sign(app: AppTest, oleh: str = "Budi", alasan: str = "buku tamu", who: str = "Diisi oleh") -> None:
    for label, text in ((who, oleh), ("Alasan atau sumber", alasan)):
        (box,) = [one for one in app.text_input if one.label == label]
        box.set_value(text)


def store(app: AppTest, **words: str) -> AppTest:
    sign(app, **words)
    return press(app, "Simpan perubahan")


def users(file: Path, periode: str = "2024-06") -> dict[str, int]:
    engine = make_engine(databases.url_of(file))
    found = SqlRepository(engine).service_users(ALL, parse_period(periode))
    engine.dispose()
    return {str(kode): int(n) for kode, n in found.items()}


def other_saves(file: Path, kode: str, jumlah: int) -> None:
    """Somebody else stores another number for June 2024."""
    engine = make_engine(databases.url_of(file))
    key = (kode, 202406)
    before = read_records(engine, statements.PENGGUNA, ALL).get(key)
    edit_ = Suntingan(key, before, {"jumlah": jumlah, "sumber": "lain", "rincian": ""})
    save_edits(engine, statements.PENGGUNA, [edit_], ALL, now=NOW, oleh="Sari", alasan="hitung ulang")
    engine.dispose()


@pytest.fixture
def file(paper_file: Path, copy_of: Copy) -> Path:
    return copy_of(paper_file)


def test_numbers_are_stored_with_who_and_why_and_taken_back_with_one_click(file: Path, open_page: OpenPage):
    app = open_page(file, "induk", **TAHUN)
    seen.assert_sound(app)
    app = type_into(app, "pengguna-2024-0", (0, "Jun", "1.250"), (1, "Jun", "31"), (1, "Jul", "0"))
    table = seen.table(app, "3 isian sebelum dan sesudah")
    assert table.to_numpy().tolist() == [
        ["Lapas Kelas IIB Kertas (LPS-01)", "Juni 2024", "48", "1.250", ""],
        ["Rutan Kelas I Pensil (RTN-01)", "Juni 2024", "–", "31", ""],
        ["Rutan Kelas I Pensil (RTN-01)", "Juli 2024", "–", "0", "tidak ada yang dilayani, jadi tanpa target"],
    ]
    app = store(app)
    seen.assert_sound(app)
    assert "3 isian disimpan" in seen.texts(app)
    assert "2 baru, 1 berubah" in seen.texts(app)
    assert users(file) == {kertas.LAPAS: 1250, kertas.RUTAN: 31}
    assert users(file, "2024-07") == {kertas.RUTAN: 0}
    app = press(app, "Batalkan")
    seen.assert_sound(app)
    assert users(file) == {kertas.LAPAS: 48}
    assert users(file, "2024-07") == {}
    app = press(app, "Pulihkan")
    assert users(file) == {kertas.LAPAS: 1250, kertas.RUTAN: 31}
    history = seen.table(app, "Riwayat 1 unggahan")
    assert history["Isi"].tolist() == ["Pengguna layanan"]


def test_a_batch_is_taken_back_from_the_list_with_a_reason(file: Path, open_page: OpenPage):
    app = store(type_into(open_page(file, "induk", **TAHUN), "pengguna-2024-0", (0, "Jun", "50")))
    app.session_state["riwayat-pengguna"] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    app.run()
    assert "oleh Budi: buku tamu" in seen.texts(app)
    assert seen.table(app, "Isian sebelum dan sesudah unggahan ini")["Sebelum"].tolist() == ["48"]
    (why,) = [one for one in app.text_input if one.label == "Alasan membatalkan"]
    why.set_value("salah ketik")
    app = press(app, "Batalkan unggahan ini")
    seen.assert_sound(app)
    assert users(file) == {kertas.LAPAS: 48}
    assert "1 isian disimpan" not in seen.texts(app)


def test_what_is_wrong_is_named_by_row_and_column_and_nothing_typed_is_lost(file: Path, open_page: OpenPage):
    app = open_page(file, "induk", **TAHUN)
    app = type_into(app, "pengguna-2024-0", (0, "Jun", "12a"), (1, "Mei", "-3"), (1, "Jun", "2,5"), (1, "Jul", "30"))
    (told,) = [seen.unescaped(one.value) for one in app.warning]
    assert "Lapas IIB Kertas, Juni 2024: '12a' bukan bilangan. Tulis bilangan bulat, misalnya 1250." in told
    assert "Rutan I Pensil, Mei 2024: '-3' bilangan negatif. Tulis bilangan bulat" in told
    assert "Rutan I Pensil, Juni 2024: '2,5' bilangan desimal" in told
    app = store(app)
    assert "Belum disimpan: 3 isian" in " ".join(one.value for one in app.error)
    assert users(file) == {kertas.LAPAS: 48}
    assert users(file, "2024-07") == {}
    app = type_into(app, "pengguna-2024-0", (0, "Jun", "50"), (1, "Jul", "30"))
    app = press(app, "Simpan perubahan")
    assert users(file) == {kertas.LAPAS: 50}
    assert users(file, "2024-07") == {kertas.RUTAN: 30}


def test_without_who_or_why_nothing_is_stored(file: Path, open_page: OpenPage):
    app = type_into(open_page(file, "induk", **TAHUN), "pengguna-2024-0", (0, "Jun", "50"))
    app = press(app, "Simpan perubahan")
    (told,) = [seen.unescaped(one.value) for one in app.error]
    assert told.startswith("Belum disimpan: isi dulu Diisi oleh dan Alasan atau sumber di atas")
    assert users(file) == {kertas.LAPAS: 48}


def test_a_number_can_be_cleared(file: Path, open_page: OpenPage):
    app = type_into(open_page(file, "induk", **TAHUN), "pengguna-2024-0", (0, "Jun", ""))
    assert seen.table(app, "1 isian")["Sesudah"].tolist() == ["–"]
    store(app)
    assert users(file) == {}


def test_somebody_elses_number_is_shown_and_the_typed_one_stays(file: Path, open_page: OpenPage):
    app = type_into(open_page(file, "induk", **TAHUN), "pengguna-2024-0", (0, "Jun", "52"), (1, "Jun", "9"))
    other_saves(file, kertas.LAPAS, 50)
    app = store(app)
    assert users(file) == {kertas.LAPAS: 50}
    clash = seen.table(app, "1 isian yang diubah orang lain")
    row = clash.iloc[0]
    assert (row["Saat tabel dibuka"], row["Sekarang"], row["Diubah oleh"]) == ("48", "50", "Sari")
    app = press(app, "Pakai angka terbaru sebagai dasar, ketikan saya tetap")
    table = seen.table(app, "2 isian sebelum dan sesudah")
    assert table[["Sebelum", "Sesudah"]].to_numpy().tolist() == [["50", "52"], ["–", "9"]]
    app = press(app, "Simpan perubahan")
    assert users(file) == {kertas.LAPAS: 52, kertas.RUTAN: 9}


def test_the_first_thing_typed_stays_when_the_data_moved_on_since_the_table_was_drawn(file: Path, open_page: OpenPage):
    """By an upload, a scheduled pull or somebody else: another table would swallow it."""
    app = open_page(file, "induk", **TAHUN)
    other_saves(file, kertas.LAPAS, 50)
    app = type_into(app, "pengguna-2024-0", (1, "Jun", "31"))
    assert seen.table(app, "1 isian sebelum dan sesudah")["Sesudah"].tolist() == ["31"]
    store(app)
    assert users(file) == {kertas.LAPAS: 50, kertas.RUTAN: 31}


def test_what_was_typed_waits_while_another_part_is_looked_at(file: Path, open_page: OpenPage):
    app = type_into(open_page(file, "induk", **TAHUN), "pengguna-2024-0", (0, "Jun", "52"))
    app.query_params["bagian"] = "pegawai"
    app.run()
    seen.assert_sound(app)
    assert "Belum disimpan di tabel lain: Pengguna layanan tiap satker dan bulan, 2024." in seen.texts(app)
    app.run()
    app.query_params["bagian"] = "pengguna"
    app.run()
    assert seen.table(app, "1 isian sebelum dan sesudah")[["Sebelum", "Sesudah"]].to_numpy().tolist() == [["48", "52"]]
    app = press(app, "Buang perubahan")
    assert "Belum ada yang berubah." in seen.texts(app)


def test_layanan_and_their_sum_must_agree(file: Path, open_page: OpenPage):
    app = open_page(file, "induk", **TAHUN, satker=kertas.LAPAS)
    seen.assert_sound(app)
    for name in ("Kunjungan", "Penitipan barang"):
        (box,) = [one for one in app.text_input if one.label == "Layanan lain"]
        box.set_value(name)
        app = press(app, "Tambah baris")
    (editor,) = app.data_editor
    rows = editor.value["Layanan"].tolist()
    first, second = rows.index("Kunjungan"), rows.index("Penitipan barang")
    key = str(editor.key)
    app = type_into(app, key, (first, "Jun", "40"), (second, "Jun", "5"), (first, "Jul", "7"))
    (told,) = [seen.unescaped(one.value) for one in app.warning]
    assert "Juni 2024: jumlah layanannya 45, tetapi Jumlah seluruhnya 48." in told
    app = type_into(app, key, (first, "Jun", "40"), (second, "Jun", "8"), (first, "Jul", "7"))
    store(app)
    assert users(file) == {kertas.LAPAS: 48}
    assert users(file, "2024-07") == {kertas.LAPAS: 7}
    engine = make_engine(databases.url_of(file))
    parts = SqlRepository(engine).users_by_service(ALL, parse_period("2024-06"))
    engine.dispose()
    assert dict(zip(parts["layanan"], parts["jumlah"], strict=True)) == {"Kunjungan": 40, "Penitipan barang": 8}


def test_employees_hold_from_their_month_on(file: Path, open_page: OpenPage):
    app = open_page(file, "induk", bagian="pegawai", bulan="2024-05")
    app = store(type_into(app, "pegawai-202405-0", (0, "Pegawai", "20")))
    app = open_page(file, "induk", bagian="pegawai", bulan="2024-06")
    seen.assert_sound(app)
    (editor,) = app.data_editor
    assert editor.value.iloc[0].tolist() == ["Lapas IIB Kertas", "20", "Mei 2024"]
    app = type_into(app, "pegawai-202406-0", (0, "Pegawai", ""))
    (told,) = [seen.unescaped(one.value) for one in app.warning]
    assert "berlaku sejak Mei 2024. Pilih bulan itu" in told


def test_a_manual_target_tells_what_it_implies_and_what_the_rule_gives(file: Path, open_page: OpenPage):
    """43 is what Krejcie-Morgan asks for of 48 service users, and 48 is what LPS-01 served (kertas)."""
    app = open_page(file, "induk", bagian="target", rentang="bulan", periode="2024-06", survei="spkp")
    seen.assert_sound(app)
    app = type_into(app, "target-spkp-2024-06-0", (0, "Target manual", "30"), (1, "Target manual", "43"))
    table = seen.table(app, "2 isian sebelum dan sesudah").set_index("Satuan kerja")
    lapas, rutan = table.loc["Lapas Kelas IIB Kertas (LPS-01)"], table.loc["Rutan Kelas I Pensil (RTN-01)"]
    assert lapas["Aturan memberi"] == "43 (48 pengguna)"
    assert rutan["Sesudah"] == "43 (setara dengan 48 pengguna layanan)"
    assert rutan["Aturan memberi"] == "pengguna layanan belum diisi"
    app = store(app, oleh="Kabid HAM", alasan="rapat monev", who="Ditetapkan oleh")
    (editor,) = app.data_editor
    assert editor.value.iloc[0, 3:].tolist() == ["30", "Kabid HAM", "rapat monev"]
    engine = make_engine(databases.url_of(file))
    kept = SqlRepository(engine).manual_targets(ALL, parse_period("2024-06"))
    engine.dispose()
    assert kept[["satker", "instrumen", "jumlah"]].to_numpy().tolist() == [
        [kertas.LAPAS, "spkp", 30], [kertas.RUTAN, "spkp", 43],
    ]  # fmt: skip
    assert "alasan rapat monev" not in seen.texts(app)
    app = type_into(app, str(editor.key), (0, "Target manual", ""))
    assert "menurut aturan" in seen.table(app, "1 isian")["Sesudah"].tolist()[0]


def test_closed_days_and_opened_holidays(file: Path, open_page: OpenPage):
    """June 2024 has 20 days from Monday to Friday; two were holidays of the country (1 June, a Saturday, and 17 June) and
    one cuti bersama (18 June): 18 working days. Closed 3-4 June and open on Saturday 8 June: 17."""
    app = open_page(file, "induk", bagian="kalender", satker=kertas.LAPAS, bulan="2024-06")
    seen.assert_sound(app)
    assert "Juni 2024: 18 hari kerja (5 hari seminggu)" in seen.texts(app)
    added = [
        {"Satuan kerja": "Lapas Kelas IIB Kertas", "Dari": "3-6-2024", "Sampai": "4 Juni 2024", "Keadaan": "tutup",
         "Keterangan": "renovasi"},
        {"Satuan kerja": "Semua satker", "Dari": "2024-06-08", "Keadaan": "tetap buka", "Keterangan": "layanan Sabtu"},
        {"Satuan kerja": "Semua satker", "Dari": "9 Juni", "Keadaan": "tutup"},
    ]  # fmt: skip
    app = edit(app, "hari-2024-0", {"edited_rows": {}, "added_rows": added, "deleted_rows": []})
    (told,) = [seen.unescaped(one.value) for one in app.warning]
    assert "Baris 3, kolom Dari: '9 Juni' tidak dikenali" in told
    app = edit(app, "hari-2024-0", {"edited_rows": {}, "added_rows": added[:2], "deleted_rows": []})
    app = store(app, alasan="surat edaran")
    seen.assert_sound(app)
    assert "Juni 2024: 17 hari kerja" in seen.texts(app)
    assert "3 Juni 2024: tutup, renovasi" in seen.texts(app)
    assert "8 Juni 2024: tetap buka, layanan Sabtu" in seen.texts(app)
    (days, _week) = app.data_editor
    assert days.value.to_numpy().tolist() == [
        ["Semua satker", "08-06-2024", "08-06-2024", "tetap buka", "layanan Sabtu"],
        ["Lapas Kelas IIB Kertas", "03-06-2024", "04-06-2024", "tutup", "renovasi"],
    ]
    app = edit(app, str(days.key), {"edited_rows": {}, "added_rows": [], "deleted_rows": [1]})
    app = store(app, alasan="tidak jadi direnovasi")
    assert "Juni 2024: 19 hari kerja" in seen.texts(app)


def test_six_working_days_a_week(file: Path, open_page: OpenPage):
    """From now on: a month that was over when somebody changed it keeps the week it had."""
    now = f"{loaders.today():%Y-%m}"
    app = open_page(file, "induk", bagian="kalender", satker=kertas.LAPAS, bulan=now)
    before = seen.texts(app)
    app = type_into(app, "hari-kerja-0", (0, "Hari kerja seminggu", "6 hari (Senin sampai Sabtu)"))
    app = store(app)
    seen.assert_sound(app)
    assert "(5 hari seminggu)" in before
    assert "(6 hari seminggu)" in seen.texts(app)
    assert "(5 hari seminggu)" in seen.texts(
        open_page(file, "induk", bagian="kalender", satker=kertas.LAPAS, bulan="2024-07")
    )
    assert "(5 hari seminggu)" in seen.texts(open_page(file, "induk", bagian="kalender", satker=kertas.RUTAN))


def test_a_month_whose_holidays_are_not_official_says_so_and_where_to_write_them(file: Path, open_page: OpenPage):
    """No decree of two years ahead can be known; of June 2024 everything is."""
    ahead = loaders.today().year + 2
    shown = [
        one.value
        for month in (f"{ahead}-06", "2024-06")
        for one in open_page(file, "induk", bagian="kalender", satker=kertas.LAPAS, bulan=month).info
    ]
    assert len(shown) == 1
    assert f"Hari libur {ahead} belum resmi semua: cuti bersama belum ditetapkan" in shown[0].replace("\\", "")
    assert shown[0].replace("\\", "").endswith("Tulis hari yang sudah ditetapkan di tabel di bawah.")


def test_an_empty_database_and_a_file_that_is_looked_at_get_a_sentence(
    file: Path, empty_file: Path, open_page: OpenPage
):
    app = open_page(empty_file, "induk")
    seen.assert_sound(app)
    assert "Belum ada satker yang datanya dapat diisi" in seen.texts(app)
    assert not app.data_editor
    app = open_page(file, "induk")
    app.session_state["pantau_berkas"] = ("uji.csv", FileRepository([], read_at=NOW))
    app.run()
    assert "Kembali ke basis data dulu" in seen.texts(app)
    assert not app.data_editor


def _read_only(connection: sqlite3.Connection, *_: object) -> None:
    connection.execute("PRAGMA query_only=ON")


def test_a_database_that_cannot_be_written_keeps_what_was_typed(file: Path, open_page: OpenPage):
    app = type_into(open_page(file, "induk", **TAHUN), "pengguna-2024-0", (0, "Jun", "52"))
    sa.event.listen(loaders.engine(), "checkout", _read_only)
    app = store(app)
    assert any("Tidak ada yang berubah" in seen.unescaped(one.value) for one in app.error)
    assert seen.table(app, "1 isian sebelum dan sesudah")["Sesudah"].tolist() == ["52"]
    assert users(file) == {kertas.LAPAS: 48}
