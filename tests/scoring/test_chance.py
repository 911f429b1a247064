"""Chance: against every outcome counted out, and silent where there is nothing to compare."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given

from ledger.scoring.chance import Chance, against_chance
from ledger.scoring.isotonic import corp
from ledger.scoring.scored import Scored, scored
from tests.scoring.cases import claims

DRAWS = 20_000


def exact(p: list[float], y: list[float]) -> tuple[float, float]:
    """Return the mean MCB over all outcomes of independent claims, and the chance of as much."""
    seen, mean, as_large = corp(np.array(p), np.array(y)).mcb or 0, 0.0, 0.0
    for outcome in itertools.product([0.0, 1.0], repeat=len(p)):
        came = np.array(outcome)
        weight = float(np.prod(np.where(came == 1, p, 1 - np.array(p))))
        mcb = corp(np.array(p), came).mcb or 0
        mean, as_large = mean + weight * mcb, as_large + weight * (mcb >= seen - 1e-12)
    return mean, as_large


def test_independent_claims_are_compared_with_every_outcome() -> None:
    p, y = [0.9, 0.7, 0.7, 0.4, 0.2], [0.0, 1.0, 0.0, 1.0, 0.0]
    mean, as_large = exact(p, y)
    found = against_chance(scored(p, y), 1, DRAWS)
    assert found.mcb_null_mean == pytest.approx(mean, abs=0.004)
    assert found.mcb_p == pytest.approx(as_large, abs=0.015)


def test_a_story_moves_as_one() -> None:
    # One story of .8 and .6: u < .6 both, < .8 the first only, else none.
    # MCB: both true (.04+.16)/2 = .1; first only (.04+.36)/2 = .2; none (.64+.36)/2 = .5.
    # Mean .6 * .1 + .2 * .2 + .2 * .5 = .2; none is seen: chance .2.
    found = against_chance(scored([0.8, 0.6], [0, 0], story=[1, 1]), 1, DRAWS)
    assert found.mcb_null_mean_stories == pytest.approx(0.2, abs=0.004)
    assert found.mcb_p_stories == pytest.approx(0.2, abs=0.01)
    assert found.mcb_p == pytest.approx(0.08, abs=0.01)


def test_one_claim_worked_by_hand() -> None:
    # .9 that failed: MCB .81 with chance .1, else .01; |z| likewise.
    found = against_chance(scored([0.9], [0]), 1, DRAWS)
    assert found.mcb_null_mean == pytest.approx(0.09, abs=0.008)
    assert (found.mcb_p, found.spiegelhalter_p) == pytest.approx((0.1, 0.1), abs=0.008)


def test_repeating_oneself_is_no_evidence() -> None:
    once = against_chance(scored([0.9, 0.4], [0, 1]), 1)
    often = against_chance(scored([0.9, 0.4] * 50, [0, 1] * 50, [1, 2] * 50), 1)
    assert often == once


def test_without_claims_there_is_no_chance() -> None:
    assert against_chance(scored([], []), 1) == Chance()
    assert Chance().distinguishable is None


def test_where_one_question_got_two_probabilities_not_all_are_true() -> None:
    assert against_chance(scored([0.3, 0.4, 0.4], [0, 0, 1], [1, 1, 2]), 1) == Chance()


def test_claims_that_promise_no_variance_have_no_z() -> None:
    found = against_chance(scored([0.5, 0.5, 1.0], [1, 0, 1]), 1)
    assert found.spiegelhalter_p is None
    assert found.mcb_p is not None


def test_certain_and_wrong_is_as_unlikely_as_draws_can_tell() -> None:
    found = against_chance(scored([1.0, 0.0], [0, 0]), 1)
    assert (found.mcb_p, found.mcb_p_stories, found.mcb_null_mean) == (0.001, 0.001, 0)
    assert found.distinguishable


def test_one_of_two_small_p_does_not_decide() -> None:
    assert Chance(0, 0.01, 0, 0.06).distinguishable is False
    assert Chance(0, 0.05, 0, 0.05).distinguishable is True


@given(claims(least=1, most=15))
def test_p_values_are_chances_and_repeat(some: Scored) -> None:
    found = against_chance(some, 3, 99)
    assert found == against_chance(some, 3, 99)
    for p in (found.mcb_p, found.mcb_p_stories, found.spiegelhalter_p or 1):
        assert p is not None
        assert 0.01 <= p <= 1


@given(claims(least=1, most=15))
def test_alone_in_their_stories_both_answers_are_of_one_kind(some: Scored) -> None:
    found = against_chance(scored(some.p, some.y), 3, 999)
    assert found.mcb_p == pytest.approx(found.mcb_p_stories, abs=0.1)
