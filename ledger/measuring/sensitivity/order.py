"""Whose Brier score is lower: does that hold however the words are read?

Invariant: an order is determined only if it is the same, and no tie, under every reading tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

import numpy as np

from ledger.scoring.scored import Floats

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
    names = list(dict.fromkeys(name for one in ordered for name in one.by_variant))
    briers = np.array(
        [[one.brier, *(one.by_variant.get(name, one.brier) for name in names)] for one in ordered]
    )
    n_open = 0
    listed: list[tuple[int, int, int, int]] = []
    for at, one in enumerate(ordered):
        open_ = list(_open(briers, at))
        n_open += len(open_)
        common = ((-len(one.questions & ordered[to].questions), at, to, v) for to, v in open_)
        listed = nsmallest(LISTED, [*listed, *common])
    rows = [_row(ordered[at], ordered[to], names[v]) for _, at, to, v in listed]
    return Orders(len(ordered) * (len(ordered) - 1) // 2, n_open, rows)


def _open(briers: Floats, at: int) -> Iterator[tuple[int, int]]:
    """Yield those after somebody whose order is another by some variant, and the first of these."""
    signs = np.sign(briers[at] - briers[at + 1 :])
    turned = signs[:, 1:] != signs[:, :1]
    for after in np.flatnonzero(turned.any(axis=1)):
        yield at + 1 + int(after), int(turned[after].argmax())


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
