-- holds: every fact of the log as a typed row, append-only, and where each stands
-- grain: one row per fact, in the table of its stored name; `fact` lists them all, `fact_apart`
--        those that lost content or were carried over
-- reads: the log. A comment `fact: NAME VERSION` above a table says what fills it: catch-up derives
--        its insert from the table's own columns, so a column's name and type stand here alone

create table fact (
    position bigint not null,
    name varchar not null,
    recorded_at timestamp not null,  -- UTC, by the recorder's own clock
    recorder varchar not null,
    batch varchar not null           -- the step it came in
);

-- the few facts that are not as all others are
create table fact_apart (
    position bigint not null,
    stream varchar not null,
    redacted boolean not null,       -- its content is gone; it is in no table but these two
    unproven boolean not null        -- the leaf of the tree says another time than recorded_at: it
                                     -- was carried over from a form without a seal
);

-- fact: ledger.opened 1
create table ledger_opened (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    ledger_id varchar, name varchar, kept varchar, format integer
);

-- fact: step.undone 1
create table step_undone (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    step varchar, reason varchar
);

-- fact: step.redone 1
create table step_redone (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    step varchar
);

-- fact: story.opened 1
create table story_opened (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    key varchar, title varchar
);

-- fact: story.retitled 1
create table story_retitled (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    title varchar
);

-- fact: source.registered 1
create table source_registered (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    key varchar, url varchar, url_key varchar, publication varchar, title varchar, authors varchar[],
    published_on date, published_precision varchar, language varchar, archive_url varchar,
    snapshot_sha256 varchar, edition_of varchar
);

-- fact: source.corrected 1
create table source_corrected (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    key varchar, url varchar, url_key varchar, publication varchar, title varchar, authors varchar[],
    published_on date, published_precision varchar, language varchar, archive_url varchar,
    snapshot_sha256 varchar, edition_of varchar, reason varchar
);

-- fact: source.linked 1
create table source_linked (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    edition_of varchar
);

-- fact: source.retracted 1
create table source_retracted (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    reason varchar
);

-- fact: url.claimed 1
create table url_claimed (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    source varchar
);

-- fact: commentator.registered 1
create table commentator_registered (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    name varchar, kind varchar, simulated boolean
);

-- fact: commentator.renamed 1
create table commentator_renamed (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    name varchar
);

-- fact: commentator.aliased 1
create table commentator_aliased (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    name varchar, alias_of varchar
);

-- fact: commentator.merged 1
create table commentator_merged (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    "into" varchar, reason varchar
);

-- fact: question.posed 2
create table question_posed (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    key varchar, text varchar, kind varchar, options varchar[], ordered boolean, unit varchar,
    scale varchar, criteria varchar, closes_on date, deadline varchar,
    deadline_reason varchar, condition_question varchar, condition_outcome varchar, topics varchar[],
    story varchar, contested boolean, note varchar, short_id varchar
);

-- fact: question.corrected 2
create table question_corrected (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    key varchar, text varchar, kind varchar, options varchar[], ordered boolean, unit varchar,
    scale varchar, criteria varchar, closes_on date, deadline varchar,
    deadline_reason varchar, condition_question varchar, condition_outcome varchar, topics varchar[],
    story varchar, contested boolean, note varchar, reason varchar
);

-- fact: question.withdrawn 1
create table question_withdrawn (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    reason varchar
);

-- fact: question.restored 1
create table question_restored (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar
);

-- fact: question.resolved 2
create table question_resolved (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    outcome varchar, happened_on date, known_on date, known_at timestamp, evidence varchar[],
    note varchar, imported boolean
);

-- fact: resolution.corrected 2
create table resolution_corrected (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    outcome varchar, happened_on date, known_on date, known_at timestamp, evidence varchar[],
    note varchar, reason varchar
);

-- fact: resolution.disputed 1
create table resolution_disputed (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    reason varchar
);

-- fact: resolution.withdrawn 1
create table resolution_withdrawn (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    reason varchar
);

-- what differs from claim to claim is written twice as fast by zstd, and quotes take half the room
-- fact: claim.recorded 3
create table claim_recorded (
    position bigint, stream varchar using compression zstd, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    namespace varchar, external_id varchar using compression zstd, commentator varchar,
    affiliation varchar, question varchar, source varchar, locator varchar,
    quote varchar using compression zstd, reported varchar using compression zstd, said_on date,
    said_at timestamp, said_precision varchar, venue varchar, kind varchar, voice varchar,
    speaker_role varchar, polarity varchar, inference boolean, words varchar, wording varchar, deadline_words varchar,
    probability bigint, probability_text varchar, shares bigint[],
    quantiles struct(level bigint, value varchar)[], point varchar, unscorable varchar, note varchar,
    short_id varchar using compression zstd
);

-- fact: claim.corrected 3
create table claim_corrected (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    namespace varchar, external_id varchar, commentator varchar, affiliation varchar,
    question varchar, source varchar, locator varchar, quote varchar, reported varchar, said_on date,
    said_at timestamp, said_precision varchar, venue varchar, kind varchar, voice varchar,
    speaker_role varchar, polarity varchar, inference boolean, words varchar, wording varchar, deadline_words varchar,
    probability bigint, probability_text varchar, shares bigint[],
    quantiles struct(level bigint, value varchar)[], point varchar, unscorable varchar, note varchar, reason varchar
);

-- fact: claim.withdrawn 1
create table claim_withdrawn (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    reason varchar
);

-- fact: claim.restored 1
create table claim_restored (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar
);

-- fact: occurrence.recorded 1
create table occurrence_recorded (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    claim varchar, source varchar, words varchar, attribution varchar, locator varchar
);

-- fact: occurrence.withdrawn 1
create table occurrence_withdrawn (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    reason varchar
);

-- fact: estimate.recorded 2
create table estimate_recorded (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    claim varchar, coder varchar, low bigint, best bigint, high bigint, method varchar,
    lexicon varchar, term varchar, codebook varchar, saw_speaker boolean, saw_outcome boolean, note varchar
);

-- fact: estimate.revised 2
create table estimate_revised (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    claim varchar, coder varchar, low bigint, best bigint, high bigint, method varchar,
    lexicon varchar, term varchar, codebook varchar, saw_speaker boolean, saw_outcome boolean, note varchar,
    reason varchar
);

-- fact: estimate.withdrawn 1
create table estimate_withdrawn (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    reason varchar
);

-- fact: statement.rejected 1
create table statement_rejected (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    commentator varchar, source varchar, also varchar[], said_on date, quote varchar, reason varchar
);

-- fact: rejection.withdrawn 1
create table rejection_withdrawn (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    reason varchar
);

-- fact: codebook.adopted 1
create table codebook_adopted (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    codebook varchar, title varchar, content varchar
);

-- fact: coding.assigned 1
create table coding_assigned (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    claim varchar, question varchar, coder varchar, coding_pass varchar, codebook varchar,
    round varchar, hides varchar[], together varchar[], committed boolean
);

-- fact: coding.committed 1
create table coding_committed (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    claim varchar, question varchar, coder varchar, coding_pass varchar, codebook varchar,
    together varchar[], fields varchar[], commitment varchar
);

-- fact: text.coded 1
create table text_coded (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    coder varchar, codebook varchar, shown varchar[], recognised_speaker boolean,
    knew_outcome boolean, note varchar, claim varchar, is_claim boolean, no_claim varchar,
    claim_kind varchar, polarity varchar, question_fits boolean, certainty varchar, term varchar,
    lexicon varchar, low bigint, best bigint, high bigint, deadline varchar, closes_on date,
    deadline_words varchar, deadline_reason varchar, salt varchar
);

-- fact: text.adjudicated 1
create table text_adjudicated (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    coder varchar, codebook varchar, shown varchar[], recognised_speaker boolean,
    knew_outcome boolean, note varchar, claim varchar, is_claim boolean, no_claim varchar,
    claim_kind varchar, polarity varchar, question_fits boolean, certainty varchar, term varchar,
    lexicon varchar, low bigint, best bigint, high bigint, deadline varchar, closes_on date,
    deadline_words varchar, deadline_reason varchar, settles varchar[], reason varchar
);

-- fact: outcome.coded 1
create table outcome_coded (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    coder varchar, codebook varchar, shown varchar[], recognised_speaker boolean,
    knew_outcome boolean, note varchar, question varchar, outcome varchar, happened_on date,
    known_on date, evidence varchar[], salt varchar
);

-- fact: outcome.adjudicated 1
create table outcome_adjudicated (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    coder varchar, codebook varchar, shown varchar[], recognised_speaker boolean,
    knew_outcome boolean, note varchar, question varchar, outcome varchar, happened_on date,
    known_on date, evidence varchar[], settles varchar[], reason varchar
);
