-- holds: whether what was recorded once the answers were known scores better than what was in time
-- grain: `timing_gap`: one row per report, of all the scored claims that are asked for
-- reads: claim_counted
--
-- Timely: proven or in time. After: documented later or hindsight. difference = mean Brier score of
-- the timely claims minus that of the others: above 0, the others score better. Its standard error is
-- clustered by story over both sides at once (Liang & Zeger 1986 with the factor G/(G-1)) and not
-- below what chance alone gives, as that of the scoreboard; lo and hi are a 95 % t interval. Null
-- without claims on both sides or below two stories. `much_better`: ten or more on either side, and
-- the whole interval above 0. That is a sign of selection: that which came true was put down.

create view timing_gap as
with scored as (
    select
        coalesce(story_id, question) as cluster,
        timing in ('proven', 'in_time') as timely,
        p_ppb / 1e9 as p,
        brier_e18,
        brier_e18 / 1e18 as loss
    from claim_counted
    where status = 'resolved'
        and timing in ('proven', 'in_time', 'documented_later', 'hindsight')
        and (grouped_by('commentator') or not simulated)
),

side as (
    select timely, count(*) as n, sum(brier_e18)::double / 1e18 / count(*) as brier
    from scored group by timely
),

by_story as (
    select
        sum((
            case when scored.timely then 1 else -1 end * (scored.loss - side.brier) / side.n
        )::decimal(38, 20))::double as deviation,
        sum((
            abs(1 - 2 * scored.p) * sqrt(scored.p * (1 - scored.p)) / side.n
        )::decimal(38, 20))::double as chance
    from scored
    inner join side on scored.timely = side.timely
    group by scored.cluster
),

spread as (
    select
        count(*) as n_stories,
        case when count(*) >= 2 then greatest(
            sqrt(count(*) / (count(*) - 1.0) * sum((deviation * deviation)::decimal(38, 30))::double),
            sqrt(sum((chance * chance)::decimal(38, 30))::double)
        ) end as se
    from by_story
),

sides as (
    select
        coalesce(max(n) filter (timely), 0) as n_timely,
        coalesce(max(n) filter (not timely), 0) as n_after,
        max(brier) filter (timely) as brier_timely,
        max(brier) filter (not timely) as brier_after
    from side
),

gap as (
    select
        sides.*,
        spread.n_stories,
        sides.brier_timely - sides.brier_after as difference,
        t975(spread.n_stories - 1) * spread.se as reach
    from sides cross join spread
)

select
    n_timely,
    n_after,
    round(brier_timely, 12) as brier_timely,
    round(brier_after, 12) as brier_after,
    n_stories,
    round(difference, 12) as difference,
    round(difference - reach, 12) as lo,
    round(difference + reach, 12) as hi,
    coalesce(n_timely >= 10 and n_after >= 10 and difference - reach > 0, false) as much_better
from gap;
