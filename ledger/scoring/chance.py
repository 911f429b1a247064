"""What calibration would look like by chance, if every stated probability were true.

Invariant: one outcome is drawn for each question, however many claims it has, so that repeating
oneself is no evidence; where claims on one question gave different probabilities, not all can be
true, and there is no such chance to compare with.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ledger.scoring.draws import generator
from ledger.scoring.groups import numbered
from ledger.scoring.isotonic import fits
from ledger.scoring.scored import Codes, Floats, Scored

_AT_ONCE = 4_000_000
"""How many outcomes are held in memory at a time."""

_EQUAL = 1e-12
"""Sums that differ by no more than this are the same sum, added up in another order."""


@dataclass(frozen=True)
class Chance:
    """Monte-Carlo p values, from 1 / (draws + 1) to 1; None without claims or without a chance.

    Each is given twice: outcomes independent between questions; and, `_stories`, all outcomes of
    a story decided by one uniform number u, a question coming true where u < p.
    """

    mcb_null_mean: float | None = None
    """The mean CORP miscalibration (Brier) of a calibrated forecaster with these claims."""
    mcb_p: float | None = None
    """(1 + draws with an MCB as large) / (draws + 1)."""
    mcb_null_mean_stories: float | None = None
    mcb_p_stories: float | None = None
    spiegelhalter_p: float | None = None
    """Two-sided, of |z|; None too where z is."""
    spiegelhalter_p_stories: float | None = None

    @property
    def distinguishable(self) -> bool | None:
        """Return whether the claims differ from calibrated ones: both p of MCB at most 5 %."""
        if self.mcb_p is None or self.mcb_p_stories is None:
            return None
        return max(self.mcb_p, self.mcb_p_stories) <= 0.05


@dataclass(frozen=True, eq=False)
class Questions:
    """Questions in the order of their probability, cut into cells of equal probability."""

    p: Floats
    """The one probability that all claims on the question gave."""
    claims: Floats
    """How many there are."""
    story: Codes
    """Numbered from 0."""
    starts: Codes
    """Where each cell begins."""

    def hits(self, happened: np.typing.NDArray[np.bool_]) -> Floats:
        """Return the claims of each cell that came true: outcomes (d, questions) to (d, cells)."""
        hits: Floats = np.add.reduceat(happened * self.claims, self.starts, axis=1)
        return hits

    def drawn(self, random: np.random.Generator, draws: int, *, stories: bool) -> Iterator[Floats]:
        """Yield hits of each cell if every probability were true, some draws at a time."""
        width = int(self.story.max()) + 1 if stories else len(self.p)
        at_once = max(1, _AT_ONCE // max(width, len(self.p)))
        for start in range(0, draws, at_once):
            u = random.random((min(at_once, draws - start), width))
            yield self.hits((u[:, self.story] if stories else u) < self.p)


@dataclass(frozen=True, eq=False)
class _Cells:
    """Distinct probabilities and how many claims gave each."""

    p: Floats
    claims: Floats

    def mcb(self, hits: Floats) -> Floats:
        """Return the CORP miscalibration of each row of hits: (d, cells) to (d,)."""
        fitted = fits(hits, self.claims)
        gain = self.p**2 @ self.claims - 2 * hits @ self.p + fitted**2 @ self.claims
        mcb: Floats = gain / self.claims.sum()
        return mcb

    def tilt(self, hits: Floats) -> Floats:
        """Return the size of Spiegelhalter's numerator, |sum (y - p)(1 - 2p)|, of each row."""
        tilt: Floats = np.abs((hits - self.p * self.claims) @ (1 - 2 * self.p))
        return tilt

    def silent(self) -> bool:
        """Return whether Spiegelhalter's denominator is 0."""
        return not np.any((1 - 2 * self.p) ** 2 * self.p * (1 - self.p))


def against_chance(scored: Scored, seed: int, draws: int = 999) -> Chance:
    """Return how n claims compare with draws from their own probabilities."""
    if not scored.n or contradicted(scored).any():
        return Chance()
    asked = by_question(scored)
    cells = _Cells(asked.p[asked.starts], np.add.reduceat(asked.claims, asked.starts))
    _, cell = np.unique(scored.p, return_inverse=True)
    seen = np.bincount(cell, weights=scored.y).astype(np.float64)[None, :]
    alone = _compared(cells, seen, asked.drawn(generator(seed, "questions"), draws, stories=False))
    joint = _compared(cells, seen, asked.drawn(generator(seed, "stories"), draws, stories=True))
    return Chance(alone[0], alone[1], joint[0], joint[1], alone[2], joint[2])


def contradicted(scored: Scored) -> np.typing.NDArray[np.bool_]:
    """Return for each claim whether another on its question gave a different probability."""
    question, questions = numbered(scored.question)
    lowest, highest = np.full(questions, np.inf), np.full(questions, -np.inf)
    np.minimum.at(lowest, question, scored.p)
    np.maximum.at(highest, question, scored.p)
    differs: np.typing.NDArray[np.bool_] = (lowest < highest)[question]
    return differs


def by_question(scored: Scored) -> Questions:
    """Return the questions of claims that do not contradict each other; at least one."""
    _, first, count = np.unique(scored.question, return_index=True, return_counts=True)
    story, _ = numbered(scored.story)
    order = np.argsort(scored.p[first], kind="stable")
    p = scored.p[first][order]
    starts = np.flatnonzero(np.diff(p, prepend=-1.0))
    claims = count[order].astype(np.float64)
    return Questions(p, claims, story[first][order], starts.astype(np.int64))


def _compared(
    cells: _Cells, seen: Floats, drawn: Iterator[Floats]
) -> tuple[float, float, float | None]:
    """Return the mean MCB of draws, the p of the one seen, and the p of Spiegelhalter's z."""
    pairs = [(cells.mcb(hits), cells.tilt(hits)) for hits in drawn]
    mcb, tilt = (np.concatenate(each) for each in zip(*pairs, strict=True))
    p_tilt = None if cells.silent() else _p(tilt, cells.tilt(seen))
    return float(mcb.mean()), _p(mcb, cells.mcb(seen)), p_tilt


def _p(drawn: Floats, seen: Floats) -> float:
    as_large = np.count_nonzero(drawn >= seen * (1 - _EQUAL) - _EQUAL)
    return (1 + int(as_large)) / (len(drawn) + 1)
