"""What every check is handed, and what it hands back.

Invariant: a check reads and never judges the file by what the file says of itself, where the reader
brought something better along.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ledger.seal.checkpoint import SignedCheckpoint
from ledger.seal.note import Verifier


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be."""

    check: str
    """Which check found it: file, guards, facts, streams, names, tree, keys, checkpoints, against,
    attestations, stamps."""
    where: str
    what: str
    means: str


@dataclass
class Look:
    """One look at one file: the open transaction, what the reader brought, what was found out."""

    connection: sqlite3.Connection
    path: Path | None = None
    """The file, where another process may be told to read in it."""
    keys: tuple[Verifier, ...] = ()
    """Public keys that the reader trusts, brought from outside."""
    against: tuple[tuple[str, SignedCheckpoint], ...] = ()
    """Checkpoints from outside, each with the name of its file."""
    authorities: bytes = b""
    """Root certificates (PEM) of time-stamp authorities that the reader trusts."""
    stamps: int = 0
    stamps_checked: int = 0
    roots: dict[int, bytes | None] = field(default_factory=dict)
    """The root at each size that some check asks about; filled by the pass over the facts."""
    size: int = 0
    root: bytes = b""
    frontier: bytes = b""
    kept_facts: dict[str, list[tuple[int, dict[str, object]]]] = field(default_factory=dict)
    """The facts that other checks need, by stored name: (position, fields)."""
    names: set[tuple[str, int]] = field(default_factory=set)
    """Stored name and version of every fact."""
    carried: int = 0
    """How many facts were carried over from a form without a seal."""
    redacted: int = 0
    chain: list[tuple[Verifier, str]] | None = None
    """The keys as they were adopted, each with what is wrong with it; worked out once."""
    covered: int | None = None
    """How many facts a counting key has signed for; worked out when it is first asked for."""

    def ask(self, query: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """Return the rows of a query; raise `sqlite3.Error` where the file cannot answer."""
        return self.connection.execute(query, values).fetchall()


DAMAGE = (
    sqlite3.Error, TypeError, ValueError, KeyError, AttributeError, LookupError, ArithmeticError,
    RecursionError,
)  # fmt: skip
"""What reading a damaged or a hostile file can come to."""


@contextmanager
def answering(found: list[Finding], check: str, means: str) -> Iterator[None]:
    """Turn whatever a damaged file does to a check into a finding."""
    try:
        yield
    except DAMAGE as error:
        what = f"cannot be read ({type(error).__name__}: {error})"
        found.append(Finding(check, "the file", what, means))
