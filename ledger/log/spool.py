"""Facts that were decided and are not appended yet, outside memory.

Invariant: what is put in comes out in its order; nothing of it outlasts the process.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ledger.aside import Aside
from ledger.log.store import Bare


class Spool:
    """Takes facts one after another; the last few stay in memory."""

    def __init__(self, at_once: int) -> None:
        """Take how many facts are handed out at a time."""
        self._at_once = at_once
        self._aside = Aside[Bare]()
        self._rest: list[Bare] = []

    def put(self, facts: Sequence[Bare]) -> None:
        """Keep facts, after those that were put before."""
        self._rest += facts
        while len(self._rest) > self._at_once:
            self._aside.put(self._rest[: self._at_once])
            del self._rest[: self._at_once]

    def batches(self) -> Iterator[list[Bare]]:
        """Yield all that was put, so many facts at a time."""
        yield from self._aside.batches()
        if self._rest:
            yield self._rest

    def close(self) -> None:
        """Let go of it all."""
        self._rest = []
        self._aside.close()
