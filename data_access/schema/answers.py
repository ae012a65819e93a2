"""Answers of respondents, the instruments and categories they refer to, and the monthly rollups beside them."""

from __future__ import annotations

import sqlalchemy as sa

from data_access.schema.base import metadata
from scoring.contract import JAM, JAWABAN
from scoring.instruments import UNSUR_MAX

# Unsur scores of a respondent, in instrument order; the instrument says how many are in use.
SKOR = tuple(f"u{number:02d}" for number in range(1, UNSUR_MAX + 1))

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
    # Rows are versions of a respondent and are never deleted; ``aktif`` marks the one that counts (docs/adr/0012).
    sa.Column("aktif", sa.Boolean, nullable=False, server_default=sa.true()),
    # Identity (data_access.ledger.identity), below 0 from an id of the source; NULL before the ledger first sees the row.
    sa.Column("kunci", sa.BigInteger, nullable=True),
    # Salted fingerprint of the respondent's personal data, for noticing repeats; NULL where there is none.
    sa.Column("orang", sa.BigInteger, nullable=True),
    # kategori.id of how the form was reached: QR at the counter, a link in a chat, paper. No foreign key: SQLite adds one
    # to a table that exists only by copying it, which for millions of answers is too much.
    sa.Column("kanal_id", sa.Integer, nullable=True),
    sa.Index("ix_jawaban_satker_id_instrumen_id_bulan", "satker_id", "instrumen_id", "bulan"),
    sa.Index("ix_jawaban_impor_id", "impor_id"),
    # Respondents with an id are looked for in every month; the others only in theirs, and do not pay for an index.
    sa.Index("ix_jawaban_kunci", "kunci", sqlite_where=sa.text("kunci < 0"), postgresql_where=sa.text("kunci < 0")),
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

# Respondents by day: pace and composition need days, and no page may read answers for them. ``n``: all of the day;
# jam_00 to jam_23: those of each hour, local time of the satker, without those of whom the source gives a date only. One row
# a day, not one an hour: pages read months of days, and 24 times as many rows cost them more than all that they compute.
rekap_hari = sa.Table(
    "rekap_hari",
    metadata,
    *_rollup_key(),
    sa.Column("tanggal", sa.Date, primary_key=True),
    sa.Column("n", sa.Integer, nullable=False),
    *(sa.Column(name, sa.Integer, nullable=False) for name in JAM),
    sqlite_with_rowid=False,
)

# A recap (3AS result, hand-made summary) as it was given: per satker, instrument, months and unsur. Never mixed into
# the rollups. unsur_no 0 is the index. ``nilai`` is the number as written, on ``skala`` ('asli' = the answers' own
# scale, '4' or '100'); '' where only the counts were given. ``jawaban`` is JSON {answer: count}, NULL = not given.
rekap_jadi = sa.Table(
    "rekap_jadi",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("impor_id", sa.Integer, sa.ForeignKey("impor.id"), nullable=False, index=True),
    sa.Column("satker_id", sa.Integer, sa.ForeignKey("satker.id"), nullable=False),
    sa.Column("instrumen_id", sa.Integer, sa.ForeignKey("instrumen.id"), nullable=False),
    sa.Column("dari", sa.Integer, nullable=False),
    sa.Column("sampai", sa.Integer, nullable=False),
    sa.Column("unsur_no", sa.SmallInteger, nullable=False),
    sa.Column("n", sa.Integer, nullable=True),
    sa.Column("nilai", sa.Text, nullable=False, server_default=""),
    sa.Column("skala", sa.Text, nullable=False, server_default="asli"),
    sa.Column("jawaban", sa.Text, nullable=True),
    # The grade as printed, '' for none: shown beside ours where they differ.
    sa.Column("mutu", sa.Text, nullable=False, server_default=""),
    sa.Index("ix_rekap_jadi_satker_id_instrumen_id_dari", "satker_id", "instrumen_id", "dari"),
)

# One row: the number grows with every change of data, so that screens can ask cheaply whether anything is new.
versi_data = sa.Table(
    "versi_data",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("versi", sa.BigInteger, nullable=False),
    sa.Column("diubah_pada", sa.DateTime(timezone=True), nullable=False),
)
