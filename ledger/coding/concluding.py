"""What follows where every coder agrees: the answer to a question.

Invariant: nothing is concluded while somebody who was given the question has not coded it, nor
where two found different outcomes; `claims coder adjudicate` settles those.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ledger.domain.assignment import OUTCOME
from ledger.domain.question import ResolveQuestion
from ledger.readmodel import queries_coding

if TYPE_CHECKING:
    from ledger.app import Ledger

Row = Mapping[str, object]


@dataclass(frozen=True)
class Concluded:
    """The answers that follow, and what stands in the way of others, each by question key."""

    answers: tuple[ResolveQuestion, ...]
    waiting: tuple[str, ...]
    disputed: tuple[str, ...]


def conclude(ledger: Ledger) -> Concluded:
    """Return the answers to open questions that all their outcome coders found alike."""
    work = ledger.ask(queries_coding.CODING_WORK, [OUTCOME])
    waiting = {str(row["id"]) for row in work if row["state"] != "coded"}
    found: dict[str, list[Row]] = {}
    for row in ledger.table("outcome_codings").rows():
        found.setdefault(str(row["question_key"]), []).append(row)
    rows = ledger.table("questions").rows()
    answered = {str(row["question_key"]) for row in rows if row["outcome"] is not None}
    ready = {key: rows for key, rows in found.items() if key not in answered}
    alike = {key: rows for key, rows in ready.items() if len({row["outcome"] for row in rows}) == 1}
    return Concluded(
        tuple(_answer(key, rows) for key, rows in alike.items() if key not in waiting),
        tuple(sorted(waiting & ready.keys())),
        tuple(sorted(ready.keys() - alike.keys())),
    )


def _answer(key: str, rows: list[Row]) -> ResolveQuestion:
    """Return the answer, with the latest day that a coder gives for it: nobody knew earlier."""
    coders = ", ".join(sorted(str(row["coder"]) for row in rows))
    evidence = [one for row in rows for one in _texts(row["evidence"])]
    return ResolveQuestion(
        key=key,
        outcome=str(rows[0]["outcome"]),
        happened_on=_latest(rows, "happened_on"),
        known_on=_latest(rows, "known_on"),
        evidence=tuple(dict.fromkeys(evidence)),
        note=f"coded by {coders}",
    )


def _latest(rows: list[Row], column: str) -> date | None:
    return max((day for row in rows if isinstance(day := row[column], date)), default=None)


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []
