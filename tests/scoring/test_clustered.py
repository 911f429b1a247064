"""Means by story: against the matrices of the papers, and worked by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm, t

from ledger.scoring.clustered import (
    Clustered,
    Sums,
    effective_n,
    mean_by_story,
    spread_by_story,
    within,
)
from ledger.scoring.scored import Codes, Floats, Scored
from tests.scoring.cases import claims


def power(matrix: Floats, exponent: float) -> Floats:
    """Return a power of a symmetric matrix, on the space where it is not 0."""
    roots, vectors = np.linalg.eigh((matrix + matrix.T) / 2)
    raised = np.where(roots > 1e-10, np.maximum(roots, 1e-300) ** exponent, 0.0)
    found: Floats = vectors @ np.diag(raised) @ vectors.T
    return found


def by_the_book(values: Floats, story: Codes, rho: float) -> tuple[float, float]:
    """Return CR2's standard error of a mean and its degrees of freedom, matrix by matrix.

    Pustejovsky & Tipton (2018): A_g = D' (D (I-H)_g Phi (I-H)_g' D')^{-1/2} D with D'D = Phi_g,
    and the covariance of the stories' terms under the working model Phi for Satterthwaite.
    """
    n = len(values)
    working = np.where(story[:, None] == story, rho, 0.0) + (1 - rho) * np.eye(n)
    residual = np.eye(n) - np.full((n, n), 1 / n)
    terms = []
    for each in np.unique(story):
        rows = np.flatnonzero(story == each)
        root = power(working[np.ix_(rows, rows)], 0.5)
        inner = root @ residual[rows] @ working @ residual[rows].T @ root
        adjustment = root @ power(inner, -0.5) @ root
        terms.append(residual[rows].T @ adjustment @ np.ones(len(rows)) / n)
    stacked = np.array(terms)
    covariance = stacked @ working @ stacked.T
    se = math.sqrt(float(np.sum((stacked @ values) ** 2)))
    return se, float(np.trace(covariance) ** 2 / np.sum(covariance**2))


@pytest.mark.parametrize("held", [[10, 10, 10, 10], [25, 8, 4, 3], [1, 1], [1, 5], [1] * 9])
@pytest.mark.parametrize("spread", [0.0, 0.5, 100.0])
def test_the_closed_form_is_that_of_the_matrices(held: list[int], spread: float) -> None:
    random = np.random.default_rng(sum(held))
    story = np.repeat(np.arange(len(held)), held)
    values = random.random(len(story)) + spread * random.random(len(held))[story]
    found = mean_by_story(values, None, story)
    assert found.rho is not None
    assert (found.se, found.df) == pytest.approx(by_the_book(values, story, found.rho), rel=1e-7)


def test_stories_of_one_claim_give_the_ordinary_interval() -> None:
    # Mean 2, standard deviation 1, three claims: se 1/sqrt(3), t(2) = 4.30265.
    found = mean_by_story(np.array([1.0, 2.0, 3.0]), None, np.arange(3))
    assert (found.mean, found.df, found.rho) == pytest.approx((2, 2, 0))
    assert found.se == pytest.approx(1 / math.sqrt(3))
    assert found.hi == pytest.approx(2 + 4.302652729911275 / math.sqrt(3))


def test_equal_stories_give_the_interval_of_their_means() -> None:
    # Means 1, 2 and 6 of two claims each: se = sd / sqrt(3) = sqrt(7/3), two degrees of freedom.
    found = mean_by_story(np.array([0.0, 2, 1, 3, 5, 7]), None, np.repeat([0, 1, 2], 2))
    assert (found.mean, found.se, found.df) == pytest.approx((3, math.sqrt(7 / 3), 2))


def test_the_error_is_at_least_that_of_a_calibrated_forecaster_whose_stories_move_as_one() -> None:
    # All right: the losses hardly vary. |1-2p| sqrt(p(1-p)) = .6 * .4 = .24 each; two stories of
    # two: sqrt(2 * .48^2) / 4 = .1697.
    p = np.full(4, 0.8)
    found = mean_by_story((p - 1) ** 2, p, np.array([0, 0, 1, 1]), (0, 1))
    assert found.se == pytest.approx(math.sqrt(2 * 0.48**2) / 4)
    assert found.lo == 0
    assert found.hi == pytest.approx(0.04 + 1.959963984540054 * math.sqrt(2 * 0.48**2) / 4)


@pytest.mark.parametrize("held", [[10, 10, 10, 10], [25, 8, 4, 3], [1, 1], [1] * 9])
@pytest.mark.parametrize("together", [True, False])
def test_the_interval_is_student_of_what_is_estimated_or_normal_of_what_is_known(
    held: list[int], together: bool
) -> None:
    """Claim by claim and matrix by matrix; of each kind of reach there are some."""
    random = np.random.default_rng(sum(held))
    story = np.repeat(np.arange(len(held)), held)
    reaches = set()
    for _ in range(40):
        p = random.choice([0.1, 0.4, 0.75, 0.97], len(story))
        luck = random.random(len(held))[story] if together else random.random(len(story))
        losses = (p - (luck < p)) ** 2
        found = mean_by_story(losses, p, story, level=0.9)
        se, df = by_the_book(losses, story, found.rho or 0.0)
        parts = [
            sum(abs(1 - 2 * q) * math.sqrt(q * (1 - q)) for q in p[story == each])
            for each in range(len(held))
        ]
        floor = math.hypot(*parts) / len(story)
        student, normal = t.ppf(0.95, df) * se, norm.ppf(0.95) * floor
        reaches.add(student > normal)
        ends = (losses.mean() - max(student, normal), losses.mean() + max(student, normal))
        assert (found.lo, found.hi) == pytest.approx(ends, rel=1e-7)
        assert found.se == pytest.approx(max(se, floor), rel=1e-7)
    assert reaches == {True, False}


@pytest.mark.parametrize(
    ("values", "mean"), [([], None), ([0.3], 0.3), ([0.1, 0.3], pytest.approx(0.2))]
)
def test_below_two_stories_there_is_no_interval(values: list[float], mean: object) -> None:
    found = mean_by_story(np.array(values), None, np.zeros(len(values), dtype=np.int64))
    assert found.mean == mean
    assert (found.se, found.df, found.lo, found.hi, found.rho) == (None,) * 5
    assert found.uninformative


def test_five_stories_say_little_and_six_enough() -> None:
    assert Clustered(0.1, 5).uninformative
    assert not Clustered(0.1, 6).uninformative


@given(claims(least=2))
def test_an_interval_lies_in_its_bounds_and_holds_the_mean(some: Scored) -> None:
    found = mean_by_story(some.brier(), some.p, some.story, (0, 1))
    if found.n_stories > 1:
        assert None not in {found.mean, found.lo, found.hi, found.df}
        assert 0 <= (found.lo or 0) <= (found.mean or 0) <= (found.hi or 0) <= 1
        assert 0 < (found.df or 0) <= found.n_stories - 1 + 1e-6


@given(claims(least=2), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_the_names_of_stories_do_not_matter(
    some: Scored, random: object
) -> None:
    order = np.random.default_rng(abs(hash(str(random))) % 2**32).permutation(some.n)
    first = mean_by_story(some.brier(), some.p, some.story)
    other = mean_by_story(some.brier()[order], some.p[order], 99 - 7 * some.story[order])
    assert (other.mean or 0, other.se or 0) == pytest.approx((first.mean or 0, first.se or 0))


def test_correlation_within_stories_worked_by_hand() -> None:
    # Means 1 and 5 around 3: MSB = 2 * (4 + 4) / 1 = 16; MSW = (1+1+1+1) / 2 = 2; n0 = 2.
    assert within(np.array([0.0, 2, 4, 6]), np.array([0, 0, 1, 1])) == pytest.approx(14 / 18)
    assert within(np.array([0.0, 2, 0, 2]), np.array([0, 0, 1, 1])) == 0
    assert within(np.array([1.0, 1, 3, 3]), np.array([0, 0, 1, 1])) == 1
    assert within(np.array([1.0, 1, 1, 1]), np.array([0, 0, 1, 1])) == 0


def test_effective_claims_worked_by_hand() -> None:
    apart, pairs = np.arange(4), np.array([0, 0, 1, 1])
    assert effective_n(np.array([1.0, 0, 1, 0]), apart) == 4
    assert effective_n(np.array([1.0, 1, 0, 0]), pairs) == pytest.approx(2)
    assert effective_n(np.array([1.0, 0, 1, 0]), pairs) == 4
    assert effective_n(np.array([]), np.array([], dtype=np.int64)) == 0


def test_what_cannot_be_estimated_is_taken_at_its_worst() -> None:
    assert effective_n(np.ones(8), np.zeros(8, dtype=np.int64)) == pytest.approx(1)
    assert effective_n(np.ones(8), np.repeat([0, 1], 4)) == pytest.approx(2)
    assert effective_n(np.array([1.0, 0]), np.array([3, 3])) == pytest.approx(1)


@given(claims(least=1))
def test_claims_are_worth_no_more_than_their_number(some: Scored) -> None:
    assert 1 - 1e-9 <= effective_n(some.y, some.story) <= some.n + 1e-9


@given(
    values=st.lists(st.integers(0, 4), min_size=2, max_size=30),
    stories=st.lists(st.integers(0, 5), min_size=30, max_size=30),
)
def test_sums_by_story_tell_spread_and_worth_as_the_values_do(
    values: list[int], stories: list[int]
) -> None:
    value, story = np.array(values) / 4, np.array(stories[: len(values)])
    parts = [value[story == one] for one in np.unique(story)]
    sums = Sums(
        np.array([float(len(part)) for part in parts]),
        np.array([part.sum() for part in parts]),
        np.array([(part**2).sum() for part in parts]),
        np.array([part.min() for part in parts]),
        np.array([part.max() for part in parts]),
    )
    sd, worth = spread_by_story(sums)
    assert sd == pytest.approx(value.std(ddof=1), abs=1e-9)
    assert worth == pytest.approx(effective_n(value, story) / len(value))
