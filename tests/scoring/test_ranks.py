"""Ranks: sure where people are far apart, wide where they are not, and never beyond all places."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.scoring.ranks import Rank, _Drawn, _largest, rank_sets
from ledger.scoring.scored import Codes, Floats

STORIES = np.arange(20)


def person(mean: float, spread: float, seed: int) -> tuple[Floats, Codes]:
    """Return losses on twenty stories, one a story."""
    return mean + spread * np.random.default_rng(seed).standard_normal(20), STORIES


def test_people_far_apart_have_one_place_each() -> None:
    found = rank_sets([person(0.9, 0.01, 1), person(0.1, 0.01, 2), person(0.5, 0.01, 3)], 1)
    assert [(one.rank_lo, one.rank_hi) for one in found] == [(3, 3), (1, 1), (2, 2)]
    assert [(one.simultaneous_lo, one.simultaneous_hi) for one in found] == [(3, 3), (1, 1), (2, 2)]
    assert [one.p_best for one in found] == [0, 1, 0]


def test_people_who_are_the_same_share_all_places() -> None:
    same = person(0.3, 0.2, 1)
    found = rank_sets([same, same], 1)
    assert {(one.simultaneous_lo, one.simultaneous_hi, one.p_best) for one in found} == {
        (1, 2, 0.5)
    }


def test_a_difference_that_every_story_shows_is_seen_however_noisy_the_stories() -> None:
    losses, stories = person(0.5, 0.3, 1)
    nearly = np.random.default_rng(5).normal(0.05, 0.01, 20)
    better, worse = rank_sets([(losses, stories), (losses + nearly, stories)], 1)
    assert (better.simultaneous_hi, worse.simultaneous_lo) == (1, 2)


def test_who_has_no_story_in_a_draw_keeps_their_mean() -> None:
    # Two stories: Ada has both (0 and 1), Bob (.4) only the second, which a draw lacks 1/4 of the
    # time: then Ada's mean is 0; with both 1/2 (half of draws); with the second only, 1.
    found = rank_sets(
        [(np.array([0.0, 1.0]), np.array([1, 2])), (np.array([0.4]), np.array([2]))], 1
    )
    assert found[0].p_best == pytest.approx(0.25, abs=0.04)


@pytest.mark.parametrize("people", [0, 1, 3])
def test_one_story_ranks_nobody(people: int) -> None:
    one = (np.array([0.1, 0.2]), np.array([4, 4]))
    assert rank_sets([one] * people, 1) == (Rank(),) * people


def test_one_person_is_the_first() -> None:
    assert rank_sets([person(0.3, 0.1, 1)], 1) == (Rank(1, 1, 1.0, 1, 1),)


def test_somebody_without_claims_is_refused() -> None:
    with pytest.raises(ValueError, match="without claims"):
        rank_sets([(np.array([]), np.array([], dtype=np.int64))], 1)


@given(
    seed=st.integers(0, 2**32), people=st.integers(2, 12), alike=st.sampled_from((0, 0.3, 2, 20)),
    at_once=st.sampled_from((1, 10**6)),
)  # fmt: skip
def test_the_largest_difference_is_that_of_all_pairs(
    seed: int, people: int, alike: float, at_once: int
) -> None:
    """Some people differ in nothing, or not at all from draw to draw, or by a factor."""
    dice = np.random.default_rng(seed)
    shared = alike * dice.standard_normal((people, 2)) @ dice.standard_normal((2, 200))
    apart = shared + dice.uniform(0.1, 3, (people, 1)) * dice.standard_normal((people, 200))
    if people > 4:
        apart[1], apart[2], apart[4] = 0, apart[3], 2 * apart[0]
    pairs = [apart[one] - apart[other] for one in range(people) for other in range(one)]
    brute = max_of([np.abs(pair) / pair.std() for pair in pairs if pair.std() > 1e-12])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ledger.scoring.ranks._AT_ONCE", at_once)
        assert _largest(_Drawn(apart)) == pytest.approx(brute, rel=1e-9)


def max_of(rows: list[Floats]) -> Floats:
    found: Floats = np.max(rows, axis=0)
    return found


@given(
    st.lists(
        st.lists(st.tuples(st.floats(0, 1), st.integers(0, 4)), min_size=1, max_size=8),
        min_size=2,
        max_size=5,
    )
)
def test_places_are_places(people: list[list[tuple[float, int]]]) -> None:
    made = [
        (np.array([row[0] for row in rows]), np.array([row[1] for row in rows])) for rows in people
    ]
    found = rank_sets(made, 1, 100)
    if found[0] != Rank():
        for one in found:
            assert 1 <= (one.rank_lo or 0) <= (one.rank_hi or 0) <= len(people)
            assert 1 <= (one.simultaneous_lo or 0) <= (one.simultaneous_hi or 0) <= len(people)
        assert sum(one.p_best or 0 for one in found) == pytest.approx(1)
        assert found == rank_sets(made, 1, 100)


def test_the_sets_hold_all_true_places_at_once_as_often_as_they_say() -> None:
    random, truth, held = np.random.default_rng(8), np.array([0.2, 0.25, 0.4, 0.45]), 0
    for seed in range(200):
        drawn = truth + 0.2 * random.standard_normal((30, 4))
        found = rank_sets([(column, np.arange(30)) for column in drawn.T], seed, 200)
        places = zip(found, (1, 2, 3, 4), strict=True)
        held += all(
            (one.simultaneous_lo or 9) <= at <= (one.simultaneous_hi or 0) for one, at in places
        )
    assert held / 200 >= 0.86
