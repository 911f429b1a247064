"""Rows written as they come, some thousands at a time, so that a table of any length goes out.

Invariant: where a cache is found damaged on the way, what was written of it is taken back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO

from ledger.tables import Table, pages, sparing

if TYPE_CHECKING:
    from ledger.readmodel.session import Session

Row = dict[str, object]


def written(table: Table, out: BinaryIO, write: Callable[[Session], int], head: bytes = b"") -> int:
    """Write a head, and what `write` writes to `out` of a session; return the rows it counted."""
    start = out.tell()

    def anew(session: Session) -> int:
        out.seek(start)
        out.truncate()
        out.write(head)
        return write(session)

    return table.look(lambda session: sparing(session, lambda: anew(session)))


def write_each(
    table: Table, out: BinaryIO, line: Callable[[Row, int], bytes], head: bytes = b""
) -> int:
    """Write a head and what `line` makes of each row and its number, from 0; return how many."""

    def each(session: Session) -> int:
        columns = session.columns(table.query, table.parameters)
        count = 0
        for page in pages(session, table.query, table.parameters):
            rows = [dict(zip(columns, row, strict=True)) for row in page]
            out.writelines(line(row, number) for number, row in enumerate(rows, count))
            count += len(rows)
        return count

    return written(table, out, each, head)
