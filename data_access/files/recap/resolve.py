"""From values as they stand in a file to recaps: instrument, unsur, scale, period and satker, or the question for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data_access.files.problems import Masalah, found
from data_access.files.recap import instruments as recap_instruments
from data_access.files.recap.group import Catatan, Kelompok
from data_access.files.recap.instruments import Pilihan
from data_access.files.recap.layouts import Bacaan
from data_access.files.recap.model import Entri, Pertanyaan, RecapOptions, Rekap
from data_access.files.recap.table import Konteks
from data_access.files.values.satker_match import SatkerCocok, SatkerIndex
from scoring.indeks import rules_for
from scoring.instruments import Instrumen


@dataclass(frozen=True)
class Penyelesaian:
    """What could be decided, what is wrong or uncertain, and what must be asked."""

    rekap: tuple[Rekap, ...]
    masalah: tuple[Masalah, ...]
    tanya: Pertanyaan


def resolve(
    bacaan: Bacaan, konteks: Konteks, options: RecapOptions, instruments: Sequence[Instrumen], *, from_3as: bool
) -> Penyelesaian:
    """Recaps of all values that can be understood; a group of values with an open question gives none."""
    note = Catatan(options.lewati)
    satker = _satker(bacaan, options, note)
    groups = _groups(bacaan.entri, instruments, options)
    rekap: list[Rekap] = []
    for label, entries in groups.items():
        names = list(dict.fromkeys(entri.unsur for entri in entries if entri.unsur))
        chosen = recap_instruments.choose(label, names, instruments, options, from_3as=from_3as)
        if _is_instrument_known(label, chosen, names, note) and chosen.instrumen is not None:
            reader = Kelompok(label, chosen, rules_for(chosen.instrumen), options, note)
            rekap += reader.recaps(entries, satker, konteks)
    tanya = Pertanyaan(
        tuple(note.instrumen.items()), tuple(note.skala.items()), note.periode, tuple(note.satker.items())
    )
    return Penyelesaian(tuple(rekap), tuple(note.masalah), tanya)


def _groups(
    entries: Sequence[Entri], instruments: Sequence[Instrumen], options: RecapOptions
) -> dict[str, list[Entri]]:
    """Values by what the file calls their survey. Where it calls them nothing and no one instrument has all their unsur,
    every satker is a survey of its own."""
    groups: dict[str, list[Entri]] = {}
    for entri in entries:
        groups.setdefault(entri.label, []).append(entri)
    unnamed = groups.get("", [])
    names = list(dict.fromkeys(entri.unsur for entri in unnamed if entri.unsur))
    several = len({entri.satker for entri in unnamed}) > 1
    if not several or not names or _is_one_survey("", names, instruments, options):
        return groups
    apart: dict[str, list[Entri]] = {}
    for entri in unnamed:
        apart.setdefault(entri.satker, []).append(entri)
    own = {satker: [entri.unsur for entri in part if entri.unsur] for satker, part in apart.items()}
    if not any(_is_one_survey(satker, texts, instruments, options) for satker, texts in own.items()):
        return groups
    del groups[""]
    return groups | apart


def _is_one_survey(label: str, names: Sequence[str], instruments: Sequence[Instrumen], options: RecapOptions) -> bool:
    chosen = recap_instruments.choose(label, list(dict.fromkeys(names)), instruments, options, from_3as=False)
    return chosen.instrumen is not None and not chosen.asing


def _satker(bacaan: Bacaan, options: RecapOptions, note: Catatan) -> dict[tuple[str, str], SatkerCocok]:
    """The satker of every (text, code) of the file."""
    index = SatkerIndex(options.satker_dikenal, options.alias, options.dipilih)
    known = {kode for kode, _ in options.satker_dikenal}
    result: dict[tuple[str, str], SatkerCocok] = {}
    for teks, kode in dict.fromkeys((one.satker, one.kode) for one in bacaan.entri):
        if not teks and not kode:
            result[teks, kode] = SatkerCocok("", options.satker, 1.0, "operator" if options.satker else "")
            continue
        match = index.match(kode) if kode in known else index.match(teks or kode)
        result[teks, kode] = match
        first = next(one.baris for one in bacaan.entri if (one.satker, one.kode) == (teks, kode))
        _tell_satker(match, first, note, dict(options.satker_dikenal))
    unknown = [teks for (teks, kode), match in result.items() if not match.cara and (teks or kode)]
    if unknown:
        _tell_unknown(unknown, bacaan, note)
    if ("", "") in result and not options.satker:
        note.fail("satker_tidak_disebut", "Rekap ini tidak menyebut satker. Pilih satkernya.")
        note.satker[""] = ()
    return result


def _tell_satker(match: SatkerCocok, baris: int, note: Catatan, names: dict[str, str]) -> None:
    if match.cara and match.is_certain:
        return
    candidates = tuple(dict.fromkeys(([match.kode] if match.cara else []) + [kode for kode, _ in match.lain]))
    note.satker[match.teks] = candidates
    if match.is_proposal:
        nama = names.get(match.kode, match.kode)
        note.tell("konfirmasi", "satker_mirip", f"'{found(match.teks)}' dibaca sebagai {nama}. Pastikan.", baris)


def _tell_unknown(unknown: Sequence[str], bacaan: Bacaan, note: Catatan) -> None:
    """One sentence for all of them: a list of a hundred would hide the other problems."""
    named = ", ".join(f"'{found(teks)}'" for teks in unknown[:3])
    more = f" dan {len(unknown) - 3} lagi" if len(unknown) > 3 else ""
    if bacaan.layanan:
        text = (
            f"{named}{more} adalah layanan, bukan satker yang dikenal. Rekap disimpan per satker: pilih satker untuk tiap "
            "layanan, atau unggah rekap gabungannya."
        )
    else:
        text = f"Satker belum dikenal: {named}{more}. Pilih satkernya."
    baris = next((one.baris for one in bacaan.entri if one.satker in unknown or one.kode in unknown), 0)
    note.fail("satker_tidak_dikenal", text, baris)


def _is_instrument_known(label: str, chosen: Pilihan, names: Sequence[str], note: Catatan) -> bool:
    named = f"'{found(label)}'" if label else "rekap ini"
    if chosen.instrumen is None and chosen.mungkin:
        note.instrumen[label] = chosen.mungkin
        several = ", ".join(kode.upper() for kode in chosen.mungkin)
        note.fail("instrumen_tidak_pasti", f"Survei {named} dapat berarti {several}. Pilih salah satu.")
        return False
    if chosen.instrumen is None or chosen.asing:
        note.instrumen.setdefault(label, ())
        example = found(chosen.asing[0]) if chosen.asing else ""
        text = (
            f"Unsur di bawah {named} tidak cocok dengan satu instrumen pun yang dikenal ({len(names)} unsur, misalnya "
            f"'{example}'). Pilih instrumen yang memuatnya, atau lewati."
        )
        note.fail("unsur_tidak_dikenal", text)
        return False
    if chosen.urutan:
        text = (
            f"Unsur hanya bernomor 1 sampai {len(names)}; dibaca menurut urutan unsur {chosen.instrumen.kode.upper()}. "
            "Pastikan urutannya sama."
        )
        note.tell("konfirmasi", "unsur_urutan", text)
    return True
