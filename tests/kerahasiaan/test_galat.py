"""An error of the database must not carry what employees answered into the log."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard import incidents
from data_access import schema
from data_access.engine import make_engine
from data_access.migrate import upgrade


def test_log_of_a_refused_insert_holds_no_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PANTAU_LOG_FILE", str(tmp_path / "pantau.log"))
    url = f"sqlite:///{tmp_path / 'uji.db'}"
    upgrade(url)
    engine = make_engine(url)
    answer = {"impor_id": 7654321, "baris": 1, "satker_id": 7654321, "instrumen_id": 7654321, "bulan": 202606,
              "tanggal": "2026-06-01", "indeks": 1234567, "u01": 1}  # fmt: skip
    statement = sa.text(
        f"insert into {schema.jawaban.name} ({', '.join(answer)}) values ({', '.join(f':{name}' for name in answer)})"
    )
    with pytest.raises(sa.exc.IntegrityError) as refused, engine.begin() as connection:
        connection.execute(statement, answer)
    incidents.record(refused.value)
    text = (tmp_path / "pantau.log").read_text()
    assert "IntegrityError" in text
    assert "1234567" not in text
