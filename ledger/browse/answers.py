"""An answer in the making: what the form says of a question, and what it makes of what is typed.

Invariant: pure; the days that are proposed are those that ``claims resolve`` takes by itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ledger.domain.dates import read_when
from ledger.domain.kinds import VOID_OUTCOMES, read_outcome
from ledger.domain.question import QuestionContent, ResolveQuestion
from ledger.errors import Unreadable

CHOICES: dict[str, str] = {"y": "yes", "n": "no", "a": "annulled", "m": "ambiguous"}
"""The keys that answer a question, as in ``claims review --pass outcome``."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_UNTIL_CLOSING = ("no", "not_by_horizon")


@dataclass(frozen=True)
class Sheet:
    """A question that is to be answered, and everybody whom the answer concerns."""

    content: QuestionContent
    names: tuple[str, ...]
    answer: str | None
    """The answer in force; another one corrects it."""
    today: date

    @property
    def key(self) -> str:
        """The question's key."""
        return self.content.key

    @property
    def choices(self) -> dict[str, str]:
        """The keys that answer it, and the answers: options by their number."""
        void = {key: word for key, word in CHOICES.items() if word in VOID_OUTCOMES}
        if self.content.kind == "binary":
            return CHOICES
        numbered = {str(n): one for n, one in enumerate(self.content.options[:9], 1)}
        return {**numbered, **void}

    @property
    def is_open_ended(self) -> bool:
        """Whether there are answers that no key stands for: numbers, days, a tenth option."""
        return self.content.kind in {"number", "date"} or len(self.content.options) > 9


@dataclass(frozen=True)
class Answer:
    """What was filled in."""

    outcome: str
    on: str = ""
    evidence: str = ""
    reason: str = ""
    """Why an earlier answer is corrected."""


def read(sheet: Sheet, given: str) -> str:
    """Return an answer as it is kept; raise `Refused` for one the question cannot have."""
    return read_outcome(sheet.content.kind, sheet.content, given)


def usual_day(sheet: Sheet, outcome: str) -> date:
    """Return the day that is proposed: for no the closing day once it has passed, else today."""
    closes_on = sheet.content.closes_on
    if outcome in _UNTIL_CLOSING and closes_on is not None and closes_on <= sheet.today:
        return closes_on
    return date.fromisoformat(outcome) if _DAY.fullmatch(outcome) else sheet.today


def command(sheet: Sheet, answer: Answer) -> ResolveQuestion:
    """Return the command that records the answer; raise `Unreadable`, `Refused`."""
    outcome = read(sheet, answer.outcome)
    typed = answer.on.strip() or usual_day(sheet, outcome).isoformat()
    when = read_when(typed, sheet.today)
    if when.day > sheet.today:
        raise Unreadable(f"{when.day} has not come yet", "give the day on which it happened")
    corrects = sheet.answer is not None and sheet.answer != outcome
    return ResolveQuestion(
        key=sheet.key,
        outcome=outcome,
        happened_on=None if outcome in VOID_OUTCOMES else when.day,
        known_on=when.day,
        known_at=when.moment,
        evidence=(answer.evidence.strip(),) if answer.evidence.strip() else (),
        correct=corrects,
        reason=answer.reason.strip() if corrects else "",
    )


def told(sheet: Sheet, asked: ResolveQuestion) -> str:
    """Return what is said once it is on record."""
    day = f" on {asked.happened_on.isoformat()}" if asked.happened_on else ""
    return f"{sheet.key} answered {asked.outcome.replace('_', ' ')}{day}"
