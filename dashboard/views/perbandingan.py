"""Perbandingan satker: who differs from the others by more than chance, and a satker beside its own kind."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard.views.common import Pilihan, known_kinds, row_of, rules_of, surveys, with_every_satker
from dashboard.views.rekap import newest_of_period
from data_access.repository import Scope, SurveyRepository
from scoring.comparison import BedaSejenis, Perbandingan, beside_peers, compare
from scoring.indeks import indeks
from scoring.instruments import Instrumen


@dataclass(frozen=True)
class PerbandinganSatker:
    """One index of all satker of the choice. ``satker``: repository.SATKER of them; ``tabel``: one row each, those
    without answers too, with the columns of Perbandingan.tabel and nama, jenis; ``per_satker``: scoring.indeks.indeks;
    ``bebas``: the same without the finite population correction, to compare with (docs/adr/0009)."""

    pilihan: Pilihan
    instrumen: Instrumen
    satker: pd.DataFrame
    per_satker: pd.DataFrame
    bebas: pd.DataFrame
    hasil: Perbandingan
    # Satker of which only a recap of this period is known: in no comparison.
    hanya_rekap: frozenset[str] = frozenset()

    @property
    def tabel(self) -> pd.DataFrame:
        """Every satker of the choice, with its place in the funnel."""
        return with_every_satker(self.hasil.tabel, self.satker)

    @property
    def nama(self) -> dict[str, str]:
        """Names by satker code."""
        return dict(zip(self.satker["satker"], self.satker["nama"], strict=True))

    def row(self, satker: str) -> pd.Series | None:
        """What the comparison says about one satker; None where it has no answers."""
        return row_of(self.hasil.tabel, satker)

    def sejenis(self, satker: str) -> BedaSejenis:
        """One satker of the choice beside the others of its jenis."""
        jenis = known_kinds(self.satker.set_index("satker")["jenis"])
        return beside_peers(self.bebas, jenis, satker, rules_of(self.instrumen, self.pilihan))


def build(repo: SurveyRepository, scope: Scope, pilihan: Pilihan) -> PerbandinganSatker:
    """The comparison of the chosen survey over all satker of the chosen jenis, whichever satker is being looked at."""
    satker = repo.satker(scope)
    if pilihan.jenis:
        satker = satker[satker["jenis"].isin(pilihan.jenis)].reset_index(drop=True)
    _, chosen = surveys(repo, scope, pilihan)
    saringan, aturan = pilihan.saringan(chosen.kode, whole_region=True), rules_of(chosen, pilihan)
    rekap, sebaran = repo.rekap(scope, saringan), repo.sebaran(scope, saringan)
    users = repo.service_users(scope, pilihan.periode)
    per_satker, bebas = (
        frame[frame["satker"].isin(satker["satker"])].reset_index(drop=True)
        for frame in (
            indeks(rekap, aturan, sebaran=sebaran, populations=users),
            indeks(rekap, aturan, sebaran=sebaran),
        )
    )
    recapped = {one.satker for one in newest_of_period(repo, scope, pilihan, chosen)}
    alone = frozenset(recapped - set(per_satker["satker"]))
    return PerbandinganSatker(pilihan, chosen, satker, per_satker, bebas, compare(per_satker, sebaran, aturan), alone)
