"""Every command there is, and the decision that answers it with facts or a refusal."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from pydantic import ValidationError

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
    names,
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
from ledger.domain.fact import Known, New
from ledger.errors import Refused

Command = (
    opening.OpenLedger
    | step.UndoStep
    | step.RedoStep
    | story.OpenStory
    | story.RetitleStory
    | source.RegisterSource
    | source.CorrectSource
    | source.LinkSource
    | source.RetractSource
    | commentator.RegisterCommentator
    | commentator.RenameCommentator
    | commentator.AliasCommentator
    | commentator.MergeCommentator
    | question.PoseQuestion
    | question.CorrectQuestion
    | question.WithdrawQuestion
    | question.ResolveQuestion
    | question.ReopenQuestion
    | question.DisputeResolution
    | claim.RecordClaim
    | claim.CorrectClaim
    | claim.WithdrawClaim
    | claim.RecordOccurrence
    | estimate.RecordEstimate
    | estimate.WithdrawEstimate
    | codebook.AdoptCodebook
    | assignment.AssignCoding
    | commitment.Commit
    | coding.CodeText
    | coding.CodeOutcome
    | adjudication.AdjudicateText
    | adjudication.AdjudicateOutcome
    | rejection.RejectStatement
    | rejection.RejectClaim
    | plan.RegisterPlan
    | plan.WithdrawPlan
    | plan.CollectItem
    | reply.RecordReply
    | reply.WithdrawReply
    | preregistration.PreregisterAnalysis
    | key.AdoptKey
    | clock.AcceptClock
    | attestation.AttestCheckpoint
    | redaction.RedactFact
)

_DECISIONS: dict[type, Callable[..., list[New]]] = {
    opening.OpenLedger: opening.open_ledger,
    step.UndoStep: step.undo_step,
    step.RedoStep: step.redo_step,
    story.OpenStory: story.open_story,
    story.RetitleStory: story.retitle_story,
    source.RegisterSource: source.register_source,
    source.CorrectSource: source.correct_source,
    source.LinkSource: source.link_source,
    source.RetractSource: source.retract_source,
    commentator.RegisterCommentator: commentator.register_commentator,
    commentator.RenameCommentator: commentator.rename_commentator,
    commentator.AliasCommentator: commentator.alias_commentator,
    commentator.MergeCommentator: commentator.merge_commentator,
    question.PoseQuestion: question.pose_question,
    question.CorrectQuestion: question.correct_question,
    question.WithdrawQuestion: question.withdraw_question,
    question.ResolveQuestion: question.resolve_question,
    question.ReopenQuestion: question.reopen_question,
    question.DisputeResolution: question.dispute_resolution,
    claim.RecordClaim: claim.record_claim,
    claim.CorrectClaim: claim.correct_claim,
    claim.WithdrawClaim: claim.withdraw_claim,
    claim.RecordOccurrence: claim.record_occurrence,
    estimate.RecordEstimate: estimate.record_estimate,
    estimate.WithdrawEstimate: estimate.withdraw_estimate,
    codebook.AdoptCodebook: codebook.adopt_codebook,
    assignment.AssignCoding: assignment.assign_coding,
    commitment.Commit: commitment.commit,
    coding.CodeText: coding.code_text,
    coding.CodeOutcome: coding.code_outcome,
    adjudication.AdjudicateText: adjudication.adjudicate_text,
    adjudication.AdjudicateOutcome: adjudication.adjudicate_outcome,
    rejection.RejectStatement: rejection.reject_statement,
    rejection.RejectClaim: rejection.reject_claim,
    plan.RegisterPlan: plan.register_plan,
    plan.WithdrawPlan: plan.withdraw_plan,
    plan.CollectItem: plan.collect_item,
    reply.RecordReply: reply.record_reply,
    reply.WithdrawReply: reply.withdraw_reply,
    preregistration.PreregisterAnalysis: preregistration.preregister_analysis,
    key.AdoptKey: key.adopt_key,
    clock.AcceptClock: clock.accept_clock,
    attestation.AttestCheckpoint: attestation.attest_checkpoint,
    redaction.RedactFact: redaction.redact_fact,
}


def decide(command: Command, known: Known) -> list[New]:
    """Answer a command with the facts that follow; none if it is already so; or raise `Refused`."""
    decision = _DECISIONS[type(command)]
    try:
        return decision(command, known)
    except ValidationError as error:
        raise _refusal(error) from error


def _refusal(error: ValidationError) -> Refused:
    fault = error.errors(include_url=False)[0]
    where = ".".join(map(str, fault["loc"])) or "a value"
    given = repr(cast("object", fault["input"]))[:60]
    return Refused(
        f"{where} cannot be {given}: {fault['msg'].lower()}",
        "claims help lists what may stand there",
    )


def concerns(command: Command) -> list[str]:
    """Return the streams that deciding this command is sure to ask for, to be loaded at once."""
    match command:
        case claim.RecordClaim():
            own = [
                command.stream(),
                names.commentator_stream(command.by),
                names.question_stream(command.question),
            ]
            return own + ([names.source_stream(command.source)] if command.source else [])
        case estimate.RecordEstimate():
            return [command.claim, estimate.stream_of(command.claim, command.coder)]
        case question.PoseQuestion() | question.ResolveQuestion():
            return [names.question_stream(command.key)]
        case commentator.RegisterCommentator():
            return [names.commentator_stream(command.name)]
        case _:
            return []
