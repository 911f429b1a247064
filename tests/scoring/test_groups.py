"""Sums by group, whatever the order of the rows."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ledger.scoring.groups import numbered, of_sizes, sizes, sums


def test_groups_come_in_the_order_of_their_codes() -> None:
    codes, values = np.array([9, -2, 9, 4]), np.array([1.0, 2.0, 3.0, 4.0])
    assert sums(values, codes).tolist() == [2.0, 4.0, 4.0]
    assert sizes(codes).tolist() == [1.0, 1.0, 2.0]
    assert numbered(codes)[0].tolist() == [2, 0, 2, 1]


def test_nothing_has_no_groups() -> None:
    nothing = np.array([], dtype=np.int64)
    assert numbered(nothing)[1] == 0
    assert sums(np.array([]), nothing).tolist() == []


@given(held=st.lists(st.integers(1, 9), max_size=12), most=st.integers(1, 20))
def test_parts_are_all_runs_in_order_and_as_large_as_they_may_be(
    held: list[int], most: int
) -> None:
    parts = list(of_sizes(held).parts(most))
    assert [at for part in parts for at in range(part.start, part.stop)] == [*range(len(held))]
    for part in parts:
        together = sum(held[part])
        assert together <= most or part.stop - part.start == 1
        assert part.stop == len(held) or together + held[part.stop] > most


def test_runs_of_sizes_lie_side_by_side() -> None:
    found = of_sizes([3, 1, 2])
    assert (found.starts.tolist(), found.ends.tolist(), found.rows) == ([0, 3, 4], [3, 4, 6], 6)
    assert (len(of_sizes([])), of_sizes([]).rows) == (0, 0)
