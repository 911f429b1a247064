"""Cox's calibration line: how the odds of what happened follow the odds that were stated.

Invariant: None unless identified: enough claims, both outcomes, and probabilities of the two that
overlap, without which the likelihood has no maximum (Cox 1958, Biometrika 45:562; Albert &
Anderson 1984, Biometrika 71:1).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, log_expit, logit, stdtrit

from ledger.scoring.groups import sums
from ledger.scoring.scored import Floats, Scored

CLIP = 0.001
"""Probabilities are read as at least this and at most one less it."""

_STEPS = 100
_SETTLED = 1e-12


@dataclass(frozen=True)
class Cox:
    """logit P(yes) = intercept + slope logit p; a slope below 1 is overconfident."""

    intercept: float | None = None
    slope: float | None = None
    slope_lo: float | None = None
    """95 %, None too below three stories."""
    slope_hi: float | None = None
    intercept_slope1: float | None = None
    """The intercept if the slope were 1: above 0, probabilities were too low."""


def cox(scored: Scored, least: int = 30) -> Cox:
    """Return the line by maximum likelihood, from `least` claims on.

    The interval of the slope is Wald's with a standard error clustered by story (G stories: the
    sandwich times G / (G - 1), Liang & Zeger 1986) or the model's own if that is larger, because
    a sandwich of few stories is too small; and with the t quantile of G - 1 degrees of freedom.
    """
    odds: Floats = logit(np.clip(scored.p, CLIP, 1 - CLIP))
    if scored.n < least or not _overlap(odds, scored.y):
        return Cox()
    design = np.column_stack([np.ones(scored.n), odds])
    line = _likeliest(design, scored.y)
    lo, hi = _slope_interval(design, line, scored)
    return Cox(float(line[0]), float(line[1]), lo, hi, _shift(odds, scored.y))


def _overlap(odds: Floats, y: Floats) -> bool:
    """Return whether neither outcome has all of its odds at or beyond those of the other."""
    came, failed = odds[y == 1], odds[y == 0]
    if not len(came) or not len(failed):
        return False
    return bool(came.min() < failed.max() and failed.min() < came.max())


def _likeliest(design: Floats, y: Floats) -> Floats:
    """Return the coefficients by Newton's method, halving a step that does not climb."""
    line = np.zeros(design.shape[1])
    for _ in range(_STEPS):
        step = np.linalg.solve(_information(design, line), design.T @ (y - expit(design @ line)))
        while _likelihood(design, y, line + step) < _likelihood(design, y, line) - _SETTLED:
            step = step / 2
        line = line + step
        if np.abs(step).max() < _SETTLED:
            break
    return line


def _likelihood(design: Floats, y: Floats, line: Floats) -> float:
    return float(np.sum(log_expit(np.where(y == 1, 1.0, -1.0) * (design @ line))))


def _information(design: Floats, line: Floats) -> Floats:
    fitted = expit(design @ line)
    information: Floats = (design.T * (fitted * (1 - fitted))) @ design
    return information


def _slope_interval(
    design: Floats, line: Floats, scored: Scored
) -> tuple[float | None, float | None]:
    apart = scored.y - expit(design @ line)
    steep = sums(design[:, 1] * apart, scored.story)
    scores = np.column_stack([sums(apart, scored.story), steep])
    stories = len(scores)
    if stories < 3:
        return None, None
    model = np.linalg.inv(_information(design, line))
    sandwich = model @ scores.T @ scores @ model * stories / (stories - 1)
    error = math.sqrt(max(sandwich[1, 1], model[1, 1]))
    reach = float(stdtrit(stories - 1, 0.975)) * error
    return float(line[1]) - reach, float(line[1]) + reach


def _shift(odds: Floats, y: Floats) -> float:
    """Return the intercept at which as many are expected as came true, the slope being 1."""
    from scipy.optimize import brentq  # a quarter of a second

    most = float(np.abs(odds).max()) + math.log(len(y)) + 1
    return float(brentq(lambda by: float(np.sum(expit(odds + by) - y)), -most, most, xtol=1e-13))
