"""The four states in words: the only place that says what stands where a value may not, or must not, be shown.

It decides from the state, never from a number that happens to be missing.
"""

from __future__ import annotations

from dashboard.formats import TANPA_NILAI, format_angka, format_bulat, format_dekat_ambang
from scoring.states import Status

SILANG = "×"
KATA = {
    Status.TIDAK_ADA_DATA: "tidak ada data",
    Status.DI_BAWAH_MINIMAL: "di bawah minimal",
    Status.DISEMBUNYIKAN: f"{SILANG} disembunyikan",
}


def has_value(status: Status) -> bool:
    """True where the number itself may be shown: with its grade, or pale with its n."""
    return status in {Status.NILAI, Status.DI_BAWAH_MINIMAL}


def nilai_teks(status: Status, nilai: float, n: float, mutu: object, ambang: float | None = None) -> str:
    """'3,77 A', '3,198 B' beside its gate, '3,94 (n 7)' under the floor, or the state in words; never a 0 for a missing
    value."""
    match status:
        case Status.NILAI:
            value = format_dekat_ambang(nilai, ambang)
            return f"{value} {mutu}" if isinstance(mutu, str) else value
        case Status.DI_BAWAH_MINIMAL:
            return f"{format_angka(nilai)} (n {format_bulat(n)})"
        case _:
            return KATA[status]


def mutu_teks(status: Status, mutu: object) -> str:
    """The letter where the state lets it be given, else the state in words: an empty cell would read as good or bad."""
    if status is Status.NILAI:
        return str(mutu)
    return "n kurang" if status is Status.DI_BAWAH_MINIMAL else KATA[status]


def n_teks(status: Status, n: float) -> str:
    """Respondents: the count, also 0 where nobody answered; a dash where the cell is hidden."""
    return TANPA_NILAI if status is Status.DISEMBUNYIKAN else format_bulat(n)


def angka_teks(status: Status, teks: str) -> str:
    """``teks`` (a value, an interval) where the state lets it be shown, else a dash: the state's words stand beside it."""
    return teks if has_value(status) else TANPA_NILAI
