"""Difficulty-adjusted Brier: what people would have scored had all answered the same questions.

Least squares of losses on people and questions, b_ij = a_i + g_j, as ForecastBench does (Karger et
al. 2024). A person's score is the mean of b_ij - g_j over their claims, moved so that a forecaster
who always says 1/2 would get 0.25. That forecaster's losses are 0.25 on every question, so that
their mean of 0.25 - g_j is known without their entering the fit; the move is 0.25 less it, which is
the mean of g_j over the questions of the component. As the residuals of a person add up to 0, the
score is a_i + mean g: the loss to expect of them over all questions of the component.

Invariant: people are compared within a connected component of the graph of people and questions,
and only with company there; adding a constant to all g_j changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import lsqr

from ledger.scoring.groups import numbered, sizes, sums
from ledger.scoring.scored import Codes, Floats

_EXACT = 1e-14


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


def adjusted(loss: Floats, commentator: Codes, question: Codes) -> tuple[Adjusted, ...]:
    """Return a score for each commentator, in the order of their codes.

    Three arrays of one length, one entry a claim: losses (Brier, 0 to 1), who, and on what.
    """
    if not len(loss):
        return ()
    codes = np.unique(commentator)
    person, people = numbered(commentator)
    asked, questions = numbered(question)
    part = _components(person, people + asked, people + questions)
    fitted = _fitted(loss, person, people + asked)
    count = np.bincount(part[:people])
    extent = np.bincount(part[people:])
    shift = np.bincount(part[people:], weights=fitted[people:]) / extent
    plain = sums(loss - fitted[people + asked], person) / sizes(person)
    first = np.array([codes[part[:people] == each].min() for each in range(len(count))])
    return tuple(
        Adjusted(
            int(codes[at]),
            float(plain[at] + shift[of]) if count[of] > 1 else None,
            int(first[of]),
            int(count[of]),
            int(extent[of]),
        )
        for at, of in enumerate(part[:people])
    )


def _components(person: Codes, asked: Codes, nodes: int) -> Codes:
    """Return the component of each node: people first, then questions."""
    edges = coo_array((np.ones(len(person)), (person, asked)), shape=(nodes, nodes))
    _, part = connected_components(edges, directed=False)
    return np.asarray(part, dtype=np.int64)


def _fitted(loss: Floats, person: Codes, asked: Codes) -> Floats:
    """Return the effects of least squares that are shortest: people first, then questions.

    The components share no column, so that one solution solves each of them.
    """
    rows = np.tile(np.arange(len(loss)), 2)
    columns = np.concatenate([person, asked])
    design = csr_array((np.ones(len(rows)), (rows, columns)))
    limit = 20 * design.shape[1] + 100
    found = lsqr(design, loss, atol=_EXACT, btol=_EXACT, conlim=0, iter_lim=limit)
    return np.asarray(found[0], dtype=np.float64)
