"""Claims for laws: any of them, or few with ties, as hypothesis makes them."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from ledger.scoring.scored import Scored, scored

PROBABILITIES = st.one_of(
    st.sampled_from([0.0, 0.03, 0.1, 0.25, 0.5, 0.75, 0.9, 0.97, 1.0]),
    st.integers(0, 10**9).map(lambda billionths: billionths / 10**9),
)
"""Whole billionths, which is what is stored."""

ROWS = st.tuples(PROBABILITIES, st.sampled_from([0.0, 1.0]), st.integers(0, 5))


def made(rows: Sequence[tuple[float, float, int]]) -> Scored:
    """Return claims, each on a question of its own, in the stories of the rows."""
    p, y, story = ([row[at] for row in rows] for at in range(3))
    return scored(p, y, story=[int(each) for each in story])


def claims(least: int = 0, most: int = 40) -> st.SearchStrategy[Scored]:
    """Return claims of up to six stories."""
    return st.lists(ROWS, min_size=least, max_size=most).map(made)
