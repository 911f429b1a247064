"""Comma- and tab-separated values: UTF-8, a header, RFC 4180 quoting, line feeds.

Without more they are for people: no text of somebody's is a formula in a spreadsheet or acts on a
terminal. The raw ones are for programs: text to the letter. Numbers, days and lists of our own are
the same in both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import BinaryIO

from ledger.exporters.values import flat, safe
from ledger.tables import Table


def write_csv(table: Table, out: BinaryIO) -> None:
    """Write comma-separated values; what holds a comma, quote or line end is quoted."""
    _write(table, out, ",", safe)


def write_tsv(table: Table, out: BinaryIO) -> None:
    """Write tab-separated values; what holds a tab, quote or line end is quoted."""
    _write(table, out, "\t", safe)


def write_raw_csv(table: Table, out: BinaryIO) -> None:
    """Write comma-separated values, text to the letter."""
    _write(table, out, ",", flat)


def write_raw_tsv(table: Table, out: BinaryIO) -> None:
    """Write tab-separated values, text to the letter."""
    _write(table, out, "\t", flat)


def _write(table: Table, out: BinaryIO, separator: str, written: Callable[[object], str]) -> None:
    def line(cells: Iterable[str]) -> bytes:
        return (separator.join(_quoted(cell, separator) for cell in cells) + "\n").encode()

    out.write(line(table.columns()))
    out.writelines(line(map(written, row.values())) for row in table.rows())


def _quoted(cell: str, separator: str) -> str:
    """Quote what holds a separator, a quote or any line end; the standard writer forgets CR."""
    if any(char in cell for char in (separator, '"', "\r", "\n")):
        return '"' + cell.replace('"', '""') + '"'
    return cell
