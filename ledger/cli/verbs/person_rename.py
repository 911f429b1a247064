"""``claims person rename``: show a commentator under another name."""

from __future__ import annotations

from typing import Annotated

import typer

from ledger.cli import find
from ledger.cli.doing import report
from ledger.cli.options import AsJson, LedgerDir, begun, needed, opened, text


def command(
    name: Annotated[str, typer.Argument(help="Somebody on record.")],
    to: Annotated[str, typer.Argument(help="The name to show; the old one still leads there.")],
    as_json: AsJson = False,
    ledger: LedgerDir = None,
) -> None:
    """Show a commentator under another name; the old one still leads there.

    \b
    Example:
      claims person rename "Sam Charap" "Samuel Charap"
    """
    from ledger.domain.commentator import RenameCommentator

    with opened(ledger) as held:
        who = find.person(begun(held), text(name))
        step = held.execute(RenameCommentator(who.name, needed("the name", to)))
        report(step, f"{who.name} is shown as {to}.", "that is the name already.", as_json=as_json)
