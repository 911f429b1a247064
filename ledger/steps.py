"""Steps: what was asked for at once, row by row where it came from files, and what came of it.

Invariant: a row stands or falls with all its commands; what is decided is appended by others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ledger.errors import Conflict, LedgerError, NotFound, Refusal, Refused

if TYPE_CHECKING:
    from ledger.domain.decide import Command
    from ledger.domain.fact import New, Recorded
    from ledger.log.world import World


@dataclass(frozen=True)
class Step:
    """What one command or import did: its id, and the facts it added (none: it was already so)."""

    step: str
    facts: tuple[New, ...] = ()

    def __bool__(self) -> bool:
        """Say whether anything was added."""
        return bool(self.facts)


@dataclass(frozen=True)
class Located:
    """Commands from one row or entry of a file, which stand or fall together, and where it is."""

    commands: tuple[Command, ...]
    file: str
    line: int
    field: str = ""
    also: tuple[int, ...] = ()
    """The lines of further rows that they come from."""


@dataclass(frozen=True)
class Imported:
    """What an import did, or would do, and what it refused."""

    step: Step
    refusals: tuple[Refusal, ...] = ()
    already_here: int = 0
    """Rows and entries that added nothing, since it was already so."""
    taken_again: bool = False
    """Whether it had been undone and now stands again."""
    added: Mapping[str, int] = field(default_factory=dict)
    """How many facts of each stored name; those of a long file are not among `step.facts`."""


def decide_all(commands: Iterable[Command], world: World) -> None:
    """Decide commands one after another, each on what those before it leave."""
    from ledger.domain.decide import concerns, decide

    several = list(commands)
    world.prefetch(stream for command in several for stream in concerns(command))
    for command in several:
        world.add(decide(command, world))


def refusal_of(row: Located, error: LedgerError) -> Refusal:
    """Return what is told of a row that the ledger refuses."""
    kind = "conflict" if isinstance(error, Conflict) else "bad"
    return Refusal(row.file, row.line, row.field, error.sentence, error.remedy, kind, row.also)


def decide_undo(step: str, reason: str, facts: Sequence[Recorded], world: World) -> None:
    """Decide to take a step back; `facts` are those that stand from its first on.

    Raises `NotFound` if it has none, `Refused` for what the ledger says of itself, for what a coder
    is bound to, and while other steps rest on it.
    """
    from ledger.domain.commitment import check_undo
    from ledger.domain.facts import OF_THE_LEDGER
    from ledger.domain.step import UndoStep

    own = [held for held in facts if held.batch == step]
    if not own:
        raise NotFound(f"there is no step “{step}”", "claims log lists the steps")
    if own[0].fact.stored_name in OF_THE_LEDGER:
        raise Refused(
            f"what the ledger says of itself ({own[0].fact.stored_name}) cannot be taken back",
            "claims log lists the steps",
        )
    check_undo((held.fact for held in own), world)
    decide_all([UndoStep(step, reason, _resting_on(own, facts))], world)


def decide_redo(
    step: str, facts: Sequence[Recorded], world: World, ground: Sequence[Recorded] | None = ()
) -> None:
    """Decide to take an undone step again; `facts` are its own, and those that stand since.

    `ground` are the facts of older steps that were undone after it. An import that is taken again
    (None) is held to the rules row by row instead. Raises `NotFound` if there is no such step.
    """
    from ledger.domain.commitment import check_redo
    from ledger.domain.step import RedoStep

    own = [held for held in facts if held.batch == step]
    if not own:
        raise NotFound(f"there is no step “{step}”", "claims log lists the steps")
    check_redo(held.fact for held in own)
    if ground is None:
        decide_all([RedoStep(step)], world)
        return
    decide_all([RedoStep(step, _missing(own, ground), _resting_on(own, facts))], world)


def _missing(own: Sequence[Recorded], ground: Sequence[Recorded]) -> tuple[str, ...]:
    """Return the steps, `ground` being their facts, that a step with the facts `own` rests on."""
    from ledger.domain.facts import streams_named

    touched = {stream for held in own for stream in (held.stream, *streams_named(held.fact))}
    return tuple(dict.fromkeys(held.batch for held in ground if held.stream in touched))


def _resting_on(own: Sequence[Recorded], facts: Sequence[Recorded]) -> tuple[str, ...]:
    """Return the steps that rest on one, `own` being its facts and `facts` all that stand since."""
    from ledger.domain.facts import streams_named
    from ledger.domain.step import steps_resting_on

    streams = frozenset(held.stream for held in own)
    last = own[-1].position
    later = [
        (held.batch, held.stream, streams_named(held.fact))
        for held in facts
        if held.position > last and held.batch != own[0].batch
    ]
    return steps_resting_on(streams, later)
