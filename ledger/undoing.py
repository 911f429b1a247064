"""Taking a step back and taking it again: which facts it has, and which others rest on it.

Invariant: where a step's facts lie is asked of the read model, what they say and whether they stand
is read from the log; the decision itself is that of `ledger.steps`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from ledger.domain.step import StepRedone, StepUndone
from ledger.readmodel.queries_steps import FIRST_OF_STEP, SPAN_OF_STEP, UNDONE_BELOW
from ledger.steps import decide_redo, decide_undo

if TYPE_CHECKING:
    from ledger.domain.fact import Fact, Recorded
    from ledger.log.store import Log
    from ledger.log.world import World
    from ledger.readmodel.session import Rows

Ask = Callable[[str, Sequence[object]], "Rows"]
"""Asks the read model."""


@dataclass(frozen=True)
class Look:
    """One look at a ledger: its log, what is known to stand, and the read model to ask."""

    log: Log
    world: World
    ask: Ask

    def standing_since(self, step: str) -> list[Recorded]:
        """Return the facts that stand, and the step's own, from the step's first fact on."""
        first = self.ask(FIRST_OF_STEP, [step])[0]["position"]
        since = self.log.after(int(str(first)) - 1) if first is not None else iter(())
        undone = self.world.undone
        return [held for held in since if held.batch == step or held.batch not in undone]

    def ground_undone(self, step: str) -> list[Recorded]:
        """Return the facts of older steps that were undone after this one, oldest step first."""
        return [
            held
            for row in self.ask(UNDONE_BELOW, [step])
            for held in _between(self.log, str(row["step"]), row["first"], row["last"])
        ]


def facts_of(log: Log, ask: Ask, step: str) -> list[Recorded]:
    """Return the facts that came in one step, oldest first; none if there is no such step."""
    span = ask(SPAN_OF_STEP, [step])[0]
    return _between(log, step, span["first"], span["last"])


def undo(look: Look, step: str, reason: str) -> None:
    """Decide to take a step back; an undone undo brings back what it took.

    Raises `Refused` while other steps rest on it, `NotFound` if there is no such step.
    """
    facts = look.standing_since(step)
    match _first(facts, step):
        case StepUndone(step=undone):
            redo(look, undone)
        case StepRedone(step=redone):
            undo(look, redone, reason)
        case _:
            decide_undo(step, reason, facts, look.world)


def redo(look: Look, step: str) -> None:
    """Decide to take an undone step again; of an undo or a redo, the step that it was about.

    Raises `Refused` while a step that it rests on is undone, or where later steps were taken
    without it; `NotFound` if there is no such step.
    """
    facts = look.standing_since(step)
    match _first(facts, step):
        case StepUndone(step=about) | StepRedone(step=about):
            redo(look, about)
        case _:
            decide_redo(step, facts, look.world, look.ground_undone(step))


def retake(look: Look, step: str) -> None:
    """Decide that an import stands again whose rows have just been decided."""
    decide_redo(step, look.standing_since(step), look.world, None)


def _first(facts: Sequence[Recorded], step: str) -> Fact | None:
    return next((held.fact for held in facts if held.batch == step), None)


def _between(log: Log, step: str, first: object, last: object) -> list[Recorded]:
    """Return a step's facts, which lie between two positions; none where there are none."""
    if first is None:
        return []
    since, upto = log.after(int(str(first)) - 1), int(str(last))
    return [h for h in takewhile(lambda held: held.position <= upto, since) if h.batch == step]
