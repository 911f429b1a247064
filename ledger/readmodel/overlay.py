"""What came since the cache was made, laid over it in memory: no reader waits for a new cache.

A question, with the claims on it and the conditions it hangs on, is worked out by itself: what is
kept of claims follows from the facts about their question, their speaker, their source, and of
other claims matters only what the same speaker said of the same question. So the views that the
cache keeps are asked again of the questions that the new facts touch, or of those who spoke of them
where nothing else came, in a session that sees no other facts; the rest is taken from the cache.
Invariant: the views then say what those of a cache made anew would say.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ledger.readmodel.came import (
    ABOUT_CLAIMS,
    CLAIMS,
    NAMES,
    QUESTIONS,
    SOURCES,
    STEPS,
    STORIES,
    TAKEN_FROM,
    Came,
)
from ledger.readmodel.catch_up import UNDONE, filled, load, may_have_rows
from ledger.readmodel.covering import cover, see
from ledger.readmodel.migrate import FACT_LISTS, fact_tables, held_tables
from ledger.readmodel.touching import TOUCHES, touch

if TYPE_CHECKING:
    import duckdb

    from ledger.readmodel.catch_up import Lines

LARGE = 10_000
"""Facts in a cache from which on it is laid over; a smaller one is as soon made anew."""
MOST_FACTS = 10_000
"""What came since is laid over it up to so many facts; of more, a new cache is made."""
_OF_EVERYTHING = {"fact.redacted", "checkpoint.attested", "ledger.opened"}
"""Facts that may bear on every claim, or on how all are counted."""


def lay_over(
    connection: duckdb.DuckDBPyConnection, lines: Iterable[Lines], position: int, mark: str
) -> Came | None:
    """Let the views of a connection, with a cache attached, speak of what came since as well.

    Return what came; None where that is not worth it, and a new cache is to be made.
    """
    came = _put_away(connection, lines)
    if came is None:
        return None
    connection.execute(
        "create table newer.tracking as "
        "select digest, ?::bigint as position, ? as mark, filled from ledger.tracking",
        [position, mark],
    )
    _work_out_whole(came)
    if not touch(came):
        return None
    _work_out_touched(came)
    cover(connection, came.worked_out)
    return came


def _put_away(connection: duckdb.DuckDBPyConnection, lines: Iterable[Lines]) -> Came | None:
    """Put the new facts beside the cache, read as one with it; None for what bears on all."""
    some = list(lines)
    names = {one.name for one in some}
    if names & _OF_EVERYTHING:
        return None
    tables = frozenset(one.table for one in fact_tables() if one.stored_name in names)
    connection.execute("attach ':memory:' as newer")
    for table in (*tables, *FACT_LISTS):
        connection.execute(f"create table newer.{table} as from ledger.{table} limit 0")
    load(connection, some, "newer.")
    cover(connection, (*tables, *FACT_LISTS))
    connection.execute(UNDONE)
    steps = _steps(connection, tables)
    again, kept = _tables_of(connection, steps), filled(connection)
    several = bool(connection.execute("select 1 from claim_touched limit 1").fetchall())
    return Came(connection, tables, again, steps, kept, several)


def _steps(connection: duckdb.DuckDBPyConnection, tables: frozenset[str]) -> tuple[str, ...]:
    return tuple(
        step
        for table in tables.intersection(STEPS)
        for (step,) in connection.execute(f"select step from newer.{table}").fetchall()
    )


def _tables_of(connection: duckdb.DuckDBPyConnection, steps: tuple[str, ...]) -> frozenset[str]:
    """Return the tables that facts of some steps are in."""
    if not steps:
        return frozenset()
    found = connection.execute(
        "select distinct name from fact where list_contains(?, batch)", [list(steps)]
    ).fetchall()
    named = {table.stored_name: table.table for table in fact_tables()}
    return frozenset(named[name] for (name,) in found)


def _work_out_whole(came: Came) -> None:
    """Work out anew what is small, where anything of it has changed."""
    for held in came.whole:
        came.connection.execute(f"create table newer.{held} as from ledger.{held}_live")
        cover(came.connection, [held])


def _work_out_touched(came: Came) -> None:
    """Ask the views of the touched questions alone, and let the rest be as the cache has it."""
    alone = came.connection.cursor()
    try:
        alone.execute("use ledger")
        _narrow(came, alone)
        alone.execute(UNDONE)
        for held in ("question_now", "settled"):
            if came.asked_anew:
                alone.execute(f"create table newer.{held} as from ledger.{held}_live")
            place = "newer" if came.asked_anew else "ledger"
            see(alone, held, f"from {place}.{held} where question_id in (from newer.line)")
        alone.execute("create temp table claim_now as from ledger.claim_now")
        for one in held_tables():
            if one.where_any or came.here(one.of):
                rows = one.view if may_have_rows(alone, one) else f"{one.table} limit 0"
                alone.execute(f"create temp table {one.table} as from ledger.{rows}")
        touches = TOUCHES.format(question="facts.question", commentator="facts.commentator_no")
        alone.execute(
            "create table newer.claim_facts as select facts.* from ledger.claim_facts_now as facts "
            f"semi join {touches}"
        )
    finally:
        alone.close()


def _narrow(came: Came, alone: duckdb.DuckDBPyConnection) -> None:
    """Let a connection see of the facts only those about the touched questions."""
    several = "select claim_id from newer.claims where claim_no is null"
    conditions = {
        **dict.fromkeys(CLAIMS[1:], f"stream in ({several})"),
        **dict.fromkeys(ABOUT_CLAIMS, "claim in (select claim_id from newer.claims)"),
    }
    if came.asked_anew:
        conditions |= dict.fromkeys(QUESTIONS, "stream in (from newer.line)")
    for table, begun in TAKEN_FROM.items():
        conditions[table] = f"stream in (select stream from {begun})"
    alone_told = "where position in (select claim_no from newer.claims)"
    recorded = [
        f"select * from {place}.claim_recorded {alone_told}" for place in _recorded_in(came)
    ]
    if came.several or came.steps:
        recorded.append(_those(came, "claim_recorded", f"stream in ({several})"))
    alone.execute(f"create temp table claim_recorded as {' union all '.join(recorded)}")
    for table, condition in conditions.items():
        if came.here([table]):
            alone.execute(f"create temp table {table} as {_those(came, table, condition)}")
    cover(alone, came.tables.intersection((*STEPS, *NAMES, *SOURCES, *STORIES)))
    cover(alone, [*came.whole, "fact_apart"])


def _recorded_in(came: Came) -> list[str]:
    """Return where touched claims were recorded: to look into the cache for none takes time."""
    newer = ["newer"] if "claim_recorded" in came.tables else []
    kept = came.connection.execute("select 1 from newer.replaced limit 1").fetchall()
    return ["ledger", *newer] if kept or not newer else newer


def _those(came: Came, table: str, condition: str) -> str:
    """Return a query for some facts of a table; of the cache, first which, then all of them."""
    kept = (
        f"select * from ledger.{table} "
        f"where position in (select position from ledger.{table} where {condition})"
    )
    newer = f" union all select * from newer.{table} where {condition}"
    return kept + (newer if table in came.tables else "")
