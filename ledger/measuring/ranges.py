"""The interval in which both luck and the choice of coder are, and the range that words leave.

Invariant: both are of the claims that count, as they count; only what their words mean is varied.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from ledger.measuring.brier import brier_of, mean_brier
from ledger.measuring.groups import Group
from ledger.measuring.wordings import Worded
from ledger.scoring.rubin import combine
from ledger.scoring.scored import Codes

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Range:
    """What the words of a group's claims leave open; None of a group without claims in words."""

    n_verbal: int = 0
    n_covered: int = 0
    brier_lexicon_lo: float | None = None
    brier_lexicon_hi: float | None = None
    n_coders: int | None = None
    brier_coder_lo: float | None = None
    brier_coder_hi: float | None = None

    @property
    def lexicon_coverage(self) -> float | None:
        """The share of the claims in words that a published lexicon covers."""
        return self.n_covered / self.n_verbal if self.n_verbal else None


def range_of(
    group: Group, words: Mapping[str, Worded], lexicons: Sequence[str], *, weighing: bool
) -> Range:
    """Return the lowest and highest mean Brier score of any reading, and the coders' interval."""
    own = [words[claim] for claim in group.claims if claim in words]
    if not own:
        return Range()
    means = [
        mean_brier(group.reading(p), weighing=weighing)
        for p in _read_otherwise(group, words, lexicons)
    ]
    coders = _read_enough(own)
    lo, hi = _by_coders(group, words, coders, weighing=weighing)
    return Range(
        len(own), sum(one.covered for one in own), min(means), max(means), len(coders), lo, hi
    )


def _read_otherwise(
    group: Group, words: Mapping[str, Worded], lexicons: Sequence[str]
) -> Iterator[Codes]:
    """Yield the probabilities as counted, at both ends, and under each lexicon.

    What no lexicon has goes to either end of the coders' range while lexicons have the rest.
    """
    ended = dict(zip(group.claims, map(int, group.columns["y"]), strict=True))
    yield group.p_ppb
    yield _varied(group, words, lambda one: one.low)
    yield _varied(group, words, lambda one: one.high)
    for name in lexicons:
        for kind in (True, False):

            def read(one: Worded, name: str = name, kind: bool = kind) -> int:
                upper = (ended[one.claim_id] == 1) == kind
                bare = one.best if one.points else one.high if upper else one.low
                return one.points.get(name, bare)

            yield _varied(group, words, read)


def _varied(group: Group, words: Mapping[str, Worded], read: Callable[[Worded], int]) -> Codes:
    return np.array(
        [
            read(words[claim]) if claim in words else int(p)
            for claim, p in zip(group.claims, group.p_ppb, strict=True)
        ],
        dtype=np.int64,
    )


def _read_enough(own: Sequence[Worded]) -> list[str]:
    """Return the coders who read at least half of the claims, by name.

    Who read less says too little of what all of it would be by that one's readings.
    """
    counts: dict[str, int] = {}
    for one in own:
        for reading in one.readings:
            counts[reading.coder] = counts.get(reading.coder, 0) + 1
    return sorted(coder for coder, n in counts.items() if 2 * n >= len(own))


def _by_coders(
    group: Group, words: Mapping[str, Worded], coders: Sequence[str], *, weighing: bool
) -> tuple[float | None, float | None]:
    """Return the interval over whole coders.

    Where one of them did not read, the claim stays as it is counted, and that coder's distance
    from the score as counted is stretched as if the rest had been read in the same way.
    """
    if len(coders) < 2:
        return None, None
    counted = mean_brier(group, weighing=weighing)
    estimates, variances, degrees = [], [], []
    for coder in coders:
        own = dict(_read_by(coder, group, words))
        p = _varied(group, words, partial(_own_or_counted, own))
        found = brier_of(group.reading(p), weighing=weighing)
        if found.mean is None or found.se is None or found.df is None:
            return None, None
        stretch = sum(claim in words for claim in group.claims) / len(own)
        estimates.append(counted + (found.mean - counted) * stretch)
        variances.append(found.se**2)
        degrees.append(found.df)
    combined = combine(estimates, variances, min(degrees), bounds=(0.0, 1.0))
    return (None, None) if combined is None else (combined.lo, combined.hi)


def _own_or_counted(own: Mapping[str, int], one: Worded) -> int:
    return own.get(one.claim_id, one.best)


def _read_by(coder: str, group: Group, words: Mapping[str, Worded]) -> Iterator[tuple[str, int]]:
    for claim in group.claims:
        for reading in words[claim].readings if claim in words else ():
            if reading.coder == coder:
                yield claim, reading.best
