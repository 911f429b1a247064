"""The SELECTs about what waits for an answer: how many, which, and on which days they close."""

from __future__ import annotations

WAITING = """
    select question_now.closes_on, count(*) as n
    from question_now
    left join settled as condition on question_now.condition_question = condition.question_id
    where question_now.answer is null
        and not question_now.withdrawn
        and question_now.closes_on is not null
        and (
            question_now.condition_question is null
            or condition.outcome = question_now.condition_outcome
        )
        and exists (
            select 1 from claim_now
            where claim_now.question = question_now.question_id and claim_now.kind <> 'assertion'
        )
    group by question_now.closes_on order by question_now.closes_on
"""
"""How many rows `due` has by closing day, without telling what they are: ten times as quick."""
CLOSING_DAYS = """
    with terms as (
        select stream, max(recorded_at) as recorded_at
        from (
            select stream, recorded_at from question_posed where stands(position, batch)
            union all
            select stream, recorded_at from question_corrected where stands(position, batch)
        )
        group by stream
    )
    select due.*, question_now.short_id, terms.recorded_at
    from due
    inner join question_now on due.question_key = question_now.key
    inner join terms on question_now.question_id = terms.stream
    order by due.closes_on, due.question_key
"""
DUE_AMONG = """
    from due where days_overdue >= -7
        and question_key in (
            select question_key from claims where claim_id in (select claim_id from claim_among)
        )
    order by closes_on, question_key
"""
