"""What Data Induk opens with: what is known already, and what is still missing, of the part that is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dashboard import loaders
from dashboard.forms.induk.employees import holding
from dashboard.forms.induk.links import KALENDER, PEGAWAI, PENGGUNA, TARGET
from dashboard.text import induk as text_induk
from data_access.files.master import statements
from data_access.master_data.editing import read_records
from data_access.master_data.records import Catatan, Kunci
from scoring.periods import Periode, add_months, month_of_day


def finding(bagian: str) -> str:
    """One sentence on PENGGUNA, PEGAWAI, TARGET or KALENDER, as of today whatever period is chosen below."""
    return _FINDINGS[bagian]()


def _month_now() -> int:
    return month_of_day(loaders.today())


def _codes() -> list[str]:
    return [str(kode) for kode in loaders.satker_list()["satker"]]


def _records(jenis: str) -> Mapping[Kunci, Catatan]:
    return read_records(loaders.engine(), jenis, loaders.scope())


def _users() -> str:
    """Of the last month that is over: the running one cannot be known yet."""
    month, codes = add_months(_month_now(), -1), _codes()
    known = loaders.database().service_users(loaders.scope(), Periode(month, month))
    return text_induk.users_finding(sum(kode not in known.index for kode in codes), len(codes), month)


def _employees() -> str:
    month, codes, records = _month_now(), _codes(), _records(statements.PEGAWAI)
    missing = [kode for kode in codes if holding(records, kode, month) is None]
    return text_induk.employees_finding(len(missing), len(codes))


def _targets() -> str:
    """Of the running month, for whatever survey."""
    month = _month_now()
    records = _records(statements.TARGET).items()
    found = {key[0] for key, one in records if key[2:] == (month, month) and one["jumlah"] is not None}
    return text_induk.targets_finding(len(found), month)


def _calendar() -> str:
    year = loaders.today().year
    days = {key for key in _records(statements.KALENDER) if str(key[1]).startswith(f"{year}-")}
    weeks = [one.get("hari_kerja") for one in _records(statements.SATKER).values()]
    return text_induk.calendar_finding(len(days), weeks.count(6), year)


_FINDINGS: Mapping[str, Callable[[], str]] = {
    PENGGUNA: _users, PEGAWAI: _employees, TARGET: _targets, KALENDER: _calendar,
}  # fmt: skip
