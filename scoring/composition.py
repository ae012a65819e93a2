"""Whether respondents come from everywhere: one day, one afternoon, the last days of the month, one service, one channel.

A finding is a reason to look, never a verdict: a service day in a village and an answer sheet typed in at once look alike.
Two things must hold for one: the heap is large (a share that anybody would notice), and an even spread over the satker's
usual days would hardly ever give it (exact binomial tail, times the number of days or services looked at). The second keeps
small numbers quiet, the first large ones. Thresholds: rules/komposisi.toml, reasons: docs/adr/0020-komposisi.md. No clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import partial

import numpy as np

from scoring.composition_days import Bulan, month_of_days
from scoring.composition_rules import AturanKomposisi, composition_rule
from scoring.day_hours import HariJam
from scoring.periods import Periode
from scoring.tails import beta_binomial_tail, binomial_tail
from scoring.workdays import HARI, Kalender


class Jenis(StrEnum):
    """What is concentrated."""

    JENDELA = "jendela"
    HARI = "hari"
    AKHIR_BULAN = "akhir bulan"
    LAYANAN = "layanan"
    HARI_TUTUP = "hari tutup"
    LUAR_JAM = "luar jam"
    KANAL = "kanal"


class Bobot(StrEnum):
    """How much a finding asks for."""

    PERHATIAN = "perlu dilihat"
    INFORMASI = "informasi"


class Pembanding(StrEnum):
    """What respondents of a service are compared with."""

    PENGGUNA = "pengguna layanan"
    SEBELUMNYA = "bulan sebelumnya"


@dataclass(frozen=True)
class Isian:
    """What one satker's respondents of a period are known by. Counts; '' means not known.

    ``jam``: respondents by day and hour until ``sampai``, the last day observed; ``sebelum``: by day of the week, Monday
    first, over the months before; ``layanan`` and ``kanal``: by name; ``pengguna``: service users by layanan, empty where
    not known; ``layanan_sebelum``: respondents of the months before by layanan.
    """

    periode: Periode
    kalender: Kalender
    sampai: date
    jam: HariJam
    sebelum: tuple[int, ...] = (0,) * len(HARI)
    layanan: Mapping[str, int] = field(default_factory=dict)
    pengguna: Mapping[str, int] = field(default_factory=dict)
    layanan_sebelum: Mapping[str, int] = field(default_factory=dict)
    kanal: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Temuan:
    """One finding: ``k`` of ``n`` respondents, where about ``wajar`` (a number of respondents) would be usual; ``peluang``:
    at most so likely by chance, None where nothing was tested. ``hari``: the day, or the first day of a month's end;
    ``jam``: from and until (hours); ``nama``: layanan or channel; ``pembanding``: what a layanan was compared with."""

    jenis: Jenis
    bobot: Bobot
    k: int
    n: int
    wajar: float
    peluang: float | None = None
    hari: date | None = None
    jam: tuple[int, int] | None = None
    nama: str = ""
    pembanding: Pembanding | None = None

    @property
    def bagian(self) -> float:
        """The share k / n."""
        return self.k / self.n

    @property
    def berlebih(self) -> float:
        """How much larger the share is than the usual one: what the worst is ranked by."""
        return (self.k - self.wajar) / self.n


@dataclass(frozen=True)
class Komposisi:
    """``n``: respondents until the last day observed; ``temuan``: worst first; ``is_dinilai``: enough respondents in at
    least one month; ``bulan``: the months with their days as they were judged."""

    n: int
    is_dinilai: bool
    temuan: tuple[Temuan, ...]
    bulan: tuple[Bulan, ...]

    @property
    def perhatian(self) -> tuple[Temuan, ...]:
        """The findings that ask to be looked at."""
        return tuple(one for one in self.temuan if one.bobot is Bobot.PERHATIAN)

    @property
    def terburuk(self) -> float:
        """Of the findings that ask to be looked at the largest excess; 0 without one."""
        return max((one.berlebih for one in self.perhatian), default=0.0)


def assess(isian: Isian) -> Komposisi:
    """The composition of one satker in a period. Days are judged month by month: targets are, and a quarter would hide an
    afternoon."""
    rule = composition_rule()
    months = tuple(
        month_of_days(bulan, isian.jam, isian.sebelum, isian.kalender, isian.sampai, rule)
        for bulan in isian.periode.months
    )
    judged = [one for one in months if one.is_dinilai]
    found: list[Temuan] = []
    for one in judged:
        found += _of_month(one, len(judged), rule)
    n = sum(one.n for one in months)
    if judged:
        found += [*_off_hours(isian, rule), *_services(isian, rule), *_channel(isian.kanal, rule)]
    order = sorted(
        found, key=lambda one: (one.bobot is Bobot.INFORMASI, -one.berlebih, one.jenis, one.hari or date.min)
    )
    return Komposisi(n, bool(judged), tuple(order), months)


def _of_month(bulan: Bulan, months: int, rule: AturanKomposisi) -> Iterator[Temuan]:
    """A heaped day or afternoon, and the last working days. ``months``: how many are looked at."""
    day = _of_day(bulan, months, rule)
    if day is not None:
        yield day
    if bulan.akhir is None:
        return
    start, k = bulan.akhir
    if k < rule.bagian_akhir * bulan.n:
        return
    heaped = day.hari if day is not None else None
    if heaped is not None and heaped >= start and bulan.isi.harian[heaped] >= rule.mewakili * k:
        return  # said already, with the day
    share = min(1.0, rule.hari_akhir / bulan.hari_kerja)
    chance = min(1.0, months * binomial_tail(bulan.n, k, share))
    if chance <= rule.alfa:
        yield Temuan(Jenis.AKHIR_BULAN, Bobot.PERHATIAN, k, bulan.n, share * bulan.n, chance, start)


def _of_day(bulan: Bulan, months: int, rule: AturanKomposisi) -> Temuan | None:
    """The most improbable day of the month, where it is large enough; as an afternoon, where that holds most of it."""
    n, looked_at = bulan.isi.n, max(bulan.hari_kerja, len(bulan.isi.hari)) * months
    inside = bulan.jendela[:, 2]
    is_window = (inside >= rule.mewakili * n) & (inside >= rule.bagian_jendela * bulan.n)
    best: Temuan | None = None
    for at in np.flatnonzero(is_window | (n >= rule.bagian_hari * bulan.n)):
        start, end, count = bulan.jendela[at].tolist() if is_window[at] else (0, 0, int(n[at]))
        usual = float(bulan.wajar[at])
        # A window of a day cannot hold more than the day: the day's probability is an upper bound for it.
        chance = min(1.0, looked_at * binomial_tail(bulan.n, count, usual))
        if chance > rule.alfa or (best is not None and count <= best.k):
            continue
        kind = Jenis.JENDELA if is_window[at] else Jenis.HARI
        hours = (start, end) if is_window[at] else None
        best = Temuan(kind, Bobot.PERHATIAN, count, bulan.n, usual * bulan.n, chance, bulan.isi.hari[at], hours)
    return best


def _off_hours(isian: Isian, rule: AturanKomposisi) -> Iterator[Temuan]:
    """Answers on days that are closed, and outside of service hours on days that are open."""
    days = isian.jam.until(isian.sampai)
    opened = np.array([isian.kalender.is_workday(day) for day in days.hari], dtype=bool)
    total, closed = int(days.n.sum()), int(days.n[~opened].sum())
    by_hour = days.jam[opened].sum(axis=0)
    known, inside = int(by_hour.sum()), int(by_hour[rule.jam_buka : rule.jam_tutup].sum())
    outside, timed = known - inside, known if known >= rule.jam_diketahui * (total - closed) else 0
    for kind, k, n in ((Jenis.HARI_TUTUP, closed, total), (Jenis.LUAR_JAM, outside, timed)):
        if n < rule.minimal_n or k < rule.bagian_luar * n:
            continue
        chance = binomial_tail(n, k, rule.luar_wajar)
        if chance <= rule.alfa:
            hours = (rule.jam_buka, rule.jam_tutup) if kind is Jenis.LUAR_JAM else None
            yield Temuan(kind, Bobot.INFORMASI, k, n, rule.luar_wajar * n, chance, jam=hours)


def _services(isian: Isian, rule: AturanKomposisi) -> Iterator[Temuan]:
    """The service that has far more respondents than its share of the users, else than in the months before."""
    known = {nama: n for nama, n in isian.layanan.items() if nama and n}
    if (users := service_shares(isian.layanan, isian.pengguna, rule)) is not None:
        n = sum(known.get(nama, 0) for nama in users)
        tails = {nama: (share, partial(binomial_tail, p=share)) for nama, share in users.items()}
        against = Pembanding.PENGGUNA
    else:
        n, before = sum(known.values()), {nama: k for nama, k in isian.layanan_sebelum.items() if nama}
        base = sum(before.values())
        if base < rule.minimal_sebelum or len({*known, *before}) < 2:
            return
        tails = {}
        for nama in known:
            a, b = before.get(nama, 0) + 0.5, base - before.get(nama, 0) + 0.5
            tails[nama] = (a / (a + b), partial(beta_binomial_tail, a=a, b=b))
        against = Pembanding.SEBELUMNYA
    if n < rule.minimal_n:
        return
    for nama, (share, tail) in tails.items():
        k = known.get(nama, 0)
        if k - share * n < rule.selisih_layanan * n:
            continue
        chance = min(1.0, len(tails) * tail(n, k))
        if chance <= rule.alfa:
            weight = Bobot.PERHATIAN if against is Pembanding.PENGGUNA else Bobot.INFORMASI
            yield Temuan(Jenis.LAYANAN, weight, k, n, share * n, chance, nama=nama, pembanding=against)


def service_shares(
    layanan: Mapping[str, int], pengguna: Mapping[str, int], rule: AturanKomposisi | None = None
) -> dict[str, float] | None:
    """Share of the service users by layanan; None where they are not known by layanan, where there is only one, or where
    too few respondents name one of these layanan: then the two lists do not speak of the same things."""
    rule = rule or composition_rule()
    users = {nama: n for nama, n in pengguna.items() if nama and n > 0}
    known = sum(n for nama, n in layanan.items() if nama)
    matched = sum(n for nama, n in layanan.items() if nama in users)
    if len(users) < 2 or not known or matched < rule.layanan_cocok * known:
        return None
    total = sum(users.values())
    return {nama: n / total for nama, n in users.items()}


def _channel(kanal: Mapping[str, int], rule: AturanKomposisi) -> Iterator[Temuan]:
    known = {nama: n for nama, n in kanal.items() if nama}
    n = sum(known.values())
    if n < rule.minimal_kanal:
        return
    nama, k = max(known.items(), key=lambda one: one[1])
    if k >= rule.bagian_kanal * n:
        yield Temuan(Jenis.KANAL, Bobot.INFORMASI, k, n, float(k), nama=nama)
