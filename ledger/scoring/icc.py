"""Intraclass correlations: how much of what varies lies between the things that were judged.

Invariant: every judge rated every target; the six forms are those of Shrout & Fleiss (1979,
Psychological Bulletin 86:420).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ledger.scoring.scored import Floats


@dataclass(frozen=True)
class Icc:
    """At most 1 each; None where nothing varies that it could be a share of."""

    icc1_1: float | None = None
    """One judge, each target by judges of its own; `_k` is for the mean of all k judges."""
    icc2_1: float | None = None
    """Judges drawn from many: agreement."""
    icc3_1: float | None = None
    """These judges and no others: consistency."""
    icc1_k: float | None = None
    icc2_k: float | None = None
    icc3_k: float | None = None


def icc(ratings: Floats) -> Icc:
    """Return the six forms of a complete (targets, judges) array; none below two of either."""
    targets, judges = ratings.shape
    if targets < 2 or judges < 2:
        return Icc()
    rows, columns, mean = ratings.mean(axis=1), ratings.mean(axis=0), ratings.mean()
    between = judges * float(np.sum((rows - mean) ** 2)) / (targets - 1)
    judging = targets * float(np.sum((columns - mean) ** 2)) / (judges - 1)
    within = float(np.sum((ratings - rows[:, None]) ** 2)) / (targets * (judges - 1))
    left = float(np.sum((ratings - rows[:, None] - columns + mean) ** 2))
    error = left / ((targets - 1) * (judges - 1))
    bias = (judging - error) / targets
    return Icc(
        _share(between - within, between + (judges - 1) * within),
        _share(between - error, between + (judges - 1) * error + judges * bias),
        _share(between - error, between + (judges - 1) * error),
        _share(between - within, between),
        _share(between - error, between + bias),
        _share(between - error, between),
    )


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole > 0 else None
