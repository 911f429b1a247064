"""Rows of cells from a file of any length, whatever its form: CSV here, the others beside it.

Invariant: a cell is a text, as a CSV of the same content would have it; the file can be gone
through again and again, and only a piece of it is in memory.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Protocol

from ledger.aside import Aside
from ledger.errors import Malformed
from ledger.strict import check_text, csv_rows_of

_AT_ONCE = 2_000
FIRST = "external_id"
"""The column by which rows are told apart."""
Line = tuple[int, list[str]]
"""Where a row stands, and its cells; of another number than the names if the row is wrong."""


class Table(Protocol):
    """A file of rows."""

    begin: str
    """How a file of this form names its columns, in words that end before their list."""

    def check(self) -> str:
        """Return the file's SHA-256; raise `Malformed` for one that cannot be read at all."""

    def stamp(self) -> tuple[int, int] | None:
        """Return what changes when somebody writes to the file; None where nobody can."""

    def scan(self) -> Iterator[tuple[int, str, Sequence[str]]]:
        """Yield each row's line and external_id, and the cells of one of another width."""

    @property
    def names(self) -> list[str]:
        """The names of the columns; after `scan`, all of them."""

    def rows(self) -> Iterator[Line]:
        """Yield the rows; raises `Malformed` from where there can be told no more."""


def stamp_of(file: BinaryIO) -> tuple[int, int] | None:
    """Return the size of a file on disk and when it was written to; None for another."""
    try:
        found = os.fstat(file.fileno())
    except io.UnsupportedOperation:
        return None
    return found.st_size, found.st_mtime_ns


class CsvTable:
    """A CSV file: UTF-8, comma-separated, the names in its first row."""

    begin = "begin it with"

    def __init__(self, file: BinaryIO) -> None:
        """Take an open file; it stays open."""
        self._file = file
        self._names: list[str] | None = None
        self._scanned: Aside[Line] | None = None
        """The rows, taken apart; all but the last few. Nothing until they were gone through."""
        self._last: list[Line] = []
        self._ends: Malformed | None = None
        """Why there are no more."""

    def stamp(self) -> tuple[int, int] | None:
        """Return what changes when somebody writes to the file; None where nobody can."""
        return stamp_of(self._file)

    def check(self) -> str:
        """Return the file's SHA-256; raise `Malformed` for one that is no text."""
        return check_text(self._file, "CSV")

    @property
    def names(self) -> list[str]:
        """The names in the first row."""
        if self._names is None:
            _, first = next(self._all(), (1, []))
            self._names = [name.strip() for name in first]
        return self._names

    def scan(self) -> Iterator[tuple[int, str, Sequence[str]]]:
        """Yield each row's line and external_id, and the cells of one of another width."""
        names = self.names
        at, width = names.index(FIRST) if FIRST in names else 0, len(names)
        for line, cells in self._first_time():
            if len(cells) == width:
                yield line, cells[at].strip(), ()
            else:
                yield line, "", cells

    def rows(self) -> Iterator[Line]:
        """Yield the rows after the first."""
        if self._scanned is None:
            yield from self._parsed()
            return
        for batch in self._scanned.batches():
            yield from batch
        yield from self._last
        if self._ends is not None:
            raise self._ends

    def _first_time(self) -> Iterator[Line]:
        """Yield the rows, and set them aside: to take CSV apart again would take much longer."""
        aside, last = Aside[Line](), list[Line]()
        try:
            for row in self._parsed():
                last.append(row)
                if len(last) >= _AT_ONCE:
                    aside.put(last)
                    last = []
                yield row
        except Malformed as fault:
            self._scanned, self._last, self._ends = aside, last, fault
            raise
        self._scanned, self._last = aside, last

    def _parsed(self) -> Iterator[Line]:
        rows = self._all()
        next(rows, None)
        return rows

    def _all(self) -> Iterator[Line]:
        self._file.seek(0)
        text = io.TextIOWrapper(self._file, "utf-8-sig", newline="")
        try:
            yield from csv_rows_of(text)
        finally:
            text.detach()
