-- holds: whether what was recorded once the answers were known scores better than what was in time
-- grain: `timing_gap`: one row per report, of all the scored claims that are asked for
-- reads: claim_brief
--
-- Timely: proven or in time. After: documented later or hindsight. difference = mean Brier score of
-- the timely claims minus that of the others: above 0, the others score better. Its standard error is
-- clustered by story over both sides at once (Liang & Zeger 1986 with the factor G/(G-1)) and not
-- below what chance alone gives, as that of the scoreboard; lo and hi are a 95 % t interval. Null
-- without claims on both sides or below two stories. `much_better`: ten or more on either side, and
-- the whole interval above 0. That is a sign of selection: that which came true was put down.

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

create view timing_gap as
with scored as (
    select
        cluster,
        timing in ('proven', 'in_time') as timely,
        p_ppb / 1e9 as p,
        brier_e18,
        brier_e18 / 1e18 as loss
    from claim_brief
    where counted and status = 'resolved'
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
