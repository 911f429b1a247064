"""The tables of an article file, field by field, as they are written.

Invariant: what a table has no field for is refused; a number is kept to its last digit.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from ledger.domain.claim import ClaimKind, Polarity, SpeakerRole, Voice
from ledger.domain.commentator import CommentatorKind
from ledger.domain.estimate import Method

Probability = Annotated[Decimal, Field(ge=0, le=1)]


def _written(value: object) -> object:
    """Return a number or a day as text, to the last digit."""
    if isinstance(value, date):
        return value.isoformat()
    number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    return str(value) if number else value


Value = Annotated[str, Field(min_length=1), BeforeValidator(_written)]
"""A number or a day, as such or as text; or the name of an option."""
Words = Annotated[str, Field(min_length=1)]


class Entry(BaseModel):
    """One table of an article file."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class CoderEntry(Entry):
    """Who coded the file, and with what in view."""

    name: Words
    method: Method = "judgment"
    codebook: str | None = None
    lexicon: str | None = None
    saw_speaker: bool | None = None
    saw_outcome: bool | None = None


class SourceEntry(Entry):
    """The article."""

    key: Words
    publication: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published_on: date | None = None
    published_precision: str = "day"
    language: str | None = None
    url: str | None = None
    archive_url: str | None = None
    snapshot_sha256: str | None = None
    edition_of: str | None = None


class StoryEntry(Entry):
    """A cluster of questions about one event."""

    key: Words
    title: Words


class ConditionEntry(Entry):
    """Another question, and how it has to end."""

    question: Words
    outcome: Words


class QuestionEntry(Entry):
    """A question that the claims bear on."""

    key: Words
    text: Words
    kind: str = "binary"
    options: tuple[str, ...] = ()
    ordered: bool = False
    unit: str | None = None
    scale: Value | None = None
    story: str | None = None
    criteria: str | None = None
    closes_on: date | None = None
    deadline: Literal["stated", "coded", "none"]
    deadline_reason: str | None = None
    topics: tuple[str, ...] = ()
    contested: bool = False
    note: str | None = None
    condition: ConditionEntry | None = None


class AlsoEntry(Entry):
    """Another source that carries the words."""

    source: Words
    words: str | None = None
    attribution: str | None = None
    locator: str | None = None


class ClaimEntry(Entry):
    """What somebody said."""

    by: Words
    by_kind: CommentatorKind = "person"
    of: str | None = None
    question: Words
    said_on: date
    said_precision: str = "day"
    kind: ClaimKind = "forecast"
    voice: Voice = "direct"
    role: SpeakerRole = "self"
    polarity: Polarity = "asserts"
    inference: bool = False
    quote: str | None = None
    reported: str | None = None
    words: str | None = None
    deadline_words: str | None = None
    venue: str | None = None
    locator: str | None = None
    reading: tuple[Probability, Probability, Probability] | None = None
    choices: dict[str, Probability] = {}
    quantiles: dict[str, Value] = {}
    interval: str | None = None
    point: Value | None = None
    unscorable: str | None = None
    note: str | None = None
    also: tuple[AlsoEntry, ...] = ()


class ResolutionEntry(Entry):
    """What happened."""

    question: Words
    outcome: Value
    happened_on: date | None = None
    known_on: date | None = None
    evidence: tuple[str, ...] = ()
    note: str | None = None


class RejectedEntry(Entry):
    """A statement that is deliberately no claim."""

    by: Words
    by_kind: CommentatorKind = "person"
    quote: Words
    reason: Words
    said_on: date | None = None
    also: tuple[str, ...] = ()


ENTRIES: dict[str, type[Entry]] = {
    "coder": CoderEntry,
    "source": SourceEntry,
    "story": StoryEntry,
    "question": QuestionEntry,
    "claim": ClaimEntry,
    "resolution": ResolutionEntry,
    "rejected": RejectedEntry,
}
