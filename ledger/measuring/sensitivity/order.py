"""Whose Brier score is lower: does that hold however the words are read?

Invariant: an order is determined only if it is the same, and no tie, under every reading tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

LISTED = 200
"""Pairs that are listed at most; all are counted."""


@dataclass(frozen=True)
class Placed:
    """One commentator's Brier score as counted, and by variant where it was read otherwise."""

    commentator_id: str
    commentator: str
    prob_source: str
    n: int
    questions: frozenset[str]
    brier: float
    by_variant: Mapping[str, float]


@dataclass(frozen=True)
class Orders:
    """How many pairs there are, how many have no order of their own, and the first of these."""

    n_pairs: int
    n_undetermined: int
    rows: Sequence[Mapping[str, object]]


def orders(people: Sequence[Placed]) -> Orders:
    """Return the pairs whose order the wording leaves open, those with common questions first."""
    ordered = sorted(people, key=lambda one: (one.commentator, one.commentator_id))
    several = list(combinations(ordered, 2))
    open_ = [
        (one, other, reversed_by)
        for one, other in several
        if (reversed_by := _reversed(one, other)) is not None
    ]
    open_.sort(key=lambda pair: -len(pair[0].questions & pair[1].questions))
    rows = [_row(*pair) for pair in open_[:LISTED]]
    return Orders(len(several), len(open_), rows)


def _reversed(one: Placed, other: Placed) -> str | None:
    """Return the first variant by which the order is another than as counted, or none."""
    counted = _sign(one.brier, other.brier)
    for name, sign in _signs(one, other):
        if sign != counted:
            return name
    return None


def _signs(one: Placed, other: Placed) -> Iterator[tuple[str, int]]:
    names = [*one.by_variant, *(name for name in other.by_variant if name not in one.by_variant)]
    for name in names:
        yield (
            name,
            _sign(one.by_variant.get(name, one.brier), other.by_variant.get(name, other.brier)),
        )


def _sign(one: float, other: float) -> int:
    return (one > other) - (one < other)


def _row(one: Placed, other: Placed, reversed_by: str) -> dict[str, object]:
    return {
        "one": one.commentator,
        "other": other.commentator,
        "prob_source": one.prob_source,
        "n_common": len(one.questions & other.questions),
        "one_n": one.n,
        "other_n": other.n,
        "one_brier": one.brier,
        "other_brier": other.brier,
        "reversed_by": reversed_by,
        "one_reversed": one.by_variant.get(reversed_by, one.brier),
        "other_reversed": other.by_variant.get(reversed_by, other.brier),
        "one_id": one.commentator_id,
        "other_id": other.commentator_id,
    }
