"""A file sent again: who is new, unchanged, changed, vanished, what that does to the index, and how it is undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest
import sqlalchemy as sa

from data_access import rollup_store, schema
from data_access.answers import LembarJawaban
from data_access.errors import CancelledError, RefusedError
from data_access.ledger.compare import compare
from data_access.ledger.undo import restore, undo
from data_access.repository import Saringan, Scope
from data_access.satker_names import SatkerBaru
from data_access.sql_repository import SqlRepository
from data_access.store import Catatan, HasilSimpan, store
from tests.data_access.state import ROLLUPS, content, version
from tests.support.factories import NOW, make_file, make_instrument, make_sheet

UJI = make_instrument()
A = SatkerBaru("A")
PAGI = [f"2026-01-05T08:0{minute}" for minute in range(10)]


def lembar(
    rows: Sequence[Sequence[int]], waktu: Sequence[str] | str = "2026-01-05", **kategori: str | Sequence[str]
) -> LembarJawaban:
    return make_sheet(UJI, rows, tanggal=waktu, **kategori)


def put(engine: sa.Engine, sheet: LembarJawaban, name: str, *, cara: str = "tambah") -> HasilSimpan:
    return store(engine, make_file(name), [sheet], now=NOW, create_satker=[A], cara=cara)


def respondents(engine: sa.Engine) -> int:
    frame = SqlRepository(engine).responden(Scope.everything(), Saringan("uji"))
    return int(frame.loc[frame["dimensi"] == "semua", "n"].sum())


def counts(result: HasilSimpan) -> tuple[int, int, int, int]:
    return result.baru, result.tetap, result.berubah, result.ditarik


def assert_rebuilt(engine: sa.Engine) -> None:
    before = content(engine, *ROLLUPS)
    rollup_store.rebuild(engine, NOW)
    assert content(engine, *ROLLUPS) == before


LAMA = [[4, 4, 4], [4, 4, 4], [2, 2, 2], [1, 2, 3]]
# The second comes with a gender, the third and fourth are gone, one is new.
BARU = [[4, 4, 4], [4, 4, 4], [3, 3, 3]]


@pytest.fixture
def terisi(engine: sa.Engine) -> sa.Engine:
    put(engine, lembar(LAMA, PAGI[:4]), "lama.csv")
    return engine


def kiriman() -> LembarJawaban:
    return lembar(BARU, [*PAGI[:2], PAGI[7]], jenis_kelamin=["", "P", ""])


def test_the_dry_run_tells_who_and_what_it_does_to_the_index(terisi: sa.Engine):
    before = content(terisi)
    selisih = compare(terisi, [kiriman()])
    assert content(terisi) == before
    (sel,) = selisih.sel
    assert (sel.satker, sel.instrumen, sel.bulan) == ("A", "uji", 202601)
    assert (sel.baru, sel.tetap, sel.berubah, sel.hilang, sel.is_lain) == (1, 1, 1, 2, False)
    assert [(asal.nama_berkas, asal.n) for asal in sel.asal] == [("lama.csv", 2)]
    # Unsur means 11/4, 12/4, 13/4; with the file 14/5, 15/5, 16/5; without the vanished 11/3 three times.
    dampak = sel.dampak
    assert (dampak.n_lama, dampak.n_tambah, dampak.n_ganti) == (4, 5, 3)
    assert dampak.lama == pytest.approx(3.0, abs=1e-12)
    assert dampak.tambah == pytest.approx(3.0, abs=1e-12)
    assert dampak.ganti == pytest.approx(11 / 3, abs=1e-12)
    # The vanished: (2 + 1) / 2, (2 + 2) / 2, (2 + 3) / 2.
    assert dampak.hilang == pytest.approx(2.0, abs=1e-12)
    assert selisih.satker[0].dampak == dampak
    assert (selisih.satker[0].dari, selisih.satker[0].sampai) == (202601, 202601)
    assert not selisih.is_same


def test_the_effect_on_the_satker_takes_all_its_months_of_the_file(terisi: sa.Engine):
    put(terisi, lembar([[1, 1, 1]], "2026-02-05"), "februari.csv")
    selisih = compare(terisi, [lembar([*BARU, [4, 4, 4]], [*PAGI[:2], PAGI[7], "2026-03-05"])])
    (whole,) = selisih.satker
    # February is between the months of the file and stays: (3 x 4 + 3 + 1) / 5 with the vanished withdrawn.
    assert (whole.dari, whole.sampai, whole.dampak.n_ganti) == (202601, 202603, 5)
    assert whole.dampak.ganti == pytest.approx(16 / 5, abs=1e-12)
    # March has nobody yet, and nobody has vanished there.
    march = next(sel for sel in selisih.sel if sel.bulan == 202603)
    assert (march.dampak.lama, march.dampak.hilang, march.dampak.tambah) == (None, None, 4.0)


@pytest.mark.parametrize(("cara", "ditarik", "left"), [("tambah", 0, 5), ("ganti", 2, 3)])
def test_storing_does_what_the_dry_run_said(terisi: sa.Engine, cara: str, ditarik: int, left: int):
    result = put(terisi, kiriman(), "baru.csv", cara=cara)
    assert counts(result) == (1, 1, 1, ditarik)
    assert respondents(terisi) == left
    assert_rebuilt(terisi)
    rows = content(terisi, schema.jawaban)["jawaban"]
    # Nobody is deleted: four old versions, a changed one and a new one.
    assert len(rows) == 6
    batches = SqlRepository(terisi).batches(Scope.everything(), Saringan("uji"))
    assert dict(zip(batches["nama_berkas"], batches["n"], strict=True)) == {"baru.csv": 2, "lama.csv": left - 2}


def test_nothing_of_the_old_file_in_the_new_one_is_a_question(terisi: sa.Engine):
    selisih = compare(terisi, [lembar([[3, 3, 3]], "2026-01-20")])
    assert (selisih.hilang, selisih.lain) == (0, 4)
    assert selisih.sel[0].is_lain


def test_identical_rows_are_different_people(engine: sa.Engine):
    put(engine, lembar([[4, 4, 4]] * 5), "lima.csv")
    assert respondents(engine) == 5
    assert counts(put(engine, lembar([[4, 4, 4]] * 7), "tujuh.csv")) == (2, 5, 0, 0)
    assert compare(engine, [lembar([[4, 4, 4]] * 3)]).hilang == 4
    assert respondents(engine) == 7


def test_a_twin_who_gets_a_category_is_the_one_that_changes(engine: sa.Engine):
    put(engine, lembar([[4, 4, 4]] * 3, usia=["", "21-30", "31-40"]), "tiga.csv")
    again = lembar([[4, 4, 4]] * 4, usia=["31-40", "41-50", "21-30", "18-20"])
    assert counts(put(engine, again, "empat.csv")) == (1, 2, 1, 0)


def test_the_same_answers_under_another_mapping_change_nothing(terisi: sa.Engine):
    before = content(terisi)
    other = replace(make_file("lama.csv"), kunci="pemetaan lain")
    result = store(terisi, other, [lembar(LAMA, PAGI[:4])], now=NOW)
    assert not result.is_baru
    assert content(terisi) == before


def test_an_id_follows_a_respondent_into_another_month(engine: sa.Engine):
    def sheet(tanggal: str, jawaban: list[int]) -> LembarJawaban:
        return replace(lembar([jawaban], tanggal), id_sumber=np.array(["jawaban-0001-abcdef"], dtype=object))

    put(engine, sheet("2026-01-05", [4, 4, 4]), "salah.csv")
    assert counts(put(engine, sheet("2026-03-05", [3, 4, 4]), "betul.csv")) == (0, 0, 1, 0)
    assert SqlRepository(engine).months(Scope.everything()) == [202603]
    assert_rebuilt(engine)


def test_an_id_that_occurs_twice_identifies_nobody(engine: sa.Engine):
    ids = np.array(["jawaban-0001-abcdef"] * 2 + ["jawaban-0002-abcdef"], dtype=object)
    sheet = replace(lembar([[4, 4, 4], [3, 3, 3], [2, 2, 2]]), id_sumber=ids)
    assert compare(engine, [sheet]).id_ganda == {"uji": 2}
    put(engine, sheet, "ganda.csv")
    assert respondents(engine) == 3


def test_rows_from_before_the_ledger_are_recognised(terisi: sa.Engine):
    with terisi.begin() as connection:
        connection.execute(sa.update(schema.jawaban).values(kunci=None))
    assert compare(terisi, [lembar(LAMA, PAGI[:4])]).tetap == 4
    assert counts(put(terisi, kiriman(), "baru.csv", cara="ganti")) == (1, 1, 1, 2)
    kunci = [row[schema.jawaban.c.keys().index("kunci")] for row in content(terisi, schema.jawaban)["jawaban"]]
    assert None not in kunci


def test_rows_from_before_the_ledger_can_be_undone(terisi: sa.Engine):
    with terisi.begin() as connection:
        connection.execute(sa.update(schema.jawaban).values(kunci=None))
    undo(terisi, 1, now=NOW, oleh="", alasan="")
    assert respondents(terisi) == 0


def test_undo_and_restore(terisi: sa.Engine):
    baru = put(terisi, kiriman(), "baru.csv", cara="ganti").impor_id
    with_both = content(terisi, *ROLLUPS)
    undo(terisi, baru, now=NOW, oleh="Ani", alasan="berkas keliru")
    assert respondents(terisi) == 4
    assert_rebuilt(terisi)
    undo(terisi, 1, now=NOW, oleh="Ani", alasan="")
    assert (respondents(terisi), SqlRepository(terisi).months(Scope.everything())) == (0, [])
    restore(terisi, baru, now=NOW, oleh="Ani", alasan="")
    # The batch that found two of them again stands for them now.
    batches = SqlRepository(terisi).batches(Scope.everything(), Saringan("uji"))
    assert dict(zip(batches["nama_berkas"], batches["n"], strict=True)) == {"baru.csv": 3}
    restore(terisi, 1, now=NOW, oleh="Ani", alasan="")
    assert content(terisi, *ROLLUPS) == with_both
    events = content(terisi, schema.riwayat_impor)["riwayat_impor"]
    assert [(row[1], row[2], row[4]) for row in events] == [
        (2, "batal", "Ani"), (1, "batal", "Ani"), (2, "pulih", "Ani"), (1, "pulih", "Ani"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("oleh", "alasan", "told"),
    [
        ("Budi 0812-3456-7890", "salah", "Nama pengisi memuat"),
        ("budi@contoh.id", "salah", "Nama pengisi memuat"),
        ("Ani", "lihat NIK 3273012501900001", "Alasan memuat"),
    ],
)
def test_the_history_keeps_no_personal_data(terisi: sa.Engine, oleh: str, alasan: str, told: str):
    before = content(terisi, schema.impor, schema.riwayat_impor, schema.jawaban)
    with pytest.raises(RefusedError, match=told) as refused:
        undo(terisi, 1, now=NOW, oleh=oleh, alasan=alasan)
    assert not any(digits in str(refused.value) for digits in ("3456", "budi", "3273"))
    if alasan == "salah":
        file = replace(make_file("baru.csv"), oleh=oleh)
        with pytest.raises(RefusedError, match=told):
            store(terisi, file, [lembar([[1, 1, 1]], "2026-01-09")], now=NOW, create_satker=[])
    assert content(terisi, schema.impor, schema.riwayat_impor, schema.jawaban) == before


def test_an_undone_file_can_be_stored_again(terisi: sa.Engine):
    undo(terisi, 1, now=NOW, oleh="", alasan="")
    again = put(terisi, lembar(LAMA, PAGI[:4]), "lama.csv")
    assert (again.is_baru, again.impor_id, counts(again)) == (True, 2, (4, 0, 0, 0))
    # The first one back as well makes nobody a second person.
    restore(terisi, 1, now=NOW, oleh="", alasan="")
    assert respondents(terisi) == 4
    sidik = [row[schema.impor.c.keys().index("sidik")] for row in content(terisi, schema.impor)["impor"]]
    assert sidik[1] == f"{sidik[0]}#2"


@pytest.mark.parametrize(("act", "wanted"), [(undo, "tidak ada"), (restore, "sudah dipulihkan")])
def test_what_cannot_be_undone_is_refused(terisi: sa.Engine, act: Callable[..., None], wanted: str):
    before = content(terisi)
    with pytest.raises(RefusedError, match=wanted):
        act(terisi, 99 if act is undo else 1, now=NOW, oleh="", alasan="")
    assert content(terisi) == before


def test_what_the_operator_saw_must_still_hold(terisi: sa.Engine):
    selisih = compare(terisi, [kiriman()])
    put(terisi, lembar([[3, 3, 3]], PAGI[7]), "sela.csv")
    before, known = content(terisi), version(terisi)
    with pytest.raises(RefusedError, match="berubah sejak selisihnya ditampilkan"):
        store(terisi, make_file("baru.csv"), [kiriman()], now=NOW, expected=selisih)
    assert (content(terisi), version(terisi)) == (before, known)
    now = compare(terisi, [kiriman()])
    assert store(terisi, make_file("baru.csv"), [kiriman()], now=NOW, expected=now).is_baru


def test_a_comparison_is_good_for_its_own_sheets_and_data_alone(terisi: sa.Engine):
    sheet = kiriman()
    selisih = compare(terisi, [sheet])
    with pytest.raises(RefusedError, match="berubah sejak selisihnya ditampilkan"):
        store(terisi, make_file("lain.csv"), [lembar(LAMA, PAGI[:4])], now=NOW, expected=selisih)
    put(terisi, lembar([[3, 3, 3]], PAGI[7]), "sela.csv")
    with pytest.raises(RefusedError, match="berubah sejak selisihnya ditampilkan"):
        store(terisi, make_file("baru.csv"), [sheet], now=NOW, expected=selisih)
    # Data changed, but not what the operator was told of this file: the third row is there by now.
    selisih = compare(terisi, [sheet])
    put(terisi, lembar([[1, 1, 1]], "2026-03-05"), "bulan-lain.csv")
    assert counts(store(terisi, make_file("baru.csv"), [sheet], now=NOW, expected=selisih)) == (0, 2, 1, 0)
    assert_rebuilt(terisi)


def test_a_cancelled_import_leaves_nothing(terisi: sa.Engine, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("data_access.ledger.rows.CHUNK", 2)
    before, told = content(terisi), []

    def stop(stage: str, done: int, total: int) -> None:
        told.append((stage, done, total))
        if stage == "Menyimpan jawaban" and done == 4:
            raise CancelledError("Dibatalkan.")

    sheet = lembar([[1, 2, 3]] * 5, "2026-02-05")
    with pytest.raises(CancelledError):
        store(terisi, make_file("batal.csv"), [sheet], now=NOW, progress=stop)
    assert content(terisi) == before
    assert told[-2:] == [("Menyimpan jawaban", 2, 5), ("Menyimpan jawaban", 4, 5)]


def test_what_is_kept_with_a_batch(engine: sa.Engine):
    file = replace(make_file("maret.csv"), profil="Google Forms", sumber="tarikan:survei")
    catatan = Catatan(ditolak=[(7, "jawaban 9 di luar skala")], kategori=[("jenis_kelamin", "Lk", "Laki-laki", 1)])
    store(engine, file, [lembar([[4, 4, 4]])], now=NOW, create_satker=[A], catatan=catatan)
    with engine.connect() as connection:
        row = connection.execute(sa.select(schema.impor)).one()
    assert (row.jenis, row.profil, row.sumber, row.cara) == ("jawaban", "Google Forms", "tarikan:survei", "tambah")
    assert (row.baru, row.tetap, row.berubah, row.ditarik, row.ditolak) == (1, 0, 0, 0, 1)
    assert content(engine, schema.impor_ditolak)["impor_ditolak"] == [(1, 7, "jawaban 9 di luar skala")]
    assert content(engine, schema.impor_kategori)["impor_kategori"] == [(1, "jenis_kelamin", "Lk", "Laki-laki", 1)]
