"""Sums by group, whatever the order of the rows."""

from __future__ import annotations

import numpy as np

from ledger.scoring.groups import numbered, sizes, sums


def test_groups_come_in_the_order_of_their_codes() -> None:
    codes, values = np.array([9, -2, 9, 4]), np.array([1.0, 2.0, 3.0, 4.0])
    assert sums(values, codes).tolist() == [2.0, 4.0, 4.0]
    assert sizes(codes).tolist() == [1.0, 1.0, 2.0]
    assert numbered(codes)[0].tolist() == [2, 0, 2, 1]


def test_nothing_has_no_groups() -> None:
    nothing = np.array([], dtype=np.int64)
    assert numbered(nothing)[1] == 0
    assert sums(np.array([]), nothing).tolist() == []
