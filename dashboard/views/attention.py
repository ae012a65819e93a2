"""Who needs attention, this week or only an eye on it: reasons per satker, in words, most urgent first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.formats import (
    format_angka,
    format_bulat,
    format_dekat_ambang,
    format_interval,
    format_peluang,
    is_missing,
    join_kata,
)
from dashboard.views.laju import LajuSatker
from scoring.changes import TURUN, Nilai, Perubahan
from scoring.pace import Keadaan
from scoring.states import Status
from scoring.zona import at_least

# Urgency of a reason; the sum ranks the satker. Documented in docs/panduan.md.
TANPA_DATA = 8
INDEKS_DI_BAWAH_AMBANG = 6
# The gate lies inside the interval: with other respondents it might have been reached. An eye on it, not an alarm.
INDEKS_BELUM_PASTI = 4
DI_BAWAH_MINIMAL = 5
TURUN_BESAR = 5
JAUH_DARI_TARGET = 5
UNSUR_MUTU_D = 5
TURUN_NYATA = 2
KURANG_RESPONDEN = 2
UNSUR_DI_BAWAH_AMBANG = 2
# One reason of at least this urgency calls for action this week; anything less is to be watched.
MENDESAK = 5
# A fall of a tenth of a point on scale 4 (2.5 on NIK) is one that a region talks about.
BATAS_TURUN_BESAR = 0.10
SEPARUH = 0.5
# A satker whose result came as a recap has surveyed; its answers are missed, not its survey.
HANYA_REKAP = 1
# Below its gate by a number whose interval nobody knows, and two numbers for one thing: to be asked, not an alarm.
REKAP_DI_BAWAH_AMBANG = 3
REKAP_BERBEDA = 3


@dataclass(frozen=True)
class Perhatian:
    """One satker with what is wrong there, worst first; ``bobot``: urgency of all reasons, ``terberat``: of the worst."""

    satker: str
    nama: str
    alasan: tuple[str, ...]
    bobot: float
    terberat: float

    @property
    def is_needed(self) -> bool:
        """True when somebody should act this week; otherwise the satker is to be watched (`pantau`)."""
        return self.terberat >= MENDESAK


def respondent_reasons(
    counts: Mapping[str, int], target: int | None, *, others: bool = False
) -> list[tuple[float, str]]:
    """Reasons from the respondents of each survey: (urgency, words). Surveys with equal counts are told once, without their
    names unless there are ``others`` beside them."""
    same = len(set(counts.values())) == 1 and not others
    reasons: list[tuple[float, str]] = []
    for survei, n in counts.items():
        name = "" if same else f" {survei}"
        if n == 0:
            reasons.append((TANPA_DATA, f"belum ada data{name}"))
        elif target is not None and n < target:
            gap = f"{format_bulat(n)} dari {format_bulat(target)} responden{name}, kurang {format_bulat(target - n)}"
            weight = JAUH_DARI_TARGET if n < SEPARUH * target else KURANG_RESPONDEN
            reasons.append((weight + 1 - n / target, gap))
        if same:
            break
    return reasons


def pace_reasons(one: LajuSatker) -> list[tuple[float, str]]:
    """At most one reason while the period is running: the satker will miss its target at its pace, or may. Having fewer than
    the target is none then: in the first week every satker has."""
    laju = one.laju
    if laju is None or laju.peluang is None or one.keadaan not in {Keadaan.GAGAL, Keadaan.DIJAGA}:
        return []
    need = (
        f"perlu {format_bulat(laju.perlu_per_hari)} per hari kerja"
        if laju.perlu_per_hari
        else "tidak ada lagi hari kerja"
    )
    chance = f"peluang mencapai target {format_peluang(laju.peluang)}"
    words = f"{format_bulat(one.n)} dari {format_bulat(laju.target)} responden, {need}, {chance}"
    weight = JAUH_DARI_TARGET if one.keadaan == Keadaan.GAGAL else KURANG_RESPONDEN
    return [(weight + 1 - laju.peluang, words)]


def recap_reasons(only: Sequence[tuple[str, int | None]]) -> list[tuple[float, str]]:
    """One reason for all indices, as (index, n), that are known from a recap alone."""
    if not only:
        return []
    names = join_kata([nama if n is None else f"{nama} (n {format_bulat(n)})" for nama, n in only])
    return [(HANYA_REKAP, f"{names} hanya dari rekap, jawaban respondennya belum ada")]


def recap_gate_reasons(nama: str, nilai_4: float, n: int | None, gate: float | None) -> list[tuple[float, str]]:
    """A reason from a recap with enough respondents: below its gate, as far as a number without interval can tell."""
    if gate is None or at_least(nilai_4, gate):
        return []
    basis = "" if n is None else f"; n {format_bulat(n)}"
    words = f"{nama} {format_dekat_ambang(nilai_4, gate)} menurut rekap (tanpa kisaran{basis}) di bawah ambang {format_angka(gate)}"
    return [(REKAP_DI_BAWAH_AMBANG + (gate - nilai_4), words)]


def differing_reasons(indeks: Sequence[str]) -> list[tuple[float, str]]:
    """One reason for all indices whose recap is another number than the answers give, and no way of computing says why."""
    words = f"rekap {join_kata(indeks)} berbeda dari jawaban responden dan belum dapat dijelaskan" if indeks else ""
    return [(REKAP_BERBEDA, words)] if indeks else []


def thin_reasons(indeks: Sequence[str]) -> list[tuple[float, str]]:
    """One reason for all indices that have too few respondents to be judged."""
    return (
        [(DI_BAWAH_MINIMAL, f"{join_kata(indeks)} belum dapat dinilai, respondennya terlalu sedikit")] if indeks else []
    )


def index_reasons(nama: str, nilai: Nilai, gate: float | None, perubahan: Perubahan | None) -> list[tuple[float, str]]:
    """Reasons from an index with enough respondents: below its gate (surely, or perhaps by chance), clearly falling."""
    reasons: list[tuple[float, str]] = []
    if gate is not None and not at_least(nilai.nilai_4, gate):
        is_unsure = at_least(nilai.atas_4, gate)
        value = f"{nama} {format_dekat_ambang(nilai.nilai_4, gate)} ({_basis(nilai)})"
        words = f"{value} di bawah ambang {format_angka(gate)}{', belum pasti' if is_unsure else ''}"
        weight = INDEKS_BELUM_PASTI if is_unsure else INDEKS_DI_BAWAH_AMBANG
        reasons.append((weight + (gate - nilai.nilai_4), words))
    if perubahan is not None and perubahan.arah == TURUN:
        size = abs(perubahan.selisih)
        weight = TURUN_BESAR if size >= BATAS_TURUN_BESAR else TURUN_NYATA
        # Near zero with three decimals: '0,00' would read as no fall at all.
        span = f"{format_dekat_ambang(-perubahan.atas, 0.0)}–{format_angka(-perubahan.bawah)}"
        reasons.append((weight + size, f"{nama} turun nyata {format_angka(size)} ({span})"))
    return reasons


def _basis(nilai: Nilai) -> str:
    """What a value that is compared with a gate rests on: interval where there is one, and n."""
    span = "" if is_missing(nilai.bawah_4) else f"{format_interval(nilai.bawah_4, nilai.atas_4)}; "
    return f"{span}{format_bulat(nilai.n)} responden"


def unsur_reasons(lemah: pd.DataFrame) -> list[tuple[float, str]]:
    """One reason that sums up the unsur below the gate, or of grade D, of one satker; the worst named."""
    is_d = lemah["mutu"] == "D"
    below = lemah[((lemah["jarak"] > 0) | is_d) & (lemah["status"] == Status.NILAI)]
    if below.empty:
        return []
    has_d = bool(is_d[below.index].any())
    named = below[below["mutu"] == "D"] if has_d else below
    worst = named.sort_values(["jarak", "nilai_4"], ascending=[True, False], kind="stable").iloc[-1]
    basis = ["mutu D"] if has_d else []
    if not is_missing(worst["bawah_4"]):
        basis.append(format_interval(worst["bawah_4"], worst["atas_4"]))
    value = f"{worst['nama_unsur']} {format_dekat_ambang(worst['nilai_4'], worst['ambang'])}"
    value += f" ({'; '.join(basis)})" if basis else ""
    others = f" dan {len(below) - 1} unsur lain" if len(below) > 1 else ""
    # An index without a gate has only the grade to miss.
    gate = " di bawah ambang" if (below["jarak"] > 0).all() else ""
    weight = (UNSUR_MUTU_D if has_d else UNSUR_DI_BAWAH_AMBANG) + float(worst["jarak"])
    return [(weight, f"{value}{others}{gate}")]


def rank(daftar: list[Perhatian]) -> list[Perhatian]:
    """Those to act on first, each group most urgent first; satker without reasons are left out."""
    found = (item for item in daftar if item.alasan)
    return sorted(found, key=lambda item: (not item.is_needed, -item.bobot, item.nama))
