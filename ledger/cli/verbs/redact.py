"""``claims redact``: take the content of a superseded fact away for good."""

from __future__ import annotations

from typing import Annotated

import typer

from ledger.cli import output
from ledger.cli.options import AsJson, LedgerDir, begun, needed, opened, text


def command(
    fact: Annotated[int, typer.Argument(min=1, help="The position of the fact (claims show).")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; kept on record.")],
    as_json: AsJson = False,
    ledger: LedgerDir = None,
) -> None:
    """Remove what a fact says, for good; that it was there, when, and why it went stays on record.

    Only what no longer counts can go: first put the content without it on record (claims edit), or
    withdraw it. Every proof made before still holds. Backups and exports made before still have it.

    \b
    Example:
      claims edit fnghdcbb --set 'note=on air' --reason 'a name was in it'
      claims redact 12 --reason 'named a private person'
    """
    from ledger.custody import redacting

    with opened(ledger) as held:
        why = needed("the reason", text(reason))
        if redacting.is_redacted(begun(held), fact):
            redacting.forget(held)
            output.talk(f"the fact at position {fact} is redacted already")
            step = None
        else:
            step = redacting.redact(held, fact, why)
            output.talk(
                f"redacted the fact at position {fact}; the content is gone from the ledger"
            )
            output.talk("destroy backups and exported logs made before: they still hold it")
    if as_json:
        output.emit_json({"step": step.step if step else None, "position": fact})
