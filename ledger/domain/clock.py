"""The recorder's clock: when it jumped, and who says that it is right. One stream, ``clock``.

Invariant: a moment is recorded as the clock shows it, never bent to fit; what looks wrong is
refused until somebody puts on record that it is not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from ledger.domain.fact import Fact, Known, Moment, Named, New
from ledger.errors import Refused

STREAM = "clock"
BACKWARD = timedelta(minutes=5)
"""Two machines may differ by so much; a clock further behind the newest fact was set back."""
FORWARD = timedelta(days=366)
"""A ledger may rest for a year; a clock further ahead of the newest fact is looked at first."""


class ClockAccepted(Fact):
    """The clock had jumped, and somebody said that it is right now."""

    stored_name: ClassVar[str] = "clock.accepted"
    newest_recorded_at: Moment
    clock: Moment
    reason: Named


@dataclass(frozen=True)
class AcceptClock:
    """Say that the clock is right although it jumped from the newest fact's time."""

    newest_recorded_at: datetime
    clock: datetime
    reason: str


def jump(newest: datetime | None, now: datetime) -> str:
    """Return in words how `now` jumps from the newest fact's time; '' if it does not."""
    if newest is None:
        return ""
    if newest - now > BACKWARD:
        return f"the clock shows {_said(now)}, before the newest fact of {_said(newest)}"
    if now - newest > FORWARD:
        return f"the clock shows {_said(now)}, over a year after the newest fact of {_said(newest)}"
    return ""


def accept_clock(command: AcceptClock, known: Known) -> list[New]:
    """Record once that a jump is right; a clock that did not jump needs no word."""
    jumped = jump(command.newest_recorded_at, command.clock)
    if not jumped or any(_accepts(fact, command.clock) for fact in known(STREAM)):
        return []
    if not command.reason.strip():
        raise Refused("a jump of the clock needs a reason", "claims clock --accept --reason TEXT")
    return [New(STREAM, ClockAccepted(**vars(command)))]


def _accepts(fact: Fact, clock: datetime) -> bool:
    return isinstance(fact, ClockAccepted) and fact.clock == clock


def _said(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
