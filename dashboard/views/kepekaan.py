"""Why another report may print another number: the satker's index under the other choices of computing."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.formats import format_angka
from dashboard.views.common import Pilihan, row_of, rules_of
from data_access.repository import Scope, SurveyRepository
from scoring import rules, sensitivity
from scoring.contract import SEMUA
from scoring.indeks import BOBOT
from scoring.instruments import Instrumen


@dataclass(frozen=True)
class KepekaanSatker:
    """All combinations of the chosen survey. ``bobot``: how a report calls each weight; ``semua_lengkap``: every
    respondent answered every unsur; ``bulan``: months with answers in the period."""

    indeks: str
    kepekaan: sensitivity.Kepekaan
    predikat: str
    gate: float | None
    bobot: dict[str, str]
    semua_lengkap: bool
    bulan: int


def build(repo: SurveyRepository, scope: Scope, pilihan: Pilihan) -> KepekaanSatker | None:
    """The combinations for ``pilihan.satker`` in its chosen survey; None without answers.

    The answers themselves are read only where somebody left an unsur out.
    """
    item = next((one for one in repo.instruments(scope) if one.kode == pilihan.instrumen and not one.internal), None)
    info = row_of(repo.satker(scope), pilihan.satker)
    if item is None or info is None:
        return None
    saringan, aturan = pilihan.saringan(item.kode), rules_of(item, pilihan)
    rekap = repo.rekap(scope, saringan, keys=("bulan",))
    if rekap.empty:
        return None
    everyone = sensitivity.is_everyone_complete(rekap)
    lengkap = None if everyone else repo.rekap_lengkap(scope, saringan)
    predikat = str(info["bidik_predikat"]) or rules.PREDIKAT[0]
    answered = rekap.loc[rekap["unsur"] != SEMUA, "unsur"].nunique()
    return KepekaanSatker(
        indeks=item.indeks,
        kepekaan=sensitivity.sensitivity(rekap, lengkap, aturan),
        predikat=predikat,
        gate=rules.gates(pilihan.periode.rules_day).gate_of(predikat, item.indeks),
        bobot={kode: _weight_name(digits, item, answered) for kode, digits in BOBOT.items()},
        semua_lengkap=everyone,
        bulan=rekap["bulan"].nunique(),
    )


def _weight_name(digits: int | None, item: Instrumen, answered: int) -> str:
    """'bobot 0,111' where all unsur weigh the same, as old reports print it."""
    if digits is None:
        return "bobot tepat"
    if all(unsur.bobot is None for unsur in item.unsur):
        return f"bobot {format_angka(1 / answered, digits)}"
    return f"bobot dibulatkan {digits} desimal"
