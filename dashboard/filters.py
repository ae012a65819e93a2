"""The filters of all pages. Their values live in the URL, also the default ones, so that a copied link opens the same view
next quarter too. (`bind="query-params"` cannot do that: it drops defaults and writes labels; docs/adr/0004-saringan.md.)"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta

import streamlit as st

from dashboard import lipat, loaders, state
from dashboard.formats import format_bulat, format_tanggal
from dashboard.text import KODE_ALASAN, plain, reason_name
from dashboard.views.common import Pilihan, default_period, last_recap, period_choices
from dashboard.views.kepatuhan_sel import PilihanKepatuhan
from dashboard.views.zona import DITUJU, JENDELA, PilihanZona
from scoring.conversions import KONVERSI
from scoring.errors import ScoringError
from scoring.instruments import Instrumen
from scoring.periods import PANJANG, Periode, month_of_day, parse_period, period_containing
from scoring.rules import PREDIKAT, gates

RENTANG = {"bulan": "Bulan", "triwulan": "Triwulan", "semester": "Semester", "tahun": "Tahun"}
SEMUA = "semua"
KINI = "kini"


@contextmanager
def _row() -> Iterator[None]:
    """The row of the filters. A phone has no room for it: there static/pantau.css folds it into one line that tells what is
    chosen and opens the row."""
    state.forget_told()
    with st.container(horizontal=True, key="saringan", vertical_alignment="bottom"):
        st.html(lipat.fold_html())
        told = st.empty()
        yield
        told.html(lipat.chosen_html(state.told()))


def choose(
    name: str, label: str, options: Sequence[str], default: str, names: Callable[[str], str], memory: str = ""
) -> str:
    """A selectbox whose value is the URL parameter ``name``; ``memory``: its name in the session, where that differs.

    An unknown value in the URL gives ``default``; show() tells the viewer.
    """
    asked = _asked(name)
    wanted = asked or state.remembered(memory or name)
    value = wanted if wanted is not None and wanted in options else default
    key = f"pilih_{name}"
    # The URL wins over the widget: it is what a copied link and the back button change.
    if st.session_state.get(key) != value:
        st.session_state[key] = value

    def take() -> None:
        state.pick(name, st.session_state[key])
        if name == "survei":
            # A conversion belongs to its survey: the SKM must not be shown in the conversion of the SPKP.
            state.pick("konversi", "")
        if name == "periode":
            # So does a day to its period.
            state.pick("per", "")

    st.selectbox(label, options, key=key, format_func=names, on_change=take)
    state.tell(names(value))
    if not asked or asked in options:
        state.remember(memory or name, value)
    return value


def _asked(name: str) -> str:
    """What the viewer has just picked, else what the URL says; '' when neither says anything."""
    picked = state.picked(name)
    return st.query_params.get(name, "") if picked is None else picked


def _to_url(shown: Mapping[str, str]) -> None:
    """Write the choices to the URL, and say which ones of the URL nobody knows: those stay in it.

    In one go: every write is an entry of the browser's history, and one press of the back button must undo one choice.
    """
    for name, value in shown.items():
        if (asked := _asked(name)) and asked != value:
            st.info(plain(f"Alamat ini meminta {name} {asked}, yang tidak dikenal. Yang ditampilkan: {value}."))
    known = {name: value for name, value in shown.items() if _asked(name) in {"", value}}
    state.forget_picks()
    if any(st.query_params.get(name) != value for name, value in known.items()):
        st.query_params.update(known)


def show(
    *,
    with_satker: bool = False,
    with_jenis: bool = True,
    with_konversi: bool = True,
    beside: Callable[[Periode], Mapping[str, str]] = lambda _: {},
) -> Pilihan | None:
    """Draw the filter row and return the choice; None (with an explanation on the page) while there are no data.

    ``beside`` draws what only one page asks for into the same row, for the period, and gives its parameters for the URL.
    """
    instruments, months = loaders.instruments(), loaders.months()
    if not instruments or not months:
        _no_data()
        return None
    with _row():
        satker = _choose_satker() if with_satker else ""
        periode = _choose_period(months)
        kode = choose(
            "survei", "Survei", [item.kode for item in instruments], instruments[0].kode, _survey_names(instruments)
        )
        instrumen = next(item for item in instruments if item.kode == kode)
        jenis = _choose_jenis() if with_jenis else ()
        konversi = _choose_conversion(instrumen) if with_konversi else ""
        shown = dict(beside(periode))
    shown |= {"periode": periode.kode, "survei": kode}
    if with_konversi:
        shown["konversi"] = konversi or instrumen.konversi
    if with_satker:
        shown["satker"] = satker
    if with_jenis:
        shown["jenis"] = jenis[0] if jenis else SEMUA
    _to_url(shown)
    return Pilihan(kode, periode, jenis, satker, konversi)


def show_publication() -> Pilihan | None:
    """The filter row of an internal survey, which knows whole publication periods only; None while nobody answered one."""
    offered = {item.kode: (item, months) for item, months in loaders.internal_instruments()}
    if not offered:
        return None
    first = next(iter(offered))
    with _row():
        # One survey is no choice; several have their own memory, because public pages do not know them.
        names = _survey_names([item for item, _ in offered.values()])
        kode = choose("survei", "Survei", list(offered), first, names, "survei internal") if len(offered) > 1 else first
        instrumen, months = offered[kode]
        periode = _choose_publication(instrumen, months)
        jenis = _choose_jenis()
        konversi = _choose_conversion(instrumen)
    shown = {"periode": periode.kode, "survei": kode, "jenis": jenis[0] if jenis else SEMUA}
    _to_url({**shown, "konversi": konversi or instrumen.konversi})
    return Pilihan(kode, periode, jenis, "", konversi)


def _choose_publication(instrumen: Instrumen, months: Sequence[int]) -> Periode:
    """One of the publication periods that are over; the running one only where a link asks for it or no other is there."""
    over = period_choices(months, instrumen.periode_terbit)
    running = period_containing(month_of_day(loaders.today()), instrumen.periode_terbit)
    choices = [periode.kode for periode in over] or [running.kode]
    asked = parse_period(_asked("periode")) if _is_period(_asked("periode")) else None
    is_whole = asked is not None and asked == period_containing(asked.sampai, instrumen.periode_terbit)
    if asked is not None and is_whole and asked.kode not in choices:
        choices = [asked.kode, *choices]
    default = over[0].kode if over else running.kode
    kode = choose("periode", "Periode", choices, default, lambda one: parse_period(one).label, "periode internal")
    return parse_period(kode)


def show_row(draw: Callable[[], Mapping[str, str]]) -> None:
    """The filter row of one page alone: ``draw`` draws it with choose() and gives its URL parameters."""
    with _row():
        shown = draw()
    _to_url(shown)


def show_lemah() -> tuple[Pilihan, str] | None:
    """The filter row of Unsur Lemah: the choice, and the reason asked for (text.KODE_ALASAN, or SEMUA)."""
    chosen: dict[str, str] = {}

    def draw(_: Periode) -> Mapping[str, str]:
        names = {SEMUA: "Semua alasan", **{kode: reason_name(name) for kode, name in KODE_ALASAN.items()}}
        chosen["alasan"] = choose("alasan", "Alasan", list(names), SEMUA, names.__getitem__)
        return chosen

    pilihan = show(beside=draw)
    return None if pilihan is None else (pilihan, chosen["alasan"])


def show_responden() -> tuple[Pilihan, date | None] | None:
    """The filter row of Responden & Target: the choice, and the past day that it is seen at the end of (None: live, or the
    end of a period that is over)."""
    chosen: list[date | None] = []

    def draw(periode: Periode) -> Mapping[str, str]:
        chosen.append(_choose_day(periode))
        return {"per": chosen[-1].isoformat() if chosen[-1] else KINI}

    # Respondents are counted: no conversion changes them.
    pilihan = show(with_konversi=False, beside=draw)
    return None if pilihan is None else (pilihan, chosen[-1])


def _choose_day(periode: Periode) -> date | None:
    """A day of the period that is over, None for now; its values: URL parameter ``per``, an ISO date or KINI."""
    last = min(periode.last_day - timedelta(days=1), loaders.today() - timedelta(days=1))
    days = [last - timedelta(days=back) for back in range((last - periode.first_day).days + 1)]
    names = {KINI: "Keadaan terkini", **{day.isoformat(): format_tanggal(day) for day in days}}
    picked = choose("per", "Seperti pada akhir", list(names), KINI, names.__getitem__, f"per {periode.kode}")
    return None if picked == KINI else date.fromisoformat(picked)


def show_zona() -> PilihanZona | None:
    """The filter row of Zona Integritas: the months that end with the period, the predikat, and one satker or all."""
    instruments, months = loaders.instruments(), loaders.months()
    if not instruments or not months:
        _no_data()
        return None
    with_gate = [item for item in instruments if gates().gate_of(PREDIKAT[0], item.indeks) is not None]
    survei = (with_gate or instruments)[0]
    with _row():
        satker = _choose_satker(optional=True)
        periode = _choose_period(months, only_months=True)
        windows = {str(count): f"{count} bulan terakhir" for count in JENDELA}
        jendela = choose("jendela", "Dihitung dari", list(windows), next(iter(windows)), windows.__getitem__)
        aims = {DITUJU: "Yang dituju", **{predikat: predikat for predikat in PREDIKAT}}
        predikat = choose("predikat", "Predikat", list(aims), DITUJU, aims.__getitem__)
        jenis = _choose_jenis() if satker == SEMUA else ()
        konversi = _choose_conversion(survei)
    shown = {"satker": satker, "periode": periode.kode, "jendela": jendela, "predikat": predikat}
    if satker == SEMUA:
        shown["jenis"] = jenis[0] if jenis else SEMUA
    _to_url({**shown, "konversi": konversi or survei.konversi})
    chosen = Pilihan(survei.kode, periode, jenis, "" if satker == SEMUA else satker, konversi)
    return PilihanZona(chosen, int(jendela), predikat)


def show_kepatuhan() -> PilihanKepatuhan | None:
    """The filter row of Kalender Kepatuhan: a year, one survey or all, the jenis; None while there are no data at all."""
    public, internal = loaders.instruments(), loaders.internal_instruments()
    months = {*loaders.months(), *(bulan for _, found in internal for bulan in found)}
    if not months:
        _no_data()
        return None
    years = sorted({bulan // 100 for bulan in months} | {loaders.today().year}, reverse=True)
    default = default_period(sorted(months), loaders.today()).dari // 100
    asked = _asked("tahun")
    if _is_period(asked) and asked.isdecimal() and int(asked) not in years:
        # A year without data that a link asks for is shown as asked.
        years = [int(asked), *years]
    names = {SEMUA: "Semua survei"} | {item.kode: item.nama_indeks for item, _ in internal}
    names |= {item.kode: f"{item.kode.upper()} ({item.indeks})" for item in public}
    with _row():
        tahun = choose("tahun", "Tahun", [str(one) for one in years], str(default), str)
        survei = choose("survei", "Survei", list(names), SEMUA, names.__getitem__, "survei kepatuhan")
        jenis = _choose_jenis()
    _to_url({"tahun": tahun, "survei": survei, "jenis": jenis[0] if jenis else SEMUA})
    return PilihanKepatuhan(int(tahun), jenis, "" if survei == SEMUA else survei)


def _survey_names(instruments: Sequence[Instrumen]) -> Callable[[str], str]:
    names = {item.kode: f"{item.kode.upper()} ({item.indeks})" for item in instruments}
    return lambda kode: names[kode]


def _is_period(text: str) -> bool:
    try:
        parse_period(text)
    except ScoringError:
        return False
    return True


def _asked_period() -> Periode:
    asked = _asked("periode") or state.remembered("periode") or ""
    return parse_period(asked) if _is_period(asked) else _default()


def _default() -> Periode:
    """The last month that is over and has answers; where nobody's answers are stored, the last period of a recap."""
    answered = loaders.answered_months()
    return (
        default_period(answered, loaders.today()) if answered else last_recap(loaders.recap_periods(), loaders.today())
    )


def _choose_period(months: Sequence[int], *, only_months: bool = False) -> Periode:
    asked = _asked_period()
    if _is_period(_asked("periode")):
        state.pick("periode", asked.kode)  # 2026-01..2026-06 is written 2026-S1
    rentang = next((name for name, count in PANJANG.items() if count == len(asked.months)), "bulan")
    key = "pilih_rentang"
    if st.session_state.get(key) != rentang:
        st.session_state[key] = rentang

    def to_default() -> None:
        known = loaders.answered_months() or months
        state.pick("periode", default_period(known, loaders.today(), st.session_state[key]).kode)

    if only_months:
        rentang = "bulan"
    else:
        st.selectbox("Rentang", list(RENTANG), key=key, format_func=RENTANG.__getitem__, on_change=to_default)
    choices = [periode.kode for periode in period_choices(months, rentang)]
    if asked.kode not in choices:
        # A period without data, or a free range, that a link asks for is shown as asked, not replaced silently.
        choices = [asked.kode, *choices]
    return parse_period(choose("periode", "Periode", choices, asked.kode, lambda kode: parse_period(kode).label))


def _choose_satker(*, optional: bool = False) -> str:
    """One satker; ``optional``: or all, remembered apart, so that looking at one elsewhere does not narrow this page."""
    names = loaders.satker_names()
    if optional:
        names = {SEMUA: "Semua satker", **names}
    asked = _asked("satker")
    if asked and asked not in names:
        # Another satker must not stand in for the one that a link asks for.
        names = {asked: f"{asked} (tidak dikenal)", **names}
    memory = "satker zona" if optional else ""
    return choose("satker", "Satuan kerja", list(names), next(iter(names)), names.__getitem__, memory)


def _choose_jenis() -> tuple[str, ...]:
    options = [SEMUA, *loaders.satker_list()["jenis"].unique()]
    jenis = choose("jenis", "Jenis satker", options, SEMUA, lambda name: "Semua jenis" if name == SEMUA else name)
    return () if jenis == SEMUA else (jenis,)


def _choose_conversion(instrumen: Instrumen) -> str:
    options = [kode for kode in KONVERSI if kode != "x25" or instrumen.skala_maks == 4]
    chosen = choose(
        "konversi",
        "Konversi",
        options,
        instrumen.konversi,
        lambda kode: KONVERSI[kode].nama,
        memory=f"konversi {instrumen.kode}",
    )
    return "" if chosen == instrumen.konversi else chosen


def _no_data() -> None:
    st.title("Belum ada data survei")
    if known := len(loaders.satker_list()):
        st.markdown(f"{format_bulat(known)} satker sudah terdaftar; jawaban atau rekap surveinya belum ada.")
    st.markdown("Unggah berkas hasil survei, atau muat data contoh untuk melihat cara kerja dasbor ini.")
    st.page_link("../pages/unggah.py", label="Buka Unggah Data", icon=":material/upload_file:")
    if loaders.internal_instruments():
        st.page_link("../pages/integritas.py", label="Buka Survei Integritas", icon=":material/shield_person:")
