"""Ids that stand in several rows are found, however many rows there are and wherever they stand."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.importers import repeats
from ledger.importers.repeats import Marks, Repeats, mark_of

FILES = st.lists(st.lists(st.integers(-(2**63), 2**63 - 1) | st.integers(-9, 9)), max_size=3)


def marks_of(rows: list[int]) -> Marks:
    """Return the marks of a file."""
    marks = Marks()
    for mark in rows:
        marks.append(mark)
    return marks


@given(FILES, st.sets(st.integers(-9, 9)), st.sampled_from([0, 7, 10_000]), st.integers(1, 9))
def test_how_often_each_id_stands_in_all_files(
    files: list[list[int]], named: set[int], few: int, held: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(repeats, "_FEW", few)
        patch.setattr(repeats, "_HELD", held)
        patch.setattr(repeats, "_AT_ONCE", 4)
        marks = [*map(marks_of, files)]
        assert [*map(len, marks)] == [*map(len, files)]
        found = Repeats(marks, named)
    every = Counter(mark for file in files for mark in file)
    asked = [*{*every, *named, *range(-9, 10)}]
    assert bool(found) == (bool(named) or any(count > 1 for count in every.values()))
    assert [*found.counts(asked)] == [max(every[mark], 2 if mark in named else 1) for mark in asked]


def test_an_id_has_one_mark_and_others_have_others() -> None:
    ids = [f"poll-{number}" for number in range(1000)] + ["é", "a b", ""]
    assert len({mark_of(name) for name in ids}) == len(ids)
    assert mark_of("poll-1") == mark_of("poll-" + "1")
