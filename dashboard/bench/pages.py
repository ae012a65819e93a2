"""What each page loads, in one place: the same functions that dashboard.loaders calls behind its caches."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol, cast

import pandas as pd

from dashboard.bench.data import TERAKHIR, Ukuran
from dashboard.bench.sources import AnswerSource
from dashboard.views import kepatuhan, komposisi, laju, ringkasan, satker
from dashboard.views.common import Pilihan
from dashboard.views.kepatuhan_sel import PilihanKepatuhan
from dashboard.views.laju import today_by_zone
from data_access.confidential import ConfidentialRepository
from data_access.repository import Saringan, Scope, SurveyRepository
from scoring.periods import Periode

SCOPE = Scope.everything()
ANSWER_CALLS = ("rekap", "sebaran", "responden")
# Noon in Jakarta while the last month still runs: then a page also estimates and forecasts.
_SIANG = datetime(TERAKHIR // 100, TERAKHIR % 100, 19, 5, tzinfo=UTC)
HARI = today_by_zone(_SIANG)


def choice(ukuran: Ukuran) -> Pilihan:
    """The last month, SPKP, a satker from the middle: the choice that every page is loaded with."""
    last = ukuran.months[-1]
    return Pilihan("spkp", Periode(last, last), satker=ukuran.codes[ukuran.satker // 2])


def _kepatuhan(repo: SurveyRepository, pilihan: Pilihan) -> object:
    wall = ConfidentialRepository(repo, _SIANG.date())
    return kepatuhan.build(wall, SCOPE, PilihanKepatuhan(pilihan.periode.dari // 100), HARI, _SIANG.date())


HALAMAN: Mapping[str, Callable[[SurveyRepository, Pilihan], object]] = {
    "Ringkasan Wilayah, Unsur Lemah": lambda repo, pilihan: ringkasan.build(repo, SCOPE, pilihan),
    "Satuan Kerja": lambda repo, pilihan: satker.build(repo, SCOPE, pilihan),
    "Responden & Target": lambda repo, pilihan: laju.build(repo, SCOPE, pilihan, HARI),
    "Responden & Target, sebaran": lambda repo, pilihan: komposisi.build_region(repo, SCOPE, pilihan, HARI),
    "Kalender Kepatuhan": _kepatuhan,
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
