"""What is set aside outside memory, in a file that has no name: in batches, or by key.

Invariant: what was put comes out as it went in, as often as it is asked for; nothing of it outlasts
the process.
"""

from __future__ import annotations

import marshal
import os
import sqlite3
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO, Generic, TypeVar, cast

from ledger.errors import Failed

Item = TypeVar("Item")
Key = TypeVar("Key", str, bytes)
_AT_ONCE = 500
"""Keys that are looked up at a time."""
_BY_KEY = (
    "pragma journal_mode = off",
    "pragma cache_size = -8192",
    "create table aside (key primary key, value blob) without rowid",
)
_SIZE = 8
"""Bytes of how long a batch is. One that is read whole is taken apart four times as fast."""


class Aside(Generic[Item]):
    """Holds batches of plain values: numbers, texts, bytes, and tuples and lists of them."""

    def __init__(self) -> None:
        """Hold nothing yet."""
        self._file: BinaryIO | None = None

    def put(self, batch: list[Item]) -> None:
        """Set a batch aside."""
        try:
            if self._file is None:
                self._file = cast("BinaryIO", tempfile.TemporaryFile())  # noqa: SIM115 kept open
                weakref.finalize(self, self._file.close)
            written = marshal.dumps(batch)
            self._file.seek(0, os.SEEK_END)
            self._file.write(len(written).to_bytes(_SIZE) + written)
        except OSError as error:
            raise _failed(error.strerror) from error

    def batches(self) -> Iterator[list[Item]]:
        """Yield all batches; what is put meanwhile comes out as well."""
        if self._file is None:
            return
        at = 0
        try:
            while written := self._batch_at(self._file, at):
                at += _SIZE + len(written)
                # Written by this process into a file that no other can open.
                yield cast("list[Item]", marshal.loads(written))  # noqa: S302
        except OSError as error:
            raise _failed(error.strerror) from error

    def close(self) -> None:
        """Let go of it all."""
        if self._file is not None:
            self._file.close()
            self._file = None

    @staticmethod
    def _batch_at(file: BinaryIO, at: int) -> bytes:
        file.seek(at)
        return file.read(int.from_bytes(file.read(_SIZE)))


class ByKey(Generic[Key, Item]):
    """Holds plain values by a key, of which the last one put counts."""

    def __init__(self) -> None:
        """Hold nothing yet."""
        self._base: sqlite3.Connection | None = None

    def __bool__(self) -> bool:
        """Say whether anything was put."""
        return self._base is not None

    def put(self, pairs: Iterable[tuple[Key, Item]]) -> None:
        """Set values aside."""
        try:
            if self._base is None:
                self._base = _by_key()
                weakref.finalize(self, self._base.close)
            self._base.execute("begin")
            self._base.executemany(
                "insert or replace into aside values (?, ?)",
                ((key, _plainly(item)) for key, item in pairs),
            )
            self._base.execute("commit")
        except sqlite3.Error as error:
            raise _failed(error) from error

    def found(self, keys: Sequence[Key]) -> Iterator[tuple[Key, Item]]:
        """Yield those of the keys under which something was put, each with its value."""
        if self._base is None:
            return
        for start in range(0, len(keys), _AT_ONCE):
            chunk = keys[start : start + _AT_ONCE]
            query = f"select * from aside where key in ({','.join('?' * len(chunk))})"  # noqa: S608 only question marks
            for key, written in self._base.execute(query, chunk).fetchall():
                # Written by this process into a file that no other can open.
                yield key, cast("Item", marshal.loads(written))  # noqa: S302

    def close(self) -> None:
        """Let go of it all."""
        if self._base is not None:
            self._base.close()
            self._base = None


def _plainly(item: object) -> bytes:
    return marshal.dumps(item)  # type: ignore[arg-type]  # plain, as its class says


def _by_key() -> sqlite3.Connection:
    made = sqlite3.connect("", isolation_level=None)
    for statement in _BY_KEY:
        made.execute(statement)
    return made


def _failed(why: object) -> Failed:
    return Failed(
        f"what does not fit into memory cannot be set aside ({why})",
        "make room where temporary files go, or name another folder with TMPDIR",
    )
