"""Facts to sealed rows: a salt and a leaf for each, and the tree that has grown by them.

Invariant: what is sealed is the stored bytes themselves, never a rewriting of them.
"""

from __future__ import annotations

import os
from binascii import b2a_base64
from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

from ledger.seal.leaf import HEAD, SALT_BYTES
from ledger.seal.tree import Frontier

SealedRow = tuple[int, str, int, str, bytes | None, str, bytes | None, bytes]
"""Position, stream, version, name, state, recorded_at, salt, leaf hash, as they are stored."""
_LINES = 6


class Unsealed(NamedTuple):
    """One fact as it is about to be sealed."""

    stream: str
    version: int
    name: str
    state: bytes


def seal(
    frontier: Frontier, facts: Sequence[tuple[str, int, str, bytes]], recorded_at: str
) -> list[SealedRow]:
    """Return the rows of facts after the end of the tree, and grow `frontier` by their leaves.

    Raise `ValueError` where a field holds a line break. The record is that of `ledger.seal.leaf`,
    written out here: an import seals a hundred thousand of them.
    """
    salts, rows, start = os.urandom(SALT_BYTES * len(facts)), list[SealedRow](), frontier.size
    for at, (stream, version, name, state) in enumerate(facts):
        position, salt = start + at + 1, salts[SALT_BYTES * at : SALT_BYTES * (at + 1)]
        content = b2a_base64(sha256(salt + state).digest())
        text = f"\0{HEAD}\n{position}\n{stream}\n{version}\n{recorded_at}\n{name}\n"
        if text.count("\n") != _LINES:
            raise ValueError("a field of a leaf record holds a line break")
        leaf = sha256(text.encode() + content).digest()
        rows.append((position, stream, version, name, state, recorded_at, salt, leaf))
    frontier.extend([row[7] for row in rows])
    return rows
