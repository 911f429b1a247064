"""``claims person alias``: let another name lead to a commentator."""

from __future__ import annotations

from typing import Annotated

import typer

from ledger.cli import find
from ledger.cli.doing import report
from ledger.cli.options import AsJson, LedgerDir, begun, needed, opened, text


def command(
    name: Annotated[str, typer.Argument(help="Somebody on record.")],
    alias: Annotated[str, typer.Argument(help="Another name for them.")],
    as_json: AsJson = False,
    ledger: LedgerDir = None,
) -> None:
    """Let another name lead to somebody on record; claims under it count as theirs.

    \b
    Example:
      claims person alias "António Guterres" "the U.N. secretary-general"
    """
    from ledger.domain.commentator import AliasCommentator

    with opened(ledger) as held:
        who = find.person(begun(held), text(name))
        step = held.execute(AliasCommentator(who.name, needed("the name", alias)))
        report(step, f"“{alias}” leads to {who.name}.", "it does already.", as_json=as_json)
