"""Rejections: statements that are deliberately no claims (hopes, opinions), with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ledger.domain import claim, commentator, source
from ledger.domain.fact import Fact, Known, Named, New, Text
from ledger.domain.names import commentator_stream, part_stream, source_stream, spoken
from ledger.errors import Refused


class StatementRejected(Fact):
    """A statement was read and found to be no claim."""

    stored_name: ClassVar[str] = "statement.rejected"
    commentator: Named
    source: Text | None
    also: tuple[Named, ...]
    said_on: date | None
    quote: Named
    reason: Named


class RejectionWithdrawn(Fact):
    """The statement is no longer set aside."""

    stored_name: ClassVar[str] = "rejection.withdrawn"
    reason: Text


@dataclass(frozen=True)
class RejectStatement:
    """Set a statement aside, once. `by` is a name; `source` and `also` are keys."""

    by: str
    quote: str
    reason: str
    source: str | None = None
    also: tuple[str, ...] = ()
    said_on: date | None = None

    def stream(self) -> str:
        """Return the stream of this statement: who said what, where."""
        where = source_stream(self.source) if self.source else ""
        return _stream(commentator_stream(self.by), where, self.quote)


@dataclass(frozen=True)
class RejectClaim:
    """Find that a recorded claim is none: withdraw it and set its words aside."""

    claim: str
    reason: str


def standing(facts: Sequence[Fact]) -> StatementRejected | None:
    """Return the rejection in force, or None."""
    rejected: StatementRejected | None = None
    for fact in facts:
        if isinstance(fact, StatementRejected):
            rejected = fact
        elif isinstance(fact, RejectionWithdrawn):
            rejected = None
    return rejected


def reject_statement(command: RejectStatement, known: Known) -> list[New]:
    """Reject a statement once; it needs its words and a reason."""
    for name, text in (("words", command.quote), ("reason", command.reason)):
        if not text.strip():
            raise Refused(
                f"a rejection needs its {name}", 'claims reject "WORDS" --by NAME --reason WHY'
            )
    for key in (command.source, *command.also):
        if key:
            source.require(key, known)
    commentator.require(command.by, known)
    rejected = StatementRejected(
        commentator=commentator_stream(command.by),
        source=source_stream(command.source) if command.source else None,
        also=tuple(map(source_stream, command.also)),
        said_on=command.said_on,
        quote=command.quote,
        reason=command.reason,
    )
    return _once(rejected, known)


def reject_claim(command: RejectClaim, known: Known) -> list[New]:
    """Withdraw the claim and keep its words as a rejected statement."""
    held = claim.require(command.claim, known).content
    rejected = StatementRejected(
        commentator=held.commentator,
        source=held.source,
        also=(),
        said_on=held.said_on,
        quote=_words(held),
        reason=command.reason,
    )
    withdrawn = claim.withdraw_claim(claim.WithdrawClaim(command.claim, command.reason), known)
    return withdrawn + _once(rejected, known)


def stream_of_claim(held: claim.ClaimContent) -> str:
    """Return the stream that a claim's words stand in once it is found to be none."""
    return _stream(held.commentator, held.source or "", _words(held))


def _words(held: claim.ClaimContent) -> str:
    return held.quote or held.reported or "(no words were kept)"


def _stream(commentator_name: str, source_name: str, quote: str) -> str:
    return part_stream("rejection", commentator_name, source_name, spoken(quote))


def _once(rejected: StatementRejected, known: Known) -> list[New]:
    stream = _stream(rejected.commentator, rejected.source or "", rejected.quote)
    return [] if standing(known(stream)) else [New(stream, rejected)]
