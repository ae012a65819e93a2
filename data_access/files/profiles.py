"""Profiles in use: made from a checked file, applied to the next one, all its decisions at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal, cast

from data_access.errors import RefusedError
from data_access.files.columns.mapping import Pemetaan
from data_access.files.columns.profile import SEMUA, Profil, columns_of
from data_access.files.columns.profile_match import Penerapan, apply_profile
from data_access.files.options import ImportOptions
from data_access.files.problems import Masalah
from data_access.files.reading.cells import RawFile
from data_access.files.texts import words
from scoring.instruments import Instrumen

_SHOWN = 6


def make_profile(pemetaan: Pemetaan, options: ImportOptions) -> Profil:
    """The profile of a file whose mapping the operator has confirmed, with his other choices about it."""
    titles = {kolom.huruf: kolom.judul for kolom in pemetaan.kolom if kolom.judul}
    label = {titles.get(letter, letter): dict(table) for letter, table in options.label_values.items()
             if letter == SEMUA or letter in titles}  # fmt: skip
    return Profil(
        kolom=columns_of(pemetaan),
        instrumen=options.instrumen.kode if options.instrumen else "",
        lembar=options.lembar if isinstance(options.lembar, str) else "",
        satker_default=options.satker_default or "",
        arti_lembar=options.arti_lembar,
        zona_berkas=options.zona_berkas or "",
        bulan_dulu=options.bulan_dulu,
        lewati_salah=options.lewati_salah,
        label=label,
    )


def with_profile(
    profil: Profil, raw: RawFile, options: ImportOptions, instruments: Sequence[Instrumen]
) -> tuple[ImportOptions, Penerapan]:
    """The options completed by a profile, and how it fits. What the operator has chosen now goes before the profile.

    RefusedError: no sheet has all its columns with answers, or its instrument is not there.
    """
    sheets = [sheet for sheet in raw.lembar if sheet.n_baris and profil.lembar in ("", sheet.nama)]
    sheets = sheets or [sheet for sheet in raw.lembar if sheet.n_baris]
    found = [apply_profile(profil, sheet, instruments) for sheet in sheets]
    fitting = [one for one in found if one.pemetaan is not None]
    if not fitting:
        best = max(found, key=lambda one: one.cocok, default=Penerapan(None, 0.0))
        why = " ".join(best.beda[:3])
        raise RefusedError(f"Profil ini tidak cocok dengan berkas {raw.nama}. {why} Kenali ulang kolom berkas ini.")
    applied = max(fitting, key=lambda one: one.cocok)
    mapping = cast(Pemetaan, applied.pemetaan)
    instrumen = options.instrumen or _instrument(profil, instruments)
    sheet_meaning = cast(Literal["", "satker", "bulan"], profil.arti_lembar)
    completed = replace(
        options,
        instrumen=instrumen,
        pemetaan=options.pemetaan or mapping,
        satker_default=options.satker_default or profil.satker_default or None,
        arti_lembar=options.arti_lembar or sheet_meaning,
        zona_berkas=options.zona_berkas or profil.zona_berkas or None,
        bulan_dulu=options.bulan_dulu or profil.bulan_dulu,
        lewati_salah=options.lewati_salah or profil.lewati_salah,
        label_values={**_labels(profil, mapping), **options.label_values},
    )
    return completed, applied


def profile_problems(applied: Penerapan | None) -> tuple[Masalah, ...]:
    """What differs between a profile and the file it was applied to; a new column like an unsur must be confirmed."""
    if applied is None or applied.pemetaan is None or not applied.beda:
        return ()
    like = [kolom for kolom in applied.pemetaan.kolom if kolom.alternatif]
    shown = " ".join(applied.beda[:_SHOWN])
    more = f" Ada {len(applied.beda) - _SHOWN} perbedaan lain." if len(applied.beda) > _SHOWN else ""
    first = like[0] if like else None
    return (
        Masalah(
            "konfirmasi" if like else "peringatan", "PROFIL_BERBEDA",
            f"Berkas ini sedikit berbeda dari profilnya. {shown}{more}", applied.pemetaan.lembar,
            applied.pemetaan.baris_judul, first.huruf if first else "", first.judul if first else "",
            jumlah=len(applied.beda),
        ),
    )  # fmt: skip


def _instrument(profil: Profil, instruments: Sequence[Instrumen]) -> Instrumen | None:
    if not profil.instrumen:
        return None
    for one in instruments:
        if one.kode == profil.instrumen:
            return one
    raise RefusedError(f"Profil ini memakai instrumen {profil.instrumen}, yang tidak ada di sini.")


def _labels(profil: Profil, pemetaan: Pemetaan) -> Mapping[str, Mapping[str, int | None]]:
    """The profile's labels by the letters that its columns have in this file."""
    by_title = {words(title): table for title, table in profil.label.items() if title != SEMUA}
    found = {kolom.huruf: by_title[words(kolom.judul)] for kolom in pemetaan.kolom if words(kolom.judul) in by_title}
    return {**found, SEMUA: profil.label[SEMUA]} if SEMUA in profil.label else found
