"""Recorded survey reports: only a reference, inside the viewer's scope, and gone when it is withdrawn."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from data_access.errors import RefusedError
from data_access.file_repository import FileRepository
from data_access.repository import LAPORAN, Scope
from data_access.sql_repository import SqlRepository
from data_access.survey_reports import LaporanBaru, record, withdraw
from tests.data_access.state import version
from tests.support.factories import NOW, make_instrument, make_sheet, store_sheets

ALL, ONLY_B = Scope.everything(), Scope.only("B")
LAPORAN_A = LaporanBaru("A", 202604, 202606, "  W.12-OT.02.01-123,\n 5 Juli 2026, map ZI ")


@pytest.fixture
def engine_ab(engine: sa.Engine) -> sa.Engine:
    """A database with satker A and B."""
    store_sheets(engine, make_sheet(make_instrument(), [[4, 4, 4], [3, 3, 3]], satker=["A", "B"]))
    return engine


def test_recorded_read_and_withdrawn(engine_ab: sa.Engine):
    repo, before = SqlRepository(engine_ab), version(engine_ab)
    number = record(engine_ab, LAPORAN_A, ALL, oleh="operator", now=NOW)
    record(engine_ab, LaporanBaru("B", 202601, 202603, "No. 7, lemari arsip"), ALL, oleh="", now=NOW)
    frame = repo.survey_reports(ALL)
    assert list(frame.columns) == list(LAPORAN)
    assert frame["satker"].tolist() == ["A", "B"]  # newest months first
    row = frame.iloc[0]
    assert (row["id"], row["dari"], row["sampai"], row["dicatat_oleh"]) == (number, 202604, 202606, "operator")
    assert row["rujukan"] == "W.12-OT.02.01-123, 5 Juli 2026, map ZI"
    assert row["dicatat_pada"].to_pydatetime() == NOW
    # Screens that ask for news must hear of it: two records, then a withdrawal.
    assert version(engine_ab) == before + 2
    withdraw(engine_ab, number, ALL, now=datetime(2026, 11, 21, tzinfo=UTC))
    assert repo.survey_reports(ALL)["satker"].tolist() == ["B"]
    assert version(engine_ab) == before + 3


def test_scope_limits_reading_recording_and_withdrawing(engine_ab: sa.Engine):
    number = record(engine_ab, LAPORAN_A, ALL, oleh="", now=NOW)
    assert SqlRepository(engine_ab).survey_reports(ONLY_B).empty
    with pytest.raises(RefusedError, match="Satker A"):
        record(engine_ab, LAPORAN_A, ONLY_B, oleh="", now=NOW)
    with pytest.raises(RefusedError, match="sudah tidak ada"):
        withdraw(engine_ab, number, ONLY_B, now=NOW)
    assert SqlRepository(engine_ab).survey_reports(ALL)["id"].tolist() == [number]


@pytest.mark.parametrize(
    ("laporan", "told"),
    [
        (LaporanBaru("Z", 202604, 202606, "No. 1"), "Satker Z"),
        (LaporanBaru("A", 202606, 202604, "No. 1"), "Juni 2026, sesudah berakhir April 2026"),
        (LaporanBaru("A", 202613, 202613, "No. 1"), "Bulan laporan"),
        (LaporanBaru("A", 190001, 202606, "No. 1"), "Bulan laporan"),
        (LaporanBaru("A", 202604, 202606, " \n "), "Isi rujukan"),
        (LaporanBaru("A", 202604, 202606, "x" * 201), "200 huruf; yang diisi 201"),
        (LaporanBaru("A", 202604, 202606, "No. 1\0"), "tidak dapat ditampilkan"),
        (LaporanBaru("A", 202604, 202606, "hubungi 0812-3456-7890"), "nomor telepon"),
        (LaporanBaru("A", 202604, 202606, "budi@contoh.go.id"), "surel"),
    ],
)
def test_what_is_no_reference_is_refused_and_changes_nothing(engine_ab: sa.Engine, laporan: LaporanBaru, told: str):
    before = version(engine_ab)
    with pytest.raises(RefusedError, match=told):
        record(engine_ab, laporan, ALL, oleh="", now=NOW)
    assert SqlRepository(engine_ab).survey_reports(ALL).empty
    assert version(engine_ab) == before


def test_a_file_has_no_reports():
    sheet = make_sheet(make_instrument(), [[4, 4, 4]])
    found = FileRepository([sheet], read_at=NOW).survey_reports(ALL)
    assert list(found.columns) == list(LAPORAN)
    assert found.empty
