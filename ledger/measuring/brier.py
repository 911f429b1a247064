"""The mean Brier score of a group, and how far it can be trusted, by story.

Invariant: it is the score of the views, of whatever probabilities the group holds.
"""

from __future__ import annotations

import numpy as np

from ledger.measuring.groups import Group
from ledger.scoring.clustered import Clustered, mean_by_story
from ledger.scoring.scored import Codes, Floats


def brier_of(group: Group, *, weighing: bool) -> Clustered:
    """Return the mean Brier score of a group with its interval by story."""
    scored = group.scored
    if not weighing:
        return mean_by_story(scored.brier(), scored.p, scored.story, bounds=(0.0, 1.0))
    values, story = by_question(group, scored.brier())
    return mean_by_story(values, None, story, bounds=(0.0, 1.0))


def mean_brier(group: Group, *, weighing: bool) -> float:
    """Return the same mean alone, of a group with claims."""
    losses = group.scored.brier()
    return float(np.mean(by_question(group, losses)[0] if weighing else losses))


def by_question(
    group: Group, losses: Floats, known: np.typing.NDArray[np.bool_] | None = None
) -> tuple[Floats, Codes]:
    """Return sum(weight * loss) / sum(share) of each commentator on each question, and its story.

    The mean of these is that of the group as long as everybody's claims on a question are all
    known or none is.
    """
    chosen = np.ones(len(losses), dtype=bool) if known is None else known
    pairs = np.stack([group.commentator[chosen], group.scored.question[chosen]])
    _, first, pair = np.unique(pairs, axis=1, return_index=True, return_inverse=True)
    weighed = np.bincount(pair.ravel(), weights=(group.columns["weight"] * losses)[chosen])
    shared = np.bincount(pair.ravel(), weights=group.columns["share"][chosen])
    return weighed / shared, group.story[chosen][first]
