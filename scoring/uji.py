"""Uji perhitungan: golden cases from outside the program (rules/uji_perhitungan.toml) beside its own results.

Every case goes the way of real answers: rekap, NRR, index, conversion, mutu, one rounding at the very end. So the page
that shows them says what the installed program does, not what its makers once saw.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from importlib import resources
from typing import Any

import numpy as np
import pandas as pd

from scoring import indeks, rules, targets
from scoring.contract import JAWABAN, REKAP, SEMUA
from scoring.conversions import conversion
from scoring.errors import ScoringError
from scoring.instruments import Butir, Instrumen, Unsur, shipped_instrument
from scoring.mutu import grade_one
from scoring.rollup import build_rekap
from scoring.rounding import round_decimal
from scoring.states import Status
from scoring.weakness import AMBANG, weak_unsur

Kasus = Mapping[str, Any]
# What is compared, the expected text, the program's own result as text.
Banding = tuple[str, str, str]

_UKURAN = {
    "nrr": "indeks pada skala jawaban",
    "nilai_4": "indeks pada skala 4",
    "nilai_100": "indeks pada skala 100",
    "mutu": "mutu",
    "nrr_unsur": "NRR tiap unsur",
}
_PEMISAH = "; "


@dataclass(frozen=True)
class HasilUji:
    """One comparison: texts as printed, with a decimal comma; ``cocok`` when they are the same to the last digit."""

    nama: str
    sumber: str
    diharapkan: str
    hasil: str
    cocok: bool
    keterangan: str


def run_cases(text: str | None = None) -> list[HasilUji]:
    """The program's results for all cases of ``text`` (None: the file that ships), in its order; ScoringError for a
    case that cannot be read."""
    if text is None:
        text = (resources.files("scoring") / "rules" / "uji_perhitungan.toml").read_text("utf-8")
    return [result for kasus in tomllib.loads(text)["kasus"] for result in _run(kasus)]


def _run(kasus: Kasus) -> Iterator[HasilUji]:
    if kasus["jenis"] not in _JENIS:
        raise ScoringError(f"Kasus uji {kasus['nama']!r}: jenis {kasus['jenis']!r} tidak dikenal.")
    for what, expected, own in _JENIS[kasus["jenis"]](kasus):
        nama = f"{kasus['nama']}: {what}" if what else kasus["nama"]
        yield HasilUji(nama, kasus["sumber"], expected, own, own == expected, kasus.get("keterangan", ""))


def _printed(value: float, like: str) -> str:
    """``value`` with as many decimals as ``like`` shows, rounded half up."""
    decimals = len(like.partition(",")[2])
    return str(round_decimal(value, decimals)).replace(".", ",")


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _konversi(kasus: Kasus) -> Iterator[Banding]:
    low, high = kasus["skala"]
    chosen = conversion(kasus["konversi"], high)
    for row in kasus["baris"]:
        x, s4, s100 = float(row["x"]), row["skala_4"], row["skala_100"]
        own = _printed(chosen.to_4(x, low, high), s4), _printed(chosen.to_100(x, low, high), s100)
        yield f"x = {x:g}".replace(".", ","), f"{s4} dan {s100}", " dan ".join(own)


def _krejcie_morgan(kasus: Kasus) -> Iterator[Banding]:
    pairs = list(zip(kasus["n"], kasus["target"], strict=True))
    same = sum(targets.krejcie_morgan(n) == target for n, target in pairs)
    if len(pairs) == 1:
        yield "", str(pairs[0][1]), str(targets.krejcie_morgan(pairs[0][0]))
    else:
        yield "", f"{len(pairs)} dari {len(pairs)} baris sama", f"{same} dari {len(pairs)} baris sama"


def _slovin(kasus: Kasus) -> Iterator[Banding]:
    for row in kasus["baris"]:
        own = targets.slovin(row["n"], Fraction(row["e"]))
        yield f"N = {row['n']}, e = {row['e'].replace('.', ',')}", str(row["target"]), str(own)


def _juknis(kasus: Kasus) -> Iterator[Banding]:
    for row in kasus["baris"]:
        aim = ", menuju ZI" if row["zi"] else ""
        yield f"N = {row['n']}{aim}", str(row["target"]), str(targets.juknis(row["n"], zi=row["zi"]).target)


def _mutu(kasus: Kasus) -> Iterator[Banding]:
    table = rules.mutu_table(kasus["tanggal"])
    for row in kasus["baris"]:
        yield f"NIK {row['nik']}", row["mutu"], str(grade_one(_number(row["nik"]) / 25, table))


def _ambang(kasus: Kasus) -> Iterator[Banding]:
    texts = [row["nilai"] for row in kasus["baris"]]
    one = {"n": 30, "mutu": None, "status": Status.NILAI}
    frame = pd.DataFrame([{"satker": text, "unsur": "uji", "nilai_4": _number(text), **one} for text in texts])
    for predikat in rules.PREDIKAT:
        for kode in ("spak", "spkp"):
            aturan = indeks.rules_for(shipped_instrument(kode))
            nama = aturan.instrumen.indeks
            weak = weak_unsur(frame, aturan, rules.gates(), predikat=predikat)
            missed = set(weak["satker"][weak["alasan"].map(lambda reasons: AMBANG in reasons)])
            for row in kasus["baris"]:
                own = "belum" if row["nilai"] in missed else "tercapai"
                yield f"{nama} {row['nilai']} untuk {predikat}", row[f"{predikat}_{nama}".lower()], own


def _rekap(kasus: Kasus) -> Iterator[Banding]:
    instrumen, rekap = _answers(kasus) if "jawaban" in kasus else _counts(kasus)
    results: dict[tuple[str | None, str], pd.Series] = {}
    for harap in kasus["harap"]:
        options = harap.get("konversi"), harap.get("bobot", "exact")
        aturan = indeks.rules_for(
            instrumen, tanggal=kasus.get("tanggal"), konversi=options[0], bobot=options[1], minimal=0
        )
        if options not in results:
            results[options] = indeks.indeks(rekap, aturan, ()).iloc[0]
        ukuran, expected = harap["ukuran"], harap["nilai"]
        if ukuran == "nrr_unsur":
            values = indeks.nilai_unsur(rekap, aturan, ())["nrr"]
            parts = expected.split(_PEMISAH)
            own = _PEMISAH.join(_printed(value, part) for value, part in zip(values, parts, strict=True))
        elif ukuran == "mutu":
            own = str(results[options]["mutu"])
        else:
            own = _printed(float(results[options][ukuran]), expected)
        yield _what(harap), expected, own


def _what(harap: Kasus) -> str:
    extra = [f"bobot {harap['bobot']}".replace(".", ",")] if "bobot" in harap else []
    extra += [f"konversi {harap['konversi']}"] if "konversi" in harap else []
    return ", ".join([_UKURAN[harap["ukuran"]], *extra])


def _answers(kasus: Kasus) -> tuple[Instrumen, pd.DataFrame]:
    instrumen = shipped_instrument(kasus["instrumen"])
    butir = np.array(kasus["jawaban"], dtype=np.int8)
    rekap = build_rekap(butir, instrumen, {"satker": np.full(len(butir), "", dtype=object)})
    return instrumen, rekap.drop(columns="satker")


def _counts(kasus: Kasus) -> tuple[Instrumen, pd.DataFrame]:
    """An instrument of single items and its recap, from answer counts or from sums over n respondents."""
    low, high = kasus["skala"]
    if "cacah" in kasus:
        counts = np.zeros((len(kasus["cacah"]), len(JAWABAN)), dtype=np.int64)
        counts[:, low - 1 : high] = kasus["cacah"]
        n, jumlah = counts.sum(axis=1), counts @ np.arange(1, len(JAWABAN) + 1)
    else:
        jumlah = np.array(kasus["jumlah"], dtype=np.int64)
        counts, n = np.zeros((len(jumlah), len(JAWABAN)), dtype=np.int64), np.full(len(jumlah), kasus["n"])
    codes = [f"U{number}" for number in range(1, len(jumlah) + 1)]
    unsur = tuple(Unsur(kode, kode, (Butir(kode, kode),)) for kode in codes)
    instrumen = Instrumen("uji", "Uji", "Indeks", "Indeks", low, high, kasus["konversi"], unsur)
    rekap = pd.DataFrame(counts, columns=list(JAWABAN)).assign(unsur=codes, n=n, jumlah=jumlah)
    whole = pd.DataFrame([{**dict.fromkeys(REKAP, 0), "unsur": SEMUA, "n": int(n.max())}])
    return instrumen, pd.concat([whole, rekap], ignore_index=True)[list(REKAP)]


_JENIS: Mapping[str, Callable[[Kasus], Iterator[Banding]]] = {
    "konversi": _konversi,
    "krejcie-morgan": _krejcie_morgan,
    "slovin": _slovin,
    "juknis": _juknis,
    "mutu": _mutu,
    "ambang": _ambang,
    "rekap": _rekap,
}
