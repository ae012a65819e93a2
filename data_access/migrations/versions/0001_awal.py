"""Tabel awal: satker, instrumen, impor, jawaban, rekap, pengguna layanan, versi data."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table of the first version."""
    op.create_table(
        "impor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nama_berkas", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("sidik", sa.Text(), nullable=False),
        sa.Column("ukuran", sa.Integer(), nullable=False),
        sa.Column("diimpor_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("oleh", sa.Text(), server_default="", nullable=False),
        sa.Column("baris_dibaca", sa.Integer(), nullable=False),
        sa.Column("lembar_disimpan", sa.Integer(), nullable=False),
        sa.Column("ringkasan", sa.Text(), nullable=False),
        sa.Column("is_contoh", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_impor")),
        sa.UniqueConstraint("sidik", name=op.f("uq_impor_sidik")),
    )
    op.create_table(
        "instrumen",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kode", sa.Text(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("definisi", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instrumen")),
        sa.UniqueConstraint("kode", name=op.f("uq_instrumen_kode")),
    )
    op.create_table(
        "kategori",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dimensi", sa.Text(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kategori")),
        sa.UniqueConstraint("dimensi", "nama", name=op.f("uq_kategori_dimensi_nama")),
    )
    op.create_table(
        "satker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kode", sa.Text(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("jenis", sa.Text(), nullable=False),
        sa.Column("rumpun", sa.Text(), server_default="", nullable=False),
        sa.Column("induk", sa.Text(), server_default="", nullable=False),
        sa.Column("zona_waktu", sa.Text(), server_default="Asia/Jakarta", nullable=False),
        sa.Column("bidik_predikat", sa.Text(), server_default="WBK", nullable=False),
        sa.Column("is_contoh", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_satker")),
        sa.UniqueConstraint("kode", name=op.f("uq_satker_kode")),
    )
    op.create_table(
        "versi_data",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("versi", sa.BigInteger(), nullable=False),
        sa.Column("diubah_pada", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_versi_data")),
    )
    op.create_table(
        "impor_satker",
        sa.Column("impor_id", sa.Integer(), nullable=False),
        sa.Column("satker_id", sa.Integer(), nullable=False),
        sa.Column("instrumen_id", sa.Integer(), nullable=False),
        sa.Column("bulan", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["impor_id"], ["impor.id"], name=op.f("fk_impor_satker_impor_id_impor")),
        sa.ForeignKeyConstraint(
            ["instrumen_id"], ["instrumen.id"], name=op.f("fk_impor_satker_instrumen_id_instrumen")
        ),
        sa.ForeignKeyConstraint(["satker_id"], ["satker.id"], name=op.f("fk_impor_satker_satker_id_satker")),
        sa.PrimaryKeyConstraint("impor_id", "satker_id", "instrumen_id", "bulan", name=op.f("pk_impor_satker")),
    )
    op.create_table(
        "jawaban",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("impor_id", sa.Integer(), nullable=False),
        sa.Column("baris", sa.Integer(), nullable=False),
        sa.Column("satker_id", sa.Integer(), nullable=False),
        sa.Column("instrumen_id", sa.Integer(), nullable=False),
        sa.Column("bulan", sa.Integer(), nullable=False),
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("menit", sa.SmallInteger(), nullable=True),
        sa.Column("layanan_id", sa.Integer(), nullable=True),
        sa.Column("jenis_kelamin_id", sa.Integer(), nullable=True),
        sa.Column("usia_id", sa.Integer(), nullable=True),
        sa.Column("pendidikan_id", sa.Integer(), nullable=True),
        sa.Column("pekerjaan_id", sa.Integer(), nullable=True),
        sa.Column("indeks", sa.Integer(), nullable=False),
        sa.Column("butir", sa.Text(), nullable=True),
        sa.Column("u01", sa.SmallInteger(), nullable=True),
        sa.Column("u02", sa.SmallInteger(), nullable=True),
        sa.Column("u03", sa.SmallInteger(), nullable=True),
        sa.Column("u04", sa.SmallInteger(), nullable=True),
        sa.Column("u05", sa.SmallInteger(), nullable=True),
        sa.Column("u06", sa.SmallInteger(), nullable=True),
        sa.Column("u07", sa.SmallInteger(), nullable=True),
        sa.Column("u08", sa.SmallInteger(), nullable=True),
        sa.Column("u09", sa.SmallInteger(), nullable=True),
        sa.Column("u10", sa.SmallInteger(), nullable=True),
        sa.Column("u11", sa.SmallInteger(), nullable=True),
        sa.Column("u12", sa.SmallInteger(), nullable=True),
        sa.Column("u13", sa.SmallInteger(), nullable=True),
        sa.Column("u14", sa.SmallInteger(), nullable=True),
        sa.Column("u15", sa.SmallInteger(), nullable=True),
        sa.Column("u16", sa.SmallInteger(), nullable=True),
        sa.Column("u17", sa.SmallInteger(), nullable=True),
        sa.Column("u18", sa.SmallInteger(), nullable=True),
        sa.Column("u19", sa.SmallInteger(), nullable=True),
        sa.Column("u20", sa.SmallInteger(), nullable=True),
        sa.Column("u21", sa.SmallInteger(), nullable=True),
        sa.Column("u22", sa.SmallInteger(), nullable=True),
        sa.Column("u23", sa.SmallInteger(), nullable=True),
        sa.Column("u24", sa.SmallInteger(), nullable=True),
        sa.Column("u25", sa.SmallInteger(), nullable=True),
        sa.ForeignKeyConstraint(["impor_id"], ["impor.id"], name=op.f("fk_jawaban_impor_id_impor")),
        sa.ForeignKeyConstraint(["instrumen_id"], ["instrumen.id"], name=op.f("fk_jawaban_instrumen_id_instrumen")),
        sa.ForeignKeyConstraint(
            ["jenis_kelamin_id"], ["kategori.id"], name=op.f("fk_jawaban_jenis_kelamin_id_kategori")
        ),
        sa.ForeignKeyConstraint(["layanan_id"], ["kategori.id"], name=op.f("fk_jawaban_layanan_id_kategori")),
        sa.ForeignKeyConstraint(["pekerjaan_id"], ["kategori.id"], name=op.f("fk_jawaban_pekerjaan_id_kategori")),
        sa.ForeignKeyConstraint(["pendidikan_id"], ["kategori.id"], name=op.f("fk_jawaban_pendidikan_id_kategori")),
        sa.ForeignKeyConstraint(["satker_id"], ["satker.id"], name=op.f("fk_jawaban_satker_id_satker")),
        sa.ForeignKeyConstraint(["usia_id"], ["kategori.id"], name=op.f("fk_jawaban_usia_id_kategori")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jawaban")),
    )
    op.create_index("ix_jawaban_impor_id", "jawaban", ["impor_id"], unique=False)
    op.create_index(
        "ix_jawaban_satker_id_instrumen_id_bulan", "jawaban", ["satker_id", "instrumen_id", "bulan"], unique=False
    )
    op.create_table(
        "pengguna_layanan",
        sa.Column("satker_id", sa.Integer(), nullable=False),
        sa.Column("bulan", sa.Integer(), nullable=False),
        sa.Column("jumlah", sa.Integer(), nullable=False),
        sa.Column("sumber", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["satker_id"], ["satker.id"], name=op.f("fk_pengguna_layanan_satker_id_satker")),
        sa.PrimaryKeyConstraint("satker_id", "bulan", name=op.f("pk_pengguna_layanan")),
    )
    op.create_table(
        "rekap_responden",
        sa.Column("satker_id", sa.Integer(), nullable=False),
        sa.Column("instrumen_id", sa.Integer(), nullable=False),
        sa.Column("bulan", sa.Integer(), nullable=False),
        sa.Column("dimensi", sa.Text(), nullable=False),
        sa.Column("kategori_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["instrumen_id"], ["instrumen.id"], name=op.f("fk_rekap_responden_instrumen_id_instrumen")
        ),
        sa.ForeignKeyConstraint(["satker_id"], ["satker.id"], name=op.f("fk_rekap_responden_satker_id_satker")),
        sa.PrimaryKeyConstraint(
            "satker_id", "instrumen_id", "bulan", "dimensi", "kategori_id", name=op.f("pk_rekap_responden")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "rekap_sebaran",
        sa.Column("satker_id", sa.Integer(), nullable=False),
        sa.Column("instrumen_id", sa.Integer(), nullable=False),
        sa.Column("bulan", sa.Integer(), nullable=False),
        sa.Column("unsur_no", sa.SmallInteger(), nullable=False),
        sa.Column("nilai", sa.Integer(), nullable=False),
        sa.Column("jumlah", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["instrumen_id"], ["instrumen.id"], name=op.f("fk_rekap_sebaran_instrumen_id_instrumen")
        ),
        sa.ForeignKeyConstraint(["satker_id"], ["satker.id"], name=op.f("fk_rekap_sebaran_satker_id_satker")),
        sa.PrimaryKeyConstraint(
            "satker_id", "instrumen_id", "bulan", "unsur_no", "nilai", name=op.f("pk_rekap_sebaran")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "rekap_unsur",
        sa.Column("satker_id", sa.Integer(), nullable=False),
        sa.Column("instrumen_id", sa.Integer(), nullable=False),
        sa.Column("bulan", sa.Integer(), nullable=False),
        sa.Column("unsur_no", sa.SmallInteger(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("jumlah", sa.BigInteger(), nullable=False),
        sa.Column("n1", sa.Integer(), nullable=False),
        sa.Column("n2", sa.Integer(), nullable=False),
        sa.Column("n3", sa.Integer(), nullable=False),
        sa.Column("n4", sa.Integer(), nullable=False),
        sa.Column("n5", sa.Integer(), nullable=False),
        sa.Column("n6", sa.Integer(), nullable=False),
        sa.Column("n7", sa.Integer(), nullable=False),
        sa.Column("n8", sa.Integer(), nullable=False),
        sa.Column("n9", sa.Integer(), nullable=False),
        sa.Column("n10", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["instrumen_id"], ["instrumen.id"], name=op.f("fk_rekap_unsur_instrumen_id_instrumen")),
        sa.ForeignKeyConstraint(["satker_id"], ["satker.id"], name=op.f("fk_rekap_unsur_satker_id_satker")),
        sa.PrimaryKeyConstraint("satker_id", "instrumen_id", "bulan", "unsur_no", name=op.f("pk_rekap_unsur")),
        sqlite_with_rowid=False,
    )
    # The one row exists from the start: writers lock it, screens read it.
    versi = sa.table(
        "versi_data", sa.column("id"), sa.column("versi"), sa.column("diubah_pada", sa.DateTime(timezone=True))
    )
    op.bulk_insert(versi, [{"id": 1, "versi": 0, "diubah_pada": datetime(2000, 1, 1, tzinfo=UTC)}])


def downgrade() -> None:
    """Remove every table."""
    op.drop_table("rekap_unsur")
    op.drop_table("rekap_sebaran")
    op.drop_table("rekap_responden")
    op.drop_table("pengguna_layanan")
    op.drop_index("ix_jawaban_satker_id_instrumen_id_bulan", table_name="jawaban")
    op.drop_index("ix_jawaban_impor_id", table_name="jawaban")
    op.drop_table("jawaban")
    op.drop_table("impor_satker")
    op.drop_table("versi_data")
    op.drop_table("satker")
    op.drop_table("kategori")
    op.drop_table("instrumen")
    op.drop_table("impor")
