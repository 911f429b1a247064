"""From what was typed about a claim to the commands that put it on record.

Invariant: everything is understood and checked before anything is decided; what could not be
understood is asked again on a terminal and is an error off one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from ledger.cli import ask, attaching, find, naming, output, sourcing, sure
from ledger.cli.forecasting import TypedForecast, none_given
from ledger.cli.sourcing import NONE
from ledger.cli.sure import Sure
from ledger.domain import question
from ledger.domain.claim import ClaimKind, RecordClaim, SpeakerRole, Voice
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.dates import When, read_when
from ledger.domain.deadlines import Deadline, read_deadline, told
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
from ledger.visible import visible

if TYPE_CHECKING:
    from ledger.app import Ledger
    from ledger.domain.decide import Command

T = TypeVar("T")


@dataclass(frozen=True)
class Typed:
    """What was typed; None where nothing was."""

    statement: str | None
    by: str | None
    said: str | None
    due: str | None
    source: str | None
    p: str | None
    unscorable: str | None
    quote: str | None
    reported: str | None
    words: str | None
    deadline_words: str | None
    question: str | None
    topics: tuple[str, ...]
    story: str | None
    criteria: str | None
    condition: str | None
    of: str | None
    venue: str | None
    coded_deadline: str | None
    note: str | None
    kind: ClaimKind
    voice: Voice
    role: SpeakerRole
    denies: bool
    stated: bool
    lexicon: str | None = None
    """By which the words are read, where they are."""
    other: TypedForecast = field(default=TypedForecast())
    """What was typed of a forecast that is no probability of yes."""


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


def plan(ledger: Ledger, typed: Typed, *, may_ask: bool, new_person: bool) -> Plan:
    """Return what to put on record for what was typed; raise what cannot be understood."""
    if typed.p and typed.unscorable:
        raise Refused("a claim with a probability is not unscorable", "give one or the other")
    standing = _standing_question(ledger, typed.question)
    kind = standing.content.kind if standing else typed.other.kind_meant()
    if kind != "binary" and not (typed.other.given or typed.p or typed.unscorable):
        raise none_given(standing.content.text if standing else typed.statement or "", kind)
    understood = _understood(ledger, typed, standing, may_ask)
    name, is_new = naming.name_of(ledger, understood.by, may_ask=may_ask, new_person=new_person)
    posed = _posed(ledger, typed, understood, standing)
    source = sourcing.meant(ledger, understood.source)
    claim = _claim(typed, understood, name, posed, standing, source)
    estimate = _estimate(ledger, typed, understood, claim, standing)
    commands: list[Command] = [RegisterCommentator(name)]
    commands += [OpenStory(typed.story)] if typed.story and posed else []
    commands += [
        one for one in (source if isinstance(source, RegisterSource) else None, posed) if one
    ]
    commands += [claim, *([estimate] if estimate else [])]
    return Plan(tuple(commands), claim, posed, understood, estimate, is_new, kind)


def _understood(
    ledger: Ledger, typed: Typed, standing: Question | None, may_ask: bool
) -> Understood:
    fixed = standing.content.text if standing else None
    due = NONE if standing and typed.due is None else typed.due
    _check_all_there(typed, fixed, due, may_ask)
    statement = fixed or _field("Claim", typed.statement, ask.required)
    by = _field("Who said it", typed.by, ask.required)
    today = ledger.today
    said = _field("Said on", typed.said, lambda given: _said(given, today), today.isoformat())
    return Understood(
        statement=statement,
        by=by,
        said=said,
        deadline=_deadline(due, said.day, today),
        source=_field(
            "Source",
            typed.source,
            lambda given: sourcing.checked(ledger, given),
            NONE,
        ),
        sure=None
        if typed.unscorable or (typed.other.given and not typed.p)
        else _how_sure(typed, statement),
    )


def _how_sure(typed: Typed, statement: str) -> Sure:
    if typed.stated and typed.p == sure.WORDS:
        raise Refused("a number that was stated is not read from words", "-p 80%, or no --stated")
    spoken = sure.Spoken(typed.quote or typed.reported, typed.words, statement, typed.lexicon)
    default = sure.propose(spoken) if typed.p is None else ""
    return _field("How sure", typed.p, sure.reader(spoken), default)


def _check_all_there(typed: Typed, fixed: str | None, due: str | None, may_ask: bool) -> None:
    """Off a terminal, name all that is missing at once, with a command line that is ready."""
    given = {
        "STATEMENT": (fixed or typed.statement, '"What would happen"'),
        "--by": (typed.by, "NAME"),
        "--said": (typed.said, "2026-03-14"),
        "--due": (due, "2026-09-30"),
        "--source": (typed.source, "URL"),
        "-p": (typed.p or typed.unscorable or (NONE if typed.other.given else None), "80%"),
    }
    missing = [name for name, (value, _) in given.items() if value is None]
    if not missing or may_ask:
        return
    ready = " ".join(
        f"{name} {shape}" if name != "STATEMENT" else shape
        for name, (value, shape) in given.items()
        if value is None
    )
    is_are = "is" if len(missing) == 1 else "are"
    raise Unreadable(f"{', '.join(missing)} {is_are} missing", f"claims add … {ready}")


def _field(label: str, given: str | None, read: Callable[[str], T], default: str = "") -> T:
    return ask.until_read(label, read, default) if given is None else read(given)


def _said(given: str, today: date) -> When:
    said = read_when(given, today)
    if said.day > today:
        raise Unreadable(f"{said.day} has not come yet", "give the day on which it was said")
    return said


def _deadline(given: str | None, said_on: date, today: date) -> Deadline | None:
    """Return the deadline as it was typed or is asked for; how it was read is shown at once."""
    read = _field("Answer due", given, lambda one: _due(one, said_on))
    if read and given is None:
        output.talk(f"{'':>13}  {visible(told(read, today))}")
    return read


def _due(given: str, said_on: date) -> Deadline | None:
    return None if given.strip().lower() == NONE else read_deadline(given, said_on)


def _standing_question(ledger: Ledger, given: str | None) -> Question | None:
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
    standing = _standing_question(ledger, find.target(ledger, key).question if named else key)
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
