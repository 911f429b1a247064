"""New facts into typed tables: one set-based statement per stored name, in one transaction.

Invariant: after catching up to a position, the tables are what a rebuild to that position would
have made, and the tracked position says so.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

import duckdb
from duckdb.sqltypes import DuckDBPyType

from ledger.errors import Damaged
from ledger.readmodel.migrate import FactTable, fact_tables, held_tables, schema_digest

Row = tuple[int, str, int, str, str | None, str | None, str]
"""Position, stream, version, stored name, the name of the table's fact that it fills (None for a
redacted one), when it was sealed (None where nothing was), state (JSON text)."""

Upcast = Callable[[str, str], str]
"""From a stored name and an older state to the state as it would be written today."""

_OWN = ("position", "stream", "version")
_UNDONE = "set variable undone_steps = (select coalesce(list(step), []) from undone)"
_TRACKING = "create table tracking (digest varchar, position bigint, mark varchar)"
_STAGING = """
    create temp table staged (
        position bigint, stream varchar, version integer, name varchar, fills varchar,
        sealed_at timestamp, state varchar
    )
"""
_LIST = """
    insert into fact
    select position, stream, version, name, s.recorded_at, s.recorder, s.batch,
        coalesce(sealed_at, s.recorded_at), fills is null
    from (
        select *, from_json_strict(state,
            '{"recorded_at":"TIMESTAMP","recorder":"VARCHAR","batch":"VARCHAR"}') as s
        from staged
    )
    order by position
"""
_VERSIONS = """
    select fills, max((state ->> 'class_version')::integer)
    from staged where fills is not null group by fills
"""
_OLDER = """
    select position, fills, state from staged
    where fills = ? and (state ->> 'class_version')::integer < ?
"""

_RAISE = (
    "update staged set state = raised.state from raised where staged.position = raised.position"
)


def track(connection: duckdb.DuckDBPyConnection) -> None:
    """Begin to track in a database that the migrations have just been applied to."""
    connection.execute(_TRACKING)
    connection.execute("insert into tracking values (?, 0, '')", [schema_digest()])


def tracked(connection: duckdb.DuckDBPyConnection) -> tuple[str, int, str]:
    """Return the digest, position and mark that a cache was left at."""
    found = connection.execute("select digest, position, mark from tracking").fetchall()
    digest, position, mark = found[0]
    return str(digest), int(position), str(mark)


def catch_up(
    connection: duckdb.DuckDBPyConnection,
    pages: Iterable[list[Row]],
    position: int,
    mark: str,
    upcast: Upcast,
) -> None:
    """Bring the tables up to `position`; raise `Damaged` for a fact they have no room for."""
    connection.execute("begin")
    connection.execute(_STAGING)
    for page in pages:
        _load(connection, page, upcast)
    connection.execute("drop table staged")
    hold(connection)
    connection.execute("update tracking set position = ?, mark = ?", [position, mark])
    connection.execute("commit")


def hold(connection: duckdb.DuckDBPyConnection) -> None:
    """Keep the rows of the views that are asked most, as they are now."""
    connection.execute(_UNDONE)
    for held in held_tables():
        connection.execute(f"create or replace table {held.table} as from {held.view}")


def _load(connection: duckdb.DuckDBPyConnection, page: list[Row], upcast: Upcast) -> None:
    connection.execute("truncate staged")
    with connection.appender("staged") as appender:
        appender.append_rows(page)
    tables = {table.stored_name: table for table in fact_tables()}
    for name, version in connection.execute(_VERSIONS).fetchall():
        _check_room(name, version, tables.get(name))
        _raise_older(connection, tables[name], upcast)
        _fill(connection, tables[name])
    connection.execute(_LIST)


def _fill(connection: duckdb.DuckDBPyConnection, table: FactTable) -> None:
    try:
        connection.execute(_insert(connection, table), [table.stored_name])
    except (duckdb.InvalidInputException, duckdb.ConversionException) as error:
        raise Damaged(
            f"a fact “{table.stored_name}” is not as it was written",
            "restore the ledger from a copy",
        ) from error


def _check_room(name: str, version: int, table: FactTable | None) -> None:
    if table is None or version > table.version:
        raise Damaged(
            f"the ledger holds a fact “{name}” (version {version}) that this program does not know",
            "update the program: pip install --upgrade claimsledger",
        )


def _raise_older(connection: duckdb.DuckDBPyConnection, table: FactTable, upcast: Upcast) -> None:
    """Write older facts the way they would be written today, by the log's own upcasts."""
    if table.version == 1:
        return
    older = connection.execute(_OLDER, [table.stored_name, table.version]).fetchall()
    if not older:
        return
    connection.execute("create or replace temp table raised (position bigint, state varchar)")
    with connection.appender("raised") as appender:
        appender.append_rows([(position, upcast(name, state)) for position, name, state in older])
    connection.execute(_RAISE)


def _insert(connection: duckdb.DuckDBPyConnection, table: FactTable) -> str:
    described = connection.execute(f"describe {table.table}").fetchall()
    columns = [(name, kind) for name, kind, *_ in described if name not in _OWN]
    struct = json.dumps({name: _shape(kind) for name, kind in columns})
    return f"""
        insert into {table.table}
        select position, stream, version, s.*
        from (select *, from_json_strict(state, '{struct}') as s from staged where fills = ?)
        order by position
    """  # noqa: S608 names and types come from the shipped migrations


def _shape(kind: str) -> object:
    """Return a column's type as the reader of JSON is told it."""
    if kind.endswith("[]"):
        return [_shape(kind.removesuffix("[]"))]
    if kind.startswith("STRUCT"):
        return {name: str(part) for name, part in DuckDBPyType(kind).children}
    return kind
