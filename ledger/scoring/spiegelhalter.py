"""Spiegelhalter's z: is the Brier score what the stated probabilities promise?

Invariant: z > 0 is worse than promised (overconfident), z < 0 better; claims of 0, 1/2 and 1 say
nothing (Spiegelhalter 1986, Statistics in Medicine 5:421).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from ledger.scoring.groups import Runs, whole
from ledger.scoring.scored import Floats


@dataclass(frozen=True)
class Spiegelhalter:
    """The statistic and its two-sided normal p; None where the denominator is 0."""

    z: float | None = None
    p_normal: float | None = None


def spiegelhalter(p: Floats, y: Floats) -> Spiegelhalter:
    """Return z of n independent claims: sum (y-p)(1-2p) / sqrt(sum (1-2p)^2 p(1-p))."""
    if not len(p):
        return Spiegelhalter()
    (found,) = spiegelhalters(p, y, whole(len(p)))
    return found


def spiegelhalters(p: Floats, y: Floats, group: Runs) -> list[Spiegelhalter]:
    """Return the same of each of several groups."""
    tilt = 1 - 2 * p
    variance = group.sums(tilt**2 * p * (1 - p))
    z = group.sums((y - p) * tilt) / np.sqrt(np.where(variance > 0, variance, 1.0))
    rows = zip(variance.tolist(), z.tolist(), (2 * ndtr(-np.abs(z))).tolist(), strict=True)
    return [Spiegelhalter(z, p) if spread > 0 else Spiegelhalter() for spread, z, p in rows]
