"""The SELECTs of the coders' work: what is to be coded, what was, and by whom."""

from __future__ import annotations

CODING_WORK = "from coding_work where coding_pass = ? order by item_id, coder"
CODING_TEXTS = """
    select claims.claim_id as item_id, claims.id, quote, reported, words, said_on,
        claims.question, closes_on, deadline, deadline_words, claims.kind, polarity,
        claims.commentator, claims.source,
        list_concat([claims.commentator], commentators.aliases) as names
    from claims
    inner join commentators on claims.commentator_id = commentators.commentator_id
    where {condition} and question_kind = 'binary' and prob_source = 'verbal'
    order by said_on, claims.commentator, claims.claim_id
"""
CODING_OUTCOMES = """
    with utterance as (
        select question_id, list(coalesce(quote, reported) order by said_on, claim_id) as utterances
        from claims where {condition} group by question_id
    )
    select questions.question_id as item_id, question_key as id, question, kind, options, criteria,
        closes_on, condition, utterances
    from questions
    inner join utterance on questions.question_id = utterance.question_id
    where closes_on <= judged_on() and not withdrawn
    order by closes_on, question_key
"""
WORDS_READ = """
    select distinct estimates.coder, claims.question_id
    from estimates inner join claims on estimates.claim_id = claims.claim_id
    where estimates.coder is not null
    union
    select codings.coder, claims.question_id
    from codings inner join claims on codings.claim_id = claims.claim_id
"""
CODERS = """
    select coder, coding_pass, round, codebook,
        count(assigned_at) as n_assigned,
        count(*) filter (state = 'committed') as n_sealed,
        count(coded_at) as n_coded,
        count(*) filter (n_coded_before > 0) as n_coded_before
    from coding_work
    group by coder, coding_pass, round, codebook
    order by coder, coding_pass, round nulls first, codebook
"""
