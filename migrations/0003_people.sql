-- holds: who is on record, under which names
-- grain: `name_leads`: one row per name; `commentators`: one row per commentator
-- reads: commentator_*

create view name_said as
select stream, version, name, kind, simulated, null::varchar as leads_to
from commentator_registered where stands(position, batch)
union all
select stream, version, name, null, null, alias_of
from commentator_aliased where stands(position, batch)
union all
select stream, version, name, null, null, null
from commentator_renamed where stands(position, batch)
union all
select stream, version, null, null, null, "into"
from commentator_merged where stands(position, batch);

create view name_now as
select
    stream,
    arg_max(name, version) filter (name is not null) as name,
    arg_max(kind, version) filter (kind is not null) as kind,
    coalesce(arg_max(simulated, version) filter (simulated is not null), false) as simulated,
    arg_max(leads_to, version) filter (leads_to is not null) as leads_to
from name_said
group by stream;

-- aliases and merges are followed to their end
create view name_leads as
with recursive walk (name_stream, commentator_id, steps) as (
    select stream, stream, 0 from name_now
    union all
    select walk.name_stream, name_now.leads_to, walk.steps + 1
    from walk
    inner join name_now on walk.commentator_id = name_now.stream
    where name_now.leads_to is not null and walk.steps < 64
)

select name_stream, arg_max(commentator_id, steps) as commentator_id
from walk
group by name_stream;

create view commentators as
with other as (
    select name_leads.commentator_id, list(name_now.name order by name_now.name) as aliases
    from name_leads
    inner join name_now on name_leads.name_stream = name_now.stream
    where name_leads.name_stream <> name_leads.commentator_id
    group by name_leads.commentator_id
)

select
    name_now.stream as commentator_id,
    name_now.name as commentator,
    name_now.kind,
    name_now.simulated,
    coalesce(other.aliases, []) as aliases
from name_now
left join other on name_now.stream = other.commentator_id
where name_now.leads_to is null;
