-- holds: the claims that are asked for, in the groups that are asked for, and their cells
-- grain: `picked`, `claim_among`, `claim_counted`, `claim_brief`: one row per claim; `claim_group`, `claim_figures`,
--        `cell_claims_by`: one row per claim and group; `figure_groups`: one row per group;
--        `figure_questions`: one row per question; `figure_people`: one row per commentator;
--        `cells_by`: one row per group, prob_source, probability and outcome
-- reads: claim_scored, claim_peers, rejected, question_now, commentators, name_leads; the variables claim_kind, pooled, only_commentators,
--        only_topics, only_sources, only_stories, only_picked, include_early, and
--        grouping (a list of dimensions)
--
-- A claim on a question with several topics stands in the group of each. Simulated forecasters stand
-- in groups by commentator and in no other. Cells add up: those of two ledgers, or of two groups,
-- are those of both together, and every score that is a mean of claims follows from them.

create macro among(wanted, given) as wanted is null or list_contains(wanted, given);

-- the claims that satisfy a condition which no variable tells; a session that is narrowed to one
-- fills it before it asks anything else, and says so in the variable `only_picked`
create table picked (claim_id varchar);
create macro picking() as coalesce(getvariable('only_picked')::boolean, false);

create macro grouping_asked() as coalesce(getvariable('grouping')::varchar[], ['commentator']);
create macro grouped_by(wanted) as list_contains(grouping_asked(), wanted);

-- days from the words to the closing day, in the steps in which a reader thinks
create macro horizon_of(a_said_on, a_closes_on) as case
    when a_closes_on is null then 'no closing day'
    when a_closes_on - a_said_on <= 7 then '0 to 7 days'
    when a_closes_on - a_said_on <= 30 then '8 to 30 days'
    when a_closes_on - a_said_on <= 91 then '31 to 91 days'
    when a_closes_on - a_said_on <= 365 then '92 to 365 days'
    else 'over 365 days'
end;

-- the claims that are asked for, of every kind
create view claim_among as
select *, pool(prob_source) as pooled_source
from claim_scored
where among(getvariable('only_commentators')::varchar[], commentator_id)
    and among(getvariable('only_sources')::varchar[], source)
    and among(getvariable('only_stories')::varchar[], story_id)
    and (
        getvariable('only_topics')::varchar[] is null
        or list_has_any(getvariable('only_topics')::varchar[], topics)
    )
    and (not picking() or claim_id in (select claim_id from picked));

-- and of the kind that is asked for; questions of other kinds than yes or no have tables of their own
create view claim_counted as
select * from claim_among
where coalesce(getvariable('claim_kind')::varchar, 'forecast') in ('all', kind)
    and question_kind = 'binary';

create view claim_group as
with one_topic as (
    select
        *,
        unnest(case when grouped_by('topic') and len(topics) > 0 then topics else [''] end) as topic
    from claim_counted
    where grouped_by('commentator') or not simulated
)

select
    -- by commentator alone is what is asked most, and needs no list
    case when grouping_asked() = ['commentator'] then commentator_id else array_to_string(
        list_transform(grouping_asked(), lambda dimension: case dimension
            when 'commentator' then commentator_id
            when 'topic' then topic
            when 'story' then coalesce(story_id, '')
            when 'source' then coalesce(source, '')
            when 'affiliation' then coalesce(affiliation, '')
            when 'kind' then kind
            when 'attribution' then voice || ', ' || speaker_role
            when 'horizon' then horizon_of(said_on, closes_on)
            when 'words' then coalesce(lower(words), '')
            when 'year' then year(said_on)::varchar
        end), chr(31)
    ) end as group_id,
    case when grouping_asked() = ['commentator'] then [commentator_name] else
        list_transform(grouping_asked(), lambda dimension: case dimension
            when 'commentator' then commentator_name
            when 'topic' then case topic when '' then '(no topic)' else topic end
            when 'story' then coalesce(story_title, '(no story)')
            when 'source' then coalesce(source_name || ' (' || source_key || ')', '(no source)')
            when 'affiliation' then coalesce(affiliation, '(no affiliation)')
            when 'kind' then kind
            when 'attribution' then voice || ', ' || speaker_role
            when 'horizon' then horizon_of(said_on, closes_on)
            when 'words' then coalesce(lower(words), '(no words of certainty)')
            when 'year' then year(said_on)::varchar
        end)
    end as group_names,
    one_topic.* exclude (topic)
from one_topic;

-- what was set aside has a speaker, a source and a day, and can be grouped by nothing else
create view rejected_group as
select
    rejection_id,
    array_to_string(list_transform(grouping_asked(), lambda dimension: case dimension
        when 'commentator' then commentator_id
        when 'source' then coalesce('source-' || source_key, '')
        else coalesce(year(said_on)::varchar, '')
    end), chr(31)) as group_id,
    list_transform(grouping_asked(), lambda dimension: case dimension
        when 'commentator' then commentator
        when 'source' then coalesce(source || ' (' || source_key || ')', '(no source)')
        else coalesce(year(said_on)::varchar, '(no year)')
    end) as group_names
from rejected
where among(getvariable('only_commentators')::varchar[], commentator_id)
    and getvariable('only_topics') is null and getvariable('only_stories') is null
    and not picking()
    and among(getvariable('only_sources')::varchar[], 'source-' || coalesce(source_key, ''))
    and list_has_all(['commentator', 'source', 'year'], grouping_asked())
    and (grouped_by('commentator') or not simulated);

-- what each group is called, one name for each dimension
create view figure_groups as
select commentator_id as group_id, [commentator] as group_names
from commentators
where grouping_asked() = ['commentator']
union all
select group_id, any_value(group_names) from claim_group
where grouping_asked() <> ['commentator']
group by group_id;

-- numbers that stand in the order of the ids; the unit of intervals is a story, and a question without
-- a story is its own
create view figure_questions as
select
    question_no,
    (row_number() over (order by question_id))::integer as question,
    (dense_rank() over (order by coalesce(story, question_id)))::integer as cluster
from question_now;

create view figure_people as
select commentator_no, (row_number() over (order by commentator_id))::integer as commentator
from (select distinct commentator_id, commentator_no from name_leads);

create type figure_status as enum (
    'rejected_kind', 'void', 'unscorable', 'no_deadline', 'open', 'late', 'untimely', 'early',
    'unmatured', 'superseded', 'resolved'
);
create type figure_timing as enum (
    'proven', 'in_time', 'documented_later', 'hindsight', 'impossible'
);

-- how each claim that is asked for ended, and no more: what is told of all of them is counted from this,
-- and a session that tells it works it out once. `counted`: of the kind that is asked for, on a question
-- of yes or no.
create view claim_brief as
select
    claim_among.claim_no,
    claim_among.commentator_no,
    figure_questions.cluster,
    question_kind = 'binary'
        and coalesce(getvariable('claim_kind')::varchar, 'forecast') in ('all', kind) as counted,
    simulated,
    prob_source::told_source as prob_source,
    status::figure_status as status,
    timing::figure_timing as timing,
    deadline,
    time_unproven,
    timing_changed,
    p_ppb,
    brier_e18,
    case
        when kind = 'assertion' then 'assertion'
        when coalesce(p_ppb, len(shares), len(quantiles), len(point)) is null
            then 'unscorable_' || coalesce(why_unscorable(wording, unscorable), 'unread')
        when deadline = 'none' then 'no_deadline'
        when closes_on > judged_on() and not (
            coalesce(getvariable('include_early')::boolean, false) and outcome is not null
        ) then 'unmatured'
        when outcome is null then case when closes_on is null then 'unmatured' else 'unanswered' end
        when outcome in ('annulled', 'ambiguous', 'condition_unmet', 'condition_void') then outcome
        when status in ('resolved', 'late', 'untimely', 'superseded') then status
        else 'other'
    end as ends_as
from claim_among
inner join figure_questions on claim_among.question_no = figure_questions.question_no
where in_part(figure_questions.question_no);

-- a session that works figures out puts a short code in the place of each group_id
create macro group_code(a_group_id) as a_group_id;

-- what figures are made of, and no more: a session that asks for figures works it out once. Rows are
-- as narrow as can be, for there may be millions.
create view claim_figures as
with narrow as (
    select
        group_code(claim_group.group_id) as group_id,
        claim_group.claim_no,
        claim_group.pooled_source::told_source as prob_source,
        figure_people.commentator,
        figure_questions.question,
        figure_questions.cluster,
        claim_group.status::figure_status as status,
        claim_group.timing::figure_timing as timing,
        coalesce(claim_group.commentator_kind = 'anonymous', false) as anonymous,
        claim_group.simulated,
        claim_group.deadline = 'unknown' as matures_unknown,
        claim_group.time_unproven,
        claim_group.timing_changed,
        claim_group.prob_source = 'verbal' as in_words,
        coalesce(why_unscorable(claim_group.wording, claim_group.unscorable) = 'hedge', false)
            as hedges,
        claim_group.p_ppb::integer as p_ppb,
        claim_group.y::tinyint as y,
        claim_group.weight_e12,
        claim_group.share_e12
    from claim_group
    inner join figure_questions on claim_group.question_no = figure_questions.question_no
    inner join figure_people on claim_group.commentator_no = figure_people.commentator_no
    where in_part(figure_questions.question_no)
)

select narrow.*, claim_peers.crowd_p, claim_peers.peers_brier, claim_peers.peers_log
from narrow
left join claim_peers on narrow.claim_no = claim_peers.claim_no;

-- what cells are made of: the claims that count, each with how much it counts
create view cell_claims_by as
select
    group_id,
    claim_no,
    prob_source,
    question,
    cluster,
    p_ppb::bigint as p_ppb,
    y::integer as y,
    weight_e12,
    share_e12
from claim_figures
where status = 'resolved';

-- Other engines run this text as it stands (ledger/readmodel/migrate.py, `portable`): whole numbers
-- alone, no macro, and no alias that is also the name of a column it is made of.
-- portable: cells_by
create view cells_by as
select
    group_id,
    prob_source,
    p_ppb,
    y,
    count(*) as n,
    sum(weight) as weight_e12,
    sum(share) as share_e12
from (
    select group_id, prob_source, p_ppb, y, weight_e12 as weight, share_e12 as share
    from cell_claims_by
) as counted
group by group_id, prob_source, p_ppb, y;
