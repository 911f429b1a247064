-- holds: what the ledger says of itself: keys, outside evidence of time, the clock, redactions
-- grain: one row per fact, in the table of its stored name
-- reads: the log, as the tables of the first migration do

-- fact: key.adopted 1
create table key_adopted (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    "key" varchar, previous varchar, signature varchar
);

-- fact: checkpoint.attested 1
create table checkpoint_attested (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    size bigint, checkpoint varchar, method varchar, authority varchar, attested_at timestamp,
    token varchar
);

-- fact: clock.accepted 1
create table clock_accepted (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    newest_recorded_at timestamp, clock timestamp, reason varchar
);

-- fact: fact.redacted 2
create table fact_redacted (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    redacted_position bigint, redacted_batch varchar, redacted_version bigint,
    content_hash varchar, reason varchar
);
