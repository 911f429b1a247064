"""The SELECTs about steps: which there are, and what taking back and taking again goes by."""

from __future__ import annotations

STEP = "from steps where step = ?"
STEP_IDS = "select step, undone from steps where step like ? || '%' order by first_position desc"
FIRST_OF_STEP = "select min(position) as position from fact where batch = ?"
SPAN_OF_STEP = "select min(position) as first, max(position) as last from fact where batch = ?"
_TAKEN = """
    from steps
    left join (select step, max(position) as redone_at from step_redone group by step)
        as again using (step)
    left join (select step, max(position) as undone_at from step_undone group by step)
        as away using (step)
    where not map_contains(facts, 'step.undone') and not map_contains(facts, 'step.redone')
        and not map_contains(facts, 'ledger.opened') and not map_contains(facts, 'key.adopted')
        and not map_contains(facts, 'clock.accepted')
        and not map_contains(facts, 'checkpoint.attested')
        and not map_contains(facts, 'fact.redacted')
"""
"""What people did, but for taking back and taking again, and for what the ledger says of itself."""
LATEST_STEP = f"""
    with taken as (select * {_TAKEN})
    select step from taken where not undone
    order by greatest(last_position, coalesce(redone_at, 0)) desc limit 1
"""  # noqa: S608 our own words
"""What came to stand last: as an editor has it, a redone step is on top again."""
LATEST_UNDONE = f"""
    with taken as (select * {_TAKEN})
    select step from taken
    where undone and undone_at > (select max(last_position) from taken)
    order by undone_at desc limit 1
"""  # noqa: S608 our own words
"""What was taken back last, unless something has been done since."""
UNDONE_BELOW = f"""
    with taken as (select * {_TAKEN}), own as (from taken where step = ?)
    select taken.step, taken.first_position as first, taken.last_position as last
    from taken, own
    where taken.undone and taken.step <> own.step
        and taken.first_position < own.first_position and taken.undone_at > own.undone_at
    order by taken.first_position
"""  # noqa: S608 our own words
"""Older steps that were undone after this one: only on these can it have rested."""
