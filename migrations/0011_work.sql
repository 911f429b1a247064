-- holds: what waits for an answer, and what was done when
-- grain: `due`: one row per question that can be answered and has claims; `steps`: one row per step
-- reads: questions, claims, fact, undone

create view due as
with asked as (
    select
        question_key,
        count(*) as n_claims,
        list(distinct commentator order by commentator) as commentators,
        list(p order by said_on, claim_id) as p,
        bool_and(simulated) as simulated,
        list(distinct commentator_id) as commentator_ids,
        list(distinct source_id) as source_ids
    from claims
    where kind <> 'assertion'
    group by question_key
)

select
    questions.id,
    questions.question_key,
    questions.question,
    questions.closes_on,
    date_diff('day', questions.closes_on, judged_on())::integer as days_overdue,
    asked.n_claims,
    asked.commentators,
    asked.p,
    questions.topics,
    questions.story,
    asked.simulated,
    asked.commentator_ids,
    asked.source_ids
from questions
inner join asked on questions.question_key = asked.question_key
left join questions as parent on questions.condition = parent.question_key
where questions.answer is null
    and not questions.withdrawn
    and questions.closes_on is not null
    and questions.outcome is null
    and (questions.condition is null or parent.outcome = questions.condition_outcome);

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
