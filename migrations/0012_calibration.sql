-- holds: how often it happened when they said so
-- grain: `calibration`: one row per commentator, prob_source and bin, empty bins present;
--        `calibration_by`: the same for the grouping asked for
-- reads: claim_group, commentators
--
-- Ten bins, left-closed, the last closed at 1: bin = least(floor(10 p), 9), on whole billionths.
-- Wilson score interval without continuity correction, 95 % (Wilson 1927), on n.

create macro wilson_centre(k, n, z) as (k + z * z / 2) / (n + z * z);
create macro wilson_reach(k, n, z) as z / (n + z * z) * sqrt(k * (n - k) / n + z * z / 4);
create macro z95() as 1.959963984540054;

create view calibration_by as
with member as materialized (select * from claim_group),

keys as (
    select group_id, any_value(group_name) as group_name, pooled_source
    from member
    group by group_id, pooled_source
),

frame as (
    select keys.*, bins.bin::integer as bin from keys cross join range(10) as bins (bin)
),

filled as (
    select
        group_id,
        pooled_source,
        least(p_ppb // 100000000, 9)::integer as bin,
        count(*) as n,
        count(distinct question) as n_questions,
        sum(y)::bigint as k,
        sum(p_ppb) as sum_p_ppb
    from member
    where status = 'resolved'
    group by group_id, pooled_source, least(p_ppb // 100000000, 9)
),

joined as (
    select
        frame.*,
        coalesce(filled.n, 0) as n,
        coalesce(filled.n_questions, 0) as n_questions,
        coalesce(filled.k, 0) as k,
        filled.sum_p_ppb::double / 1e9 / filled.n as mean_p,
        filled.k::double / filled.n as freq
    from frame
    left join filled
        on frame.group_id = filled.group_id
        and frame.pooled_source = filled.pooled_source
        and frame.bin = filled.bin
)

select
    group_name,
    pooled_source as prob_source,
    'width10_left' as bin_scheme,
    bin,
    bin / 10.0 as lo,
    (bin + 1) / 10.0 as hi,
    true as lo_closed,
    bin = 9 as hi_closed,
    n,
    n_questions,
    k,
    round(mean_p, 12) as mean_p,
    round(freq, 12) as freq,
    round(freq - mean_p, 12) as gap,
    case
        when n = 0 then null
        when k = 0 then 0.0::double
        else round(wilson_centre(k, n, z95()) - wilson_reach(k, n, z95()), 12)
    end as wilson_lo,
    case
        when n = 0 then null
        when k = n then 1.0::double
        else round(wilson_centre(k, n, z95()) + wilson_reach(k, n, z95()), 12)
    end as wilson_hi,
    0.95::double as level,
    group_id
from joined;

create view calibration as
select
    commentators.commentator,
    commentators.simulated,
    calibration_by.* exclude (group_name, group_id),
    commentators.commentator_id
from calibration_by
inner join commentators on calibration_by.group_id = commentators.commentator_id;
