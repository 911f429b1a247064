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

from ledger.scoring.groups import Runs, runs, whole
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
    if not len(values):
        return Clustered(None, 0)
    order = np.argsort(story, kind="stable")
    stories = runs(story[order])
    alone = whole(len(values))
    said = None if p is None else p[order]
    (found,) = means_by_story(values[order], said, stories, alone, bounds, level)
    return found


def means_by_story(
    values: Floats,
    p: Floats | None,
    story: Runs,
    group: Runs,
    bounds: tuple[float, float] | None = None,
    level: float = 0.95,
) -> tuple[Clustered, ...]:
    """Return what `mean_by_story` does, of each of several groups, whose stories lie together."""
    within_group = group.of(story)
    mean = _means(values, group)
    with np.errstate(divide="ignore", invalid="ignore"):
        rho = _within(values, mean, story, group)
        apart = story.sums(values - group.spread(mean))
        se, df = _cr2(apart, story.sizes.astype(np.float64), within_group, rho)
    floor = np.zeros(len(group)) if p is None else _floor(p, story, group)
    tail = (1 + level) / 2
    reach = np.maximum(stdtrit(df, tail) * se, float(ndtri(tail)) * floor)
    least, most = bounds or (-math.inf, math.inf)
    columns = (
        mean, within_group.sizes, np.maximum(se, floor), df,
        np.maximum(least, mean - reach), np.minimum(most, mean + reach), rho,
    )  # fmt: skip
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return tuple(Clustered(*row) if row[1] > 1 else Clustered(row[0], row[1]) for row in rows)


def _means(values: Floats, group: Runs) -> Floats:
    """Return the mean of each group: exactly the value where all of its values are the same."""
    least = group.least(values)
    return np.where(least == group.most(values), least, group.sums(values) / group.sizes)


def within(values: Floats, story: Codes) -> float:
    """Return the correlation of values within a story: the ANOVA estimator, clipped to [0, 1].

    (MSB - MSW) / (MSB + (n0 - 1) MSW) with n0 = (n - sum n_g^2 / n) / (G - 1), for G > 1 stories
    (Donner & Koval 1980, Biometrics 36:19). It is 0 where no story has two claims, or nothing
    varies.
    """
    order = np.argsort(story, kind="stable")
    alone = whole(len(values))
    with np.errstate(divide="ignore", invalid="ignore"):
        held = values[order]
        return float(_within(held, _means(held, alone), runs(story[order]), alone)[0])


def _within(values: Floats, mean: Floats, story: Runs, group: Runs) -> Floats:
    """Return `within` of each group; of one story, whatever comes of dividing by nothing."""
    inner, held = group.of(story), story.sizes.astype(np.float64)
    n, groups = group.sizes.astype(np.float64), inner.sizes
    means = story.sums(values) / held
    between = inner.sums(held * (means - inner.spread(mean)) ** 2) / (groups - 1)
    inside = group.sums((values - story.spread(means)) ** 2) / (n - groups)
    typical = (n - inner.sums(held**2) / n) / (groups - 1)
    total = between + (typical - 1) * inside
    varies = (n > groups) & (total > 0) & (group.least(values) < group.most(values))
    return np.where(varies, np.clip((between - inside) / total, 0.0, 1.0), 0.0)


def effective_n(values: Floats, story: Codes) -> float:
    """Return how many independent claims n are worth: n / (1 + (sum n_g^2 / n - 1) rho); 0 for 0.

    The design effect is Kish's (1965) for stories of sizes n_g; rho is that of `within`. Where it
    cannot be estimated (one story, or values that are all the same, in stories of several claims)
    it is taken to be 1, the cautious end: eight claims of one story are worth one.
    """
    if not len(values):
        return 0.0
    order = np.argsort(story, kind="stable")
    alone = whole(len(values))
    return float(effective_ns(values[order], runs(story[order]), alone)[0])


def effective_ns(values: Floats, story: Runs, group: Runs) -> Floats:
    """Return what `effective_n` does, of each of several groups, whose stories lie together."""
    inner, n = group.of(story), group.sizes.astype(np.float64)
    estimable = (inner.sizes > 1) & (group.least(values) < group.most(values))
    with np.errstate(divide="ignore", invalid="ignore"):
        rho = np.where(estimable, _within(values, _means(values, group), story, group), 1.0)
    held = story.sizes.astype(np.float64)
    return n / (1 + (inner.sums(held**2) / n - 1) * rho)


@dataclass(frozen=True, eq=False)
class Sums:
    """What is known of the values of each of (g,) stories: enough for how they hang together."""

    n: Floats
    total: Floats
    squares: Floats
    least: Floats
    most: Floats


def spread_by_story(sums: Sums) -> tuple[float, float]:
    """Return the standard deviation of two or more values, and what each is worth, above 0 to 1.

    The deviation has n - 1 below it; the worth is `effective_n` of the values over their number.
    """
    held, n, stories = sums.n, float(sums.n.sum()), len(sums.n)
    mean = float(sums.total.sum()) / n
    inside = float((sums.squares - sums.total**2 / held).sum())
    between = float((held * (sums.total / held - mean) ** 2).sum())
    sd = math.sqrt(max(0.0, inside + between) / (n - 1))
    varies, doubled = float(sums.least.min()) < float(sums.most.max()), float((held**2).sum()) / n
    if not varies or stories < 2:
        return sd, 1 / doubled
    if n <= stories:
        return sd, 1.0
    apart, within_one = between / (stories - 1), inside / (n - stories)
    typical = (n - doubled) / (stories - 1)
    rho = (apart - within_one) / (apart + (typical - 1) * within_one)
    return sd, 1 / (1 + (doubled - 1) * min(1.0, max(0.0, rho)))


def _cr2(apart: Floats, held: Floats, group: Runs, rho: Floats) -> tuple[Floats, Floats]:
    """Return the standard errors and their degrees of freedom, from residual sums and sizes."""
    n = group.sums(held)
    phi, whole = 1 + (held - 1) * group.spread(rho), group.spread(n)
    v = group.sums(held * phi) / n**2
    stretch = phi / (phi - 2 * held * phi / whole + held * group.spread(v))
    se = np.sqrt(group.sums(stretch * apart**2)) / n
    weight, own = held**2 * stretch / whole**2, held * phi / whole**2
    return se, _degrees(weight, own, phi / whole, v, group)


def _degrees(weight: Floats, own: Floats, phi: Floats, v: Floats, group: Runs) -> Floats:
    """Return v^2 / sum_gh P_gh^2 without the matrix: squares of a sum, opened up.

    P_gh^2 is weight_g weight_h (v - phi_g - phi_h)^2 off the diagonal, own_g^2 on it.
    """
    about = phi - group.spread(v) / 2
    crossed = group.sums(weight * about)
    all_pairs = 2 * group.sums(weight) * group.sums(weight * about**2) + 2 * crossed**2
    diagonal = group.sums(own**2) - group.sums(weight**2 * (2 * about) ** 2)
    return v**2 / (all_pairs + diagonal)


def _floor(p: Floats, story: Runs, group: Runs) -> Floats:
    together = story.sums(np.abs(1 - 2 * p) * np.sqrt(p * (1 - p)))
    return np.sqrt(group.of(story).sums(together**2)) / group.sizes
