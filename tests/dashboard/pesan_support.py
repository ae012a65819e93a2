"""Satker in any state of the pace, made by hand: what the messages are written from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from dashboard.views.common import Pilihan
from dashboard.views.gabungan import SatkerKecil
from dashboard.views.laju import LajuSatker, LajuWilayah
from dashboard.views.responden import RespondenTarget
from scoring.instruments import shipped_instrument
from scoring.pace import Keadaan, Laju
from scoring.periods import Periode, parse_period
from scoring.targets import MANUAL, Gabungan, Target

BELUM_DIISI = "Jumlah pengguna layanan belum diisi untuk seluruh periode."
STATES = {str(state): state for state in Keadaan}


def make_satker(fields: dict[str, Any], *, kode: str = "LPS-01", nama: str = "Lapas Kelas IIB Sampit") -> LajuSatker:
    """One satker from the fields of golden/pesan.toml; without ``target`` its target is not known."""
    target = None
    if "target" in fields:
        metode = MANUAL if fields.get("manual") else "juknis"
        why = "Ditetapkan oleh Budi Santoso."
        is_guess = fields.get("sementara", False)
        target = Target(fields.get("pengguna", 48), fields["target"], metode, why, sementara=is_guess)
    status = fields["status"]
    return LajuSatker(
        satker=kode,
        nama=nama,
        jenis="Lapas",
        n=fields["n"],
        target=target,
        laju=None if target is None else _laju(fields, target.target),
        keadaan=STATES.get(status, status),
        hari_ini=fields["hari"],
        sampai=fields.get("sampai"),
        n_rekap=fields.get("n_rekap"),
    )


def _laju(fields: dict[str, Any], target: int) -> Laju:
    ramalan, bawah, atas = fields.get("perkiraan", (None, None, None))
    return Laju(
        n=fields["n"],
        target=target,
        hari_kerja=20,
        sisa=fields["sisa"],
        belum_terlihat=fields.get("belum_terlihat", 0),
        seharusnya=0.0,  # no message tells it
        kurang=fields["kurang"],
        perlu_per_hari=fields.get("per_hari"),
        laju_per_hari=None if ramalan is None else 1.0,
        perkiraan=ramalan,
        bawah=bawah,
        atas=atas,
        peluang=fields.get("peluang"),
        keadaan=STATES.get(fields["status"], Keadaan.BELUM_ADA_LAJU),
    )


def make_view(
    satker: Sequence[LajuSatker],
    *,
    periode: str = "2026-06",
    per: date | None = None,
    kecil: tuple[SatkerKecil, ...] = (),
) -> LajuWilayah:
    """The view of these satker, in this order."""
    pilihan, instrumen = Pilihan("spkp", parse_period(periode)), shipped_instrument("spkp")
    running = all(one.hari_ini <= pilihan.periode.last_day for one in satker)
    tabel = pd.DataFrame(
        {
            "satker": [one.satker for one in satker],
            "nama": [one.nama for one in satker],
            "n": pd.Series([one.n for one in satker], dtype=int),
            "kurang": [None if one.laju is None else one.laju.kurang for one in satker],
            "keadaan": [str(one.keadaan) for one in satker],
            "alasan": [one.target.alasan if one.target else BELUM_DIISI for one in satker],
        }
    )
    sasaran = {one.satker: one.target for one in satker}
    dasar = RespondenTarget(pilihan, instrumen, tabel, running, sasaran, kecil)
    return LajuWilayah(pilihan, instrumen, per, running, tuple(satker), dasar)


def make_small(fields: dict[str, Any], one: LajuSatker) -> SatkerKecil:
    """The combined months of a small satker: ``gabungan`` in golden/pesan.toml."""
    months = Periode(fields["dari"], 202606)
    target = Target(fields["pengguna"], fields["target"], "juknis", "")
    return SatkerKecil(one.satker, one.nama, one.n, Gabungan(months, fields["pengguna"], target), fields["n"], None)
