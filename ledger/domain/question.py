"""Questions: propositions about the world that can be answered, and their answers.

Invariant: a question has one closing date or none, one story or none, at most one condition, and
no chain of conditions leads back to itself. An answer is corrected, disputed or taken back by
further facts, never edited.
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import ClassVar, Literal

from ledger.domain import story
from ledger.domain.fact import Fact, Known, Moment, Named, New, Text, Upcast
from ledger.domain.kinds import KindName, kind_called, read_outcome
from ledger.domain.names import is_key, question_stream, short_id, story_stream
from ledger.domain.number import read_number
from ledger.errors import Conflict, Refused

Deadline = Literal["stated", "coded", "none", "unknown"]
"""Who fixed the closing date: the speaker's words, a coder, nobody; or the file does not say."""


def _of_yes_or_no(fields: dict[str, object]) -> dict[str, object]:
    """Give a question of version 1, which knew only yes and no, what the others have."""
    return {**fields, "options": (), "ordered": False, "unit": None, "scale": None}


def _unchanged(fields: dict[str, object]) -> dict[str, object]:
    """Version 2 of an answer has the fields of version 1; its outcome may be any text."""
    return fields


class QuestionContent(Fact):
    """How a question is put."""

    class_version: ClassVar[int] = 2
    upcasts: ClassVar[dict[int, Upcast]] = {1: _of_yes_or_no}
    key: Named
    text: Named
    kind: KindName
    options: tuple[Named, ...]
    """What a choice is between, in its order if it is `ordered`."""
    ordered: bool
    unit: Text | None
    scale: Text | None
    """What a loss is divided by, so that it can stand beside those of other units."""
    criteria: Text | None
    closes_on: date | None
    deadline: Deadline
    deadline_reason: Text | None
    condition_question: Text | None
    condition_outcome: Text | None
    topics: tuple[Named, ...]
    story: Text | None
    contested: bool
    note: Text | None


class QuestionPosed(QuestionContent):
    """A question was put, with the id by which people call it."""

    stored_name: ClassVar[str] = "question.posed"
    short_id: Named


class QuestionCorrected(QuestionContent):
    """A question's wording was mended; the whole content as it is now."""

    stored_name: ClassVar[str] = "question.corrected"
    reason: Text


class QuestionWithdrawn(Fact):
    """The question should not have been put."""

    stored_name: ClassVar[str] = "question.withdrawn"
    reason: Text


class QuestionRestored(Fact):
    """A withdrawn question stands again."""

    stored_name: ClassVar[str] = "question.restored"


class AnswerContent(Fact):
    """What happened, when, when it could be known, and how we know."""

    class_version: ClassVar[int] = 2
    upcasts: ClassVar[dict[int, Upcast]] = {1: _unchanged}
    outcome: Named
    """As the question's kind has it: yes, an option, a number, a day; or annulled, ambiguous."""
    happened_on: date | None
    known_on: date | None
    known_at: Moment | None
    evidence: tuple[Named, ...]
    note: Text | None


class QuestionResolved(AnswerContent):
    """The question was answered."""

    stored_name: ClassVar[str] = "question.resolved"
    imported: bool


class ResolutionCorrected(AnswerContent):
    """The answer was another."""

    stored_name: ClassVar[str] = "resolution.corrected"
    reason: Text


class ResolutionDisputed(Fact):
    """Somebody contests the answer; it still counts, and is marked."""

    stored_name: ClassVar[str] = "resolution.disputed"
    reason: Named


class ResolutionWithdrawn(Fact):
    """The question is open again."""

    stored_name: ClassVar[str] = "resolution.withdrawn"
    reason: Text


@dataclass(frozen=True)
class PoseQuestion:
    """Put a question; `condition` is the key of another question and its required outcome."""

    key: str
    text: str
    kind: str = "binary"
    options: tuple[str, ...] = ()
    ordered: bool = False
    unit: str | None = None
    scale: str | None = None
    criteria: str | None = None
    closes_on: date | None = None
    deadline: Deadline = "stated"
    deadline_reason: str | None = None
    condition: tuple[str, str] | None = None
    topics: tuple[str, ...] = ()
    story: str | None = None
    contested: bool = False
    note: str | None = None


@dataclass(frozen=True)
class CorrectQuestion:
    """Mend a question: field name to new value."""

    key: str
    changes: dict[str, object]
    reason: str = ""


@dataclass(frozen=True)
class WithdrawQuestion:
    """Take a question off the record."""

    key: str
    reason: str = ""


@dataclass(frozen=True)
class ResolveQuestion:
    """Answer a question; another answer than the one in force needs `correct`."""

    key: str
    outcome: str
    happened_on: date | None = None
    known_on: date | None = None
    known_at: datetime | None = None
    evidence: tuple[str, ...] = ()
    note: str | None = None
    correct: bool = False
    reason: str = ""
    imported: bool = False


@dataclass(frozen=True)
class ReopenQuestion:
    """Take the answer back."""

    key: str
    reason: str = ""


@dataclass(frozen=True)
class DisputeResolution:
    """Contest the answer in force."""

    key: str
    reason: str


@dataclass(frozen=True)
class Question:
    """A question as it stands."""

    content: QuestionContent
    posed: QuestionContent
    withdrawn: bool = False
    answer: AnswerContent | None = None
    imported_answer: AnswerContent | None = None
    disputes: tuple[str, ...] = field(default=())


def fold(facts: Sequence[Fact]) -> Question | None:
    """Return the question as its facts leave it, or None."""
    question: Question | None = None
    for fact in facts:
        question = _evolved(question, fact)
    return question


def require(key: str, known: Known) -> Question:
    """Return the question with this key; raise `Refused` where none stands."""
    question = fold(known(question_stream(key)))
    if question is None or question.withdrawn:
        raise Refused(f"there is no question “{key}”", "claims list shows the questions asked")
    return question


def pose_question(command: PoseQuestion, known: Known) -> list[New]:
    """Pose a question once; another definition under its key is a conflict."""
    fields = _fields(command)
    stream = question_stream(command.key)
    standing = fold(known(stream))
    if standing is not None:
        _check_same(standing, QuestionContent.model_validate(fields))
        return [New(stream, QuestionRestored())] if standing.withdrawn else []
    posed = QuestionPosed.model_validate({**fields, "short_id": short_id(stream)})
    _check(posed, known)
    return [New(stream, posed)]


def correct_question(command: CorrectQuestion, known: Known) -> list[New]:
    """Write down a question's content as it is after the changes."""
    standing = require(command.key, known)
    held = _bare(standing.content)
    content = QuestionContent.model_validate({**dict(held), **command.changes})
    if content == held:
        return []
    if content.key != held.key:
        raise Refused(f"the key “{held.key}” stays for ever", "put another question under its own")
    _check_frozen(held, content)
    _check(content, known)
    _check_own_tail(content, known)
    corrected = QuestionCorrected(**dict(content), reason=command.reason)
    return [New(question_stream(command.key), corrected)]


def withdraw_question(command: WithdrawQuestion, known: Known) -> list[New]:
    """Withdraw a question that stands."""
    stream = question_stream(command.key)
    standing = fold(known(stream))
    if standing is not None and standing.withdrawn:
        return []
    require(command.key, known)
    return [New(stream, QuestionWithdrawn(reason=command.reason))]


def resolve_question(command: ResolveQuestion, known: Known) -> list[New]:
    """Answer an open question, or correct the answer in force when told to."""
    question = require(command.key, known)
    outcome = read_outcome(question.content.kind, question.content, command.outcome)
    fields = {name: getattr(command, name) for name in AnswerContent.model_fields}
    fields["outcome"] = outcome
    stream = question_stream(command.key)
    if question.answer is None:
        resolved = QuestionResolved.model_validate({**fields, "imported": command.imported})
        if command.imported:
            _check_imported(question, resolved)
        return [New(stream, resolved)]
    answer = AnswerContent.model_validate(fields)
    if command.imported:
        _check_imported(question, answer)
    if _bare_answer(question.answer) == answer or command.imported:
        return []
    if not command.correct:
        raise Refused(
            f"“{question.content.text}” is already answered {question.answer.outcome}",
            f"claims resolve {command.key} {shlex.quote(outcome)} --correct",
        )
    return [New(stream, ResolutionCorrected(**dict(answer), reason=command.reason))]


def reopen_question(command: ReopenQuestion, known: Known) -> list[New]:
    """Take the answer in force back."""
    if require(command.key, known).answer is None:
        return []
    withdrawn = ResolutionWithdrawn(reason=command.reason)
    return [New(question_stream(command.key), withdrawn)]


def dispute_resolution(command: DisputeResolution, known: Known) -> list[New]:
    """Mark the answer in force as contested, once per reason."""
    question = require(command.key, known)
    if question.answer is None:
        raise Refused(
            f"“{question.content.text}” has no answer to dispute", f"claims resolve {command.key}"
        )
    if command.reason in question.disputes:
        return []
    return [New(question_stream(command.key), ResolutionDisputed(reason=command.reason))]


def _evolved(question: Question | None, fact: Fact) -> Question | None:
    if isinstance(fact, QuestionPosed):
        return question or Question(fact, fact)
    if question is None:
        return None
    match fact:
        case QuestionCorrected():
            return replace(question, content=fact)
        case QuestionWithdrawn():
            return replace(question, withdrawn=True)
        case QuestionRestored():
            return replace(question, withdrawn=False)
        case QuestionResolved() | ResolutionCorrected():
            return _answered(question, fact)
        case ResolutionDisputed():
            return replace(question, disputes=(*question.disputes, fact.reason))
        case ResolutionWithdrawn():
            return replace(question, answer=None, disputes=())
        case _:
            return question


def _answered(question: Question, fact: QuestionResolved | ResolutionCorrected) -> Question:
    from_file = isinstance(fact, QuestionResolved) and fact.imported
    first = question.imported_answer or (fact if from_file else None)
    return replace(question, answer=fact, imported_answer=first, disputes=())


def _fields(command: PoseQuestion) -> dict[str, object]:
    condition = command.condition
    fields: dict[str, object] = {**vars(command)}
    del fields["condition"]
    fields["condition_question"] = question_stream(condition[0]) if condition else None
    fields["condition_outcome"] = condition[1] if condition else None
    fields["story"] = story_stream(command.story) if command.story else None
    fields["topics"] = tuple(dict.fromkeys(command.topics))
    fields["scale"] = read_number(command.scale) if command.scale else None
    kind_called(command.kind)
    return fields


def _bare(content: QuestionContent) -> QuestionContent:
    return QuestionContent(
        **{name: getattr(content, name) for name in QuestionContent.model_fields}
    )


def _bare_answer(answer: AnswerContent) -> AnswerContent:
    return AnswerContent(**{name: getattr(answer, name) for name in AnswerContent.model_fields})


def _check_imported(question: Question, answer: AnswerContent) -> None:
    """Compare with what was first imported, not with what was corrected since."""
    first = question.imported_answer or question.answer
    if first is None or _said(first) == _said(answer):
        return
    differs = f"{first.outcome}, the file says {answer.outcome}"
    if first.outcome == answer.outcome:
        differs = "on another day than the file says"
    raise Conflict(
        f"“{question.content.text}” was answered {differs}",
        f"claims resolve {question.content.key} {shlex.quote(answer.outcome)} --correct",
    )


def _said(answer: AnswerContent) -> tuple[str, date | None, datetime | None]:
    return answer.outcome, answer.known_on, answer.known_at


def _check_same(standing: Question, content: QuestionContent) -> None:
    differs = _differing(standing.posed, content)
    if not differs or not _differing(standing.content, content):
        return
    raise Conflict(
        f"the question “{content.key}” is already defined with another {', '.join(differs)}",
        f"claims edit {content.key} corrects it; or give the new question a key of its own",
    )


def _differing(held: QuestionContent, content: QuestionContent) -> list[str]:
    return [
        name
        for name in QuestionContent.model_fields
        if getattr(held, name) != getattr(content, name)
    ]


def _check(content: QuestionContent, known: Known) -> None:
    kind_called(content.kind).check(content)
    if not is_key(content.key):
        raise Refused(f"“{content.key}” cannot be a key", "use lower-case letters, digits, hyphens")
    if content.deadline in {"stated", "coded"} and content.closes_on is None:
        raise Refused(
            f"“{content.text}” has a deadline but no date",
            "give the closing date, or say it has none",
        )
    if content.deadline in {"none", "unknown"} and content.closes_on is not None:
        raise Refused(
            f"“{content.text}” has a date but no deadline", "say whether it was stated or coded"
        )
    if content.story and story.fold(known(content.story)) is None:
        raise Refused(
            f"there is no story “{content.story.removeprefix('story-')}”", "open it first"
        )
    _check_condition(content, known)


_FROZEN = {
    "kind": "kind",
    "options": "options",
    "ordered": "order",
    "unit": "unit",
    "scale": "scale",
}


def _check_frozen(held: QuestionContent, content: QuestionContent) -> None:
    """Refuse to change what forecasts are made and scored in: they would come to say another."""
    changed = [
        called for name, called in _FROZEN.items() if getattr(held, name) != getattr(content, name)
    ]
    if changed:
        raise Refused(
            f"“{held.key}” keeps its {', '.join(changed)}: claims are forecasts in these terms",
            "put another question under a key of its own",
        )


def _check_condition(content: QuestionContent, known: Known) -> None:
    if content.condition_question is None:
        return
    key = content.condition_question.removeprefix("question-")
    condition = require(key, known).content
    outcomes = kind_called(condition.kind).outcomes(condition)
    if content.condition_outcome not in outcomes:
        raise Refused(
            f"“{key}” cannot end in “{content.condition_outcome}”",
            f"use one of: {', '.join(outcomes)}"
            if outcomes
            else f"a {condition.kind} is no condition: ask first whether it passes a bound",
        )
    if condition.story != content.story:
        raise Refused(
            f"“{content.key}” stands in another story than its condition “{key}”",
            "a conditional shares the story of its condition",
        )


def _check_own_tail(content: QuestionContent, known: Known) -> None:
    line, passed = content.condition_question, {question_stream(content.key)}
    while line is not None:
        if line in passed:
            raise Refused(f"“{content.key}” would hang on itself", "choose another condition")
        passed.add(line)
        above = fold(known(line))
        line = above.content.condition_question if above else None
