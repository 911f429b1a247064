"""``claims dispute``: mark an answer as contested."""

from __future__ import annotations

from typing import Annotated

import typer

from ledger.cli import find
from ledger.cli.doing import report
from ledger.cli.options import AsJson, LedgerDir, begun, needed, opened, text


def command(
    target: Annotated[
        str, typer.Argument(help="A question's key, or the id of a question or claim.")
    ],
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help="What speaks against the answer.")
    ],
    as_json: AsJson = False,
    ledger: LedgerDir = None,
) -> None:
    """Mark the answer in force as contested: it still counts, and says so.

    \b
    Example:
      claims dispute war-fears --reason "NATO's warning was routine"
    """
    from ledger.domain.question import DisputeResolution

    with opened(ledger) as held:
        key = find.target(begun(held), text(target)).question
        step = held.execute(DisputeResolution(key, needed("--reason", reason)))
        report(
            step,
            f"the answer to {key} is marked as contested.",
            "that was noted already.",
            as_json=as_json,
        )
