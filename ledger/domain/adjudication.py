"""Adjudications: what is settled where coders differ, a third fact that leaves their codings alone.

Invariant: only what somebody coded is settled, with a reason, and what follows for the claim or the
answer is recorded in the same step.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ledger.domain import claim, question, rejection
from ledger.domain.assignment import Pass, require_item, stream_of
from ledger.domain.coding import (
    CodeOutcome,
    CodeText,
    OutcomeCodes,
    TextCodes,
    outcome_codes,
    text_codes,
)
from ledger.domain.fact import Known, Named, New, Text
from ledger.domain.names import part_stream
from ledger.errors import Refused


class TextAdjudicated(TextCodes):
    """Somebody settled what coders had read differently; what they read stays."""

    stored_name: ClassVar[str] = "text.adjudicated"
    settles: tuple[Named, ...]
    """The coders whose codings were looked at."""
    reason: Text


class OutcomeAdjudicated(OutcomeCodes):
    """Somebody settled what coders had found differently; what they found stays."""

    stored_name: ClassVar[str] = "outcome.adjudicated"
    settles: tuple[Named, ...]
    """The coders whose codings were looked at."""
    reason: Text


@dataclass(frozen=True)
class AdjudicateText:
    """Settle a claim's coding: `codes` as a coder would give them, `coder` whoever settles it."""

    codes: CodeText
    settles: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class AdjudicateOutcome:
    """Settle a question's coding."""

    codes: CodeOutcome
    settles: tuple[str, ...]
    reason: str


def adjudicate_text(command: AdjudicateText, known: Known) -> list[New]:
    """Settle the coding of a claim; what follows for the claim itself is recorded with it."""
    _settled("text", command.codes.claim, command.settles, known)
    codes = text_codes(command.codes, known)
    settled = TextAdjudicated(
        **dict(codes), settles=command.settles, reason=_reason(command.reason)
    )
    stream = part_stream("adjudication", "text", command.codes.claim)
    held = known(stream)
    if held and held[-1] == settled:
        return []
    return [New(stream, settled), *_claim_mended(codes, command.reason, known)]


def adjudicate_outcome(command: AdjudicateOutcome, known: Known) -> list[New]:
    """Settle how a question came out, and answer it so."""
    _settled("outcome", command.codes.question, command.settles, known)
    codes = outcome_codes(command.codes, known)
    settled = OutcomeAdjudicated(
        **dict(codes), settles=command.settles, reason=_reason(command.reason)
    )
    stream = part_stream("adjudication", "outcome", command.codes.question)
    held = known(stream)
    if held and held[-1] == settled:
        return []
    answer = question.ResolveQuestion(
        key=codes.question.removeprefix("question-"),
        outcome=codes.outcome,
        happened_on=codes.happened_on,
        known_on=codes.known_on or codes.happened_on,
        evidence=codes.evidence,
        correct=True,
        reason=f"adjudicated: {command.reason}",
    )
    return [New(stream, settled), *question.resolve_question(answer, known)]


def _settled(coding_pass: Pass, item: str, settles: tuple[str, ...], known: Known) -> None:
    """Refuse to settle what nobody has coded."""
    require_item(coding_pass, item, known)
    unread = [one for one in settles if not known(stream_of("coding", coding_pass, item, one))]
    if unread or not settles:
        raise Refused(
            f"{', '.join(unread) or 'nobody'} has coded this", "claims coder list shows who has"
        )


def _reason(given: str) -> str:
    if not given.strip():
        raise Refused("an adjudication needs a reason", '--reason "what decided it"')
    return given


def _claim_mended(codes: TextCodes, reason: str, known: Known) -> list[New]:
    """Return what is changed of the claim itself: set aside, or of another kind or side."""
    if not codes.is_claim:
        no = rejection.RejectClaim(codes.claim, codes.no_claim or reason)
        return rejection.reject_claim(no, known)
    found = {"kind": codes.claim_kind, "polarity": codes.polarity}
    changes: dict[str, object] = {name: value for name, value in found.items() if value}
    mended = claim.CorrectClaim(codes.claim, changes, f"adjudicated: {reason}")
    return claim.correct_claim(mended, known) if changes else []
