"""An internal survey in memory whose cells are told one by one, and everything that can be asked about it."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import openpyxl
import pandas as pd

from dashboard import exports
from dashboard.tables import integritas as tables_integritas
from dashboard.text import integritas as kalimat
from dashboard.views import integritas, penjelasan_halaman, score, score_internal
from dashboard.views.common import Pilihan
from dashboard.views.score import Permintaan
from data_access.answers import LembarJawaban
from data_access.confidential import ConfidentialRepository
from data_access.file_repository import FileRepository
from data_access.repository import Saringan, Scope, SurveyRepository
from data_access.satker_names import SatkerBaru
from scoring.instruments import shipped_instrument
from scoring.periods import parse_period
from tests.support.factories import make_sheet

INTEGRITAS = shipped_instrument("integritas")
KODE = INTEGRITAS.kode
HARI_INI = date(2026, 11, 21)
DIBACA = datetime(2026, 11, 21, tzinfo=UTC)
SATKER = {"A": "Lapas Kelas IIA Anggrek", "B": "Rutan Kelas IIB Bakung", "C": "Lapas Kelas III Cempaka"}
TRIWULAN = ("2026-TW1", "2026-TW2", "2026-TW3")
BERJALAN = "2026-TW4"

# One employee: month (202601), four answers 0 to 6, gender.
Orang = tuple[int, tuple[int, ...], str]
Sel = tuple[str, str]
Isi = Mapping[Sel, Sequence[Orang]]


def orang(periode: str, jawaban: Sequence[int], bulan: int = 0, kelamin: str = "Laki-laki") -> Orang:
    """An employee who answered in the ``bulan``-th month (0, 1, 2) of a quarter."""
    return parse_period(periode).months[bulan], tuple(jawaban), kelamin


def sheet(isi: Isi) -> LembarJawaban:
    """The cells as one sheet of answers."""
    people = [(kode, *one) for (kode, _), persons in sorted(isi.items()) for one in persons]
    return make_sheet(
        INTEGRITAS,
        [list(answers) for _, _, answers, _ in people] or np.zeros((0, 4), dtype=np.int8),
        satker=[kode for kode, *_ in people],
        tanggal=[f"{bulan // 100}-{bulan % 100:02d}-15" for _, bulan, _, _ in people],
        jenis_kelamin=[kelamin for *_, kelamin in people],
        layanan=["Tata usaha"] * len(people),
    )


class _Remembering(FileRepository):
    """The same, only that nothing is counted twice: these tests ask thousands of questions."""

    def __init__(self, isi: Isi) -> None:
        names = {kode: SatkerBaru(kode, nama) for kode, nama in SATKER.items()}
        super().__init__([sheet(isi)], read_at=DIBACA, names=names)
        self._known: dict[object, pd.DataFrame] = {}

    def _build(self, *asked: Any) -> pd.DataFrame:  # noqa: ANN401 - as the class above has it
        _, columns, scope, saringan, keys = asked
        key = columns, scope, saringan, tuple(keys)
        if key not in self._known:
            self._known[key] = super()._build(*asked)
        return self._known[key]

    def responden(self, scope: Scope, saringan: Saringan, *, keys: Sequence[str] = ("satker",)) -> pd.DataFrame:
        key = "responden", scope, saringan, tuple(keys)
        if key not in self._known:
            self._known[key] = super().responden(scope, saringan, keys=keys)
        return self._known[key]


def raw(isi: Isi) -> FileRepository:
    """The answers without any protection."""
    return _Remembering(isi)


def wall(isi: Isi) -> ConfidentialRepository:
    """The answers as everybody sees them."""
    return ConfidentialRepository(raw(isi), HARI_INI)


def hidden_cells(isi: Isi) -> set[Sel]:
    """The cells that must not be seen, counted by hand: the quarter runs, under 5 people, or a component under 5."""
    found = set()
    for (kode, periode), persons in isi.items():
        answers = [one for _, one, _ in persons if any(one)]
        per_unsur = [sum(1 for one in answers if one[column]) for column in range(4)]
        few = len(answers) < 5 or any(0 < count < 5 for count in per_unsur)
        if answers and (few or periode == BERJALAN):
            found.add((kode, periode))
    return found


@dataclass(frozen=True)
class Pertanyaan:
    """Something that somebody may ask."""

    scope: Scope
    saringan: Saringan
    keys: tuple[str, ...]


PERIODE = ("", "2026-01", "2026-05", "2026-09", "2026-11", *TRIWULAN, BERJALAN, "2026-S1", "2026-S2", "2026", "2025",
           "2026-01..2026-05", "2026-02..2026-09", "2026-03..2026-04", "2025-10..2026-12")  # fmt: skip
SCOPES = (Scope.everything(), Scope.only("A"), Scope.only("A", "C"), Scope.only())
HARI = ("satker", "tanggal")
KEYS: tuple[tuple[str, ...], ...] = (("satker",), (), ("bulan",), ("satker", "bulan"), ("layanan",))
PILIHAN: tuple[Mapping[str, tuple[str, ...]], ...] = (
    {}, {"satker": ("A",)}, {"satker": ("B", "C")}, {"jenis": ("Lapas",)}, {"jenis": ("Rutan",)},
)  # fmt: skip


def questions() -> list[Pertanyaan]:
    """All combinations of scope, period, satker or jenis, and keys."""
    return [
        Pertanyaan(scope, Saringan(KODE, parse_period(text) if text else None, **dict(chosen)), keys)
        for scope in SCOPES
        for text in PERIODE
        for chosen in PILIHAN
        for keys in KEYS
    ]


def answer(repo: ConfidentialRepository, asked: Pertanyaan) -> str:
    """All that the repository says to a question, as one text."""
    scope, saringan, keys = astuple_of(asked)
    frames = [method(scope, saringan, keys=keys) for method in (repo.rekap, repo.sebaran, repo.responden)]
    frames += [repo.daily(scope, saringan, keys=by, jam=jam) for by in (HARI, ()) for jam in (False, True)]
    frames += [repo.imported_at(scope, saringan).to_frame()]
    frames += [*repo.rekap_layanan(scope, saringan), repo.rekap_lengkap(scope, saringan), repo.batches(scope, saringan)]
    told = [
        sorted(repo.concealed(scope, saringan)),
        repo.months(scope, KODE),
        repo.months(scope),
        repo.instruments(scope),
    ]
    return "\n".join([*(frame.to_csv() for frame in frames), *map(str, told)])


def astuple_of(asked: Pertanyaan) -> tuple[Scope, Saringan, tuple[str, ...]]:
    """The parts of a question."""
    return asked.scope, asked.saringan, asked.keys


def pages(repo: ConfidentialRepository, periode: str, jenis: tuple[str, ...] = ()) -> str:
    """The page Survei Integritas of one period: every frame, sentence and table of it, as one text."""
    pilihan = Pilihan(KODE, parse_period(periode), jenis)
    view = integritas.build(repo, Scope.everything(), pilihan, HARI_INI)
    if view is None:
        return "tidak ada"
    frames = (view.tabel, view.unsur, view.komponen, tables_integritas.satker(view), tables_integritas.komponen(view))
    sentences = [
        make(view)
        for make in (kalimat.integritas_finding, kalimat.wilayah_value, kalimat.wilayah_note, kalimat.respons_value,
                     kalimat.respons_note, kalimat.table_note)
    ]  # fmt: skip
    return "\n".join([*(frame.to_csv() for frame in frames), *sentences, str(view.wilayah), str(view.perubahan)])


def export(repo: ConfidentialRepository, periode: str) -> str:
    """Every cell of the workbook of one period, opened again, but for which file it rests on and when that was stored."""
    scope, pilihan = Scope.everything(), Pilihan(KODE, parse_period(periode))
    view = integritas.build(repo, scope, pilihan, HARI_INI)
    if view is None:
        return "tidak ada"
    content = exports.integritas(view, lambda: penjelasan_halaman.of_integritas(repo, scope, view))
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    rows = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
    return "\n".join(repr(row) for row in rows if not str(row[1]).startswith(("Data per", "Impor")))


def score_json(repo: ConfidentialRepository) -> str:
    """What the command prints, for every grouping and several periods."""
    scope, found = Scope.everything(), []
    for per in (None, *score.PER):
        for text in ("", "2026-05", "2026-TW2"):
            minta = Permintaan(parse_period(text) if text else None, (), per)
            found += score.score_all(repo, scope, minta) + score_internal.score_internal(repo, scope, minta)
            found += score_internal.score_internal(repo, scope, replace(minta, satker=("B",)))
    return json.dumps(found, default=str)


class NaiveRepository:
    """How it is usually done, and wrong: rows of fewer than 5 are left out, totals are those of everybody."""

    def __init__(self, inner: SurveyRepository) -> None:
        self._inner = inner

    def rekap(self, scope: Scope, saringan: Saringan, *, keys: Sequence[str] = ("satker",)) -> pd.DataFrame:
        frame = self._inner.rekap(scope, saringan, keys=keys)
        return frame[frame["n"] >= 5]


def shown_sums(repo: Any, asked: Sequence[Pertanyaan]) -> dict[tuple[object, ...], float]:  # noqa: ANN401 - either repository
    """Every sum of answers to the first component that is shown, by question and group."""
    found: dict[tuple[object, ...], float] = {}
    for number, one in enumerate(asked):
        frame = repo.rekap(one.scope, one.saringan, keys=one.keys)
        for row in frame[frame["unsur"] == "I1"].to_dict("records"):
            found[number, *(row[key] for key in one.keys)] = float(row["jumlah"])
    return found
