"""Scores of numbers and dates that were given as quantiles.

A forecast is two arrays of (k,): levels, and the value at each, in the unit of the question (dates
as days). Every loss is in that unit, 0 best.

Invariant: levels ascend strictly within (0, 1), values do not descend; anything else raises
`ValueError`, in every function here.
"""

from __future__ import annotations

import numpy as np

from ledger.scoring.scored import Floats

_SAME_LEVEL = 1e-9


def check(levels: Floats, values: Floats) -> None:
    """Raise `ValueError` unless these are the quantiles of some distribution."""
    if np.ndim(levels) != 1 or np.shape(levels) != np.shape(values) or not len(levels):
        raise ValueError("there is one value for each level, and at least one")
    if not (np.all(np.isfinite(values)) and np.all((levels > 0) & (levels < 1))):
        raise ValueError("levels lie between 0 and 1, and values are finite")
    if np.any(np.diff(levels) <= 0) or np.any(np.diff(values) < 0):
        raise ValueError("levels ascend, and values do not cross")


def pinball(levels: Floats, values: Floats, outcome: float) -> Floats:
    """Return each quantile's loss: a (y - q) if y >= q, else (1 - a)(q - y) (Koenker & Bassett)."""
    check(levels, values)
    losses: Floats = np.where(outcome >= values, levels, levels - 1) * (outcome - values)
    return losses


def interval_score(lo: float, hi: float, alpha: float, outcome: float) -> float:
    """Return (hi - lo) + 2/alpha (lo - y)+ + 2/alpha (y - hi)+ of a central 1 - alpha interval.

    Gneiting & Raftery 2007, JASA 102:359, equation 43. Raises `ValueError` if lo is above hi.
    """
    if lo > hi or not 0 < alpha < 1:
        raise ValueError("an interval begins before it ends, and alpha lies between 0 and 1")
    return hi - lo + 2 / alpha * (max(0.0, lo - outcome) + max(0.0, outcome - hi))


def wis(levels: Floats, values: Floats, outcome: float) -> float:
    """Return the weighted interval score: (0.5 |y - m| + sum_k alpha_k / 2 IS_k) / (K + 0.5).

    Bracher et al. 2021, PLoS Comput. Biol. 17:e1008618. Raises `ValueError` unless the levels are
    a median and pairs around it; then it is twice the mean pinball loss over the levels.
    """
    check(levels, values)
    if len(levels) % 2 == 0 or np.any(np.abs(levels + levels[::-1] - 1) > _SAME_LEVEL):
        raise ValueError("the score needs a median and pairs of levels around it")
    pairs = len(levels) // 2
    spread = sum(
        levels[at] * interval_score(values[at], values[-1 - at], 2 * levels[at], outcome)
        for at in range(pairs)
    )
    return float((0.5 * abs(outcome - values[pairs]) + spread) / (pairs + 0.5))


def crps(levels: Floats, values: Floats, outcome: float) -> float:
    """Return twice the mean pinball loss: the CRPS as far as equally weighted levels show it.

    The usual approximation of the integral over all levels (Laio & Tamea 2007); exact only in the
    limit of many evenly spread levels.
    """
    return float(2 * pinball(levels, values, outcome).mean())


def central(levels: Floats, values: Floats, share: float) -> tuple[float, float] | None:
    """Return the stated central interval of that share, say 0.5; None if its ends are not there."""
    check(levels, values)
    ends = [np.abs(levels - level) <= _SAME_LEVEL for level in ((1 - share) / 2, (1 + share) / 2)]
    if not all(np.any(end) for end in ends):
        return None
    lo, hi = (float(values[end][0]) for end in ends)
    return lo, hi


def covered(levels: Floats, values: Floats, share: float, outcome: float) -> bool | None:
    """Return whether the outcome lies in the central interval, ends included; None without it."""
    interval = central(levels, values, share)
    return None if interval is None else interval[0] <= outcome <= interval[1]


def median(levels: Floats, values: Floats) -> float | None:
    """Return the median, on the straight line between its neighbours; None if it is outside."""
    check(levels, values)
    inside = levels[0] - _SAME_LEVEL <= 0.5 <= levels[-1] + _SAME_LEVEL
    return float(np.interp(0.5, levels, values)) if inside else None
