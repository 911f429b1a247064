"""Agreement: small examples by hand, the definition pair by pair, and None where nothing varies."""

from __future__ import annotations

import itertools
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.scoring.agreement import Metric, alpha, alpha_interval, percent_agreement
from ledger.scoring.scored import Floats
from tests.reference.agreement import readings
from tests.scoring.reference import needed

METRICS: tuple[Metric, ...] = get_args(Metric)
READINGS = st.lists(
    st.lists(st.sampled_from([1.0, 2.0, 4.0, np.nan]), min_size=3, max_size=3),
    min_size=1,
    max_size=8,
).map(lambda units: np.array(units).T)


def test_two_coders_worked_by_hand() -> None:
    # 1/1, 1/2, 2/2: coincidences 11: 2, 22: 2, 12 and 21: 1 each; margins 3 and 3 of 6.
    # D_o = 2/6; D_e = 2 * 3 * 3 / 30 = .6; alpha = 1 - (1/3) / .6.
    readings = np.array([[1.0, 1, 2], [1, 2, 2]])
    assert alpha(readings, "nominal") == pytest.approx(1 - 1 / 1.8)
    assert percent_agreement(readings) == pytest.approx(2 / 3)


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize(
    "readings", [[[3.0, 3], [3, 3]], [[1.0, np.nan], [np.nan, 2]], [[1.0, 2]], [[], []]]
)
def test_where_nothing_varies_or_pairs_there_is_no_alpha(
    readings: list[list[float]], metric: Metric
) -> None:
    assert alpha(np.array(readings), metric) is None
    assert alpha_interval(np.array(readings), metric, 1, 20) is None


def test_without_pairs_there_is_no_percentage() -> None:
    assert percent_agreement(np.array([[1.0, np.nan], [np.nan, 2.0]])) is None


def test_two_zeros_are_no_difference_in_ratio() -> None:
    assert alpha(np.array([[0.0, 1], [0, 1]]), "ratio") == 1


@given(READINGS, st.sampled_from(METRICS))
def test_alpha_is_one_less_disagreement_over_what_chance_would_bring(
    readings: Floats, metric: Metric
) -> None:
    """Pair by pair, as the definition has it, for the metrics that need no margins."""
    units = [unit[~np.isnan(unit)] for unit in readings.T]
    units = [unit for unit in units if len(unit) > 1]
    if metric == "ordinal" or not units:
        return

    def apart(a: float, b: float) -> float:
        sizes = {"nominal": float(a != b), "interval": (a - b) ** 2}
        return sizes.get(metric, ((a - b) / (a + b)) ** 2)

    every = np.concatenate(units)
    seen = sum(
        sum(apart(a, b) for a, b in itertools.permutations(unit, 2)) / (len(unit) - 1)
        for unit in units
    ) / len(every)
    chance = sum(apart(a, b) for a, b in itertools.permutations(every, 2))
    found = alpha(readings, metric)
    if chance == 0:
        assert found is None
    else:
        expected = 1 - seen / (chance / (len(every) * (len(every) - 1)))
        assert found == pytest.approx(expected, abs=1e-9)


@needed
def test_the_interval_holds_alpha_and_repeats() -> None:
    found = alpha_interval(readings(), "interval", 1)
    assert found is not None
    assert found[0] < 0.849 < found[1] <= 1
    assert found == alpha_interval(readings(), "interval", 1)
