"""Kappa: the published examples, and None where chance alone agrees on everything."""

from __future__ import annotations

import numpy as np
import pytest

from ledger.scoring.kappa import cohen, fleiss
from tests.scoring import reference


@reference.needed
def test_cohen_is_the_one_published() -> None:
    said = reference.expected("agreement")["cohen"]
    assert cohen(np.array(said["table_rows_rater1_cols_rater2"])) == reference.near(said["kappa"])


@reference.needed
def test_fleiss_is_the_one_published() -> None:
    said = reference.expected("agreement")["fleiss"]
    counts = np.array(said["counts_subjects_by_categories_14_raters"])
    assert fleiss(counts) == reference.near(said["kappa"])


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
