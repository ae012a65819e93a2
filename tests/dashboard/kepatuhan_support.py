"""A small year worked out by hand for Kalender Kepatuhan: six months of 2026, SPKP and Survei Integritas.

12 service users a month: Slovin 12 / (1 + 12 * 0.05^2) = 11.65, so the target is 12. A triwulan has 36: Krejcie-Morgan
3.841 * 0.25 * 36 / (0.05^2 * 35 + 3.841 * 0.25) = 34.569 / 1.04775 = 32.99, so 33. Fewer than 10 respondents: no mutu.

    SPKP         Jan           Feb               Mar            Apr         Mei          Jun
    A Anggrek    12 sudah      11 di bawah       9 di bawah     12 sudah    12 sudah     13 sudah
                               target            minimal
    B Bakung     0 per         33 sudah          0 per          0 belum     32 sudah     0 belum ada
                 triwulan                        triwulan       ada                      (triwulan 32 dari 33)
    C Cempaka    5, pengguna   0, pengguna 0:    rekap dari 40  0 belum ada in April, Mei and Juni
                 tidak         tidak ada
                 diketahui     layanan
    D Dahlia     nobody ever answered; lies in WIT

    Integritas   Triwulan I
    A            6 of 6 employees: sudah
    B            3 of 9: hidden, because under 5
    C            8 of 20: under the minimum of 10
    D            nobody of 4
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from dashboard.views import kepatuhan
from dashboard.views.kepatuhan import KalenderKepatuhan
from dashboard.views.kepatuhan_sel import PilihanKepatuhan, Sel
from dashboard.views.laju import Hari
from data_access import migrate
from data_access.answers import LembarJawaban
from data_access.confidential import ConfidentialRepository
from data_access.employees import put_employees
from data_access.engine import make_engine, writing
from data_access.recaps import store_recap
from data_access.repository import Scope
from data_access.satker_names import SatkerBaru
from data_access.service_users import put_service_users
from data_access.sql_repository import SqlRepository
from data_access.store import insert_satker
from scoring.instruments import Instrumen, shipped_instrument
from scoring.periods import parse_period
from tests.files.recap_support import Rows, raw_of, read
from tests.support.factories import make_sheet, store_sheets

ALL = Scope.everything()
SATKER = (
    SatkerBaru("A", "Lapas Kelas IIB Anggrek"),
    SatkerBaru("B", "Rutan Kelas IIB Bakung"),
    SatkerBaru("C", "Bapas Kelas II Cempaka"),
    SatkerBaru("D", "Kantor Imigrasi Kelas I Dahlia", zona_waktu="Asia/Jayapura"),
)
SPKP: tuple[tuple[str, str, int], ...] = (
    ("A", "2026-01", 12), ("A", "2026-02", 11), ("A", "2026-03", 9),
    ("A", "2026-04", 12), ("A", "2026-05", 12), ("A", "2026-06", 13),
    ("B", "2026-02", 33), ("B", "2026-05", 32), ("C", "2026-01", 5),
)  # fmt: skip
INTEGRITAS = (("A", "2026-01", 4), ("A", "2026-03", 2), ("B", "2026-02", 3), ("C", "2026-03", 8))
PENGGUNA = {(kode, 202600 + bulan): 12 for kode in "ABCD" for bulan in range(1, 8)}
PENGGUNA = {**{key: n for key, n in PENGGUNA.items() if key != ("C", 202601)}, ("C", 202602): 0}
PEGAWAI = {("A", 202601): 6, ("B", 202601): 9, ("C", 202601): 20, ("D", 202601): 4}
REKAP: Rows = [["Kode satker", "Survei", "Bulan", "Nilai", "Responden"], ["C", "SPKP", "2026-03", "90", 40]]
HARI_INI = date(2026, 7, 1)


def days(wib: date, wita: date | None = None, wit: date | None = None) -> Hari:
    """Today by time zone."""
    return ("Asia/Jakarta", wib), ("Asia/Makassar", wita or wib), ("Asia/Jayapura", wit or wita or wib)


def make_database(file: Path) -> str:
    """A SQLite database with the year; gives its URL."""
    url = f"sqlite:///{file.as_posix()}"
    migrate.upgrade(url)
    engine = make_engine(url)
    with writing(engine).begin() as connection:
        insert_satker(connection, list(SATKER))
    sheets = [_sheet(shipped_instrument("spkp"), SPKP, 8), _sheet(shipped_instrument("integritas"), INTEGRITAS, 4)]
    store_sheets(engine, *sheets, satker=SATKER)
    with writing(engine).begin() as connection:
        put_service_users(connection, PENGGUNA, "hitungan tangan")
        put_employees(connection, PEGAWAI, ALL, "hitungan tangan")
    raw = raw_of({"S": REKAP}, "rekap.csv")
    store_recap(engine, raw, read(raw, satker_dikenal=[("C", "")]), datetime(2026, 7, 1, tzinfo=UTC))
    engine.dispose()
    return url


def _sheet(item: Instrumen, cells: Sequence[tuple[str, str, int]], unsur: int) -> LembarJawaban:
    people = [(kode, f"{month}-15") for kode, month, n in cells for _ in range(n)]
    answers = [[5] * unsur] * len(people)
    return make_sheet(item, answers, satker=[kode for kode, _ in people], tanggal=[day for _, day in people])


def build(
    repo: SqlRepository, tahun: int = 2026, *, survei: str = "", hari: Hari | None = None, jenis: str = ""
) -> KalenderKepatuhan:
    """The calendar on a day, by default 1 July 2026; the office lies in WIB."""
    when = hari or days(HARI_INI)
    today = dict(when)["Asia/Jakarta"]
    pilihan = PilihanKepatuhan(tahun, (jenis,) if jenis else (), survei)
    return kepatuhan.build(ConfidentialRepository(repo, today), ALL, pilihan, when, today)


def cell(view: KalenderKepatuhan, kode: str, periode: str, survei: str = "spkp") -> Sel:
    """One cell."""
    (one,) = [one for one in view.survei if one.instrumen.kode == survei]
    return one.of(kode, parse_period(periode))
