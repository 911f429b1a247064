"""One view as it was asked for: as rows, as Arrow, or as a data frame."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from ledger.config import memory_limit
from ledger.errors import Failed, NotFound

if TYPE_CHECKING:
    import pandas
    import pyarrow

    from ledger.readmodel.session import Asked, Rows, Session

Done = TypeVar("Done")

_PAGE = 10_000
"""Rows that are in memory at a time where a table is written out."""


class Asking(Protocol):
    """What a table asks of a ledger."""

    def ask(
        self, query: str, parameters: Sequence[object] = (), asked: Asked | None = None
    ) -> Rows:
        """Return the rows of a query."""

    def asking(self, query: str, asked: Asked | None = None) -> AbstractContextManager[Session]:
        """Open a session in which a query finds what it reads."""

    def session(self, asked: Asked | None = None) -> AbstractContextManager[Session]:
        """Open a session."""

    def look(
        self, work: Callable[[Session], Done], asked: Asked | None = None, reading: str = ""
    ) -> Done:
        """Return what `work` makes of one session; it may be done twice."""


@dataclass(frozen=True)
class Table:
    """One view as it was asked for: as rows, as Arrow, or as a data frame."""

    ledger: Asking
    query: str
    asked: Asked | None = None
    parameters: tuple[object, ...] = ()
    told: Mapping[str, str] = field(default_factory=dict)
    """What a file of it says beside the rows, where its format has room for that."""

    def rows(self) -> Rows:
        """Return a list of dictionaries, one per row, in the view's total order."""
        return self.ledger.ask(self.query, self.parameters, self.asked)

    def look(self, work: Callable[[Session], Done]) -> Done:
        """Return what `work` makes of a session that has what the rows are made of.

        Where a cache is found damaged, `work` is done again from its beginning.
        """
        return self.ledger.look(work, self.asked, self.query)

    def columns(self) -> list[str]:
        """Return the names of the columns, in order."""
        with self.ledger.session(self.asked) as session:
            return session.columns(self.query, self.parameters)

    def only(self, columns: Sequence[str]) -> Table:
        """Return the same rows with these columns alone; raise `NotFound` for one it has not."""
        held = self.columns()
        for name in columns:
            if name not in held:
                raise NotFound(f"there is no column “{name}”", f"one of: {', '.join(held)}")
        named = ", ".join(f'"{name}"' for name in columns)
        return replace(self, query=f"select {named} from ({self.query})")  # noqa: S608 checked above

    def save_parquet(self, path: Path) -> int:
        """Write the rows to a Parquet file, zstd-compressed, in the view's total order.

        Return how many there are; they are never in memory all at once.
        """
        with self.ledger.asking(self.query, self.asked) as session:
            return sparing(
                session,
                lambda: session.save_parquet(self.query, path, self.parameters, self.told),
            )

    def arrow(self) -> pyarrow.Table:
        """Return a `pyarrow.Table`; raise `Failed` without ``claimsledger[notebook]``."""
        try:
            import pyarrow  # noqa: F401 only to say kindly that it is missing
        except ImportError as error:
            raise Failed(
                "pyarrow is not installed", "pip install 'claimsledger[notebook]'"
            ) from error
        with self.ledger.asking(self.query, self.asked) as session:
            return session.connection.sql(
                self.query, params=self.parameters or None
            ).to_arrow_table()

    def frame(self) -> pandas.DataFrame:
        """Return a `pandas.DataFrame`; raise `Failed` without ``claimsledger[notebook]``."""
        try:
            import pandas  # noqa: F401 only to say kindly that it is missing
        except ImportError as error:
            raise Failed(
                "pandas is not installed", "pip install 'claimsledger[notebook]'"
            ) from error
        return self.arrow().to_pandas()


def pages(
    session: Session, query: str, parameters: Sequence[object] = ()
) -> Iterator[list[tuple[object, ...]]]:
    """Yield the rows of a query, some thousands at a time; the session is theirs until the end."""
    found = session.connection.execute(query, parameters or None)
    while page := found.fetchmany(_PAGE):
        yield page


def sparing(session: Session, work: Callable[[], Done]) -> Done:
    """Return what `work` makes of a session in the memory it has, in more, or in all there is.

    One thread alone takes less than several, and is tried before more memory.
    """
    import duckdb

    do = session.connection.execute
    [(before,)] = do("select current_setting('memory_limit')").fetchall()
    try:
        more = f"set memory_limit = '{memory_limit()}'"
        for allowing in ("set threads = 1", more, "reset memory_limit"):
            try:
                return work()
            except duckdb.OutOfMemoryException:
                do(allowing)
        return work()
    finally:
        do("reset threads")
        with suppress(duckdb.OutOfMemoryException):
            do(f"set memory_limit = '{before}'")
