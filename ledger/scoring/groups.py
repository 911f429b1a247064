"""Sums and sizes of groups that are named by codes.

Invariant: groups come in the order of their codes, whatever the order of the rows.
"""

from __future__ import annotations

import numpy as np

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
