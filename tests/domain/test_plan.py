"""Collection plans: said beforehand, never changed, and what came of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ledger.domain.claim import require
from ledger.domain.names import plan_stream
from ledger.domain.plan import (
    CollectItem,
    ItemCollected,
    PlanRegistered,
    PlanWithdrawn,
    RegisterPlan,
    WithdrawPlan,
    standing,
)
from ledger.domain.rejection import RejectClaim, RejectStatement, stream_of_claim
from ledger.errors import Conflict
from tests.domain.sample import ALL, SAID
from tests.given_when_then import given

DAILY_2022 = RegisterPlan(
    "daily-2022",
    "The Daily, opinion pages",
    "every forecast of a named speaker",
    date(2022, 1, 1),
    date(2022, 6, 30),
)
HOPE = RejectStatement("Ana", "I hope it rains", "a hope", "daily")


def test_a_plan_is_registered_once_with_all_that_it_says() -> None:
    registered = PlanRegistered(
        key="daily-2022",
        corpus="The Daily, opinion pages",
        since=date(2022, 1, 1),
        until=date(2022, 6, 30),
        rule="every forecast of a named speaker",
        query=None,
        note=None,
    )
    given().when(DAILY_2022).then(registered).when(DAILY_2022).then_nothing()


def test_a_plan_never_changes_not_even_once_it_is_given_up() -> None:
    other = replace(DAILY_2022, rule="whatever is striking")
    for before in ((DAILY_2022,), (DAILY_2022, WithdrawPlan("daily-2022"))):
        given(*before).when(other).then_refused("a plan never changes", Conflict)


def test_a_plan_that_was_given_up_stands_again_in_the_same_words() -> None:
    gone = given(DAILY_2022).when(WithdrawPlan("daily-2022", "closed"))
    now = gone.then(PlanWithdrawn(reason="closed"))
    assert standing(now(plan_stream("daily-2022"))) is None
    now.when(WithdrawPlan("daily-2022")).then_nothing()
    assert now.when(DAILY_2022).now().when(DAILY_2022).news == []


@pytest.mark.parametrize(
    ("missing", "problem"),
    [
        (replace(DAILY_2022, key="Daily 2022"), "cannot be a key"),
        (replace(DAILY_2022, corpus=" "), "needs its corpus"),
        (replace(DAILY_2022, rule=""), "needs its rule"),
        (replace(DAILY_2022, until=date(2021, 12, 31)), "ends on or after"),
    ],
)
def test_a_plan_has_a_key_a_corpus_a_rule_and_days_in_order(
    missing: RegisterPlan, problem: str
) -> None:
    given().when(missing).then_refused(problem)


def test_a_claim_and_a_rejected_statement_go_under_a_plan_once() -> None:
    claim = CollectItem("daily-2022", claim=SAID.stream())
    collected = ItemCollected(plan="plan-daily-2022", claim=SAID.stream(), rejection=None)
    given(*ALL, DAILY_2022).when(claim).then(collected).when(claim).then_nothing()
    aside = CollectItem("daily-2022", rejection=HOPE.stream())
    collected = ItemCollected(plan="plan-daily-2022", claim=None, rejection=HOPE.stream())
    given(*ALL, HOPE, DAILY_2022).when(aside).then(collected).when(aside).then_nothing()


def test_a_claim_found_to_be_none_is_set_aside_where_its_stream_says() -> None:
    before = given(*ALL)
    rejected = before.when(RejectClaim(SAID.stream(), "a hope")).news[-1]
    assert stream_of_claim(require(SAID.stream(), before).content) == rejected.stream


@pytest.mark.parametrize(
    ("item", "problem"),
    [
        (CollectItem("nowhere", claim=SAID.stream()), "there is no plan “nowhere”"),
        (CollectItem("daily-2022"), "a claim or a statement set aside"),
        (CollectItem("daily-2022", SAID.stream(), HOPE.stream()), "a claim or a statement"),
        (CollectItem("daily-2022", claim="claim-nowhere"), "there is no such claim"),
        (CollectItem("daily-2022", rejection=HOPE.stream()), "is not set aside"),
    ],
)
def test_an_item_is_one_thing_on_record_under_a_plan_that_stands(
    item: CollectItem, problem: str
) -> None:
    given(*ALL, DAILY_2022).when(item).then_refused(problem)


def test_nothing_goes_under_a_plan_that_was_given_up() -> None:
    gone = given(*ALL, DAILY_2022, WithdrawPlan("daily-2022"))
    gone.when(CollectItem("daily-2022", claim=SAID.stream())).then_refused("there is no plan")
