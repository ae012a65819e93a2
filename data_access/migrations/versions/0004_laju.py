"""Responden per hari dan jam, kalender satker, pengguna per layanan, dan kanal pengisian."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables and columns; the new rollups are filled from what is stored."""
    op.add_column("jawaban", sa.Column("kanal_id", sa.Integer(), nullable=True))
    op.add_column("pengguna_layanan", sa.Column("rincian", sa.Text(), server_default="", nullable=False))
    op.create_table(
        "hari_khusus",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("satker_id", sa.Integer(), nullable=True),
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("keadaan", sa.Text(), nullable=False),
        sa.Column("keterangan", sa.Text(), server_default="", nullable=False),
        sa.Column("sumber", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["satker_id"], ["satker.id"], name=op.f("fk_hari_khusus_satker_id_satker")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hari_khusus")),
    )
    op.create_index(op.f("ix_hari_khusus_satker_id"), "hari_khusus", ["satker_id"], unique=False)
    op.create_table(
        "rekap_harian",
        sa.Column("satker_id", sa.Integer(), nullable=False),
        sa.Column("instrumen_id", sa.Integer(), nullable=False),
        sa.Column("bulan", sa.Integer(), nullable=False),
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("jam", sa.SmallInteger(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["satker_id"], ["satker.id"], name=op.f("fk_rekap_harian_satker_id_satker")),
        sa.ForeignKeyConstraint(
            ["instrumen_id"], ["instrumen.id"], name=op.f("fk_rekap_harian_instrumen_id_instrumen")
        ),
        sa.PrimaryKeyConstraint("satker_id", "instrumen_id", "bulan", "tanggal", "jam", name=op.f("pk_rekap_harian")),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO rekap_harian (satker_id, instrumen_id, bulan, tanggal, jam, n) "
        "SELECT satker_id, instrumen_id, bulan, tanggal, coalesce(menit / 60, -1), count(*) FROM jawaban WHERE aktif "
        "GROUP BY satker_id, instrumen_id, bulan, tanggal, coalesce(menit / 60, -1)"
    )
    op.execute(
        "INSERT INTO rekap_responden (satker_id, instrumen_id, bulan, dimensi, kategori_id, n) "
        "SELECT satker_id, instrumen_id, bulan, 'kanal', 0, n FROM rekap_responden WHERE dimensi = 'semua'"
    )


def downgrade() -> None:
    """Remove them again, with what they hold."""
    op.execute("DELETE FROM rekap_responden WHERE dimensi = 'kanal'")
    op.drop_table("rekap_harian")
    op.drop_index(op.f("ix_hari_khusus_satker_id"), table_name="hari_khusus")
    op.drop_table("hari_khusus")
    op.drop_column("pengguna_layanan", "rincian")
    op.drop_column("jawaban", "kanal_id")
