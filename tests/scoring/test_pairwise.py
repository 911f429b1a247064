"""Pairs: sign flips counted out by hand, and no more evidence than there are stories."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from ledger.scoring.pairwise import benjamini_hochberg, compare
from ledger.scoring.scored import Codes, Floats


def counted(differences: Floats, story: Codes) -> float:
    """Return p by trying all signs with a plain studentised mean of clusters."""
    names = np.unique(story)

    def statistic(signs: tuple[int, ...]) -> float:
        flipped = differences * np.array(signs)[np.searchsorted(names, story)]
        mean = flipped.mean()
        apart = [float((flipped - mean)[story == each].sum()) for each in names]
        error = math.sqrt(sum(each**2 for each in apart))
        if abs(mean) < 1e-12:
            return 0.0
        return abs(mean) / error if error > 1e-9 else math.inf

    seen = statistic((1,) * len(names))
    tried = [statistic(signs) for signs in itertools.product((1, -1), repeat=len(names))]
    return sum(each >= seen * (1 - 1e-9) for each in tried) / len(tried)


def test_three_stories_worked_by_hand() -> None:
    # Sums .3, .2, .1: all signs alike are the only patterns as extreme, 2 of 8.
    found = compare(np.array([0.3, 0.2, 0.1]), np.arange(3), 1)
    assert (found.p, found.smallest_p) == (0.25, 0.25)
    assert found.difference.mean == pytest.approx(0.2)
    assert found.power == 0


def test_many_questions_of_one_story_are_one_piece_of_evidence() -> None:
    found = compare(np.full(100, 0.2), np.repeat([1, 2], 50), 1)
    assert (found.n_questions, found.difference.n_stories) == (100, 2)
    assert (found.p, found.smallest_p) == (0.5, 0.5)


def test_no_difference_at_all() -> None:
    found = compare(np.zeros(8), np.arange(8), 1)
    assert (found.p, found.smallest_p, found.power) == (1, 1, None)


def test_no_common_question() -> None:
    found = compare(np.array([]), np.array([], dtype=np.int64), 1)
    assert (found.n_questions, found.difference.mean) == (0, None)
    assert (found.p, found.smallest_p, found.power) == (None, None, None)


@given(
    st.lists(
        st.tuples(st.sampled_from([-0.3, -0.1, 0.0, 0.2, 0.25, 0.5]), st.integers(0, 5)),
        min_size=1,
        max_size=14,
    )
)
def test_every_pattern_of_signs_is_counted(rows: list[tuple[float, int]]) -> None:
    differences, story = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
    found = compare(differences, story, 1)
    assert found.p == pytest.approx(counted(differences, story))
    assert (found.smallest_p or 0) <= (found.p or 0) <= 1


def test_random_signs_come_close_to_all_signs() -> None:
    differences = np.random.default_rng(4).normal(0.1, 0.25, 15)
    found = compare(differences, np.arange(15), 1)
    assert found.p == pytest.approx(counted(differences, np.arange(15)), abs=0.01)
    assert found.smallest_p == 1 / 20_001
    assert found == compare(differences, np.arange(15), 1)


def test_with_equals_the_test_says_so_one_time_in_twenty() -> None:
    random = np.random.default_rng(9)
    story = np.repeat(np.arange(10), [12, 6, 3, 2, 2, 1, 1, 1, 1, 1])
    drawn = [random.normal(0, 1, 10)[story] + random.normal(0, 1, 30) for _ in range(400)]
    found = [compare(each, story, 1).p or 0 for each in drawn]
    assert np.mean(np.array(found) <= 0.05) <= 0.08


def test_power_is_the_share_of_samples_in_which_it_is_found() -> None:
    # Sixteen stories, sd .1: se .025; a true difference of .05 is two standard errors.
    random, story = np.random.default_rng(6), np.arange(16)
    drawn = [compare(0.05 + random.normal(0, 0.1, 16), story, 1, 999) for _ in range(300)]
    seen = float(np.mean([(each.p or 0) <= 0.05 for each in drawn]))
    told = float(np.median([each.power or 0 for each in drawn]))
    assert told == pytest.approx(seen, abs=0.12)


def test_tables_are_adjusted_for_their_length_and_leave_none_alone() -> None:
    # .01 * 3/1, .02 * 3/2, .9 * 3/3.
    assert benjamini_hochberg([0.9, None, 0.01, 0.02]) == [
        pytest.approx(0.9),
        None,
        pytest.approx(0.03),
        pytest.approx(0.03),
    ]
    assert benjamini_hochberg([None]) == [None]
    assert benjamini_hochberg([]) == []


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_adjusted_p_values_are_those_of_scipy(ps: list[float]) -> None:
    assert benjamini_hochberg(ps) == pytest.approx(list(false_discovery_control(ps)), abs=1e-12)
