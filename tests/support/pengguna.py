"""Service users as somebody types them into Data Induk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from data_access.breakdown import breakdown_text
from data_access.files.master.statements import PENGGUNA
from data_access.master_data.edit_checks import Suntingan
from data_access.master_data.editing import read_records, save_edits
from data_access.repository import Scope

Rincian = Mapping[tuple[str, int], Mapping[str, int]]


def save_service_users(
    engine: sa.Engine,
    pengguna: Mapping[tuple[str, int], int],
    sumber: str,
    *,
    now: datetime,
    rincian: Rincian | None = None,
) -> None:
    """Store users by (satker code, month 202606) and, where given, the same by layanan, as one batch of the ledger."""
    before = read_records(engine, PENGGUNA, Scope.everything())
    edits = [
        Suntingan(
            key,
            before.get(key),
            {"jumlah": n, "sumber": sumber, "rincian": breakdown_text((rincian or {}).get(key, {}))},
        )
        for key, n in sorted(pengguna.items())
    ]
    save_edits(engine, PENGGUNA, edits, Scope.everything(), now=now, oleh="penguji", alasan="uji")
