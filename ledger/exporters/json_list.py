"""JSON: one array of objects; an empty table is ``[]``."""

from __future__ import annotations

from typing import BinaryIO

from ledger.exporters.values import json_text, plain
from ledger.tables import Table


def write(table: Table, out: BinaryIO) -> None:
    """Write an array, an object a row, two blanks deep."""
    rows = [plain(row) for row in table.rows()]
    out.write(json_text(rows, 2) + b"\n")
