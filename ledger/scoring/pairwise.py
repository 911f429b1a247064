"""Is one of two forecasters better, on the questions that both answered?

Invariant: what is flipped is the sign of whole stories, so that many claims on one story are no
more evidence than the story is; and the smallest p that so few stories allow stands beside p.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr, stdtrit

from ledger.scoring.clustered import Clustered, mean_by_story
from ledger.scoring.draws import generator
from ledger.scoring.groups import sizes, sums
from ledger.scoring.scored import Codes, Floats

_ALL = 14
"""Up to this many stories every pattern of signs is tried."""

_AT_ONCE = 4_000_000
_EQUAL = 1e-9


@dataclass(frozen=True)
class Comparison:
    """The mean of paired differences, first less second; what does not exist is None."""

    n_questions: int
    difference: Clustered
    """The mean difference with its interval, by story."""
    p: float | None = None
    """Two-sided, of studentised sign flips by story."""
    smallest_p: float | None = None
    """No p below this was attainable, whatever the differences' size."""
    power: float | None = None
    """The chance to find a difference as large as the caller asked for, at 5 %."""


def compare(
    differences: Floats, story: Codes, seed: int, draws: int = 20_000, detect: float = 0.05
) -> Comparison:
    """Return the comparison of losses on common questions: two arrays of one entry a question.

    With T_g and n_g the sum and number of a story's differences, the statistic is |t| = |mean| /
    se, se^2 proportional to sum (T_g - n_g mean)^2, and p the share of sign patterns whose |t| is
    at least as large: all of them up to 14 stories that differ at all, else (1 + as large) /
    (draws + 1) of random ones (Chung & Romano 2013, Annals of Statistics 41:484, on studentising;
    Canay, Romano & Shaikh 2017, Econometrica 85:1013, on signs of clusters).
    """
    difference = mean_by_story(differences, None, story)
    if not len(differences):
        return Comparison(0, difference)
    total, held = sums(differences, story), sizes(story)
    total = np.where(np.abs(total) > _EQUAL * np.abs(differences).max(), total, 0.0)
    moving = int(np.count_nonzero(total))
    exact = moving <= _ALL
    smallest = 2.0 ** (1 - max(moving, 1)) if exact else 1 / (draws + 1)
    as_large = tried = 0
    seen = _studentised(np.ones((1, len(total))), total, held)
    for signs in _patterns(total != 0, seed, 0 if exact else draws):
        flipped = _studentised(signs, total, held)
        as_large += int(np.count_nonzero(flipped >= seen * (1 - _EQUAL)))
        tried += len(signs)
    p = as_large / tried if exact else (1 + as_large) / (tried + 1)
    power = _power(difference, detect, smallest)
    return Comparison(len(differences), difference, p, smallest, power)


def benjamini_hochberg(ps: Sequence[float | None]) -> list[float | None]:
    """Return p values adjusted for how many there are; None stays None and is not counted.

    The i-th smallest of m becomes the least of m p_j / j over j from i on (Benjamini & Hochberg
    1995, JRSS B 57:289). Spelled out, since scipy's takes half a second to load.
    """
    known = np.array([p for p in ps if p is not None], dtype=np.float64)
    order = np.argsort(known, kind="stable")
    raised = known[order] * len(known) / np.arange(1, len(known) + 1)
    adjusted = np.empty(len(known))
    adjusted[order] = np.minimum.accumulate(raised[::-1])[::-1]
    left = iter(adjusted.tolist())
    return [None if p is None else next(left) for p in ps]


def _patterns(moving: np.typing.NDArray[np.bool_], seed: int, draws: int) -> Iterator[Floats]:
    """Yield rows of signs, one a story: all patterns of the moving ones, or as many as `draws`."""
    if not draws:
        count = int(moving.sum())
        bits = (np.arange(2**count)[:, None] >> np.arange(count)) & 1
        signs = np.ones((2**count, len(moving)))
        signs[:, moving] = 1 - 2 * bits
        yield signs
    random, at_once = generator(seed, "pairwise"), max(1, _AT_ONCE // len(moving))
    for start in range(0, draws, at_once):
        bits = random.integers(0, 2, (min(at_once, draws - start), len(moving)))
        yield (1 - 2 * bits).astype(np.float64)


def _studentised(signs: Floats, total: Floats, held: Floats) -> Floats:
    """Return |t| of each row of signs, but for a constant; infinite where nothing else varies."""
    n = held.sum()
    mean, cross = signs @ total / n, signs @ (total * held)
    square = total @ total - 2 * mean * cross + mean**2 * (held @ held)
    error = np.sqrt(np.where(square > _EQUAL * (total @ total), square, 0.0))
    with np.errstate(divide="ignore", invalid="ignore"):
        studentised: Floats = np.where(mean == 0, 0.0, np.abs(mean) / error)
    return studentised


def _power(difference: Clustered, detect: float, smallest: float) -> float | None:
    """Return the chance that |t| passes the 5 % point if the true difference is `detect`.

    Approximated by a t distribution moved by detect / se, with the se and degrees of freedom that
    were estimated; 0 where so few stories allow no p of 5 %.
    """
    if not difference.se or difference.df is None:
        return None
    if smallest > 0.05:
        return 0.0
    critical, moved = float(stdtrit(difference.df, 0.975)), detect / difference.se
    above, below = moved - critical, -moved - critical
    return float(stdtr(difference.df, above) + stdtr(difference.df, below))
