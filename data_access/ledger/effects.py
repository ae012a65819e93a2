"""What a file does to an index: before it, when it adds, when it replaces. Whole numbers until scoring.indeks divides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.frames import read_frame
from data_access.ledger.cells import cell_places
from data_access.ledger.matching import BERUBAH, TETAP, Padanan
from scoring.contract import REKAP, SEMUA
from scoring.indeks import indeks, rules_for
from scoring.instruments import Instrumen
from scoring.rollup import build_rekap, combine

_SUMS = list(REKAP[1:])


@dataclass(frozen=True)
class Dampak:
    """An index (scale 4, unrounded, None where nobody answered) with its respondents, in three states.

    ``lama``: as it is now; ``tambah``: with the file, the vanished kept; ``ganti``: with the file, the vanished
    withdrawn; ``hilang``: the vanished alone.
    """

    n_lama: int
    n_tambah: int
    n_ganti: int
    lama: float | None
    tambah: float | None
    ganti: float | None
    hilang: float | None


@dataclass(frozen=True)
class DampakSatker:
    """The effect on one satker over all months from the first to the last that the file has of it (202601)."""

    satker: str
    instrumen: str
    dari: int
    sampai: int
    dampak: Dampak


def effects(
    connection: sa.Connection, padanan: Padanan, instrumen_id: int | None
) -> tuple[dict[tuple[str, int], Dampak], list[DampakSatker]]:
    """The effect of one sheet by (satker code, month), and by satker."""
    sheet = padanan.sheet
    cells, _ = cell_places(sheet)
    spans = pd.DataFrame(cells, columns=["satker", "bulan"]).groupby("satker")["bulan"].agg(["min", "max"])
    frames = _frames(connection, padanan, instrumen_id, spans)
    by_cell = _impacts(sheet.instrumen, frames, ["satker", "bulan"])
    pooled = [combine(frame, ["satker"]) if len(frame) else frame for frame in frames]
    whole = _impacts(sheet.instrumen, pooled, ["satker"])
    return (
        {(kode, bulan): by_cell[kode, bulan] for kode, bulan in sorted(cells)},
        [
            DampakSatker(str(kode), sheet.instrumen.kode, int(low), int(high), whole[kode,])
            for kode, low, high in spans.itertuples()
        ],
    )


def _frames(
    connection: sa.Connection, padanan: Padanan, instrumen_id: int | None, spans: pd.DataFrame
) -> tuple[pd.DataFrame, ...]:
    """Four rekap frames by satker and bulan inside the satker's span: lama, tambah, ganti, hilang."""
    sheet, versi = padanan.sheet, padanan.versi
    kode = padanan.codes_of_satker
    lama = _stored(connection, sheet.instrumen, instrumen_id, kode, spans)
    comes = padanan.status != TETAP
    codes, names = sheet.distinct_satker
    new = _rekap(sheet.butir[comes], sheet.instrumen, codes[comes], sheet.months[comes], dict(enumerate(names)))

    def of(rows: npt.NDArray[np.int64]) -> pd.DataFrame:
        found = _rekap(versi.butir[rows], sheet.instrumen, versi.satker_id[rows], versi.bulan[rows], kode)
        return _inside(found, spans)

    old, hilang = of(padanan.lama[padanan.status == BERUBAH]), of(padanan.hilang.astype(np.int64))
    tambah = _sum([lama, new, _negative(old)])
    return lama, tambah, _sum([tambah, _negative(hilang)]) if len(hilang) else tambah, hilang


def _rekap(
    butir: npt.NDArray[np.int8],
    instrumen: Instrumen,
    satker: npt.NDArray[np.integer],
    bulan: npt.NDArray[np.int64],
    kode: Mapping[int, str],
) -> pd.DataFrame:
    """The rekap by satker and month; ``satker`` as numbers, of which ``kode`` has the codes ('' where it has none)."""
    if not len(butir):
        return _none()
    frame = build_rekap(butir, instrumen, {"satker": satker, "bulan": bulan})
    return frame.assign(satker=frame["satker"].map(kode).fillna(""))


def _inside(frame: pd.DataFrame, spans: pd.DataFrame) -> pd.DataFrame:
    low, high = (frame["satker"].map(spans[name]) for name in ("min", "max"))
    return frame[frame["bulan"].ge(low) & frame["bulan"].le(high)]


def _stored(
    connection: sa.Connection,
    instrumen: Instrumen,
    instrumen_id: int | None,
    kode: dict[int, str],
    spans: pd.DataFrame,
) -> pd.DataFrame:
    """The rollup of the satker in the months of their spans."""
    table = schema.rekap_unsur
    known = [number for number in kode if number >= 0]
    if instrumen_id is None or not known:
        return _none()
    where = (
        table.c.satker_id.in_(known),
        table.c.instrumen_id == instrumen_id,
        table.c.bulan.between(int(spans["min"].min()), int(spans["max"].max())),
    )
    columns = [table.c[name] for name in ("satker_id", "bulan", "unsur_no", *_SUMS)]
    whole = ("satker_id", "bulan", "unsur_no", *_SUMS)
    frame = read_frame(connection, sa.select(*columns).where(*where), whole)
    if frame.empty:
        return _none()
    codes = [SEMUA, *(unsur.kode for unsur in instrumen.unsur)]
    frame = frame.assign(satker=frame["satker_id"].map(kode), unsur=frame["unsur_no"].map(dict(enumerate(codes))))
    return _inside(frame[["satker", "bulan", *REKAP]], spans)


def _none() -> pd.DataFrame:
    return pd.DataFrame(columns=["satker", "bulan", *REKAP]).astype(dict.fromkeys(["bulan", *_SUMS], "int64"))


def _negative(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(**{name: -frame[name] for name in _SUMS})


def _sum(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    filled = [frame for frame in frames if len(frame)]
    if not filled:
        return _none()
    whole = combine(pd.concat(filled, ignore_index=True), ["satker", "bulan"])
    return whole[whole["n"] > 0]


def _impacts(
    instrumen: Instrumen, frames: Sequence[pd.DataFrame], keys: Sequence[str]
) -> dict[tuple[object, ...], Dampak]:
    aturan = rules_for(instrumen)

    def values(frame: pd.DataFrame) -> dict[tuple[object, ...], tuple[int, float | None]]:
        return _values(indeks(frame, aturan, keys), keys) if len(frame) else {}

    lama, tambah, hilang = values(frames[0]), values(frames[1]), values(frames[3])
    ganti = values(frames[2]) if hilang else tambah
    none = (0, None)
    return {
        key: Dampak(
            lama.get(key, none)[0], tambah.get(key, none)[0], ganti.get(key, none)[0],
            lama.get(key, none)[1], tambah.get(key, none)[1], ganti.get(key, none)[1], hilang.get(key, none)[1],
        )
        for key in sorted({*lama, *tambah, *hilang})
    }  # fmt: skip


def _values(frame: pd.DataFrame, keys: Sequence[str]) -> dict[tuple[object, ...], tuple[int, float | None]]:
    columns = [frame[key].tolist() for key in keys]
    found = zip(*columns, frame["n"].tolist(), frame["nilai_4"].tolist(), strict=True)
    return {tuple(row[:-2]): (int(row[-2]), float(row[-1])) for row in found}
