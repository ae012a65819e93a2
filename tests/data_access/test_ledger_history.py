"""The history: what a batch did, for whoever may see it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from data_access.ledger.history import Impor, detail, history
from data_access.ledger.undo import undo
from data_access.repository import Scope
from data_access.satker_names import SatkerBaru
from data_access.store import Catatan, store
from tests.support.factories import NOW, make_file, make_instrument, make_sheet

UJI = make_instrument()
ALL = Scope.everything()


@pytest.fixture
def terisi(engine: sa.Engine) -> sa.Engine:
    """Two files: the first of A and B, the second replaces A's three by one who was there and one new."""
    both = make_sheet(UJI, [[4, 4, 4]] * 3 + [[3, 3, 3]] * 2, satker=["A"] * 3 + ["B"] * 2)
    catatan = Catatan([(9, "jawaban 7 di luar skala")], [("usia", "20 th", "18-20", 2)])
    new = [SatkerBaru("A"), SatkerBaru("B")]
    store(engine, make_file("satu.csv"), [both], now=NOW, create_satker=new, catatan=catatan)
    later = NOW + timedelta(days=1)
    only_a = make_sheet(UJI, [[4, 4, 4], [1, 1, 1]], satker="A")
    store(engine, make_file("dua.csv"), [only_a], now=later, cara="ganti")
    undo(engine, 1, now=later, oleh="Ani", alasan="salah satker")
    return engine


def numbers(one: Impor) -> tuple[int | None, ...]:
    return one.baru, one.tetap, one.berubah, one.ditarik, one.ditolak, one.dihitung


def test_everything_newest_first(terisi: sa.Engine):
    second, first = history(terisi, ALL)
    assert (second.nama_berkas, second.cara, second.dibatalkan_pada) == ("dua.csv", "ganti", None)
    assert numbers(second) == (1, 1, 0, 2, 0, 2)
    assert numbers(first) == (5, 0, 0, 0, 1, 0)
    assert first.dibatalkan_pada == NOW + timedelta(days=1)
    assert [(one.tindakan, one.oleh, one.alasan) for one in first.peristiwa] == [("batal", "Ani", "salah satker")]


def test_a_scope_sees_its_own_numbers(terisi: sa.Engine):
    (only,) = history(terisi, Scope.only("B"))
    assert (only.nama_berkas, numbers(only)) == ("satu.csv", (None, None, None, None, None, 0))
    second, first = history(terisi, Scope.only("A"))
    # The second file is of A alone; the first is not, so its totals would tell of B.
    assert numbers(second) == (1, 1, 0, 2, 0, 2)
    assert numbers(first)[:5] == (None,) * 5
    assert history(terisi, Scope.only()) == []


def test_details(terisi: sa.Engine):
    whole = detail(terisi, 1, ALL)
    assert whole is not None
    assert whole.is_utuh
    assert whole.ditolak == ((9, "jawaban 7 di luar skala"),)
    assert whole.kategori == (("usia", "20 th", "18-20", 2),)
    assert [(sel.satker, sel.bulan, sel.dihitung, sel.ditarik) for sel in whole.sel] == [
        ("A", 202601, 0, 0), ("B", 202601, 0, 0),
    ]  # fmt: skip
    part = detail(terisi, 1, Scope.only("B"))
    assert part is not None
    assert ([sel.satker for sel in part.sel], part.ditolak, part.kategori, part.is_utuh) == (["B"], (), (), False)
    second = detail(terisi, 2, ALL)
    assert second is not None
    assert [(sel.dihitung, sel.ditarik) for sel in second.sel] == [(2, 2)]
    assert detail(terisi, 2, Scope.only("B")) is None
    assert detail(terisi, 99, ALL) is None
