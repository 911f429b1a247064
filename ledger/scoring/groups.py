"""Sums and sizes of groups: named by codes, or lying side by side.

Invariant: groups come in the order of their codes or their rows, and no group's sum depends on what
stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ledger.scoring.scored import Codes, Floats


def numbered(codes: Codes) -> tuple[Codes, int]:
    """Return each row's group as a number from 0 on, and how many groups there are."""
    names, numbers = np.unique(codes, return_inverse=True)
    return numbers.astype(np.int64), len(names)


def sums(values: Floats, codes: Codes) -> Floats:
    """Return the sum of the values of each group."""
    numbers, groups = numbered(codes)
    total: Floats = np.bincount(numbers, weights=values, minlength=groups).astype(np.float64)
    return total


def sizes(codes: Codes) -> Floats:
    """Return how many rows each group has, as real numbers."""
    return sums(np.ones(len(codes)), codes)


@dataclass(frozen=True, eq=False)
class Runs:
    """Rows that lie side by side in runs, none of them empty."""

    starts: Codes
    """Where each run begins, ascending from 0."""
    rows: int
    """How many rows there are in all."""

    def __len__(self) -> int:
        """Return how many runs there are."""
        return len(self.starts)

    @cached_property
    def ends(self) -> Codes:
        """Where each run ends."""
        return np.append(self.starts[1:], self.rows)[: len(self.starts)].astype(np.int64)

    @cached_property
    def sizes(self) -> Codes:
        """How many rows each run has."""
        return self.ends - self.starts

    @cached_property
    def numbers(self) -> Codes:
        """Which run each row is in, from 0 on."""
        return np.repeat(np.arange(len(self)), self.sizes)

    def sums(self, values: Floats) -> Floats:
        """Return the sum of each run."""
        if not len(self):
            return np.zeros(0)
        total: Floats = np.add.reduceat(values, self.starts, dtype=np.float64)
        return total

    def sums_of_rows(self, values: Floats) -> Floats:
        """Return the sum of the rows of each run: of (rows, m) to (runs, m)."""
        total: Floats = values[self.starts].astype(np.float64)
        several = np.flatnonzero(self.sizes > 1)
        for at, a, b in zip(several, self.starts[several], self.ends[several], strict=True):
            np.add.reduce(values[a:b], axis=0, out=total[at])
        return total

    def least(self, values: Floats) -> Floats:
        """Return the least value of each run."""
        least: Floats = np.minimum.reduceat(values, self.starts) if len(self) else np.zeros(0)
        return least

    def most(self, values: Floats) -> Floats:
        """Return the greatest value of each run."""
        return -self.least(-values)

    def spread(self, each: Floats) -> Floats:
        """Return for each row what belongs to its run."""
        return np.repeat(each, self.sizes)

    def parts(self, rows: int) -> Iterator[slice]:
        """Yield some runs at a time: as many as have no more rows together, but one at least."""
        first, ends = 0, self.ends
        while first < len(ends):
            most = int(self.starts[first]) + rows
            last = max(first + 1, int(np.searchsorted(ends, most, side="right")))
            yield slice(first, last)
            first = last

    def of(self, finer: Runs) -> Runs:
        """Return these runs with the finer runs that they are made of as their rows."""
        return Runs(np.searchsorted(finer.starts, self.starts).astype(np.int64), len(finer))

    def rows_of(self, chosen: NDArray[np.integer]) -> Codes:
        """Return the rows of some runs, in the order in which these are named."""
        held = self.sizes[chosen]
        before = np.cumsum(held) - held
        rows: Codes = np.arange(int(held.sum())) + np.repeat(self.starts[chosen] - before, held)
        return rows

    def only(self, chosen: NDArray[np.integer]) -> Runs:
        """Return some runs as they lie once their rows alone are left."""
        held = self.sizes[chosen]
        return Runs(np.cumsum(held) - held, int(held.sum()))


def runs(*keys: NDArray[np.generic]) -> Runs:
    """Return the runs of rows that are equal in every key."""
    rows = len(keys[0])
    changes = np.zeros(rows, dtype=bool)
    changes[:1] = True
    for key in keys:
        changes[1:] |= key[1:] != key[:-1]
    return Runs(np.flatnonzero(changes).astype(np.int64), rows)


def of_sizes(sizes: Sequence[int] | Floats) -> Runs:
    """Return runs of these sizes, none of them 0."""
    held = np.asarray(sizes, dtype=np.int64)
    ends = np.cumsum(held)
    return Runs(ends - held, int(held.sum()))


def places(codes: Codes, group: Runs) -> Codes:
    """Return each row's code as its place among those of its group, from 0 on."""
    number = group.numbers
    order = np.lexsort((codes, number))
    alike = runs(number[order], codes[order])
    placed = np.empty(len(codes), dtype=np.int64)
    placed[order] = alike.numbers - group.of(alike).starts[number[order]]
    return placed


def whole(rows: int) -> Runs:
    """Return all rows, of which there is one at least, as one run."""
    return Runs(np.zeros(1, dtype=np.int64), rows)
