"""Ringkasan Wilayah: where the region stands, and which satker need the Kepala Bidang HAM this week."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.views import attention
from dashboard.views.attention import Perhatian
from dashboard.views.common import (
    Pilihan,
    indeks_satker,
    lowest_unsur,
    monthly_indeks,
    nilai_of,
    predikat_by_satker,
    row_of,
    rows,
    rules_of,
    target_of,
    trend_period,
    with_every_satker,
)
from data_access.repository import Scope, SurveyRepository
from scoring import indeks, rules, weakness
from scoring.changes import Nilai, Perubahan, change
from scoring.indeks import Rerata
from scoring.instruments import Instrumen
from scoring.rollup import combine


@dataclass(frozen=True)
class Kartu:
    """One index of the region: rata-rata satker, with the pooled value beside it (scoring-rules 2.6)."""

    instrumen: Instrumen
    nilai: Rerata
    gabungan_4: float | None
    perubahan: Perubahan | None
    satker_dengan_data: int


@dataclass(frozen=True)
class RingkasanWilayah:
    """Everything the page shows. ``tabel``: one row a satker; ``unsur``: nilai_unsur of the chosen instrument."""

    pilihan: Pilihan
    instrumen: Instrumen
    kartu: tuple[Kartu, ...]
    satker: pd.DataFrame
    tabel: pd.DataFrame
    unsur: pd.DataFrame
    lemah: pd.DataFrame
    perhatian: tuple[Perhatian, ...]
    responden: int
    target: int | None
    satker_tercapai: int
    satker_bertarget: int

    @property
    def lemah_survei(self) -> pd.DataFrame:
        """The weak unsur of the chosen survey, with priorities of their own."""
        return weakness.rank_again(self.lemah[self.lemah["instrumen"] == self.instrumen.kode])


def build(repo: SurveyRepository, scope: Scope, pilihan: Pilihan) -> RingkasanWilayah:
    """The view for a choice; instruments without any answers in the database have no card."""
    satker = repo.satker(scope)
    if pilihan.jenis:
        satker = satker[satker["jenis"].isin(pilihan.jenis)].reset_index(drop=True)
    instruments = repo.instruments(scope)
    chosen = next((item for item in instruments if item.kode == pilihan.instrumen), instruments[0])
    rekap = {item.kode: repo.rekap(scope, pilihan.saringan(item.kode, whole_region=True)) for item in instruments}
    now = {item.kode: indeks_satker(repo, scope, item, pilihan, rekap=rekap[item.kode]) for item in instruments}
    before = {item.kode: indeks_satker(repo, scope, item, pilihan.before) for item in instruments}
    unsur = {item.kode: indeks.nilai_unsur(rekap[item.kode], rules_of(item, pilihan)) for item in instruments}
    lemah = weak_of(unsur, instruments, pilihan, satker)
    tabel = with_every_satker(now[chosen.kode], satker)
    tabel = tabel.assign(**_values_beside(tabel, now), **_targets(repo, scope, pilihan, tabel))
    tabel = tabel.assign(**_weakest(tabel, lemah, chosen))
    tabel["tren"] = _trends(repo, scope, pilihan, chosen, tabel)
    perhatian = _attention(pilihan, tabel, instruments, now, before, lemah)
    targets = tabel["target"].dropna()
    return RingkasanWilayah(
        pilihan=pilihan,
        instrumen=chosen,
        kartu=tuple(_card(item, pilihan, now[item.kode], before[item.kode], rekap[item.kode]) for item in instruments),
        satker=satker,
        tabel=tabel,
        unsur=unsur[chosen.kode].merge(satker[["satker", "nama", "jenis"]], on="satker", suffixes=("", "_satker")),
        lemah=lemah,
        perhatian=tuple(perhatian),
        responden=int(tabel["n"].sum()),
        target=int(targets.sum()) if len(targets) == len(tabel) and len(tabel) else None,
        satker_tercapai=int((tabel["n"] >= tabel["target"]).sum()),
        satker_bertarget=len(targets),
    )


def weak_of(
    unsur: dict[str, pd.DataFrame], instruments: list[Instrumen], pilihan: Pilihan, satker: pd.DataFrame
) -> pd.DataFrame:
    """Weak unsur of all instruments in one list, ranked anew over all of them."""
    predikat = predikat_by_satker(satker)
    parts = []
    for item in instruments:
        aturan = rules_of(item, pilihan)
        ambang = rules.gates(pilihan.periode.first_day)
        values = unsur[item.kode][unsur[item.kode]["satker"].isin(satker["satker"])]
        found = weakness.weak_unsur(values, aturan, ambang, predikat=predikat)
        parts.append(found.assign(instrumen=item.kode, indeks=item.indeks))
    lemah = pd.concat(parts, ignore_index=True)
    lemah = weakness.rank_again(lemah).rename(columns={"nama": "nama_unsur"})
    return lemah.merge(satker[["satker", "nama", "jenis"]], on="satker")


def _card(item: Instrumen, pilihan: Pilihan, now: pd.DataFrame, before: pd.DataFrame, rekap: pd.DataFrame) -> Kartu:
    aturan = rules_of(item, pilihan)
    nilai = indeks.mean_of_satker(now, aturan)
    pooled = indeks.indeks(combine(rekap, ()), aturan, ())
    gabungan = float(pooled["nilai_4"].iloc[0]) if len(pooled) else None
    earlier = indeks.mean_of_satker(before, rules_of(item, pilihan.before))
    return Kartu(item, nilai, gabungan, change(_as_nilai(nilai), _as_nilai(earlier)), int((now["n"] > 0).sum()))


def _as_nilai(mean: Rerata) -> Nilai:
    return Nilai(mean.nilai_4, mean.bawah_4, mean.atas_4, mean.n)


def _values_beside(tabel: pd.DataFrame, now: dict[str, pd.DataFrame]) -> dict[str, pd.Series]:
    """The values of every survey as columns 'nilai_4:spkp', for a table that shows them side by side."""
    columns = ("n", "nilai_4", "mutu", "status", "bawah_4", "atas_4")
    return {
        f"{column}:{kode}": tabel["satker"].map(values.set_index("satker")[column])
        for kode, values in now.items()
        for column in columns
    }


def _targets(repo: SurveyRepository, scope: Scope, pilihan: Pilihan, tabel: pd.DataFrame) -> dict[str, pd.Series]:
    """Respondent target per satker; NaN where the number of service users is not known."""
    users = repo.service_users(scope, pilihan.periode)
    pairs = zip(tabel["satker"], tabel["bidik_predikat"], strict=True)
    wanted = [target_of(users.get(kode), aim) for kode, aim in pairs]
    return {"target": pd.Series([t.target if t else np.nan for t in wanted], index=tabel.index, dtype=float)}


def _trends(
    repo: SurveyRepository, scope: Scope, pilihan: Pilihan, chosen: Instrumen, tabel: pd.DataFrame
) -> list[list[float]]:
    """12 monthly values per satker; a month without answers is NaN."""
    months = trend_period(pilihan.periode).months
    series = monthly_indeks(repo, scope, chosen, pilihan, with_interval=False)
    wide = series.pivot(index="satker", columns="bulan", values="nilai_4").reindex(columns=months)
    return wide.reindex(tabel["satker"]).to_numpy(float).tolist()


def _weakest(tabel: pd.DataFrame, lemah: pd.DataFrame, chosen: Instrumen) -> dict[str, pd.Series]:
    """The lowest weak unsur of each satker and its value; none where all unsur are equal."""
    by_satker = lowest_unsur(lemah[lemah["instrumen"] == chosen.kode]).drop_duplicates("satker").set_index("satker")
    return {
        "terlemah": tabel["satker"].map(by_satker["nama_unsur"]),
        "terlemah_4": tabel["satker"].map(by_satker["nilai_4"]),
    }


def _attention(
    pilihan: Pilihan,
    tabel: pd.DataFrame,
    instruments: list[Instrumen],
    now: dict[str, pd.DataFrame],
    before: dict[str, pd.DataFrame],
    lemah: pd.DataFrame,
) -> list[Perhatian]:
    ambang = rules.gates(pilihan.periode.first_day)
    found = []
    for row in rows(tabel):
        target = None if np.isnan(row.target) else int(row.target)
        values = {item.kode: row_of(now[item.kode], row.satker) for item in instruments}
        counts = {kode.upper(): 0 if value is None else int(value["n"]) for kode, value in values.items()}
        reasons = attention.respondent_reasons(counts, target)
        for item in instruments:
            value, earlier = values[item.kode], row_of(before[item.kode], row.satker)
            if value is not None:
                gate = ambang.gate_of(row.bidik_predikat or "WBK", item.indeks)
                moved = change(nilai_of(value), nilai_of(earlier))
                reasons += attention.index_reasons(item.indeks, float(value["nilai_4"]), value["status"], gate, moved)
        reasons += attention.unsur_reasons(lemah[lemah["satker"] == row.satker])
        reasons.sort(key=lambda reason: -reason[0])
        words = tuple(dict.fromkeys(text for _, text in reasons))
        found.append(Perhatian(row.satker, row.nama, words, sum(weight for weight, _ in reasons)))
    return attention.rank(found)
