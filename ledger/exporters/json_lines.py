"""JSON lines: one object a row, one row a line."""

from __future__ import annotations

import json
from typing import BinaryIO

from ledger.app import Table
from ledger.exporters.values import plain


def write(table: Table, out: BinaryIO) -> None:
    """Write a line for each row."""
    for row in table.rows():
        line = json.dumps(plain(row), ensure_ascii=False, allow_nan=False)
        out.write(line.encode() + b"\n")
