"""What is asked of a ledger: sessions on views that are up to date with its log.

Invariant: nothing asked changes the record; a cache that is found damaged is made again, once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ledger.errors import NotFound
from ledger.log import tail
from ledger.progress import doing
from ledger.tables import Table

if TYPE_CHECKING:
    import duckdb

    from ledger.measuring.filling import Before
    from ledger.measuring.sensitivity import Report
    from ledger.readmodel.remembered import Remembered
    from ledger.readmodel.session import Asked, Rows, Session
    from ledger.readmodel.waiting import Days

Done = TypeVar("Done")
Clock = Callable[[], datetime]


class Views:
    """One ledger directory, for asking."""

    def __init__(self, directory: Path, version: str, clock: Clock | None = None) -> None:
        """Take the directory; nothing is opened or made until it is needed.

        What was noted by another `version` of the program is not relied on.
        """
        self.directory, self._version = directory, version
        self._clock = clock or (lambda: datetime.now(UTC))
        self._before: Before | None = None
        self._remembered: Remembered | None = None
        self._noting = False
        self._steady: tuple[Asked, Session] | None = None

    @property
    def begun(self) -> bool:
        """Whether there is a log here; one that was just made has no fact yet."""
        return tail.exists(self.directory)

    @property
    def today(self) -> date:
        """The day it is, by the ledger's clock, UTC."""
        return self._clock().date()

    @property
    def now(self) -> datetime:
        """The moment it is, by the ledger's clock, UTC."""
        return self._clock()

    @property
    def mark(self) -> str:
        """What tells this log, up to its end, from any other; empty where none was begun."""
        return tail.mark_at(self.directory).mark if self.begun else ""

    def position(self) -> int:
        """Return the position of the newest fact."""
        return tail.mark_at(self.directory).position if self.begun else 0

    def tree_head(self, position: int) -> str:
        """Return the root over the facts up to a position, base64; see `claims verify`."""
        from base64 import b64encode

        from ledger.log.reading import tree_head

        return b64encode(tree_head(self.directory, position)).decode()

    @property
    def remembered(self) -> Remembered:
        """What was worked out before, and may be thrown away."""
        from ledger.readmodel.remembered import Remembered
        from ledger.readmodel.waiting import FOLDER

        if self._remembered is None:
            self._remembered = Remembered(self.directory / FOLDER)
        return self._remembered

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
            before, self._steady = self._steady, (self._about(asked), session)
            try:
                yield
            finally:
                if self._steady is not None:
                    self._steady = before

    @contextmanager
    def asking(self, query: str, asked: Asked | None = None) -> Iterator[Session]:
        """Open a session in which `query` finds what is measured, if it reads any of that."""
        from ledger.measuring.filling import measure_for

        with self.session(asked) as session:
            measure_for(session, query, self._about(asked), self._measured_before())
            yield session

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

    def ask(
        self, query: str, parameters: Sequence[object] = (), asked: Asked | None = None
    ) -> Rows:
        """Return the rows of a query on the views; a cache found damaged is rebuilt, once."""
        return self.look(lambda session: session.rows(query, parameters or None), asked, query)

    def table(self, name: str, asked: Asked | None = None) -> Table:
        """Return one of the views, whole and in a total order; raise `NotFound` otherwise."""
        from ledger.readmodel.queries import MORE_TABLES, TABLES

        query = {**TABLES, **MORE_TABLES}.get(name)
        if query is None:
            raise NotFound(
                f"there is no table “{name}”", f"one of: {', '.join([*TABLES, *MORE_TABLES])}"
            )
        return Table(self, query, asked)

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

    def waiting(self) -> Days:
        """Return how many questions wait for an answer, by closing day; quick if nothing is new."""
        held = self.kept_waiting()
        return held if held is not None else self.look(self._note)

    def kept_waiting(self) -> Days | None:
        """Return the same if it was noted since the ledger last changed, else None."""
        from ledger.readmodel.waiting import kept

        if not self.begun:
            return {}
        return kept(self.directory, self._version, tail.mark_at(self.directory).mark)

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

    def as_of(self, day: date) -> int:
        """Return the last position recorded by the end of a day (UTC)."""
        from ledger.readmodel.queries import AS_OF_DAY

        return int(str(self.ask(AS_OF_DAY, [day])[0]["position"]))

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

    def _about(self, asked: Asked | None) -> Asked:
        """Return what is asked, as of a day."""
        from ledger.readmodel.session import Asked

        about = asked or Asked()
        return about if about.as_of_day else replace(about, as_of_day=self.today)

    def _cache(self) -> duckdb.DuckDBPyConnection:
        from ledger.log.reading import LogTail
        from ledger.readmodel.cache import fresh
        from ledger.renewing import renew_beside

        if not self.begun:
            raise no_ledger(self.directory)
        return fresh(self.directory, LogTail(self.directory), renew_beside)

    def _discard_cache(self) -> None:
        from ledger.readmodel.cache import discard

        self._steady = None
        discard(self.directory)

    def _measured_before(self) -> Before:
        from ledger.measuring.filling import Before

        if self._before is None:
            self._before = Before(figures=self.remembered)
        return self._before

    def _note(self, session: Session) -> Days:
        from ledger.readmodel.queries_waiting import WAITING
        from ledger.readmodel.waiting import keep

        days = {day: int(n) for day, n in session.connection.execute(WAITING).fetchall()}
        keep(self.directory, self._version, session.at()[1], days)
        return days


def no_ledger(directory: Path) -> NotFound:
    """Return the error for a directory in which no ledger was begun."""
    return NotFound(
        f"there is no ledger in {directory} yet",
        "claims demo looks around; claims add begins one",
    )
