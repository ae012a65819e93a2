"""Tables. One row a respondent and instrument (wide), monthly rollups beside it, kept in step by every import.

Why this shape: docs/adr/0002-penyimpanan.md. Months are integers like 202606, so that they group and compare alike on
every engine. Unsur scores are stored x instrumen.pembagi (small integers, exact), 1 when no unsur has several items.
"""

from __future__ import annotations

import sqlalchemy as sa

from scoring.contract import JAWABAN
from scoring.instruments import UNSUR_MAX

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# Unsur scores of a respondent, in instrument order; the instrument says how many are in use.
SKOR = tuple(f"u{number:02d}" for number in range(1, UNSUR_MAX + 1))

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
)

instrumen = sa.Table(
    "instrumen",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("kode", sa.Text, nullable=False, unique=True),
    sa.Column("nama", sa.Text, nullable=False),
    # The whole definition as JSON: a number can be recomputed after the program's own files have changed.
    sa.Column("definisi", sa.Text, nullable=False),
)

kategori = sa.Table(
    "kategori",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("dimensi", sa.Text, nullable=False),
    sa.Column("nama", sa.Text, nullable=False),
    sa.UniqueConstraint("dimensi", "nama"),
)

impor = sa.Table(
    "impor",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("nama_berkas", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    # The file together with what decides its meaning (instrument, satker, mapping): the same again changes nothing.
    sa.Column("sidik", sa.Text, nullable=False, unique=True),
    sa.Column("ukuran", sa.Integer, nullable=False),
    sa.Column("diimpor_pada", sa.DateTime(timezone=True), nullable=False),
    sa.Column("oleh", sa.Text, nullable=False, server_default=""),
    sa.Column("baris_dibaca", sa.Integer, nullable=False),
    sa.Column("lembar_disimpan", sa.Integer, nullable=False),
    sa.Column("ringkasan", sa.Text, nullable=False),
    sa.Column("is_contoh", sa.Boolean, nullable=False, server_default=sa.false()),
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

jawaban = sa.Table(
    "jawaban",
    metadata,
    sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
    sa.Column("impor_id", sa.Integer, sa.ForeignKey("impor.id"), nullable=False),
    # Row in the file: the same (impor_id, baris) under two instruments is one person.
    sa.Column("baris", sa.Integer, nullable=False),
    sa.Column("satker_id", sa.Integer, sa.ForeignKey("satker.id"), nullable=False),
    sa.Column("instrumen_id", sa.Integer, sa.ForeignKey("instrumen.id"), nullable=False),
    sa.Column("bulan", sa.Integer, nullable=False),
    sa.Column("tanggal", sa.Date, nullable=False),
    # Minutes since midnight, local time of the satker; NULL when the source gives a date only.
    sa.Column("menit", sa.SmallInteger, nullable=True),
    sa.Column("layanan_id", sa.Integer, sa.ForeignKey("kategori.id"), nullable=True),
    sa.Column("jenis_kelamin_id", sa.Integer, sa.ForeignKey("kategori.id"), nullable=True),
    sa.Column("usia_id", sa.Integer, sa.ForeignKey("kategori.id"), nullable=True),
    sa.Column("pendidikan_id", sa.Integer, sa.ForeignKey("kategori.id"), nullable=True),
    sa.Column("pekerjaan_id", sa.Integer, sa.ForeignKey("kategori.id"), nullable=True),
    # Raw index of this respondent x 1,000,000 (scoring.contract.SKALA_INDEKS).
    sa.Column("indeks", sa.Integer, nullable=False),
    # Item answers of instruments with several items per unsur, as digits in item order; NULL where unsur = item.
    sa.Column("butir", sa.Text, nullable=True),
    *(sa.Column(name, sa.SmallInteger, nullable=True) for name in SKOR),
    sa.Index("ix_jawaban_satker_id_instrumen_id_bulan", "satker_id", "instrumen_id", "bulan"),
    sa.Index("ix_jawaban_impor_id", "impor_id"),
)


def _rollup_key() -> list[sa.Column[int]]:
    return [
        sa.Column("satker_id", sa.Integer, sa.ForeignKey("satker.id"), primary_key=True),
        sa.Column("instrumen_id", sa.Integer, sa.ForeignKey("instrumen.id"), primary_key=True),
        sa.Column("bulan", sa.Integer, primary_key=True),
    ]


# unsur_no 0 is the respondent as a whole (scoring.contract.SEMUA), 1..k the unsur in instrument order.
rekap_unsur = sa.Table(
    "rekap_unsur",
    metadata,
    *_rollup_key(),
    sa.Column("unsur_no", sa.SmallInteger, primary_key=True),
    sa.Column("n", sa.Integer, nullable=False),
    sa.Column("jumlah", sa.BigInteger, nullable=False),
    *(sa.Column(name, sa.Integer, nullable=False) for name in JAWABAN),
    sqlite_with_rowid=False,
)

rekap_sebaran = sa.Table(
    "rekap_sebaran",
    metadata,
    *_rollup_key(),
    sa.Column("unsur_no", sa.SmallInteger, primary_key=True),
    sa.Column("nilai", sa.Integer, primary_key=True),
    sa.Column("jumlah", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)

rekap_responden = sa.Table(
    "rekap_responden",
    metadata,
    *_rollup_key(),
    sa.Column("dimensi", sa.Text, primary_key=True),
    # 0 = not known, else kategori.id.
    sa.Column("kategori_id", sa.Integer, primary_key=True),
    sa.Column("n", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)

pengguna_layanan = sa.Table(
    "pengguna_layanan",
    metadata,
    sa.Column("satker_id", sa.Integer, sa.ForeignKey("satker.id"), primary_key=True),
    sa.Column("bulan", sa.Integer, primary_key=True),
    sa.Column("jumlah", sa.Integer, nullable=False),
    sa.Column("sumber", sa.Text, nullable=False, server_default=""),
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

# One row: the number grows with every change of data, so that screens can ask cheaply whether anything is new.
versi_data = sa.Table(
    "versi_data",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("versi", sa.BigInteger, nullable=False),
    sa.Column("diubah_pada", sa.DateTime(timezone=True), nullable=False),
)
