-- holds: the questions, their stories, and the answers in force
-- grain: `stories`: one row per story; `answer_now`: one row per question that was answered;
--        `question_now`: one row per question
-- reads: story_*, question_*, resolution_*

create view stories_live as
with said as (
    select stream, version, position, title, key from story_opened where stands(position, batch)
    union all
    select stream, version, position, title, null
    from story_retitled where stands(position, batch)
)

select
    stream as story_id,
    arg_max(key, version) filter (key is not null) as story,
    arg_max(title, version) as title
from said
group by stream;

-- held: stories_live
create table stories as from stories_live limit 0;

create view answer_said as
select position, stream, version, batch, recorded_at, recorder, outcome, happened_on, known_on,
    known_at, evidence, note
from question_resolved
union all
select position, stream, version, batch, recorded_at, recorder, outcome, happened_on, known_on,
    known_at, evidence, note
from resolution_corrected
union all
select position, stream, version, batch, recorded_at, recorder, null, null, null, null, null, null
from resolution_withdrawn;

create view answer_now as
with latest as (
    select stream, max(version) as version
    from answer_said where stands(position, batch) group by stream
)

select answer_said.*
from answer_said
inner join latest on answer_said.stream = latest.stream and answer_said.version = latest.version;

create view question_said as
select position, stream, version, batch, key, text, kind, options, ordered, unit, scale, criteria,
    closes_on, deadline, deadline_reason, condition_question, condition_outcome, topics, story, contested, note
from question_posed
union all
select position, stream, version, batch, key, text, kind, options, ordered, unit, scale, criteria,
    closes_on, deadline, deadline_reason, condition_question, condition_outcome, topics, story, contested, note
from question_corrected;

-- a question begins when it is first posed; posing it again changes nothing
create view question_now_live as
with begun as (
    select stream, min(version) as since, arg_min(position, version) as question_no,
        any_value(short_id) as short_id
    from question_posed where stands(position, batch) group by stream
),

mended as (
    select stream, max(version) as version
    from question_corrected where stands(position, batch) group by stream
),

content as (
    select begun.since, begun.question_no, begun.short_id, question_said.*
    from begun
    left join mended on begun.stream = mended.stream
    inner join question_said
        on begun.stream = question_said.stream
        and question_said.version = greatest(begun.since, mended.version)
),

terms as (
    select begun.stream, begun.since as version, recorder, closes_on, deadline, deadline_reason
    from begun
    inner join question_posed
        on begun.stream = question_posed.stream and begun.since = question_posed.version
    union all
    select stream, version, recorder, closes_on, deadline, deadline_reason
    from question_corrected where stands(position, batch)
),

-- who recorded the deadline: the fact since which day, kind and reason are as they are
dated as (
    select stream, arg_max(recorder, version) as deadline_recorder
    from (
        select
            stream,
            version,
            recorder,
            lag(version) over own is null
                or closes_on is distinct from lag(closes_on) over own
                or deadline is distinct from lag(deadline) over own
                or deadline_reason is distinct from lag(deadline_reason) over own as anew
        from terms
        window own as (partition by stream order by version)
    )
    where anew
    group by stream
),

gone as (
    select stream, max(version) as version, arg_max(gone, version) as withdrawn
    from (
        select stream, version, true as gone from question_withdrawn where stands(position, batch)
        union all
        select stream, version, false from question_restored where stands(position, batch)
    )
    group by stream
),

disputed as (
    select resolution_disputed.stream, list(reason order by resolution_disputed.version) as reasons
    from resolution_disputed
    inner join answer_now on resolution_disputed.stream = answer_now.stream
    where stands(resolution_disputed.position, resolution_disputed.batch)
        and resolution_disputed.version > answer_now.version
    group by resolution_disputed.stream
)

select
    content.stream as question_id,
    content.question_no,
    content.short_id,
    content.* exclude (position, stream, version, batch, since, question_no, short_id),
    case when content.deadline = 'coded' then dated.deadline_recorder end as deadline_coder,
    coalesce(gone.withdrawn, false) as withdrawn,
    answer_now.outcome as answer,
    answer_now.happened_on,
    answer_now.known_on,
    answer_now.known_at,
    answer_now.evidence,
    answer_now.note as answer_note,
    answer_now.recorder as answered_by,
    answer_now.recorded_at as answered_at,
    case when answer_now.outcome is not null then disputed.reasons end as disputes
from content
left join dated on content.stream = dated.stream
left join gone on content.stream = gone.stream and gone.version > content.since
left join answer_now on content.stream = answer_now.stream and answer_now.version > content.since
left join disputed on content.stream = disputed.stream;

-- held: question_now_live
create table question_now as from question_now_live limit 0;
