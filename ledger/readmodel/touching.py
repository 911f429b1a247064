"""What the new facts bear on: the questions, and the claims on them that are worked out anew.

Invariant: a claim that no new fact bears on, by its question, its speaker, its source or another
claim of its speaker, is not touched; every other one is.
"""

from __future__ import annotations

from collections.abc import Iterator

from ledger.readmodel.came import (
    ABOUT_CLAIMS,
    CLAIMS,
    NAMES,
    QUESTIONS,
    SOURCES,
    STORIES,
    TAKEN_FROM,
    Came,
)

_FEW_CLAIMS, _MOST_CLAIMS, _SHARE = 20_000, 250_000, 4
"""As few claims may be worked out anew, or up to so many if they are no more than a fourth."""
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
TOUCHES = """
    newer.touched as touched
    on {question} = touched.question_id
        and (touched.commentator_no is null or touched.commentator_no = {commentator})
"""
"""Whether a claim is touched: all that was said of its question is, or what its speaker said."""


def touch(came: Came) -> bool:
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
    touches = TOUCHES.format(question="gone.question_id", commentator="facts.commentator_no")
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
    for table in came.moved(QUESTIONS):
        yield f"select stream from {came.rows(table)}"
    for table in came.moved(STORIES):
        told = f"select stream from {came.rows(table)}"
        yield f"select stream from question_said where story in ({told})"
    changed = [f"select stream as name from {came.rows(table)}" for table in came.moved(NAMES)]
    for table, column in (("commentator_aliased", "alias_of"), ("commentator_merged", '"into"')):
        if came.moved([table]):
            changed.append(f"select {column} from {came.rows(table)}")
    if changed:
        yield _CONNECTED.format(changed=" union ".join(changed))


def _touching_speakers(came: Came) -> Iterator[str]:
    """Yield queries for the questions of which it is touched what a speaker said of them."""
    for table in came.moved(CLAIMS[:2]):
        yield f"select question, commentator from {came.rows(table)}"
    for table in came.moved(CLAIMS):
        mended = f"select stream from {came.rows(table)} where version > 1"
        if came.connection.execute(f"{mended} limit 1").fetchall():
            yield _ON_CLAIMS.format(streams=mended)
    for table in came.moved(ABOUT_CLAIMS):
        yield _ON_CLAIMS.format(streams=f"select claim from {came.rows(table)}")
    for table in came.moved(TAKEN_FROM):
        taken = f"select stream from {came.rows(table)}"
        begun = f"select claim from {TAKEN_FROM[table]} where stream in ({taken})"
        yield _ON_CLAIMS.format(streams=begun)
    for table in came.moved(SOURCES):
        changed = f"select stream from {came.rows(table)}"
        yield f"select question, commentator from claim_said where source in ({changed})"
        printed = f"select claim from occurrence_recorded where source in ({changed})"
        yield _ON_CLAIMS.format(streams=printed)
