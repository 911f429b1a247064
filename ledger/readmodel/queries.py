"""Every SELECT that Python asks. What a figure means stands in the migrations; this only asks.

Each is a name and a text; a `?` is filled by the caller.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ledger.readmodel.session import Asked

TABLES: dict[str, str] = {
    "scoreboard": "from scoreboard order by simulated, commentator, prob_source, commentator_id",
    "calibration": """
        from calibration order by simulated, commentator, prob_source, commentator_id, bin
    """,
    "sensitivity": """
        from sensitivity order by simulated, commentator, prob_source, commentator_id, number
    """,
    "claims": "from claims order by said_on, commentator, claim_id",
    "questions": "from questions order by question_key",
    "commentators": "from commentators order by simulated, commentator, commentator_id",
    "sources": "from sources order by published_on nulls last, source_key",
    "estimates": "from estimates order by claim_id, coder",
    "codings": "from codings order by claim_id, coder",
    "outcome_codings": "from outcome_codings order by question_key, coder",
    "coding_work": "from coding_work order by coding_pass, item_id, coder",
    "adjudications": "from adjudications order by coding_pass, item_id",
    "resolutions": "from resolutions order by question_key",
    "scores": "from scores order by said_on, commentator, claim_id",
    "scoreboard_choice": "from scoreboard_choice order by simulated, commentator, commentator_id",
    "scoreboard_number": """
        from scoreboard_number order by simulated, commentator, commentator_id, unit nulls last,
            target nulls last
    """,
    "scoreboard_date": """
        from scoreboard_date order by simulated, commentator, commentator_id, target nulls last
    """,
    "choice_scores": "from choice_scores order by said_on, commentator, claim_id",
    "quantile_scores": "from quantile_scores order by said_on, commentator, claim_id",
    "claim_shares": "from claim_shares order by question_key, claim_id, number",
    "claim_quantiles": "from claim_quantiles order by question_key, claim_id, level nulls last",
    "replies": "from replies order by claim_id, said_on nulls last, recorded_at, reply_id",
    "coverage": "from coverage order by part = 'everything', part = 'ad hoc', plan",
    "cells": """
        from cells order by simulated, commentator, prob_source, commentator_id, p_ppb, y
    """,
    "cell_claims": """
        from cell_claims order by simulated, commentator, prob_source, commentator_id, p_ppb, y,
            claim_id
    """,
}
"""What `claims export` offers, each in a total order, so that two exports are the same bytes."""

OF_KINDS = {
    "scoreboard_choice": "choice",
    "scoreboard_number": "number",
    "scoreboard_date": "date",
}
"""The tables of figures of questions that do not end in yes or no, by commentator alone."""

SENSITIVITY = "sensitivity"
"""The table of verdicts and what they survive, by commentator alone."""

CELLS = ("cells", "cell_claims")
"""What scores are made of, by commentator alone: sums that add up, and their claims."""

COUNTING = "coverage"
"""The table that counts claims of all kinds: it is narrowed, and nothing else is asked of it."""

BY = {
    "scoreboard": "from scoreboard_by order by group_names, prob_source, group_id",
    "calibration": "from calibration_by order by group_names, prob_source, group_id, bin",
}
"""The same two for another grouping than by commentator."""


_READS = {
    table: re.compile(rf"\b{table}(?:_by)?\b", re.IGNORECASE)
    for table in ("scoreboard", "calibration", "sensitivity")
}


def reads(query: str, table: str) -> bool:
    """Return whether a query reads one of the tables that a session has to measure first."""
    return _READS[table].search(query) is not None


def grouped(table: str, asked: Asked) -> str:
    """Return the query of one of them with a column for each dimension it is grouped by."""
    names = [f"group_names[{n}] as {name}" for n, name in enumerate(asked.grouping, 1)]
    columns = ", ".join([*names, "* exclude (group_names, group_id)"])
    return f"select {columns} {BY[table]}"


MORE_TABLES: dict[str, str] = {
    "occurrences": "from occurrences order by claim_id, published_on, source_key",
    "rejected": "from rejected order by said_on nulls last, commentator, rejection_id",
    "stories": "from stories order by story",
    "due": "from due order by closes_on, question_key",
    "steps": "from steps order by first_position desc",
    "plans": "from plans order by plan",
    "preregistrations": "from preregistrations order by position",
}

VIEWS = (*TABLES, *MORE_TABLES)
"""The views that people may ask with SQL."""

AS_OF_DAY = (
    "select coalesce(max(position), 0) as position from fact where recorded_at < ?::date + 1"
)
OPENED = "select name, kept, ledger_id, recorded_at from ledger_opened order by position limit 1"
COUNT_FACTS = "select count(*) as n from fact"
COMMENTATOR_NAMES = """
    select
        name_leads.commentator_id, name_now.name, commentators.commentator, commentators.simulated
    from name_leads
    inner join name_said as name_now on name_leads.name_stream = name_now.stream
    inner join commentators on name_leads.commentator_id = commentators.commentator_id
    where name_now.name is not null
"""
TOPICS = "select topic from topics order by topic"
CERTAINTIES = "select words from certainties order by words"
_NEWEST_CLAIMS = """
        select 'id', substr(newest.short_id, 1, 8),
            left(newest.commentator_name || ': ' || question_now.text, 80), newest.claim_id
        from (
            select short_id, commentator_name, question, said_on, claim_id
            from {claims} where not simulated
            order by said_on desc, claim_id limit 5000
        ) as newest
        inner join question_now on newest.question = question_now.question_id
        order by newest.said_on desc, newest.claim_id
"""
NAMES = f"""
    select * from (
        select 'by', commentators.commentator, commentators.kind, commentators.commentator_id
        from commentators where not commentators.simulated
        order by commentators.commentator limit 5000
    )
    union all
    select * from (
        select 'topic', topic, n_questions || case n_questions when 1 then ' question'
            else ' questions' end, topic
        from topics order by topic limit 5000
    )
    union all
    select * from (select 'story', story, title, story from stories order by story limit 5000)
    union all
    select * from (
        select 'source', source_key, source, source_key
        from sources order by published_on desc nulls last, source_key limit 5000
    )
    union all
    select * from (
        select 'question', key, left(text, 80), key
        from question_now where not withdrawn order by closes_on desc nulls last, key limit 5000
    )
    union all
    select * from (
        {_NEWEST_CLAIMS.format(claims="claim_facts")}
    )
"""  # noqa: S608 our own words
"""What completion offers, the newest of what is too many: kind, name, what it is, and its id."""
NEWER_NAMES = _NEWEST_CLAIMS.format(claims="newer.claim_facts")
"""The same of the claims that were laid over the read model."""
CLAIM_IDS = (
    "select claim_id, question from claim_now where short_id like ? || '%' order by short_id"
)
RECORDED_CLAIM_IDS = """
    select stream as claim_id, any_value(question) as question
    from claim_recorded where short_id like ? || '%' and stands(position, batch)
    group by stream order by any_value(short_id)
"""
QUESTION_IDS = """
    select short_id, key, text from question_now
    where short_id like ? || '%' or key = ? order by key
"""
QUESTION_KEYS_LIKE = (
    "select key from question_now where key like '%' || ? || '%' order by key limit 5"
)
QUESTION = "from questions where question_key = ?"
CLAIM = "from claims where claim_id = ?"
CHOICE_SCORE = "from choice_scores where claim_id = ?"
COUNT_OTHER_KINDS = "select count(*) as n from claim_other"
SHARES_OF = "from claim_shares where claim_id = ? order by number"
QUANTILES_OF = "from claim_quantiles where claim_id = ? order by level"
QUANTILE_SCORE = "from quantile_scores where claim_id = ?"
CLAIMS_ON = "from claims where question_key = ? order by said_on, commentator, claim_id"
OCCURRENCES_OF = "from occurrences where claim_id = ? order by published_on, source_key"
SOURCE_KEYS = "select source_key from sources where source_key = ? or url = ? or source_id = ?"
READING_STREAMS = """
    with about as (
        select claim, stream, position from coding_assigned
        union all select claim, stream, position from coding_committed
        union all select claim, stream, position from text_coded
        union all select claim, stream, position from estimate_recorded
        union all select claim, stream, position from text_adjudicated
    )
    select stream from about where claim = ? group by stream order by min(position)
"""
"""Whatever a reading of a claim follows from."""
PLAN = "from plans where plan = ?"
PLANS_OF = "select plan_key from item_now where claim = ? order by plan_key"
COVERAGE_OF = "from coverage where plan = ?"
EVERYTHING_COVERED = "from coverage where part = 'everything'"
REJECTED_REASONS = """
    select reason, count(distinct item) as n from coverage_item
    where ends_as = 'rejected' group by reason order by n desc, reason
"""
REJECTED_REASONS_OF = """
    select reason, count(distinct item) as n from coverage_item
    where ends_as = 'rejected' and plan = ? group by reason order by n desc, reason
"""
REPLY_STREAMS = "select distinct stream from reply_recorded where claim = ?"
REPLIES_TO = "from replies where claim_id = ? order by said_on nulls last, recorded_at, reply_id"
PREREGISTERED = "from preregistrations order by position"
METHODS_COLLECTED = """
    select collected_by, count(*) as n from claim_methods group by collected_by order by n desc
"""
METHODS_STATED = "select count(*) as n from claim_methods where prob_source = 'numeric'"
METHODS_READERS = """
    select count(distinct coder) as n_coders, count(*) as n_readings,
        count(distinct claim) as n_read,
        count(*) filter (saw_speaker) as speaker_seen,
        count(*) filter (not saw_speaker) as speaker_hidden,
        count(*) filter (saw_outcome) as outcome_seen,
        count(*) filter (not saw_outcome) as outcome_hidden
    from estimate_now
    where claim in (
        select claim_id from claim_facts
        where claim_no in (select claim_no from claim_methods where prob_source = 'verbal')
    )
"""
METHODS_READINGS = """
    select method, lexicon, count(*) as n
    from estimate_now
    where claim in (
        select claim_id from claim_facts
        where claim_no in (select claim_no from claim_methods where prob_source = 'verbal')
    )
    group by method, lexicon order by n desc, method, lexicon
"""
METHODS_PLANS = "select count(*) as n from plans"
MISSING_BOUNDS = "from missing_bounds order by commentator, commentator_id"
SCORED_LOSSES = """
    select
        count(*)::double as n,
        sum(brier_e18)::double / 1e18 as total,
        -- in whole numbers of 1e-12, whose squares have room and add up to the same in any order
        sum((brier_e18 // 1000000)::hugeint * (brier_e18 // 1000000)::hugeint)::double / 1e24
            as squares,
        min(brier_e18)::double / 1e18 as least,
        max(brier_e18)::double / 1e18 as most
    from claim_methods where status = 'resolved' group by cluster order by cluster
"""
SCORED_EACH = """
    select count(*) as n from claim_methods where status = 'resolved' group by commentator_no
"""
OCCURRENCE_STREAMS = "select stream from occurrence_recorded where claim = ?"


def counted(query: str, table: str) -> str:
    """Return a query on the claims that are counted, for the kind of question of a table."""
    if table not in OF_KINDS:
        return query
    other = "from (select *, true as counted from claim_other) as claim_other"
    of_kind = f"question_kind = '{OF_KINDS[table]}' and"
    return query.replace("from claim_brief\n    where", f"{other}\n    where {of_kind}")


STATUS_COUNTS = """
    select status::varchar as status, count(*) as n,
        count(*) filter (status = 'resolved' and deadline = 'unknown') as n_unknown_maturity
    from claim_brief
    where counted and (grouped_by('commentator') or not simulated)
    group by status order by status::varchar
"""
TIMING_COUNTS = """
    select timing::varchar as timing, count(*) as n,
        count(*) filter (time_unproven) as n_time_unproven,
        count(*) filter (timing_changed) as n_timing_changed
    from claim_brief
    where counted and status = 'resolved' and (grouped_by('commentator') or not simulated)
    group by timing order by timing::varchar
"""
TIMING_GAP = "from timing_gap"
SCORED_CLAIM = """
    select claim_scored.*, claim_peers.* exclude (claim_no),
        question_now.text as question_text, said.probability_text
    from claim_scored
    inner join question_now on claim_scored.question = question_now.question_id
    inner join claim_said as said on claim_scored.said_position = said.position
    left join claim_peers on claim_scored.claim_no = claim_peers.claim_no
    where claim_scored.claim_id = ?
"""
SAME_LIFE = """
    select substr(other.short_id, 1, 8) as id, other.said_on, other.status
    from claim_scored as own
    inner join claim_scored as other
        on own.commentator_id = other.commentator_id and own.question = other.question
    where own.claim_id = ?
    order by other.said_on, other.said_at, other.claim_id
"""
COUNTED_CLAIMS = """
    select substr(short_id, 1, 8) as id, question_key, story_key, prob_source, p_ppb, y, brier_e18,
        log_score_exact, weight_e12, share_e12, peers_brier
    from claim_scored
    left join claim_peers on claim_scored.claim_no = claim_peers.claim_no
    where commentator_id = ? and status = 'resolved'
        and claim_scored.claim_id in (select claim_id from claim_among)
        and coalesce(getvariable('claim_kind')::varchar, 'forecast') in ('all', kind)
    order by said_on, said_at, claim_scored.claim_id
"""
MORE_THAN_A_LIST = "select 1 from group_evidence where evidence <> 'list only' limit 1"
PAIRS = "from pairs order by one, other, one_id, other_id, prob_source, question_id"
CONDITIONS = """
    with recursive above (question_key, depth) as (
        select ?, 0
        union all
        select questions.condition, above.depth + 1
        from above inner join questions on above.question_key = questions.question_key
        where questions.condition is not null and above.depth < 64
    )
    select parent.question_key, parent.question, child.condition_outcome as required, parent.outcome
    from above
    inner join questions as child on above.question_key = child.question_key
    inner join questions as parent on child.condition = parent.question_key
    order by above.depth
"""
CLAIMS_ON_SEVERAL = """
    from claims where list_contains(?::varchar[], question_key)
    order by said_on, commentator, claim_id
"""
IDS_TO_KEYS = """
    select short_id, key as question_key from question_now
    union all
    select claim_now.short_id, question_now.key
    from claim_now inner join question_now on claim_now.question = question_now.question_id
"""
LIKELIER_SIDE = """
    select count(*) as n, count(*) filter ((p > 0.5) = (outcome = 'yes')) as came
    from claims
    where commentator_id = ? and (?::varchar is null or list_contains(topics, ?))
        and status = 'resolved' and kind = 'forecast' and p <> 0.5
"""
"""Of one's forecasts that count and lean to a side: how many, and how often that side came."""
ESTIMATES_OF = "from estimates where claim_id = ? order by coder"
ANSWERED = """
    from claims where status = 'resolved' and not simulated
        and coalesce(getvariable('claim_kind')::varchar, 'forecast') in ('all', kind)
        and claim_id in (select claim_id from claim_counted)
    order by brier desc, said_on, claim_id
"""
FURTHEST_OFF = """
    select commentator, commentator_id from calibration
    where simulated
    group by commentator, commentator_id
    having sum(n) >= 100
    order by count(*) filter (n > 0) desc, sum(n * gap * gap) / sum(n) desc nulls last, commentator
    limit 1
"""
CALIBRATION_OF = "from calibration where commentator_id = ? order by prob_source, bin limit 10"
CLAIMS_IN = """
    from claims where source_key = ?
        or claim_id in (select claim_id from occurrences where source_key = ?)
    order by said_on, commentator, claim_id
"""
CLAIMS_BY = "from claims where commentator_id = ? order by said_on, claim_id"
