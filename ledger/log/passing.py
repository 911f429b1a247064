"""The world while a long file passes through: it holds a bounded number of streams in memory.

Invariant: it answers as a `World` that forgets nothing would. A stream that grew is set aside when
there are too many, in a scratch file that the database removes by itself, and comes back from there
when it is asked for; one that did not grow is read from the log again.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Protocol

from eventsourcing.persistence import StoredEvent
from pydantic_core import from_json

from ledger.aside import ByKey
from ledger.domain.fact import Fact, New
from ledger.domain.facts import FACTS
from ledger.log.mapper import body_of, parted
from ledger.log.store import Bare, Stream, bare
from ledger.log.world import Nothing, World

Held = list[StoredEvent]
"""What a log stores in a stream, unread."""
HELD = 16_384
"""Streams in memory; half of them go when there are more."""


class Raw(Protocol):
    """What is asked of a log: streams as they are read, and as they are stored."""

    def streams(self, names: Sequence[str]) -> dict[str, Stream]:
        """Return what stands in each of the named streams."""

    def raw(self, names: Sequence[str]) -> dict[str, Held]:
        """Return what is stored in those of the named streams that hold anything."""


class PassingWorld(World):
    """A `World` whose decided facts are taken away as they come, and whose streams are bounded."""

    def __init__(self, log: Raw | Nothing, redoing: str = "") -> None:
        """Look at `log` as it is now, as if the step `redoing` were already taken again."""
        self._aside = ByKey[str, tuple[int, bytes]]()
        self._grown: set[str] = set()
        self._put: list[tuple[int, Bare]] = []
        super().__init__(log, redoing)
        self._raw = log

    def raw(self, streams: list[str]) -> dict[str, Held]:
        """Return what the log stores in those of the streams that hold anything, unread."""
        return {} if isinstance(self._raw, Nothing) else self._raw.raw(streams)

    def add(self, news: Iterable[New]) -> None:
        """Take decided facts for known, each as the next of its stream."""
        several = list(news)
        super().add(several)
        self._grown.update(new.stream for new in several)

    def put(self, fact: Bare) -> None:
        """Take the first fact of a stream, written down, that nobody asks for again."""
        self._put.append((len(self.decided), fact))

    def forget(self, since: int) -> None:
        """Take back the facts decided after the first `since` of them."""
        self._put = [(at, fact) for at, fact in self._put if at < since]
        super().forget(since)

    def is_stored(self, held: Held, fact: Bare) -> bool:
        """Say whether a stream holds this fact alone, and it stands."""
        _, _, name, _, body = fact
        if len(held) != 1 or held[0].topic != name or not held[0].state:
            return False
        batch, stored = parted(held[0].state)
        return stored == body and batch not in self.undone

    def drained(self) -> list[Bare]:
        """Return what was decided and put, written down, and hold it for decided no more."""
        facts = [bare(new, version) for new, version in self.decided]
        for at, fact in reversed(self._put):
            facts.insert(at, fact)
        self.decided, self._put = [], []
        return facts

    def trim(self) -> None:
        """Set streams aside where there are too many, the oldest first."""
        if len(self._streams) <= HELD:
            return
        oldest = list(islice(self._streams, len(self._streams) - HELD // 2))
        self._set_aside([name for name in oldest if name in self._grown])
        for name in oldest:
            del self._streams[name], self._versions[name]
        self._grown.difference_update(oldest)

    def close(self) -> None:
        """Throw what was set aside away."""
        self._aside.close()

    def _load(self, names: list[str]) -> None:
        found = self._taken_back(names)
        super()._load([name for name in names if name not in found] if found else names)

    def _set_aside(self, names: list[str]) -> None:
        if names:
            self._aside.put(
                (name, (self._versions[name], _written(self._streams[name]))) for name in names
            )

    def _taken_back(self, names: list[str]) -> set[str]:
        """Take up again those of the streams that were set aside; return which they are."""
        found: set[str] = set()
        for name, (version, facts) in self._aside.found(names):
            self._streams[name], self._versions[name] = _read(facts), version
            self._grown.add(name)
            found.add(name)
        return found


def _written(facts: Iterable[Fact]) -> bytes:
    return marshal.dumps([(fact.stored_name, b"{" + body_of(fact)[1:]) for fact in facts])


def _read(facts: bytes) -> list[Fact]:
    held: list[tuple[str, bytes]] = marshal.loads(facts)  # noqa: S302 written by this process
    read = []
    for name, body in held:
        fields: dict[str, object] = from_json(body)
        fields.pop("class_version")
        read.append(FACTS[name].model_validate(fields, strict=False))
    return read
