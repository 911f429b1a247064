"""What a step did is told in the words of whoever did it, and nothing of it is left out."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from ledger.domain.claim import ClaimWithdrawn
from ledger.domain.commentator import CommentatorMerged
from ledger.domain.fact import Fact, Recorded
from ledger.domain.names import commentator_stream, question_key, question_stream, short_id
from ledger.domain.question import QuestionResolved, ResolutionCorrected, ResolutionWithdrawn
from ledger.screens import deeds

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
DAY = date(2026, 1, 1)
ANSWER: dict[str, Any] = {
    "happened_on": DAY, "known_on": DAY, "known_at": None, "evidence": (), "note": None,
}  # fmt: skip
YES = QuestionResolved(outcome="yes", imported=False, **ANSWER)
NO = QuestionResolved(outcome="no", imported=False, **ANSWER)
NEVER = ResolutionCorrected(outcome="not_by_horizon", reason="", **ANSWER)
MADE = question_key("Copper up")


def step(*facts: tuple[str, Fact]) -> list[Recorded]:
    return [
        Recorded(at, stream, 1, NOON, "lena", "step", fact)
        for at, (stream, fact) in enumerate(facts, 1)
    ]


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ([("question-rain", YES)], "answered rain yes"),
        ([("question-rain", NEVER)], "corrected rain to not by horizon"),
        ([("question-rain", ResolutionWithdrawn(reason=""))], "reopened rain"),
        (
            [(question_stream(key), YES) for key in ("a", "b", "c", "d", "e")],
            "answered a, b, c and 2 more yes",
        ),
        ([("question-a", YES), ("question-b", NO)], "answered a yes; answered b no"),
        (
            [(question_stream(MADE), NO)],
            f"answered {short_id(question_stream(MADE))[:8]} no",
        ),
        (
            [("claim-1", ClaimWithdrawn(reason="a hope"))],
            f"claim withdrawn (a hope) ({short_id('claim-1')[:8]})",
        ),
        (
            [(
                commentator_stream("Jo Doe"),
                CommentatorMerged(into=commentator_stream("Joan Doe"), reason=""),
            )],
            "merged jo-doe into joan-doe",
        ),
        (
            [("question-a", YES), ("claim-1", ClaimWithdrawn(reason=""))],
            "1 answer, claim withdrawn",
        ),
        ([], "nothing"),
    ],
)  # fmt: skip
def test_a_step_is_told_in_words(facts: list[tuple[str, Fact]], told: str) -> None:
    assert deeds.deed(step(*facts)) == told


def test_only_a_step_of_answers_alone_has_questions_that_stand_otherwise_after_it() -> None:
    assert deeds.answered(step(("question-a", YES), ("question-b", NO))) == [
        "question-a", "question-b",
    ]  # fmt: skip
    assert deeds.answered(step(("question-a", YES), ("claim-1", ClaimWithdrawn(reason="")))) == []
