"""A file of answers, one row a respondent: recognised, corrected, compared with what is stored, then stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

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
from data_access.files.options import ImportOptions
from data_access.files.reading.cells import RawFile
from data_access.files.source import Pemeriksaan
from scoring.instruments import Instrumen, shipped_instruments


def show(raw: RawFile) -> None:
    """All steps for one file; what is certain is folded away, so that next month's file needs one click."""
    repo, scope = loaders.database(), loaders.scope()
    instruments = importing.offered_instruments(repo, scope)
    known = {item.kode: item for item in [*instruments, *shipped_instruments().values()]}
    saved = profiles.choose(raw, instruments)
    options = replace(choices.choose_options(raw, list(known.values()), saved.profil), profil=saved.profil)
    options = replace(
        importing.with_known(options, repo, scope, loaders.today()),
        satker_alias=aliases.read_aliases(loaders.engine(), scope),
    )
    wanted = saved.profil.instrumen if saved.profil else ""
    offered = _with_chosen(instruments, options.instrumen or known.get(wanted))
    options, first = _corrected(raw, options, offered, saved)
    asked = satker_names.decide(
        first.hasil.satker_dibaca,
        first.hasil.ringkasan.satker_tidak_dikenal,
        f"{raw.sha256[:12]}-{options.satker_default}",
    )
    options = replace(options, satker_pilihan=asked.pilihan)
    check = inspect(raw, options, offered)
    summary.show_summary(check)
    options, check = _without_wrong_rows(raw, options, offered, check)
    problems.show_problems(check.hasil.masalah)
    _store(raw, options, check, asked, saved)


def _with_chosen(instruments: Sequence[Instrumen], chosen: Instrumen | None) -> list[Instrumen]:
    by_code = {item.kode: item for item in instruments}
    return list((by_code | ({chosen.kode: chosen} if chosen else {})).values())


def _corrected(
    raw: RawFile, options: ImportOptions, offered: Sequence[Instrumen], saved: profiles.Pilihan
) -> tuple[ImportOptions, Pemeriksaan]:
    """The file with the operator's corrections of columns, answer texts and sheets."""
    first = inspect(raw, options, offered)
    meaning = choices.choose_sheet_meaning(first.saran_lembar)
    key = f"{raw.sha256[:12]}-{options.lembar}-{options.instrumen is not None}-{saved.nama}"
    corrected = columns.edit_mapping(first.pemetaan, offered, key)
    given = labels.edit_labels(first, raw.sha256[:12])
    if corrected != first.pemetaan:
        options = replace(options, pemetaan=corrected)
    options = replace(options, label_values={**options.label_values, **given}, arti_lembar=meaning)
    return options, inspect(raw, options, offered)


def _without_wrong_rows(
    raw: RawFile, options: ImportOptions, offered: Sequence[Instrumen], check: Pemeriksaan
) -> tuple[ImportOptions, Pemeriksaan]:
    """Where single rows hold wrong answers: offer to leave those out, each noted with its reason."""
    if not check.hasil.ditolak:
        return options, check
    without = replace(options, lewati_salah=True)
    attempt = inspect(raw, without, offered)
    rows = len(attempt.hasil.ditolak_baris)
    if attempt.hasil.ditolak or not rows:
        return options, check
    agreed = st.checkbox(
        f"Lewati {format_bulat(rows)} baris yang salah dan simpan sisanya; baris itu dicatat dengan alasannya.",
        key=f"lewati-{raw.sha256[:12]}",
    )
    return (without, attempt) if agreed else (options, check)


def _store(
    raw: RawFile,
    options: ImportOptions,
    check: Pemeriksaan,
    asked: satker_names.PilihanSatker,
    saved: profiles.Pilihan,
) -> None:
    decided = None
    if check.hasil.lembar:
        decided = difference.decide(check.hasil.lembar, raw.sha256[:12])
    confirmed = storing.confirm_doubts(check)
    storing.actions(storing.Siap(check, asked, decided, confirmed, saved.nama))
    profiles.offer_saving(check, options)
