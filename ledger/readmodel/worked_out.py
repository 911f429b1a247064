"""Views that a session works out once, for all others that read them: as temporary tables.

Invariant: a temporary table stands before a stored view of its name, and its rows are those that
the view has; what they are made of is there when it is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ledger.config import (
    MEMORY_LOOKING_BACK,
    MEMORY_OF_BLOCKS,
    MEMORY_OF_FIGURES,
    memory_limit,
)
from ledger.readmodel.parts import make_in_parts

if TYPE_CHECKING:
    import duckdb

_OF_FIGURES = """
    create or replace temp table figure_questions as from ledger.figure_questions;
    create or replace temp table figure_people as from ledger.figure_people;
    create or replace temp table figure_groups as from ledger.figure_groups;
    create or replace temp type figure_group as enum (
        select group_id from figure_groups order by group_id
    );
    create or replace temp macro group_code(a_group_id) as a_group_id::figure_group;
"""
"""Ids of groups take two bytes then in each row, or four."""
_SIDE_BY_SIDE = """
    set threads = 1;
    create or replace temp table claim_figures as from claim_figures order by group_id, prob_source;
    reset threads;
"""
"""One thread sorts in a third less memory, and nearly as fast."""
_MANY = 400_000
"""Claims from which on figures keep to less memory than a list may take."""
_HOW_MANY = """
    select count(*) > ?, getvariable('as_of_position') is not null from claim_recorded
"""
_SUMS = """
    create or replace temp table cells_by as from ledger.cells_by;
    create or replace temp table group_evidence as from ledger.group_evidence;
"""
"""What goes through all figures and is read by more than one view; each has few rows."""
_NO_FIGURES = """
    drop table temp.main.group_evidence;
    drop table temp.main.cells_by;
    drop table temp.main.claim_figures;
    drop macro temp.main.group_code;
    drop type temp.main.figure_group;
    drop table temp.main.figure_groups;
    drop table temp.main.figure_people;
    drop table temp.main.figure_questions;
"""
_BY_PART = ("bin_stories", "claim_brief")
_BYTES_EACH = 250
"""What working out the figures of one claim takes, about."""


def work_out(connection: duckdb.DuckDBPyConnection, view: str) -> None:
    """Put a view's rows in its place: of very many claims, some at a time."""
    if view == "claim_figures":
        _figures(connection)
    elif view in _BY_PART:
        _in_parts(connection, view)
    else:
        connection.execute(f"create or replace temp table {view} as from ledger.{view}")


def forget(connection: duckdb.DuckDBPyConnection, view: str) -> None:
    """Let a view that was worked out be a view again."""
    figures = view == "claim_figures"
    connection.execute(_NO_FIGURES if figures else f"drop table temp.main.{view}")


def _figures(connection: duckdb.DuckDBPyConnection) -> None:
    """Work out what figures are made of, the cells, and how much evidence there is.

    Of many claims that goes in little memory, which leaves room for measuring them; and those of a
    group lie side by side, to be found without the others. What was worked out anew for an earlier
    position is gone through in more, for all of it waits on the disk.
    """
    many, looked_back = _how_many(connection)
    little = MEMORY_LOOKING_BACK if looked_back else MEMORY_OF_FIGURES
    if many and not looked_back:
        _keep_to(connection, little)
    connection.execute(_OF_FIGURES)
    parts = _in_parts(connection, "claim_figures")
    if many:
        _keep_to(connection, little)
    if parts > 1:
        connection.execute(_SIDE_BY_SIDE)
    connection.execute(_SUMS)


@contextmanager
def in_less(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Let figures of very many claims, once they are worked out, take less memory meanwhile."""
    many, looked_back = _how_many(connection)
    if many and not looked_back:
        _keep_to(connection, MEMORY_OF_BLOCKS)
    try:
        yield
    finally:
        if many and not looked_back:
            _keep_to(connection, MEMORY_OF_FIGURES)


def _how_many(connection: duckdb.DuckDBPyConnection) -> tuple[bool, bool]:
    """Say whether there are very many claims, and whether an earlier position is looked at."""
    [(many, looked_back)] = connection.execute(_HOW_MANY, [_MANY]).fetchall()
    return many, looked_back


def _keep_to(connection: duckdb.DuckDBPyConnection, memory: str) -> None:
    connection.execute(f"set memory_limit = '{memory_limit(memory)}'")


def _in_parts(connection: duckdb.DuckDBPyConnection, view: str) -> int:
    return make_in_parts(connection, "temp table", view, f"from ledger.{view}", _BYTES_EACH)
