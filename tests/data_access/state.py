"""The whole content of a database, so that before and after can be compared."""

from __future__ import annotations

import numpy as np
import sqlalchemy as sa

from data_access import schema
from data_access.answers import DIMENSI

State = dict[str, list[tuple[object, ...]]]
ROLLUPS = (schema.rekap_unsur, schema.rekap_sebaran, schema.rekap_responden, schema.rekap_hari)


def content(engine: sa.Engine, *tables: sa.Table) -> State:
    """Rows of ``tables`` (all tables when none is named) by table, sorted."""
    with engine.connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(sa.select(table))), key=repr)
            for table in tables or schema.metadata.sorted_tables
        }


def named_rollups(engine: sa.Engine) -> State:
    """The rollups with codes and names in place of numbers, which depend on the order of imports."""
    with engine.connect() as connection:

        def names(table: sa.Table, column: str) -> dict[int, str]:
            return {
                row.id: row.name for row in connection.execute(sa.select(table.c.id, table.c[column].label("name")))
            }

        known = {
            "satker_id": names(schema.satker, "kode"),
            "instrumen_id": names(schema.instrumen, "kode"),
            "kategori_id": names(schema.kategori, "nama"),
        }
        return {
            table.name: sorted(
                (
                    tuple(known[name].get(value, value) if name in known else value for name, value in row.items())
                    for row in connection.execute(sa.select(table)).mappings()
                ),
                key=repr,
            )
            for table in ROLLUPS
        }


def version(engine: sa.Engine) -> int:
    """The version of the data."""
    with engine.connect() as connection:
        return int(connection.scalar(sa.select(schema.versi_data.c.versi)) or 0)


def stored_rows(engine: sa.Engine) -> int:
    """Number of answer rows."""
    with engine.connect() as connection:
        return int(connection.scalar(sa.select(sa.func.count()).select_from(schema.jawaban)) or 0)


def assert_in_step(engine: sa.Engine) -> None:
    """The respondents of the rollup, of the import history and the answer rows are the same people; every row ever
    stored was brought by a batch."""
    with engine.connect() as connection:
        counted = sa.select(sa.func.count()).select_from(schema.jawaban)
        answers = connection.scalar(counted.where(schema.jawaban.c.aktif)) or 0
        brought = connection.scalar(sa.select(sa.func.sum(schema.impor.c.lembar_disimpan))) or 0
        assert int(brought) == connection.scalar(counted)
        sums = [
            sa.select(sa.func.sum(schema.rekap_unsur.c.n)).where(schema.rekap_unsur.c.unsur_no == 0),
            sa.select(sa.func.sum(schema.rekap_sebaran.c.jumlah)).where(schema.rekap_sebaran.c.unsur_no == 0),
            sa.select(sa.func.sum(schema.rekap_hari.c.n)),
            sa.select(sa.func.sum(schema.impor_satker.c.n)),
            *(
                sa.select(sa.func.sum(schema.rekap_responden.c.n)).where(schema.rekap_responden.c.dimensi == name)
                for name in ("semua", *DIMENSI)
            ),
        ]
        found = [int(connection.scalar(select) or 0) for select in sums]
    assert np.unique([answers, *found]).tolist() == [answers]
