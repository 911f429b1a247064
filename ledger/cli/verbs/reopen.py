"""``claims reopen``: take an answer back."""

from __future__ import annotations

from typing import Annotated

import typer

from ledger.cli import find
from ledger.cli.doing import report
from ledger.cli.options import AsJson, LedgerDir, Reason, begun, opened, text


def command(
    target: Annotated[
        str, typer.Argument(help="A question's key, or the id of a question or claim.")
    ],
    reason: Reason = "",
    as_json: AsJson = False,
    ledger: LedgerDir = None,
) -> None:
    """Take an answer back: the question is open again, and the log keeps what it was.

    \b
    Example:
      claims reopen budapest-summit --reason "the meeting may still take place"
    """
    from ledger.domain.question import ReopenQuestion

    with opened(ledger) as held:
        key = find.target(begun(held), text(target)).question
        step = held.execute(ReopenQuestion(key, text(reason)))
        report(step, f"{key} is open again.", f"{key} is open; nothing changed.", as_json=as_json)
