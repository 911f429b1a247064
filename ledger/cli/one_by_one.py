"""What is due, answered one after another at a terminal, each answer a step of its own.

Invariant: what was answered before the person stops is saved, and it is said so.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

import typer

from ledger.cli import ask, find, output, picking, resolving
from ledger.domain.dates import read_when
from ledger.domain.question import require
from ledger.visible import visible

if TYPE_CHECKING:
    from ledger.app import Ledger
    from ledger.cli.resolving import Given, Row
    from ledger.domain.question import ResolveQuestion
    from ledger.readmodel.session import Rows
    from ledger.steps import Step

_NONE = "none"


def answer_what_is_due(held: Ledger, given: Given) -> None:
    """Let the person pick a question and answer it, until they leave or nothing is left."""
    answered = 0
    try:
        while (key := _picked(held, answered)) is not None:
            answered += bool(_answer(held, key, given))
    except KeyboardInterrupt:
        if not answered:
            raise
        output.talk(f"stopped; {_answers(answered)} saved before that: claims log")
        raise typer.Exit(130) from None
    output.talk(f"{_answers(answered)} saved" if answered else "nothing was answered")


def _answers(n: int) -> str:
    return f"{n:,} answer{'' if n == 1 else 's'}"


def _picked(held: Ledger, answered: int) -> str | None:
    rows = held.table("due").rows()
    if not rows:
        output.talk("nothing else waits for an answer" if answered else "nothing waits for one")
        return None
    choices = [
        picking.Choice(
            str(row["question_key"]),
            _line(row),
            " ".join([*cast("list[str]", row["commentators"]), *cast("list[str]", row["topics"])]),
        )
        for row in rows
    ]
    return picking.pick("Which", choices, lambda typed: find.target(held, typed).question)


def _line(row: dict[str, object]) -> str:
    """Tell a question in a line: its id, when, who, what."""
    days = int(str(row["days_overdue"]))
    when = f"overdue {days:,} d" if days > 0 else f"in {-days:,} d" if days else "today"
    first, *others = cast("list[str]", row["commentators"])
    who = first + (f" and {len(others)} more" if others else "")
    return f"{row['id']}  {when:>13}  {row['question']}  ({who})"


def _answer(held: Ledger, key: str, given: Given) -> Step | None:
    """Ask for the answer of one question, its day and the evidence; slips are asked again."""
    asked = require(key, held.standing).content
    [about], on_it = resolving.looked_up(held, [key])
    output.talk(f"\n{visible(str(about['question']))}")
    if about["criteria"]:
        output.talk(f"counts: {visible(str(about['criteria']))}")
    output.talk(resolving.concerns(on_it))
    answer = ask.until_read(
        f"Answer ({visible(resolving.ways(asked))}; Enter leaves it open)",
        lambda typed: resolving.outcome(asked, typed) if typed else "",
    )
    if not answer or not resolving.goes_ahead(held, about, answer, may_ask=True):
        return None
    return _record(
        held,
        about,
        on_it,
        resolving.command(held, about, answer, _more(held, about, answer, given)),
    )


def _more(held: Ledger, about: Row, answer: str, given: Given) -> Given:
    """Ask for what was not said on the command line: the day, and how we know."""
    on, evidence = given.on, given.evidence
    if on is None and answer not in resolving.VOID:
        usual = resolving.usual_day(held, about, answer).day.isoformat()
        on = ask.until_read("On", lambda typed: _day(held, typed), usual)
    if not evidence:
        said = ask.line("How we know (a link or a few words)", _NONE)
        evidence = () if said == _NONE else (said,)
    return replace(given, on=on, evidence=evidence)


def _day(held: Ledger, typed: str) -> str:
    """Return a day that has come, as it was typed."""
    resolving.check_past(held, read_when(typed, held.today))
    return typed


def _record(held: Ledger, about: Row, on_it: Rows, command: ResolveQuestion) -> Step:
    step = held.execute(command)
    resolving.tell(held, step, [about], [command], on_it, as_json=False)
    return step
