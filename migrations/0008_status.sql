-- holds: each claim that stands, with everything about it, the first class that it falls in, and
--        its scores
-- grain: `claims`: one row per claim
-- reads: claim_now, reading_now, settled, question_now, commentators, sources, occurrence_now; the
--        variables claim_kind, matured_only and include_early
--
-- brier = (p - y)^2, from 0 to 1 (Brier 1950, one class). log_score = -ln of the probability given
-- to what happened, clipped at 0.001 and marked (`clipped`); natural logarithm, 0 is best.

create view claim_facts as
select
    claim_now.*,
    name_leads.commentator_id,
    question_now.key as question_key,
    question_now.text as question_text,
    question_now.closes_on,
    question_now.deadline,
    question_now.topics,
    question_now.story as story_id,
    question_now.happened_on,
    settled.outcome,
    settled.known_on,
    settled.known_at,
    coalesce(claim_now.probability, reading_now.best) as p_ppb,
    coalesce(claim_now.probability, reading_now.low) as p_low_ppb,
    coalesce(claim_now.probability, reading_now.high) as p_high_ppb,
    case when claim_now.probability is not null then 'numeric' else 'verbal' end as prob_source,
    case when claim_now.probability is not null then 'stated' else reading_now.method end as method,
    case when claim_now.probability is null then reading_now.coder end as coder,
    reading_now.lexicon,
    reading_now.codebook,
    reading_now.saw_speaker,
    reading_now.saw_outcome
from claim_now
inner join name_leads on claim_now.commentator = name_leads.name_stream
inner join question_now on claim_now.question = question_now.question_id
left join settled on claim_now.question = settled.question_id
left join reading_now on claim_now.claim_id = reading_now.claim;

create view claim_status as
select
    *,
    -- the first that fits; the order is part of the definition
    case
        when kind = 'assertion' and coalesce(getvariable('claim_kind')::varchar, 'forecast') <> 'assertion'
            then 'rejected_kind'
        when outcome in ('annulled', 'ambiguous') then 'void'
        when outcome in ('condition_unmet', 'condition_void') then 'unscorable'
        when p_ppb is null or (outcome in ('yes', 'no') and known_on is null) then 'unscorable'
        when deadline = 'none' then 'no_deadline'
        when outcome is null then 'open'
        when kind <> 'assertion' and case
            when said_at is not null and known_at is not null then said_at >= known_at
            else said_on > known_on
        end then 'late'
        when closes_on > judged_on() and not coalesce(getvariable('include_early')::boolean, false)
            then 'early'
        when deadline = 'unknown' and coalesce(getvariable('matured_only')::boolean, false)
            then 'unmatured'
        else 'resolved'
    end as status
from claim_facts;

create view claim_scored as
with happened as (
    select
        *,
        status = 'resolved' as counts,
        case outcome when 'yes' then 1 when 'no' then 0 end as y,
        case outcome when 'yes' then p_ppb when 'no' then 1000000000 - p_ppb end as p_of_outcome_ppb
    from claim_status
)

select
    * exclude (counts),
    case when counts then (p_ppb - 1000000000 * y) * (p_ppb - 1000000000 * y) end as brier_e18,
    case when counts
        then (-ln(greatest(least(p_of_outcome_ppb, 999000000), 1000000) / 1e9))::decimal(20, 15)
    end as log_score_exact,
    case when counts then p_of_outcome_ppb not between 1000000 and 999000000 end as clipped,
    case when counts then p_of_outcome_ppb = 0 end as infinite
from happened;

create view claims as
with printed as (
    select claim, count(*) as n_occurrences from occurrence_now group by claim
)

select
    substr(claim_scored.short_id, 1, 8) as id,
    commentators.commentator,
    claim_scored.affiliation,
    claim_scored.quote,
    claim_scored.reported,
    claim_scored.words,
    claim_scored.said_on,
    claim_scored.said_at,
    claim_scored.said_precision,
    sources.source,
    sources.source_key,
    sources.url,
    claim_scored.locator,
    claim_scored.venue,
    claim_scored.kind,
    claim_scored.voice,
    claim_scored.speaker_role,
    claim_scored.polarity,
    claim_scored.inference,
    claim_scored.question_text as question,
    claim_scored.question_key,
    claim_scored.topics,
    stories.story,
    claim_scored.closes_on,
    claim_scored.deadline,
    claim_scored.deadline_words,
    round(claim_scored.p_ppb / 1e9, 9) as p,
    round(claim_scored.p_low_ppb / 1e9, 9) as p_low,
    round(claim_scored.p_high_ppb / 1e9, 9) as p_high,
    claim_scored.prob_source,
    claim_scored.probability_text,
    claim_scored.method,
    claim_scored.coder,
    claim_scored.lexicon,
    claim_scored.codebook,
    claim_scored.saw_speaker,
    claim_scored.saw_outcome,
    claim_scored.unscorable,
    claim_scored.status,
    claim_scored.outcome,
    claim_scored.happened_on,
    claim_scored.known_on,
    round(claim_scored.brier_e18 / 1e18, 12) as brier,
    round(claim_scored.log_score_exact::double, 12) as log_score,
    claim_scored.clipped,
    coalesce(printed.n_occurrences, 0) as n_occurrences,
    -- the same words by the same speaker on the same question, said before, make this a repeat
    row_number() over (
        partition by claim_scored.commentator_id, claim_scored.question,
            lower(regexp_replace(
                coalesce(claim_scored.quote, claim_scored.reported, claim_scored.claim_id),
                '[^\p{L}\p{N}]+', ' ', 'g'
            ))
        order by claim_scored.said_on, claim_scored.said_at, claim_scored.claim_id
    ) > 1 as repeats,
    commentators.simulated,
    commentators.kind as commentator_kind,
    claim_scored.note,
    claim_scored.namespace,
    claim_scored.external_id,
    claim_scored.commentator_id,
    claim_scored.question as question_id,
    claim_scored.source as source_id,
    claim_scored.story_id,
    claim_scored.claim_id
from claim_scored
inner join commentators on claim_scored.commentator_id = commentators.commentator_id
left join sources on claim_scored.source = sources.source_id
left join stories on claim_scored.story_id = stories.story_id
left join printed on claim_scored.claim_id = printed.claim;

create view estimates as
select
    substr(claim_now.short_id, 1, 8) as claim,
    estimate_now.coder,
    round(estimate_now.low / 1e9, 9) as low,
    round(estimate_now.best / 1e9, 9) as best,
    round(estimate_now.high / 1e9, 9) as high,
    estimate_now.method,
    estimate_now.lexicon,
    estimate_now.codebook,
    estimate_now.saw_speaker,
    estimate_now.saw_outcome,
    estimate_now.note,
    estimate_now.claim as claim_id
from estimate_now
inner join claim_now on estimate_now.claim = claim_now.claim_id
union all
select
    substr(short_id, 1, 8), null, round(probability / 1e9, 9), round(probability / 1e9, 9),
    round(probability / 1e9, 9), 'stated', null, null, null, null, null, claim_id
from claim_now
where probability is not null;

create view occurrences as
select
    substr(claim_now.short_id, 1, 8) as claim,
    sources.source,
    sources.source_key,
    sources.published_on,
    original.source_key as edition_of,
    occurrence_now.words,
    occurrence_now.attribution,
    occurrence_now.locator,
    occurrence_now.claim as claim_id
from occurrence_now
inner join claim_now on occurrence_now.claim = claim_now.claim_id
inner join sources on occurrence_now.source = sources.source_id
left join sources as original on sources.edition_of = original.source_id;

create view rejected as
with gone as (
    select stream, max(version) as version
    from rejection_withdrawn where stands(position, batch) group by stream
)

select
    commentators.commentator,
    sources.source,
    sources.source_key,
    coalesce(statement_rejected.said_on, sources.published_on) as said_on,
    statement_rejected.quote,
    statement_rejected.reason,
    statement_rejected.also,
    commentators.commentator_id,
    commentators.simulated,
    statement_rejected.stream as rejection_id
from statement_rejected
inner join name_leads on statement_rejected.commentator = name_leads.name_stream
inner join commentators on name_leads.commentator_id = commentators.commentator_id
left join sources on statement_rejected.source = sources.source_id
left join gone on statement_rejected.stream = gone.stream
where stands(statement_rejected.position, statement_rejected.batch)
    and statement_rejected.version > coalesce(gone.version, 0)
qualify row_number() over (
    partition by statement_rejected.stream order by statement_rejected.version desc
) = 1;

create view scores as
select
    id, commentator, question_key, kind, prob_source, said_on, p, outcome, known_on, brier,
    log_score, clipped, claim_id
from claims
where status = 'resolved';
