"""Views of the survey on paper (tests/support/kertas.py), built from a database without any page around them."""

from __future__ import annotations

from datetime import date

from dashboard.views import perbandingan, responden, ringkasan, satker
from dashboard.views.common import Pilihan
from dashboard.views.perbandingan import PerbandinganSatker
from dashboard.views.responden import RespondenTarget
from dashboard.views.ringkasan import RingkasanWilayah
from dashboard.views.satker import SatuanKerja
from data_access.repository import Scope, SurveyRepository
from scoring.periods import parse_period
from tests.support import kertas

SCOPE = Scope.everything()
HARI = date(2026, 7, 1)


def choice(periode: str = "2024-06", instrumen: str = "spkp", *, jenis: str = "", konversi: str = "") -> Pilihan:
    """A choice as the filters make it."""
    return Pilihan(instrumen, parse_period(periode), (jenis,) if jenis else (), konversi=konversi)


def region(repo: SurveyRepository, periode: str = "2024-06", **pilihan: str) -> RingkasanWilayah:
    """Ringkasan Wilayah."""
    return ringkasan.build(repo, SCOPE, choice(periode, **pilihan))


def comparison(repo: SurveyRepository, periode: str = "2024-06") -> PerbandinganSatker:
    """Perbandingan satker."""
    return perbandingan.build(repo, SCOPE, choice(periode))


def one_satker(repo: SurveyRepository, kode: str = kertas.LAPAS, periode: str = "2024-06") -> SatuanKerja | None:
    """Satuan Kerja; None when there is no such satker."""
    asked = choice(periode)
    return satker.build(repo, SCOPE, Pilihan(asked.instrumen, asked.periode, satker=kode))


def known_satker(repo: SurveyRepository, kode: str = kertas.LAPAS, periode: str = "2024-06") -> SatuanKerja:
    """Satuan Kerja of a satker that exists."""
    view = one_satker(repo, kode, periode)
    assert view is not None
    return view


def targets(repo: SurveyRepository, periode: str = "2024-06", hari: date = HARI) -> RespondenTarget:
    """Responden & Target."""
    return responden.build(repo, SCOPE, choice(periode), hari)
