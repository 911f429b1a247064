"""What a step did, in the words of whoever did it: “answered invasion no”.

Invariant: everything a step did is told or counted; nothing of it is left out in silence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ledger.domain import claim, commentator, question
from ledger.domain.fact import Fact, Recorded
from ledger.domain.names import short_id
from ledger.screens import describe
from ledger.screens.words import called, spelled

_FEW = 3
_LONGEST = 60
_ANSWERS = (question.QuestionResolved, question.ResolutionCorrected, question.ResolutionWithdrawn)


def deed(facts: Sequence[Recorded]) -> str:
    """Tell what a step did, from its facts: what it was about in words, or else how many things."""
    if not facts:
        return "nothing"
    answers = [held for held in facts if isinstance(held.fact, _ANSWERS)]
    if len(answers) == len(facts):
        return _answered(answers)
    claims = [held.fact for held in facts if isinstance(held.fact, claim.ClaimRecorded)]
    if len(claims) == 1:
        return _logged(claims[0], [held.fact for held in facts])
    if len(facts) == 1:
        return _one(facts[0])
    return describe.summary(Counter(held.fact.stored_name for held in facts))


def answered(facts: Sequence[Recorded]) -> list[str]:
    """Return the streams of the questions that a step answered, if it did nothing else."""
    alone = all(isinstance(held.fact, _ANSWERS) for held in facts)
    return list(dict.fromkeys(held.stream for held in facts)) if alone else []


def _answered(answers: Sequence[Recorded]) -> str:
    told: dict[tuple[str, str], list[str]] = {}
    for held in answers:
        told.setdefault(_how(held.fact), []).append(called(held.stream.removeprefix("question-")))
    return "; ".join(f"{verb} {_several(keys)}{how}" for (verb, how), keys in told.items())


def _how(fact: Fact) -> tuple[str, str]:
    """Return what was done with a question, and how it was answered."""
    match fact:
        case question.ResolutionCorrected():
            return "corrected", f" to {spelled(fact.outcome)}"
        case question.QuestionResolved():
            return "answered", f" {spelled(fact.outcome)}"
        case _:
            return "reopened", ""


def _several(keys: Sequence[str]) -> str:
    shown = ", ".join(keys[:_FEW])
    return shown + (f" and {len(keys) - _FEW} more" if len(keys) > _FEW else "")


def _logged(one: claim.ClaimRecorded, facts: Sequence[Fact]) -> str:
    posed = [fact.text for fact in facts if isinstance(fact, question.QuestionPosed)]
    names = [fact.name for fact in facts if isinstance(fact, commentator.CommentatorRegistered)]
    words = one.quote or one.reported or next(iter(posed), "") or one.question
    who = f" by {names[0]}" if len(names) == 1 else ""
    counts = Counter(
        fact.stored_name
        for fact in facts
        if not isinstance(
            fact, claim.ClaimRecorded | question.QuestionPosed | commentator.CommentatorRegistered
        )
    )
    more = describe.summary(counts) if counts else "nothing"
    also = f", with {more}" if more != "nothing" else ""
    return f"logged {one.short_id[:8]}{who}, “{_short(words)}”{also}"


def _one(held: Recorded) -> str:
    match held.fact:
        case commentator.CommentatorMerged():
            return f"merged {_called(held.stream)} into {_called(held.fact.into)}"
        case _:
            return f"{_short(describe.fact(held.fact))} ({_called(held.stream)})"


def _called(stream: str) -> str:
    """Return what people call that which a stream is about; its kind, where it has no name."""
    kind, _, name = stream.partition("-")
    match kind:
        case "claim":
            return short_id(stream)[:8]
        case "question":
            return called(name)
        case "commentator":
            return name.rpartition("-")[0] or kind
        case "source" | "story" | "plan":
            return name
        case _:
            return kind


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
