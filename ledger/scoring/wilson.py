"""Wilson's interval for a proportion.

Invariant: the interval lies in [0, 1] and holds the frequency; at none of n it begins at exactly 0,
at all of n it ends at exactly 1 (Wilson 1927; Newcombe 1998, method 3, no continuity correction).
"""

from __future__ import annotations

import math

from scipy.special import ndtri


def wilson(
    k: float, n: float, n_eff: float | None = None, level: float = 0.95
) -> tuple[float, float] | None:
    """Return the low and high end for k of n, or None if n is 0.

    `n_eff` is how many independent cases the n are worth, if not n: the frequency stays k / n.
    Raises `ValueError` unless 0 <= k <= n and n_eff > 0.
    """
    if not n:
        return None
    worth = n if n_eff is None else n_eff
    if not 0 <= k <= n or not worth > 0:
        raise ValueError("a frequency is k of n, with 0 <= k <= n and a positive effective n")
    freq, square = k / n, float(ndtri((1 + level) / 2)) ** 2
    middle = (freq * worth + square / 2) / (worth + square)
    spread = math.sqrt(square * (worth * freq * (1 - freq) + square / 4)) / (worth + square)
    lo = middle - spread if k else 0.0
    hi = middle + spread if k < n else 1.0
    return max(0.0, lo), min(1.0, hi)
