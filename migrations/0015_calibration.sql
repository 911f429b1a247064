-- holds: how often it happened when they said so
-- grain: `calibration`: one row per commentator, prob_source and bin; `calibration_by`: the same for
--        the grouping asked for; `cell_bin`: one row per group, prob_source and stated probability;
--        `bin_stories`: one row per group, prob_source, bin and part of the stories, to be added up;
--        `measured_bins`: one row per group, prob_source and bin, empty but in a session that measures
-- reads: claim_figures, figure_groups, cell_claims_by, cells_by, commentators; the variable bin_scheme
--
-- bin_scheme: width10_left, ten bins, left-closed, the last closed at 1, on whole billionths, empty
-- ones present; stated, one bin for each stated value of a group that has at most 21; corp, the
-- steps of the isotonic regression, which a session that measures puts into measured_bins first.
-- wilson: Wilson score interval without continuity correction, 95 % (Wilson 1927), on n; null by a
-- scope that weighs, where mean_p and freq are means by weight. interval: the same on n_eff, which
-- takes account of claims that belong to one story. consistency: where 90 % of the frequencies lie
-- if every stated probability is true.

create macro wilson_centre(k, n, z) as (k + z * z / 2) / (n + z * z);
create macro wilson_reach(k, n, z) as z / (n + z * z) * sqrt(k * (n - k) / n + z * z / 4);
create macro z95() as 1.959963984540054;

-- of k among n: null of none, and exactly 0 and 1 where none and all came
create macro wilson_low(k, n) as case
    when n = 0 then null when k = 0 then 0.0::double
    else round(wilson_centre(k, n, z95()) - wilson_reach(k, n, z95()), 12)
end;
create macro wilson_high(k, n) as case
    when n = 0 then null when k = n then 1.0::double
    else round(wilson_centre(k, n, z95()) + wilson_reach(k, n, z95()), 12)
end;

create macro bins_are(wanted) as
    coalesce(getvariable('bin_scheme')::varchar, 'width10_left') = wanted;

create table measured_bins (
    group_id varchar, prob_source varchar, bin integer, lo double, hi double,
    n_eff double, interval_lo double, interval_hi double,
    consistency_lo double, consistency_hi double
);

create view cell_bin as
with stated_p as (
    select distinct group_id, prob_source, p_ppb from cells_by
)

select *, least(p_ppb // 100000000, 9)::integer as bin
from stated_p where bins_are('width10_left')
union all
select *, (row_number() over (partition by group_id, prob_source order by p_ppb) - 1)::integer
from stated_p where bins_are('stated')
union all
select stated_p.*, measured_bins.bin
from stated_p
inner join measured_bins
    on stated_p.group_id = measured_bins.group_id
    and stated_p.prob_source = measured_bins.prob_source
    and stated_p.p_ppb between round(measured_bins.lo * 1e9) and round(measured_bins.hi * 1e9)
where bins_are('corp');

-- on how many questions, in how many stories, the claims of a bin are
create view bin_stories as
with member as not materialized (
    select
        group_id,
        prob_source,
        least(p_ppb // 100000000, 9)::integer as bin,
        question,
        cluster
    from cell_claims_by
    where bins_are('width10_left') and in_part(cluster)
    union all
    select
        cell_bin.group_id, cell_bin.prob_source, cell_bin.bin, cell_claims_by.question,
        cell_claims_by.cluster
    from cell_claims_by
    inner join cell_bin
        on cell_claims_by.group_id = cell_bin.group_id
        and cell_claims_by.prob_source = cell_bin.prob_source
        and cell_claims_by.p_ppb = cell_bin.p_ppb
    where not bins_are('width10_left') and in_part(cell_claims_by.cluster)
),

by_question as (
    select group_id, prob_source, bin, cluster from member where one_each()
    union all
    select group_id, prob_source, bin, any_value(cluster)
    from member
    where not one_each()
    group by group_id, prob_source, bin, question
),

by_story as (
    select group_id, prob_source, bin, cluster, count(*) as n_questions
    from by_question
    group by group_id, prob_source, bin, cluster
)

select
    group_id,
    prob_source,
    bin,
    sum(n_questions)::bigint as n_questions,
    count(*) as n_stories
from by_story
group by group_id, prob_source, bin;

create view calibration_by as
with keys as (
    select distinct group_id, prob_source from claim_figures
),

binned as (
    select *, least(p_ppb // 100000000, 9)::integer as bin
    from cells_by
    where bins_are('width10_left')
    union all
    select cells_by.*, cell_bin.bin
    from cells_by
    inner join cell_bin
        on cells_by.group_id = cell_bin.group_id
        and cells_by.prob_source = cell_bin.prob_source
        and cells_by.p_ppb = cell_bin.p_ppb
    where not bins_are('width10_left')
),

filled as (
    select
        group_id,
        prob_source,
        bin,
        sum(n)::bigint as n,
        sum(n * y)::bigint as k,
        min(p_ppb) / 1e9 as lowest,
        max(p_ppb) / 1e9 as highest,
        sum(weight_e12) as weight,
        sum(weight_e12 * y) as happened,
        sum(weight_e12 * p_ppb) as said
    from binned
    group by group_id, prob_source, bin
),

asked_about as (
    select
        group_id,
        prob_source,
        bin,
        sum(n_questions)::bigint as n_questions,
        sum(n_stories)::bigint as n_stories
    from bin_stories
    group by group_id, prob_source, bin
),

few as (
    select group_id, prob_source from filled
    group by group_id, prob_source having count(*) <= 21 or not bins_are('stated')
),

frame as (
    select keys.*, bins.bin::integer as bin
    from keys cross join range(10) as bins (bin)
    where bins_are('width10_left')
    union all
    select keys.*, filled.bin
    from keys
    inner join filled on keys.group_id = filled.group_id and keys.prob_source = filled.prob_source
    inner join few on keys.group_id = few.group_id and keys.prob_source = few.prob_source
    where not bins_are('width10_left')
),

joined as (
    select
        frame.*,
        case when bins_are('width10_left') then frame.bin / 10.0 else filled.lowest end as lo,
        case when bins_are('width10_left') then (frame.bin + 1) / 10.0 else filled.highest end as hi,
        not bins_are('width10_left') or frame.bin = 9 as hi_closed,
        coalesce(filled.n, 0) as n,
        coalesce(asked_about.n_questions, 0) as n_questions,
        coalesce(asked_about.n_stories, 0) as n_stories,
        coalesce(filled.k, 0) as k,
        filled.said::double / 1e9 / nullif(filled.weight, 0) as mean_p,
        filled.happened::double / nullif(filled.weight, 0) as freq
    from frame
    left join filled
        on frame.group_id = filled.group_id
        and frame.prob_source = filled.prob_source
        and frame.bin = filled.bin
    left join asked_about
        on frame.group_id = asked_about.group_id
        and frame.prob_source = asked_about.prob_source
        and frame.bin = asked_about.bin
)

select
    figure_groups.group_names,
    joined.prob_source::varchar as prob_source,
    coalesce(getvariable('bin_scheme')::varchar, 'width10_left') as bin_scheme,
    joined.bin,
    joined.lo::double as lo,
    joined.hi::double as hi,
    true as lo_closed,
    hi_closed,
    n,
    n_questions,
    n_stories,
    k,
    round(mean_p, 12) as mean_p,
    round(freq, 12) as freq,
    round(freq - mean_p, 12) as gap,
    case when each_counts_once() then wilson_low(k, n) end as wilson_lo,
    case when each_counts_once() then wilson_high(k, n) end as wilson_hi,
    0.95::double as level,
    round(measured_bins.n_eff, 6) as n_eff,
    round(measured_bins.interval_lo, 12) as interval_lo,
    round(measured_bins.interval_hi, 12) as interval_hi,
    round(measured_bins.consistency_lo, 12) as consistency_lo,
    round(measured_bins.consistency_hi, 12) as consistency_hi,
    joined.group_id::varchar as group_id
from joined
inner join figure_groups on joined.group_id = figure_groups.group_id
left join measured_bins
    on joined.group_id = measured_bins.group_id
    and joined.prob_source = measured_bins.prob_source
    and joined.bin = measured_bins.bin;

create view calibration as
select
    commentators.commentator,
    commentators.simulated,
    calibration_by.* exclude (group_names, group_id),
    commentators.commentator_id
from calibration_by
inner join commentators on calibration_by.group_id = commentators.commentator_id;
