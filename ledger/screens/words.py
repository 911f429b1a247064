"""The words that screens use for what became of a claim, the same on every screen."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ledger.domain.names import LETTERS, question_stream, short_id
from ledger.screens.look import Look
from ledger.screens.rows import ClaimRow, ScoreRow

ENOUGH = 10
"""Resolved questions below which no interval or verdict is shown, of a record or of a band."""

USABLE = "30 questions in 10 stories"
"""From which on there are bands, ranks and verdicts, as the views judge evidence."""

NO_CLAIMS = (
    "No claims yet.",
    "`claims import FILE` brings in what you have coded;",
    "`claims demo` shows what this looks like with some.",
)
"""A sentence in the pieces between which it may break, so that no command is torn."""

ONLY_OTHER_KINDS = (
    "No claims on questions of yes or no;",
    "`claims list` shows those on options, numbers and days,",
    "`claims export scoreboard --question-kind number` what they scored.",
)
"""Where the figures of yes and no have nothing to show, and there are claims all the same."""

LEFT_OUT = {
    "open": "still open",
    "no_deadline": "without a deadline",
    "void": "void (annulled or ambiguous)",
    "unscorable": "unscorable",
    "rejected_kind": "of a kind that is not scored",
    "late": "made too late",
    "untimely": "not recorded in time",
    "early": "answered before their closing date",
    "unmatured": "of unknown maturity",
    "superseded": "not the one that counts",
}
"""Why a claim has no part in the score, in the order in which the footer tells it."""

WHY_NOT = {
    "open": "not answered yet",
    "no_deadline": "the question has no deadline",
    "void": "the question is void",
    "unscorable": "it cannot be scored",
    "rejected_kind": "claims of this kind are not scored",
    "late": "it was made when the outcome could be known",
    "untimely": "it was not recorded in time",
    "early": "it was answered before its closing date",
    "unmatured": "it is not known whether it has matured",
    "superseded": "another claim of the same commentator counts in its place",
}
"""The same, said of one claim."""

_MADE = re.compile(rf"(?:^|-)[{LETTERS}]{{8}}$")
"""How a key ends that was made of a question's words."""

_ALONE = {"open", "no_deadline", "rejected_kind", "void"}


_WORDS = ("condition_unmet", "condition_void", "not_by_horizon")
_NO_ANSWER = ("annulled", "ambiguous", "condition_unmet", "condition_void")


def called(key: str) -> str:
    """Return what people call a question: its key, or its id where the key is made of its words."""
    return short_id(question_stream(key))[:8] if _MADE.search(key) else key


def spelled(outcome: str | None) -> str:
    """Write an outcome as people say it; an option stays as it is called."""
    return outcome.replace("_", " ") if outcome in _WORDS else outcome or ""


def is_answered(claim: ClaimRow) -> bool:
    """Say whether the question was answered, and not void or unmet."""
    return answers(claim["outcome"])


def answers(outcome: object) -> bool:
    """Say whether an outcome is an answer: not open, not void, no condition unmet."""
    return outcome is not None and outcome not in _NO_ANSWER


def standing(claim: ClaimRow) -> str:
    """Return what became of a claim: the answer, why it does not count, whether it is disputed."""
    disputed = claim["disputed"] and claim["outcome"] is not None
    return _came(claim) + (", disputed" if disputed else "")


def marks(claim: ClaimRow) -> list[str]:
    """Return what stands beside a claim so that nobody overlooks it."""
    told = [claim["kind"]] if claim["kind"] != "forecast" else []
    return told + (["a repeat"] if claim["repeats"] else []) + replies(claim)


def replies(claim: ClaimRow) -> list[str]:
    """Return how many replies there are to a claim; nothing for none."""
    n = claim["n_replies"]
    return ["1 reply"] if n == 1 else [f"{n} replies"] if n else []


def _came(claim: ClaimRow) -> str:
    status, outcome = claim["status"], spelled(claim["outcome"])
    if status == "resolved":
        return outcome or "answered"
    if outcome and (status == "void" or outcome.startswith("condition")):
        return outcome
    word = {"rejected_kind": "not scored"}.get(status, status.replace("_", " "))
    return f"{outcome}, {word}" if outcome and status not in _ALONE else word


def left_out(counts: Mapping[str, int], look: Look) -> list[str]:
    """Return the sentence's parts: how many claims are not scored, and why each."""
    total, away = sum(counts.values()), {k: n for k, n in counts.items() if k != "resolved" and n}
    if not away:
        return []
    head = f"{look.count(sum(away.values()))} of {plural(total, 'claim', look)} not scored:"
    order = [*(k for k in LEFT_OUT if k in away), *(k for k in away if k not in LEFT_OUT)]
    reasons = [f"{look.count(away[k])} {LEFT_OUT.get(k, k.replace('_', ' '))}" for k in order]
    first, *rest = reasons
    return [f"{head} {first}", *rest]


def has_interval(row: ScoreRow) -> bool:
    """Return whether a record may be shown with an interval: ten questions, and somebody named."""
    return row["evidence"] != "list only" and row["kind"] != "anonymous"


def is_usable(row: ScoreRow) -> bool:
    """Return whether a record is enough for bands, a rank and a verdict."""
    return row["evidence"] in {"usable", "solid"}


def plural(n: int, noun: str, look: Look) -> str:
    """Write ``1 claim``, ``1,842 claims``."""
    return f"{look.count(n)} {noun if n == 1 else noun + 's'}"


def listed(texts: Sequence[str]) -> str:
    """Write several names one after another."""
    return ", ".join(texts)
