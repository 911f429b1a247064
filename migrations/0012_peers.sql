-- holds: each claim beside what the others said of the same question, as it stood on that day
-- grain: `claim_peers`: one row per claim that could be scored
-- reads: claim_facts, claim_rated, claim_several; the variables claim_kind and pooled
--
-- A peer is another commentator on the same question, by claims of the same kind and prob_source
-- (unless pooled), simulated forecasters among themselves. What counts of a peer is the last claim
-- said by the end of the day on which the claim in question was said, whatever the scope.
-- n_peers = 0 and the rest null where nobody else had spoken by then.
--
-- The sums over all that stood on a day are running sums of what each claim changed: where somebody
-- answered once, the whole of it.

create view claim_peers as
with candidate as (
    select
        claim_no,
        commentator_no,
        question_no,
        told_apart(question_no, prob_source, kind) * 2 + simulated::integer as apart,
        said_on,
        p_ppb::integer as p_ppb,
        brier_e18,
        log_score_exact::decimal(18, 15) as log_score
    from claim_rated
    where class = 'resolved' and question_kind = 'binary'
),

several as (
    select
        candidate.claim_no,
        (lag(candidate.claim_no) over own is null)::integer as more,
        p_ppb - coalesce(lag(p_ppb) over own, 0) as more_p,
        brier_e18 - coalesce(lag(brier_e18) over own, 0) as more_brier,
        (log_score - coalesce(lag(log_score) over own, 0))::decimal(18, 15) as more_log,
        last_value(p_ppb) over own_day as own_p,
        last_value(brier_e18) over own_day as own_brier,
        last_value(log_score) over own_day as own_log
    from candidate
    inner join claim_several on candidate.claim_no = claim_several.claim_no
    window
        own as (partition by commentator_no, apart order by nth),
        own_day as (
            partition by commentator_no, apart, said_on order by nth
            rows between unbounded preceding and unbounded following
        )
),

-- nobody has peers where all that was said was said by one
contested as (
    select question_no from claim_facts
    where outcome is not null and in_part(question_no)
    group by question_no having min(commentator_no) < max(commentator_no)
),

changed as (
    select
        candidate.claim_no,
        candidate.apart,
        candidate.said_on,
        coalesce(several.more, 1) as more,
        coalesce(several.more_p, candidate.p_ppb) as more_p,
        coalesce(several.more_brier, candidate.brier_e18) as more_brier,
        coalesce(several.more_log, candidate.log_score) as more_log,
        coalesce(several.own_p, candidate.p_ppb) as own_p,
        coalesce(several.own_brier, candidate.brier_e18) as own_brier,
        coalesce(several.own_log, candidate.log_score) as own_log
    from candidate
    semi join contested on candidate.question_no = contested.question_no
    left join several on candidate.claim_no = several.claim_no
),

standing as (
    select
        claim_no,
        own_p,
        own_brier,
        own_log,
        sum(more) over until_then as n_standing,
        sum(more_p) over until_then as sum_p,
        sum(more_brier) over until_then as sum_brier,
        sum(more_log) over until_then as sum_log
    from changed
    window until_then as (
        partition by apart order by said_on
        range between unbounded preceding and current row
    )
)

select
    claim_no,
    (n_standing - 1)::bigint as n_peers,
    (sum_p - own_p)::double / 1e9 / nullif(n_standing - 1, 0) as crowd_p,
    (sum_brier - own_brier)::double / 1e18 / nullif(n_standing - 1, 0) as peers_brier,
    (sum_log - own_log)::double / nullif(n_standing - 1, 0) as peers_log
from standing
union all
select candidate.claim_no, 0, null, null, null
from candidate
anti join contested on candidate.question_no = contested.question_no;
