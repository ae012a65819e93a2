"""The database as a SurveyRepository: pages read the monthly rollup, never the answers row by row."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import sqlalchemy as sa

from data_access import queries, schema
from data_access.engine import as_utc
from data_access.errors import RefusedError, SourceUnavailableError
from data_access.instrument_store import from_json
from data_access.repository import IMPOR, RESPONDEN, SATKER, Saringan, Scope, VersiData
from scoring.contract import REKAP, SEBARAN, SEMUA
from scoring.instruments import Instrumen, shipped_instruments
from scoring.periods import Periode

if TYPE_CHECKING:
    from collections.abc import Iterator


class SqlRepository:
    """Reads of survey data from SQLite or PostgreSQL. Every method takes the scope first."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        # A stored instrument never changes its shape (store.py refuses it), so it is read once.
        self._instruments: dict[str, Instrumen] = {}

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        try:
            with self._engine.connect() as connection:
                yield connection
        except (sa.exc.DBAPIError, sa.exc.TimeoutError, pd.errors.DatabaseError) as exc:
            # pandas wraps what SQLAlchemy raises in an error of its own.
            raise SourceUnavailableError(
                "Basis data tidak dapat dibaca. Pastikan berkas atau layanan basis data tersedia, lalu muat ulang."
            ) from exc

    def _frame(self, select: sa.Select[tuple[object, ...]]) -> pd.DataFrame:
        with self._reading() as connection:
            return pd.read_sql_query(select, connection)

    def version(self) -> VersiData:
        """See SurveyRepository."""
        table = schema.versi_data
        with self._reading() as connection:
            row = connection.execute(sa.select(table.c.versi, table.c.diubah_pada)).first()
        if row is None:
            return VersiData(0, None)
        return VersiData(int(row.versi), as_utc(row.diubah_pada) if row.versi else None)

    def satker(self, scope: Scope) -> pd.DataFrame:
        """See SurveyRepository."""
        frame = self._frame(queries.select_satker(scope))[list(SATKER)]
        return frame.assign(is_contoh=frame["is_contoh"].astype(bool))

    def instruments(self, scope: Scope) -> list[Instrumen]:
        """See SurveyRepository."""
        with self._reading() as connection:
            found = {kode: from_json(text) for kode, text in connection.execute(queries.select_instruments(scope))}
        order = [*(kode for kode in shipped_instruments() if kode in found)]
        order += [kode for kode in found if kode not in order]
        return [found[kode] for kode in order]

    def _instrument(self, kode: str) -> Instrumen:
        if kode in self._instruments:
            return self._instruments[kode]
        table = schema.instrumen
        with self._reading() as connection:
            text = connection.scalar(sa.select(table.c.definisi).where(table.c.kode == kode))
        if text is None:
            if kode in shipped_instruments():
                return shipped_instruments()[kode]
            raise RefusedError(f"Instrumen {kode!r} belum ada di basis data.")
        self._instruments[kode] = from_json(text)
        return self._instruments[kode]

    def months(self, scope: Scope, instrumen: str | None = None) -> list[int]:
        """See SurveyRepository."""
        with self._reading() as connection:
            return [int(bulan) for bulan in connection.scalars(queries.select_months(scope, instrumen))]

    def rekap(self, scope: Scope, saringan: Saringan, *, keys: Sequence[str] = ("satker",)) -> pd.DataFrame:
        """See SurveyRepository."""
        frame = self._named(self._frame(queries.select_rekap(scope, saringan, keys)), saringan.instrumen)
        return _whole_numbers(frame[[*keys, *REKAP]], REKAP[1:])

    def sebaran(self, scope: Scope, saringan: Saringan, *, keys: Sequence[str] = ("satker",)) -> pd.DataFrame:
        """See SurveyRepository."""
        frame = self._named(self._frame(queries.select_sebaran(scope, saringan, keys)), saringan.instrumen)
        return _whole_numbers(frame[[*keys, *SEBARAN]], SEBARAN[1:])

    def responden(self, scope: Scope, saringan: Saringan, *, keys: Sequence[str] = ("satker",)) -> pd.DataFrame:
        """See SurveyRepository."""
        frame = self._frame(queries.select_responden(scope, saringan, keys))
        return _whole_numbers(frame[[*keys, *RESPONDEN]], ("n",))

    def rekap_layanan(self, scope: Scope, saringan: Saringan) -> tuple[pd.DataFrame, pd.DataFrame]:
        """See SurveyRepository."""
        instrumen = self._instrument(saringan.instrumen)
        select = queries.select_answers_by_layanan(scope, saringan, len(instrumen.unsur))
        return _rollup_of_rows(self._frame(select), instrumen)

    def service_users(self, scope: Scope, periode: Periode) -> pd.Series:
        """See SurveyRepository."""
        frame = self._frame(queries.select_service_users(scope, periode))
        return frame.set_index("satker")["pengguna"].astype("int64")

    def imports(self, scope: Scope) -> pd.DataFrame:
        """See SurveyRepository."""
        frame = self._frame(queries.select_imports(scope))[list(IMPOR)]
        return frame.assign(diimpor_pada=pd.to_datetime(frame["diimpor_pada"], utc=True))

    def _named(self, frame: pd.DataFrame, instrumen: str) -> pd.DataFrame:
        """``unsur_no`` as the code of the unsur."""
        if frame.empty:
            return frame.assign(unsur=pd.Series(dtype=object))
        codes = np.array([SEMUA, *(u.kode for u in self._instrument(instrumen).unsur)], dtype=object)
        return frame.assign(unsur=codes[frame["unsur_no"].to_numpy(int)])


def _whole_numbers(frame: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """PostgreSQL gives sums of bigint as Decimal; counts are whole numbers on every engine."""
    return frame.astype(dict.fromkeys(columns, "int64"))


def _rollup_of_rows(rows: pd.DataFrame, instrumen: Instrumen) -> tuple[pd.DataFrame, pd.DataFrame]:
    """``rekap`` and ``sebaran`` by layanan from stored scores (the answer counts of nested items stay with the rollup)."""
    parts, tall = [], []
    columns = [(SEMUA, "indeks"), *((u.kode, schema.SKOR[i]) for i, u in enumerate(instrumen.unsur))]
    for unsur, column in columns:
        answered = rows[rows[column].notna()]
        values = answered[column].astype("int64")
        by = answered["layanan"]
        part = values.groupby(by).agg(["size", "sum"]).rename(columns={"size": "n", "sum": "jumlah"})
        is_single = unsur != SEMUA and instrumen.pembagi == 1
        for value in range(1, 11):
            part[f"n{value}"] = (values == value).groupby(by).sum() if is_single else 0
        parts.append(part.reset_index().assign(unsur=unsur))
        if not is_single:
            sizes = values.groupby([by, values.rename("nilai")]).size().rename("jumlah").reset_index()
            tall.append(sizes.assign(unsur=unsur))
    rekap = pd.concat(parts, ignore_index=True)[["layanan", *REKAP]]
    return rekap, pd.concat(tall, ignore_index=True)[["layanan", *SEBARAN]]
