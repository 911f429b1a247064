"""The guards stand: every table and trigger is the one this program makes, with no other."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import cache

from ledger.log.checks.look import Finding, Look
from ledger.log.schema import GUARDS, STATEMENTS, TABLES

_MADE = "select type, name, tbl_name, sql, rootpage = 0 from sqlite_master order by name, type, sql"
_MEANS = "somebody changed how the file is guarded; what stood unguarded may have been altered"

Parts = dict[str, list[tuple[object, ...]]]


def check(look: Look) -> Iterator[Finding]:
    """Yield what is missing, changed or added."""
    found, expected = _by_name(look.ask(_MADE)), _expected()
    for name in sorted(expected.keys() | found.keys()):
        if found.get(name) != expected.get(name):
            yield Finding("guards", name, _what(name, found, expected), _MEANS)


def strange_tables(look: Look) -> list[str]:
    """Return which of our tables are others than we make: reading these could do anything."""
    found, expected = _by_name(look.ask(_MADE)), _expected()
    return [name for name in TABLES if found.get(name) != expected[name]]


@cache
def _expected() -> Parts:
    """Return what SQLite keeps of our statements: it has its own way of writing them down."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for statement in STATEMENTS:
            connection.execute(statement)
        return _by_name(connection.execute(_MADE).fetchall())


def _by_name(rows: list[tuple[object, ...]]) -> Parts:
    """Return everything about each name; a name may be there twice in a file that was altered."""
    parts: Parts = {}
    for row in rows:
        parts.setdefault(str(row[1]), []).append(row)
    return parts


def _what(name: str, found: Parts, expected: Parts) -> str:
    kind = "guard" if name in GUARDS else "table" if name in expected else "addition"
    if name not in found:
        return f"this {kind} is gone"
    return f"this {kind} is another than it was" if name in expected else "this is not ours"
