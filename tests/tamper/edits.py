"""One cell of one table changed, at random, behind the guards' back.

Invariant: every column of every table has its turn, and whatever is changed, the guards stand
afterwards as they did before.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.tamper.attacker import File

Value = object
_MASTER = "sqlite_master"
_TABLES = ("stored_events", "ledger_tree", "checkpoints", "stored_names", _MASTER)


@dataclass(frozen=True)
class Cell:
    """One place in a file, and what is to stand there."""

    table: str
    column: str
    row: tuple[tuple[str, Value], ...]
    value: Value

    def put(self, file: File) -> bool:
        """Change it; say whether SQLite let it happen."""
        where = " and ".join(f'"{name}" is ?' for name, _ in self.row)
        statement = f'update "{self.table}" set "{self.column}" = ? where {where}'
        values = [self.value, *(value for _, value in self.row)]
        try:
            with file.opened() if self.table == _MASTER else file.unguarded() as connection:
                return connection.execute(statement, values).rowcount == 1
        except sqlite3.IntegrityError:
            return False  # two rows under one key: there is no such file


def columns(path: Path) -> list[tuple[str, str]]:
    """Return every column of every table."""
    with closing(sqlite3.connect(path)) as connection:
        return [
            (table, row[1])
            for table in _TABLES
            for row in connection.execute(f"pragma table_info('{table}')").fetchall()
        ]


def drawn(path: Path, table: str, column: str, chance: random.Random) -> Cell:
    """Return a cell of a column with another value."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        rows = connection.execute(f'select * from "{table}"').fetchall()
    row = chance.choice(rows)
    value = _other(row[column], [one[column] for one in rows], chance)
    return Cell(table, column, tuple((name, row[name]) for name in row.keys()), value)  # noqa: SIM118


def _other(value: Value, others: list[Value], chance: random.Random) -> Value:
    """Return something else of its kind, another row's value, or something of another kind."""
    choice = chance.random()
    if choice < 0.2 and any(one != value for one in others):
        return chance.choice([one for one in others if one != value])
    if choice < 0.35:
        return chance.choice([None, 0, -1, 1.5, "", "x", b"", b"\x00", 2**62, "1", b"1"])
    return _CHANGES[type(value)](value, chance)


def _text(value: Value, chance: random.Random) -> str:
    """Return a text with one letter changed, put in or taken out, or of another kind."""
    text = str(value)
    at, letter = chance.randrange(len(text) + 1), chance.choice("aA0 1\n\x00é—")
    ways: list[Callable[[], str]] = [
        lambda: text[:at] + letter + text[at:],
        lambda: text[:at] + text[at + 1 :],
        lambda: text[:at] + letter + text[at + 1 :],
        text.swapcase,
    ]
    return chance.choice(ways)()


def _blob(value: Value, chance: random.Random) -> bytes | str:
    """Return bytes with one bit flipped, one byte more or less, or the same bytes as text."""
    assert isinstance(value, bytes)
    at, bit = chance.randrange(len(value) + 1), 1 << chance.randrange(8)
    ways: list[Callable[[], bytes | str]] = [
        lambda: value[:at] + bytes(one ^ bit for one in value[at : at + 1]) + value[at + 1 :],
        lambda: value[:at] + bytes([bit]) + value[at:],
        lambda: value[:at] + value[at + 1 :],
        lambda: value.decode("latin-1"),
    ]
    return chance.choice(ways)()


_CHANGES: dict[type, Callable[[Value, random.Random], Value]] = {
    int: lambda value, chance: int(str(value)) + chance.choice([-1, 1, 2, 1000]),
    str: _text,
    bytes: _blob,
    type(None): lambda _, chance: chance.choice([0, 1, "", "x", b"", b"x", bytes(16)]),
}
