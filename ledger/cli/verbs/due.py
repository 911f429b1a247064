"""``claims due``: what waits for an answer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from ledger.cli import filters, output
from ledger.cli.options import (
    Ascii,
    AsJson,
    AsOf,
    Color,
    Filters,
    LedgerDir,
    Plain,
    asked,
    begun,
    opened,
)
from ledger.cli.presenting import Manner, View, present
from ledger.cli.typed import due_rows

if TYPE_CHECKING:
    from ledger.app import Ledger
    from ledger.readmodel.session import Asked, Rows

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
    plain: Plain = False,
    ascii_: Ascii = False,
    color: Color = None,
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
        rows = _rows(held, chosen, about)
    shown = [row for row in rows if all_ or int(str(row["days_overdue"])) >= -7]
    if as_json:
        output.emit_json(shown)
    elif output.piped() and not plain:
        output.tsv(shown, PIPED)
    else:
        from ledger.screens import due, spoken

        data = due.Due(due_rows(shown))
        drawn, told = partial(due.render, data), partial(spoken.due, data.rows)
        present(View(shown, drawn, told), Manner(plain=plain, ascii_only=ascii_, color=color))
    if check and any(int(str(row["days_overdue"])) > 0 for row in rows):
        raise typer.Exit(5)


def _rows(held: Ledger, chosen: filters.Filter, about: Asked) -> Rows:
    """Return what is due among the questions that the chosen claims bear on."""
    rows = held.table("due", about).rows()
    condition, parameters = chosen.condition()
    if condition == filters.EVERYTHING:
        return rows
    query = f"select question_key from claims where kind <> 'assertion' and {condition}"  # noqa: S608 our own words
    keys = {row["question_key"] for row in held.ask(query, parameters, about)}
    return [row for row in rows if row["question_key"] in keys]
