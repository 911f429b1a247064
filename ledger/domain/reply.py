"""Replies: what somebody who is quoted, or speaks for them, says to a claim. Kept beside it.

Invariant: a reply changes no figure; it is shown wherever the claim is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from ledger.domain import claim, source
from ledger.domain.fact import Fact, Known, Named, New, Text
from ledger.domain.names import folded, part_stream, source_stream, spoken
from ledger.errors import Conflict, Refused

Category = Literal[
    "wrong on timing",
    "almost right",
    "misquoted",
    "misread",
    "right for other reasons",
    "condition not met",
    "stands by it",
    "other",
]
"""What a reply says, in a word: the ways in which people defend a forecast."""


class ReplyRecorded(Fact):
    """Somebody answered to a claim, in their own words."""

    stored_name: ClassVar[str] = "reply.recorded"
    claim: Named
    by: Named
    category: Category
    text: Named
    source: Named | None
    said_on: date | None
    locator: Text | None


class ReplyWithdrawn(Fact):
    """The reply no longer stands."""

    stored_name: ClassVar[str] = "reply.withdrawn"
    reason: Text


@dataclass(frozen=True)
class RecordReply:
    """Put a reply to a claim (a stream) on record, once; `source` is a key."""

    claim: str
    by: str
    text: str
    category: Category = "other"
    source: str | None = None
    said_on: date | None = None
    locator: str | None = None

    def stream(self) -> str:
        """Return the stream of this reply: who said what, to which claim."""
        return stream_of(self.claim, self.by, self.text)


@dataclass(frozen=True)
class WithdrawReply:
    """Take a reply back: the one by `by` in these words."""

    claim: str
    by: str
    text: str
    reason: str = ""


def stream_of(claim_stream: str, by: str, text: str) -> str:
    """Return the stream of what somebody replied to a claim."""
    return part_stream("reply", claim_stream, folded(by), spoken(text))


def standing(facts: Sequence[Fact]) -> ReplyRecorded | None:
    """Return the reply in force, or None."""
    reply: ReplyRecorded | None = None
    for fact in facts:
        if isinstance(fact, ReplyRecorded):
            reply = fact
        elif isinstance(fact, ReplyWithdrawn):
            reply = None
    return reply


def record_reply(command: RecordReply, known: Known) -> list[New]:
    """Record a reply once; it needs a claim, a name and words."""
    held = claim.require(command.claim, known).content
    if command.said_on and command.said_on < held.said_on:
        raise Refused(
            f"a reply of {command.said_on} comes before the claim of {held.said_on}",
            "give the day on which it was replied",
        )
    for name, text in (("words", command.text), ("author", command.by)):
        if not text.strip():
            raise Refused(f"a reply needs its {name}", 'claims reply ID "WORDS" --by NAME')
    if command.source:
        source.require(command.source, known)
    reply = ReplyRecorded(
        claim=command.claim,
        by=command.by,
        category=command.category,
        text=command.text,
        source=source_stream(command.source) if command.source else None,
        said_on=command.said_on,
        locator=command.locator,
    )
    held_reply = standing(known(command.stream()))
    if held_reply is not None and _places(held_reply) != _places(reply):
        raise Conflict(
            f"{command.by} is on record with this reply of another day, category or place",
            "claims reply ID TEXT --by NAME --withdraw WHY takes that one back",
        )
    return [] if held_reply else [New(command.stream(), reply)]


def _places(reply: ReplyRecorded) -> tuple[object, ...]:
    """Return what is told of a reply beside who said it and how it is spelled."""
    return reply.category, reply.source, reply.said_on, reply.locator


def withdraw_reply(command: WithdrawReply, known: Known) -> list[New]:
    """Withdraw a reply that stands."""
    stream = stream_of(command.claim, command.by, command.text)
    if not known(stream):
        raise Refused("there is no such reply", "claims show ID prints the replies to a claim")
    if standing(known(stream)) is None:
        return []
    return [New(stream, ReplyWithdrawn(reason=command.reason))]
