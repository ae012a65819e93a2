"""Pegawai per satker (target sensus Survei Integritas) dan laporan survei (syarat Zona Integritas)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two tables; nothing that exists is touched."""
    op.create_table(
        "pegawai",
        sa.Column("satker_id", sa.Integer(), nullable=False),
        sa.Column("bulan", sa.Integer(), nullable=False),
        sa.Column("jumlah", sa.Integer(), nullable=False),
        sa.Column("sumber", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["satker_id"], ["satker.id"], name=op.f("fk_pegawai_satker_id_satker")),
        sa.PrimaryKeyConstraint("satker_id", "bulan", name=op.f("pk_pegawai")),
    )
    op.create_table(
        "laporan_survei",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("satker_id", sa.Integer(), nullable=False),
        sa.Column("dari", sa.Integer(), nullable=False),
        sa.Column("sampai", sa.Integer(), nullable=False),
        sa.Column("rujukan", sa.Text(), nullable=False),
        sa.Column("dicatat_oleh", sa.Text(), server_default="", nullable=False),
        sa.Column("dicatat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["satker_id"], ["satker.id"], name=op.f("fk_laporan_survei_satker_id_satker")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_laporan_survei")),
    )
    op.create_index("ix_laporan_survei_satker_id", "laporan_survei", ["satker_id"])


def downgrade() -> None:
    """Remove both tables with what was filled in."""
    op.drop_table("laporan_survei")
    op.drop_table("pegawai")
