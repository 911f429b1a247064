-- holds: each claim beside what the others said of the same question, as it stood on that day
-- grain: `claim_peers`: one row per claim that could be scored
-- reads: claim_rated; the variables claim_kind and pooled
--
-- A peer is another commentator on the same question, by claims of the same kind and prob_source
-- (unless pooled), simulated forecasters among themselves. What counts of a peer is the last claim
-- said by the end of the day on which the claim in question was said, whatever the scope.
-- n_peers = 0 and the rest null where nobody else had spoken by then.
--
-- The sums over all that stood on a day are running sums of what each claim changed.

create view claim_peers as
with candidate as (
    select
        claim_id,
        commentator_id,
        question,
        simulated,
        pool(prob_source) as pooled_source,
        kind_apart(kind) as pooled_kind,
        said_on,
        said_at,
        p_ppb,
        brier_e18::hugeint as brier_e18,
        log_score_exact
    from claim_rated
    where class = 'resolved' and question_kind = 'binary'
),

changed as (
    select
        *,
        (lag(claim_id) over own is null)::integer as more,
        p_ppb - coalesce(lag(p_ppb) over own, 0) as more_p,
        brier_e18 - coalesce(lag(brier_e18) over own, 0) as more_brier,
        log_score_exact - coalesce(lag(log_score_exact) over own, 0) as more_log
    from candidate
    window own as (
        partition by commentator_id, question, simulated, pooled_source, pooled_kind
        order by said_on, said_at, claim_id
    )
),

standing as (
    select
        *,
        last_value(p_ppb) over own_day as own_p,
        last_value(brier_e18) over own_day as own_brier,
        last_value(log_score_exact) over own_day as own_log,
        sum(more) over until_then as n_standing,
        sum(more_p) over until_then as sum_p,
        sum(more_brier) over until_then as sum_brier,
        sum(more_log) over until_then as sum_log
    from changed
    window
        own_day as (
            partition by commentator_id, question, simulated, pooled_source, pooled_kind, said_on
            order by said_at, claim_id
            rows between unbounded preceding and unbounded following
        ),
        until_then as (
            partition by question, simulated, pooled_source, pooled_kind
            order by said_on
            range between unbounded preceding and current row
        )
)

select
    claim_id,
    (n_standing - 1)::bigint as n_peers,
    (sum_p - own_p)::double / 1e9 / nullif(n_standing - 1, 0) as crowd_p,
    (sum_brier - own_brier)::double / 1e18 / nullif(n_standing - 1, 0) as peers_brier,
    (sum_log - own_log)::double / nullif(n_standing - 1, 0) as peers_log
from standing;
