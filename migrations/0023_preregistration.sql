-- holds: which analyses were said beforehand to be those that count, and what methods are told from
-- grain: `preregistrations`: one row per time that it was said; the last one is in force;
--        `claim_methods`: one row per claim that is asked for; `missing_bounds`: one row per
--        commentator
-- reads: claim_recorded, answer_said, claim_brief, claim_collected, claim_facts, name_leads,
--        commentators

-- fact: analysis.preregistered 1
create table analysis_preregistered (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    primary_score varchar, scope varchar, kind varchar, stories varchar[], exclusions varchar[],
    lexicon varchar, hypotheses varchar, note varchar
);

-- with how much was on record by then, since what is known cannot be preregistered
create view preregistrations as
with before as (
    select
        said.position,
        (
            select count(*) from claim_recorded
            where claim_recorded.position < said.position
                and stands(claim_recorded.position, claim_recorded.batch)
        ) as n_claims_before,
        (
            select count(*) from answer_said
            where answer_said.position < said.position and answer_said.outcome is not null
                and stands(answer_said.position, answer_said.batch)
        ) as n_answers_before
    from analysis_preregistered as said
)

select
    said.position,
    said.recorded_at,
    said.primary_score,
    said.scope,
    said.kind,
    said.stories,
    said.exclusions,
    said.lexicon,
    said.hypotheses,
    said.note,
    before.n_claims_before,
    before.n_answers_before,
    said.position = max(said.position) over () as in_force
from analysis_preregistered as said
inner join before on said.position = before.position
where stands(said.position, said.batch);

-- what a statement of methods is about: the claims asked for, of people who exist
create view claim_methods as
with collected_at as (
    select claim_facts.claim_no, claim_collected.collected_by
    from claim_collected
    inner join claim_facts on claim_collected.claim_id = claim_facts.claim_id
)

select
    claim_brief.claim_no,
    claim_brief.commentator_no,
    claim_brief.prob_source,
    claim_brief.status,
    claim_brief.p_ppb,
    claim_brief.brier_e18,
    claim_brief.cluster,
    coalesce(collected_at.collected_by, 'ad hoc') as collected_by
from claim_brief
left join collected_at on claim_brief.claim_no = collected_at.claim_no
where claim_brief.counted and not claim_brief.simulated;

-- the bounds of Manski (1989) on a mean of Brier scores: each claim that is void, unscorable, open or
-- without a deadline counts as if it ended in yes or in no, whichever is less, or more; without a
-- reading it may be 0 or 1. Claims apart: two on one question may end otherwise. Sums, so that those
-- of commentators add up to those of everybody
create view missing_bounds as
with possible as (
    select
        *,
        status in ('void', 'unscorable', 'no_deadline', 'open') as missing,
        p_ppb::hugeint * p_ppb as if_no,
        (1000000000 - p_ppb)::hugeint * (1000000000 - p_ppb) as if_yes
    from claim_methods
),

summed as (
    select
        commentator_no,
        count(*) filter (status = 'resolved') as n_scored,
        count(*) filter (status = 'void') as n_void,
        count(*) filter (status = 'unscorable') as n_unscorable,
        count(*) filter (status = 'no_deadline') as n_no_deadline,
        count(*) filter (status = 'open') as n_open,
        count(*) filter (status <> 'resolved' and not missing) as n_left_out,
        coalesce(sum(brier_e18) filter (status = 'resolved'), 0)::hugeint as scored_e18,
        coalesce(sum(coalesce(least(if_no, if_yes), 0)) filter (missing), 0)::hugeint as least_e18,
        coalesce(
            sum(coalesce(greatest(if_no, if_yes), 1000000000000000000)) filter (missing), 0
        )::hugeint as most_e18
    from possible
    group by commentator_no
)

select commentators.commentator_id, commentators.commentator, summed.* exclude (commentator_no)
from summed
inner join (select distinct commentator_id, commentator_no from name_leads) as led
    on summed.commentator_no = led.commentator_no
inner join commentators on led.commentator_id = commentators.commentator_id;
