"""Cox's line: as published, where the likelihood is flat, and None where there is none."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from scipy.special import expit, logit

from ledger.scoring.cox import CLIP, Cox, cox
from ledger.scoring.scored import Scored, scored
from tests.scoring import reference
from tests.scoring.cases import claims


def test_two_probabilities_worked_by_hand() -> None:
    # 1 of 4 at .2 and 3 of 4 at .8: the line goes through both frequencies.
    found = cox(scored([0.2] * 4 + [0.8] * 4, [1, 0, 0, 0, 1, 1, 1, 0]), 2)
    assert found.intercept == pytest.approx(0, abs=1e-9)
    assert found.slope == pytest.approx(np.log(3) / np.log(4))
    assert found.intercept_slope1 == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(
    ("p", "y"),
    [
        ([], []),
        ([0.2, 0.8], [1, 1]),
        ([0.5, 0.5], [0, 1]),
        ([0.2, 0.8], [0, 1]),
        ([0.2, 0.8], [1, 0]),
        ([0.2, 0.5, 0.5, 0.8], [0, 0, 1, 1]),
        ([0.0, 0.0005, 0.001], [0, 1, 0]),
    ],
)
def test_what_is_not_identified_is_none(p: list[float], y: list[float]) -> None:
    assert cox(scored(p, y), 2) == Cox()


def test_few_claims_are_too_few() -> None:
    p, y = np.tile([0.2, 0.8], 15), np.tile([0, 0, 1, 1, 1], 6)
    assert cox(scored(p, y)) != Cox()
    assert cox(scored(p[:29], y[:29])) == Cox()


def test_below_three_stories_the_slope_has_no_interval() -> None:
    p, y = np.tile([0.2, 0.8], 15), np.tile([0, 0, 1, 1, 1], 6)
    found = cox(scored(p, y, story=np.arange(30) % 2))
    assert found.slope is not None
    assert (found.slope_lo, found.slope_hi) == (None, None)


def test_claims_repeated_within_stories_do_not_narrow_the_interval() -> None:
    random = np.random.default_rng(2)
    p = random.uniform(0.1, 0.9, 100)
    y = (random.random(100) < p).astype(float)
    once = cox(scored(p, y))
    stories = np.repeat(np.arange(100), 5)
    often = cox(scored(np.repeat(p, 5), np.repeat(y, 5), story=stories))
    assert often.slope == pytest.approx(once.slope)
    assert often.slope_hi == pytest.approx(once.slope_hi, abs=0.05)


@given(claims(least=2))
def test_at_the_maximum_the_likelihood_is_flat(some: Scored) -> None:
    found = cox(some, 2)
    if found.slope is None or found.intercept is None or found.intercept_slope1 is None:
        return
    odds = logit(np.clip(some.p, CLIP, 1 - CLIP))
    apart = some.y - expit(found.intercept + found.slope * odds)
    assert (apart.sum(), apart @ odds) == pytest.approx((0, 0), abs=1e-6)
    assert np.sum(some.y - expit(found.intercept_slope1 + odds)) == pytest.approx(0, abs=1e-9)


@reference.needed
@pytest.mark.parametrize(("dataset", "who"), reference.cases())
def test_the_line_is_the_one_published(dataset: str, who: str) -> None:
    said = reference.answers(dataset, who)["cox"]
    found = cox(reference.claims(dataset, who), 2)
    for name in ("intercept", "slope", "intercept_slope1"):
        assert getattr(found, name) == reference.near((said or {}).get(name)), name
