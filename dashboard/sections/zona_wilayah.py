"""The region on Zona Integritas: how many are ready, the table of all satker, the distances to the gates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from dashboard import components, formats, loaders
from dashboard.charts.labels import aman
from dashboard.charts.zona import gate_distances, gate_distances_alt
from dashboard.palette import Tema
from dashboard.tables import zona as tables_zona
from dashboard.text import plain
from dashboard.text import zona as words
from dashboard.views.common import Pilihan
from dashboard.views.zona import PilihanZona, ZonaIntegritas, ZonaSatker
from scoring.zona import Kesiapan

SATKER_PER_SALINDIA = 10


def basis(view: ZonaIntegritas) -> str:
    """What the page rests on, with the time of the data."""
    changed = loaders.version().diubah_pada
    data_per = loaders.local_time(changed) if changed else "belum ada"
    running = loaders.today() <= view.pilihan.periode.last_day
    return words.zona_basis(view, data_per, sementara=running)


def cards(view: ZonaIntegritas) -> None:
    """One card for every state of readiness."""
    with st.container(horizontal=True, key="kartu"):
        for kesiapan in Kesiapan:
            value = (
                f"{formats.format_bulat(len(view.with_state(kesiapan)))} dari {formats.format_bulat(len(view.satker))}"
            )
            label = f"{words.TANDA_SIAP[kesiapan]} {formats.awal_kalimat(kesiapan)}"
            components.count_card(f"zona-{kesiapan.name.lower()}", label, value, words.KETERANGAN_SIAP[kesiapan])


def table(view: ZonaIntegritas) -> str | None:
    """All satker, ready ones first; the code of the one that was clicked."""
    components.section(
        "Siapa siap, dan apa yang kurang", "Yang paling dekat di atas. Klik nama satker untuk daftar syaratnya."
    )
    chosen = components.clickable_table(
        tables_zona.zona_table(view),
        f"Tabel {len(view.satker)} satker: kesiapan, IPAK dan IPKP dengan jarak ke ambang, poin, responden, dan yang kurang.",
        "tabel-zona",
        widths={"Nilai IPAK": 175, "Nilai IPKP": 175, "Yang masih kurang": 380},
    )
    if note := words.outside_note(view):
        st.caption(plain(note))
    return None if chosen is None else view.satker[chosen].satker


def distances(
    view: ZonaIntegritas, satker: tuple[ZonaSatker, ...], key: str, tema: Tema, *, rapat: bool = False
) -> None:
    """The chart of distances to the gates for some of the satker."""
    names = {one.satker: one.nama for one in satker}
    frame = distance_frame(satker)
    alt = gate_distances_alt(frame, names, periode=words.window_words(view.pilihan), predikat=words.aim_words(view))
    indices = list(dict.fromkeys(frame["indeks"]))
    rests = aman(words.window_words(view.pilihan)) if rapat else ""
    figure = partial(gate_distances, frame, names, indices, tema=tema, dihitung=rests, rapat=rapat)
    choice = view.pilihan
    components.chart(figure, alt, f"{key}-{choice.jendela}-{choice.predikat}", choice.pilihan)


def distance_frame(satker: tuple[ZonaSatker, ...]) -> pd.DataFrame:
    """One row a satker and index: value, interval, n, state and the gate of the predikat that counts."""
    rows = [
        {"satker": one.satker, "indeks": name, "nilai_4": nilai.nilai_4, "bawah_4": nilai.bawah_4, "atas_4": nilai.atas_4,
         "n": nilai.n, "status": nilai.status, "ambang": item.perlu}
        for one in satker
        for item in one.utama.syarat
        if item.jenis == "nilai" and (nilai := one.nilai.get(name := item.indeks))
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["satker", "indeks", "nilai_4", "bawah_4", "atas_4", "n", "status", "ambang"])


def slides(pilihan: Pilihan) -> list[Callable[[], None]]:
    """The slides of Mode Rapat, as many as the satker need: each by its own predikat, the last three months."""
    view = loaders.load_zona(PilihanZona(replace(pilihan, satker="")))
    count = max(1, -(-len(view.satker) // SATKER_PER_SALINDIA)) if view else 1
    return [partial(_slide, pilihan, page, count) for page in range(count)]


def _slide(pilihan: Pilihan, page: int, pages: int) -> None:
    view = loaders.load_zona(PilihanZona(replace(pilihan, satker="")))
    if view is None:
        return
    of = f" ({page + 1}/{pages})" if pages > 1 else ""
    st.title(words.zona_finding(view) + of, anchor=False)
    part = view.satker[page * SATKER_PER_SALINDIA : (page + 1) * SATKER_PER_SALINDIA]
    if part and view.responden:
        distances(view, part, f"rapat-zona-{page}", components.tema(), rapat=True)
