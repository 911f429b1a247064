"""How much is tried: on every change, each night, before a release; and where the dice begin.

``CLAIMS_FAULTS`` names the size (``ci`` when it is not set), ``CLAIMS_FAULTS_SEED`` the seed of
every random test. Invariant: the seed is printed, and the same seed tries the same cases.
"""

from __future__ import annotations

import os
import random
import secrets
from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """How many cases each kind of test has."""

    kills: int
    """Of each kind of work, killed at a random moment."""
    everything: bool
    """Whether every command meets every fault, or those that stand for the others."""
    powercuts: int
    """States of the disk after a power cut, over all recorded workloads."""
    writers: int
    events: int
    """Of each writer."""
    starts: int
    starters: int
    """How many begin the same ledger at once, each time."""
    backups: int
    """Made while others write."""
    flips: int
    """Bits flipped in a cache."""


SIZES = {
    "ci": Size(4, False, 3_000, 4, 500, 20, 4, 5, 4),
    "nightly": Size(125, True, 30_000, 8, 2_000, 100, 8, 100, 100),
    "release": Size(1_250, True, 300_000, 16, 10_000, 1_000, 8, 1_000, 1_000),
}

NAME = os.environ.get("CLAIMS_FAULTS", "ci")
SIZE = SIZES[NAME]

SEED = int(os.environ.get("CLAIMS_FAULTS_SEED") or secrets.randbits(32))


def dice(name: str) -> random.Random:
    """Return the dice of one test: the same for the same seed, whatever other tests do."""
    return random.Random(f"{SEED} {name}")  # noqa: S311 moments and places, not secrets
