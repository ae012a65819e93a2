"""XmR: published limits, gaps, runs, and too few months."""

from __future__ import annotations

import numpy as np
import pytest

from scoring.xmr import Sinyal, xmr
from tests.scoring.golden_tables import Row, cases, decimals

KOSONG = float("nan")


@cases("peta_kendali")
def test_limits_as_published(row: Row):
    found = xmr(np.array(row["deret"].split(), dtype=float), minimal=int(row["minimal"]), runtun=8)
    for name in ("rata", "rentang", "bawah", "atas"):
        assert getattr(found, name) == pytest.approx(float(row[name]), abs=0.5 * 10 ** -decimals(row[name]) + 1e-9), (
            name
        )


def test_ranges_never_bridge_a_missing_month():
    """Ranges |3.5-3.4|, |3.6-3.5|, |3.3-3.2| = 0.1 each; the jump over the gap is none. Mean of 5: 3.4."""
    found = xmr(np.array([3.4, 3.5, 3.6, KOSONG, 3.2, 3.3]), minimal=5, runtun=8)
    assert found.rentang == pytest.approx(0.1)
    assert found.rata == pytest.approx(3.4)
    assert found.bawah == pytest.approx(3.4 - 0.1 * 3 / 1.128)
    assert found.atas == pytest.approx(3.4 + 0.1 * 3 / 1.128)
    assert (found.bulan, found.dasar) == (5, 6)


@pytest.mark.parametrize("values", [[], [3.4] * 11, [3.4, 3.5] * 5 + [KOSONG, 3.4], [KOSONG] * 20])
def test_no_limits_before_there_are_twelve_months(values: list[float]):
    found = xmr(np.array(values, dtype=float), minimal=12, runtun=8)
    assert not found.has_limits
    assert found.bulan == np.isfinite(values).sum()
    assert found.sinyal == (None,) * len(values)


def test_months_without_any_neighbour_give_no_limits():
    found = xmr(np.array([3.4, KOSONG] * 12), minimal=12, runtun=8)
    assert not found.has_limits


def test_later_months_do_not_move_the_limits():
    base = [3.4, 3.5] * 6
    alone = xmr(np.array(base), minimal=12, runtun=8)
    longer = xmr(np.array([*base, 3.0, 2.9]), minimal=12, runtun=8)
    assert (longer.bawah, longer.atas) == (alone.bawah, alone.atas)
    assert longer.sinyal[-2:] == (Sinyal.DI_BAWAH, Sinyal.DI_BAWAH)
    assert set(longer.sinyal[:12]) == {None}


def test_eight_in_a_row_on_one_side_is_a_signal_and_seven_are_not():
    """Base 3.4, 3.5 ...: mean 3.45, limits +-0.266; 3.5 lies inside."""
    base = [3.4, 3.5] * 5 + [3.5, 3.4]
    assert set(xmr(np.array([*base, *[3.5] * 7]), minimal=12, runtun=8).sinyal) == {None}
    found = xmr(np.array([*base, *[3.5] * 8]), minimal=12, runtun=8).sinyal
    assert found == (None,) * 12 + (Sinyal.RUNTUN_ATAS,) * 8


def test_a_missing_month_and_a_month_on_the_mean_end_a_run():
    base = [3.5, 3.4] * 6
    for between in (KOSONG, 3.45):
        found = xmr(np.array([*base, *[3.5] * 5, between, *[3.5] * 5]), minimal=12, runtun=8)
        assert set(found.sinyal) == {None}


def test_limits_end_at_the_scale():
    found = xmr(np.array([3.5, 4.0] * 6), minimal=12, runtun=8, scale=(1.0, 4.0))
    assert found.atas == 4.0
    assert found.bawah == pytest.approx(3.75 - 0.5 * 3 / 1.128)
    assert set(found.sinyal) == {None}


def test_the_same_value_every_month_is_no_signal():
    assert set(xmr(np.full(20, 3.7), minimal=12, runtun=8).sinyal) == {None}
