"""The ledger as a whole: execute a command, ask a question. The only place where log and read
model meet.

``from ledger import Ledger``:

    ledger = Ledger.open("my-ledger")
    ledger.execute(RegisterCommentator("Jane Whitcombe"))
    ledger.table("scoreboard").rows()

Invariant: what must be true is decided on the log alone; the read model only answers questions.
"""  # noqa: D205 the first sentence needs its second line

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ledger.config import ledger_directory, recorder_name
from ledger.errors import (
    Failed,
    NotFound,
    Unreadable,
)
from ledger.intake import Listed, Taking, decide_through
from ledger.log import tail
from ledger.progress import doing
from ledger.steps import (
    Imported,
    Located,
    Step,
    decide_all,
)
from ledger.tables import Table

if TYPE_CHECKING:
    import duckdb

    from ledger.domain.decide import Command
    from ledger.domain.fact import Fact, New, Recorded
    from ledger.domain.opening import Kept
    from ledger.intake import Decided, Source
    from ledger.log.spool import Spool
    from ledger.log.store import Log
    from ledger.log.world import World
    from ledger.measuring.filling import Before
    from ledger.measuring.sensitivity import Report
    from ledger.readmodel.remembered import Remembered
    from ledger.readmodel.session import Asked, Rows, Session
    from ledger.readmodel.waiting import Days
    from ledger.undoing import Look

Done = TypeVar("Done")
Clock = Callable[[], datetime]

_CHUNK = 10_000
"""Facts that an import appends at a time."""
_ATTEMPTS = 200
_STEP_LETTERS = "bcdfghjkmnpqrstvwxz"


class Ledger:
    """One ledger directory, for reading and writing."""

    def __init__(
        self, directory: Path, clock: Clock | None = None, recorder: str | None = None
    ) -> None:
        """Take the directory; nothing is opened or made until it is needed."""
        self.directory = directory
        self._clock = clock or (lambda: datetime.now(UTC))
        self.recorder = recorder or recorder_name()
        self._log: Log | None = None
        self._before: Before | None = None
        self._remembered: Remembered | None = None
        self._noting = False
        self._steady: tuple[Asked, Session] | None = None

    @classmethod
    def open(cls, directory: str | Path | None = None) -> Ledger:
        """Return the ledger in `directory`, or where the environment or the default says."""
        where = ledger_directory(str(directory) if directory is not None else None)
        if "?" in str(where):
            raise Unreadable(f"{where} cannot hold a ledger: it has a question mark", "rename it")
        return cls(where)

    @property
    def begun(self) -> bool:
        """Whether there is a log here; one that was just made has no fact yet."""
        return tail.exists(self.directory)

    @property
    def today(self) -> date:
        """The day it is, by the ledger's clock, UTC."""
        return self._clock().date()

    # writing

    def execute(self, commands: Command | Sequence[Command], kept: Kept = "prospectively") -> Step:
        """Decide commands and append the facts that follow, in one transaction, as one step.

        Raises `Refused` if a command is against the rules (then nothing is appended), `Failed` if
        the log cannot be written.
        """
        several: Sequence[Command] = commands if isinstance(commands, Sequence) else [commands]
        step = self._new_step()
        return self._retrying(lambda: self._execute_once(several, step, kept))

    def take_in(
        self,
        located: Iterable[Located],
        step: str,
        *,
        kept: Kept,
        skip_bad: bool,
        dry_run: bool = False,
    ) -> Imported:
        """Decide a file's commands and append the facts in chunks under one step.

        Refused rows are returned, not raised; while there are any, nothing is appended unless
        `skip_bad`. An import that was undone is taken again.
        """
        rows = Listed(list(located))
        taking = Taking(step, kept, skip_bad=skip_bad, dry_run=dry_run, facts=True)
        return self._retrying(lambda: self._take_once(rows, taking))

    def take_through(self, rows: Source, taking: Taking) -> Imported:
        """Do the same for rows that pass through, however many; the facts are only counted."""
        return self._retrying(lambda: self._take_once(rows, taking))

    def undo(self, step: str, reason: str = "") -> Step:
        """Take back a step; an undone undo brings back what it took.

        Raises `Refused` while other steps rest on it, `NotFound` if there is no such step.
        """
        return self._retrying(lambda: self._undo_once(step, reason))

    def redo(self, step: str) -> Step:
        """Take an undone step again; of an undo or a redo, the step that it was about.

        Raises `Refused` while a step that it rests on is undone, or where later steps were taken
        without it; `NotFound` if there is no such step.
        """
        return self._retrying(lambda: self._redo_once(step))

    def facts_of(self, step: str) -> list[Recorded]:
        """Return the facts that came in one step, oldest first; none if there is no such step."""
        from ledger.undoing import facts_of

        return facts_of(self.log, self.ask, step)

    def standing(self, stream: str) -> Sequence[Fact]:
        """Return the facts that stand in one stream, oldest first, read from the log itself."""
        return self._world()(stream)

    def history(self, streams: Sequence[str]) -> list[tuple[Recorded, bool]]:
        """Return every fact of some streams as they were recorded, and whether each stands.

        In the place of what was redacted stands the announcement of it.
        """
        from ledger.domain.redaction import stream_of

        log = self._opened_log()
        undone = self._world().undone
        told = [stream_of(position) for position in log.recorder.redacted_in(streams)]
        both = [*streams, *told]
        held = [fact for stream in log.streams(both).values() for fact in stream.facts]
        return [
            (fact, fact.batch not in undone) for fact in sorted(held, key=lambda one: one.position)
        ]

    # asking

    @contextmanager
    def session(self, asked: Asked | None = None) -> Iterator[Session]:
        """Open a read-only session on views that are up to date with the log.

        Raises `NotFound` where no ledger was begun.
        """
        from ledger.readmodel.cache import within_memory

        if self._steady is not None and self._steady[0] == self._about(asked):
            with within_memory():
                yield self._steady[1]
            return
        with within_memory(), self._session(asked) as session:
            yield session
            if self._noting and (asked is None or asked.as_of_position is None):
                self._noting = False
                self._note(session)

    @contextmanager
    def steady(self, asked: Asked) -> Iterator[None]:
        """Let all that is asked meanwhile, as `asked`, look at the same facts in one session.

        What it works out is worked out once. It is not for queries that people write.
        """
        with self.session(asked) as session:
            self._steady = self._about(asked), session
            try:
                yield
            finally:
                self._steady = None

    @contextmanager
    def asking(self, query: str, asked: Asked | None = None) -> Iterator[Session]:
        """Open a session in which `query` finds what is measured, if it reads any of that."""
        from ledger.measuring.filling import measure_for

        with self.session(asked) as session:
            measure_for(session, query, self._about(asked), self._measured_before())
            yield session

    def ask(
        self, query: str, parameters: Sequence[object] = (), asked: Asked | None = None
    ) -> Rows:
        """Return the rows of a query on the views; a cache found damaged is rebuilt, once."""
        return self.look(lambda session: session.rows(query, parameters or None), asked, query)

    def at_hand(self, query: str) -> Rows:
        """Return the rows of a query on the tables of a read model that lies ready, however old.

        No rows where there is none: nothing is built or caught up.
        """
        from ledger.readmodel.cache import rows_at_hand

        return rows_at_hand(self.directory, query)

    def behind(self) -> int:
        """Return how many facts the read model that lies ready has not taken in yet."""
        from ledger.readmodel.cache import position_at_hand

        return max(0, self.position() - position_at_hand(self.directory))

    def look(
        self, work: Callable[[Session], Done], asked: Asked | None = None, reading: str = ""
    ) -> Done:
        """Return what `work` makes of one session; `reading` names the views that it will read.

        A cache found damaged is rebuilt, once, and `work` done again.
        """
        import duckdb

        for attempt in (1, 2):
            try:
                with self.asking(reading, asked) as session:
                    return work(session)
            except (duckdb.ProgrammingError, duckdb.DataError):
                raise  # the question was wrong, not the cache
            except duckdb.Error:
                self._discard_cache()
                if attempt == 2:
                    raise
        raise AssertionError("unreachable")

    def waiting(self) -> Days:
        """Return how many questions wait for an answer, by closing day; quick if nothing is new."""
        held = self.kept_waiting()
        return held if held is not None else self.look(self._note)

    def kept_waiting(self) -> Days | None:
        """Return the same if it was noted since the ledger last changed, else None."""
        from ledger import __version__
        from ledger.readmodel.waiting import kept

        if not self.begun:
            return {}
        return kept(self.directory, __version__, tail.mark_at(self.directory).mark)

    def note_waiting(self) -> None:
        """Note what waits when the next session ends, for `kept_waiting`, unless it is known."""
        self._noting = self.kept_waiting() is None

    def comparisons(self, asked: Asked | None = None) -> Rows:
        """Return a row for each pair of commentators that share a question; see `claims compare`.

        Differences are the first one's Brier score less the other's: below 0, the first is better.
        """
        from ledger.measuring.pairs import comparisons

        with self.session(asked) as session, doing("comparing"):
            return comparisons(session)

    def sensitivity(self, asked: Asked | None = None) -> Report:
        """Return what each verdict on a commentator survives; see `claims sensitivity`."""
        from ledger.measuring.sensitivity import sensitivity

        about = self._about(asked)
        with self.session(about) as session, doing("counting in other ways"):
            return sensitivity(session, about)

    def table(self, name: str, asked: Asked | None = None) -> Table:
        """Return one of the views, whole and in a total order; raise `NotFound` otherwise."""
        from ledger.readmodel.queries import MORE_TABLES, TABLES

        query = {**TABLES, **MORE_TABLES}.get(name)
        if query is None:
            raise NotFound(
                f"there is no table “{name}”", f"one of: {', '.join([*TABLES, *MORE_TABLES])}"
            )
        return Table(self, query, asked)

    def as_of(self, day: date) -> int:
        """Return the last position recorded by the end of a day (UTC)."""
        from ledger.readmodel.queries import AS_OF_DAY

        return int(str(self.ask(AS_OF_DAY, [day])[0]["position"]))

    def recorded(self, stored_name: str) -> Iterator[tuple[int, str]]:
        """Yield position and stream of the facts of one name by this recorder, newest first.

        Those of steps that were taken back are among them.
        """
        return tail.recorded_by(self.directory, self.recorder, stored_name)

    def position(self) -> int:
        """Return the position of the newest fact."""
        return tail.mark_at(self.directory).position if self.begun else 0

    @property
    def mark(self) -> str:
        """What tells this log, up to its end, from any other; empty where none was begun."""
        return tail.mark_at(self.directory).mark if self.begun else ""

    @property
    def remembered(self) -> Remembered:
        """What was worked out before, and may be thrown away."""
        from ledger.readmodel.remembered import Remembered
        from ledger.readmodel.waiting import FOLDER

        if self._remembered is None:
            self._remembered = Remembered(self.directory / FOLDER)
        return self._remembered

    @property
    def log(self) -> Log:
        """The log itself, opened for writing; raise `NotFound` where no ledger was begun."""
        if not self.begun:
            raise no_ledger(self.directory)
        return self._opened_log()

    def new_log(self) -> Log:
        """The log itself, made if there is none yet."""
        return self._opened_log()

    @property
    def now(self) -> datetime:
        """The moment it is, by the ledger's clock, UTC."""
        return self._clock()

    def tree_head(self, position: int) -> str:
        """Return the root over the facts up to a position, base64; see `claims verify`."""
        from base64 import b64encode

        from ledger.log.reading import tree_head

        return b64encode(tree_head(self.directory, position)).decode()

    def close(self) -> None:
        """Let go of the log."""
        if self._log is not None:
            self._log.close()
            self._log = None

    # inside

    def _session(self, asked: Asked | None) -> Session:
        import duckdb

        from ledger.readmodel.session import Session

        about = self._about(asked)
        try:
            return Session(self._cache(), about)
        except duckdb.OutOfMemoryException:
            raise
        except duckdb.Error:
            self._discard_cache()
            return Session(self._cache(), about)

    def _note(self, session: Session) -> Days:
        from ledger import __version__
        from ledger.readmodel.queries_waiting import WAITING
        from ledger.readmodel.waiting import keep

        days = {day: int(n) for day, n in session.connection.execute(WAITING).fetchall()}
        keep(self.directory, __version__, session.at()[1], days)
        return days

    def _about(self, asked: Asked | None) -> Asked:
        """Return what is asked, as of a day."""
        from ledger.readmodel.session import Asked

        about = asked or Asked()
        return about if about.as_of_day else replace(about, as_of_day=self.today)

    def _cache(self) -> duckdb.DuckDBPyConnection:
        from ledger.log.reading import LogTail
        from ledger.readmodel.cache import fresh

        if not self.begun:
            raise no_ledger(self.directory)
        return fresh(self.directory, LogTail(self.directory))

    def _measured_before(self) -> Before:
        from ledger.measuring.filling import Before

        if self._before is None:
            self._before = Before(figures=self.remembered)
        return self._before

    def _discard_cache(self) -> None:
        from ledger.readmodel.cache import discard

        self._steady = None
        discard(self.directory)

    def _opened_log(self) -> Log:
        from ledger.log.store import Log

        if self._log is None:
            self._log = Log(self.directory)
        return self._log

    def _world(self, redoing: str = "") -> World:
        from ledger.log.world import Nothing, World

        return World(self._opened_log() if self.begun else Nothing(), redoing)

    def _retrying(self, once: Callable[[], Done]) -> Done:
        """Do it again while other writers are faster; each time somebody's facts were appended."""
        from ledger.log.store import Overtaken

        for _ in range(_ATTEMPTS):
            try:
                return once()
            except Overtaken:
                continue
        raise Failed("other programs keep writing to this ledger", "try again when they are done")

    def _execute_once(self, commands: Sequence[Command], step: str, kept: Kept) -> Step:
        world = self._world()
        decide_all(commands, world)
        return self._write(world, step, kept)

    def _write(self, world: World, step: str, kept: Kept) -> Step:
        if world.decided:
            self._begin(kept)
            self._append(world.decided, step)
        return Step(step, tuple(new for new, _ in world.decided))

    def _take_once(self, rows: Source, taking: Taking) -> Imported:
        from ledger.log.passing import PassingWorld
        from ledger.log.spool import Spool
        from ledger.log.world import Nothing

        again = taking.step in self._world().undone
        log = self._opened_log() if self.begun else Nothing()
        with (
            closing(PassingWorld(log, redoing=taking.step)) as world,
            closing(Spool(_CHUNK)) as spool,
        ):
            decided = decide_through(rows, world, spool, taking)
            saves = bool(decided.added or again) and not taking.dry_run
            if saves and (taking.skip_bad or not decided.refusals):
                self._save(spool, decided, taking, again=again)
        facts = tuple(decided.facts or ())
        return Imported(
            Step(taking.step, facts), tuple(decided.refusals), decided.already, again,
            dict(decided.added),
        )  # fmt: skip

    def _save(self, spool: Spool, decided: Decided, taking: Taking, *, again: bool) -> None:
        """Append what an import decided, piece by piece."""
        from ledger.log.mapper import Envelope

        self._begin(taking.kept)
        if again:
            self._retake(taking.step)
        size = decided.added.total()
        with doing(f"saving {size:,} facts", size) as advance:
            for n in self._opened_log().append_through(
                spool.batches(), lambda: Envelope(self._clock(), self.recorder, taking.step)
            ):
                advance(n)

    def _begin(self, kept: Kept) -> None:
        """Open the ledger, in a step of its own, unless it is open."""
        from ledger.domain.opening import OpenLedger

        world = self._world()
        opening = OpenLedger(secrets.token_hex(16), self.directory.name or "main", kept)
        decide_all([opening], world)
        self._append(world.decided, self._new_step())

    def _look(self) -> Look:
        from ledger.undoing import Look

        return Look(self._opened_log(), self._world(), self.ask)

    def _undo_once(self, step: str, reason: str) -> Step:
        from ledger.undoing import undo

        look, at = self._look(), self._opened_log().last_position()
        undo(look, step, reason)
        return self._take_step(look.world, at)

    def _redo_once(self, step: str) -> Step:
        from ledger.undoing import redo

        look, at = self._look(), self._opened_log().last_position()
        redo(look, step)
        return self._take_step(look.world, at)

    def _retake(self, step: str) -> Step:
        """Let an import stand again whose rows have just been decided."""
        from ledger.undoing import retake

        look = self._look()
        retake(look, step)
        return self._take_step(look.world, None)

    def _take_step(self, world: World, at: int | None) -> Step:
        step = self._new_step()
        self._append(world.decided, step, at)
        return Step(step, tuple(new for new, _ in world.decided))

    def _append(self, decided: Sequence[tuple[New, int]], step: str, at: int | None = None) -> None:
        from ledger.log.mapper import Envelope

        if decided:
            envelope = Envelope(self._clock(), self.recorder, step)
            self._opened_log().append(decided, envelope, at)

    def _new_step(self) -> str:
        return "".join(secrets.choice(_STEP_LETTERS) for _ in range(12))


def no_ledger(directory: Path) -> NotFound:
    """Return the error for a directory in which no ledger was begun."""
    return NotFound(
        f"there is no ledger in {directory} yet",
        "claims demo looks around; claims add begins one",
    )
