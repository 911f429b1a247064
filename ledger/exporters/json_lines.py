"""JSON lines: one object a row, one row a line."""

from __future__ import annotations

from typing import BinaryIO

from ledger.exporters.values import json_text, plain
from ledger.tables import Table


def write(table: Table, out: BinaryIO) -> None:
    """Write a line for each row."""
    out.writelines(json_text(plain(row)) + b"\n" for row in table.rows())
