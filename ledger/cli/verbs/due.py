"""``claims due``: what waits for an answer."""

from __future__ import annotations

from typing import Annotated

import typer

from ledger.cli import filters, output
from ledger.cli.options import Ascii, AsJson, AsOf, Filters, LedgerDir, asked, begun, opened
from ledger.cli.typed import due_rows

PIPED = ("question_key", "closes_on", "days_overdue", "n_claims", "commentators", "question")


def command(
    filter_: Filters = None,
    all_: Annotated[
        bool, typer.Option("--all", help="Also what closes more than a week from now.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Exit with 5 if anything is overdue.")
    ] = False,
    as_of: AsOf = None,
    as_json: AsJson = False,
    ascii_: Ascii = False,
    ledger: LedgerDir = None,
) -> None:
    """Show the questions that are overdue for an answer, and those that close within a week.

    A question whose condition is still open is not due: its condition is.

    \b
    Example:
      claims due
      claims due --check || echo "something is overdue"
    """
    with opened(ledger) as held:
        about = asked(begun(held), as_of)
        chosen = filters.resolve(held, filter_, about)
        rows = [row for row in held.table("due", about).rows() if _fits(row, chosen)]
    shown = [row for row in rows if all_ or int(str(row["days_overdue"])) >= -7]
    if as_json:
        output.emit_json(shown)
    elif output.piped():
        output.tsv(shown, PIPED)
    else:
        from ledger.screens.due import Due, render

        on = output.surface(ascii_)
        output.show(render(Due(due_rows(shown)), on.look), on)
    if check and any(int(str(row["days_overdue"])) > 0 for row in rows):
        raise typer.Exit(5)


def _fits(row: dict[str, object], chosen: filters.Filter) -> bool:
    wanted = (
        (chosen.commentators, row["commentator_ids"]),
        (chosen.sources, row["source_ids"]),
        (chosen.topics, row["topics"]),
        (chosen.stories, [f"story-{row['story']}"]),
    )
    return all(
        some is None or (isinstance(given, list) and bool(set(some) & set(given)))
        for some, given in wanted
    )
