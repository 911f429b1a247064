"""How often a forecaster is called distinguishable from a calibrated one: rightly, or wrongly.

Invariant: each world draws from a generator of its own, so that rows do not depend on each other.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from ledger.scoring.chance import against_chance
from ledger.scoring.draws import generator
from tests.simulation.worlds import World, independent, together

DRAWS = 199
"""Enough for a test of exactly 5 %."""

PERFECT: tuple[World, ...] = tuple(
    world
    for n in (20, 50, 200)
    for world in (independent(n), together(n, 4, 0.3), together(n, 4, 1.0))
)
WRONG: tuple[World, ...] = tuple(
    world
    for slope, n in product((0.5, 2.0), (100, 300))
    for world in (independent(n, slope), together(n, 20, 0.3, slope))
)


@dataclass(frozen=True)
class Calls:
    """How often forecasters of one world were called out, and by which of the two p values."""

    world: World
    both: float
    """Distinguishable: both p values at most 5 %."""
    alone: float
    """The p under independence at most 5 %."""
    stories: float
    """The p with stories that move as one at most 5 %."""
    error: float
    """The Monte-Carlo standard error of `both`."""


def measured(worlds: Sequence[World], runs: int, seed: int) -> Iterator[Calls]:
    """Yield the share called out in each world."""
    for world in worlds:
        random = generator(seed, "calibration", world.name)
        found = np.array([_once(world, random) for _ in range(runs)])
        both, alone, stories = (float(each) for each in found.mean(axis=0))
        yield Calls(world, both, alone, stories, math.sqrt(both * (1 - both) / runs))


def _once(world: World, random: np.random.Generator) -> tuple[bool, bool, bool]:
    claims, _ = world.drawn(random)
    chance = against_chance(claims, int(random.integers(2**32)), DRAWS)
    assert chance.mcb_p is not None
    assert chance.mcb_p_stories is not None
    return bool(chance.distinguishable), chance.mcb_p <= 0.05, chance.mcb_p_stories <= 0.05
