-- holds: which analyses were said beforehand to be those that count
-- grain: `preregistrations`: one row per time that it was said; the last one is in force
-- reads: claim_recorded, answer_said

-- fact: analysis.preregistered 1
create table analysis_preregistered (
    position bigint, stream varchar, version integer,
    recorded_at timestamp, recorder varchar, batch varchar,
    primary_score varchar, scope varchar, kind varchar, stories varchar[], exclusions varchar[],
    lexicon varchar, hypotheses varchar, note varchar
);

-- with how much was on record by then, since what is known cannot be preregistered
create view preregistrations as
with before as (
    select
        said.position,
        (
            select count(*) from claim_recorded
            where claim_recorded.position < said.position
                and stands(claim_recorded.position, claim_recorded.batch)
        ) as n_claims_before,
        (
            select count(*) from answer_said
            where answer_said.position < said.position and answer_said.outcome is not null
                and stands(answer_said.position, answer_said.batch)
        ) as n_answers_before
    from analysis_preregistered as said
)

select
    said.position,
    said.recorded_at,
    said.primary_score,
    said.scope,
    said.kind,
    said.stories,
    said.exclusions,
    said.lexicon,
    said.hypotheses,
    said.note,
    before.n_claims_before,
    before.n_answers_before,
    said.position = max(said.position) over () as in_force
from analysis_preregistered as said
inner join before on said.position = before.position
where stands(said.position, said.batch);
