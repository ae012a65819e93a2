"""The six reasons, case by case, from a table that can be read without the code (golden/unsur_lemah.csv).

Each value has an interval of plus or minus 2 / sqrt(n) (n = 400: 0.10), unsur of one satker are not correlated. '-': no
data, or not flagged. ``sejenis``: what the other satker of the jenis have on the judged unsur; 3.90 on all others.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from scoring.indeks import rules_for
from scoring.mutu import grade_one
from scoring.rules import gates
from scoring.states import status_of
from scoring.weakness import Pembanding, judge_unsur
from tests.scoring.golden_tables import Row, cases, rows_of
from tests.support.factories import make_instrument

ATURAN = rules_for(replace(make_instrument((1,) * 6), indeks="IPKP"))


def numbers(text: str) -> list[float]:
    return [] if text == "-" else [float(part.replace(",", ".")) for part in text.split()]


def frame(satker: str, values: list[float], n: int) -> pd.DataFrame:
    half = 2 / np.sqrt(n)
    return pd.DataFrame(
        {
            "satker": satker, "unsur": f"U{number}", "nama": f"Unsur {number}", "n": n, "nilai_4": value,
            "mutu": grade_one(value, ATURAN.tabel) if n >= ATURAN.minimal else None,
            "status": status_of(n, ATURAN.minimal), "bawah_4": value - half, "atas_4": value + half,
        }
        for number, value in enumerate(values, 1)
    )  # fmt: skip


@cases("unsur_lemah")
def test_reasons(row: Row) -> None:
    n, unsur = int(row["n"]), int(row["unsur"])
    peers = numbers(row["sejenis"])
    others = [frame(f"P{k}", [3.9] * (unsur - 1) + [value] + [3.9] * (6 - unsur), 400) for k, value in enumerate(peers)]
    before = [frame("A", values, n) if values else None for values in map(numbers, (row["sebelum"], row["sebelum2"]))]
    now = pd.concat([frame("A", numbers(row["sekarang"]), n), *others], ignore_index=True)
    banding = Pembanding(before[0], before[1], jenis=pd.Series("Lapas", index=now["satker"].unique()))
    lemah = judge_unsur(now, ATURAN, gates(), banding=banding).lemah
    found = lemah[(lemah["satker"] == "A") & (lemah["unsur"] == f"U{unsur}")]
    alasan, kedudukan = ("-", "-") if found.empty else (", ".join(found["alasan"].iloc[0]), found["terendah"].iloc[0])
    assert (alasan, kedudukan) == (row["alasan"], row["kedudukan"])


def test_every_reason_has_a_case_with_and_without_it() -> None:
    told = [row["alasan"].split(", ") for row in rows_of("unsur_lemah")]
    for name in ("mutu", "ambang", "di bawah sejenis", "turun nyata", "menetap", "dua terendah"):
        assert {name in reasons for reasons in told} == {True, False}, name
