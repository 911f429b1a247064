"""``claims plan KEY``: one collection plan and what came of it."""

from __future__ import annotations

from typing import Annotated

import typer

from ledger.cli import find, output
from ledger.cli.options import Ascii, AsJson, AsOf, LedgerDir, asked, begun, opened, text
from ledger.cli.typed import coverage_rows, reason_rows
from ledger.readmodel import queries

FIELDS = ("plan", "corpus", "since", "until", "rule", "query", "note", "recorded_at", "position")


def command(
    key: Annotated[str, typer.Argument(help="The plan's key.")],
    as_of: AsOf = None,
    as_json: AsJson = False,
    ascii_: Ascii = False,
    ledger: LedgerDir = None,
) -> None:
    """Show one collection plan, and how much of what it led to is scored.

    \b
    Example:
      claims plan daily-2022
    """
    with opened(ledger) as held:
        about = asked(begun(held), as_of)
        plan = find.plan(held, text(key))
        rows = held.ask(queries.PLAN, [plan], about)
        if not rows:
            raise find.no_plan_then(plan)
        covered = held.ask(queries.COVERAGE_OF, [plan], about)
        reasons = held.ask(queries.REJECTED_REASONS_OF, [plan], about)
    if as_json:
        output.emit_json({"plan": rows[0], "coverage": covered[0], "rejected": reasons})
        return
    from ledger.screens import coverage, table

    on = output.surface(ascii_)
    known = [[name.replace("_", " "), rows[0][name]] for name in FIELDS if rows[0][name]]
    output.show(table.render(table.Sheet(("", ""), known, counted=False), on.look), on)
    output.data("")
    shown = coverage.Coverage(coverage_rows(covered), reason_rows(reasons))
    output.show(coverage.render(shown, on.look), on)
