"""What was put on record of a claim, told in lines."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ledger.cli import sure
from ledger.cli.forecasting import ENDS
from ledger.domain.deadlines import Deadline, told
from ledger.domain.names import short_id
from ledger.domain.probability import shown

if TYPE_CHECKING:
    from ledger.app import Ledger
    from ledger.cli.adding import Plan
    from ledger.domain.question import PoseQuestion


def said_in_words(done: Plan, today: date) -> list[str]:
    """Return what was put on record besides who said what, as lines of talk."""
    understood, claim = done.understood, done.claim
    lines = [f"{claim.by} is new on record"] if done.new_commentator else []
    if done.question:
        lines.append(_due_in_words(done.question, understood.deadline, today))
        past = understood.deadline is not None and understood.deadline.day < today
        lines += [f"already past. {_answer_it(done)}"] if past else []
    if claim.deadline_words and understood.deadline:
        lines.append(f"deadline in the speaker's words: {claim.deadline_words}")
    if understood.reading:
        how = "coded by you" if done.estimate else "stated"
        lines.append(f"{how}: {shown(understood.reading.best)} that the answer is yes")
    lines += _unscored_words(done)
    if claim.forecast.text:
        lines.append(f"stated: {claim.forecast.text}")
    return lines


def closing_line(done: Plan) -> str:
    """Return what can be done next: the same again, or all of it taken back."""
    same = "same article again" if done.claim.source else "same person again"
    return f"{same}: claims add --again · wrong? claims undo"


def times(held: Ledger, done: Plan) -> list[str]:
    """Return how the recording stands to an answer that could be known already."""
    from ledger.readmodel import queries
    from ledger.screens.times import WORDS

    if done.question is not None:
        return []
    claim = held.ask(queries.CLAIM, [done.claim.stream()])[0]
    if claim["outcome"] is None or claim["timing"] is None:
        return []
    told = f"the answer could be known on {claim['known_on']}: {WORDS[str(claim['timing'])]}"
    unscored = claim["status"] in {"late", "untimely"}
    return [told + ("; kept and listed, not scored (claims help timing)" if unscored else "")]


def _answer_it(done: Plan) -> str:
    called = short_id(done.claim.stream())[:8]
    return f"Answer it now?  claims resolve {called}" + (
        "" if done.kind == "binary" else f" {ENDS[done.kind]}"
    )


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
