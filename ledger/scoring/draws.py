"""Random numbers that anybody can draw again.

Invariant: what is drawn depends on the seed and the names alone, never on what was drawn before,
so that groups may be computed in any order, or one without the others.
"""

from __future__ import annotations

import hashlib
import json

import numpy as np

_SEED_BYTES = 8


def derived(seed: int, *names: str) -> int:
    """Return the seed of what is named: 0 to 2^64 - 1, the first bytes of a SHA-256."""
    digest = hashlib.sha256(json.dumps([seed, *names]).encode()).digest()
    return int.from_bytes(digest[:_SEED_BYTES])


def generator(seed: int, *names: str) -> np.random.Generator:
    """Return the source of random numbers of what is named, at its beginning (PCG64)."""
    sequence = np.random.SeedSequence(derived(seed, *names))
    return np.random.Generator(np.random.PCG64(sequence))
