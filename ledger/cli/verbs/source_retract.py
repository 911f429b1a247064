"""``claims source retract``: the publisher took the document back."""

from __future__ import annotations

from typing import Annotated

import typer

from ledger.cli import find
from ledger.cli.doing import report
from ledger.cli.options import AsJson, LedgerDir, begun, needed, opened, text


def command(
    source: Annotated[str, typer.Argument(help="A key or address.")],
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help="What the publisher said.")
    ],
    as_json: AsJson = False,
    ledger: LedgerDir = None,
) -> None:
    """Say that the publisher took a document back. Its claims stay, and show the retraction.

    \b
    Example:
      claims source retract nyt-2022-01-21 --reason "withdrawn by the editors"
    """
    from ledger.domain.source import RetractSource

    with opened(ledger) as held:
        key = find.source(begun(held), text(source))
        step = held.execute(RetractSource(key, needed("--reason", reason)))
        report(step, f"{key} is marked as retracted.", "that was noted already.", as_json=as_json)
