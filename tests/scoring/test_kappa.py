"""Kappa: worked by hand, and None where chance alone agrees on everything."""

from __future__ import annotations

import numpy as np
import pytest

from ledger.scoring.kappa import cohen, fleiss


def test_worked_by_hand() -> None:
    # Agreed 3 of 4; by chance 1/2 * 3/4 + 1/2 * 1/4 = 1/2.
    assert cohen(np.array([[2.0, 0], [1, 1]])) == pytest.approx(0.5)
    # Two coders, units 2/0 and 1/1: agreed 1/2; shares 3/4 and 1/4, by chance 10/16.
    assert fleiss(np.array([[2.0, 0], [1, 1]])) == pytest.approx((0.5 - 0.625) / 0.375)


def test_one_category_has_no_kappa() -> None:
    assert cohen(np.array([[5.0, 0], [0, 0]])) is None
    assert cohen(np.zeros((2, 2))) is None
    assert fleiss(np.array([[3.0, 0], [3, 0]])) is None
    assert fleiss(np.array([[1.0, 0], [0, 1]])) is None
    assert fleiss(np.zeros((0, 2))) is None


def test_what_is_not_complete_is_refused() -> None:
    with pytest.raises(ValueError, match="categories"):
        cohen(np.zeros((2, 3)))
    with pytest.raises(ValueError, match="as many coders"):
        fleiss(np.array([[2.0, 0], [2, 1]]))
