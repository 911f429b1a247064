-- holds: how the recording of each claim stands to when the outcome could be known
-- grain: `claim_captured`, `claim_attested`, `on_record`, `brought_back`, `class_changed`: one row
--        per claim that it is true of; `taken_back`: one row per claim and
--        fact that took some of it back; `attested`: one row per size of a stamped checkpoint;
--        `source_captured`: one row per source with independent dating
-- reads: claim_*, estimate_*, text_adjudicated, occurrence_now, sources, settled, step_undone,
--        step_redone, fact_apart, checkpoint_attested
--
-- When the outcome could be known: `known_at` where there is one, else the day `known_on`, which is
-- only passed on a later day (UTC). While there is no outcome, nothing can be known yet.
--
-- When a claim was recorded: what is scored of it is its material content (said_on, said_at,
-- question, commentator, polarity, kind, probability) and, where the words were coded, the readings
-- in force (low, best, high of each coder). `recorded_at` is the time of the fact since which both
-- are as they are now, the later of the two; a corrected note or locator changes nothing. What was
-- taken back when the outcome could be known (undone, withdrawn, or overruled by a correction undone
-- since) and stands again was recorded when it was last brought back.
-- The time is the one that the fact says. Where the log sealed it at another (a fact carried over
-- from a form without a seal), the claim is `time_unproven`.
--
-- `attested_at`: the earliest standing attestation of a checkpoint that covers the fact, or facts.
--
-- The first of these that fits is the claim's class (`timing_of`):
--   impossible        said later than the day after it was recorded (no zone explains that), or,
--                     an assertion apart, when the outcome could be known
--   proven            attested before that, and the time is not unproven
--   in_time           recorded before that, by the ledger's own clock
--   documented_later  recorded after that, but a source of the words was captured before it: the
--                     address of an archive's copy has its date, and the copy's hash is stored
--   hindsight         the rest
-- Without an outcome a claim is in time so far; with one whose day is not known it has no class.
--
-- `timing_changed`: the class was another once, and no later fact takes this mark away. Each content
-- and each reading that was ever recorded, standing or not, has a class by its own time, judged by
-- what is known now; the claim is marked if contents, or readings, are not all of one class, if one
-- of them was redacted, or if it was brought back as above.

create macro known_until(a_known_on, a_known_at) as
    coalesce(a_known_at, a_known_on + interval 1 day - interval 1 microsecond);

-- made when the outcome could be known; a day without a time is only late on a later day
create macro said_late(a_kind, a_said_on, a_said_at, a_known_on, a_known_at) as
    a_kind <> 'assertion' and case
        when a_said_at is not null and a_known_at is not null then a_said_at >= a_known_at
        else a_said_on > a_known_on
    end;

create macro timing_of(
    a_kind, a_said_on, a_said_at, a_recorded_at, an_attested_at, unproven, a_captured_at, an_outcome,
    a_known_on, a_known_at
) as case
    when an_outcome is not null and known_until(a_known_on, a_known_at) is null then null
    when a_said_on > a_recorded_at::date + 1 then 'impossible'
    when an_outcome is null then 'in_time'
    when said_late(a_kind, a_said_on, a_said_at, a_known_on, a_known_at) then 'impossible'
    when an_attested_at <= known_until(a_known_on, a_known_at) and not unproven then 'proven'
    when a_recorded_at <= known_until(a_known_on, a_known_at) then 'in_time'
    when a_captured_at <= known_until(a_known_on, a_known_at) then 'documented_later'
    else 'hindsight'
end;

create view attested as
with by_size as (
    select size, min(attested_at) as attested_at
    from checkpoint_attested where stands(position, batch) group by size
)

select size, min(attested_at) over (order by size desc) as attested_at from by_size;

-- a copy whose address has only a day is dated by the end of that day; a site's own dated address is
-- no archive's: there the address of the page follows
create view source_captured as
with dated as (
    select source_id, regexp_extract(
        archive_url,
        '^https?://[^/]+/(?:[^/]+/)*?(\d{14}|\d{8})(?:[a-z]{2}_)?/+(?:https?:/+)?[^/.]+\.[^/]', 1
    ) as stamp
    from sources
    where snapshot_sha256 is not null
),

read as (
    select source_id, case length(stamp)
        when 14 then try_strptime(stamp, '%Y%m%d%H%M%S')
        when 8 then known_until(try_strptime(stamp, '%Y%m%d')::date, null::timestamp)
    end as captured_at
    from dated
)

select source_id, captured_at from read where captured_at is not null;

-- of all the sources that carry the words, the one captured first
create view claim_captured_live as
with printed as (
    select claim_id, source from claim_now
    union all
    select claim, source from occurrence_now
)

select printed.claim_id, min(source_captured.captured_at) as captured_at
from printed
inner join source_captured on printed.source = source_captured.source_id
group by printed.claim_id;

-- held: claim_captured_live
-- of: source_registered, source_corrected, source_linked, source_retracted
create table claim_captured as from claim_captured_live limit 0;

create view unproven as select position from fact_apart where unproven;

-- every content that a claim was given, and what is scored of it as one value
create view content_said as
select
    stream as claim_id,
    version,
    position,
    batch,
    recorded_at,
    corrected,
    kind,
    said_on,
    said_at,
    question,
    coalesce(probability, len(shares), len(quantiles), len(point)) is null as coded,
    struct_pack(
        said_on := said_on, said_at := said_at, question := question, commentator := commentator,
        polarity := polarity, kind := kind, probability := probability, shares := shares,
        quantiles := quantiles, point := point
    ) as said
from claim_said;

-- every reading, an adjudicated one too, and none where one was withdrawn
create view reading_said as
select
    stream,
    claim as claim_id,
    version,
    position,
    batch,
    recorded_at,
    case when best is not null then struct_pack(low := low, best := best, high := high) end as said
from estimate_said
union all
select stream, claim, version, position, batch, recorded_at,
    struct_pack(low := low, best := best, high := high)
from text_adjudicated
where is_claim and certainty in ('term', 'judgment', 'number');

-- the claims of which more than one fact bears on what is scored
create view several_said as
select stream as claim_id from claim_touched
union
select claim_id from reading_said;

-- the content in force of these, and the fact since which it is as it is; only where something was
-- corrected is there more than one to compare
create view content_since as
with begun as (
    select
        stream as claim_id,
        min(version) as version,
        arg_min(position, version) as position,
        arg_min(recorded_at, version) as recorded_at,
        arg_min(coalesce(probability, len(shares), len(quantiles), len(point)) is null, version)
            as coded
    from claim_recorded
    where stands(position, batch) and stream in (select claim_id from several_said)
    group by stream
),

turn as (
    select
        content_said.*,
        content_said.said is distinct from lag(content_said.said)
            over (partition by content_said.claim_id order by content_said.version) as turns
    from content_said
    inner join begun on content_said.claim_id = begun.claim_id
    where stands(content_said.position, content_said.batch)
        and content_said.claim_id in (select stream from claim_corrected)
        -- recording it again changes nothing
        and (
            content_said.version = begun.version
            or (content_said.corrected and content_said.version > begun.version)
        )
),

mended as (
    select
        claim_id,
        arg_max(position, version) filter (turns) as position,
        arg_max(recorded_at, version) filter (turns) as recorded_at,
        arg_max(coded, version) as coded
    from turn group by claim_id
)

select
    begun.claim_id,
    coalesce(mended.position, begun.position) as position,
    coalesce(mended.recorded_at, begun.recorded_at) as recorded_at,
    coalesce(mended.coded, begun.coded) as coded
from begun
left join mended on begun.claim_id = mended.claim_id;

-- the same of the readings in force: the latest of several coders
create view reading_since as
with turn as (
    select
        *,
        said is distinct from lag(said) over (partition by stream order by version) as turns
    from reading_said where stands(position, batch)
),

coder as (
    select
        any_value(claim_id) as claim_id,
        arg_max(position, version) filter (turns) as position,
        arg_max(recorded_at, version) filter (turns) as recorded_at
    from turn group by stream
    having arg_max(said is not null, version)
)

select
    claim_id,
    max(position) as position,
    max(recorded_at) as recorded_at,
    bool_or(position in (select position from unproven)) as time_unproven
from coder group by claim_id;

-- since when what is scored of them is on record; of all other claims, since their only fact
create view on_record_live as
select
    content_since.claim_id,
    greatest(content_since.position, reading_since.position) as position,
    greatest(content_since.recorded_at, reading_since.recorded_at) as recorded_at,
    content_since.position in (select position from unproven)
        or coalesce(reading_since.time_unproven, false) as time_unproven
from content_since
left join reading_since
    on content_since.claim_id = reading_since.claim_id and content_since.coded;

-- held: on_record_live
-- of: claim_corrected, claim_withdrawn, claim_restored, occurrence_recorded, estimate_recorded,
--     estimate_revised, text_adjudicated, step_undone, step_redone
create table on_record as from on_record_live limit 0;

-- what was ever taken back of a claim, by whom or what: the only claims of which something else may
-- have been in force when the outcome could be known, than what stood then and stands now
create view taken_back as
with undoing as (
    select position, recorded_at, step, true as gone from step_undone where position <= upto()
    union all
    select position, recorded_at, step, false from step_redone where position <= upto()
),

part as (
    select stream as claim_id, position, batch from claim_said
    union all
    select stream, position, batch from claim_withdrawn
    union all
    select stream, position, batch from claim_restored
    union all
    select claim_id, position, batch from reading_said
)

select distinct part.claim_id, undoing.position, undoing.recorded_at, undoing.step, undoing.gone
from part
inner join undoing on part.batch = undoing.step
where part.position <= upto()
union all
select stream, position, recorded_at, null, null from claim_withdrawn where position <= upto()
union all
select stream, position, recorded_at, null, null from claim_restored where position <= upto()
union all
select claim_id, position, recorded_at, null, null
from reading_said where position <= upto() and said is null;

-- the claims of which other content or readings were in force when the outcome could be known, and
-- the fact that brought back what stands now
create view brought_back_live as
with moment as (
    select taken_back.claim_id, known_until(settled.known_on, settled.known_at) as instant, true as past
    from taken_back
    inner join claim_now on taken_back.claim_id = claim_now.claim_id
    inner join settled on claim_now.question = settled.question_id
    where settled.outcome is not null
        and known_until(settled.known_on, settled.known_at) is not null
    union
    select claim_id, 'infinity'::timestamp, false from taken_back
),

gone as (
    select moment.claim_id, moment.instant, taken_back.step as batch
    from moment
    inner join taken_back
        on moment.claim_id = taken_back.claim_id and taken_back.recorded_at <= moment.instant
    where taken_back.step is not null
    group by moment.claim_id, moment.instant, taken_back.step
    having arg_max(taken_back.gone, taken_back.position)
),

bearing as (
    select claim_id, '' as coder, position, batch, recorded_at, version, corrected,
        said, null as reading, null as withdrawn
    from content_said where claim_id in (select claim_id from moment)
    union all
    select stream, '', position, batch, recorded_at, version, null, null, null, true
    from claim_withdrawn
    union all
    select stream, '', position, batch, recorded_at, version, null, null, null, false
    from claim_restored
    union all
    select claim_id, stream, position, batch, recorded_at, version, null, null, said, null
    from reading_said
),

stood as (
    select
        moment.instant,
        moment.past,
        bearing.*,
        min(bearing.version) filter (not bearing.corrected)
            over (partition by bearing.claim_id, moment.instant) as begun
    from moment
    inner join bearing
        on moment.claim_id = bearing.claim_id
        and bearing.recorded_at <= moment.instant
        and bearing.position <= upto()
    left join gone
        on moment.claim_id = gone.claim_id and moment.instant = gone.instant and bearing.batch = gone.batch
    where gone.batch is null
),

content as (
    select
        claim_id,
        instant,
        past,
        arg_max(said, version) filter (corrected is not null and (corrected or version = begun))
            as said,
        coalesce(arg_max(withdrawn, version) filter (withdrawn is not null), false) as withdrawn
    from stood
    where coder = '' and version >= begun
    group by claim_id, instant, past
),

coder as (
    select claim_id, instant, coder, arg_max(reading, version) as reading
    from stood where coder <> ''
    group by claim_id, instant, coder
    having arg_max(reading is not null, version)
),

reading as (
    select claim_id, instant, list(struct_pack(coder := coder, reading := reading) order by coder) as said
    from coder group by claim_id, instant
),

state as (
    select
        content.claim_id,
        content.past,
        content.said,
        content.withdrawn,
        case when content.said.probability is null then coalesce(reading.said, []) end as readings
    from content
    left join reading on content.claim_id = reading.claim_id and content.instant = reading.instant
),

latest as (
    select claim_id, max(recorded_at) as recorded_at from taken_back group by claim_id
)

select moment.claim_id, latest.recorded_at
from moment
inner join latest on moment.claim_id = latest.claim_id
inner join state as now on moment.claim_id = now.claim_id and not now.past
left join state as before on moment.claim_id = before.claim_id and before.past
where moment.past
    and (
        before.withdrawn is distinct from now.withdrawn
        or before.said is distinct from now.said
        or before.readings is distinct from now.readings
    );

-- held: brought_back_live
-- of: claim_withdrawn, claim_restored, estimate_withdrawn, step_undone, step_redone
create table brought_back as from brought_back_live limit 0;

-- the claims of which contents, or readings, ever fell in different classes
create view class_changed_live as
with several as (
    select claim_id from content_said where corrected and position <= upto()
    union
    select claim_id from reading_said where version > 1 and position <= upto()
    union
    select claim from estimate_recorded
    where position <= upto() group by claim having count(distinct stream) > 1
),

content as (
    select *, said is distinct from lag(said) over (partition by claim_id order by version) as turns
    from content_said
    where position <= upto() and claim_id in (select claim_id from several)
),

reading as (
    select *, said is distinct from lag(said) over (partition by stream order by version) as turns
    from reading_said
    where position <= upto() and claim_id in (select claim_id from several)
),

turn as (
    select 'content' as part, claim_id, position, recorded_at, kind, said_on, said_at, question
    from content where turns
    union all
    select
        'reading', reading.claim_id, reading.position, reading.recorded_at, claim_now.kind,
        claim_now.said_on, claim_now.said_at, claim_now.question
    from reading
    inner join claim_now on reading.claim_id = claim_now.claim_id
    where reading.turns and reading.said is not null
),

stamped as (
    select turn.*, attested.attested_at
    from turn
    asof left join attested on turn.position <= attested.size
),

judged as (
    select stamped.claim_id, stamped.part, timing_of(
        stamped.kind, stamped.said_on, stamped.said_at, stamped.recorded_at, stamped.attested_at,
        stamped.position in (select position from unproven), claim_captured.captured_at,
        settled.outcome, settled.known_on, settled.known_at
    ) as timing
    from stamped
    left join settled on stamped.question = settled.question_id
    left join claim_captured on stamped.claim_id = claim_captured.claim_id
)

select claim_id from judged group by claim_id, part having count(distinct timing) > 1
union
-- what was redacted can no longer say which class it was of
select stream from fact_apart
where redacted and position <= upto() and stream in (select stream from claim_said)
union
select claim_id from reading_said
where stream in (select stream from fact_apart where redacted and position <= upto());

-- held: class_changed_live
-- of: claim_corrected, claim_withdrawn, claim_restored, occurrence_recorded, estimate_recorded,
--     estimate_revised, text_adjudicated, step_undone, step_redone, fact_apart
create table class_changed as from class_changed_live limit 0;

-- what attests each fact that a claim rests on, if anything does
create view claim_attested_live as
with resting as (
    select claim_now.claim_no, coalesce(on_record.position, claim_now.said_position) as position
    from claim_now
    left join on_record on claim_now.claim_id = on_record.claim_id
)

select resting.claim_no, attested.attested_at
from resting
asof inner join attested on resting.position <= attested.size
where resting.position <= (select max(size) from attested);

-- held: claim_attested_live
-- of: checkpoint_attested
create table claim_attested as from claim_attested_live limit 0;
