"""The months of one satker as an XmR chart: which rise or fall is more than the usual up and down?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.views.common import Pilihan, rules_of, surveys
from data_access.repository import Scope, SurveyRepository
from scoring import indeks
from scoring.comparison import scale_4
from scoring.instruments import Instrumen
from scoring.periods import Periode, add_months, months_between
from scoring.rules import comparison_rule
from scoring.states import Status
from scoring.xmr import PetaKendali, xmr


@dataclass(frozen=True)
class Bulanan:
    """``bulan``: from the first month with answers on; ``deret``: scoring.indeks.indeks by bulan (a month without
    answers has no row); ``peta``: limits and signals, one for each of ``bulan``."""

    instrumen: Instrumen
    bulan: tuple[int, ...]
    deret: pd.DataFrame
    peta: PetaKendali


def build(repo: SurveyRepository, scope: Scope, pilihan: Pilihan) -> Bulanan:
    """The months up to the chosen period, at most as many as the rule looks back.

    A month below the floor has no part in limits or signals: its value swings for want of respondents.
    """
    rule = comparison_rule()
    _, chosen = surveys(repo, scope, pilihan)
    aturan, last = rules_of(chosen, pilihan), pilihan.periode.sampai
    window = Periode(add_months(last, 1 - rule.jendela_bulan), last)
    rekap = repo.rekap(scope, pilihan.saringan(chosen.kode, window), keys=("satker", "bulan"))
    deret = indeks.indeks(rekap, aturan, ("satker", "bulan"))
    bulan = tuple(months_between(int(deret["bulan"].min()), last)) if len(deret) else ()
    judged = deret[deret["status"] == Status.NILAI].set_index("bulan")["nilai_4"]
    values = judged.reindex(list(bulan)).to_numpy(np.float64)
    peta = xmr(values, minimal=rule.minimal_bulan, runtun=rule.runtun, scale=scale_4(aturan))
    return Bulanan(chosen, bulan, deret, peta)
