"""Moments in the satker's own time: the local day decides the month in which a respondent counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
import numpy.typing as npt
import pandas as pd

from data_access.errors import RefusedError
from data_access.files.values.dates import TANPA_ZONA
from scoring.zona_waktu import ZONA_BAKU

_BIN = 900  # seconds; offsets change at quarters of an hour at the finest
_DAY = 86_400
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Moments = npt.NDArray[np.datetime64]
Seconds = npt.NDArray[np.int64]


def known_zone(name: str) -> ZoneInfo:
    """The time zone of that name; RefusedError when there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as exc:
        raise RefusedError(f"Zona waktu '{name}' tidak dikenal. Contoh: Asia/Jakarta, Asia/Makassar.") from exc


def to_utc(
    waktu: Moments, zona: npt.NDArray[np.int16], zona_berkas: str | None
) -> tuple[Seconds, npt.NDArray[np.bool_]]:
    """(seconds since 1970 in UTC, which moments have a known zone) of distinct values as in DateColumn.

    A moment's own zone counts before ``zona_berkas`` (None: the others are local already). A date without a time of
    day stays that day: exactly midnight where no zone is written, and a column of nothing but midnights.
    """
    seconds = waktu.astype(np.int64)
    timed = ~np.isnat(waktu) & (seconds % _DAY != 0)
    if not timed.any():
        return seconds, timed
    own = ~np.isnat(waktu) & (zona != TANPA_ZONA)
    utc = np.where(own, seconds - zona.astype(np.int64) * 60, seconds)
    if zona_berkas is None:
        return utc, own
    others = timed & ~own
    utc[others] -= _offsets(known_zone(zona_berkas), seconds[others], is_utc=False)
    return utc, own | others


def to_local(
    waktu: Moments,
    zona: npt.NDArray[np.int16],
    codes: npt.NDArray[np.int32],
    satker: npt.NDArray[np.object_],
    satker_zona: Mapping[str, str],
    zona_berkas: str | None,
) -> Moments:
    """The moment of every row (datetime64[s]) by the clock of its satker.

    ``waktu`` and ``zona`` belong to the column's distinct values, ``codes`` and ``satker`` to its rows.
    """
    utc, known = to_utc(waktu, zona, zona_berkas)
    result = waktu[codes]
    if not known.any():
        return result
    units, names = pd.factorize(satker)
    zones = np.array([satker_zona.get(str(kode), ZONA_BAKU) for kode in names], dtype=object)
    for name in dict.fromkeys(zones.tolist()):
        local = waktu.astype(np.int64)
        local[known] = utc[known] + _offsets(known_zone(name), utc[known], is_utc=True)
        rows = (zones == name)[units]
        result[rows] = local[codes[rows]].astype("datetime64[s]")
    return result


def _offsets(zone: ZoneInfo, seconds: Seconds, *, is_utc: bool) -> Seconds:
    """Seconds by which ``zone`` is ahead of UTC at each moment; an hour that the clock shows twice is the first one."""
    bins, places = np.unique(seconds // _BIN, return_inverse=True)
    found = [_offset(zone, int(one) * _BIN, is_utc=is_utc) for one in bins.tolist()]
    return np.array(found, dtype=np.int64)[places]


def _offset(zone: ZoneInfo, seconds: int, *, is_utc: bool) -> int:
    moment = _EPOCH + timedelta(seconds=seconds)
    shown = moment.astimezone(zone) if is_utc else moment.replace(tzinfo=zone)
    offset = shown.utcoffset()
    return round(offset.total_seconds()) if offset is not None else 0
