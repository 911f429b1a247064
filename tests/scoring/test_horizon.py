"""Quantiles up to a horizon: worked by hand, by brute force, and proper."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.scoring.horizon import crps_truncated, probability_by
from ledger.scoring.scored import Floats

LEVELS = np.array([0.2, 0.5, 0.8])
VALUES = np.array([0.0, 10.0, 20.0])
DAYS = st.floats(-50, 50).map(lambda day: round(day, 2))


def height(at: Floats, values: Floats) -> Floats:
    """Return the distribution function by its definition, away from the quantiles themselves."""
    found = np.zeros(len(at))
    for left, right, low, high in zip(values, values[1:], LEVELS, LEVELS[1:], strict=False):
        inside = (at > left) & (at < right)
        found[inside] = low + (high - low) * (at[inside] - left) / max(right - left, 1e-300)
    found[at > values[-1]] = LEVELS[-1]
    return found


def test_happened_at_the_median_worked_by_hand() -> None:
    # F from .2 to .5 over ten days: 10 (.04 + .1 + .25) / 3 = 1.3; then 1 - F from .5 to .2, as
    # much again; then .2^2 for ten days.
    assert crps_truncated(LEVELS, VALUES, 10, 30) == pytest.approx(1.3 + 1.3 + 0.4)


def test_not_before_the_horizon_worked_by_hand() -> None:
    # F from .2 to .5 and from .5 to .8: 1.3 + 10 (.25 + .4 + .64) / 3 = 4.3; then .8^2 ten days.
    assert crps_truncated(LEVELS, VALUES, None, 30) == pytest.approx(1.3 + 4.3 + 6.4)
    assert crps_truncated(LEVELS, VALUES, None, 10) == pytest.approx(1.3)


def test_happened_before_the_first_quantile_worked_by_hand() -> None:
    # Five days at 1, then 1 - F from .8 to .5 to .2, then .2^2.
    assert crps_truncated(LEVELS, VALUES, -5, 30) == pytest.approx(5 + 4.3 + 1.3 + 0.4)


def test_a_point_pays_its_distance_up_to_the_level_it_leaves_out() -> None:
    # All but certain of day 4: F is .99 from there on.
    point = (np.array([0.99]), np.array([4.0]))
    assert crps_truncated(*point, 1, 4) == pytest.approx(3)
    assert crps_truncated(*point, 4, 4) == 0
    assert crps_truncated(*point, None, 14) == pytest.approx(10 * 0.99**2)


@given(DAYS)
def test_what_happens_after_the_horizon_has_not_happened(late: float) -> None:
    after = 12 + abs(late)
    assert crps_truncated(LEVELS, VALUES, after, 12) == crps_truncated(LEVELS, VALUES, None, 12)


def test_the_implied_probability_worked_by_hand() -> None:
    said = [probability_by(LEVELS, VALUES, day) for day in (-1, 0, 5, 10, 20, 99)]
    assert said == pytest.approx([0, 0.2, 0.35, 0.5, 0.8, 0.8])


def test_quantiles_of_one_day_are_passed_together() -> None:
    jump = np.array([3.0, 3.0, 3.0])
    assert [probability_by(LEVELS, jump, day) for day in (2.9, 3, 3.1)] == [0, 0.8, 0.8]
    partly = np.array([1.0, 3.0, 3.0])
    assert [probability_by(LEVELS, partly, day) for day in (2, 3)] == pytest.approx([0.35, 0.8])


@given(st.lists(DAYS, min_size=3, max_size=3), DAYS | st.none(), DAYS)
def test_the_integral_is_the_sum_of_many_thin_slices(
    days: list[float], outcome: float | None, horizon: float
) -> None:
    values = np.array(sorted(days))
    start = min(*days, horizon, horizon if outcome is None else outcome)
    edges = np.linspace(start, horizon, 20_001)
    middle = (edges[:-1] + edges[1:]) / 2
    came = middle >= (np.inf if outcome is None else outcome)
    slices = np.sum((height(middle, values) - came) ** 2) * (horizon - start) / 20_000
    assert crps_truncated(LEVELS, values, outcome, horizon) == pytest.approx(slices, abs=0.02)


@given(st.lists(DAYS, min_size=3, max_size=3))
def test_nobody_expects_less_from_other_quantiles_than_their_own(days: list[float]) -> None:
    """Outcomes drawn evenly from one's own distribution; the rest never happens."""
    shares = (np.arange(100) + 0.5) / 100
    own = np.interp(shares, LEVELS, VALUES)
    outcomes = [day if share < 0.8 else None for day, share in zip(own, shares, strict=True)]
    outcomes = [0.0 if share < 0.2 else day for day, share in zip(outcomes, shares, strict=True)]
    others = np.array(sorted(days))
    honest = np.mean([crps_truncated(LEVELS, VALUES, day, 30) for day in outcomes])
    lying = np.mean([crps_truncated(LEVELS, others, day, 30) for day in outcomes])
    assert honest <= lying + 0.05


def test_crossing_quantiles_are_refused() -> None:
    with pytest.raises(ValueError, match="cross"):
        crps_truncated(LEVELS, VALUES[::-1], None, 1)
    with pytest.raises(ValueError, match="cross"):
        probability_by(LEVELS, VALUES[::-1], 1)
