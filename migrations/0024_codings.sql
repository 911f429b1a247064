-- holds: what coders were given, what they are bound to, and what they found
-- grain: `claim_called`: one row per claim; `coding_work`: one row per pass, item and coder; `codings`: one row per claim and coder;
--        `outcome_codings`: one row per question and coder; `adjudications`: one row per pass and item
-- reads: coding_assigned, coding_committed, text_coded, outcome_coded, text_adjudicated,
--        outcome_adjudicated, claim_recorded, question_now

-- a claim is called the same, and its codings stay, when it is withdrawn or set aside
create view claim_called as
select stream, any_value(short_id) as short_id
from claim_recorded where stands(position, batch) group by stream;

create view coding_work as
with given as (
    select
        coding_pass,
        coalesce(claim, question) as item,
        arg_max(coder, version) as coder,
        arg_max(codebook, version) as codebook,
        arg_max(round, version) as round,
        arg_max(hides, version) as hides,
        arg_max(together, version) as together,
        arg_max(committed, version) as commits,
        min(position) as assigned_at
    from coding_assigned where stands(position, batch) group by stream, coding_pass, item
),

bound as (
    select coding_pass, coalesce(claim, question) as item, coder, codebook, together,
        commitment, position as committed_at
    from coding_committed where stands(position, batch)
    qualify row_number() over (partition by stream order by version) = 1
),

done as (
    select 'text' as coding_pass, claim as item, coder, codebook, shown, position as coded_at
    from text_coded where stands(position, batch)
    union all
    select 'outcome', question, coder, codebook, shown, position
    from outcome_coded where stands(position, batch)
),

named as (
    select coding_pass, item, coder from given
    union
    select coding_pass, item, coder from bound
    union
    select coding_pass, item, coder from done
),

joined as (
    select
        named.*,
        coalesce(done.codebook, bound.codebook, given.codebook) as codebook,
        given.round,
        given.hides,
        coalesce(bound.together, given.together) as together,
        coalesce(given.commits, false) as commits,
        done.shown,
        bound.commitment,
        given.assigned_at,
        bound.committed_at,
        done.coded_at,
        coalesce(bound.committed_at, done.coded_at) as bound_at
    from named
    left join given using (coding_pass, item, coder)
    left join bound using (coding_pass, item, coder)
    left join done using (coding_pass, item, coder)
),

earlier as (
    select mine.coding_pass, mine.item, mine.coder, count(*) as n_seen_before
    from joined as mine
    inner join done as other
        on mine.coding_pass = other.coding_pass and mine.item = other.item
        and mine.coder <> other.coder and other.coded_at < mine.bound_at
    group by mine.coding_pass, mine.item, mine.coder
)

select
    joined.coding_pass,
    coalesce(substr(called.short_id, 1, 8), question_now.key) as id,
    joined.coder,
    case
        when joined.coded_at is not null then 'coded'
        when joined.committed_at is not null then 'committed'
        else 'assigned'
    end as state,
    joined.codebook,
    joined.round,
    joined.hides,
    joined.together,
    joined.commits,
    joined.shown,
    joined.commitment,
    joined.assigned_at,
    joined.committed_at,
    joined.coded_at,
    case when joined.bound_at is not null then coalesce(earlier.n_seen_before, 0) end
        as n_coded_before,
    joined.item as item_id
from joined
left join earlier using (coding_pass, item, coder)
left join claim_called as called
    on joined.coding_pass = 'text' and joined.item = called.stream
left join question_now
    on joined.coding_pass = 'outcome' and joined.item = question_now.question_id
where called.stream is not null or question_now.question_id is not null;

create view codings as
select
    substr(called.short_id, 1, 8) as claim,
    text_coded.coder,
    text_coded.codebook,
    text_coded.is_claim,
    text_coded.no_claim,
    text_coded.claim_kind as kind,
    text_coded.polarity,
    text_coded.question_fits,
    text_coded.certainty,
    text_coded.term,
    text_coded.lexicon,
    round(text_coded.low / 1e9, 9) as low,
    round(text_coded.best / 1e9, 9) as best,
    round(text_coded.high / 1e9, 9) as high,
    text_coded.deadline,
    text_coded.closes_on,
    text_coded.deadline_words,
    text_coded.deadline_reason,
    text_coded.shown,
    text_coded.recognised_speaker,
    text_coded.knew_outcome,
    case when list_contains(text_coded.shown, 'speaker') then true
        else text_coded.recognised_speaker end as saw_speaker,
    case when list_contains(text_coded.shown, 'outcome') then true
        else text_coded.knew_outcome end as saw_outcome,
    text_coded.note,
    text_coded.salt,
    text_coded.claim as claim_id
from text_coded
inner join claim_called as called on text_coded.claim = called.stream
where stands(text_coded.position, text_coded.batch);

create view outcome_codings as
select
    question_now.key as question_key,
    outcome_coded.coder,
    outcome_coded.codebook,
    outcome_coded.outcome,
    outcome_coded.happened_on,
    outcome_coded.known_on,
    outcome_coded.evidence,
    outcome_coded.shown,
    list_contains(outcome_coded.shown, 'text') as saw_text,
    outcome_coded.note,
    outcome_coded.salt,
    outcome_coded.question as question_id
from outcome_coded
inner join question_now on outcome_coded.question = question_now.question_id
where stands(outcome_coded.position, outcome_coded.batch);

create view adjudications as
with judged as (
    select 'text' as coding_pass, claim as item, coder as adjudicator, settles, reason, position,
        version,
        case when is_claim then concat_ws(', ', claim_kind, polarity, certainty, term,
            round(best / 1e9, 9)::varchar) else 'no claim: ' || no_claim end as settled_as
    from text_adjudicated where stands(position, batch)
    union all
    select 'outcome', question, coder, settles, reason, position, version, outcome
    from outcome_adjudicated where stands(position, batch)
),

latest as (
    select * from judged
    qualify row_number() over (partition by coding_pass, item order by version desc) = 1
)

select
    latest.coding_pass,
    coalesce(substr(called.short_id, 1, 8), question_now.key) as id,
    latest.adjudicator,
    latest.settles,
    latest.settled_as,
    latest.reason,
    latest.position,
    latest.item as item_id
from latest
left join claim_called as called
    on latest.coding_pass = 'text' and latest.item = called.stream
left join question_now on latest.coding_pass = 'outcome' and latest.item = question_now.question_id;
