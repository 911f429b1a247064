"""Empirical Bayes: scores of people with few stories drawn towards everybody's mean.

Person i has mean s_i ~ N(theta_i, v_i), theta_i ~ N(mu, tau2). v_i is the variance of one
effective story, pooled over people, divided by how many i has: a person's own standard error from
a few stories is too noisy to weigh by.

Invariant: the more effective stories, the less a score is drawn; nobody crosses the mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from ledger.scoring.clustered import Clustered
from ledger.scoring.groups import sizes
from ledger.scoring.scored import Codes, Floats


@dataclass(frozen=True)
class Shrunk:
    """One person's score after shrinkage, with its central 90 % interval."""

    value: float
    lo: float
    hi: float


@dataclass(frozen=True)
class Shrinkage:
    """Everybody's shrunk scores, in the order given, and what they were drawn towards."""

    mu: float
    """The mean of people, weighted by 1 / (v_i + tau2)."""
    tau2: float
    """How much people differ: the variance of theta, at least 0."""
    people: tuple[Shrunk, ...]


def effective_stories(story: Codes) -> float:
    """Return n^2 / sum n_g^2 of n claims in stories of n_g, from 1 to their number (Kish 1965)."""
    held = sizes(story)
    return float(held.sum() ** 2 / (held @ held)) if len(held) else 0.0


def pooled_variance(people: Sequence[Clustered], effective: Floats) -> float | None:
    """Return the variance of one effective story: se_i^2 m_i, weighted by stories less one.

    `effective` are the m_i, one for each of the people. None if nobody has two stories.
    """
    known = [
        (each.n_stories - 1, each.se**2 * float(stories))
        for each, stories in zip(people, effective, strict=True)
        if each.se is not None
    ]
    weight = sum(stories for stories, _ in known)
    return sum(stories * variance for stories, variance in known) / weight if weight else None


def paule_mandel(means: Floats, variances: Floats) -> float:
    """Return tau2 at which sum (s_i - mu)^2 / (v_i + tau2) is its expectation, k - 1 of k people.

    0 if even at 0 it is no more (Paule & Mandel 1982, J. Res. NBS 87:377). Two people or more,
    variances above 0.
    """
    from scipy.optimize import brentq  # a quarter of a second

    expected = len(means) - 1

    def excess(tau2: float) -> float:
        weights = 1 / (variances + tau2)
        return float(weights @ (means - np.average(means, weights=weights)) ** 2) - expected

    most = float(np.sum((means - means.mean()) ** 2)) / expected
    return float(brentq(excess, 0.0, most, xtol=1e-15)) if excess(0.0) > 0 else 0.0


def shrink(means: Floats, effective: Floats, variance: float | None) -> Shrinkage | None:
    """Return everybody's shrunk mean: mu + (1 - B_i)(s_i - mu) with B_i = v_i / (v_i + tau2).

    `means` and `effective` have one entry a person, `variance` is that of one effective story.
    None below two people, or if the variance is unknown or 0. The interval is normal with variance
    v_i (1 - B_i) + B_i^2 var(mu): it knows that mu is estimated, not that tau2 is (Morris 1983,
    JASA 78:47). Raises `ValueError` if somebody has no effective story.
    """
    if np.any(effective <= 0):
        raise ValueError("a score without stories cannot be shrunk")
    if len(means) < 2 or not variance:
        return None
    own = variance / effective
    tau2 = paule_mandel(means, own)
    weights = 1 / (own + tau2)
    mu, drawn = float(np.average(means, weights=weights)), own * weights
    value = mu + (1 - drawn) * (means - mu)
    reach = float(ndtri(0.95)) * np.sqrt(own * (1 - drawn) + drawn**2 / weights.sum())
    ends = zip(value, value - reach, value + reach, strict=True)
    return Shrinkage(mu, tau2, tuple(Shrunk(*map(float, each)) for each in ends))
