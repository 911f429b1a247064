"""Consistency bands: where the frequency of a bin lies if every stated probability is true.

Invariant: bands are drawn around what was said, not around what happened, with one outcome for
each question (Broecker & Smith 2007, Weather and Forecasting 22:651).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ledger.scoring.chance import Questions, contradicted, tiles
from ledger.scoring.draws import generator
from ledger.scoring.groups import Runs, runs, whole
from ledger.scoring.scored import Codes, Floats, Scored


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
    if not scored.n:
        return ()
    order = np.argsort(scored.question, kind="stable")
    ordered = scored.taken(order)
    alone = whole(scored.n)
    (found,) = bands(ordered, alone, bins[order], [seed], draws)
    return found


def bands(
    scored: Scored,
    group: Runs,
    bins: Codes,
    seeds: Sequence[int],
    draws: int = 999,
    *,
    differs: NDArray[np.bool_] | None = None,
) -> list[tuple[Band, ...]]:
    """Return what `consistency_bands` does, of each of several groups.

    Claims on one question lie side by side in each group, in the order of their questions. Where
    these are not all of a group's claims, `differs` says which are on questions that are
    `contradicted` in it.
    """
    if differs is None:
        differs = contradicted(scored, group)
    number = group.numbers
    order = np.lexsort((bins, number))
    number, held = number[order], bins[order]
    place = runs(number, held)
    question = runs(number, held, scored.question[order])
    asked = Questions(
        scored.p[order][question.starts],
        question.sizes.astype(np.float64),
        np.zeros(len(question), dtype=np.int64),
        place.of(question),
    )
    owner, code = number[place.starts], held[place.starts]
    known = np.flatnonzero(place.sums(differs[order].astype(np.float64)) == 0)
    sources = [(seeds[owner[at]], str(code[at])) for at in known]
    ends = np.full((len(place), 2), np.nan)
    ends[known] = _ends(asked.only(known), sources, draws)
    found = [
        Band(bin_, None if np.isnan(lo) else lo, None if np.isnan(hi) else hi)
        for bin_, (lo, hi) in zip(code.tolist(), ends.tolist(), strict=True)
    ]
    bounds = group.of(place)
    return [tuple(found[a:b]) for a, b in zip(bounds.starts, bounds.ends, strict=True)]


def _ends(asked: Questions, sources: Sequence[tuple[int, str]], draws: int) -> Floats:
    """Return both ends of each bin: sums of draws, one for each question, over its claims."""
    found = np.empty((len(asked.group), 2))
    for tile in tiles(asked.group.sizes, draws):
        few = asked.only(tile)
        random = [generator(sources[at][0], "consistency", sources[at][1]) for at in tile]
        hits = np.concatenate(list(few.hits(few.group, random, draws)), axis=1)
        freq = hits / few.group.sums(few.claims)[:, None]
        found[tile] = np.quantile(freq, (0.05, 0.95), axis=1, method="inverted_cdf").T
    return found
