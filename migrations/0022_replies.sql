-- holds: what was replied to claims, and each claim with all that stands beside it
-- grain: `replies`: one row per reply that stands; `claims`: one row per claim
-- reads: claim_now, claim_told, claim_collected, sources

-- fact: reply.recorded 1
create table reply_recorded (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    claim varchar, "by" varchar, category varchar, text varchar, source varchar, said_on date,
    locator varchar
);

-- fact: reply.withdrawn 1
create table reply_withdrawn (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    reason varchar
);

create view replies as
with gone as (
    select stream, max(version) as version
    from reply_withdrawn where stands(position, batch) group by stream
)

select
    substr(claim_now.short_id, 1, 8) as claim,
    reply_recorded."by" as replied_by,
    reply_recorded.category,
    reply_recorded.text,
    sources.source_key,
    reply_recorded.locator,
    reply_recorded.said_on,
    reply_recorded.recorded_at,
    reply_recorded.claim as claim_id,
    reply_recorded.stream as reply_id
from reply_recorded
inner join claim_now on reply_recorded.claim = claim_now.claim_id
left join sources on reply_recorded.source = sources.source_id
left join gone on reply_recorded.stream = gone.stream
where stands(reply_recorded.position, reply_recorded.batch)
    and reply_recorded.version > coalesce(gone.version, 0)
qualify row_number() over (
    partition by reply_recorded.stream order by reply_recorded.version desc
) = 1;

create view claims as
with answered_to as (
    select claim_id, count(*) as n_replies from replies group by claim_id
)

select
    claim_told.* exclude (
        namespace, external_id, commentator_id, question_id, source_id, story_id, claim_id
    ),
    coalesce(answered_to.n_replies, 0) as n_replies,
    coalesce(claim_collected.collected_by, 'ad hoc') as collected_by,
    claim_collected.plan,
    claim_told.namespace,
    claim_told.external_id,
    claim_told.commentator_id,
    claim_told.question_id,
    claim_told.source_id,
    claim_told.story_id,
    claim_told.claim_id
from claim_told
left join answered_to on claim_told.claim_id = answered_to.claim_id
left join claim_collected on claim_told.claim_id = claim_collected.claim_id;
