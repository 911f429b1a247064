"""Scores of a choice among several answers, of which one comes true.

A forecast is an array of (k,), the probability of each answer; the outcome is the place, from 0,
of the one that came true.

Invariant: two answers are scored as one yes-or-no question is; probabilities that do not add up to
1 raise `ValueError`, as does an outcome that was no answer.
"""

from __future__ import annotations

import numpy as np

from ledger.scoring.scored import Floats

_WHOLE = 1e-8
"""How far from 1 the sum of stored billionths may be."""


def brier(p: Floats, outcome: int) -> float:
    """Return sum_k (p_k - y_k)^2 / 2: 0 best, 1 worst (Brier 1950, halved)."""
    return float(np.sum((p - _happened(p, outcome)) ** 2) / 2)


def rps(p: Floats, outcome: int) -> float:
    """Return the ranked probability score of ordered answers, normalised: 0 best, 1 worst.

    sum over k < K of (F_k - Y_k)^2 / (K - 1), F and Y cumulative (Epstein 1969; Murphy 1971).
    """
    apart = np.cumsum(p - _happened(p, outcome))[:-1]
    return float(apart @ apart / len(apart))


def log_score(p: Floats, outcome: int) -> float:
    """Return -ln of the probability of what came true: 0 best, infinite worst."""
    _happened(p, outcome)
    return float(-np.log(p[outcome])) + 0.0 if p[outcome] else np.inf


def _happened(p: Floats, outcome: int) -> Floats:
    if np.ndim(p) != 1 or len(p) < 2 or not 0 <= outcome < len(p):
        raise ValueError("there are at least two answers, and the outcome is one of them")
    if not np.all(p >= 0) or abs(p.sum() - 1) > _WHOLE:
        raise ValueError("the probabilities of the answers are not negative and add up to 1")
    happened = np.zeros(len(p))
    happened[outcome] = 1.0
    return happened
