"""The faults in their short form, on both engines; the long form is ``python -m tests.ketahanan semua``."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from data_access import schema
from tests.data_access.state import content
from tests.data_access.test_faults import StruckError, fault_at
from tests.ketahanan import baca, bunuh, gangguan, penuh, serentak, ulang
from tests.ketahanan.anak import can_fork
from tests.ketahanan.dunia import Hitungan
from tests.ketahanan.periksa import pelanggaran
from tests.ketahanan.tempat import Tempat, open_folder, opened, postgres_on, sqlite_in
from tests.ketahanan.tindakan import JENIS, Tindakan, rencana
from tests.support import postgres
from tests.support.required import skip_or_fail

BARIS = 120


@pytest.fixture(scope="module")
def cermin() -> Iterator[Tempat]:
    """The databases that are not disturbed."""
    if not can_fork():
        pytest.skip("proses tidak dapat digandakan (fork) di sistem operasi ini")
    # Not pytest's own folder: another user of the system may not look into that.
    with tempfile.TemporaryDirectory(prefix="pantau-ketahanan-") as folder:
        yield sqlite_in(open_folder(Path(folder)))


@contextmanager
def place(nama: str, request: pytest.FixtureRequest, cermin: Tempat) -> Iterator[Tempat]:
    if nama == "sqlite":
        yield cermin
        return
    with postgres_on(request.getfixturevalue("postgres_cluster")) as tempat:
        yield tempat


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def tempat(request: pytest.FixtureRequest, cermin: Tempat) -> Iterator[Tempat]:
    with place(request.param, request, cermin) as found:
        yield found


def sums(hitungan: Hitungan, outcome: str) -> int:
    return sum(n for (_, name), n in hitungan.hasil.items() if name == outcome)


def test_killed_at_any_moment_it_is_whole_or_absent(tempat: Tempat, cermin: Tempat):
    seen = bunuh.bunuh(tempat, cermin, 8, baris=BARIS)
    assert seen.salah == []
    # Nothing was learned if no process was caught at work.
    assert sum(n for (fase, _), n in seen.hasil.items() if fase == "dibunuh di dalam transaksi") > 0


def test_read_only_is_told_and_changes_nothing(tempat: Tempat, cermin: Tempat):
    seen = baca.hanya_baca(tempat, cermin, 2, baris=BARIS)
    assert seen.salah == []
    assert sums(seen, "ditolak dengan kalimat") == 2 * len(baca.CARA[tempat.nama])


def test_two_at_once_are_as_one_after_the_other(tempat: Tempat, cermin: Tempat):
    seen = serentak.serentak(tempat, cermin, 1, baris=BARIS)
    assert seen.salah == []
    assert {nama for nama, outcome in seen.hasil if outcome == "satu ditolak"} == {
        "dua pembatalan dari impor yang sama", "dua pengganti, selisihnya sudah dilihat"
    }  # fmt: skip


def test_a_full_disk_under_sqlite_is_told_and_changes_nothing(cermin: Tempat):
    seen = penuh.sqlite_penuh(cermin, 4, baris=BARIS)
    assert seen.salah == []
    assert sums(seen, "ditolak dengan kalimat") > 0


def test_a_full_disk_under_postgresql_is_told_and_changes_nothing(cermin: Tempat):
    if postgres.find_binaries() is None:
        skip_or_fail("postgresql", "PostgreSQL tidak terpasang di komputer ini")
    seen = penuh.postgres_penuh(cermin, 4, penuh.TABLESPACE, baris=BARIS)
    if seen is None:
        pytest.skip("cakram kecil (tmpfs) tidak dapat dibuat tanpa hak root")
    assert seen.salah == []
    assert sums(seen, "ditolak dengan kalimat") > 0


def test_a_restarted_server_is_told_and_changes_nothing(cermin: Tempat):
    binaries = postgres.find_binaries()
    if binaries is None:
        skip_or_fail("postgresql", "PostgreSQL tidak terpasang di komputer ini")
    with postgres.running(binaries) as server:
        seen = ulang.mulai_ulang(server, cermin, 6, baris=BARIS)
    assert seen.salah == []
    assert sums(seen, "ditolak dengan kalimat") > 0


@pytest.mark.parametrize("jenis", [jenis for jenis in JENIS if jenis != "simpan"])
def test_a_fault_before_any_statement_leaves_everything_as_it_was(tempat: Tempat, jenis: str):
    """test_faults does the same for a first file."""
    with tempat.baru() as url, opened(url) as engine:
        for nomor, first in enumerate(("simpan", "pengguna", "batal")):
            Tindakan(first, nomor, 0, 12).siapkan()(engine)
        run, before = Tindakan(jenis, 9, 0, 12).siapkan(), content(engine)
        number, done = 0, False
        while not done:
            number += 1
            with fault_at(engine, number):
                try:
                    run(engine)
                    done = True
                except StruckError:
                    assert content(engine) == before, f"statement {number}"
        assert number > 5
        assert content(engine) != before
        assert pelanggaran(engine) == []


def test_a_long_run_does_everything_that_writes():
    assert {one.jenis for one in rencana(1, 60, BARIS)} == set(JENIS)


@pytest.mark.parametrize(
    "spoil",
    [
        sa.update(schema.jawaban).where(schema.jawaban.c.baris == 9).values(aktif=False),
        sa.update(schema.impor_satker).where(schema.impor_satker.c.n > 2).values(n=1),
        sa.update(schema.rekap_unsur).where(schema.rekap_unsur.c.unsur_no == 3).values(n=1),
        sa.delete(schema.rekap_responden).where(schema.rekap_responden.c.dimensi == "usia"),
        sa.update(schema.impor).where(schema.impor.c.jenis == "jawaban").values(lembar_disimpan=1),
        sa.update(schema.versi_data).values(versi=77),
        sa.delete(schema.rekap_jadi).where(schema.rekap_jadi.c.unsur_no == 0, schema.rekap_jadi.c.satker_id == 1),
        sa.delete(schema.impor_ditolak),
        sa.update(schema.pengguna_layanan).values(jumlah=1),
        sa.delete(schema.target_manual).where(schema.target_manual.c.satker_id == 1),
    ],
)
def test_the_rules_see_what_is_broken(cermin: Tempat, spoil: sa.Update | sa.Delete):
    with cermin.baru() as url, opened(url) as engine:
        for nomor, jenis in enumerate(("simpan", "rekap", "pengguna", "target")):
            Tindakan(jenis, nomor, 0, 40).siapkan()(engine)
        assert pelanggaran(engine) == []
        with engine.begin() as connection:
            assert connection.execute(spoil).rowcount > 0
        assert len(pelanggaran(engine)) > 0


def test_a_fault_that_breaks_an_action_in_two_is_noticed(cermin: Tempat, monkeypatch: pytest.MonkeyPatch):
    """What the judge says of a database in which half of an action is stored."""
    from tests.ketahanan.dunia import dunia
    from tests.ketahanan.pekerja import Akhir

    monkeypatch.setattr("tests.ketahanan.dunia.Dunia._lagi", lambda *_: [])
    seen = Hitungan()
    with dunia(cermin, cermin, None, seen) as world:  # type: ignore[arg-type]  # nobody works in this test
        one = Tindakan("pengguna", 1, 0, 40)
        Tindakan("simpan", 0, 0, 40).siapkan()(world.kembar)
        with opened(world.url) as engine:
            Tindakan("simpan", 0, 0, 40).siapkan()(engine)
        world.kini = world.keadaan()
        with opened(world.url) as engine:
            one.siapkan()(engine)
            with engine.begin() as connection:
                connection.execute(sa.update(schema.pengguna_layanan).values(sumber="lain"))
        gangguan.catat(world, one, Akhir("mati", "SB", {"M": 0.0, "B": 0.1}), "uji")
    assert any("sebagian tersimpan (pengguna_layanan)" in told for told in seen.salah)
