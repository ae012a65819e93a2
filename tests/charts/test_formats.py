"""Numbers and dates in Indonesian; the expected texts are written out, half up."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from babel.numbers import format_decimal

from dashboard import formats


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (3.125, 2, "3,13"),  # babel's own half-even gives 3,12
        (3.405, 2, "3,41"),
        (2.675, 2, "2,68"),  # below in binary
        (12345, 0, "12.345"),
        (1234567.891, 1, "1.234.567,9"),
        (0.0, 2, "0,00"),
        (-0.001, 2, "0,00"),
        (-1234.5, 1, "\u22121.234,5"),
        (np.float64(3.8), 2, "3,80"),
        (Decimal("88.305"), 2, "88,31"),
    ],
)
def test_numbers(value: formats.Angka, decimals: int, text: str):
    assert formats.format_angka(value, decimals) == text


def test_separators_are_those_of_the_locale():
    assert formats.format_angka(9876543.21) == format_decimal(Decimal("9876543.21"), format="#,##0.00", locale="id_ID")


@pytest.mark.parametrize("missing", [None, float("nan"), np.nan])
def test_missing_is_never_zero(missing: float | None):
    texts = [
        formats.format_angka(missing),
        formats.format_bulat(missing),
        formats.format_persen(missing),
        formats.format_porsi(missing),
        formats.format_interval(missing, 3.5),
        formats.format_interval(3.5, missing),
        formats.format_perubahan(missing),
        formats.format_dekat_ambang(missing, 3.6),
    ]
    assert texts == ["–"] * 8


def test_shares():
    assert formats.format_persen(0.123, 1) == "12,3%"
    assert formats.format_persen(0.885) == "89%"
    assert [formats.format_porsi(p) for p in (0.0, 0.001, 0.004, 0.006, 0.5, 0.994, 0.996, 1.0)] == [
        "0%", "<1%", "<1%", "1%", "50%", "99%", ">99%", "100%",
    ]  # fmt: skip


def test_interval_and_change():
    assert formats.format_interval(3.224, 3.576) == "3,22–3,58"
    assert formats.format_perubahan(0.115) == "+0,12"
    assert formats.format_perubahan(-0.08) == "\u22120,08"
    assert formats.format_perubahan(0.004) == "0,00"
    assert formats.format_perubahan(-0.004) == "0,00"


@pytest.mark.parametrize(
    ("value", "gates", "text"),
    [
        (3.5996, (3.6,), "3,600"),
        (3.65, (3.6,), "3,650"),  # 3.65 - 3.6 is 0.05000000000000027
        (3.55, (3.6,), "3,550"),
        (3.66, (3.6,), "3,66"),
        (3.21, (3.2, 3.6), "3,210"),
        (3.21, (None,), "3,21"),
    ],
)
def test_three_decimals_near_a_gate(value: float, gates: tuple[float | None, ...], text: str):
    assert formats.format_dekat_ambang(value, *gates) == text


def test_dates_name_their_zone():
    assert formats.format_tanggal(date(2026, 11, 21)) == "21 November 2026"
    assert formats.format_tanggal(date(2026, 8, 1)) == "1 Agustus 2026"
    moment = datetime(2026, 11, 21, 3, 5, tzinfo=UTC)
    zones = {"Asia/Jakarta": "10.05 WIB", "Asia/Makassar": "11.05 WITA", "Asia/Jayapura": "12.05 WIT"}
    for zone, clock in zones.items():
        assert formats.format_waktu(moment.astimezone(ZoneInfo(zone))) == f"21 November 2026 {clock}"


def test_a_time_without_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        formats.format_waktu(datetime(2026, 11, 21, 10, 5))  # noqa: DTZ001 - the point of the test


def test_words():
    assert formats.join_kata([]) == ""
    assert formats.join_kata(["a"]) == "a"
    assert formats.join_kata(["a", "b"]) == "a dan b"
    assert formats.join_kata(["a", "b", "c"]) == "a, b, dan c"
    assert [formats.kata_bilangan(n) for n in (0, 3, 12, 13, 1200)] == ["nol", "tiga", "dua belas", "13", "1.200"]
    assert formats.awal_kalimat("tiga dari 19 UPT") == "Tiga dari 19 UPT"
    assert formats.awal_kalimat("") == ""
