"""What calibration would look like by chance, if every stated probability were true.

Invariant: one outcome is drawn for each question, however many claims it has, so that repeating
oneself is no evidence; where claims on one question gave different probabilities, not all can be
true, and there is no such chance to compare with. What is drawn of a group follows from its seed
and its claims, whatever groups are drawn with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ledger.scoring.draws import generator
from ledger.scoring.groups import Runs, places, runs, whole
from ledger.scoring.isotonic import Cells, explained, in_cells
from ledger.scoring.scored import Codes, Floats, Scored

_AT_ONCE = 400_000
"""How many outcomes are held in memory at a time."""

_FEW = 7
"""Questions of a group up to which every outcome is worked out beforehand."""

_MANY = 2_000
"""Questions of a group from which on those alike are drawn together."""

_EQUAL = 1e-12
"""Sums that differ by no more than this are the same sum, added up in another order."""


@dataclass(frozen=True)
class Chance:
    """Monte-Carlo p values, from 1 / (draws + 1) to 1; None without claims or without a chance.

    Each is given twice: outcomes independent between questions; and, `_stories`, all outcomes of
    a story decided by one uniform number u, a question coming true where u < p. Where each story
    has one question, these are the same, and drawn once.
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
    """Questions of groups side by side, each with the one probability that its claims gave.

    They come in the order of their probability in each group.
    """

    p: Floats
    claims: Floats
    """How many each question has."""
    story: Codes
    """Numbered from 0 in each group."""
    group: Runs

    @cached_property
    def cell(self) -> Runs:
        """Questions of one group and probability."""
        return runs(self.group.numbers, self.p)

    @cached_property
    def stories(self) -> Codes:
        """How many stories each group has."""
        if not len(self.group):
            return np.zeros(0, dtype=np.int64)
        return np.maximum.reduceat(self.story, self.group.starts) + 1

    def hits(
        self,
        cell: Runs,
        random: Sequence[np.random.Generator],
        draws: int,
        *,
        by_story: bool = False,
    ) -> Iterator[Floats]:
        """Yield how many claims of each cell come true if every probability is: (cells, draws).

        Each group has its own source of chance. Several groups take all draws at once; how many a
        single one takes follows from it alone.
        """
        if len(random) == 1 and not by_story and len(self.p) > _MANY:
            yield from self._alike(cell, random[0], draws)
            return
        at_once = draws if len(random) > 1 else max(1, _AT_ONCE // len(self.p))
        for start in range(0, draws, at_once):
            came = self._came(random, min(at_once, draws - start), by_story=by_story)
            claims = came * self.claims[:, None]
            yield claims if len(cell) == len(self.p) else cell.sums_of_rows(claims)

    def patterns(
        self, random: Sequence[np.random.Generator], draws: int, *, by_story: bool
    ) -> Codes:
        """Return which of up to eight questions come true, one a bit: (groups, draws)."""
        drawn = np.empty((len(self.group), draws), dtype=np.int64)
        for at in range(len(self.group)):
            came = self._true(at, random[at], draws, by_story=by_story)
            drawn[at] = np.packbits(came, axis=1, bitorder="little")[:, 0]
        return drawn

    def _true(
        self, at: int, random: np.random.Generator, draws: int, *, by_story: bool
    ) -> NDArray[np.bool_]:
        """Return which questions of a group come true: (draws, questions)."""
        mine = slice(int(self.group.starts[at]), int(self.group.ends[at]))
        if by_story:
            u = random.random((draws, int(self.stories[at])))[:, self.story[mine]]
        else:
            u = random.random((draws, mine.stop - mine.start))
        came: NDArray[np.bool_] = u < self.p[mine]
        return came

    def _came(
        self, random: Sequence[np.random.Generator], draws: int, *, by_story: bool
    ) -> NDArray[np.bool_]:
        """Return which questions come true, by one uniform number for each, or each story."""
        came = np.empty((len(self.p), draws), dtype=bool)
        for at, (a, b) in enumerate(zip(self.group.starts, self.group.ends, strict=True)):
            came[a:b] = self._true(at, random[at], draws, by_story=by_story).T
        return came

    def _alike(self, cell: Runs, random: np.random.Generator, draws: int) -> Iterator[Floats]:
        """Yield hits by one binomial number for all questions alike in cell, p and claims."""
        number = cell.numbers
        order = np.lexsort((self.claims, self.p, number))
        alike = runs(number[order], self.p[order], self.claims[order])
        first = order[alike.starts]
        at_once = max(1, _AT_ONCE // len(first))
        for start in range(0, draws, at_once):
            shape = len(first), min(at_once, draws - start)
            came = random.binomial(alike.sizes[:, None], self.p[first][:, None], shape)
            yield runs(number[first]).sums_of_rows(came * self.claims[first][:, None])

    def only(self, groups: NDArray[np.integer]) -> Questions:
        """Return the questions of some groups."""
        rows = self.group.rows_of(groups)
        return Questions(self.p[rows], self.claims[rows], self.story[rows], self.group.only(groups))


@dataclass(frozen=True, eq=False)
class _Null:
    """Cells of the probabilities of groups, to be filled with outcomes: (cells, draws)."""

    cells: Cells

    def mcb(self, hits: Floats) -> Floats:
        """Return the CORP miscalibration of each group and draw: (groups, draws)."""
        p, n, group = self.cells.p, self.cells.n, self.cells.group
        promised = group.sums(n * p**2)[:, None]
        gain = promised - 2 * group.sums_of_rows(hits * p[:, None]) + self._explained(hits)
        mcb: Floats = gain / group.sums(n)[:, None]
        return mcb

    def _explained(self, hits: Floats) -> Floats:
        """Return the sum of k^2 / n over the pools of each group and draw."""
        group, n = self.cells.group, self.cells.n
        found = hits[group.starts] ** 2 / n[group.starts][:, None]
        several = np.flatnonzero(group.sizes > 1)
        if len(several):
            rows = group.rows_of(several)
            rowwise = np.ascontiguousarray(hits[rows].T)
            found[several] = explained(rowwise, n[rows], group.only(several)).T
        return found

    def tilt(self, hits: Floats) -> Floats:
        """Return the size of Spiegelhalter's numerator, |sum (y - p)(1 - 2p)|: (groups, draws)."""
        p, n = self.cells.p, self.cells.n
        apart = (hits - (p * n)[:, None]) * (1 - 2 * p)[:, None]
        tilt: Floats = np.abs(self.cells.group.sums_of_rows(apart))
        return tilt

    def silent(self) -> NDArray[np.bool_]:
        """Return of which groups Spiegelhalter's denominator is 0."""
        p = self.cells.p
        silent: NDArray[np.bool_] = self.cells.group.sums((1 - 2 * p) ** 2 * p * (1 - p)) == 0
        return silent


def against_chance(scored: Scored, seed: int, draws: int = 999) -> Chance:
    """Return how n claims compare with draws from their own probabilities."""
    if not scored.n:
        return Chance()
    order = np.argsort(scored.question, kind="stable")
    ordered = scored.taken(order)
    (found,) = chances(ordered, whole(scored.n), [seed], draws)
    return found


def chances(scored: Scored, group: Runs, seeds: Sequence[int], draws: int = 999) -> list[Chance]:
    """Return how the claims of each group compare with draws from their own probabilities.

    Claims on one question lie side by side in each group, in the order of their questions.
    """
    asked, known = by_question(scored, group)
    seen = _seen(scored, group, known)
    own = [seeds[at] for at in known]
    alone = _compared(asked, seen, own, draws, "questions")
    several = np.flatnonzero(asked.stories < asked.group.sizes)
    joint = alone.copy()
    joint[several] = _compared(
        asked.only(several),
        _only(seen, several),
        [own[at] for at in several],
        draws,
        "stories",
    )
    found = [Chance()] * len(group)
    for at, one, other in zip(known, alone.tolist(), joint.tolist(), strict=True):
        found[at] = Chance(one[0], one[1], other[0], other[1], _told(one[2]), _told(other[2]))
    return found


def _told(p: float) -> float | None:
    return None if np.isnan(p) else p


def _only(cells: Cells, groups: NDArray[np.integer]) -> Cells:
    rows = cells.group.rows_of(groups)
    return Cells(cells.p[rows], cells.n[rows], cells.k[rows], cells.group.only(groups))


def _seen(scored: Scored, group: Runs, known: Codes) -> Cells:
    """Return the cells of some groups as they came true."""
    return _only(in_cells(scored.p, scored.y, group)[0], known)


def contradicted(scored: Scored, group: Runs) -> NDArray[np.bool_]:
    """Return for each claim whether another on its question gave a different probability."""
    question = runs(group.numbers, scored.question)
    differs: NDArray[np.bool_] = question.least(scored.p) < question.most(scored.p)
    return np.repeat(differs, question.sizes)


def by_question(scored: Scored, group: Runs) -> tuple[Questions, Codes]:
    """Return the questions of the groups whose claims do not contradict each other, and which."""
    number = group.numbers
    question = runs(number, scored.question)
    of_question = group.of(question)
    first = question.starts
    differs = question.least(scored.p) < question.most(scored.p)
    known = np.flatnonzero(of_question.sums(differs.astype(np.float64)) == 0)
    order = np.lexsort((scored.p[first], number[first]))
    asked = Questions(
        scored.p[first][order],
        question.sizes[order].astype(np.float64),
        places(scored.story[first], of_question)[order],
        of_question,
    )
    return asked.only(known), known


def _compared(asked: Questions, seen: Cells, seeds: Sequence[int], draws: int, name: str) -> Floats:
    """Return of each group the mean MCB of draws, p of the one seen, and p of Spiegelhalter's z."""
    found = np.empty((len(asked.group), 3))
    small = asked.group.sizes <= _FEW
    for several, judge in (np.flatnonzero(small), _few), (np.flatnonzero(~small), _more):
        for tile in tiles(asked.group.sizes[several], draws):
            some = several[tile]
            null, random = _Null(_only(seen, some)), [generator(seeds[at], name) for at in some]
            mcb, tilt = judge(asked.only(some), null, random, draws, name == "stories")
            came = null.cells.k[:, None]
            found[some, 0] = mcb.mean(axis=1)
            found[some, 1] = _p(mcb, null.mcb(came))
            found[some, 2] = np.where(null.silent(), np.nan, _p(tilt, null.tilt(came)))
    return found


def _more(
    asked: Questions, null: _Null, random: Sequence[np.random.Generator], draws: int, by_story: bool
) -> tuple[Floats, Floats]:
    """Return MCB and tilt of each group and draw."""
    hits = asked.hits(asked.cell, random, draws, by_story=by_story)
    parts = [(null.mcb(some), null.tilt(some)) for some in hits]
    mcb, tilt = (np.concatenate(each, axis=1) for each in zip(*parts, strict=True))
    return mcb, tilt


def _few(
    asked: Questions, null: _Null, random: Sequence[np.random.Generator], draws: int, by_story: bool
) -> tuple[Floats, Floats]:
    """Return the same of groups of so few questions that every outcome can be looked up."""
    drawn = asked.patterns(random, draws, by_story=by_story)
    place = np.arange(len(asked.p)) - np.repeat(asked.group.starts, asked.group.sizes)
    came = (np.arange(1 << _FEW) >> place[:, None]) & 1
    hits = asked.cell.sums_of_rows(came * asked.claims[:, None])
    return (
        np.take_along_axis(null.mcb(hits), drawn, axis=1),
        np.take_along_axis(null.tilt(hits), drawn, axis=1),
    )


def _p(drawn: Floats, seen: Floats) -> Floats:
    as_large = np.count_nonzero(drawn >= seen * (1 - _EQUAL) - _EQUAL, axis=1)
    p: Floats = (1 + as_large) / (drawn.shape[1] + 1)
    return p


def tiles(sizes: Codes, draws: int) -> Iterator[Codes]:
    """Yield groups that are drawn together: few enough to be held in memory, or a single one."""
    before = np.concatenate([[0], np.cumsum(sizes)])
    alone = np.append(np.flatnonzero(sizes > _MANY), len(sizes))
    first = 0
    while first < len(sizes):
        room = before[first] + _AT_ONCE // draws
        end = int(np.searchsorted(before, room, side="right")) - 1
        end = max(first + 1, min(end, int(alone[np.searchsorted(alone, first)])))
        yield np.arange(first, end)
        first = end
