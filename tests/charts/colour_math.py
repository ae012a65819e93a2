"""Colour arithmetic of the tests, independent of the application: WCAG contrast, Machado colour blindness, CAM02-UCS.

Sources: WCAG 2.2 (relative luminance); Machado, Oliveira & Fernandes 2009, severity 1.0; Moroney et al. 2002 (CIECAM02)
with Luo, Cui & Li 2006 (CAM02-UCS) under sRGB viewing conditions (L_A = 64 / pi / 5, Y_b = 20, average surround).
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

# Machado et al. 2009, table of severity 1.0; applied to linear RGB.
PENGLIHATAN = {
    "normal": np.eye(3),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritan": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
_CAT02 = np.array([[0.7328, 0.4296, -0.1624], [-0.7036, 1.6975, 0.0061], [0.0030, 0.0136, 0.9834]])
_HPE = np.array([[0.38971, 0.68898, -0.07868], [-0.22981, 1.18340, 0.04641], [0.0, 0.0, 1.0]])
_WHITE = np.array([95.047, 100.0, 108.883])
_LA = 64 / np.pi / 5
_F, _C, _NC = 1.0, 0.69, 1.0


def linear_rgb(colour: str) -> np.ndarray:
    """'#RRGGBB' to linear RGB, shape (3,), 0 to 1."""
    srgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def contrast(first: str, second: str) -> float:
    """WCAG contrast ratio of two opaque colours, 1 to 21."""
    light, dark = sorted((float(_XYZ[1] @ linear_rgb(colour)) for colour in (first, second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _post_adaptation(xyz: np.ndarray, d: float, fl: float) -> np.ndarray:
    white = _CAT02 @ _WHITE
    adapted = (_CAT02 @ xyz) * (d * 100 / white + 1 - d)
    cone = fl * (_HPE @ np.linalg.inv(_CAT02) @ adapted) / 100
    power = np.abs(cone) ** 0.42
    response: np.ndarray = np.sign(cone) * 400 * power / (27.13 + power) + 0.1
    return response


def cam02_ucs(linear: np.ndarray) -> np.ndarray:
    """Linear RGB to (J', a', b') of CAM02-UCS."""
    k = 1 / (5 * _LA + 1)
    fl = 0.2 * k**4 * 5 * _LA + 0.1 * (1 - k**4) ** 2 * (5 * _LA) ** (1 / 3)
    n = 20 / 100
    nbb = 0.725 * n**-0.2
    d = _F * (1 - np.exp((-_LA - 42) / 92) / 3.6)
    cone = _post_adaptation(_XYZ @ linear * 100, d, fl)
    white = _post_adaptation(_WHITE, d, fl)
    a = cone[0] - 12 * cone[1] / 11 + cone[2] / 11
    b = (cone[0] + cone[1] - 2 * cone[2]) / 9
    hue = np.arctan2(b, a)
    achromatic = [(2 * c[0] + c[1] + c[2] / 20 - 0.305) * nbb for c in (cone, white)]
    lightness = 100 * max(achromatic[0] / achromatic[1], 0.0) ** (_C * (1.48 + np.sqrt(n)))
    eccentricity = 0.25 * (np.cos(hue + 2) + 3.8)
    t = 50000 / 13 * _NC * nbb * eccentricity * np.hypot(a, b) / (cone[0] + cone[1] + 21 * cone[2] / 20)
    chroma = t**0.9 * np.sqrt(lightness / 100) * (1.64 - 0.29**n) ** 0.73
    colourfulness = np.log1p(0.0228 * chroma * fl**0.25) / 0.0228
    return np.array(
        [1.7 * lightness / (1 + 0.007 * lightness), colourfulness * np.cos(hue), colourfulness * np.sin(hue)]
    )


def smallest_distance(colours: Sequence[str], penglihatan: str) -> float:
    """Smallest CAM02-UCS distance over all pairs, as seen with one kind of vision."""
    seen = [cam02_ucs(np.clip(PENGLIHATAN[penglihatan] @ linear_rgb(colour), 0, 1)) for colour in colours]
    return min(float(np.linalg.norm(first - second)) for first, second in itertools.combinations(seen, 2))
