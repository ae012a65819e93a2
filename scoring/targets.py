"""Respondent targets (scoring-rules 6): Krejcie-Morgan, Slovin, the juknis rule, census, and what a target implies;
months combined for a small satker, and a target by layanan (docs/adr/0017)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from scoring.errors import ScoringError
from scoring.periods import Periode, add_months, month_label
from scoring.rules import AturanTarget, target_rule

MANUAL = "manual"
_MANY = 10**9  # service users beyond which the sample size does not grow any more
METODE = ("juknis", "krejcie-morgan", "slovin", "sensus")


@dataclass(frozen=True)
class Target:
    """A target with the rule that set it; ``n`` is the number of service users it was computed from (of a MANUAL one,
    which was computed from nothing: those of the period, None where they are not known). ``sementara``: ``n`` is an
    estimate, because the period is not over."""

    n: int | None
    target: int
    metode: str
    alasan: str
    sementara: bool = False


@dataclass(frozen=True)
class Gabungan:
    """Months of a small satker taken together: ``n`` service users of all of them, and the target of that number."""

    periode: Periode
    n: int
    target: Target


def _population(n: int) -> int:
    if n < 1:
        raise ScoringError(f"Jumlah pengguna layanan harus paling sedikit 1, bukan {n}.")
    return n


def krejcie_morgan(n: int, rule: AturanTarget | None = None) -> int:
    """Sample size for ``n`` service users, rounded half up: equals all 90 rows of Krejcie & Morgan (1970), Table 1."""
    rule = rule or target_rule()
    variance = rule.chi_kuadrat * rule.p * (1 - rule.p)
    exact = variance * _population(n) / (rule.d**2 * (n - 1) + variance)
    return math.floor(exact + Fraction(1, 2))


def slovin(n: int, e: Fraction | None = None) -> int:
    """Sample size N / (1 + N e^2), rounded up, in exact arithmetic: N = 100 and e = 0.05 give 80."""
    e = target_rule().slovin_e if e is None else e
    if not 0 < e < 1:
        raise ScoringError("Batas kesalahan e harus di antara 0 dan 1, misalnya 0,05.")
    return math.ceil(_population(n) / (1 + n * e**2))


def census(n: int) -> Target:
    """The target of the internal survey: all employees."""
    return Target(_population(n), n, "sensus", f"Sensus: seluruh {_told(n)} pegawai menjadi responden.")


def implied_population(target: int) -> range:
    """The numbers of service users for which Krejcie-Morgan gives ``target``: 43 implies 48 alone.

    Empty where it gives it for none (385 and more), and for the largest, 384, which has no upper end.
    """
    rule = target_rule()
    variance = rule.chi_kuadrat * rule.p * (1 - rule.p)
    smallest, beyond = target - Fraction(1, 2), target + Fraction(1, 2)
    if target < 1 or variance <= rule.d**2 * beyond:
        return range(0)

    # Inverse of the formula: the N that gives a sample of exactly s.
    def users(s: Fraction) -> Fraction:
        return s * (variance - rule.d**2) / (variance - rule.d**2 * s)

    return range(max(math.ceil(users(smallest)), 1), math.ceil(users(beyond)))


def implied_words(target: int) -> str:
    """'setara dengan 48 pengguna layanan', '... 415 sampai 418 ...', or that no number of users is asked for so many."""
    implied = implied_population(target)
    if target < 1 or target > krejcie_morgan(_MANY):
        return "tidak setara dengan pengguna layanan sebanyak apa pun"
    if not implied:
        return "setara dengan pengguna layanan yang sangat banyak"
    span = " sampai ".join(_told(users) for users in dict.fromkeys((implied[0], implied[-1])))
    return f"setara dengan {span} pengguna layanan"


def manual(target: int, dasar: str, *, n: int | None = None, zi: bool = False) -> Target:
    """A target that somebody set. ``dasar``: who, when and why, in words; ``n``: service users, None where not known.

    The reason says which number of service users the target implies and what the rule would give, so that a wrong target
    is noticed (scoring-rules 6: 43 implies N = 48). ScoringError for a target below 1.
    """
    if target < 1:
        raise ScoringError(f"Target manual harus paling sedikit 1, bukan {target}.")
    implied, largest = implied_population(target), krejcie_morgan(_MANY)
    if target > largest:
        meant = f"Krejcie-Morgan tidak pernah memberi target lebih dari {largest}, berapa pun pengguna layanannya"
    elif not implied:
        meant = f"Krejcie-Morgan memberi target {_told(target)} untuk pengguna layanan yang sangat banyak"
    else:
        meant = f"Menurut Krejcie-Morgan target {_told(target)} {implied_words(target)}"
    rule = f"; aturan juknis untuk {_told(n)} pengguna layanan memberi {juknis(n, zi=zi).target}" if n else ""
    return Target(n, target, MANUAL, f"{dasar}. {meant}{rule}.")


def juknis(n: int, *, zi: bool = False, e: Fraction | None = None) -> Target:
    """The rule of the 2024 juknis: N > 30 Krejcie-Morgan, N <= 30 Slovin; at least 30 for ZI; never more than N."""
    rule = target_rule()
    if _population(n) > rule.batas_slovin:
        base, name = krejcie_morgan(n, rule), "Krejcie-Morgan"
    else:
        base, name = slovin(n, e), "Slovin"
    alasan = f"{_told(n)} pengguna layanan: {name} memberi {base} responden"
    if not zi or base >= rule.minimal_zi:
        return Target(n, base, "juknis", f"{alasan}.")
    if n >= rule.minimal_zi:
        return Target(
            n,
            rule.minimal_zi,
            "juknis",
            f"{alasan}; dinaikkan menjadi {rule.minimal_zi}, batas minimal Zona Integritas.",
        )
    return Target(
        n,
        n,
        "juknis",
        f"{alasan}. Batas minimal Zona Integritas {rule.minimal_zi} tidak dapat dicapai dalam satu periode karena "
        f"pengguna layanan hanya {n}: semua menjadi responden, dan beberapa bulan perlu digabung.",
    )


def target_for(n: int, metode: str = "juknis", *, e: Fraction | None = None, zi: bool = False) -> Target:
    """The target for ``n`` service users by one of METODE; ScoringError for an unknown method or n < 1."""
    if metode == "juknis":
        return juknis(n, zi=zi, e=e)
    if metode == "krejcie-morgan":
        base, alasan = krejcie_morgan(n), "rumus Krejcie-Morgan (1970), dibulatkan setengah ke atas"
    elif metode == "slovin":
        base, alasan = slovin(n, e), f"rumus Slovin, e = {_decimal(e or target_rule().slovin_e)}, dibulatkan ke atas"
    elif metode == "sensus":
        return census(n)
    else:
        raise ScoringError(f"Metode {metode!r} tidak dikenal; pilihan: {', '.join(METODE)}.")
    minimal = target_rule().minimal_zi
    if zi and base < min(minimal, n):
        return Target(
            n, min(minimal, n), metode, f"{_told(n)} pengguna layanan: {alasan}, memberi {base}; minimal ZI {minimal}."
        )
    return Target(n, base, metode, f"{_told(n)} pengguna layanan: {alasan}.")


def combine_months(users: Mapping[int, int], sampai: int, *, zi: bool) -> Gabungan | None:
    """As many months backwards from ``sampai`` (202606) as a satker that goes for Zona Integritas needs for the minimal
    number of service users, so that it can reach the minimal number of respondents; never instead of its own target.

    ``users``: service users by month, 0 or more; a month that is missing is not known and ends the search. None where the
    last month is enough, where the satker does not go for ZI, and where the known months, at most
    ``gabung_bulan_maks``, are not enough.
    """
    rule, n = target_rule(), 0
    if not zi:
        return None
    for count in range(rule.gabung_bulan_maks):
        bulan = add_months(sampai, -count)
        if bulan not in users:
            return None
        n += users[bulan]
        if n >= rule.minimal_zi:
            return _combined(Periode(bulan, sampai), users) if count else None
    return None


def _combined(periode: Periode, users: Mapping[int, int]) -> Gabungan:
    """'September–Oktober 2026 digabung, 24 + 22 = 46 pengguna layanan: Krejcie-Morgan memberi 41 responden.'"""
    counts = [users[bulan] for bulan in periode.months]
    n = sum(counts)
    found = juknis(n, zi=True)
    alasan = f"{periode.span} digabung, {' + '.join(map(_told, counts))} = {found.alasan}"
    return Gabungan(periode, n, replace(found, alasan=alasan))


def allocate(target: int, users: Mapping[str, int]) -> dict[str, int]:
    """The target divided over the layanan as their service users are (largest remainder), in the order of ``users``.

    Adds up to ``target`` exactly, asks no layanan for more than its users, and each one that has users for at least one
    respondent where the target is large enough for that. Ties go to the layanan with more users, then by name.
    ScoringError for a negative number and for a target that is negative or more than all users.
    """
    total = sum(users.values())
    if any(n < 0 for n in users.values()):
        raise ScoringError("Jumlah pengguna layanan tidak boleh negatif.")
    if not 0 <= target <= total:
        raise ScoringError(f"Target {target} tidak dapat dibagi atas {total} pengguna layanan.")
    served = {nama: n for nama, n in users.items() if n}
    found = _largest_remainder(target, served)
    while target >= len(found) and (left_out := [nama for nama in served if not found[nama]]):
        # Whoever would get none gets one; what is left is divided over the others anew.
        served = {nama: n for nama, n in served.items() if nama not in left_out}
        found |= dict.fromkeys(left_out, 1)
        found |= _largest_remainder(target - (len(found) - len(served)), served)
    return {nama: found.get(nama, 0) for nama in users}


def _largest_remainder(seats: int, users: Mapping[str, int]) -> dict[str, int]:
    """``seats`` over ``users`` (all above 0): whole shares first, what is left to the largest remainders."""
    total = sum(users.values())
    found = {nama: seats * n // total for nama, n in users.items()}
    order = sorted(users, key=lambda nama: (-(seats * users[nama] % total), -users[nama], nama))
    for nama in order[: seats - sum(found.values())]:
        found[nama] += 1
    return found


def allocation_reason(target: int, users: Mapping[str, int]) -> str:
    """How the target was divided, in words: every number that it rests on."""
    parts = allocate(target, users)
    named = "; ".join(f"{nama} {_told(parts[nama])} dari {_told(n)} pengguna" for nama, n in users.items())
    return (
        f"Target {_told(target)} dibagi sebanding dengan {_told(sum(users.values()))} pengguna layanan (sisa terbesar, paling "
        f"sedikit 1 untuk layanan yang ada penggunanya): {named}."
    )


def _told(n: int) -> str:
    """12345 -> '12.345'."""
    return f"{n:,}".replace(",", ".")


def _decimal(e: Fraction) -> str:
    return f"{float(e):g}".replace(".", ",")


@dataclass(frozen=True)
class PenggunaSementara:
    """Service users of a period that is not over: ``n`` of all its months, where those of ``kosong`` are not known yet and
    each of them is taken as the mean of the months ``dasar``."""

    n: int
    kosong: tuple[int, ...]
    dasar: tuple[int, ...]


def provisional_users(known: Mapping[int, int], months: Sequence[int]) -> PenggunaSementara | None:
    """An estimate of the service users of ``months`` (202606, ascending) from the months that are known.

    Nobody knows how many people will have been served before the month is over, and yet the month must be steered: the
    mean of the newest known months before the first unknown one (rules/target.toml says how many), rounded half up. None
    where every month is known, or none within a year before.
    """
    rule = target_rule()
    missing = tuple(bulan for bulan in months if bulan not in known)
    if not missing:
        return None
    window = [add_months(missing[0], -back) for back in range(1, rule.gabung_bulan_maks + 1)]
    used = tuple(sorted([bulan for bulan in window if bulan in known][: rule.sementara_bulan]))
    if not used:
        return None
    mean = Fraction(sum(known[bulan] for bulan in used), len(used))
    told = sum(known[bulan] for bulan in months if bulan in known)
    return PenggunaSementara(told + math.floor(mean * len(missing) + Fraction(1, 2)), missing, used)


def provisional(found: Target, users: PenggunaSementara) -> Target:
    """``found``, computed from the estimate ``users``, marked as provisional with the reason in words."""
    first = f"Sementara, karena pengguna layanan {_listed(users.kosong)} belum diisi: dipakai rata-rata {_listed(users.dasar)}"
    return replace(found, alasan=f"{first}. {found.alasan}", sementara=True)


def _listed(months: Sequence[int]) -> str:
    """'Juni 2026', or 'April, Mei, dan Juni 2026' where they lie in one year."""
    names = [month_label(bulan) for bulan in months]
    if len({bulan // 100 for bulan in months}) == 1:
        names = [*(name.split()[0] for name in names[:-1]), names[-1]]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])}{',' if len(names) > 2 else ''} dan {names[-1]}"
