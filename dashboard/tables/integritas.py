"""Tables of Survei Integritas: the state stands in words in its own column, and decides what the others may say."""

from __future__ import annotations

import pandas as pd
from pandas.io.formats.style import Styler

from dashboard import text
from dashboard.formats import TANPA_NILAI, format_angka, format_bulat
from dashboard.keadaan import KATA, angka_teks, has_value, n_teks, nilai_teks
from dashboard.tables import SATKER
from dashboard.tables.base import styled
from dashboard.text import integritas as kalimat
from dashboard.text.rekap import printed_words
from dashboard.views.integritas import SurveiIntegritas
from scoring.states import Status


def satker(view: SurveiIntegritas) -> pd.DataFrame:
    """One row a satker, lowest index first; those without a number last."""
    records = view.tabel.to_dict("records")
    recapped = {one.tercatat.satker for one in view.rekap}
    states = [Status(row["status"]) for row in records]
    pairs = list(zip(states, records, strict=True))
    return pd.DataFrame(
        {
            SATKER: [text.inert(str(row["nama"])) for row in records],
            view.instrumen.indeks: [
                "hanya rekap" if row["satker"] in recapped else nilai_teks(s, row["nilai_4"], row["n"], row["mutu"])
                for s, row in pairs
            ],
            "Kisaran 95 %": [angka_teks(s, kalimat.kisaran_words(row)) for s, row in pairs],
            "Responden dari pegawai": [
                TANPA_NILAI if row["satker"] in recapped else _respons(s, row["n"], row["pegawai"]) for s, row in pairs
            ],
            f"Dibanding {view.pilihan.periode.previous.label}": [
                angka_teks(s, kalimat.perubahan_words(row["arah"], row["selisih"])) for s, row in pairs
            ],
        }
    )


def recaps(view: SurveiIntegritas) -> Styler:
    """One row a satker with only a recap: as printed, by our conversion, and of how many employees."""
    rows = [
        {
            SATKER: text.inert(one.nama),
            "Tertulis": printed_words(one.tercatat, view.instrumen),
            "Nilai rekap": one.nilai.nilai_4,
            "Mutu": one.nilai.mutu or TANPA_NILAI,
            "Pegawai yang menjawab": one.tercatat.n,
        }
        for one in view.rekap
    ]
    frame = pd.DataFrame(rows).astype({"Pegawai yang menjawab": "Int64"})
    return styled(frame, {"Nilai rekap": format_angka, "Pegawai yang menjawab": format_bulat})


def _respons(status: Status, n: float, pegawai: float) -> str:
    if status is Status.DISEMBUNYIKAN:
        return f"{KATA[status]}, pegawai {format_bulat(pegawai)}"
    return kalimat.respons_words(n, pegawai)


def komponen(view: SurveiIntegritas) -> pd.DataFrame:
    """Mean of the satker that are shown, per component; no interval and no answer counts (docs/adr/0007-kerahasiaan.md)."""
    rows = [(Status(row["status"]), row) for row in view.komponen.to_dict("records")]
    return pd.DataFrame(
        {
            "Komponen": [row["nama"] for _, row in rows],
            "Rata-rata satker": [
                format_angka(row["nilai_4"]) if has_value(status) else KATA[status] for status, row in rows
            ],
            "Satker": [row["satker"] for _, row in rows],
            "Responden": [n_teks(status, row["n"]) for status, row in rows],
        }
    )
