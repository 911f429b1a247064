"""Every fact there is, by stored name. A name or shape once released stays for ever.

To add one: its class beside its neighbours, its line here, its table in a migration, its specimen
in ``fixtures/facts``; a contract test fails until all are there.
"""

from __future__ import annotations

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

FACTS: dict[str, type[Fact]] = {
    cls.stored_name: cls
    for cls in (
        opening.LedgerOpened,
        step.StepUndone,
        step.StepRedone,
        story.StoryOpened,
        story.StoryRetitled,
        source.SourceRegistered,
        source.SourceCorrected,
        source.SourceLinked,
        source.SourceRetracted,
        source.UrlClaimed,
        commentator.CommentatorRegistered,
        commentator.CommentatorRenamed,
        commentator.CommentatorAliased,
        commentator.CommentatorMerged,
        question.QuestionPosed,
        question.QuestionCorrected,
        question.QuestionWithdrawn,
        question.QuestionRestored,
        question.QuestionResolved,
        question.ResolutionCorrected,
        question.ResolutionDisputed,
        question.ResolutionWithdrawn,
        claim.ClaimRecorded,
        claim.ClaimCorrected,
        claim.ClaimWithdrawn,
        claim.ClaimRestored,
        claim.OccurrenceRecorded,
        claim.OccurrenceWithdrawn,
        estimate.EstimateRecorded,
        estimate.EstimateRevised,
        estimate.EstimateWithdrawn,
        codebook.CodebookAdopted,
        assignment.CodingAssigned,
        commitment.CodingCommitted,
        coding.TextCoded,
        adjudication.TextAdjudicated,
        coding.OutcomeCoded,
        adjudication.OutcomeAdjudicated,
        rejection.StatementRejected,
        rejection.RejectionWithdrawn,
        plan.PlanRegistered,
        plan.PlanWithdrawn,
        plan.ItemCollected,
        reply.ReplyRecorded,
        reply.ReplyWithdrawn,
        preregistration.AnalysisPreregistered,
        key.KeyAdopted,
        clock.ClockAccepted,
        attestation.CheckpointAttested,
        redaction.FactRedacted,
    )
}

OF_THE_LEDGER = frozenset(
    cls.stored_name
    for cls in (
        opening.LedgerOpened,
        key.KeyAdopted,
        clock.ClockAccepted,
        attestation.CheckpointAttested,
        redaction.FactRedacted,
    )
)
"""What the ledger says of itself: a step of these cannot be taken back."""


def streams_named(fact: Fact) -> frozenset[str]:
    """Return the streams that a fact mentions: what it would lose its ground without."""
    named: set[str] = set()
    for name in (
        "claim",
        "commentator",
        "question",
        "source",
        "edition_of",
        "alias_of",
        "into",
        "story",
        "plan",
        "rejection",
    ):
        value = getattr(fact, name, None)
        if isinstance(value, str):
            named.add(value)
    condition = getattr(fact, "condition_question", None)
    return frozenset(
        named
        | ({condition} if isinstance(condition, str) else set())
        | set(getattr(fact, "also", ()))
    )
