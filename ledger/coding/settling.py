"""From what somebody decides to the adjudication of an item: one coder's codes, or mended ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Literal, TypeVar, cast

from ledger.coding import draft
from ledger.domain.adjudication import AdjudicateOutcome, AdjudicateText
from ledger.domain.assignment import stream_of
from ledger.domain.coding import CodeOutcome, CodeText, OutcomeCoded, TextCoded, fold
from ledger.domain.names import folded
from ledger.errors import NotFound, Unreadable

if TYPE_CHECKING:
    from ledger.app import Ledger

Row = Mapping[str, object]
Code = TypeVar("Code", CodeText, CodeOutcome)


@dataclass(frozen=True)
class Verdict:
    """What was decided; None where nothing was said of it."""

    take: str | None
    reading: str | None
    certainty: str | None
    no_claim: str | None
    reason: str
    by: str


def settle(ledger: Ledger, item: str, verdict: Verdict) -> AdjudicateText | AdjudicateOutcome:
    """Return the command that settles an item; raise `NotFound` where nobody has coded it."""
    texts = [row for row in ledger.table("codings").rows() if _is(row, "claim", item)]
    if texts:
        coders = tuple(sorted(str(row["coder"]) for row in texts))
        claim = _one_claim(texts, item)
        code = _taken(ledger, claim, _whose(coders, verdict))
        return AdjudicateText(_mended(code, verdict), coders, verdict.reason)
    outcomes = [
        row for row in ledger.table("outcome_codings").rows() if row["question_key"] == item
    ]
    if not outcomes:
        raise NotFound(f"nobody has coded “{item}”", "claims coder adjudicate lists what differs")
    coders = tuple(sorted(str(row["coder"]) for row in outcomes))
    if verdict.take is None:
        raise Unreadable("whose outcome holds?", f"--take {coders[0]}")
    found = _taken_outcome(ledger, str(outcomes[0]["question_id"]), _whose(coders, verdict))
    return AdjudicateOutcome(replace(_bare(found), coder=verdict.by), coders, verdict.reason)


def _one_claim(rows: Sequence[Row], item: str) -> str:
    claims = {str(row["claim_id"]): str(row["claim"]) for row in rows}
    if len(claims) > 1:
        named = sorted(claims.values())
        raise NotFound(f"“{item}” begins the ids of {len(claims)} claims", f"e.g. {named[0]}")
    return next(iter(claims))


def _is(row: Row, column: str, item: str) -> bool:
    return str(row[column]).startswith(item.lower()) and len(item) > 3


def _whose(coders: tuple[str, ...], verdict: Verdict) -> str:
    if verdict.take is None:
        return coders[0]
    named = [coder for coder in coders if folded(coder) == folded(verdict.take)]
    if not named:
        raise NotFound(f"{verdict.take} has not coded this", f"--take {coders[0]}")
    return named[0]


def _taken(ledger: Ledger, claim: str, coder: str) -> CodeText:
    held = fold(ledger.standing(stream_of("coding", "text", claim, coder)))
    return _code(CodeText, cast("TextCoded", held))


def _taken_outcome(ledger: Ledger, question: str, coder: str) -> CodeOutcome:
    held = fold(ledger.standing(stream_of("coding", "outcome", question, coder)))
    return _code(CodeOutcome, cast("OutcomeCoded", held))


def _code(kind: type[Code], held: TextCoded | OutcomeCoded) -> Code:
    known = {one.name for one in fields(kind)} - {"salt"}
    return kind(**{name: value for name, value in dict(held).items() if name in known})


def _bare(code: Code) -> Code:
    """Return a coding without what its coder saw and noted: who settles it sees all of them."""
    return replace(code, shown=(), recognised_speaker=None, knew_outcome=None, note=None)


def _mended(code: CodeText, verdict: Verdict) -> CodeText:
    own = replace(_bare(code), coder=verdict.by)
    if verdict.no_claim and (verdict.reading or verdict.certainty):
        raise Unreadable("what is no claim has no reading", "--no-claim WHY alone")
    if verdict.no_claim:
        return draft.no_claim(own, verdict.no_claim)
    if verdict.certainty or verdict.reading:
        own = replace(own, is_claim=True, no_claim=None)
    if verdict.certainty:
        form = cast("Literal['hedge', 'bound', 'none']", verdict.certainty)
        return draft.without_reading(own, form)
    if verdict.reading:
        return draft.judged(own, verdict.reading)
    if verdict.take is None:
        raise Unreadable(
            "what holds?", "--take CODER, --reading P, --unscorable WHY, --no-claim WHY"
        )
    return own
