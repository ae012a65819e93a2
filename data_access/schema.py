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

# Every undo ('batal') and restore ('pulih') of a batch: who, when, why.
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
    sa.Index("ix_jawaban_satker_id_instrumen_id_bulan", "satker_id", "instrumen_id", "bulan"),
    sa.Index("ix_jawaban_impor_id", "impor_id"),
    # Respondents with an id are looked for in every month; the others only in theirs, and do not pay for an index.
    sa.Index("ix_jawaban_kunci", "kunci", sqlite_where=sa.text("kunci < 0"), postgresql_where=sa.text("kunci < 0")),
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

# One row: the number grows with every change of data, so that screens can ask cheaply whether anything is new.
versi_data = sa.Table(
    "versi_data",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("versi", sa.BigInteger, nullable=False),
    sa.Column("diubah_pada", sa.DateTime(timezone=True), nullable=False),
)
