"""What is known while a command is being decided: the standing facts, and those just decided.

Invariant: the facts of an undone step do not stand, yet their versions stay taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from ledger.domain import step
from ledger.domain.fact import Fact, New
from ledger.log.store import Stream


class Streams(Protocol):
    """What is asked of a log."""

    def streams(self, names: Sequence[str]) -> dict[str, Stream]:
        """Return what stands in each of the named streams."""


class Nothing:
    """The log of a ledger that has not begun."""

    def streams(self, names: Sequence[str]) -> dict[str, Stream]:
        """Return empty streams."""
        return {name: Stream() for name in names}


class World:
    """A `Known` over the log: loads streams when asked, and holds what was decided so far."""

    def __init__(self, log: Streams, redoing: str = "") -> None:
        """Look at `log` as it is now, as if the step `redoing` were already taken again."""
        self._log = log
        self._streams: dict[str, list[Fact]] = {}
        self._versions: dict[str, int] = {}
        self.decided: list[tuple[New, int]] = []
        self.undone: frozenset[str] = frozenset()
        self._load([step.STREAM])
        self.undone = step.undone(self._streams[step.STREAM]) - {redoing}

    def __call__(self, stream: str) -> Sequence[Fact]:
        """Return what stands in `stream`, oldest first."""
        if stream not in self._streams:
            self._load([stream])
        return self._streams[stream]

    def prefetch(self, streams: Iterable[str]) -> None:
        """Load many streams at once, ahead of being asked for them."""
        self._load([name for name in dict.fromkeys(streams) if name not in self._streams])

    def add(self, news: Iterable[New]) -> None:
        """Take decided facts for known, each as the next of its stream."""
        for new in news:
            standing = self(new.stream)
            self._versions[new.stream] += 1
            self.decided.append((new, self._versions[new.stream]))
            self._streams[new.stream] = [*standing, new.fact]

    def forget(self, since: int) -> None:
        """Take back the facts decided after the first `since` of them."""
        while len(self.decided) > since:
            new, version = self.decided.pop()
            self._streams[new.stream] = self._streams[new.stream][:-1]
            self._versions[new.stream] = version - 1

    def _load(self, names: list[str]) -> None:
        for name, stream in self._log.streams(names).items():
            self._streams[name] = self._standing(stream)
            self._versions[name] = stream.version

    def _standing(self, stream: Stream) -> list[Fact]:
        return [held.fact for held in stream.facts if held.batch not in self.undone]
