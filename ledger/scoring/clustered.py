"""Means of claims that hang together by story, and how far they can be trusted.

The mean is a regression on a constant. Its variance is CR2 (Bell & McCaffrey 2002) with
Satterthwaite degrees of freedom, both under an exchangeable working model: claims of one story
correlate by rho, others not at all (Imbens & Kolesar 2016, REStat 98:701; Pustejovsky & Tipton
2018, JBES 36:672). With a constant regressor the adjustment matrices have one eigenvalue that
matters, that of the vector of ones. With n_g claims of n in story g, residual sums E_g,

    phi_g = 1 + (n_g - 1) rho               (the working variance along the ones)
    v     = sum n_g phi_g / n^2             (the working variance of the mean)
    m_g   = phi_g - 2 n_g phi_g / n + n_g v (that of the residuals, along the ones)
    V     = sum (phi_g / m_g) E_g^2 / n^2
    df    = v^2 / sum_gh P_gh^2,  P_gg = n_g phi_g / n^2,
            P_gh = a_g a_h (v - (phi_g + phi_h) / n) / n^2,  a_g = n_g sqrt(phi_g / m_g).

Few stories that happen to be alike understate what luck does. Where probabilities were stated,
there is a floor: the standard error of a calibrated forecaster if all outcomes of a story come out
together, sqrt(sum over stories of (sum over claims of |1-2p| sqrt(p(1-p)))^2) / n. It follows from
what was said and is not estimated, so it reaches z times as far, never t times.

Invariant: no interval from fewer than two stories; below six it is labelled uninformative.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri, stdtrit

from ledger.scoring.groups import numbered, sizes, sums
from ledger.scoring.scored import Codes, Floats

INFORMATIVE = 6
"""How many stories an interval needs before it says much."""


@dataclass(frozen=True)
class Clustered:
    """A mean with its standard error by story; what two stories are needed for is None below."""

    mean: float | None
    n_stories: int
    se: float | None = None
    """That of CR2, or the floor if it is more."""
    df: float | None = None
    """Satterthwaite degrees of freedom of CR2, above 0."""
    lo: float | None = None
    hi: float | None = None
    rho: float | None = None
    """The correlation within a story that the working model assumes, 0 to 1."""

    @property
    def uninformative(self) -> bool:
        """Return whether there are too few stories for the interval to say much."""
        return self.n_stories < INFORMATIVE


def mean_by_story(
    values: Floats,
    p: Floats | None,
    story: Codes,
    bounds: tuple[float, float] | None = None,
    level: float = 0.95,
) -> Clustered:
    """Return the mean of (n,) values with its interval, cut off at `bounds`.

    It reaches the greater of t(df) times CR2's standard error and z times the floor to either
    side. The floor is that of the stated probabilities `p`, for values that are Brier losses.
    """
    n_stories = len(np.unique(story))
    if n_stories < 2:
        return Clustered(float(np.mean(values)) if len(values) else None, n_stories)
    mean, rho = float(np.mean(values)), within(values, story)
    se, df = _cr2(sums(values - mean, story), sizes(story), rho)
    floor, tail = 0.0 if p is None else _floor(p, story), (1 + level) / 2
    reach = max(float(stdtrit(df, tail)) * se, float(ndtri(tail)) * floor)
    least, most = bounds or (-math.inf, math.inf)
    lo, hi = max(least, mean - reach), min(most, mean + reach)
    return Clustered(mean, n_stories, max(se, floor), df, lo, hi, rho)


def within(values: Floats, story: Codes) -> float:
    """Return the correlation of values within a story: the ANOVA estimator, clipped to [0, 1].

    (MSB - MSW) / (MSB + (n0 - 1) MSW) with n0 = (n - sum n_g^2 / n) / (G - 1), for G > 1 stories
    (Donner & Koval 1980, Biometrics 36:19). It is 0 where no story has two claims, or nothing
    varies.
    """
    numbers, groups = numbered(story)
    n, held = len(values), sizes(story)
    if n == groups:
        return 0.0
    means = sums(values, story) / held
    between = float(held @ (means - np.mean(values)) ** 2) / (groups - 1)
    inside = float(np.sum((values - means[numbers]) ** 2)) / (n - groups)
    typical = (n - float(held @ held) / n) / (groups - 1)
    total = between + (typical - 1) * inside
    return min(1.0, max(0.0, (between - inside) / total)) if total > 0 else 0.0


def effective_n(values: Floats, story: Codes) -> float:
    """Return how many independent claims n are worth: n / (1 + (sum n_g^2 / n - 1) rho); 0 for 0.

    The design effect is Kish's (1965) for stories of sizes n_g; rho is that of `within`. Where it
    cannot be estimated (one story, or values that are all the same, in stories of several claims)
    it is taken to be 1, the cautious end: eight claims of one story are worth one.
    """
    if not len(values):
        return 0.0
    held = sizes(story)
    estimable = len(held) > 1 and bool(np.ptp(values) > 0)
    rho = within(values, story) if estimable else 1.0
    return len(values) / (1 + (float(held @ held) / len(values) - 1) * rho)


def _cr2(apart: Floats, held: Floats, rho: float) -> tuple[float, float]:
    """Return the standard error and its degrees of freedom, from residual sums and sizes."""
    n = held.sum()
    phi = 1 + (held - 1) * rho
    v = float(held @ phi) / n**2
    stretch = phi / (phi - 2 * held * phi / n + held * v)
    se = math.sqrt(float(stretch @ apart**2)) / n
    return se, _degrees(held**2 * stretch / n**2, held * phi / n**2, phi / n, v)


def _degrees(weight: Floats, own: Floats, phi: Floats, v: float) -> float:
    """Return v^2 / sum_gh P_gh^2 without the matrix: squares of a sum, opened up.

    P_gh^2 is weight_g weight_h (v - phi_g - phi_h)^2 off the diagonal, own_g^2 on it.
    """
    about = phi - v / 2
    all_pairs = 2 * weight.sum() * (weight @ about**2) + 2 * (weight @ about) ** 2
    diagonal = own @ own - weight**2 @ (2 * about) ** 2
    return float(v**2 / (all_pairs + diagonal))


def _floor(p: Floats, story: Codes) -> float:
    together = sums(np.abs(1 - 2 * p) * np.sqrt(p * (1 - p)), story)
    return math.sqrt(float(together @ together)) / len(p)
