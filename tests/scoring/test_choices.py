"""Choices: worked by hand, as scoringrules has them, and as a yes-or-no question for two."""

from __future__ import annotations

import math

import numpy as np
import pytest
import scoringrules
from hypothesis import given
from hypothesis import strategies as st

from ledger.scoring.choices import brier, log_score, rps
from ledger.scoring.scored import Floats

SHARES = st.lists(st.integers(0, 20), min_size=2, max_size=6).filter(any)
FORECASTS = SHARES.map(lambda shares: np.array(shares) / sum(shares))


def test_three_answers_worked_by_hand() -> None:
    p = np.array([0.5, 0.3, 0.2])
    # The second: (.25 + .49 + .04) / 2; cumulative .5 - 0 and .8 - 1: (.25 + .04) / 2.
    assert brier(p, 1) == pytest.approx(0.39)
    assert rps(p, 1) == pytest.approx(0.145)
    assert log_score(p, 1) == pytest.approx(-math.log(0.3))


def test_certainty_is_best_when_right_and_worst_when_wrong() -> None:
    p = np.array([0.0, 0.0, 1.0])
    assert (brier(p, 2), rps(p, 2), log_score(p, 2)) == (0, 0, 0)
    assert (brier(p, 0), rps(p, 0), log_score(p, 0)) == (1, 1, math.inf)


@given(st.floats(0, 1), st.integers(0, 1))
def test_two_answers_are_one_question(p: float, outcome: int) -> None:
    both = np.array([1 - p, p])
    assert brier(both, outcome) == pytest.approx((p - outcome) ** 2)
    assert rps(both, outcome) == pytest.approx((p - outcome) ** 2)


@given(FORECASTS, st.data())
def test_scores_are_those_of_scoringrules(p: Floats, data: st.DataObject) -> None:
    outcome = data.draw(st.integers(0, len(p) - 1))
    theirs = scoringrules.rps_score(np.array([outcome + 1]), p[None, :])
    assert rps(p, outcome) * (len(p) - 1) == pytest.approx(float(np.ravel(theirs)[0]))


@given(FORECASTS, st.data())
def test_nobody_expects_less_loss_than_from_the_truth(p: Floats, data: st.DataObject) -> None:
    shares = data.draw(st.lists(st.integers(1, 9), min_size=len(p), max_size=len(p)))
    other = np.array(shares) / sum(shares)
    for score in (brier, rps):
        honest, lying = (sum(p[k] * score(said, k) for k in range(len(p))) for said in (p, other))
        assert honest <= lying + 1e-12


@pytest.mark.parametrize(
    ("p", "outcome"), [([0.5, 0.4], 0), ([1.2, -0.2], 0), ([1.0], 0), ([0.5, 0.5], 2), ([], 0)]
)
def test_what_is_no_choice_is_refused(p: list[float], outcome: int) -> None:
    for score in (brier, rps, log_score):
        with pytest.raises(ValueError, match="answers"):
            score(np.array(p), outcome)
