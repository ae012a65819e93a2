"""The parts of Kalender Kepatuhan: cards, the calendar itself, who has gaps, and slides for Mode Rapat."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from dashboard import components, loaders, state, text
from dashboard.charts.kepatuhan import kepatuhan_html
from dashboard.formats import format_bulat
from dashboard.loaders_kepatuhan import load_kepatuhan
from dashboard.navigation import address
from dashboard.tables import kepatuhan as tables_kepatuhan
from dashboard.text import kepatuhan as kalimat
from dashboard.views.common import Pilihan
from dashboard.views.kepatuhan import KalenderKepatuhan, KepatuhanSurvei, is_monthly
from dashboard.views.kepatuhan_sel import PilihanKepatuhan
from scoring.compliance import Kepatuhan
from scoring.periods import Periode

# A slide holds this many rows that can still be read from six metres.
SATKER_PER_SALINDIA = 12
# Who is only short is the subject of the slides on targets: here he fills up the last one.
_DISOROT = {Kepatuhan.KOSONG, Kepatuhan.MINIMAL}


def cards(view: KalenderKepatuhan) -> None:
    """Each survey in its last period that is over, and how many satker are empty in a row."""
    with st.container(horizontal=True, key="kartu"):
        if any(is_monthly(one.instrumen) for one in view.survei):
            count = f"{format_bulat(len(view.kosong_beruntun))} dari {format_bulat(len(view.satker))}"
            components.count_card("beruntun", "Kosong dua bulan atau lebih", count, kalimat.row_note(view))
        for one in view.survei:
            label, value, note = kalimat.card(one, len(view.satker))
            components.count_card(f"patuh-{one.instrumen.kode}", text.plain(label), value, text.plain(note))


def calendar(view: KalenderKepatuhan) -> None:
    """The whole year of every satker, and what the signs mean."""
    names = [kalimat.survey_name(one.instrumen) for one in view.survei]
    judul = kalimat.caption(names, view.pilihan.tahun)
    components.section(f"Kalender {view.pilihan.tahun}", kalimat.CALENDAR_NOTE)
    st.html(kepatuhan_html(view, tema=components.tema(), judul=judul, tautan=_links()))
    with st.expander("Arti tanda dan cara menilai"):
        states = kalimat.present(view)
        lines = [f"- **{text.plain(kalimat.HURUF[one])}** {one.value}: {kalimat.ARTI[one]}." for one in states]
        st.markdown("\n".join(lines))
        for sentence in kalimat.notes(view):
            st.caption(text.plain(sentence))


def gaps(view: KalenderKepatuhan) -> None:
    """Who has gaps in the last months that are over; a name opens the satker."""
    components.section("Perlu ditindaklanjuti", kalimat.list_note(view))
    if not view.kekurangan:
        st.text(kalimat.no_gaps(view))
        return
    table = tables_kepatuhan.kekurangan(view)
    alt = f"Tabel {len(table)} baris: satker dan survei yang kosong atau di bawah target, tiga bulan terakhir."
    row = components.clickable_table(table, alt, "tabel-kepatuhan", widths=tables_kepatuhan.widths(table))
    if row is None:
        return
    one = view.kekurangan[row]
    if one.instrumen.internal:
        st.switch_page("../pages/integritas.py", query_params={"periode": one.sel[-1].periode.kode})
    components.open_satker(one.satker, one.sel[-1].periode, one.instrumen.kode)


def slides(pilihan: Pilihan) -> list[Callable[[], None]]:
    """The calendar of the period's year as slides of Mode Rapat: the chosen survey, the satker that are empty or under
    the minimum in the last months that are over; one slide that says so where nobody has any gap."""
    chosen = PilihanKepatuhan(pilihan.periode.sampai // 100, pilihan.jenis, pilihan.instrumen)
    view = load_kepatuhan(chosen)
    if not any(one.tinjau and one.is_due(one.tinjau[-1]) for one in view.survei):
        return []  # nothing is judged yet: an empty slide would only be clicked away
    empty = [one.satker for one in view.kekurangan if any(sel.keadaan in _DISOROT for sel in one.sel)]
    pages = max(1, -(-len(set(empty)) // SATKER_PER_SALINDIA))
    codes = list(dict.fromkeys([*empty, *(one.satker for one in view.kekurangan)]))
    parts = [codes[page * SATKER_PER_SALINDIA : (page + 1) * SATKER_PER_SALINDIA] for page in range(pages)]
    return [partial(_slide, chosen, part, page, pages) for page, part in enumerate(parts)]


def _slide(pilihan: PilihanKepatuhan, codes: Sequence[str], page: int, pages: int) -> None:
    view = load_kepatuhan(pilihan)
    of = f" ({page + 1}/{pages})" if pages > 1 else ""
    st.title(kalimat.finding(view) + of, anchor=False)
    name = kalimat.survey_name(view.survei[0].instrumen)
    if not codes:
        st.markdown(text.plain(kalimat.no_gaps(view)))
        return
    judul = kalimat.caption([name], view.pilihan.tahun)
    known = [kode for kode in codes if kode in view.nama]
    st.html(kepatuhan_html(view, tema=components.tema(), judul=judul, tautan=lambda *_: "", satker=known, rapat=True))
    st.caption(text.plain(kalimat.slide_note(view, known)))


def _links() -> Callable[[str, KepatuhanSurvei, Periode], str]:
    """Addresses of the pages behind a cell. A link in a table loads the program anew, which forgets an unsaved file: there
    are none then."""
    if state.active_file() is not None:
        return lambda *_: ""

    def link(kode: str, one: KepatuhanSurvei, periode: Periode) -> str:
        if one.instrumen.internal:
            return address("integritas", {"survei": one.instrumen.kode, "periode": periode.kode})
        return address("satker", components.satker_query(kode, periode, one.instrumen.kode))

    return link


def data_per() -> str:
    """The time of the data in words."""
    changed = loaders.version().diubah_pada
    return loaders.local_time(changed) if changed else "belum ada"
