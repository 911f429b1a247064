"""Rubin's rules against the published formulas, worked out another way, and their laws."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t

from ledger.scoring.rubin import combine

SHARES = st.lists(st.integers(0, 100), min_size=2, max_size=6)


def published(
    q: list[Fraction], u: list[Fraction], c: Fraction
) -> tuple[Fraction, Fraction, float]:
    """Q, T and the degrees of freedom step by step: old, observed, and both together."""
    m = len(q)
    middle = sum(q, Fraction()) / m
    within = sum(u, Fraction()) / m
    between = sum(((one - middle) ** 2 for one in q), Fraction()) / (m - 1)
    total = within + (1 + Fraction(1, m)) * between
    gamma = (1 + Fraction(1, m)) * between / total
    observed = (c + 1) / (c + 3) * c * (1 - gamma)
    if gamma == 0:
        return middle, total, float(observed)
    old = (m - 1) / gamma**2
    return middle, total, float(old * observed / (old + observed))


def test_two_coders_by_hand() -> None:
    """Q = .2 and .4, U = .01 each: B = .02, T = .04, g = 3/4, df_old = 16/9, c = 9: 5/6 9/4."""
    found = combine([0.2, 0.4], [0.01, 0.01], 9)
    assert found is not None
    assert (found.estimate, found.within, found.between) == pytest.approx((0.3, 0.01, 0.02))
    assert found.se == pytest.approx(0.2)
    old, observed = 16 / 9, 10 / 12 * 9 / 4
    assert found.df == pytest.approx(old * observed / (old + observed))
    assert found.hi - found.estimate == pytest.approx(t.ppf(0.975, found.df) * 0.2)


@given(
    q=SHARES, spread=st.integers(1, 50), c=st.integers(1, 60), bounds=st.booleans()
)  # fmt: skip
def test_as_published(q: list[int], spread: int, c: int, bounds: bool) -> None:
    estimates = [Fraction(one, 100) for one in q]
    variances = [Fraction(spread + at, 1000) for at, _ in enumerate(q)]
    middle, total, df = published(estimates, variances, Fraction(c))
    found = combine(
        list(map(float, estimates)), list(map(float, variances)), c,
        (0.0, 1.0) if bounds else (-math.inf, math.inf),
    )  # fmt: skip
    assert found is not None
    assert found.estimate == pytest.approx(float(middle))
    assert found.se == pytest.approx(math.sqrt(total))
    assert found.df == pytest.approx(df)
    reach = t.ppf(0.975, df) * math.sqrt(total)
    wanted = (float(middle) - reach, float(middle) + reach)
    if bounds:
        wanted = (max(0.0, wanted[0]), min(1.0, wanted[1]))
    assert (found.lo, found.hi) == pytest.approx(wanted)


@given(q=SHARES, c=st.integers(1, 60))
def test_the_choice_of_coder_only_ever_widens(q: list[int], c: int) -> None:
    found = combine([one / 100 for one in q], [0.01] * len(q), c)
    alone = combine([0.5] * len(q), [0.01] * len(q), c)
    assert found is not None
    assert alone is not None
    assert found.se >= alone.se - 1e-12
    assert found.hi - found.lo >= alone.hi - alone.lo - 1e-9


def test_the_choice_of_coder_does_not_shrink_with_claims() -> None:
    """Whatever little luck is left, T is no less than (1 + 1/m) B."""
    found = combine([0.2, 0.3, 0.4], [0.0, 0.0, 0.0], 500)
    assert found is not None
    assert found.se == pytest.approx(math.sqrt(4 / 3 * 0.01))
    assert found.df == pytest.approx(2)


def test_one_coder_has_no_interval_with_the_choice_of_coder_in_it() -> None:
    assert combine([0.2], [0.01], 9) is None


def test_coders_who_agree_wholly_leave_luck_alone() -> None:
    found = combine([0.2, 0.2], [0.01, 0.01], math.inf)
    assert found is not None
    assert found.df == math.inf
    assert found.hi == pytest.approx(0.2 + t.ppf(0.975, 1e12) * 0.1, rel=1e-6)
    certain = combine([0.2, 0.2], [0.0, 0.0], 9)
    assert certain is not None
    assert (certain.lo, certain.hi) == pytest.approx((0.2, 0.2))
