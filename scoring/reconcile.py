"""Why a printed number differs from ours: the fewest choices that turn one into the other (docs/adr/0013-rekap.md).

At most two choices are changed. Many combinations give many numbers, and a number with few decimals is met by chance: so
every combination that was tried is counted, and all of equal simplicity that fit are told, not the first one.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from scoring.indeks import Aturan
from scoring.recompute import (
    ASLI,
    ATAS,
    EMPAT,
    GENAP,
    HASIL,
    NRR,
    POTONG,
    SERATUS,
    TERTIMBANG,
    Bahan,
    Langkah,
    Pembulatan,
    compute,
    from_scale,
    to_scale,
)
from scoring.rounding import round_decimal
from scoring.sensitivity import RATA_BULAN, Cara, conversions_of, weights_offered

_SAME = 1e-9
# Simplest first: what differs between tools, then what was left out, then how parts were rounded.
_URUTAN = ("konversi", "skala", "bobot", "bulan", "lengkap", "tanpa_bulan", "tanpa_unsur", "pembulatan", "dibulatkan")


class Kecocokan(StrEnum):
    """How a printed number and ours stand to each other."""

    SAMA = "sama"
    DIJELASKAN = "dapat dijelaskan"
    TIDAK_DIJELASKAN = "tidak dapat dijelaskan"


@dataclass(frozen=True)
class Tercetak:
    """A number as printed: its value with its decimals ('87.56'), the scale it stands on, respondents (None: not told)."""

    nilai: Decimal
    skala: str
    n: int | None = None

    @property
    def desimal(self) -> int:
        """Decimals that were printed."""
        exponent = self.nilai.as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0


@dataclass(frozen=True)
class Hitungan:
    """The index by one way, on the way's scale, and how many respondents are in it."""

    langkah: Langkah
    nilai: float
    n: int


@dataclass(frozen=True)
class Cocokan:
    """Printed against ours. ``selisih``: printed minus ours, on the printed scale. ``penjelasan``: the ways with the fewest
    changes that print the number, those with the printed n first. ``dicoba``: how many ways with that many changes were
    tried; ``terdekat`` and ``sisa``: the nearest way and printed minus its value, where none prints the number."""

    tercetak: Tercetak
    kita: Hitungan
    selisih: float
    kecocokan: Kecocokan
    penjelasan: tuple[Hitungan, ...]
    dicoba: int
    terdekat: Hitungan
    sisa: float

    @property
    def is_n_sama(self) -> bool | None:
        """Whether the respondents agree; None where one side does not know them."""
        return None if self.tercetak.n is None or not self.kita.n else self.tercetak.n == self.kita.n

    @property
    def berubah(self) -> int:
        """How many choices the explanation changes."""
        return len(self.penjelasan[0].langkah.changes(self.kita.langkah)) if self.penjelasan else 0


def reconcile(bahan: Bahan, lengkap: Bahan | None, tercetak: Tercetak, aturan: Aturan) -> Cocokan:
    """Compare a printed index with the one from ``bahan``; ``lengkap``: the same of complete cases only, where not all are."""
    base = Langkah(Cara(aturan.konversi.kode, aturan.bobot), tercetak.skala)
    kita = _counted(base, bahan, lengkap, aturan)
    if _prints(kita.nilai, tercetak):
        return Cocokan(tercetak, kita, _gap(tercetak, kita), Kecocokan.SAMA, (), 1, kita, _gap(tercetak, kita))
    singles: list[tuple[Hitungan, tuple[Change, ...]]] = []
    for change in changes_offered(bahan, lengkap, tercetak, aturan):
        found = _counted(change.apply(base), bahan, lengkap, aturan)
        if _differs(found, kita):
            singles.append((found, (change,)))
    first = [found for found, _ in singles]
    if fitting := [one for one in first if _prints(one.nilai, tercetak)]:
        return _explained(tercetak, kita, fitting, len(first))
    pairs = list(_pairs(base, singles, bahan, lengkap, aturan))
    if fitting := [one for one in pairs if _prints(one.nilai, tercetak)]:
        return _explained(tercetak, kita, fitting, len(pairs))
    # Of the single changes: a pair that comes near by chance would be told as if it meant something.
    nearest = min([kita, *first], key=lambda one: abs(_gap(tercetak, one)))
    tried = len(first) + len(pairs)
    return Cocokan(
        tercetak, kita, _gap(tercetak, kita), Kecocokan.TIDAK_DIJELASKAN, (), tried, nearest, _gap(tercetak, nearest)
    )


def implied_mean(bahan: Bahan, tercetak: Tercetak, aturan: Aturan) -> float | None:
    """The index (answer scale) that the respondents who are only in one of the two would have on average, were everything
    computed alike; None where the n agree or are not known. Outside the scale: missing rows alone cannot explain it."""
    base = Langkah(Cara(aturan.konversi.kode, aturan.bobot), ASLI)
    ours, n = compute(bahan, base, aturan)
    if tercetak.n is None or not n or tercetak.n == n:
        return None
    theirs = from_scale(float(tercetak.nilai), tercetak.skala, aturan.konversi.kode, aturan)
    return (n * ours - tercetak.n * theirs) / (n - tercetak.n)


@dataclass(frozen=True)
class Change:
    """One choice, made otherwise."""

    nama: str
    apply: Callable[[Langkah], Langkah]


def changes_offered(bahan: Bahan, lengkap: Bahan | None, tercetak: Tercetak, aturan: Aturan) -> tuple[Change, ...]:
    """Every single choice that this material allows to be made otherwise, simplest first."""
    found: list[Change] = [
        *(_cara("konversi", kode) for kode in conversions_of(aturan) if kode != aturan.konversi.kode),
        *(_own("skala", skala) for skala in (ASLI, EMPAT, SERATUS) if skala != tercetak.skala),
        *(_cara("bobot", bobot) for bobot in weights_offered(bahan.n.sum(axis=0) > 0, aturan)),
        *([_cara("bulan", RATA_BULAN)] if len(bahan.bulan) > 1 else []),
        *([_cara("lengkap", True)] if lengkap is not None else []),
        *(_own("tanpa_bulan", bulan) for bulan in _months_left_out(bahan.bulan)),
    ]
    answered = [unsur.kode for unsur, n in zip(aturan.instrumen.unsur, bahan.n.sum(axis=0), strict=True) if n > 0]
    found += [_own("tanpa_unsur", kode) for kode in answered if len(answered) > 1]
    found += [_own("pembulatan", rule) for rule in roundings(tercetak)]
    return tuple(found)


def roundings(tercetak: Tercetak) -> tuple[Pembulatan, ...]:
    """How parts of a report's index are rounded before its end, or its end cut off."""
    return (
        *(Pembulatan(NRR, desimal, cara) for cara in (ATAS, GENAP, POTONG) for desimal in (2, 3)),
        *(Pembulatan(TERTIMBANG, desimal, cara) for cara in (ATAS, POTONG) for desimal in (2, 3)),
        Pembulatan(HASIL, tercetak.desimal, POTONG),
    )


def _months_left_out(bulan: Sequence[int]) -> list[tuple[int, ...]]:
    """One month, or all months before or after some month: what late or early reports miss."""
    count = len(bulan)
    singles = [(one,) for one in bulan] if count > 1 else []
    heads = [tuple(bulan[:size]) for size in range(2, count)]
    tails = [tuple(bulan[size:]) for size in range(1, count - 1)]
    return [*singles, *heads, *tails]


def _cara(nama: str, nilai: str | bool) -> Change:
    def apply(langkah: Langkah) -> Langkah:
        cara = langkah.cara
        match nama:
            case "konversi":
                cara = replace(cara, konversi=str(nilai))
            case "bobot":
                cara = replace(cara, bobot=str(nilai))
            case "bulan":
                cara = replace(cara, bulan=str(nilai))
            case _:
                cara = replace(cara, lengkap=bool(nilai))
        return replace(langkah, cara=cara)

    return Change(nama, apply)


def _own(nama: str, nilai: str | tuple[int, ...] | Pembulatan) -> Change:
    def apply(langkah: Langkah) -> Langkah:
        match nilai:
            case Pembulatan():
                return replace(langkah, pembulatan=nilai)
            case tuple():
                return replace(langkah, tanpa_bulan=nilai)
        return replace(langkah, skala=nilai) if nama == "skala" else replace(langkah, tanpa_unsur=nilai)

    return Change(nama, apply)


def _pairs(
    base: Langkah,
    singles: Sequence[tuple[Hitungan, tuple[Change, ...]]],
    bahan: Bahan,
    lengkap: Bahan | None,
    aturan: Aturan,
) -> Iterator[Hitungan]:
    """Every two changes of different choices; one that adds nothing to either of its parts is left out."""
    for (one, first), (other, second) in itertools.combinations(singles, 2):
        if first[0].nama == second[0].nama:
            continue
        found = _counted(second[0].apply(first[0].apply(base)), bahan, lengkap, aturan)
        if _differs(found, one) and _differs(found, other):
            yield found


def _counted(langkah: Langkah, bahan: Bahan, lengkap: Bahan | None, aturan: Aturan) -> Hitungan:
    used = lengkap if langkah.cara.lengkap and lengkap is not None else bahan
    nilai, n = compute(used, langkah, aturan)
    # A scale that the value runs past was not used: rounded weights of many unsur sum to more than 1.
    top = to_scale(float(aturan.instrumen.skala_maks), langkah.skala, langkah.cara.konversi, aturan)
    return Hitungan(langkah, nilai if nilai <= top + _SAME else math.nan, n)


def _differs(one: Hitungan, other: Hitungan) -> bool:
    """Another value, or the same of other respondents; NaN is no value."""
    return not math.isnan(one.nilai) and (abs(one.nilai - other.nilai) > _SAME or one.n != other.n)


def _prints(nilai: float, tercetak: Tercetak) -> bool:
    return not math.isnan(nilai) and round_decimal(nilai, tercetak.desimal) == tercetak.nilai


def _gap(tercetak: Tercetak, one: Hitungan) -> float:
    return math.inf if math.isnan(one.nilai) else float(tercetak.nilai) - one.nilai


def _explained(tercetak: Tercetak, kita: Hitungan, fitting: Sequence[Hitungan], tried: int) -> Cocokan:
    def simplicity(one: Hitungan) -> tuple[object, ...]:
        is_other_n = tercetak.n is not None and one.n != tercetak.n
        return is_other_n, [_URUTAN.index(name) for name in one.langkah.changes(kita.langkah)]

    ranked = sorted(fitting, key=simplicity)
    best = ranked[0]
    return Cocokan(
        tercetak,
        kita,
        _gap(tercetak, kita),
        Kecocokan.DIJELASKAN,
        tuple(ranked),
        tried,
        best,
        _gap(tercetak, best),
    )
