"""A manual target on the pages: used for its own period only, with who set it, why, and the N that it implies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard import text
from dashboard.tables.induk import differences
from dashboard.text import rapat
from dashboard.text.responden import manual_lines
from dashboard.views.penjelasan_halaman import of_responden
from dashboard.views.target import rule_targets
from data_access.engine import make_engine
from data_access.files.master.statements import TARGET, DataInduk, Pernyataan
from data_access.ledger import undo as ledger_undo
from data_access.master_data.comparison import compare
from data_access.master_data.storing import store_master
from data_access.sql_repository import SqlRepository
from data_access.store import Berkas
from scoring import targets
from scoring.errors import ScoringError
from scoring.periods import parse_period
from tests.dashboard import views_support as views
from tests.dashboard.pesan_support import make_satker
from tests.support import kertas
from tests.support.factories import NOW


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    opened = make_engine(kertas.make_database(tmp_path / "uji.db"))
    yield opened
    opened.dispose()


def set_target(engine: sa.Engine, kode: str, instrumen: str, periode: str, jumlah: int | None) -> int:
    months = parse_period(periode)
    said = {"jumlah": jumlah, "alasan": "kesepakatan rapat monev", "oleh": "Kabid HAM"}
    data = DataInduk(TARGET, (Pernyataan((kode, instrumen, months.dari, months.sampai), said),), (), (), 1)
    berkas = Berkas(f"{periode}-{instrumen}-{jumlah}.xlsx", "0" * 64, 1, 1)
    return store_master(engine, berkas, data, views.SCOPE, now=NOW, confirmed=True).impor_id


def found(engine: sa.Engine, kode: str, periode: str = "2024-06") -> tuple[int | None, str]:
    target = views.targets(SqlRepository(engine), periode).sasaran[kode]
    return (None, "") if target is None else (target.target, target.metode)


def test_the_rule_holds_until_somebody_sets_a_target_and_again_afterwards(engine: sa.Engine):
    assert found(engine, kertas.LAPAS) == (43, "juknis")  # 48 service users in June
    batch = set_target(engine, kertas.LAPAS, "", "2024-06", 25)
    assert found(engine, kertas.LAPAS) == (25, "manual")
    set_target(engine, kertas.LAPAS, "spkp", "2024-06", 28)
    assert found(engine, kertas.LAPAS) == (28, "manual")  # the one for this survey counts before the one for all
    set_target(engine, kertas.LAPAS, "spkp", "2024-07", 60)
    assert found(engine, kertas.LAPAS) == (28, "manual")
    assert found(engine, kertas.LAPAS, "2024-TW2") == (None, "")  # no target of a triwulan was set, and N is not known
    set_target(engine, kertas.LAPAS, "spkp", "2024-06", None)
    assert found(engine, kertas.LAPAS) == (43, "juknis")
    ledger_undo.undo(engine, batch, now=NOW, oleh="uji", alasan="uji")
    assert found(engine, kertas.LAPAS) == (43, "juknis")


def test_what_the_rule_gives_does_not_look_at_what_was_set(engine: sa.Engine):
    """48 users in June: 43. In July nobody knows them yet, and June's stand in for them until the month is over."""
    set_target(engine, kertas.LAPAS, "", "2024-06", 25)
    set_target(engine, kertas.LAPAS, "", "2024-07", 60)
    repo = SqlRepository(engine)
    satker = repo.satker(views.SCOPE)

    def by_rule(periode: str, today: date) -> targets.Target | None:
        return rule_targets(repo, views.SCOPE, parse_period(periode), satker, today)[kertas.LAPAS]

    june, july = by_rule("2024-06", date(2024, 7, 20)), by_rule("2024-07", date(2024, 7, 20))
    assert june is not None
    assert july is not None
    assert (june.target, june.n, june.sementara) == (43, 48, False)
    assert (july.target, july.n, july.sementara) == (43, 48, True)
    assert by_rule("2024-07", date(2024, 8, 1)) is None


def test_a_satker_whose_users_nobody_counted_can_have_one(engine: sa.Engine):
    assert found(engine, kertas.RUTAN) == (None, "")
    set_target(engine, kertas.RUTAN, "", "2024-06", 10)
    repo = SqlRepository(engine)
    view = views.targets(repo)
    row = view.tabel.set_index("satker").loc[kertas.RUTAN]
    assert (row["target"], row["kurang"], row["metode"]) == (10, 7, "manual")  # three answered
    assert row["alasan"].startswith(
        "Target manual 10 ditetapkan oleh Kabid HAM, dicatat 20 November 2026: kesepakatan rapat monev."
    )
    assert "setara dengan 10 pengguna layanan" in row["alasan"]
    assert manual_lines(view) == [("Rutan Kelas I Pensil", row["alasan"])]
    told = {one.judul: one for one in of_responden(repo, views.SCOPE, view)}
    (formula,) = told["Target responden Rutan Kelas I Pensil"].rumus
    assert formula == row["alasan"]
    shown = views.known_satker(repo, kertas.RUTAN)
    assert text.respondents_sentence(shown, 3) == (
        "3 responden dari target 10 (target manual, setara dengan 10 pengguna layanan): kurang 7."
    )
    assert text.respondents_sentence(shown, 0).startswith("Belum ada data responden; target 10 ")
    fields = {"status": "akan gagal bila laju tetap", "hari": date(2024, 6, 20), "n": 3, "target": 10, "kurang": 7}
    laju = make_satker(fields | {"sisa": 6, "per_hari": 2, "peluang": 0.08, "perkiraan": (5.2, 4, 7)})
    last = text.satker_lines(shown, None, laju)[-1].replace("\\", "")
    assert "kurang 7. Perlu 2 responden per hari kerja sampai 30 Juni 2024 (sisa 6 hari kerja); bila laju tetap" in last
    assert text.plain("Target manual, setara dengan 10 pengguna layanan.") in rapat.satker_lines(shown)
    card = shown.target
    assert card is not None
    assert (card.target, card.n) == (10, None)
    summary = views.region(repo)
    assert text.manual_note(summary).startswith(
        text.plain("Target manual, bukan dari aturan: Rutan I Pensil (10, setara dengan 10 pengguna layanan);")
    )
    region = summary.tabel.set_index("satker")["target"]
    assert region.to_dict() == {kertas.LAPAS: 43, kertas.RUTAN: 10}


@pytest.mark.parametrize(
    ("target", "n", "words"),
    [
        (43, None, "setara dengan 48 pengguna layanan."),
        (
            200,
            100,
            "setara dengan 415 sampai 418 pengguna layanan",
        ),  # 415 gives 199.73, 418 gives 200.42; 414 gives 199.49 and 419 gives 200.65
        (384, None, "pengguna layanan yang sangat banyak"),
        (500, None, "tidak pernah memberi target lebih dari 384"),
        (25, 48, "aturan juknis untuk 48 pengguna layanan memberi 43."),
    ],
)
def test_a_manual_target_says_what_it_implies(target: int, n: int | None, words: str):
    made = targets.manual(target, "Target manual", n=n)
    assert (made.target, made.n, made.metode) == (target, n, "manual")
    assert words in made.alasan


def test_a_manual_target_of_nobody_is_none():
    with pytest.raises(ScoringError, match="paling sedikit 1"):
        targets.manual(0, "Target manual")


def test_the_preview_of_a_file_tells_what_a_target_implies(engine: sa.Engine):
    said: dict[str, str | int | None] = {"jumlah": 43, "alasan": "kesepakatan", "oleh": ""}
    data = DataInduk(TARGET, (Pernyataan((kertas.LAPAS, "spkp", 202406, 202406), said, 2),), (), (), 1)
    selisih = compare(engine, data, views.SCOPE)
    (row,) = differences(selisih, {kertas.LAPAS: "Lapas Kertas"}, ["baru"]).to_dict("records")
    assert row["Sesudah"] == "43 (kesepakatan, setara dengan 48 pengguna layanan)"
