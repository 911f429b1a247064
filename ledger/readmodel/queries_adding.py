"""The SELECTs of what is offered while a claim is typed: people, sources, topics, questions."""

from __future__ import annotations

PEOPLE_OFFERED = """
    select
        commentators.commentator,
        any_value(commentators.aliases) as aliases,
        arg_max(claim_now.affiliation, claim_now.said_on)
            filter (claim_now.affiliation is not null) as affiliation,
        count(claim_now.claim_id) as n_claims
    from commentators
    left join name_leads on commentators.commentator_id = name_leads.commentator_id
    left join claim_now on name_leads.name_stream = claim_now.commentator
    where not commentators.simulated
    group by commentators.commentator_id, commentators.commentator
    order by n_claims desc, commentators.commentator
"""
SOURCES_OFFERED = """
    select source_key, url, publication, title, published_on
    from sources order by published_on desc nulls last, source_key
"""
TOPICS_OFFERED = """
    select topic, count(*) as n
    from (select unnest(topics) as topic from question_now where not withdrawn)
    group by topic order by n desc, topic
"""
STATEMENTS_ON_RECORD = """
    select
        question_now.key, question_now.text, question_now.closes_on,
        question_now.answer is null as open, min(claim_now.short_id) as claim,
        count(*) as n_claims
    from question_now
    inner join claim_now on question_now.question_id = claim_now.question
    where not question_now.withdrawn
    group by question_now.key, question_now.text, question_now.closes_on, question_now.answer
    order by question_now.key
"""
"""Questions that somebody's claim bears on; of each, one of the claims."""
