"""Weak unsur for data exchange: all six reasons where the data allow it, and why the others could not be judged."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from dashboard.views import lemah as views_lemah
from dashboard.views.common import predikat_by_satker, rows
from dashboard.views.lemah import Bacaan
from data_access.repository import Saringan, Scope, SurveyRepository
from scoring import lowest, rules, weakness
from scoring.indeks import Aturan, nilai_unsur
from scoring.periods import Periode
from scoring.weakness import Pembanding, Penilaian


@dataclass(frozen=True)
class Penilai:
    """Judges the groups of one score command; what several groups need is read once."""

    repo: SurveyRepository
    scope: Scope
    saringan: Saringan
    _by_period: dict[Periode | None, Penilaian] = field(default_factory=dict)

    def of_satker(self, aturan: Aturan, satker: str, periode: Periode | None, asked: Periode | None) -> dict[str, Any]:
        """One satker in a period (None: answers without a date), beside its peers and its own past.

        ``asked``: the months that were asked for; None takes also the answers that belong to no month.
        """
        if periode not in self._by_period:
            self._by_period[periode] = self._judge_all(aturan, periode, asked)
        found = self._by_period[periode]
        lemah = found.lemah[found.lemah["satker"] == satker]
        return _as_dict(Penilaian(found.unsur, lemah, found.tidak_dinilai[found.tidak_dinilai["satker"] == satker]))

    def of_pooled(
        self, aturan: Aturan, rekap: pd.DataFrame, sebaran: pd.DataFrame, periode: Periode | None
    ) -> dict[str, Any]:
        """Answers that are pooled over satker, or one layanan: no peers; the past only where ``periode`` is given."""
        one = rekap.assign(_semua=""), sebaran.assign(_semua="")
        before, two_before = (None, None) if periode is None else self._pooled_before(aturan, periode)
        korelasi = lowest.mean_correlation(*one, aturan.instrumen, ("_semua",))
        banding = Pembanding(before, two_before, korelasi=korelasi)
        nilai = nilai_unsur(rekap, aturan, (), sebaran=sebaran, with_interval=True)
        return _as_dict(weakness.judge_unsur(nilai, aturan, _gates(periode), keys=(), banding=banding))

    def _pooled_before(self, aturan: Aturan, periode: Periode) -> list[pd.DataFrame]:
        found = []
        for part in _before(periode):
            asked = Saringan(self.saringan.instrumen, part, satker=self.saringan.satker)
            rekap, sebaran = (read(self.scope, asked, keys=()) for read in (self.repo.rekap, self.repo.sebaran))
            found.append(nilai_unsur(rekap, aturan, (), sebaran=sebaran, with_interval=True))
        return found

    def _judge_all(self, aturan: Aturan, periode: Periode | None, asked: Periode | None) -> Penilaian:
        """Every satker in scope: the peers of one that was asked for are needed too."""
        rekap, sebaran = self._read(asked)
        nothing = rekap.iloc[:0], sebaran.iloc[:0]
        past = [nothing, nothing] if periode is None else [self._read(part) for part in _before(periode)]
        satker = self.repo.satker(self.scope)
        return views_lemah.judge(
            Bacaan(rekap, sebaran, *past[0], past[1][0]),
            aturan,
            _gates(periode),
            predikat=predikat_by_satker(satker),
            jenis=satker.set_index("satker")["jenis"],
        )

    def _read(self, periode: Periode | None) -> tuple[pd.DataFrame, pd.DataFrame]:
        asked = Saringan(self.saringan.instrumen, periode)
        return self.repo.rekap(self.scope, asked), self.repo.sebaran(self.scope, asked)


def _before(periode: Periode) -> tuple[Periode, Periode]:
    return periode.previous, periode.previous.previous


def _gates(periode: Periode | None) -> rules.Ambang:
    return rules.gates(periode.rules_day if periode else None)


def _as_dict(penilaian: Penilaian) -> dict[str, Any]:
    return {
        "lemah": [
            {"unsur": row.unsur, "alasan": list(row.alasan), "kedudukan": row.terendah} for row in rows(penilaian.lemah)
        ],
        "alasan_tidak_dinilai": [{"alasan": row.alasan, "sebab": row.sebab} for row in rows(penilaian.tidak_dinilai)],
    }
