"""Rule changes inside a period (scoring-rules 4: the table is chosen by date): such a period has two results.

The main result is the one of the rule in force on the period's last day, because a report is written when its period is
over (the published cases are dated so too); the other rules of the period stand beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from scoring.instruments import Instrumen, shipped_instruments
from scoring.periods import Periode
from scoring.rules import Ambang, Dated, TabelMutu, gate_sets, mutu_tables, target_rules

MUTU = "tabel mutu"
AMBANG = "ambang Zona Integritas"
TARGET = "aturan target"
INSTRUMEN = "instrumen"


@dataclass(frozen=True)
class Lintasan:
    """One rule change: ``lama`` until the day before ``sejak``, ``baru`` from then on (legal references, or the names of
    instruments); '' where nothing was in force on that side."""

    aturan: str
    sejak: date
    lama: str
    baru: str


def mutu_tables_in(periode: Periode) -> tuple[TabelMutu, ...]:
    """The grade tables in force on some day of the period, newest first; the first one gives the main result."""
    return _during(mutu_tables(), periode)


def gate_sets_in(periode: Periode) -> tuple[Ambang, ...]:
    """The same for the gates of Zona Integritas."""
    return _during(gate_sets(), periode)


def crossings(
    periode: Periode, instrumen: Instrumen | None = None, known: Iterable[Instrumen] | None = None
) -> tuple[Lintasan, ...]:
    """The rule changes inside the period, oldest first: a change on its first day is not inside it.

    ``instrumen``: its gates (none for an index without gates) and its validity are looked at too, all gates and no
    validity without it; ``known``: where its predecessor and successor are looked for (default: the shipped ones).
    """
    found = [*_changes(MUTU, mutu_tables_in(periode)), *_changes(TARGET, _during(target_rules(), periode))]
    if instrumen is None or any(instrumen.indeks in by for by in gate_sets_in(periode)[0].gate.values()):
        found += _changes(AMBANG, gate_sets_in(periode))
    if instrumen is not None:
        found += _validity(periode, instrumen, list(shipped_instruments().values() if known is None else known))
    return tuple(sorted(found, key=lambda one: one.sejak))


def _during(versions: Sequence[Dated], periode: Periode) -> tuple[Dated, ...]:
    newest_first = sorted(versions, key=lambda version: version.berlaku_mulai, reverse=True)
    # Before the oldest version that one applies too: no other is known.
    begun = [one for one in newest_first if one.berlaku_mulai <= periode.last_day] or newest_first[-1:]
    inside = sum(one.berlaku_mulai > periode.first_day for one in begun)
    return tuple(begun[: inside + 1])


def _changes(aturan: str, versions: Sequence[Dated]) -> list[Lintasan]:
    pairs = pairwise(versions)
    return [Lintasan(aturan, new.berlaku_mulai, old.dasar, new.dasar) for new, old in pairs]


def _validity(periode: Periode, instrumen: Instrumen, known: Sequence[Instrumen]) -> list[Lintasan]:
    """The day on which the instrument comes into force, or the first on which it no longer is."""
    others = [one for one in known if one.indeks == instrumen.indeks and one.kode != instrumen.kode]
    found = []
    begins, ends = instrumen.berlaku_mulai, instrumen.berlaku_sampai
    if begins and periode.first_day < begins <= periode.last_day:
        before = _names(others, begins - timedelta(days=1))
        found.append(Lintasan(INSTRUMEN, begins, before, instrumen.nama))
    if ends and periode.first_day <= ends < periode.last_day:
        after = ends + timedelta(days=1)
        found.append(Lintasan(INSTRUMEN, after, instrumen.nama, _names(others, after)))
    return found


def _names(instruments: Sequence[Instrumen], day: date) -> str:
    """The instruments in force on a day."""
    return " dan ".join(
        one.nama for one in instruments if (one.berlaku_mulai or date.min) <= day <= (one.berlaku_sampai or date.max)
    )
