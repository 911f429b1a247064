"""``claims person merge``: two names on record are one commentator."""

from __future__ import annotations

from typing import Annotated

import typer

from ledger.cli import find
from ledger.cli.doing import report
from ledger.cli.options import AsJson, LedgerDir, Reason, begun, opened, text


def command(
    name: Annotated[str, typer.Argument(help="Whose claims shall count as the other's.")],
    into: Annotated[str, typer.Argument(help="The other.")],
    reason: Reason = "",
    as_json: AsJson = False,
    ledger: LedgerDir = None,
) -> None:
    """Count one commentator's claims as another's. Anonymous groups are never merged.

    \b
    Example:
      claims person merge "Sergey Lavrov" "Sergey V. Lavrov" --reason "the same minister"
    """
    from ledger.domain.commentator import MergeCommentator

    with opened(ledger) as held:
        one, other = find.person(begun(held), text(name)), find.person(held, text(into))
        step = held.execute(MergeCommentator(one.name, other.name, text(reason)))
        report(
            step, f"{one.name} counts as {other.name}.", "they are one already.", as_json=as_json
        )
