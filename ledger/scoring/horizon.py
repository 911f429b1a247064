"""Quantiles scored up to a horizon: when, if at all, will it have happened?

The quantiles are read as one distribution F: straight lines between them; nothing before the first,
whose level is reached in one jump; and the level of the last for ever after, so that the rest of
the probability means "not before the horizon". The implied probability and the score both follow
this reading.

Invariant: what happens after the horizon, or never, is one and the same outcome, so that the score
depends on nothing that the ledger cannot know at the horizon.
"""

from __future__ import annotations

import numpy as np

from ledger.scoring.quantiles import check
from ledger.scoring.scored import Floats

_NODES = 0.5 / np.sqrt(3)
"""Gauss-Legendre with two nodes is exact for the squares of straight lines."""


def probability_by(levels: Floats, values: Floats, horizon: float) -> float:
    """Return F(horizon): the probability, 0 to 1, that it happens at the horizon or before.

    Raises `ValueError` as `quantiles.check` does.
    """
    check(levels, values)
    passed = int(np.searchsorted(values, horizon, side="right"))
    if passed in {0, len(values)}:
        return float(levels[-1]) if passed else 0.0
    return float(
        np.interp(horizon, values[passed - 1 : passed + 1], levels[passed - 1 : passed + 1])
    )


def crps_truncated(levels: Floats, values: Floats, outcome: float | None, horizon: float) -> float:
    """Return the integral of (F(x) - 1{x >= outcome})^2 up to the horizon, in the question's unit.

    The continuous ranked probability score with the weight 1 before the horizon and 0 after, which
    is proper (Gneiting & Ranjan 2011, JBES 29:411). `outcome` is None if it had not happened by the
    horizon; one after the horizon counts as that, and one at the very horizon costs the same, so
    that for whole days the horizon to give is the end of the last day. Raises `ValueError` as
    `quantiles.check` does.
    """
    check(levels, values)
    came = np.inf if outcome is None else outcome
    edges = np.unique(np.minimum(np.append(values, came), horizon))
    edges = np.append(edges, horizon) if edges[-1] < horizon else edges
    middle, width = (edges[:-1] + edges[1:]) / 2, np.diff(edges)
    nodes = np.concatenate([middle - _NODES * width, middle + _NODES * width])
    height = np.interp(nodes, values, levels, left=0.0)
    apart = height - (nodes >= came)
    return float(np.tile(width, 2) @ apart**2 / 2)
