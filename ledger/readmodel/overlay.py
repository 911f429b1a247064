"""What came since the cache was made, laid over it in memory: no reader waits for a new cache.

A question, with the claims on it and the conditions it hangs on, is worked out by itself: what is
kept of claims follows from the facts about their question, their speaker, their source, and of
other claims matters only what the same speaker said of the same question. So the views that the
cache keeps are asked again of the questions that the new facts touch, or of those who spoke of them
where nothing else came, in a session that sees no other facts; the rest is taken from the cache.
Invariant: the views then say what those of a cache made anew would say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.readmodel.catch_up import UNDONE, filled, load, may_have_rows
from ledger.readmodel.covering import cover, see
from ledger.readmodel.migrate import FACT_LISTS, TRACKING, fact_tables, held_tables
from ledger.readmodel.quoting import quoted

if TYPE_CHECKING:
    import duckdb

    from ledger.readmodel.catch_up import Lines

LARGE = 10_000
"""Facts in a cache from which on it is laid over; a smaller one is as soon made anew."""
MOST_FACTS = 10_000
"""What came since is laid over it up to so many facts; of more, a new cache is made."""
_FEW_CLAIMS, _MOST_CLAIMS, _SHARE = 20_000, 250_000, 4
"""As few claims may be worked out anew, or up to so many if they are no more than a fourth."""
_OF_EVERYTHING = {"fact.redacted", "checkpoint.attested", "ledger.opened"}
"""Facts that may bear on every claim, or on how all are counted."""
_CLAIMS = ("claim_recorded", "claim_corrected", "claim_withdrawn", "claim_restored")
_QUESTIONS = (
    "question_posed", "question_corrected", "question_withdrawn", "question_restored",
    "question_resolved", "resolution_corrected", "resolution_disputed", "resolution_withdrawn",
)  # fmt: skip
_ANSWERS = ("question_resolved", "resolution_corrected")
_ABOUT_CLAIMS = ("occurrence_recorded", "estimate_recorded", "estimate_revised", "text_adjudicated")
_TAKEN_FROM = {
    "occurrence_withdrawn": "occurrence_recorded",
    "estimate_withdrawn": "estimate_recorded",
}
_STEPS = ("step_undone", "step_redone")
_NAMES = (
    "commentator_registered", "commentator_renamed", "commentator_aliased", "commentator_merged",
)  # fmt: skip
_SOURCES = ("source_registered", "source_corrected", "source_linked", "source_retracted")
_STORIES = ("story_opened", "story_retitled")
_WHOLE = {"name_leads": _NAMES, "commentators": _NAMES, "sources": _SOURCES, "stories": _STORIES}
"""What is worked out whole, and the tables that it is made of."""
_CONNECTED = """
    with changed as ({changed}),

    led as (
        from changed
        union
        select commentator_id from ledger.name_leads where name_stream in (from changed)
        union
        select commentator_id from name_leads where name_stream in (from changed)
    )

    select question from claim_said where commentator in (
        select name_stream from ledger.name_leads where commentator_id in (from led)
        union
        select name_stream from name_leads where commentator_id in (from led)
    )
"""
_ON_CLAIMS = "select question, commentator from claim_said where stream in ({streams})"
_OF_SPEAKERS = """
    select said.question, name_leads.commentator_no
    from ({query}) as said (question, commentator)
    left join name_leads on said.commentator = name_leads.name_stream
"""
_TOUCHES = """
    newer.touched as touched
    on {question} = touched.question_id
        and (touched.commentator_no is null or touched.commentator_no = {commentator})
"""
"""Whether a claim is touched: all that was said of its question is, or what its speaker said."""


@dataclass(frozen=True)
class Came:
    """What came since the cache was made, put away beside it as `newer`."""

    connection: duckdb.DuckDBPyConnection
    tables: frozenset[str]
    """The tables that new facts fill."""
    again: frozenset[str]
    """The tables with facts of steps that were undone or redone since."""
    steps: tuple[str, ...]
    """These steps."""
    kept: frozenset[str]
    """The tables that have a row."""
    several: bool
    """Whether there are claims of which more than one fact says something."""

    @property
    def only_claims(self) -> bool:
        """Whether of what has a name only claims came, and nothing was taken back."""
        return not self.steps and self.tables <= {*_CLAIMS[:2], *_ABOUT_CLAIMS, *_ANSWERS}

    @property
    def asked_anew(self) -> bool:
        """Whether anything came about the questions themselves."""
        return bool(self.moved((*_QUESTIONS, *_STORIES)))

    @property
    def covers(self) -> list[str]:
        """The tables that stand in `newer` in the end, to be read as one with the cache's."""
        whole = [held for held, tables in _WHOLE.items() if self.moved(tables)]
        asked = ["question_now", "settled"] if self.asked_anew else []
        return [*sorted(self.tables), *FACT_LISTS, *whole, *asked, "claim_facts", TRACKING]

    def here(self, tables: Iterable[str]) -> bool:
        """Say whether any of these tables has a row."""
        return not {*tables}.isdisjoint(self.tables | self.kept)

    def moved(self, tables: Iterable[str]) -> list[str]:
        """Return those of these tables of which some rows came, or count again or no longer."""
        return [table for table in tables if table in self.tables | self.again]

    def rows(self, table: str) -> str:
        """Return a query for these rows."""
        parts = [f"from newer.{table}"] if table in self.tables else []
        if table in self.again:
            listed = ", ".join(f"'{quoted(step)}'" for step in self.steps)
            parts.append(f"from ledger.{table} where batch in ({listed})")
        return f"({' union all '.join(parts)})"


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
    if not _touch(came):
        return None
    _work_out_touched(came)
    cover(connection, came.covers)
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
        for table in tables.intersection(_STEPS)
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
    for held, tables in _WHOLE.items():
        if came.moved(tables):
            came.connection.execute(f"create table newer.{held} as from ledger.{held}_live")
            cover(came.connection, [held])


def _touch(came: Came) -> bool:
    """Put down what of which questions is touched, and the claims; False if these are too many."""
    do = came.connection.execute
    do("create table newer.touched (question_id varchar, commentator_no bigint)")
    for query in _touching_questions(came):
        do(f"insert into newer.touched select *, null from ({query})")
    _follow(came, "touched", "select stream from question_said where condition_question in")
    for query in _touching_speakers(came):
        everybody = "null" if came.steps else "commentator_no"
        do(
            f"insert into newer.touched select distinct question, {everybody} "
            f"from ({_OF_SPEAKERS.format(query=query)})"
        )
    do("create table newer.line as select distinct question_id from newer.touched")
    _follow(came, "line", "select condition_question from question_said where stream in")
    do(
        "create table newer.gone as select question_no, question_id from ledger.question_now "
        "where question_id in (from newer.line)"
    )
    touches = _TOUCHES.format(question="gone.question_id", commentator="facts.commentator_no")
    do(
        "create table newer.replaced as select distinct facts.claim_id, facts.claim_no "
        "from ledger.claim_facts as facts "
        f"inner join newer.gone on facts.question_no = gone.question_no inner join {touches}"
    )
    do(f"create table newer.claims as {' union all '.join(_on_touched(came))}")
    counts = "select (select count(*) from newer.claims), (select count(*) from ledger.claim_facts)"
    n, known = do(counts).fetchall()[0]
    return bool(n <= max(_FEW_CLAIMS, min(_MOST_CLAIMS, known // _SHARE)))


def _on_touched(came: Came) -> Iterator[str]:
    """Yield queries for the claims on touched questions, each once: by integers as far as can be.

    The position of the one fact that says everything of a claim stands beside it.
    """
    if came.steps:
        yield (
            "select distinct stream as claim_id, null::bigint as claim_no from claim_said "
            "where question in (select question_id from newer.touched)"
        )
        return
    several = "select distinct stream, null::bigint from claim_said where stream in "
    several += "(from claim_touched) and question in (select question_id from newer.touched)"
    yield (
        "select claim_id, claim_no from newer.replaced where claim_id not in (from claim_touched)"
    )
    if "claim_recorded" in came.tables:
        yield (
            "select stream, position from newer.claim_recorded "
            "where stream not in (from claim_touched)"
        )
    if came.several:
        yield several


def _follow(came: Came, table: str, step: str) -> None:
    """Add the questions that hang together with those of a table by conditions."""
    if not came.connection.execute(
        "select 1 from question_said where condition_question is not null limit 1"
    ).fetchall():
        return
    known = f"(select question_id from newer.{table})"
    more = (
        f"insert into newer.{table} (question_id) select * from ({step} {known}) as found (id) "
        f"where id is not null and id not in {known}"
    )
    while came.connection.execute(more).fetchall()[0][0]:
        pass


def _touching_questions(came: Came) -> Iterator[str]:
    """Yield queries for the questions of which everything is touched."""
    for table in came.moved(_QUESTIONS):
        yield f"select stream from {came.rows(table)}"
    for table in came.moved(_STORIES):
        told = f"select stream from {came.rows(table)}"
        yield f"select stream from question_said where story in ({told})"
    changed = [f"select stream as name from {came.rows(table)}" for table in came.moved(_NAMES)]
    for table, column in (("commentator_aliased", "alias_of"), ("commentator_merged", '"into"')):
        if came.moved([table]):
            changed.append(f"select {column} from {came.rows(table)}")
    if changed:
        yield _CONNECTED.format(changed=" union ".join(changed))


def _touching_speakers(came: Came) -> Iterator[str]:
    """Yield queries for the questions of which it is touched what a speaker said of them."""
    for table in came.moved(_CLAIMS[:2]):
        yield f"select question, commentator from {came.rows(table)}"
    for table in came.moved(_CLAIMS):
        mended = f"select stream from {came.rows(table)} where version > 1"
        if came.connection.execute(f"{mended} limit 1").fetchall():
            yield _ON_CLAIMS.format(streams=mended)
    for table in came.moved(_ABOUT_CLAIMS):
        yield _ON_CLAIMS.format(streams=f"select claim from {came.rows(table)}")
    for table in came.moved(_TAKEN_FROM):
        taken = f"select stream from {came.rows(table)}"
        begun = f"select claim from {_TAKEN_FROM[table]} where stream in ({taken})"
        yield _ON_CLAIMS.format(streams=begun)
    for table in came.moved(_SOURCES):
        changed = f"select stream from {came.rows(table)}"
        yield f"select question, commentator from claim_said where source in ({changed})"
        printed = f"select claim from occurrence_recorded where source in ({changed})"
        yield _ON_CLAIMS.format(streams=printed)


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
        touches = _TOUCHES.format(question="facts.question", commentator="facts.commentator_no")
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
        **dict.fromkeys(_CLAIMS[1:], f"stream in ({several})"),
        **dict.fromkeys(_ABOUT_CLAIMS, "claim in (select claim_id from newer.claims)"),
    }
    if came.asked_anew:
        conditions |= dict.fromkeys(_QUESTIONS, "stream in (from newer.line)")
    for table, begun in _TAKEN_FROM.items():
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
    for table in came.tables.intersection((*_STEPS, *_NAMES, *_SOURCES, *_STORIES)):
        see(alone, table, _both(came, table))
    for held, tables in _WHOLE.items():
        if came.moved(tables):
            see(alone, held, f"from newer.{held}")
    see(alone, "fact_apart", "from ledger.fact_apart union all from newer.fact_apart")


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


def _both(came: Came, table: str) -> str:
    newer = f" union all from newer.{table}" if table in came.tables else ""
    return f"from ledger.{table}{newer}"
