-- holds: the scores of forecasts of how much it is, and of which day
-- grain: `claim_quantiles`: one row per claim and level, a bare value being one row without a level;
--        `quantile_exact`: one row per resolved claim on a number or a date; `quantile_scores`: the
--        same, to be shown; `scoreboard_quantiles`: one row per commentator, kind of question, unit
--        and target, and one over all of them; `scoreboard_number`, `scoreboard_date`: of one kind
-- reads: claim_other, claim_scored, claim_told, commentators
--
-- pinball: the mean over the levels a of a (y - q) where y >= q, else (1 - a) (q - y) (Koenker &
-- Bassett 1978). crps = twice that, which is the integral of (F - 1{x >= y})^2 as levels fill the
-- unit interval evenly (Gneiting & Ranjan 2011). wis: the weighted interval score (Bracher et al.
-- 2021), the same number where the levels are symmetric with a median among them, else null.
-- absolute_error: of the median, or of a bare value, which is no distribution and has no other score.
-- inside50, inside90: whether y lies from the quantile .25 to .75, from .05 to .95, bounds included;
-- null without both levels. All are in the question's unit; 0 is best.
--
-- A date counts days since 1970-01-01 (UTC). Its losses are truncated at the horizon (closes_on) for
-- every outcome: days beyond it, forecast or come, stand at it, as does "not by the horizon"; so
-- nobody's score waits for what nobody can know yet. The intervals are those of the day after the
-- horizon for all that lies beyond it. implied_p: P(by the horizon), on the line between the two
-- quantiles around it, beyond the outermost the level of that one; implied_brier: its Brier score.
--
-- Losses in different units are never averaged. Raw losses are averaged within one unit and one
-- target (the question's topics, all of them together): cases and deaths are both counted, and are
-- not of one size. Over everything only what has no unit is averaged: coverage, and losses divided
-- by the scale that the question fixed beforehand (scaled_loss from crps, scaled_error from the
-- absolute error); n_without_scale says how many had none. Coverage has a Wilson interval, 95 %.
--
-- Values are exact text; scores are doubles, rounded to twelve decimals row by row, and sums are of
-- those: the same on any number of threads.

-- what a value measures: itself, or the days since 1970-01-01
create macro size_of(a_kind, a_value) as case
    when a_kind = 'date' then date_diff('day', date '1970-01-01', try_cast(a_value as date))::double
    else try_cast(a_value as double)
end;

-- least() takes no notice of a null: without a horizon nothing is truncated
create macro up_to_day(a_size, a_horizon) as
    case when a_size is not null then least(a_size, a_horizon) end;

create macro pinball_loss(level, q, y) as
    case when y >= q then level * (y - q) else (1 - level) * (q - y) end;

create macro at_level(some_quantiles, a_level) as
    list_filter(some_quantiles, lambda one: one.level = a_level)[1].size;

create view claim_quantiles as
with said as (
    select *, case when point is null then quantiles
        else [struct_pack(level := null::bigint, "value" := point)] end as parts
    from claim_scored
    where question_kind in ('number', 'date')
)

select
    substr(short_id, 1, 8) as id,
    commentator_name as commentator,
    question_key,
    question_kind,
    unit,
    round(part.level / 1e9, 9) as level,
    part.value,
    outcome,
    status,
    claim_id
from (select *, unnest(parts) as part from said);

create view quantile_exact as
with read as (
    select
        claim_id,
        question_kind,
        scale,
        outcome = 'not_by_horizon' as censored,
        case when question_kind = 'date'
            then date_diff('day', date '1970-01-01', closes_on)::double end as horizon,
        list_transform(quantiles, lambda one: struct_pack(
            level := one.level, size := size_of(question_kind, one.value)
        )) as said,
        size_of(question_kind, point) as point,
        size_of(question_kind, outcome) as came
    from claim_scored
    where question_kind in ('number', 'date') and status = 'resolved'
),

-- what had not come by the horizon has no size of its own
placed as (
    select
        *,
        up_to_day(coalesce(came, horizon), horizon) as y,
        up_to_day(coalesce(came, horizon + 1), horizon + 1) as y_around,
        list_transform(said, lambda one: one.level) as levels,
        up_to_day(coalesce(point, at_level(said, 500000000)), horizon) as middle,
        list_filter(said, lambda one: one.size <= horizon)[-1] as below,
        list_filter(said, lambda one: one.size > horizon)[1] as above
    from read
),

scored as (
    select
        *,
        list_avg(list_transform(said, lambda one: pinball_loss(
            one.level / 1e9, least(one.size, horizon), y
        ))) as pinball,
        list_contains(levels, 500000000)
            and list_reverse(list_transform(levels, lambda one: 1000000000 - one)) = levels
            as even,
        case
            when horizon is null or said is null then null
            when below is null then above.level / 1e9
            when above is null then below.level / 1e9
            else (
                below.level
                + (above.level - below.level) * (horizon - below.size) / (above.size - below.size)
            ) / 1e9
        end as implied,
        case when horizon is not null and not censored and came <= horizon then 1 else 0 end as by_then
    from placed
)

select
    claim_id,
    scale,
    censored,
    said is null as no_distribution,
    len(said) as n_levels,
    case when middle is not null then abs(middle - y)::decimal(38, 12) end as absolute_error,
    pinball::decimal(38, 12) as pinball,
    (2 * pinball)::decimal(38, 12) as crps,
    case when even then (2 * pinball)::decimal(38, 12) end as wis,
    y_around between up_to_day(at_level(said, 250000000), horizon + 1)
        and up_to_day(at_level(said, 750000000), horizon + 1) as inside50,
    y_around between up_to_day(at_level(said, 50000000), horizon + 1)
        and up_to_day(at_level(said, 950000000), horizon + 1) as inside90,
    (2 * pinball / scale)::decimal(38, 12) as scaled_loss,
    case when middle is not null then (abs(middle - y) / scale)::decimal(38, 12) end as scaled_error,
    implied::decimal(20, 15) as implied_p,
    ((implied - by_then) * (implied - by_then))::decimal(20, 15) as implied_brier
from scored;

create view quantile_scores as
select
    claims.id,
    claims.commentator,
    claims.question_key,
    claims.question_kind,
    claims.kind,
    claims.said_on,
    claims.forecast,
    claims.outcome,
    claims.disputed,
    claims.known_on,
    case when quantile_exact.no_distribution then 'no distribution' else 'quantiles' end
        as distribution,
    quantile_exact.n_levels,
    round(quantile_exact.absolute_error::double, 12) as absolute_error,
    round(quantile_exact.pinball::double, 12) as pinball,
    round(quantile_exact.crps::double, 12) as crps,
    round(quantile_exact.wis::double, 12) as wis,
    quantile_exact.inside50,
    quantile_exact.inside90,
    quantile_exact.scale,
    round(quantile_exact.scaled_loss::double, 12) as scaled_loss,
    round(quantile_exact.scaled_error::double, 12) as scaled_error,
    round(quantile_exact.implied_p::double, 12) as implied_p,
    round(quantile_exact.implied_brier::double, 12) as implied_brier,
    claims.claim_id
from quantile_exact
inner join claim_told as claims on quantile_exact.claim_id = claims.claim_id;

-- per commentator, unit and target, and per commentator over all of them, where raw losses are null
create view scoreboard_quantiles as
with member as (
    select
        claim_other.commentator_id,
        claim_other.question_kind,
        claim_other.question,
        claim_other.status,
        coalesce(claim_other.unit, 'days') as unit,
        array_to_string(list_sort(claim_other.topics), ', ') as target,
        quantile_exact.* exclude (claim_id),
        quantile_exact.claim_id as resolved
    from claim_other
    left join quantile_exact on claim_other.claim_id = quantile_exact.claim_id
    where claim_other.question_kind in ('number', 'date')
),

counted as (
    select
        commentator_id,
        question_kind,
        unit,
        target,
        grouping(unit) = 1 as over_all,
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
        count(resolved) as n_resolved,
        count(distinct question) filter (resolved is not null) as n_questions,
        count(*) filter (no_distribution) as n_no_distribution,
        count(*) filter (censored) as n_censored,
        count(absolute_error) as n_error,
        sum(absolute_error)::double as sum_error,
        count(wis) as n_wis,
        sum(wis)::double as sum_wis,
        count(crps) as n_crps,
        sum(crps)::double as sum_crps,
        count(inside50) as n_50,
        count(*) filter (inside50) as k_50,
        count(inside90) as n_90,
        count(*) filter (inside90) as k_90,
        count(scaled_loss) as n_scaled,
        sum(scaled_loss)::double as sum_scaled,
        count(scaled_error) as n_scaled_error,
        sum(scaled_error)::double as sum_scaled_error,
        count(*) filter (resolved is not null and scale is null) as n_without_scale,
        count(implied_p) as n_implied,
        sum(implied_p)::double as sum_implied,
        sum(implied_brier)::double as sum_implied_brier
    from member
    group by grouping sets (
        (commentator_id, question_kind, unit, target), (commentator_id, question_kind)
    )
)

select
    commentators.commentator,
    commentators.kind,
    commentators.simulated,
    counted.question_kind,
    counted.unit,
    counted.target,
    counted.n_claims,
    counted.n_rejected_kind,
    counted.n_void,
    counted.n_unscorable,
    counted.n_no_deadline,
    counted.n_open,
    counted.n_late,
    counted.n_untimely,
    counted.n_early,
    counted.n_unmatured,
    counted.n_superseded,
    counted.n_resolved,
    counted.n_questions,
    counted.n_no_distribution,
    counted.n_censored,
    case when not over_all then round(sum_error / nullif(n_error, 0), 12) end as absolute_error,
    counted.n_wis,
    case when not over_all then round(sum_wis / nullif(n_wis, 0), 12) end as wis,
    counted.n_crps,
    case when not over_all then round(sum_crps / nullif(n_crps, 0), 12) end as crps,
    counted.n_50,
    round(k_50::double / nullif(n_50, 0), 12) as coverage_50,
    wilson_low(k_50, n_50) as coverage_50_lo,
    wilson_high(k_50, n_50) as coverage_50_hi,
    counted.n_90,
    round(k_90::double / nullif(n_90, 0), 12) as coverage_90,
    wilson_low(k_90, n_90) as coverage_90_lo,
    wilson_high(k_90, n_90) as coverage_90_hi,
    counted.n_scaled,
    round(sum_scaled / nullif(n_scaled, 0), 12) as scaled_loss,
    round(sum_scaled_error / nullif(n_scaled_error, 0), 12) as scaled_error,
    counted.n_without_scale,
    counted.n_implied,
    round(sum_implied / nullif(n_implied, 0), 12) as mean_implied_p,
    round(sum_implied_brier / nullif(n_implied, 0), 12) as implied_brier,
    counted.commentator_id
from counted
inner join commentators on counted.commentator_id = commentators.commentator_id;

create view scoreboard_number as
select * exclude (question_kind, n_censored, n_implied, mean_implied_p, implied_brier)
from scoreboard_quantiles
where question_kind = 'number';

create view scoreboard_date as
select * exclude (question_kind) from scoreboard_quantiles where question_kind = 'date';
