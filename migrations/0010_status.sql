-- holds: each claim that stands, with everything about it, and the first class that it falls in
-- grain: `claim_facts`, `claim_class`, `spoke_of`: one row per claim; `repeated`: one row per claim
--        that is one; `spoken_again`: one row per commentator and question; `estimates`: one row per
--        claim and coder, and one per stated probability; `occurrences`: one row per claim and
--        further source; `rejected`: one row per statement set aside
-- reads: claim_now, claim_said, on_record, unproven, claim_attested, brought_back, claim_captured,
--        class_changed, reading_now, estimate_now, occurrence_now, question_now, settled,
--        name_leads, commentators, sources, stories, statement_rejected, rejection_withdrawn,
--        ledger_opened; the variables claim_kind, matured_only, include_early and include_untimely
--
-- A cache keeps the rows of claim_facts_now as they are at the log's end; a report as of an earlier
-- position works them out anew: one definition, two speeds. A comment `held: VIEW` above a table
-- says whose rows it keeps; `held by question: VIEW`, that they may be worked out part by part;
-- `of: TABLES`, that there are none without a fact in one of these; and `where any: VIEW`, that there
-- are none without a row of this.

-- words for comparing: letters and digits of any script, without case and accents
create macro spoken(words) as nullif(trim(regexp_replace(
    regexp_replace(lower(strip_accents(words)), '[^\p{L}\p{N} ]+', ' ', 'g'), ' {2,}', ' ', 'g'
)), '');

-- what texts of the same words begin alike with, of what was spoken in the first 64 characters; null
-- where these hold too few words to tell
create macro beginning(words, spoken_first) as case
    when length(spoken_first) >= 44 then left(spoken_first, 40)
    when length(words) <= 64 then spoken_first
end;

-- billionths as a decimal without needless zeros
create macro ppb_text(ppb) as
    rtrim(rtrim((ppb::decimal(18, 0) / 1000000000)::decimal(18, 9)::varchar, '0'), '.');

-- a forecast that is no probability of yes, in one line
create macro forecast_text(a_options, a_shares, a_quantiles, a_point) as coalesce(
    a_point,
    list_aggregate(list_transform(
        a_quantiles, lambda one: ppb_text(one.level) || ': ' || one.value
    ), 'string_agg', '; '),
    list_aggregate(list_transform(
        a_shares, lambda share, number: a_options[number] || ': ' || ppb_text(share)
    ), 'string_agg', '; ')
);

-- a hedge and a bound carry no probability, whatever coders read into them
create macro headline(a_wording, a_reading) as
    case when a_wording in ('hedge', 'bound') then null else a_reading end;

-- why there is no probability: what the words are, else what whoever recorded them says
create macro why_unscorable(a_wording, told) as case
    when a_wording in ('hedge', 'bound') then a_wording
    when starts_with(lower(trim(told)), 'a hedge') then 'hedge'
    when regexp_matches(lower(trim(told)), '^(only )?a bound') then 'bound'
    when told is not null then 'other'
end;

create view spoke_of as
select
    claim_now.claim_no,
    claim_now.said_position,
    name_leads.commentator_no,
    hash(claim_now.question) as question_hash
from claim_now
inner join name_leads on claim_now.commentator = name_leads.name_stream;

-- where somebody spoke of a question more than once
create view spoken_again as
select commentator_no, question_hash from spoke_of
group by commentator_no, question_hash having count(*) > 1;

-- claims whose speaker had said the same words on the same question before: only where somebody spoke
-- of a question more than once are there words to compare
create view repeated_live as
with said as not materialized (
    select
        position, stream as claim_id, question, said_on, said_at,
        coalesce(quote, reported) as words
    from claim_said
),

heard as (
    select spoke_of.*, said.words, spoken(left(said.words, 64)) as spoken_first
    from spoke_of
    semi join spoken_again using (commentator_no, question_hash)
    inner join said on spoke_of.said_position = said.position
),

begun as materialized (
    select * exclude (words, spoken_first), hash(beginning(words, spoken_first)) as begin_hash,
        beginning(words, spoken_first) is null as unclear
    from heard where words is not null
),

-- all the words are compared only where the first of them are the same, or say too little; hashes
-- find what may be the same, and are not relied on for more
same_beginning as (
    select commentator_no, question_hash, begin_hash from begun
    group by commentator_no, question_hash, begin_hash having count(*) > 1
),

no_beginning as (
    select distinct commentator_no, question_hash from begun where unclear
),

doubtful as (
    select begun.claim_no, begun.said_position, begun.commentator_no
    from begun
    left join same_beginning using (commentator_no, question_hash, begin_hash)
    left join no_beginning using (commentator_no, question_hash)
    where same_beginning.begin_hash is not null or no_beginning.question_hash is not null
),

worded as materialized (
    select
        doubtful.claim_no, doubtful.commentator_no, said.question, said.said_on, said.said_at,
        said.claim_id, spoken(said.words) as said
    from doubtful
    inner join said on doubtful.said_position = said.position
),

numbered as (
    select claim_no, row_number() over (
        partition by commentator_no, question, said order by said_on, said_at, claim_id
    ) as number
    from worded where said is not null
)

select claim_no from numbered where number > 1;

-- held by question: repeated_live
-- where any: spoken_again
create table repeated as from repeated_live limit 0;

-- what of a claim can be counted, sorted and scored; its texts stay with the fact at `said_position`
create view claim_facts_now as
with printed as (
    select claim, count(*) as n_occurrences from occurrence_now group by claim
),

known as (
    select
        claim_now.claim_id,
        claim_now.claim_no,
        claim_now.said_position,
        claim_now.short_id,
        claim_now.affiliation,
        claim_now.question,
        claim_now.source,
        claim_now.said_on,
        claim_now.said_at,
        claim_now.said_precision,
        claim_now.kind,
        claim_now.voice,
        claim_now.speaker_role,
        claim_now.polarity,
        claim_now.inference,
        claim_now.words,
        claim_now.wording,
        claim_now.probability,
        claim_now.shares,
        claim_now.quantiles,
        claim_now.point,
        claim_now.unscorable,
        coalesce(
            claim_now.probability, len(claim_now.shares), len(claim_now.quantiles),
            len(claim_now.point)
        ) is not null as stated,
        name_leads.commentator_id,
        name_leads.commentator_no,
        commentators.commentator as commentator_name,
        commentators.kind as commentator_kind,
        commentators.simulated,
        question_now.question_no,
        question_now.key as question_key,
        question_now.kind as question_kind,
        question_now.options,
        question_now.ordered,
        question_now.unit,
        question_now.scale::double as scale,
        question_now.closes_on,
        question_now.deadline,
        question_now.topics,
        question_now.story as story_id,
        question_now.happened_on,
        question_now.disputes is not null as disputed,
        settled.outcome,
        settled.known_on,
        settled.known_at,
        reading_now.low,
        reading_now.best,
        reading_now.high,
        reading_now.method as read_method,
        reading_now.coder as read_by,
        reading_now.aggregation as read_as,
        reading_now.n_coders,
        reading_now.lexicon,
        reading_now.codebook,
        reading_now.saw_speaker,
        reading_now.saw_outcome,
        sources.source as source_name,
        sources.source_key,
        stories.story as story_key,
        stories.title as story_title,
        coalesce(printed.n_occurrences, 0) as n_occurrences,
        repeated.claim_no is not null as repeats,
        coalesce(on_record.recorded_at, claim_now.recorded_at) as since,
        case when coalesce(on_record.recorded_at, claim_now.recorded_at)
                <= known_until(settled.known_on, settled.known_at)
            then brought_back.recorded_at end as again,
        claim_attested.attested_at,
        coalesce(on_record.time_unproven, unproven.position is not null) as time_unproven,
        claim_captured.captured_at,
        class_changed.claim_id is not null as class_changed
    from claim_now
    inner join name_leads on claim_now.commentator = name_leads.name_stream
    inner join commentators on name_leads.commentator_id = commentators.commentator_id
    inner join question_now on claim_now.question = question_now.question_id
    left join settled on claim_now.question = settled.question_id
    left join reading_now on claim_now.claim_id = reading_now.claim
    left join sources on claim_now.source = sources.source_id
    left join stories on question_now.story = stories.story_id
    left join printed on claim_now.claim_id = printed.claim
    left join repeated on claim_now.claim_no = repeated.claim_no
    left join on_record on claim_now.claim_id = on_record.claim_id
    left join unproven on claim_now.said_position = unproven.position
    left join claim_attested on claim_now.claim_no = claim_attested.claim_no
    left join brought_back on claim_now.claim_id = brought_back.claim_id
    left join claim_captured on claim_now.claim_id = claim_captured.claim_id
    left join class_changed on claim_now.claim_id = class_changed.claim_id
)

select
    known.* exclude (
        probability, stated, low, best, high, read_method, read_by, read_as, since, again,
        captured_at, class_changed
    ),
    -- readings are of yes: a question of another kind has none
    case when question_kind = 'binary' then coalesce(probability, headline(wording, best)) end
        as p_ppb,
    case when question_kind = 'binary' then coalesce(probability, headline(wording, low)) end
        as p_low_ppb,
    case when question_kind = 'binary' then coalesce(probability, headline(wording, high)) end
        as p_high_ppb,
    case when stated then 'numeric' else 'verbal' end as prob_source,
    case when stated then 'stated' else read_method end as method,
    case when probability is null then read_by end as coder,
    case when stated then 'stated' else read_as end as aggregation,
    timing_of(
        kind, said_on, said_at, coalesce(again, since),
        case when again is null then attested_at end, time_unproven, captured_at, outcome, known_on,
        known_at
    ) as timing,
    coalesce(again, since) as recorded_at,
    class_changed or again is not null as timing_changed,
    captured_at as documented_at
from known;

-- held by question: claim_facts_now
create table claim_facts as from claim_facts_now limit 0;

-- an archive scores what it documents; a ledger kept prospectively only what was recorded in time,
-- assertions apart, which are of what was known when they were made
create view kept as
select coalesce(arg_min(kept, position) = 'prospectively', false) as prospectively
from ledger_opened where position <= upto();

create macro scores_only_timely() as (
    not coalesce(getvariable('include_untimely')::boolean, false)
    and (select prospectively from kept)
);

create view claim_class as
select
    *,
    -- the first that fits; the order is part of the definition
    case
        when kind = 'assertion'
            and coalesce(getvariable('claim_kind')::varchar, 'forecast') <> 'assertion'
            then 'rejected_kind'
        when outcome in ('annulled', 'ambiguous') then 'void'
        when outcome in ('condition_unmet', 'condition_void') then 'unscorable'
        when coalesce(p_ppb, len(shares), len(quantiles), len(point)) is null then 'unscorable'
        when outcome is not null and known_on is null then 'unscorable'
        when deadline = 'none' then 'no_deadline'
        when outcome is null then 'open'
        when said_late(kind, said_on, said_at, known_on, known_at) then 'late'
        when kind <> 'assertion' and scores_only_timely() and timing not in ('proven', 'in_time')
            then 'untimely'
        when closes_on > judged_on() and not coalesce(getvariable('include_early')::boolean, false)
            then 'early'
        when deadline = 'unknown' and coalesce(getvariable('matured_only')::boolean, false)
            then 'unmatured'
        else 'resolved'
    end as class
from claim_facts
where in_part(question_no);

create view estimates as
select
    substr(claim_now.short_id, 1, 8) as claim,
    estimate_now.coder,
    round(estimate_now.low / 1e9, 9) as low,
    round(estimate_now.best / 1e9, 9) as best,
    round(estimate_now.high / 1e9, 9) as high,
    estimate_now.method,
    estimate_now.lexicon,
    estimate_now.term,
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
    round(probability / 1e9, 9), 'stated', null, null, null, null, null, null, claim_id
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
