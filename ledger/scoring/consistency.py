"""Consistency bands: where the frequency of a bin lies if every stated probability is true.

Invariant: bands are drawn around what was said, not around what happened, with one outcome for
each question (Broecker & Smith 2007, Weather and Forecasting 22:651).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ledger.scoring.chance import contradicted
from ledger.scoring.draws import generator
from ledger.scoring.groups import numbered
from ledger.scoring.scored import Codes, Scored

_AT_ONCE = 4_000_000


@dataclass(frozen=True)
class Band:
    """The central 90 % of the frequency of one bin, 0 to 1."""

    bin: int
    """The code that the caller gave the bin."""
    lo: float | None = None
    hi: float | None = None
    """None where claims on one question gave different probabilities, of which not all are true."""


def consistency_bands(scored: Scored, bins: Codes, seed: int, draws: int = 999) -> tuple[Band, ...]:
    """Return a band for each bin that has claims, in the order of the codes `bins` of (n,) claims.

    Outcomes are independent between questions. Both ends are frequencies that were drawn (5 % and
    95 %, the inverse of the empirical distribution), so that a band holds 90 % or more.
    """
    differs = contradicted(scored)
    return tuple(
        Band(int(each))
        if np.any(differs[bins == each])
        else _band(scored, bins == each, int(each), seed, draws)
        for each in np.unique(bins)
    )


def _band(
    scored: Scored, inside: np.typing.NDArray[np.bool_], code: int, seed: int, draws: int
) -> Band:
    """Return the band of the bin: a weighted sum of Bernoulli draws, one for each question."""
    _, first = np.unique(scored.question[inside], return_index=True)
    question, questions = numbered(scored.question[inside])
    claims = np.bincount(question, minlength=questions)
    p, random = scored.p[inside][first], generator(seed, "consistency", str(code))
    at_once = max(1, _AT_ONCE // questions)
    parts = [
        (random.random((min(at_once, draws - start), questions)) < p) @ claims
        for start in range(0, draws, at_once)
    ]
    freq = np.concatenate(parts) / claims.sum()
    lo, hi = np.quantile(freq, (0.05, 0.95), method="inverted_cdf")
    return Band(code, float(lo), float(hi))
