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

    edits: int
    """Cells of the file's tables that are changed."""
    flips: int
    """Bits of the file that are flipped."""
    proofs: int
    """Proof files that are changed somewhere."""
    answers: int
    """Proofs, good and forged, each, that another implementation is asked about."""


SIZES = {
    "ci": Size(500, 200, 2_000, 50),
    "nightly": Size(10_000, 10_000, 20_000, 500),
    "release": Size(100_000, 100_000, 200_000, 5_000),
}

NAME = os.environ.get("CLAIMS_FAULTS", "ci")
SIZE = SIZES[NAME]

SEED = int(os.environ.get("CLAIMS_FAULTS_SEED") or secrets.randbits(32))


AT_ONCE = 1_000
"""Cases in one test: more would look like a test that hangs."""


def shares(cases: int, at_once: int = AT_ONCE) -> list[tuple[int, int]]:
    """Return numbers and how many cases each of several tests has, so that none takes long."""
    whole, rest = divmod(cases, at_once)
    return [*enumerate([at_once] * whole + ([rest] if rest else []))]


def dice(name: str) -> random.Random:
    """Return the dice of one test: the same for the same seed, whatever other tests do."""
    print(f"CLAIMS_FAULTS={NAME} CLAIMS_FAULTS_SEED={SEED}")  # noqa: T201 shown where a test fails
    return random.Random(f"{SEED} {name}")  # noqa: S311 places and values, not secrets
