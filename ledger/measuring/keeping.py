"""Figures of a group that were measured before: the same claims give the same figures.

Invariant: a key is a digest of everything that a figure follows from: the group's claims, the seed,
what is asked, and the program that measures.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from ledger.measuring.groups import Block

_MEASURING = ("measuring", "scoring")

Kept = list[list[dict[str, object]]]
"""The rows of figures of each of several groups."""


class Keeping(Protocol):
    """Where texts are kept by key."""

    def read_all(self, keys: Sequence[str]) -> list[str | None]:
        """Return the texts of keys, None for each without."""

    def write(self, key: str, value: str) -> None:
        """Keep a text."""


def kept(keeping: Keeping, block: Block, what: str, measure: Callable[[Block], Kept]) -> Kept:
    """Return rows of figures of each group: as they were kept, or else measured and kept."""
    keys = _keys(block, what)
    texts = keeping.read_all(keys)
    found: Kept = [[] if text is None else json.loads(text) for text in texts]
    missing = [at for at, text in enumerate(texts) if text is None]
    if missing:
        measured = measure(block.only(np.array(missing)))
        for at, rows in zip(missing, measured, strict=True):
            found[at] = rows
            keeping.write(keys[at], json.dumps(rows))
    return found


def _keys(block: Block, what: str) -> list[str]:
    """Return the key of each group: a digest of whose figures these are, and of its claims."""
    told, head = block.told_apart(), f"{_program()}\0{what}"
    keys = []
    for name, start, end in zip(block.names, block.group.starts, block.group.ends, strict=True):
        digest = sha256(f"{head}\0{name.seed}\0{name.prob_source}\0".encode())
        digest.update(told[start:end].data)
        keys.append(digest.hexdigest())
    return keys


@cache
def _program() -> str:
    """Return a digest of the code that measures, and of what it counts with."""
    import scipy

    digest = sha256(f"{np.__version__} {scipy.__version__}".encode())
    for folder in _MEASURING:
        for path in sorted((Path(__file__).parents[1] / folder).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()
