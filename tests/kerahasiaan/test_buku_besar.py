"""The ledger tells nothing of an internal survey but that a batch held it and that something is different."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import sqlalchemy as sa
from hypothesis import given, settings

from data_access.confidential import ConfidentialRepository
from data_access.engine import make_engine
from data_access.ledger.compare import compare
from data_access.ledger.history import detail, history
from data_access.ledger.undo import restore, undo
from data_access.repository import Saringan, Scope
from data_access.satker_names import SatkerBaru
from data_access.sql_repository import SqlRepository
from data_access.store import Catatan, store
from scoring.instruments import shipped_instrument
from tests.kerahasiaan import survei
from tests.kerahasiaan.survei import HARI_INI, KODE, SATKER, Isi
from tests.kerahasiaan.test_noninterference import LAIN, TETAP, twins
from tests.support import databases
from tests.support.factories import NOW, PROPERTY, make_file, make_sheet

SPKP = shipped_instrument("spkp")
UMUM = make_sheet(SPKP, [[6] * 8, [5] * 8], satker="A", tanggal="2026-02-03")
SCOPES = (Scope.everything(), Scope.only("A"), Scope.only("B"), Scope.only("A", "B", "C"), Scope.only())


@contextmanager
def opened(tmp: Path) -> Iterator[sa.Engine]:
    """An engine for a database with nothing in it, in place of the one before."""
    engine = make_engine(databases.url_of(databases.make_empty(tmp / "rahasia.db")))
    yield engine
    engine.dispose()


def told(engine: sa.Engine, isi: Isi, later: Isi) -> list[str]:
    """All that is said while two files of an internal survey come in, are replaced, undone and restored."""
    found: list[str] = []
    repo = ConfidentialRepository(SqlRepository(engine), HARI_INI)

    def note(*more: object) -> None:
        found.extend(map(str, more))
        for scope in SCOPES:
            batches = history(engine, scope)
            found.extend(map(str, batches))
            found.extend(str(detail(engine, one.id, scope)) for one in batches)
            found.append(repo.imports(scope).to_csv())
            found.append(repo.daily(scope, Saringan(KODE), jam=True).to_csv())
            found.append(repo.imported_at(scope, Saringan(KODE)).to_csv())

    new = [SatkerBaru(kode, nama) for kode, nama in SATKER.items()]
    first = [survei.sheet(isi), UMUM]
    catatan = Catatan([(9, "jawaban di luar skala")], [("jenis_kelamin", "Pr", "Perempuan", len(first[0]))])
    note(compare(engine, [first[0]]))
    note(_without_people(store(engine, make_file("satu"), first, now=NOW, create_satker=new, catatan=catatan)))
    note(compare(engine, [survei.sheet(later)]))
    changed = store(engine, make_file("dua"), [survei.sheet(later)], now=NOW, cara="ganti")
    note(_without_people(changed))
    for act in (undo, restore, undo):
        act(engine, 1, now=NOW, oleh="Ani", alasan="uji")
        note()
    return found


def _without_people(result: object) -> str:
    """What storing says but for the number of rows of the file, which whoever has the file knows."""
    return str(result).split("jumlah=")[0] + str(result).split("satker_baru=")[1]


def _seen(tmp: Path, pair: Sequence[Isi], later: Sequence[Isi]) -> list[list[str]]:
    found = []
    for isi, next_isi in zip(pair, later, strict=True):
        with opened(tmp) as engine:
            found.append(told(engine, isi, next_isi))
    return found


def test_the_ledger_of_two_offices_that_differ_in_secret_answers(tmp_path: Path):
    one, other = _seen(tmp_path, (TETAP, LAIN), (LAIN, TETAP))
    assert one == other
    # What is public is told: two respondents of SPKP, in the file that also held the internal survey.
    assert any("instrumen='spkp', bulan=202602, dihitung=2" in text for text in one)
    assert any(f"rahasia=('{KODE}',)" in text for text in one)
    assert not any("Perempuan" in text or "di luar skala" in text for text in one)


@settings(PROPERTY, max_examples=max(PROPERTY.max_examples // 8, 1))
@given(twins(), twins())
def test_secret_answers_change_nothing_that_the_ledger_says(
    tmp_path_factory: object, pair: tuple[Isi, Isi], later: tuple[Isi, Isi]
):
    tmp = tmp_path_factory.mktemp("rahasia")  # type: ignore[attr-defined]
    one, other = _seen(tmp, pair, later)
    assert one == other


def test_that_something_is_different_is_told(tmp_path: Path):
    with opened(tmp_path) as engine:
        new = [SatkerBaru(kode) for kode in SATKER]
        store(engine, make_file("satu"), [survei.sheet(TETAP)], now=NOW, create_satker=new)
        assert compare(engine, [survei.sheet(TETAP)]).rahasia == {KODE: False}
        selisih = compare(engine, [survei.sheet(LAIN)])
        assert (selisih.rahasia, selisih.is_same) == ({KODE: True}, False)
        assert (selisih.sel, selisih.satker, selisih.id_ganda) == ((), (), {})
        assert (selisih.baru, selisih.tetap, selisih.berubah, selisih.hilang, selisih.lain) == (0, 0, 0, 0, 0)


def test_an_undone_internal_batch_stays_secret(tmp_path: Path):
    """Its answers count no more, so no survey of employees is seen among the instruments: that must not open its counts."""
    with opened(tmp_path) as engine:
        store(engine, make_file("satu"), [survei.sheet(TETAP)], now=NOW, create_satker=[SatkerBaru(k) for k in SATKER])
        undo(engine, 1, now=NOW, oleh="", alasan="")
        repo = ConfidentialRepository(SqlRepository(engine), HARI_INI)
        assert repo.internal_instruments(Scope.everything()) == []
        (row,) = repo.imports(Scope.everything()).to_dict("records")
        assert pd.isna(row["lembar_disimpan"])
        assert pd.isna(row["baris_dibaca"])
        (batch,) = history(engine, Scope.everything())
        assert (batch.baris_dibaca, batch.baru, batch.dihitung, batch.ditolak) == (None, None, None, None)
