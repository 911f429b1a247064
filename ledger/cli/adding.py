"""From what was typed about a claim to the commands that put it on record.

Invariant: everything is understood and checked before anything is decided; what a terminal asks
for, it has asked for by then.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ledger.cli import ask, attaching, find, naming, sourcing, sure
from ledger.cli.forecasting import none_given
from ledger.cli.given import Typed, check_all_there
from ledger.cli.sourcing import NONE
from ledger.cli.sure import Sure
from ledger.domain import question
from ledger.domain.claim import RecordClaim
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.dates import When, read_when
from ledger.domain.deadlines import Deadline, read_deadline
from ledger.domain.estimate import RecordEstimate
from ledger.domain.names import (
    question_key,
    question_stream,
)
from ledger.domain.probability import Reading
from ledger.domain.question import PoseQuestion, Question
from ledger.domain.source import RegisterSource
from ledger.domain.story import OpenStory
from ledger.errors import NotFound, Refused, Unreadable

if TYPE_CHECKING:
    from ledger.app import Ledger
    from ledger.domain.decide import Command


@dataclass(frozen=True)
class Understood:
    """The fields that every claim needs, read."""

    statement: str
    by: str
    said: When
    deadline: Deadline | None
    source: str | None
    sure: Sure | None

    @property
    def reading(self) -> Reading | None:
        """How probable it is that the answer is yes."""
        return self.sure.reading if self.sure else None

    @property
    def due(self) -> date | None:
        """The last day on which it can come true."""
        return self.deadline.day if self.deadline else None


@dataclass(frozen=True)
class Plan:
    """What will be put on record."""

    commands: tuple[Command, ...]
    claim: RecordClaim
    question: PoseQuestion | None
    """None where the claim bears on a question that is already asked."""
    understood: Understood
    estimate: RecordEstimate | None
    new_commentator: bool
    kind: str
    """The kind of the question."""


def plan(
    ledger: Ledger,
    typed: Typed,
    *,
    new_person: bool,
    may_ask: bool = False,
    more: Sequence[str] = (),
) -> Plan:
    """Return what to put on record for what was given; raise what cannot be understood.

    All that may be asked is who is meant by a like name. `more` is what else stands on the command
    line, for the one that is shown as ready.
    """
    if typed.p and typed.unscorable:
        raise Refused("a claim with a probability is not unscorable", "give one or the other")
    standing = standing_question(ledger, typed.question)
    kind = kind_of(typed, standing)
    check_all_there(typed, more)
    understood = _understood(ledger, typed, standing)
    name, is_new = naming.name_of(ledger, understood.by, may_ask=may_ask, new_person=new_person)
    posed = _posed(ledger, typed, understood, standing)
    source = sourcing.meant(ledger, understood.source, typed)
    claim = _claim(typed, understood, name, posed, standing, source)
    estimate = _estimate(ledger, typed, understood, claim, standing)
    commands: list[Command] = [RegisterCommentator(name)]
    commands += [OpenStory(typed.story)] if typed.story and posed else []
    commands += [
        one for one in (source if isinstance(source, RegisterSource) else None, posed) if one
    ]
    commands += [claim, *([estimate] if estimate else [])]
    return Plan(tuple(commands), claim, posed, understood, estimate, is_new, kind)


def kind_of(typed: Typed, standing: Question | None) -> str:
    """Return the kind of question that is meant; raise `Unreadable` without a forecast of it."""
    kind = standing.content.kind if standing else typed.other.kind_meant()
    if kind != "binary" and not (typed.other.given or typed.p or typed.unscorable):
        raise none_given(standing.content.text if standing else typed.statement or "", kind)
    return kind


def _understood(ledger: Ledger, typed: Typed, standing: Question | None) -> Understood:
    statement = standing.content.text if standing else typed.statement or ""
    due = NONE if standing and typed.due is None else typed.due or ""
    said = read_said(typed.said or "", ledger.today)
    asked_how_sure = not (typed.unscorable or (typed.other.given and not typed.p))
    return Understood(
        statement=statement,
        by=ask.required(typed.by or ""),
        said=said,
        deadline=read_due(due, said.day),
        source=sourcing.checked(ledger, typed.source or ""),
        sure=_how_sure(typed, statement) if asked_how_sure else None,
    )


def _how_sure(typed: Typed, statement: str) -> Sure:
    if typed.stated and typed.p == sure.WORDS:
        raise Refused("a number that was stated is not read from words", "-p 80%, or no --stated")
    return sure.reader(spoken_of(typed, statement))(typed.p or "")


def spoken_of(typed: Typed, statement: str) -> sure.Spoken:
    """Return the words from which it is read how sure somebody was."""
    return sure.Spoken(typed.quote or typed.reported, typed.words, statement, typed.lexicon)


def read_said(given: str, today: date) -> When:
    """Return when it was said; raise `Unreadable` for what is no day or still to come."""
    said = read_when(given, today)
    if said.day > today:
        raise Unreadable(f"{said.day} has not come yet", "give the day on which it was said")
    return said


def read_due(given: str, said_on: date) -> Deadline | None:
    """Return a deadline that was said on a day, or None for none; raise `Unreadable`."""
    return None if given.strip().lower() == NONE else read_deadline(given, said_on)


def standing_question(ledger: Ledger, given: str | None) -> Question | None:
    """Return the question that is asked already under a key or id; raise `NotFound`."""
    if given is None:
        return None
    standing = question.fold(ledger.standing(question_stream(given)))
    if standing is None and ledger.begun:
        standing = question.fold(ledger.standing(question_stream(find.question(ledger, given))))
    if standing is None or standing.withdrawn:
        raise NotFound(f"there is no question “{given}”", "claims list shows the questions asked")
    return standing


def _posed(
    ledger: Ledger, typed: Typed, understood: Understood, standing: Question | None
) -> PoseQuestion | None:
    if standing is not None:
        attaching.check(typed, understood.due, standing.content)
        return None
    condition = _condition(ledger, typed.condition)
    shared = question.fold(ledger.standing(question_stream(condition[0]))) if condition else None
    story_of_condition = (
        shared.content.story.removeprefix("story-") if shared and shared.content.story else None
    )
    due, other = understood.due, typed.other
    kind = other.kind_meant()
    return PoseQuestion(
        key=question_key(understood.statement, due.isoformat() if due else ""),
        text=understood.statement,
        kind=kind,
        options=other.options_meant() if kind == "choice" else other.options,
        ordered=other.ordered,
        unit=other.unit,
        scale=other.scale,
        closes_on=due,
        deadline="none" if due is None else "coded" if typed.coded_deadline else "stated",
        deadline_reason=typed.coded_deadline,
        criteria=typed.criteria,
        condition=condition,
        topics=typed.topics,
        story=typed.story or story_of_condition,
    )


def _condition(ledger: Ledger, given: str | None) -> tuple[str, str] | None:
    if given is None:
        return None
    key, _, outcome = given.partition("=")
    named = ledger.begun and question.fold(ledger.standing(question_stream(key))) is None
    standing = standing_question(ledger, find.target(ledger, key).question if named else key)
    return (standing.content.key, outcome or "yes") if standing else None


def _claim(
    typed: Typed,
    understood: Understood,
    name: str,
    posed: PoseQuestion | None,
    standing: Question | None,
    source: RegisterSource | str | None,
) -> RecordClaim:
    stated = understood.reading if is_stated(typed) else None
    if stated and stated.low != stated.high:
        raise Refused(
            "a stated probability is one number",
            "give one; a range is a reading of words: --quote, --reported or --words",
        )
    return RecordClaim(
        by=name,
        question=posed.key if posed else standing.content.key if standing else "",
        said_on=understood.said.day,
        said_at=understood.said.moment,
        source=source.key if isinstance(source, RegisterSource) else source,
        probability=stated.best if stated else None,
        probability_text=stated.text if stated else None,
        forecast=typed.other.stated(),
        polarity="denies" if typed.denies else "asserts",
        of=typed.of,
        quote=typed.quote,
        reported=typed.reported,
        words=typed.words,
        deadline_words=deadline_words(typed, understood.deadline),
        venue=typed.venue,
        kind=typed.kind,
        voice=typed.voice,
        role=typed.role,
        unscorable=typed.unscorable,
        note=typed.note,
    )


def deadline_words(typed: Typed, deadline: Deadline | None) -> str | None:
    """Return the speaker's words of time: those given, else the deadline where it is in words."""
    if typed.deadline_words or typed.coded_deadline or deadline is None:
        return typed.deadline_words
    return deadline.phrase if deadline.in_words else None


def is_stated(typed: Typed) -> bool:
    """Say whether -p is the speaker's own number rather than a reading of words."""
    return typed.stated or not (typed.quote or typed.reported or typed.words)


def _estimate(
    ledger: Ledger,
    typed: Typed,
    understood: Understood,
    claim: RecordClaim,
    standing: Question | None,
) -> RecordEstimate | None:
    reading = understood.reading
    if reading is None or is_stated(typed):
        return None
    asked = standing or question.fold(ledger.standing(question_stream(claim.question)))
    closes = asked.content.closes_on if asked else understood.due
    answered = asked is not None and asked.answer is not None
    taken = understood.sure.taken if understood.sure else None
    return RecordEstimate(
        claim=claim.stream(),
        coder=ledger.recorder,
        low=reading.low,
        best=reading.best,
        high=reading.high,
        method="lexicon" if taken and taken.term else "judgment",
        lexicon=taken.lexicon if taken else None,
        term=taken.term if taken else None,
        saw_speaker=True,
        saw_outcome=True if answered else False if closes and closes >= ledger.today else None,
    )
