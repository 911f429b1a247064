"""What was worked out before, on disk beside the cache: texts by the digest of all that went in.

Invariant: nothing rests on it. What is missing is worked out again, and a file that is damaged,
foreign or cannot be written is thrown away without a word.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

_FILE = "figures.sqlite"
_MOST = 20_000
"""Texts that are kept; the oldest go first."""
_TABLE = "create table if not exists kept (number integer primary key, key text unique, value text)"
_READ = "select value from kept where key = ?"
_WRITE = "insert or replace into kept (key, value) values (?, ?)"
_FORGET = "delete from kept where number <= (select max(number) from kept) - ?"


class Remembered:
    """Texts by key, in a file in the cache's folder; without a folder, in memory alone."""

    def __init__(self, folder: Path | None = None) -> None:
        """Take the folder; it is made by whoever makes the cache."""
        self._path = folder / _FILE if folder is not None else None
        self._found: dict[str, str | None] = {}
        self._new: dict[str, str] = {}

    def read(self, key: str) -> str | None:
        """Return the text of a key, or None for none."""
        if key not in self._found:
            self._found[key] = self._on_disk(key)
        return self._found[key]

    def write(self, key: str, value: str) -> None:
        """Keep a text; it reaches the disk with `save`."""
        self._found[key] = self._new[key] = value

    def save(self) -> None:
        """Write what is new to the disk, as far as that can be done."""
        if not self._new or self._path is None:
            return
        try:
            with closing(self._connected()) as held, held:
                held.executemany(_WRITE, list(self._new.items()))
                held.execute(_FORGET, (_MOST,))
            self._path.chmod(0o600)
        except (sqlite3.Error, OSError):
            self._discard()
        self._new.clear()

    def _on_disk(self, key: str) -> str | None:
        if self._path is None or not self._path.is_file():
            return None
        try:
            with closing(self._connected()) as held:
                row = held.execute(_READ, (key,)).fetchone()
        except sqlite3.Error:
            self._discard()
            return None
        return str(row[0]) if row else None

    def _connected(self) -> sqlite3.Connection:
        held = sqlite3.connect(str(self._path), timeout=0.2)
        held.execute("pragma synchronous = off")
        held.execute(_TABLE)
        return held

    def _discard(self) -> None:
        with suppress(OSError):
            if self._path is not None:
                self._path.unlink(missing_ok=True)
