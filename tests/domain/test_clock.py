from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ledger.domain.clock import AcceptClock, ClockAccepted, jump
from tests.given_when_then import given

NEWEST = datetime(2026, 11, 25, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("after", "jumps"),
    [
        (timedelta(), False),
        (-timedelta(minutes=5), False),
        (-timedelta(minutes=5) - SECOND, True),
        (timedelta(days=366), False),
        (timedelta(days=366) + SECOND, True),
    ],
)
def test_a_clock_jumps_when_it_is_minutes_behind_or_over_a_year_ahead(
    after: timedelta, jumps: bool
) -> None:
    assert bool(jump(NEWEST, NEWEST + after)) is jumps


def test_an_empty_ledger_takes_any_clock() -> None:
    assert jump(None, datetime(1970, 1, 1, tzinfo=UTC)) == ""


def test_a_jump_is_accepted_with_a_reason_and_once() -> None:
    accept = AcceptClock(NEWEST, NEWEST - timedelta(days=2), "the battery was flat")
    answer = given().when(accept)
    assert answer.news[0].fact == ClockAccepted(
        newest_recorded_at=NEWEST,
        clock=NEWEST - timedelta(days=2),
        reason="the battery was flat",
    )
    given(accept).when(accept).then_nothing()
    given().when(AcceptClock(NEWEST, NEWEST - timedelta(days=2), " ")).then_refused("a reason")


def test_a_clock_that_did_not_jump_needs_no_word() -> None:
    given().when(AcceptClock(NEWEST, NEWEST, "why not")).then_nothing()
