"""Comma- and tab-separated values: UTF-8, a header, RFC 4180 quoting, line feeds.

Without more they are for people: no text of somebody's is a formula in a spreadsheet or acts on a
terminal. The raw ones are for programs: text to the letter. Numbers, days and lists of our own are
the same in both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import BinaryIO

from ledger.exporters.spelling import INERT, Spelling, as_text, is_plain, quoted_name, write_lines
from ledger.exporters.values import flat, safe
from ledger.tables import Table

_ANY = "(?s).*"


def write_csv(table: Table, out: BinaryIO) -> int:
    """Write comma-separated values; what holds a comma, quote or line end is quoted."""
    return _write(table, out, ",", safe)


def write_tsv(table: Table, out: BinaryIO) -> int:
    """Write tab-separated values; what holds a tab, quote or line end is quoted."""
    return _write(table, out, "\t", safe)


def write_raw_csv(table: Table, out: BinaryIO) -> int:
    """Write comma-separated values, text to the letter."""
    return _write(table, out, ",", flat)


def write_raw_tsv(table: Table, out: BinaryIO) -> int:
    """Write tab-separated values, text to the letter."""
    return _write(table, out, "\t", flat)


def _write(table: Table, out: BinaryIO, separator: str, written: Callable[[object], str]) -> int:
    text = INERT if written is safe else _ANY
    spelling = Spelling(
        line=partial(_line, separator),
        plain=partial(is_plain, text=text),
        by_hand=lambda row: _joined(map(written, row.values()), separator),
    )
    head = _joined(table.columns(), separator)
    return write_lines(table, out, spelling, f"{head}\n".encode())


def _joined(cells: Iterable[str], separator: str) -> str:
    return separator.join(_quoted(cell, separator) for cell in cells)


def _quoted(cell: str, separator: str) -> str:
    """Quote what holds a separator, a quote or any line end; the standard writer forgets CR."""
    if any(char in cell for char in (separator, '"', "\r", "\n")):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _line(separator: str, kinds: Mapping[str, str]) -> str:
    cells = [_cell(separator, quoted_name(name), kind) for name, kind in kinds.items()]
    between = f", '{separator}', "
    return f"concat({between.join(cells)}, '')"


def _cell(separator: str, column: str, kind: str) -> str:
    """Return the SQL of a cell, where null is none; what is never plain is never asked for."""
    if kind == "VARCHAR[]":
        column = f"array_to_string({column}, '; ')"
    if kind not in {"VARCHAR", "VARCHAR[]"}:
        return as_text(column, kind) or "null::varchar"
    quoted = f"""concat('"', replace({column}, '"', '""'), '"')"""
    acts = (separator, '"', "\r", "\n")
    needed = " or ".join(f"contains({column}, '{char}')" for char in acts)
    return f"case when {needed} then {quoted} else {column} end"
