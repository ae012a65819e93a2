"""The ledger of imports: batches, their undo and restore, what they left out or changed, profiles, pulls."""

from __future__ import annotations

import sqlalchemy as sa

from data_access.schema.base import metadata

impor = sa.Table(
    "impor",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("nama_berkas", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    # The file with what decides its meaning (instrument, satker, mapping); '#2', '#3', ... behind it when stored anew.
    sa.Column("sidik", sa.Text, nullable=False, unique=True),
    sa.Column("ukuran", sa.Integer, nullable=False),
    sa.Column("diimpor_pada", sa.DateTime(timezone=True), nullable=False),
    sa.Column("oleh", sa.Text, nullable=False, server_default=""),
    sa.Column("baris_dibaca", sa.Integer, nullable=False),
    sa.Column("lembar_disimpan", sa.Integer, nullable=False),
    sa.Column("ringkasan", sa.Text, nullable=False),
    sa.Column("is_contoh", sa.Boolean, nullable=False, server_default=sa.false()),
    # What the batch brought: 'jawaban', 'rekap', 'satker', 'pengguna', 'pegawai', 'target'.
    sa.Column("jenis", sa.Text, nullable=False, server_default="jawaban"),
    # Name of the column profile that was used, '' for none; 'tarikan:NAMA' in ``sumber`` for a pull, '' for a file.
    sa.Column("profil", sa.Text, nullable=False, server_default=""),
    sa.Column("sumber", sa.Text, nullable=False, server_default=""),
    # How the batch meets what is there: 'tambah' keeps all, 'ganti' withdraws who is missing in it.
    sa.Column("cara", sa.Text, nullable=False, server_default="tambah"),
    # Respondents (answers to one instrument) that were new, unchanged, changed, withdrawn; rows that were refused.
    sa.Column("baru", sa.Integer, nullable=False, server_default="0"),
    sa.Column("tetap", sa.Integer, nullable=False, server_default="0"),
    sa.Column("berubah", sa.Integer, nullable=False, server_default="0"),
    sa.Column("ditarik", sa.Integer, nullable=False, server_default="0"),
    sa.Column("ditolak", sa.Integer, nullable=False, server_default="0"),
    # NULL while the batch counts; undone and restored are events of riwayat_impor, this is the present state.
    sa.Column("dibatalkan_pada", sa.DateTime(timezone=True), nullable=True),
)

# Every undo ('batal') and restore ('pulih') of a batch, and that it was typed on a page ('isi'): who, when, why.
riwayat_impor = sa.Table(
    "riwayat_impor",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("impor_id", sa.Integer, sa.ForeignKey("impor.id"), nullable=False, index=True),
    sa.Column("tindakan", sa.Text, nullable=False),
    sa.Column("pada", sa.DateTime(timezone=True), nullable=False),
    sa.Column("oleh", sa.Text, nullable=False, server_default=""),
    sa.Column("alasan", sa.Text, nullable=False, server_default=""),
)

# Rows that were read but not taken, with the reason and never with their content.
impor_ditolak = sa.Table(
    "impor_ditolak",
    metadata,
    sa.Column("impor_id", sa.Integer, sa.ForeignKey("impor.id"), primary_key=True),
    sa.Column("baris", sa.Integer, primary_key=True),
    sa.Column("alasan", sa.Text, nullable=False),
)

# Which texts of the file became which category: the raw text is kept, so that a wrong reading can be seen.
impor_kategori = sa.Table(
    "impor_kategori",
    metadata,
    sa.Column("impor_id", sa.Integer, sa.ForeignKey("impor.id"), primary_key=True),
    sa.Column("dimensi", sa.Text, primary_key=True),
    sa.Column("asli", sa.Text, primary_key=True),
    sa.Column("nama", sa.Text, nullable=False),
    sa.Column("n", sa.Integer, nullable=False),
)

# What a batch said of master data, as JSON: the record before (NULL: none), the fields it gave (docs/adr/0015).
impor_perubahan = sa.Table(
    "impor_perubahan",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("impor_id", sa.Integer, sa.ForeignKey("impor.id"), nullable=False, index=True),
    sa.Column("tabel", sa.Text, nullable=False),
    sa.Column("kunci", sa.Text, nullable=False),
    sa.Column("sebelum", sa.Text, nullable=True),
    sa.Column("sesudah", sa.Text, nullable=True),
)

# A column mapping that an operator saved under a name; ``isi`` is JSON (data_access.files.columns.mapping).
profil = sa.Table(
    "profil",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("nama", sa.Text, nullable=False, unique=True),
    sa.Column("isi", sa.Text, nullable=False),
    sa.Column("oleh", sa.Text, nullable=False, server_default=""),
    sa.Column("dibuat_pada", sa.DateTime(timezone=True), nullable=False),
    sa.Column("dipakai_pada", sa.DateTime(timezone=True), nullable=True),
)

# How far each named database source was read.
tarikan = sa.Table(
    "tarikan",
    metadata,
    sa.Column("nama", sa.Text, primary_key=True),
    sa.Column("penanda", sa.Text, nullable=False),
    sa.Column("ditarik_pada", sa.DateTime(timezone=True), nullable=False),
)

# What a batch brought, so that a number can name the imports it rests on and a scope can be applied to the history.
impor_satker = sa.Table(
    "impor_satker",
    metadata,
    sa.Column("impor_id", sa.Integer, sa.ForeignKey("impor.id"), primary_key=True),
    sa.Column("satker_id", sa.Integer, sa.ForeignKey("satker.id"), primary_key=True),
    sa.Column("instrumen_id", sa.Integer, sa.ForeignKey("instrumen.id"), primary_key=True),
    sa.Column("bulan", sa.Integer, primary_key=True),
    sa.Column("n", sa.Integer, nullable=False),
)

# What a batch said about rows that an earlier batch brought: 1 = there again, unchanged; 2 = withdrawn.
impor_kejadian = sa.Table(
    "impor_kejadian",
    metadata,
    sa.Column("impor_id", sa.Integer, sa.ForeignKey("impor.id"), primary_key=True),
    sa.Column("jawaban_id", sa.BigInteger, sa.ForeignKey("jawaban.id"), primary_key=True),
    sa.Column("kejadian", sa.SmallInteger, nullable=False),
    sa.Index("ix_impor_kejadian_jawaban_id", "jawaban_id"),
    sqlite_with_rowid=False,
)
