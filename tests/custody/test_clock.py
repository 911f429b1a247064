"""The clock is never bent: a jump is refused until somebody puts on record that it is right."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ledger.app import Ledger
from ledger.domain.clock import AcceptClock
from ledger.domain.commentator import RegisterCommentator
from ledger.errors import Refused
from tests.custody.conftest import Clock

JUMPS = [timedelta(days=-3), timedelta(days=800)]
DORA, ED = RegisterCommentator("Dora"), RegisterCommentator("Ed")


@pytest.mark.parametrize("by", JUMPS, ids=["back", "ahead"])
def test_a_jump_is_refused_and_nothing_is_recorded(
    ledger: Ledger, clock: Clock, by: timedelta
) -> None:
    at = ledger.position()
    clock.now += by
    with pytest.raises(Refused, match="the clock shows") as refused:
        ledger.execute(DORA)
    assert "claims clock --accept" in refused.value.remedy
    assert ledger.position() == at


@pytest.mark.parametrize("by", JUMPS, ids=["back", "ahead"])
def test_an_accepted_jump_is_on_record_and_times_are_as_the_clock_shows_them(
    ledger: Ledger, clock: Clock, by: timedelta
) -> None:
    newest = ledger.log.newest_recorded_at()
    assert newest is not None
    clock.now += by
    ledger.execute(AcceptClock(newest, ledger.now, "the battery was flat"))
    ledger.execute(DORA)
    (row,) = ledger.ask("select recorded_at from fact order by position desc limit 1")
    assert str(row["recorded_at"])[:16] == f"{clock.now:%Y-%m-%d %H:%M}"
    (row,) = ledger.ask("select reason from clock_accepted")
    assert row["reason"] == "the battery was flat"


def test_a_little_behind_is_no_jump(ledger: Ledger, clock: Clock) -> None:
    clock.now -= timedelta(minutes=4)
    assert ledger.execute(ED)
