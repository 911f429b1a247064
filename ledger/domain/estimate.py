"""Estimates: one coder's reading of how probable a claim says it is. A stream per claim and coder.

Invariant: low <= best <= high, always the probability that the question resolves yes, whatever
the claim's polarity; what the coder could see is always said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from ledger.domain import claim, question
from ledger.domain.fact import Fact, Known, Named, New, Ppb, Text, Upcast
from ledger.domain.names import folded, part_stream
from ledger.errors import Conflict, Refused

Method = Literal["stated", "lexicon", "judgment"]


def _without_term(fields: dict[str, object]) -> dict[str, object]:
    """Give a reading of version 1, which kept no term, the place of one."""
    return {**fields, "term": None}


class EstimateContent(Fact):
    """A reading, by whom, how, and with what in view."""

    class_version: ClassVar[int] = 2
    upcasts: ClassVar[dict[int, Upcast]] = {1: _without_term}
    claim: Named
    coder: Named
    low: Ppb
    best: Ppb
    high: Ppb
    method: Method
    lexicon: Text | None
    term: Text | None
    """The lexicon's term that the words were read as."""
    codebook: Text | None
    saw_speaker: bool | None
    saw_outcome: bool | None
    note: Text | None


class EstimateRecorded(EstimateContent):
    """A coder read a claim."""

    stored_name: ClassVar[str] = "estimate.recorded"


class EstimateRevised(EstimateContent):
    """The coder reads the claim otherwise now."""

    stored_name: ClassVar[str] = "estimate.revised"
    reason: Text


class EstimateWithdrawn(Fact):
    """The coder takes the reading back."""

    stored_name: ClassVar[str] = "estimate.withdrawn"
    reason: Text


@dataclass(frozen=True)
class RecordEstimate:
    """Put a reading on record; another reading by the same coder needs `revise`."""

    claim: str
    coder: str
    low: int
    best: int
    high: int
    method: Method = "judgment"
    lexicon: str | None = None
    term: str | None = None
    codebook: str | None = None
    saw_speaker: bool | None = None
    saw_outcome: bool | None = None
    note: str | None = None
    revise: bool = False
    reason: str = ""


@dataclass(frozen=True)
class WithdrawEstimate:
    """Take a coder's reading of a claim back."""

    claim: str
    coder: str
    reason: str = ""


def fold(facts: Sequence[Fact]) -> EstimateContent | None:
    """Return the reading in force, or None."""
    reading: EstimateContent | None = None
    for fact in facts:
        if isinstance(fact, EstimateRecorded | EstimateRevised):
            reading = fact
        elif isinstance(fact, EstimateWithdrawn):
            reading = None
    return reading


def record_estimate(command: RecordEstimate, known: Known) -> list[New]:
    """Record or revise a coder's reading of a claim that is on record."""
    held_claim = claim.require(command.claim, known).content
    if held_claim.unscorable:
        raise Refused(
            f"the claim is marked as unscorable: {held_claim.unscorable}",
            "claims edit ID --set unscorable= -p 60% says otherwise",
        )
    _check_binary(held_claim, known)
    if not command.low <= command.best <= command.high:
        raise Refused("a reading runs from low over best to high", "write the three in that order")
    stream, content = stream_of(command.claim, command.coder), _content(command)
    facts = known(stream)
    held = fold(facts)
    if held is not None and _bare(held) == content:
        return []
    if held is None:
        return [New(stream, EstimateRecorded(**dict(content)))]
    if not command.revise:
        if any(isinstance(fact, EstimateContent) and _bare(fact) == content for fact in facts):
            return []
        raise Conflict(
            f"{command.coder} has read this claim otherwise", "claims edit ID -p revises a reading"
        )
    return [New(stream, EstimateRevised(**dict(content), reason=command.reason))]


def withdraw_estimate(command: WithdrawEstimate, known: Known) -> list[New]:
    """Withdraw a reading in force."""
    stream = stream_of(command.claim, command.coder)
    if fold(known(stream)) is None:
        return []
    return [New(stream, EstimateWithdrawn(reason=command.reason))]


def stream_of(claim_of: str, coder: str) -> str:
    """Return the stream of one coder's reading of one claim."""
    return part_stream("estimate", claim_of, folded(coder))


def _check_binary(held: claim.ClaimContent, known: Known) -> None:
    asked = question.fold(known(held.question))
    if asked is not None and asked.content.kind != "binary":
        raise Refused(
            f"“{asked.content.text}” does not end in yes or no, and a reading is of yes",
            "what the speaker stated belongs to the claim itself: claims help kinds",
        )


def _content(command: RecordEstimate) -> EstimateContent:
    return EstimateContent(
        **{name: getattr(command, name) for name in EstimateContent.model_fields}
    )


def _bare(content: EstimateContent) -> EstimateContent:
    return EstimateContent(
        **{name: getattr(content, name) for name in EstimateContent.model_fields}
    )
