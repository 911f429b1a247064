"""Codings: what one coder finds in a claim's words, or of how a question came out.

Two passes. *text*: is it a claim, of what kind, on which side of the question, how sure, by when.
*outcome*: what happened, without the words and without anybody's reading of them.

Invariant: a coding that was committed to is opened as it was, and not before everybody who was
given the same item has committed or coded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import ClassVar, Literal

from ledger.domain import assignment, claim, codebook, commitment, estimate, question
from ledger.domain.assignment import Pass, stream_of
from ledger.domain.claim import ClaimKind, Polarity
from ledger.domain.fact import Fact, Known, Named, New, Ppb, Text
from ledger.domain.kinds import read_outcome
from ledger.domain.question import Deadline
from ledger.errors import Conflict, Refused

Certainty = Literal["term", "judgment", "number", "hedge", "bound", "none"]
"""How sure the words sound: read as a lexicon's term, by judgment, as a number that is said; or
a hedge, only a bound, or nothing of the kind, none of which is a probability."""
READ: tuple[Certainty, ...] = ("term", "judgment", "number")


class Coding(Fact):
    """What every coding says: by whom, by which codebook, and with what in view."""

    coder: Named
    codebook: Named
    shown: tuple[Named, ...]
    """What the coder was shown beside the words themselves: speaker, source, outcome, proposal."""
    recognised_speaker: bool | None
    knew_outcome: bool | None
    note: Text | None


class TextCodes(Coding):
    """What a coder finds in the words of a claim."""

    claim: Named
    is_claim: bool
    no_claim: Text | None
    """Why it is none: a hope, an opinion."""
    claim_kind: ClaimKind | None
    polarity: Polarity | None
    question_fits: bool | None
    certainty: Certainty | None
    term: Text | None
    lexicon: Text | None
    low: Ppb | None
    best: Ppb | None
    high: Ppb | None
    deadline: Deadline | None
    closes_on: date | None
    deadline_words: Text | None
    deadline_reason: Text | None


class OutcomeCodes(Coding):
    """What a coder finds to have happened."""

    question: Named
    outcome: Named
    happened_on: date | None
    known_on: date | None
    evidence: tuple[Named, ...]


class TextCoded(TextCodes):
    """A coder read a claim's words."""

    stored_name: ClassVar[str] = "text.coded"
    salt: Text | None


class OutcomeCoded(OutcomeCodes):
    """A coder found how a question came out."""

    stored_name: ClassVar[str] = "outcome.coded"
    salt: Text | None


@dataclass(frozen=True)
class CodeText:
    """Say what the words of a claim (a stream) come to; `salt` opens a commitment."""

    claim: str
    coder: str
    codebook: str
    is_claim: bool = True
    no_claim: str | None = None
    claim_kind: ClaimKind | None = None
    polarity: Polarity | None = None
    question_fits: bool | None = None
    certainty: Certainty | None = None
    term: str | None = None
    lexicon: str | None = None
    low: int | None = None
    best: int | None = None
    high: int | None = None
    deadline: Deadline | None = None
    closes_on: date | None = None
    deadline_words: str | None = None
    deadline_reason: str | None = None
    shown: tuple[str, ...] = ()
    recognised_speaker: bool | None = None
    knew_outcome: bool | None = None
    note: str | None = None
    salt: str | None = None


@dataclass(frozen=True)
class CodeOutcome:
    """Say how a question (a stream) came out; `salt` opens a commitment."""

    question: str
    coder: str
    codebook: str
    outcome: str
    happened_on: date | None = None
    known_on: date | None = None
    evidence: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    recognised_speaker: bool | None = None
    knew_outcome: bool | None = None
    note: str | None = None
    salt: str | None = None


Code = CodeText | CodeOutcome


def code_text(command: CodeText, known: Known) -> list[New]:
    """Record a coder's reading of a claim's words, and the estimate that follows from it."""
    codes = text_codes(command, known)
    coded = TextCoded(**dict(codes), salt=command.salt)
    stream = stream_of("coding", "text", command.claim, command.coder)
    if not _new(stream, coded, known):
        return []
    _check_opening(command, known)
    return [New(stream, coded), *_estimated(codes, known)]


def code_outcome(command: CodeOutcome, known: Known) -> list[New]:
    """Record what a coder found to have happened; the question itself is answered apart."""
    codes = outcome_codes(command, known)
    coded = OutcomeCoded(**dict(codes), salt=command.salt)
    stream = stream_of("coding", "outcome", command.question, command.coder)
    if not _new(stream, coded, known):
        return []
    _check_opening(command, known)
    return [New(stream, coded)]


def fold(facts: Sequence[Fact]) -> TextCoded | OutcomeCoded | None:
    """Return the coding in force, or None."""
    coded: TextCoded | OutcomeCoded | None = None
    for fact in facts:
        if isinstance(fact, TextCoded | OutcomeCoded):
            coded = fact
    return coded


def bound_fields(command: Code) -> tuple[str, ...]:
    """Return the names of the fields that a commitment to this coding binds: all but the salt."""
    return tuple(one.name for one in fields(command) if one.name != "salt")


def bound_to(command: Code, salt: str) -> str:
    """Return the hash that binds a coding; see `commitment.commitment_to`."""
    held = {name: getattr(command, name) for name in bound_fields(command)}
    return commitment.commitment_to({**held, "pass": pass_of(command)}, salt)


def pass_of(command: Code) -> Pass:
    """Return the pass that a coding belongs to."""
    return "text" if isinstance(command, CodeText) else "outcome"


def item_of(command: Code) -> str:
    """Return the stream of the claim or question that is coded."""
    return command.claim if isinstance(command, CodeText) else command.question


def _new(stream: str, coded: TextCoded | OutcomeCoded, known: Known) -> bool:
    """Say whether the coding is not on record yet; another by the same coder is a conflict."""
    held = fold(known(stream))
    if held is None:
        return True
    if held == coded:
        return False
    raise Conflict(
        f"{coded.coder} has coded this otherwise", "claims undo takes the last coding back"
    )


def _check_opening(command: Code, known: Known) -> None:
    """Hold a coding to the commitment made to it, and to those that others still owe."""
    coding_pass, item = pass_of(command), item_of(command)
    held = commitment.fold(known(stream_of("commitment", coding_pass, item, command.coder)))
    given = assignment.fold(known(stream_of("assignment", coding_pass, item, command.coder)))
    if held is None:
        if given is not None and given.committed:
            raise Refused(
                f"{command.coder} was to commit to this coding first", "claims review --commit"
            )
        return
    if not command.salt or bound_to(command, command.salt) != held.commitment:
        raise Refused(
            f"this is not the coding that {command.coder} is bound to",
            "claims coder export hands out what was committed to, with its salt",
        )
    _check_others(coding_pass, item, held.together, known)


def _check_others(coding_pass: Pass, item: str, together: Sequence[str], known: Known) -> None:
    owing = [
        other
        for other in together
        if not known(stream_of("commitment", coding_pass, item, other))
        and not known(stream_of("coding", coding_pass, item, other))
    ]
    if owing:
        raise Refused(
            f"{', '.join(owing)} has not committed to a coding of this yet",
            "claims coder import FILE brings their commitments in",
        )


def text_codes(command: CodeText, known: Known) -> TextCodes:
    """Return the codes of a claim that stands; raise `Refused` for what contradicts itself."""
    held = claim.require(command.claim, known)
    if held.withdrawn:
        raise Refused("the claim was withdrawn", "claims list shows the claims that stand")
    codebook.require(command.codebook, known)
    _check_text(command)
    return TextCodes(**{name: getattr(command, name) for name in TextCodes.model_fields})


def _check_text(command: CodeText) -> None:
    if not command.is_claim and not command.no_claim:
        raise Refused("what is no claim needs a reason", "a hope, an opinion, a description")
    _check_numbers(command)
    if command.deadline == "coded" and not command.deadline_reason:
        raise Refused("a deadline that the coder supplies needs a reason", "say why that day")


def _check_numbers(command: CodeText) -> None:
    """Refuse a reading without its three numbers, and numbers where there is no reading."""
    numbers = (command.low, command.best, command.high)
    if command.certainty in READ and None in numbers:
        raise Refused("a reading has a low, a best and a high", "60%, or 50-70%")
    may_have = command.is_claim and command.certainty in {*READ, "hedge"}
    if not may_have and numbers != (None, None, None):
        raise Refused("what carries no probability has no numbers", "leave low, best, high away")
    if command.low is not None and command.best is not None and command.high is not None:
        if not command.low <= command.best <= command.high:
            raise Refused(
                "a reading runs from low over best to high", "write the three in that order"
            )
    elif any(number is not None for number in numbers):
        raise Refused("a reading has a low, a best and a high", "60%, or 50-70%")


def outcome_codes(command: CodeOutcome, known: Known) -> OutcomeCodes:
    """Return the codes of a question that stands, the outcome as its kind has it."""
    asked = question.require(command.question.removeprefix("question-"), known).content
    codebook.require(command.codebook, known)
    codes = OutcomeCodes(**{name: getattr(command, name) for name in OutcomeCodes.model_fields})
    return codes.model_copy(update={"outcome": read_outcome(asked.kind, asked, command.outcome)})


def _estimated(codes: TextCodes, known: Known) -> list[New]:
    """Return the estimate that a coding contains; the numbers of a hedge are none."""
    if not codes.is_claim or codes.certainty not in READ:
        return []
    if codes.low is None or codes.best is None or codes.high is None:
        return []
    if claim.require(codes.claim, known).content.unscorable:
        return []
    command = estimate.RecordEstimate(
        claim=codes.claim,
        coder=codes.coder,
        low=codes.low,
        best=codes.best,
        high=codes.high,
        method="lexicon" if codes.certainty == "term" else "judgment",
        lexicon=codes.lexicon,
        term=codes.term,
        codebook=codes.codebook,
        saw_speaker=_saw("speaker", codes.shown, codes.recognised_speaker),
        saw_outcome=_saw("outcome", codes.shown, codes.knew_outcome),
        note=codes.note,
        revise=True,
        reason="coded",
    )
    return estimate.record_estimate(command, known)


def _saw(what: str, shown: tuple[str, ...], knew: bool | None) -> bool | None:
    return True if what in shown else knew
