"""``claims edit``: mend what was put down; the old stays on record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ledger.cli import find
from ledger.cli.doing import report
from ledger.cli.options import AsJson, LedgerDir, Reason, begun, opened, optional, text
from ledger.errors import NotFound, Unreadable

if TYPE_CHECKING:
    from ledger.app import Ledger
    from ledger.domain.decide import Command


def command(
    target: Annotated[
        str, typer.Argument(help="A claim's id, or the key of a question, source or story.")
    ],
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="FIELD=VALUE", help="Repeat for several; an empty value clears."
        ),
    ] = None,
    p: Annotated[
        str | None,
        typer.Option("-p", "--probability", metavar="P", help="Your reading of the claim, anew."),
    ] = None,
    reason: Reason = "",
    as_json: AsJson = False,
    ledger: LedgerDir = None,
) -> None:
    """Correct a claim, question, source or story. What stood before stays in the log.

    \b
    Example:
      claims edit invasion --set criteria="Ground forces in brigade strength"
      claims edit nyt-2022-01-21 --set "title=U.S. and Russia in Geneva" --reason "was missing"
    """
    from ledger.cli import editing

    with opened(ledger) as held:
        what, name = _target(begun(held), text(target))
        changes = (
            editing.commands(held, what, name, [text(one) for one in set_], text(reason))
            if set_
            else []
        )
        reading = _reading(held, what, name, p, reason) if optional(p) and p else []
        if not changes and not reading:
            raise Unreadable(
                "nothing to change was given", f"claims edit {target} --set FIELD=VALUE, or -p 60%"
            )
        step = held.execute([*changes, *reading])
        report(
            step,
            f"{target} is corrected.",
            f"{target} says so already; nothing changed.",
            as_json=as_json,
        )


def _reading(held: Ledger, what: str, name: str, p: str, reason: str) -> list[Command]:
    from ledger.domain.estimate import RecordEstimate
    from ledger.domain.probability import read_probability
    from ledger.readmodel import queries

    if what != "claim":
        raise Unreadable(f"a {what} has no reading", "give the id of a claim")
    row = held.ask(queries.CLAIM, [name])
    outcome_known = bool(row and row[0]["outcome"])
    read = read_probability(p)
    return [
        RecordEstimate(
            claim=name,
            coder=held.recorder,
            low=read.low,
            best=read.best,
            high=read.high,
            saw_speaker=True,
            saw_outcome=True if outcome_known else None,
            revise=True,
            reason=text(reason),
        )
    ]


def _target(held: Ledger, given: str) -> tuple[str, str]:
    """Return what kind of thing `given` names, and its key or stream."""
    try:
        found = find.target(held, given)
        return ("claim", found.claim) if found.claim is not None else ("question", found.question)
    except NotFound as missing:
        for table, column, what in (
            ("sources", "source_key", "source"),
            ("stories", "story", "story"),
        ):
            if any(row[column] == given for row in held.table(table).rows()):
                return what, given
        raise missing
