"""Kalender Kepatuhan tells of the survey of employees what Survei Integritas tells, and nothing else."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings

from dashboard import exports
from dashboard.charts.kepatuhan import kepatuhan_html
from dashboard.tables import kepatuhan as tables_kepatuhan
from dashboard.text import kepatuhan as kalimat
from dashboard.views import integritas, kepatuhan
from dashboard.views.common import Pilihan
from dashboard.views.kepatuhan import KalenderKepatuhan
from dashboard.views.kepatuhan_sel import PilihanKepatuhan
from data_access.confidential import ConfidentialRepository
from data_access.repository import Saringan, Scope
from scoring.compliance import Kepatuhan
from scoring.periods import Periode, parse_period
from scoring.states import Status
from tests.kerahasiaan import survei
from tests.kerahasiaan.survei import BERJALAN, HARI_INI, KODE, SATKER, TRIWULAN, Isi
from tests.kerahasiaan.test_noninterference import LAIN, TETAP, twins
from tests.support.factories import PROPERTY

ALL = Scope.everything()
PEGAWAI = {"A": 8, "B": 20, "C": 9}
CHOICES = [(), ("Lapas",), ("Rutan",)]


class WithEmployees(ConfidentialRepository):
    """A file, and the employees that a database would know."""

    def employees(self, scope: Scope, periode: Periode) -> pd.Series:  # noqa: ARG002 - the same in every period
        return pd.Series(PEGAWAI, name="pegawai")


class Leaky(WithEmployees):
    """How it would be without the wall: all that answered are counted, also in the quarter that runs."""

    def __init__(self, isi: Isi) -> None:
        super().__init__(survei.raw(isi), HARI_INI)
        self._raw = survei.raw(isi)

    def rekap(self, scope: Scope, saringan: Saringan, *, keys: Sequence[str] = ("satker",)) -> pd.DataFrame:
        return self._raw.rekap(scope, saringan, keys=keys)

    def concealed(self, scope: Scope, saringan: Saringan) -> frozenset[str]:  # noqa: ARG002 - nothing is
        return frozenset()


def build(repo: ConfidentialRepository, jenis: tuple[str, ...] = (), today: date = HARI_INI) -> KalenderKepatuhan:
    hari = tuple((zona, today) for zona in ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"))
    return kepatuhan.build(repo, ALL, PilihanKepatuhan(2026, jenis), hari, today)


def everything(repo: ConfidentialRepository, jenis: tuple[str, ...] = ()) -> str:
    """All that the page and its workbook say, as one text."""
    view = build(repo, jenis)
    book = openpyxl.load_workbook(io.BytesIO(exports.kepatuhan(view)), read_only=True)
    rows = [repr(row) for sheet in book for row in sheet.iter_rows(values_only=True)]
    html = kepatuhan_html(view, tema="terang", judul="", tautan=lambda *parts: str(parts[0]))
    cards = [str(kalimat.card(one, len(view.satker))) for one in view.survei]
    table = tables_kepatuhan.kekurangan(view).to_csv() if view.kekurangan else ""
    return "\n".join([repr(view), html, table, kalimat.finding(view), *cards, *rows])


@settings(PROPERTY, max_examples=max(PROPERTY.max_examples // 8, 1))
@given(twins())
def test_hidden_answers_change_nothing(pair: tuple[Isi, Isi]):
    one, other = (WithEmployees(survei.raw(isi), HARI_INI) for isi in pair)
    assert everything(one) == everything(other)


@pytest.mark.parametrize("jenis", CHOICES)
def test_nor_in_the_example_with_every_filter(jenis: tuple[str, ...]):
    one, other = (WithEmployees(survei.raw(isi), HARI_INI) for isi in (TETAP, LAIN))
    assert everything(one, jenis) == everything(other, jenis)


def test_without_the_wall_the_two_are_told_apart():
    """The comparison can fail."""
    assert everything(Leaky(TETAP)) != everything(Leaky(LAIN))


@pytest.mark.parametrize("periode", [*TRIWULAN, BERJALAN])
def test_every_number_stands_on_survei_integritas_too(periode: str):
    repo = WithEmployees(survei.raw(TETAP), HARI_INI)
    (one,) = build(repo).survei
    page = integritas.build(repo, ALL, Pilihan(KODE, parse_period(periode)), HARI_INI)
    assert page is not None
    shown = {str(row["satker"]): row for row in page.tabel.to_dict("records")}
    for kode in SATKER:
        sel, row = one.of(kode, parse_period(periode)), shown[kode]
        if not page.is_terbit:
            assert (sel.keadaan, sel.n, sel.target) == (Kepatuhan.BERJALAN, None, None)
        elif row["status"] == Status.DISEMBUNYIKAN:
            assert (sel.keadaan, sel.n) == (Kepatuhan.DISEMBUNYIKAN, None)
        else:
            assert (sel.n, sel.target) == (row["n"], row["pegawai"])
    hidden = {kode for kode, quarter in survei.hidden_cells(TETAP) if quarter == periode and periode != BERJALAN}
    assert {kode for kode in SATKER if one.of(kode, parse_period(periode)).keadaan is Kepatuhan.DISEMBUNYIKAN} == hidden


def test_a_quarter_is_told_on_the_day_after_it_and_not_before():
    """The office's date decides, as on Survei Integritas; somebody in Jayapura learns nothing earlier."""
    quarter = parse_period("2026-TW2")  # all 8 employees of A answered
    for office, state in ((date(2026, 6, 30), Kepatuhan.BERJALAN), (date(2026, 7, 1), Kepatuhan.SUDAH)):
        repo = WithEmployees(survei.raw(TETAP), office)
        hari = (("Asia/Jakarta", office), ("Asia/Makassar", office), ("Asia/Jayapura", date(2026, 7, 1)))
        (one,) = kepatuhan.build(repo, ALL, PilihanKepatuhan(2026), hari, office).survei
        assert one.of("A", quarter).keadaan is state
        assert (one.of("A", quarter).n is None) == (state is Kepatuhan.BERJALAN)
