"""The imports behind a number: exactly those that brought its answers, counted row by row (tests/data_access/survey.py)."""

from __future__ import annotations

import pytest

from data_access.file_repository import FileRepository
from data_access.repository import BERKAS, Saringan, Scope, SurveyRepository
from scoring.periods import Periode
from tests.data_access import survey

ALL = Scope.everything()
QUESTIONS = {
    "semua": Saringan("spkp"),
    "berbutir banyak": Saringan("bersarang"),
    "satu bulan": Saringan("spkp", Periode(202601, 202601)),
    "satker yang ada di kedua berkas": Saringan("spkp", satker=("A",)),
    "satker yang ada di satu berkas": Saringan("spkp", satker=("B",)),
    "bulan tanpa berkas kedua": Saringan("spkp", Periode(202511, 202512), satker=("A",)),
    "satu jenis": Saringan("spkp", jenis=("Rutan",)),
    "tanpa jawaban": Saringan("spkp", Periode(201901, 201912)),
    "instrumen tak dikenal": Saringan("tidak-ada"),
}


def expected(scope: Scope, saringan: Saringan) -> dict[str, int]:
    """Answers asked for, by the file that brought them."""
    file_of = {id(sheet): name for name, sheets in survey.FILES.items() for sheet in sheets}
    found: dict[str, int] = {}
    for sheet, _, _ in survey.rows(scope, saringan):
        name = file_of[id(sheet)]
        found[name] = found.get(name, 0) + 1
    return found


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize(
    "scope", [ALL, Scope.only("A"), Scope.only("B", "C"), Scope.only()], ids=["semua", "A", "B dan C", "tidak ada"]
)
def test_batches_are_the_files_of_the_answers(repo: SurveyRepository, question: str, scope: Scope):
    found = repo.batches(scope, QUESTIONS[question])
    assert list(found.columns) == list(BERKAS)
    wanted = {} if isinstance(repo, FileRepository) else expected(scope, QUESTIONS[question])
    assert dict(zip(found["nama_berkas"], found["n"], strict=True)) == wanted
    assert found["id"].is_unique
    assert not found["is_contoh"].any()


def test_newest_first_with_their_moment(repo: SurveyRepository):
    found = repo.batches(ALL, Saringan("spkp"))
    assert found["diimpor_pada"].is_monotonic_decreasing
    assert all(moment.utcoffset() is not None for moment in found["diimpor_pada"])
