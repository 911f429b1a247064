"""Ranks as intervals: what place somebody has when other stories might have been told.

Stories are resampled, all people's claims on one at once, so that what they have in common stays
in common. Somebody none of whose stories is drawn keeps their own mean in that draw: nothing was
drawn that speaks for or against them.

Invariant: the lowest mean is the best; the simultaneous sets hold everybody's true place at once
with the stated probability, and so are no narrower than a comparison of any two would have them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from ledger.scoring.draws import generator
from ledger.scoring.groups import Runs, runs
from ledger.scoring.scored import Codes, Floats

Places = NDArray[np.unsignedinteger]
_AT_ONCE = 1_000_000
"""How many numbers of one kind are held in memory at a time, beside a mean for each draw."""

_CLOSE = 65_536
"""Of which number are those looked at together, close to the processor."""
_CORRELATED = 0.5
"""Two whose draws are correlated by more are compared in every draw."""
_AT_MOST = (1 - _CORRELATED) * (1 - 1e-9)
"""Of the square that was found: what twice the square of the further one has to reach."""
_ALIKE = 1e-6
"""Share of two variances below which that of a difference has lost too many digits."""
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


@dataclass(frozen=True, eq=False)
class Told:
    """What people's claims come to, story by story; people are runs of stories in order."""

    person: Runs
    story: NDArray[np.int32]
    """Which of the stories, numbered from 0."""
    total: Floats
    """The sum of a person's losses on it."""
    count: NDArray[np.int32]
    """How many claims that is."""

    def only(self, people: NDArray[np.integer]) -> Told:
        """Return some of the people."""
        rows = self.person.rows_of(people)
        return Told(self.person.only(people), self.story[rows], self.total[rows], self.count[rows])

    @property
    def stories(self) -> int:
        """Up to which number stories go."""
        return int(self.story.max()) + 1 if len(self.story) else 0

    def means(self) -> Floats:
        """Return each person's mean loss."""
        return self.person.sums(self.total) / self.person.sums(self.count.astype(np.float64))

    def drawn(self, times: Floats, means: Floats) -> Floats:
        """Return means with stories so many times: (stories, draws) to (people, draws)."""
        drawn = np.empty((len(self.person), times.shape[1]))
        for part in self.person.parts(_AT_ONCE):
            start, ends = int(self.person.starts[part.start]), self.person.ends[part]
            rows, shape = slice(start, int(ends[-1])), (len(ends), len(times))
            # of the type of the others, so that no copies are made of them
            places = np.append(0, ends - start).astype(self.story.dtype)
            own, count = self.story[rows], self.count[rows].astype(np.float64)
            sums = csr_array((self.total[rows], own, places), shape=shape) @ times
            counts = csr_array((count, own, places), shape=shape) @ times
            drawn[part] = np.where(counts > 0, sums / np.maximum(counts, 1), means[part, None])
        return drawn


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
    if not people:
        return ()
    losses, story = (np.concatenate(each) for each in zip(*people, strict=True))
    person = np.repeat(np.arange(len(people)), [len(own) for own, _ in people])
    order = np.lexsort((story, person))
    return ranks(told(losses[order], person[order], story[order]), seed, draws, level)


def told(losses: Floats, person: Codes, story: Codes) -> Told:
    """Return claims story by story; they come by person, and by story within each."""
    held, number = runs(person, story), np.unique(story, return_inverse=True)[1]
    return Told(
        runs(person).of(held),
        number[held.starts].astype(np.int32),
        held.sums(losses),
        held.sizes.astype(np.int32),
    )


def together(several: Sequence[Told]) -> Told:
    """Return all the people of several, their stories numbered anew without gaps."""
    before = np.cumsum([0, *(one.person.rows for one in several)])
    starts = [one.person.starts + at for one, at in zip(several, before[:-1], strict=True)]
    story = np.concatenate([one.story for one in several])
    held = np.zeros(int(story.max(initial=-1)) + 1, dtype=bool)
    held[story] = True
    place = (np.cumsum(held) - 1).astype(np.int32)
    return Told(
        Runs(np.concatenate(starts), int(before[-1])),
        place[story],
        np.concatenate([one.total for one in several]),
        np.concatenate([one.count for one in several]),
    )


def ranks(told: Told, seed: int, draws: int = 2_000, level: float = 0.9) -> tuple[Rank, ...]:
    """Return the places of people whose claims are told story by story."""
    if told.stories < 2:
        return (Rank(),) * len(told.person)
    means = told.means()
    drawn, places, best = _resampled(told, means, seed, draws)
    del told
    lo, hi = (each.tolist() for each in _held(places))
    del places
    drawn -= means[:, None]
    least, most = (each.tolist() for each in _simultaneous(means, drawn, level))
    return tuple(Rank(*row) for row in zip(lo, hi, best.tolist(), least, most, strict=True))


def _resampled(told: Told, means: Floats, seed: int, draws: int) -> tuple[Floats, Places, Floats]:
    """Return the means and places of each draw, (people, draws), and how often each is first."""
    people, stories = len(means), told.stories
    drawn = np.empty((people, draws))
    places: Places = np.empty((people, draws), dtype=np.min_scalar_type(people))
    best, random = np.zeros(people), generator(seed, "ranks")
    at_once = max(1, _AT_ONCE // max(stories, people))
    for start in range(0, draws, at_once):
        size = min(at_once, draws - start)
        times = random.multinomial(stories, np.full(stories, 1 / stories), size)
        part = told.drawn(times.T.astype(np.float64, order="C"), means)
        drawn[:, start : start + size] = part
        places[:, start : start + size] = _places(part.T).T
        first = places[:, start : start + size] == 1
        best += (first / first.sum(axis=0)).sum(axis=1)
    return drawn, places, best / draws


def _places(rows: Floats) -> NDArray[np.int32]:
    """Return places from 1 in each row, those tied sharing the best of theirs."""
    values = np.ascontiguousarray(rows).round(_DIGITS)
    order = np.argsort(values, axis=1, kind="stable")
    ascending = np.take_along_axis(values, order, axis=1)
    begins = np.ones(values.shape, dtype=bool)
    begins[:, 1:] = ascending[:, 1:] > ascending[:, :-1]
    shared = np.maximum.accumulate(begins * np.arange(1, values.shape[1] + 1), axis=1)
    places = np.empty(values.shape, dtype=np.int32)
    np.put_along_axis(places, order, shared.astype(np.int32), axis=1)
    return places


def _held(places: Places) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the 5 % and 95 % of each person's places, each of them one that was held."""
    lo, hi = np.empty(len(places), dtype=np.int32), np.empty(len(places), dtype=np.int32)
    for part in _parts(*places.shape):
        ends = np.quantile(places[part], (0.05, 0.95), axis=1, method="inverted_cdf")
        lo[part], hi[part] = ends
    return lo, hi


def _parts(rows: int, columns: int) -> Iterator[slice]:
    at_once = max(1, _AT_ONCE // columns)
    return (slice(start, min(start + at_once, rows)) for start in range(0, rows, at_once))


def _simultaneous(means: Floats, apart: Floats, level: float) -> tuple[Codes, Codes]:
    """Return the least and most places that no pairwise difference rules out.

    The differences of all pairs get one two-sided confidence region, whose critical value is the
    `level` quantile of the largest studentised difference over the draws; as many people are
    surely better or worse as have a difference beyond it (Mogstad, Romano, Shaikh & Wilhelm 2024,
    Review of Economic Studies 91:476). A pair that does not vary over the draws is not told apart.
    """
    people = len(means)
    drawn = _Drawn(apart)
    largest = _largest(drawn)
    critical = np.quantile(largest, level, method="inverted_cdf")
    least, most = np.empty(people, dtype=np.int64), np.empty(people, dtype=np.int64)
    for part in _parts(people, people):
        gaps = (means[part, None] - means) / drawn.errors(part)
        least[part] = 1 + (gaps > critical).sum(axis=1)
        most[part] = people - (gaps < -critical).sum(axis=1)
    return least, most


def _largest(drawn: _Drawn) -> Floats:
    """Return the largest studentised difference of any two in each draw.

    Of two whose draws are correlated by r, and lie z and z' standard deviations off, it is at most
    sqrt((z^2 + z'^2) / (1 - |r|)) (Cauchy-Schwarz). So a pair is looked at where one of the two is
    so far off that it may exceed what was found, and everywhere where r is beyond `_CORRELATED`.
    """
    apart, spread = drawn.apart, np.sqrt(drawn.variance)
    people = len(apart)
    largest = _of_outermost(apart, spread)
    for part in _parts(people, people):
        errors = drawn.errors(part)
        least = 2 * _CORRELATED * spread[part, None] * spread
        apart_enough = np.abs(spread[part, None] ** 2 + spread**2 - errors**2) <= least
        for at in range(part.start, part.stop):
            scales = 1 / errors[at - part.start]
            beside = np.flatnonzero(~apart_enough[at - part.start, :at])
            _raise(largest, apart, at, beside, scales)
            far = 2 * apart[at] ** 2 >= _AT_MOST * largest**2 * spread[at] ** 2
            draws = np.flatnonzero(far)
            if len(draws) * people > _AT_ONCE:
                _raise(largest, apart, at, np.arange(people), scales)
                continue
            between = np.abs(apart[:, draws] - apart[at, draws]) * scales[:, None]
            largest[draws] = np.maximum(largest[draws], between.max(axis=0))
    return largest


def _of_outermost(apart: Floats, spread: Floats) -> Floats:
    """Return the studentised difference of the two furthest off, each way, in each draw."""
    people, draws = apart.shape
    ends = np.zeros((2, draws), dtype=np.int64)
    furthest = np.full((2, draws), -np.inf)
    scales = np.divide(1, spread, out=np.zeros(people), where=spread > 0)
    for part in _parts(people, draws):
        off = apart[part] * scales[part, None]
        for end, sided in enumerate((off, -off)):
            here = sided.argmax(axis=0)
            most = sided[here, np.arange(draws)]
            ends[end] = np.where(most > furthest[end], here + part.start, ends[end])
            furthest[end] = np.maximum(furthest[end], most)
    found = np.zeros(draws)
    for draw, (one, other) in enumerate(ends.T.tolist()):
        between = apart[one] - apart[other]
        error = between.std()
        if error > 10.0**-_DIGITS:
            found[draw] = abs(between[draw]) / error
    return found


def _raise(largest: Floats, apart: Floats, at: int, beside: Codes, scales: Floats) -> None:
    """Raise the largest of each draw to those between a person and some others."""
    step = max(1, _CLOSE // len(largest))
    for start in range(0, len(beside), step):
        others = beside[start : start + step]
        between = np.abs(apart[others] - apart[at]) * scales[others, None]
        np.maximum(largest, between.max(axis=0), out=largest)


@dataclass(frozen=True, eq=False)
class _Drawn:
    """How far from their means people were in each draw, (people, draws)."""

    apart: Floats

    @cached_property
    def middle(self) -> Floats:
        """Return the mean of each person's draws."""
        middle: Floats = self.apart.mean(axis=1)
        return middle

    @cached_property
    def variance(self) -> Floats:
        """Return how much each person's draws vary."""
        variance = np.empty(len(self.apart))
        for part in _parts(*self.apart.shape):
            variance[part] = self.apart[part].var(axis=1)
        return variance

    def errors(self, part: slice) -> Floats:
        """Return how much the difference of each two varies over the draws, or infinity for not."""
        apart, own = self.apart, self.variance
        squares = apart[part] @ apart.T
        squares /= -apart.shape[1] / 2
        squares += np.outer(2 * self.middle[part], self.middle)
        together = own[part, None] + own
        squares += together
        together *= _ALIKE
        for one, other in zip(*np.nonzero(squares < together), strict=True):
            squares[one, other] = np.var(apart[part.start + one] - apart[other])
        errors: Floats = np.sqrt(np.maximum(squares, 0.0, out=squares), out=squares)
        errors[errors <= 10.0**-_DIGITS] = np.inf
        return errors
