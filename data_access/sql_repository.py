"""The database as a SurveyRepository: pages read the monthly rollup, never the answers row by row."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import sqlalchemy as sa

from data_access import days, queries, recaps, schema
from data_access.conditions import read_conditions
from data_access.engine import as_utc, unavailable_as
from data_access.frames import read_columns, read_frame
from data_access.instrument_store import from_json
from data_access.later_changes import read_day_changes, read_target_changes
from data_access.master_data.targets import select_manual_targets
from data_access.packing import unpack
from data_access.recap_records import RekapTercatat
from data_access.repository import (
    BERKAS,
    IMPOR,
    LAPORAN,
    RESPONDEN,
    SATKER,
    TARGET,
    HariDiubah,
    Saringan,
    Scope,
    TargetDiubah,
    VersiData,
)
from data_access.service_users import read_users_by_service
from scoring.contract import JAWABAN, REKAP, SEBARAN, SEMUA
from scoring.instruments import Instrumen, shipped_instruments
from scoring.periods import Periode
from scoring.rollup import build_rekap, build_sebaran

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
        sentence = "Basis data tidak dapat dibaca. Pastikan berkas atau layanan basis data tersedia, lalu muat ulang."
        with unavailable_as(sentence), self._engine.connect() as connection:
            yield connection

    def _frame(self, select: sa.Select[tuple[object, ...]], whole: Sequence[str] = ()) -> pd.DataFrame:
        with self._reading() as connection:
            return read_frame(connection, select, whole)

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
        # Sorted here: databases differ in how they order texts.
        frame = frame.sort_values(["jenis", "nama", "satker"], ignore_index=True)
        return frame.assign(is_contoh=frame["is_contoh"].astype(bool))

    def instruments(self, scope: Scope) -> list[Instrumen]:
        """See SurveyRepository."""
        with self._reading() as connection:
            rows = connection.execute(queries.select_instruments(scope)).all()
            recapped = connection.execute(recaps.select_coverage(scope)).all()
        found = {row.kode: from_json(row.definisi) for row in (*rows, *recapped)}
        order = [*(kode for kode in shipped_instruments() if kode in found)]
        order += [kode for kode in found if kode not in order]
        return [found[kode] for kode in order]

    def instrument(self, kode: str) -> Instrumen | None:
        """See SurveyRepository."""
        if kode in self._instruments:
            return self._instruments[kode]
        table = schema.instrumen
        with self._reading() as connection:
            text = connection.scalar(sa.select(table.c.definisi).where(table.c.kode == kode))
        if text is None:
            return None
        self._instruments[kode] = from_json(text)
        return self._instruments[kode]

    def months(self, scope: Scope, instrumen: str | None = None) -> list[int]:
        """See SurveyRepository."""
        with self._reading() as connection:
            return list(connection.scalars(queries.select_months(scope, instrumen)))

    def recaps(self, scope: Scope, saringan: Saringan) -> tuple[RekapTercatat, ...]:
        """See SurveyRepository."""
        with self._reading() as connection:
            return recaps.read(connection, scope, saringan)

    def recap_periods(self, scope: Scope) -> frozenset[tuple[str, Periode]]:
        """See SurveyRepository."""
        with self._reading() as connection:
            rows = connection.execute(recaps.select_coverage(scope)).all()
        return frozenset((str(row.kode), Periode(int(row.dari), int(row.sampai))) for row in rows)

    def rekap(self, scope: Scope, saringan: Saringan, *, keys: Sequence[str] = ("satker",)) -> pd.DataFrame:
        """See SurveyRepository."""
        known = self.instrument(saringan.instrumen)
        given = JAWABAN[: known.skala_maks] if known else ()
        columns = self._columns(queries.select_rekap(scope, saringan, tuple(keys), given), known)
        # Answers beyond the scale cannot occur: they are not asked for, and are 0.
        columns |= {name: np.zeros(len(columns["n"]), dtype=np.int64) for name in JAWABAN[len(given) :]}
        return pd.DataFrame({name: columns[name] for name in (*keys, *REKAP)})

    def sebaran(self, scope: Scope, saringan: Saringan, *, keys: Sequence[str] = ("satker",)) -> pd.DataFrame:
        """See SurveyRepository."""
        known = self.instrument(saringan.instrumen)
        columns = self._columns(queries.select_sebaran(scope, saringan, tuple(keys)), known)
        return pd.DataFrame({name: columns[name] for name in (*keys, *SEBARAN)})

    def responden(self, scope: Scope, saringan: Saringan, *, keys: Sequence[str] = ("satker",)) -> pd.DataFrame:
        """See SurveyRepository."""
        frame = self._frame(queries.select_responden(scope, saringan, tuple(keys)), ("n",))
        return frame.sort_values([*keys, "dimensi", "kategori"], ignore_index=True)[[*keys, *RESPONDEN]]

    def rekap_layanan(self, scope: Scope, saringan: Saringan) -> tuple[pd.DataFrame, pd.DataFrame]:
        """See SurveyRepository."""
        instrumen = self.instrument(saringan.instrumen)
        k = len(instrumen.unsur) if instrumen else 0
        rows = self._frame(queries.select_answers_by_layanan(scope, saringan, k))
        if instrumen is None or rows.empty:
            empty = pd.DataFrame(columns=["layanan", *REKAP]), pd.DataFrame(columns=["layanan", *SEBARAN])
            return _whole_numbers(empty[0], REKAP[1:]), _whole_numbers(empty[1], SEBARAN[1:])
        butir = _items(rows, instrumen)
        keys = {"layanan": rows["layanan"].to_numpy(object)}
        rekap, sebaran = build_rekap(butir, instrumen, keys), build_sebaran(butir, instrumen, keys)
        return rekap[["layanan", *REKAP]], sebaran[["layanan", *SEBARAN]]

    def rekap_lengkap(self, scope: Scope, saringan: Saringan) -> pd.DataFrame:
        """See SurveyRepository."""
        instrumen = self.instrument(saringan.instrumen)
        everyone = self.rekap(scope, saringan, keys=("bulan",))
        if instrumen is None or everyone.empty:
            return everyone
        asked = set(everyone["unsur"])
        numbers = tuple(number for number, unsur in enumerate(instrumen.unsur, 1) if unsur.kode in asked)
        # Those who left something out are the fewer ones: only they are read, and taken off the rollup.
        rows = self._frame(queries.select_incomplete_answers(scope, saringan, len(instrumen.unsur), numbers))
        if rows.empty:
            return everyone
        others = build_rekap(_items(rows, instrumen), instrumen, {"bulan": rows["bulan"].to_numpy(np.int64)})
        key = ["bulan", "unsur"]
        left = everyone.set_index(key).sub(others.set_index(key)[list(REKAP[1:])], fill_value=0)
        return _whole_numbers(left[left["n"] > 0].reset_index(), REKAP[1:])[["bulan", *REKAP]]

    def daily(
        self, scope: Scope, saringan: Saringan, *, keys: Sequence[str] = ("satker", "tanggal"), jam: bool = False
    ) -> pd.DataFrame:
        """See SurveyRepository."""
        with self._reading() as connection:
            return days.read_daily(connection, scope, saringan, tuple(keys), jam=jam)

    def imported_at(self, scope: Scope, saringan: Saringan) -> pd.Series:
        """See SurveyRepository."""
        with self._reading() as connection:
            return days.read_imported_at(connection, scope, saringan)

    def special_days(self, scope: Scope, periode: Periode) -> pd.DataFrame:
        """See SurveyRepository."""
        with self._reading() as connection:
            return days.read_special_days(connection, scope, periode)

    def day_changes(self, scope: Scope, periode: Periode, after: date) -> tuple[HariDiubah, ...]:
        """See SurveyRepository."""
        with self._reading() as connection:
            return read_day_changes(connection, scope, periode, after)

    def target_changes(self, scope: Scope, periode: Periode, after: date) -> tuple[TargetDiubah, ...]:
        """See SurveyRepository."""
        with self._reading() as connection:
            return read_target_changes(connection, scope, periode, after)

    def conditions(self, scope: Scope, day: date) -> pd.DataFrame:
        """See SurveyRepository."""
        return self.conditions_by_day(scope, [day])[day]

    def conditions_by_day(self, scope: Scope, days: Collection[date]) -> dict[date, pd.DataFrame]:
        """See SurveyRepository."""
        with self._reading() as connection:
            return read_conditions(connection, scope, days)

    def users_by_service(self, scope: Scope, periode: Periode) -> pd.DataFrame:
        """See SurveyRepository."""
        with self._reading() as connection:
            return read_users_by_service(connection, scope, periode)

    def service_users(self, scope: Scope, periode: Periode) -> pd.Series:
        """See SurveyRepository."""
        frame = self._frame(queries.select_service_users(scope, periode))
        return frame.set_index("satker")["pengguna"].astype("int64")

    def monthly_service_users(self, scope: Scope, periode: Periode) -> pd.Series:
        """See SurveyRepository."""
        frame = self._frame(queries.select_monthly_service_users(scope, periode), ("bulan", "pengguna"))
        return frame.set_index(["satker", "bulan"])["pengguna"]

    def employees(self, scope: Scope, periode: Periode) -> pd.Series:
        """See SurveyRepository."""
        frame = self._frame(queries.select_employees(scope, periode.sampai))
        return frame.set_index("satker")["jumlah"].astype("int64").rename("pegawai")

    def manual_targets(self, scope: Scope, periode: Periode) -> pd.DataFrame:
        """See SurveyRepository."""
        frame = self._frame(select_manual_targets(scope, periode))[list(TARGET)]
        newest = frame.drop_duplicates(["satker", "instrumen"], keep="last").reset_index(drop=True)
        moments = pd.to_datetime(newest["dicatat_pada"], utc=True)
        return newest.assign(jumlah=newest["jumlah"].astype("Int64"), dicatat_pada=moments)

    def imports(self, scope: Scope) -> pd.DataFrame:
        """See SurveyRepository."""
        frame = self._frame(queries.select_imports(scope))[list(IMPOR)]
        if scope.satker is not None:
            parts = self._frame(queries.select_import_parts(scope))
            frame = frame.assign(ringkasan=frame["id"].map(_summaries(parts)))
        frame = _whole_numbers(frame, ("id", "ukuran", "baris_dibaca", "lembar_disimpan"))
        return frame.assign(diimpor_pada=pd.to_datetime(frame["diimpor_pada"], utc=True))

    def survey_reports(self, scope: Scope) -> pd.DataFrame:
        """See SurveyRepository."""
        frame = self._frame(queries.select_survey_reports(scope), ("id", "dari", "sampai"))[list(LAPORAN)]
        return frame.assign(dicatat_pada=pd.to_datetime(frame["dicatat_pada"], utc=True))

    def batches(self, scope: Scope, saringan: Saringan) -> pd.DataFrame:
        """See SurveyRepository."""
        frame = _whole_numbers(self._frame(queries.select_batches(scope, saringan))[list(BERKAS)], ("id", "n"))
        moments = pd.to_datetime(frame["diimpor_pada"], utc=True)
        return frame.assign(diimpor_pada=moments, is_contoh=frame["is_contoh"].astype(bool))

    def _columns(self, select: sa.Select[tuple[object, ...]], known: Instrumen | None) -> dict[str, Any]:
        """The columns of a rollup query, with the code of the unsur beside its number."""
        with self._reading() as connection:
            columns = read_columns(connection, select, ("bulan", "unsur_no", *REKAP[1:], *SEBARAN[1:]))
        codes = np.array([SEMUA, *(u.kode for u in known.unsur)] if known else [], dtype=object)
        return columns | {"unsur": codes[columns["unsur_no"]]}


def _whole_numbers(frame: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """PostgreSQL gives sums of bigint as Decimal; counts are whole numbers on every engine."""
    return frame.astype(dict.fromkeys(columns, "int64"))


def _items(rows: pd.DataFrame, instrumen: Instrumen) -> npt.NDArray[np.int8]:
    """The item answers, shape (rows, items): the unsur scores themselves, or the packed answers of nested items."""
    if instrumen.pembagi > 1:
        return unpack(rows["butir"], sum(len(u.butir) for u in instrumen.unsur))
    scores = rows[list(schema.SKOR[: len(instrumen.unsur)])].astype(float)
    return scores.fillna(0).to_numpy().astype(np.int8)


def _summaries(parts: pd.DataFrame) -> dict[int, str]:
    """JSON per import of what it brought inside a scope, in the form that store.py writes; days of whole months."""
    found: dict[int, list[dict[str, object]]] = {}
    for part in parts.to_dict("records"):
        months = Periode(int(part["dari"]), int(part["sampai"]))
        found.setdefault(int(part["id"]), []).append(
            {
                "instrumen": part["instrumen"],
                "n": int(part["n"]),
                "satker": int(part["satker"]),
                "dari": months.first_day.isoformat(),
                "sampai": months.last_day.isoformat(),
            }
        )
    return {key: json.dumps(summary) for key, summary in found.items()}
