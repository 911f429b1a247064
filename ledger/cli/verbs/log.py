"""``claims log``: what was done when, and what was undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, cast

import typer

from ledger.cli import find, output
from ledger.cli.options import Ascii, AsJson, AsOf, LedgerDir, asked, begun, opened, text
from ledger.cli.typed import step_rows

if TYPE_CHECKING:
    from ledger.app import Ledger
    from ledger.readmodel.session import Asked

STEPS = ("step", "recorded_at", "recorder", "n_facts", "undone", "summary")
FACTS = ("position", "recorded_at", "recorder", "undone", "name", "summary")


def command(
    target: Annotated[
        str | None, typer.Argument(help="Only what concerns this claim or question.")
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", metavar="N", help="At most N, newest first; 0 for all.", min=0)
    ] = 0,
    as_of: AsOf = None,
    as_json: AsJson = False,
    ascii_: Ascii = False,
    ledger: LedgerDir = None,
) -> None:
    """List the steps, newest first: one line for what one command or import did.

    \b
    Example:
      claims log
      claims log invasion
    """
    with opened(ledger) as held:
        about = asked(begun(held), as_of)
        if target is not None:
            _facts(held, text(target), about, as_json=as_json, ascii_only=ascii_)
            return
        rows = [_step(row) for row in held.table("steps", about).rows()]
    rows = rows[:limit] if limit else rows
    if as_json:
        output.emit_json(rows)
    elif output.piped():
        output.tsv(rows, STEPS)
    else:
        from ledger.screens.steps import Steps, render

        on = output.surface(ascii_)
        output.show(render(Steps(step_rows(rows)), on.look), on)


def _step(row: dict[str, object]) -> dict[str, object]:
    from ledger.screens.describe import summary

    counts = row["facts"]
    return {**row, "summary": summary(counts) if isinstance(counts, dict) else ""}


def _facts(held: Ledger, target: str, about: Asked, *, as_json: bool, ascii_only: bool) -> None:
    from ledger.cli.history import facts

    found = find.target(held, target, withdrawn=True)
    stream = found.claim or f"question-{found.question}"
    rows = cast("list[dict[str, object]]", facts(held, [stream], about.as_of_position))
    if as_json:
        output.emit_json(rows)
    elif output.piped():
        output.tsv(rows, FACTS)
    else:
        from ledger.screens.table import Sheet, render

        on = output.surface(ascii_only)
        output.show(
            render(Sheet(FACTS, [[row[name] for name in FACTS] for row in rows]), on.look), on
        )
