"""Colours by what they mean, for light and dark: the only place with colour values in Python.

.streamlit/config.toml repeats page, card, text, quiet, brand and line (a test compares the two). Measured by
tests/charts: contrast (WCAG 2.2) and colour-blind distances (CAM02-UCS after Machado 2009).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Tema = Literal["terang", "gelap"]


@dataclass(frozen=True)
class Warna:
    """One theme's colours as '#RRGGBB'.

    ``mutu``: marks; a letter on a mark is written in ``ink_on``. ``mutu_isi``: table and heatmap cells, stronger the
    worse, because the weak cells are the subject. ``redup``: everything that is not the subject, always with the
    outline ``redup_tepi``. ``kutub_bawah``/``kutub_atas``: the two poles of an answer scale, from its middle outwards.
    """

    halaman: str
    kartu: str
    teks: str
    tenang: str
    merek: str
    tautan: str
    batas: str
    kisi: str
    ambang: str
    redup: str
    redup_tepi: str
    arsir: str
    pita: str
    mutu: Mapping[str, str]
    mutu_isi: Mapping[str, str]
    kutub_bawah: tuple[str, str, str]
    kutub_atas: tuple[str, str, str]


def _classes(a: str, b: str, c: str, d: str) -> Mapping[str, str]:
    return MappingProxyType({"A": a, "B": b, "C": c, "D": d})


WARNA: Mapping[Tema, Warna] = MappingProxyType(
    {
        "terang": Warna(
            halaman="#F6F7F9",
            kartu="#FFFFFF",
            teks="#101820",
            tenang="#55606B",
            merek="#0B3C5D",
            tautan="#0B3C5D",
            batas="#C9D0D7",
            kisi="#E1E5EA",
            ambang="#101820",
            redup="#C9D0D7",
            redup_tepi="#75808B",
            arsir="#98A2AC",
            pita="#D5E3EE",
            mutu=_classes("#0B3C5D", "#387AAC", "#C77B21", "#7F1D1D"),
            mutu_isi=_classes("#E3EDF5", "#A5CBE8", "#F0B45C", "#8C2020"),
            kutub_bawah=("#C77B21", "#965511", "#5F3407"),
            kutub_atas=("#5B93C0", "#2F6A9C", "#0B3C5D"),
        ),
        "gelap": Warna(
            halaman="#0E161D",
            kartu="#16212B",
            teks="#E8EDF2",
            tenang="#A3AFBA",
            merek="#8CC4EA",
            tautan="#8CC4EA",
            batas="#3A4753",
            kisi="#26323D",
            ambang="#E8EDF2",
            redup="#3A4753",
            redup_tepi="#73818E",
            arsir="#5C6A77",
            pita="#23405A",
            mutu=_classes("#B4DBF5", "#4A86C0", "#EDBE62", "#D4545F"),
            mutu_isi=_classes("#1E3A50", "#2F6496", "#EDBE62", "#E0636D"),
            kutub_bawah=("#9C6A22", "#CF9A42", "#F5D694"),
            kutub_atas=("#4278AB", "#79AEDA", "#C4E2F6"),
        ),
    }
)
_INK = ("#FFFFFF", "#0A1016")


def ink_on(fill: str) -> str:
    """White or near-black, whichever reads better on ``fill``."""
    return max(_INK, key=lambda ink: contrast(ink, fill))


def contrast(first: str, second: str) -> float:
    """WCAG 2.2 contrast ratio of two opaque colours, 1 to 21."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def steps(pole: tuple[str, str, str], count: int) -> list[str]:
    """``count`` intensities of one pole, from the middle of the scale outwards."""
    if count == 1:
        return [pole[1]]
    return [_between(pole, 2 * step / (count - 1)) for step in range(count)]


def _between(pole: tuple[str, str, str], position: float) -> str:
    low = min(int(position), 1)
    share = position - low
    mixed = (round(a + (b - a) * share) for a, b in zip(_rgb(pole[low]), _rgb(pole[low + 1]), strict=True))
    return "#" + "".join(f"{channel:02X}" for channel in mixed)


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in _rgb(colour))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
