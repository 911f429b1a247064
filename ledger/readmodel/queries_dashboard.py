"""What the views of a dashboard ask besides the tables: misses, stories, questions over time."""

from __future__ import annotations

COUNTED_KIND = "coalesce(getvariable('claim_kind')::varchar, 'forecast') in ('all', kind)"

MISSES = f"""
    from claims where status = 'resolved' and {COUNTED_KIND}
        and claim_id in (select claim_id from claim_counted)
        and (p > 0.5 and outcome = 'no' or p < 0.5 and outcome = 'yes')
    order by coalesce(known_on, happened_on, said_on) desc, said_on desc, claim_id
"""  # noqa: S608 our own words
"""Scored claims that lay on the wrong side of even, the latest known first."""

CLAIMS_AMONG = """
    from claims
    where claim_id in (select claim_id from claim_among)
        and (not simulated or getvariable('only_commentators') is not null)
    order by said_on, commentator, claim_id
"""
"""The claims asked for, of every kind; simulated ones where somebody was named."""

QUESTIONS_AMONG = """
    select
        question_key,
        any_value(question) as question,
        any_value(question_kind) as question_kind,
        any_value(closes_on) as closes_on,
        any_value(outcome) as outcome,
        any_value(happened_on) as happened_on,
        count(*) as n_claims,
        min(p) as p_low,
        max(p) as p_high,
        arg_max(p, said_on) filter (p is not null) as p_latest,
        min(said_on) as first_said_on
    from claims
    where claim_id in (select claim_id from claim_among)
        and (not simulated or getvariable('only_commentators') is not null)
    group by question_key
    order by first_said_on, question_key
"""
APART = """
    select
        exists (from commentators where simulated) as simulated,
        exists (from claim_other) as others
"""
"""Whether there are claims that figures of yes and no for everybody leave out."""

COUNT_INTENT = "select count(*) as n from claim_among where kind = 'intent'"
STORIES = "select story_id, story, title from stories order by story"
