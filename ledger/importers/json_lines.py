"""Forecasts as JSON lines: an object a line, with the names of the columns of the CSV.

Invariant: a value is read as the text that the CSV would hold; a name that a row leaves out is an
empty cell. A line that is no such object is a row that is refused, and the next is read.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from ledger.errors import Malformed, Unreadable
from ledger.importers.rows import Wrong
from ledger.importers.tables import FIRST, Line, stamp_of
from ledger.strict import check_text
from ledger.strict.json_row import Written, load_row

_TRUTHS = {"outcome": ("0", "1")}
"""What false and true are in a column; elsewhere they are written as words."""
_WHOLE = {"1.0": "1", "0.0": "0"}
_REMEDY = "write a text, a number, true, false or null"


class JsonLines:
    """A file of JSON lines. Its names are those of all its rows, known once it was scanned."""

    begin = "give each line"

    def __init__(self, file: BinaryIO) -> None:
        """Take an open file; it stays open."""
        self._file = file
        self._names: dict[str, None] = {}

    def stamp(self) -> tuple[int, int] | None:
        """Return what changes when somebody writes to the file; None where nobody can."""
        return stamp_of(self._file)

    def check(self) -> str:
        """Return the file's SHA-256; raise `Malformed` for one that is no text."""
        return check_text(self._file, "JSON lines")

    @property
    def names(self) -> list[str]:
        """The names that rows have, in the order in which they come up."""
        if not self._names:
            for _ in self.scan():
                pass
        return list(self._names)

    def scan(self) -> Iterator[tuple[int, str, Sequence[str]]]:
        """Yield each row's line and external_id."""
        names = self._names
        for line, row in self._all():
            if isinstance(row, Wrong):
                yield line, "", ()
                continue
            if not row.keys() <= names.keys():
                names.update(dict.fromkeys(row))
            try:
                yield line, _text(FIRST, row.get(FIRST)).strip(), ()
            except Unreadable:
                yield line, "", ()

    def rows(self) -> Iterator[Line]:
        """Yield the rows, each with a cell for every name."""
        names = self.names
        for line, row in self._all():
            yield line, row if isinstance(row, Wrong) else _cells(row, names)

    def _all(self) -> Iterator[tuple[int, dict[str, object] | Wrong]]:
        self._file.seek(0)
        text = io.TextIOWrapper(self._file, "utf-8-sig", newline="\n")
        try:
            for number, line in enumerate(text, 1):
                if not line.isspace():
                    yield number, _row(line)
        finally:
            text.detach()


def _row(line: str) -> dict[str, object] | Wrong:
    try:
        return load_row(line.strip())
    except Malformed as fault:
        return Wrong(Unreadable(fault.problem, fault.remedy))


def _cells(row: dict[str, object], names: Sequence[str]) -> list[str]:
    try:
        return [_text(name, row.get(name)) for name in names]
    except Unreadable as error:
        return Wrong(error)


def _text(name: str, value: object) -> str:
    """Return the text that a CSV would hold."""
    if isinstance(value, Written):
        return _WHOLE.get(value, str(value)) if name == "outcome" else str(value)
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return _TRUTHS.get(name, ("false", "true"))[value]
    if name == "probabilities" and isinstance(value, dict):
        return _object(value)
    if name == "options" and isinstance(value, list) and all(isinstance(one, str) for one in value):
        return "; ".join(map(str, value))
    raise Unreadable(f"{name} is neither a text nor a number", _REMEDY)


def _object(value: dict[str, object]) -> str:
    """Write an object of numbers down again, to the letter."""
    pairs = [
        f"{json.dumps(name)}: {one if isinstance(one, Written) else json.dumps(one)}"
        for name, one in value.items()
    ]
    return "{" + ", ".join(pairs) + "}"
