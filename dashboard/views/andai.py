"""What-if of one satker: what its survey would need to reach the next gate, and how probable it is that it is there."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.views.common import Pilihan, row_of, rules_of
from data_access.repository import Scope, SurveyRepository
from scoring import indeks, probability, rules, whatif
from scoring.states import Status


@dataclass(frozen=True)
class AndaiSasaran:
    """One goal. ``peluang``: that the true value reaches it (None: not known); ``is_sensus``: everybody answered."""

    andai: whatif.Andai
    peluang: float | None
    is_sensus: bool


@dataclass(frozen=True)
class AndaiSatker:
    """The chosen survey of a satker; ``sasaran`` is empty under the floor: too few respondents for a verdict."""

    indeks: str
    n: int
    jawaban: int
    minimal: int
    status: Status
    sasaran: tuple[AndaiSasaran, ...]


def build(repo: SurveyRepository, scope: Scope, pilihan: Pilihan) -> AndaiSatker | None:
    """The what-if of ``pilihan.satker`` in its chosen survey; None without answers."""
    item = next((one for one in repo.instruments(scope) if one.kode == pilihan.instrumen and not one.internal), None)
    info = row_of(repo.satker(scope), pilihan.satker)
    if item is None or info is None:
        return None
    aturan, saringan = rules_of(item, pilihan), pilihan.saringan(item.kode)
    rekap, sebaran = repo.rekap(scope, saringan), repo.sebaran(scope, saringan)
    users = repo.service_users(scope, pilihan.periode)
    hasil = indeks.indeks(rekap, aturan)
    if hasil.empty:
        return None
    n, status = int(hasil["n"].iloc[0]), Status(hasil["status"].iloc[0])
    keadaan = whatif.survey_state(rekap, aturan)
    found = []
    if status is Status.NILAI:
        ambang = rules.gates(pilihan.periode.rules_day)
        for goal in whatif.goals(keadaan.nilai_4, aturan, ambang, str(info["bidik_predikat"])):
            chance = float(
                probability.index_probability(hasil, aturan, float(goal.nilai_4), sebaran, populations=users)[0]
            )
            # NaN is not equal to itself.
            known = chance if chance == chance else None  # noqa: PLR0124
            is_census = users.get(pilihan.satker) == n
            found.append(AndaiSasaran(whatif.what_if(keadaan, goal), known, is_census))
    jawaban = sum(unsur.jawaban for unsur in keadaan.unsur)
    return AndaiSatker(item.indeks, n, jawaban, aturan.minimal, status, tuple(found))
