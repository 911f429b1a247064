"""New facts into typed tables: set by set, as the lines of JSON that the log gives.

Invariant: after catching up to a position, the tables are what a rebuild to that position would
have made, and the tracked position says so. Until then the database is nobody's: facts are saved
first, then what is held of them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Generator, Iterable, Iterator, Mapping, Sized
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import duckdb

from ledger.errors import Damaged
from ledger.readmodel.ahead import ahead
from ledger.readmodel.migrate import (
    MAKE_TRACKING,
    FactTable,
    HeldTable,
    fact_tables,
    held_tables,
    schema_digest,
)
from ledger.readmodel.parts import make_in_parts
from ledger.readmodel.quoting import quoted


class Lines(Sized, Protocol):
    """Some facts of one stored name, a line of JSON each; as long as there are facts."""

    @property
    def name(self) -> str:
        """The stored name that they are read as; empty for those whose content is gone."""

    @property
    def text(self) -> bytes:
        """The lines."""

    @property
    def apart(self) -> bool:
        """Whether some were sealed at another time than they say, or are read otherwise."""


_AT_ONCE = 120_000
"""Facts that are read into the tables at a time: as many as fill a row group of theirs."""
_BYTES_OF_CLAIM = 500
"""What working out one claim takes, about."""
UNDONE = "set variable undone_steps = (select coalesce(list(step), []) from undone)"
_ENVELOPE = {
    "position": "BIGINT",
    "stream": "VARCHAR",
    "stored_name": "VARCHAR",
    "recorded_at": "TIMESTAMP",
    "recorder": "VARCHAR",
    "batch": "VARCHAR",
    "sealed_at": "TIMESTAMP",
}


def track(connection: duckdb.DuckDBPyConnection) -> None:
    """Begin to track in a database that the migrations have just been applied to."""
    connection.execute(MAKE_TRACKING)
    connection.execute("insert into tracking values (?, 0, '', [])", [schema_digest()])


def tracked(connection: duckdb.DuckDBPyConnection) -> tuple[str, int, str]:
    """Return the digest, position and mark that a cache was left at."""
    found = connection.execute("select digest, position, mark from tracking").fetchall()
    digest, position, mark = found[0]
    return str(digest), int(position), str(mark)


def filled(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """Return the tables that had a row when a cache was made; to look for them takes longer."""
    [(tables,)] = connection.execute("select filled from tracking").fetchall()
    return frozenset(tables)


def catch_up(
    connection: duckdb.DuckDBPyConnection, lines: Iterable[Lines], position: int, mark: str
) -> None:
    """Bring the tables up to `position`; raise `Damaged` for a fact they have no room for."""
    connection.execute("begin")
    load(connection, lines)
    connection.execute("commit")
    hold(connection)
    connection.execute(
        "update tracking set position = ?, mark = ?, filled = ?",
        [position, mark, sorted(tables_with_rows(connection))],
    )


def load(
    connection: duckdb.DuckDBPyConnection, lines: Iterable[Lines], schema: str = ""
) -> frozenset[str]:
    """Put facts into the tables of a schema; return the stored names that came.

    The log is read in a thread of its own while what it gave before is being put away.
    """
    came: dict[str, bool] = {}
    tables = {table.stored_name: table for table in fact_tables()}
    with tempfile.TemporaryDirectory(prefix="claims-") as folder:
        for files in ahead(_in_files(lines, Path(folder))):
            for name, file in files.items():
                _fill(connection, tables.get(name), file, schema)
                came[name] = came.get(name, False) or file.apart
                file.path.unlink()
    for name, apart in came.items():
        if name in tables:
            with _as_written(name):
                connection.execute(_list(tables[name], schema, apart=apart))
    return frozenset(came)


def hold(connection: duckdb.DuckDBPyConnection) -> None:
    """Keep the rows of the views that are asked most, as they are now.

    In no transaction: what does not fit into memory would end it, and is taken in parts instead.
    """
    connection.execute(UNDONE)
    hold_all(connection, "table")


def hold_all(connection: duckdb.DuckDBPyConnection, kind: str) -> None:
    """Make the `table` or `temp table` of each view that is kept; what is empty stays as it is."""
    filled = tables_with_rows(connection)
    for held in held_tables():
        if not held.of or not filled.isdisjoint(held.of):
            _hold(connection, held, kind)


def may_have_rows(connection: duckdb.DuckDBPyConnection, held: HeldTable) -> bool:
    """Say whether the view of a table is worth being asked: to plan that costs most, if it is."""
    if not held.where_any:
        return True
    return bool(connection.execute(f"select 1 from {held.where_any} limit 1").fetchall())  # noqa: S608 a shipped name


def tables_with_rows(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """Return the tables that have a row, in whatever database is attached."""
    found = connection.execute(
        "select distinct table_name from duckdb_tables() where estimated_size > 0"
    ).fetchall()
    return frozenset(name for (name,) in found)


def _hold(connection: duckdb.DuckDBPyConnection, held: HeldTable, kind: str) -> None:
    if not may_have_rows(connection, held):
        connection.execute(f"create or replace {kind} {held.table} as from {held.table} limit 0")
    elif held.by_question:
        make_in_parts(connection, kind, held.table, f"from {held.view}", _BYTES_OF_CLAIM)
    else:
        connection.execute(f"create or replace {kind} {held.table} as from {held.view}")


def room() -> Mapping[str, int]:
    """Return up to which version the tables have room for each stored name."""
    return {table.stored_name: table.version for table in fact_tables()}


@dataclass
class _File:
    """Lines of one stored name, waiting to be read."""

    path: Path
    apart: bool = False


def _in_files(lines: Iterable[Lines], folder: Path) -> Generator[dict[str, _File]]:
    """Write lines to files by stored name, and yield these whenever there are enough.

    Whoever ends this ends the lines as well, in the thread that they were read in.
    """
    held, number, files = 0, 0, dict[str, _File]()
    try:
        for some in lines:
            file = files.setdefault(some.name, _File(folder / f"{number}-{some.name}.jsonl"))
            with file.path.open("ab") as out:
                out.write(some.text)
                out.write(b"\n")
            file.apart |= some.apart
            held += len(some)
            if held >= _AT_ONCE:
                yield files
                held, number, files = 0, number + 1, {}
        if files:
            yield files
    finally:
        if isinstance(lines, Generator):
            lines.close()


def _fill(
    connection: duckdb.DuckDBPyConnection, table: FactTable | None, file: _File, schema: str
) -> None:
    name = table.stored_name if table is not None else ""
    with _as_written(name):
        if table is not None:
            connection.execute(_insert(table, str(file.path), schema))
        if file.apart:
            connection.execute(_list_apart(name, str(file.path), schema))


@contextmanager
def _as_written(name: str) -> Iterator[None]:
    try:
        yield
    except (duckdb.DataError, duckdb.InvalidInputException, duckdb.ConstraintException) as error:
        raise Damaged(
            f"a fact “{name}” is not as it was written", "restore the ledger from a copy"
        ) from error


def _insert(table: FactTable, file: str, schema: str) -> str:
    names = ", ".join(f'"{name}"' for name in table.columns)
    return (
        f"insert into {schema}{table.table} ({names}) select {names} "  # noqa: S608 shipped names
        f"from {_read(table.columns, file)}"
    )


def _list(table: FactTable, schema: str, *, apart: bool) -> str:
    """Return the statement that lists the new facts of a table, but those listed already."""
    listed = f"and position not in (select position from {schema}fact)" if apart else ""  # noqa: S608 a shipped name
    return f"""
        insert into {schema}fact
        select position, '{table.stored_name}', recorded_at, recorder, batch
        from {schema}{table.table}
        where position > (select position from tracking) {listed}
    """  # noqa: S608 names come from the shipped migrations


def _list_apart(name: str, file: str, schema: str) -> str:
    """Return the statements that list facts which are not as all others, and say what is odd."""
    read, lost = _read(_ENVELOPE, file), str(not name).lower()
    return f"""
        insert into {schema}fact
        select position, coalesce(stored_name, '{name}'), recorded_at, recorder, batch from {read};
        insert into {schema}fact_apart
        select position, stream, {lost}, coalesce(sealed_at <> recorded_at, false) from {read}
        where {lost} or sealed_at <> recorded_at
    """  # noqa: S608 names come from the shipped migrations


def _read(columns: Mapping[str, str], file: str) -> str:
    typed = ", ".join(f"\"{name}\": '{kind}'" for name, kind in columns.items())
    return f"read_json('{quoted(file)}', format = 'newline_delimited', columns = {{{typed}}})"
