"""Facts and steps told in a sentence each.

Invariant: every fact has its sentence; what a correction changed is told as before → after.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ledger.domain import (
    adjudication,
    assignment,
    attestation,
    claim,
    clock,
    codebook,
    coding,
    commentator,
    commitment,
    estimate,
    key,
    opening,
    plan,
    preregistration,
    question,
    redaction,
    rejection,
    reply,
    source,
    step,
    story,
)
from ledger.domain.fact import Fact
from ledger.domain.forecast import Quantile
from ledger.domain.probability import shown
from ledger.screens.words import spelled

_PLURALS = {
    "claim.recorded": "claim",
    "question.posed": "question",
    "question.resolved": "answer",
    "source.registered": "source",
    "commentator.registered": "commentator",
    "estimate.recorded": "reading",
    "story.opened": "story",
    "occurrence.recorded": "reprint",
    "statement.rejected": "rejected statement",
    "item.collected": "item of a plan",
}
_MANY = {"story": "stories", "item of a plan": "items of a plan"}
_ORDER = tuple(_PLURALS)
_QUIET = {"url.claimed"}
_BOOKKEEPING = ("reason", "short_id")


def summary(counts: Mapping[str, int]) -> str:
    """Tell what a step did, from its facts counted by stored name."""
    told = [_counted(counts[name], name) for name in _ORDER if name in counts]
    told += [
        _counted(n, name) for name, n in sorted(counts.items()) if name not in {*_ORDER, *_QUIET}
    ]
    return ", ".join(told) or "nothing"


def fact(one: Fact, before: Sequence[Fact] = ()) -> str:  # noqa: C901, PLR0912, PLR0915 a case a fact
    """Tell one fact; `before` holds the earlier facts of its stream."""
    match one:
        case opening.LedgerOpened():
            return f"the ledger “{one.name}” was opened, kept {_kept(one.kept)}"
        case step.StepUndone():
            return f"step {one.step} was undone"
        case step.StepRedone():
            return f"step {one.step} was redone"
        case story.StoryOpened() | story.StoryRetitled():
            return f"story: {one.title}"
        case source.SourceRegistered():
            return f"source {one.key}: {one.publication or one.url or one.key}"
        case source.SourceLinked():
            return f"an edition of {one.edition_of.removeprefix('source-')}"
        case source.SourceRetracted():
            return f"retracted: {one.reason}"
        case source.UrlClaimed():
            return f"the address leads to {one.source.removeprefix('source-')}"
        case commentator.CommentatorRegistered():
            return f"{one.name} went on record" + (" (simulated)" if one.simulated else "")
        case commentator.CommentatorRenamed():
            return f"shown as {one.name}"
        case commentator.CommentatorAliased():
            return f"“{one.name}” leads to another name"
        case commentator.CommentatorMerged():
            return "merged" + _why(one.reason)
        case question.QuestionPosed():
            return f"asked: {one.text}{_options(one)}" + (
                f" (closes {one.closes_on})" if one.closes_on else " (no deadline)"
            )
        case question.QuestionResolved():
            return _answer(one)
        case question.ResolutionCorrected():
            return f"corrected: {_answer(one)}" + _why(one.reason)
        case question.ResolutionDisputed():
            return f"the answer is disputed: {one.reason}"
        case question.ResolutionWithdrawn():
            return "open again" + _why(one.reason)
        case claim.ClaimRecorded():
            return "logged: " + (one.quote or one.reported or _stated(one)) + _said(one)
        case claim.OccurrenceRecorded():
            return f"also in {one.source.removeprefix('source-')}" + (
                f": {one.words}" if one.words else ""
            )
        case estimate.EstimateRecorded() | estimate.EstimateRevised():
            return _reading(one)
        case codebook.CodebookAdopted():
            return f"the codebook “{one.codebook}” came into use: {one.title}"
        case assignment.CodingAssigned():
            return f"{one.coder} is to code it ({one.coding_pass}, round {one.round})"
        case commitment.CodingCommitted():
            return f"{one.coder} is bound to a {one.coding_pass} coding, {one.commitment[:12]}…"
        case coding.TextCoded() | adjudication.TextAdjudicated():
            return _coded_text(one)
        case coding.OutcomeCoded() | adjudication.OutcomeAdjudicated():
            return f"{_settled(one)} by {one.coder} as {spelled(one.outcome)}"
        case rejection.StatementRejected():
            return f"set aside ({one.reason}): {one.quote}"
        case plan.PlanRegistered():
            return f"the plan {one.key}: {one.rule} ({one.corpus})"
        case plan.ItemCollected():
            return f"collected by the plan {one.plan.removeprefix('plan-')}"
        case reply.ReplyRecorded():
            return f"{one.by} replied ({one.category}): {one.text}"
        case preregistration.AnalysisPreregistered():
            return f"preregistered: {one.primary_score}, scope {one.scope}, kind {one.kind}"
        case key.KeyAdopted():
            return "a key was adopted" if one.previous is None else "a new key took over"
        case clock.ClockAccepted():
            return f"the clock was right, although it had jumped{_why(one.reason)}"
        case attestation.CheckpointAttested():
            at = f"{one.attested_at:%Y-%m-%d %H:%M} UTC"
            return f"{one.authority} stamped the first {one.size} facts at {at}"
        case redaction.FactRedacted():
            return f"the content of #{one.redacted_position} was redacted{_why(one.reason)}"
        case _:
            return _plain(one, before)


def changes(one: Fact, before: Sequence[Fact]) -> list[str]:
    """Return the fields in which a correction differs from what stood before, as before → after."""
    fields = type(one).model_fields
    earlier = next((fact for fact in reversed(before) if _comparable(fact, one)), None)
    if earlier is None:
        return []
    return [
        f"{name}: {_value(getattr(earlier, name))} → {_value(getattr(one, name))}"
        for name in fields
        if name not in _BOOKKEEPING and getattr(earlier, name) != getattr(one, name)
    ]


def _comparable(earlier: Fact, one: Fact) -> bool:
    return all(
        hasattr(earlier, name) for name in type(one).model_fields if name not in _BOOKKEEPING
    )


def _plain(one: Fact, before: Sequence[Fact]) -> str:
    what = one.stored_name.replace(".", " ")
    changed = changes(one, before) if len(type(one).model_fields) > 1 else []
    reason = str(getattr(one, "reason", "") or "")
    return what + (f": {'; '.join(changed)}" if changed else "") + _why(reason)


def _reading(one: estimate.EstimateContent) -> str:
    spread = f"{shown(one.low)} to {shown(one.high)}"
    return f"read by {one.coder} as {shown(one.best)} ({spread}), {one.method}"


def _coded_text(one: coding.TextCodes) -> str:
    if not one.is_claim:
        return f"{_settled(one)} by {one.coder} as no claim: {one.no_claim}"
    sure = shown(one.best) if one.best is not None else one.certainty or "how sure is left open"
    parts = [one.claim_kind or "", one.polarity or "", one.term or "", sure]
    return f"{_settled(one)} by {one.coder} as {', '.join(part for part in parts if part)}"


def _settled(one: coding.Coding) -> str:
    return "settled" if one.stored_name.endswith(".adjudicated") else "coded"


def _answer(one: question.AnswerContent) -> str:
    days = [f"happened {one.happened_on}"] if one.happened_on else []
    days += [f"known {one.known_on}"] if one.known_on else []
    return f"answered {spelled(one.outcome)}" + (f" ({', '.join(days)})" if days else "")


def _options(one: question.QuestionContent) -> str:
    return f" ({', '.join(one.options)})" if one.options else ""


def _stated(one: claim.ClaimContent) -> str:
    return "a stated probability" if one.probability is not None else "a stated forecast"


def _said(one: claim.ClaimRecorded) -> str:
    number = f", {shown(one.probability)}" if one.probability is not None else ""
    if one.shares or one.quantiles or one.point:
        number = f", {one.probability_text}" if one.probability_text else ""
    return f" (said {one.said_on}{number})"


def _counted(n: int, name: str) -> str:
    noun = _PLURALS.get(name, name.replace(".", " "))
    if n == 1 or name not in _PLURALS:
        return f"1 {noun}" if name in _PLURALS else (noun if n == 1 else f"{n} times {noun}")
    return f"{n} {_MANY.get(noun, f'{noun}s')}"


def _why(reason: str) -> str:
    return f" ({reason})" if reason else ""


def _kept(kept: str) -> str:
    return "as an archive" if kept == "archive" else kept


def _value(value: object) -> str:
    if value in {None, ()}:
        return "nothing"
    if isinstance(value, tuple):
        return ", ".join(map(_value, value))
    return f"{shown(value.level)} at {value.value}" if isinstance(value, Quantile) else str(value)
