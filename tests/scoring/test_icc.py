"""Intraclass correlations: worked by hand, and None where nothing varies."""

from __future__ import annotations

from dataclasses import astuple

import numpy as np
import pytest

from ledger.scoring.icc import Icc, icc
from ledger.scoring.scored import Floats


def test_judges_who_differ_by_a_constant_are_consistent_and_do_not_agree() -> None:
    # Targets 0 and 2, the second judge one higher: between 4, within .5, judges 1, error 0.
    found = icc(np.array([[0.0, 1], [2, 3]]))
    assert astuple(found) == pytest.approx((3.5 / 4.5, 4 / 5, 1, 3.5 / 4, 4 / 4.5, 1))


@pytest.mark.parametrize("ratings", [np.zeros((1, 3)), np.zeros((3, 1)), np.full((3, 3), 2.0)])
def test_where_nothing_varies_there_is_no_share_of_it(ratings: Floats) -> None:
    assert icc(ratings) == Icc()
