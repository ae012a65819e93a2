"""Kalender Kepatuhan as a workbook: a sheet a survey, every cell with its numbers, and who has gaps."""

from __future__ import annotations

import pandas as pd

from dashboard.exports.book import Catatan, Lembar, workbook
from dashboard.text import kepatuhan as kalimat
from dashboard.views.common import Pilihan
from dashboard.views.kepatuhan import KalenderKepatuhan, KepatuhanSurvei
from dashboard.views.kepatuhan_sel import PilihanKepatuhan, Sel
from scoring.compliance import Kepatuhan

SEMUA = "semua survei"
_RINCIAN = (
    "Kode", "Satuan kerja", "Jenis", "Survei", "Periode", "Keadaan", "Responden", "Target", "Triwulan", "Responden triwulan",
    "Target triwulan", "Rekap",
)  # fmt: skip


def kepatuhan(view: KalenderKepatuhan) -> bytes:
    """The page's calendar: states in words, a sheet a survey; all numbers in one long sheet; the list to follow up."""
    sheets = [Lembar(kalimat.survey_name(one.instrumen), _calendar(view, one)) for one in view.survei]
    sheets += [Lembar("Perlu ditindaklanjuti", _gaps(view)), Lembar("Rincian", _details(view))]
    notes: list[Catatan] = [("Cara menilai", sentence) for sentence in kalimat.notes(view)]
    notes += [(f"Keadaan: {one.value}", kalimat.ARTI[one]) for one in kalimat.present(view)]
    return workbook(sheets, (), kepatuhan_choice(view.pilihan), notes)


def kepatuhan_choice(pilihan: PilihanKepatuhan) -> Pilihan:
    """The year as a choice: what a file's name and its first lines say."""
    return Pilihan(pilihan.survei or SEMUA, pilihan.periode, pilihan.jenis)


def _calendar(view: KalenderKepatuhan, one: KepatuhanSurvei) -> pd.DataFrame:
    lines = []
    for kode, nama, jenis in view.satker:
        cells = {periode.label: one.of(kode, periode).keadaan for periode in one.kolom}
        states = list(cells.values())
        lines.append(
            {"Kode": kode, "Satuan kerja": nama, "Jenis": jenis}
            | {label: state.value for label, state in cells.items()}
            | {"Banyaknya sudah": states.count(Kepatuhan.SUDAH) + states.count(Kepatuhan.TRIWULAN)}
            | {"Banyaknya belum ada data": states.count(Kepatuhan.KOSONG)}
        )
    return pd.DataFrame(lines)


def _details(view: KalenderKepatuhan) -> pd.DataFrame:
    lines = [
        (kode, nama, jenis, kalimat.survey_name(one.instrumen), *_numbers(one.of(kode, periode)))
        for one in view.survei
        for kode, nama, jenis in view.satker
        for periode in one.kolom
    ]
    return _whole(pd.DataFrame(lines, columns=list(_RINCIAN)))


def _numbers(sel: Sel) -> tuple[object, ...]:
    """The cells of one line. Whose answers are elsewhere has not 0 respondents: an empty cell."""
    n = None if sel.keadaan is Kepatuhan.HANYA_REKAP else sel.n
    quarter = (sel.triwulan[0].label, *sel.triwulan[1:]) if sel.triwulan is not None else (None, None, None)
    rekap = sel.rekap.label if sel.rekap is not None else None
    return sel.periode.label, sel.keadaan.value, n, sel.target, *quarter, rekap


def _gaps(view: KalenderKepatuhan) -> pd.DataFrame:
    lines = [
        (one.satker, one.nama, one.jenis, kalimat.survey_name(one.instrumen), sel.periode.label, sel.keadaan.value,
         sel.n, sel.target, kalimat.run_words(one))
        for one in view.kekurangan for sel in one.sel
    ]  # fmt: skip
    columns = [*_RINCIAN[:8], "Kosong beruntun"]
    return _whole(pd.DataFrame(lines, columns=columns))


def _whole(frame: pd.DataFrame) -> pd.DataFrame:
    """Counts as whole numbers, what is not known as an empty cell."""
    counts = [name for name in frame.columns if name.startswith(("Responden", "Target"))]
    return frame.astype(dict.fromkeys(counts, "Int64"))
