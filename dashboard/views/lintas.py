"""A period that crosses a rule change: both results, in sentences and as columns beside the main ones."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dashboard.formats import format_angka, format_bulat, format_tanggal
from dashboard.views.ringkasan import RingkasanWilayah
from dashboard.views.satker import SatuanKerja
from scoring import crossing
from scoring.crossing import Lintasan
from scoring.instruments import Instrumen
from scoring.mutu import grade, grade_one
from scoring.periods import Periode
from scoring.rules import PREDIKAT, Ambang, TabelMutu
from scoring.states import Status
from scoring.zona import at_least


def sentences(
    periode: Periode | None, instrumen: Instrumen, nilai_4: float | None, *, is_graded: bool, predikat: str = ""
) -> tuple[str, ...]:
    """What a value must say about the rule changes inside its period, oldest first; none inside one rule set.

    ``nilai_4`` with ``is_graded``: its letters by all tables are told, and whether it reaches the gates; without a
    grade only the change itself.
    """
    if periode is None:
        return ()
    found = []
    judged = nilai_4 if is_graded else None
    for lintasan in crossing.crossings(periode, instrumen):
        head = f"Periode ini melintasi perubahan {lintasan.aturan} {format_tanggal(lintasan.sejak)}"
        if lintasan.aturan == crossing.MUTU and judged is not None:
            found.append(f"{head}: {_letters(judged, periode, lintasan)}.")
        elif lintasan.aturan == crossing.AMBANG:
            found.append(f"{head}: {_gates(judged, periode, lintasan, instrumen, predikat or PREDIKAT[0])}.")
        elif lintasan.aturan == crossing.INSTRUMEN:
            found.append(f"{head}: {_instruments(lintasan)}.")
        else:
            found.append(f"{head}, dari {lintasan.lama} ke {lintasan.baru}.")
    return tuple(found)


def _letters(nilai_4: float, periode: Periode, lintasan: Lintasan) -> str:
    """'B menurut PermenPANRB 14/2017, A menurut KEP/25/M.PAN/2/2004': the rule in force at the period's end first."""
    return ", ".join(
        f"{grade_one(nilai_4, table)} menurut {table.dasar}"
        for table in crossing.mutu_tables_in(periode)
        if table.dasar in {lintasan.lama, lintasan.baru}
    )


def _gates(nilai_4: float | None, periode: Periode, lintasan: Lintasan, instrumen: Instrumen, predikat: str) -> str:
    words = []
    for rule in crossing.gate_sets_in(periode):
        gate = rule.gate_of(predikat, instrumen.indeks)
        if gate is not None and rule.dasar in {lintasan.lama, lintasan.baru}:
            words.append(f"{_gate(nilai_4, gate, rule, instrumen.indeks)} menurut {rule.dasar}")
    return f"ambang {predikat} {', '.join(words)}"


def _gate(nilai_4: float | None, gate: float, rule: Ambang, indeks: str) -> str:
    """'3,20 (tercapai; paling banyak 17,5 poin)'."""
    state = "" if nilai_4 is None else f"{'tercapai' if at_least(nilai_4, gate) else 'belum tercapai'}; "
    return (
        f"{format_angka(gate)} ({state}paling banyak {format_angka(rule.bobot_of(indeks), 1).removesuffix(',0')} poin)"
    )


def _instruments(lintasan: Lintasan) -> str:
    before = f"{lintasan.lama} sampai sehari sebelumnya" if lintasan.lama else "sebelumnya belum berlaku"
    after = f"{lintasan.baru} sejak tanggal itu" if lintasan.baru else "sesudahnya tidak berlaku lagi"
    note = "; hasil keduanya dihitung terpisah" if lintasan.lama and lintasan.baru else ""
    return f"{before}, {after}{note}"


def other_tables(periode: Periode) -> tuple[TabelMutu, ...]:
    """The grade tables of the period beside the main one; empty inside one rule set."""
    return crossing.mutu_tables_in(periode)[1:]


def other_grades(frame: pd.DataFrame, periode: Periode) -> dict[str, pd.Series]:
    """Per other table of the period ('Mutu KEP/25/M.PAN/2/2004') the letters of ``frame`` (nilai_4 and status); None
    where the main letter is not shown either."""
    found = {}
    for table in other_tables(periode):
        letters = zip(grade(frame["nilai_4"].to_numpy(float), table), frame["status"], strict=True)
        shown = [letter if state == Status.NILAI else None for letter, state in letters]
        found[f"Mutu {table.dasar}"] = pd.Series(shown, index=frame.index).astype(object)
    return found


def of_ringkasan(view: RingkasanWilayah) -> tuple[str, ...]:
    """The rule changes inside the period of the region, with how many satker get another letter."""
    kartu = next(one for one in view.kartu if one.instrumen == view.instrumen)
    value = None if np.isnan(kartu.nilai.nilai_4) else kartu.nilai.nilai_4
    found = sentences(view.pilihan.periode, view.instrumen, value, is_graded=kartu.nilai.mutu is not None)
    more = changed_satker(view.tabel, view.pilihan.periode)
    return (*found, more) if more else found


def of_lemah(view: RingkasanWilayah) -> tuple[str, ...]:
    """The same for the weak unsur of the region: how many have a grade C or D by each table."""
    found = sentences(view.pilihan.periode, view.instrumen, None, is_graded=False)
    more = changed_weak(view.unsur, view.pilihan.periode)
    return (*found, more) if more else found


def of_satker(view: SatuanKerja) -> tuple[str, ...]:
    """The rule changes inside the period of one satker, for the chosen survey."""
    row = view.utama.sekarang
    value = None if row is None else float(row["nilai_4"])
    is_graded = row is not None and row["status"] == Status.NILAI
    return sentences(view.pilihan.periode, view.utama.instrumen, value, is_graded=is_graded, predikat=view.predikat)


def changed_satker(frame: pd.DataFrame, periode: Periode) -> str:
    """'Mutu 3 dari 19 satker bernilai berbeda menurut KEP/25/M.PAN/2/2004.', '' inside one rule set.

    ``frame``: one row a satker with nilai_4, mutu and status.
    """
    graded = int((frame["status"] == Status.NILAI).sum())
    words = []
    for name, letters in other_grades(frame, periode).items():
        differ = int(((letters != frame["mutu"]) & letters.notna()).sum())
        words.append(f"{format_bulat(differ)} dari {format_bulat(graded)} satker bermutu lain menurut {name[5:]}")
    return f"{'; '.join(words)}." if words else ""


def changed_weak(frame: pd.DataFrame, periode: Periode) -> str:
    """How many unsur have a grade C or D by each table of the period; '' inside one rule set.

    ``frame``: unsur with nilai_4 and status.
    """
    tables = crossing.mutu_tables_in(periode)
    if len(tables) < 2:
        return ""
    values = frame.loc[frame["status"] == Status.NILAI, "nilai_4"].to_numpy(float)
    counts = [
        f"{format_bulat(int(np.isin(grade(values, table), ['C', 'D']).sum()))} menurut {table.dasar}"
        for table in tables
    ]
    return f"Unsur bermutu C atau D: {', '.join(counts)}."
