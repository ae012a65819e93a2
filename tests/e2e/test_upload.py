"""A survey file goes in through the page, as an operator does it; numbers worked out on paper (tests/support/kertas.py)."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter
from playwright.sync_api import expect

from tests.e2e import steps
from tests.e2e.conftest import Windows
from tests.support import kertas, servers
from tests.support.chromium import Visit

pytestmark = pytest.mark.browser


@pytest.fixture
def visit(window: Windows) -> Visit:
    return window(1366, 1400, "light")


def workbook(folder: Path, *, spoil: bool = False) -> Path:
    """The survey on paper as XLSX; the rows of the Rutan leave their satker blank."""
    table = kertas.rows()
    for row in table:
        if row[1] == kertas.RUTAN:
            row[1] = ""
    if spoil:
        table[3][5] = 9
        table[7][6] = "entahlah"
        table[9][0] = "31/02/2024"
        table.append(table[1][:1])
    file = folder / ("rusak.xlsx" if spoil else "kertas.xlsx")
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Data")
        for number, row in enumerate(table):
            sheet.write_row(number, 0, row)
    return file


def history(visit: Visit, server: servers.RunningServer) -> list[list[str]]:
    page = visit.open(f"{server.address}/unggah")
    if page.get_by_text("Belum ada berkas yang disimpan.").count():
        return []
    return steps.grid(page, "Riwayat")[1:]


def test_a_broken_file_is_refused_with_every_problem(own_server: servers.RunningServer, visit: Visit, tmp_path: Path):
    before = history(visit, own_server)
    page = steps.upload(visit, own_server, workbook(tmp_path, spoil=True))
    steps.name_new_satker(visit, kertas.RUTAN)
    steps.confirm_new_satker(visit)
    words = page.locator("[data-testid=stMain]").inner_text()
    for place, found in (("F4", "9"), ("G8", "entahlah"), ("A10", "31/02/2024")):
        assert place in words
        assert found in words
    expect(page.get_by_text("Berkas ditolak seluruhnya; tidak ada yang disimpan.")).to_be_visible()
    expect(page.get_by_role("button", name=steps.SIMPAN)).to_be_disabled()
    expect(page.get_by_role("button", name="Lihat tanpa menyimpan")).to_be_disabled()
    assert history(visit, own_server) == before


def test_not_a_survey_is_refused_in_a_sentence(own_server: servers.RunningServer, visit: Visit, tmp_path: Path):
    before = history(visit, own_server)
    for name, content in (
        ("bukan.xlsx", b"PK\x03\x04 bukan buku kerja"),
        ("kosong.csv", b""),
        ("acak.csv", b"a;b\n1;2\n"),
    ):
        file = tmp_path / name
        file.write_bytes(content)
        page = visit.open(f"{own_server.address}/unggah")
        page.locator("input[type=file]").set_input_files(file)
        expect(page.get_by_test_id("stAlert").first).to_be_visible()
        visit.settle()
        assert page.get_by_test_id("stException").count() == 0
        assert "Nomor kejadian" not in page.locator("body").inner_text()
    assert history(visit, own_server) == before


def test_looking_without_storing(own_server: servers.RunningServer, visit: Visit, tmp_path: Path):
    before = history(visit, own_server)
    page = steps.upload(visit, own_server, workbook(tmp_path))
    steps.name_new_satker(visit, kertas.RUTAN)
    page.get_by_role("button", name="Lihat tanpa menyimpan").click()
    visit.settle()
    expect(page.get_by_text("Melihat berkas kertas.xlsx")).to_be_visible()
    assert page.url.startswith(own_server.address)
    assert steps.cards(page)["IPKP wilayah"] == "3,27 · B"
    page.get_by_role("link", name="Satuan Kerja").click()
    visit.settle()
    expect(page.get_by_text("Melihat berkas kertas.xlsx")).to_be_visible()
    page.get_by_role("button", name="Kembali ke basis data").click()
    visit.settle()
    expect(page.get_by_text("Melihat berkas kertas.xlsx")).not_to_be_visible()
    assert history(visit, own_server) == before


def test_storing_reading_and_storing_again(own_server: servers.RunningServer, visit: Visit, tmp_path: Path):
    file = workbook(tmp_path)
    before = len(history(visit, own_server))
    page = steps.upload(visit, own_server, file)
    # Three rows name no satker: nothing can be stored before they have one, and before new ones are confirmed.
    expect(page.get_by_role("button", name=steps.SIMPAN)).to_be_disabled()
    steps.name_new_satker(visit, kertas.RUTAN)
    expect(page.get_by_text("2 satker belum dipastikan.")).to_be_visible()
    expect(page.get_by_role("button", name=steps.SIMPAN)).to_be_disabled()
    steps.confirm_new_satker(visit)
    steps.store(visit)
    expect(
        page.get_by_text("kertas.xlsx disimpan: 23 responden SPKP, 20 responden SPAK. 2 satker dibuat.")
    ).to_be_visible()
    assert len(history(visit, own_server)) == before + 1

    page = visit.open(f"{own_server.address}/?periode=2024-06&survei=spkp")
    assert steps.cards(page)["IPKP wilayah"] == "3,27 · B"
    assert steps.cards(page)["IPAK wilayah"] == "3,76 · A"
    assert steps.heatmap(page)[kertas.LAPAS] == [
        "4,00 A", "4,00 A", "2,50 D", "4,00 A", "3,40 B", "4,00 A", "4,00 A", "4,00 A",
    ]  # fmt: skip
    assert steps.heatmap(page)[kertas.RUTAN] == ["2,80 n 3"] * 8
    page = visit.open(f"{own_server.address}/satker?satker={kertas.LAPAS}&periode=2024-06&survei=spkp")
    assert page.locator("h1").inner_text() == f"{kertas.LAPAS}: IPKP 3,74, sangat baik"
    assert steps.cards(page) == {"IPKP": "3,74 · A", "IPAK": "3,76 · A", "Responden": "10"}

    page = steps.upload(visit, own_server, file)
    steps.pick(visit, "Satker untuk baris tanpa satker", kertas.RUTAN)
    steps.store(visit)
    expect(page.get_by_text("kertas.xlsx sudah pernah disimpan; tidak ada yang berubah.")).to_be_visible()
    assert len(history(visit, own_server)) == before + 1
    page = visit.open(f"{own_server.address}/satker?satker={kertas.LAPAS}&periode=2024-06&survei=spkp")
    assert steps.cards(page)["Responden"] == "10"
    assert visit.console_errors == []
    assert visit.foreign_requests == []


def test_template_can_be_downloaded_and_uploaded(own_server: servers.RunningServer, visit: Visit, tmp_path: Path):
    page = visit.open(f"{own_server.address}/unggah")
    with page.expect_download() as download:
        page.get_by_role("button", name="Unduh templat isian").click()
    file = tmp_path / "templat.xlsx"
    download.value.save_as(file)
    assert download.value.suggested_filename == "templat-pantau.xlsx"
    page = steps.upload(visit, own_server, file)
    assert page.get_by_test_id("stException").count() == 0


def test_one_click_next_month_and_undone_in_the_history(
    own_server: servers.RunningServer, visit: Visit, tmp_path: Path
):
    """A saved layout: the next file of the same form needs nothing but the button, and the history takes it back."""
    page = steps.upload(visit, own_server, next_month(tmp_path, "2025-01"))
    steps.name_new_satker(visit, kertas.RUTAN)
    if page.get_by_text("satker belum dipastikan").count():
        steps.confirm_new_satker(visit)
    steps.store(visit)
    page.get_by_label("Nama profil").fill("Formulir kertas")
    page.get_by_role("button", name="Simpan profil").click()
    expect(page.get_by_text("Profil Formulir kertas disimpan.")).to_be_visible()

    page = steps.upload(visit, own_server, next_month(tmp_path, "2025-02"))
    steps.store(visit)
    expect(page.get_by_text("2025-02.xlsx disimpan: 23 responden SPKP, 20 responden SPAK.")).to_be_visible()
    address = f"{own_server.address}/satker?satker={kertas.LAPAS}&periode=2025-02&survei=spkp"
    assert steps.cards(visit.open(address))["Responden"] == "20"

    page = visit.open(f"{own_server.address}/unggah")
    steps.select_row(visit, "Riwayat", 0)
    undo = page.get_by_role("button", name="Batalkan unggahan ini")
    undo.click()
    expect(page.get_by_text("Tulis alasannya dulu")).to_be_visible()
    page.get_by_role("textbox", name="Alasan membatalkan").fill("berkas bulan lain")
    undo.click()
    expect(page.get_by_text("berkas bulan lain")).to_be_visible()
    visit.settle()
    assert "Dibatalkan" in steps.grid(page, "Riwayat")[1]
    page.get_by_role("textbox", name="Alasan memulihkan").fill("ternyata benar")
    page.get_by_role("button", name="Pulihkan unggahan ini").click()
    expect(page.get_by_text("ternyata benar")).to_be_visible()
    assert steps.cards(visit.open(address))["Responden"] == "20"
    assert visit.console_errors == []


def next_month(folder: Path, month: str) -> Path:
    """The survey on paper, all of it in one month; the rows of the Rutan leave their satker blank."""
    file = folder / f"{month}.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Data")
        for number, row in enumerate(kertas.rows()):
            values = [str(row[0]).replace("2024-05", month).replace("2024-06", month), *row[1:]]
            sheet.write_row(number, 0, ["" if value == kertas.RUTAN else value for value in values])
    return file
