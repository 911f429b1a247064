"""Cox's calibration line: how the odds of what happened follow the odds that were stated.

Invariant: None unless identified: enough claims, both outcomes, and probabilities of the two that
overlap, without which the likelihood has no maximum (Cox 1958, Biometrika 45:562; Albert &
Anderson 1984, Biometrika 71:1).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, log_expit, logit, stdtrit

from ledger.scoring.groups import Runs, runs, whole
from ledger.scoring.isotonic import Cells, in_cells
from ledger.scoring.scored import Floats, Scored

CLIP = 0.001
"""Probabilities are read as at least this and at most one less it."""

LEAST = 30
"""Claims from which on there is a line."""

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


def cox(scored: Scored, least: int = LEAST) -> Cox:
    """Return the line by maximum likelihood, from `least` claims on.

    The interval of the slope is Wald's with a standard error clustered by story (G stories: the
    sandwich times G / (G - 1), Liang & Zeger 1986) or the model's own if that is larger, because
    a sandwich of few stories is too small; and with the t quantile of G - 1 degrees of freedom.
    """
    if not scored.n:
        return Cox()
    order = np.argsort(scored.story, kind="stable")
    ordered = scored.taken(order)
    alone = whole(scored.n)
    (found,) = lines(ordered, alone, least)
    if found.slope is None:
        return found
    return replace(found, intercept_slope1=_shift(_odds(scored.p), scored.y))


def lines(scored: Scored, group: Runs, least: int = LEAST) -> list[Cox]:
    """Return what `cox` does but for the slope of 1, of each of several groups.

    Claims of one story lie side by side in each group.
    """
    cells = in_cells(scored.p, scored.y, group)[0]
    known = np.flatnonzero((group.sizes >= least) & _overlap(cells))
    found = [Cox()] * len(group)
    if len(known):
        rows = cells.group.rows_of(known)
        few = Cells(cells.p[rows], cells.n[rows], cells.k[rows], cells.group.only(known))
        line = _likeliest(few)
        reach = _reach(few, line, _scores(scored, group, known, line))
        for at, (intercept, slope), far in zip(known, line.tolist(), reach.tolist(), strict=True):
            ends = (None, None) if math.isnan(far) else (slope - far, slope + far)
            found[at] = Cox(intercept, slope, *ends)
    return found


def _odds(p: Floats) -> Floats:
    odds: Floats = logit(np.clip(p, CLIP, 1 - CLIP))
    return odds


def _overlap(cells: Cells) -> NDArray[np.bool_]:
    """Return of which groups neither outcome has all of its odds at or beyond the other's."""
    odds, group, failed = _odds(cells.p), cells.group, cells.n - cells.k
    came_from = group.least(np.where(cells.k > 0, odds, np.inf))
    came_to = group.most(np.where(cells.k > 0, odds, -np.inf))
    failed_from = group.least(np.where(failed > 0, odds, np.inf))
    failed_to = group.most(np.where(failed > 0, odds, -np.inf))
    overlap: NDArray[np.bool_] = (came_from < failed_to) & (failed_from < came_to)
    return overlap


def _likeliest(cells: Cells) -> Floats:
    """Return intercept and slope of each group by Newton's method: (groups, 2).

    A step that does not climb is halved. A group that has settled moves no more, however long the
    others take.
    """
    line = np.zeros((len(cells.group), 2))
    moving = np.ones(len(line), dtype=bool)
    for _ in range(_STEPS):
        step = np.where(moving[:, None], _newton(cells, line), 0.0)
        stands = _likelihood(cells, line)
        while np.any(falls := _likelihood(cells, line + step) < stands - _SETTLED):
            step[falls] /= 2
        line = line + step
        moving = moving & (np.abs(step).max(axis=1) >= _SETTLED)
        if not moving.any():
            break
    return line


def _newton(cells: Cells, line: Floats) -> Floats:
    """Return Newton's step of each group: the information's inverse times the score."""
    odds, group = _odds(cells.p), cells.group
    apart = cells.k - cells.n * _fitted(cells, line)
    up, steep = group.sums(apart), group.sums(odds * apart)
    a, b, c = _information(cells, line)
    det = a * c - b**2
    return np.column_stack([(c * up - b * steep) / det, (a * steep - b * up) / det])


def _fitted(cells: Cells, line: Floats) -> Floats:
    intercept, slope = (cells.group.spread(line[:, at]) for at in (0, 1))
    fitted: Floats = expit(intercept + slope * _odds(cells.p))
    return fitted


def _likelihood(cells: Cells, line: Floats) -> Floats:
    intercept, slope = (cells.group.spread(line[:, at]) for at in (0, 1))
    at = intercept + slope * _odds(cells.p)
    return cells.group.sums(cells.k * log_expit(at) + (cells.n - cells.k) * log_expit(-at))


def _information(cells: Cells, line: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the corners of each group's information: of 1 and 1, of 1 and odds, of odds."""
    odds, fitted, group = _odds(cells.p), _fitted(cells, line), cells.group
    weight = cells.n * fitted * (1 - fitted)
    return group.sums(weight), group.sums(weight * odds), group.sums(weight * odds**2)


@dataclass(frozen=True, eq=False)
class _Scores:
    """Sums of the score over each story, by group."""

    up: Floats
    steep: Floats
    group: Runs


def _scores(scored: Scored, group: Runs, known: NDArray[np.integer], line: Floats) -> _Scores:
    rows, few = group.rows_of(known), group.only(known)
    odds = _odds(scored.p[rows])
    at = few.spread(line[:, 0]) + few.spread(line[:, 1]) * odds
    apart = scored.y[rows] - expit(at)
    story = runs(few.numbers, scored.story[rows])
    return _Scores(story.sums(apart), story.sums(odds * apart), few.of(story))


def _reach(cells: Cells, line: Floats, scores: _Scores) -> Floats:
    """Return how far the interval of each slope reaches to either side; nan below 3 stories."""
    a, b, c = _information(cells, line)
    det, stories = a * c - b**2, scores.group.sizes
    # the second row of the inverse information, times each story's score
    model = scores.group.spread(-b / det) * scores.up + scores.group.spread(a / det) * scores.steep
    with np.errstate(divide="ignore", invalid="ignore"):
        sandwich = scores.group.sums(model**2) * stories / (stories - 1)
        error = np.sqrt(np.maximum(sandwich, a / det))
    reach: Floats = np.where(stories > 2, stdtrit(stories - 1, 0.975) * error, np.nan)
    return reach


def _shift(odds: Floats, y: Floats) -> float:
    """Return the intercept at which as many are expected as came true, the slope being 1."""
    from scipy.optimize import brentq  # a quarter of a second

    most = float(np.abs(odds).max()) + math.log(len(y)) + 1
    return float(brentq(lambda by: float(np.sum(expit(odds + by) - y)), -most, most, xtol=1e-13))
