-- holds: who is on record, under which names
-- grain: `name_leads`: one row per name; `commentators`: one row per commentator
-- reads: commentator_*

create view name_said as
select stream, version, position, true as begins, name, kind, simulated, null::varchar as leads_to
from commentator_registered where stands(position, batch)
union all
select stream, version, position, true, name, null, null, alias_of
from commentator_aliased where stands(position, batch)
union all
select stream, version, position, false, name, null, null, null
from commentator_renamed where stands(position, batch)
union all
select stream, version, position, false, null, null, null, "into"
from commentator_merged where stands(position, batch);

-- a name begins when it is registered or aliased; what came before no longer says anything
create view name_now as
with begun as (
    select *, max(version) filter (begins) over (partition by stream) as since from name_said
)

select
    stream,
    min(position) as number,
    arg_max(name, version) filter (name is not null) as name,
    arg_max(kind, version) filter (kind is not null) as kind,
    coalesce(arg_max(simulated, version) filter (simulated is not null), false) as simulated,
    arg_max(leads_to, version) filter (leads_to is not null) as leads_to
from begun
where version >= since
group by stream;

-- aliases and merges are followed to their end; a pointer to nobody, or back, is not followed, so
-- that no claim is ever without its commentator
create view name_leads_live as
with recursive named as materialized (select stream, leads_to from name_now),

pointer as (
    select named.stream, named.leads_to
    from named
    where named.leads_to in (select stream from named)
),

walk (name_stream, commentator_id, passed) as (
    select stream, stream, [stream] from named
    union all
    select walk.name_stream, pointer.leads_to, list_append(walk.passed, pointer.leads_to)
    from walk
    inner join pointer on walk.commentator_id = pointer.stream
    where not list_contains(walk.passed, pointer.leads_to)
),

followed as (
    select name_stream, arg_max(commentator_id, len(passed)) as commentator_id
    from walk
    group by name_stream
)

select followed.*, name_now.number as commentator_no
from followed
inner join name_now on followed.commentator_id = name_now.stream;

-- held: name_leads_live
create table name_leads as from name_leads_live limit 0;

create view commentators_live as
with led as (
    select
        name_leads.commentator_id,
        list(name_now.name order by name_now.name)
            filter (name_leads.name_stream <> name_leads.commentator_id) as aliases
    from name_leads
    inner join name_now on name_leads.name_stream = name_now.stream
    group by name_leads.commentator_id
)

select
    led.commentator_id,
    name_now.name as commentator,
    name_now.kind,
    name_now.simulated,
    coalesce(led.aliases, []) as aliases
from led
inner join name_now on led.commentator_id = name_now.stream;

-- held: commentators_live
create table commentators as from commentators_live limit 0;
