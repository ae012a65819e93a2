"""A file of answers, one row a respondent: recognised, corrected, compared with what is stored, then stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import importing, loaders
from dashboard.formats import format_bulat
from dashboard.forms.upload import (
    choices,
    columns,
    difference,
    labels,
    problems,
    profiles,
    satker_names,
    storing,
    summary,
)
from dashboard.forms.upload.inspecting import inspect
from data_access import aliases
from data_access.files.columns.profile import Profil
from data_access.files.options import ImportOptions
from data_access.files.profiles import make_profile
from data_access.files.reading.cells import RawFile
from data_access.files.source import Pemeriksaan
from scoring.instruments import Instrumen, shipped_instruments


@dataclass(frozen=True)
class _Tempat:
    """The parts of the page from the top: what was read, what is wrong, what is asked, the buttons, details folded away.

    They are filled in another order: what the operator answers decides what is read.
    """

    ringkas: DeltaGenerator
    temuan: DeltaGenerator
    tanya: DeltaGenerator
    tombol: DeltaGenerator
    rincian: DeltaGenerator


def show(raw: RawFile) -> None:
    """All steps for one file; what is certain is folded away, so that next month's file needs one click."""
    repo, scope = loaders.database(), loaders.scope()
    instruments = importing.offered_instruments(repo, scope)
    known = {item.kode: item for item in [*instruments, *shipped_instruments().values()]}
    saved = profiles.choose(raw, instruments)
    place = _Tempat(*(st.container() for _ in range(5)))
    wanted = saved.profil.instrumen if saved.profil else ""
    offered = _with_chosen(instruments, known.get(wanted))
    options = _complete(choices.default_options(list(known.values()), saved.profil), saved)
    before = inspect(raw, options, offered).hasil.masalah
    key = f"{raw.sha256[:12]}-{saved.nama}"
    chosen = choices.choose_options(raw, list(known.values()), saved.profil, before, (place.tanya, place.rincian), key)
    options = _complete(chosen, saved)
    offered = _with_chosen(instruments, options.instrumen or known.get(wanted))
    options, first = _corrected(raw, options, offered, saved, place)
    with place.tanya:
        asked = satker_names.decide(
            first.hasil.satker_dibaca,
            first.hasil.ringkasan.satker_tidak_dikenal,
            f"{raw.sha256[:12]}-{options.satker_default}",
        )
    options = replace(options, satker_pilihan=asked.pilihan)
    check = inspect(raw, options, offered)
    with place.ringkas:
        summary.show_lines(check)
    with place.temuan:
        found, wrong = st.container(), check.hasil.problems("galat")
        options, check, may_skip = _without_wrong_rows(raw, options, offered, check)
        with found:
            problems.show_problems(
                check.hasil.masalah,
                filled_in=storing.DIISI_DI_SINI,
                details=place.rincian,
                settled={(one.kode, one.sel) for one in wrong} if options.lewati_salah else (),
            )
    made = make_profile(check.pemetaan, options)
    siap = storing.Siap(check, asked, None, confirmed=False, profil=saved.nama, susunan=made, dapat_dilewati=may_skip)
    _store(siap, made, raw.sha256[:12], place)


def _complete(options: ImportOptions, saved: profiles.Pilihan) -> ImportOptions:
    """The operator's choices with what the database knows."""
    repo, scope = loaders.database(), loaders.scope()
    options = importing.with_known(replace(options, profil=saved.profil), repo, scope, loaders.today())
    return replace(options, satker_alias=aliases.read_aliases(loaders.engine(), scope))


def _with_chosen(instruments: Sequence[Instrumen], chosen: Instrumen | None) -> list[Instrumen]:
    by_code = {item.kode: item for item in instruments}
    return list((by_code | ({chosen.kode: chosen} if chosen else {})).values())


def _corrected(
    raw: RawFile, options: ImportOptions, offered: Sequence[Instrumen], saved: profiles.Pilihan, place: _Tempat
) -> tuple[ImportOptions, Pemeriksaan]:
    """The file with the operator's corrections of columns, answer texts and sheets."""
    first = inspect(raw, options, offered)
    key = f"{raw.sha256[:12]}-{options.lembar}-{options.instrumen is not None}-{saved.nama}"
    with place.tanya:
        meaning = choices.choose_sheet_meaning(first.saran_lembar)
    with place.tanya if columns.is_doubtful(first.pemetaan) else place.rincian:
        corrected = columns.edit_mapping(first.pemetaan, offered, key)
    with place.tanya:
        given = labels.edit_labels(first, offered, raw.sha256[:12])
    if corrected != first.pemetaan:
        options = replace(options, pemetaan=corrected)
    options = replace(options, label_values={**options.label_values, **given}, arti_lembar=meaning)
    return options, inspect(raw, options, offered)


def _without_wrong_rows(
    raw: RawFile, options: ImportOptions, offered: Sequence[Instrumen], check: Pemeriksaan
) -> tuple[ImportOptions, Pemeriksaan, bool]:
    """Where single rows hold wrong answers: offer to leave those out, each noted with its reason. Last: is it offered?"""
    if not check.hasil.ditolak:
        return options, check, False
    without = replace(options, lewati_salah=True)
    attempt = inspect(raw, without, offered)
    rows = len(attempt.hasil.ditolak_baris)
    if attempt.hasil.ditolak or not rows:
        return options, check, False
    agreed = st.checkbox(
        f"Lewati {format_bulat(rows)} baris yang salah dan simpan sisanya; baris itu dicatat dengan alasannya.",
        key=f"lewati-{raw.sha256[:12]}",
    )
    return (without, attempt, True) if agreed else (options, check, True)


def _store(siap: storing.Siap, made: Profil, key: str, place: _Tempat) -> None:
    """What it would change, the buttons, and the details below them."""
    hasil = siap.check.hasil
    if hasil.lembar:
        siap = replace(siap, keputusan=difference.decide(hasil.lembar, key, place.tombol, place.rincian))
    with place.tombol:
        storing.actions(replace(siap, confirmed=storing.confirm_doubts(siap.check)))
    with place.rincian:
        satker_names.show_certain(hasil.satker_dibaca)
        # What employees answered is shown to nobody, not even row by row to the one who brings it.
        if not any(sheet.instrumen.internal for sheet in hasil.lembar):
            summary.show_preview(siap.check)
        profiles.offer_saving(made, key)
