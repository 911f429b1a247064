"""The log: read the few streams concerned, append facts in one transaction, never anything else.

Invariant: a fact is appended only as the next of its stream; if somebody else was faster, nothing
is appended and `Overtaken` says so.
"""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from eventsourcing.persistence import IntegrityError, PersistenceError

from ledger.domain.fact import New, Recorded
from ledger.errors import Failed
from ledger.log.mapper import Envelope, head, to_recorded, to_stored
from ledger.log.recorder import Recorder, is_locked
from ledger.log.tail import FILE, LOCK_SECONDS

T = TypeVar("T")
_READ_PAGE = 10_000


class Overtaken(Exception):
    """Somebody else wrote to one of the streams first; decide again."""


@dataclass
class Stream:
    """What a stream holds: its facts, oldest first, and the version of the last."""

    version: int = 0
    facts: list[Recorded] = field(default_factory=list)


class Log:
    """The record of one ledger directory."""

    def __init__(self, directory: Path) -> None:
        """Open the log in `directory`, making both if need be; raise `Failed` if it cannot be."""
        self.directory = directory
        try:
            self._recorder = _patiently(lambda: Recorder(directory / FILE), directory)
        except OSError as error:
            raise Failed(
                f"no ledger can be kept in {directory} ({error.strerror})",
                "name another with --ledger",
            ) from error

    def streams(self, names: Sequence[str]) -> dict[str, Stream]:
        """Return what stands in each of the named streams; an unknown one is empty."""
        found = {name: Stream() for name in names}
        for position, stored in self._recorder.select_streams([*filter(_storable, names)]):
            recorded = to_recorded(position, stored)
            found[recorded.stream].facts.append(recorded)
            found[recorded.stream].version = recorded.version
        return found

    def append(
        self, news: Iterable[tuple[New, int]], envelope: Envelope, at: int | None = None
    ) -> Sequence[int]:
        """Append facts, each with its version; return their positions.

        Raise `Overtaken` if a version is taken or, with `at`, if the log no longer ends there.
        """
        shared = head(envelope)
        stored = [to_stored(new, version, shared) for new, version in news]
        try:
            return _patiently(
                lambda: self._recorder.insert_events(stored, at=at) or [], self.directory
            )
        except IntegrityError as error:
            raise Overtaken from error

    def last_position(self) -> int:
        """Return the position of the newest fact; 0 for an empty log."""
        return self._recorder.max_notification_id() or 0

    def after(self, position: int) -> Iterator[Recorded]:
        """Yield every fact above `position`, in order."""
        while True:
            page = self._recorder.select_notifications(position + 1, _READ_PAGE)
            if not page:
                return
            for note in page:
                yield to_recorded(note.id, note)
            position = page[-1].id

    def close(self) -> None:
        """Let go of the file."""
        self._recorder.datastore.close()


def _storable(name: str) -> bool:
    """Say whether a stream of this name can be there at all: a request may hold broken bytes."""
    return name.isascii() or not any("\ud800" <= char <= "\udfff" for char in name)


def _patiently(work: Callable[[], T], directory: Path) -> T:
    """Do `work`; while another process holds the lock, wait a moment and try again."""
    give_up = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            return work()
        except IntegrityError:
            raise
        except (PersistenceError, sqlite3.Error) as error:  # the library lets some pass
            if not is_locked(error):
                raise Failed(
                    f"the ledger in {directory} cannot be written ({error})", "claims doctor"
                ) from error
            if time.monotonic() > give_up:
                raise Failed(
                    f"another program has been writing to {directory} "
                    f"for {LOCK_SECONDS:.0f} seconds",
                    "try again when it is done",
                ) from error
            time.sleep(random.uniform(0.01, 0.2))  # noqa: S311 jitter, not a secret
