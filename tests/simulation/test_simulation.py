"""The simulation repeats itself, and its smallest promises hold in a few runs."""

from __future__ import annotations

import numpy as np
import pytest

from ledger.scoring.draws import generator
from tests.simulation import calibration, intervals
from tests.simulation.worlds import UNEQUAL, Way, World, independent, losses, together


def test_one_seed_is_one_table() -> None:
    worlds = [World(UNEQUAL, 0.3, "verbal"), independent(20)]
    assert list(intervals.measured(worlds, 5, 1)) == list(intervals.measured(worlds, 5, 1))
    assert list(calibration.measured(worlds, 5, 1)) == list(calibration.measured(worlds, 5, 1))


def test_a_row_does_not_depend_on_those_before_it() -> None:
    first, second = independent(20), together(21, 4, 0.3)
    assert list(intervals.measured([first, second], 5, 1))[1:] == list(
        intervals.measured([second], 5, 1)
    )


def test_claims_come_true_as_often_as_is_true_and_together_where_they_should() -> None:
    world = World((5000, 5000), 1.0, "flat", 0.5)
    claims, truth = world.drawn(generator(1, "worlds"))
    assert truth == pytest.approx(np.full(10_000, 0.75))
    assert set(np.bincount(claims.story, claims.y)) <= {0, 5000}
    alone, truth = World((1,) * 10_000, 0.0, "verbal").drawn(generator(1, "worlds"))
    assert alone.y.mean() == pytest.approx(truth.mean(), abs=0.02)


@pytest.mark.parametrize("said", ["numeric", "verbal", "phrased", "flat"])
def test_the_loss_of_claims_like_these_is_that_of_what_is_said_on_average(said: Way) -> None:
    world, random = World(UNEQUAL, 0.3, said, 0.5), generator(1, "losses")
    drawn = [world.drawn(random) for _ in range(2_000)]
    given = np.mean([losses(claims.p, truth) for claims, truth in drawn])
    seen = np.mean([claims.brier() for claims, _ in drawn])
    assert (given, seen) == pytest.approx((world.loss, world.loss), abs=0.01)


def test_intervals_of_independent_claims_hold_most_of_the_time() -> None:
    [row] = intervals.measured([independent(200)], 200, 1)
    assert min(row.ours.held, row.ours.given) >= 0.9
    assert row.naive.width == pytest.approx(row.ours.width, rel=0.1)


def test_intervals_that_ignore_stories_are_too_narrow_where_stories_move_as_one() -> None:
    [row] = intervals.measured([World(UNEQUAL, 1.0)], 100, 1)
    assert min(row.ours.held, row.ours.given) >= 0.93 > row.naive.held
