"""Sentences of Mode Rapat: what the room reads beside a chart. Short: a slide is read from six metres, not studied."""

from __future__ import annotations

from dashboard.formats import awal_kalimat, format_angka, format_bulat, format_dekat_ambang
from dashboard.kisaran import kisaran_words
from dashboard.text.base import change_words, plain
from dashboard.text.rekap import recap_sentence
from dashboard.text.satker import weak_sentence
from dashboard.views.satker import HasilSurvei, SatuanKerja
from scoring.rules import PREDIKAT
from scoring.states import Status
from scoring.targets import MANUAL, implied_words


def satker_lines(view: SatuanKerja) -> list[str]:
    """One satker beside the chart of its unsur: basis, gate, change, weakest. Markdown-safe.

    The slide's title has told the value, its dial the respondents; the whole paragraph is on Satuan Kerja.
    """
    survei, periode = view.utama, view.pilihan.periode
    lines = [_basis(survei)]
    # Below the minimum a gate, a change or a weakest unsur is chance: the chart shows how wide it all is.
    if survei.sekarang is not None and survei.sekarang["status"] == Status.NILAI:
        moved = awal_kalimat(change_words(survei.perubahan, periode.previous.label))
        lines += [_gate(survei, view.predikat or PREDIKAT[0]), f"{moved}.", weak_sentence(survei)]
    if view.target is None:
        is_known = view.pengguna == 0
        lines.append("Tidak ada pengguna layanan, jadi tidak ada target." if is_known else "Target belum diketahui.")
    elif view.target.metode == MANUAL:
        lines.append(f"Target manual, {implied_words(view.target.target)}.")
    return [plain(line) for line in lines if line]


def _basis(survei: HasilSurvei) -> str:
    if survei.sekarang is None and survei.rekap_saja is not None:
        return recap_sentence(survei.rekap_saja, survei.gate)
    if survei.sekarang is None:
        return "Tidak ada responden pada periode ini."
    row = survei.sekarang
    span = kisaran_words(float(row["bawah_4"]), float(row["atas_4"]), row["dasar"], survei.n)
    if row["status"] == Status.NILAI:
        return f"Mutu {row['mutu']}, {format_bulat(survei.n)} responden, {span}."
    value = format_dekat_ambang(float(row["nilai_4"]), survei.gate)
    return f"{survei.instrumen.indeks} {value}, {span}: baru {format_bulat(survei.n)} responden, belum memadai untuk diberi mutu."


def _gate(survei: HasilSurvei, predikat: str) -> str:
    """Over or under the gate, and whether the interval leaves that open."""
    if survei.gate is None or survei.sekarang is None:
        return ""
    row, name = survei.sekarang, f"ambang {predikat} {format_angka(survei.gate)}"
    distance = float(row["nilai_4"]) - survei.gate
    unsure = float(row["bawah_4"]) < survei.gate <= float(row["atas_4"])
    doubt = "; belum pasti, ambang ada di dalam kisaran" if unsure else ""
    side = f"Kurang {format_dekat_ambang(-distance, 0.0)} dari" if distance < 0 else "Sudah melewati"
    return f"{side} {name}{doubt}."
