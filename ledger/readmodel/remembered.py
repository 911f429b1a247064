"""What was worked out before, on disk beside the cache: texts by the digest of all that went in.

Invariant: nothing rests on it. What is missing is worked out again, and a file that is damaged,
foreign or cannot be written is thrown away without a word.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

_FILE = "figures.sqlite"
_MOST = 20_000
"""Texts that are kept; the oldest go first."""
_WAITING = 1_000
"""Texts that wait in memory to be written together."""
_TABLE = "create table if not exists kept (number integer primary key, key text unique, value text)"
_READ = "select value from kept where key = ?"
_WRITE = "insert or replace into kept (key, value) values (?, ?)"
_FORGET = "delete from kept where number <= (select max(number) from kept) - ?"


class Remembered:
    """Texts by key, in a file in the cache's folder; without a folder, in memory alone."""

    def __init__(self, folder: Path | None = None) -> None:
        """Take the folder; it is made by whoever makes the cache."""
        self._path = folder / _FILE if folder is not None else None
        self._new: dict[str, str] = {}

    def read(self, key: str) -> str | None:
        """Return the text of a key, or None for none."""
        [found] = self.read_all([key])
        return found

    def read_all(self, keys: Sequence[str]) -> list[str | None]:
        """Return the texts of keys, None for each without."""
        missing = [key for key in keys if key not in self._new]
        found = {**self._on_disk(missing), **self._new}
        return [found.get(key) for key in keys]

    def write(self, key: str, value: str) -> None:
        """Keep a text; it reaches the disk with `save`, or with many others."""
        self._new[key] = value
        if len(self._new) >= _WAITING:
            self.save()

    def save(self) -> None:
        """Write what is new to the disk; where that cannot be done, it stays in memory."""
        if not self._new or self._path is None:
            return
        try:
            with closing(self._connected()) as held, held:
                held.executemany(_WRITE, list(self._new.items()))
                held.execute(_FORGET, (_MOST,))
            self._path.chmod(0o600)
        except (sqlite3.Error, OSError):
            self._discard()
            self._path = None
        else:
            self._new.clear()

    def _on_disk(self, keys: Sequence[str]) -> dict[str, str]:
        if not keys or self._path is None or not self._path.is_file():
            return {}
        try:
            with closing(self._connected()) as held:
                rows = [held.execute(_READ, (key,)).fetchone() for key in keys]
        except sqlite3.Error:
            self._discard()
            return {}
        return {key: str(row[0]) for key, row in zip(keys, rows, strict=True) if row}

    def _connected(self) -> sqlite3.Connection:
        held = sqlite3.connect(str(self._path), timeout=0.2)
        held.execute("pragma synchronous = off")
        held.execute(_TABLE)
        return held

    def _discard(self) -> None:
        with suppress(OSError):
            if self._path is not None:
                self._path.unlink(missing_ok=True)
