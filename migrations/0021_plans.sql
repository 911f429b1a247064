-- holds: collection plans, what came of each, and the funnel from what was collected to what is scored
-- grain: `plan_now`, `plans`: one row per plan that stands; `item_now`: one row per plan and item;
--        `claim_collected`: one row per claim that came of a plan; `coverage_item`: one row per claim
--        or rejected statement, and plan; `coverage`: one row per plan, one for what no plan led to
--        (ad hoc), and one for everything
-- reads: claim_recorded, claim_brief, claim_facts, rejected; the variables only_commentators,
--        only_topics, only_sources, only_stories and only_picked
--
-- The funnel: each claim leaves it at the first of these steps that it cannot take, so that every
-- stage is the next one and those that leave before it:
--   collected  everything on record, of any kind and any kind of question, simulated speakers apart
--   codable    not rejected as no claim, no assertion of what is, with a probability of its own
--   matured    has a closing day that has passed, or an answer where the day is not known
--   resolved   has an outcome, void ones among them
--   scored     counts in the scores: neither void, nor late, nor superseded
-- What came of two plans counts in both, and once in everything.

-- fact: plan.registered 1
create table plan_registered (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    key varchar, corpus varchar, since date, until date, rule varchar, query varchar, note varchar
);

-- fact: plan.withdrawn 1
create table plan_withdrawn (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    reason varchar
);

-- fact: item.collected 1
create table item_collected (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    plan varchar, claim varchar, rejection varchar
);

-- a plan that was taken up again is as old as that: nothing before it was collected by it
create view plan_now as
with gone as (
    select stream, max(version) as version
    from plan_withdrawn where stands(position, batch) group by stream
)

select plan_registered.*
from plan_registered
left join gone on plan_registered.stream = gone.stream
where stands(plan_registered.position, plan_registered.batch)
    and plan_registered.version > coalesce(gone.version, 0)
qualify row_number() over (
    partition by plan_registered.stream order by plan_registered.version
) = 1;

create view item_now as
select
    item_collected.plan,
    item_collected.claim,
    item_collected.rejection,
    plan_now.key as plan_key,
    plan_now.position as plan_position
from item_collected
inner join plan_now on item_collected.plan = plan_now.stream
where stands(item_collected.position, item_collected.batch)
qualify row_number() over (partition by item_collected.stream order by item_collected.version) = 1;

-- by a plan, if one of its plans was there when the claim went on record
create view claim_collected as
with begun as (
    select claim_recorded.stream, min(claim_recorded.position) as position
    from claim_recorded
    where claim_recorded.stream in (select claim from item_now)
        and stands(claim_recorded.position, claim_recorded.batch)
    group by claim_recorded.stream
)

select
    item_now.claim as claim_id,
    string_agg(item_now.plan_key, ', ' order by item_now.plan_key) as plan,
    case when bool_or(item_now.plan_position < begun.position) then 'plan'
        else 'plan made afterwards' end as collected_by
from item_now
inner join begun on item_now.claim = begun.stream
group by item_now.claim;

create view coverage_item as
with item_at as (
    select item_now.plan_key, claim_facts.claim_no
    from item_now
    inner join claim_facts on item_now.claim = claim_facts.claim_id
),

-- a rejected statement has no question, hence neither topic nor story
rejected_at as (
    select rejection_id, reason
    from rejected
    where not simulated
        and among(getvariable('only_commentators')::varchar[], commentator_id)
        and among(getvariable('only_sources')::varchar[], 'source-' || coalesce(source_key, ''))
        and getvariable('only_topics') is null
        and getvariable('only_stories') is null
        and not picking()
)

select
    item_at.plan_key as plan,
    claim_brief.claim_no::varchar as item,
    claim_brief.ends_as,
    null as reason
from claim_brief left join item_at on claim_brief.claim_no = item_at.claim_no
where not claim_brief.simulated
union all
select item_now.plan_key, rejected_at.rejection_id, 'rejected', rejected_at.reason
from rejected_at left join item_now on rejected_at.rejection_id = item_now.rejection;

create macro total_where(n, wanted) as coalesce(sum(case when wanted then n end), 0)::bigint;

create view coverage as
-- only what is in a plan is told apart, for it may be in several
with covered as materialized (
    select plan, ends_as, case when plan is not null then item end as item, count(*) as n
    from coverage_item
    group by all
),

counted as (
    select 'plan' as part, plan, ends_as, n from covered where plan is not null
    union all
    select 'ad hoc', null, ends_as, n from covered where plan is null
    union all
    select 'everything', null, ends_as, n from covered where plan is null
    union all
    select 'everything', null, ends_as, count(*)
    from (select distinct item, ends_as from covered where plan is not null)
    group by ends_as
),

rows as (
    select 'plan' as part, key as plan from plan_now
    union all
    values ('ad hoc', null), ('everything', null)
),

summed as (
    select
        rows.part,
        rows.plan,
        total_where(n, true) as collected,
        total_where(n, ends_as = 'rejected') as n_rejected,
        total_where(n, ends_as = 'assertion') as n_assertion,
        total_where(n, ends_as = 'unscorable_hedge') as n_hedge,
        total_where(n, ends_as = 'unscorable_bound') as n_bound,
        total_where(n, ends_as = 'unscorable_unread') as n_unread,
        total_where(n, ends_as = 'unscorable_other') as n_unscorable_other,
        total_where(n, starts_with(ends_as, 'unscorable_')) as n_unscorable,
        total_where(n, ends_as = 'no_deadline') as n_no_deadline,
        total_where(n, ends_as = 'unmatured') as n_unmatured,
        total_where(n, ends_as = 'unanswered') as n_unanswered,
        total_where(n, ends_as = 'annulled') as n_annulled,
        total_where(n, ends_as = 'ambiguous') as n_ambiguous,
        total_where(n, ends_as in ('condition_unmet', 'condition_void')) as n_condition_unmet,
        total_where(n, ends_as = 'late') as n_late,
        total_where(n, ends_as = 'untimely') as n_untimely,
        total_where(n, ends_as = 'superseded') as n_superseded,
        total_where(n, ends_as = 'other') as n_left_out,
        total_where(n, ends_as = 'resolved') as n_scored
    from rows
    left join counted on rows.part = counted.part and rows.plan is not distinct from counted.plan
    group by rows.part, rows.plan
)

select
    part,
    plan,
    collected,
    n_rejected,
    n_assertion,
    n_hedge,
    n_bound,
    n_unread,
    n_unscorable_other,
    n_unscorable,
    collected - n_rejected - n_assertion - n_unscorable as codable,
    n_no_deadline,
    n_unmatured,
    codable - n_no_deadline - n_unmatured as n_matured,
    n_unanswered,
    n_matured - n_unanswered as n_resolved,
    n_annulled,
    n_ambiguous,
    n_condition_unmet,
    n_annulled + n_ambiguous + n_condition_unmet as n_void,
    n_late,
    n_untimely,
    n_superseded,
    n_left_out,
    n_scored
from summed;

create view plans as
select
    plan_now.key as plan,
    plan_now.corpus,
    plan_now.since,
    plan_now.until,
    plan_now.rule,
    plan_now.query,
    plan_now.note,
    plan_now.recorded_at,
    plan_now.position,
    (select count(*) from item_now where item_now.plan = plan_now.stream) as n_items,
    plan_now.stream as plan_id
from plan_now;
