"""What a file says, as plain SQLite reads it: every row of every table, and the schema.

Invariant: two files are the same here only if no reader could tell them apart by what they say.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

Contents = dict[str, list[str]]


def contents(path: Path) -> Contents | None:
    """Return all rows, with the type of each value; None where they cannot be read."""
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
            tables = connection.execute("select name from sqlite_master where type = 'table'")
            names = ["sqlite_master", *(row[0] for row in tables.fetchall())]
            return {name: _rows(connection, name) for name in names}
    except (sqlite3.Error, OverflowError, TypeError, ValueError):
        return None


def _rows(connection: sqlite3.Connection, table: str) -> list[str]:
    return sorted(repr(row) for row in connection.execute(f'select * from "{table}"'))
