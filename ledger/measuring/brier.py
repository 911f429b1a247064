"""The mean Brier score of groups, and how far it can be trusted, by story.

Invariant: it is the score of the views, of whatever probabilities the groups hold.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ledger.measuring.groups import Block, Group, by_story
from ledger.scoring.clustered import Clustered, means_by_story
from ledger.scoring.groups import runs
from ledger.scoring.scored import Codes, Floats

NOTHING = Clustered(None, 0)


def briers_of(block: Block, *, weighing: bool) -> tuple[Clustered, ...]:
    """Return the mean Brier score of each group with its interval by story."""
    scored = block.scored
    if not weighing:
        order, story = by_story(block["story"], block.group)
        losses, p = scored.brier()[order], scored.p[order]
        return means_by_story(losses, p, story, block.group, bounds=(0.0, 1.0))
    return _weighed(block, scored.brier(), None, bounds=(0.0, 1.0))


def relatives_of(block: Block, *, weighing: bool) -> tuple[Clustered, ...]:
    """Return the mean of what is known relative to peers of each group, with its interval."""
    known = block.known
    if weighing:
        return _weighed(block, np.where(known, block["relative"], 0.0), known)
    rows = np.flatnonzero(known)
    number = block.group.numbers[rows]
    group = runs(number)
    order, story = by_story(block["story"][rows], group)
    found = means_by_story(block["relative"][rows][order], None, story, group)
    return _placed(found, number[group.starts], len(block.names))


def _weighed(
    block: Block,
    losses: Floats,
    known: NDArray[np.bool_] | None,
    bounds: tuple[float, float] | None = None,
) -> tuple[Clustered, ...]:
    values, story, number = by_question(block, losses, known)
    group = runs(number)
    order, stories = by_story(story, group)
    found = means_by_story(values[order], None, stories, group, bounds)
    return _placed(found, number[group.starts], len(block.names))


def _placed(
    found: tuple[Clustered, ...], groups: NDArray[np.integer], many: int
) -> tuple[Clustered, ...]:
    """Return what was found of some of many groups, and nothing of the others."""
    held = dict(zip(groups.tolist(), found, strict=True))
    return tuple(held.get(at, NOTHING) for at in range(many))


def brier_of(group: Group, *, weighing: bool) -> Clustered:
    """Return the mean Brier score of one group with its interval by story."""
    (found,) = briers_of(group.block, weighing=weighing)
    return found


def mean_brier(group: Group, *, weighing: bool) -> float:
    """Return the same mean alone, of a group with claims."""
    block = group.block
    losses = block.scored.brier()
    return float(np.mean(by_question(block, losses)[0] if weighing else losses))


def by_question(
    block: Block, losses: Floats, known: NDArray[np.bool_] | None = None
) -> tuple[Floats, Codes, Codes]:
    """Return sum(weight * loss) / sum(share) of each commentator on each question.

    With each comes its story and which group it is in. The mean of these is that of the group as
    long as everybody's claims on a question are all known or none is.
    """
    rows = np.arange(len(losses)) if known is None else np.flatnonzero(known)
    number = block.group.numbers[rows]
    pair = runs(number, block["question"][rows], block["commentator"][rows])
    weighed = pair.sums((block["weight"] * losses)[rows])
    shared = pair.sums(block["share"][rows])
    return weighed / shared, block["story"][rows][pair.starts], number[pair.starts]
