"""Sentences about comparing satker: the funnel, peers of the same jenis, and the months of one satker."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard.charts.labels import nama_ringkas
from dashboard.formats import (
    TANPA_NILAI,
    awal_kalimat,
    format_angka,
    format_bulat,
    format_interval,
    format_peluang,
    format_perubahan,
    is_missing,
    join_kata,
    kata_bilangan,
)
from dashboard.text.base import plain
from dashboard.views.bulanan import Bulanan
from dashboard.views.perbandingan import PerbandinganSatker
from scoring.changes import NAIK, TURUN, WAJAR
from scoring.funnel import Kisaran, tier_of
from scoring.peers import MINIMAL_SEJENIS
from scoring.periods import month_label
from scoring.rules import comparison_rule, display_rule
from scoring.states import Status
from scoring.xmr import Sinyal

CORONG_CARA_BACA = (
    "Satu tanda satu satker; makin ke kanan makin banyak responden. Di dalam corong selisih dari garis tengah masih wajar: "
    "kebetulan siapa yang mengisi, ditambah beda yang memang biasa antarsatker."
)
SINGKAT = {
    Kisaran.DI_BAWAH: "di bawah",
    Kisaran.DEKAT_BAWAH: "dalam, dekat batas bawah",
    Kisaran.DALAM: "dalam",
    Kisaran.DEKAT_ATAS: "dalam, dekat batas atas",
    Kisaran.DI_ATAS: "di atas",
}
_SISI = {
    "di bawah": {Sinyal.DI_BAWAH, Sinyal.RUNTUN_BAWAH},
    "di atas": {Sinyal.DI_ATAS, Sinyal.RUNTUN_ATAS},
}
# More names than these do not fit a sentence; the table has them all.
_NAMA = 4
# A chance worth naming in a sentence.
_PELUANG = 0.5


def tier_cell(row: pd.Series) -> str:
    """The tier of one row of PerbandinganSatker.tabel in a table cell; why there is none otherwise."""
    if (tier := tier_of(row["kisaran"])) is not None:
        return SINGKAT[tier]
    if not row["n"] > 0:
        return "tidak ada data"
    return "n kurang" if row["status"] == Status.DI_BAWAH_MINIMAL else TANPA_NILAI


def comparison_title(view: PerbandinganSatker) -> str:
    """The finding in one sentence: how many satker lie outside the funnel, and which. Plain text."""
    hasil, indeks = view.hasil, view.instrumen.indeks
    total = len(hasil.dibandingkan)
    if hasil.corong is None:
        return _too_few(view)
    below, above = hasil.of(Kisaran.DI_BAWAH), hasil.of(Kisaran.DI_ATAS)
    if below.empty and above.empty:
        return f"{indeks}: {format_bulat(total)} satker semuanya dalam kisaran wajar"
    words: list[str] = []
    for part, side in ((below, "bawah"), (above, "atas")):
        if len(part):
            unit, usual = ("", "") if words else (" satker", " kisaran wajar")
            words.append(f"{kata_bilangan(len(part))}{unit} di {side}{usual} ({_names(view, part)})")
    inside = total - len(below) - len(above)
    return f"{indeks}: {', '.join(words)}, {format_bulat(inside)} di dalam"


def comparison_notes(view: PerbandinganSatker) -> list[str]:
    """What else the comparison says, one sentence each. Plain text."""
    hasil = view.hasil
    if hasil.corong is None:
        return []
    near = hasil.of(Kisaran.DEKAT_BAWAH)
    lowest = hasil.dibandingkan.sort_values(["peluang_terendah", "nilai_4"], ascending=[False, True], kind="stable")
    likely = lowest[lowest["peluang_terendah"] >= _PELUANG].head(comparison_rule().terujung)
    notes = [f"Dekat batas bawah: {_names(view, near)}."] if len(near) else []
    if likely.empty:
        notes.append("Siapa tiga terendah belum dapat dipastikan: tidak ada satker yang peluangnya mencapai 50%.")
    else:
        named = [f"{_short(view, kode)} {format_peluang(p)}" for kode, p in _pairs(likely, "peluang_terendah")]
        notes.append(f"Peluang termasuk tiga terendah: {', '.join(named)}.")
    tau = hasil.corong.tau
    notes.append(
        f"Bukan hanya kebetulan siapa yang mengisi: satker memang biasa berbeda sekitar {format_angka(tau)} dari garis tengah."
        if round(tau, 2) > 0
        else "Beda antarsatker tidak lebih besar daripada kebetulan siapa yang mengisi."
    )
    left_out = hasil.tabel[hasil.tabel["kisaran"].isna()]
    if len(left_out):
        floor = display_rule().minimal_mutu
        notes.append(f"Tidak dibandingkan (responden di bawah {floor} atau tanpa sebaran): {_names(view, left_out)}.")
    return notes


def _too_few(view: PerbandinganSatker) -> str:
    able, least = len(view.hasil.tabel[view.hasil.tabel["status"] == Status.NILAI]), comparison_rule().minimal_satker
    if not len(view.hasil.tabel):
        return f"Tidak ada jawaban {view.instrumen.kode.upper()} untuk dibandingkan"
    found = f"baru {kata_bilangan(able)}" if able else "belum ada"
    return f"Kisaran wajar perlu paling sedikit {kata_bilangan(least)} satker yang dapat dinilai; di sini {found}"


def _names(view: PerbandinganSatker, part: pd.DataFrame) -> str:
    names = [_short(view, kode) for kode in part["satker"]]
    if len(names) > _NAMA:
        names = [*names[: _NAMA - 1], f"{kata_bilangan(len(names) - _NAMA + 1)} lain"]
    return join_kata(names)


def _short(view: PerbandinganSatker, kode: str) -> str:
    return nama_ringkas(view.nama[kode])


def _pairs(frame: pd.DataFrame, column: str) -> list[tuple[str, float]]:
    return list(zip(frame["satker"], frame[column].astype(float), strict=True))


def place_sentence(view: PerbandinganSatker, satker: str) -> str:
    """Where one satker stands among all: tier and probability of a rank. Markdown-safe; '' where it has no answers."""
    row, corong = view.row(satker), view.hasil.corong
    if row is None or corong is None:
        return "" if row is None else plain(f"{_too_few(view)}.")
    tier = tier_of(row["kisaran"])
    if tier is None:
        return plain(f"Belum dibandingkan: baru {format_bulat(row['n'])} responden.")
    limits = corong.limits(pd.Series([row["n"]]).to_numpy(float))[0]
    lowest, highest = (format_peluang(float(row[name])) for name in ("peluang_terendah", "peluang_tertinggi"))
    usual = f"({format_interval(limits[1], limits[2])} untuk {format_bulat(row['n'])} responden)"
    words = [
        f"Di antara {format_bulat(len(view.hasil.dibandingkan))} satker wilayah: {tier.value} {usual}.",
        f"Peluang termasuk tiga terendah {lowest}, tiga tertinggi {highest}.",
        shrunken_sentence(row),
    ]
    return plain(" ".join(word for word in words if word))


def shrunken_sentence(row: pd.Series) -> str:
    """The shrunken value, where few respondents make it differ from the printed one; '' elsewhere.

    Not for a satker outside the funnel: that it is like the others is just what is doubted there.
    """
    is_inside = row["kisaran"] not in {Kisaran.DI_BAWAH, Kisaran.DI_ATAS}
    shown, own = format_angka(row["susut_4"]), format_angka(row["nilai_4"])
    if is_missing(row["susut_4"]) or shown == own or not is_inside or row["n"] >= display_rule().minimal_zi:
        return ""
    return f"Dengan responden sesedikit ini taksiran terbaik tingkatnya {shown}: ditarik ke arah satker lain."


def peers_sentence(view: PerbandinganSatker, satker: str) -> str:
    """One satker beside the mean of the others of its jenis, with the difference and its interval. Markdown-safe."""
    beda, row, indeks = view.sejenis(satker), view.row(satker), view.instrumen.indeks
    kind = f"{beda.jenis} lain" if beda.jenis else "satker sejenis lain"
    if satker in view.hanya_rekap:
        return plain("Hanya punya rekap: tidak dibandingkan, karena tanpa jawaban kisarannya tidak diketahui.")
    if row is None:
        return plain(f"Tidak ada responden pada {view.pilihan.periode.label}.")
    if row["status"] != Status.NILAI:
        return plain(f"Belum dibandingkan: baru {format_bulat(row['n'])} responden.")
    if beda.selisih is None:
        found = f"baru {kata_bilangan(beda.rerata.satker)}" if beda.rerata.satker else "belum ada"
        return plain(
            f"Perbandingan perlu paling sedikit {kata_bilangan(MINIMAL_SEJENIS)} {kind} yang dapat dinilai; {found}."
        )
    verdict = {
        NAIK: "lebih tinggi, bukan sekadar kebetulan",
        TURUN: "lebih rendah, bukan sekadar kebetulan",
        WAJAR: f"{WAJAR}, bedanya bisa karena kebetulan",
    }
    span = ""
    if not is_missing(beda.selisih.bawah):
        span = f" (kisaran {format_perubahan(beda.selisih.bawah)} sampai {format_perubahan(beda.selisih.atas)})"
    return plain(
        f"{indeks} {format_angka(row['nilai_4'])}; rata-rata {kata_bilangan(beda.rerata.satker)} {kind} "
        f"{format_angka(beda.rerata.nilai_4)}. Selisih {format_perubahan(beda.selisih.selisih)}{span}: "
        f"{verdict.get(beda.selisih.arah, 'tanpa kisaran tidak dapat dikatakan berbeda')}."
    )


def no_months_words(bulan: Sequence[int], *, is_recapped: bool) -> str:
    """Why no months are drawn: nobody's answers are stored."""
    first = (
        f"Belum ada jawaban dari {month_label(bulan[0])} sampai {month_label(bulan[-1])}, jadi tidak ada yang digambar."
    )
    return f"{first} Nilai dari rekap ada di bagian rekap." if is_recapped else first


def months_sentence(view: Bulanan) -> str:
    """What the XmR chart says: the usual range, then the newest months, then the older ones. Markdown-safe."""
    peta = view.peta
    if not peta.has_limits:
        found = f"baru {kata_bilangan(peta.bulan)}" if peta.bulan else "belum ada"
        return plain(
            f"Untuk mengatakan apakah naik-turunnya biasa perlu paling sedikit {kata_bilangan(peta.minimal)} bulan yang dapat "
            f"dinilai; {found}."
        )
    first, last = month_label(view.bulan[0]), month_label(view.bulan[peta.dasar - 1])
    limits = format_interval(peta.bawah, peta.atas)
    span = f"Kebiasaan {view.instrumen.indeks} satker ini: {limits}, dari naik-turunnya {first} sampai {last}"
    if not any(peta.sinyal):
        calm = "Semua bulan yang dapat dinilai sesuai kebiasaan itu: naik-turunnya tidak perlu dicari sebabnya satu per satu."
        return plain(f"{span}. {calm}")
    words, count = _newest_signal(view)
    since = f", sejak {month_label(view.bulan[-count])}" if count > 1 else ""
    found = f"{awal_kalimat(habit_words(view))}{since}: ada yang berubah, cari sebabnya"
    now = found if words else "Bulan terakhir biasa saja"
    older = len(view.bulan) - count
    before = [_older(view.bulan[:older], peta.sinyal[:older], side) for side in _SISI]
    told = "; ".join(part for part in before if part)
    return plain(f"{span}. {now}.{f' Sebelumnya {told}.' if told else ''}")


def _older(bulan: Sequence[int], sinyal: Sequence[Sinyal | None], side: str) -> str:
    """'di bawah kebiasaan: Januari 2026'; '' without such a month."""
    found = [(month, signal) for month, signal in zip(bulan, sinyal, strict=True) if signal in _SISI[side]]
    if not found:
        return ""
    return f"{_side_words(side, [signal for _, signal in found])}: {_months([month for month, _ in found])}"


def _side_words(side: str, sinyal: Sequence[Sinyal | None]) -> str:
    """A run inside the limits is not outside the usual range, only always on one side of its mean."""
    is_beyond = any(signal in {Sinyal.DI_BAWAH, Sinyal.DI_ATAS} for signal in sinyal)
    return f"{side} {'kebiasaan' if is_beyond else 'rata-rata kebiasaan'}"


def habit_words(view: Bulanan) -> str:
    """'sudah delapan bulan di bawah kebiasaannya' for the months up to the newest; '' when that one is as usual or cannot
    be judged."""
    words, count = _newest_signal(view)
    if not count:
        return ""
    since = month_label(view.bulan[-1]) if count == 1 else f"sudah {kata_bilangan(count)} bulan"
    return f"{since} {words}nya"


def _newest_signal(view: Bulanan) -> tuple[str, int]:
    """The side on which the newest months differ from the usual ones, in words, and how many do in a row."""
    sinyal = view.peta.sinyal
    for side, kinds in _SISI.items():
        count = next((at for at, signal in enumerate(reversed(sinyal)) if signal not in kinds), len(sinyal))
        if count:
            return _side_words(side, sinyal[-count:]), count
    return "", 0


def _months(bulan: Sequence[int]) -> str:
    if len(bulan) > _NAMA:
        return f"{kata_bilangan(len(bulan))} bulan, terakhir {month_label(bulan[-1])}"
    return join_kata([month_label(month) for month in bulan])
