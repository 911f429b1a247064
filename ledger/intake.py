"""What files say, decided row by row in pieces: many rows share who spoke and what was asked.

Invariant: what comes of a row is what its commands, decided one after another, would make of it;
what was decided once without a refusal is not decided again. A row stands or falls with all of it.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, Protocol

from ledger.errors import LedgerError, Refusal
from ledger.progress import counted, doing
from ledger.steps import Located, refusal_of

if TYPE_CHECKING:
    from ledger.domain.decide import Command
    from ledger.domain.fact import New
    from ledger.domain.opening import Kept
    from ledger.log.passing import Held, PassingWorld
    from ledger.log.spool import Spool
    from ledger.log.store import Bare

_AT_ONCE = 5_000
"""Rows whose streams are looked up at a time."""


class Part:
    """What many rows have in common: a speaker, a question with its answer, or a source."""

    __slots__ = ("beside", "name", "run", "stream")

    def __init__(self, name: str, stream: str, beside: str = "") -> None:
        """Take the speaker's name, the question's key, or the source as given; and its stream.

        `beside` is the stream of a question's story, which is looked up with it.
        """
        self.name, self.stream, self.beside = name, stream, beside
        self.run: object = None
        """In which run it was decided without a refusal."""


class Plain(NamedTuple):
    """A row that is a claim by itself: a probability of yes, on parts that it shares."""

    line: int
    cells: list[str]
    external_id: str
    who: Part
    asked: Part
    source: Part | None
    said: tuple[date, datetime | None]
    chance: int
    written: str
    """The probability as the file has it."""
    names: Sequence[str]
    """What else a claim of this file may hold, by the names of `ClaimContent`."""
    further: Sequence[str]
    """Each of these as this row has it; empty where it says nothing."""
    seen: int
    """How many rows of the files may have this external_id."""
    rows: Rows
    """The file that it stands in."""
    commands: tuple[Command, ...] = ()
    """All its commands, where they were read already."""


class Rows(Protocol):
    """The file that plain rows come from."""

    file: str
    namespace: str

    def whole(self, row: Plain) -> Located:
        """Return a plain row with all its commands."""


Row = Plain | Located | Refusal


class Source(Protocol):
    """Rows in the order in which they are to be decided; they can be gone through again."""

    @property
    def count(self) -> int:
        """How many rows there are, or almost."""

    def chunks(self) -> Iterator[Sequence[Row]]:
        """Yield the rows, some thousands at a time."""


@dataclass(frozen=True)
class Listed:
    """Rows that are all at hand."""

    rows: Sequence[Row]

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    def chunks(self) -> Iterator[Sequence[Row]]:
        """Yield the rows, some thousands at a time."""
        for start in range(0, len(self.rows), _AT_ONCE):
            yield self.rows[start : start + _AT_ONCE]


@dataclass
class Decided:
    """What came of the rows: facts counted by name, refusals, rows that added nothing."""

    added: Counter[str] = field(default_factory=Counter)
    refusals: list[Refusal] = field(default_factory=list)
    already: int = 0
    facts: list[New] | None = None
    """The facts themselves, where somebody wants them."""


@dataclass(frozen=True)
class Taking:
    """How rows are taken in."""

    step: str
    kept: Kept
    skip_bad: bool = False
    dry_run: bool = False
    facts: bool = False
    """Whether the facts themselves are wanted, not only their number."""


def decide_through(rows: Source, world: PassingWorld, spool: Spool, taking: Taking) -> Decided:
    """Decide all rows; what would be saved is put into the spool."""
    decided = Decided(facts=[] if taking.facts else None)
    deciding = Deciding(world, None if taking.dry_run else spool, decided)
    taking_in = doing(f"taking in {rows.count:,} rows", rows.count)
    with taking_in as advance, _without_collector():
        for chunk in counted(rows.chunks(), advance):
            deciding.take(chunk)
            if decided.refusals and not taking.skip_bad:
                deciding.save_nothing()
    return decided


@contextmanager
def _without_collector() -> Iterator[None]:
    """Let nobody look for circles meanwhile: a row makes none, and there are very many."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


class Deciding:
    """Decides rows chunk by chunk on a world, and hands the facts to a spool."""

    def __init__(self, world: PassingWorld, spool: Spool | None, decided: Decided) -> None:
        """Take the world, where facts go (None: they are only counted), and where counts go."""
        from ledger.log.fragments import Fragments

        self._world = world
        self._spool = spool
        self._decided = decided
        self._run = object()
        self._raw: Mapping[str, Held] = {}
        self._claims: Mapping[str, Bare] = {}
        """What was written down ahead, by stream."""
        self._fragments = Fragments()

    def take(self, rows: Sequence[Row]) -> None:
        """Decide some rows."""
        taken: list[Bare] = []
        streams = self._looked_up(rows)
        self._write_ahead(rows, streams)
        for row, stream in zip(rows, streams, strict=True):
            claim = self._written(row, stream) if isinstance(row, Plain) else None
            if claim is not None:
                taken.append(claim)
            else:
                taken += self._looked_at(row, stream)
        self._decided.added.update(map(itemgetter(2), taken))
        if self._spool is not None:
            self._spool.put(taken)
        self._world.trim()

    def _looked_at(self, row: Row, stream: str) -> list[Bare]:
        """Decide a row in the world; return its facts, and note a refusal."""
        if isinstance(row, Refusal):
            self._decided.refusals.append(row)
            return []
        try:
            if isinstance(row, Plain):
                self._plainly(row, stream)
            else:
                self._wholly(row)
        except LedgerError as error:
            self._world.forget(0)
            self._decided.refusals.append(refusal_of(_located(row), error))
            return []
        if self._decided.facts is not None:
            self._decided.facts += [new for new, _ in self._world.decided]
        facts = self._world.drained()
        self._decided.already += not facts
        return facts

    def save_nothing(self) -> None:
        """Only count from here on."""
        self._spool = None

    def _looked_up(self, rows: Sequence[Row]) -> list[str]:
        """Load what the rows are about; return the stream of each plain one."""
        from ledger.domain.decide import concerns
        from ledger.domain.names import imported_claim_stream

        streams, wanted = [], list[str]()
        for row in rows:
            stream = ""
            if isinstance(row, Plain):
                stream = imported_claim_stream(row.rows.namespace, row.external_id)
                if not self._is_settled(row):
                    wanted += (row.who.stream, row.asked.stream)
                    wanted += (row.asked.beside,) if row.asked.beside else ()
            elif isinstance(row, Located):
                wanted += [name for one in row.commands for name in concerns(one)]
            streams.append(stream)
        self._raw = self._world.raw([stream for stream in streams if stream])
        self._world.prefetch(wanted)
        return streams

    def _is_settled(self, row: Plain) -> bool:
        run = self._run
        return row.who.run is run and row.asked.run is run and self._knows_source(row)

    def _by_itself(self, row: Plain) -> bool:
        """Say whether a row is decided as if there were no other."""
        return row.seen > 1 or self._decided.facts is not None

    def _wholly(self, row: Located) -> None:
        from ledger.domain.decide import decide

        for command in row.commands:
            self._world.add(decide(command, self._world))

    def _plainly(self, row: Plain, stream: str) -> None:
        """Decide what of a row was not decided before, and its claim."""
        if self._by_itself(row):
            self._wholly(_located(row))
        elif not self._is_settled(row):
            self._settle(row, stream)
        elif not self._took(row, stream):
            self._wholly(_located(row))

    def _settle(self, row: Plain, stream: str) -> None:
        """Decide what of a row was not decided before; it need not be decided again."""
        from ledger.domain.commentator import RegisterCommentator, fold
        from ledger.domain.decide import decide

        if row.asked.run is not self._run or not self._knows_source(row):
            self._settle_all(row, stream)
            return
        self._world.add(decide(RegisterCommentator(row.who.name), self._world))
        stands = fold(self._world(row.who.stream)) is not None
        if stands and self._took(row, stream):
            row.who.run = self._run
        else:
            self._wholly(_located(row))

    def _settle_all(self, row: Plain, stream: str) -> None:
        """Decide all of a row; what it shares with others need not be decided again."""
        from ledger.domain.claim import RecordClaim, source_on_ground
        from ledger.domain.decide import decide

        ground = None
        for command in _located(row).commands:
            if isinstance(command, RecordClaim):
                ground = source_on_ground(command, self._world)
                if ground is not None and row.source is not None:
                    row.source.stream = ground
                if ground is not None and self._took(row, stream):
                    continue
            self._world.add(decide(command, self._world))
        if ground is not None:
            row.who.run = row.asked.run = self._run
            if row.source is not None:
                row.source.run = self._run

    def _write_ahead(self, rows: Sequence[Row], streams: Sequence[str]) -> None:
        """Write claims down together, which is quicker; whether they can be taken is seen later."""
        ahead = [
            (row, stream)
            for row, stream in zip(rows, streams, strict=True)
            if isinstance(row, Plain) and not self._by_itself(row) and self._knows_source(row)
        ]
        claims: list[Bare | None] = []
        for _, of_file in groupby(ahead, lambda one: one[0].rows):
            plain, named = zip(*of_file, strict=True)
            claims += self._fragments.claims(named, _columns(plain))
        self._claims = {claim[0]: claim for claim in claims if claim is not None}

    def _knows_source(self, row: Plain) -> bool:
        """Say whether it is known already in which stream a row's source is."""
        return row.source is None or row.source.run is self._run

    def _written(self, row: Plain, stream: str) -> Bare | None:
        """Return a claim that stands on settled ground; None where that takes a closer look."""
        if self._by_itself(row) or stream in self._raw or not self._is_settled(row):
            return None
        return self._claim(row, stream)

    def _claim(self, row: Plain, stream: str) -> Bare | None:
        """Return a claim as it was written down ahead, or write it; None where it is refused."""
        return self._claims.get(stream) or self._fragments.claims([stream], _columns([row]))[0]

    def _took(self, row: Plain, stream: str) -> bool:
        """Record a claim whose ground stands; False where that must be looked at closely."""
        claim = self._claim(row, stream)
        if claim is None:
            return False
        held = self._raw.get(stream)
        if held is not None:
            return self._world.is_stored(held, claim)
        self._world.put(claim)
        return True


def _located(row: Plain | Located) -> Located:
    return row.rows.whole(row) if isinstance(row, Plain) else row


def _columns(rows: Sequence[Plain]) -> dict[str, Sequence[object]]:
    """Return what plain rows of one file say, row by row, by the names of `ClaimContent`."""
    further = zip(*[row.further for row in rows], strict=True)
    return {
        "commentator": [row.who.stream for row in rows],
        "question": [row.asked.stream for row in rows],
        "source": [row.source.stream if row.source is not None else None for row in rows],
        "namespace": [row.rows.namespace for row in rows],
        "external_id": [row.external_id for row in rows],
        "said_on": [row.said[0] for row in rows],
        "said_at": [row.said[1] for row in rows],
        "probability": [row.chance for row in rows],
        "probability_text": [row.written for row in rows],
        **{
            name: [cell or None for cell in column]
            for name, column in zip(rows[0].names, further, strict=True)
        },
    }
