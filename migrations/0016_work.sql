-- holds: what waits for an answer, and what was done when
-- grain: `due`: one row per question that can be answered and has claims; `steps`: one row per step
-- reads: question_now, settled, stories, claim_facts, commentators, fact, undone

create view due as
with asked as (
    select
        claim_facts.question as question_id,
        count(*) as n_claims,
        list(distinct commentators.commentator order by commentators.commentator) as commentators,
        coalesce(
            list(round(claim_facts.p_ppb / 1e9, 9) order by said_on, claim_id)
                filter (claim_facts.p_ppb is not null),
            []
        ) as p,
        bool_and(commentators.simulated) as simulated,
        list(distinct commentators.commentator_id order by commentators.commentator_id)
            as commentator_ids,
        coalesce(
            list(distinct claim_facts.source order by claim_facts.source)
                filter (claim_facts.source is not null),
            []
        ) as source_ids
    from claim_facts
    inner join commentators on claim_facts.commentator_id = commentators.commentator_id
    -- only what may be due, so that a large ledger does not list all its claims first
    where claim_facts.kind <> 'assertion'
        and claim_facts.outcome is null
        and claim_facts.closes_on is not null
    group by claim_facts.question
)

select
    substr(question_now.short_id, 1, 8) as id,
    question_now.key as question_key,
    question_now.text as question,
    question_now.closes_on,
    date_diff('day', question_now.closes_on, judged_on())::integer as days_overdue,
    asked.n_claims,
    asked.commentators,
    asked.p,
    question_now.topics,
    stories.story,
    asked.simulated,
    asked.commentator_ids,
    asked.source_ids
from question_now
inner join asked on question_now.question_id = asked.question_id
left join settled as condition on question_now.condition_question = condition.question_id
left join stories on question_now.story = stories.story_id
where question_now.answer is null
    and not question_now.withdrawn
    and question_now.closes_on is not null
    and (
        question_now.condition_question is null
        or condition.outcome = question_now.condition_outcome
    );

create view steps as
select
    fact.batch as step,
    min(fact.recorded_at) as recorded_at,
    arg_min(fact.recorder, fact.position) as recorder,
    count(*) as n_facts,
    min(fact.position) as first_position,
    max(fact.position) as last_position,
    histogram(fact.name) as facts,
    fact.batch in (select step from undone) as undone
from fact
where fact.position <= upto()
group by fact.batch;
