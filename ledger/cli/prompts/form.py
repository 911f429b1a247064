"""Several questions one after the other, with a way back that keeps what was answered.

Invariant: an answer that cannot be read is asked for again and says why; every answer that was
taken is handed to whoever keeps drafts before the next question is put.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ledger.cli import output
from ledger.cli.options import text
from ledger.cli.prompts.asking import Asker, Back, Prompt, Stopped, say_back
from ledger.errors import LedgerError


@dataclass(frozen=True)
class State:
    """How far somebody has come: what they typed at each field, and what it was taken for."""

    typed: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    at: str = ""
    """The field that is being asked for."""


@dataclass(frozen=True)
class Taken:
    """What an answer was taken for, and what is said of it."""

    values: Mapping[str, str]
    said: Sequence[str] = ()


@dataclass(frozen=True)
class Field:
    """One question of a form."""

    name: str
    wanted: Callable[[State], bool]
    prompt: Callable[[State], Prompt]
    take: Callable[[str, State], Taken]
    """Reads an answer; raises what is wrong with it."""
    sets: tuple[str, ...]
    """The values that an answer gives; they go when it is given anew."""


def fill(fields: Sequence[Field], state: State, ask: Asker, keep: Callable[[State], None]) -> State:
    """Ask for every field that is wanted, from where `state` is; raise `Stopped`, once kept."""
    at = next((n for n, one in enumerate(fields) if one.name == state.at), 0)
    while at < len(fields):
        one = fields[at]
        if not one.wanted(state):
            at += 1
            continue
        state = replace(state, at=one.name)
        try:
            state = _answered(one, state, ask)
        except Back:
            at = _before(fields, state, at)
            continue
        except Stopped as stopped:
            keep(_with_half(one.name, state, stopped.typed))
            raise
        at += 1
        keep(state)
    return state


def _answered(one: Field, state: State, ask: Asker) -> State:
    """Ask for one field until its answer can be read."""
    asked = one.prompt(state)
    while True:
        typed = ask(replace(asked, typed=state.typed.get(one.name, asked.typed)))
        try:
            taken = one.take(text(typed), state)
        except Back:  # from a question about the answer: back to the answer
            continue
        except Stopped as stopped:
            raise Stopped(typed) from stopped
        except LedgerError as error:
            output.complain(error)
            continue
        for line in taken.said:
            say_back(line)
        others = {name: held for name, held in state.values.items() if name not in one.sets}
        return replace(
            state, typed={**state.typed, one.name: typed}, values={**others, **taken.values}
        )


def _with_half(name: str, state: State, half: str) -> State:
    return replace(state, typed={**state.typed, name: half}) if half.strip() else state


def _before(fields: Sequence[Field], state: State, at: int) -> int:
    """Return the place of the field before; at the first one, say that it is."""
    earlier = [n for n in range(at) if fields[n].wanted(state)]
    if not earlier:
        say_back("this is the first question; Ctrl-C stops, and keeps a draft")
    return earlier[-1] if earlier else at
