"""Rejections: what was read and found to be no claim, with the reason."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ledger.domain.claim import fold
from ledger.domain.names import commentator_stream
from ledger.domain.rejection import (
    RejectClaim,
    RejectionWithdrawn,
    RejectStatement,
    StatementRejected,
    standing,
)
from tests.domain.sample import ALL, ANA, DAILY, DAY, SAID, WEEKLY
from tests.given_when_then import given

HOPE = RejectStatement("Ana", "I hope it rains", "a hope", "daily", ("weekly",), DAY)
BEFORE = (ANA, DAILY, WEEKLY)


def test_a_statement_is_set_aside_once_with_its_words_and_the_reason() -> None:
    now = given(*BEFORE).when(HOPE)
    rejected = StatementRejected(
        commentator=commentator_stream("Ana"),
        source="source-daily",
        also=("source-weekly",),
        said_on=DAY,
        quote="I hope it rains",
        reason="a hope",
    )
    now.then(rejected).when(HOPE).then_nothing()


def test_the_same_words_are_set_aside_once_whatever_the_reason() -> None:
    other = replace(HOPE, quote="“I HOPE it rains!”", reason="an opinion")
    given(*BEFORE, HOPE).when(other).then_nothing()


@pytest.mark.parametrize(
    ("missing", "problem"),
    [
        (replace(HOPE, quote="  "), "needs its words"),
        (replace(HOPE, reason=""), "needs its reason"),
        (replace(HOPE, source="nowhere"), "there is no source “nowhere”"),
        (replace(HOPE, also=("nowhere",)), "there is no source “nowhere”"),
        (replace(HOPE, by="Nobody"), "nobody called “Nobody”"),
    ],
)
def test_a_rejection_stands_on_words_reason_speaker_and_sources(
    missing: RejectStatement, problem: str
) -> None:
    given(*BEFORE).when(missing).then_refused(problem)


def test_a_claim_found_to_be_none_is_withdrawn_and_its_words_are_kept() -> None:
    reject = RejectClaim(SAID.stream(), "a hope")
    now = given(*ALL).when(reject).then_named("claim.withdrawn", "statement.rejected")
    claim = fold(now(SAID.stream()))
    assert claim is not None
    assert claim.withdrawn
    kept = [fact for _, fact in now.all() if isinstance(fact, StatementRejected)]
    assert [fact.quote for fact in kept] == ["It will rain"]
    now.when(reject).then_nothing()


def test_a_claim_is_only_rejected_with_a_reason_and_if_it_is_on_record() -> None:
    given(*ALL).when(RejectClaim(SAID.stream(), "")).then_refused("reason cannot be ''")
    given().when(RejectClaim(SAID.stream(), "a hope")).then_refused("there is no such claim")


def test_a_withdrawn_rejection_no_longer_stands() -> None:
    rejected = given(*BEFORE).when(HOPE).news[0].fact
    assert standing([rejected]) == rejected
    assert standing([rejected, RejectionWithdrawn(reason="it was a claim")]) is None
    assert standing([]) is None
