-- holds: how each question stands once its conditions are taken into account
-- grain: `settled`, `questions`: one row per question; `resolutions`: one row per answered question
-- reads: question_now, stories
--
-- `outcome` is as the question's kind has it (yes, no, an option, a number, a day or
-- not_by_horizon), annulled, ambiguous, condition_unmet, condition_void (the condition has no
-- answer that counts) or null (open). A question's own voidness comes first; conditions hang on
-- conditions through any number of levels. `known_on` is when the outcome could be known: the later
-- of its own day and its condition's where it hangs on both (null where either has none), else the
-- day of the one that settles it; null while it is open.

create view settled_live as
with recursive base as (
    select
        question_id,
        condition_question,
        condition_outcome,
        case when withdrawn then 'annulled' else answer end as answer,
        known_on,
        known_at
    from question_now
),

chain (question_id, outcome, known_on, known_at) as (
    select question_id, answer, known_on, known_at
    from base
    where condition_question is null
    union all
    select
        question_id,
        outcome,
        case
            when by_itself then known_on
            when outcome in ('condition_void', 'condition_unmet') then above_known_on
            when outcome is not null and known_on is not null and above_known_on is not null
                then greatest(known_on, above_known_on)
        end,
        case
            when by_itself then known_at
            when outcome in ('condition_void', 'condition_unmet') then above_known_at
            when outcome is null then null
            when known_on > above_known_on then known_at
            when above_known_on > known_on then above_known_at
            when known_at is not null and above_known_at is not null
                then greatest(known_at, above_known_at)
        end
    from (
        select
            base.question_id,
            base.known_on,
            base.known_at,
            chain.known_on as above_known_on,
            chain.known_at as above_known_at,
            coalesce(base.answer in ('annulled', 'ambiguous'), false) as by_itself,
            case
                when base.answer in ('annulled', 'ambiguous') then base.answer
                when chain.outcome is null then null
                when chain.outcome in ('annulled', 'ambiguous', 'condition_unmet', 'condition_void')
                    then 'condition_void'
                when chain.outcome <> base.condition_outcome then 'condition_unmet'
                else base.answer
            end as outcome
        from base
        inner join chain on base.condition_question = chain.question_id
    )
)

select * from chain;

-- held: settled_live
create table settled as from settled_live limit 0;

create view questions as
select
    substr(question_now.short_id, 1, 8) as id,
    question_now.key as question_key,
    question_now.text as question,
    question_now.kind,
    question_now.options,
    question_now.ordered,
    question_now.unit,
    question_now.scale::double as scale,
    question_now.criteria,
    question_now.closes_on,
    question_now.deadline,
    question_now.deadline_reason,
    question_now.deadline_coder,
    parent.key as condition,
    question_now.condition_outcome,
    question_now.topics,
    stories.story,
    question_now.contested,
    question_now.withdrawn,
    settled.outcome,
    question_now.answer,
    question_now.happened_on,
    settled.known_on,
    settled.known_at,
    question_now.evidence,
    question_now.answer_note,
    question_now.disputes,
    question_now.note,
    question_now.question_id
from question_now
left join settled on question_now.question_id = settled.question_id
left join question_now as parent on question_now.condition_question = parent.question_id
left join stories on question_now.story = stories.story_id;

create view resolutions as
select
    question_now.key as question_key,
    question_now.text as question,
    question_now.answer,
    settled.outcome,
    question_now.happened_on,
    question_now.known_on,
    question_now.known_at,
    question_now.evidence,
    question_now.answer_note as note,
    question_now.disputes,
    question_now.answered_by
from question_now
inner join settled on question_now.question_id = settled.question_id
where question_now.answer is not null and not question_now.withdrawn;
