"""How often the 95 % interval of the mean Brier holds what it should.

What an interval for a forecaster should hold is the expectation over claims like these, stated
probabilities and all. What it may hold instead is the expectation given what was said, the mean of
t (1 - p)^2 + (1 - t) p^2 with the true probabilities t. Beside ours stand the same interval without
the floor under its reach, and the one that takes claims for independent.

Invariant: each world draws from a generator of its own, so that rows do not depend on each other.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from scipy.stats import t

from ledger.scoring.clustered import Clustered, mean_by_story
from ledger.scoring.draws import generator
from ledger.scoring.scored import Floats
from tests.simulation.worlds import EQUAL, UNEQUAL, ZIPF, Way, World, independent, losses

WAYS: tuple[Way, ...] = ("numeric", "verbal")

ALONE: tuple[World, ...] = (independent(200), replace(independent(200), said="verbal"))
FOUR: tuple[World, ...] = tuple(
    World(held, rho, said) for said, rho, held in product(WAYS, (0.3, 1.0), (EQUAL, UNEQUAL))
)
HARDER: tuple[World, ...] = (
    independent(200, slope=0.5),
    *(World(held, rho, slope=0.5) for rho, held in product((0.3, 1.0), (EQUAL, UNEQUAL))),
    *(World(ZIPF, rho, slope=slope) for rho, slope in product((0.3, 1.0), (1.0, 0.5))),
    *(World(held, rho, "phrased") for rho, held in product((0.3, 1.0), (EQUAL, ZIPF))),
    *(World(held, rho, "flat") for rho, held in product((0.3, 1.0), (EQUAL, ZIPF))),
)


@dataclass(frozen=True)
class Kind:
    """How often one kind of interval held what it should, and its mean width."""

    held: float
    """The expectation over claims like these."""
    given: float
    """The expectation given the stated probabilities."""
    width: float


@dataclass(frozen=True)
class Coverage:
    """What one world's intervals were like."""

    world: World
    ours: Kind
    bare: Kind
    """Ours without the floor under its reach."""
    naive: Kind
    error: float
    """The Monte-Carlo standard error of how often ours held."""


def measured(worlds: Sequence[World], runs: int, seed: int) -> Iterator[Coverage]:
    """Yield the coverage in each world."""
    for world in worlds:
        random = generator(seed, "intervals", world.name)
        found = np.array([_once(world, random) for _ in range(runs)])
        ours, bare, naive = (Kind(*map(float, kind)) for kind in found.mean(axis=0))
        error = math.sqrt(ours.held * (1 - ours.held) / runs)
        yield Coverage(world, ours, bare, naive, error)


def _once(world: World, random: np.random.Generator) -> list[tuple[bool, bool, float]]:
    """Return of each kind of interval whether it held either expectation, and its width."""
    claims, truth = world.drawn(random)
    like, given = world.loss, float(np.mean(losses(claims.p, truth)))
    seen = claims.brier()
    ends = [
        _ends(mean_by_story(seen, claims.p, claims.story, (0, 1))),
        _ends(mean_by_story(seen, None, claims.story, (0, 1))),
        _naive(seen),
    ]
    return [(low <= like <= high, low <= given <= high, high - low) for low, high in ends]


def _ends(interval: Clustered) -> tuple[float, float]:
    assert interval.lo is not None
    assert interval.hi is not None
    return interval.lo, interval.hi


def _naive(seen: Floats) -> tuple[float, float]:
    """Return the t interval of independent claims."""
    reach = float(t.ppf(0.975, len(seen) - 1) * seen.std(ddof=1) / math.sqrt(len(seen)))
    mean = float(seen.mean())
    return max(0.0, mean - reach), min(1.0, mean + reach)
