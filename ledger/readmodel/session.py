"""One reader's session: a cache attached read-only to a database in memory, and what is asked.

Invariant: the session's variables are set before any view is read, every result is fetched whole,
and nothing a session does can change the cache.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from ledger.readmodel.quoting import quoted
from ledger.readmodel.worked_out import forget, work_out

if TYPE_CHECKING:
    import duckdb
    from numpy.typing import NDArray

Value = object
Rows = list[dict[str, Value]]


@dataclass(frozen=True)
class Narrowing:
    """A filter: how it is told, and what of it the views cannot tell by a variable."""

    told: str
    """The filter in its normal form."""
    condition: str = ""
    """On the view `claims`; nothing where variables tell the whole filter."""
    parameters: tuple[Value, ...] = ()
    by_answers: bool = False
    """Whether claims were picked by what came of them."""


@dataclass(frozen=True)
class Asked:
    """Which facts, which day and which claims a report is about. The names are the views'."""

    as_of_position: int | None = None
    as_of_day: date | None = None
    claim_kind: str = "forecast"
    pooled: bool = False
    matured_only: bool = False
    include_early: bool = False
    include_untimely: bool = False
    scope: str = "first"
    horizon_days: int = 30
    grouping: tuple[str, ...] = ("commentator",)
    bin_scheme: str = "width10_left"
    shown_only: bool = False
    """For a screen: nothing is measured while nobody has more evidence than a list."""
    only_commentators: tuple[str, ...] | None = None
    only_topics: tuple[str, ...] | None = None
    only_sources: tuple[str, ...] | None = None
    only_stories: tuple[str, ...] | None = None
    narrowed: Narrowing | None = None
    """The filter that led to the four above, and what more it says than they can tell."""


class Session:
    """A read-only look at the read model, as `Asked`."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, asked: Asked) -> None:
        """Take a database with a cache attached, and set the variables that the views read."""
        self.connection = connection
        self._worked_out: set[str] = set()
        self._ask(asked)
        if asked.as_of_position is not None:
            self._look_back()
        if asked.narrowed is not None and asked.narrowed.condition:
            self._pick(asked.narrowed)

    def rows(self, query: str, parameters: Sequence[Value] | None = None) -> Rows:
        """Return every row of a query as a dictionary in the order of its columns."""
        found = self.connection.execute(query, parameters)
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def at(self) -> tuple[int, str]:
        """Return the position that the cache is at, and the mark of that log."""
        row = self.connection.execute("select position, mark from tracking").fetchall()[0]
        return int(row[0]), str(row[1])

    def arrays(self, query: str) -> dict[str, NDArray[Any]]:
        """Return the columns of a query as arrays of one length; a null is masked."""
        return self.connection.execute(query).fetchnumpy()

    def work_out(self, view: str) -> None:
        """Work a view out once, for all the views of this session that read it, until a `put`."""
        if view not in self._worked_out:
            work_out(self.connection, view)
            self._worked_out.add(view)

    def put(self, table: str, query: str, parameters: Sequence[Value] | None = None) -> None:
        """Put a query's rows where the views of this session read `table`.

        What was worked out of other rows is forgotten.
        """
        for view in self._worked_out:
            forget(self.connection, view)
        self._worked_out.clear()
        self._uncover(table)
        self.connection.execute(f"create or replace temp table {table} as {query}", parameters)

    def _uncover(self, name: str) -> None:
        """Let a name no longer stand for a query of this session alone."""
        found = self.connection.execute(
            "select 1 from duckdb_views() where database_name = 'temp' and view_name = ?", [name]
        )
        if found.fetchall():
            self.connection.execute(f"drop view temp.main.{name}")

    def fill(self, table: str, batches: Iterable[Sequence[Sequence[Value]]]) -> None:
        """Put batches of rows where the views of this session read `table`, and not in the cache.

        A temporary table stands before a stored one of its name, in the eyes of every view.
        """
        self.connection.execute(f"create or replace temp table {table} as from {table} limit 0")
        with self.connection.appender(table) as appender:
            for rows in batches:
                appender.append_rows(rows)

    def columns(self, query: str, parameters: Sequence[Value] = ()) -> list[str]:
        """Return the names of a query's columns."""
        return [
            str(row[0])
            for row in self.connection.execute(f"describe {query}", parameters or None).fetchall()
        ]

    def save_parquet(
        self,
        query: str,
        path: Path,
        parameters: Sequence[Value] = (),
        told: Mapping[str, str] | None = None,
    ) -> int:
        """Write a query's rows to a Parquet file, in their order; return how many there are.

        What is `told` stands in it beside them.
        """
        words = ", ".join(f"{key}: '{quoted(value)}'" for key, value in (told or {}).items())
        beside = f", kv_metadata {{{words}}}" if words else ""
        self.connection.execute("set preserve_insertion_order = true")
        # what is known of nulls beforehand would show in the bytes: let nothing be known
        self.connection.execute("set disabled_optimizers = 'statistics_propagation'")
        written = self.connection.execute(
            f"copy ({query}) to '{quoted(path)}' "
            f"(format parquet, compression zstd, use_tmp_file false{beside})",
            parameters or None,
        )
        count = int(written.fetchall()[0][0])
        self.connection.execute("reset disabled_optimizers")
        return count

    def confine(self, memory: str) -> None:
        """Cut the session off from files, network and settings, for SQL that people write."""
        self.connection.execute(f"set memory_limit = '{memory}'")
        self.connection.execute("set temp_directory = ''")
        self.connection.execute("set python_enable_replacements = false")
        self.connection.execute("set autoload_known_extensions = false")
        self.connection.execute("set autoinstall_known_extensions = false")
        self.connection.execute("set enable_external_access = false")
        self.connection.execute("set lock_configuration = true")

    def close(self) -> None:
        """Let go of the cache."""
        self.connection.close()

    def __enter__(self) -> Session:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close, whatever happened."""
        self.close()

    def _look_back(self) -> None:
        """Work out anew what the cache holds: its rows are only true of now.

        A temporary table stands before a stored one of its name, in the eyes of every view.
        """
        from ledger.readmodel.catch_up import hold_all
        from ledger.readmodel.migrate import held_tables

        for held in held_tables():
            self._uncover(held.table)
        hold_all(self.connection, "temp table")

    def _pick(self, narrowed: Narrowing) -> None:
        """Put the claims that satisfy a condition where the views of figures read them."""
        picked = f"select claim_id from claims where {narrowed.condition}"  # noqa: S608 our own words
        self.connection.execute(
            f"create or replace temp table picked as {picked}",
            [_listed(value) for value in narrowed.parameters],
        )
        self._set("only_picked", value=True)

    def _ask(self, asked: Asked) -> None:
        for one in fields(asked):
            if one.name != "narrowed" and getattr(asked, one.name) != one.default:
                self._set(one.name, getattr(asked, one.name))
        undone = [row[0] for row in self.connection.execute("select step from undone").fetchall()]
        if undone:
            self._set("undone_steps", undone)

    def _set(self, name: str, value: Value) -> None:
        self.connection.execute(f"set variable {name} = ?", [_listed(value)])


def _listed(value: Value) -> Value:
    return list(value) if isinstance(value, tuple) else value
