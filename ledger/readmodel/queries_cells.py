"""The SELECTs with which files of cells are read, checked and added up.

Names in braces are put in by `ledger/readmodel/cell_files.py`, all of them our own.
"""

from __future__ import annotations

MADE = """
    create temp table cell_given (
        file integer, line bigint, commentator varchar, simulated boolean, prob_source varchar,
        p_ppb bigint, y integer, n bigint, weight_e12 hugeint, share_e12 hugeint,
        brier_e30 hugeint, commentator_id varchar
    )
"""
FROM_PARQUET = "read_parquet(?, hive_partitioning = false)"
FROM_CSV = """
    read_csv(?, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"',
        strict_mode = true, hive_partitioning = false)
"""
GIVEN = """
    insert into cell_given
    select ?, row_number() over () + {before}, commentator, try_cast(simulated as boolean),
        prob_source, try_cast(p_ppb as bigint), try_cast(y as integer), try_cast(n as bigint),
        try_cast(weight_e12 as hugeint), try_cast(share_e12 as hugeint), {brier},
        commentator_id
    from {source}
"""
FAULT = """
    with judged as (
        select file, line, case
            when commentator is null or simulated is null or prob_source is null
                or p_ppb is null or y is null or n is null or weight_e12 is null
                or share_e12 is null or commentator_id is null
                then 'a value is missing, or is none of its column'
            when p_ppb not between 0 and 1000000000
                then 'p_ppb is a probability in billionths, from 0 to 1000000000'
            when y not in (0, 1) then 'y is an outcome, 0 or 1'
            when n not between 1 and 99999999 then 'n is a number of claims, 1 to 99999999'
            when weight_e12 not between 0 and n * one_e12()::hugeint
                or share_e12 not between 0 and n * one_e12()::hugeint
                then 'a claim weighs nothing at the least and one at the most'
            when each_counts_once()
                and (weight_e12 <> n * one_e12()::hugeint or share_e12 <> weight_e12)
                then 'by this scope its weight and its share are those of n claims'
            when brier_e30 <> weight_e12 * brier_of_e18(p_ppb, y)
                then 'brier_e30 is not what p_ppb, y and weight_e12 make'
            when prob_source not in (pool('numeric'), pool('verbal'))
                then 'prob_source is not one of those that were asked for'
            when row_number() over (
                partition by file, commentator_id, prob_source, p_ppb, y order by line
            ) > 1 then 'the cell stands in the file twice'
        end as fault
        from cell_given
    )

    select file, line, fault from judged where fault is not null order by file, line limit 1
"""
TOO_MANY = """
    select commentator_id from cell_given
    group by commentator_id having sum(n) > 99999999 order by commentator_id limit 1
"""
ADDED_UP = """
    create temp table cells_by as
    select
        commentator_id as group_id,
        prob_source,
        p_ppb,
        y,
        sum(n)::bigint as n,
        sum(weight_e12) as weight_e12,
        sum(share_e12) as share_e12
    from cell_given
    group by commentator_id, prob_source, p_ppb, y
"""
NAMED = """
    create temp table commentators as
    select
        commentator_id,
        min(commentator) as commentator,
        null::varchar as kind,
        bool_or(simulated) as simulated
    from cell_given
    group by commentator_id
"""
STANDING_IN = """
    create temp table claim_figures as
    from ledger.claim_figures limit 0;
    insert into claim_figures (group_id, prob_source, status)
    select distinct group_id, prob_source, 'open' from cells_by
"""
"""The views of figures have a row for each group that has claims: one that counts nowhere."""

COUNTS = """
    select group_id, prob_source, p_ppb, n, y from cells_by order by group_id, prob_source, p_ppb, y
"""
SCOREBOARD = """
    with counted as (
        select group_id, prob_source, sum(n)::bigint as n_resolved
        from cells_by group by group_id, prob_source
    )

    select scoreboard.* replace (counted.n_resolved as n_resolved)
    from scoreboard
    inner join counted
        on scoreboard.commentator_id = counted.group_id
        and scoreboard.prob_source = counted.prob_source
    order by simulated, commentator, scoreboard.prob_source, commentator_id
"""
