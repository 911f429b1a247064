"""``claims source link``: say that a document is an edition of another."""

from __future__ import annotations

from typing import Annotated

import typer

from ledger.cli import find
from ledger.cli.doing import report
from ledger.cli.options import AsJson, LedgerDir, begun, opened, text


def command(
    source: Annotated[str, typer.Argument(help="The edition: a key or address.")],
    to: Annotated[str, typer.Argument(help="What it is an edition of.")],
    as_json: AsJson = False,
    ledger: LedgerDir = None,
) -> None:
    """Say that a document is an edition (a reprint, an update) of another.

    \b
    Example:
      claims source link bloomberg-2021-12-08 bloomberg-2021-12-07
    """
    from ledger.domain.source import LinkSource

    with opened(ledger) as held:
        edition, original = find.source(begun(held), text(source)), find.source(held, text(to))
        step = held.execute(LinkSource(edition, original))
        report(
            step,
            f"{edition} is an edition of {original}.",
            "it was linked already.",
            as_json=as_json,
        )
