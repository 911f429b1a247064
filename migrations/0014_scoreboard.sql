-- holds: the scores and the partition of counts, by commentator or by another grouping
-- grain: `murphy`, `group_evidence`: one row per group and prob_source; `scoreboard_by`: one row per group of the
--        grouping asked for, and prob_source; `scoreboard`: one row per commentator and prob_source;
--        `measured`: one row per group and prob_source, empty but in a session that measures
-- reads: claim_figures, figure_groups, cells_by, rejected_group, commentators; the variables of those
--
-- Sums are over integers (billionths) and decimals, so they are the same on any number of threads.
-- What sums cannot give (ledger/scoring/) comes through the table `measured`, which a session fills
-- before it asks. What each column means is told by `claims help scoring`.
--
-- By a scope that weighs (question_weighted, time_averaged) a mean is sum(weight * x) / sum(share),
-- and what takes a claim for one probability with one outcome is null: the terms of Murphy, z.

create macro each_counts_once() as not (scope_is('question_weighted') or scope_is('time_averaged'));

-- what judges probabilities judges those that a speaker stated; of words it judges a reading of them
create macro stated(a_prob_source, figure) as case when a_prob_source = 'numeric' then figure end;
create macro read_off(a_prob_source, figure) as
    case when a_prob_source <> 'numeric' then figure end;

create table measured (
    group_id varchar, prob_source varchar,
    brier_se double, brier_df double, brier_lo double, brier_hi double, n_eff double,
    rel_brier_se double, rel_brier_lo double, rel_brier_hi double,
    rel_brier_shrunk double, rel_brier_shrunk_lo double, rel_brier_shrunk_hi double,
    rel_brier_mu double, rel_brier_tau2 double,
    difficulty_adjusted double, component integer, n_component integer,
    mcb double, mcb_null_mean double, mcb_p double, mcb_null_mean_stories double,
    mcb_p_stories double, distinguishable boolean, dsc double,
    mcb_log double, dsc_log double, unc_log double,
    spiegelhalter_p double, spiegelhalter_p_stories double, spiegelhalter_p_normal double,
    spiegelhalter_p_bh double,
    lexicon_coverage double, brier_lexicon_lo double, brier_lexicon_hi double,
    n_coders integer, brier_coder_lo double, brier_coder_hi double,
    cox_intercept double, cox_slope double, cox_slope_lo double, cox_slope_hi double,
    rank_lo integer, rank_hi integer, rank_set_lo integer, rank_set_hi integer, p_best double
);

-- how much a group's figures may be made of: questions and stories, and none of these too large
create macro evidence_of(n_questions, n_stories, n_largest_story, n_resolved) as case
    when n_questions < 10 then 'list only'
    when n_questions < 30 or n_stories < 10 then 'thin'
    when n_questions >= 100 and n_stories >= 30 and n_largest_story * 5 <= n_resolved then 'solid'
    else 'usable'
end;

-- whether no group has two claims on one question, so that none need be told apart
create macro one_each() as scope_is('first') and grouping_asked() = ['commentator'];

create view group_evidence as
with by_question as (
    select group_id, prob_source, cluster, 1 as n
    from claim_figures
    where status = 'resolved' and one_each()
    union all
    select group_id, prob_source, any_value(cluster), count(*)
    from claim_figures
    where status = 'resolved' and not one_each()
    group by group_id, prob_source, question
),

by_story as (
    select group_id, prob_source, cluster, count(*) as n_questions, sum(n)::bigint as n
    from by_question
    group by group_id, prob_source, cluster
)

select
    group_id,
    prob_source::varchar as prob_source,
    sum(n_questions)::bigint as n_questions,
    sum(n)::bigint as n_resolved,
    count(*) as n_stories,
    max(n) as n_largest_story,
    evidence_of(sum(n_questions), count(*), max(n), sum(n)) as evidence
from by_story
group by group_id, prob_source;

-- the ten bins, left-closed, the last closed at 1, and the sums in each
create view bin_sums as
select
    group_id,
    prob_source,
    least(p_ppb // 100000000, 9)::integer as bin,
    sum(n)::hugeint as n,
    sum(n * y)::hugeint as k,
    sum(n * p_ppb)::hugeint as s,
    sum(n * p_ppb::hugeint * p_ppb)::hugeint as ss,
    sum(n * y * p_ppb)::hugeint as sy
from cells_by
group by group_id, prob_source, least(p_ppb // 100000000, 9);

-- Murphy 1973 with the within-bin terms of Stephenson et al. 2008, and the correction of Ferro &
-- Fricker 2012. Numerators are whole; each term is rounded to 30 places before it is added up.
create view murphy as
with whole as (
    select group_id, prob_source, sum(n) as n, sum(k) as k
    from bin_sums group by group_id, prob_source
),

term as (
    select
        bin_sums.group_id,
        bin_sums.prob_source,
        whole.n,
        whole.k,
        pow((bin_sums.s - bin_sums.k * 1000000000)::double / 1e9, 2) / bin_sums.n as rel,
        pow((bin_sums.k * whole.n - whole.k * bin_sums.n)::double / whole.n, 2) / bin_sums.n as res,
        (bin_sums.n * bin_sums.ss - bin_sums.s * bin_sums.s)::double / 1e18 / bin_sums.n as wbv,
        2 * (bin_sums.n * bin_sums.sy - bin_sums.s * bin_sums.k)::double / 1e9 / bin_sums.n as wbc,
        case when bin_sums.n > 1
            then (bin_sums.k * (bin_sums.n - bin_sums.k))::double / (bin_sums.n * (bin_sums.n - 1))
            else 0
        end as correction
    from bin_sums
    inner join whole
        on bin_sums.group_id = whole.group_id and bin_sums.prob_source = whole.prob_source
),

summed as (
    select
        group_id,
        prob_source,
        any_value(n) as n,
        any_value(k)::double / any_value(n) as o,
        sum(rel::decimal(38, 20))::double / any_value(n) as rel,
        sum(res::decimal(38, 20))::double / any_value(n) as res,
        sum(wbv::decimal(38, 20))::double / any_value(n) as wbv,
        sum(wbc::decimal(38, 20))::double / any_value(n) as wbc,
        sum(correction::decimal(38, 20))::double / any_value(n) as correction
    from term
    group by group_id, prob_source
)

select
    group_id,
    prob_source,
    rel,
    res,
    o * (1 - o) as unc,
    wbv,
    wbc,
    case when n > 1 then rel - correction end as rel_ff,
    case when n > 1 then res - correction + o * (1 - o) / (n - 1) end as res_ff,
    case when n > 1 then o * (1 - o) * (1 + 1 / (n - 1)::double) end as unc_ff
from summed;

-- of one claim: (p - y)^2, and the log score with the clip, both whole
create macro brier_of_e18(a_p_ppb, an_y) as
    (a_p_ppb - 1000000000 * an_y) * (a_p_ppb - 1000000000 * an_y)::hugeint;
create macro p_of_outcome(a_p_ppb, an_y) as
    case an_y when 1 then a_p_ppb else 1000000000 - a_p_ppb end;
create macro log_score_of(a_p_of_outcome_ppb) as
    (-ln(greatest(least(a_p_of_outcome_ppb, 999000000), 1000000) / 1e9))::decimal(20, 15);
create macro log_score_of_e15(a_p_of_outcome_ppb) as
    (log_score_of(a_p_of_outcome_ppb) * 1000000000000000)::hugeint;

create view scoreboard_by as
with member as not materialized (
    select
        *,
        status = 'resolved' as counts,
        brier_of_e18(p_ppb::bigint, y) as brier_e18
    from claim_figures
),

set_aside as (
    select group_id, any_value(group_names) as group_names, pool('verbal') as prob_source,
        count(*) as n_rejected
    from rejected_group
    group by group_id
),

counted as (
    select
        group_id,
        prob_source::varchar as prob_source,
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
        count(*) filter (counts and matures_unknown) as n_unknown_maturity,
        count(*) filter (counts and timing = 'proven') as n_proven,
        count(*) filter (counts and timing = 'in_time') as n_in_time,
        count(*) filter (counts and timing = 'documented_later') as n_documented_later,
        count(*) filter (counts and timing = 'hindsight') as n_hindsight,
        count(*) filter (counts and timing = 'impossible') as n_impossible,
        count(*) filter (counts and time_unproven) as n_time_unproven,
        count(*) filter (counts and timing_changed) as n_timing_changed,
        count(*) filter (in_words) as n_in_words,
        count(*) filter (in_words and hedges) as n_hedges
    from member
    group by group_id, prob_source
),

cell as (
    select
        *,
        brier_of_e18(p_ppb, y) as brier_e18,
        p_of_outcome(p_ppb, y) as p_of_outcome_ppb,
        p_ppb / 1e9 as p
    from cells_by
),

summed as (
    select
        group_id,
        prob_source,
        sum(weight_e12)::double as weight,
        sum(share_e12)::double as share,
        sum(weight_e12 * y)::double as happened,
        sum(weight_e12 * p_ppb)::double / 1e9 as said,
        sum(weight_e12 * brier_e18)::double / 1e18 as brier,
        sum(weight_e12 * log_score_of_e15(p_of_outcome_ppb))::double / 1e15 as log_clip,
        sum(weight_e12 * (
            (-ln(nullif(p_of_outcome_ppb, 0) / 1e9))::decimal(20, 15) * 1000000000000000
        )::hugeint)::double / 1e15 as log_raw,
        coalesce(sum(n) filter (p_of_outcome_ppb = 0), 0)::bigint as n_infinite,
        sum(n * (1000000000 * y - p_ppb)::hugeint * (1000000000 - 2 * p_ppb))::double / 1e18
            as z_above,
        sum(n * (pow(1 - 2 * p, 2) * p * (1 - p))::decimal(20, 18))::double as z_below
    from cell
    group by group_id, prob_source
),

means as (
    select
        *,
        happened / nullif(weight, 0) as base_rate,
        said / nullif(weight, 0) as mean_p,
        brier / share as mean_brier,
        case when each_counts_once() then z_above / nullif(sqrt(z_below), 0) end as z
    from summed
),

by_question as (
    select group_id, prob_source, weight_e12 * brier_e18 as own, share_e12 as share
    from member
    where counts and one_each()
    union all
    select group_id, prob_source, sum(weight_e12 * brier_e18), sum(share_e12)
    from member
    where counts and not one_each()
    group by group_id, prob_source, question
),

deviating as (
    select
        by_question.group_id,
        by_question.prob_source,
        by_question.own::double / 1e30 - means.mean_brier * by_question.share::double / 1e12
            as deviation
    from by_question
    inner join means
        on by_question.group_id = means.group_id and by_question.prob_source = means.prob_source
),

question_error as (
    select
        group_id,
        prob_source,
        count(*) as n,
        sum((deviation * deviation)::decimal(38, 20))::double as squares
    from deviating
    group by group_id, prob_source
),

compared as (
    select
        group_id,
        prob_source,
        count(*) as n,
        sum(share_e12)::double as share,
        sum((weight_e12 / 1e12 * (brier_e18 / 1e18 - peers_brier))::decimal(38, 18))::double
            as relative,
        sum(weight_e12 * brier_e18)::double / 1e30 as own,
        sum((weight_e12 / 1e12 * pow(crowd_p - y, 2))::decimal(38, 18))::double as crowd,
        sum((
            weight_e12 / 1e12 * (peers_log - log_score_of(p_of_outcome(p_ppb, y))::double)
        )::decimal(38, 18))::double as peer
    from member
    where counts and peers_brier is not null
    group by group_id, prob_source
),

common as (
    select group_id, prob_source, count(*) as n
    from (
        select distinct group_id, prob_source, question
        from member
        where counts and peers_brier is not null and not one_each()
    )
    group by group_id, prob_source
)

select
    coalesce(figure_groups.group_names, set_aside.group_names) as group_names,
    coalesce(counted.prob_source, set_aside.prob_source) as prob_source,
    coalesce(group_evidence.evidence, 'list only') as evidence,
    coalesce(counted.n_claims, 0) as n_claims,
    case when list_has_all(['commentator', 'source', 'year'], grouping_asked())
        and getvariable('only_topics') is null and getvariable('only_stories') is null
        and not picking()
        then coalesce(set_aside.n_rejected, 0) end as n_rejected,
    coalesce(counted.n_rejected_kind, 0) as n_rejected_kind,
    coalesce(counted.n_void, 0) as n_void,
    coalesce(counted.n_unscorable, 0) as n_unscorable,
    coalesce(counted.n_no_deadline, 0) as n_no_deadline,
    coalesce(counted.n_open, 0) as n_open,
    coalesce(counted.n_late, 0) as n_late,
    coalesce(counted.n_untimely, 0) as n_untimely,
    coalesce(counted.n_early, 0) as n_early,
    coalesce(counted.n_unmatured, 0) as n_unmatured,
    coalesce(counted.n_superseded, 0) as n_superseded,
    coalesce(counted.n_resolved, 0) as n_resolved,
    coalesce(counted.n_unknown_maturity, 0) as n_unknown_maturity,
    coalesce(counted.n_proven, 0) as n_proven,
    coalesce(counted.n_in_time, 0) as n_in_time,
    coalesce(counted.n_documented_later, 0) as n_documented_later,
    coalesce(counted.n_hindsight, 0) as n_hindsight,
    coalesce(counted.n_impossible, 0) as n_impossible,
    coalesce(counted.n_time_unproven, 0) as n_time_unproven,
    coalesce(counted.n_timing_changed, 0) as n_timing_changed,
    coalesce(counted.n_in_words, 0) as n_in_words,
    coalesce(counted.n_hedges, 0) as n_hedges,
    round(counted.n_hedges / nullif(counted.n_in_words, 0)::double, 12) as hedge_share,
    coalesce(group_evidence.n_questions, 0) as n_questions,
    coalesce(group_evidence.n_stories, 0) as n_stories,
    coalesce(group_evidence.n_largest_story, 0) as n_largest_story,
    round(means.base_rate, 12) as base_rate,
    round(means.mean_p, 12) as mean_p,
    round(means.mean_p - means.base_rate, 12) as calibration_in_large,
    round(means.mean_brier, 12) as brier,
    round(measured.brier_se, 12) as brier_se,
    round(measured.brier_df, 6) as brier_df,
    round(measured.brier_lo, 12) as brier_lo,
    round(measured.brier_hi, 12) as brier_hi,
    case when question_error.n >= 2 then round(
        sqrt(question_error.n / (question_error.n - 1.0) * question_error.squares)
        / (means.share / 1e12), 12
    ) end as brier_se_question,
    round(measured.n_eff, 6) as n_eff,
    round(measured.lexicon_coverage, 12) as lexicon_coverage,
    round(measured.brier_lexicon_lo, 12) as brier_lexicon_lo,
    round(measured.brier_lexicon_hi, 12) as brier_lexicon_hi,
    measured.n_coders,
    round(measured.brier_coder_lo, 12) as brier_coder_lo,
    round(measured.brier_coder_hi, 12) as brier_coder_hi,
    round(1 - means.mean_brier / 0.25, 12) as bss_half,
    case when each_counts_once() then round(
        1 - means.mean_brier / nullif(means.base_rate * (1 - means.base_rate), 0), 12
    ) end as bss_self,
    round(1 - compared.own / nullif(compared.crowd, 0), 12) as bss_crowd,
    coalesce(case when one_each() then compared.n else common.n end, 0) as n_common,
    round(compared.relative / (compared.share / 1e12), 12) as rel_brier,
    round(measured.rel_brier_se, 12) as rel_brier_se,
    round(measured.rel_brier_lo, 12) as rel_brier_lo,
    round(measured.rel_brier_hi, 12) as rel_brier_hi,
    round(measured.rel_brier_shrunk, 12) as rel_brier_shrunk,
    round(measured.rel_brier_shrunk_lo, 12) as rel_brier_shrunk_lo,
    round(measured.rel_brier_shrunk_hi, 12) as rel_brier_shrunk_hi,
    round(measured.rel_brier_mu, 12) as rel_brier_mu,
    round(measured.rel_brier_tau2, 15) as rel_brier_tau2,
    round(measured.difficulty_adjusted, 12) as difficulty_adjusted,
    measured.component,
    measured.n_component,
    round(means.log_clip / means.share, 12) as log_clip_0_001,
    case when means.n_infinite = 0 then round(means.log_raw / means.share, 12) end as log_raw,
    coalesce(means.n_infinite, 0) as n_infinite,
    case when each_counts_once()
        then round(100 * (1 - means.log_clip / means.share / ln(2)), 12) end as baseline_score,
    round(100 * compared.peer / (compared.share / 1e12), 12) as peer_score,
    case when each_counts_once() then round(murphy.rel, 12) end as rel,
    case when each_counts_once() then round(murphy.res, 12) end as res,
    case when each_counts_once() then round(murphy.unc, 12) end as unc,
    case when each_counts_once() then round(murphy.wbv, 12) end as wbv,
    case when each_counts_once() then round(murphy.wbc, 12) end as wbc,
    case when each_counts_once() then round(murphy.rel_ff, 12) end as rel_ff,
    case when each_counts_once() then round(murphy.res_ff, 12) end as res_ff,
    case when each_counts_once() then round(murphy.unc_ff, 12) end as unc_ff,
    round(stated(counted.prob_source, measured.mcb), 12) as mcb,
    round(read_off(counted.prob_source, measured.mcb), 12) as mcb_given_lexicon,
    round(measured.mcb_null_mean, 12) as mcb_null_mean,
    measured.mcb_p,
    round(measured.mcb_null_mean_stories, 12) as mcb_null_mean_stories,
    measured.mcb_p_stories,
    measured.distinguishable,
    round(measured.dsc, 12) as dsc,
    round(measured.mcb_log, 12) as mcb_log,
    round(measured.dsc_log, 12) as dsc_log,
    round(measured.unc_log, 12) as unc_log,
    round(stated(counted.prob_source, means.z), 12) as spiegelhalter_z,
    round(read_off(counted.prob_source, means.z), 12) as spiegelhalter_z_given_lexicon,
    measured.spiegelhalter_p,
    measured.spiegelhalter_p_stories,
    round(measured.spiegelhalter_p_normal, 12) as spiegelhalter_p_normal,
    round(measured.spiegelhalter_p_bh, 12) as spiegelhalter_p_bh,
    round(measured.cox_intercept, 9) as cox_intercept,
    round(stated(counted.prob_source, measured.cox_slope), 9) as cox_slope,
    round(read_off(counted.prob_source, measured.cox_slope), 9) as cox_slope_given_lexicon,
    round(measured.cox_slope_lo, 9) as cox_slope_lo,
    round(measured.cox_slope_hi, 9) as cox_slope_hi,
    measured.rank_lo,
    measured.rank_hi,
    measured.rank_set_lo,
    measured.rank_set_hi,
    measured.p_best,
    coalesce(counted.group_id, set_aside.group_id) as group_id
from counted
full join set_aside
    on counted.group_id = set_aside.group_id and counted.prob_source = set_aside.prob_source
left join figure_groups on counted.group_id = figure_groups.group_id
left join means on counted.group_id = means.group_id and counted.prob_source = means.prob_source
left join question_error
    on counted.group_id = question_error.group_id
    and counted.prob_source = question_error.prob_source
left join group_evidence
    on counted.group_id = group_evidence.group_id
    and counted.prob_source = group_evidence.prob_source
left join compared
    on counted.group_id = compared.group_id and counted.prob_source = compared.prob_source
left join common
    on counted.group_id = common.group_id and counted.prob_source = common.prob_source
left join murphy on counted.group_id = murphy.group_id and counted.prob_source = murphy.prob_source
left join measured
    on counted.group_id = measured.group_id and counted.prob_source = measured.prob_source;

create view scoreboard as
select
    commentators.commentator,
    commentators.kind,
    commentators.simulated,
    scoreboard_by.* exclude (group_names, group_id),
    commentators.commentator_id
from scoreboard_by
inner join commentators on scoreboard_by.group_id = commentators.commentator_id;
