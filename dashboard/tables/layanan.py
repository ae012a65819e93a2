"""Targets by layanan as a table: one row a satker and layanan."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
from pandas.io.formats.style import Styler

from dashboard.formats import format_bulat
from dashboard.tables.base import SATKER, styled
from dashboard.text.base import inert
from dashboard.text.gabungan import SISA_LAYANAN
from dashboard.views.layanan import PembagianTarget

_ANGKA = ("Pengguna layanan", "Target", "Responden", "Kurang")


def by_layanan(terbagi: Iterable[PembagianTarget]) -> pd.DataFrame:
    """Columns Kode, satker, Layanan and numbers; respondents of other layanan have a row without users and target."""
    rows: list[tuple[str, str, str, int | None, int | None, int, int | None]] = []
    for one in terbagi:
        rows += [
            (one.satker, one.nama, part.layanan, part.pengguna, part.target, part.n, part.kurang) for part in one.bagian
        ]
        if one.bagian and one.lain:
            rows.append((one.satker, one.nama, SISA_LAYANAN, None, None, one.lain, None))
    frame = pd.DataFrame(rows, columns=["Kode", SATKER, "Layanan", *_ANGKA])
    return frame.astype(dict.fromkeys(_ANGKA, "Int64"))


def shown(terbagi: Iterable[PembagianTarget]) -> Styler:
    """The table of the page."""
    frame = by_layanan(terbagi).drop(columns="Kode")
    texts = {name: [inert(cell) for cell in frame[name]] for name in (SATKER, "Layanan")}
    return styled(frame.assign(**texts), dict.fromkeys(_ANGKA, format_bulat))
