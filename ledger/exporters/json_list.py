"""JSON: one array of objects; an empty table is ``[]``."""

from __future__ import annotations

import json
from typing import BinaryIO

from ledger.app import Table
from ledger.exporters.values import plain


def write(table: Table, out: BinaryIO) -> None:
    """Write an array, an object a row, two blanks deep."""
    rows = [plain(row) for row in table.rows()]
    out.write(json.dumps(rows, ensure_ascii=False, indent=2, allow_nan=False).encode() + b"\n")
