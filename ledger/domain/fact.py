"""What a fact is: something that happened, frozen, with a stored name and a version.

Stored names and shapes are promises for ever: a change is a new version and an upcast. Every
field is always written, so that a missing one can never be mistaken for an empty one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, ClassVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

LONGEST_TEXT = 20_000
"""Characters: more is an article, and articles are not kept."""

_NEVER_STORED = re.compile("[\0\ud800-\udfff]")
Upcast = Callable[[dict[str, object]], dict[str, object]]


def _storable(text: str) -> str:
    if not text.isprintable() and _NEVER_STORED.search(text):
        raise ValueError("holds a character that cannot be stored")
    return text


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs its zone")
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("lies outside the calendar") from error


Text = Annotated[str, Field(max_length=LONGEST_TEXT), AfterValidator(_storable)]
Named = Annotated[Text, Field(min_length=1)]
Moment = Annotated[datetime, AfterValidator(_in_utc)]
Ppb = Annotated[int, Field(ge=0, le=1_000_000_000)]


class Fact(BaseModel):
    """One thing that happened. Subclasses are named in the past tense."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    stored_name: ClassVar[str]
    class_version: ClassVar[int] = 1
    upcasts: ClassVar[dict[int, Upcast]] = {}
    """From a version to the next: a function from the old fields to the new."""


@dataclass(frozen=True, slots=True)
class New:
    """A fact that a decision asks to be appended to a stream."""

    stream: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Recorded:
    """A fact as the log holds it: where it stands, when it was written, by whom, in which step."""

    position: int
    stream: str
    version: int
    recorded_at: datetime
    recorder: str
    batch: str
    fact: Fact


Known = Callable[[str], Sequence[Fact]]
"""What stands in a stream, oldest first; empty for a stream that nothing was written to."""
