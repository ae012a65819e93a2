"""One small survey for the contract of all repositories, and what must come out, counted row by row in plain Python."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

import pandas as pd

from data_access.answers import DIMENSI, LembarJawaban
from data_access.repository import Saringan, Scope
from data_access.satker_names import SatkerBaru
from scoring.contract import JAWABAN, REKAP, SEBARAN, SEMUA
from scoring.instruments import shipped_instrument
from scoring.rollup import respondent_index, unsur_scores
from tests.scoring import oracle
from tests.support.factories import make_instrument, random_sheet

SPKP = shipped_instrument("spkp")
# Several items in two of its unsur, and answers up to 10.
BERSARANG = make_instrument((1, 3, 2), kode="bersarang", skala=(1, 10), bobot=(1.0, 2.0, 1.0))
NAMES = (
    SatkerBaru("A", "Lapas Kelas IIA Anggrek"),
    SatkerBaru("B", "Rutan Kelas IIB Bakung"),
    SatkerBaru("C", "Lapas Kelas III Cempaka", bidik_predikat="WBBM"),
)
JENIS = {"A": "Lapas", "B": "Rutan", "C": "Lapas"}
BULAN = (202511, 202512, 202601)
_MONTHS = ("2025-11", "2025-12", "2026-01")
# Two files, so that sums go over imports too; the second brings one satker and one month only.
FILES: dict[str, list[LembarJawaban]] = {
    "satu.xlsx": [
        random_sheet(1, BERSARANG, 60, months=_MONTHS),
        random_sheet(2, SPKP, 80, months=_MONTHS, missing=0.4),
    ],
    "dua.csv": [random_sheet(3, SPKP, 20, satker=("A",), months=("2026-01",))],
}


def rows(scope: Scope, saringan: Saringan) -> Iterator[tuple[LembarJawaban, int, int]]:
    """(sheet, row, month) of every respondent that may be seen and is asked for."""
    for sheet in (sheet for sheets in FILES.values() for sheet in sheets):
        if sheet.instrumen.kode != saringan.instrumen:
            continue
        for row in range(len(sheet)):
            kode = str(sheet.satker[row])
            month = int(str(sheet.tanggal[row])[:7].replace("-", ""))
            periode = saringan.periode
            if (
                sheet.butir[row].any()
                and (scope.satker is None or kode in scope.satker)
                and (not saringan.satker or kode in saringan.satker)
                and (not saringan.jenis or JENIS[kode] in saringan.jenis)
                and (periode is None or periode.dari <= month <= periode.sampai)
            ):
                yield sheet, row, month


def _key(sheet: LembarJawaban, row: int, month: int, keys: Sequence[str]) -> tuple[object, ...]:
    known = {"satker": str(sheet.satker[row]), "bulan": month, "layanan": str(sheet.kategori["layanan"][row])}
    return tuple(known[key] for key in keys)


@cache
def expected_rekap(scope: Scope, saringan: Saringan, keys: tuple[str, ...]) -> pd.DataFrame:
    """``rekap`` counted row by row."""
    found: dict[tuple[object, ...], list[int]] = defaultdict(lambda: [0] * (2 + len(JAWABAN)))
    for sheet, row, month in rows(scope, saringan):
        key, instrumen = _key(sheet, row, month, keys), sheet.instrumen
        person = sheet.butir[row].tolist()
        whole = found[*key, SEMUA]
        whole[0] += 1
        whole[1] += int(respondent_index(unsur_scores(sheet.butir[row : row + 1], instrumen), instrumen)[0])
        start = 0
        for number, unsur in enumerate(instrumen.unsur):
            items, start = person[start : start + len(unsur.butir)], start + len(unsur.butir)
            score = oracle.unsur_score(instrumen, person, number)
            if score is not None:
                line = found[*key, unsur.kode]
                line[0] += 1
                line[1] += int(score * instrumen.pembagi)
                for answer in items:
                    if answer:
                        line[1 + answer] += 1
    return _frame([(*key, *numbers) for key, numbers in found.items()], [*keys, *REKAP])


@cache
def expected_sebaran(scope: Scope, saringan: Saringan, keys: tuple[str, ...]) -> pd.DataFrame:
    """``sebaran`` counted row by row."""
    found: dict[tuple[object, ...], int] = defaultdict(int)
    for sheet, row, month in rows(scope, saringan):
        key, instrumen = _key(sheet, row, month, keys), sheet.instrumen
        scores = unsur_scores(sheet.butir[row : row + 1], instrumen)
        found[*key, SEMUA, int(respondent_index(scores, instrumen)[0])] += 1
        for unsur, score in zip(instrumen.unsur, scores[0].tolist(), strict=True):
            if len(unsur.butir) > 1 and score:
                found[*key, unsur.kode, score] += 1
    return _frame([(*key, count) for key, count in found.items()], [*keys, *SEBARAN])


@cache
def expected_responden(scope: Scope, saringan: Saringan, keys: tuple[str, ...]) -> pd.DataFrame:
    """Respondents per key, dimension and category, counted row by row."""
    found: dict[tuple[object, ...], int] = defaultdict(int)
    for sheet, row, month in rows(scope, saringan):
        key = _key(sheet, row, month, keys)
        found[*key, "semua", ""] += 1
        for name in DIMENSI:
            found[*key, name, str(sheet.kategori[name][row])] += 1
    return _frame([(*key, count) for key, count in found.items()], [*keys, "dimensi", "kategori", "n"])


@cache
def expected_daily(scope: Scope, saringan: Saringan, keys: tuple[str, ...]) -> pd.DataFrame:
    """Respondents by day and of each hour, counted row by row: '2026-01-15T09:05:00' is hour 9, '...T00:00:00' has none."""
    found: dict[tuple[object, ...], list[int]] = defaultdict(lambda: [0] * 25)
    for sheet, row, _month in rows(scope, saringan):
        text = str(sheet.tanggal[row])
        known = {"satker": str(sheet.satker[row]), "tanggal": pd.Timestamp(text[:10])}
        counts = found[tuple(known[key] for key in keys)]
        counts[0] += 1
        if text[11:16] != "00:00":
            counts[1 + int(text[11:13])] += 1
    lines = sorted((*key, *counts) for key, counts in found.items())
    return pd.DataFrame(lines, columns=[*keys, "n", *(f"jam_{hour:02d}" for hour in range(24))])


def _frame(lines: list[tuple[object, ...]], columns: list[str]) -> pd.DataFrame:
    return tidy(pd.DataFrame(lines, columns=columns))


def tidy(frame: pd.DataFrame) -> pd.DataFrame:
    """The same rows in an order that does not depend on who made them."""
    numbers = {"n", "jumlah", *JAWABAN}
    by = [name for name in frame.columns if name not in numbers]
    return frame.sort_values(by, ignore_index=True) if by else frame
