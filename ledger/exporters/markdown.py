"""A Markdown table: for reports and pull requests."""

from __future__ import annotations

from typing import BinaryIO

from ledger.exporters.values import flat
from ledger.tables import Table
from ledger.visible import visible


def write(table: Table, out: BinaryIO) -> None:
    """Write a header, a rule and a line for each row; what Markdown acts on is escaped."""
    columns = table.columns()
    out.write(_line(columns) + _line(["---"] * len(columns)))
    out.writelines(_line([_escaped(flat(value)) for value in row.values()]) for row in table.rows())


def _line(cells: list[str]) -> bytes:
    return f"| {' | '.join(cells)} |\n".encode()


def _escaped(text: str) -> str:
    for char in "\\|<>[]*_`~$&":
        text = text.replace(char, f"\\{char}")
    return visible(text)
