"""Recalibration by isotonic regression, and the CORP decomposition that rests on it.

Invariant: claims with one stated probability share one recalibrated value, and the mean score is
MCB - DSC + UNC (Dimitriadis, Gneiting & Jordan 2021, PNAS 118, e2016191118).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import entr, xlog1py, xlogy

from ledger.scoring.groups import Runs, runs, whole
from ledger.scoring.scored import Codes, Floats

_LANES = 1024
"""Groups that are pooled in one call."""
_HEAVY = 8192
"""Claims from which on a group is pooled by itself."""


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


@dataclass(frozen=True, eq=False)
class Cells:
    """Claims of groups side by side, by what was stated: one cell for each probability."""

    p: Floats
    """In ascending order in each group."""
    n: Floats
    k: Floats
    """How many claims stated it, and how many of them came true."""
    group: Runs


def pooled(starts: Codes, n: Floats, k: Floats) -> Codes:
    """Return where the pools of adjacent violators begin, of many groups at once.

    Groups lie side by side: (g,) places at which they begin, and of each of (m,) cells, in
    ascending order of what was stated, how many claims it has and how many of them came true. A
    pool's value, the isotonic regression of its cells, is its sum of k over its sum of n.

    All groups are one problem in one linear stack: each is raised by two more than the one before,
    so that none is pooled with another. Raising costs digits, which 8,192 claims can spare: their
    frequencies differ by at least 2^-24, and 8,192 roundings of numbers below 2^11 come to less
    than 2^-28. Larger groups stand by themselves.
    """
    group = Runs(starts, len(n))
    freq, raised = k / n, group.numbers
    ends, first = group.ends, _cuts(group.sums(n) > _HEAVY)
    found = []
    for a, b in zip(first, [*first[1:], len(group)], strict=True):
        low, high = starts[a], ends[b - 1]
        lifted = freq[low:high] + 2.0 * (raised[low:high] - a)
        found.append(low + _stacked(lifted, n[low:high])[0])
    return np.concatenate(found) if found else np.zeros(0, dtype=np.int64)


def _cuts(heavy: np.typing.NDArray[np.bool_]) -> list[int]:
    """Return the groups with which a call begins: heavy ones have one of their own."""
    alone = np.flatnonzero(heavy)
    cuts = np.unique(np.concatenate([np.arange(0, len(heavy), _LANES), alone, alone + 1]))
    return [int(cut) for cut in cuts if cut < len(heavy)]


def explained(hits: Floats, n: Floats, group: Runs) -> Floats:
    """Return the sum of k^2 / n over the pools of each group, in each row of hits.

    Hits are (d, m) over the cells that `pooled` takes, and what is returned is (d, g).
    """
    draws, m = hits.shape
    found = np.empty((draws, len(group)))
    light = not np.any(group.sums(n) > _HEAVY)
    at_once = max(1, _LANES // len(group)) if light else 1
    held, raised = np.tile(n, at_once), 2.0 * np.arange(at_once * len(group))
    lifting = np.repeat(raised, np.tile(group.sizes, at_once)).reshape(at_once, m)
    for start in range(0, draws, at_once):
        some = hits[start : start + at_once]
        lanes = (np.arange(len(some))[:, None] * m + group.starts).ravel()
        if light:
            pool, counts = _stacked(some / n + lifting[: len(some)], held[: some.size])
        else:
            pool = pooled(lanes, held[: some.size], some.ravel())
            counts = np.add.reduceat(held[: some.size], pool)
        squares = np.add.reduceat(some.ravel(), pool) ** 2 / counts
        first = np.searchsorted(pool, lanes)
        found[start : start + at_once] = np.add.reduceat(squares, first).reshape(len(some), -1)
    return found


def _stacked(lifted: Floats, n: Floats) -> tuple[Codes, Floats]:
    """Return where the pools of frequencies begin that are raised already, and their claims."""
    from scipy.optimize import isotonic_regression  # a quarter of a second

    found = isotonic_regression(lifted.ravel(), weights=n)
    return np.asarray(found.blocks[:-1], dtype=np.int64), found.weights


def pools(cells: Cells) -> Runs:
    """Return the pools of the cells, as runs of cells."""
    return Runs(pooled(cells.group.starts, cells.n, cells.k), len(cells.n))


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
    alone = Cells(stated, weight, yes, whole(len(stated)))
    (found,) = corps(alone)
    return replace(found, blocks=_blocks(alone))


def corps(cells: Cells) -> tuple[Corp, ...]:
    """Return the decomposition of each group, without its blocks."""
    group, pool = cells.group, pools(cells)
    n, k = group.sums(cells.n), group.sums(cells.k)
    fitted = pool.spread(pool.sums(cells.k) / pool.sums(cells.n))
    failed = cells.n - cells.k
    brier = group.sums(cells.k * (1 - cells.p) ** 2 + failed * cells.p**2) / n
    loss = group.sums(-xlogy(cells.k, cells.p) - xlog1py(failed, -cells.p)) / n
    left = group.sums(cells.n * fitted * (1 - fitted)) / n
    left_log = group.sums(cells.n * (entr(fitted) + entr(1 - fitted))) / n
    rate = k / n
    unc, unc_log = rate * (1 - rate), entr(rate) + entr(1 - rate)
    columns = (brier - left, unc - left, unc, loss - left_log, unc_log - left_log, unc_log)
    rows = zip(*(np.maximum(column, 0.0).tolist() for column in columns), strict=True)
    return tuple(
        Corp(mcb, dsc, unc, mcb_log if np.isfinite(mcb_log) else None, *logs)
        for mcb, dsc, unc, mcb_log, *logs in rows
    )


def cells(p: Floats, y: Floats) -> tuple[Floats, np.typing.NDArray[np.intp], Floats, Floats]:
    """Return the distinct probabilities, each claim's place among them, their counts and hits."""
    stated, cell, count = np.unique(p, return_inverse=True, return_counts=True)
    yes: Floats = np.bincount(cell, weights=y, minlength=len(stated)).astype(np.float64)
    return stated, cell, count.astype(np.float64), yes


def in_cells(p: Floats, y: Floats, group: Runs) -> tuple[Cells, Codes]:
    """Return the cells of claims of groups side by side, and each claim's cell."""
    number = group.numbers
    order = np.lexsort((p, number))
    alike = runs(number[order], p[order])
    cell = np.empty(len(p), dtype=np.int64)
    cell[order] = alike.numbers
    n, k = alike.sizes.astype(np.float64), alike.sums(y[order])
    return Cells(p[order][alike.starts], n, k, group.of(alike)), cell


def fits(yes: Floats, weight: Floats) -> Floats:
    """Return the isotonic regression of each row of hits: (d, m) over weights (m,), to (d, m)."""
    rows, m = yes.shape
    hits, counts = yes.ravel(), np.tile(weight, rows)
    pool = Runs(pooled(np.arange(rows, dtype=np.int64) * m, counts, hits), rows * m)
    fitted: Floats = pool.spread(pool.sums(hits) / pool.sums(counts)).reshape(yes.shape)
    return fitted


def steps(cells: Cells) -> Runs:
    """Return the pools of each group, as runs of cells; those of one value are one step."""
    pool = pools(cells)
    value = pool.sums(cells.k) / pool.sums(cells.n)
    group = cells.group.of(pool).numbers
    return Runs(pool.starts[runs(group, value).starts], len(cells.n))


def _blocks(cells: Cells) -> tuple[Block, ...]:
    """Return the steps of one group."""
    step = steps(cells)
    counts, hits = step.sums(cells.n), step.sums(cells.k)
    return tuple(
        Block(float(cells.p[a]), float(cells.p[b - 1]), int(n), int(k), float(k / n))
        for a, b, n, k in zip(step.starts, step.ends, counts, hits, strict=True)
    )
