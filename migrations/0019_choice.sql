-- holds: the scores of forecasts of which option it is
-- grain: `claim_other`: one row per claim that is asked for on a question that does not end in yes
--        or no; `claim_shares`: one row per claim and option; `choice_exact`: one row per resolved
--        claim on a choice; `choice_scores`: the same, to be shown; `scoreboard_choice`: one row
--        per commentator
-- reads: claim_among, claim_scored, claim_told, commentators; the variable claim_kind
--
-- brier = half the sum over the options of (p - y)^2, from 0 to 1: of two options it is the binary
-- Brier score (Brier 1950 has the whole sum, from 0 to 2). rps, where the options stand in an order:
-- the mean over the K - 1 places between them of (F - Y)^2, F and Y cumulative, from 0 to 1 (Epstein
-- 1969, normalised by K - 1); null where they stand in none. log_score = -ln of the probability given
-- to what happened, clipped to [0.001, 0.999]. All three are without a unit, so they may be averaged
-- over questions, but never pooled with the binary scores: more options are harder.
--
-- Sums are over integers and over decimals rounded row by row: the same on any number of threads.

create view claim_other as
select * from claim_among
where coalesce(getvariable('claim_kind')::varchar, 'forecast') in ('all', kind)
    and question_kind <> 'binary';

create view claim_shares as
select
    substr(short_id, 1, 8) as id,
    commentator_name as commentator,
    question_key,
    ordered,
    part.number,
    part.option,
    round(part.ppb / 1e9, 9) as p,
    case when outcome in ('annulled', 'ambiguous', 'condition_unmet', 'condition_void') then null
        else part.option = outcome end as happened,
    status,
    claim_id
from (
    select *, unnest(list_transform(shares, lambda share, number: struct_pack(
        number := number, option := options[number], ppb := share
    ))) as part
    from claim_scored
    where question_kind = 'choice'
);

create macro squared(a_difference) as (a_difference * a_difference)::hugeint;

create view choice_exact as
with happened as (
    select claim_id, ordered, shares, list_position(options, outcome) as came
    from claim_scored
    where question_kind = 'choice' and status = 'resolved'
)

select
    claim_id,
    list_sum(list_transform(shares, lambda share, number: squared(
        share - case when number = came then 1000000000 else 0 end
    ))) as brier_2e18,
    case when ordered then (
        list_sum(list_transform(range(1, len(shares)), lambda place: squared(
            list_sum(shares[1:place])::bigint - case when came <= place then 1000000000 else 0 end
        )))::double / (len(shares) - 1) / 1e18
    )::decimal(20, 15) end as rps_exact,
    (-ln(greatest(least(shares[came], 999000000), 1000000) / 1e9))::decimal(20, 15)
        as log_score_exact,
    shares[came] not between 1000000 and 999000000 as clipped,
    shares[came] = 0 as infinite
from happened;

create view choice_scores as
select
    claims.id,
    claims.commentator,
    claims.question_key,
    claims.kind,
    claims.said_on,
    claims.forecast,
    claims.outcome,
    claims.disputed,
    claims.known_on,
    round(choice_exact.brier_2e18::double / 2e18, 12) as brier,
    round(choice_exact.rps_exact::double, 12) as rps,
    round(choice_exact.log_score_exact::double, 12) as log_score,
    choice_exact.clipped,
    claims.claim_id
from choice_exact
inner join claim_told as claims on choice_exact.claim_id = claims.claim_id;

create view scoreboard_choice as
with counted as (
    select
        claim_other.commentator_id,
        count(*) as n_claims,
        count(*) filter (claim_other.status = 'rejected_kind') as n_rejected_kind,
        count(*) filter (claim_other.status = 'void') as n_void,
        count(*) filter (claim_other.status = 'unscorable') as n_unscorable,
        count(*) filter (claim_other.status = 'no_deadline') as n_no_deadline,
        count(*) filter (claim_other.status = 'open') as n_open,
        count(*) filter (claim_other.status = 'late') as n_late,
        count(*) filter (claim_other.status = 'untimely') as n_untimely,
        count(*) filter (claim_other.status = 'early') as n_early,
        count(*) filter (claim_other.status = 'unmatured') as n_unmatured,
        count(*) filter (claim_other.status = 'superseded') as n_superseded,
        count(choice_exact.claim_id) as n_resolved,
        count(distinct claim_other.question) filter (choice_exact.claim_id is not null)
            as n_questions,
        count(choice_exact.rps_exact) as n_ordered,
        sum(choice_exact.brier_2e18) as sum_brier,
        sum(choice_exact.rps_exact) as sum_rps,
        sum(choice_exact.log_score_exact) as sum_log,
        count(*) filter (choice_exact.infinite) as n_infinite
    from claim_other
    left join choice_exact on claim_other.claim_id = choice_exact.claim_id
    where claim_other.question_kind = 'choice'
    group by claim_other.commentator_id
)

select
    commentators.commentator,
    commentators.kind,
    commentators.simulated,
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
    round(counted.sum_brier::double / 2e18 / nullif(counted.n_resolved, 0), 12) as brier,
    counted.n_ordered,
    round(counted.sum_rps::double / nullif(counted.n_ordered, 0), 12) as rps,
    round(counted.sum_log::double / nullif(counted.n_resolved, 0), 12) as log_clip_0_001,
    counted.n_infinite,
    counted.commentator_id
from counted
inner join commentators on counted.commentator_id = commentators.commentator_id;
