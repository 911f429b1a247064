"""Replies: what is said to a claim by whom it concerns, kept beside it in their own words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ledger.domain.reply import RecordReply, ReplyRecorded, ReplyWithdrawn, WithdrawReply, standing
from ledger.errors import Conflict
from tests.domain.sample import ALL, SAID
from tests.given_when_then import given

REPLY = RecordReply(
    SAID.stream(), "Ana", "I meant next year", "wrong on timing", "weekly", date(2022, 2, 1), "p. 3"
)


def test_a_reply_is_recorded_once_with_its_words_and_what_it_comes_to() -> None:
    recorded = ReplyRecorded(
        claim=SAID.stream(),
        by="Ana",
        category="wrong on timing",
        text="I meant next year",
        source="source-weekly",
        said_on=date(2022, 2, 1),
        locator="p. 3",
    )
    now = given(*ALL).when(REPLY).then(recorded)
    now.when(REPLY).then_nothing()
    now.when(replace(REPLY, by="ANA", text="“I meant NEXT year!”")).then_nothing()


def test_a_reply_of_another_day_is_told_and_one_before_the_claim_refused() -> None:
    given(*ALL, REPLY).when(replace(REPLY, said_on=date(2022, 3, 1))).then_refused(
        "another day, category or place", Conflict
    )
    given(*ALL).when(replace(REPLY, said_on=date(1999, 1, 1))).then_refused("before the claim")


def test_several_may_reply_and_the_same_person_twice_in_other_words() -> None:
    others = [replace(REPLY, by="Ben"), replace(REPLY, text="I stand by it")]
    for other in others:
        given(*ALL, REPLY).when(other).then_named("reply.recorded")


def test_a_reply_that_was_taken_back_may_be_given_again() -> None:
    back = WithdrawReply(SAID.stream(), "ana", "I meant next year", "of another claim")
    now = given(*ALL, REPLY).when(back).then(ReplyWithdrawn(reason="of another claim"))
    assert standing(now(REPLY.stream())) is None
    now.when(back).then_nothing()
    now.when(REPLY).then_named("reply.recorded")
    given(*ALL).when(back).then_refused("there is no such reply")


@pytest.mark.parametrize(
    ("missing", "problem"),
    [
        (replace(REPLY, claim="claim-nowhere"), "there is no such claim"),
        (replace(REPLY, text=" "), "needs its words"),
        (replace(REPLY, by=""), "needs its author"),
        (replace(REPLY, source="nowhere"), "there is no source “nowhere”"),
    ],
)
def test_a_reply_stands_on_a_claim_a_name_words_and_its_source(
    missing: RecordReply, problem: str
) -> None:
    given(*ALL).when(missing).then_refused(problem)
