"""What came since a cache was made, and stands beside it as `newer`: read as one with it.

Invariant: whoever has the same cache and the same `newer` reads the same rows, whether it was just
worked out or lay ready.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ledger.readmodel.came import WHOLE
from ledger.readmodel.migrate import FACT_LISTS, TRACKING, fact_tables

if TYPE_CHECKING:
    import duckdb

IN_PLACE = (*WHOLE, TRACKING)
"""What stands whole in the place of what the cache holds."""
STAYS = {
    "question_now": "question_id not in (select question_id from newer.gone)",
    "settled": "question_id not in (select question_id from newer.gone)",
    "claim_facts": "claim_no not in (select claim_no from newer.replaced)",
}
"""Which rows of the cache stay beside the newer ones."""


def can_cover(table: str) -> bool:
    """Say whether a table is one that can stand in `newer`."""
    if table in IN_PLACE or table in STAYS or table in FACT_LISTS:
        return True
    return any(table == one.table for one in fact_tables())


def cover(connection: duckdb.DuckDBPyConnection, tables: Iterable[str]) -> None:
    """Let these tables of `newer` be read as one with the cache's, by every view."""
    for table in tables:
        see(connection, table, _together(table))


def see(connection: duckdb.DuckDBPyConnection, name: str, query: str) -> None:
    """Let a name stand for a query: every view of the connection then reads that."""
    connection.execute(f"create or replace temp view {name} as {query}")


def _together(table: str) -> str:
    if table in IN_PLACE:
        return f"from newer.{table}"
    stays = f" where {STAYS[table]}" if table in STAYS else ""
    return f"from ledger.{table}{stays} union all from newer.{table}"
