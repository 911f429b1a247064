"""``claims resolve``: say what happened, for everybody who spoke on the question."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from ledger.cli import ask, find, output
from ledger.cli.doing import report
from ledger.cli.options import AsJson, LedgerDir, NoInput, Reason, begun, opened, optional, text
from ledger.errors import Unreadable
from ledger.visible import visible

if TYPE_CHECKING:
    from ledger.app import Ledger
    from ledger.domain.dates import When
    from ledger.domain.question import QuestionContent

_OUTCOMES = {
    "binary": "yes, no",
    "number": "a number",
    "date": "a day, not-by-horizon",
}


def command(
    target: Annotated[
        str | None, typer.Argument(help="A question's key, or the id of a question or claim.")
    ] = None,
    outcome: Annotated[
        str | None,
        typer.Argument(help="yes, no, an option, a number, a day, annulled or ambiguous."),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(
            "--on",
            metavar="DATE",
            help="When it happened; for no, the closing day once it has passed.",
        ),
    ] = None,
    known: Annotated[
        str | None,
        typer.Option(
            "--known", metavar="DATE", help="When anyone could know; as --on if left out."
        ),
    ] = None,
    evidence: Annotated[
        list[str] | None,
        typer.Option("--evidence", metavar="URL|TEXT", help="How we know; repeat for several."),
    ] = None,
    note: Annotated[
        str | None, typer.Option("--note", metavar="TEXT", help="Anything else.")
    ] = None,
    correct: Annotated[bool, typer.Option("--correct", help="Correct an earlier answer.")] = False,
    reason: Reason = "",
    no_input: NoInput = False,
    as_json: AsJson = False,
    ledger: LedgerDir = None,
) -> None:
    """Answer a question. yes and no always answer the question, whoever denied it.

    A choice is answered with its option, a number with the number, a date with the day or with
    not-by-horizon. A number below zero stands after --.

    \b
    Example:
      claims resolve invasion yes --on 2022-02-24 --evidence https://example.org/24-february
      claims resolve invasion no --correct --reason "the first answer was a slip"
    """
    from ledger.cli.forecasting import ENDS
    from ledger.domain.question import ResolveQuestion, require
    from ledger.steps import Step

    with opened(ledger) as held:
        begun(held)
        may_ask = not no_input and output.can_ask()
        which = _Missing("Which", "TARGET", "claims due shows what waits")
        key = _given(which, target, may_ask, lambda given: find.target(held, given).question)
        about = _about(held, key)
        asked = require(key, held.standing).content
        what = _Missing(
            f"Answer ({_ways(asked)})", "OUTCOME", f"claims resolve {key} {ENDS[asked.kind]}"
        )
        answer = _given(what, outcome, may_ask, lambda given: _outcome(asked, given))
        told = answer.replace("not_by_horizon", "not by the horizon")
        unchanged = f"{key} was answered {told} already; nothing changed."
        if _says_so(about, answer) and not (on or known or evidence or note):
            report(Step(""), "", unchanged, as_json=as_json)
            return
        happened, known_when = _days(
            held, answer, optional(on), optional(known), about["closes_on"]
        )
        step = held.execute(
            ResolveQuestion(
                key=key,
                outcome=answer,
                happened_on=happened.day if happened else None,
                known_on=known_when.day,
                known_at=known_when.moment,
                evidence=tuple(text(one) for one in evidence or ()),
                note=optional(note),
                correct=correct,
                reason=text(reason),
            )
        )
        day = f" on {happened.day:%d %b %Y}" if happened else ""
        report(step, f"{key} answered {told}{day}.", unchanged, as_json=as_json)


@dataclass(frozen=True)
class _Missing:
    """How an argument that was left out is asked for, and what is said where nobody can be."""

    label: str
    name: str
    remedy: str


def _given(missing: _Missing, value: str | None, may_ask: bool, read: Callable[[str], str]) -> str:
    if value is not None:
        return read(text(value))
    if may_ask:
        return ask.until_read(missing.label, lambda given: read(ask.required(given)))
    raise Unreadable(f"{missing.name} is missing: claims resolve TARGET OUTCOME", missing.remedy)


def _ways(asked: QuestionContent) -> str:
    return f"{_OUTCOMES.get(asked.kind) or ', '.join(asked.options)}, annulled, ambiguous"


def _outcome(asked: QuestionContent, given: str) -> str:
    from ledger.domain.kinds import read_outcome

    return read_outcome(asked.kind, asked, given)


def _about(held: Ledger, key: str) -> dict[str, object]:
    """Echo the question and everybody whom its answer concerns; return its row."""
    from ledger.readmodel import queries

    row = held.ask(queries.QUESTION, [key])[0]
    names = [str(one["commentator"]) for one in held.ask(queries.CLAIMS_ON, [key])]
    concerned = ", ".join(dict.fromkeys(names)) or "nobody yet"
    output.talk(f"{visible(str(row['question']))}\nconcerns {visible(concerned)}")
    return row


def _says_so(about: dict[str, object], answer: str) -> bool:
    return about["answer"] == answer and not about["withdrawn"]


def _days(
    held: Ledger, answer: str, on: str | None, known: str | None, closes_on: object
) -> tuple[When | None, When]:
    """Return when it happened (none for annulled and ambiguous) and when it could be known."""
    from ledger.domain.dates import When, read_when

    passed = isinstance(closes_on, date) and closes_on <= held.today
    usual = When(held.today)
    if answer in {"no", "not_by_horizon"} and passed and isinstance(closes_on, date):
        usual = When(closes_on)
    elif _is_day(answer):
        usual = When(date.fromisoformat(answer))
    happened = read_when(on, held.today) if on else usual
    known_when = read_when(known, held.today) if known else happened
    void = answer in {"annulled", "ambiguous"}
    _check_past(held, happened, known_when)
    _warn(answer, happened.day, closes_on)
    if not (on or void):
        output.talk(
            f"on {happened.day.isoformat()}, "
            f"{_which(happened.day, closes_on, held.today)}; --on says otherwise"
        )
    return (None if void and not on else happened), known_when


def _is_day(answer: str) -> bool:
    """Say whether the answer is itself a day; outcomes are kept in one form each."""
    return re.fullmatch(r"\d{4}-\d{2}-\d{2}", answer) is not None


def _which(day: date, closes_on: object, today: date) -> str:
    if day == closes_on:
        return "the closing day"
    return "today" if day == today else "the day it is answered with"


def _check_past(held: Ledger, *days: When) -> None:
    for one in days:
        if one.day > held.today:
            raise Unreadable(f"{one.day} has not come yet", "give the day on which it happened")


def _warn(answer: str, happened: date, closes_on: object) -> None:
    """Say what a date means for the score, where it may surprise."""
    if not isinstance(closes_on, date) or answer in {"annulled", "ambiguous"}:
        return
    if answer == "yes" and happened > closes_on:
        output.talk(f"note: that is after the closing day, {closes_on}; --on says when it happened")
    if happened < closes_on:
        output.talk(f"note: before the closing day: scored after {closes_on}, or --include-early")
