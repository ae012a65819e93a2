"""Any order of storing, replacing, undoing, restoring and rebuilding: the database says what the plain model says."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from data_access import rollup_store, schema
from data_access.answers import LembarJawaban
from data_access.engine import make_engine
from data_access.ledger.compare import compare
from data_access.ledger.undo import restore, undo
from data_access.satker_names import SatkerBaru
from data_access.store import store
from tests.data_access.conftest import migrated
from tests.data_access.ledger_model import Baris, Buku
from tests.data_access.state import ROLLUPS, content
from tests.support.factories import NOW, PROPERTY, make_file, make_instrument, make_sheet

UJI = make_instrument((1, 2, 1))
ID = {"": "", "p": "jawaban-0001-abcdef", "q": "jawaban-0002-abcdef"}
_row = st.builds(
    Baris,
    st.sampled_from("AB"),
    st.sampled_from(["2026-01-05", "2026-01-06", "2026-02-05"]),
    st.sampled_from([(4, 4, 4, 4), (2, 3, 1, 0)]),
    st.sampled_from(["", "P"]),
    st.sampled_from(["", "", "p", "q"]),
)
_rows = st.lists(_row, min_size=1, max_size=6)
_cara = st.sampled_from(["tambah", "ganti", "terpisah"])


def sheet_of(rows: Sequence[Baris]) -> LembarJawaban:
    """The rows as a reader gives them."""
    sheet = make_sheet(
        UJI,
        [row.jawaban for row in rows],
        satker=[row.satker for row in rows],
        tanggal=[row.hari for row in rows],
        jenis_kelamin=[row.kelamin for row in rows],
    )
    return replace(sheet, id_sumber=np.array([ID[row.id] for row in rows], dtype=object))


class Mesin(RuleBasedStateMachine):
    """Drives the database and the model side by side."""

    buka: Callable[[], sa.Engine]
    berkas = Bundle("berkas")

    def __init__(self) -> None:
        super().__init__()
        self.engine = type(self).buka()
        self.buku = Buku()
        self.ids: list[int] = []
        self.number = 0

    def teardown(self) -> None:
        self.engine.dispose()

    def simpan(self, nama: str, rows: Sequence[Baris], cara: str, *, seen: bool) -> None:
        sheet = sheet_of(rows)
        selisih = compare(self.engine, [sheet], by_content=cara != "terpisah")
        # A file that is stored already is not looked at again, unless the operator saw the difference and wants it.
        live = {self.buku.berkas[n - 1] for n in range(1, len(self.buku.berkas) + 1) if n not in self.buku.batal}
        told = self.buku.simpan(nama, rows, cara)
        result = store(
            self.engine, make_file(nama), [sheet], now=NOW + timedelta(minutes=len(self.ids)), cara=cara,
            create_satker=[SatkerBaru("A"), SatkerBaru("B")],
            expected=selisih if seen and nama not in live else None,
        )  # fmt: skip
        assert result.is_baru == (told is not None)
        if told is not None:
            self.ids.append(result.impor_id)
            counts = {name: getattr(result, name) for name in ("baru", "tetap", "berubah", "ditarik")}
            assert counts == told
            assert (selisih.baru, selisih.tetap, selisih.berubah) == (told["baru"], told["tetap"], told["berubah"])
            if cara == "ganti":
                assert selisih.hilang + selisih.lain == told["ditarik"]

    @rule(target=berkas, rows=_rows, cara=_cara, seen=st.booleans())
    def berkas_baru(self, rows: list[Baris], cara: str, seen: bool) -> tuple[str, list[Baris]]:
        return self.terima(rows, cara, seen=seen)

    def terima(self, rows: list[Baris], cara: str, *, seen: bool) -> tuple[str, list[Baris]]:
        self.number += 1
        nama = f"{self.number}.csv"
        self.simpan(nama, rows, cara, seen=seen)
        return nama, rows

    @rule(sent=berkas, cara=_cara)
    def berkas_lagi(self, sent: tuple[str, list[Baris]], cara: str) -> None:
        self.simpan(*sent, cara, seen=False)

    @rule(target=berkas, sent=berkas, rows=_rows, cut=st.integers(0, 3), cara=_cara)
    def berkas_diperbaiki(
        self, sent: tuple[str, list[Baris]], rows: list[Baris], cut: int, cara: str
    ) -> tuple[str, list[Baris]]:
        return self.terima([*sent[1][cut:], *rows][:8], cara, seen=True)

    @rule(data=st.data())
    def batal_atau_pulih(self, data: st.DataObject) -> None:
        if self.ids:
            number = data.draw(st.integers(1, len(self.ids)))
            act = restore if number in self.buku.batal else undo
            act(self.engine, self.ids[number - 1], now=NOW, oleh="penguji", alasan="uji")
            self.buku.batal ^= {number}

    @rule(data=st.data())
    def batal_lalu_pulih(self, data: st.DataObject) -> None:
        """Undone and restored, everything is as it was, but for the history and the version of the data."""
        if self.ids:
            impor_id = self.ids[data.draw(st.integers(0, len(self.ids) - 1))]
            acts = [undo, restore] if self.ids.index(impor_id) + 1 not in self.buku.batal else [restore, undo]
            tables = [t for t in schema.metadata.sorted_tables if t.name not in ("riwayat_impor", "versi_data")]
            before = content(self.engine, *tables)
            for act in acts:
                act(self.engine, impor_id, now=NOW, oleh="penguji", alasan="uji")
            after = content(self.engine, *tables)
            assert {**after, "impor": []} == {**before, "impor": []}

    @invariant()
    def sama(self) -> None:
        self.sama_dengan_model()
        before = content(self.engine, *ROLLUPS)
        rollup_store.rebuild(self.engine, NOW)
        assert content(self.engine, *ROLLUPS) == before

    def sama_dengan_model(self) -> None:
        t, satker, kategori = schema.jawaban, schema.satker, schema.kategori
        select = (
            sa.select(t.c.kunci, satker.c.kode, t.c.tanggal, t.c.butir, kategori.c.nama)
            .join_from(t, satker, satker.c.id == t.c.satker_id)
            .outerjoin(kategori, kategori.c.id == t.c.jenis_kelamin_id)
            .where(t.c.aktif)
        )
        touched = schema.impor_satker
        with self.engine.connect() as connection:
            rows = connection.execute(select).all()
            counted = connection.execute(
                sa.select(touched.c.impor_id, sa.func.sum(touched.c.n)).group_by(touched.c.impor_id)
            )
            per_batch = {int(row[0]): int(row[1]) for row in counted if row[1]}
        found = Counter((r.kode, str(r.tanggal), tuple(int(x) for x in r.butir), r.nama or "") for r in rows)
        assert found == self.buku.aktif()
        assert len({row.kunci for row in rows}) == len(rows)
        assert per_batch == {self.ids[number - 1]: n for number, n in self.buku.per_berkas().items()}


@pytest.fixture(scope="module")
def templat(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    file = tmp_path_factory.mktemp("mesin") / "templat.db"
    with migrated(f"sqlite:///{file.as_posix()}"):
        pass
    return file


def test_ledger_equals_the_model_on_sqlite(templat: Path):
    def opened() -> sa.Engine:
        target = templat.with_name("uji.db")
        for name in ("uji.db-wal", "uji.db-shm"):
            target.with_name(name).unlink(missing_ok=True)
        shutil.copy(templat, target)
        return make_engine(f"sqlite:///{target.as_posix()}")

    machine = type("MesinSqlite", (Mesin,), {"buka": staticmethod(opened)})
    run_state_machine_as_test(machine, settings=_settings(max(PROPERTY.max_examples // 2, 1)))


def test_ledger_equals_the_model_on_postgresql(postgres_url: str):
    with migrated(postgres_url):
        pass

    def opened() -> sa.Engine:
        engine = make_engine(postgres_url)
        with engine.begin() as connection:
            for table in reversed(schema.metadata.sorted_tables):
                if table is not schema.versi_data:
                    connection.execute(sa.delete(table))
        return engine

    machine = type("MesinPostgres", (Mesin,), {"buka": staticmethod(opened)})
    run_state_machine_as_test(machine, settings=_settings(max(PROPERTY.max_examples // 8, 1)))


def _settings(examples: int) -> settings:
    checks: Iterator[HealthCheck] = iter(HealthCheck)
    return settings(PROPERTY, max_examples=examples, stateful_step_count=10, suppress_health_check=list(checks))
