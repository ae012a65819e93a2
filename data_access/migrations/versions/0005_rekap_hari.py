"""Rekap harian satu baris sehari, jam sebagai kolom."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_KEY = "satker_id, instrumen_id, bulan, tanggal"
_JAM = [f"jam_{hour:02d}" for hour in range(24)]


def upgrade() -> None:
    """One row a day in place of one an hour, filled from what is stored."""
    _create("rekap_hari", [], [sa.Column(name, sa.Integer(), nullable=False) for name in ("n", *_JAM)])
    hours = ", ".join(f"sum(CASE WHEN jam = {hour} THEN n ELSE 0 END)" for hour in range(24))
    source = f"SELECT {_KEY}, sum(n), {hours} FROM rekap_harian GROUP BY {_KEY}"  # noqa: S608 - names of this file only
    op.execute(f"INSERT INTO rekap_hari ({_KEY}, n, {', '.join(_JAM)}) {source}")
    op.drop_table("rekap_harian")


def downgrade() -> None:
    """One row an hour again; those without an hour are what the hours of a day leave of it."""
    jam = [sa.Column("jam", sa.SmallInteger(), nullable=False)]
    _create("rekap_harian", jam, [sa.Column("n", sa.Integer(), nullable=False)])
    for hour, count in enumerate([f"n - ({' + '.join(_JAM)})", *_JAM], start=-1):
        source = f"SELECT {_KEY}, {hour}, {count} FROM rekap_hari WHERE {count} > 0"  # noqa: S608 - names of this file only
        op.execute(f"INSERT INTO rekap_harian ({_KEY}, jam, n) {source}")
    op.drop_table("rekap_hari")


def _create(name: str, more_key: list[sa.Column[int]], counts: list[sa.Column[int]]) -> None:
    op.create_table(
        name,
        sa.Column("satker_id", sa.Integer(), nullable=False),
        sa.Column("instrumen_id", sa.Integer(), nullable=False),
        sa.Column("bulan", sa.Integer(), nullable=False),
        sa.Column("tanggal", sa.Date(), nullable=False),
        *more_key,
        *counts,
        sa.ForeignKeyConstraint(["satker_id"], ["satker.id"], name=op.f(f"fk_{name}_satker_id_satker")),
        sa.ForeignKeyConstraint(["instrumen_id"], ["instrumen.id"], name=op.f(f"fk_{name}_instrumen_id_instrumen")),
        sa.PrimaryKeyConstraint(*_KEY.split(", "), *(one.name for one in more_key), name=op.f(f"pk_{name}")),
        sqlite_with_rowid=False,
    )
