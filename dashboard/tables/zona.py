"""The regional table of Zona Integritas: readiness, values with distance, and in words what is missing."""

from __future__ import annotations

import pandas as pd
from pandas.io.formats.style import Styler

from dashboard import text
from dashboard.charts.labels import nama_ringkas
from dashboard.formats import TANPA_NILAI, format_angka, format_bulat, is_missing
from dashboard.tables import SATKER, styled
from dashboard.text import zona as words
from dashboard.views.zona import ZonaIntegritas, ZonaSatker
from scoring import zona
from scoring.periods import month_label
from scoring.zona import JenisSyarat, NilaiZona


def zona_table(view: ZonaIntegritas) -> Styler:
    """One row a satker, ready ones first."""
    columns: dict[str, list[object]] = {
        SATKER: [text.inert(nama_ringkas(one.nama)) for one in view.satker],
        "Kesiapan": [f"{words.TANDA_SIAP[one.utama.kesiapan]} {one.utama.kesiapan}" for one in view.satker],
        "Predikat": [one.utama.predikat for one in view.satker],
    }
    indices = list(view.ambang.gate[view.satker[0].utama.predikat]) if view.satker else []
    for name in indices:
        columns[f"Nilai {name}"] = [words.value_words(one.utama.of(JenisSyarat.NILAI, name)) for one in view.satker]
    columns["Yang masih kurang"] = [_missing(one, view) for one in view.satker]
    for name in indices:
        columns[f"Poin {name}"] = [_points(one.nilai.get(name), view) for one in view.satker]
    for name in indices:
        columns[f"Responden {words.survey_name(view, name)}"] = [_count(one.nilai.get(name)) for one in view.satker]
    columns["Bulan berisi"] = [_months(one, view) for one in view.satker]
    formats: dict[str, object] = {name: format_angka for name in columns if name.startswith("Poin")}
    formats |= {name: format_bulat for name in columns if name.startswith("Responden")}
    return styled(pd.DataFrame(columns), formats)


def _missing(one: ZonaSatker, view: ZonaIntegritas) -> str:
    return text.inert("; ".join(words.missing_words(one.utama, view)) or TANPA_NILAI)


def _points(nilai: NilaiZona | None, view: ZonaIntegritas) -> float:
    return float("nan") if nilai is None else zona.points(nilai.nilai_4, view.ambang, nilai.indeks)


def _count(nilai: NilaiZona | None) -> float:
    return float("nan") if nilai is None or nilai.n == 0 else nilai.n


def _months(one: ZonaSatker, view: ZonaIntegritas) -> str:
    """'3/3', or for each survey where they differ."""
    total = view.pilihan.jendela
    counts = [len(nilai.bulan) for nilai in one.nilai.values()]
    same = counts[:1] if len(set(counts)) == 1 else counts
    return " dan ".join(f"{count}/{total}" for count in same) or TANPA_NILAI


def month_table(view: ZonaIntegritas, indeks: str) -> Styler:
    """The months of one satker and index: value, n, points; a month without data is there, with a dash."""
    series = view.bulanan[view.bulanan["indeks"] == indeks].set_index("bulan")
    months = sorted({*view.pilihan.periode.months, *series.index})
    rows = series.reindex(months)
    table = pd.DataFrame(
        {
            "Bulan": [month_label(int(month)) for month in months],
            f"{indeks} (skala 4)": rows["nilai_4"].to_numpy(),
            "Poin": [None if is_missing(v) else zona.points(v, view.ambang, indeks) for v in rows["nilai_4"]],
            "Responden": rows["n"].to_numpy(),
            "Dihitung": ["ya" if month in view.pilihan.periode.months else "tidak" for month in months],
        }
    )
    return styled(table, {f"{indeks} (skala 4)": format_angka, "Poin": format_angka, "Responden": format_bulat})
