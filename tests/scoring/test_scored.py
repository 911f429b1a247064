"""Claims are checked where they are made, and their losses are those of the books."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import brier_score_loss, log_loss

from ledger.scoring.scored import Scored, scored
from tests.scoring.cases import PROBABILITIES, claims


def test_losses_of_four_claims_worked_by_hand() -> None:
    few = scored([0.8, 0.8, 0.5, 1.0], [1, 0, 1, 1])
    assert few.brier() == pytest.approx([0.04, 0.64, 0.25, 0.0])
    assert few.log() == pytest.approx([-math.log(0.8), -math.log(0.2), math.log(2), 0.0])


def test_certain_and_wrong_is_infinitely_bad() -> None:
    assert scored([1.0, 0.0], [0, 1]).log().tolist() == [math.inf, math.inf]


def test_certain_and_right_costs_nothing_and_not_minus_nothing() -> None:
    assert [math.copysign(1, loss) for loss in scored([1.0, 0.0], [1, 0]).log()] == [1, 1]


def test_without_stories_each_question_is_its_own() -> None:
    assert scored([0.1, 0.2], [0, 0]).story.tolist() == [0, 1]
    assert scored([0.1, 0.2], [0, 0], [7, 7]).story.tolist() == [7, 7]


@pytest.mark.parametrize(
    ("p", "y"), [([1.1], [1]), ([-0.1], [1]), ([math.nan], [1]), ([0.5], [0.5]), ([0.5, 0.5], [1])]
)
def test_what_cannot_be_a_claim_is_refused(p: list[float], y: list[float]) -> None:
    with pytest.raises(ValueError, match=r"probabilit|outcome"):
        scored(p, y, [0], [0])


@given(claims(least=1))
def test_losses_are_those_of_scikit_learn(some: Scored) -> None:
    clipped = scored(np.clip(some.p, 1e-6, 1 - 1e-6), some.y)
    ours = (some.brier().mean(), clipped.log().mean())
    theirs = (
        brier_score_loss(some.y, some.p, labels=[0, 1]),
        log_loss(clipped.y, clipped.p, labels=[0, 1]),
    )
    assert ours == pytest.approx(theirs, abs=1e-12)


@given(claims())
def test_negation_leaves_losses_alone(some: Scored) -> None:
    turned = scored(1 - some.p, 1 - some.y)
    assert turned.brier() == pytest.approx(some.brier())
    inside = (some.p > 1e-9) & (some.p < 1 - 1e-9)
    assert turned.log()[inside] == pytest.approx(some.log()[inside], rel=1e-6)


@given(st.floats(0.01, 0.99), PROBABILITIES)
def test_nobody_expects_less_loss_than_from_the_truth(truth: float, said: float) -> None:
    other = min(0.999, max(0.001, said))
    honest, lying = (scored([p, p], [1, 0]) for p in (truth, other))
    weights = np.array([truth, 1 - truth])
    assert honest.brier() @ weights <= lying.brier() @ weights + 1e-12
    assert honest.log() @ weights <= lying.log() @ weights + 1e-12
