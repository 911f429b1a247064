"""A log in memory, small and quick to make, and proof files of it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from ledger.seal.checkpoint import Checkpoint, origin
from ledger.seal.leaf import SALT_BYTES, content_hash, record
from ledger.seal.note import Signer
from ledger.seal.proof import Evidence, ProvenFact, write_consistency, write_facts
from ledger.seal.tree import Tree, leaf_hash

NAME = origin("press", "0123456789abcdef")
SIGNER = Signer(NAME, bytes(range(32)))
STRANGER = Signer(NAME, bytes(range(1, 33)))
"""Somebody else with a key of the same name."""
ELSEWHERE = Signer(origin("elsewhere", "fedcba9876543210"), bytes(range(2, 34)))
"""The key of another ledger."""


@dataclass(frozen=True)
class Log:
    """As many facts as one wants, the same each time."""

    size: int
    seed: str = ""
    redacted: frozenset[int] = frozenset()
    """Positions of facts whose content is not shown."""

    def fact(self, position: int) -> ProvenFact:
        """Return a fact as a proof shows it."""
        state = f'{{"claim":"{position} will happen {self.seed}"}}'.encode()
        shown = None if position in self.redacted else state
        recorded_at = f"2026-11-25T06:{position % 60:02}:00.000000Z"
        return ProvenFact(position, f"claim-{position}", 1, recorded_at, "claim.recorded", shown)

    def record(self, position: int) -> bytes:
        """Return the leaf record of a fact."""
        fact = self.fact(position)
        content = content_hash(self.salt(position), Log(self.size, self.seed).shown(position))
        return record(position, fact.stream, 1, fact.recorded_at, fact.name, content)

    def shown(self, position: int) -> bytes:
        """Return the content of a fact that is not redacted."""
        return self.fact(position).state or b""

    def salt(self, position: int) -> bytes:
        """Return the salt of a fact."""
        return sha256(f"{self.seed} {position}".encode()).digest()[:SALT_BYTES]

    @cached_property
    def tree(self) -> Tree:
        """The tree over all facts."""
        return Tree(leaf_hash(self.record(at)) for at in range(1, self.size + 1))

    def checkpoint(self, size: int | None = None) -> Checkpoint:
        """Return the checkpoint of the first facts, all by default."""
        upto = self.size if size is None else size
        return Checkpoint(NAME, upto, self.tree.root(upto))

    def evidence(self, position: int, size: int | None = None) -> Evidence:
        """Return what proves a fact under a checkpoint of `size` facts."""
        salt = None if position in self.redacted else self.salt(position)
        path = self.tree.inclusion(position - 1, size or self.size)
        return Evidence(
            self.record(position), salt, self.fact(position).state, position - 1, path
        )  # fmt: skip

    def proof(self, positions: Iterable[int], size: int | None = None) -> str:
        """Return a proof file of some facts."""
        note = self.checkpoint(size).signed(SIGNER)
        return write_facts((self.evidence(at, size) for at in positions), note)

    def continued(self, old: int, new: int) -> str:
        """Return a proof file that the log of `new` facts continues that of `old`."""
        first, last = (self.checkpoint(size).signed(SIGNER) for size in (old, new))
        return write_consistency(first, last, self.tree.consistency(old, new))


def text(raw: bytes) -> str:
    """Return bytes in base64."""
    return b64encode(raw).decode()
