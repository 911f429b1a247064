"""Facts to sealed rows: a salt and a leaf for each, and the tree that has grown by them.

Invariant: what is sealed is the stored bytes themselves, never a rewriting of them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ledger.seal.leaf import SALT_BYTES, content_hash, sealed
from ledger.seal.tree import Frontier

SealedRow = tuple[int, str, int, str, bytes | None, str, bytes | None, bytes]
"""Position, stream, version, name, state, recorded_at, salt, leaf hash, as they are stored."""


@dataclass(frozen=True)
class Unsealed:
    """One fact as it is about to be sealed."""

    stream: str
    version: int
    name: str
    state: bytes


def seal(frontier: Frontier, facts: Iterable[Unsealed], recorded_at: str) -> Iterator[SealedRow]:
    """Yield the rows of facts after the end of the tree, growing `frontier` by their leaves."""
    for fact in facts:
        position, salt = frontier.size + 1, os.urandom(SALT_BYTES)
        content = content_hash(salt, fact.state)
        leaf = sealed(position, fact.stream, fact.version, recorded_at, fact.name, content)
        frontier.append(leaf)
        yield (
            position, fact.stream, fact.version, fact.name, fact.state, recorded_at, salt, leaf,
        )  # fmt: skip
