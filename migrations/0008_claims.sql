-- holds: the claims that stand, the readings of them, and where else their words were printed
-- grain: `claim_now`, `claim_latest`, `claim_touched`, `reading_now`, `adjudicated_now`: one row per claim; `estimate_now`: one row per claim and coder;
--        `occurrence_now`: one row per claim and further source
-- reads: claim_*, occurrence_*, estimate_*, text_adjudicated

create view claim_said as
select position, stream, version, batch, recorded_at, false as corrected, namespace, external_id,
    commentator, affiliation, question, source, locator, quote, reported, said_on, said_at,
    said_precision, venue, kind, voice, speaker_role, polarity, inference, words, wording, deadline_words,
    probability, probability_text, shares, quantiles, point, unscorable, note
from claim_recorded
union all
select position, stream, version, batch, recorded_at, true, namespace, external_id,
    commentator, affiliation, question, source, locator, quote, reported, said_on, said_at,
    said_precision, venue, kind, voice, speaker_role, polarity, inference, words, wording, deadline_words,
    probability, probability_text, shares, quantiles, point, unscorable, note
from claim_corrected;

create view estimate_said as
select position, stream, version, batch, recorded_at, claim, coder, low, best, high, method,
    lexicon, term, codebook, saw_speaker, saw_outcome, note
from estimate_recorded
union all
select position, stream, version, batch, recorded_at, claim, coder, low, best, high, method,
    lexicon, term, codebook, saw_speaker, saw_outcome, note
from estimate_revised
union all
select position, stream, version, batch, recorded_at, reader.claim, reader.coder, null, null, null,
    null, null, null, null, null, null, null
from estimate_withdrawn
left join (select distinct stream, claim, coder from estimate_recorded) as reader using (stream);

create view estimate_now as
with latest as (
    select stream, max(version) as version
    from estimate_said where stands(position, batch) group by stream
)

select estimate_said.*
from estimate_said
inner join latest on estimate_said.stream = latest.stream and estimate_said.version = latest.version
where estimate_said.best is not null;

-- what an adjudicator settled where coders read otherwise; the last of them stands
create view adjudicated_now as
select
    claim,
    coder,
    lexicon,
    codebook,
    case when term is null then 'judgment' else 'lexicon' end as method,
    case when list_contains(shown, 'speaker') then true else recognised_speaker end as saw_speaker,
    case when list_contains(shown, 'outcome') then true else knew_outcome end as saw_outcome,
    certainty in ('term', 'judgment', 'number') as read,
    case when certainty in ('term', 'judgment', 'number') then low end as low,
    case when certainty in ('term', 'judgment', 'number') then best end as best,
    case when certainty in ('term', 'judgment', 'number') then high end as high
from text_adjudicated
where stands(position, batch) and is_claim
qualify row_number() over (partition by stream order by version desc) = 1;

-- one reading of each claim: what was adjudicated; else the lexicon's term that every coder read the
-- words as (`agreed term`); else the median of their best readings, within the widest of their ranges
create macro seen_by_any(any_saw, all_said) as
    case when any_saw then true when all_said then false end;

create view reading_now_live as
with coded as (
    select
        claim,
        min(low) as low,
        round(median(best))::bigint as best,
        max(high) as high,
        string_agg(coder, ', ' order by coder) as coder,
        string_agg(distinct method, ', ' order by method) as method,
        string_agg(distinct lexicon, ', ' order by lexicon) as lexicon,
        string_agg(distinct codebook, ', ' order by codebook) as codebook,
        seen_by_any(bool_or(saw_speaker), count(saw_speaker) = count(*)) as saw_speaker,
        seen_by_any(bool_or(saw_outcome), count(saw_outcome) = count(*)) as saw_outcome,
        count(*) as n_coders,
        case
            when count(*) = 1 then 'one reading'
            when count(term) = count(*)
                and count(distinct (lexicon, term, low, best, high)) = 1 then 'agreed term'
            else 'median'
        end as aggregation
    from estimate_now
    group by claim
)

select
    claim,
    case when settled.claim is null then coded.low else settled.low end as low,
    case when settled.claim is null then coded.best else settled.best end as best,
    case when settled.claim is null then coded.high else settled.high end as high,
    case when settled.claim is null then coded.coder else settled.coder end as coder,
    case when settled.claim is null then coded.method else settled.method end as method,
    case when settled.claim is null then coded.lexicon else settled.lexicon end as lexicon,
    case when settled.claim is null then coded.codebook else settled.codebook end as codebook,
    case when settled.claim is null then coded.saw_speaker else settled.saw_speaker end
        as saw_speaker,
    case when settled.claim is null then coded.saw_outcome else settled.saw_outcome end
        as saw_outcome,
    coalesce(coded.n_coders, 0) as n_coders,
    case when settled.claim is null then coded.aggregation else 'adjudicated' end as aggregation
from coded
full join adjudicated_now as settled using (claim);

-- held: reading_now_live
-- of: estimate_recorded, text_adjudicated
create table reading_now as from reading_now_live limit 0;

create view occurrence_now as
with gone as (
    select stream, max(version) as version
    from occurrence_withdrawn where stands(position, batch) group by stream
)

select occurrence_recorded.*
from occurrence_recorded
left join gone on occurrence_recorded.stream = gone.stream
where stands(occurrence_recorded.position, occurrence_recorded.batch)
    and occurrence_recorded.version > coalesce(gone.version, 0)
qualify row_number() over (
    partition by occurrence_recorded.stream order by occurrence_recorded.version desc
) = 1;

-- the claims of which more than one fact says something
create view claim_touched as
select stream from claim_recorded where version > 1
union
select stream from claim_corrected
union
select stream from claim_withdrawn
union
select stream from claim_restored;

-- a claim begins when it is first recorded; recording it again changes nothing
create view claim_latest as
with begun as (
    select
        stream,
        min(version) as since,
        arg_min(position, version) as claim_no,
        any_value(short_id) as short_id
    from claim_recorded
    where stream in (select stream from claim_touched) and stands(position, batch)
    group by stream
),

mended as (
    select stream, max(version) as version
    from claim_corrected where stands(position, batch) group by stream
),

gone as (
    select stream, max(version) as version, arg_max(gone, version) as withdrawn
    from (
        select stream, version, true as gone from claim_withdrawn where stands(position, batch)
        union all
        select stream, version, false from claim_restored where stands(position, batch)
    )
    group by stream
)

select
    begun.stream,
    begun.claim_no,
    begun.short_id,
    greatest(begun.since, mended.version) as version
from begun
left join mended on begun.stream = mended.stream
left join gone on begun.stream = gone.stream and gone.version > begun.since
where not coalesce(gone.withdrawn, false);

-- a claim of which one fact says everything is as that fact says: most of them, and quick to tell
create view claim_now as
select
    stream as claim_id,
    position as claim_no,
    position as said_position,
    short_id,
    claim_recorded.* exclude (position, stream, version, batch, recorder, short_id)
from claim_recorded
where version = 1
    and stands(position, batch)
    and stream not in (select stream from claim_touched)
    and in_part(question)
union all by name
select
    latest.stream as claim_id,
    latest.claim_no,
    claim_said.position as said_position,
    latest.short_id,
    claim_said.* exclude (position, stream, version, batch, corrected)
from claim_said
inner join claim_latest as latest
    on claim_said.stream = latest.stream and claim_said.version = latest.version
where in_part(claim_said.question);
