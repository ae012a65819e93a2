"""Recaps as sheets of a workbook, beside the sheets of answers and never in them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard.exports.book import Lembar
from dashboard.text.rekap import KETERANGAN, reason_short
from dashboard.views.rekap import RekapSatker

NAMA = "Rekap"
CATATAN = ("Rekap", f"{KETERANGAN} Lembar Rekap tidak ikut dalam angka lembar lain.")


def sheets(rekap: Sequence[RekapSatker]) -> list[Lembar]:
    """The recaps and, where they have any, their unsur; no sheet where there is no recap."""
    if not rekap:
        return []
    found = [Lembar(NAMA, pd.DataFrame([_row(one) for one in rekap]))]
    unsur = [row for one in rekap for row in _unsur_rows(one)]
    return [*found, Lembar(f"{NAMA} unsur", pd.DataFrame(unsur))] if unsur else found


def _who(one: RekapSatker) -> dict[str, object]:
    record = one.tercatat
    return {
        "Kode": record.satker,
        "Satuan kerja": one.nama,
        "Survei": one.instrumen.kode,
        "Indeks": one.instrumen.indeks,
        "Periode": record.periode.label,
    }


def _row(one: RekapSatker) -> dict[str, object]:
    record, cocok = one.tercatat, one.cocok
    return {
        **_who(one),
        "Tertulis": None if record.indeks is None else float(record.indeks.nilai),
        "Skala tertulis": "" if record.indeks is None else record.indeks.skala,
        "Responden": record.n,
        "Mutu tertulis": record.mutu,
        "Nilai (skala 4)": one.nilai.nilai_4,
        "Nilai (skala 100)": one.nilai.nilai_100,
        "Mutu": one.nilai.mutu,
        "Keadaan": str(one.nilai.status),
        "Dasar kisaran": str(one.nilai.dasar),
        "Konversi": one.konversi,
        "Responden yang jawabannya tersimpan": None if cocok is None else cocok.n_jawaban,
        "Nilai dari jawaban (skala tertulis)": None if cocok is None else cocok.hasil.kita.nilai,
        "Selisih (skala tertulis)": None if cocok is None else cocok.hasil.selisih,
        "Penjelasan": reason_short(one),
        "Berkas": record.nama_berkas,
    }


def _unsur_rows(one: RekapSatker) -> list[dict[str, object]]:
    return [
        {
            **_who(one),
            "Kode unsur": part.unsur.kode,
            "Unsur": part.unsur.nama,
            "Tertulis": float(part.tercatat.nilai) if part.tercatat.nilai else None,
            "Skala tertulis": part.tercatat.skala if part.tercatat.nilai else "",
            "Responden": part.tercatat.n,
            "Nilai (skala 4)": part.nilai.nilai_4,
            "Kisaran 95 % bawah": part.nilai.bawah_4,
            "Kisaran 95 % atas": part.nilai.atas_4,
            "Mutu": part.nilai.mutu,
            "Nilai dari jawaban (skala 4)": part.jawaban_4,
            "Responden dari jawaban": part.jawaban_n,
        }
        for part in one.unsur
    ]
