"""Several readings of the same words combined, so that who read them is in the interval.

Each coder's whole set of readings is one way the words might have been put in numbers. With m
estimates Q_i and their variances U_i (Rubin 1987, Multiple Imputation for Nonresponse in Surveys,
ch. 3; Barnard & Rubin 1999, Biometrika 86:948),

    Q  = mean of Q_i
    W  = mean of U_i                        (luck of outcomes)
    B  = sum (Q_i - Q)^2 / (m - 1)          (choice of coder)
    T  = W + (1 + 1/m) B
    g  = (1 + 1/m) B / T
    df = 1 / (g^2 / (m - 1) + (c + 3) / ((c + 1) c (1 - g)))

with c the degrees of freedom that each estimate has by itself. The last is Barnard and Rubin's
1 / (1/df_old + 1/df_observed) written so that nothing is divided by a g of 0.

Invariant: the interval needs two coders; T is never less than W. The choice of coder does not
shrink as claims are added, so neither does the interval below what B makes of it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Combined:
    """What several coders' estimates come to."""

    estimate: float
    within: float
    between: float
    se: float
    df: float
    lo: float
    hi: float


def combine(
    estimates: Sequence[float],
    variances: Sequence[float],
    df: float,
    bounds: tuple[float, float] = (-math.inf, math.inf),
    level: float = 0.95,
) -> Combined | None:
    """Return the estimates combined, with the interval cut off at `bounds`; None below two.

    `df` is what each of them has by itself, above 0 and perhaps infinite.
    """
    from scipy.special import stdtrit

    m = len(estimates)
    if m < 2:
        return None
    middle, within = float(np.mean(estimates)), float(np.mean(variances))
    between = float(np.var(estimates, ddof=1))
    added = (1 + 1 / m) * between
    total = within + added
    degrees = _degrees(m, added / total if total > 0 else 0.0, df)
    reach = float(stdtrit(degrees, (1 + level) / 2)) * math.sqrt(total)
    least, most = bounds
    return Combined(
        middle, within, between, math.sqrt(total), degrees,
        max(least, middle - reach), min(most, middle + reach),
    )  # fmt: skip


def _degrees(m: int, share: float, own: float) -> float:
    """Return the degrees of freedom of Barnard and Rubin; `share` is g."""
    by_coder = share * share / (m - 1)
    if share >= 1:
        return 1 / by_coder
    by_luck = 0.0 if math.isinf(own) else (own + 3) / ((own + 1) * own * (1 - share))
    return 1 / (by_coder + by_luck) if by_coder + by_luck > 0 else math.inf
