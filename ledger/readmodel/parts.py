"""Very many claims, worked out some questions or stories at a time: what is in hand stays small.

Invariant: the rows are those that would come all at once, in whatever order.
"""

from __future__ import annotations

import duckdb

_MOST = 4_096
"""Parts of which one is no more taken apart."""
_PARTS = """
    select ceil(count(*) * ? / parse_formatted_bytes(current_setting('memory_limit')))::integer
    from claim_recorded
"""


def make_in_parts(
    connection: duckdb.DuckDBPyConnection, kind: str, name: str, query: str, bytes_each: int
) -> int:
    """Make a `table` or `temp table` of a query whose views ask `in_part`.

    `bytes_each` is what working out one claim takes; as many as fit are worked out at once. Return
    how many parts that made; raise `duckdb.OutOfMemoryException` where the smallest does not fit.
    """
    [(parts,)] = connection.execute(_PARTS, [bytes_each]).fetchall()
    if parts <= 1 and _made(connection, f"create or replace {kind} {name} as {query}"):
        return 1
    connection.execute(f"create or replace {kind} {name} as {query} limit 0")
    parts = max(2, parts)
    waiting, made = [(part, parts) for part in range(parts)], 0
    try:
        while waiting:
            part, of = waiting.pop()
            connection.execute("set variable parts = ?", [of])
            connection.execute("set variable part = ?", [part])
            if _made(connection, f"insert into {name} {query}", last=of >= _MOST):
                made += 1
            else:
                waiting += [(part, 2 * of), (part + of, 2 * of)]
    finally:
        connection.execute("reset variable parts")
    return made


def _made(connection: duckdb.DuckDBPyConnection, statement: str, *, last: bool = False) -> bool:
    """Say whether a statement found room in memory; raise what it raised for the `last` try."""
    try:
        connection.execute(statement)
    except duckdb.OutOfMemoryException:
        if last:
            raise
        return False
    return True
