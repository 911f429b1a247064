"""The log: read the few streams concerned, append facts in one transaction, never anything else.

Invariant: a fact is appended only as the next of its stream; if somebody else was faster, nothing
is appended and `Overtaken` says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from eventsourcing.persistence import IntegrityError, StoredEvent

from ledger.domain.clock import ClockAccepted, jump
from ledger.domain.fact import New, Recorded
from ledger.domain.facts import FACTS
from ledger.domain.redaction import FactRedacted
from ledger.errors import Failed, Refused
from ledger.log.mapper import Envelope, body_of, head, moment, to_recorded, unknown_fact
from ledger.log.patience import patiently
from ledger.log.recorder import Recorder
from ledger.log.redacted import read_as
from ledger.log.tail import FILE
from ledger.log.through import Batch, insert_through

Bare = tuple[str, int, str, int, bytes]
"""A fact without its head: stream, version in it, stored name and its version, and the rest."""
_READ_PAGE = 10_000


def bare(new: New, version: int) -> Bare:
    """Write a fact down that is the next of its stream, whoever records it and when."""
    fact = new.fact
    return new.stream, version, fact.stored_name, fact.class_version, body_of(fact)


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
            self._recorder = patiently(lambda: Recorder(directory / FILE), directory)
        except OSError as error:
            raise Failed(
                f"no ledger can be kept in {directory} ({error.strerror})",
                "name another with --ledger",
            ) from error
        self._check_names()

    def streams(self, names: Sequence[str]) -> dict[str, Stream]:
        """Return what stands in each of the named streams; an unknown one is empty."""
        rows: dict[str, list[tuple[int, StoredEvent]]] = {name: [] for name in names}
        for position, stored in self._recorder.select_streams([*filter(_storable, names)]):
            rows[str(stored.originator_id)].append((position, stored))
        return {name: _stream(held) for name, held in rows.items()}

    def append(
        self, news: Iterable[tuple[New, int]], envelope: Envelope, at: int | None = None
    ) -> Sequence[int]:
        """Append facts, each with its version; return their positions.

        The content of what they redact goes in the same transaction. Raise `Overtaken` if a version
        is taken or, with `at`, if the log no longer ends there; `Refused` if the clock jumped and
        nobody said that it is right.
        """
        several = list(news)
        blank = [
            new.fact.redacted_position for new, _ in several if isinstance(new.fact, FactRedacted)
        ]
        accepts = any(isinstance(new.fact, ClockAccepted) for new, _ in several)
        return self._insert([bare(*one) for one in several], envelope, at, blank, accepts=accepts)

    def append_through(
        self, batches: Iterable[Sequence[Bare]], envelope: Callable[[], Envelope]
    ) -> Iterator[int]:
        """Append batches of facts that were written down bare, as `append` does; none redacts.

        Yield how many facts each had, once it is written; all are saved when the iterator ends.
        """
        told = (self._timely(facts, envelope()) for facts in batches)
        try:
            yield from insert_through(self._recorder, told, self.directory)
        except IntegrityError as error:
            raise Overtaken from error

    def raw(self, names: Sequence[str]) -> dict[str, list[StoredEvent]]:
        """Return what is stored in those of the named streams that hold anything, unread."""
        held: dict[str, list[StoredEvent]] = {}
        for _, stored in self._recorder.select_streams([*filter(_storable, names)]):
            held.setdefault(str(stored.originator_id), []).append(stored)
        return held

    def _insert(
        self,
        facts: Sequence[Bare],
        envelope: Envelope,
        at: int | None = None,
        blank: Sequence[int] = (),
        *,
        accepts: bool = False,
    ) -> Sequence[int]:
        if not accepts:
            self._check_clock(envelope)
        batch = _batch(facts, envelope)
        try:
            return patiently(
                lambda: self._recorder.insert(
                    batch.facts, batch.recorded_at, batch.names, at=at, blank=blank
                ),
                self.directory,
            )
        except IntegrityError as error:
            raise Overtaken from error

    def last_position(self) -> int:
        """Return the position of the newest fact; 0 for an empty log."""
        return self._recorder.newest()[0]

    def newest_recorded_at(self) -> datetime | None:
        """Return when the newest fact was recorded; None for an empty log."""
        said = self._recorder.newest()[1]
        return datetime.fromisoformat(said) if said else None

    def after(self, position: int) -> Iterator[Recorded]:
        """Yield every fact above `position`, in order, but those whose content is gone."""
        while True:
            page = self._recorder.select_after(position, _READ_PAGE)
            if not page:
                return
            for at, stored in page:
                if stored.state:
                    yield to_recorded(at, stored)
            position = page[-1][0]

    @property
    def recorder(self) -> Recorder:
        """The file itself, for what is done with it as a whole."""
        return self._recorder

    def _check_names(self) -> None:
        """Refuse a ledger with facts that this program has no room for."""
        for name, version in patiently(self._recorder.stored_names, self.directory):
            if name not in FACTS or version > FACTS[name].class_version:
                raise unknown_fact(name, version)

    def _timely(self, facts: Sequence[Bare], envelope: Envelope) -> Batch:
        self._check_clock(envelope)
        return _batch(facts, envelope)

    def _check_clock(self, envelope: Envelope) -> None:
        jumped = jump(self.newest_recorded_at(), envelope.recorded_at)
        if jumped:
            raise Refused(
                jumped, "set the clock; if it is right: claims clock --accept --reason TEXT"
            )

    def close(self) -> None:
        """Let go of the file."""
        self._recorder.datastore.close()


def _batch(facts: Sequence[Bare], envelope: Envelope) -> Batch:
    shared = head(envelope)
    stored = [(stream, version, name, shared + body) for stream, version, name, _, body in facts]
    names = frozenset((name, version) for _, _, name, version, _ in facts)
    return Batch(stored, moment(envelope), names)


def _stream(rows: Sequence[tuple[int, StoredEvent]]) -> Stream:
    read = read_as((position, stored.topic, not stored.state) for position, stored in rows)
    facts = [
        to_recorded(position, stored, read[position])
        for position, stored in rows
        if read[position] is not None
    ]
    return Stream(rows[-1][1].originator_version if rows else 0, facts)


def _storable(name: str) -> bool:
    """Say whether a stream of this name can be there at all: a request may hold broken bytes."""
    return name.isascii() or not any("\ud800" <= char <= "\udfff" for char in name)
