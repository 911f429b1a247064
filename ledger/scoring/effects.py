"""Difficulty-adjusted Brier: what people would have scored had all answered the same questions.

Least squares of losses on people and questions, b_ij = a_i + g_j, as ForecastBench does (Karger et
al. 2024). A person's score is the mean of b_ij - g_j over their claims, moved so that a forecaster
who always says 1/2 would get 0.25. That forecaster's losses are 0.25 on every question, so that
their mean of 0.25 - g_j is known without their entering the fit; the move is 0.25 less it, which is
the mean of g_j over the questions of the component. As the residuals of a person add up to 0, the
score is a_i + mean g: the loss to expect of them over all questions of the component.

Invariant: people are compared within a connected component of the graph of people and questions,
and only with company there; adding a constant to all g_j changes nothing. Claims are looked at some
at a time, so that what is held in memory is a whole number for each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from ledger.scoring.groups import Runs, numbered, runs
from ledger.scoring.scored import Codes, Floats

_AT_ONCE = 1_000_000
_SETTLED = 1e-13
"""How far each round brings down what is left over."""
_EXACT = 1e-15
"""What may be left over of a person's mean loss."""
_ROUNDS = 4


@dataclass(frozen=True)
class Adjusted:
    """One commentator's score; scores of two components cannot be compared."""

    commentator: int
    """The code that the caller gave."""
    score: float | None
    """On the scale of the losses; None for somebody alone in their component."""
    component: int
    """The smallest code of its commentators."""
    commentators: int
    questions: int
    """How many the component has."""


@dataclass(frozen=True, eq=False)
class Answers:
    """Who answered what, and what the losses of each person and each question add up to.

    Persons are runs of claims, numbered as they lie; questions are numbered from 0.
    """

    person: Runs
    question: NDArray[np.int32]
    """Of each claim."""
    by_person: Floats
    by_question: Floats

    @property
    def people(self) -> int:
        """How many people there are."""
        return len(self.by_person)

    @property
    def questions(self) -> int:
        """How many questions there are."""
        return len(self.by_question)

    def parts(self) -> Iterator[tuple[slice, Codes, Runs]]:
        """Yield some whole people at a time: which, and their claims' questions, side by side."""
        for which in self.person.parts(_AT_ONCE):
            starts, end = self.person.starts[which], self.person.ends[which.stop - 1]
            asked = self.question[starts[0] : end].astype(np.int64)
            yield which, asked, Runs(starts - starts[0], len(asked))

    def of_people(self, each: Floats) -> Floats:
        """Return for each question the sum over its claims of what belongs to their people."""
        total = np.zeros(self.questions)
        for which, asked, person in self.parts():
            total += np.bincount(asked, person.spread(each[which]), self.questions)
        return total

    def of_questions(self, each: Floats) -> Floats:
        """Return for each person the sum over their claims of what belongs to their questions."""
        total = np.zeros(self.people)
        for which, asked, person in self.parts():
            total[which] = person.sums(each[asked])
        return total


def adjusted(loss: Floats, commentator: Codes, question: Codes) -> tuple[Adjusted, ...]:
    """Return a score for each commentator, in the order of their codes.

    Three arrays of one length, one entry a claim: losses (Brier, 0 to 1), who, and on what.
    """
    if not len(loss):
        return ()
    order = np.argsort(commentator, kind="stable")
    person = runs(commentator[order])
    asked, questions = numbered(question)
    by_question = np.bincount(asked, loss, questions).astype(np.float64)
    answers = Answers(person, asked[order].astype(np.int32), person.sums(loss[order]), by_question)
    return adjusted_from(answers, commentator[order][person.starts])


def adjusted_from(answers: Answers, codes: Codes) -> tuple[Adjusted, ...]:
    """Return the same from what is known of people, whose codes ascend, and of questions."""
    people = answers.people
    part = _components(answers)
    fitted = _effects_of_questions(answers, part[:people])
    count, extent = np.bincount(part[:people]), np.bincount(part[people:])
    shift = np.bincount(part[people:], fitted) / extent
    plain = (answers.by_person - answers.of_questions(fitted)) / answers.person.sizes
    smallest = np.full(len(count), codes.max(), dtype=np.int64)
    np.minimum.at(smallest, part[:people], codes)
    return tuple(
        Adjusted(
            int(codes[at]),
            float(plain[at] + shift[of]) if count[of] > 1 else None,
            int(smallest[of]),
            int(count[of]),
            int(extent[of]),
        )
        for at, of in enumerate(part[:people])
    )


def _components(answers: Answers) -> Codes:
    """Return the component of each node: people first, then questions."""
    people = answers.people
    part = np.arange(people + answers.questions)
    for which, asked, person in answers.parts():
        one = np.repeat(part[:people][which], person.sizes)
        edges = coo_array((np.ones(len(asked), dtype=np.int8), (one, part[people + asked])))
        edges.resize((len(part), len(part)))
        part = connected_components(edges, directed=False)[1].astype(np.int64)[part]
    return part


def _effects_of_questions(answers: Answers, part: Codes) -> Floats:
    """Return effects of least squares of the questions; those of people are eliminated from them.

    The normal equations without the questions, S a = r, are solved by conjugate gradients, and
    what is left over is solved again until it is nothing. Nothing of r is the same for everybody
    in a component but by rounding, and that is taken out.
    """
    held, asked = (
        answers.person.sizes.astype(np.float64),
        answers.of_people(np.ones(answers.people)),
    )
    mean, company = answers.by_question / asked, np.bincount(part)
    sought = answers.by_person - answers.of_questions(mean)

    def left(effects: Floats) -> Floats:
        return held * effects - answers.of_questions(answers.of_people(effects) / asked)

    effects = np.zeros(answers.people)
    for _ in range(_ROUNDS):
        over = sought - left(effects)
        over -= (np.bincount(part, over, len(company)) / company)[part]
        if np.abs(over / held).max() <= _EXACT:
            break
        effects += _conjugate(left, over, held)
    return mean - answers.of_people(effects) / asked


def _conjugate(left: Callable[[Floats], Floats], sought: Floats, held: Floats) -> Floats:
    """Return x with left(x) = sought, as near as conjugate gradients (Jacobi) come."""
    found, over = np.zeros(len(sought)), sought
    step = along = over / held
    square = float(np.sum(over * step))
    least = square * _SETTLED**2
    for _ in range(len(sought) + 50):
        moved = left(along)
        curve = float(np.sum(along * moved))
        if square <= least or curve <= 0:
            break
        found = found + square / curve * along
        over = over - square / curve * moved
        step = over / held
        square, before = float(np.sum(over * step)), square
        along = step + square / before * along
    return found
