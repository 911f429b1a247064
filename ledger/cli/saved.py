"""What was put on record of a claim, told in lines."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ledger.cli import sure
from ledger.domain.deadlines import Deadline, told
from ledger.domain.probability import shown

if TYPE_CHECKING:
    from ledger.cli.adding import Plan
    from ledger.domain.question import PoseQuestion


def said_in_words(done: Plan, today: date) -> list[str]:
    """Return what was put on record, as lines of talk."""
    understood, claim = done.understood, done.claim
    lines = [f"{claim.by}: {understood.statement}"]
    if done.new_commentator:
        lines.append(f"{claim.by} is new on record")
    if done.question:
        lines.append(_due_in_words(done.question, understood.deadline, today))
    if claim.deadline_words and understood.deadline:
        lines.append(f"deadline in the speaker's words: {claim.deadline_words}")
    if understood.reading:
        how = "coded by you" if done.estimate else "stated"
        lines.append(f"{how}: {shown(understood.reading.best)} that the answer is yes")
    lines += _unscored_words(done)
    if claim.forecast.text:
        lines.append(f"stated: {claim.forecast.text}")
    return lines


def _unscored_words(done: Plan) -> list[str]:
    claim = done.claim
    spoken = sure.Spoken(claim.quote or claim.reported, claim.words, done.understood.statement)
    if done.estimate is None or not spoken.there:
        return []
    why = sure.without_number(spoken)
    return [f"the words are {why}: kept and counted, not scored"] if why else []


def _due_in_words(posed: PoseQuestion, deadline: Deadline | None, today: date) -> str:
    if deadline is None:
        return "no deadline: kept, not scored"
    coded = f" · coded by you: {posed.deadline_reason}" if posed.deadline_reason else ""
    return f"due {told(deadline, today)}{coded}"
