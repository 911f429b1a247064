"""A Markdown table: for reports and pull requests."""

from __future__ import annotations

from typing import BinaryIO

from ledger.exporters.values import flat
from ledger.exporters.writing import Row, write_each
from ledger.tables import Table
from ledger.visible import visible


def write(table: Table, out: BinaryIO) -> int:
    """Write a header, a rule and a line for each row; what Markdown acts on is escaped."""
    columns = table.columns()
    head = _line(columns) + _line(["---"] * len(columns))
    return write_each(table, out, _row, head)


def _row(row: Row, _: int) -> bytes:
    return _line([_escaped(flat(value)) for value in row.values()])


def _line(cells: list[str]) -> bytes:
    return f"| {' | '.join(cells)} |\n".encode()


def _escaped(text: str) -> str:
    for char in "\\|<>[]*_`~$&":
        text = text.replace(char, f"\\{char}")
    return visible(text)
