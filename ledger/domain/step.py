"""Steps taken back and taken again: what one command did, as a whole. One stream, ``steps``.

Invariant: nothing is ever removed. A fact stands while the step it came in stands; taking a step
back is itself a step, so that it can be taken back too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from ledger.domain.fact import Fact, Known, Named, New, Text
from ledger.errors import Refused

STREAM = "steps"


class StepUndone(Fact):
    """Everything that came in one step no longer stands."""

    stored_name: ClassVar[str] = "step.undone"
    step: Named
    reason: Text


class StepRedone(Fact):
    """Everything that came in an undone step stands again."""

    stored_name: ClassVar[str] = "step.redone"
    step: Named


class InTheWay(Refused):
    """Another step stands in the way, or is missing; whoever can tell of it in words does."""

    def __init__(self, sentence: str, remedy: str, step: str) -> None:
        """Take the sentence, in which the other step stands as its id, the remedy, and that id."""
        super().__init__(sentence, remedy)
        self.step = step


@dataclass(frozen=True)
class UndoStep:
    """Take back a step; `rests_on_it` names the steps that would lose their ground."""

    step: str
    reason: str = ""
    rests_on_it: tuple[str, ...] = ()


@dataclass(frozen=True)
class RedoStep:
    """Take an undone step again.

    `rests_on` names undone steps that it would miss, `since` those that did something to the same
    things after it was taken back.
    """

    step: str
    rests_on: tuple[str, ...] = ()
    since: tuple[str, ...] = ()


def undone(facts: Iterable[Fact]) -> frozenset[str]:
    """Return the steps that are undone, from the facts of the stream, oldest first."""
    gone: set[str] = set()
    for fact in facts:
        if isinstance(fact, StepUndone):
            gone.add(fact.step)
        elif isinstance(fact, StepRedone):
            gone.discard(fact.step)
    return frozenset(gone)


def undo_step(command: UndoStep, known: Known) -> list[New]:
    """Undo a step once; refuse while another step rests on it."""
    if command.step in undone(known(STREAM)):
        return []
    if command.rests_on_it:
        last = command.rests_on_it[-1]
        raise InTheWay(f"another step rests on {command.step}: {last}", f"claims undo {last}", last)
    return [New(STREAM, StepUndone(step=command.step, reason=command.reason))]


def redo_step(command: RedoStep, known: Known) -> list[New]:
    """Redo an undone step; one that stands stays as it is.

    Refuse while its ground is undone, and while later steps stand that were taken without it.
    """
    if command.step not in undone(known(STREAM)):
        return []
    if command.rests_on:
        first = command.rests_on[0]
        raise InTheWay(
            f"{command.step} rests on another step that is undone: {first}",
            f"claims redo {first}",
            first,
        )
    if command.since:
        last = command.since[-1]
        raise InTheWay(
            f"another step has been taken since {command.step}: {last}", f"claims undo {last}", last
        )
    return [New(STREAM, StepRedone(step=command.step))]


def steps_resting_on(
    streams: frozenset[str], later: Sequence[tuple[str, str, frozenset[str]]]
) -> tuple[str, ...]:
    """Return the later steps that touch or mention any of `streams`, oldest first, each once.

    `later`: (step, stream, streams mentioned) for each standing fact written afterwards.
    """
    touching = (step for step, stream, named in later if stream in streams or named & streams)
    return tuple(dict.fromkeys(touching))
