"""Forecasts as a file of rows: a row is one stated probability, perhaps with its outcome.

A file may be of any length: it is gone through row by row, as often as needed, and only ids that
stand in several rows are looked at together. Invariant: a row is taken whole or refused with its
line, its field and a remedy; no row is dropped in silence.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from itertools import islice
from typing import BinaryIO

from ledger.errors import Failed, Malformed, Refusal, Unreadable
from ledger.importers.forecast_reader import SEVERAL, Groups, Reader, refused
from ledger.importers.forecast_rows import (
    KNOWN,
    REQUIRED,
    fields_of,
    further,
    header_of,
    of_kinds,
    of_row,
    of_several,
)
from ledger.importers.found import Found, Options
from ledger.importers.repeats import Marks, Repeats, mark_of
from ledger.importers.rows import Fault, Row, Several, options_of
from ledger.importers.tables import CsvTable, Line, Table
from ledger.intake import Plain
from ledger.intake import Row as Taken
from ledger.steps import Located

_AT_ONCE = 5_000
_BREAKS_OFF = Unreadable(
    "the file breaks off, and more rows of this external_id may have followed",
    "mend the file where it breaks off",
)

__all__ = ["KNOWN", "REQUIRED", "Forecasts", "further", "of_kinds", "read", "read_table"]


def read(file: str, content: bytes, options: Options) -> Found:
    """Read a forecasts CSV: UTF-8, comma-separated, a header of column names in any order."""
    return read_table(file, content, options, CsvTable)


def read_table(
    file: str, content: bytes, options: Options, form: Callable[[BinaryIO], Table]
) -> Found:
    """Read all rows of a file that is at hand."""
    return Forecasts(file, form(io.BytesIO(content)), options).found()


class Forecasts:
    """A file of forecasts; what it says is not kept in memory. Making one goes through it once."""

    def __init__(self, file: str, table: Table, options: Options) -> None:
        """Take the file's name and its rows."""
        self.file, self.namespace = file, options.namespace
        self.remarks: list[str] = []
        self.digest = ""
        self.marks = Marks()
        """What stands for the external_id of each row."""
        self._table, self._options = table, options
        self._header: list[str] = []
        self._faults: list[Refusal] = []
        """What is wrong with the file as a whole, or from where it breaks off."""
        self._wrong: dict[str, int] = {}
        """What the external_id of a row of another width may be, and its line."""
        self._named: Mapping[str, tuple[str, ...]] | None = None
        self._stamp = table.stamp()
        self._survey()

    @property
    def table(self) -> Table:
        """The file as rows of cells."""
        return self._table

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.marks)

    def whole(self, row: Plain) -> Located:
        """Return a plain row with all its commands."""
        commands = row.commands
        if not commands:
            commands = of_row(fields_of(self._header, row.cells), self._options)
        return Located(commands, self.file, row.line, "external_id")

    def each(self, repeats: Repeats) -> Iterator[Taken]:
        """Yield the rows by line; what is wrong with the file as a whole comes last."""
        if self._header:
            several = any(name in self._header for name in SEVERAL)
            yield from self._grouped(repeats) if several else self._plain(repeats)
        yield from self._faults

    def found(self) -> Found:
        """Return all rows with their commands, and all refusals, by line."""
        found = Found(remarks=self.remarks)
        for row in self.each(Repeats([self.marks])):
            if isinstance(row, Refusal):
                found.refusals.append(row)
            else:
                found.rows.append(self.whole(row) if isinstance(row, Plain) else row)
        found.refusals.sort(key=lambda refusal: refusal.line)
        return found

    def _survey(self) -> None:
        try:
            self.digest = self._table.check()
            ends = self._scanned()
            self._header = header_of(self._table.names, self._table.begin, self.remarks)
            if ends is not None:
                raise ends
        except Malformed as fault:
            self._fault(fault.line, fault.problem, fault.remedy)
        except Unreadable as error:
            self._fault(1, error.sentence, error.remedy)

    def _fault(self, line: int, problem: str, remedy: str) -> None:
        self._faults.append(Refusal(self.file, line, "", problem, remedy))

    def _scanned(self) -> Malformed | None:
        """Note the ids of the rows; return where the file breaks off, if it does."""
        try:
            for line, external_id, cells in self._table.scan():
                self.marks.append(mark_of(external_id))
                if cells:
                    self._wrong.update(dict.fromkeys(map(str.strip, cells), line))
        except Malformed as fault:
            return fault
        return None

    def _rows(self) -> Iterator[Line]:
        """Yield the rows, up to where the file breaks off; that is known already."""
        try:
            with suppress(Malformed):
                yield from self._table.rows()
        except UnicodeDecodeError:
            raise _changed(self.file) from None
        if self._table.stamp() != self._stamp:
            raise _changed(self.file)

    def _plain(self, repeats: Repeats) -> Iterator[Taken]:
        """Yield the rows of a file in which each is a claim by itself."""
        reader, rows = Reader(self, self._header), self._rows()
        while batch := [*islice(rows, _AT_ONCE)]:
            yield from reader.plain(batch, repeats)

    def _grouped(self, repeats: Repeats) -> Iterator[Taken]:
        """Yield the rows of a file in which several may be one claim, by its first line."""
        if self._named is None:
            several = (one for one in self._items(repeats) if isinstance(one, Several))
            self._named = options_of(several)
        for one in self._items(repeats):
            yield self._together(one, self._named) if isinstance(one, Several) else one

    def _items(self, repeats: Repeats) -> Iterator[Plain | Refusal | Several]:
        reader = Reader(self, self._header)
        groups = Groups(self.file, Repeats([self.marks]), self._wrong)
        rows = self._rows()
        while batch := [*islice(rows, _AT_ONCE)]:
            ids = [reader.id_of(cells) for _, cells in batch]
            seen = repeats.counts([mark_of(one or "") for one in ids])
            for (line, cells), external_id, n in zip(batch, ids, seen, strict=True):
                groups.add(line, external_id, _item(reader, line, cells, n))
                yield from groups.ready()
        yield from groups.ready(end=True)

    def _together(self, one: Several, named: Mapping[str, tuple[str, ...]]) -> Located | Refusal:
        try:
            if self._faults:
                raise Fault("external_id", _BREAKS_OFF)
            if one.broken:
                problem = f"it is one claim with line {one.broken}, which is refused"
                raise Fault("external_id", Unreadable(problem, f"mend line {one.broken}"))
            commands = of_several(one, named.get(one.first["question"], ()), self._options)
        except Fault as fault:
            return refused(self.file, one.line, fault, one.also)
        return Located(commands, self.file, one.line, "external_id", one.also)


def _changed(file: str) -> Failed:
    return Failed(f"{file} changed while it was read", "import it again when it is whole")


def _item(reader: Reader, line: int, cells: list[str], seen: int) -> Plain | Row | Fault:
    try:
        return reader.any(line, cells, seen)
    except Fault as fault:
        return fault
