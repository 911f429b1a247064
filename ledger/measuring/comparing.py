"""Commentators compared with each other: difficulty, shrinkage and ranks.

Invariant: those of one prob_source are compared, the simulated apart; what is held of claims
meanwhile is which questions somebody answered, and sums story by story of who may be ranked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ledger.measuring import MANY_QUESTIONS, MANY_STORIES, SEED
from ledger.measuring.groups import Block, Name, by_story
from ledger.processes import give_back
from ledger.scoring.clustered import Clustered, means_by_story
from ledger.scoring.effects import Answers, adjusted_from
from ledger.scoring.groups import of_sizes, runs
from ledger.scoring.ranks import Rank, Told, ranks, together
from ledger.scoring.scored import Floats
from ledger.scoring.shrinkage import pooled_variance, shrink

Figures = dict[str, object]
"""The figures of one group, by column."""
_RANKED = ("usable", "solid")


class Comparing:
    """Everybody who is compared: blocks of groups are added, and then it is told."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._sides: dict[tuple[str, bool], _Side] = {}

    def add(self, block: Block, figures: Sequence[Figures]) -> None:
        """Take the groups of a block, each of one commentator, and the figures to tell it in."""
        for side in dict.fromkeys(name.side for name in block.names):
            chosen = [at for at, name in enumerate(block.names) if name.side == side]
            some, rows = block.only(np.array(chosen)), [figures[at] for at in chosen]
            held = self._sides.setdefault(side, _Side())
            held.answers.add(some, rows)
            held.relative.add(some, rows)

    def tell(self) -> None:
        """Put what comparing tells into the figures."""
        for side in self._sides.values():
            side.answers.tell()
            side.relative.tell()


@dataclass
class _Answered:
    """Which questions were answered by whom, and how well."""

    rows: list[Figures] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    questions: list[NDArray[np.int32]] = field(default_factory=list)
    losses: list[Floats] = field(default_factory=list)
    by_question: Floats = field(default_factory=lambda: np.zeros(0))

    def add(self, block: Block, rows: Sequence[Figures]) -> None:
        """Take some commentators."""
        loss, question = block.scored.brier(), block["question"]
        self.rows += rows
        self.codes += block["commentator"][block.group.starts].tolist()
        self.sizes += block.group.sizes.tolist()
        self.questions.append(question.astype(np.int32))
        self.losses.append(block.group.sums(loss))
        total = np.bincount(question, loss, len(self.by_question)).astype(np.float64)
        total[: len(self.by_question)] += self.by_question
        self.by_question = total

    def tell(self) -> None:
        """Tell what everybody would have scored on the same questions."""
        asked = np.concatenate(self.questions)
        self.questions.clear()
        held = np.bincount(asked, minlength=len(self.by_question)) > 0
        place = (np.cumsum(held) - 1).astype(np.int32)
        answers = Answers(
            of_sizes(self.sizes), place[asked], np.concatenate(self.losses),
            self.by_question[held],
        )  # fmt: skip
        found = adjusted_from(answers, np.array(self.codes, dtype=np.int64))
        for row, own in zip(self.rows, found, strict=True):
            row |= {
                "difficulty_adjusted": own.score,
                "component": own.component,
                "n_component": own.commentators,
            }


@dataclass
class Relative:
    """Scores relative to peers, as means and as sums story by story."""

    shrunk: list[tuple[Figures, Clustered, float]] = field(default_factory=list)
    ranked: list[Figures] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)

    def add(self, block: Block, rows: Sequence[Figures]) -> None:
        """Take some groups."""
        known = np.flatnonzero(block.known)
        number = block.group.numbers[known]
        group = runs(number)
        order, story = by_story(block["story"][known], group)
        losses, owner = block["relative"][known][order], number[group.starts]
        means = means_by_story(losses, None, story, group)
        inner, held = group.of(story), story.sizes.astype(np.float64)
        effective = inner.sums(held) ** 2 / inner.sums(held**2)
        for at, mean, stories in zip(owner, means, effective.tolist(), strict=True):
            self.shrunk.append((rows[at], mean, stories))
        questions = group.of(runs(number, block["question"][known])).sizes
        names = [block.names[at] for at in owner]
        able = np.flatnonzero(
            (questions >= MANY_QUESTIONS)
            & (inner.sizes >= MANY_STORIES)
            & np.array([_may_rank(name) for name in names], dtype=bool)
        )
        told = Told(
            inner,
            block["story"][known][order][story.starts].astype(np.int32),
            story.sums(losses),
            story.sizes.astype(np.int32),
        )
        self.told.append(told.only(able))
        self.ranked += [rows[owner[at]] for at in able]

    def tell(self) -> None:
        """Tell shrunk scores, and places where there are two to have them."""
        self.shrink()
        self.rank()

    def shrink(self) -> None:
        """Draw relative scores towards everybody's mean by how little they rest on."""
        if not self.shrunk:
            return
        rows, means, stories = zip(*self.shrunk, strict=True)
        effective = np.array(stories, dtype=np.float64)
        values = np.array([one.mean for one in means], dtype=np.float64)
        found = shrink(values, effective, pooled_variance(means, effective))
        if found is not None:
            for row, one in zip(rows, found.people, strict=True):
                row |= {
                    "rel_brier_shrunk": one.value,
                    "rel_brier_shrunk_lo": one.lo,
                    "rel_brier_shrunk_hi": one.hi,
                    "rel_brier_mu": found.mu,
                    "rel_brier_tau2": found.tau2,
                }

    def rank(self) -> None:
        """Rank by relative Brier score, over resampled stories."""
        if len(self.ranked) < 2:
            return
        for row, place in zip(self.ranked, ranks(self._together(), SEED), strict=True):
            row.update(_placed(place))

    def _together(self) -> Told:
        """Return what was told, which nobody holds then: it goes when it was drawn from."""
        whole = together(self.told)
        self.told.clear()
        give_back()
        return whole


@dataclass
class _Side:
    """Those who are compared with each other."""

    answers: _Answered = field(default_factory=_Answered)
    relative: Relative = field(default_factory=Relative)


def _may_rank(name: Name) -> bool:
    """Say whether there is evidence enough, and of somebody with a name."""
    return name.evidence in _RANKED and not name.anonymous


def _placed(place: Rank) -> Figures:
    return {
        "rank_lo": place.rank_lo,
        "rank_hi": place.rank_hi,
        "rank_set_lo": place.simultaneous_lo,
        "rank_set_hi": place.simultaneous_hi,
        "p_best": place.p_best,
    }
