"""Zona Integritas as a workbook: readiness, conditions, values, months, for WBK and WBBM alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pandas as pd

from dashboard.exports.book import Lembar, workbook
from dashboard.exports.columns import named
from dashboard.text import zona as words
from dashboard.views.common import Pilihan
from dashboard.views.penjelasan import Penjelasan
from dashboard.views.zona import PilihanZona, ZonaIntegritas, ZonaSatker
from scoring.periods import month_label
from scoring.rules import PREDIKAT, gates
from scoring.zona import Hasil, NilaiZona, Syarat, points

_SYARAT = (
    "Kode", "Satuan kerja", "Predikat", "Syarat", "Indeks", "Keadaan", "Ada", "Perlu", "Jarak", "Kepastian",
    "Bulan kurang",
)  # fmt: skip


def zona(view: ZonaIntegritas, explain: Callable[[], Sequence[Penjelasan]]) -> bytes:
    """The page's numbers; ``explain`` asks for the explanations."""
    everyone = (*view.satker, *view.tanpa_bidik)
    names = {one.satker: one.nama for one in everyone}
    sheets = [
        Lembar("Kesiapan", pd.DataFrame([_readiness(one, hasil, view) for one, hasil in _results(everyone)])),
        Lembar("Syarat", _conditions(everyone)),
        Lembar("Nilai", pd.DataFrame([_value(one, nilai, view) for one in everyone for nilai in one.nilai.values()])),
        Lembar("Bulan", _months(view, names)),
    ]
    crossing = words.crossing_words(view)
    notes = [("Melintasi perubahan aturan", crossing)] if crossing else []
    notes += [("Cara menilai", sentence) for sentence in words.decides(view)]
    return workbook(sheets, explain(), zona_choice(view.pilihan), notes)


def zona_choice(pilihan: PilihanZona) -> Pilihan:
    """The window as a choice of indices and period: what a file's name and its first lines say."""
    return replace(pilihan.pilihan, instrumen="-".join(gates().gate[PREDIKAT[0]]).lower(), periode=pilihan.periode)


def _results(everyone: Sequence[ZonaSatker]) -> list[tuple[ZonaSatker, Hasil]]:
    return [(one, hasil) for one in everyone for hasil in one.hasil.values()]


def _readiness(one: ZonaSatker, hasil: Hasil, view: ZonaIntegritas) -> dict[str, object]:
    return {
        "Kode": one.satker,
        "Satuan kerja": one.nama,
        "Predikat yang dituju": one.bidik or None,
        "Predikat": hasil.predikat,
        "Kesiapan": str(hasil.kesiapan),
        "Yang masih kurang": "; ".join(words.missing_words(hasil, view)) or None,
    }


def _conditions(everyone: Sequence[ZonaSatker]) -> pd.DataFrame:
    rows = [_condition(one, hasil, item) for one, hasil in _results(everyone) for item in hasil.syarat]
    return pd.DataFrame(rows, columns=list(_SYARAT))


def _condition(one: ZonaSatker, hasil: Hasil, item: Syarat) -> tuple[object, ...]:
    kepastian = str(item.kepastian) if item.kepastian else None
    lacking = words.month_words(item.kurang) or None
    first = (one.satker, one.nama, hasil.predikat, str(item.jenis), item.indeks or None, str(item.keadaan))
    return (*first, item.ada, item.perlu, item.jarak, kepastian, lacking)


def _value(one: ZonaSatker, nilai: NilaiZona, view: ZonaIntegritas) -> dict[str, object]:
    return {
        "Kode": one.satker,
        "Satuan kerja": one.nama,
        "Indeks": nilai.indeks,
        "Keadaan": str(nilai.status),
        "Rata-rata indeks bulanan (memutuskan)": nilai.nilai_4,
        "Kisaran 95 % bawah": nilai.bawah_4,
        "Kisaran 95 % atas": nilai.atas_4,
        "Semua responden digabung": nilai.gabungan_4,
        "Kisaran gabungan bawah": nilai.gabungan_bawah_4,
        "Kisaran gabungan atas": nilai.gabungan_atas_4,
        "Poin": points(nilai.nilai_4, view.ambang, nilai.indeks),
        "Poin penuh": view.ambang.bobot_of(nilai.indeks),
        "Responden": nilai.n,
        "Bulan berisi": words.month_words(nilai.bulan) or None,
        "Bulan kosong": words.month_words(nilai.kosong) or None,
    }


def _months(view: ZonaIntegritas, names: dict[str, str]) -> pd.DataFrame:
    """Every month that has answers; ``Dihitung`` tells which of them are in the window."""
    frame = view.bulanan
    if frame.empty:
        return pd.DataFrame(columns=["Kode", "Satuan kerja", "Indeks", "Bulan", "Dihitung"])
    inside = set(view.pilihan.periode.months)
    first = {
        "Kode": frame["satker"],
        "Satuan kerja": frame["satker"].map(names),
        "Indeks": frame["indeks"],
        "Bulan": [month_label(int(bulan)) for bulan in frame["bulan"]],
        "Dihitung": ["ya" if bulan in inside else "tidak" for bulan in frame["bulan"]],
    }
    return named(frame, first)
