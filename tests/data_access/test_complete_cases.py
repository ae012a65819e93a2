"""Complete cases: the same respondents from an uploaded file, SQLite and PostgreSQL, counted row by row."""

from __future__ import annotations

from collections import defaultdict

import pandas as pd
import pytest

from data_access.file_repository import FileRepository
from data_access.repository import Saringan, Scope, SurveyRepository
from scoring.contract import JAWABAN, REKAP, SEMUA, check_rekap
from scoring.instruments import shipped_instrument
from scoring.periods import Periode
from scoring.rollup import respondent_index, unsur_scores
from tests.data_access import survey
from tests.scoring import oracle
from tests.support.factories import NOW, make_sheet

ALL = Scope.everything()
QUESTIONS = {
    "semua": Saringan("spkp"),
    "satu satker": Saringan("spkp", satker=("B",)),
    "satu satker, satu bulan": Saringan("bersarang", Periode(202512, 202512), satker=("A",)),
    "berbutir banyak": Saringan("bersarang", satker=("C",)),
    "satu jenis": Saringan("bersarang", Periode(202511, 202601), jenis=("Lapas",)),
}
SCOPES = {"semua": ALL, "satu satker": Scope.only("A")}


def expected(scope: Scope, saringan: Saringan) -> pd.DataFrame:
    people = [(sheet, row, month) for sheet, row, month in survey.rows(scope, saringan)]
    scores = {}
    for number, (sheet, row, _) in enumerate(people):
        person = sheet.butir[row].tolist()
        scores[number] = [
            oracle.unsur_score(sheet.instrumen, person, unsur) for unsur in range(len(sheet.instrumen.unsur))
        ]
    asked = [any(score is not None for score in column) for column in zip(*scores.values(), strict=True)]
    found: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0] * (2 + len(JAWABAN)))
    for number, (sheet, row, month) in enumerate(people):
        if any(is_asked and score is None for is_asked, score in zip(asked, scores[number], strict=True)):
            continue
        instrumen = sheet.instrumen
        found[month, SEMUA][0] += 1
        found[month, SEMUA][1] += int(
            respondent_index(unsur_scores(sheet.butir[row : row + 1], instrumen), instrumen)[0]
        )
        start = 0
        for unsur, score in zip(instrumen.unsur, scores[number], strict=True):
            items, start = sheet.butir[row, start : start + len(unsur.butir)], start + len(unsur.butir)
            if score is not None:
                line = found[month, unsur.kode]
                line[0] += 1
                line[1] += int(score * instrumen.pembagi)
                for answer in items[items > 0].tolist():
                    line[1 + answer] += 1
    return survey.tidy(pd.DataFrame([(*key, *line) for key, line in found.items()], columns=["bulan", *REKAP]))


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("scope", SCOPES)
def test_complete_cases(repo: SurveyRepository, question: str, scope: str):
    saringan, seen = QUESTIONS[question], SCOPES[scope]
    found = repo.rekap_lengkap(seen, saringan)
    assert list(found.columns) == ["bulan", *REKAP]
    if seen != ALL and saringan.satker not in {(), ("A",)}:
        assert found.empty  # another satker than the viewer may see
        return
    check_rekap(found, ("bulan",))
    wanted = expected(seen, saringan)
    assert 0 < wanted.loc[wanted["unsur"] == SEMUA, "n"].sum() < len(list(survey.rows(seen, saringan)))
    pd.testing.assert_frame_equal(survey.tidy(found), wanted, check_dtype=False)
    assert all(found[name].dtype == "int64" for name in ("n", "jumlah", *JAWABAN))


@pytest.mark.parametrize(
    "saringan",
    [
        # Ten respondents, each of whom left something out.
        Saringan("spkp", Periode(202512, 202512), satker=("A",)),
        Saringan("spkp", Periode(201901, 201912)),
        Saringan("tidak-ada"),
        Saringan("spkp", satker=("Z",)),
    ],
    ids=["tidak seorang pun lengkap", "periode tanpa data", "instrumen tak dikenal", "satker tak dikenal"],
)
def test_nothing_is_an_empty_frame_with_its_columns(repo: SurveyRepository, saringan: Saringan):
    found = repo.rekap_lengkap(ALL, saringan)
    assert found.empty
    assert list(found.columns) == ["bulan", *REKAP]


def test_an_unsur_that_nobody_answered_is_not_asked_for():
    """A free service has no tarif (U5): the three who answered the other seven are complete."""
    rows = [[6, 6, 6, 6, 0, 6, 6, 6]] * 3 + [[6, 6, 6, 6, 0, 6, 6, 0]]
    repo = FileRepository([make_sheet(shipped_instrument("spkp"), rows)], read_at=NOW)
    found = repo.rekap_lengkap(ALL, Saringan("spkp"))
    assert found.set_index("unsur")["n"].to_dict() == dict.fromkeys(
        [SEMUA, "U1", "U2", "U3", "U4", "U6", "U7", "U8"], 3
    )
