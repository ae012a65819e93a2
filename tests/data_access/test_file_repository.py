"""An uploaded file held in memory: what a file may lack and the database never does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data_access.errors import RefusedError
from data_access.file_repository import FileRepository
from data_access.repository import Saringan, Scope
from scoring.contract import SEMUA
from scoring.instruments import shipped_instrument
from scoring.periods import Periode
from tests.support.factories import NOW, make_instrument, make_sheet

SPKP = shipped_instrument("spkp")
ALL = Scope.everything()


def respondents(repo: FileRepository, saringan: Saringan, scope: Scope = ALL) -> int:
    rekap = repo.rekap(scope, saringan, keys=())
    return int(rekap.loc[rekap["unsur"] == SEMUA, "n"].sum())


def test_a_row_without_a_date_belongs_to_no_month():
    sheet = make_sheet(SPKP, [[6] * 8, [5] * 8, [4] * 8], tanggal=["2026-01-31T23:59:59", "NaT", "2026-02-01"])
    repo = FileRepository([sheet], read_at=NOW)
    assert respondents(repo, Saringan("spkp")) == 3
    assert respondents(repo, Saringan("spkp", Periode(200001, 209912))) == 2
    assert respondents(repo, Saringan("spkp", Periode(202601, 202601))) == 1
    assert repo.months(ALL) == [202601, 202602]
    by_month = repo.rekap(ALL, Saringan("spkp"), keys=("bulan",))
    whole = by_month[by_month["unsur"] == SEMUA]
    assert dict(zip(whole["bulan"], whole["n"], strict=True)) == {0: 1, 202601: 1, 202602: 1}


def test_a_file_that_names_no_satker():
    repo = FileRepository([make_sheet(SPKP, [[6] * 8, [5] * 8], satker="")], read_at=NOW)
    assert repo.satker(ALL)["satker"].tolist() == [""]
    assert respondents(repo, Saringan("spkp")) == 2
    assert respondents(repo, Saringan("spkp"), Scope.only("A")) == 0


def test_sheets_of_one_instrument_count_together():
    one, two = make_sheet(SPKP, [[6] * 8] * 3), make_sheet(SPKP, [[2] * 8], satker="B", layanan="Paspor")
    repo = FileRepository([one, two], read_at=NOW)
    assert respondents(repo, Saringan("spkp")) == 4
    assert repo.satker(ALL)["satker"].tolist() == ["A", "B"]
    assert [item.kode for item in repo.instruments(ALL)] == ["spkp"]
    assert set(repo.rekap_layanan(ALL, Saringan("spkp"))[0]["layanan"]) == {"", "Paspor"}


def test_one_code_cannot_stand_for_two_instruments():
    other = replace(SPKP, unsur=SPKP.unsur[:7])
    with pytest.raises(RefusedError, match="kode instrumen spkp"):
        FileRepository([make_sheet(SPKP, [[6] * 8]), make_sheet(other, [[6] * 7])], read_at=NOW)


def test_rows_that_answer_nothing_are_no_respondents():
    repo = FileRepository(
        [make_sheet(SPKP, [[6] * 8, [0] * 8]), make_sheet(make_instrument(), [[0, 0, 0]])], read_at=NOW
    )
    assert respondents(repo, Saringan("spkp")) == 1
    responden = repo.responden(ALL, Saringan("spkp"))
    assert responden.groupby("dimensi")["n"].sum().unique().tolist() == [1]
    assert [item.kode for item in repo.instruments(ALL)] == ["spkp"]


def test_instruments_shipped_ones_first():
    sheets = [make_sheet(make_instrument(kode="kantor"), [[4, 4, 4]]), *(
        make_sheet(shipped_instrument(kode), [[4] * len(shipped_instrument(kode).unsur)]) for kode in ("skm", "spkp")
    )]  # fmt: skip
    repo = FileRepository(sheets, read_at=NOW)
    assert [item.kode for item in repo.instruments(ALL)] == ["spkp", "skm", "kantor"]


def test_an_empty_file():
    repo = FileRepository([], read_at=NOW)
    assert repo.satker(ALL).empty
    assert repo.instruments(ALL) == []
    assert repo.months(ALL) == []
    assert repo.rekap(ALL, Saringan("spkp")).empty
    assert (repo.version().versi, repo.version().diubah_pada) == (1, NOW)
