"""Ranks as intervals: what place somebody has when other stories might have been told.

Stories are resampled, all people's claims on one at once, so that what they have in common stays
in common. Somebody none of whose stories is drawn keeps their own mean in that draw: nothing was
drawn that speaks for or against them.

Invariant: the lowest mean is the best; the simultaneous sets hold everybody's true place at once
with the stated probability, and so are no narrower than a comparison of any two would have them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from ledger.scoring.draws import generator
from ledger.scoring.groups import numbered
from ledger.scoring.scored import Codes, Floats

_AT_ONCE = 4_000_000
_DIGITS = 12
"""Means that agree to this many decimals are tied."""


@dataclass(frozen=True)
class Rank:
    """Places from 1 (best) to the number of people; None where there are not two stories."""

    rank_lo: int | None = None
    rank_hi: int | None = None
    """5 % and 95 % of the places held over the draws."""
    p_best: float | None = None
    """The share of draws in the first place; those tied for it share it."""
    simultaneous_lo: int | None = None
    simultaneous_hi: int | None = None


def rank_sets(
    people: Sequence[tuple[Floats, Codes]], seed: int, draws: int = 2_000, level: float = 0.9
) -> tuple[Rank, ...]:
    """Return each person's places, in the order given.

    A person is the losses to be averaged, one a claim, and the stories of the claims; the caller
    says of which loss the mean is ranked. `level` is that of the simultaneous sets. Raises
    `ValueError` if somebody has no claim.
    """
    if any(not len(losses) for losses, _ in people):
        raise ValueError("somebody without claims has no rank")
    stories = {int(code) for _, story in people for code in story}
    if len(stories) < 2:
        return (Rank(),) * len(people)
    from scipy.stats import rankdata  # half a second that only ranks are worth

    means, drawn = _resampled(people, seed, draws)
    places = rankdata(drawn.round(_DIGITS), method="min", axis=1)
    lo, hi = np.quantile(places, (0.05, 0.95), axis=0, method="inverted_cdf").astype(int)
    first = places == 1
    best = (first / first.sum(axis=1, keepdims=True)).mean(axis=0)
    least, most = _simultaneous(means, drawn - means, level)
    columns = zip(lo, hi, best, least, most, strict=True)
    return tuple(Rank(int(a), int(b), float(p), int(c), int(d)) for a, b, p, c, d in columns)


def _resampled(
    people: Sequence[tuple[Floats, Codes]], seed: int, draws: int
) -> tuple[Floats, Floats]:
    """Return the means, (people,), and those of each draw, (draws, people)."""
    story, stories = numbered(np.concatenate([story for _, story in people]))
    person = np.repeat(np.arange(len(people)), [len(losses) for losses, _ in people])
    losses, shape = np.concatenate([losses for losses, _ in people]), (stories, len(people))
    total = csr_array((losses, (story, person)), shape=shape)
    count = csr_array((np.ones(len(losses)), (story, person)), shape=shape)
    means = total.sum(axis=0) / count.sum(axis=0)
    random, at_once = generator(seed, "ranks"), max(1, _AT_ONCE // stories)
    parts = []
    for start in range(0, draws, at_once):
        size = min(at_once, draws - start)
        times = random.multinomial(stories, np.full(stories, 1 / stories), size).astype(np.float64)
        sums, counts = times @ total, times @ count
        parts.append(np.where(counts > 0, sums / np.maximum(counts, 1), means))
    return means, np.concatenate(parts)


def _simultaneous(means: Floats, apart: Floats, level: float) -> tuple[Codes, Codes]:
    """Return the least and most places that no pairwise difference rules out.

    The differences of all pairs get one two-sided confidence region, whose critical value is the
    `level` quantile of the largest studentised difference over the draws; as many people are
    surely better or worse as have a difference beyond it (Mogstad, Romano, Shaikh & Wilhelm 2024,
    Review of Economic Studies 91:476). A pair that does not vary over the draws is not told apart.
    """
    spread = np.cov(apart, rowvar=False, ddof=0).reshape(len(means), len(means))
    own = np.diag(spread)
    errors = np.sqrt(np.maximum(own[:, None] + own - 2 * spread, 0.0))
    errors = np.where(errors > 10.0**-_DIGITS, errors, np.inf)
    largest = np.zeros(len(apart))
    for at in range(len(means)):
        studentised = np.abs(apart[:, at : at + 1] - apart) / errors[at]
        largest = np.maximum(largest, studentised.max(axis=1))
    critical = np.quantile(largest, level, method="inverted_cdf")
    gaps = (means[:, None] - means) / errors
    return 1 + (gaps > critical).sum(axis=1), len(means) - (gaps < -critical).sum(axis=1)
