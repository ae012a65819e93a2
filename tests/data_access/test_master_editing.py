"""Master data typed into a page: one batch with who and why, nothing lost in silence, and every undo gives back what was."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
import sqlalchemy as sa

from data_access import schema
from data_access.engine import writing
from data_access.errors import RefusedError
from data_access.files.master.statements import KALENDER, PEGAWAI, PENGGUNA, SATKER, TARGET, Isi
from data_access.ledger import undo as ledger_undo
from data_access.ledger.history import history
from data_access.master_data.batch import read_batch
from data_access.master_data.edit_checks import Suntingan
from data_access.master_data.editing import ConflictError, read_records, save_edits
from data_access.master_data.records import Kunci
from data_access.master_data.storing import HasilInduk
from data_access.repository import Scope
from data_access.sql_repository import SqlRepository
from scoring.periods import parse_period
from tests.support.factories import NOW

ALL = Scope.everything()
JUNI = 202606


@pytest.fixture(autouse=True)
def satker(engine: sa.Engine) -> None:
    rows = [{"kode": kode, "nama": kode, "jenis": "Lapas"} for kode in "AB"]
    with writing(engine).begin() as connection:
        connection.execute(sa.insert(schema.satker), rows)


def save(
    engine: sa.Engine, jenis: str, *edits: Suntingan, scope: Scope = ALL, oleh: str = "Budi", alasan: str = "uji"
) -> HasilInduk:
    return save_edits(engine, jenis, edits, scope, now=NOW, oleh=oleh, alasan=alasan)


def number(kunci: Kunci, jumlah: int | None, before: Mapping[str, Isi] | None = None, **more: Isi) -> Suntingan:
    return Suntingan(kunci, before, {"jumlah": jumlah, "sumber": "halaman", **more})


def target(kunci: Kunci, jumlah: int | None, before: Mapping[str, Isi] | None = None) -> Suntingan:
    return Suntingan(kunci, before, {"jumlah": jumlah, "oleh": "Budi", "alasan": "rapat"})


def day(kode: str, iso: str, keadaan: str, why: str = "", before: Mapping[str, Isi] | None = None) -> Suntingan:
    return Suntingan((kode, iso), before, {"keadaan": keadaan, "keterangan": why, "sumber": "halaman"})


def undo(engine: sa.Engine, done: HasilInduk) -> None:
    ledger_undo.undo(engine, done.impor_id, now=NOW, oleh="Budi", alasan="keliru")


def users(engine: sa.Engine, periode: str = "2026-06") -> dict[str, int]:
    found = SqlRepository(engine).service_users(ALL, parse_period(periode))
    return {str(kode): int(n) for kode, n in found.items()}


def test_what_was_typed_is_one_batch_with_who_and_why(engine: sa.Engine):
    done = save(engine, PENGGUNA, number(("A", JUNI), 48), number(("B", JUNI), 0), alasan="buku tamu Juni")
    assert (done.baru, done.berubah, done.tetap) == (2, 0, 0)
    assert users(engine) == {"A": 48, "B": 0}
    newest = history(engine, ALL)[0]
    assert (newest.id, newest.jenis, newest.oleh, newest.baru) == (done.impor_id, PENGGUNA, "Budi", 2)
    assert [(one.tindakan, one.oleh, one.alasan) for one in newest.peristiwa] == [("isi", "Budi", "buku tamu Juni")]
    undo(engine, done)
    assert users(engine) == {}


def test_a_number_that_is_cleared_is_not_known_any_more_and_comes_back_with_undo(engine: sa.Engine):
    save(engine, PENGGUNA, number(("A", JUNI), 48))
    before = read_records(engine, PENGGUNA, ALL)[("A", JUNI)]
    gone = save(engine, PENGGUNA, number(("A", JUNI), None, before))
    assert users(engine) == {}
    assert read_records(engine, PENGGUNA, ALL) == {}
    undo(engine, gone)
    assert users(engine) == {"A": 48}
    assert read_records(engine, PENGGUNA, ALL)[("A", JUNI)] == before


def test_an_employee_number_that_is_cleared_lets_the_earlier_one_hold(engine: sa.Engine):
    save(engine, PEGAWAI, number(("A", 202601), 20), number(("A", 202605), 25))
    before = read_records(engine, PEGAWAI, ALL)[("A", 202605)]
    save(engine, PEGAWAI, number(("A", 202605), None, before))
    found = SqlRepository(engine).employees(ALL, parse_period("2026-06"))
    assert found.to_dict() == {"A": 20}


def test_somebody_elses_number_in_between_is_a_conflict_and_nothing_is_stored(engine: sa.Engine):
    save(engine, PENGGUNA, number(("A", JUNI), 48), number(("B", JUNI), 30))
    shown = read_records(engine, PENGGUNA, ALL)
    save(engine, PENGGUNA, number(("A", JUNI), 50, shown["A", JUNI]), oleh="Sari")
    with pytest.raises(ConflictError, match="1 isian sudah diubah") as found:
        save(
            engine,
            PENGGUNA,
            number(("A", JUNI), 52, shown["A", JUNI]),
            number(("B", JUNI), 31, shown["B", JUNI]),
        )
    (one,) = found.value.bentrok
    assert one.kunci == ("A", JUNI)
    assert one.sekarang is not None
    assert (one.sekarang["jumlah"], one.oleh, one.pada) == (50, "Sari", NOW)
    assert users(engine) == {"A": 50, "B": 30}


def test_a_number_that_was_unknown_is_another_than_zero(engine: sa.Engine):
    save(engine, PENGGUNA, number(("A", JUNI), 0))
    for typed in (0, 7):
        with pytest.raises(ConflictError):
            save(engine, PENGGUNA, number(("A", JUNI), typed))


def test_an_undo_in_between_is_a_conflict_too(engine: sa.Engine):
    first = save(engine, PENGGUNA, number(("A", JUNI), 48))
    shown = read_records(engine, PENGGUNA, ALL)[("A", JUNI)]
    undo(engine, first)
    with pytest.raises(ConflictError) as found:
        save(engine, PENGGUNA, number(("A", JUNI), 52, shown))
    assert found.value.bentrok[0].sekarang is None


def test_a_manual_target_holds_for_its_period_until_the_rule_applies_again(engine: sa.Engine):
    key: Kunci = ("A", "spkp", JUNI, JUNI)
    save(engine, TARGET, target(key, 43))
    repo = SqlRepository(engine)
    frame = repo.manual_targets(ALL, parse_period("2026-06"))
    assert frame[["satker", "instrumen", "jumlah", "alasan", "oleh"]].iloc[0].tolist() == [
        "A", "spkp", 43, "rapat", "Budi",
    ]  # fmt: skip
    shown = read_records(engine, TARGET, ALL)[key]
    cleared = save(engine, TARGET, target(key, None, shown))
    assert repo.manual_targets(ALL, parse_period("2026-06"))["jumlah"].isna().all()
    undo(engine, cleared)
    assert repo.manual_targets(ALL, parse_period("2026-06"))["jumlah"].tolist() == [43]
    with pytest.raises(ConflictError):
        save(engine, TARGET, target(key, 40, {**shown, "jumlah": 41}))


def test_working_days_of_a_week_are_a_statement_about_the_satker(engine: sa.Engine):
    shown = read_records(engine, SATKER, ALL)[("A",)]
    assert shown["hari_kerja"] == 5
    done = save(engine, SATKER, Suntingan(("A",), shown, {"hari_kerja": 6}))
    after = read_records(engine, SATKER, ALL)
    assert after["A",] == {**shown, "hari_kerja": 6}
    assert after["B",]["hari_kerja"] == 5
    undo(engine, done)
    assert read_records(engine, SATKER, ALL)["A",] == shown


REFUSED = [
    (PENGGUNA, number(("A", JUNI), -1), "bilangan bulat 0 sampai"),
    (PENGGUNA, number(("A", 202613), 5), "Satker A, 202613: bulan tidak dikenali"),
    (PENGGUNA, number(("A", JUNI), 5, rincian='{"Izin":4}'), "berbeda dari jumlah seluruhnya"),
    (PENGGUNA, number(("A", JUNI), 5, rincian='{"Izin":7,"Kunjungan":-2}'), "tiap layanan"),
    (PENGGUNA, number(("A", JUNI), 5, rincian='{" ":5}'), "Satker A, Juni 2026: ada layanan tanpa nama"),
    (PENGGUNA, number(("A", JUNI), 5, rincian='{"Budi 081234567890":5}'), "nama layanan memuat surel, NIK, atau"),
    (PENGGUNA, number(("A", JUNI), 5, rincian=f'{{"{"x" * 121}":5}}'), "nama layanan lebih dari 120 huruf"),
    (PENGGUNA, number(("Z", JUNI), 5), "tidak dikenal"),
    (PEGAWAI, number(("A", JUNI), 0), "bilangan bulat 1 sampai 100000"),
    (TARGET, target(("A", "spkp", JUNI, JUNI), 0), "Satker A, spkp, Juni 2026: jumlah harus bilangan bulat 1 sampai"),
    (TARGET, target(("A", "", JUNI, 202605), 9), "periode tidak dikenali"),
    (SATKER, Suntingan(("A",), None, {"hari_kerja": 7}), "5 atau 6"),
    (SATKER, Suntingan(("A",), None, {"nama": "Lain"}), "5 atau 6"),
    (KALENDER, day("A", "2026-06-31", "tutup"), "tanggal tidak dikenali"),
    (KALENDER, day("", "2026-06-30", "libur"), "Satker \\(semua\\), 2026-06-30: keadaan hari harus tutup atau buka"),
    (KALENDER, day("Z", "2026-06-30", "tutup"), "tidak dikenal"),
]
UNSIGNED = [
    ("", "uji", "Nama pengisi belum diisi"),
    ("Budi", "  ", "Alasan belum diisi"),
    ("Budi", "x" * 201, "lebih dari 200 huruf"),
    ("Budi", "surel budi@contoh.go.id", "memuat surel"),
]


def test_what_cannot_be_is_refused_whole(engine: sa.Engine):
    before = SqlRepository(engine).version()
    for jenis, edit, problem in REFUSED:
        with pytest.raises(RefusedError, match=problem):
            save(engine, jenis, edit)
    for oleh, alasan, problem in UNSIGNED:
        with pytest.raises(RefusedError, match=problem):
            save(engine, PENGGUNA, number(("A", JUNI), 5), oleh=oleh, alasan=alasan)
    with pytest.raises(RefusedError, match="Tidak ada isian"):
        save(engine, PENGGUNA)
    assert SqlRepository(engine).version() == before


def test_days_of_one_satker_and_of_all(engine: sa.Engine):
    save(engine, KALENDER, day("", "2026-06-02", "tutup", "banjir"), day("B", "2026-06-02", "buka"))
    shown = read_records(engine, KALENDER, ALL)
    assert {key: record["keadaan"] for key, record in shown.items()} == {
        ("", "2026-06-02"): "tutup", ("B", "2026-06-02"): "buka",
    }  # fmt: skip
    gone = save(engine, KALENDER, day("", "2026-06-02", "", before=shown["", "2026-06-02"]))
    assert set(read_records(engine, KALENDER, ALL)) == {("B", "2026-06-02")}
    undo(engine, gone)
    assert read_records(engine, KALENDER, ALL) == shown
    with pytest.raises(RefusedError, match="Hari untuk semua satker"):
        save(engine, KALENDER, day("", "2026-06-03", "tutup"), scope=Scope.only("B"))
    with pytest.raises(ConflictError):
        save(engine, KALENDER, day("B", "2026-06-02", "tutup"))


def test_a_scope_neither_sees_nor_changes_other_satker(engine: sa.Engine):
    save(engine, PENGGUNA, number(("A", JUNI), 48), number(("B", JUNI), 30))
    save(engine, TARGET, target(("A", "", JUNI, JUNI), 43), target(("B", "", JUNI, JUNI), 20))
    only = Scope.only("B")
    assert set(read_records(engine, PENGGUNA, only)) == {("B", JUNI)}
    assert set(read_records(engine, TARGET, only)) == {("B", "", JUNI, JUNI)}
    assert set(read_records(engine, SATKER, only)) == {("B",)}
    shown = read_records(engine, PENGGUNA, ALL)["A", JUNI]
    with pytest.raises(RefusedError, match="bukan satker yang boleh Anda ubah"):
        save(engine, PENGGUNA, number(("A", JUNI), 1, shown), scope=only)
    assert users(engine) == {"A": 48, "B": 30}


def test_a_batch_tells_what_it_changed(engine: sa.Engine):
    save(engine, PENGGUNA, number(("A", JUNI), 48))
    shown = read_records(engine, PENGGUNA, ALL)["A", JUNI]
    done = save(engine, PENGGUNA, number(("A", JUNI), 50, shown), number(("B", JUNI), 7))
    save(engine, PENGGUNA, number(("A", JUNI), 51, {**shown, "jumlah": 50}))
    told = read_batch(engine, done.impor_id, ALL)
    assert told is not None
    assert [(one.keadaan, (one.sebelum or {}).get("jumlah"), one.sesudah["jumlah"]) for one in told.beda] == [
        ("berubah", 48, 50), ("baru", None, 7),
    ]  # fmt: skip
    only = read_batch(engine, done.impor_id, Scope.only("B"))
    assert only is not None
    assert [one.pernyataan.satker for one in only.beda] == ["B"]
    assert read_batch(engine, done.impor_id, Scope.only("C")) is None
    assert read_batch(engine, 999, ALL) is None


def test_what_the_ledger_wrote_down_is_what_was_typed(engine: sa.Engine):
    done = save(engine, PENGGUNA, number(("A", JUNI), 48, rincian='{"Izin":8,"Kunjungan":40}'))
    table = schema.impor_perubahan
    with engine.connect() as connection:
        (row,) = connection.execute(sa.select(table).where(table.c.impor_id == done.impor_id)).all()
    assert json.loads(row.kunci) == ["A", JUNI]
    assert row.sebelum is None
    assert json.loads(row.sesudah)["jumlah"] == 48
