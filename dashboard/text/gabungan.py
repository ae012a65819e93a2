"""Sentences on satker too small for the minimum of Zona Integritas, and on targets by layanan."""

from __future__ import annotations

from dashboard.formats import awal_kalimat, format_bulat, kata_bilangan
from dashboard.text.base import count_satker, plain
from dashboard.views.gabungan import SatkerKecil
from dashboard.views.layanan import PembagianTarget
from scoring.periods import Periode, month_label
from scoring.rules import target_rule
from scoring.targets import Gabungan, Target

SISA_LAYANAN = "Layanan lain atau tidak disebut"


def small_note(count: int, periode: Periode) -> str:
    """What the list of small satker is about."""
    minimal = target_rule().minimal_zi
    return (
        f"{awal_kalimat(count_satker(count))} menuju Zona Integritas dengan kurang dari {minimal} pengguna layanan pada "
        f"{periode.label}. Targetnya tetap; bulan digabung untuk mencapai batas minimal {minimal} responden."
    )


def small_line(one: SatkerKecil, periode: Periode, own: Target | None) -> str:
    """'24 pengguna sebulan (target 24), jadi 30 responden tidak dapat dicapai; September–Oktober 2026 digabung: 38 dari 41
    responden, kurang 3 (46 pengguna; batas minimal 30 tercapai).' ``own``: the target of the period itself."""
    return f"{_too_few(one, periode, own)}; {_instead(one)}."


def _too_few(one: SatkerKecil, periode: Periode, own: Target | None) -> str:
    # 'Tidak ada pengguna sebulan' would be a habit, where it is this month only.
    when = "sebulan" if one.pengguna and len(periode.months) == 1 else f"pada {periode.label}"
    users = f"{format_bulat(one.pengguna)} pengguna" if one.pengguna else "tidak ada pengguna"
    goal = f" (target {format_bulat(own.target)})" if own is not None else ""
    return f"{users} {when}{goal}, jadi {target_rule().minimal_zi} responden tidak dapat dicapai"


def _instead(one: SatkerKecil) -> str:
    if one.gabungan is None and one.bulan_kosong is not None:
        return f"pengguna {month_label(one.bulan_kosong)} belum diisi, jadi bulan belum dapat digabung"
    rule = target_rule()
    if one.gabungan is None:
        return f"juga tidak dengan {kata_bilangan(rule.gabung_bulan_maks)} bulan digabung"
    minimal = rule.minimal_zi
    users = f"{format_bulat(one.gabungan.n)} pengguna"
    share = combined_words(one.gabungan, one.n)
    if one.is_tercapai:
        return f"{share} ({users})"
    reached = f"; batas minimal {minimal} tercapai" if one.n >= minimal else ""
    return f"{share} ({users}{reached})"


def combined_words(gabungan: Gabungan, n: int) -> str:
    """'September–Oktober 2026 digabung: 38 dari 41 responden, kurang 3'; '... 42 responden, target 41 tercapai'."""
    target, months = gabungan.target.target, gabungan.periode.span
    if n >= target:
        return f"{months} digabung: {format_bulat(n)} responden, target {format_bulat(target)} tercapai"
    counted = f"{format_bulat(n)} dari {format_bulat(target)} responden"
    return f"{months} digabung: {counted}, kurang {format_bulat(target - n)}"


def divided_note(terbagi: tuple[PembagianTarget, ...]) -> str:
    """How the targets by layanan came about."""
    return (
        f"Target {count_satker(sum(bool(one.bagian) for one in terbagi))} dibagi sebanding dengan pengguna tiap layanan; "
        "jumlahnya tepat sama dengan target satker."
    )


def undivided_lines(terbagi: tuple[PembagianTarget, ...]) -> list[str]:
    """Whose target cannot be divided, and why. Markdown-safe."""
    return [f"**{plain(one.nama)}.** {plain(one.alasan)}" for one in terbagi if not one.bagian]
