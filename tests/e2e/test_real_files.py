"""The published files go in through the page, and the pages show the expected files' numbers to the digits shown."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e import steps
from tests.e2e.conftest import Windows
from tests.support import servers
from tests.support.chromium import Visit

pytestmark = pytest.mark.browser
SKM = [f"U{number}" for number in range(1, 10)]
# Half a digit of two decimals, and what the expected files rounded away themselves.
HALF = 0.005 + 5e-7


@pytest.fixture
def visit(window: Windows) -> Visit:
    return window(1366, 1400, "light")


def number(shown: str) -> float:
    """'3,45 B' or '3,20 n 7' as a number."""
    return float(shown.split(maxsplit=1)[0].replace(",", "."))


def store_file(visit: Visit, server: servers.RunningServer, file: Path, satker: str, n: int) -> None:
    page = steps.upload(visit, server, file)
    steps.name_new_satker(visit, satker)
    steps.confirm_new_satker(visit)
    steps.store(visit)
    expect(page.get_by_text(f"{file.name} disimpan: {n:,} responden SKM.".replace(",", "."))).to_be_visible()


@pytest.mark.parametrize(
    ("name", "order", "satker"),
    [
        # In words the 8th question asks about Sarana (U9) and the 9th about Pengaduan (U8).
        ("wide_text_gform_like.csv", [1, 2, 3, 4, 5, 6, 7, 9, 8], "GIANYAR-TEKS"),
        ("wide_scores.csv", [1, 2, 3, 4, 5, 6, 7, 8, 9], "GIANYAR-SKOR"),
    ],
)
def test_gianyar(
    shared_data: Path, own_server: servers.RunningServer, visit: Visit, name: str, order: list[int], satker: str
):
    folder = shared_data / "gianyar_skck"
    with (folder / "expected_computed.csv").open(encoding="utf-8") as lines:
        published = {row["what"]: float(row["value"]) for row in csv.DictReader(lines)}
    expected = [published[f"NRR_U{unsur}"] for unsur in order]
    store_file(visit, own_server, folder / name, satker, 201)
    page = visit.open(f"{own_server.address}/?periode=2020-TW3&survei=skm")
    shown = steps.heatmap(page)[satker]
    assert [number(cell) for cell in shown] == pytest.approx(expected, abs=HALF)
    page = visit.open(f"{own_server.address}/satker?satker={satker}&periode=2020-TW3&survei=skm")
    assert steps.cards(page)["Responden"] == "201"
    assert number(steps.cards(page)["IKM"]) == pytest.approx(published["IKM_weight_1/9"] / 25, abs=HALF)
    assert steps.cards(page)["IKM"].endswith("· B")  # 85.85: 76.61 to 88.30
    page.get_by_test_id("stExpander").locator("summary").first.click()
    header, *rows = steps.grid(page, "Tabel: Nilai 9 unsur")
    column = header.index("Nilai (skala 100)")
    assert [float(row[column]) for row in rows] == pytest.approx([25 * value for value in expected], abs=25 * 5e-7)
    assert visit.console_errors == []


def test_jepara(shared_data: Path, own_server: servers.RunningServer, visit: Visit):
    folder = shared_data / "jepara_mpp"
    with (folder / "expected_computed.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    store_file(visit, own_server, folder / "wide.csv", "TANPA-LOKET", 1028)
    page = visit.open(f"{own_server.address}/?periode=2021-S1&survei=skm")
    shown = steps.heatmap(page)
    lokets = {row["key"]: row for row in rows if row["level"] == "loket"}
    for key, row in lokets.items():
        cells = shown[key or "TANPA-LOKET"]
        assert [number(cell) for cell in cells] == pytest.approx([float(row[f"NRR_{kode}"]) for kode in SKM], abs=HALF)
    assert len(lokets) == 14
    # The region's card is the mean of satker; all respondents together stand in its explanation.
    (whole,) = [row for row in rows if row["level"] == "ALL"]
    page.get_by_role("button", name="Keterangan IKM wilayah").hover()
    pooled = page.get_by_text("semua responden digabung:").first
    expect(pooled).to_be_visible()
    value = pooled.inner_text().rsplit(" ", 1)[-1].rstrip(".")
    assert number(value) == pytest.approx(float(whole["IKM_available_case_1/9"]) / 25, abs=HALF)
    for row in (one for one in rows if one["level"] == "month"):
        page = visit.open(f"{own_server.address}/?periode={row['key']}&survei=skm")
        basis = page.locator(".st-key-temuan").inner_text()
        assert f"{int(row['n_sessions'])} responden" in basis
    assert visit.console_errors == []
