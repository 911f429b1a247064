"""Claims: one commentator's words bearing on one question; and where else the words stand.

Invariant: the words are kept as they were said and are never edited, only corrected by a further
fact. A claim that came with an id of its own is compared with what came under it first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import ClassVar, Literal

from ledger.domain import commentator, question, source
from ledger.domain.fact import Fact, Known, Moment, Named, New, Ppb, Text, Upcast
from ledger.domain.forecast import Forecast, Quantile, Stated
from ledger.domain.kinds import kind_called
from ledger.domain.names import (
    claim_stream,
    commentator_stream,
    imported_claim_stream,
    part_stream,
    question_stream,
    short_id,
    source_stream,
    spoken,
)
from ledger.errors import Conflict, Refused

ClaimKind = Literal["forecast", "intent", "assertion"]
Voice = Literal["direct", "indirect", "headline"]
SpeakerRole = Literal["self", "spokesperson", "anonymous", "reporter"]
Polarity = Literal["asserts", "denies"]


def _of_yes_or_no(fields: dict[str, object]) -> dict[str, object]:
    """Give a claim of version 1, which knew only the probability of yes, what the others have."""
    return {**fields, "shares": None, "quantiles": None, "point": None}


def _of_unread_words(fields: dict[str, object]) -> dict[str, object]:
    """Give a claim of version 2, whose words nothing had read, the place for what they are."""
    return {**fields, "wording": None}


class ClaimContent(Fact):
    """Who said what, where, when, and what it bears on."""

    class_version: ClassVar[int] = 3
    upcasts: ClassVar[dict[int, Upcast]] = {1: _of_yes_or_no, 2: _of_unread_words}
    namespace: Text
    external_id: Text | None
    commentator: Named
    affiliation: Text | None
    question: Named
    source: Text | None
    locator: Text | None
    quote: Text | None
    reported: Text | None
    said_on: date
    said_at: Moment | None
    said_precision: Text
    venue: Text | None
    kind: ClaimKind
    voice: Voice
    speaker_role: SpeakerRole
    polarity: Polarity
    inference: bool
    words: Text | None
    wording: Text | None
    """What the words of certainty are: a term, a number, a hedge, a bound (`ledger.wording`)."""
    deadline_words: Text | None
    probability: Ppb | None
    probability_text: Text | None
    shares: tuple[Ppb, ...] | None
    """The probability of each of the question's options, in their order."""
    quantiles: tuple[Quantile, ...] | None
    point: Text | None
    """A bare value: no distribution."""
    unscorable: Text | None
    note: Text | None


class ClaimRecorded(ClaimContent):
    """A claim went on record, with the id by which people call it."""

    stored_name: ClassVar[str] = "claim.recorded"
    short_id: Named


class ClaimCorrected(ClaimContent):
    """What was put down of a claim was mended; the whole content as it is now."""

    stored_name: ClassVar[str] = "claim.corrected"
    reason: Text


class ClaimWithdrawn(Fact):
    """The claim should not have been recorded; it no longer counts."""

    stored_name: ClassVar[str] = "claim.withdrawn"
    reason: Text


class ClaimRestored(Fact):
    """A withdrawn claim counts again."""

    stored_name: ClassVar[str] = "claim.restored"


class OccurrenceRecorded(Fact):
    """Another source carries the same utterance, perhaps in other words."""

    stored_name: ClassVar[str] = "occurrence.recorded"
    claim: Named
    source: Named
    words: Text | None
    attribution: Text | None
    locator: Text | None


class OccurrenceWithdrawn(Fact):
    """That source does not carry the utterance after all."""

    stored_name: ClassVar[str] = "occurrence.withdrawn"
    reason: Text


@dataclass(frozen=True)
class RecordClaim:
    """Put a claim on record, once: `by` a name, `question` a key, `source` a key or an address."""

    by: str
    question: str
    said_on: date
    said_at: datetime | None = None
    said_precision: str = "day"
    of: str | None = None
    source: str | None = None
    locator: str | None = None
    quote: str | None = None
    reported: str | None = None
    venue: str | None = None
    kind: ClaimKind = "forecast"
    voice: Voice = "direct"
    role: SpeakerRole = "self"
    polarity: Polarity = "asserts"
    inference: bool = False
    words: str | None = None
    deadline_words: str | None = None
    probability: int | None = None
    probability_text: str | None = None
    forecast: Stated = field(default=Stated())
    """What a question of another kind than yes or no is forecast with."""
    unscorable: str | None = None
    note: str | None = None
    namespace: str = ""
    external_id: str | None = None

    def stream(self) -> str:
        """Return the stream of this claim: by its own id, else by who said what, when, where."""
        if self.external_id is not None:
            return imported_claim_stream(self.namespace, self.external_id)
        said = spoken(self.quote or self.reported or "")
        who = commentator_stream(self.by)
        return claim_stream(self.said_on, who, self.question, self.source or "", said)


@dataclass(frozen=True)
class CorrectClaim:
    """Mend a claim: field name to new value."""

    claim: str
    changes: dict[str, object]
    reason: str = ""


@dataclass(frozen=True)
class WithdrawClaim:
    """Take a claim off the record."""

    claim: str
    reason: str = ""


@dataclass(frozen=True)
class RecordOccurrence:
    """Say that another source (a key) carries the claim (a stream)."""

    claim: str
    source: str
    words: str | None = None
    attribution: str | None = None
    locator: str | None = None


@dataclass(frozen=True)
class Claim:
    """A claim as it stands."""

    content: ClaimContent
    first: ClaimContent
    withdrawn: bool = False


def fold(facts: Sequence[Fact]) -> Claim | None:
    """Return the claim as its facts leave it, or None."""
    claim: Claim | None = None
    for fact in facts:
        claim = _evolved(claim, fact)
    return claim


def require(stream: str, known: Known) -> Claim:
    """Return the claim in this stream; raise `Refused` where none was recorded."""
    claim = fold(known(stream))
    if claim is None:
        raise Refused("there is no such claim", "claims list shows the claims and their ids")
    return claim


def record_claim(command: RecordClaim, known: Known) -> list[New]:
    """Record a claim once; restore a withdrawn one; refuse other content under the same id."""
    stream, content = command.stream(), _content(command, known)
    standing = fold(known(stream))
    if standing is not None:
        _check_same(standing, content)
        return [New(stream, ClaimRestored())] if standing.withdrawn else []
    _check(content, known)
    return [New(stream, ClaimRecorded(**dict(content), short_id=short_id(stream)))]


def source_on_ground(command: RecordClaim, known: Known) -> str | None:
    """Return the source's stream ('' for none) where plain claims can stand on what this one names.

    None where each claim must be looked at: the question does not end in yes or no, or something
    is not on record.
    """
    asked = question.fold(known(question_stream(command.question)))
    key = source.source_key(command.source, known) if command.source else None
    stands = key is None or source.fold(known(source_stream(key))) is not None
    plain = asked is not None and not asked.withdrawn and asked.content.kind == "binary"
    if not plain or not stands or commentator.fold(known(commentator_stream(command.by))) is None:
        return None
    return source_stream(key) if key else ""


def record_plain(stream: str, fields: Mapping[str, object]) -> ClaimRecorded:
    """Return what `record_claim` records of a probability of yes, in a stream without a fact.

    `fields` are those of `ClaimContent`, the ground among them; what they leave out is as
    `RecordClaim` has it. Raises pydantic's error for what cannot be kept.
    """
    given = {**_LEFT_OUT, **fields, "short_id": short_id(stream)}
    recorded: ClaimRecorded = ClaimRecorded.__pydantic_validator__.validate_python(given)
    return recorded


def correct_claim(command: CorrectClaim, known: Known) -> list[New]:
    """Write down a claim's content as it is after the changes."""
    standing = require(command.claim, known)
    held = _bare(standing.content)
    content = ClaimContent.model_validate({**dict(held), **command.changes})
    if content == held:
        return []
    content = _read(content, known)
    _check(content, known)
    return [New(command.claim, ClaimCorrected(**dict(content), reason=command.reason))]


def withdraw_claim(command: WithdrawClaim, known: Known) -> list[New]:
    """Withdraw a claim that stands."""
    if require(command.claim, known).withdrawn:
        return []
    return [New(command.claim, ClaimWithdrawn(reason=command.reason))]


def record_occurrence(command: RecordOccurrence, known: Known) -> list[New]:
    """Note another source of a claim once; its own source is no other."""
    claim = require(command.claim, known)
    source.require(command.source, known)
    carrier = source_stream(command.source)
    if claim.content.source == carrier:
        return []
    stream = part_stream("occurrence", command.claim, carrier)
    if any(isinstance(fact, OccurrenceRecorded) for fact in known(stream)):
        return []
    found = OccurrenceRecorded(
        claim=command.claim,
        source=carrier,
        words=command.words,
        attribution=command.attribution,
        locator=command.locator,
    )
    return [New(stream, found)]


def _evolved(claim: Claim | None, fact: Fact) -> Claim | None:
    if isinstance(fact, ClaimRecorded):
        return claim or Claim(fact, fact)
    if claim is None:
        return None
    match fact:
        case ClaimCorrected():
            return replace(claim, content=fact)
        case ClaimWithdrawn():
            return replace(claim, withdrawn=True)
        case ClaimRestored():
            return replace(claim, withdrawn=False)
        case _:
            return claim


_LEFT_OUT: dict[str, object] = {
    name: getattr(RecordClaim, name, None) for name in ClaimContent.model_fields
} | {"speaker_role": RecordClaim.role}
_RENAMED = {"by", "of", "role", "question", "source", "forecast", "probability", "probability_text"}


def _content(command: RecordClaim, known: Known) -> ClaimContent:
    fields = {name: value for name, value in vars(command).items() if name not in _RENAMED}
    key = source.source_key(command.source, known) if command.source else None
    content = ClaimContent(
        **fields,
        **vars(_forecast(command, known)),
        wording=None,
        probability_text=command.probability_text or command.forecast.text,
        commentator=commentator_stream(command.by),
        affiliation=command.of,
        speaker_role=command.role,
        question=question_stream(command.question),
        source=source_stream(key) if key else None,
    )
    return _read(content, known)


def _read(content: ClaimContent, known: Known) -> ClaimContent:
    """Return the content with what its words are; a stated forecast has no need of them."""
    said = content.quote or content.reported or content.words
    if said is None or _kept(content):
        return content.model_copy(update={"wording": None})
    from ledger.wording import read_words

    asked = question.fold(known(content.question))
    event = asked.content.text if asked else None
    found = read_words(said, event=event, words=content.words)
    return content.model_copy(update={"wording": found.form})


def _forecast(command: RecordClaim, known: Known) -> Forecast:
    if not command.forecast:
        return Forecast(command.probability)
    if command.probability is not None:
        raise Refused("two forecasts in one claim", "give the one that the question asks for")
    asked = question.require(command.question, known).content
    return kind_called(asked.kind).read(asked, command.forecast)


def _kept(content: ClaimContent) -> Forecast:
    return Forecast(content.probability, content.shares, content.quantiles, content.point)


def _bare(content: ClaimContent) -> ClaimContent:
    return ClaimContent(**{name: getattr(content, name) for name in ClaimContent.model_fields})


def _unread(content: ClaimContent) -> ClaimContent:
    """Return the content as it was given: what the program reads in the words may change."""
    return _bare(content).model_copy(update={"wording": None})


def _check_same(standing: Claim, content: ClaimContent) -> None:
    first, given = _unread(standing.first), _unread(content)
    if given in (first, _unread(standing.content)):
        return
    differs = [
        name for name in ClaimContent.model_fields if getattr(first, name) != getattr(given, name)
    ]
    called = f"“{content.external_id}”" if content.external_id else "this claim"
    raise Conflict(
        f"{called} is already here with another {', '.join(differs)}",
        "claims edit corrects a claim; another claim needs an id of its own",
    )


def _check(content: ClaimContent, known: Known) -> None:
    asked = question.require(content.question.removeprefix("question-"), known).content
    if commentator.fold(known(content.commentator)) is None:
        raise Refused("the claim's commentator is not on record", "claims person list shows who is")
    if content.source:
        source.require(content.source.removeprefix("source-"), known)
    if content.unscorable and _kept(content):
        raise Refused("a claim with a probability is not unscorable", "give one or the other")
    kind_called(asked.kind).fits(asked, _kept(content))
    if asked.kind != "binary" and content.polarity == "denies":
        raise Refused(
            f"“{asked.text}” cannot be denied: it does not end in yes or no",
            "say which of its answers are improbable",
        )
