"""A panel of simulated forecasters, plainly named so, for looking around.

Invariant: the same seed makes the same panel; nobody on it is real, and the ledger knows that.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ledger.domain.claim import RecordClaim
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.question import PoseQuestion, ResolveQuestion
from ledger.steps import Located

SEED = 20220224
EVENTS = 400
LUCKY = 12
_FILE = "simulated panel"
_FIRST_DAY = date(2024, 1, 1)
_STEPS = 1000
"""Forecasters state whole thousandths."""

Habit = Callable[[float, random.Random], float]


@dataclass(frozen=True)
class Event:
    """Something that did or did not happen, with the chance that it had."""

    number: int
    chance: float
    happened: bool

    @property
    def key(self) -> str:
        """The question's key."""
        return f"simulated-event-{self.number:03d}"

    @property
    def closes_on(self) -> date:
        """The day on which it was decided."""
        return _FIRST_DAY + timedelta(days=30 + self.number)


def panel(seed: int = SEED) -> list[Located]:
    """Return the commands that put the panel, its questions and its forecasts on record."""
    dice = random.Random(seed)  # noqa: S311 a simulation, not a secret
    events = [_event(number, dice) for number in range(1, EVENTS + 1)]
    return [*_asked(events), *_forecasts(events, dice)]


def _event(number: int, dice: random.Random) -> Event:
    chance = dice.betavariate(1.1, 1.1)
    return Event(number, chance, dice.random() < chance)


def _asked(events: list[Event]) -> Iterator[Located]:
    for event in events:
        posed = PoseQuestion(
            key=event.key,
            text=f"Simulated: does event {event.number} happen?",
            closes_on=event.closes_on,
            topics=("simulated",),
        )
        answer = ResolveQuestion(
            event.key,
            "yes" if event.happened else "no",
            event.closes_on,
            event.closes_on,
            evidence=("drawn by the simulation",),
        )
        yield Located((posed, answer), _FILE, event.number)


def _forecasts(events: list[Event], dice: random.Random) -> Iterator[Located]:
    for name, habit in _HABITS.items():
        yield Located((RegisterCommentator(_named(name), "person", simulated=True),), _FILE, 0)
        for event in events:
            yield _forecast(name, event, habit(event.chance, dice))
    lucky = [event for event in events if event.happened][:LUCKY]
    yield Located((RegisterCommentator(_named("lucky"), "person", simulated=True),), _FILE, 0)
    for event in lucky:
        yield _forecast("lucky", event, 0.7)


def _forecast(name: str, event: Event, p: float) -> Located:
    thousandths = min(_STEPS, max(0, round(p * _STEPS)))
    claim = RecordClaim(
        by=_named(name),
        question=event.key,
        said_on=event.closes_on - timedelta(days=30),
        probability=thousandths * (1_000_000_000 // _STEPS),
        probability_text=f"{thousandths / 10:g}%",
        namespace="simulated",
        external_id=f"{name.replace(' ', '-')}-{event.number:03d}",
        note="simulated",
    )
    return Located((claim,), _FILE, event.number)


def _named(name: str) -> str:
    return f"{name} (simulated)"


def _bent(strength: float) -> Habit:
    """Return the habit of stretching the log odds: above 1 too sure, below 1 not sure enough."""

    def habit(chance: float, dice: random.Random) -> float:
        odds = math.log(max(chance, 1e-6) / max(1 - chance, 1e-6)) + dice.gauss(0, 0.15)
        return 1 / (1 + math.exp(-strength * odds))

    return habit


def _hedge(chance: float, dice: random.Random) -> float:
    return 0.45 + 0.1 * chance + dice.uniform(-0.02, 0.02)


_HABITS: dict[str, Habit] = {
    "calibrated": _bent(1.0),
    "overconfident": _bent(2.5),
    "underconfident": _bent(0.45),
    "hedging": _hedge,
}
