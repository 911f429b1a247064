"""What is pointed out of a claim that is on record already: hints, and claims that are like it.

Invariant: nobody waits for a read model; what one at hand does not hold yet is not pointed out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.domain.likeness import told
from ledger.readmodel.queries_adding import STATEMENTS_ON_RECORD
from ledger.wording.statements import hints

if TYPE_CHECKING:
    from ledger.app import Ledger
    from ledger.cli.adding import Plan


def remarks(ledger: Ledger, done: Plan) -> list[str]:
    """Return what is worth saying of a claim on a question of its own, a sentence each."""
    if done.question is None:
        return []
    return [*hints(done.understood.statement), *_like(ledger, done)]


def _like(ledger: Ledger, done: Plan) -> list[str]:
    from ledger.cli.suggestions import statements

    rows = ledger.at_hand(STATEMENTS_ON_RECORD)
    if not rows or done.question is None:
        return []
    others = [row for row in rows if row["key"] != done.question.key]
    return told(statements(others).like(done.understood.statement, done.understood.due))
