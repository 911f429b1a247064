"""Steps taken back and taken again: which is meant, and what is said of it in words.

Invariant: whatever is said to have been done is said with the command that reverses it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.cli import output
from ledger.cli.options import text
from ledger.domain.step import InTheWay
from ledger.errors import Ambiguous, NotFound, Refused
from ledger.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ledger.app import Ledger
    from ledger.readmodel.session import Rows
    from ledger.steps import Step

_FEW = 50
"""Facts up to which a step is told in words; more are counted, and not read for it."""


def chosen(held: Ledger, given: str) -> str:
    """Return the step whose id begins with `given`; raise `NotFound` or `Ambiguous`."""
    from ledger.readmodel import queries_steps

    rows = held.ask(queries_steps.STEP_IDS, [text(given)])
    exact = [row for row in rows if row["step"] == given]
    if len(rows) > 1 and not exact:
        raise Ambiguous(
            f"“{given}” fits {len(rows)} steps", "give more of it; claims log lists the steps"
        )
    return _first(exact or rows, f"there is no step “{given}”")


def last_taken(held: Ledger) -> str:
    """Return the step that came to stand last; raise `NotFound` where there is none."""
    from ledger.readmodel import queries_steps

    return _first(held.ask(queries_steps.LATEST_STEP), "there is nothing to undo")


def last_undone(held: Ledger) -> str:
    """Return the step that was taken back last; raise `NotFound` if something was done since."""
    from ledger.readmodel import queries_steps

    return _first(held.ask(queries_steps.LATEST_UNDONE), "there is nothing to redo")


@dataclass(frozen=True)
class Deed:
    """What a step did, read before anything is written: after that nothing more may go wrong."""

    step: str
    words: str
    questions: Sequence[str]
    """The streams of the questions that it answered, if it did nothing else."""


def deed_of(held: Ledger, step: str) -> Deed:
    """Return what a step did, in words that can be shown."""
    from ledger.readmodel import queries_steps
    from ledger.screens import deeds, describe

    rows = held.ask(queries_steps.STEP, [step])
    counts = rows[0]["facts"] if rows else {}
    if isinstance(counts, dict) and sum(counts.values()) > _FEW:
        return Deed(step, f"recorded {describe.summary(counts)}", ())
    facts = held.facts_of(step)
    if not facts:  # their content is gone
        return Deed(step, describe.summary(counts if isinstance(counts, dict) else {}), ())
    return Deed(step, visible(deeds.deed(facts)), deeds.answered(facts)[:_FEW])


def left(held: Ledger, deed: Deed) -> str:
    """Tell how the questions stand that a step answered, now that it is undone; else nothing."""
    from ledger.domain.question import fold
    from ledger.screens.words import spelled

    found = [fold(held.standing(stream)) for stream in deed.questions]
    answers = {one.answer.outcome if one.answer else "open" for one in found if one}
    return f" → {visible(spelled(answers.pop()))} again" if len(answers) == 1 else ""


def about(held: Ledger, step: str) -> str:
    """Return the step that a step undid or redid; any other is about itself."""
    from ledger.domain.step import StepRedone, StepUndone

    for recorded in held.facts_of(step)[:1]:
        if isinstance(recorded.fact, StepUndone | StepRedone):
            return about(held, recorded.fact.step)
    return step


def in_words(held: Ledger, step: str, work: Callable[[], Step]) -> Step:
    """Do `work` on a step; where another stands in its way, say in words what that one did."""
    try:
        return work()
    except InTheWay as error:
        own, other = deed_of(held, step).words, deed_of(held, error.step).words
        sentence = error.sentence.replace(step, f"{step} ({own})", 1)
        sentence = sentence.replace(f": {error.step}", f": {error.step} ({other})")
        raise Refused(sentence, error.remedy) from error


def say(did: str, words: str, reversed_by: str) -> None:
    """Say what was undone or redone, and how that is reversed."""
    output.talk(f"{did}: {words}.  {reversed_by}")


def _first(rows: Rows, nothing: str) -> str:
    if not rows:
        raise NotFound(nothing, "claims log lists the steps")
    return str(rows[0]["step"])
