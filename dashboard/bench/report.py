"""The results: as JSON for machines, as a table in Indonesian for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from dashboard.formats import TANPA_NILAI, format_angka

TERCAPAI = {True: "tercapai", False: "BELUM", None: TANPA_NILAI}


@dataclass(frozen=True)
class Ukur:
    """One measurement: ``detik`` of Pantau beside ``pembanding`` (seconds); None where something was not measured.

    ``rasio`` is detik / pembanding where little is wanted (slower), else pembanding / detik, how many times as fast.
    """

    nama: str
    detik: float | None
    pembanding: float | None
    rasio: float | None
    sasaran: float | None
    tercapai: bool | None


def slower(nama: str, detik: float, pembanding: float, sasaran: float | None = None) -> Ukur:
    """detik / pembanding; the goal is at most ``sasaran``."""
    rasio = detik / pembanding
    return Ukur(nama, detik, pembanding, rasio, sasaran, None if sasaran is None else rasio <= sasaran)


def faster(nama: str, detik: float, pembanding: float, sasaran: float | None = None) -> Ukur:
    """pembanding / detik; the goal is at least ``sasaran``."""
    rasio = pembanding / detik
    return Ukur(nama, detik, pembanding, rasio, sasaran, None if sasaran is None else rasio >= sasaran)


def not_measured(nama: str, alasan: str) -> Ukur:
    """A measurement that could not be made, with its reason in the name."""
    return Ukur(f"{nama} (tidak diukur: {alasan})", None, None, None, None, None)


def as_json(hasil: Sequence[Ukur]) -> list[dict[str, object]]:
    """One object a measurement: nama, detik, pembanding, rasio, sasaran, tercapai; numbers unrounded."""
    return [asdict(ukur) for ukur in hasil]


def as_table(hasil: Sequence[Ukur]) -> str:
    """The table, one line a measurement."""
    head = ("Pengukuran", "Pantau", "Pembanding", "Rasio", "Sasaran", "Hasil")
    rows = [head, *(_cells(ukur) for ukur in hasil)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    lines = []
    for row in rows:
        numbers = (f"{text:>{width}}" for text, width in zip(row[1:5], widths[1:5], strict=True))
        lines.append("  ".join([f"{row[0]:<{widths[0]}}", *numbers, row[5]]).rstrip())
    lines.insert(1, "-" * max(map(len, lines)))
    return "\n".join(lines)


def _cells(ukur: Ukur) -> tuple[str, ...]:
    bound = "" if ukur.sasaran is None else f"{'≤' if _less_is_better(ukur) else '≥'} {format_angka(ukur.sasaran, 1)}"
    return (
        ukur.nama,
        _time(ukur.detik),
        _time(ukur.pembanding),
        format_angka(ukur.rasio, 2),
        bound or TANPA_NILAI,
        TERCAPAI[ukur.tercapai],
    )


def _less_is_better(ukur: Ukur) -> bool:
    return ukur.sasaran is not None and ukur.rasio is not None and (ukur.rasio <= ukur.sasaran) == ukur.tercapai


def _time(detik: float | None) -> str:
    if detik is None:
        return TANPA_NILAI
    return f"{format_angka(detik, 2)} dtk" if detik >= 1 else f"{format_angka(detik * 1000, 1)} md"
