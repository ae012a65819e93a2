"""Every chart once with frames of a whole region: long names, small n, missing months, hidden and missing cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import heatmap, jawaban, kategori, komposisi, target, tren, unsur, wilayah, zona
from dashboard.palette import Tema
from scoring.composition import Isian
from scoring.day_hours import HariJam
from scoring.instruments import shipped_instrument
from scoring.periods import Periode, months_between
from scoring.states import Status
from scoring.workdays import Kalender
from tests.charts.frames import rekap, value_row

INSTRUMEN = shipped_instrument("spkp")
NAMES = [
    "Lapas Kelas IIA Muara Kelanis", "Lapas Perempuan Kelas IIA Muara Kelanis", "Lapas Narkotika Kelas IIA Kasui",
    "Lapas Kelas IIB Sampara", "Lapas Kelas IIB Pangkalan Bening", "Lapas Kelas IIB Muara Tewa",
    "Lapas Kelas III Sukamuara",
    "Lapas Kelas III Tanjung Seloka", "Rutan Kelas IIA Muara Kelanis", "Rutan Kelas IIB Kuala Kapas",
    "Rutan Kelas IIB Buntoi", "Rutan Kelas IIB Tamiang Laya", "Bapas Kelas I Muara Kelanis", "Bapas Kelas II Sampara",
    "Bapas Kelas II Pangkalan Bening", "Bapas Kelas II Muara Tewa", "LPKA Kelas II Muara Kelanis",
    "Kantor Imigrasi Kelas I Non TPI Muara Kelanis", "Kantor Imigrasi Kelas II TPI Sampara",
]  # fmt: skip
SATKER = {f"S{at:02d}": name for at, name in enumerate(NAMES)}
NAMA_UNSUR = {u.kode: u.nama for u in INSTRUMEN.unsur}
PENDEK = {u.kode: u.nama_pendek for u in INSTRUMEN.unsur}
PENDEK_13 = {**PENDEK, **{u.kode: u.nama_pendek for u in shipped_instrument("spak").unsur}}
BULAN = months_between(202501, 202606)
OKTOBER = Periode(202610, 202610)


def _value(random: np.random.Generator, kode: str) -> dict[str, object]:
    """A value with its state: S06 stands below the minimum, S14 is hidden."""
    nilai = round(float(random.uniform(2.3, 3.95)), 3)
    if kode == "S14":
        return value_row(float("nan"), None, n=3, status=Status.DISEMBUNYIKAN)
    if kode == "S06":
        return value_row(nilai, None, n=7, status=Status.DI_BAWAH_MINIMAL, bawah_4=nilai - 0.6, atas_4=4.0)
    mutu = "A" if nilai >= 3.5324 else "B" if nilai >= 3.0644 else "C" if nilai >= 2.6 else "D"
    return value_row(nilai, mutu)


def _region() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """nilai (satker x 13 unsur), indeks, deret of one satker; S11 has no data at all."""
    random = np.random.default_rng(3)
    with_data = [kode for kode in SATKER if kode != "S11"]
    nilai = [
        {"satker": kode, "unsur": u, "nama": PENDEK_13[u], **_value(random, kode)}
        for kode in with_data
        for u in PENDEK_13
    ]
    indeks = [{"satker": kode, **_value(random, kode)} for kode in with_data]
    deret = [{"bulan": bulan, **_value(random, "S03")} for bulan in BULAN if bulan not in {202504, 202601}]
    deret[7].update(mutu=None, n=6, status=Status.DI_BAWAH_MINIMAL)
    return pd.DataFrame(nilai), pd.DataFrame(indeks), pd.DataFrame(deret)


def charts(tema: Tema, *, rapat: bool) -> dict[str, Callable[[], go.Figure]]:
    """Builders by chart name."""
    nilai, indeks, deret = _region()
    one = nilai[(nilai["satker"] == "S03") & nilai["unsur"].isin(list(PENDEK))].copy()
    one["nama"] = one["unsur"].map(NAMA_UNSUR)
    means = nilai.groupby("unsur")[["nilai_4"]].mean().reset_index()
    months = deret[["bulan", "nilai_4"]]
    answers = rekap({kode: [1, 2, 4, 9, 14, 13 + at] for at, kode in enumerate(NAMA_UNSUR)})
    groups = pd.DataFrame(
        {"kategori": ["Kunjungan", "Penitipan barang dan uang untuk warga binaan", None], "n": [1212, 98, 3]}
    )
    gaps = pd.concat([indeks.assign(indeks=name, ambang=gate) for name, gate in (("IPAK", 3.6), ("IPKP", 3.2))])
    hours = {(date(2026, 10, day), 8 + day % 9): 1 + day % 4 for day in range(1, 29) if day % 7 not in (3, 4)}
    month = Isian(
        OKTOBER,
        Kalender(5, {}, {}),
        OKTOBER.last_day,
        HariJam.of({**hours, (date(2026, 10, 20), 13): 128, (date(2026, 10, 21), 5): 9}),
    )
    served = {"Kunjungan": 1212, "Penitipan barang dan uang untuk warga binaan": 98}
    # Not a typed dict: each chart takes other arguments beside these.
    look: dict[str, Any] = {"tema": tema, "rapat": rapat}
    builders: dict[str, Callable[[], go.Figure]] = {
        "unsur_dots": partial(unsur.unsur_dots, one.iloc[:-1], gate=3.6, wilayah=means, unsur=NAMA_UNSUR, **look),
        "unsur_dots thin": partial(unsur.unsur_dots, nilai[nilai["satker"] == "S06"], **look),
        "tren": partial(tren.tren, deret, BULAN, gate=3.2, wilayah=months, **look),
        "jawaban_likert": partial(jawaban.jawaban_likert, answers, INSTRUMEN, **look),
        "satker_dots": partial(wilayah.satker_dots, indeks, SATKER, gate=3.2, rerata=3.4, **look),
        "satker_dots sorot": partial(wilayah.satker_dots, indeks, SATKER, gate=3.6, sorot="S03", **look),
        "target_bullet": partial(target.target_bullet, 38, 43, seharusnya=40, **look),
        "target_bullet none": partial(target.target_bullet, 0, None, **look),
        "target_dial": partial(target.target_dial, 812, 903, **look),
        "kategori_bars": partial(kategori.kategori_bars, groups, **look),
        "hari_bars": partial(komposisi.hari_bars, month, sorot={date(2026, 10, 20), date(2026, 10, 21)}, **look),
        "hari_bars year": partial(komposisi.hari_bars, replace(month, periode=Periode(202601, 202612)), **look),
        "pekan_jam": partial(komposisi.pekan_jam, month.jam, month.kalender, **look),
        "layanan_bars": partial(komposisi.layanan_bars, served, dict.fromkeys(served, 0.5), {}, **look),
        "heatmap_unsur": partial(heatmap.heatmap_unsur, nilai, SATKER, PENDEK, **look),
        "heatmap_unsur 13": partial(heatmap.heatmap_unsur, nilai, SATKER, PENDEK_13, **look),
        "gate_distances": partial(zona.gate_distances, gaps, SATKER, ["IPAK", "IPKP"], **look),
    }
    if not rapat:
        gates = {"WBK": 3.2, "WBBM": 3.6}
        builders["zona_tren"] = partial(zona.zona_tren, deret, BULAN, tema=tema, gates=gates, jendela=BULAN[-3:])
    return builders
