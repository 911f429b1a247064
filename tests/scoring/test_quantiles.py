"""Quantiles: worked by hand, and as scoringrules computes them."""

from __future__ import annotations

import numpy as np
import pytest
import scoringrules
from hypothesis import given
from hypothesis import strategies as st

from ledger.scoring.quantiles import (
    central,
    check,
    covered,
    crps,
    interval_score,
    median,
    pinball,
    wis,
)
from ledger.scoring.scored import Floats

LEVELS = np.array([0.05, 0.25, 0.5, 0.75, 0.95])
VALUES = np.array([1.0, 4.0, 5.0, 6.0, 9.0])
NUMBERS = st.floats(-1e6, 1e6)
ASCENDING = st.lists(NUMBERS, min_size=5, max_size=5).map(lambda some: np.array(sorted(some)))


def test_one_forecast_worked_by_hand() -> None:
    # y = 7: 50 % interval 2 + 4 * 1 = 6, 90 % interval 8; (.5 * 2 + .25 * 6 + .05 * 8) / 2.5.
    assert interval_score(4, 6, 0.5, 7) == pytest.approx(6)
    assert wis(LEVELS, VALUES, 7) == pytest.approx(2.9 / 2.5)
    assert pinball(LEVELS, VALUES, 7) == pytest.approx([0.3, 0.75, 1, 0.75, 0.1])
    assert crps(LEVELS, VALUES, 7) == pytest.approx(2 * 2.9 / 5)
    assert central(LEVELS, VALUES, 0.5) == (4, 6)


def test_an_interval_covers_its_ends() -> None:
    assert [covered(LEVELS, VALUES, 0.5, y) for y in (3.9, 4, 6, 6.1)] == [False, True, True, False]
    assert covered(LEVELS, VALUES, 0.8, 5) is None


def test_medians_stated_drawn_or_out_of_reach() -> None:
    assert median(LEVELS, VALUES) == 5
    assert median(np.array([0.4, 0.8]), np.array([2.0, 6.0])) == pytest.approx(3)
    assert median(np.array([0.6, 0.8]), np.array([2.0, 6.0])) is None


@pytest.mark.parametrize(
    ("levels", "values"),
    [
        ([0.5, 0.5], [1, 2]),
        ([0.6, 0.5], [1, 2]),
        ([0.0, 0.5], [1, 2]),
        ([0.5, 1.0], [1, 2]),
        ([0.4, 0.5], [2, 1]),
        ([0.4, 0.5], [1, np.inf]),
        ([0.4, np.nan], [1, 2]),
        ([0.4], [1, 2]),
        ([], []),
    ],
)
def test_what_are_no_quantiles_is_refused(levels: list[float], values: list[float]) -> None:
    with pytest.raises(ValueError, match="level"):
        check(np.array(levels), np.array(values))


@pytest.mark.parametrize("levels", [[0.25, 0.75], [0.1, 0.5, 0.8], [0.4]])
def test_a_weighted_score_needs_a_median_and_pairs(levels: list[float]) -> None:
    with pytest.raises(ValueError, match="median"):
        wis(np.array(levels), np.arange(len(levels), dtype=float), 1)


def test_an_interval_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="begins"):
        interval_score(2, 1, 0.5, 1)


@given(ASCENDING, NUMBERS)
def test_scores_are_those_of_scoringrules(values: Floats, y: float) -> None:
    quantiles = [scoringrules.quantile_score(y, q, a) for q, a in zip(values, LEVELS, strict=True)]
    assert pinball(LEVELS, values, y) == pytest.approx(np.array(quantiles), abs=1e-6)
    interval = scoringrules.interval_score(y, values[0], values[-1], 0.1)
    assert interval_score(values[0], values[-1], 0.1, y) == pytest.approx(interval, abs=1e-6)


@given(ASCENDING, NUMBERS)
def test_the_weighted_score_is_that_of_scoringrules(values: Floats, y: float) -> None:
    # Version 0.10 weighs the median where it means the distance to it, hence the 0 and the sum.
    pairs = (values[[0, 1]], values[[4, 3]], np.array([0.1, 0.5]))
    theirs = scoringrules.weighted_interval_score(y, values[2], *pairs, 0.0)
    whole = float(theirs) + 0.5 * abs(y - values[2]) / 2.5
    assert wis(LEVELS, values, y) == pytest.approx(whole, rel=1e-9, abs=1e-6)


@given(ASCENDING, NUMBERS)
def test_the_weighted_score_is_twice_the_mean_loss(values: Floats, y: float) -> None:
    assert wis(LEVELS, values, y) == pytest.approx(crps(LEVELS, values, y), rel=1e-9, abs=1e-9)
