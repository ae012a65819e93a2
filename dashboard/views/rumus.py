"""Formulas with their real numbers, as one line of text that a reader with a calculator can follow.

Numbers are printed with up to six decimals, so that the line gives the shown value again. No other text goes in.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from dashboard.formats import format_angka, format_bulat
from scoring.contract import JAWABAN
from scoring.indeks import BOBOT, Aturan
from scoring.instruments import Instrumen, Unsur
from scoring.rounding import round_half_up
from scoring.rules import target_rule
from scoring.targets import MANUAL, Target, krejcie_morgan, slovin

DESIMAL = 6
# A sum of more terms than this is given as its total: nobody adds up sixty numbers on a screen.
SUKU = 25


def angka(value: float) -> str:
    """A number with two to six decimals: '5,375', '3,50', '5,333333'."""
    whole, comma, decimals = format_angka(value, DESIMAL).partition(",")
    return f"{whole}{comma}{decimals.rstrip('0').ljust(2, '0')}"


def of_conversion(aturan: Aturan, x: float) -> str:
    """'skala 4 = 1 + 3 × (5,375 - 1) / (6 - 1) = 3,625', from the conversion's own formula."""
    instrumen = aturan.instrumen
    low, high = instrumen.skala_min, instrumen.skala_maks
    given = {"x": angka(x), "min": format_bulat(low), "maks": format_bulat(high)}
    filled = re.sub(r"\b(x|min|maks)\b", lambda found: given[found[1]], aturan.konversi.rumus_4)
    # '3 (x' means 3 times that.
    filled = re.sub(r"(?<=[\d)]) (?=[\d(])", " × ", filled)
    value = angka(float(aturan.konversi.to_4(x, low, high)))
    return f"skala 4 = {filled} = {value}" if filled != value else f"skala 4 = {value}"


def of_unsur(unsur: Unsur, instrumen: Instrumen, rekap: Mapping[Hashable, Any]) -> str:
    """'NRR = (5 × 1 + 5 × 6) / 10 = 3,50' from the answer counts; the sum of respondents' means where items are nested.

    ``rekap``: the unsur's row of scoring.contract.
    """
    n, total = int(rekap["n"]), int(rekap["jumlah"]) / instrumen.pembagi
    nrr = angka(total / n)
    if len(unsur.butir) > 1:
        mean = f"{angka(total)} / {format_bulat(n)} = {nrr}"
        return f"NRR = jumlah rata-rata {len(unsur.butir)} butir tiap responden / responden = {mean}"
    counts = [(int(rekap[JAWABAN[value - 1]]), value) for value in instrumen.nilai_mungkin]
    terms = " + ".join(f"{format_bulat(count)} × {value}" for count, value in counts if count)
    return f"NRR = ({terms}) / {format_bulat(n)} = {nrr}"


def of_index(aturan: Aturan, nrr: Sequence[tuple[Unsur, float]], hasil: float) -> str:
    """'IPKP = rata-rata 8 unsur = (5,25 + 5,50 + ...) / 8 = 5,375', or with its weights where they differ.

    ``nrr``: the unsur that have answers with their NRR; ``hasil``: the raw index on the answer scale.
    """
    nama, k = aturan.instrumen.indeks, len(nrr)
    weights = weights_of(aturan, [unsur for unsur, _ in nrr])
    if aturan.bobot == "exact" and np.allclose(weights, 1 / k, atol=1e-12):
        terms = " + ".join(angka(value) for _, value in nrr)
        return f"{nama} = rata-rata {k} unsur = ({terms}) / {k} = {angka(hasil)}"
    terms = " + ".join(f"{angka(weight)} × {angka(value)}" for weight, (_, value) in zip(weights, nrr, strict=True))
    return f"{nama} = jumlah bobot × NRR = {terms} = {angka(hasil)}"


def weights_of(aturan: Aturan, answered: Sequence[Unsur]) -> list[float]:
    """The weights of the unsur that have answers, summing to 1 before any rounding that ``aturan`` asks for."""
    own = dict(zip((unsur.kode for unsur in aturan.instrumen.unsur), aturan.instrumen.bobot, strict=True))
    given = np.array([own[unsur.kode] for unsur in answered])
    decimals = BOBOT[aturan.bobot]
    weights = given / given.sum()
    return list(map(float, weights if decimals is None else round_half_up(weights, decimals)))


def of_region(nilai_4: Sequence[float], hasil: float, indeks: str) -> str:
    """'IPKP wilayah = rata-rata 2 satker = (3,7375 + 2,80) / 2 = 3,26875' (scale 4)."""
    count = len(nilai_4)
    terms = f"({' + '.join(map(angka, nilai_4))})" if count <= SUKU else angka(sum(nilai_4))
    return (
        f"{indeks} wilayah = rata-rata {format_bulat(count)} satker = {terms} / {format_bulat(count)} = {angka(hasil)}"
    )


def of_target(target: Target) -> str:
    """The juknis rule with its numbers: Krejcie-Morgan or Slovin, and the floor for Zona Integritas."""
    rule, n = target_rule(), target.n
    if target.metode == MANUAL or n is None:
        return target.alasan
    users = format_bulat(n)
    chi, p, d, e = (angka(float(value)) for value in (rule.chi_kuadrat, rule.p, rule.d, rule.slovin_e))
    if n > rule.batas_slovin:
        base, rest = krejcie_morgan(n, rule), angka(float(1 - rule.p))
        variance = rule.chi_kuadrat * rule.p * (1 - rule.p)
        exact = variance * n / (rule.d**2 * (n - 1) + variance)
        words = (
            f"Krejcie-Morgan = {chi} × {users} × {p} × {rest} / ({d} × {d} × ({users} - 1) + {chi} × {p} × {rest}) "
            f"= {angka(float(exact))}, dibulatkan setengah ke atas {format_bulat(base)}"
        )
    else:
        base, exact = slovin(n), n / (1 + n * Fraction(rule.slovin_e) ** 2)
        words = f"Slovin = {users} / (1 + {users} × {e} × {e}) = {angka(float(exact))}, dibulatkan ke atas {format_bulat(base)}"
    if target.target == base:
        return words
    return f"{words}; minimal Zona Integritas {rule.minimal_zi}, tidak lebih dari {users} pengguna: {format_bulat(target.target)}"
