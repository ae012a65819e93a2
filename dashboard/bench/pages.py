"""What each page loads, in one place: the same functions that dashboard.loaders calls behind its caches."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, cast

import pandas as pd

from dashboard.bench.data import NOW, Ukuran
from dashboard.bench.sources import AnswerSource
from dashboard.views import responden, ringkasan, satker
from dashboard.views.common import Pilihan
from data_access.repository import Saringan, Scope, SurveyRepository
from scoring.periods import Periode

SCOPE = Scope.everything()
ANSWER_CALLS = ("rekap", "sebaran", "responden")


def choice(ukuran: Ukuran) -> Pilihan:
    """The last month, SPKP, a satker from the middle: the choice that every page is loaded with."""
    last = ukuran.months[-1]
    return Pilihan("spkp", Periode(last, last), satker=ukuran.codes[ukuran.satker // 2])


def _responden(repo: SurveyRepository, pilihan: Pilihan) -> object:
    return responden.build(repo, SCOPE, pilihan, NOW.date())


HALAMAN: Mapping[str, Callable[[SurveyRepository, Pilihan], object]] = {
    "Ringkasan Wilayah, Unsur Lemah": lambda repo, pilihan: ringkasan.build(repo, SCOPE, pilihan),
    "Satuan Kerja": lambda repo, pilihan: satker.build(repo, SCOPE, pilihan),
    "Responden & Target": _responden,
}


class AnswerCall(Protocol):
    """rekap, sebaran and responden of a repository."""

    def __call__(self, scope: Scope, saringan: Saringan, *, keys: Sequence[str] = ...) -> pd.DataFrame:
        """The frame that answers."""
        ...


@dataclass(frozen=True)
class Pertanyaan:
    """One question about answers that a page asked the repository."""

    metode: str
    saringan: Saringan
    keys: tuple[str, ...]

    def ask(self, source: AnswerSource) -> pd.DataFrame:
        """The answer of a source (repository, pandas, DuckDB)."""
        answer: AnswerCall = getattr(source, self.metode)
        return answer(SCOPE, self.saringan, keys=self.keys)


class Recorder:
    """A repository that writes down what it is asked about answers and passes everything on."""

    def __init__(self, repo: SurveyRepository) -> None:
        self.repo = repo
        self.asked: list[Pertanyaan] = []
        for name in ANSWER_CALLS:
            setattr(self, name, self._recording(name, getattr(repo, name)))

    def __getattr__(self, name: str) -> object:
        return getattr(self.repo, name)

    def _recording(self, name: str, method: AnswerCall) -> AnswerCall:
        def call(scope: Scope, saringan: Saringan, *, keys: Sequence[str] = ("satker",)) -> pd.DataFrame:
            self.asked.append(Pertanyaan(name, saringan, tuple(keys)))
            return method(scope, saringan, keys=keys)

        return call


def questions(halaman: str, repo: SurveyRepository, pilihan: Pilihan) -> list[Pertanyaan]:
    """What a page asks about answers, in order, each question once (a repository could remember the answer)."""
    recorder = Recorder(repo)
    HALAMAN[halaman](cast(SurveyRepository, recorder), pilihan)
    return list(dict.fromkeys(recorder.asked))
