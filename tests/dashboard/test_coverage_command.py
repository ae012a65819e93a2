"""``pantau.py cakupan``: the whole way from the simulation to the Markdown file."""

from pathlib import Path

import pytest

from dashboard.cli import main


def test_it_writes_the_table_and_says_what_it_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = tmp_path / "selang.md"
    assert main(["cakupan", "--ulangan", "2", "--tulis", str(file)]) == 0
    written = file.read_text(encoding="utf-8")
    assert "dibuat 2 survei tiruan" in written
    # Two surveys cover 0, 50 or 100 %: none is between 92 and 98.
    assert "120 dari 120 keadaan yang dinilai TIDAK memenuhi" in written
    assert written.count("\n| 43 | 48 |") == 6
    assert capsys.readouterr().out.startswith(f"{file}: 120 dari 120 keadaan")


def test_no_surveys_are_wrong_usage(capsys: pytest.CaptureFixture[str]):
    assert main(["cakupan", "--ulangan", "0"]) == 2
    assert capsys.readouterr().err == "Jumlah ulangan (--ulangan) paling sedikit 1.\n"


def test_a_folder_that_is_not_there_is_told_before_minutes_of_computing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["cakupan", "--ulangan", "1000000000", "--tulis", str(tmp_path / "tidak-ada" / "selang.md")]) == 2
    assert "tidak-ada" in capsys.readouterr().err
