"""Assignments: which coder is to code which item, with what hidden, and together with whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from ledger.domain import claim, codebook, question
from ledger.domain.fact import Fact, Known, Named, New, Text
from ledger.domain.names import folded, part_stream
from ledger.errors import Refused

Pass = Literal["text", "outcome"]
TEXT: Pass = "text"
OUTCOME: Pass = "outcome"
Part = Literal["assignment", "commitment", "coding"]
Hidden = Literal["speaker", "outcome", "others", "proposal"]
HIDABLE: tuple[Hidden, ...] = ("speaker", "outcome", "others", "proposal")


class CodingAssigned(Fact):
    """A coder was given an item to code."""

    stored_name: ClassVar[str] = "coding.assigned"
    claim: Text | None
    question: Text | None
    coder: Named
    coding_pass: Pass
    codebook: Named
    round: Named
    """Which assignment it came in; items of a round are drawn with one seed."""
    hides: tuple[Named, ...]
    """What the queue does not show: speaker, outcome, others, proposal."""
    together: tuple[Named, ...]
    """Who else was given the item."""
    committed: bool
    """Whether a commitment comes before the coding."""


@dataclass(frozen=True)
class AssignCoding:
    """Give an item (a stream) to a coder."""

    item: str
    coder: str
    coding_pass: Pass
    codebook: str
    round: str
    hides: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    committed: bool = False


def stream_of(kind: Part, coding_pass: Pass, item: str, coder: str) -> str:
    """Return the stream of one coder's assignment, commitment or coding of one item in one pass."""
    return part_stream(kind, coding_pass, item, folded(coder))


def require_item(coding_pass: Pass, item: str, known: Known) -> None:
    """Raise `Refused` unless the item, a claim or a question, is on record."""
    if coding_pass == TEXT:
        claim.require(item, known)
    else:
        question.require(item.removeprefix("question-"), known)


def fold(facts: Sequence[Fact]) -> CodingAssigned | None:
    """Return the assignment in force, or None."""
    given: CodingAssigned | None = None
    for fact in facts:
        if isinstance(fact, CodingAssigned):
            given = fact
    return given


def assign_coding(command: AssignCoding, known: Known) -> list[New]:
    """Give the item to the coder; a second time under the same terms adds nothing.

    Whoever is bound to a coding of it stays so, on the terms of then (`commitment`).
    """
    codebook.require(command.codebook, known)
    require_item(command.coding_pass, command.item, known)
    if unknown := set(command.hides) - set(HIDABLE):
        raise Refused(
            f"{', '.join(sorted(unknown))} cannot be hidden", f"one of: {', '.join(HIDABLE)}"
        )
    stream = stream_of("assignment", command.coding_pass, command.item, command.coder)
    given = CodingAssigned(
        claim=command.item if command.coding_pass == TEXT else None,
        question=None if command.coding_pass == TEXT else command.item,
        coder=command.coder,
        coding_pass=command.coding_pass,
        codebook=command.codebook,
        round=command.round,
        hides=command.hides,
        together=command.together,
        committed=command.committed,
    )
    return [] if fold(known(stream)) == given else [New(stream, given)]
