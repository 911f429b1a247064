-- holds: the scores of every claim that could be scored, which of them the scope counts, and how much
-- grain: `claim_rated`, `claim_scored`, `claim_told`: one row per claim; `answered_twice`: one row per
--        commentator and question with more than one claim; `claim_several`: one row per claim of these
--        that could be scored; `scores`: one row per claim that the scope counts
-- reads: claim_facts, claim_class, claim_said, question_now, sources; the variables scope, horizon_days, claim_kind and pooled
--
-- brier = (p - y)^2, from 0 to 1 (Brier 1950, one class). log_score = -ln of the probability given
-- to what happened, clipped at 0.001 and marked (`clipped`); natural logarithm, 0 is best.
--
-- Which of the claims of one commentator on one question count (those of one kind, and of one
-- prob_source unless pooled), in the order in which they were said:
--   first              the first of them
--   at_horizon         the one that stood `horizon_days` before the closing day, at the end of a day
--   all_rows           each of them
--   question_weighted  each of them, by one over their number
--   time_averaged      each of them, by the share of the scheduled life of the question, from the
--                      first of them to the end of the closing day, for which it stood before the
--                      outcome could be known; what is left of the life after that counts as loss 0
-- The last two give a mean over questions: sum(weight * loss) / sum(share). A scope by time knows
-- nothing of questions without a closing day: their claims are `unmatured` there.
-- A filter narrows what the scope has chosen, so that the parts of a table add up to its whole.

create macro scope_is(wanted) as coalesce(getvariable('scope')::varchar, 'first') = wanted;

create macro pool(a_prob_source) as
    case when coalesce(getvariable('pooled')::boolean, false) then 'pooled' else a_prob_source end;

-- kinds are told apart, unless all of them are asked for together
create macro kind_apart(a_kind) as
    case when coalesce(getvariable('claim_kind')::varchar, 'forecast') = 'all' then '' else a_kind end;

-- one number for what is told apart on a question, so that windows sort whole numbers alone
create type told_source as enum ('numeric', 'pooled', 'verbal');
create type told_kind as enum ('', 'forecast', 'intent', 'assertion');
create macro told_apart(a_question_no, a_prob_source, a_kind) as
    a_question_no * 16
    + enum_code(pool(a_prob_source)::told_source) * 4
    + enum_code(kind_apart(a_kind)::told_kind);

-- a day without a time is its beginning
create macro instant_of(a_day, an_instant) as coalesce(an_instant, a_day::timestamp);

-- whether a claim was said early enough to stand on the day that the horizon names
create macro by_horizon(a_said_on, a_closes_on) as
    a_said_on <= a_closes_on - coalesce(getvariable('horizon_days')::integer, 30);

-- of one: weights and shares are whole parts of a millionth of a millionth
create macro one_e12() as 1000000000000::bigint;

create view claim_rated as
with happened as (
    select
        *,
        class = 'resolved' and question_kind = 'binary' as rated,
        case outcome when 'yes' then 1 when 'no' then 0 end as y,
        case outcome when 'yes' then p_ppb when 'no' then 1000000000 - p_ppb end as p_of_outcome_ppb
    from claim_class
)

select
    * exclude (rated),
    case when rated then (p_ppb - 1000000000 * y) * (p_ppb - 1000000000 * y) end as brier_e18,
    case when rated
        then (-ln(greatest(least(p_of_outcome_ppb, 999000000), 1000000) / 1e9))::decimal(20, 15)
    end as log_score_exact,
    case when rated then p_of_outcome_ppb not between 1000000 and 999000000 end as clipped,
    case when rated then p_of_outcome_ppb = 0 end as infinite
from happened;

-- where somebody answered once, that claim is the first, the last and the only one: what follows has
-- work to do for the others alone
create view answered_twice as
select commentator_no, question_no
from claim_facts
where outcome is not null and in_part(question_no)
group by commentator_no, question_no
having count(*) > 1;

create view claim_several as
with candidate as (
    select
        claim_id,
        claim_no,
        commentator_no,
        told_apart(question_no, prob_source, kind) as apart,
        said_on,
        said_at,
        instant_of(said_on, said_at) as instant,
        closes_on + interval 1 day as ends,
        by_horizon(said_on, closes_on) as by_horizon
    from claim_class
    semi join answered_twice using (commentator_no, question_no)
    where class = 'resolved'
)

select
    claim_no,
    row_number() over life as nth,
    lead(instant) over life as next_instant,
    lead(by_horizon) over life as next_by_horizon,
    min(instant) over whole as begins,
    count(*) over whole as together,
    count(*) filter (instant < ends) over whole as together_alive
from candidate
window
    whole as (partition by commentator_no, apart),
    life as (partition by commentator_no, apart order by said_on, said_at, claim_id);

create view claim_scored as
with placed as (
    select
        claim_rated.*,
        instant_of(said_on, said_at) as instant,
        closes_on + interval 1 day as ends,
        coalesce(claim_several.nth, 1) as nth,
        claim_several.next_instant,
        claim_several.next_by_horizon,
        coalesce(claim_several.begins, instant_of(said_on, said_at)) as begins,
        coalesce(claim_several.together, 1) as together,
        claim_several.together_alive
    from claim_rated
    left join claim_several on claim_rated.claim_no = claim_several.claim_no
),

chosen as (
    select
        *,
        case
            when class <> 'resolved' then class
            when ends is null and (scope_is('time_averaged') or scope_is('at_horizon'))
                then 'unmatured'
            when case
                when scope_is('all_rows') or scope_is('question_weighted') then true
                when scope_is('at_horizon')
                    then by_horizon(said_on, closes_on) and next_by_horizon is not true
                when scope_is('time_averaged') then instant < ends
                else nth = 1
            end then 'resolved'
            else 'superseded'
        end as status,
        case
            when scope_is('question_weighted') then one_e12() // together
            when scope_is('time_averaged') then (
                one_e12()::hugeint * greatest(
                    epoch_us(least(next_instant, ends, known_until(known_on, known_at)))
                    - epoch_us(instant), 0
                ) // nullif(epoch_us(ends) - epoch_us(begins), 0)
            )::bigint
            else one_e12()
        end as weight_e12,
        case
            when scope_is('question_weighted') then one_e12() // together
            when scope_is('time_averaged')
                then one_e12() // nullif(coalesce(together_alive, (instant < ends)::bigint), 0)
            else one_e12()
        end as share_e12
    from placed
)

select
    * exclude (
        instant, ends, nth, next_instant, next_by_horizon, begins, together, together_alive
    ) replace (
        case when status = 'resolved' then brier_e18 end as brier_e18,
        case when status = 'resolved' then log_score_exact end as log_score_exact,
        case when status = 'resolved' then clipped end as clipped,
        case when status = 'resolved' then infinite end as infinite,
        case when status = 'resolved' then weight_e12 end as weight_e12,
        case when status = 'resolved' then share_e12 end as share_e12
    )
from chosen;

create view claim_told as
select
    substr(claim_scored.short_id, 1, 8) as id,
    claim_scored.commentator_name as commentator,
    claim_scored.affiliation,
    said.quote,
    said.reported,
    claim_scored.words,
    claim_scored.wording,
    claim_scored.said_on,
    claim_scored.said_at,
    claim_scored.said_precision,
    claim_scored.source_name as source,
    claim_scored.source_key,
    sources.url,
    sources.retracted as source_retracted,
    said.locator,
    said.venue,
    claim_scored.kind,
    claim_scored.voice,
    claim_scored.speaker_role,
    claim_scored.polarity,
    claim_scored.inference,
    question_now.text as question,
    claim_scored.question_key,
    claim_scored.question_kind,
    claim_scored.topics,
    claim_scored.story_key as story,
    claim_scored.closes_on,
    claim_scored.deadline,
    said.deadline_words,
    round(claim_scored.p_ppb / 1e9, 9) as p,
    round(claim_scored.p_low_ppb / 1e9, 9) as p_low,
    round(claim_scored.p_high_ppb / 1e9, 9) as p_high,
    forecast_text(
        claim_scored.options, claim_scored.shares, claim_scored.quantiles, claim_scored.point
    ) as forecast,
    claim_scored.prob_source,
    said.probability_text,
    claim_scored.method,
    claim_scored.aggregation,
    claim_scored.n_coders,
    claim_scored.coder,
    claim_scored.lexicon,
    claim_scored.codebook,
    claim_scored.saw_speaker,
    claim_scored.saw_outcome,
    claim_scored.unscorable,
    claim_scored.status,
    claim_scored.outcome,
    claim_scored.disputed,
    claim_scored.happened_on,
    claim_scored.known_on,
    claim_scored.known_at,
    claim_scored.timing,
    claim_scored.recorded_at,
    claim_scored.attested_at,
    claim_scored.time_unproven,
    claim_scored.timing_changed,
    claim_scored.documented_at,
    round(claim_scored.brier_e18 / 1e18, 12) as brier,
    round(claim_scored.log_score_exact::double, 12) as log_score,
    claim_scored.clipped,
    claim_scored.n_occurrences,
    claim_scored.repeats,
    claim_scored.simulated,
    claim_scored.commentator_kind,
    said.note,
    said.namespace,
    said.external_id,
    claim_scored.commentator_id,
    claim_scored.question as question_id,
    claim_scored.source as source_id,
    claim_scored.story_id,
    claim_scored.claim_id
from claim_scored
inner join claim_said as said on claim_scored.said_position = said.position
inner join question_now on claim_scored.question = question_now.question_id
left join sources on claim_scored.source = sources.source_id;

create view scores as
select
    id, commentator, question_key, kind, prob_source, said_on, p, outcome, disputed, known_on, timing,
    recorded_at, attested_at, time_unproven, timing_changed, brier, log_score, clipped, claim_id
from claim_told
where status = 'resolved' and question_kind = 'binary';
