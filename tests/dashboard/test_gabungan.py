"""Small satker and targets by layanan on the page, in its sentences and in its export; numbers worked out on paper.

The survey on paper (tests/support/kertas.py): LPS-01 has 10 respondents in May and 10 in June 2024, all for Kunjungan;
RTN-01 has 3 in June.
LPS-01, 22 users in May and 24 in June: 46 together, Krejcie-Morgan 3,841 x 46 x 0,25 / (0,0025 x 45 + 0,96025)
= 44,17 / 1,07275 = 41,18: 41 respondents; 20 are there, 21 are missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard import exports
from dashboard.tables.layanan import by_layanan
from dashboard.text import gabungan as sentences
from dashboard.views import penjelasan_halaman, responden
from dashboard.views.gabungan import SatkerKecil
from dashboard.views.responden import RespondenTarget
from data_access.engine import make_engine
from data_access.sql_repository import SqlRepository
from scoring import targets
from scoring.periods import Periode, parse_period
from tests.dashboard import views_support as views
from tests.dashboard.test_exports import opened, rows_of
from tests.dashboard.test_target_manual import set_target
from tests.support import kertas
from tests.support.factories import NOW
from tests.support.pengguna import save_service_users

LPS, RTN = kertas.LAPAS, kertas.RUTAN
MEI, JUNI = 202405, 202406
BULAN_JUNI = parse_period("2024-06")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    opened_engine = make_engine(kertas.make_database(tmp_path / "uji.db"))
    yield opened_engine
    opened_engine.dispose()


def users(engine: sa.Engine, pengguna: Mapping[tuple[str, int], int], **rincian: Mapping[str, int]) -> None:
    """Service users as typed into a page; ``rincian``: June's users of LPS-01 by layanan."""
    parts = {(LPS, JUNI): rincian["rincian"]} if rincian else None
    save_service_users(engine, pengguna, "uji", now=NOW, rincian=parts)


def small(engine: sa.Engine, periode: str = "2024-06") -> dict[str, SatkerKecil]:
    return {one.satker: one for one in views.targets(SqlRepository(engine), periode).kecil}


def test_the_months_stand_beside_the_target_of_the_period(engine: sa.Engine):
    users(engine, {(LPS, MEI): 22, (LPS, JUNI): 24})
    view = views.targets(SqlRepository(engine))
    assert view.tabel.set_index("satker").loc[LPS, "target"] == 24  # its own stays
    (one,) = view.kecil
    assert (one.satker, one.pengguna, one.n, one.is_tercapai) == (LPS, 24, 20, False)
    assert one.gabungan is not None
    assert (one.gabungan.periode, one.gabungan.n, one.gabungan.target.target) == (Periode(MEI, JUNI), 46, 41)
    assert sentences.small_line(one, BULAN_JUNI, view.sasaran[LPS]) == (
        "24 pengguna sebulan (target 24), jadi 30 responden tidak dapat dicapai; Mei–Juni 2024 digabung: 20 dari 41 "
        "responden, kurang 21 (46 pengguna)."
    )


def test_a_day_of_the_past_counts_until_its_end(engine: sa.Engine):
    users(engine, {(LPS, MEI): 22, (LPS, JUNI): 24})
    repo, asked = SqlRepository(engine), views.choice()
    for day, n in ((date(2024, 6, 10), 10), (date(2024, 6, 11), 20)):  # those of June came on 11 June
        (one,) = responden.build(repo, views.SCOPE, asked, views.HARI, per=day).kecil
        assert one.n == n


def test_who_is_large_enough_or_unknown_is_not_small(engine: sa.Engine):
    assert small(engine) == {}  # 48 users in June, RTN-01 unknown
    users(engine, {(RTN, JUNI): 30})
    assert small(engine) == {}
    users(engine, {(RTN, JUNI): 29})
    assert list(small(engine)) == [RTN]


def test_unknown_months_and_too_few_users_say_so(engine: sa.Engine):
    users(engine, {(RTN, JUNI): 29})
    one = small(engine)[RTN]
    assert (one.gabungan, one.bulan_kosong) == (None, MEI)
    assert sentences.small_line(one, BULAN_JUNI, None) == (
        "29 pengguna sebulan, jadi 30 responden tidak dapat dicapai; pengguna Mei 2024 belum diisi, jadi bulan belum dapat digabung."
    )
    year = {(RTN, bulan): 2 for bulan in Periode(202307, 202406).months}
    users(engine, year)
    one = small(engine)[RTN]
    assert (one.gabungan, one.bulan_kosong, one.pengguna) == (None, None, 2)
    assert sentences.small_line(one, BULAN_JUNI, None).endswith("; juga tidak dengan dua belas bulan digabung.")
    # A triwulan of few users: the months before it are taken.
    users(engine, {(RTN, 202403): 24})
    one = small(engine, "2024-TW2")[RTN]
    assert (one.pengguna, one.gabungan and one.gabungan.periode) == (6, Periode(202403, JUNI))
    assert sentences.small_line(one, parse_period("2024-TW2"), None).startswith(
        "6 pengguna pada Triwulan II 2024, jadi 30 responden tidak dapat dicapai; Maret–Juni 2024 digabung: 3 dari 30 "
        "responden, kurang 27"
    )


def test_sentences_of_reached_months():
    combined = targets.combine_months({202512: 20, 202601: 26}, 202601, zi=True)
    one = SatkerKecil("A", "Lapas Uji", 26, combined, 41, None)
    januari = parse_period("2026-01")
    assert sentences.small_line(one, januari, None) == (
        "26 pengguna sebulan, jadi 30 responden tidak dapat dicapai; Desember 2025–Januari 2026 digabung: 41 responden, "
        "target 41 tercapai (46 pengguna)."
    )
    nearly = sentences.small_line(replace(one, n=30), januari, None)
    assert nearly.endswith("30 dari 41 responden, kurang 11 (46 pengguna; batas minimal 30 tercapai).")
    assert "batas minimal" not in sentences.small_line(replace(one, n=29), januari, None)
    assert sentences.small_line(replace(one, pengguna=0), januari, None).startswith(
        "tidak ada pengguna pada Januari 2026, jadi 30"
    )
    assert sentences.small_note(1, januari).startswith("Satu satker menuju Zona Integritas")


def divided(engine: sa.Engine) -> list[tuple[object, ...]]:
    """(layanan, users, target, respondents, missing) of LPS-01 in June."""
    frame = by_layanan(views.targets(SqlRepository(engine)).terbagi).astype(object)
    frame = frame.where(frame.notna(), None)
    return list(frame.drop(columns=["Kode", "Satuan kerja"]).itertuples(index=False, name=None))


def test_a_target_by_layanan_with_its_respondents(engine: sa.Engine):
    assert divided(engine) == []  # only the whole number is known
    # 43 x 31/48 = 27,77 and 43 x 17/48 = 15,23: one is left, for the larger remainder.
    users(engine, {(LPS, JUNI): 48}, rincian={"kunjungan ": 31, "Titipan barang": 17})
    assert divided(engine) == [("kunjungan ", 31, 28, 10, 18), ("Titipan barang", 17, 15, 0, 15)]
    users(engine, {(LPS, JUNI): 48}, rincian={"Titipan barang": 48})
    assert divided(engine) == [("Titipan barang", 48, 43, 0, 43), (sentences.SISA_LAYANAN, None, None, 10, None)]


def test_a_month_without_layanan_leaves_the_period_undivided(engine: sa.Engine):
    users(engine, {(LPS, JUNI): 48}, rincian={"Kunjungan": 48})
    users(engine, {(LPS, MEI): 40, (LPS, 202404): 40})
    assert [one.satker for one in views.targets(SqlRepository(engine)).terbagi] == [LPS]
    quarter = views.targets(SqlRepository(engine), "2024-TW2")
    assert quarter.sasaran[LPS] is not None
    assert quarter.terbagi == ()


def test_more_than_all_users_cannot_be_divided(engine: sa.Engine):
    users(engine, {(LPS, JUNI): 48}, rincian={"Kunjungan": 48})
    set_target(engine, LPS, "spkp", "2024-06", 60)
    view = views.targets(SqlRepository(engine))
    (line,) = sentences.undivided_lines(view.terbagi)
    assert "Target 60 lebih banyak dari 48 pengguna layanan" in line
    assert by_layanan(view.terbagi).empty


def exported(engine: sa.Engine) -> tuple[RespondenTarget, dict[str, list[dict[str, object]]]]:
    repo = SqlRepository(engine)
    view = views.targets(repo)
    book = opened(exports.responden(view, partial(penjelasan_halaman.of_responden, repo, views.SCOPE, view)))
    return view, {name: rows_of(sheet) for name, sheet in book.items()}


def test_the_export_carries_rule_reason_months_and_layanan(engine: sa.Engine):
    users(engine, {(LPS, MEI): 22, (LPS, JUNI): 24}, rincian={"Kunjungan": 20, "Titipan": 4})
    set_target(engine, RTN, "", "2024-06", 43)
    _view, sheets = exported(engine)
    by_code = {row["Kode"]: row for row in sheets["Target"]}
    lapas, rutan = by_code[LPS], by_code[RTN]
    assert (lapas["Target"], lapas["Target menurut"], lapas["Arti target manual"]) == (24, "juknis", None)
    assert (rutan["Target"], rutan["Target menurut"]) == (43, "manual")
    assert [rutan[f"Setara pengguna, paling {end}"] for end in ("sedikit", "banyak")] == [48, 48]
    assert rutan["Arti target manual"] == "setara dengan 48 pengguna layanan"
    assert "kesepakatan rapat monev" in str(rutan["Aturan target"])
    (combined,) = sheets["Bulan digabung"]
    assert (combined["Kode"], combined["Bulan digabung"]) == (LPS, "2024-05/2024-06")
    names = ("Pengguna layanan periode ini", "Target periode ini", "Pengguna bulan digabung", "Target bulan digabung")
    assert [combined[name] for name in (*names, "Responden bulan digabung")] == [24, 24, 46, 41, 20]
    assert "22 + 24 = 46 pengguna layanan" in str(combined["Aturan target"])
    parts = [(row["Layanan"], row["Pengguna layanan"], row["Target"]) for row in sheets["Target menurut layanan"]]
    assert parts == [("Kunjungan", 20, 20), ("Titipan", 4, 4)]


def test_the_export_has_no_empty_sheets(engine: sa.Engine):
    _view, sheets = exported(engine)
    assert list(sheets) == ["Target", exports.KETERANGAN]
    assert "Arti target manual" not in sheets["Target"][0]
