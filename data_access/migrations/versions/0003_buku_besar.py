"""Buku besar impor (versi responden, batal dan pulih, profil, alias satker), rekap jadi, target manual, dan tarikan."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """New tables, and new columns with a default in jawaban, impor and satker; nothing stored is changed."""
    op.create_table(
        "profil",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("isi", sa.Text(), nullable=False),
        sa.Column("oleh", sa.Text(), server_default="", nullable=False),
        sa.Column("dibuat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dipakai_pada", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profil")),
        sa.UniqueConstraint("nama", name=op.f("uq_profil_nama")),
    )
    op.create_table(
        "tarikan",
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("penanda", sa.Text(), nullable=False),
        sa.Column("ditarik_pada", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("nama", name=op.f("pk_tarikan")),
    )
    op.create_table(
        "impor_ditolak",
        sa.Column("impor_id", sa.Integer(), nullable=False),
        sa.Column("baris", sa.Integer(), nullable=False),
        sa.Column("alasan", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["impor_id"], ["impor.id"], name=op.f("fk_impor_ditolak_impor_id_impor")),
        sa.PrimaryKeyConstraint("impor_id", "baris", name=op.f("pk_impor_ditolak")),
    )
    op.create_table(
        "impor_kategori",
        sa.Column("impor_id", sa.Integer(), nullable=False),
        sa.Column("dimensi", sa.Text(), nullable=False),
        sa.Column("asli", sa.Text(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["impor_id"], ["impor.id"], name=op.f("fk_impor_kategori_impor_id_impor")),
        sa.PrimaryKeyConstraint("impor_id", "dimensi", "asli", name=op.f("pk_impor_kategori")),
    )
    op.create_table(
        "impor_perubahan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("impor_id", sa.Integer(), nullable=False),
        sa.Column("tabel", sa.Text(), nullable=False),
        sa.Column("kunci", sa.Text(), nullable=False),
        sa.Column("sebelum", sa.Text(), nullable=True),
        sa.Column("sesudah", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["impor_id"], ["impor.id"], name=op.f("fk_impor_perubahan_impor_id_impor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_impor_perubahan")),
    )
    op.create_index(op.f("ix_impor_perubahan_impor_id"), "impor_perubahan", ["impor_id"], unique=False)
    op.create_table(
        "rekap_jadi",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("impor_id", sa.Integer(), nullable=False),
        sa.Column("satker_id", sa.Integer(), nullable=False),
        sa.Column("instrumen_id", sa.Integer(), nullable=False),
        sa.Column("dari", sa.Integer(), nullable=False),
        sa.Column("sampai", sa.Integer(), nullable=False),
        sa.Column("unsur_no", sa.SmallInteger(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=True),
        sa.Column("nilai", sa.Text(), server_default="", nullable=False),
        sa.Column("skala", sa.Text(), server_default="asli", nullable=False),
        sa.Column("jawaban", sa.Text(), nullable=True),
        sa.Column("mutu", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["impor_id"], ["impor.id"], name=op.f("fk_rekap_jadi_impor_id_impor")),
        sa.ForeignKeyConstraint(["instrumen_id"], ["instrumen.id"], name=op.f("fk_rekap_jadi_instrumen_id_instrumen")),
        sa.ForeignKeyConstraint(["satker_id"], ["satker.id"], name=op.f("fk_rekap_jadi_satker_id_satker")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rekap_jadi")),
    )
    op.create_index(op.f("ix_rekap_jadi_impor_id"), "rekap_jadi", ["impor_id"], unique=False)
    op.create_index(
        "ix_rekap_jadi_satker_id_instrumen_id_dari", "rekap_jadi", ["satker_id", "instrumen_id", "dari"], unique=False
    )
    op.create_table(
        "riwayat_impor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("impor_id", sa.Integer(), nullable=False),
        sa.Column("tindakan", sa.Text(), nullable=False),
        sa.Column("pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("oleh", sa.Text(), server_default="", nullable=False),
        sa.Column("alasan", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["impor_id"], ["impor.id"], name=op.f("fk_riwayat_impor_impor_id_impor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_riwayat_impor")),
    )
    op.create_index(op.f("ix_riwayat_impor_impor_id"), "riwayat_impor", ["impor_id"], unique=False)
    op.create_table(
        "satker_alias",
        sa.Column("teks", sa.Text(), nullable=False),
        sa.Column("satker_id", sa.Integer(), nullable=False),
        sa.Column("oleh", sa.Text(), server_default="", nullable=False),
        sa.Column("dicatat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["satker_id"], ["satker.id"], name=op.f("fk_satker_alias_satker_id_satker")),
        sa.PrimaryKeyConstraint("teks", name=op.f("pk_satker_alias")),
    )
    op.create_table(
        "target_manual",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("satker_id", sa.Integer(), nullable=False),
        sa.Column("instrumen_id", sa.Integer(), nullable=True),
        sa.Column("dari", sa.Integer(), nullable=False),
        sa.Column("sampai", sa.Integer(), nullable=False),
        sa.Column("jumlah", sa.Integer(), nullable=True),
        sa.Column("alasan", sa.Text(), nullable=False),
        sa.Column("oleh", sa.Text(), server_default="", nullable=False),
        sa.Column("dicatat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("impor_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["impor_id"], ["impor.id"], name=op.f("fk_target_manual_impor_id_impor")),
        sa.ForeignKeyConstraint(
            ["instrumen_id"], ["instrumen.id"], name=op.f("fk_target_manual_instrumen_id_instrumen")
        ),
        sa.ForeignKeyConstraint(["satker_id"], ["satker.id"], name=op.f("fk_target_manual_satker_id_satker")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target_manual")),
    )
    op.create_index(op.f("ix_target_manual_satker_id"), "target_manual", ["satker_id"], unique=False)
    op.create_table(
        "impor_kejadian",
        sa.Column("impor_id", sa.Integer(), nullable=False),
        sa.Column("jawaban_id", sa.BigInteger(), nullable=False),
        sa.Column("kejadian", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(["impor_id"], ["impor.id"], name=op.f("fk_impor_kejadian_impor_id_impor")),
        sa.ForeignKeyConstraint(["jawaban_id"], ["jawaban.id"], name=op.f("fk_impor_kejadian_jawaban_id_jawaban")),
        sa.PrimaryKeyConstraint("impor_id", "jawaban_id", name=op.f("pk_impor_kejadian")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_impor_kejadian_jawaban_id", "impor_kejadian", ["jawaban_id"], unique=False)
    op.add_column("impor", sa.Column("jenis", sa.Text(), server_default="jawaban", nullable=False))
    op.add_column("impor", sa.Column("profil", sa.Text(), server_default="", nullable=False))
    op.add_column("impor", sa.Column("sumber", sa.Text(), server_default="", nullable=False))
    op.add_column("impor", sa.Column("cara", sa.Text(), server_default="tambah", nullable=False))
    op.add_column("impor", sa.Column("baru", sa.Integer(), server_default="0", nullable=False))
    op.add_column("impor", sa.Column("tetap", sa.Integer(), server_default="0", nullable=False))
    op.add_column("impor", sa.Column("berubah", sa.Integer(), server_default="0", nullable=False))
    op.add_column("impor", sa.Column("ditarik", sa.Integer(), server_default="0", nullable=False))
    op.add_column("impor", sa.Column("ditolak", sa.Integer(), server_default="0", nullable=False))
    op.add_column("impor", sa.Column("dibatalkan_pada", sa.DateTime(timezone=True), nullable=True))
    op.add_column("jawaban", sa.Column("aktif", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column("jawaban", sa.Column("kunci", sa.BigInteger(), nullable=True))
    op.add_column("jawaban", sa.Column("orang", sa.BigInteger(), nullable=True))
    op.create_index(
        "ix_jawaban_kunci",
        "jawaban",
        ["kunci"],
        unique=False,
        sqlite_where=sa.text("kunci < 0"),
        postgresql_where=sa.text("kunci < 0"),
    )
    op.add_column("satker", sa.Column("kabupaten", sa.Text(), server_default="", nullable=False))
    op.add_column("satker", sa.Column("hari_kerja", sa.SmallInteger(), server_default="5", nullable=False))


def downgrade() -> None:
    """Remove them again, with what they hold."""
    op.drop_column("satker", "hari_kerja")
    op.drop_column("satker", "kabupaten")
    op.drop_index(
        "ix_jawaban_kunci",
        table_name="jawaban",
        sqlite_where=sa.text("kunci < 0"),
        postgresql_where=sa.text("kunci < 0"),
    )
    op.drop_column("jawaban", "orang")
    op.drop_column("jawaban", "kunci")
    op.drop_column("jawaban", "aktif")
    op.drop_column("impor", "dibatalkan_pada")
    op.drop_column("impor", "ditolak")
    op.drop_column("impor", "ditarik")
    op.drop_column("impor", "berubah")
    op.drop_column("impor", "tetap")
    op.drop_column("impor", "baru")
    op.drop_column("impor", "cara")
    op.drop_column("impor", "sumber")
    op.drop_column("impor", "profil")
    op.drop_column("impor", "jenis")
    op.drop_index("ix_impor_kejadian_jawaban_id", table_name="impor_kejadian")
    op.drop_table("impor_kejadian")
    op.drop_index(op.f("ix_target_manual_satker_id"), table_name="target_manual")
    op.drop_table("target_manual")
    op.drop_table("satker_alias")
    op.drop_index(op.f("ix_riwayat_impor_impor_id"), table_name="riwayat_impor")
    op.drop_table("riwayat_impor")
    op.drop_index("ix_rekap_jadi_satker_id_instrumen_id_dari", table_name="rekap_jadi")
    op.drop_index(op.f("ix_rekap_jadi_impor_id"), table_name="rekap_jadi")
    op.drop_table("rekap_jadi")
    op.drop_index(op.f("ix_impor_perubahan_impor_id"), table_name="impor_perubahan")
    op.drop_table("impor_perubahan")
    op.drop_table("impor_kategori")
    op.drop_table("impor_ditolak")
    op.drop_table("tarikan")
    op.drop_table("profil")
