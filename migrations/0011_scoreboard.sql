-- holds: the scores and the partition of counts, by commentator or by another grouping
-- grain: `scoreboard`: one row per commentator and prob_source (numeric, verbal, or pooled);
--        `scoreboard_by`: one row per group of the grouping asked for, and prob_source
-- reads: claim_scored, rejected, commentators; the variables claim_kind, pooled, only_commentators,
--        only_topics, only_sources, only_stories, and grouping (commentator, everybody, topic, story,
--        source)
--
-- Sums are over integers (billionths) and decimals, so they are the same on any number of threads.
-- Simulated forecasters stand in the grouping by commentator and in no other.

create macro among(wanted, given) as wanted is null or list_contains(wanted, given);

create macro pool(a_prob_source) as
    case when coalesce(getvariable('pooled')::boolean, false) then 'pooled' else a_prob_source end;

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
    );

-- and of the kind that is asked for; questions of other kinds than yes or no have tables of their
-- own (0020, 0021)
create view claim_counted as
select * from claim_among
where coalesce(getvariable('claim_kind')::varchar, 'forecast') in ('all', kind)
    and question_kind = 'binary';

create macro grouped_by(wanted) as coalesce(getvariable('grouping')::varchar, 'commentator') = wanted;

-- which group each claim stands in; a claim with several topics stands in several
create macro group_id_of(a_topic, a_commentator, a_story, a_source) as
    case coalesce(getvariable('grouping')::varchar, 'commentator')
        when 'commentator' then a_commentator
        when 'topic' then a_topic
        when 'story' then coalesce(a_story, '')
        when 'source' then coalesce(a_source, '')
        else 'everybody'
    end;

create view claim_group as
with one_topic as (
    select *, unnest(case when grouped_by('topic') and len(topics) > 0 then topics else [''] end) as topic
    from claim_counted
    where grouped_by('commentator') or not simulated
)

select
    group_id_of(topic, commentator_id, story_id, source) as group_id,
    case coalesce(getvariable('grouping')::varchar, 'commentator')
        when 'commentator' then commentator_name
        when 'topic' then case topic when '' then '(no topic)' else topic end
        when 'story' then coalesce(story_title, '(no story)')
        when 'source' then coalesce(source_name || ' (' || source_key || ')', '(no source)')
        else 'everybody'
    end as group_name,
    one_topic.* exclude (topic)
from one_topic;

create view rejected_group as
with chosen as (
    select * from rejected
    where among(getvariable('only_commentators')::varchar[], commentator_id)
        and getvariable('only_topics') is null and getvariable('only_stories') is null
        and among(getvariable('only_sources')::varchar[], 'source-' || coalesce(source_key, ''))
)

select rejection_id, commentator_id as group_id, commentator as group_name
from chosen where grouped_by('commentator')
union all
select rejection_id, 'everybody', 'everybody'
from chosen where grouped_by('everybody') and not simulated
union all
select
    rejection_id,
    coalesce('source-' || source_key, ''),
    coalesce(source || ' (' || source_key || ')', '(no source)')
from chosen where grouped_by('source') and not simulated;

-- two-sided 95 % point of Student's t: to 12 digits up to 30 degrees of freedom; beyond that in
-- powers of one over them (Cornish-Fisher, Abramowitz & Stegun 26.7.5), to 7 digits
create macro t975(df) as case
    when df <= 30 then [
        12.706204736175, 4.302652729749, 3.182446305284, 2.776445105198, 2.570581835636,
        2.446911851145, 2.364624251593, 2.306004135204, 2.262157162798, 2.228138851986,
        2.200985160092, 2.178812829667, 2.160368656463, 2.144786687918, 2.131449545560,
        2.119905299221, 2.109815577833, 2.100922040241, 2.093024054408, 2.085963447266,
        2.079613844728, 2.073873067904, 2.068657610419, 2.063898561628, 2.059538552753,
        2.055529438643, 2.051830516480, 2.048407141795, 2.045229642133, 2.042272456301
    ][df]
    else 1.959963984540054 + (1.0::double / df) * (2.372271271 + (1.0::double / df) * (
        2.822501 + (1.0::double / df) * (2.5558497 + (1.0::double / df) * 1.5895341)
    ))
end;

-- brier_se: standard error of the mean Brier score, claims clustered by story (a question without
-- one is its own): between stories, and not below what chance alone gives a calibrated forecaster
-- whose claims in a story stand or fall together. Null below two stories.
create view scoreboard_by as
with member as materialized (
    select
        *,
        coalesce(story_id, question) as cluster,
        status = 'resolved' as counts,
        p_ppb / 1e9 as p,
        brier_e18 / 1e18 as loss
    from claim_group
),

set_aside as (
    select group_id, any_value(group_name) as group_name, pool('verbal') as pooled_source,
        count(*) as n_rejected
    from rejected_group
    group by group_id
),

counted as (
    select
        group_id,
        any_value(group_name) as group_name,
        pooled_source,
        count(*) as n_claims,
        count(*) filter (status = 'rejected_kind') as n_rejected_kind,
        count(*) filter (status = 'void') as n_void,
        count(*) filter (status = 'unscorable') as n_unscorable,
        count(*) filter (status = 'no_deadline') as n_no_deadline,
        count(*) filter (status = 'open') as n_open,
        count(*) filter (status = 'late') as n_late,
        count(*) filter (status = 'untimely') as n_untimely,
        count(*) filter (status = 'early') as n_early,
        count(*) filter (status = 'unmatured') as n_unmatured,
        count(*) filter (status = 'superseded') as n_superseded,
        count(*) filter (counts) as n_resolved,
        count(*) filter (counts and deadline = 'unknown') as n_unknown_maturity,
        count(*) filter (counts and timing = 'proven') as n_proven,
        count(*) filter (counts and timing = 'in_time') as n_in_time,
        count(*) filter (counts and timing = 'documented_later') as n_documented_later,
        count(*) filter (counts and timing = 'hindsight') as n_hindsight,
        count(*) filter (counts and timing = 'impossible') as n_impossible,
        count(*) filter (counts and time_unproven) as n_time_unproven,
        count(*) filter (counts and timing_changed) as n_timing_changed,
        count(distinct question) filter (counts) as n_questions,
        sum(y) filter (counts) as k,
        sum(p_ppb) filter (counts) as sum_p_ppb,
        sum(brier_e18) as sum_brier_e18,
        sum(log_score_exact) as sum_log,
        count(*) filter (infinite) as n_infinite
    from member
    group by group_id, pooled_source
),

means as (
    select
        *,
        k::double / nullif(n_resolved, 0) as base_rate,
        sum_p_ppb::double / 1e9 / nullif(n_resolved, 0) as mean_p,
        sum_brier_e18::double / 1e18 / nullif(n_resolved, 0) as brier,
        sum_log::double / nullif(n_resolved, 0) as log_clip_0_001
    from counted
),

by_story as (
    select
        member.group_id,
        member.pooled_source,
        sum((member.loss - means.brier)::decimal(28, 12))::double as deviation,
        sum(
            (abs(1 - 2 * member.p) * sqrt(member.p * (1 - member.p)))::decimal(28, 12)
        )::double as chance
    from member
    inner join means
        on member.group_id = means.group_id and member.pooled_source = means.pooled_source
    where member.counts
    group by member.group_id, member.pooled_source, member.cluster
),

spread as (
    select
        group_id,
        pooled_source,
        count(*) as n_stories,
        sum((deviation * deviation)::decimal(38, 20))::double as between_stories,
        sum((chance * chance)::decimal(38, 20))::double as by_chance
    from by_story
    group by group_id, pooled_source
),

errors as (
    select
        means.group_id,
        means.pooled_source,
        spread.n_stories,
        case when spread.n_stories >= 2 then greatest(
            sqrt(spread.n_stories / (spread.n_stories - 1.0) * spread.between_stories),
            sqrt(spread.by_chance)
        ) / means.n_resolved end as brier_se
    from means
    inner join spread
        on means.group_id = spread.group_id and means.pooled_source = spread.pooled_source
)

select
    coalesce(means.group_name, set_aside.group_name) as group_name,
    coalesce(means.pooled_source, set_aside.pooled_source) as prob_source,
    coalesce(means.n_claims, 0) as n_claims,
    coalesce(set_aside.n_rejected, 0) as n_rejected,
    coalesce(means.n_rejected_kind, 0) as n_rejected_kind,
    coalesce(means.n_void, 0) as n_void,
    coalesce(means.n_unscorable, 0) as n_unscorable,
    coalesce(means.n_no_deadline, 0) as n_no_deadline,
    coalesce(means.n_open, 0) as n_open,
    coalesce(means.n_late, 0) as n_late,
    coalesce(means.n_untimely, 0) as n_untimely,
    coalesce(means.n_early, 0) as n_early,
    coalesce(means.n_unmatured, 0) as n_unmatured,
    coalesce(means.n_superseded, 0) as n_superseded,
    coalesce(means.n_resolved, 0) as n_resolved,
    coalesce(means.n_unknown_maturity, 0) as n_unknown_maturity,
    coalesce(means.n_proven, 0) as n_proven,
    coalesce(means.n_in_time, 0) as n_in_time,
    coalesce(means.n_documented_later, 0) as n_documented_later,
    coalesce(means.n_hindsight, 0) as n_hindsight,
    coalesce(means.n_impossible, 0) as n_impossible,
    coalesce(means.n_time_unproven, 0) as n_time_unproven,
    coalesce(means.n_timing_changed, 0) as n_timing_changed,
    coalesce(means.n_questions, 0) as n_questions,
    round(means.base_rate, 12) as base_rate,
    round(means.mean_p, 12) as mean_p,
    round(means.mean_p - means.base_rate, 12) as calibration_in_large,
    round(means.brier, 12) as brier,
    round(errors.brier_se, 12) as brier_se,
    -- spelled out, since greatest() and least() take no notice of a null
    case when errors.brier_se is not null then
        round(greatest(0, means.brier - t975(errors.n_stories - 1) * errors.brier_se), 12)
    end as brier_lo,
    case when errors.brier_se is not null then
        round(least(1, means.brier + t975(errors.n_stories - 1) * errors.brier_se), 12)
    end as brier_hi,
    coalesce(errors.n_stories, 0) as n_stories,
    round(means.log_clip_0_001, 12) as log_clip_0_001,
    coalesce(means.n_infinite, 0) as n_infinite,
    coalesce(means.group_id, set_aside.group_id) as group_id
from means
full join set_aside
    on means.group_id = set_aside.group_id and means.pooled_source = set_aside.pooled_source
left join errors
    on means.group_id = errors.group_id and means.pooled_source = errors.pooled_source;

create view scoreboard as
select
    commentators.commentator,
    commentators.kind,
    commentators.simulated,
    scoreboard_by.* exclude (group_name, group_id),
    commentators.commentator_id
from scoreboard_by
inner join commentators on scoreboard_by.group_id = commentators.commentator_id;
