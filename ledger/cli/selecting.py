"""One SELECT, and what it answers as JSON: how many rows, how large, and what is refused.

Invariant: nothing but one SELECT is run, and no more than `MOST_ROWS` rows and `LARGEST_ANSWER`
bytes come of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ledger.cli.carried import pack
from ledger.errors import Unreadable

if TYPE_CHECKING:
    import duckdb

MOST_ROWS = 100_000
LARGEST_ANSWER = 64_000_000
"""Bytes, as they are carried."""
_ROWS_AT_ONCE = 256
_LONGEST_MESSAGE = 600
_ENCODED = json.JSONEncoder(ensure_ascii=False).encode
_EXPLAIN = re.compile(
    r"\s*explain\s+(analyze\s+)?(\(\s*(analyze|format)\b[^)]*\)\s*)?", re.IGNORECASE
)


class TooMuchMemory(Unreadable):
    """The statement met its bound; this process may have lost the room for another."""

    def __init__(self) -> None:
        """Say so, and what to do."""
        super().__init__(
            "the statement needs more memory than it may take",
            "narrow it, or allow more with --memory",
        )


def answer(connection: duckdb.DuckDBPyConnection, statement: str) -> str:
    """Return the rows of one SELECT as a line of JSON; raise `Unreadable`."""
    import duckdb

    try:
        _check_one_select(connection, statement)
        found = connection.execute(statement)
        columns = _distinct([str(column[0]) for column in found.description or ()])
        rows, more = _fetched(found)
    except duckdb.OutOfMemoryException as error:
        raise TooMuchMemory from error
    except duckdb.Error as error:
        raise Unreadable(_first_line(str(error)), "claims sql --help lists the views") from error
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise Unreadable(
            "a value of the answer is beyond what can be carried", "cast it to text with ::varchar"
        ) from error
    head = f'"columns": {_ENCODED(columns)}, "more": {_ENCODED(more)}'
    return f'{{{head}, "rows": [{",".join(rows)}]}}'


def _fetched(found: duckdb.DuckDBPyConnection) -> tuple[list[str], bool]:
    """Return as many rows as are shown, as JSON, and whether there were more."""
    kept: list[str] = []
    size = 0
    while rows := found.fetchmany(_ROWS_AT_ONCE):
        for row in rows:
            if len(kept) == MOST_ROWS:
                return kept, True
            kept.append(_ENCODED(pack(row)))
            size += len(kept[-1].encode("utf-8", "replace"))
        if size > LARGEST_ANSWER:
            raise Unreadable(
                f"the answer is larger than {LARGEST_ANSWER // 1_000_000} MB",
                "select fewer rows, fewer columns, or a part of the text with left(text, 100)",
            )
    return kept, False


def _check_one_select(connection: duckdb.DuckDBPyConnection, statement: str) -> None:
    import duckdb

    found = connection.extract_statements(statement)
    if not found:
        raise Unreadable("there is no statement", "claims sql --help has an example")
    if len(found) == 1 and found[0].type == duckdb.StatementType.EXPLAIN:
        # EXPLAIN ANALYZE does what it explains.
        found = connection.extract_statements(_EXPLAIN.sub("", found[0].query, count=1))
    if len(found) != 1 or found[0].type != duckdb.StatementType.SELECT:
        raise Unreadable(
            "only one SELECT statement at a time is answered",
            "facts are changed by the verbs, never by SQL",
        )


def _distinct(names: Sequence[str]) -> list[str]:
    """Return column names, each different: a name that comes again gets a number."""
    seen: dict[str, int] = {}
    named = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        named.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return named


def _first_line(message: str) -> str:
    lines = [line for line in message.splitlines() if line.strip()]
    return lines[0][:_LONGEST_MESSAGE] if lines else "the statement was refused"
