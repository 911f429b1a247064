"""Wilson's interval: as scipy has it, and stretched for claims that hang together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from ledger.scoring.wilson import wilson


@given(st.integers(1, 500), st.data())
def test_intervals_are_those_of_scipy(n: int, data: st.DataObject) -> None:
    k = data.draw(st.integers(0, n))
    theirs = binomtest(k, n).proportion_ci(method="wilson")
    assert wilson(k, n) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


@given(st.floats(0.5, 1e6), st.floats(0, 1), st.floats(0.1, 1e6))
def test_an_interval_holds_its_frequency(n: float, share: float, n_eff: float) -> None:
    interval = wilson(share * n, n, n_eff)
    assert interval is not None
    assert 0 <= interval[0] <= share + 1e-9
    assert share - 1e-9 <= interval[1] <= 1


def test_ends_are_exact_at_none_and_at_all() -> None:
    none, every = wilson(0, 7), wilson(7, 7)
    assert none is not None
    assert every is not None
    assert (none[0], every[1]) == (0.0, 1.0)


def test_fewer_independent_cases_keep_the_frequency_and_widen_the_interval() -> None:
    assert wilson(4, 8, 4) == pytest.approx(wilson(2, 4))


def test_nothing_has_no_interval() -> None:
    assert wilson(0, 0) is None


@pytest.mark.parametrize(("k", "n", "n_eff"), [(3, 2, None), (-1, 2, None), (1, 2, 0.0)])
def test_what_is_no_frequency_is_refused(k: int, n: int, n_eff: float | None) -> None:
    with pytest.raises(ValueError, match="k of n"):
        wilson(k, n, n_eff)
