"""What the rollup is compared with: the same frames computed from all answers, by pandas and by DuckDB.

Both hold the same rows in their own memory or file and are asked the questions that a page asks the repository.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.bench import data
from dashboard.bench.data import Ukuran
from data_access.answers import DIMENSI, LembarJawaban
from data_access.repository import RESPONDEN, Saringan, Scope
from data_access.rollup_store import SEMUA_RESPONDEN
from scoring.contract import JAWABAN, REKAP, SEBARAN, SEMUA
from scoring.instruments import Instrumen, shipped_instrument
from scoring.rollup import respondent_index, unsur_scores

if TYPE_CHECKING:
    import duckdb

ALPA = "pustaka duckdb tidak terpasang, ia hanya ikut alat uji"
# Larger than any month (202606) or satker number: keys become one number.
_RADIX = 1_000_000


class AnswerSource(Protocol):
    """The questions about answers that pages ask (see SurveyRepository)."""

    def rekap(self, scope: Scope, saringan: Saringan, *, keys: Sequence[str] = ("satker",)) -> pd.DataFrame:
        """See SurveyRepository."""
        ...

    def sebaran(self, scope: Scope, saringan: Saringan, *, keys: Sequence[str] = ("satker",)) -> pd.DataFrame:
        """See SurveyRepository."""
        ...

    def responden(self, scope: Scope, saringan: Saringan, *, keys: Sequence[str] = ("satker",)) -> pd.DataFrame:
        """See SurveyRepository."""
        ...


def has_duckdb() -> bool:
    """True when DuckDB is installed; it belongs to the development tools."""
    return find_spec("duckdb") is not None


def raw_frames(ukuran: Ukuran) -> Iterator[tuple[str, pd.DataFrame]]:
    """(instrument code, answers of one satker) for all satker: satker no., month, index, unsur scores, categories."""
    for number, sheets in enumerate(data.sheets_by_satker(ukuran)):
        for sheet in sheets:
            yield sheet.instrumen.kode, _raw(number, sheet)


def _raw(number: int, sheet: LembarJawaban) -> pd.DataFrame:
    scores = unsur_scores(sheet.butir, sheet.instrumen)
    columns: dict[str, npt.NDArray[np.generic]] = {
        "satker": np.full(len(sheet), number, dtype=np.int16),
        "bulan": sheet.months.astype(np.int32),
        "indeks": respondent_index(scores, sheet.instrumen).astype(np.int32),
    }
    columns |= {f"u{no}": scores[:, no - 1].astype(np.int8) for no in range(1, scores.shape[1] + 1)}
    for name in DIMENSI:
        columns[name] = pd.Categorical(sheet.kategori[name], categories=data.KATEGORI[name]).codes.astype(np.int8)
    return pd.DataFrame(columns)


class _Source:
    """What pandas and DuckDB share: which satker are meant, and the frames in the contract's shape."""

    def __init__(self, ukuran: Ukuran) -> None:
        self.codes = np.array(ukuran.codes, dtype=object)
        self.jenis = np.array([new.jenis for new in data.satker_list(ukuran)], dtype=object)

    def satker_numbers(self, scope: Scope, saringan: Saringan) -> npt.NDArray[np.intp] | None:
        """Numbers of the satker asked for; None for all of them."""
        wanted = np.ones(len(self.codes), dtype=bool)
        if scope.satker is not None:
            wanted &= np.isin(self.codes.astype(str), sorted(scope.satker))
        if saringan.satker:
            wanted &= np.isin(self.codes.astype(str), saringan.satker)
        if saringan.jenis:
            wanted &= np.isin(self.jenis.astype(str), saringan.jenis)
        return None if wanted.all() else np.flatnonzero(wanted)

    def rekap_frame(self, counts: pd.DataFrame, whole: pd.DataFrame, keys: list[str], item: Instrumen) -> pd.DataFrame:
        """``counts``: keys, no, nilai, jumlah per answer; ``whole``: keys, n, jumlah of the respondents."""
        code = np.zeros(len(counts), dtype=np.int64)
        for name in (*keys, "no"):
            code = code * _RADIX + counts[name].to_numpy(np.int64)
        groups, first, group = np.unique(code, return_index=True, return_inverse=True)
        answers = np.zeros((len(groups), len(JAWABAN) + 1), dtype=np.int64)
        np.add.at(answers, (group, counts["nilai"].to_numpy(np.int64)), counts["jumlah"].to_numpy(np.int64))
        columns = {name: counts[name].to_numpy()[first] for name in (*keys, "no")}
        columns |= {"n": answers.sum(axis=1), "jumlah": answers @ np.arange(len(JAWABAN) + 1)}
        columns |= {name: answers[:, value] for value, name in enumerate(JAWABAN, 1)}
        whole = whole.assign(no=0, **dict.fromkeys(JAWABAN, 0))
        frame = pd.concat([whole, pd.DataFrame(columns)], ignore_index=True)
        names = np.array([SEMUA, *(u.kode for u in item.unsur)], dtype=object)
        return self._named(frame.assign(unsur=names[frame["no"].to_numpy(int)]), keys)[[*keys, *REKAP]]

    def sebaran_frame(self, counts: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
        """``counts``: keys, nilai, jumlah of the per-respondent index."""
        frame = counts.sort_values([*keys, "nilai"]).assign(unsur=SEMUA)
        return self._named(frame, keys)[[*keys, *SEBARAN]]

    def responden_frame(self, parts: list[pd.DataFrame], keys: list[str]) -> pd.DataFrame:
        """``parts``: one frame a dimension with keys, kategori (number) and n."""
        named = []
        for name, part in zip((SEMUA_RESPONDEN, *DIMENSI), parts, strict=True):
            texts = np.array(["", *data.KATEGORI.get(name, ())], dtype=object)
            numbers = np.zeros(len(part), dtype=int) if name == SEMUA_RESPONDEN else part["kategori"].to_numpy(int) + 1
            named.append(part.assign(dimensi=name, kategori=texts[numbers]))
        frame = self._named(pd.concat(named, ignore_index=True), keys)
        return frame.sort_values([*keys, "dimensi", "kategori"])[[*keys, *RESPONDEN]]

    def _named(self, frame: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
        frame = frame.reset_index(drop=True)
        if "satker" in keys:
            frame["satker"] = self.codes[frame["satker"].to_numpy(int)]
        return frame


class PandasSource(_Source):
    """All answers as frames in memory."""

    def __init__(self, ukuran: Ukuran) -> None:
        super().__init__(ukuran)
        parts: dict[str, list[pd.DataFrame]] = {}
        for kode, frame in raw_frames(ukuran):
            parts.setdefault(kode, []).append(frame)
        self._frames = {kode: pd.concat(frames, ignore_index=True) for kode, frames in parts.items()}

    def _select(self, scope: Scope, saringan: Saringan) -> pd.DataFrame:
        frame = self._frames[saringan.instrumen]
        wanted = np.ones(len(frame), dtype=bool)
        if saringan.periode is not None:
            bulan = frame["bulan"].to_numpy()
            wanted &= (bulan >= saringan.periode.dari) & (bulan <= saringan.periode.sampai)
        numbers = self.satker_numbers(scope, saringan)
        if numbers is not None:
            wanted &= np.isin(frame["satker"].to_numpy(), numbers)
        return frame[wanted]

    def rekap(self, scope: Scope, saringan: Saringan, *, keys: Sequence[str] = ("satker",)) -> pd.DataFrame:
        """See SurveyRepository."""
        by, item = list(keys), shipped_instrument(saringan.instrumen)
        frame = self._select(scope, saringan).assign(_=0)
        parts = []
        for no in range(1, len(item.unsur) + 1):
            sizes = frame.groupby([*by, f"u{no}"]).size().rename("jumlah").reset_index()
            parts.append(sizes.rename(columns={f"u{no}": "nilai"}).assign(no=no))
        counts = pd.concat(parts, ignore_index=True)
        whole = frame.groupby(by or "_")["indeks"].agg(n="size", jumlah="sum").reset_index()
        return self.rekap_frame(counts[counts["nilai"] > 0], whole[[*by, "n", "jumlah"]], by, item)

    def sebaran(self, scope: Scope, saringan: Saringan, *, keys: Sequence[str] = ("satker",)) -> pd.DataFrame:
        """See SurveyRepository."""
        frame = self._select(scope, saringan)
        sizes = frame.groupby([*keys, "indeks"]).size().rename("jumlah").reset_index()
        return self.sebaran_frame(sizes.rename(columns={"indeks": "nilai"}), list(keys))

    def responden(self, scope: Scope, saringan: Saringan, *, keys: Sequence[str] = ("satker",)) -> pd.DataFrame:
        """See SurveyRepository."""
        frame = self._select(scope, saringan).assign(_=0)
        parts = [frame.groupby(list(keys) or "_").size().rename("n").reset_index()]
        for name in DIMENSI:
            sizes = frame.groupby([*keys, name]).size().rename("n").reset_index()
            parts.append(sizes.rename(columns={name: "kategori"}))
        return self.responden_frame(parts, list(keys))


class DuckDbSource(_Source):
    """All answers in DuckDB's own table. Per unsur one GROUP BY: of three forms tried the fastest (docs/bench.md)."""

    def __init__(self, ukuran: Ukuran, file: Path) -> None:
        import duckdb

        super().__init__(ukuran)
        self._connection: duckdb.DuckDBPyConnection = duckdb.connect(str(file))
        tables: set[str] = set()
        for kode, frame in raw_frames(ukuran):
            self._connection.register("bagian", frame)
            # Table names are the codes of shipped instruments.
            start = f"INSERT INTO {kode}" if kode in tables else f"CREATE TABLE {kode} AS"
            self._connection.execute(f"{start} SELECT * FROM bagian")  # noqa: S608
            self._connection.unregister("bagian")
            tables.add(kode)
        self._connection.execute("CHECKPOINT")

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _from(self, scope: Scope, saringan: Saringan, *more: str) -> str:
        """FROM and WHERE; every value in it is a number made here."""
        conditions = list(more)
        if saringan.periode is not None:
            conditions.append(f"bulan BETWEEN {saringan.periode.dari} AND {saringan.periode.sampai}")
        numbers = self.satker_numbers(scope, saringan)
        if numbers is not None:
            conditions.append(f"satker IN ({', '.join(map(str, numbers.tolist()))})")
        return f"FROM {saringan.instrumen}" + (f" WHERE {' AND '.join(conditions)}" if conditions else "")

    def _ask(self, query: str) -> pd.DataFrame:
        return pd.DataFrame(self._connection.execute(query).fetchnumpy())

    def rekap(self, scope: Scope, saringan: Saringan, *, keys: Sequence[str] = ("satker",)) -> pd.DataFrame:
        """See SurveyRepository."""
        by, item = list(keys), shipped_instrument(saringan.instrumen)
        key = "".join(f"{name}, " for name in by)
        per_unsur = [
            f"SELECT {key}{no} AS no, u{no} AS nilai, count(*) AS jumlah "
            f"{self._from(scope, saringan, f'u{no} > 0')} GROUP BY {key}u{no}"
            for no in range(1, len(item.unsur) + 1)
        ]
        counts = self._ask(" UNION ALL ".join(per_unsur))
        group = f" GROUP BY {', '.join(by)}" if by else ""
        totals = f"SELECT {key}count(*) AS n, CAST(sum(indeks) AS BIGINT) AS jumlah"
        return self.rekap_frame(counts, self._ask(f"{totals} {self._from(scope, saringan)}{group}"), by, item)

    def sebaran(self, scope: Scope, saringan: Saringan, *, keys: Sequence[str] = ("satker",)) -> pd.DataFrame:
        """See SurveyRepository."""
        key = "".join(f"{name}, " for name in keys)
        query = f"SELECT {key}indeks AS nilai, count(*) AS jumlah {self._from(scope, saringan)} GROUP BY {key}indeks"
        return self.sebaran_frame(self._ask(query), list(keys))

    def responden(self, scope: Scope, saringan: Saringan, *, keys: Sequence[str] = ("satker",)) -> pd.DataFrame:
        """See SurveyRepository."""
        key = "".join(f"{name}, " for name in keys)
        where = self._from(scope, saringan)
        group = f" GROUP BY {', '.join(keys)}" if keys else ""
        parts = [self._ask(f"SELECT {key}count(*) AS n {where}{group}")]
        parts += [
            self._ask(f"SELECT {key}{name} AS kategori, count(*) AS n {where} GROUP BY {key}{name}") for name in DIMENSI
        ]
        return self.responden_frame(parts, list(keys))
