"""Claims that can be scored: what was said, what happened, and what belongs together.

Invariant: the arrays have one length, every probability lies in [0, 1] and every outcome is 0 or 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float64]
"""Real numbers; one axis unless a docstring says otherwise."""

Codes: TypeAlias = npt.NDArray[np.int64]
"""Names as whole numbers: equal codes, same thing. They need be neither dense nor sorted."""


@dataclass(frozen=True, eq=False)
class Scored:
    """Claims in any order; raises `ValueError` if the arrays break the invariant."""

    p: Floats
    """The probability given to "yes", 0 to 1."""
    y: Floats
    """What happened: 1 or 0."""
    question: Codes
    """Which question; its claims share one outcome."""
    story: Codes
    """Which story the question belongs to; one without a story is a story of its own."""

    def __post_init__(self) -> None:
        """Check the invariant."""
        shapes = {np.shape(each) for each in (self.p, self.y, self.question, self.story)}
        if len(shapes) > 1 or np.ndim(self.p) != 1:
            raise ValueError("probabilities, outcomes, questions and stories have one length")
        if not np.all((self.p >= 0) & (self.p <= 1)):
            raise ValueError("a probability lies between 0 and 1")
        if not np.all((self.y == 0) | (self.y == 1)):
            raise ValueError("an outcome is 0 or 1")

    def taken(self, rows: npt.NDArray[np.integer]) -> Scored:
        """Return some of the claims, or all of them in another order."""
        return Scored(self.p[rows], self.y[rows], self.question[rows], self.story[rows])

    @property
    def n(self) -> int:
        """Return how many claims there are."""
        return len(self.p)

    def brier(self) -> Floats:
        """Return (p - y)^2 of each claim: 0 best, 1 worst (Brier 1950, halved)."""
        loss: Floats = (self.p - self.y) ** 2
        return loss

    def log(self) -> Floats:
        """Return -ln of the probability given to what happened: 0 best, infinite worst."""
        return log_losses(self.p, self.y)


def scored(
    p: npt.ArrayLike,
    y: npt.ArrayLike,
    question: npt.ArrayLike | None = None,
    story: npt.ArrayLike | None = None,
) -> Scored:
    """Return claims from anything like arrays.

    Without questions each claim has its own; without stories each question is its own.
    """
    said = np.asarray(p, dtype=np.float64)
    asked = np.arange(said.size) if question is None else question
    questions = np.asarray(asked, dtype=np.int64)
    stories = questions if story is None else np.asarray(story, dtype=np.int64)
    return Scored(said, np.asarray(y, dtype=np.float64), questions, stories)


def log_losses(p: Floats, y: Floats) -> Floats:
    """Return -ln(p) where y is 1 and -ln(1 - p) where it is 0; infinite where that is 0."""
    with np.errstate(divide="ignore"):
        losses: Floats = -np.log(np.where(y == 1, p, 1 - p))
    return losses + 0.0
