"""Who needs attention, this week or only an eye on it: reasons per satker, in words, most urgent first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from dashboard.formats import format_angka, format_bulat, format_dekat_ambang
from scoring.changes import TURUN, Perubahan
from scoring.states import Status

# Urgency of a reason; the sum ranks the satker. Documented in docs/panduan.md.
TANPA_DATA = 8
INDEKS_DI_BAWAH_AMBANG = 6
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


def respondent_reasons(counts: Mapping[str, int], target: int | None) -> list[tuple[float, str]]:
    """Reasons from the respondents of each survey: (urgency, words). Surveys with equal counts are told once."""
    same = len(set(counts.values())) == 1
    reasons: list[tuple[float, str]] = []
    for survei, n in counts.items():
        name = "" if same else f" {survei}"
        if n == 0:
            reasons.append((TANPA_DATA, f"tidak ada responden{name}"))
        elif target is not None and n < target:
            gap = f"{format_bulat(n)} dari target {format_bulat(target)} responden{name}, kurang {format_bulat(target - n)}"
            weight = JAUH_DARI_TARGET if n < SEPARUH * target else KURANG_RESPONDEN
            reasons.append((weight + 1 - n / target, gap))
        if same:
            break
    return reasons


def index_reasons(
    nama: str, nilai_4: float, status: object, gate: float | None, perubahan: Perubahan | None
) -> list[tuple[float, str]]:
    """Reasons from an index: below its gate, clearly falling, or too few respondents to say."""
    reasons: list[tuple[float, str]] = []
    if status == Status.DI_BAWAH_MINIMAL:
        reasons.append((DI_BAWAH_MINIMAL, f"responden {nama} terlalu sedikit untuk dinilai"))
    elif gate is not None and nilai_4 < gate:
        words = f"{nama} {format_dekat_ambang(nilai_4, gate)} di bawah ambang {format_angka(gate)}"
        reasons.append((INDEKS_DI_BAWAH_AMBANG + (gate - nilai_4), words))
    if perubahan is not None and perubahan.arah == TURUN and status == Status.NILAI:
        size = abs(perubahan.selisih)
        weight = TURUN_BESAR if size >= BATAS_TURUN_BESAR else TURUN_NYATA
        reasons.append((weight + size, f"{nama} turun nyata {format_angka(size)}"))
    return reasons


def unsur_reasons(lemah: pd.DataFrame) -> list[tuple[float, str]]:
    """One reason that sums up the unsur below the gate, or of grade D, of one satker; the worst named."""
    is_d = lemah["mutu"] == "D"
    below = lemah[((lemah["jarak"] > 0) | is_d) & (lemah["status"] == Status.NILAI)]
    if below.empty:
        return []
    has_d = bool(is_d[below.index].any())
    named = below[below["mutu"] == "D"] if has_d else below
    worst = named.sort_values(["jarak", "nilai_4"], ascending=[True, False], kind="stable").iloc[-1]
    value = f"{worst['nama_unsur']} {format_dekat_ambang(worst['nilai_4'], worst['ambang'])}"
    others = f" dan {len(below) - 1} unsur lain" if len(below) > 1 else ""
    # An index without a gate has only the grade to miss.
    gate = " di bawah ambang" if (below["jarak"] > 0).all() else ""
    weight = (UNSUR_MUTU_D if has_d else UNSUR_DI_BAWAH_AMBANG) + float(worst["jarak"])
    return [(weight, f"{value}{' (mutu D)' if has_d else ''}{others}{gate}")]


def rank(daftar: list[Perhatian]) -> list[Perhatian]:
    """Those to act on first, each group most urgent first; satker without reasons are left out."""
    found = (item for item in daftar if item.alasan)
    return sorted(found, key=lambda item: (not item.is_needed, -item.bobot, item.nama))
