"""Ringkasan Wilayah: where the region stands, and which satker need the Kepala Bidang HAM this week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

import numpy as np
import pandas as pd

from dashboard.views import attention, laju, rekap
from dashboard.views import lemah as views_lemah
from dashboard.views.attention import Perhatian
from dashboard.views.common import (
    Pilihan,
    lowest_unsur,
    nilai_of,
    predikat_by_satker,
    rows,
    rules_of,
    satker_of,
    surveys,
    trend_period,
    typed,
    with_every_satker,
)
from dashboard.views.laju import Hari, LajuSatker
from dashboard.views.rekap import RekapSatker
from dashboard.views.target import read_basis, targets_of
from data_access.repository import Scope, SurveyRepository
from scoring import indeks, rules, weakness
from scoring.changes import Nilai, Perubahan, change
from scoring.indeks import Rerata
from scoring.instruments import Instrumen
from scoring.periods import Periode
from scoring.rollup import combine
from scoring.states import Status, with_states
from scoring.targets import MANUAL, Target
from scoring.weakness import Penilaian


@dataclass(frozen=True)
class Kartu:
    """One index of the region: rata-rata satker, with the pooled value beside it (scoring-rules 2.6).

    ``perubahan``: of the mean of the ``pembanding`` satker that have answers in both periods; the means of those there are
    now and of those there were before would also differ by who is missing.
    """

    instrumen: Instrumen
    nilai: Rerata
    gabungan_4: float | None
    perubahan: Perubahan | None
    satker_dengan_data: int
    pembanding: int
    # Satker of which only a recap is known: in neither mean; their lowest and highest value, None without any.
    hanya_rekap: int = 0
    rentang_rekap: tuple[float, float] | None = None


@dataclass(frozen=True)
class RingkasanWilayah:
    """Everything the page shows. ``tabel``: one row a satker; ``unsur``: nilai_unsur of the chosen instrument;
    ``tidak_dinilai``: reasons of weak unsur that could not be judged, by instrument and satker."""

    pilihan: Pilihan
    instrumen: Instrumen
    kartu: tuple[Kartu, ...]
    satker: pd.DataFrame
    tabel: pd.DataFrame
    unsur: pd.DataFrame
    lemah: pd.DataFrame
    tidak_dinilai: pd.DataFrame
    perhatian: tuple[Perhatian, ...]
    responden: int
    target: int | None
    satker_tercapai: int
    satker_bertarget: int
    rekap: tuple[RekapSatker, ...] = ()
    # Recaps of the chosen survey that touch the period without being of it: (period, how many satker).
    rekap_lain: tuple[tuple[Periode, int], ...] = ()

    @property
    def is_kosong(self) -> bool:
        """Nobody's answers are stored for the period, of any survey."""
        return all(kartu.nilai.n == 0 for kartu in self.kartu)

    @property
    def rekap_survei(self) -> tuple[RekapSatker, ...]:
        """The recaps of the chosen survey, those that somebody has to look into first: unexplained differences, other
        differences, recaps without answers (lowest value first), and those that agree."""

        def order(one: RekapSatker) -> tuple[int, float]:
            kind = 0 if one.is_tak_dijelaskan else 1 if one.is_beda else 2 if one.is_saja else 3
            return kind, one.nilai.nilai_4

        return tuple(sorted((one for one in self.rekap if one.instrumen == self.instrumen), key=order))

    @property
    def rekap_saja(self) -> tuple[RekapSatker, ...]:
        """Of the chosen survey, the recaps where no answers are stored."""
        return tuple(one for one in self.rekap_survei if one.is_saja)

    @property
    def hanya_rekap(self) -> int:
        """How many satker have only a recap of the chosen survey."""
        return len(self.rekap_saja)

    def recap_of(self, satker: str, instrumen: str) -> RekapSatker | None:
        """The recap that stands where a satker has no answers; None where it has answers or no recap."""
        alone = (one for one in self.rekap if one.is_saja)
        return next((one for one in alone if (one.tercatat.satker, one.instrumen.kode) == (satker, instrumen)), None)

    @property
    def lemah_survei(self) -> pd.DataFrame:
        """The weak unsur of the chosen survey, with priorities of their own."""
        return weakness.rank_again(self.lemah[self.lemah["instrumen"] == self.instrumen.kode])

    @property
    def tidak_dinilai_survei(self) -> pd.DataFrame:
        """What could not be judged of the chosen survey: satker, alasan, sebab."""
        return self.tidak_dinilai[self.tidak_dinilai["instrumen"] == self.instrumen.kode]


@dataclass(frozen=True)
class _Survei:
    """One survey, read and computed once. ``sekarang``: indices as shown; ``bebas`` and ``sebelum``: this period's and the
    previous one's without the finite population correction, to be compared (docs/adr/0011-unsur-lemah.md)."""

    instrumen: Instrumen
    bulanan: pd.DataFrame
    rekap: pd.DataFrame
    sekarang: pd.DataFrame
    bebas: pd.DataFrame
    sebelum: pd.DataFrame
    penilaian: Penilaian

    def of_satker(self, satker: str) -> tuple[Mapping[str, Any] | None, Perubahan | None]:
        """The satker's index as shown (None: no answers) and its change."""
        now, before = (self._by_satker[name].get(satker) for name in ("bebas", "sebelum"))
        return self._by_satker["sekarang"].get(satker), change(nilai_of(now), nilai_of(before))

    @cached_property
    def _by_satker(self) -> dict[str, dict[str, Mapping[str, Any]]]:
        frames = {"sekarang": self.sekarang, "bebas": self.bebas, "sebelum": self.sebelum}
        return {
            name: {str(row["satker"]): cast("Mapping[str, Any]", row) for row in frame.to_dict("records")}
            for name, frame in frames.items()
        }


def build(repo: SurveyRepository, scope: Scope, pilihan: Pilihan, hari: Hari | None = None) -> RingkasanWilayah:
    """The view for a choice; instruments without any answers in the database have no card. ``hari``: today by time zone
    while the period is running, None for one that is over."""
    satker = satker_of(repo, scope)
    if pilihan.jenis:
        satker = satker[satker["jenis"].isin(pilihan.jenis)].reset_index(drop=True)
    instruments, chosen = surveys(repo, scope, pilihan)
    pijakan = read_basis(repo, scope, pilihan.periode)
    survei = [_read(repo, scope, item, pilihan, satker, pijakan.populasi) for item in instruments]
    utama = next(one for one in survei if one.instrumen == chosen)
    lemah, unjudged = _all_weak(survei, satker)
    tabel = with_every_satker(utama.sekarang, satker)
    seen_on = None if hari is None else min(day for _, day in hari)
    sasaran = targets_of(pijakan, chosen.kode, tabel, seen_on=seen_on)
    tabel = tabel.assign(**_values_beside(tabel, survei), **_targets(sasaran, tabel))
    tabel = tabel.assign(**_weakest(tabel, lemah, chosen))
    tabel["tren"] = _trends(utama, pilihan, tabel)
    tabel["pengguna"] = tabel["satker"].map(pijakan.pengguna)
    recaps = tuple(one for item in instruments for one in rekap.of_region(repo, scope, pilihan, item))
    daftar = () if hari is None else laju.build(repo, scope, pilihan, hari, pijakan=pijakan).daftar
    pace = {one.satker: one for one in daftar}
    perhatian = _attention(pilihan, tabel, survei, lemah, recaps, pace)
    # Who has only a recap has respondents, but not here to be counted: neither reached nor missed.
    counted = tabel[
        ~tabel["satker"].isin({one.tercatat.satker for one in recaps if one.instrumen == chosen and one.is_saja})
    ]
    targets = counted["target"].dropna()
    return RingkasanWilayah(
        pilihan=pilihan,
        instrumen=chosen,
        kartu=tuple(_card(one, pilihan, recaps) for one in survei),
        satker=satker,
        tabel=tabel,
        unsur=typed(utama.penilaian.unsur).merge(
            typed(satker[["satker", "nama", "jenis"]]), on="satker", suffixes=("", "_satker")
        ),
        lemah=lemah,
        tidak_dinilai=unjudged,
        perhatian=tuple(perhatian),
        responden=int(tabel["n"].sum()),
        target=int(targets.sum()) if len(targets) == len(counted) and len(counted) else None,
        satker_tercapai=int((counted["n"] >= counted["target"]).sum()),
        satker_bertarget=len(targets),
        rekap=recaps,
        rekap_lain=rekap.of_other_periods(repo, scope, pilihan, chosen),
    )


def _read(
    repo: SurveyRepository, scope: Scope, item: Instrumen, pilihan: Pilihan, satker: pd.DataFrame, users: pd.Series
) -> _Survei:
    """The months of a survey in one question: chosen period, the two before it, and the trend of 12 months."""
    periode, aturan = pilihan.periode, rules_of(item, pilihan)
    first = min(trend_period(periode).dari, views_lemah.three_periods(periode).dari)
    wanted = pilihan.saringan(item.kode, Periode(first, periode.sampai), whole_region=True)
    bulanan = repo.rekap(scope, wanted, keys=("satker", "bulan"))
    sebaran, earlier = (
        repo.sebaran(scope, pilihan.saringan(item.kode, part, whole_region=True))
        for part in (periode, periode.previous)
    )
    baca = views_lemah.split(bulanan, sebaran, earlier, periode)
    penilaian = views_lemah.judge(
        baca,
        aturan,
        rules.gates(periode.rules_day),
        predikat=predikat_by_satker(satker),
        jenis=satker.set_index("satker")["jenis"],
        users=users,
    )
    shown = indeks.indeks(baca.rekap, aturan, sebaran=sebaran, populations=users)
    stacked = views_lemah.stack((baca.rekap, baca.rekap_sebelum)), views_lemah.stack((sebaran, earlier))
    compared = indeks.indeks(stacked[0], aturan, ("satker", views_lemah.KE), sebaran=stacked[1])
    bebas, sebelum = views_lemah.unstack(compared, 2)
    return _Survei(item, bulanan, baca.rekap, shown, bebas, sebelum, penilaian)


def _all_weak(survei: Sequence[_Survei], satker: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Weak unsur of all surveys in one list, ranked anew over all of them, and what could not be judged."""
    names = [(one.penilaian, {"instrumen": one.instrumen.kode, "indeks": one.instrumen.indeks}) for one in survei]
    lemah = pd.concat([found.lemah.assign(**name) for found, name in names], ignore_index=True)
    lemah = weakness.rank_again(lemah).rename(columns={"nama": "nama_unsur"})
    unjudged = pd.concat([found.tidak_dinilai.assign(**name) for found, name in names], ignore_index=True)
    return typed(lemah).merge(typed(satker[["satker", "nama", "jenis"]]), on="satker"), unjudged


def _card(survei: _Survei, pilihan: Pilihan, recaps: Sequence[RekapSatker]) -> Kartu:
    item = survei.instrumen
    alone = [one.nilai.nilai_4 for one in recaps if one.instrumen == item and one.is_saja]
    span = (min(alone), max(alone)) if alone else None
    aturan = rules_of(item, pilihan)
    pooled = indeks.indeks(combine(survei.rekap, ()), aturan, ())
    gabungan = float(pooled["nilai_4"].iloc[0]) if len(pooled) else None
    both = set(survei.bebas["satker"]) & set(survei.sebelum["satker"])
    now, earlier = (
        indeks.mean_of_satker(frame[frame["satker"].isin(both)], aturan) for frame in (survei.bebas, survei.sebelum)
    )
    moved = change(_as_nilai(now), _as_nilai(earlier))
    shown = indeks.mean_of_satker(survei.sekarang, aturan)
    satker = int((survei.sekarang["n"] > 0).sum())
    return Kartu(item, shown, gabungan, moved, satker, len(both), len(alone), span)


def _as_nilai(mean: Rerata) -> Nilai:
    return Nilai(mean.nilai_4, mean.bawah_4, mean.atas_4, mean.n)


def _values_beside(tabel: pd.DataFrame, survei: Sequence[_Survei]) -> dict[str, pd.Series]:
    """The values of every survey as columns 'nilai_4:spkp', for a table that shows them side by side."""
    columns = ("n", "nilai_4", "mutu", "status", "bawah_4", "atas_4", "dasar")
    found: dict[str, pd.Series] = {}
    for one in survei:
        rows = with_states(one.sekarang.set_index("satker").reindex(tabel["satker"]))
        found |= {f"{column}:{one.instrumen.kode}": rows[column].set_axis(tabel.index) for column in columns}
    return found


def _targets(sasaran: Mapping[str, Target | None], tabel: pd.DataFrame) -> dict[str, pd.Series]:
    """Respondent target per satker, NaN where it is not known; and whether somebody set it."""
    wanted = [sasaran[kode] for kode in tabel["satker"]]
    return {
        "target": pd.Series([t.target if t else np.nan for t in wanted], index=tabel.index, dtype=float),
        "target_manual": pd.Series(
            [t is not None and t.metode == MANUAL for t in wanted], index=tabel.index, dtype=bool
        ),
    }


def _trends(survei: _Survei, pilihan: Pilihan, tabel: pd.DataFrame) -> list[list[float]]:
    """12 monthly values per satker; a month without answers is NaN."""
    months = trend_period(pilihan.periode).months
    bulanan = survei.bulanan[survei.bulanan["bulan"].isin(months)]
    series = indeks.indeks(bulanan, rules_of(survei.instrumen, pilihan), ("satker", "bulan"))
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
    survei: Sequence[_Survei],
    lemah: pd.DataFrame,
    recaps: Sequence[RekapSatker],
    pace: Mapping[str, LajuSatker],
) -> list[Perhatian]:
    ambang = rules.gates(pilihan.periode.rules_day)
    alone = {(one.tercatat.satker, one.instrumen.kode): one for one in recaps if one.is_saja}
    unexplained = [one for one in recaps if one.is_tak_dijelaskan]
    found = []
    weak = dict(list(lemah.groupby("satker")))
    for row in rows(tabel):
        target = None if np.isnan(row.target) else int(row.target)
        values = [(one.instrumen, *one.of_satker(row.satker)) for one in survei]
        counts = {item.kode.upper(): 0 if value is None else int(value["n"]) for item, value, _ in values}
        only = [alone[row.satker, item.kode] for item, _, _ in values if (row.satker, item.kode) in alone]
        for one in only:
            counts.pop(one.instrumen.kode.upper())
        if row.pengguna == 0:
            # Who served nobody lacks nobody.
            counts = {name: n for name, n in counts.items() if n}
        running = pace.get(row.satker)
        # While the period is running what is missing is judged by the pace; that nobody answered stays a reason.
        wanted = None if running is not None else target
        reasons = attention.respondent_reasons(counts, wanted, others=bool(only)) if counts else []
        reasons += attention.pace_reasons(running) if running is not None else []
        reasons += attention.recap_reasons([(one.instrumen.indeks, one.nilai.n) for one in only])
        for one in only:
            gate = ambang.gate_of(row.bidik_predikat or "WBK", one.instrumen.indeks)
            if one.nilai.status == Status.NILAI:
                reasons += attention.recap_gate_reasons(one.instrumen.indeks, one.nilai.nilai_4, one.nilai.n, gate)
        own = [one.instrumen.indeks for one in unexplained if one.tercatat.satker == row.satker]
        reasons += attention.differing_reasons(own)
        told = [(item.indeks, value, moved) for item, value, moved in values if value is not None]
        for name, value, moved in told:
            if value["status"] == Status.NILAI:
                gate = ambang.gate_of(row.bidik_predikat or "WBK", name)
                reasons += attention.index_reasons(name, nilai_of(value), gate, moved)
        thin = [name for name, value, _ in told if value["status"] == Status.DI_BAWAH_MINIMAL]
        reasons += attention.thin_reasons(thin)
        reasons += attention.unsur_reasons(weak.get(row.satker, lemah.iloc[:0]))
        reasons.sort(key=lambda reason: -reason[0])
        words = tuple(dict.fromkeys(text for _, text in reasons))
        weights = [weight for weight, _ in reasons]
        found.append(Perhatian(row.satker, row.nama, words, sum(weights), max(weights, default=0.0)))
    return attention.rank(found)
