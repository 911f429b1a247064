"""Pairs: two commentators on what both answered, as both stood once both had spoken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ledger.app import Ledger
from ledger.domain.claim import RecordClaim
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.decide import Command
from ledger.domain.question import PoseQuestion, ResolveQuestion
from ledger.domain.story import OpenStory
from ledger.readmodel.session import Asked, Rows

CLOSES = date(2022, 3, 1)


def day(number: int) -> date:
    return date(2022, 1, number)


def said(who: str, question: str, on: int, p: float) -> RecordClaim:
    probability = round(p * 10**9)
    return RecordClaim(
        who, question, day(on), probability=probability, external_id=f"{who}{question}{on}"
    )


def compared(folder: Path, claims: Sequence[RecordClaim], outcomes: dict[str, str]) -> Rows:
    """Return the pairs among some claims on questions of two stories, u… and v…."""
    ledger = Ledger(folder / "ledger", lambda: datetime(2022, 7, 1, tzinfo=UTC))
    who = dict.fromkeys(claim.by for claim in claims)
    commands: list[Command] = [RegisterCommentator(name) for name in who]
    commands += [OpenStory("u", "U"), OpenStory("v", "V")]
    commands += [PoseQuestion(key, f"{key}?", closes_on=CLOSES, story=key[0]) for key in outcomes]
    commands += [*claims, *(ResolveQuestion(k, o, CLOSES, CLOSES) for k, o in outcomes.items())]
    ledger.execute(commands, kept="archive")
    return ledger.comparisons(Asked())


def test_both_are_taken_as_they_stood_once_both_had_spoken(tmp_path: Path) -> None:
    """Ana says .6 on the 3rd and .9 on the 5th, Ben .8 on the 5th and .1 on the 9th; it happens.

    On the 5th: .9 and .8, so .01 and .04. What Ana said first and Ben said last is of other days.
    """
    claims = [said("Ana", "u1", 3, 0.6), said("Ana", "u1", 5, 0.9), said("Ben", "u1", 5, 0.8),
              said("Ben", "u1", 9, 0.1)]  # fmt: skip
    [row] = compared(tmp_path, claims, {"u1": "yes"})
    assert (row["one"], row["other"], row["n_questions"], row["n_stories"]) == ("Ana", "Ben", 1, 1)
    assert (row["one_brier"], row["other_brier"]) == pytest.approx((0.01, 0.04))
    assert row["difference"] == pytest.approx(-0.03)
    assert (row["difference_lo"], row["p"], row["smallest_p"]) == (None, 1.0, 1.0)


def test_only_common_questions_count_and_flips_are_by_story(tmp_path: Path) -> None:
    """Differences -.03, -.03 in story u and -.15 in v: mean -.07. Two stories: p is 1/2.

    Of their signs ++ and -- give |t| as it is, +- and -+ a smaller mean and more spread.
    """
    claims = [
        *(said("Ana", key, 3, 0.9) for key in ("u1", "u2", "v1")), said("Ana", "v2", 3, 0.5),
        *(said("Ben", key, 4, p) for key, p in (("u1", 0.8), ("u2", 0.8), ("v1", 0.6))),
    ]  # fmt: skip
    [row] = compared(tmp_path, claims, dict.fromkeys(("u1", "u2", "v1", "v2"), "yes"))
    assert (row["n_questions"], row["n_stories"]) == (3, 2)
    assert row["difference"] == pytest.approx(-0.07)
    assert (row["p"], row["smallest_p"], row["power"]) == (0.5, 0.5, 0.0)


def test_a_table_of_pairs_adjusts_for_how_many_there_are(tmp_path: Path) -> None:
    """Three pairs of one question each: every p is 1, and stays 1."""
    claims = [said(who, "u1", 3, p) for who, p in (("Ana", 0.9), ("Ben", 0.5), ("Cleo", 0.1))]
    rows = compared(tmp_path, claims, {"u1": "no"})
    assert [(row["one"], row["other"]) for row in rows] == [
        ("Ana", "Ben"), ("Ana", "Cleo"), ("Ben", "Cleo"),
    ]  # fmt: skip
    assert [row["p_bh"] for row in rows] == [1.0] * 3


def test_who_shares_no_question_is_no_pair(tmp_path: Path) -> None:
    claims = [said("Ana", "u1", 3, 0.9), said("Ben", "v1", 3, 0.5)]
    assert compared(tmp_path, claims, {"u1": "no", "v1": "yes"}) == []
