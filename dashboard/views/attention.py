"""Who needs attention this week: reasons per satker, in words, most urgent first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from dashboard.formats import format_angka, format_bulat, format_dekat_ambang
from scoring.changes import TURUN, Perubahan
from scoring.states import Status

# Order of urgency; the sum ranks the satker. Documented in docs/panduan.md.
TANPA_DATA = 8
DI_BAWAH_MINIMAL = 5
INDEKS_DI_BAWAH_AMBANG = 6
TURUN_NYATA = 5
KURANG_RESPONDEN = 3
UNSUR_DI_BAWAH_AMBANG = 2
# From here on a satker counts as needing attention; a single weak unsur above the gate does not.
PERLU = 3


@dataclass(frozen=True)
class Perhatian:
    """One satker with what is wrong there, worst first; ``bobot`` is the urgency."""

    satker: str
    nama: str
    alasan: tuple[str, ...]
    bobot: float

    @property
    def is_needed(self) -> bool:
        """True when somebody should act, not only know."""
        return self.bobot >= PERLU


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
            reasons.append((KURANG_RESPONDEN + 1 - n / target, gap))
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
        reasons.append((TURUN_NYATA, f"{nama} turun nyata {format_angka(abs(perubahan.selisih))}"))
    return reasons


def unsur_reasons(lemah: pd.DataFrame) -> list[tuple[float, str]]:
    """One reason that sums up the unsur below the gate of one satker, the farthest named."""
    below = lemah[(lemah["jarak"] > 0) & (lemah["status"] == Status.NILAI)]
    if below.empty:
        return []
    worst = below.sort_values("jarak", kind="stable").iloc[-1]
    others = f" dan {len(below) - 1} unsur lain" if len(below) > 1 else ""
    words = f"{worst['nama_unsur']} {format_dekat_ambang(worst['nilai_4'], worst['ambang'])}{others} di bawah ambang"
    return [(UNSUR_DI_BAWAH_AMBANG + float(worst["jarak"]), words)]


def rank(daftar: list[Perhatian]) -> list[Perhatian]:
    """Most urgent first; satker without reasons are left out."""
    return sorted((item for item in daftar if item.alasan), key=lambda item: (-item.bobot, item.nama))
