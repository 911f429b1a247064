"""A session in which a variant is so: the views count as always, of other readings and answers.

Invariant: whatever was tried, the session ends with what the ledger holds. Whoever a variant does
not touch may be left out of sight: which claim of somebody's counts is nobody else's concern.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ledger.measuring.sensitivity.variants import Variant
    from ledger.readmodel.session import Session

_HELD = ("question_now", "settled", "claim_facts")
_ASKED = """
    select told.* replace (
        case when varied.question_id is null then told.answer else varied.answer end as answer,
        case when varied.question_id is null then told.happened_on else varied.happened_on end
            as happened_on,
        case when varied.question_id is null then told.known_on else varied.known_on end
            as known_on,
        case when varied.question_id is null then told.known_at else varied.known_at end
            as known_at,
        case when varied.question_id is null then told.closes_on else varied.closes_on end
            as closes_on,
        case when varied.question_id is null then told.deadline else varied.deadline end
            as deadline
    )
    from told_question_now as told
    left join varied_questions as varied using (question_id)
"""
_SETTLED = """
    select told.* replace (
        case when told.outcome = 'condition_void' then told.outcome else live.outcome end
            as outcome,
        case when told.outcome = 'condition_void' then told.known_on else live.known_on end
            as known_on,
        case when told.outcome = 'condition_void' then told.known_at else live.known_at end
            as known_at
    )
    from told_settled as told
    left join settled_live as live using (question_id)
"""
_AS_TOLD = "from told_settled"
_CLAIMED = """
    select told.* replace (
        settled.outcome as outcome,
        settled.known_on as known_on,
        settled.known_at as known_at,
        question_now.happened_on as happened_on,
        question_now.closes_on as closes_on,
        question_now.deadline as deadline,
        case when varied.claim_id is null then told.p_ppb else varied.p_ppb end as p_ppb
    )
    from told_claim_facts as told
    inner join question_now on told.question = question_now.question_id
    left join settled on told.question = settled.question_id
    left join varied_readings as varied on told.claim_id = varied.claim_id
    where $1 is null or told.commentator_id in (select unnest($1))
"""


class Worlds:
    """One session, to be looked at as it would be under several variants."""

    def __init__(self, session: Session) -> None:
        """Take the session; what it holds is kept on entering and put back on leaving."""
        self._session = session

    def __enter__(self) -> Worlds:
        """Keep what the session holds."""
        for table in _HELD:
            self._do(f"create or replace temp table told_{table} as from {table}")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Put it back, whatever happened."""
        for table in _HELD:
            self._session.put(table, f"from told_{table}")
            self._do(f"drop table told_{table}")

    def under(self, variant: Variant, only: Collection[str] | None = None) -> Session:
        """Return the session as it would be until the next one; `only` of some commentators."""
        self._fill(variant)
        self._session.put("question_now", _ASKED)
        self._session.put("settled", _SETTLED if variant.questions else _AS_TOLD)
        self._session.put("claim_facts", _CLAIMED, [None if only is None else sorted(only)])
        return self._session

    def _fill(self, variant: Variant) -> None:
        self._do(
            "create or replace temp table varied_readings as "
            "select claim_id, p_ppb from told_claim_facts limit 0"
        )
        self._do(
            "create or replace temp table varied_questions as select question_id, answer, "
            "happened_on, known_on, known_at, closes_on, deadline from told_question_now limit 0"
        )
        self._append("varied_readings", sorted(variant.readings.items()))
        self._append(
            "varied_questions",
            [
                (
                    one.question_id, one.answer, one.happened_on, one.known_on, one.known_at,
                    one.closes_on, one.deadline,
                )
                for _, one in sorted(variant.questions.items())
            ],
        )  # fmt: skip

    def _append(self, table: str, rows: Sequence[tuple[object, ...]]) -> None:
        if rows:
            with self._session.connection.appender(table) as appender:
                appender.append_rows(rows)

    def _do(self, statement: str) -> None:
        self._session.connection.execute(statement)
