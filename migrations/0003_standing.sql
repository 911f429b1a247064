-- holds: which facts stand, as of the position and day that are asked for
-- grain: one row per undone step (`undone`)
-- reads: step_undone, step_redone; the variables as_of_position, as_of_day, undone_steps, part and parts
--
-- Every session sets its variables before it asks (ledger/readmodel/session.py): undone_steps is
-- what `undone` says at as_of_position, worked out once instead of in every view.

-- a fact counts up to the position asked for (all of them where none is)
create macro upto() as coalesce(getvariable('as_of_position')::bigint, 9223372036854775807);

-- maturity is judged on this day
create macro judged_on() as coalesce(getvariable('as_of_day')::date, current_date);

create view undone as
with said as (
    select step, position, true as gone from step_undone where position <= upto()
    union all
    select step, position, false from step_redone where position <= upto()
)

select step from said group by step having arg_max(gone, position);

-- what came in an undone step does not stand, and comes back when the step is redone
create macro stands(a_position, a_batch) as
    a_position <= upto()
    and not list_contains(coalesce(getvariable('undone_steps')::varchar[], []), a_batch);

-- what has one key, claims on a question or in a story, is worked out together: a session that works
-- out very many claims goes through the keys part by part. A range says which, since an equality would
-- be taken to leave one row.
create macro in_part(a_key) as getvariable('parts') is null or (
    hash(a_key) % getvariable('parts')::ubigint >= getvariable('part')::ubigint
    and hash(a_key) % getvariable('parts')::ubigint < getvariable('part')::ubigint + 1
);
