"""Shrinkage: worked by hand, and no further than towards the mean."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.scoring.clustered import Clustered
from ledger.scoring.shrinkage import (
    effective_stories,
    paule_mandel,
    pooled_variance,
    shrink,
)

Z = 1.6448536269514722


def test_three_people_with_as_many_stories_worked_by_hand() -> None:
    # v = 2/4 = .5 each; means 1, 2, 6: mean 3, sample variance 7 = v + tau2, tau2 = 6.5; B = .5/7.
    found = shrink(np.array([1.0, 2, 6]), np.full(3, 4.0), 2.0)
    assert found is not None
    assert (found.mu, found.tau2) == pytest.approx((3, 6.5))
    drawn = 0.5 / 7
    assert found.people[2].value == pytest.approx(3 + (1 - drawn) * 3)
    spread = math.sqrt(0.5 * (1 - drawn) + drawn**2 * 7 / 3)
    assert found.people[2].hi - found.people[2].value == pytest.approx(Z * spread)
    assert found.people[2].value - found.people[2].lo == pytest.approx(Z * spread)


def test_people_who_differ_less_than_by_luck_are_all_the_same() -> None:
    # v = 1 and 1/3, means 0 and 1: 1 / (4/3) < 1, so tau2 = 0; mu = (0 + 3) / 4; se 1/2.
    found = shrink(np.array([0.0, 1.0]), np.array([1.0, 3.0]), 1.0)
    assert found is not None
    assert (found.mu, found.tau2) == pytest.approx((0.75, 0))
    for person in found.people:
        assert (person.value, person.hi) == pytest.approx((0.75, 0.75 + Z / 2))


def test_the_spread_of_people_solves_its_equation() -> None:
    means, variances = np.array([0.0, 1, 5, 2]), np.array([0.1, 2, 0.5, 1])
    tau2 = paule_mandel(means, variances)
    weights = 1 / (variances + tau2)
    mu = weights @ means / weights.sum()
    assert weights @ (means - mu) ** 2 == pytest.approx(3)


def test_the_variance_of_a_story_is_pooled_by_hand() -> None:
    # se^2 m: .04 * 5 = .2 with weight 4 and .09 * 2 = .18 with weight 1; one has no error.
    people = [Clustered(0.1, 5, se=0.2), Clustered(0.1, 1), Clustered(0.3, 2, se=0.3)]
    found = pooled_variance(people, np.array([5.0, 1.0, 2.0]))
    assert found == pytest.approx((4 * 0.2 + 0.18) / 5)
    assert pooled_variance(people[1:2], np.array([1.0])) is None


def test_effective_stories_worked_by_hand() -> None:
    assert effective_stories(np.array([1, 2, 3])) == pytest.approx(3)
    assert effective_stories(np.array([1, 1, 1, 2])) == pytest.approx(16 / 10)
    assert effective_stories(np.array([], dtype=np.int64)) == 0


@pytest.mark.parametrize(
    ("means", "variance"), [([], 1.0), ([0.2], 1.0), ([0.2, 0.3], None), ([0.2, 0.3], 0.0)]
)
def test_what_cannot_be_shrunk_is_none(means: list[float], variance: float | None) -> None:
    assert shrink(np.array(means), np.ones(len(means)), variance) is None


def test_a_score_without_stories_is_refused() -> None:
    with pytest.raises(ValueError, match="without stories"):
        shrink(np.array([0.2, 0.3]), np.array([1.0, 0.0]), 1.0)


@given(
    st.lists(st.tuples(st.floats(-1, 1), st.floats(1, 50)), min_size=2, max_size=12),
    st.floats(1e-4, 1),
)
def test_nobody_crosses_the_mean(people: list[tuple[float, float]], variance: float) -> None:
    means, effective = np.array([one[0] for one in people]), np.array([one[1] for one in people])
    found = shrink(means, effective, variance)
    assert found is not None
    for mean, person in zip(means, found.people, strict=True):
        low, high = sorted((float(mean), found.mu))
        assert low - 1e-9 <= person.value <= high + 1e-9
        assert person.lo < person.value < person.hi
