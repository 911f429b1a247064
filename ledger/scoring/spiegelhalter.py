"""Spiegelhalter's z: is the Brier score what the stated probabilities promise?

Invariant: z > 0 is worse than promised (overconfident), z < 0 better; claims of 0, 1/2 and 1 say
nothing (Spiegelhalter 1986, Statistics in Medicine 5:421).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from ledger.scoring.scored import Floats


@dataclass(frozen=True)
class Spiegelhalter:
    """The statistic and its two-sided normal p; None where the denominator is 0."""

    z: float | None = None
    p_normal: float | None = None


def spiegelhalter(p: Floats, y: Floats) -> Spiegelhalter:
    """Return z of n independent claims: sum (y-p)(1-2p) / sqrt(sum (1-2p)^2 p(1-p))."""
    tilt = 1 - 2 * p
    variance = float(np.sum(tilt**2 * p * (1 - p)))
    if variance == 0:
        return Spiegelhalter()
    z = float(np.sum((y - p) * tilt)) / math.sqrt(variance)
    return Spiegelhalter(z, float(2 * ndtr(-abs(z))))
