"""``claims coverage``: from what was collected to what is scored."""

from __future__ import annotations

from ledger.cli import filters, output
from ledger.cli.options import (
    Ascii,
    AsJson,
    AsOf,
    Filters,
    IncludeEarly,
    IncludeUntimely,
    LedgerDir,
    Scope,
    asked,
    begun,
    opened,
)
from ledger.cli.typed import coverage_rows, reason_rows
from ledger.readmodel import queries

PIPED = ("part", "plan", "collected", "codable", "n_matured", "n_resolved", "n_scored")


def command(
    filter_: Filters = None,
    scope: Scope = "first",
    include_early: IncludeEarly = False,
    include_untimely: IncludeUntimely = False,
    as_of: AsOf = None,
    as_json: AsJson = False,
    ascii_: Ascii = False,
    ledger: LedgerDir = None,
) -> None:
    """Count what was collected, and at each step to a score what is lost and why.

    By collection plan (claims plan add), what no plan led to (ad hoc), and everything. Claims of
    every kind and kind of question count; simulated forecasters do not.

    \b
    Example:
      claims coverage
      claims coverage by:Guterres --json
    """
    from ledger.exporters.scope import filter_line, filter_words

    with opened(ledger) as held:
        about = asked(
            begun(held), as_of, scope=scope,
            include_early=include_early, include_untimely=include_untimely,
        )  # fmt: skip
        chosen = filters.resolve(held, filter_, about).of_figures(about)
        line = filter_line(chosen)
        with held.steady(chosen):
            rows = held.table("coverage", chosen).rows()
            reasons = held.ask(queries.REJECTED_REASONS, asked=chosen)
    if as_json:
        output.emit_json({"filter": filter_words(chosen), "coverage": rows, "rejected": reasons})
        return
    if line:
        output.talk(line)
    if output.piped():
        output.tsv(rows, PIPED)
    else:
        from ledger.screens.coverage import Coverage, render

        on = output.surface(ascii_)
        output.show(render(Coverage(coverage_rows(rows), reason_rows(reasons)), on.look), on)
