"""Which instrument the values under one label belong to, and which unsur each of their names is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data_access.files.columns.matching import Lexicon, parse_header
from data_access.files.recap import vocabulary as kata
from data_access.files.recap.model import RecapOptions
from data_access.files.texts import words
from scoring.instruments import Instrumen

SEMUA_LABEL = "*"
_WEAK = "kode saja"


@dataclass(frozen=True)
class Pilihan:
    """What a label means: ``instrumen`` None when it cannot be told, with the codes that it could be (``mungkin``);
    ``unsur``: number of each name, ``asing``: names that are no unsur of it, ``urutan``: numbered only, by position."""

    instrumen: Instrumen | None
    mungkin: tuple[str, ...]
    unsur: Mapping[str, int]
    asing: tuple[str, ...] = ()
    urutan: bool = False


def choose(
    label: str, names: Sequence[str], instruments: Sequence[Instrumen], options: RecapOptions, *, from_3as: bool
) -> Pilihan:
    """The instrument of ``label`` (as the file writes it) by the operator's choice, the label, and its unsur names."""
    by_code = {item.kode: item for item in instruments}
    chosen = options.instrumen.get(label) or options.instrumen.get(SEMUA_LABEL)
    if chosen is not None and chosen in by_code:
        return _read_as(by_code[chosen], names, is_chosen=True)
    meant = [kode for kode in kata.candidates(label, from_3as=from_3as) if kode in by_code]
    meant += [kode for kode in kata.own_label(label, tuple(instruments)) if kode not in meant and not meant]
    offered = [by_code[kode] for kode in meant] or list(instruments)
    if not names:
        return Pilihan(offered[0] if len(meant) == 1 else None, tuple(meant) or tuple(by_code), {})
    # A variant of the same index (other unsur in other years) is meant by the same label.
    indices = {item.indeks for item in offered}
    offered = [item for item in instruments if item in offered or (meant and item.indeks in indices)]
    fitting = [read for item in offered if not (read := _read_as(item, names)).asing and read.unsur]
    best = max((_coverage(read) for read in fitting), default=0.0)
    best_reads = [read for read in fitting if _coverage(read) == best]
    if len(best_reads) == 1:
        return best_reads[0]
    if best_reads:
        return Pilihan(None, tuple(one.instrumen.kode for one in best_reads if one.instrumen), {})
    known = max((_read_as(item, names) for item in offered), key=lambda read: len(read.unsur), default=None)
    return Pilihan(None, (), {}, known.asing if known is not None else tuple(names))


def _coverage(read: Pilihan) -> float:
    return len(set(read.unsur.values())) / len(read.instrumen.unsur) if read.instrumen else 0.0


def _read_as(item: Instrumen, names: Sequence[str], *, is_chosen: bool = False) -> Pilihan:
    lexicon = Lexicon(item)
    number = {butir.kode: place for place, unsur in enumerate(item.unsur, 1) for butir in unsur.butir}
    unsur_name = {words(text): place for place, unsur in enumerate(item.unsur, 1) for text in (unsur.nama, unsur.kode)}
    found: dict[str, int] = {}
    strange = []
    for name in names:
        match = lexicon.match(parse_header(name))
        place = unsur_name.get(words(name))
        if match is not None and match.cara != _WEAK:
            place = number[match.butir]
        if place is None:
            strange.append(name)
        else:
            found[name] = place
    if strange and is_chosen and _are_positions(names, len(item.unsur)):
        return Pilihan(item, (item.kode,), {name: int(name) for name in names}, urutan=True)
    return Pilihan(item, (item.kode,), found, tuple(strange))


def _are_positions(names: Sequence[str], count: int) -> bool:
    """'1' to 'k' and nothing else: the order of the questions, which only the operator can vouch for."""
    return sorted(names) == sorted(str(number) for number in range(1, count + 1))
