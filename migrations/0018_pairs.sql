-- holds: what two commentators said of the same question once both had spoken
-- grain: `pairs`: one row per pair of commentators, prob_source and question that both answered
-- reads: claim_rated, picked; the variables claim_kind, pooled, only_commentators, only_topics,
--        only_stories and only_picked
--
-- Both are taken as they stood at the end of the later of the two days on which each first spoke, so
-- that neither has more time than the other. Claims of one kind and of one prob_source are compared
-- (unless pooled), simulated forecasters with each other; only those asked for, if any are.

create view pairs as
with candidate as (
    select
        claim_id,
        commentator_id,
        commentator_name,
        simulated,
        question,
        coalesce(story_id, question) as cluster,
        pool(prob_source) as prob_source,
        kind_apart(kind) as pooled_kind,
        said_on,
        row_number() over (order by said_on, said_at, claim_id) as nth,
        brier_e18
    from claim_rated
    where class = 'resolved' and question_kind = 'binary'
        and coalesce(getvariable('claim_kind')::varchar, 'forecast') in ('all', kind)
        and among(getvariable('only_commentators')::varchar[], commentator_id)
        and among(getvariable('only_stories')::varchar[], story_id)
        and (
            getvariable('only_topics')::varchar[] is null
            or list_has_any(getvariable('only_topics')::varchar[], topics)
        )
        and (not picking() or claim_id in (select claim_id from picked))
),

spoke as (
    select commentator_id, question, prob_source, pooled_kind, simulated, min(said_on) as since
    from candidate
    group by commentator_id, question, prob_source, pooled_kind, simulated
),

common as (
    select
        one.commentator_id as one_id,
        other.commentator_id as other_id,
        one.question,
        one.prob_source,
        one.pooled_kind,
        greatest(one.since, other.since) as day
    from spoke as one
    inner join spoke as other
        on one.question = other.question
        and one.prob_source = other.prob_source
        and one.pooled_kind = other.pooled_kind
        and one.simulated = other.simulated
        and one.commentator_id < other.commentator_id
),

standing as (
    select
        common.one_id,
        common.other_id,
        common.question,
        common.prob_source,
        common.pooled_kind,
        any_value(candidate.cluster) as cluster,
        any_value(candidate.commentator_name)
            filter (candidate.commentator_id = common.one_id) as one,
        any_value(candidate.commentator_name)
            filter (candidate.commentator_id = common.other_id) as other,
        arg_max(candidate.brier_e18, candidate.nth)
            filter (candidate.commentator_id = common.one_id) as one_e18,
        arg_max(candidate.brier_e18, candidate.nth)
            filter (candidate.commentator_id = common.other_id) as other_e18
    from common
    inner join candidate
        on candidate.commentator_id in (common.one_id, common.other_id)
        and common.question = candidate.question
        and common.prob_source = candidate.prob_source
        and common.pooled_kind = candidate.pooled_kind
        and candidate.said_on <= common.day
    group by
        common.one_id, common.other_id, common.question, common.prob_source, common.pooled_kind
)

select
    one,
    other,
    prob_source,
    question as question_id,
    cluster,
    one_e18 / 1e18 as one_brier,
    other_e18 / 1e18 as other_brier,
    one_id,
    other_id
from standing;
