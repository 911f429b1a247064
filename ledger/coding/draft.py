"""A coding in the making: what is proposed, and what each key makes of it.

Invariant: pure; a draft is never changed, and what a key cannot do leaves it as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Literal

from ledger.domain.claim import ClaimKind
from ledger.domain.coding import CodeText
from ledger.domain.deadlines import read_deadline
from ledger.domain.probability import WHOLE, Reading, read_probability
from ledger.errors import LedgerError, Unreadable
from ledger.wording import Proposal, lexicon, read_words, under

KINDS: tuple[ClaimKind, ...] = ("forecast", "intent", "assertion")
DIGITS = "123456789"
_TENTH = WHOLE // 10


@dataclass(frozen=True)
class TextItem:
    """The words of one claim, as far as a coder is to see them."""

    claim: str
    id: str
    utterance: str
    words: str | None
    said_on: date
    question: str
    closes_on: date | None
    deadline: str
    deadline_words: str | None
    kind: ClaimKind
    polarity: Literal["asserts", "denies"]
    speaker: str | None
    """None where it is hidden."""
    source: str | None
    others: bool = True
    """Whether what is on record of the claim may be proposed."""
    proposes: bool = True


def proposal_for(item: TextItem) -> Proposal:
    """Return what the program reads in the words, turned towards the question."""
    return read_words(item.utterance, event=item.question, words=item.words)


def proposed(item: TextItem, coder: str, codebook: str, shown: tuple[str, ...]) -> CodeText:
    """Return the coding to begin with: what the words propose, or only that it is a claim."""
    bare = CodeText(item.claim, coder, codebook, shown=shown)
    if not item.proposes:
        return bare
    found = proposal_for(item)
    read = with_proposal(bare, found)
    side: Literal["asserts", "denies"] | None = (
        None if found.sign is None else "asserts" if found.sign > 0 else "denies"
    )
    read = replace(
        read,
        claim_kind=item.kind if item.others else None,
        polarity=item.polarity if item.others else side,
        question_fits=True,
    )
    return _with_deadline(read, item)


def with_proposal(code: CodeText, found: Proposal) -> CodeText:
    """Return the coding with the certainty that the program read."""
    certainty: Literal["term", "number", "hedge", "bound", "none"] = "none"
    if found.best is not None:
        certainty = "number" if found.form == "number" else "term"
    elif found.form in {"hedge", "bound"}:
        certainty = "hedge" if found.form == "hedge" else "bound"
    return replace(
        code,
        certainty=certainty,
        term=found.term,
        lexicon=found.lexicon,
        low=found.low,
        best=found.best,
        high=found.high,
    )


def accepted(code: CodeText) -> CodeText:
    """Return the coding to record; raise `Unreadable` while something is still to be said."""
    if code.is_claim and code.certainty is None:
        raise Unreadable("how sure the words sound is still open", "c, a digit, h, b or x")
    return code


def no_claim(code: CodeText, reason: str) -> CodeText:
    """Return the coding that the words are no claim: nothing else is said of them."""
    return CodeText(
        code.claim,
        code.coder,
        code.codebook,
        is_claim=False,
        no_claim=reason,
        shown=code.shown,
        recognised_speaker=code.recognised_speaker,
        knew_outcome=code.knew_outcome,
        note=code.note,
    )


def next_kind(code: CodeText) -> CodeText:
    """Return the coding with the next kind of claim."""
    at = KINDS.index(code.claim_kind) + 1 if code.claim_kind else 0
    return replace(code, claim_kind=KINDS[at % len(KINDS)])


def other_side(code: CodeText) -> CodeText:
    """Return the coding with the words on the other side of the question, the reading with them."""
    side: Literal["asserts", "denies"] = "denies" if code.polarity == "asserts" else "asserts"
    return replace(_turned(code), polarity=side)


def without_reading(code: CodeText, certainty: Literal["hedge", "bound", "none"]) -> CodeText:
    """Return the coding with words that carry no probability."""
    return replace(
        code, certainty=certainty, term=None, lexicon=None, low=None, best=None, high=None
    )


def tenth(digit: int, code: CodeText) -> CodeText:
    """Return the coding with a judgment in tenths: 7 is 70 %, from 60 to 80."""
    best = digit * _TENTH
    return _judged(code, Reading(best - _TENTH, best, best + _TENTH, str(digit)))


def judged(code: CodeText, typed: str) -> CodeText:
    """Return the coding with what was typed: ``70%``, ``60-80%``, or words of the lexicon."""
    try:
        return _judged(code, read_probability(typed))
    except LedgerError:
        found = read_words(typed)
        if found.best is None:
            raise
        if code.polarity == "denies" and found.term and found.sign == 1:
            turned = under(found.term, -1, lexicon())
            if turned:
                low, best, high = turned
                found = replace(found, low=low, best=best, high=high, sign=-1)
        return with_proposal(code, found)


def dated(code: CodeText, typed: str, said_on: date) -> CodeText:
    """Return the coding with a deadline: words that fix one, or none."""
    if typed.strip().lower() == "none":
        return replace(
            code, deadline="none", closes_on=None, deadline_words=None, deadline_reason=None
        )
    phrase, colon, why = typed.partition(" because ")
    found = read_deadline(phrase, said_on)
    return replace(
        code,
        deadline="coded" if colon else "stated",
        closes_on=found.day,
        deadline_words=None if colon else found.phrase,
        deadline_reason=why or None,
    )


EDITS: dict[str, Callable[[CodeText], CodeText]] = {
    "k": next_kind,
    "p": other_side,
    "h": lambda code: without_reading(code, "hedge"),
    "b": lambda code: without_reading(code, "bound"),
    "x": lambda code: without_reading(code, "none"),
    "f": lambda code: replace(code, question_fits=not code.question_fits),
    "r": lambda code: replace(code, recognised_speaker=not code.recognised_speaker),
    "o": lambda code: replace(code, knew_outcome=not code.knew_outcome),
    **{digit: partial(tenth, int(digit)) for digit in DIGITS},
}
"""The keys that change a coding by themselves."""


def _judged(code: CodeText, reading: Reading) -> CodeText:
    return replace(
        code,
        certainty="hedge" if code.certainty == "hedge" else "judgment",
        term=None,
        lexicon=None,
        low=reading.low,
        best=reading.best,
        high=reading.high,
    )


def _turned(code: CodeText) -> CodeText:
    if code.low is None or code.best is None or code.high is None:
        return code
    reading = Reading(WHOLE - code.high, WHOLE - code.best, WHOLE - code.low, "")
    return _judged(code, reading)


def _with_deadline(code: CodeText, item: TextItem) -> CodeText:
    """Take the words of time, read; else the question's own closing day where it may be shown."""
    if item.deadline_words:
        try:
            return dated(code, item.deadline_words, item.said_on)
        except Unreadable:
            return code
    if item.deadline == "none":
        return replace(code, deadline="none")
    if item.closes_on and item.others:
        return replace(
            code,
            deadline="coded",
            closes_on=item.closes_on,
            deadline_reason="the question's own closing day",
        )
    return code
