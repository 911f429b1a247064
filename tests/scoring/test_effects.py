"""Difficulty-adjusted Brier: worked by hand, and as a dense least squares has it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.scoring import effects
from ledger.scoring.effects import Adjusted, adjusted
from ledger.scoring.scored import Codes, Floats

ROWS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 4), st.integers(0, 6)), min_size=1, max_size=40
)


def dense(loss: Floats, who: Codes, what: Codes) -> dict[int, float]:
    """Return the scores of one connected graph, by the definition with a dense design."""
    people, questions = np.unique(who), np.unique(what)
    design = np.column_stack([who[:, None] == people, what[:, None] == questions]).astype(float)
    effects = np.linalg.lstsq(design, loss, rcond=None)[0]
    hardness = dict(zip(questions, effects[len(people) :], strict=True))
    half = float(np.mean([0.25 - hardness[each] for each in questions]))
    eased = loss - np.array([hardness[each] for each in what])
    return {int(each): float(eased[who == each].mean()) + 0.25 - half for each in people}


def test_two_people_and_three_questions_worked_by_hand() -> None:
    # Ada .1 and .5 on questions 1 and 2, Bob .3 on 2 and .9 on 3: all fits exactly.
    # Bob is .2 better on the one in common. With a_ada = 0: g = .1, .5, 1.1, mean 17/30.
    found = adjusted(np.array([0.1, 0.5, 0.3, 0.9]), np.array([1, 1, 2, 2]), np.array([1, 2, 2, 3]))
    assert [one.score for one in found] == pytest.approx([17 / 30, 17 / 30 - 0.2])
    assert found[0] == Adjusted(1, found[0].score, 1, 2, 3)


def test_who_always_says_one_half_gets_a_quarter() -> None:
    found = adjusted(
        np.array([0.25, 0.25, 0.04, 0.9, 0.3]), np.array([1, 1, 2, 2, 2]), np.array([1, 2, 1, 2, 3])
    )
    # Bob's third question has only Bob: its hardness takes up the whole of what is left.
    alone = adjusted(np.array([0.25, 0.25, 0.04, 0.9]), np.array([1, 1, 2, 2]), np.arange(4) % 2)
    assert alone[0].score == pytest.approx(0.25)
    assert found[0].component == found[1].component


def test_everybody_on_everything_is_the_plain_mean() -> None:
    loss = np.array([0.1, 0.4, 0.3, 0.8])
    found = adjusted(loss, np.array([1, 1, 2, 2]), np.array([5, 6, 5, 6]))
    assert [one.score for one in found] == pytest.approx([0.25, 0.55])


def test_components_are_told_apart_and_one_alone_has_no_score() -> None:
    found = adjusted(
        np.array([0.1, 0.3, 0.2, 0.9, 0.8]), np.array([7, 8, 3, 9, 9]), np.array([1, 1, 2, 4, 5])
    )
    assert found[0] == Adjusted(3, None, 3, 1, 1)
    assert [(one.commentator, one.component, one.commentators) for one in found[1:3]] == [
        (7, 7, 2),
        (8, 7, 2),
    ]
    assert found[3] == Adjusted(9, None, 9, 1, 2)


def test_without_claims_nobody_is_scored() -> None:
    nobody = np.array([], dtype=np.int64)
    assert adjusted(np.array([]), nobody, nobody) == ()


@given(ROWS)
def test_each_component_is_the_dense_solution(rows: list[tuple[float, int, int]]) -> None:
    loss, who, what = (np.array([row[at] for row in rows]) for at in range(3))
    found = adjusted(loss, who, what)
    component = {one.commentator: one.component for one in found}
    for each in set(component.values()):
        inside = np.array([component[one] == each for one in who])
        answers = dense(loss[inside], who[inside], what[inside])
        for one in found:
            if one.component == each and one.commentators > 1:
                assert one.score == pytest.approx(answers[one.commentator], abs=1e-8)


@pytest.mark.parametrize("at_once", [1, 7, 10_000])
def test_claims_looked_at_some_at_a_time_give_the_least_squares(
    at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(effects, "_AT_ONCE", at_once)
    random = np.random.default_rng(2)
    who, asked = random.integers(0, 9, 120), random.integers(0, 40, 120)
    loss = random.random(120)
    design = np.zeros((120, 49))
    design[np.arange(120), who] = design[np.arange(120), 9 + asked] = 1
    fitted = np.linalg.lstsq(design, loss, rcond=None)[0]
    used = np.unique(asked)
    expected = fitted[:9] + fitted[9 + used].mean()
    found = adjusted(loss, who, asked)
    assert [one.score for one in found] == pytest.approx(expected, abs=1e-13)
    assert {(one.component, one.commentators, one.questions) for one in found} == {
        (0, 9, len(used))
    }


def test_people_in_a_long_chain_are_compared_along_it() -> None:
    # Each of 400 shares one question with the next, who does worse by .001.
    who = np.repeat(np.arange(400), 2)
    asked = who + np.tile([0, 1], 400)
    found = adjusted(who / 1000, who, asked)
    scores = [one.score or 0 for one in found]
    assert np.diff(scores) == pytest.approx(0.001, abs=1e-9)
    assert {one.commentators for one in found} == {400}
