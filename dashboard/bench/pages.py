"""What each page loads, in one place: the same functions that dashboard.loaders calls behind its caches."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from dashboard.bench.data import NOW, Ukuran
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


@dataclass(frozen=True)
class Pertanyaan:
    """One question about answers that a page asked the repository."""

    metode: str
    saringan: Saringan
    keys: tuple[str, ...]

    def ask(self, source: Any) -> pd.DataFrame:
        """The answer of a source (repository, pandas, DuckDB)."""
        frame: pd.DataFrame = getattr(source, self.metode)(SCOPE, self.saringan, keys=self.keys)
        return frame


@dataclass
class Recorder:
    """A repository that writes down what it is asked about answers and passes everything on."""

    repo: SurveyRepository
    asked: list[Pertanyaan] = field(default_factory=list)

    def __getattr__(self, name: str) -> Any:
        method = getattr(self.repo, name)
        if name not in ANSWER_CALLS:
            return method

        def call(scope: Scope, saringan: Saringan, *, keys: Sequence[str] = ("satker",)) -> pd.DataFrame:
            self.asked.append(Pertanyaan(name, saringan, tuple(keys)))
            frame: pd.DataFrame = method(scope, saringan, keys=keys)
            return frame

        return call


def questions(halaman: str, repo: SurveyRepository, pilihan: Pilihan) -> list[Pertanyaan]:
    """What a page asks about answers, in order, each question once: a repository that remembers would not be asked twice."""
    recorder = Recorder(repo)
    HALAMAN[halaman](recorder, pilihan)  # type: ignore[arg-type]  # passes everything on
    return list(dict.fromkeys(recorder.asked))
