"""What is known of satker beside their surveys: names, service users, employees, targets, reports."""

from __future__ import annotations

import sqlalchemy as sa

from data_access.schema.base import metadata

satker = sa.Table(
    "satker",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("kode", sa.Text, nullable=False, unique=True),
    sa.Column("nama", sa.Text, nullable=False),
    sa.Column("jenis", sa.Text, nullable=False),
    sa.Column("rumpun", sa.Text, nullable=False, server_default=""),
    sa.Column("induk", sa.Text, nullable=False, server_default=""),
    sa.Column("zona_waktu", sa.Text, nullable=False, server_default="Asia/Jakarta"),
    # WBK, WBBM, or '' when the satker does not go for Zona Integritas.
    sa.Column("bidik_predikat", sa.Text, nullable=False, server_default="WBK"),
    sa.Column("is_contoh", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("kabupaten", sa.Text, nullable=False, server_default=""),
    # Working days a week: 5 (Monday to Friday) or 6.
    sa.Column("hari_kerja", sa.SmallInteger, nullable=False, server_default="5"),
)

# Other spellings of a satker that an operator has confirmed, as data_access.files.texts.words writes them.
satker_alias = sa.Table(
    "satker_alias",
    metadata,
    sa.Column("teks", sa.Text, primary_key=True),
    sa.Column("satker_id", sa.Integer, sa.ForeignKey("satker.id"), nullable=False),
    sa.Column("oleh", sa.Text, nullable=False, server_default=""),
    sa.Column("dicatat_pada", sa.DateTime(timezone=True), nullable=False),
)

pengguna_layanan = sa.Table(
    "pengguna_layanan",
    metadata,
    sa.Column("satker_id", sa.Integer, sa.ForeignKey("satker.id"), primary_key=True),
    sa.Column("bulan", sa.Integer, primary_key=True),
    sa.Column("jumlah", sa.Integer, nullable=False),
    sa.Column("sumber", sa.Text, nullable=False, server_default=""),
    # Users by layanan as JSON {layanan: number} that adds up to ``jumlah``; '' where only the whole is known.
    sa.Column("rincian", sa.Text, nullable=False, server_default=""),
)

# Employees of a satker from a month on, until a later row: the census target of the internal survey.
pegawai = sa.Table(
    "pegawai",
    metadata,
    sa.Column("satker_id", sa.Integer, sa.ForeignKey("satker.id"), primary_key=True),
    sa.Column("bulan", sa.Integer, primary_key=True),
    sa.Column("jumlah", sa.Integer, nullable=False),
    sa.Column("sumber", sa.Text, nullable=False, server_default=""),
)

# Days that differ from the calendar of the country: closed ('tutup') or open ('buka') although it says otherwise. Without
# satker for every one; a satker's own day counts before it. At most one row for a satker and day.
hari_khusus = sa.Table(
    "hari_khusus",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("satker_id", sa.Integer, sa.ForeignKey("satker.id"), nullable=True, index=True),
    sa.Column("tanggal", sa.Date, nullable=False),
    sa.Column("keadaan", sa.Text, nullable=False),
    sa.Column("keterangan", sa.Text, nullable=False, server_default=""),
    sa.Column("sumber", sa.Text, nullable=False, server_default=""),
)

# Targets that somebody set for whole periods. Rows stay: the newest of the same months and a live batch counts.
target_manual = sa.Table(
    "target_manual",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("satker_id", sa.Integer, sa.ForeignKey("satker.id"), nullable=False, index=True),
    sa.Column("instrumen_id", sa.Integer, sa.ForeignKey("instrumen.id"), nullable=True),
    sa.Column("dari", sa.Integer, nullable=False),
    sa.Column("sampai", sa.Integer, nullable=False),
    # NULL: the rule applies again.
    sa.Column("jumlah", sa.Integer, nullable=True),
    sa.Column("alasan", sa.Text, nullable=False),
    sa.Column("oleh", sa.Text, nullable=False, server_default=""),
    sa.Column("dicatat_pada", sa.DateTime(timezone=True), nullable=False),
    sa.Column("impor_id", sa.Integer, sa.ForeignKey("impor.id"), nullable=False),
)

# The survey report that Zona Integritas asks for: the evidence (number, date, where it is kept), not the document.
laporan_survei = sa.Table(
    "laporan_survei",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("satker_id", sa.Integer, sa.ForeignKey("satker.id"), nullable=False),
    # Months that the report covers.
    sa.Column("dari", sa.Integer, nullable=False),
    sa.Column("sampai", sa.Integer, nullable=False),
    sa.Column("rujukan", sa.Text, nullable=False),
    sa.Column("dicatat_oleh", sa.Text, nullable=False, server_default=""),
    sa.Column("dicatat_pada", sa.DateTime(timezone=True), nullable=False),
    sa.Index("ix_laporan_survei_satker_id", "satker_id"),
)
