"""A claim on a question that is asked already: what may be said with it, and what may not.

Invariant: nothing that was typed is left out in silence; what belongs to the question is refused,
with what to type instead.
"""

from __future__ import annotations

import shlex
from datetime import date
from typing import TYPE_CHECKING

from ledger.domain.names import folded
from ledger.errors import Refused

if TYPE_CHECKING:
    from ledger.cli.given import Typed
    from ledger.domain.question import QuestionContent


def check(typed: Typed, due: date | None, held: QuestionContent) -> None:
    """Raise `Refused` for what says something else of the question than is on record."""
    _check_same_text(typed, held)
    _check_same_due(typed, due, held)
    own = {
        "--criteria": typed.criteria,
        "--if": typed.condition,
        "--story": typed.story,
        "--topic": typed.topics,
        "--coded-deadline": typed.coded_deadline,
        **typed.other.of_question(),
    }
    given = ", ".join(name for name, value in own.items() if value)
    if given:
        raise Refused(
            f"the question “{held.key}” is asked already: {given} cannot be said with a claim",
            f"leave it away; claims edit {held.key} --set FIELD=VALUE corrects a question",
        )


def _check_same_text(typed: Typed, held: QuestionContent) -> None:
    if typed.statement and folded(typed.statement) != folded(held.text):
        raise Refused(
            f"the question “{held.key}” asks something else: {held.text}",
            "leave the statement away, or --question",
        )


def _check_same_due(typed: Typed, due: date | None, held: QuestionContent) -> None:
    if typed.due is None or due == held.closes_on:
        return
    closes = held.closes_on.isoformat() if held.closes_on else "never"
    raise Refused(
        f"the question “{held.key}” closes {closes};"
        " a claim with another deadline needs a question of its own",
        _ready(typed, held),
    )


def _ready(typed: Typed, held: QuestionContent) -> str:
    """Return the command that puts the claim on a question of its own, in the same story."""
    condition = (held.condition_question or "").removeprefix("question-")
    values = {
        "--by": typed.by,
        "--said": typed.said,
        "--due": typed.due,
        "--source": typed.source,
        "-p": typed.p,
        "--unscorable": typed.unscorable,
        "--quote": typed.quote,
        "--reported": typed.reported,
        "--words": typed.words,
        "--deadline-words": typed.deadline_words,
        "--story": (held.story or "").removeprefix("story-"),
        "--if": f"{condition}={held.condition_outcome}" if condition else None,
        "--kind": typed.kind if typed.kind != "forecast" else None,
        "--of": typed.of,
        "--voice": typed.voice if typed.voice != "direct" else None,
        "--role": typed.role if typed.role != "self" else None,
        "--venue": typed.venue,
        "--note": typed.note,
    }
    flags = [
        name for name, given in (("--denies", typed.denies), ("--stated", typed.stated)) if given
    ]
    options = [word for name, value in values.items() if value for word in (name, value)]
    options += typed.other.words() + _of_kind(held)
    return shlex.join(["claims", "add", held.text, *options, *flags])


def _of_kind(held: QuestionContent) -> list[str]:
    """Return what says of which kind the question is, where it is not of yes or no."""
    if held.kind == "binary":
        return []
    listed = [word for option in held.options for word in ("--option", option)]
    more = [["--unit", held.unit] if held.unit else [], ["--ordered"] if held.ordered else []]
    more += [["--scale", held.scale] if held.scale else []]
    return ["--question-kind", held.kind, *listed, *[word for words in more for word in words]]
