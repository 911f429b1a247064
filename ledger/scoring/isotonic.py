"""Recalibration by isotonic regression, and the CORP decomposition that rests on it.

Invariant: claims with one stated probability share one recalibrated value, and the mean score is
MCB - DSC + UNC (Dimitriadis, Gneiting & Jordan 2021, PNAS 118, e2016191118).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import entr

from ledger.scoring.scored import Floats, log_losses


@dataclass(frozen=True)
class Block:
    """Claims that recalibration gives one value: the steps of the reliability diagram."""

    lo: float
    hi: float
    """The lowest and highest stated probability in it."""
    n: int
    k: int
    """How many claims, and how many of them came true."""
    value: float
    """The recalibrated probability, k / n."""


@dataclass(frozen=True)
class Corp:
    """Miscalibration, discrimination and uncertainty, each at least 0; None without claims."""

    mcb: float | None = None
    dsc: float | None = None
    unc: float | None = None
    """Of the Brier score."""
    mcb_log: float | None = None
    """Of the log score (natural); None too if a loss is infinite."""
    dsc_log: float | None = None
    unc_log: float | None = None
    blocks: tuple[Block, ...] = ()
    """In ascending order."""


def recalibrated(p: Floats, y: Floats) -> Floats:
    """Return the isotonic regression of outcomes on probabilities, in the order given.

    Ties are pooled first, weighted by their number.
    """
    _, cell, weight, yes = cells(p, y)
    fitted: Floats = fits(yes[None, :], weight)[0][cell]
    return fitted


def corp(p: Floats, y: Floats) -> Corp:
    """Return the decomposition of the mean Brier and log score of n claims: two arrays of (n,)."""
    stated, _, weight, yes = cells(p, y)
    return corp_of_cells(stated, weight, yes)


def corp_of_cells(stated: Floats, weight: Floats, yes: Floats) -> Corp:
    """Return the same of distinct probabilities, ascending, with their numbers of claims and hits.

    It is the same to the last digit in whatever order the claims came: sums go over cells.
    """
    if not len(stated):
        return Corp()
    n, no = float(weight.sum()), weight - yes
    fitted, rate = fits(yes[None, :], weight)[0], float(yes.sum()) / n
    brier = float(yes @ (1 - stated) ** 2 + no @ stated**2) / n
    loss = (_losses(stated, yes) + _losses(1 - stated, no)) / n
    unc, unc_log = rate * (1 - rate), _entropy(np.array([rate]), np.ones(1))
    left = float(weight @ (fitted * (1 - fitted))) / n
    left_log = _entropy(fitted, weight)
    return Corp(
        mcb=max(0.0, brier - left),
        dsc=max(0.0, unc - left),
        unc=unc,
        mcb_log=max(0.0, loss - left_log) if np.isfinite(loss) else None,
        dsc_log=max(0.0, unc_log - left_log),
        unc_log=unc_log,
        blocks=_blocks(stated, weight, yes, fitted),
    )


def cells(p: Floats, y: Floats) -> tuple[Floats, np.typing.NDArray[np.intp], Floats, Floats]:
    """Return the distinct probabilities, each claim's place among them, their counts and hits."""
    stated, cell, count = np.unique(p, return_inverse=True, return_counts=True)
    yes: Floats = np.bincount(cell, weights=y, minlength=len(stated)).astype(np.float64)
    return stated, cell, count.astype(np.float64), yes


def fits(yes: Floats, weight: Floats) -> Floats:
    """Return the isotonic regression of each row of hits: (d, m) over weights (m,), to (d, m).

    All rows are one problem: raised by two more than the row before, none is pooled with another.
    """
    from scipy.optimize import isotonic_regression  # a quarter of a second

    rows = len(yes)
    raised = yes / weight + 2.0 * np.arange(rows)[:, None]
    found = isotonic_regression(raised.ravel(), weights=np.tile(weight, rows))
    starts = np.asarray(found.blocks[:-1], dtype=np.intp)
    hits = np.add.reduceat(yes.ravel(), starts)
    counts = np.add.reduceat(np.tile(weight, rows), starts)
    fitted: Floats = np.repeat(hits / counts, np.diff(found.blocks)).reshape(yes.shape)
    return fitted


def _losses(given: Floats, claims: Floats) -> float:
    """Return the summed log losses of claims by what they gave to what happened."""
    some = claims > 0
    return float(claims[some] @ log_losses(given[some], np.ones(int(some.sum()))))


def _blocks(stated: Floats, weight: Floats, yes: Floats, fitted: Floats) -> tuple[Block, ...]:
    starts = np.flatnonzero(np.diff(fitted, prepend=-1.0))
    ends = np.append(starts[1:], len(fitted)) - 1
    counts, hits = np.add.reduceat(weight, starts), np.add.reduceat(yes, starts)
    return tuple(
        Block(float(stated[a]), float(stated[b]), int(n), int(k), float(fitted[a]))
        for a, b, n, k in zip(starts, ends, counts, hits, strict=True)
    )


def _entropy(p: Floats, weight: Floats) -> float:
    """Return the mean log score of probabilities that are the frequencies of what they say."""
    return float(weight @ (entr(p) + entr(1 - p)) / weight.sum())
