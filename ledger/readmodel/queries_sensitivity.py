"""The SELECTs that put verdicts to the test: readings, answers, and what rests on them."""

from __future__ import annotations

READINGS = """
    select claim, coder, best, term, coalesce(saw_outcome, true) as saw_outcome
    from estimate_now order by claim, coder
"""
WORDED = """
    select
        claim_scored.claim_id,
        coalesce(said.quote, said.reported) as quote,
        claim_scored.words,
        question_now.text as question_text,
        p_ppb,
        p_low_ppb,
        p_high_ppb
    from claim_scored
    inner join claim_said as said on claim_scored.said_position = said.position
    inner join question_now on claim_scored.question = question_now.question_id
    where prob_source = 'verbal' and p_ppb is not null and question_kind = 'binary'
        and coalesce(getvariable('claim_kind')::varchar, 'forecast') in ('all', claim_scored.kind)
    order by claim_scored.claim_id
"""
ENDED = "select claim_id, y from claim_scored where y is not null order by claim_id"
HEDGED = """
    select claim_counted.claim_id, codings.coder,
        case when codings.saw_outcome = false then round(codings.best * 1e9)::bigint end as best
    from claim_counted
    left join codings
        on claim_counted.claim_id = codings.claim_id and codings.certainty = 'hedge'
    where claim_counted.p_ppb is null
        and (
            why_unscorable(claim_counted.wording, claim_counted.unscorable) = 'hedge'
            or codings.certainty = 'hedge'
        )
    order by claim_counted.claim_id, codings.coder
"""
ASKED_OF = """
    select question_id, answer, happened_on, known_on, known_at, closes_on, deadline
    from question_now where kind = 'binary' order by question_id
"""
PUT_TO_TEST = """
    select
        claim_counted.commentator_id as group_id,
        claim_counted.pooled_source as prob_source,
        claim_counted.commentator_name as commentator,
        claim_counted.commentator_kind as kind,
        claim_counted.simulated,
        claim_counted.claim_id,
        substr(claim_counted.short_id, 1, 8) as id,
        claim_counted.question,
        claim_counted.question_key,
        claim_counted.prob_source = 'verbal' as verbal,
        coalesce(said.quote, said.reported) as quote,
        claim_counted.words,
        claim_counted.status,
        claim_counted.p_ppb
    from claim_counted
    inner join claim_said as said on claim_counted.said_position = said.position
    order by
        claim_counted.simulated, claim_counted.commentator_name, claim_counted.pooled_source,
        claim_counted.commentator_id, claim_counted.claim_id
"""
CLAIMS_THAT_COUNT = """
    with counting as (
        select commentator_id, commentator_kind, pooled_source, simulated, claim_id, question,
            coalesce(story_id, question) as cluster, p_ppb, y, weight_e12, share_e12
        from claim_counted where status = 'resolved'
    ),

    by_story as (
        select commentator_id, pooled_source, count(*) as n
        from counting group by commentator_id, pooled_source, cluster
    ),

    spread as (
        select commentator_id, pooled_source, count(*) as n_stories, max(n) as n_largest
        from by_story group by commentator_id, pooled_source
    ),

    whole as (
        select commentator_id, pooled_source, count(distinct question) as n_questions,
            count(*) as n_resolved
        from counting group by commentator_id, pooled_source
    )

    select
        commentator_id as group_id,
        pooled_source as prob_source,
        evidence_of(n_questions, n_stories, n_largest, n_resolved) as evidence,
        commentator_kind = 'anonymous' as anonymous,
        simulated,
        claim_id,
        dense_rank() over (order by commentator_id) as commentator,
        dense_rank() over (order by question) as question,
        dense_rank() over (order by cluster) as story,
        p_ppb,
        y,
        weight_e12 / 1e12 as weight,
        share_e12 / 1e12 as share,
        'nan'::double as relative
    from counting
    inner join spread using (commentator_id, pooled_source)
    inner join whole using (commentator_id, pooled_source)
    order by group_id, prob_source, claim_id
"""
"""The claims that count, as `measuring.groups` takes them, by commentator alone and without peers:
these are not worked out again for each variant. What is enough evidence is the views' own macro."""
OPERATIONALISED = """
    with spoken_of as (
        select distinct claim_among.commentator_id, claim_among.source, claim_among.question_key,
            spoken(coalesce(said.quote, said.reported)) as utterance
        from claim_among
        inner join claim_said as said on claim_among.said_position = said.position
        where coalesce(said.quote, said.reported) is not null
            and claim_among.source is not null
            and claim_among.question_kind = 'binary'
    ),

    beside as (
        select one.question_key, list(distinct other.question_key order by other.question_key)
            as alternatives
        from spoken_of as one
        inner join spoken_of as other using (commentator_id, source, utterance)
        where one.question_key <> other.question_key
        group by one.question_key
    ),

    about as (
        select question, count(*) as n_claims
        from claim_among where kind <> 'assertion' group by question
    )

    select questions.question_key, questions.question, questions.criteria, questions.deadline,
        questions.deadline_reason, questions.contested, questions.condition, questions.closes_on,
        questions.outcome, about.n_claims, beside.alternatives, questions.question_id
    from questions
    inner join about on questions.question_id = about.question
    left join beside on questions.question_key = beside.question_key
    where questions.kind = 'binary' and (
        questions.deadline in ('coded', 'none') or questions.contested
        or questions.answer in ('annulled', 'ambiguous') or beside.alternatives is not null
    )
    order by questions.question_key
"""
OUTCOMES = "select question_id, outcome from settled order by question_id"
EITHER_WAY = """
    select
        question_key,
        substr(short_id, 1, 8) as id,
        commentator_name as commentator,
        kind,
        case when deadline = 'none' and outcome is null then 'no deadline' else outcome end
            as outcome,
        round(p_ppb / 1e9, 9) as p,
        round(((1000000000 - p_ppb) * (1000000000 - p_ppb)) / 1e18, 12) as brier_if_yes,
        round((p_ppb * p_ppb) / 1e18, 12) as brier_if_no,
        claim_id
    from claim_among
    where question_kind = 'binary' and kind <> 'assertion' and p_ppb is not null
        and (outcome in ('annulled', 'ambiguous') or (deadline = 'none' and outcome is null))
    order by question_key, commentator, kind, claim_id
"""
