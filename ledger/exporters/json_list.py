"""JSON: one array of objects; an empty table is ``[]``."""

from __future__ import annotations

from typing import BinaryIO

from ledger.exporters.values import json_text, plain
from ledger.exporters.writing import Row, write_each
from ledger.tables import Table


def write(table: Table, out: BinaryIO) -> int:
    """Write an array, an object a row, two blanks deep."""
    count = write_each(table, out, _member, b"[")
    out.write(b"\n]\n" if count else b"]\n")
    return count


def _member(row: Row, number: int) -> bytes:
    text = json_text(plain(row), 2).replace(b"\n", b"\n  ")
    return (b",\n  " if number else b"\n  ") + text
